/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Histories: the rows of each child, in order and without contradictions, as spells in
 * settings. Every row that had to be changed or left out is counted under a rule.
 */
#ifndef DI_EPISODE_HISTORY_H
#define DI_EPISODE_HISTORY_H

#include <stddef.h>

#include "episode_row.h"

/* What may be wrong with rows, and what is done about it (docs/EPISODES.md). */
enum di_episode_rule {
    DI_RULE_NO_BEGINNING,   /* left out */
    DI_RULE_NO_SETTING,     /* left out */
    DI_RULE_BACKWARDS,      /* ends before it begins: left out */
    DI_RULE_NO_BIRTH,       /* the child's rows are left out */
    DI_RULE_UNBORN,         /* begins before the month of birth: left out */
    DI_RULE_ADULT,          /* comes into care at 18 or over: the period is left out */
    DI_RULE_DUPLICATE,      /* left out */
    DI_RULE_ENDED_SINCE,    /* no end, while the same stay stands there with one: that counts */
    DI_RULE_SAME_BEGINNING, /* the shorter of two that begin together is left out */
    DI_RULE_INSIDE,         /* within a longer one: left out */
    DI_RULE_OVERLAP,        /* the earlier ends where the later begins */
    DI_RULE_NO_END,         /* an exit without its day: still in care */
    DI_RULE_STILL_OPEN,     /* no end, but a later one follows: ends where that begins */
    DI_RULE_NO_TIME,        /* begins and ends on one day, and another one holds that day */
    DI_RULE_GAP,            /* a short one, no exit said: the child counts as where it was */
    DI_RULE_LONG_GAP,       /* a long one, no exit said: left for an unstated destination */
    DI_RULE_NO_EXIT,        /* the last one ends, and nothing says where to: unstated */
    DI_RULE_BACK_AT_ONCE,   /* an exit, and care again within a day: taken as written */
    DI_RULE_NOWHERE_BEFORE, /* setting "unchanged" with none before: that of the next, or out */
    DI_RULE_COUNT
};

enum {
    DI_RULE_LINES = 8,  /* rows that are named of each rule */
    DI_GAP_JOINED = 1,  /* days: the next day is the same care */
    DI_GAP_BRIDGED = 30 /* days: a gap in the record */
};

struct di_episode_rule_use {
    uint32_t rows;
    uint32_t lines[DI_RULE_LINES];
};

/** Time in one setting, unbroken. */
struct di_episode_spell {
    uint32_t child;
    int32_t from, to; /* DI_EPISODE_OPEN: still there */
    int32_t since;    /* in settings of this kind, unbroken */
    int32_t
        home_since; /* of one that comes from home: the day it went; else DI_EPISODE_NO_DAY */
    uint8_t setting;
    uint8_t next;    /* a place, DI_EPISODE_UNSTATED, or DI_EPISODE_GOES_ON while it is open */
    uint8_t reason;  /* of the coming into care */
    uint16_t region; /* of the placement */
    bool is_arrival; /* the first of a period of care */
};

struct di_episode_histories {
    struct di_episode_spell *spells; /* by child and time; owned */
    size_t count;
    uint32_t moves_within; /* from one placement to another of the same setting */
    uint32_t region_moves; /* between regions within a period of care */
    struct di_episode_rule_use rules[DI_RULE_COUNT];
};

/** First day of the month, and the day that stands for a birth in it: its middle. */
int32_t di_episode_month_begin(int32_t month);
int32_t di_episode_birth_day(const struct di_episode_child *child);

/** One row more came under a rule. */
void di_episode_rule_use(struct di_episode_rule_use *use, uint32_t line);

/**
 * Build the histories.
 *
 * @param rows  [row_count], sorted and changed in place
 * @param places  [] of the rows' indexes
 * @return false if memory ran out; finish with di_episode_histories_finish either way
 *
 * Cost: one sort of the rows.
 */
bool di_episode_histories_build(struct di_episode_histories *histories,
                                struct di_episode_row *rows, size_t row_count,
                                const struct di_episode_child *children,
                                const struct di_episode_place *places);
void di_episode_histories_finish(struct di_episode_histories *histories);

#endif
