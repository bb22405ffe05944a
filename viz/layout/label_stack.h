/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels in a column, moved apart as little as possible. */
#ifndef LABEL_STACK_H
#define LABEL_STACK_H

#include <stddef.h>

#define LABEL_STACK_MAX 16

struct stack_label {
    double wanted; /* centre */
    double height;
    double centre; /* result */
};

/*
 * Sets `centre` so that labels keep the order of `wanted` (ties: order given), do not overlap
 * and stay within [top, bottom], which must hold their heights. Least squares from wanted.
 */
void label_stack_solve(struct stack_label *labels, size_t count, double top, double bottom);

#endif
