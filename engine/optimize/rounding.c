/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a relaxation to whole closures and homes (MODEL 13.5): a dive. Each round closes what is
 * nearly closed, solves again, and goes on; when nothing is above the threshold, the largest
 * fraction is tried alone and kept open where closing breaks a limit. Homes are rounded last.
 *
 * Several thresholds are tried; the best is kept. Ties go to the lowest column.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "optimizer_search.h"

static const double thresholds[] = {0.9, 0.7, 0.99};
#define THRESHOLDS (sizeof thresholds / sizeof thresholds[0])

struct dive {
    struct search *search;
    double *lower, *upper; /* [column] of whole numbers, as fixed so far */
    double threshold, deadline, cutoff;
};

static bool is_closure(const struct search *search, uint32_t column)
{
    enum di_plan_part part;
    uint32_t at[4];
    di_plan_locate(&search->plan->shape, search->program->columns[column].place, &part, at);
    return part == DI_PART_CLOSED;
}

static void set(struct dive *dive, uint32_t column, double lower, double upper)
{
    dive->lower[column] = lower;
    dive->upper[column] = upper;
    glpk_bound_column(dive->search->glpk, column, lower, upper);
}

static bool is_free(const struct dive *dive, uint32_t column)
{
    return dive->search->program->columns[column].is_integer &&
           dive->lower[column] < dive->upper[column];
}

/* Solve with what is fixed; a value beyond the cutoff ends the dive too. */
static bool resolve(struct dive *dive, double *value)
{
    const enum glpk_outcome outcome = glpk_relax(dive->search->glpk, dive->deadline, value);
    return outcome == GLPK_OPTIMAL && *value < dive->cutoff;
}

/* Close all free ones above the threshold; the count is returned, the largest other found. */
static uint32_t close_nearly_closed(struct dive *dive, uint32_t *largest_out)
{
    const struct di_fluid_program *program = dive->search->program;
    uint32_t count = 0;
    double largest = SEARCH_WHOLE;
    *largest_out = UINT32_MAX;
    for (uint32_t c = 0; c < program->column_count; c++) {
        if (!is_free(dive, c) || !is_closure(dive->search, c))
            continue;
        const double value = glpk_column_value(dive->search->glpk, c);
        if (value >= dive->threshold) {
            count += value < 1 - SEARCH_WHOLE;
            set(dive, c, 1, 1);
        } else if (value > largest) {
            largest = value;
            *largest_out = c;
        }
    }
    return count;
}

static bool dive_closures(struct dive *dive, double *value)
{
    for (;;) {
        uint32_t largest;
        if (close_nearly_closed(dive, &largest) > 0) {
            if (!resolve(dive, value))
                return false;
            continue;
        }
        if (largest == UINT32_MAX)
            return true;
        set(dive, largest, 1, 1);
        if (resolve(dive, value))
            continue;
        set(dive, largest, 0, 0);
        if (!resolve(dive, value))
            return false;
    }
}

/* Whole homes: nearest first; if that breaks a limit, none begun in part. */
static bool round_homes(struct dive *dive, double *value)
{
    const struct di_fluid_program *program = dive->search->program;
    for (uint32_t attempt = 0; attempt < 2; attempt++) {
        for (uint32_t c = 0; c < program->column_count; c++) {
            if (!program->columns[c].is_integer || is_closure(dive->search, c))
                continue;
            const double now = glpk_column_value(dive->search->glpk, c);
            const double whole = attempt == 0 ? round(now) : floor(now + SEARCH_WHOLE);
            set(dive, c, whole, whole);
        }
        if (resolve(dive, value))
            return true;
    }
    return false;
}

static void fix_closures(struct dive *dive)
{
    const struct di_fluid_program *program = dive->search->program;
    for (uint32_t c = 0; c < program->column_count; c++)
        if (is_free(dive, c) && is_closure(dive->search, c)) {
            const double whole = round(glpk_column_value(dive->search->glpk, c));
            set(dive, c, whole, whole);
        }
}

static void start(struct dive *dive)
{
    const struct di_fluid_program *program = dive->search->program;
    for (uint32_t c = 0; c < program->column_count; c++)
        if (program->columns[c].is_integer)
            set(dive, c, program->columns[c].lower, program->columns[c].upper);
}

static bool dive_once(struct dive *dive, double *value)
{
    start(dive);
    if (!resolve(dive, value) || !dive_closures(dive, value))
        return false;
    fix_closures(dive);
    return resolve(dive, value) && round_homes(dive, value);
}

/* Keep nothing open that need not be: all closures at their lower bounds, homes rounded. */
static bool close_nothing(struct dive *dive, double *value)
{
    const struct di_fluid_program *program = dive->search->program;
    start(dive);
    for (uint32_t c = 0; c < program->column_count; c++)
        if (program->columns[c].is_integer && is_closure(dive->search, c))
            set(dive, c, program->columns[c].lower, program->columns[c].lower);
    return resolve(dive, value) && round_homes(dive, value);
}

static bool try_all(struct dive *dive, enum di_goal goal, double *best, double *value_out,
                    double bound)
{
    const struct di_fluid_program *program = dive->search->program;
    const size_t room = program->column_count * sizeof *best;
    bool is_found = false;
    double value;
    for (size_t n = 0; n <= THRESHOLDS; n++) {
        const bool is_nothing = n == (goal == DI_GOAL_RESIDENTIAL ? THRESHOLDS : 0);
        dive->threshold = thresholds[n < THRESHOLDS ? n : 0];
        if (!(is_nothing ? close_nothing(dive, &value) : dive_once(dive, &value)))
            continue;
        is_found = true;
        dive->cutoff = value - 1e-9;
        *value_out = value;
        memcpy(best, dive->lower, room);
        if (value - bound <= dive->search->options->gap * fabs(value) + SEARCH_PROVED)
            break;
    }
    return is_found;
}

bool search_round(struct search *search, enum di_goal goal, double *value_out, double bound)
{
    const size_t count = (size_t)search->program->column_count + 1;
    struct dive dive = {.search = search, .deadline = search->deadline, .cutoff = HUGE_VAL};
    double *best = calloc(count, sizeof *best);
    dive.lower = calloc(count, sizeof *dive.lower);
    dive.upper = calloc(count, sizeof *dive.upper);
    search->is_out_of_memory = best == NULL || dive.lower == NULL || dive.upper == NULL;
    bool is_found = !search->is_out_of_memory && try_all(&dive, goal, best, value_out, bound);
    if (is_found) {
        search_fix(search, best);
        is_found = glpk_relax(search->glpk, search->deadline, value_out) == GLPK_OPTIMAL;
        search->is_fixed = is_found && goal >= DI_GOAL_RESIDENTIAL;
    }
    if (!is_found)
        search_fix(search, NULL);
    free(best);
    free(dive.lower);
    free(dive.upper);
    return is_found;
}
