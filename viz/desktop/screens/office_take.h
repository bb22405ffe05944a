/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was read, taken: into the open scenario as one step, or as a scenario of its own. */
#ifndef OFFICE_TAKE_H
#define OFFICE_TAKE_H

#include "office_state.h"

void office_take(struct desk *desk);

/* Save the mapping, with every column that was found, as `path`; NULL: as it is named. */
void office_keep_mapping(struct desk *desk, const char *path);
/* Read the file by a mapping file. */
void office_load_mapping(struct desk *desk, const char *path);

#endif
