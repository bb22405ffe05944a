/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Uncertain numbers: {"uncertain": {"beta": [12, 88]}} and its like. */
#ifndef DI_UNCERTAIN_H
#define DI_UNCERTAIN_H

#include <jansson.h>

#include "source.h"

/**
 * Check form and parameters; warn if the implied mean is more than 10% from `value` (not
 * checked if that is NaN).
 */
void di_uncertain_check(struct di_sources *sources, const struct di_node *node, double value);

/** JSON Schema of the object; a new reference, NULL if memory ran out. */
json_t *di_uncertain_schema(bool is_override);

#endif
