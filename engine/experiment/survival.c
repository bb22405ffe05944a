/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One walk over the instants of sorted durations. The risk set shrinks by all who end or are
 * censored at an instant after the instant's own events are counted.
 */
#include "di/survival.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static int by_time(const void *a, const void *b)
{
    const double left = ((const struct di_duration *)a)->time;
    const double right = ((const struct di_duration *)b)->time;
    return (left > right) - (left < right);
}

void di_survival_sort(struct di_duration *durations, size_t count)
{
    if (count > 1) /* equal times are one instant: no tie rule is needed */
        qsort(durations, count, sizeof *durations, by_time);
}

struct walk {
    const struct di_duration *sorted;
    size_t count, at;
    double survival, incidence;
};

/* The next instant's endings; false: no spell is left. */
static bool step(struct walk *walk, double *time_out)
{
    if (walk->at == walk->count)
        return false;
    const double time = walk->sorted[walk->at].time;
    const double at_risk = (double)(walk->count - walk->at);
    double events = 0.0;
    double others = 0.0;
    for (; walk->at < walk->count && walk->sorted[walk->at].time == time; walk->at++) {
        events += walk->sorted[walk->at].ending == DI_ENDING_EVENT;
        others += walk->sorted[walk->at].ending == DI_ENDING_COMPETING;
    }
    walk->incidence += walk->survival * events / at_risk;
    walk->survival *= (at_risk - events - others) / at_risk;
    *time_out = time;
    return true;
}

static bool is_followed(const struct di_duration *durations, size_t count, double time)
{
    for (size_t i = 0; i < count; i++)
        if (durations[i].followed >= time)
            return true;
    return false;
}

double di_survival_incidence(const struct di_duration *sorted, size_t count, double time)
{
    struct walk walk = {.sorted = sorted, .count = count, .survival = 1.0};
    double instant = 0.0;
    if (!is_followed(sorted, count, time))
        return (double)NAN;
    while (walk.at < count && sorted[walk.at].time <= time)
        (void)step(&walk, &instant);
    return walk.incidence;
}

/* Shares are sums of quotients: a hair below the share asked for is that share. */
#define HAIR 1e-12

double di_survival_quantile(const struct di_duration *sorted, size_t count, double share)
{
    struct walk walk = {.sorted = sorted, .count = count, .survival = 1.0};
    double instant = 0.0;
    if (count == 0)
        return (double)NAN;
    while (step(&walk, &instant))
        if (walk.incidence >= share - HAIR)
            return instant;
    return (double)INFINITY;
}
