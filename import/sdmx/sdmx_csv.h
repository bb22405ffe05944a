/* SPDX-License-Identifier: GPL-3.0-or-later */
/** SDMX-CSV, by the names of its columns. */
#ifndef DI_SDMX_CSV_H
#define DI_SDMX_CSV_H

#include "di/observation.h"

/**
 * Read the rows into the list; problems go to `diagnostics`, those of the heading all at once.
 *
 * @param text       UTF-8, changed
 * @param separator  ',' ';' '\t'; 0: the one under which the heading is understood
 * @return false if memory ran out
 */
bool di_sdmx_csv_read(char *text, char separator, struct di_observations *list,
                      struct di_diagnostics *diagnostics);

#endif
