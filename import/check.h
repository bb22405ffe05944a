/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Structure of a resolved scenario or a study against its field table: keys, types, ranges,
 * forms. */
#ifndef DI_CHECK_H
#define DI_CHECK_H

#include "source.h"

/** Report everything in the tree that the field table does not allow. */
void di_check_scenario(struct di_sources *sources, struct di_node *root);

/** The same of a study, against its own table. */
void di_check_study(struct di_sources *sources, struct di_node *root);

#endif
