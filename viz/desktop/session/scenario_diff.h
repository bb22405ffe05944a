/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes one scenario of another, as edits. */
#ifndef SCENARIO_DIFF_H
#define SCENARIO_DIFF_H

#include "edits.h"

/*
 * Edits that laid over `from` give `to`, both JSON texts of whole scenarios; what names the
 * file stays out (id, name, $schema). A thing that `from` lacks is one edit, one that `to`
 * lacks is null.
 *
 * False if memory ran out; edit_state_finish in any case.
 */
bool scenario_diff(const char *from, const char *to, struct edit_state *edits_out);

#endif
