/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The regions of a plan, closures and homes as they are, mixed anew under all national rows
 * until the bound meets the value. Then each scarce thing takes a small step:
 *
 *   - its region alone, under the nation's prices: what the step is worth there is, with all
 * the other regions as they were, a bound for the nation (Lagrange);
 *   - the mix again, with what the region proposes for the step: a plan of the nation.
 *
 * Where the two agree, the step is solved again to its optimum, and the price, read from the
 * region's basis, is compared with the difference. Where they do not, national prices move with
 * the step: then all regions are asked until they agree at the step, and the price is read
 * there. A price that still does not agree is left out.
 *
 * How far a price holds is tried with larger steps: the bound is a straight line, and wherever
 * a mix lies on it the price holds from here to there. It may hold further.
 */
#include "price_nation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mix.h"
#include "plan_region.h"
#include "price_requests.h"
#include "price_steps.h"
#include "solve_clock.h"

#define NEAR 1e-9       /* of the value: regions agree */
#define BASE_TIME 0.4   /* of the time, for the plan itself */
#define NOTHING 2e-4    /* child-years a unit: two prices so near are the same */
#define SMALLER_STEPS 3 /* tenths of the step before */
#define STEP_ROUNDS 40  /* of asking all regions, for one step */
#define LARGER 1000     /* times the step: further a price is not followed */
#define FURTHER 20      /* times the step, where all regions are asked */

struct nation {
    const struct di_fluid_parameters *p;
    const struct di_plan *plan;
    const struct di_optimizer_options *options;
    double deadline;
    struct decomposition of;
    struct price_requests *asked; /* [region]; the last: of the nation */
    uint32_t **step;              /* [region][request] column */
    uint32_t *budget_row;         /* [years] of the master; UINT32_MAX: none */
    double value, bound;          /* at the plan */
    double *price;                /* [row] of the master, there */
    double *reached;              /* [region] under them */
    uint32_t *proposals;          /* [region] that make the plan */
    struct mix mix;
};

/* A scarce thing and by how much more of it there is. */
struct point {
    const struct price_request *request;
    uint32_t region, step; /* UINT32_MAX: none, a budget */
    bool is_gross;
    double amount;
};

static bool is_late(const struct nation *nation)
{
    return solve_is_over(&nation->options->limits, nation->deadline);
}

/* ---- the plan as a mix ---- */

static bool ask_region(struct nation *nation, uint32_t r)
{
    struct block *block = nation->of.blocks[r];
    struct price_requests *asked = &nation->asked[r];
    if (!price_requests_region(asked, block->program, block->glpk, 0))
        return false;
    nation->step[r] = calloc((size_t)asked->count + 1, sizeof *nation->step[r]);
    for (uint32_t n = 0; nation->step[r] != NULL && n < asked->count; n++)
        nation->step[r][n] =
            glpk_step_add(block->glpk, asked->request[n].rows, asked->request[n].row_count);
    return nation->step[r] != NULL;
}

static enum di_status make_region(struct nation *nation, uint32_t r, struct di_error *error)
{
    struct plan_region region;
    enum di_status status =
        plan_region_cut(nation->p, nation->plan, r, nation->p->regions, &region, error);
    if (status != DI_OK)
        return status;
    status = block_create(nation->of.master, r, master_region(nation->of.master, r),
                          &nation->options->limits, &nation->of.blocks[r], error);
    if (status == DI_OK) {
        struct block *block = nation->of.blocks[r];
        glpk_be_exact(block->glpk);
        price_fix_whole(block->program, block->glpk, region.plan);
        if (!block_propose_plan(block, region.plan->values) || !ask_region(nation, r))
            status = di_fail_memory(error);
    }
    plan_region_finish(&region);
    return status;
}

static void hold_unmet(struct nation *nation)
{
    struct master *master = nation->of.master;
    master->rows[master->goal_row[DI_GOAL_UNMET]].bound =
        price_unmet_most(nation->p, nation->plan);
}

static void find_budgets(struct nation *nation)
{
    const struct master *master = nation->of.master;
    for (uint32_t year = 0; year < nation->p->years; year++)
        nation->budget_row[year] = UINT32_MAX;
    for (uint32_t row = 0; row < master->row_count; row++) {
        const struct master_measure *measure = &master->measures[master->rows[row].measure];
        if (measure->family == DI_ROW_BUDGET)
            nation->budget_row[measure->t] = row;
    }
}

static enum di_status start(struct nation *nation, struct di_error *error)
{
    const uint32_t regions = nation->p->regions;
    enum di_status status = master_create(nation->p, &nation->of.master, error);
    if (status != DI_OK)
        return status;
    const uint32_t rows = nation->of.master->row_count;
    nation->of.regions = regions;
    nation->of.limits = &nation->options->limits;
    nation->of.is_plan = nation->of.is_warm = true;
    nation->of.blocks = calloc((size_t)regions + 1, sizeof(struct block *));
    nation->asked = calloc((size_t)regions + 1, sizeof *nation->asked);
    nation->step = calloc((size_t)regions + 1, sizeof *nation->step);
    nation->budget_row = calloc((size_t)nation->p->years + 1, sizeof *nation->budget_row);
    nation->price = calloc((size_t)rows + 1, sizeof *nation->price);
    nation->proposals = calloc((size_t)regions + 1, sizeof *nation->proposals);
    nation->reached = calloc((size_t)regions + 1, sizeof *nation->reached);
    nation->mix.price = calloc((size_t)rows + 1, sizeof *nation->mix.price);
    nation->mix.region_price = calloc((size_t)regions + 1, sizeof *nation->mix.region_price);
    if (nation->of.blocks == NULL || nation->asked == NULL || nation->step == NULL ||
        nation->budget_row == NULL || nation->price == NULL || nation->proposals == NULL ||
        nation->reached == NULL || nation->mix.price == NULL ||
        nation->mix.region_price == NULL ||
        !price_requests_budgets(&nation->asked[regions], nation->p))
        return di_fail_memory(error);
    hold_unmet(nation);
    find_budgets(nation);
    for (uint32_t r = 0; r < regions && status == DI_OK; r++)
        status = make_region(nation, r, error);
    return status;
}

static void finish(struct nation *nation)
{
    for (uint32_t r = 0; r <= nation->p->regions; r++) {
        if (nation->of.blocks != NULL && r < nation->p->regions)
            block_destroy(nation->of.blocks[r]);
        if (nation->asked != NULL)
            price_requests_finish(&nation->asked[r]);
        if (nation->step != NULL)
            free(nation->step[r]);
    }
    decomposition_finish(&nation->of);
    master_destroy(nation->of.master);
    free(nation->of.blocks);
    free(nation->asked);
    free(nation->step);
    free(nation->budget_row);
    free(nation->price);
    free(nation->reached);
    free(nation->proposals);
    free(nation->mix.price);
    free(nation->mix.region_price);
}

static double near_of(double value)
{
    return NEAR * fmax(1, fabs(value));
}

/* What the national rows are worth under prices, as they stand. */
static double worth_of_rows(const struct nation *nation, const double *price)
{
    const struct master *master = nation->of.master;
    double sum = 0;
    for (uint32_t row = 0; row < master->row_count; row++)
        if (master->rows[row].bound < HUGE_VAL)
            sum += price[row] * master->rows[row].bound / master->rows[row].scale;
    return sum;
}

/* The plan's value, prices at which the regions agree about it, and what each reaches. */
static bool solve_base(struct nation *nation)
{
    const double now = solve_now(&nation->options->limits);
    const double until = now + (nation->deadline - now) * BASE_TIME;
    const struct decomposition_end end = {until, until, HUGE_VAL};
    struct decomposition_result result;
    nation->of.near = near_of(nation->plan->goal[DI_GOAL_RESIDENTIAL].value);
    if (decomposition_minimise(&nation->of, DI_GOAL_RESIDENTIAL, 0, &end, &result, NULL) !=
            DI_OK ||
        !result.is_kept ||
        result.value - result.bound - result.rounding > 10 * nation->of.near ||
        nation->of.price == NULL)
        return false;
    nation->of.rounds = STEP_ROUNDS;
    nation->value = result.value;
    memcpy(nation->price, nation->of.price,
           nation->of.master->row_count * sizeof *nation->price);
    nation->bound = worth_of_rows(nation, nation->price);
    for (uint32_t r = 0; r < nation->p->regions; r++) {
        if (!decomposition_price(&nation->of, nation->of.blocks[r], nation->deadline,
                                 &nation->reached[r]))
            return false;
        nation->bound += nation->reached[r];
        nation->proposals[r] = nation->of.blocks[r]->proposal_count;
    }
    return nation->value - nation->bound <= 10 * nation->of.near;
}

/* ---- a step ---- */

/* The master as it is at a point; `amount` 0 of no request: at the plan. */
static void go_to(const struct nation *nation, const struct point *point)
{
    struct master *master = nation->of.master;
    const struct price_request *request = point->request;
    const bool is_paid = point->region == UINT32_MAX || point->is_gross;
    master_take_step(master, point->region, point->amount);
    for (uint32_t year = 0; year < nation->p->years; year++)
        if (nation->budget_row[year] != UINT32_MAX)
            master->rows[nation->budget_row[year]].bound =
                nation->p->budget[year] +
                (is_paid && request != NULL ? request->paid[year] * point->amount : 0);
}

/* What a unit more changes the value by, under prices of the rows. */
static double slope(const struct nation *nation, const struct point *point, const double *price)
{
    const struct master *master = nation->of.master;
    double sum = 0;
    if (point->region != UINT32_MAX)
        sum = price[master->step_row] - price[master->step_row + 1];
    for (uint32_t year = 0; year < nation->p->years; year++) {
        const uint32_t row = nation->budget_row[year];
        if (row != UINT32_MAX && (point->region == UINT32_MAX || point->is_gross))
            sum += price[row] * point->request->paid[year] / master->rows[row].scale;
    }
    return sum;
}

/* No plan lies below this line, from the plan to `end`; at `at` a mix reaches `reached`. */
struct line {
    double at, value, slope, end;
    double reached;
};

static double line_at(const struct line *line, double amount)
{
    return line->value + line->slope * (amount - line->at);
}

/* By how much two values may be apart to tell a price a unit. */
static double allowed(const struct line *line, double amount)
{
    return (PRICE_AGREED * fabs(line->slope) + NOTHING) * fabs(amount);
}

static bool mix_at(struct nation *nation, const struct point *point, double *value_out)
{
    go_to(nation, point);
    nation->mix.has_help = false;
    if (mix_solve(&nation->of, DI_GOAL_RESIDENTIAL, &nation->mix, NULL) != DI_OK ||
        !nation->mix.is_kept)
        return false;
    *value_out = nation->mix.value;
    return true;
}

/* The region's best with a step, under the plan's prices; proposed to the mix. */
static bool region_at(struct nation *nation, const struct point *point, double amount,
                      double *value_out)
{
    struct block *block = nation->of.blocks[point->region];
    block->step = point->step;
    glpk_bound_column(block->glpk, point->step, amount, amount);
    memcpy(nation->of.price, nation->price,
           nation->of.master->row_count * sizeof *nation->price);
    return decomposition_price(&nation->of, block, nation->deadline, value_out) &&
           block_propose(block);
}

/* The region's part of the line, and a proposal as far as its basis holds. */
static bool look_at_region(struct nation *nation, const struct point *point, struct line *line)
{
    const struct block *block = nation->of.blocks[point->region];
    double value, slope_there, low, high, ignored;
    if (!region_at(nation, point, point->amount, &value) ||
        !glpk_step_price(block->glpk, point->step, &slope_there, &low, &high))
        return false;
    line->value += value - nation->reached[point->region];
    line->slope += slope_there;
    const double basis = point->amount > 0 ? high : low, most = LARGER * point->amount;
    const double far = fabs(basis) < fabs(most) ? basis : most;
    if (fabs(far) > fabs(point->amount) * 1.01)
        (void)region_at(nation, point, far, &ignored);
    return true;
}

/* BENT: the value at the point is proved, but between here and there the price changes. */
enum answer { ANSWER_AGREED, ANSWER_IMPOSSIBLE, ANSWER_BENT, ANSWER_APART };

/* Is the value at the point proved, and its difference to the plan's what the price says? */
static enum answer compare(const struct nation *nation, const struct line *line)
{
    const double seen = (line->reached - nation->value) / line->at;
    if (line->reached - line->value > allowed(line, line->at))
        return ANSWER_APART;
    return fabs(seen - line->slope) <=
                   PRICE_AGREED * fmax(fabs(seen), fabs(line->slope)) + NOTHING
               ? ANSWER_AGREED
               : ANSWER_BENT;
}

/* One region alone under the plan's prices; the others stay as they were. */
static enum answer step_alone(struct nation *nation, const struct point *point,
                              struct line *line)
{
    go_to(nation, point);
    *line = (struct line){.at = point->amount,
                          .value = worth_of_rows(nation, nation->price),
                          .slope = slope(nation, point, nation->price),
                          .end = HUGE_VAL};
    for (uint32_t r = 0; r < nation->p->regions; r++)
        line->value += nation->reached[r];
    if (point->region != UINT32_MAX && !look_at_region(nation, point, line))
        return ANSWER_IMPOSSIBLE;
    if (!mix_at(nation, point, &line->reached))
        return ANSWER_APART;
    return compare(nation, line);
}

/* All regions, until they agree at the point as well as `line` asks; it becomes that of theirs.
 */
static enum answer step_together(struct nation *nation, const struct point *point,
                                 struct line *line)
{
    const struct decomposition_end end = {nation->deadline, nation->deadline, HUGE_VAL};
    const double most = FURTHER * point->amount;
    struct decomposition_result result;
    go_to(nation, point);
    if (point->region != UINT32_MAX)
        glpk_bound_column(nation->of.blocks[point->region]->glpk, point->step, fmin(0, most),
                          fmax(0, most));
    nation->of.near = fmax(NOTHING / 4 * fabs(point->amount), NEAR / 100 * fabs(nation->value));
    if (decomposition_minimise(&nation->of, DI_GOAL_RESIDENTIAL, 0, &end, &result, NULL) !=
        DI_OK)
        return ANSWER_APART;
    *line = (struct line){.at = point->amount,
                          .value = result.bound + result.rounding,
                          .slope = slope(nation, point, nation->of.price),
                          .end = most,
                          .reached = result.value};
    if (!result.is_kept)
        return result.is_stopped ? ANSWER_APART : ANSWER_IMPOSSIBLE;
    return compare(nation, line);
}

/* The region takes no step any more; what was proposed for this one is forgotten. */
static void go_back(struct nation *nation, const struct point *point)
{
    const struct point plan = {.region = UINT32_MAX};
    if (point->region != UINT32_MAX) {
        struct block *block = nation->of.blocks[point->region];
        glpk_bound_column(block->glpk, point->step, 0, 0);
        block->step = UINT32_MAX;
    }
    for (uint32_t r = 0; r < nation->p->regions; r++)
        block_forget(nation->of.blocks[r], nation->proposals[r]);
    go_to(nation, &plan);
}

/* How far mixes lie on the line. */
static double range_of(struct nation *nation, const struct point *point,
                       const struct line *line)
{
    static const double times[] = {LARGER, 300, 100, 30, 10, 3};
    for (size_t n = 0; n < sizeof times / sizeof times[0] && !is_late(nation); n++) {
        struct point further = *point;
        double value;
        further.amount *= times[n];
        if (fabs(further.amount) <= fabs(line->end) && mix_at(nation, &further, &value) &&
            value - line_at(line, further.amount) <= allowed(line, further.amount))
            return fabs(further.amount);
    }
    return fabs(point->amount);
}

/* Where a unit is worth nothing, a larger step tells it from little. */
static enum answer take_step(struct nation *nation, struct point *point, struct line *line)
{
    enum answer answer = step_alone(nation, point, line);
    if (answer != ANSWER_AGREED && answer != ANSWER_IMPOSSIBLE && fabs(line->slope) < NOTHING) {
        struct point further = *point;
        further.amount *= LARGER / 10;
        go_back(nation, point);
        if (step_alone(nation, &further, line) == ANSWER_AGREED) {
            *point = further;
            return ANSWER_AGREED;
        }
        go_back(nation, &further);
        answer = step_alone(nation, point, line);
    }
    return answer == ANSWER_APART ? step_together(nation, point, line) : answer;
}

/* Worth of a unit at the point, or at a smaller step; how far it holds if that is asked. */
static enum answer price_side(struct nation *nation, struct point point, double *worth_out,
                              double *range_out)
{
    enum answer answer = ANSWER_APART;
    const double first = point.amount;
    for (uint32_t n = 0; n < SMALLER_STEPS && answer >= ANSWER_BENT && !is_late(nation); n++) {
        struct line line;
        point.amount = first * pow(0.1, n);
        answer = take_step(nation, &point, &line);
        if (answer == ANSWER_AGREED) {
            *worth_out = fabs(line.slope) < NOTHING / 100 ? 0 : -line.slope;
            if (range_out != NULL)
                *range_out = range_of(nation, &point, &line);
        }
        go_back(nation, &point);
    }
    return answer;
}

static void answer_side(struct nation *nation, struct point point, struct di_price_side *side,
                        uint32_t *unverified)
{
    enum answer answer = price_side(nation, point, &side->net, &side->range);
    side->gross = side->net;
    point.is_gross = true;
    if (answer == ANSWER_AGREED && point.request->is_paid)
        answer = price_side(nation, point, &side->gross, NULL);
    side->is_verified = answer == ANSWER_AGREED;
    *unverified += answer >= ANSWER_BENT && !is_late(nation);
}

static enum di_status answer_all(struct nation *nation, uint32_t r,
                                 struct di_plan_prices *prices, struct di_error *error)
{
    const bool is_national = r == nation->p->regions;
    for (uint32_t n = 0; n < nation->asked[r].count; n++) {
        const struct price_request *request = &nation->asked[r].request[n];
        struct point point = {.request = request,
                              .region = is_national ? UINT32_MAX : r,
                              .step = is_national ? UINT32_MAX : nation->step[r][n],
                              .amount = request->size};
        struct di_price price = request->price;
        if (is_late(nation)) {
            prices->state = DI_PRICES_STOPPED;
            return DI_OK;
        }
        price.region = point.region;
        answer_side(nation, point, &price.more, &prices->unverified);
        point.amount = -point.amount;
        answer_side(nation, point, &price.less, &prices->unverified);
        if ((price.more.is_verified || price.less.is_verified) && !price_append(prices, &price))
            return di_fail_memory(error);
    }
    return DI_OK;
}

/* Budgets first, then region by region. */
static enum di_status price_all(struct nation *nation, struct di_plan_prices *prices,
                                struct di_error *error)
{
    const uint32_t regions = nation->p->regions;
    enum di_status status = answer_all(nation, regions, prices, error);
    for (uint32_t r = 0; r < regions && status == DI_OK; r++)
        status = answer_all(nation, r, prices, error);
    return status;
}

enum di_status price_nation_run(const struct di_fluid_parameters *parameters,
                                const struct di_plan *plan,
                                const struct di_optimizer_options *options, double deadline,
                                struct di_plan_prices *prices, bool *is_found_out,
                                struct di_error *error)
{
    struct nation nation = {
        .p = parameters, .plan = plan, .options = options, .deadline = deadline};
    *is_found_out = false;
    enum di_status status = start(&nation, error);
    if (status == DI_OK && solve_base(&nation)) {
        *is_found_out = true;
        status = price_all(&nation, prices, error);
    }
    finish(&nation);
    return status;
}
