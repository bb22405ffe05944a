/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of waits and returns; computed by spell_table.c. */
#ifndef DI_SPELL_MEASURE_H
#define DI_SPELL_MEASURE_H

#include <stdbool.h>

enum spell_measure {
    /* of the cohort of a year; times in days */
    SPELL_REQUESTS,
    SPELL_WAIT_P50,
    SPELL_WAIT_P90,
    SPELL_DECISION_P50,
    SPELL_DECISION_P90,
    SPELL_PLACE_P50,
    SPELL_PLACE_P90,
    SPELL_PLACED_90D,
    SPELL_PLACED_IN_LIMITS,
    SPELL_RETURNS,
    SPELL_REENTRY_1Y,
    SPELL_REENTRY_5Y,
    SPELL_START_REQUESTS, /* of those there at the start: first year only */
    SPELL_START_WAIT_P50,
    SPELL_START_WAIT_P90,
    SPELL_COHORT_MEASURES,
    /* of a quarter; of a year: the last of its quarters, or their sum */
    SPELL_STILL_WAITING = SPELL_COHORT_MEASURES,
    SPELL_LATE_DAYS,
    SPELL_MEASURES
};

/* Of children who went home; the others are of requests, people of all ages. */
bool spell_measure_is_of_returns(enum spell_measure measure);

/* Measures of quarters have rows by quarter, the others by year only; those of the start one
 * row. */
bool spell_measure_is_quarterly(enum spell_measure measure);
bool spell_measure_is_of_start(enum spell_measure measure);

/* Counts of requests, returns or child-days; the count a measure is of, itself if it is one. */
bool spell_measure_is_count(enum spell_measure measure);
enum spell_measure spell_measure_base(enum spell_measure measure);

/* Time at which a share is reached: infinite where it never is. NaN: nobody to speak of. */
bool spell_measure_is_event_time(enum spell_measure measure);

#endif
