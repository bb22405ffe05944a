/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pool adjacent violators: with the heights before each label taken off, "no overlap" becomes
 * "not decreasing", whose least-squares answer is the mean of each merged block. Clamping the
 * block means to the allowed range keeps them in order and is again the best answer.
 */
#include "label_stack.h"

#include <assert.h>
#include <math.h>

struct block {
    double sum;
    size_t count;
};

static void order_by_wanted(const struct stack_label *labels, size_t count, size_t *order)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && labels[order[at - 1]].wanted > labels[i].wanted; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

static size_t merge(struct block *blocks, size_t used)
{
    while (used > 1 && blocks[used - 2].sum / (double)blocks[used - 2].count >
                           blocks[used - 1].sum / (double)blocks[used - 1].count) {
        blocks[used - 2].sum += blocks[used - 1].sum;
        blocks[used - 2].count += blocks[used - 1].count;
        used--;
    }
    return used;
}

void label_stack_solve(struct stack_label *labels, size_t count, double top, double bottom)
{
    assert(count <= LABEL_STACK_MAX);
    size_t order[LABEL_STACK_MAX];
    struct block blocks[LABEL_STACK_MAX];
    size_t used = 0, next = 0;
    double before = 0; /* height of all labels above this one */
    order_by_wanted(labels, count, order);
    for (size_t i = 0; i < count; i++) {
        const struct stack_label *label = &labels[order[i]];
        blocks[used++] = (struct block){label->wanted - label->height / 2 - before, 1};
        used = merge(blocks, used);
        before += label->height;
    }
    const double highest = fmax(top, bottom - before);
    before = 0;
    for (size_t b = 0; b < used; b++) {
        const double mean = blocks[b].sum / (double)blocks[b].count;
        const double start = fmin(fmax(mean, top), highest);
        for (size_t k = 0; k < blocks[b].count; k++) {
            struct stack_label *label = &labels[order[next++]];
            label->centre = start + before + label->height / 2;
            before += label->height;
        }
    }
}
