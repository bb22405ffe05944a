/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slice for every point: the slices in the order of one draw each, a second draw for the
 * place inside the slice. */
#include <stdlib.h>

#include "di/design.h"

struct ticket {
    uint64_t bits;
    size_t slice;
};

static int by_bits(const void *a, const void *b)
{
    const struct ticket *left = a, *right = b;
    if (left->bits != right->bits)
        return left->bits < right->bits ? -1 : 1;
    return (left->slice > right->slice) - (left->slice < right->slice);
}

enum di_status di_latin_hypercube(struct di_stream stream, const uint64_t *keys, size_t inputs,
                                  size_t count, double *shares_out)
{
    struct ticket *tickets = calloc(count + 1, sizeof *tickets);
    if (tickets == NULL)
        return DI_ERR_MEMORY;
    for (size_t j = 0; j < inputs; j++) {
        for (size_t i = 0; i < count; i++)
            tickets[i] = (struct ticket){
                di_draw_bits(stream, keys[j], DI_PURPOSE_DESIGN_ORDER, 0, (uint32_t)i), i};
        qsort(tickets, count, sizeof *tickets, by_bits); /* ties by slice: none is left */
        for (size_t i = 0; i < count; i++) {
            const double inside =
                di_draw_uniform(stream, keys[j], DI_PURPOSE_DESIGN_PLACE, 0, (uint32_t)i);
            shares_out[i * inputs + j] = ((double)tickets[i].slice + inside) / (double)count;
        }
    }
    free(tickets);
    return DI_OK;
}
