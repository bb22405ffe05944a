/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DI_WITHHELD_INPUTS_H
#define DI_WITHHELD_INPUTS_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"

/* A resolved scenario of the model without what --suppress withholds, to be freed; NULL: no
 * memory. */
char *withheld_inputs(const struct di_model *model, const char *resolved, uint32_t below);

/* Is an input of the model named in the manifest? Those under withheld counts are not: so many
 * entries of a list are so many children. */
bool withheld_inputs_name(const char *pointer, uint32_t below);

/* Are the figures that the statistics publish of a year withheld, rates and shares too? They
 * are where a count is small, or two stocks or two flows differ by a small one. `below` 0: no.
 */
bool withheld_published_year(const struct di_model *model, int32_t year, uint32_t below);

#endif
