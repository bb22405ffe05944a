/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The children of the current results' trace, while they are looked at. */
#ifndef LIFE_STATE_H
#define LIFE_STATE_H

#include "desk.h"
#include "life_job.h"

struct life_state {
    struct life_job *job; /* NULL: there is no trace */
    char *folder;         /* of the results */
    uint64_t revision;    /* of the document */
    bool has_table;       /* the results have the lines, for the chart */
};

/* Before each frame of the screen: begins to read, and hands what was read to the results. */
void life_update(struct desk *desk);
bool life_is_busy(const struct life_state *state);
void life_destroy(struct life_state *state); /* NULL is fine */

#endif
