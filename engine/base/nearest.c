/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Optimal string alignment distance, row by row. Ties keep the first candidate, so the order
 * of the caller's list decides and the advice never changes between runs.
 */
#include "di/nearest.h"

#include <string.h>

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t capped_length(const char *text)
{
    return smaller(strlen(text), DI_NEAREST_LENGTH_MAX);
}

size_t di_nearest_distance(const char *a, const char *b)
{
    size_t rows[3][DI_NEAREST_LENGTH_MAX + 1];
    const size_t length_a = capped_length(a), length_b = capped_length(b);
    for (size_t j = 0; j <= length_b; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= length_a; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3], *above_two = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= length_b; j++) {
            const size_t replace = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = smaller(replace, smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = smaller(row[j], above_two[j - 2] + 1);
        }
    }
    return rows[length_a % 3][length_b];
}

const char *di_nearest_name(const char *name, const char *const *candidates, size_t count)
{
    const char *best = NULL;
    size_t best_distance = 5;
    for (size_t i = 0; i < count; i++) {
        const size_t distance = di_nearest_distance(name, candidates[i]);
        const size_t longer = capped_length(name) > capped_length(candidates[i])
                                  ? capped_length(name)
                                  : capped_length(candidates[i]);
        if (distance < best_distance && distance * 3 <= longer + 1) {
            best = candidates[i];
            best_distance = distance;
        }
    }
    return best;
}
