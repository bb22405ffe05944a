/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Benchmarks of the engine's parts, on the product's own calendar and draws (INTERFACE 8).
 *
 * The engine sees no wall clock: the caller brings one. Quote ratios taken in one run, not
 * absolute times.
 */
#ifndef DI_BENCHMARK_H
#define DI_BENCHMARK_H

#include <stdint.h>

#include "di/error.h"

/** Any clock that only goes forward, in seconds. */
struct di_benchmark_clock {
    double (*seconds)(void *context);
    void *context;
};

struct di_benchmark_result {
    uint64_t events; /* popped while the clock ran */
    double seconds;
    uint64_t customers;      /* mm1 only */
    double mean_system_days; /* mm1 only: mean time in system; theory: 10 days */
    uint64_t pending;        /* hold only: this and all below */
    double nanoseconds;      /* per hold, calendar */
    double heap_nanoseconds; /* per hold, reference heap */
    uint64_t checksum;       /* of the popped sequence: the calendar's and the heap's agree */
    uint64_t heap_checksum;
};

/**
 * M/M/1 queue, arrivals 0.9 and services 1 a day, started empty.
 *
 * @param customers  >= 1; the standard run has 1e7
 * @return DI_OK, DI_ERR_RANGE, DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_benchmark_mm1(uint64_t customers,
                                              const struct di_benchmark_clock *clock,
                                              struct di_benchmark_result *result_out,
                                              struct di_error *error);

/**
 * Hold model: pop the earliest event, schedule it again an exponential increment later, mean
 * 120 days. Increments are drawn beforehand, so the queues alone are measured, each after as
 * many unmeasured holds as it takes to reach the steady state.
 *
 * @param pending  events pending throughout, 1 to 1e8
 * @param holds    measured ones; 2e6 is enough
 * @return DI_OK, DI_ERR_RANGE, DI_ERR_MEMORY; DI_ERR_INVARIANT if the two queues disagree
 */
DI_MUST_CHECK enum di_status di_benchmark_hold(uint64_t pending, uint64_t holds,
                                               const struct di_benchmark_clock *clock,
                                               struct di_benchmark_result *result_out,
                                               struct di_error *error);

#endif
