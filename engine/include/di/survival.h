/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Cumulative incidence with competing events (MODEL 11): the share of spells that have ended by
 * the event of interest. An end of another kind is a competing event; only the horizon censors.
 */
#ifndef DI_SURVIVAL_H
#define DI_SURVIVAL_H

#include <stddef.h>

enum di_ending { DI_ENDING_CENSORED, DI_ENDING_EVENT, DI_ENDING_COMPETING };

/** How long one spell was seen, and how that ended. */
struct di_duration {
    double time; /* >= 0, any unit */
    enum di_ending ending;
    double followed; /* >= time: how long it would have been seen had it not ended */
};

/** Sort by time, in place; equal times are one instant, so their order cannot be seen. */
void di_survival_sort(struct di_duration *durations, size_t count);

/**
 * Aalen-Johansen estimate at `time`: sum over instants u <= time of S(u-) * events(u) / at
 * risk(u), S = survival of every ending. A spell censored at an instant was still at risk of
 * what happened at it.
 *
 * Whether there is an answer depends on how long spells could be followed, never on how they
 * ended: else replications whose last spell happened to end would be kept, those whose last
 * one did not would be left out, and the mean of what is left would be too high.
 *
 * @param sorted  [count], by di_survival_sort
 * @return share 0 to 1; NaN if no spell is followed up to `time`
 *
 * Cost O(count). Source: Aalen and Johansen (1978).
 */
double di_survival_incidence(const struct di_duration *sorted, size_t count, double time);

/**
 * First time at which the incidence reaches `share`.
 *
 * @return INFINITY if it never does within what was seen; NaN if count == 0
 */
double di_survival_quantile(const struct di_duration *sorted, size_t count, double share);

#endif
