/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * `--set path=value`: one value of the merged scenario is changed, or one that the format knows
 * and the scenario lacks is added. A name of the scenario's own (a region, a setting) is never
 * added: it would be a mistyped one.
 */
#ifndef DI_ASSIGNMENT_H
#define DI_ASSIGNMENT_H

#include "source.h"

/** Problems are reported. @return false if memory ran out */
bool di_assignment_apply(struct di_sources *sources, struct di_node *root,
                         const struct di_set_override *set);

#endif
