/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What an override removes with null, looked at before it is gone. */
#ifndef DI_REMOVAL_H
#define DI_REMOVAL_H

#include "source.h"

/**
 * Report every null of `patch` that removes nothing: an error where the key is none of the
 * format, or nothing is extended, else a warning.
 *
 * @param base  what the patch is merged into; NULL: the file extends nothing
 */
void di_removals_check(struct di_sources *sources, struct di_node *base,
                       const struct di_node *patch);

#endif
