/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people call an input of a scenario. Private to viz. */
#ifndef INPUT_LABEL_H
#define INPUT_LABEL_H

#include "sheet.h"

/* "Child home: Own family: constant hazard" of
 * "/settings/child_home/pathways/home/rate_per_year"; what no table of fields explains is
 * called by its key. */
const char *input_label(struct sheet *sheet, const char *pointer);

#endif
