/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rounds of decomposition: mix, prices, regions, bound.
 *
 * Prices are smoothed towards those of the best bound, which calms the first rounds; when a
 * smoothed round brings no new proposal the master's own prices are used. Answers are taken in
 * the order of regions, whoever solved them; all ties go to the earlier proposal.
 */
#include "decomposition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mix.h"

#define ROUNDS_MAX 200
#define SMOOTHING 0.7 /* weight of the best prices when the gap is small */
#define SMOOTHING_FAR 0.3
#define NEAR_GAP 0.05
#define NEAR_ENOUGH 0.02 /* child-years, or currency */
#define ROUNDED 1e-7     /* of what is added up, the solver may be wrong */
#define NEWS 1e-7        /* of what a region adds: less is not worth a proposal */
#define NEWS_EXACT 1e-10 /* where prices are read from the end */
#define NEAR_WAIT 1e-5   /* years a child */

struct answer {
    enum glpk_outcome outcome;
    bool is_proposed;
    double value;
};

struct round {
    const struct decomposition *of;
    enum di_goal goal;
    struct mix mix;
    double *best_price;    /* [row] of the best bound */
    double *used_price;    /* [row] */
    double *measure_price; /* [measure], one set for each member of the crew */
    struct answer *answer; /* [region]: to the sweep under way */
    double deadline;       /* of it */
    double rounding;       /* of the bound it gave */
    double money_weight;   /* of a region's cost, in first proposals that must fit a budget */
    bool has_best;         /* a best price seen while all rows were kept */
    const struct decomposition_end *end;
    struct decomposition_result *result;
};

static double *numbers(size_t count)
{
    return calloc(count + 1, sizeof(double));
}

/* ---- the regions ---- */

/* What a unit of each measure costs under prices of rows. */
static void price_measures(const struct round *round, const double *price, uint32_t r,
                           double *measure_price)
{
    const struct master *master = round->of->master;
    memset(measure_price, 0, master->measure_count * sizeof *measure_price);
    measure_price[master->goal_measure[round->goal]] = 1;
    measure_price[master->goal_measure[DI_GOAL_COST]] += round->money_weight;
    for (uint32_t row = 0; row < master->row_count; row++) {
        const uint32_t measure = master->rows[row].measure;
        measure_price[measure] -= price[row] * master_factor(master, row, r, measure);
    }
}

/*
 * Would the newest proposal of a region lower the master's value? Asked under the master's own
 * prices: what looks new under smoothed ones may not be, and would be proposed for ever.
 */
static bool is_news(const struct round *round, uint32_t r)
{
    const struct block *block = round->of->blocks[r];
    const struct proposal *made = &block->proposals[block->proposal_count - 1];
    double value = 0;
    price_measures(round, round->mix.price, r, round->measure_price);
    for (uint32_t n = 0; n < round->of->master->measure_count; n++)
        value += round->measure_price[n] * made->measures[n];
    return value < round->mix.region_price[r] - (round->of->near > 0 ? NEWS_EXACT : NEWS) *
                                                    fmax(1, fabs(round->mix.region_price[r]));
}

enum sweep { SWEEP_NEW, SWEEP_NONE, SWEEP_STOPPED, SWEEP_INFEASIBLE, SWEEP_FAILED };

static void ask_region(void *context, uint32_t r, uint32_t member)
{
    const struct round *round = context;
    const size_t measures = round->of->master->measure_count;
    struct block *block = round->of->blocks[r];
    struct answer *answer = &round->answer[r];
    double *measure_price = round->measure_price + member * measures;
    *answer = (struct answer){0};
    price_measures(round, round->used_price, r, measure_price);
    answer->outcome = block_solve(block, measure_price, round->deadline, &answer->value);
    answer->is_proposed = answer->outcome == GLPK_OPTIMAL && block_propose(block);
}

/*
 * All regions under the used prices; the bound they give together. Every one is asked, also
 * when another has failed: else what is proposed would depend on who was faster.
 */
static enum sweep sweep_regions(struct round *round, double *bound_out)
{
    const struct decomposition *of = round->of;
    enum sweep result = SWEEP_NONE;
    double bound = 0, size = 0;
    round->deadline = round->result->is_kept ? round->end->soft : round->end->hard;
    di_crew_each(of->crew, of->regions, ask_region, round);
    for (uint32_t r = 0; r < of->regions; r++) {
        const struct answer *answer = &round->answer[r];
        if (answer->outcome == GLPK_STOPPED || answer->outcome == GLPK_FEASIBLE)
            return SWEEP_STOPPED;
        if (answer->outcome == GLPK_INFEASIBLE)
            return SWEEP_INFEASIBLE;
        if (!answer->is_proposed)
            return SWEEP_FAILED;
        bound += answer->value;
        size += fabs(answer->value);
        if (is_news(round, r))
            result = SWEEP_NEW;
    }
    for (uint32_t row = 0; row < of->master->row_count; row++) {
        const struct master_row *rule = &of->master->rows[row];
        const double worth = round->used_price[row] * rule->bound / rule->scale;
        if (!(rule->bound < HUGE_VAL))
            continue;
        bound += worth;
        size += fabs(worth);
    }
    *bound_out = bound;
    round->rounding = ROUNDED * size;
    return result;
}

/*
 * The worst wait has no bound of its own: what the regions reach under prices is a bound only
 * where raising it pays nobody. Prices of waits that add up to more are scaled down.
 */
static void admit_prices(struct round *round)
{
    const struct master *master = round->of->master;
    double costs = round->goal == DI_GOAL_WAIT ? 1 : 0, saves = 0;
    for (uint32_t row = 0; row < master->row_count; row++) {
        const double worth = round->used_price[row] * master_worst(master, row);
        costs -= fmin(0, worth);
        saves += fmax(0, worth);
    }
    for (uint32_t row = 0; row < master->row_count && saves > costs; row++)
        if (master_worst(master, row) < 0)
            round->used_price[row] *= costs / saves;
}

static void use_prices(struct round *round, double weight_of_best)
{
    for (uint32_t row = 0; row < round->of->master->row_count; row++)
        round->used_price[row] = weight_of_best * round->best_price[row] +
                                 (1 - weight_of_best) * round->mix.price[row];
    admit_prices(round);
}

/* The best prices say little while the bound is far away. */
static double smoothing(const struct round *round)
{
    const struct decomposition_result *result = round->result;
    if (!round->has_best)
        return 0;
    return result->value - result->bound <= NEAR_GAP * fabs(result->value) ? SMOOTHING
                                                                           : SMOOTHING_FAR;
}

static void note_bound(struct round *round, double bound)
{
    const size_t rows = round->of->master->row_count;
    if (!(bound > round->result->bound) && round->has_best)
        return;
    if (bound > round->result->bound) {
        round->result->bound = bound;
        round->result->rounding = round->rounding;
    }
    memcpy(round->best_price, round->used_price, rows * sizeof *round->best_price);
    round->has_best = round->mix.is_kept;
}

static double near_enough(const struct round *round)
{
    if (round->of->near > 0)
        return round->of->near;
    return round->goal == DI_GOAL_WAIT ? NEAR_WAIT : NEAR_ENOUGH;
}

static bool is_closed(const struct round *round, double gap)
{
    const struct decomposition_result *result = round->result;
    return round->mix.is_kept &&
           result->value - result->bound <= gap * fabs(result->value) + near_enough(round);
}

static bool is_cut(const struct round *round)
{
    struct decomposition_result *result = round->result;
    result->is_cut = round->mix.is_kept && result->bound > round->end->cutoff;
    return result->is_cut;
}

/* Goals in money wait for the end: only children's are followed. */
static void tell(const struct round *round)
{
    const struct di_solve_limits *limits = round->of->limits;
    const bool is_followed = round->goal == DI_GOAL_UNMET || round->goal == DI_GOAL_RESIDENTIAL;
    if (limits->on_progress == NULL || !is_followed || !round->mix.is_kept)
        return;
    const struct di_solve_progress progress = {
        .goal = (uint32_t)round->goal,
        .value = round->of->is_plan ? round->result->value : HUGE_VAL,
        .bound = round->of->is_plan ? -HUGE_VAL : round->result->bound};
    limits->on_progress(limits->context, &progress);
}

static enum di_status solve_master(struct round *round, struct di_error *error)
{
    const enum di_status status = mix_solve(round->of, round->goal, &round->mix, error);
    if (status == DI_OK && round->mix.is_kept) {
        round->result->value = round->mix.value;
        round->result->is_kept = true;
    }
    return status;
}

/*
 * The last digits of an earlier goal may be worth more to this one than the price of help: then
 * the prices settle, but the mix is none. There is one, that of the goal before.
 */
static bool can_do_without_help(const struct round *round)
{
    return round->mix.has_help && !round->mix.is_kept && round->goal != DI_GOAL_UNMET;
}

static enum di_status run_rounds(struct round *round, double gap, struct di_error *error)
{
    enum di_status status = DI_OK;
    const uint32_t most = round->of->rounds > 0 ? round->of->rounds : ROUNDS_MAX;
    for (uint32_t n = 0; n < most; n++) {
        double bound = -HUGE_VAL;
        status = solve_master(round, n > 0 ? NULL : error);
        if (status == DI_ERR_SOLVER && n > 0) {
            round->result->is_stopped = true; /* the last mix stands */
            return DI_OK;
        }
        if (status == DI_OK)
            tell(round);
        if (status != DI_OK || is_closed(round, gap) || is_cut(round))
            return status;
        use_prices(round, smoothing(round));
        enum sweep sweep = sweep_regions(round, &bound);
        if (sweep <= SWEEP_NONE)
            note_bound(round, bound);
        if (sweep == SWEEP_NONE) { /* nothing new under smoothed prices: the master's own */
            use_prices(round, 0);
            sweep = sweep_regions(round, &bound);
            if (sweep <= SWEEP_NONE)
                note_bound(round, bound);
        }
        if (sweep == SWEEP_FAILED)
            return di_fail_memory(error);
        round->result->is_stopped = sweep == SWEEP_STOPPED;
        if (sweep == SWEEP_NONE && can_do_without_help(round))
            round->mix.has_help = false;
        else if (sweep != SWEEP_NEW)
            break;
    }
    return solve_master(round, error);
}

/* Would all spending count as so many child-years: enough to choose the cheaper of equals. */
#define MONEY_COUNTS 100

static double money_weight(const struct decomposition *of)
{
    const struct di_fluid_parameters *p = of->master->parameters;
    double money = 0;
    for (uint32_t year = 0; year < p->years; year++)
        money += p->budget[year] < HUGE_VAL ? p->budget[year] : 0;
    return money > 0 ? MONEY_COUNTS / money : 0;
}

static enum sweep propose_under(struct round *round, enum di_goal goal, const double *price,
                                double *bound)
{
    const enum di_goal own = round->goal;
    for (uint32_t row = 0; row < round->of->master->row_count; row++)
        round->used_price[row] = price != NULL ? price[row] : 0;
    round->goal = goal;
    const enum sweep sweep = sweep_regions(round, bound);
    round->goal = own;
    return sweep;
}

/*
 * First proposals. Without a hint each region's best alone, and for unmet need the cheapest of
 * them; with one the best of a like problem's prices, which is nearly the answer.
 */
static enum sweep propose_first(struct round *round)
{
    const double *hint = round->of->hint;
    double bound;
    enum sweep sweep = SWEEP_NEW;
    if (round->goal > DI_GOAL_RESIDENTIAL || round->of->is_warm)
        return SWEEP_NEW; /* there is a mix to begin with */
    for (uint32_t r = 0; r < round->of->regions; r++)
        round->mix.region_price[r] = HUGE_VAL;
    if (hint != NULL) {
        sweep = propose_under(round, DI_GOAL_RESIDENTIAL, hint, &bound);
        if (sweep <= SWEEP_NONE && round->goal == DI_GOAL_RESIDENTIAL) {
            round->mix.is_kept = true;
            note_bound(round, bound);
        }
    }
    if (sweep <= SWEEP_NONE && round->goal == DI_GOAL_UNMET) {
        round->money_weight = money_weight(round->of);
        sweep = propose_under(round, DI_GOAL_UNMET, NULL, &bound);
        round->money_weight = 0;
    }
    if (sweep <= SWEEP_NONE && hint == NULL)
        sweep = propose_under(round, round->goal, NULL, &bound);
    return sweep;
}

/* What the next like problem may begin with. */
static void keep_prices(struct decomposition *of, const struct round *round)
{
    const size_t rows = of->master->row_count;
    if (round->goal != DI_GOAL_RESIDENTIAL || !round->has_best)
        return;
    if (of->price == NULL)
        of->price = malloc((rows + 1) * sizeof *of->price);
    if (of->price != NULL)
        memcpy(of->price, round->best_price, rows * sizeof *round->of->price);
}

bool decomposition_price(const struct decomposition *decomposition, struct block *block,
                         double deadline, double *value_out)
{
    struct round round = {.of = decomposition,
                          .goal = DI_GOAL_RESIDENTIAL,
                          .measure_price = numbers(decomposition->master->measure_count)};
    bool is_solved = round.measure_price != NULL && decomposition->price != NULL;
    if (is_solved) {
        price_measures(&round, decomposition->price, block->region, round.measure_price);
        is_solved =
            block_solve(block, round.measure_price, deadline, value_out) == GLPK_OPTIMAL;
    }
    free(round.measure_price);
    return is_solved;
}

void decomposition_finish(struct decomposition *decomposition)
{
    free(decomposition->price);
    decomposition->price = NULL;
}

static enum di_status minimise(struct round *round, double gap, struct di_error *error)
{
    const enum sweep first = propose_first(round);
    if (first == SWEEP_STOPPED && mix_proposals(round->of) < round->of->regions)
        return di_fail(error, DI_ERR_TIME, "",
                       DI_N_("The time limit passed before a first plan was found: give more "
                             "time."),
                       NULL, 0);
    if (first == SWEEP_INFEASIBLE)
        return di_fail(error, DI_ERR_INFEASIBLE, "",
                       DI_N_("No plan keeps all limits of this scenario."), NULL, 0);
    if (first == SWEEP_FAILED)
        return di_fail_memory(error);
    return run_rounds(round, gap, error);
}

enum di_status decomposition_minimise(struct decomposition *decomposition, enum di_goal goal,
                                      double gap, const struct decomposition_end *end,
                                      struct decomposition_result *result_out,
                                      struct di_error *error)
{
    const uint32_t rows = decomposition->master->row_count;
    struct round round = {
        .of = decomposition,
        .goal = goal,
        .mix = {.price = numbers(rows),
                .region_price = numbers(decomposition->regions),
                .has_help = goal <= DI_GOAL_RESIDENTIAL},
        .best_price = numbers(rows),
        .used_price = numbers(rows),
        .measure_price = numbers((size_t)decomposition->master->measure_count *
                                 di_crew_members(decomposition->crew)),
        .answer = calloc((size_t)decomposition->regions + 1, sizeof *round.answer),
        .end = end,
        .result = result_out,
    };
    *result_out = (struct decomposition_result){.bound = 0}; /* no goal can be negative */
    enum di_status status = DI_OK;
    if (round.mix.price == NULL || round.best_price == NULL || round.used_price == NULL ||
        round.mix.region_price == NULL || round.measure_price == NULL || round.answer == NULL)
        status = di_fail_memory(error);
    else
        status = minimise(&round, gap, error);
    if (status == DI_OK)
        keep_prices(decomposition, &round);
    result_out->bound = fmax(0, result_out->bound - result_out->rounding);
    free(round.mix.price);
    free(round.best_price);
    free(round.used_price);
    free(round.mix.region_price);
    free(round.measure_price);
    free(round.answer);
    return status;
}
