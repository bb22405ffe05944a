/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A calendar year as tables write it: "2015", "2015 g.", or the last day of it. */
#ifndef DI_TABLE_YEAR_H
#define DI_TABLE_YEAR_H

#include "di/office_table.h"

/** false: the text says no year, or not which one: other days of a year, "2015/16". */
bool di_table_year(const struct di_office_cell *cell, int32_t *year_out);

#endif
