/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each indicator is counted; the texts are public, see di/indicator.h. */
#ifndef DI_INDICATOR_TABLE_H
#define DI_INDICATOR_TABLE_H

#include "di/indicator.h"

#include "place_class.h"
#include "spell_measure.h"
#include "work_measure.h"

enum count_source {
    COUNT_NOTHING,
    COUNT_STOCK_END,
    COUNT_STOCK_START,
    COUNT_CHILD_YEARS,
    COUNT_ARRIVALS,   /* flows, by the setting they lead to */
    COUNT_DEPARTURES, /* flows, by the setting they leave */
    COUNT_TALLY,
    COUNT_TALLY_END, /* of the last quarter: tallies that are stocks */
    COUNT_PLACES,    /* a measure of places, by setting; stocks at the end, else sums */
    COUNT_IDLE,      /* institution-days of double running */
    COUNT_SPELLS,
    COUNT_WORK, /* of teams and cases */
    COUNT_MARK, /* children counted apart; stocks of them at the end */
    COUNT_POPULATION_END,
    COUNT_POPULATION_MIDDLE,
    COUNT_POPULATION_14_17, /* at the end */
    COUNT_BUDGET_GAP, /* money missing; a year's stands in its last quarter, nation only */
    COUNT_COST /* money of people of all ages; at.any: settings shown, the total has all */
};

enum count_people { COUNT_EVERYONE, COUNT_UNDER_3, COUNT_WITH_DISABILITY, COUNT_ALL_AGES };

struct count {
    enum count_source source;
    struct place_group at;    /* where the children counted are: stocks, and one end of flows */
    struct place_group other; /* the other end of flows */
    enum count_people people;
    bool only_unplanned; /* flows */
    enum di_tally tally;
    enum di_place_measure place;
    unsigned cost_classes; /* bits of enum di_cost_class; 0: all */
    bool is_discounted;    /* money, to the scenario's start */
    enum spell_measure spells;
    enum work_measure work;
    enum di_mark mark;
};

/* Which groups of people rows may be split by. */
enum people_groups {
    GROUPS_OF_ALL,
    GROUPS_OF_NO_AGE, /* people of one age */
    GROUPS_OF_AGE     /* age bands alone: the population is known by age */
};

struct indicator {
    struct di_indicator_text text;
    struct count numerator;
    struct count denominators[2]; /* their sum; COUNT_NOTHING: none */
    double scale;
    bool is_cumulative; /* the numerator counts from the start */
    const char *over;   /* id: the value is divided by that indicator's, or NULL */
    bool has_settings;  /* rows by setting */
    bool has_people;    /* rows by age band, sex, disability */
    enum people_groups groups;
    bool has_adults; /* rows of 18 and over */
    bool has_months;
};

/* Indicators of one subject, in the order of the files. */
struct indicator_part {
    uint32_t count;
    const struct indicator *indicators;
};

extern const struct indicator_part indicator_stocks, indicator_moves, indicator_groups,
    indicator_waits, indicator_placements, indicator_events, indicator_costs, indicator_justice,
    indicator_work;

const struct indicator *indicator_at(uint32_t index);

/* Are its totals of everybody, whatever the age, or of no people at all? */
bool indicator_is_of_all_ages(const struct indicator *indicator);

#endif
