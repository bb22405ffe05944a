/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of `regional` share: the country cut into regions, its pooled versions, and
 * closure dates as one array a region (period of closure, 0: never).
 */
#ifndef DI_REGIONAL_STATE_H
#define DI_REGIONAL_STATE_H

#include "decomposition.h"
#include "regional.h"

/* Of the asked gap: what each problem may lose. */
#define REGIONAL_STAGE_GAP 0.25

/* One pooled version of the country. */
struct version {
    struct decomposition decomposition;
    uint32_t **pool; /* [region][its institutions] */
};

struct regional {
    const struct di_fluid_parameters *p;
    const struct di_optimizer_options *options;
    struct di_solve_limits limits;      /* of one thread: its share of the memory */
    struct di_crew *crew;               /* for the regions' problems */
    struct di_fluid_parameters **alone; /* [region] unpooled */
    uint32_t **member;                  /* [region][its institutions] number in the nation */
    struct version relaxed;
    double until; /* when the search for dates makes room for the goals that come after */
    double deadline;
};

/* Goals (1) and (3) of one version. */
struct outcome {
    struct decomposition_result unmet, residential;
    bool is_plan;
};

double regional_now(const struct regional *regional);
/* The moment when so much of the time left until the deadline has passed. */
double regional_share(const struct regional *regional, double share);

/* Dates as the relaxed version suggests: closed when so much of the house is. */
uint32_t **regional_dates_create(const struct regional *regional, double threshold);
uint32_t **regional_dates_copy(const struct regional *regional, uint32_t *const *date);
void regional_dates_destroy(const struct regional *regional, uint32_t **date);
bool regional_dates_are_alike(const struct regional *regional, uint32_t r, const uint32_t *a,
                              const uint32_t *b);
/* Closures beyond the pace wait for the next epoch. */
void regional_dates_repair(const struct regional *regional, uint32_t **date);

/*
 * Make the blocks of a version: `make` for each region on the thread the region belongs to. The
 * error is that of the first region that has one.
 */
struct block_maker {
    enum di_status (*make)(const struct block_maker *maker, uint32_t r, struct di_error *error);
    const struct regional *regional;
    struct version *version;
    uint32_t *const *date;      /* of a dated version */
    const struct version *like; /* whose problems and proposals are taken over */
};
enum di_status regional_make_blocks(const struct block_maker *maker, struct di_error *error);

/* Rows about institutions that are too empty serve goal (4) alone: left out until then. */
void regional_put_minimum_aside(struct di_fluid_parameters *parameters);

/* A region's problem with these dates, for `master`; `pool` is filled in. */
enum di_status regional_dated_block(const struct regional *regional,
                                    const struct master *master, uint32_t r,
                                    const uint32_t *date, uint32_t *pool,
                                    struct block **block_out, struct di_error *error);

/* Does so much unmet need differ from another plan's? */
bool regional_is_apart(double unmet, double other);

/*
 * Goals (1) and (3) one after the other, until `soft`, or `hard` where no mix keeps all rows by
 * then; is_plan false: none does. Ends early when it cannot beat `rival` (NULL: whatever
 * comes).
 */
enum di_status regional_solve(const struct regional *regional, struct version *version,
                              double soft, double hard, const struct outcome *rival,
                              struct outcome *outcome, struct di_error *error);
enum di_status regional_version_init(struct version *version, const struct regional *regional,
                                     struct di_error *error);
void regional_version_finish(struct version *version);

/* The nation's plan from the mix of a dated version; NULL: no memory. */
struct di_plan *regional_plan(const struct regional *regional, const struct version *version);

/* Goals (4) and (5) and what is proved of them, as far as time allows; the plan is replaced by
 * one that keeps the earlier goals. */
void regional_later_goals(struct regional *regional, struct version *dated,
                          const struct outcome *best, struct di_plan **plan);

/* The best dates found in time: version and outcome of their plan. */
enum di_status regional_search(const struct regional *regional, const struct outcome *relaxed,
                               struct version *best_version, struct outcome *best,
                               struct di_error *error);

#endif
