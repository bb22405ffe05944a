/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Exact answers about queues with Poisson arrivals, used to check the simulator (MODEL 12:
 * V1, V2, V4, V6, V10). Nothing here shares code with what it checks.
 *
 * Rates are named per year and waits years; any other unit of time works as well, as long as
 * one call keeps to it. Every function is thread-safe, allocates nothing, leaves its outputs
 * untouched on failure, and has a relative accuracy of 1e-9 for answers above 1e-290.
 */
#ifndef DI_THEORY_QUEUE_H
#define DI_THEORY_QUEUE_H

#include <stddef.h>
#include <stdint.h>

#include "di/status.h"

/** Most workers, and most terms of a series: beyond it rounding would reach the ninth digit. */
#define DI_THEORY_QUEUE_LIMIT UINT32_C(1000000)

/** Identical workers (places, desks) serving one line of Poisson arrivals. */
struct di_theory_queue {
    double arrivals_per_year; /* > 0 */
    double services_per_year; /* of one busy worker, > 0 */
    uint32_t workers;         /* 1 .. DI_THEORY_QUEUE_LIMIT */
};

/** A queue in the long run. Refused arrivals and early leavers are zero where none can be. */
struct di_theory_queue_answer {
    double wait_probability;   /* an arrival is admitted but finds every worker busy */
    double refuse_probability; /* an arrival finds no room and is lost */
    double leave_probability;  /* an arrival gives up before its service begins */
    double mean_wait_years;    /* over admitted arrivals, zero waits and leavers included */
    double mean_waiting;       /* number in line, not being served */
    double utilization;        /* share of workers busy */
};

/**
 * Erlang B: the share of arrivals that find all places taken and are lost.
 *
 * Holds for any law of the stay with the same mean, so it checks refusing places (V2).
 *
 * @param offered_load  arrivals times mean stay, > 0
 * @param places        0 .. DI_THEORY_QUEUE_LIMIT; no place refuses everyone
 * @param[out] blocking_out  share
 * @return DI_OK; DI_ERR_RANGE for a bad load; DI_ERR_LIMIT for too many places
 *
 * Cost O(places). Source: Erlang (1917), Solutions of some problems in the theory of
 * probabilities of significance in automatic telephone exchanges.
 */
DI_MUST_CHECK enum di_status di_theory_queue_erlang_b(double offered_load, uint32_t places,
                                                      double *blocking_out);

/**
 * Erlang C: the share of arrivals that must wait for a worker (V1).
 *
 * @param offered_load  arrivals over services of one worker, > 0
 * @param workers       1 .. DI_THEORY_QUEUE_LIMIT
 * @param[out] wait_probability_out  share
 * @return DI_OK; DI_ERR_RANGE; DI_ERR_LIMIT; DI_ERR_UNSTABLE if the load is not below workers
 *
 * Cost O(workers). Source: Erlang (1917).
 */
DI_MUST_CHECK enum di_status di_theory_queue_erlang_c(double offered_load, uint32_t workers,
                                                      double *wait_probability_out);

/**
 * M/M/c: exponential services, first come first served, unlimited patience (V1, FIFO of V4).
 *
 * @return DI_OK; DI_ERR_RANGE; DI_ERR_LIMIT; DI_ERR_UNSTABLE if arrivals reach capacity
 *
 * Cost O(workers). Source: Erlang (1917); Gross, Shortle, Thompson and Harris (2008),
 * Fundamentals of queueing theory, 2.3.
 */
DI_MUST_CHECK enum di_status di_theory_queue_delay(const struct di_theory_queue *queue,
                                                   struct di_theory_queue_answer *answer_out);

/**
 * M/M/c with a line of at most `line_room` waiting; later arrivals are refused (M/M/c/K with
 * K = workers + line_room). Never unstable. Room 0 is Erlang B.
 *
 * @param line_room  0 .. DI_THEORY_QUEUE_LIMIT
 * @return DI_OK; DI_ERR_RANGE; DI_ERR_LIMIT
 *
 * Cost O(workers + line_room). Source: Gross et al. (2008), 2.5.
 */
DI_MUST_CHECK enum di_status di_theory_queue_finite(const struct di_theory_queue *queue,
                                                    uint32_t line_room,
                                                    struct di_theory_queue_answer *answer_out);

/**
 * Erlang A, M/M/c+M: whoever waits gives up at a constant rate (V6). Never unstable.
 *
 * The mean wait is over all arrivals, leavers counted until they leave. As the rate falls to
 * zero the answer tends to di_theory_queue_delay where that is stable.
 *
 * @param leaving_per_year  of each one waiting, > 0
 * @return DI_OK; DI_ERR_RANGE; DI_ERR_LIMIT for too many workers, or where an overloaded line
 *         is so patient that its series needs more than DI_THEORY_QUEUE_LIMIT terms
 *
 * Cost O(workers + terms). Source: Palm (1957), Research on telephone traffic; Garnett,
 * Mandelbaum and Reiman (2002), Designing a call center with impatient customers.
 */
DI_MUST_CHECK enum di_status
di_theory_queue_impatient(const struct di_theory_queue *queue, double leaving_per_year,
                          struct di_theory_queue_answer *answer_out);

/**
 * Mean wait by class in M/M/c where a free worker takes the most urgent class first and no
 * service is interrupted; all classes have the same services (V4).
 *
 * @param class_count           >= 1
 * @param class_arrivals_per_year  [class_count], most urgent first, each >= 0, sum > 0
 * @param services_per_year     of one busy worker, > 0
 * @param workers               1 .. DI_THEORY_QUEUE_LIMIT
 * @param[out] mean_wait_years_out  [class_count]
 * @return DI_OK; DI_ERR_RANGE; DI_ERR_LIMIT; DI_ERR_UNSTABLE if all classes together reach
 *         capacity, although urgent classes might still be served in time
 *
 * Cost O(workers + class_count). Source: Cobham (1954), Priority assignment in waiting line
 * problems; Kella and Yechiali (1985), Waiting times in the non-preemptive priority M/M/c
 * queue.
 */
DI_MUST_CHECK enum di_status di_theory_queue_priority(size_t class_count,
                                                      const double *class_arrivals_per_year,
                                                      double services_per_year,
                                                      uint32_t workers,
                                                      double *mean_wait_years_out);

/**
 * M/G/1: mean wait for one worker whose services follow any law with this mean and spread.
 *
 * @param arrivals_per_year   > 0
 * @param mean_service_years  > 0
 * @param service_cv          coefficient of variation: 0 fixed, 1 exponential
 * @param[out] mean_wait_years_out  years
 * @return DI_OK; DI_ERR_RANGE; DI_ERR_UNSTABLE if arrivals times mean reaches 1
 *
 * Cost O(1). Source: Pollaczek (1930), Khinchine (1932).
 */
DI_MUST_CHECK enum di_status di_theory_queue_general(double arrivals_per_year,
                                                     double mean_service_years,
                                                     double service_cv,
                                                     double *mean_wait_years_out);

/**
 * Arrivals at a desk to which a share of those served returns (V10): by Jackson's theorem the
 * desk then behaves as M/M/c at this rate, although its arrivals are no longer Poisson.
 *
 * @param outside_per_year  first arrivals, > 0
 * @param return_share      0 <= share < 1
 * @param[out] arrivals_per_year_out  first arrivals and returns
 * @return DI_OK; DI_ERR_RANGE; DI_ERR_UNSTABLE if everyone returns
 *
 * Cost O(1). Source: Jackson (1957), Networks of waiting lines.
 */
DI_MUST_CHECK enum di_status di_theory_queue_feedback(double outside_per_year,
                                                      double return_share,
                                                      double *arrivals_per_year_out);

#endif
