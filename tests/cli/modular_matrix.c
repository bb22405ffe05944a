/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "modular_matrix.h"

enum { PRIME = 2147483629 };

uint32_t modular_sign(int sign)
{
    return sign > 0 ? 1u : (uint32_t)PRIME - 1;
}

static uint64_t power(uint64_t base, uint64_t exponent)
{
    uint64_t result = 1;
    for (; exponent > 0; exponent >>= 1, base = base * base % PRIME)
        if ((exponent & 1) != 0)
            result = result * base % PRIME;
    return result;
}

/* Takes `times` the pivot row from another. */
static void take_row(uint32_t *row, const uint32_t *own, uint64_t times, size_t from,
                     size_t columns)
{
    for (size_t k = from; k < columns; k++)
        if (own[k] != 0)
            row[k] = (uint32_t)((row[k] + (PRIME - times) * own[k]) % PRIME);
}

static void swap_rows(uint32_t *a, uint32_t *b, size_t columns)
{
    for (size_t k = 0; a != b && k < columns; k++) {
        const uint32_t kept = a[k];
        a[k] = b[k];
        b[k] = kept;
    }
}

size_t modular_reduce(uint32_t *matrix, size_t rows, size_t columns)
{
    size_t rank = 0;
    for (size_t c = 0; c < columns && rank < rows; c++) {
        size_t pivot = rank;
        while (pivot < rows && matrix[pivot * columns + c] == 0)
            pivot++;
        if (pivot == rows)
            continue;
        uint32_t *own = matrix + rank * columns;
        swap_rows(own, matrix + pivot * columns, columns);
        const uint64_t inverse = power(own[c], PRIME - 2);
        for (size_t k = c; k < columns; k++)
            own[k] = (uint32_t)(own[k] * inverse % PRIME);
        for (size_t r = 0; r < rows; r++)
            if (r != rank && matrix[r * columns + c] != 0)
                take_row(matrix + r * columns, own, matrix[r * columns + c], c, columns);
        rank++;
    }
    return rank;
}

size_t modular_told(const uint32_t *row, size_t columns)
{
    size_t held = 0, at = 0;
    for (size_t k = 0; k < columns; k++)
        if (row[k] != 0) {
            held++;
            at = k;
        }
    return held == 1 ? at : SIZE_MAX;
}
