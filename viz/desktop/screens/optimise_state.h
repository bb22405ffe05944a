/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Optimise screen's own state: how long to search, the solver's job, its plan. */
#ifndef OPTIMISE_STATE_H
#define OPTIMISE_STATE_H

#include "desk.h"
#include "plan_job.h"

/* Numbers of ACT_OPTIMISE_VALUE: which field. */
enum optimise_value { OPTIMISE_SECONDS, OPTIMISE_RESIDENTS, OPTIMISE_BY };

struct optimise_state {
    double seconds, gap;
    char residents[24], by[16];      /* the target being typed */
    struct plan_job *job;            /* NULL: none yet */
    bool is_stopping;                /* asked to, not ended yet */
    const struct document *document; /* that it plans for */
    uint64_t revision;
};

/* Stops the solver; returns at once. NULL is fine. */
void optimise_cancel(struct optimise_state *state);
void optimise_destroy(struct optimise_state *state); /* NULL is fine */
bool optimise_is_busy(const struct optimise_state *state);
/* The open scenario is gone: so is its plan. */
void optimise_forget(struct optimise_state *state, const struct document *document);

/* False if the action is not of this screen. */
bool optimise_act(struct desk *desk, const struct ui_action *action);

#endif
