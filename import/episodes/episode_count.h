/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What happened in whole calendar years: events and the time in which they could happen
 * (occurrence and exposure), by setting, age and time spent; who came, who was there.
 */
#ifndef DI_EPISODE_COUNT_H
#define DI_EPISODE_COUNT_H

#include "episode_history.h"

enum {
    DI_EPISODE_BANDS_MAX = 8,  /* of age, the last one 18 and over */
    DI_EPISODE_PIECES = 6,     /* of time spent */
    DI_EPISODE_HOME_YEARS = 6, /* after a return in which children may come back (MODEL 5.1) */
    DI_EPISODE_AGES = 18,
    DI_EPISODE_DISABILITIES = 4, /* the last one unknown */
    DI_EPISODE_SEXES = 3
};

/** Beginnings of the pieces of time spent, in years; the same cuts serve the stays of the
 * first day, so that within a band of stay no rate changes. */
extern const double di_episode_piece_from[DI_EPISODE_PIECES];

/** Ways out of one setting: events by age and time spent. */
struct di_episode_events {
    double count[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES];
};

struct di_episode_setting_counts {
    double child_years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES];
    struct di_episode_events *exits;       /* [place_count + 1], the last one unstated */
    double arrivals[DI_EPISODE_BANDS_MAX]; /* from outside care, first or again */
    double left_at_18, stayed_at_18;
    /* on the first day of the scenario */
    double stock[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES];
    double stock_sex[DI_EPISODE_SEXES];
    double stock_disability[DI_EPISODE_DISABILITIES];
};

struct di_episode_year {
    int32_t year;
    double opening, entries, returns, exits, closing;
    double *closing_by_setting; /* [place_count] */
    double *moves;              /* [place_count][place_count + 1]: from setting, to place */
};

struct di_episode_reason_counts {
    double entries;
    double by_age[DI_EPISODE_AGES];
};

struct di_episode_window {
    int32_t from, to; /* calendar years, both whole */
    int32_t start;    /* of the scenario: its first year */
    uint32_t band_count;
    double band_from[DI_EPISODE_BANDS_MAX]; /* years; the last one is 18 */
    bool joins_returns; /* who comes back from home counts as a first entry: so few did */
};

struct di_episode_counts {
    struct di_episode_window window;
    size_t place_count, region_count, reason_count;
    struct di_episode_setting_counts *settings; /* [place_count]; of destinations empty */
    struct di_episode_reason_counts *reasons;   /* [reason_count] */
    struct di_episode_year *years;              /* [to - from + 1] */
    double *entries_by_region;                  /* [region_count] */
    double *stock_by_region;                    /* [region_count][place_count] */
    double entries_by_sex[DI_EPISODE_SEXES];
    double entries_by_disability[DI_EPISODE_DISABILITIES];
    double entries, returns;
    double leaving[4]; /* of those who leave at 18: aftercare, independent, home, adult care */
    double home_years[DI_EPISODE_HOME_YEARS]; /* child-years since the return, at home */
    double home_returns[DI_EPISODE_HOME_YEARS];
    double went_home[DI_EPISODE_HOME_YEARS]; /* before the start, the last year first */
    double stock;
    int32_t first_day, last_day; /* on which anything begins or ends, up to the window's end */
};

/**
 * Count.
 *
 * Exposure is cut to the window on both sides: a child in care before it begins brings time
 * from its first day on (left truncation), one still there brings time to its end (right
 * censoring). Those who leave at 18 (MODEL 5.3) are apart: in the month of their 18th
 * birthday or the one after, to independent life, aftercare, home or adult care.
 *
 * @return false if memory ran out; finish either way
 */
bool di_episode_counts_make(struct di_episode_counts *counts,
                            const struct di_episode_window *window,
                            const struct di_episode_histories *histories,
                            const struct di_episode_child *children,
                            const struct di_episode_place *places, size_t place_count,
                            size_t region_count, size_t reason_count);
void di_episode_counts_finish(struct di_episode_counts *counts);

/** All events of one way out; all of them moved to another way. */
double di_episode_events_sum(const struct di_episode_events *events);
void di_episode_events_move(struct di_episode_events *from, struct di_episode_events *to);

#endif
