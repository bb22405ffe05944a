/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every relation bounds each of its cells by what the others can be at least and at most.
 * Bounds of one relation tighten those of the next, until nothing changes. Cells that are whole
 * units (children of so many replications) are rounded inwards; times are not.
 *
 * It finds less than linear programming over all relations at once would, and costs a few
 * passes over them; cornered_cells.h looks for the rest.
 */
#include "cell_bounds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bounds of times may tighten for ever, by less and less. */
enum { SWEEPS_MAX = 100 };
#define TOLERANCE 1e-6

struct bounds {
    const struct di_disclosure *disclosure;
    double *low, *high;
    uint32_t *changed; /* [cells] sweep of the last change */
    uint32_t sweep;
    bool is_changed;
};

/* What the cells of a relation come to, those without a limit counted apart. */
struct extreme {
    double sum;
    uint32_t unlimited;
};

static void put(struct extreme *extreme, double value)
{
    if (isinf(value))
        extreme->unlimited++;
    else
        extreme->sum += value;
}

/* The extreme of the others; infinite of the sign given if one of them has no limit. */
static double without(struct extreme extreme, double value, double infinite)
{
    if (isinf(value))
        extreme.unlimited--;
    else
        extreme.sum -= value;
    return extreme.unlimited > 0 ? infinite : extreme.sum;
}

static bool is_whole(const struct di_disclosure *d, uint32_t cell)
{
    const double units = d->value[cell] / d->unit;
    return d->unit > 0.0 && fabs(units - round(units)) < TOLERANCE;
}

static void narrow(struct bounds *b, uint32_t cell, double low, double high)
{
    const struct di_disclosure *d = b->disclosure;
    if (is_whole(d, cell)) {
        low = ceil(low / d->unit - TOLERANCE) * d->unit;
        high = floor(high / d->unit + TOLERANCE) * d->unit;
    }
    if (low <= b->low[cell] + TOLERANCE && high >= b->high[cell] - TOLERANCE)
        return;
    b->low[cell] = fmax(low, b->low[cell]);
    b->high[cell] = fmin(high, b->high[cell]);
    b->changed[cell] = b->sweep;
    b->is_changed = true;
}

static void tighten(struct bounds *b, size_t relation)
{
    const struct di_disclosure *d = b->disclosure;
    const struct di_disclosure_term *from = d->terms + d->first[relation],
                                    *to = d->terms + d->first[relation + 1];
    bool is_due = false;
    struct extreme least = {0}, most = {0};
    for (const struct di_disclosure_term *t = from; t < to; t++) {
        const bool is_part = t->coefficient > 0;
        put(&least, t->coefficient * (is_part ? b->low : b->high)[t->cell]);
        put(&most, t->coefficient * (is_part ? b->high : b->low)[t->cell]);
        is_due = is_due || b->changed[t->cell] + 1 >= b->sweep;
    }
    for (const struct di_disclosure_term *t = from; is_due && t < to; t++) {
        if (!d->is_withheld[t->cell] || t->coefficient == 0)
            continue;
        const double c = t->coefficient;
        const double low = b->low[t->cell], high = b->high[t->cell];
        const double others_most = without(most, c * (c > 0 ? high : low), (double)INFINITY);
        const double others_least = without(least, c * (c > 0 ? low : high), -(double)INFINITY);
        narrow(b, t->cell, (c > 0 ? -others_most : -others_least) / c,
               (c > 0 ? -others_least : -others_most) / c);
    }
}

static bool allocate(struct bounds *b)
{
    const size_t cells = (size_t)b->disclosure->cell_count + 1;
    b->low = malloc(cells * sizeof *b->low);
    b->high = malloc(cells * sizeof *b->high);
    b->changed = calloc(cells, sizeof *b->changed);
    return b->low != NULL && b->high != NULL && b->changed != NULL;
}

static void begin(struct bounds *b, uint8_t read_from)
{
    const struct di_disclosure *d = b->disclosure;
    for (uint32_t cell = 0; cell < d->cell_count; cell++) {
        const bool is_known = d->importance[cell] >= read_from && d->value[cell] > 0.0;
        b->low[cell] = !d->is_withheld[cell]           ? d->value[cell]
                       : is_known && is_whole(d, cell) ? d->unit
                                                       : 0.0;
        b->high[cell] = d->is_withheld[cell] ? (double)INFINITY : d->value[cell];
    }
}

enum di_status bounded_cells(const struct di_disclosure *disclosure, double below,
                             uint8_t read_from, bool *is_told_out, uint32_t *count_out)
{
    struct bounds b = {.disclosure = disclosure, .sweep = 1, .is_changed = true};
    const bool has_room = allocate(&b);
    *count_out = 0;
    if (has_room)
        begin(&b, read_from);
    while (has_room && b.is_changed && b.sweep < SWEEPS_MAX) {
        b.is_changed = false;
        for (size_t r = 0; r < disclosure->relation_count; r++)
            tighten(&b, r);
        b.sweep++;
    }
    memset(is_told_out, 0, disclosure->cell_count * sizeof *is_told_out);
    for (uint32_t cell = 0; has_room && cell < disclosure->cell_count; cell++)
        if (disclosure->is_withheld[cell] && disclosure->value[cell] > 0.0 &&
            disclosure->value[cell] < below && b.high[cell] - b.low[cell] < TOLERANCE) {
            is_told_out[cell] = true;
            ++*count_out;
        }
    free(b.low);
    free(b.high);
    free(b.changed);
    return has_room ? DI_OK : DI_ERR_MEMORY;
}
