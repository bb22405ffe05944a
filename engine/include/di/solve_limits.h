/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How long and how large a solve may be. The engine has no clock of its own: the caller brings
 * one that only goes forward, and it is asked often.
 */
#ifndef DI_SOLVE_LIMITS_H
#define DI_SOLVE_LIMITS_H

#include <stdbool.h>

struct di_solve_limits {
    double (*seconds)(void *context);    /* NULL: no time limit */
    bool (*is_cancelled)(void *context); /* NULL: never */
    void *context;
    double time_limit_seconds; /* from the first question to the clock; <= 0: none */
    double memory_limit_mib;   /* of the solver; <= 0: none */
};

#endif
