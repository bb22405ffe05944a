/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DI_WITHHELD_INPUTS_H
#define DI_WITHHELD_INPUTS_H

#include <stdbool.h>
#include <stdint.h>

/* A resolved scenario without the counts of children at the start, and without published counts
 * of 1 to below - 1, to be freed; NULL: no memory. */
char *withheld_inputs(const char *resolved, uint32_t below);

/* Is it a figure of the statistics that --suppress withholds? `below` 0: nothing is. */
bool withheld_published(const char *indicator, double value, uint32_t below);

#endif
