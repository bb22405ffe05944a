/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scores M (normal, each input in an order of its own) are given the correlations asked for:
 * M* = M (Q^-1)^T P^T with Q Q^T the correlations of M and P P^T the target. The values of each
 * input are then put in the order of its column of M*. Inputs without a correlation keep their
 * order, so that what they draw does not depend on the others. Too few rows have no inverse of
 * Q: the correlations then hold on average over designs and not within this one.
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "di/design.h"
#include "di/sampler.h"

/* Lower triangle with L L^T = matrix; false: not positive definite. */
static bool factorise(const double *matrix, size_t n, double *l)
{
    memset(l, 0, n * n * sizeof *l);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = matrix[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= l[i * n + k] * l[j * n + k];
            if (i == j && !(sum > 1e-12))
                return false;
            l[i * n + j] = i == j ? sqrt(sum) : sum / l[j * n + j];
        }
    return true;
}

bool di_correlations_hold(const double *target, size_t inputs, bool *has_no_memory_out)
{
    double *l = calloc(inputs * inputs + 1, sizeof *l);
    const bool holds = l != NULL && factorise(target, inputs, l);
    *has_no_memory_out = *has_no_memory_out || l == NULL;
    free(l);
    return holds;
}

struct ranked {
    double value;
    size_t index;
};

static int by_value(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->value != right->value)
        return left->value < right->value ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

static void correlate(const double *m, size_t count, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double xy = 0, xx = 0, yy = 0;
            for (size_t r = 0; r < count; r++) { /* scores have mean zero */
                xy += m[r * n + i] * m[r * n + j];
                xx += m[r * n + i] * m[r * n + i];
                yy += m[r * n + j] * m[r * n + j];
            }
            out[i * n + j] = xy / sqrt(xx * yy);
        }
}

/* Van der Waerden scores, dealt to each input in an order of its own. */
static void deal_scores(struct di_stream stream, const uint64_t *keys, size_t n, size_t count,
                        struct ranked *ranked, double *m)
{
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < count; i++)
            ranked[i] = (struct ranked){
                di_draw_uniform(stream, keys[j], DI_PURPOSE_DESIGN_SCORE, 0, (uint32_t)i), i};
        qsort(ranked, count, sizeof *ranked, by_value);
        for (size_t i = 0; i < count; i++)
            m[ranked[i].index * n + j] =
                di_normal_quantile((double)(i + 1) / (double)(count + 1));
    }
}

/* Row r of M becomes P (Q^-1 row): solve Q y = row, then multiply. */
static void transform(double *m, size_t count, size_t n, const double *q, const double *p,
                      double *y)
{
    for (size_t r = 0; r < count; r++) {
        double *row = m + r * n;
        for (size_t i = 0; i < n; i++) {
            y[i] = row[i];
            for (size_t k = 0; k < i; k++)
                y[i] -= q[i * n + k] * y[k];
            y[i] /= q[i * n + i];
        }
        for (size_t i = 0; i < n; i++) {
            row[i] = 0;
            for (size_t k = 0; k <= i; k++)
                row[i] += p[i * n + k] * y[k];
        }
    }
}

/* The values of an input in the order of the scores of column j. */
static void reorder(const double *m, size_t count, size_t n, size_t j, struct ranked *ranked,
                    double *shares, size_t inputs, size_t input)
{
    struct ranked *scores = ranked, *values = ranked + count;
    for (size_t i = 0; i < count; i++) {
        scores[i] = (struct ranked){m[i * n + j], i};
        values[i] = (struct ranked){shares[i * inputs + input], i};
    }
    qsort(scores, count, sizeof *scores, by_value);
    qsort(values, count, sizeof *values, by_value);
    for (size_t i = 0; i < count; i++)
        shares[scores[i].index * inputs + input] = values[i].value;
}

/* Inputs that go together with another one; returns how many. */
static size_t find_linked(const double *target, size_t inputs, size_t *linked)
{
    size_t n = 0;
    for (size_t i = 0; i < inputs; i++) {
        bool is_linked = false;
        for (size_t j = 0; j < inputs && !is_linked; j++)
            is_linked = j != i && target[i * inputs + j] != 0;
        if (is_linked)
            linked[n++] = i;
    }
    return n;
}

static void identity(double *matrix, size_t n)
{
    memset(matrix, 0, n * n * sizeof *matrix);
    for (size_t i = 0; i < n; i++)
        matrix[i * n + i] = 1;
}

struct block {
    const size_t *linked;
    size_t n;
    uint64_t *keys;                 /* [n] */
    double *wanted, *p, *q, *y, *m; /* three of [n][n], [n], [count][n] */
    struct ranked *ranked;          /* [2 count] */
};

static bool correlate_block(struct di_stream stream, const uint64_t *keys, size_t inputs,
                            size_t count, const double *target, struct block *block,
                            double *shares)
{
    const size_t n = block->n;
    for (size_t i = 0; i < n; i++) {
        block->keys[i] = keys[block->linked[i]];
        for (size_t j = 0; j < n; j++)
            block->wanted[i * n + j] = target[block->linked[i] * inputs + block->linked[j]];
    }
    if (!factorise(block->wanted, n, block->p))
        return false;
    deal_scores(stream, block->keys, n, count, block->ranked, block->m);
    correlate(block->m, count, n, block->wanted);
    if (!factorise(block->wanted, n, block->q))
        identity(block->q, n);
    transform(block->m, count, n, block->q, block->p, block->y);
    for (size_t j = 0; j < n; j++)
        reorder(block->m, count, n, j, block->ranked, shares, inputs, block->linked[j]);
    return true;
}

enum di_status di_iman_conover(struct di_stream stream, const uint64_t *keys, size_t inputs,
                               size_t count, const double *target, double *shares,
                               struct di_error *error)
{
    size_t *linked = calloc(inputs + 1, sizeof *linked);
    if (linked == NULL)
        return di_fail_memory(error);
    const size_t n = find_linked(target, inputs, linked);
    double *work = calloc(3 * n * n + n + count * n + 1, sizeof *work);
    struct block block = {.linked = linked,
                          .n = n,
                          .keys = calloc(n + 1, sizeof *block.keys),
                          .ranked = calloc(2 * count + 1, sizeof *block.ranked)};
    enum di_status status = DI_OK;
    if (work == NULL || block.keys == NULL || block.ranked == NULL) {
        status = di_fail_memory(error);
    } else {
        block.wanted = work;
        block.p = block.wanted + n * n;
        block.q = block.p + n * n;
        block.y = block.q + n * n;
        block.m = block.y + n;
        if (!correlate_block(stream, keys, inputs, count, target, &block, shares))
            status =
                di_fail(error, DI_ERR_INCONSISTENT, "/uncertainty/correlations",
                        DI_N_("These correlations cannot hold at the same time (the matrix "
                              "is not positive definite). Make some of them weaker."),
                        NULL, 0);
    }
    free(block.ranked);
    free(block.keys);
    free(work);
    free(linked);
    return status;
}

static void rank_all(const double *values, size_t count, struct ranked *ranked, double *ranks)
{
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){values[i], i};
    qsort(ranked, count, sizeof *ranked, by_value);
    for (size_t from = 0, to = 0; from < count; from = to) {
        while (to < count && ranked[to].value == ranked[from].value)
            to++;
        for (size_t i = from; i < to; i++)
            ranks[ranked[i].index] = 0.5 * (double)(from + to - 1);
    }
}

double di_rank_correlation(const double *a, const double *b, size_t count)
{
    struct ranked *ranked = calloc(count + 1, sizeof *ranked);
    double *ranks = calloc(2 * count + 1, sizeof *ranks);
    double result = (double)NAN;
    if (ranked != NULL && ranks != NULL) {
        double xy = 0, xx = 0, yy = 0;
        const double middle = 0.5 * ((double)count - 1);
        rank_all(a, count, ranked, ranks);
        rank_all(b, count, ranked, ranks + count);
        for (size_t i = 0; i < count; i++) {
            const double x = ranks[i] - middle, y = ranks[count + i] - middle;
            xy += x * y;
            xx += x * x;
            yy += y * y;
        }
        if (xx > 0 && yy > 0)
            result = xy / sqrt(xx * yy);
    }
    free(ranked);
    free(ranks);
    return result;
}
