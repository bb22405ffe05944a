/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from sums: rows of a matrix modulo a prime, where nothing is rounded. */
#ifndef MODULAR_MATRIX_H
#define MODULAR_MATRIX_H

#include <stddef.h>
#include <stdint.h>

/** The number that stands for a term of a sum: plus or minus one. */
uint32_t modular_sign(int sign);

/** Dense elimination to reduced form. Returns the rank: so many rows, the first, hold anything.
 */
size_t modular_reduce(uint32_t *matrix, size_t rows, size_t columns);

/** The one column a row of the reduced form holds, or SIZE_MAX: its value is told. */
size_t modular_told(const uint32_t *row, size_t columns);

#endif
