/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole numbers from a fitted table.
 *
 * Invariant: the sum of counts is the rounded grand total at every step, and a cell fitted at
 * zero holds nobody. Method: largest remainder, then descent on the sum of squared distances
 * of the leaves from their totals by swaps (one child less in one cell, one more in another).
 * Where two leaves of one margin are more than 1 apart in distance and some third leaf links
 * them, a swap lowers the sum, so descent ends with every leaf within 1 unless structural
 * zeros forbid it. Ties: the cells given first. What it does not do: search longer cycles. */
#include "di/integer_table.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "di/arena.h"

#define CELL_WEIGHT (1.0 / 64.0) /* keeps counts near the fit where margins do not care */
#define SMALLEST_GAIN 1e-9
#define EXACT_ENOUGH (1.0 - 1e-6) /* totals that are whole numbers are met exactly */

struct remainder {
    double value;
    uint32_t cell;
};

struct table {
    struct di_arena arena; /* owns the arrays below */
    const double *cells;
    uint32_t cell_count;
    const struct di_table_margin *margins;
    uint32_t margin_count;
    uint32_t *counts;
    double **gap;          /* [margin][leaf] count less total */
    uint32_t **first;      /* [margin][leaf + 1] into `members` */
    uint32_t **members;    /* [margin] cells by leaf */
    uint32_t **best;       /* [margin][leaf] best receiving cell there */
    double *receive_score; /* [cells] of the current step */
};

struct swap {
    uint32_t from;
    uint32_t to;
    double gain; /* change of the sum of squares; below zero is better */
};

static int by_remainder(const void *left, const void *right)
{
    const struct remainder *a = left;
    const struct remainder *b = right;
    if (a->value != b->value) {
        return a->value > b->value ? -1 : 1;
    }
    return a->cell < b->cell ? -1 : a->cell > b->cell;
}

static enum di_status round_by_remainder(struct table *table, uint64_t *total_out)
{
    struct remainder *rest = malloc(((size_t)table->cell_count + 1) * sizeof *rest);
    if (rest == NULL) {
        return DI_ERR_MEMORY;
    }
    double sum = 0.0;
    uint64_t floors = 0;
    for (uint32_t c = 0; c < table->cell_count; c++) {
        const double whole = floor(table->cells[c]);
        assert(whole >= 0.0 && whole < (double)UINT32_MAX);
        sum += table->cells[c];
        table->counts[c] = (uint32_t)whole;
        floors += table->counts[c];
        rest[c] = (struct remainder){table->cells[c] - whole, c};
    }
    qsort(rest, table->cell_count, sizeof *rest, by_remainder);
    const uint64_t total = (uint64_t)floor(sum + 0.5);
    for (uint32_t i = 0; i < table->cell_count && floors < total; i++) {
        if (table->cells[rest[i].cell] > 0.0) {
            table->counts[rest[i].cell]++;
            floors++;
        }
    }
    *total_out = floors;
    free(rest);
    return DI_OK;
}

static bool index_margin(struct table *table, uint32_t m)
{
    const struct di_table_margin *margin = &table->margins[m];
    const size_t leaves = margin->leaf_count;
    table->gap[m] = DI_ARENA_NEW(&table->arena, leaves, double);
    table->first[m] = DI_ARENA_NEW(&table->arena, leaves + 2, uint32_t);
    table->members[m] = DI_ARENA_NEW(&table->arena, table->cell_count, uint32_t);
    table->best[m] = DI_ARENA_NEW(&table->arena, leaves, uint32_t);
    if (table->gap[m] == NULL || table->first[m] == NULL || table->members[m] == NULL ||
        table->best[m] == NULL) {
        return false;
    }
    uint32_t *first = table->first[m];
    for (uint32_t c = 0; c < table->cell_count; c++) {
        if (margin->leaf[c] != DI_LEAF_NONE) {
            first[margin->leaf[c] + 2]++; /* one place late, so filling can count up */
            table->gap[m][margin->leaf[c]] += table->counts[c];
        }
    }
    for (size_t i = 0; i < leaves; i++) {
        first[i + 2] += first[i + 1];
        table->gap[m][i] -= margin->total[i];
    }
    for (uint32_t c = 0; c < table->cell_count; c++) {
        if (margin->leaf[c] != DI_LEAF_NONE) {
            table->members[m][first[margin->leaf[c] + 1]++] = c;
        }
    }
    return true;
}

/* Change of the sum of squares if `cell` alone changes by `step` (+1 or -1). */
static double step_score(const struct table *table, uint32_t cell, double step)
{
    const double off = (double)table->counts[cell] - table->cells[cell];
    double score = CELL_WEIGHT * (2.0 * step * off + 1.0);
    for (uint32_t m = 0; m < table->margin_count; m++) {
        const uint32_t leaf = table->margins[m].leaf[cell];
        if (leaf != DI_LEAF_NONE) {
            score += 2.0 * step * table->gap[m][leaf] + 1.0;
        }
    }
    return score;
}

/* A leaf that both cells share does not change: take back what each counted alone. */
static double swap_gain(const struct table *table, uint32_t from, double from_score,
                        uint32_t to)
{
    double gain = from_score + table->receive_score[to];
    for (uint32_t m = 0; m < table->margin_count; m++) {
        const uint32_t leaf = table->margins[m].leaf[from];
        if (leaf != DI_LEAF_NONE && leaf == table->margins[m].leaf[to]) {
            gain -= 2.0;
        }
    }
    return gain;
}

static void try_swap(const struct table *table, uint32_t from, double from_score, uint32_t to,
                     struct swap *best)
{
    if (to == UINT32_MAX || to == from) {
        return;
    }
    const double gain = swap_gain(table, from, from_score, to);
    if (gain < best->gain - SMALLEST_GAIN) {
        *best = (struct swap){from, to, gain};
    }
}

static void note_receiver(const struct table *table, uint32_t cell, uint32_t *best)
{
    if (*best == UINT32_MAX || table->receive_score[cell] < table->receive_score[*best]) {
        *best = cell;
    }
}

/* Best receiving cell overall, and for each leaf of each margin. */
static uint32_t rank_receivers(struct table *table, const uint32_t *cells, uint32_t count)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t m = 0; m < table->margin_count; m++) {
        for (uint32_t i = 0; i < table->margins[m].leaf_count; i++) {
            table->best[m][i] = UINT32_MAX;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t cell = cells != NULL ? cells[i] : i;
        if (!(table->cells[cell] > 0.0)) {
            continue;
        }
        table->receive_score[cell] = step_score(table, cell, 1.0);
        note_receiver(table, cell, &best);
        for (uint32_t m = 0; m < table->margin_count; m++) {
            const uint32_t leaf = table->margins[m].leaf[cell];
            if (leaf != DI_LEAF_NONE) {
                note_receiver(table, cell, &table->best[m][leaf]);
            }
        }
    }
    return best;
}

/* Best swap from `givers` to `receivers`; NULL means all cells. */
static struct swap find_swap(struct table *table, const uint32_t *givers, uint32_t giver_count,
                             const uint32_t *receivers, uint32_t receiver_count)
{
    struct swap best = {0, 0, 0.0};
    const uint32_t receiver = rank_receivers(table, receivers, receiver_count);
    for (uint32_t i = 0; i < giver_count; i++) {
        const uint32_t cell = givers != NULL ? givers[i] : i;
        if (table->counts[cell] == 0) {
            continue;
        }
        const double score = step_score(table, cell, -1.0);
        try_swap(table, cell, score, receiver, &best);
        for (uint32_t m = 0; m < table->margin_count; m++) {
            const uint32_t leaf = table->margins[m].leaf[cell];
            if (leaf != DI_LEAF_NONE) {
                try_swap(table, cell, score, table->best[m][leaf], &best);
            }
        }
    }
    return best;
}

static void move_gaps(struct table *table, uint32_t cell, double step)
{
    for (uint32_t m = 0; m < table->margin_count; m++) {
        const uint32_t leaf = table->margins[m].leaf[cell];
        if (leaf != DI_LEAF_NONE) {
            table->gap[m][leaf] += step;
        }
    }
}

static bool apply(struct table *table, struct swap swap)
{
    if (!(swap.gain < -SMALLEST_GAIN)) {
        return false;
    }
    table->counts[swap.from]--;
    table->counts[swap.to]++;
    move_gaps(table, swap.from, -1.0);
    move_gaps(table, swap.to, 1.0);
    return true;
}

static uint32_t leaf_size(const struct table *table, uint32_t m, uint32_t leaf)
{
    return table->first[m][leaf + 1] - table->first[m][leaf];
}

static const uint32_t *leaf_cells(const struct table *table, uint32_t m, uint32_t leaf)
{
    return table->members[m] + table->first[m][leaf];
}

/* Repairs one margin's largest excess against its largest lack, or either against any cell. */
static bool repair_margin(struct table *table, uint32_t m)
{
    const double *gap = table->gap[m];
    uint32_t high = 0;
    uint32_t low = 0;
    for (uint32_t i = 1; i < table->margins[m].leaf_count; i++) {
        high = gap[i] > gap[high] ? i : high;
        low = gap[i] < gap[low] ? i : low;
    }
    const bool is_high = gap[high] >= EXACT_ENOUGH;
    const bool is_low = gap[low] <= -EXACT_ENOUGH;
    if (!is_high && !is_low) {
        return false;
    }
    const uint32_t *givers = leaf_cells(table, m, high);
    const uint32_t *receivers = leaf_cells(table, m, low);
    const uint32_t giver_count = leaf_size(table, m, high);
    const uint32_t receiver_count = leaf_size(table, m, low);
    return apply(table, find_swap(table, givers, giver_count, receivers, receiver_count)) ||
           (is_high &&
            apply(table, find_swap(table, givers, giver_count, NULL, table->cell_count))) ||
           (is_low &&
            apply(table, find_swap(table, NULL, table->cell_count, receivers, receiver_count)));
}

static uint32_t repair(struct table *table)
{
    uint32_t swaps = 0;
    bool has_changed = true;
    while (has_changed) {
        has_changed = false;
        for (uint32_t m = 0; m < table->margin_count; m++) {
            while (table->margins[m].leaf_count > 0 && repair_margin(table, m)) {
                swaps++;
                has_changed = true;
            }
        }
    }
    return swaps;
}

static void find_worst(const struct table *table, struct di_integer_result *result)
{
    for (uint32_t m = 0; m < table->margin_count; m++) {
        for (uint32_t i = 0; i < table->margins[m].leaf_count; i++) {
            if (fabs(table->gap[m][i]) > result->worst_gap) {
                result->worst_gap = fabs(table->gap[m][i]);
                result->margin = m;
                result->leaf = i;
            }
        }
    }
}

static enum di_status allocate(struct table *table)
{
    const size_t rows = table->margin_count;
    table->gap = DI_ARENA_NEW(&table->arena, rows, double *);
    table->first = DI_ARENA_NEW(&table->arena, rows, uint32_t *);
    table->members = DI_ARENA_NEW(&table->arena, rows, uint32_t *);
    table->best = DI_ARENA_NEW(&table->arena, rows, uint32_t *);
    table->receive_score = DI_ARENA_NEW(&table->arena, table->cell_count, double);
    const bool has_memory = table->gap != NULL && table->first != NULL &&
                            table->members != NULL && table->best != NULL &&
                            table->receive_score != NULL;
    return has_memory ? DI_OK : DI_ERR_MEMORY;
}

static enum di_status repair_all(struct table *table, struct di_integer_result *result)
{
    for (uint32_t m = 0; m < table->margin_count; m++) {
        if (!index_margin(table, m)) {
            return DI_ERR_MEMORY;
        }
    }
    result->swaps = repair(table);
    find_worst(table, result);
    return DI_OK;
}

enum di_status di_integer_table(const double *cells, uint32_t cell_count,
                                const struct di_table_margin *margins, uint32_t margin_count,
                                uint32_t *counts_out, struct di_integer_result *result_out)
{
    struct table table = {.cells = cells,
                          .cell_count = cell_count,
                          .margins = margins,
                          .margin_count = margin_count,
                          .counts = counts_out};
    struct di_integer_result result = {0};
    di_arena_init(&table.arena);
    enum di_status status = allocate(&table);
    if (status == DI_OK) {
        status = round_by_remainder(&table, &result.total);
    }
    if (status == DI_OK) {
        status = repair_all(&table, &result);
    }
    if (status == DI_OK) {
        *result_out = result;
    }
    di_arena_finish(&table.arena);
    return status;
}
