/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The yearly rate of one way out of a setting, from events and the time in which they could
 * happen: a rate for each piece of time spent, times a multiplier for each age.
 */
#ifndef DI_EPISODE_RATE_H
#define DI_EPISODE_RATE_H

#include "episode_count.h"

struct di_episode_rate {
    double events, child_years;
    uint32_t pieces; /* 1: the time spent does not matter, or there are too few events */
    double from_years[DI_EPISODE_PIECES], per_year[DI_EPISODE_PIECES];
    bool has_ages;
    double by_band[DI_EPISODE_BANDS_MAX];
};

/**
 * Fit.
 *
 * The model is events ~ Poisson(child_years * per_year[piece] * by_band[age]), fitted by
 * proportional scaling: its likelihood equations say that expected events equal observed ones
 * in every piece. Pieces are joined to the next until each has `piece_events_min` events.
 * Multipliers are drawn towards 1 by the weight of one event, so that an age in which
 * nothing happened in little time gets a small rate, not none; without `tells_ages` there is
 * one rate for all ages.
 *
 * @param child_years  of the setting
 * @param events       of the way out, the same shape
 */
void di_episode_rate_fit(struct di_episode_rate *rate,
                         double child_years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES],
                         const struct di_episode_events *events, uint32_t band_count,
                         double piece_events_min, bool tells_ages);

/** Exact 95% interval of a rate from a Poisson count; `low` 0 where there are no events. */
void di_episode_rate_interval(double events, double child_years, double *low_out,
                              double *high_out);

#endif
