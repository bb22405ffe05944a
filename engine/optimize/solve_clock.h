/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of the caller's limits. Without one it stands at 0 and nothing is ever late. */
#ifndef DI_SOLVE_CLOCK_H
#define DI_SOLVE_CLOCK_H

#include <math.h>

#include "di/solve_limits.h"

static inline double solve_now(const struct di_solve_limits *limits)
{
    return limits->seconds != NULL ? limits->seconds(limits->context) : 0;
}

/** When the time of the limits is over, asked now; HUGE_VAL: never. */
static inline double solve_deadline(const struct di_solve_limits *limits)
{
    return limits->seconds != NULL && limits->time_limit_seconds > 0
               ? solve_now(limits) + limits->time_limit_seconds
               : HUGE_VAL;
}

static inline bool solve_is_late(const struct di_solve_limits *limits, double deadline)
{
    return limits->seconds != NULL && solve_now(limits) >= deadline;
}

/** Late, or cancelled. */
static inline bool solve_is_over(const struct di_solve_limits *limits, double deadline)
{
    return (limits->is_cancelled != NULL && limits->is_cancelled(limits->context)) ||
           solve_is_late(limits, deadline);
}

#endif
