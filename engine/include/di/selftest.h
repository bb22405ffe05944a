/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The simulator against exact answers (MODEL 12): small systems whose means, variances or
 * schedules are known, simulated by the product itself and compared.
 *
 * A row agrees when |mean - exact| <= 4 standard errors over replications; a row without any
 * chance in it must be equal. Some rows also name the answer of a well-known mistake, which
 * must be more than 4 standard errors away. A false alarm has odds of about 1 in 500 for all
 * rows together, and the seed is fixed: a failure is a fault of the program.
 */
#ifndef DI_SELFTEST_H
#define DI_SELFTEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/error.h"

struct di_selftest_row {
    const char *case_id;       /* "V3": rows of MODEL 12 keep their names */
    const char *configuration; /* what is simulated; marked DI_N_ */
    const char *quantity;      /* what is compared, with its unit; marked DI_N_ */
    uint32_t replications;
    double exact;
    double mean; /* simulated */
    double se;   /* of the mean; 0 where nothing is left to chance */
    double z;    /* (mean - exact) / se; 0 if equal, infinite if different and se is 0 */
    bool has_mistake;
    double mistake;   /* what a known bug would give */
    double mistake_z; /* (mean - mistake) / se */
    bool ok;
};

struct di_selftest_options {
    uint64_t seed;
    uint32_t threads; /* 1 .. 64 */
    double scale;     /* of the replications; 1 is the standard run, at least 100 are made */
    const char *only; /* one case id; NULL: all */
    bool (*is_cancelled)(void *context); /* may be NULL; asked from all threads */
    void *cancel_context;
};

/** Seed 1, 1 thread, scale 1, all cases. */
void di_selftest_options_defaults(struct di_selftest_options *options);

/** Called from the calling thread, rows in the order of the table. */
typedef void di_selftest_reporter(void *context, const struct di_selftest_row *row);

/**
 * Run the cases and report every row, agreeing or not.
 *
 * @param[out] agrees_out  all rows are ok
 * @return DI_OK if the cases ran, whatever they showed; DI_ERR_INVARIANT, DI_ERR_MEMORY,
 *         DI_ERR_INTERRUPTED, DI_ERR_INPUT for an unknown `only`
 *
 * The rows do not depend on `threads`. Cost: some 10 seconds of one core at scale 1.
 */
DI_MUST_CHECK enum di_status di_selftest_run(const struct di_selftest_options *options,
                                             di_selftest_reporter *report, void *context,
                                             bool *agrees_out, struct di_error *error);

#endif
