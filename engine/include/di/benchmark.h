/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Benchmarks of the engine's parts, on the product's own calendar and draws (`homeward bench`).
 *
 * The engine sees no wall clock: the caller brings one. Quote ratios taken in one run, not
 * absolute times.
 */
#ifndef DI_BENCHMARK_H
#define DI_BENCHMARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/care.h"
#include "di/error.h"

/** Any clock that only goes forward, in seconds, and one of processor time spent by all threads
 * (NULL: not measured), which other programs of the machine disturb less. */
struct di_benchmark_clock {
    double (*seconds)(void *context);
    double (*cpu_seconds)(void *context);
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

struct di_benchmark_national_result {
    uint32_t replications;
    uint32_t threads;
    uint64_t events;        /* of all replications */
    double seconds;         /* from the start of the first to the end of the last */
    double cpu_seconds;     /* the same in processor time; 0: not measured */
    double prepare_seconds; /* model and warm start, once */
    double child_years;     /* in formal care, of all replications */
    uint64_t entries;       /* first entries of one replication */
    uint64_t in_care;       /* highest of one replication */
    uint64_t in_care_start; /* of one replication */
    uint64_t in_care_end;
    uint64_t table_bytes;   /* child and group tables and calendar of one replication */
    double bytes_per_child; /* table_bytes over in_care */
    uint64_t allocations;   /* growths in the last replication of each thread, summed */
    uint64_t events_by_kind[DI_CARE_EVENT_KINDS]; /* of one replication */
    bool is_warm; /* each thread ran at least two replications */
};

/**
 * A national system made in code: 20 regions, 300 institutions, 20 years; at scale 1 there are
 * 100,000 children in care and 30,000 enter a year, with all processes of the model.
 *
 * "One replication" is the last one of the first thread.
 *
 * @param scale    of children, places and families: 0.0005 to 50
 * @param threads  1 to 256; each has its own tables, and they share model and warm start
 * @return DI_OK, DI_ERR_RANGE, DI_ERR_MEMORY; DI_ERR_INVARIANT as of di_care_run
 */
DI_MUST_CHECK enum di_status
di_benchmark_national(double scale, uint32_t replications, uint32_t threads,
                      const struct di_benchmark_clock *clock,
                      struct di_benchmark_national_result *result_out, struct di_error *error);

/**
 * Least-squares slope of log seconds over log size: 1 when time grows as the size does.
 *
 * @param count  >= 2; sizes and seconds positive, sizes not all equal
 */
double di_benchmark_exponent(const double *size, const double *seconds, size_t count);

#endif
