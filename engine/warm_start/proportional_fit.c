/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Iterative proportional fitting.
 *
 * Invariant: a cell at zero is never touched. Order: margins as given, cells as given; the
 * caller gives both in byte order of names. What it does not do: choose between margins that
 * contradict each other; it reports them. */
#include "di/proportional_fit.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define SAME_TOTAL_TOLERANCE 0.5 /* children: published tables are rounded */

struct fit {
    double *cells;
    uint32_t cell_count;
    const struct di_table_margin *margins;
    uint32_t margin_count;
    double *scale; /* per margin: brings its sum to that of the first over the same cells */
    double *sums;  /* [most leaves of a margin] */
    struct di_fit_problem *problems;
    uint32_t problem_room;
    uint32_t problem_count;
};

static void report(struct fit *fit, struct di_fit_problem problem)
{
    if (fit->problem_count < fit->problem_room) {
        fit->problems[fit->problem_count] = problem;
    }
    fit->problem_count++;
}

static double margin_total(const struct di_table_margin *margin)
{
    double total = 0.0;
    for (uint32_t i = 0; i < margin->leaf_count; i++) {
        total += margin->total[i];
    }
    return total;
}

static void sum_leaves(const struct fit *fit, const struct di_table_margin *margin)
{
    for (uint32_t i = 0; i < margin->leaf_count; i++) {
        fit->sums[i] = 0.0;
    }
    for (uint32_t c = 0; c < fit->cell_count; c++) {
        if (margin->leaf[c] != DI_LEAF_NONE) {
            fit->sums[margin->leaf[c]] += fit->cells[c];
        }
    }
}

static bool bind_same_cells(const struct fit *fit, const struct di_table_margin *a,
                            const struct di_table_margin *b)
{
    for (uint32_t c = 0; c < fit->cell_count; c++) {
        const bool in_a = a->leaf[c] != DI_LEAF_NONE;
        const bool in_b = b->leaf[c] != DI_LEAF_NONE;
        if (fit->cells[c] > 0.0 && in_a != in_b) {
            return false;
        }
    }
    return true;
}

/* Sums are compared with the first margin over the same cells only: one wrong table is then
 * reported once, not against every other. */
static void compare_totals(struct fit *fit)
{
    for (uint32_t m = 0; m < fit->margin_count; m++) {
        fit->scale[m] = 1.0;
        for (uint32_t first = 0; first < m; first++) {
            if (!bind_same_cells(fit, &fit->margins[first], &fit->margins[m])) {
                continue;
            }
            const double wanted = margin_total(&fit->margins[first]);
            const double found = margin_total(&fit->margins[m]);
            if (fabs(wanted - found) > SAME_TOTAL_TOLERANCE) {
                report(fit, (struct di_fit_problem){DI_FIT_TOTALS_DISAGREE, first, 0, m, wanted,
                                                    found});
            } else if (found > 0.0) {
                fit->scale[m] = wanted / found;
            }
            break;
        }
    }
}

static void find_impossible(struct fit *fit)
{
    for (uint32_t m = 0; m < fit->margin_count; m++) {
        const struct di_table_margin *margin = &fit->margins[m];
        sum_leaves(fit, margin);
        for (uint32_t i = 0; i < margin->leaf_count; i++) {
            if (margin->total[i] > DI_FIT_TOLERANCE && fit->sums[i] <= 0.0) {
                report(fit, (struct di_fit_problem){DI_FIT_IMPOSSIBLE, m, i, m,
                                                    margin->total[i], 0.0});
            }
        }
    }
}

/* Largest gap of a margin, and its leaf; leaves `sums` filled. */
static double margin_gap(const struct fit *fit, uint32_t m, uint32_t *leaf_out)
{
    const struct di_table_margin *margin = &fit->margins[m];
    double worst = 0.0;
    *leaf_out = 0;
    sum_leaves(fit, margin);
    for (uint32_t i = 0; i < margin->leaf_count; i++) {
        const double gap = fabs(fit->sums[i] - margin->total[i] * fit->scale[m]);
        if (gap > worst) {
            worst = gap;
            *leaf_out = i;
        }
    }
    return worst;
}

static void scale_to(const struct fit *fit, uint32_t m)
{
    const struct di_table_margin *margin = &fit->margins[m];
    for (uint32_t i = 0; i < margin->leaf_count; i++) {
        const double sum = fit->sums[i];
        fit->sums[i] = sum > 0.0 ? margin->total[i] * fit->scale[m] / sum : 0.0;
    }
    for (uint32_t c = 0; c < fit->cell_count; c++) {
        if (margin->leaf[c] != DI_LEAF_NONE) {
            fit->cells[c] *= fit->sums[margin->leaf[c]];
        }
    }
}

/* One pass over all margins; the largest gap met before scaling. */
static double sweep(const struct fit *fit)
{
    double worst = 0.0;
    for (uint32_t m = 0; m < fit->margin_count; m++) {
        uint32_t leaf;
        worst = fmax(worst, margin_gap(fit, m, &leaf));
        scale_to(fit, m);
    }
    return worst;
}

static double worst_gap(const struct fit *fit)
{
    double worst = 0.0;
    for (uint32_t m = 0; m < fit->margin_count; m++) {
        uint32_t leaf;
        worst = fmax(worst, margin_gap(fit, m, &leaf));
    }
    return worst;
}

static void report_not_reached(struct fit *fit)
{
    for (uint32_t m = 0; m < fit->margin_count; m++) {
        uint32_t leaf;
        if (margin_gap(fit, m, &leaf) > DI_FIT_TOLERANCE) {
            report(fit, (struct di_fit_problem){DI_FIT_NOT_REACHED, m, leaf, m,
                                                fit->margins[m].total[leaf], fit->sums[leaf]});
        }
    }
}

static void run_sweeps(struct fit *fit, struct di_fit_result *result)
{
    bool is_done = worst_gap(fit) <= DI_FIT_TOLERANCE;
    while (!is_done && result->sweeps < DI_FIT_SWEEPS_MAX) {
        result->sweeps++;
        is_done = sweep(fit) <= DI_FIT_TOLERANCE && worst_gap(fit) <= DI_FIT_TOLERANCE;
    }
    if (!is_done) {
        report_not_reached(fit);
    }
}

static uint32_t most_leaves(const struct di_table_margin *margins, uint32_t margin_count)
{
    uint32_t most = 0;
    for (uint32_t m = 0; m < margin_count; m++) {
        most = margins[m].leaf_count > most ? margins[m].leaf_count : most;
    }
    return most;
}

enum di_status di_proportional_fit(double *cells, uint32_t cell_count,
                                   const struct di_table_margin *margins, uint32_t margin_count,
                                   struct di_fit_problem *problems, uint32_t problem_room,
                                   struct di_fit_result *result_out)
{
    assert(problems != NULL || problem_room == 0);
    struct fit fit = {.cells = cells,
                      .cell_count = cell_count,
                      .margins = margins,
                      .margin_count = margin_count,
                      .problems = problems,
                      .problem_room = problem_room};
    fit.scale = calloc((size_t)margin_count + 1, sizeof *fit.scale);
    fit.sums = calloc((size_t)most_leaves(margins, margin_count) + 1, sizeof *fit.sums);
    enum di_status status = DI_ERR_MEMORY;
    if (fit.scale != NULL && fit.sums != NULL) {
        struct di_fit_result result = {0};
        compare_totals(&fit);
        find_impossible(&fit);
        if (fit.problem_count == 0) {
            run_sweeps(&fit, &result);
        }
        result.worst_gap = worst_gap(&fit);
        result.problem_count = fit.problem_count;
        *result_out = result;
        status = DI_OK;
    }
    free(fit.scale);
    free(fit.sums);
    return status;
}
