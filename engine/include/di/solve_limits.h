/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How long and how large a solve may be. The engine has no clock of its own: the caller brings
 * one that only goes forward, and it is asked often, as is whether to stop: where the optimizer
 * has several threads, from all of them at once.
 */
#ifndef DI_SOLVE_LIMITS_H
#define DI_SOLVE_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

/** What a search has found since it last told; the best of each is the listener's to keep. */
struct di_solve_progress {
    uint32_t goal; /* enum di_goal of the stage */
    double value;  /* a plan reaches it; HUGE_VAL: nothing new */
    double bound;  /* no plan is better; -HUGE_VAL: nothing new */
};

struct di_solve_limits {
    double (*seconds)(void *context);    /* NULL: no time limit */
    bool (*is_cancelled)(void *context); /* NULL: never */
    /* NULL: nobody looks. Called now and then on the thread of the optimizer's caller. */
    void (*on_progress)(void *context, const struct di_solve_progress *progress);
    void *context;
    double time_limit_seconds; /* from the first question to the clock; <= 0: none */
    double memory_limit_mib;   /* of the solver, on all threads together; <= 0: none */
};

#endif
