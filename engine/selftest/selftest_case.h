/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One case of the selftest: how its model is made, what is read from each replication, and what
 * theory says. The cases lie in the selftest_*.c files; the table is in selftest.c.
 */
#ifndef SELFTEST_CASE_H
#define SELFTEST_CASE_H

#include "di/result.h"
#include "di/status.h"

#include "model_draft.h"

enum { SELFTEST_ROWS_MAX = 24, SELFTEST_INTERVAL_SIZE = 10 };

/** What is done with the values of the replications. */
enum selftest_statistic {
    SELFTEST_MEAN,
    SELFTEST_VARIANCE,
    SELFTEST_COVERAGE /* share of 95% intervals, of 10 replications each, that hold `target` */
};

struct selftest_answer {
    double exact;
    double target;  /* COVERAGE only */
    double mistake; /* NaN: none named */
};

struct selftest_row_plan {
    const char *quantity;
    enum selftest_statistic statistic;
    uint32_t observation; /* which value of `observe` */
};

/** What `observe` sees: one replication of each variant, with the same luck. */
struct selftest_view {
    const struct di_model *model; /* of the first variant */
    const struct di_result *results[2];
};

struct selftest_case {
    const char *id;
    const char *configuration;
    uint32_t replications;
    uint32_t variants; /* models simulated with the same luck: 1 or 2 */
    bool full_splits;
    uint32_t row_count;
    uint32_t observation_count;
    const struct selftest_row_plan *rows;
    void (*build)(struct draft *draft, uint32_t variant);
    void (*observe)(const struct selftest_view *view, double *values_out);
    /** Fills answers[row_count]; NaN mistakes are set beforehand. */
    enum di_status (*solve)(struct selftest_answer *answers);
};

/* Stocks without limits: selftest_stock.c */
extern const struct selftest_case selftest_from_empty; /* V3 */
extern const struct selftest_case
    selftest_immigration_death;                        /* V5, through entries and exits */
extern const struct selftest_case selftest_warm_start; /* V9 */
extern const struct selftest_case selftest_paired_luck;
extern const struct selftest_case selftest_intervals;
extern const struct selftest_case selftest_carers; /* V5: selftest_carers.c */
/* Paths: selftest_path.c */
extern const struct selftest_case selftest_competing; /* V7 */
extern const struct selftest_case selftest_chain;     /* V8 */
/* Places: selftest_queue.c */
extern const struct selftest_case selftest_delay;     /* V1, through places */
extern const struct selftest_case selftest_refusal;   /* V2 */
extern const struct selftest_case selftest_priority;  /* V4 */
extern const struct selftest_case selftest_fifo;      /* V4 */
extern const struct selftest_case selftest_impatient; /* V6 */
/* Hours: selftest_work.c */
extern const struct selftest_case selftest_hours;    /* V1 */
extern const struct selftest_case selftest_feedback; /* V10 */
/* No chance: selftest_schedule.c */
extern const struct selftest_case selftest_schedule;       /* V11 */
extern const struct selftest_case selftest_schedule_split; /* V11 */
extern const struct selftest_case selftest_closure; /* V11 with hours: selftest_closure.c */

/* ---- what cases read, nation and everyone ---- */

/** Stock at the last instant before `day`, which begins a quarter (or ends the horizon). */
double selftest_stock(const struct selftest_view *view, uint32_t variant, uint16_t setting,
                      int32_t day);
/** A measure of places over all settings, in the quarter that ends before `day`. */
double selftest_places(const struct selftest_view *view, enum di_place_measure measure,
                       int32_t day);
/** Child-days in the setting between two days that begin quarters. */
double selftest_child_days(const struct selftest_view *view, uint16_t setting, int32_t from_day,
                           int32_t to_day);
/** Sums over all teams between two such days. */
struct selftest_work {
    double hours_available, hours_worked, wait_days, started, waited;
};
struct selftest_work selftest_work(const struct selftest_view *view, int32_t from_day,
                                   int32_t to_day);
/** Moves between two such days; `from` may be DI_FROM_OUTSIDE_NEW, DI_NONE for any. */
double selftest_moves(const struct selftest_view *view, uint32_t variant, uint16_t from,
                      uint16_t to, int32_t from_day, int32_t to_day);

#endif
