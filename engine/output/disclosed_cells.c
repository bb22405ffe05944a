/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shown cells are known, so each relation becomes an equation in its withheld cells with a
 * known right side. A cell is fixed by them exactly if it is zero in every solution of the
 * homogeneous equations, and then in a random one; else it is zero in a random one with chance
 * 1 / PRIME.
 *
 * Equations with an unknown of their own come off first and are solved last (they fix nothing
 * else); what remains is small and is brought to echelon form row by row.
 */
#include "disclosed_cells.h"

#include <stdlib.h>
#include <string.h>

#define PRIME DISCLOSED_PRIME

struct entry {
    uint32_t column;
    uint32_t coefficient; /* modulo PRIME */
};

struct row {
    uint32_t first, count; /* into entries; of an echelon row, its own array */
    struct entry *entries;
    uint32_t pivot; /* column it gives the value of */
};

struct elimination {
    const struct di_disclosure *disclosure;
    uint32_t columns, rows;
    uint32_t *column_of; /* [cells] */
    uint32_t *cell_of;   /* [columns] */
    struct row *row;     /* [rows] as given */
    struct entry *entries;
    uint32_t *uses;       /* [columns] rows not yet taken off that hold it */
    uint32_t *column_row; /* rows of each column, one after the other */
    uint32_t *column_first;
    bool *is_off; /* [rows] */
    uint32_t *peeled, peeled_count;
    struct row *echelon; /* in order of making */
    uint32_t echelon_count;
    uint32_t *pivot_row; /* [columns] echelon row, or UINT32_MAX */
    uint64_t *work;      /* [columns] */
    bool *is_touched;    /* [columns] */
    uint32_t *touched, *heap;
    uint32_t touched_count, heap_count;
    uint64_t *value;     /* [columns] of the random solution */
    const bool *is_late; /* [cells] a pivot only where no other cell is left; may be NULL */
    uint32_t order;      /* which of the late ones */
};

/* A sum of products that is congruent to what was asked for, and below PRIME^2: the remainder,
 * a division, is only taken once it is read. */
static uint64_t add_product(uint64_t sum, uint64_t a, uint64_t b)
{
    sum += a * b;
    return sum >= PRIME * PRIME ? sum - PRIME * PRIME : sum;
}

uint64_t disclosed_inverse(uint64_t x)
{
    uint64_t result = 1;
    if (x == 1 || x == PRIME - 1) /* nearly always: coefficients of sums */
        return x;
    for (uint64_t power = PRIME - 2; power > 0; power >>= 1) {
        if ((power & 1) != 0)
            result = result * x % PRIME;
        x = x * x % PRIME;
    }
    return result;
}

/* Of its cell and the solution's number alone, so that equal tables give equal answers. */
static uint64_t random_of(uint32_t cell, uint32_t solution)
{
    uint64_t z = ((uint64_t)solution << 32 | cell) + UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (z ^ z >> 31) % (PRIME - 1) + 1;
}

/* ---- equations ---- */

static bool allocate(struct elimination *e)
{
    const struct di_disclosure *d = e->disclosure;
    const size_t columns = (size_t)d->cell_count + 1, rows = d->relation_count + 1;
    e->column_of = malloc(columns * sizeof *e->column_of);
    e->cell_of = malloc(columns * sizeof *e->cell_of);
    e->row = calloc(rows, sizeof *e->row);
    e->entries = malloc((d->term_count + 1) * sizeof *e->entries);
    e->uses = calloc(columns, sizeof *e->uses);
    e->column_first = calloc(columns + 1, sizeof *e->column_first);
    e->column_row = malloc((d->term_count + 1) * sizeof *e->column_row);
    e->is_off = calloc(rows, sizeof *e->is_off);
    e->peeled = malloc(rows * sizeof *e->peeled);
    e->echelon = calloc(rows, sizeof *e->echelon);
    e->pivot_row = malloc(columns * sizeof *e->pivot_row);
    e->work = calloc(columns, sizeof *e->work);
    e->is_touched = calloc(columns, sizeof *e->is_touched);
    e->touched = malloc(columns * sizeof *e->touched);
    e->heap = malloc((columns + rows) * sizeof *e->heap);
    e->value = calloc(columns, sizeof *e->value);
    return e->column_of != NULL && e->cell_of != NULL && e->row != NULL && e->entries != NULL &&
           e->uses != NULL && e->column_first != NULL && e->column_row != NULL &&
           e->is_off != NULL && e->peeled != NULL && e->echelon != NULL &&
           e->pivot_row != NULL && e->work != NULL && e->is_touched != NULL &&
           e->touched != NULL && e->heap != NULL && e->value != NULL;
}

static void finish(struct elimination *e)
{
    for (uint32_t k = 0; e->echelon != NULL && k < e->echelon_count; k++)
        free(e->echelon[k].entries);
    free(e->column_of);
    free(e->cell_of);
    free(e->row);
    free(e->entries);
    free(e->uses);
    free(e->column_first);
    free(e->column_row);
    free(e->is_off);
    free(e->peeled);
    free(e->echelon);
    free(e->pivot_row);
    free(e->work);
    free(e->is_touched);
    free(e->touched);
    free(e->heap);
    free(e->value);
}

static void list_columns(struct elimination *e)
{
    const struct di_disclosure *d = e->disclosure;
    for (uint32_t cell = 0; cell < d->cell_count; cell++) {
        e->column_of[cell] = UINT32_MAX;
        if (!d->is_withheld[cell])
            continue;
        e->cell_of[e->columns] = cell;
        e->pivot_row[e->columns] = UINT32_MAX;
        e->column_of[cell] = e->columns++;
    }
}

static void list_rows(struct elimination *e)
{
    const struct di_disclosure *d = e->disclosure;
    uint32_t used = 0;
    for (size_t r = 0; r < d->relation_count; r++) {
        struct row *row = &e->row[e->rows];
        *row = (struct row){.first = used, .entries = e->entries + used};
        for (size_t t = d->first[r]; t < d->first[r + 1]; t++) {
            const uint32_t column = e->column_of[d->terms[t].cell];
            const int32_t coefficient = d->terms[t].coefficient;
            if (column == UINT32_MAX)
                continue;
            e->entries[used++] = (struct entry){
                column, (uint32_t)(coefficient < 0 ? PRIME - (uint64_t)-coefficient
                                                   : (uint64_t)coefficient)};
            e->uses[column]++;
        }
        row->count = used - row->first;
        e->rows += row->count > 0;
    }
    for (uint32_t c = 0; c < e->columns; c++)
        e->column_first[c + 1] = e->column_first[c] + e->uses[c];
    for (uint32_t r = e->rows; r-- > 0;)
        for (uint32_t k = 0; k < e->row[r].count; k++)
            e->column_row[--e->column_first[e->row[r].entries[k].column + 1]] = r;
    /* the loop above moved each start one place up */
    memmove(e->column_first, e->column_first + 1, e->columns * sizeof *e->column_first);
    e->column_first[e->columns] = used;
}

/* ---- equations with an unknown of their own ---- */

static void take_off(struct elimination *e, uint32_t column, uint32_t *queue, uint32_t *length)
{
    for (uint32_t k = e->column_first[column]; k < e->column_first[column + 1]; k++) {
        struct row *row = &e->row[e->column_row[k]];
        if (e->is_off[e->column_row[k]])
            continue;
        e->is_off[e->column_row[k]] = true;
        row->pivot = column;
        e->peeled[e->peeled_count++] = e->column_row[k];
        for (uint32_t i = 0; i < row->count; i++)
            if (--e->uses[row->entries[i].column] == 1)
                queue[(*length)++] = row->entries[i].column;
        return;
    }
}

static bool is_late(const struct elimination *e, uint32_t column)
{
    return e->is_late != NULL && e->is_late[e->cell_of[column]];
}

static void peel(struct elimination *e)
{
    uint32_t *queue = e->touched, length = 0; /* a column comes down to one use once */
    for (uint32_t c = 0; c < e->columns; c++)
        if (e->uses[c] == 1)
            queue[length++] = c;
    for (uint32_t k = 0; k < length; k++)
        if (e->uses[queue[k]] == 1 && !is_late(e, queue[k]))
            take_off(e, queue[k], queue, &length);
}

/* ---- the rest, in echelon form ---- */

static void push(struct elimination *e, uint32_t key)
{
    uint32_t at = e->heap_count++;
    for (; at > 0 && e->heap[(at - 1) / 2] > key; at = (at - 1) / 2)
        e->heap[at] = e->heap[(at - 1) / 2];
    e->heap[at] = key;
}

static uint32_t pop(struct elimination *e)
{
    const uint32_t top = e->heap[0], last = e->heap[--e->heap_count];
    uint32_t at = 0;
    for (uint32_t child = 1; child < e->heap_count; child = 2 * at + 1) {
        if (child + 1 < e->heap_count && e->heap[child + 1] < e->heap[child])
            child++;
        if (e->heap[child] >= last)
            break;
        e->heap[at] = e->heap[child];
        at = child;
    }
    e->heap[at] = last;
    return top;
}

static void add_to_work(struct elimination *e, uint32_t column, uint64_t a, uint64_t b)
{
    e->work[column] = add_product(e->work[column], a, b);
    if (e->is_touched[column])
        return;
    e->is_touched[column] = true;
    e->touched[e->touched_count++] = column;
    if (e->pivot_row[column] != UINT32_MAX)
        push(e, e->pivot_row[column]);
}

/* A row made earlier holds no pivot made before it, so pivots are cleared in that order. */
static void clear_pivots(struct elimination *e)
{
    while (e->heap_count > 0) {
        const struct row *row = &e->echelon[pop(e)];
        const uint64_t factor = e->work[row->pivot] % PRIME;
        for (uint32_t k = 0; factor != 0 && k < row->count; k++)
            add_to_work(e, row->entries[k].column, PRIME - factor, row->entries[k].coefficient);
    }
}

/* Would column `a` be a better pivot? One that few equations have; late ones in any order. */
static bool is_better_pivot(const struct elimination *e, uint32_t a, uint32_t b)
{
    if (is_late(e, a) != is_late(e, b))
        return is_late(e, b);
    if (is_late(e, a) && e->order > 0) {
        const uint64_t x = random_of(e->cell_of[a], e->order),
                       y = random_of(e->cell_of[b], e->order);
        return x != y ? x < y : a < b;
    }
    return e->uses[a] != e->uses[b] ? e->uses[a] < e->uses[b] : a < b;
}

static bool keep_row(struct elimination *e)
{
    struct row row = {.pivot = UINT32_MAX};
    for (uint32_t k = 0; k < e->touched_count; k++) {
        const uint32_t column = e->touched[k];
        e->work[column] %= PRIME;
        if (e->work[column] != 0) {
            row.count++;
            if (row.pivot == UINT32_MAX || is_better_pivot(e, column, row.pivot))
                row.pivot = column;
        }
    }
    if (row.count > 0 && (row.entries = malloc(row.count * sizeof *row.entries)) == NULL)
        return false;
    const uint64_t scale = row.count > 0 ? disclosed_inverse(e->work[row.pivot]) : 0;
    uint32_t used = 0;
    for (uint32_t k = 0; k < e->touched_count; k++) {
        const uint32_t column = e->touched[k];
        if (e->work[column] != 0)
            row.entries[used++] =
                (struct entry){column, (uint32_t)(e->work[column] * scale % PRIME)};
        e->work[column] = 0;
        e->is_touched[column] = false;
    }
    e->touched_count = 0;
    if (row.count > 0) {
        e->pivot_row[row.pivot] = e->echelon_count;
        e->echelon[e->echelon_count++] = row;
    }
    return true;
}

/* Rows in the order they are brought to echelon form, to be freed: short ones first, and of one
 * length those given last, which fills the later ones least (a quarter of the entries in the
 * demo). NULL: no memory. */
static uint32_t *order_rows(const struct elimination *e)
{
    uint32_t longest = 0, used = 0;
    for (uint32_t r = 0; r < e->rows; r++)
        longest = e->row[r].count > longest ? e->row[r].count : longest;
    uint32_t *order = malloc(((size_t)e->rows + 1) * sizeof *order);
    uint32_t *next = calloc((size_t)longest + 1, sizeof *next);
    for (uint32_t r = 0; next != NULL && r < e->rows; r++)
        next[e->row[r].count]++;
    for (uint32_t length = 0; next != NULL && length <= longest; length++) {
        const uint32_t count = next[length];
        next[length] = used;
        used += count;
    }
    for (uint32_t r = e->rows; next != NULL && order != NULL && r-- > 0;)
        order[next[e->row[r].count]++] = r;
    if (next == NULL) {
        free(order);
        order = NULL;
    }
    free(next);
    return order;
}

static bool reduce(struct elimination *e)
{
    uint32_t *order = order_rows(e);
    bool has_room = order != NULL;
    for (uint32_t k = 0; has_room && k < e->rows; k++) {
        const struct row *row = &e->row[order[k]];
        if (e->is_off[order[k]])
            continue;
        for (uint32_t i = 0; i < row->count; i++)
            add_to_work(e, row->entries[i].column, row->entries[i].coefficient, 1);
        clear_pivots(e);
        has_room = keep_row(e);
    }
    free(order);
    return has_room;
}

/* ---- a random solution ---- */

static void solve_row(struct elimination *e, const struct row *row)
{
    uint64_t sum = 0, own = 0;
    for (uint32_t k = 0; k < row->count; k++) {
        const struct entry *entry = &row->entries[k];
        if (entry->column == row->pivot)
            own = (own + entry->coefficient) % PRIME;
        else
            sum = add_product(sum, entry->coefficient, e->value[entry->column]);
    }
    e->value[row->pivot] = (PRIME - sum % PRIME) % PRIME * disclosed_inverse(own) % PRIME;
}

static void solve(struct elimination *e, uint32_t solution)
{
    for (uint32_t c = 0; c < e->columns; c++)
        e->value[c] = random_of(e->cell_of[c], solution);
    for (uint32_t k = e->echelon_count; k-- > 0;)
        solve_row(e, &e->echelon[k]);
    for (uint32_t k = e->peeled_count; k-- > 0;)
        solve_row(e, &e->row[e->peeled[k]]);
}

/* Brings the relations to a form that solutions can be read off. */
static enum di_status eliminate(struct elimination *e)
{
    if (!allocate(e))
        return DI_ERR_MEMORY;
    list_columns(e);
    list_rows(e);
    peel(e);
    e->touched_count = 0;
    return reduce(e) ? DI_OK : DI_ERR_MEMORY;
}

enum di_status disclosed_cells(const struct di_disclosure *disclosure, bool *is_disclosed_out,
                               uint32_t *count_out)
{
    struct elimination e = {.disclosure = disclosure};
    const enum di_status status = eliminate(&e);
    *count_out = 0;
    if (status == DI_OK) {
        solve(&e, 0);
        memset(is_disclosed_out, 0, disclosure->cell_count * sizeof *is_disclosed_out);
        for (uint32_t c = 0; c < e.columns; c++)
            if (e.value[c] == 0 && disclosure->value[e.cell_of[c]] > 0.0) {
                is_disclosed_out[e.cell_of[c]] = true;
                ++*count_out;
            }
    }
    finish(&e);
    return status;
}

enum di_status disclosed_solutions(const struct di_disclosure *disclosure, uint32_t count,
                                   uint32_t *values_out)
{
    struct elimination e = {.disclosure = disclosure};
    const size_t cells = disclosure->cell_count;
    const enum di_status status = eliminate(&e);
    for (uint32_t k = 0; status == DI_OK && k < count; k++) {
        solve(&e, k);
        memset(values_out + k * cells, 0, cells * sizeof *values_out);
        for (uint32_t c = 0; c < e.columns; c++)
            values_out[k * cells + e.cell_of[c]] = (uint32_t)e.value[c];
    }
    finish(&e);
    return status;
}

/* ---- sums of late cells ---- */

/* Takes the pivots of later rows of late cells out of a row of them; those have none of each
 * other's. */
static bool clear_later(struct elimination *e, uint32_t index)
{
    struct row *row = &e->echelon[index];
    for (uint32_t k = 0; k < row->count; k++)
        add_to_work(e, row->entries[k].column, row->entries[k].coefficient, 1);
    e->heap_count = 0; /* which add_to_work filled: pivots are cleared here */
    for (uint32_t k = 0; k < row->count; k++) {
        const uint32_t column = row->entries[k].column, other = e->pivot_row[column];
        if (other == UINT32_MAX || other <= index)
            continue;
        const struct row *later = &e->echelon[other];
        const uint64_t factor = e->work[column] % PRIME;
        for (uint32_t i = 0; factor != 0 && i < later->count; i++)
            add_to_work(e, later->entries[i].column, PRIME - factor,
                        later->entries[i].coefficient);
        e->heap_count = 0;
    }
    struct entry *entries = malloc(((size_t)e->touched_count + 1) * sizeof *entries);
    uint32_t used = 0;
    for (uint32_t k = 0; k < e->touched_count; k++) {
        const uint32_t column = e->touched[k];
        if (entries != NULL && e->work[column] % PRIME != 0)
            entries[used++] = (struct entry){column, (uint32_t)(e->work[column] % PRIME)};
        e->work[column] = 0;
        e->is_touched[column] = false;
    }
    e->touched_count = 0;
    if (entries == NULL)
        return false;
    free(row->entries);
    row->entries = entries;
    row->count = used;
    return true;
}

/* Of the fraction that a coefficient is; 0 if it is none of small numbers. */
static int8_t sign_of(uint64_t coefficient)
{
    enum { DENOMINATORS = 12, SMALL = 1 << 16 };
    for (uint64_t denominator = 1; denominator <= DENOMINATORS; denominator++) {
        const uint64_t numerator = coefficient * denominator % PRIME;
        if (numerator < SMALL || PRIME - numerator < SMALL)
            return numerator < SMALL ? 1 : -1;
    }
    return 0;
}

static bool visit_row(const struct elimination *e, const struct row *row, sum_visit visit,
                      void *context)
{
    uint32_t *cells = malloc(((size_t)row->count + 1) * sizeof *cells);
    bool is_one_sign = true;
    for (uint32_t k = 0; cells != NULL && k < row->count; k++) {
        const int8_t sign = sign_of(row->entries[k].coefficient);
        cells[k] = e->cell_of[row->entries[k].column];
        is_one_sign = is_one_sign && sign != 0 && sign == sign_of(row->entries[0].coefficient);
    }
    if (cells != NULL)
        visit(context, cells, row->count, is_one_sign);
    free(cells);
    return cells != NULL;
}

enum di_status disclosed_sums(const struct di_disclosure *disclosure, const bool *is_late_cell,
                              uint32_t order, sum_visit visit, void *context)
{
    struct elimination e = {.disclosure = disclosure, .is_late = is_late_cell, .order = order};
    enum di_status status = eliminate(&e);
    for (uint32_t k = status == DI_OK ? e.echelon_count : 0; status == DI_OK && k-- > 0;)
        if (is_late(&e, e.echelon[k].pivot) &&
            (!clear_later(&e, k) || !visit_row(&e, &e.echelon[k], visit, context)))
            status = DI_ERR_MEMORY;
    finish(&e);
    return status;
}
