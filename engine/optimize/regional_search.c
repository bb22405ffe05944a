/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for closure dates. Roundings of the relaxed version give a first plan and its
 * prices. Under those prices every region is asked alone which other dates would serve it
 * better: another rounding, or one house an epoch sooner, later, or never. The answers together
 * make the next plan; it is kept if it is better. Least unmet need first, then fewest
 * residential child-years.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "regional_state.h"

#define WORTH 1e-5     /* relative gain a change of dates must promise */
#define FIRST_TIME 0.9 /* of the time left: until there is a plan nothing else matters */
#define TURN_TIME 0.6
#define HOPELESS 1.03 /* times what would be good enough: improvements gain less */
#define TURNS_MAX 20

/* Low ones first: a house that stays open keeps its fixed cost, and money is what binds. */
static const double thresholds[] = {0.4, 0.6, 0.25, 0.9};
#define THRESHOLDS (sizeof thresholds / sizeof thresholds[0])

struct dates_search {
    const struct regional *regional;
    const struct outcome *relaxed;
    struct version *version; /* the best */
    struct outcome *best;
    uint32_t **date; /* its dates; NULL before the first plan */
};

static bool is_better(const struct outcome *a, const struct outcome *b)
{
    if (!a->is_plan || !b->is_plan)
        return a->is_plan;
    if (regional_is_apart(a->unmet.value, b->unmet.value))
        return a->unmet.value < b->unmet.value;
    return a->residential.value < b->residential.value;
}

/* The bound at the unmet need the plan has: less than the first one allows a lower bound. */
static bool is_good_enough(const struct regional *regional, const struct outcome *relaxed,
                           const struct outcome *best)
{
    return best->is_plan && best->residential.value - relaxed->residential.bound <=
                                regional->options->gap * fabs(best->residential.value);
}

static bool is_over(const struct dates_search *search)
{
    return search->best->is_plan &&
           (regional_now(search->regional) >= search->regional->until ||
            is_good_enough(search->regional, search->relaxed, search->best));
}

static enum di_status make_dated_block(const struct block_maker *maker, uint32_t r,
                                       struct di_error *error)
{
    const struct version *version = maker->version;
    return regional_dated_block(maker->regional, version->decomposition.master, r,
                                maker->date[r], version->pool[r],
                                &version->decomposition.blocks[r], error);
}

/* Solve with these dates, which are taken over; keep the plan if it is the best. Not to the
 * end where it shows that `rival` will not be beaten. */
static enum di_status try_dates(struct dates_search *search, uint32_t **date,
                                const struct outcome *rival, bool *is_kept,
                                struct di_error *error)
{
    const struct regional *regional = search->regional;
    struct version version;
    struct outcome outcome = {0};
    const bool is_first = search->date == NULL;
    *is_kept = false;
    enum di_status status = regional_version_init(&version, regional, error);
    version.decomposition.is_plan = true;
    if (status == DI_OK && date == NULL)
        status = di_fail_memory(error);
    if (status == DI_OK)
        regional_dates_repair(regional, date);
    version.decomposition.hint = search->version->decomposition.price != NULL
                                     ? search->version->decomposition.price
                                     : regional->relaxed.decomposition.price;
    const struct block_maker maker = {make_dated_block, regional, &version, date, NULL};
    if (status == DI_OK)
        status = regional_make_blocks(&maker, error);
    const double soft = regional_share(regional, is_first ? FIRST_TIME : TURN_TIME);
    if (status == DI_OK)
        status = regional_solve(regional, &version, soft, is_first ? regional->deadline : soft,
                                rival, &outcome, error);
    if (status != DI_OK || !is_better(&outcome, search->best)) {
        regional_version_finish(&version);
        regional_dates_destroy(regional, date);
        return status;
    }
    regional_version_finish(search->version);
    regional_dates_destroy(regional, search->date);
    *search->version = version;
    search->version->decomposition.hint = NULL; /* it belonged to the one before */
    *search->best = outcome;
    search->date = date;
    *is_kept = true;
    return DI_OK;
}

/* A date set that has no plan, or none in its time, is one that is not taken. */
static bool is_serious(enum di_status status)
{
    return status != DI_OK && status != DI_ERR_TIME && status != DI_ERR_INFEASIBLE;
}

/* A rounding that stays so far from what would be good enough makes room for the next. */
static struct outcome hopeless(const struct dates_search *search)
{
    struct outcome outcome = *search->relaxed;
    outcome.residential.value =
        outcome.residential.bound * HOPELESS / fmax(1e-9, 1 - search->regional->options->gap);
    return outcome;
}

static enum di_status first_plan(struct dates_search *search, struct di_error *error)
{
    const struct outcome rival = hopeless(search);
    enum di_status status = DI_OK;
    bool is_kept;
    for (size_t n = 0; n < THRESHOLDS && !is_over(search); n++) {
        status = try_dates(search, regional_dates_create(search->regional, thresholds[n]),
                           &rival, &is_kept, error);
        if (is_serious(status))
            return status;
    }
    if (search->best->residential.is_cut && !is_over(search)) {
        status = try_dates(search, regional_dates_copy(search->regional, search->date), NULL,
                           &is_kept, error);
        if (is_serious(status))
            return status;
    }
    return search->best->is_plan ? DI_OK : status;
}

/* ---- one region under the best plan's prices ---- */

/* Closures of the relaxed region at these dates, free in the tail without one; NULL: free
 * again. */
static void hold_closures(const struct dates_search *search, uint32_t r, const uint32_t *date)
{
    const struct block *block = search->regional->relaxed.decomposition.blocks[r];
    const struct di_fluid_program *program = block->program;
    const struct di_fluid_parameters *p = block->parameters;
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t i = 0; i < p->institutions; i++) {
            const int32_t column = di_fluid_column(program, DI_PART_CLOSED, t, i, 0, 0);
            if (column < 0)
                continue;
            const struct di_fluid_column *of = &program->columns[column];
            const bool is_free = date == NULL || (date[i] == 0 && t > p->horizon);
            const double whole = !is_free && date[i] > 0 && t >= date[i] ? 1 : 0;
            glpk_bound_column(block->glpk, (uint32_t)column, is_free ? of->lower : whole,
                              is_free ? of->upper : whole);
        }
}

/*
 * What the region reaches with these dates; HUGE_VAL: nothing, or not in time. Asked of the
 * relaxed region, whose last basis is near: a problem of the dates alone would begin anew.
 */
static double worth_of(const struct dates_search *search, uint32_t r, const uint32_t *date)
{
    double value = HUGE_VAL;
    hold_closures(search, r, date);
    if (!decomposition_price(&search->version->decomposition,
                             search->regional->relaxed.decomposition.blocks[r],
                             search->regional->until, &value))
        return HUGE_VAL;
    return value;
}

struct choice {
    double now, value; /* with the plan's dates, with the best of those tried */
    uint32_t *date;    /* the best dates of the region so far */
    uint32_t *tried;
    size_t room; /* bytes of one set of dates */
};

static void consider(const struct dates_search *search, uint32_t r, struct choice *choice)
{
    if (regional_dates_are_alike(search->regional, r, choice->tried, choice->date))
        return;
    const double value = worth_of(search, r, choice->tried);
    if (value < choice->value - WORTH * fabs(choice->value)) {
        choice->value = value;
        memcpy(choice->date, choice->tried, choice->room);
    }
}

/* The next epoch in which the house may close, from `t` on or back; 0: none, or never. */
static uint32_t neighbour(const struct di_fluid_parameters *p, uint32_t i, uint32_t t,
                          bool is_later)
{
    const uint32_t end = is_later ? p->horizon + 1 : 0;
    if (t == 0)
        t = is_later ? end : p->horizon + 1;
    while (t != end) {
        t = is_later ? t + 1 : t - 1;
        if (t != end && p->is_epoch[t] && t >= p->earliest_close[i])
            return t;
        if (t == 0 || t > p->horizon)
            break;
    }
    return 0;
}

static void consider_shifts(const struct dates_search *search, uint32_t r,
                            struct choice *choice)
{
    const struct di_fluid_parameters *p = search->regional->alone[r];
    for (uint32_t i = 0; i < p->institutions && p->institutions > 0; i++) {
        if (!p->may_close[i] || p->is_closed0[i] || p->close_by[i] > 0)
            continue;
        for (uint32_t way = 0; way < 2; way++) {
            if (regional_now(search->regional) >= search->regional->until)
                return;
            memcpy(choice->tried, search->date[r], choice->room);
            choice->tried[i] = neighbour(p, i, choice->tried[i], way == 0);
            consider(search, r, choice);
        }
    }
}

static void consider_roundings(const struct dates_search *search, uint32_t r,
                               uint32_t *const *const *rounded, struct choice *choice)
{
    for (size_t n = 0; n < THRESHOLDS; n++) {
        if (rounded[n] == NULL || regional_now(search->regional) >= search->regional->until)
            continue;
        memcpy(choice->tried, rounded[n][r], choice->room);
        consider(search, r, choice);
    }
}

struct improvement {
    const struct dates_search *search;
    bool by_shifts;
    uint32_t *const *const *rounded;
    uint32_t **next;
    double *gain; /* [region]: under the best plan's prices; 0: none */
};

/* The best change of one region. */
static void improve_region(void *context, uint32_t r, uint32_t member)
{
    const struct improvement *improvement = context;
    const struct dates_search *search = improvement->search;
    const size_t room = search->regional->alone[r]->institutions * sizeof(uint32_t);
    (void)member;
    struct choice choice = {
        .date = improvement->next[r], .tried = malloc(room + sizeof(uint32_t)), .room = room};
    if (choice.tried == NULL)
        return;
    choice.now = choice.value = worth_of(search, r, search->date[r]);
    if (improvement->by_shifts)
        consider_shifts(search, r, &choice);
    else
        consider_roundings(search, r, improvement->rounded, &choice);
    hold_closures(search, r, NULL);
    free(choice.tried);
    if (choice.value < choice.now)
        improvement->gain[r] = choice.now - choice.value;
}

/* Better dates for each region, as far as the prices tell; the region that gains most. */
static uint32_t improve(const struct dates_search *search, bool by_shifts,
                        uint32_t *const *const *rounded, uint32_t **next)
{
    const uint32_t regions = search->regional->p->regions;
    struct improvement improvement = {search, by_shifts, rounded, next,
                                      calloc((size_t)regions + 1, sizeof(double))};
    uint32_t chosen = UINT32_MAX;
    double most = 0;
    if (improvement.gain == NULL)
        return chosen;
    di_crew_each(search->regional->crew, regions, improve_region, &improvement);
    for (uint32_t r = 0; r < regions; r++) {
        if (improvement.gain[r] > most) {
            most = improvement.gain[r];
            chosen = r;
        }
    }
    free(improvement.gain);
    return chosen;
}

/* The changes of all regions together; if that is too much at once, that of one region. */
static enum di_status try_changes(struct dates_search *search, uint32_t **next, uint32_t chosen,
                                  bool *is_kept, struct di_error *error)
{
    uint32_t **one = regional_dates_copy(search->regional, search->date);
    if (one != NULL)
        memcpy(one[chosen], next[chosen],
               search->regional->alone[chosen]->institutions * sizeof **one);
    const struct outcome rival = *search->best;
    enum di_status status = try_dates(search, next, &rival, is_kept, error);
    if (!*is_kept && !is_serious(status) && one != NULL && !is_over(search))
        return try_dates(search, one, &rival, is_kept, error);
    regional_dates_destroy(search->regional, one);
    return status;
}

/* Roundings first, then shifts, as long as they help. */
static enum di_status improve_all(struct dates_search *search, uint32_t *const *const *rounded,
                                  struct di_error *error)
{
    bool by_shifts = false;
    for (uint32_t turn = 0; turn < TURNS_MAX && !is_over(search); turn++) {
        bool is_kept = false;
        uint32_t **next = regional_dates_copy(search->regional, search->date);
        if (next == NULL)
            return di_fail_memory(error);
        const uint32_t chosen = improve(search, by_shifts, rounded, next);
        if (chosen == UINT32_MAX || is_over(search)) {
            regional_dates_destroy(search->regional, next);
        } else {
            const enum di_status status = try_changes(search, next, chosen, &is_kept, error);
            if (is_serious(status))
                return status;
        }
        if (!is_kept && by_shifts)
            break;
        by_shifts = by_shifts || !is_kept;
    }
    return DI_OK;
}

enum di_status regional_search(const struct regional *regional, const struct outcome *relaxed,
                               struct version *best_version, struct outcome *best,
                               struct di_error *error)
{
    struct dates_search search = {
        .regional = regional, .relaxed = relaxed, .version = best_version, .best = best};
    uint32_t **rounded[THRESHOLDS];
    enum di_status status = first_plan(&search, error);
    if (status == DI_OK && search.date != NULL) {
        for (size_t n = 0; n < THRESHOLDS; n++)
            rounded[n] = regional_dates_create(regional, thresholds[n]);
        status = improve_all(&search, (uint32_t *const *const *)rounded, error);
        for (size_t n = 0; n < THRESHOLDS; n++)
            regional_dates_destroy(regional, rounded[n]);
    }
    regional_dates_destroy(regional, search.date);
    return status;
}
