/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "episode_rate.h"

#include <math.h>
#include <string.h>

enum { SWEEPS = 200 };
#define SETTLED 1e-10  /* relative change of a multiplier */
#define AGE_WEIGHT 1.0 /* events that say 1 */

struct table {
    uint32_t bands, pieces;
    uint32_t piece_of[DI_EPISODE_PIECES]; /* of the finest cuts, to the joined ones */
    double events[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES];
    double years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES];
};

/* Pieces from the first one on, closed as soon as they have enough; what is left over at the
 * end goes to the last one that has. */
static void join_pieces(struct table *table, const struct di_episode_events *events,
                        uint32_t bands, double enough)
{
    double seen = 0, left = 0;
    for (uint32_t p = 0; p < DI_EPISODE_PIECES; p++)
        for (uint32_t b = 0; b < bands; b++)
            left += events->count[b][p];
    table->pieces = 1;
    for (uint32_t p = 0; p < DI_EPISODE_PIECES; p++) {
        table->piece_of[p] = table->pieces - 1;
        for (uint32_t b = 0; b < bands; b++) {
            seen += events->count[b][p];
            left -= events->count[b][p];
        }
        if (seen >= enough && left >= enough && p + 1 < DI_EPISODE_PIECES) {
            table->pieces++;
            seen = 0;
        }
    }
}

static void fill(struct table *table,
                 double child_years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES],
                 const struct di_episode_events *events, uint32_t bands)
{
    table->bands = bands;
    for (uint32_t b = 0; b < bands; b++)
        for (uint32_t p = 0; p < DI_EPISODE_PIECES; p++) {
            table->events[b][table->piece_of[p]] += events->count[b][p];
            table->years[b][table->piece_of[p]] += child_years[b][p];
        }
}

/* The rate of each piece that makes expected events what they were. */
static void fit_pieces(const struct table *table, struct di_episode_rate *rate)
{
    for (uint32_t p = 0; p < table->pieces; p++) {
        double events = 0, years = 0;
        for (uint32_t b = 0; b < table->bands; b++) {
            events += table->events[b][p];
            years += table->years[b][p] * rate->by_band[b];
        }
        rate->per_year[p] = years > 0 ? events / years : 0;
    }
}

static void fit_ages(const struct table *table, struct di_episode_rate *rate)
{
    for (uint32_t b = 0; b < table->bands; b++) {
        double events = AGE_WEIGHT, expected = AGE_WEIGHT;
        for (uint32_t p = 0; p < table->pieces; p++) {
            events += table->events[b][p];
            expected += table->years[b][p] * rate->per_year[p];
        }
        rate->by_band[b] = events / expected;
    }
}

/* Rates and multipliers are known up to a factor between them: rates alone are to expect what
 * was seen, so that multipliers have the mean 1 over the children there were. */
static void share_scale(const struct table *table, struct di_episode_rate *rate)
{
    double expected = 0;
    for (uint32_t p = 0; p < table->pieces; p++)
        for (uint32_t b = 0; b < table->bands; b++)
            expected += table->years[b][p] * rate->per_year[p];
    if (!(expected > 0))
        return;
    for (uint32_t p = 0; p < table->pieces; p++)
        rate->per_year[p] *= rate->events / expected;
    for (uint32_t b = 0; b < table->bands; b++)
        rate->by_band[b] *= expected / rate->events;
}

static void fit_both(const struct table *table, struct di_episode_rate *rate)
{
    double change = 1, before[DI_EPISODE_BANDS_MAX];
    for (uint32_t sweep = 0; change > SETTLED && sweep < SWEEPS; sweep++) {
        memcpy(before, rate->by_band, sizeof before);
        fit_ages(table, rate);
        fit_pieces(table, rate);
        share_scale(table, rate);
        change = 0;
        for (uint32_t b = 0; b < table->bands; b++)
            change = fmax(change, fabs(rate->by_band[b] - before[b]));
    }
}

void di_episode_rate_fit(struct di_episode_rate *rate,
                         double child_years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES],
                         const struct di_episode_events *events, uint32_t band_count,
                         double piece_events_min, bool tells_ages)
{
    struct table table;
    memset(&table, 0, sizeof table);
    memset(rate, 0, sizeof *rate);
    join_pieces(&table, events, band_count, piece_events_min);
    fill(&table, child_years, events, band_count);
    rate->pieces = table.pieces;
    for (uint32_t p = DI_EPISODE_PIECES; p-- > 0;)
        rate->from_years[table.piece_of[p]] = di_episode_piece_from[p];
    for (uint32_t b = 0; b < band_count; b++) {
        rate->by_band[b] = 1;
        for (uint32_t p = 0; p < table.pieces; p++) {
            rate->events += table.events[b][p];
            rate->child_years += table.years[b][p];
        }
    }
    rate->has_ages = tells_ages && rate->events > 0;
    fit_pieces(&table, rate);
    if (rate->has_ages)
        fit_both(&table, rate);
}

/* ---- intervals ---- */

/* P(at most `events` of a Poisson with this mean), summed from the largest term down. */
static double poisson_at_most(double events, double mean)
{
    double sum = 0;
    for (double k = events; k >= 0; k--) {
        const double term = exp(k * log(mean) - mean - lgamma(k + 1));
        sum += term;
        if (term < 1e-18 * sum)
            break;
    }
    return sum < 1 ? sum : 1;
}

static double mean_at(double events, double probability)
{
    double low = 1e-9, high = events + 10 * sqrt(events + 1) + 20;
    for (int i = 0; i < 100; i++) {
        const double middle = (low + high) / 2;
        if (poisson_at_most(events, middle) > probability)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

void di_episode_rate_interval(double events, double child_years, double *low_out,
                              double *high_out)
{
    *low_out = events > 0 ? mean_at(events - 1, 0.975) / child_years : 0;
    *high_out = mean_at(events, 0.025) / child_years;
}
