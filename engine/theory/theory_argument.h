/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a closed form accepts as a rate, a time or a share. Private to engine/theory. NaN and
 * infinity are never accepted: every test below is false for them.
 */
#ifndef DI_THEORY_ARGUMENT_H
#define DI_THEORY_ARGUMENT_H

#include <math.h>
#include <stdbool.h>

static inline bool is_positive(double value)
{
    return value > 0.0 && isfinite(value);
}

static inline bool is_nonnegative(double value)
{
    return value >= 0.0 && isfinite(value);
}

static inline bool is_share(double value)
{
    return value >= 0.0 && value <= 1.0;
}

#endif
