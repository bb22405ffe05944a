/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The least value of a function of a few inputs by the simplex of Nelder and Mead, within
 * bounds. It stops when the simplex is small, or after so many evaluations, and says which.
 */
#ifndef DI_SIMPLEX_SEARCH_H
#define DI_SIMPLEX_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/error.h"

struct di_simplex_search {
    size_t inputs;        /* at least 1 */
    const double *start;  /* [inputs], within the bounds */
    const double *low;    /* [inputs] */
    const double *high;   /* [inputs] */
    double step;          /* size of the first simplex */
    double size;          /* settled below it */
    uint32_t evaluations; /* at most; at least inputs + 1 are made */
    /** Value at `x`, within the bounds. DI_ERR_RANGE: not possible there, the search goes on;
     * any other failure ends it. */
    enum di_status (*value)(void *context, const double *x, double *value_out,
                            struct di_error *error);
    void (*progress)(void *context, uint32_t done, uint32_t total); /* may be NULL */
    void *context;
};

enum di_search_end {
    DI_SEARCH_SETTLED,    /* the simplex is small */
    DI_SEARCH_EVALUATIONS /* there were no more */
};

struct di_search_result {
    enum di_search_end end;
    uint32_t evaluations;
    double first; /* value at the start */
    double least;
};

/**
 * @param[out] best_out  [inputs]
 * @return DI_OK; DI_ERR_RANGE if the start is not possible; the failure of `value`;
 *         DI_ERR_MEMORY
 *
 * Deterministic. Source: Nelder and Mead (1965), as the GNU Scientific Library has it.
 */
DI_MUST_CHECK enum di_status di_simplex_search_run(const struct di_simplex_search *search,
                                                   double *best_out,
                                                   struct di_search_result *result_out,
                                                   struct di_error *error);

#endif
