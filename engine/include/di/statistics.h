/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Statistics over replications (MODEL 11). The unit is the replication: one value each, NaN
 * where the output is undefined in that replication. Sums run in replication order, so equal
 * inputs give equal bits. All functions are thread-safe and allocate nothing.
 */
#ifndef DI_STATISTICS_H
#define DI_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * One output over replications; NaN is "cannot be said". Quantiles of event times need 20
 * replications in which the event occurred: the caller looks at `n` before showing them.
 */
struct di_summary {
    size_t n;      /* replications in which the value is defined */
    double mean;   /* NaN if n == 0 */
    double sd;     /* NaN if n < 2, as the interval */
    double ci_low; /* 95% of the mean, Student t */
    double ci_high;
    double p05; /* type 7, NaN if n == 0 */
    double p25;
    double p50;
    double p75;
    double p95;
};

/** Differences of two scenarios run with the same seeds. */
struct di_paired {
    size_t n; /* pairs with both values defined */
    double mean_difference;
    double sd;
    double ci_low;
    double ci_high;
    double correlation; /* of the pair; NaN if n < 2 or a side is constant */
};

/** When to stop adding replications. */
struct di_precision_rule {
    double relative;      /* gamma: half-width over true mean, 0 < gamma */
    double floor;         /* half-width always good enough, in units of the output */
    size_t first_count;   /* replications before the first look */
    size_t batch_count;   /* replications added at a time */
    size_t highest_count; /* never more */
};

/**
 * Two-sided 95% point of Student's t: P(|T| <= t) = 0.95.
 *
 * @param degrees  of freedom, >= 1; 0 gives NaN
 *
 * Cost O(degrees) up to 200, then O(1). Accuracy 1e-8. Source: Abramowitz and Stegun (1964)
 * 26.7.3, 26.7.4, 26.7.5.
 */
double di_statistics_student_t95(size_t degrees);

/** Put values, none of them NaN, in rising order. Cost O(count log^2 count), in place. */
void di_statistics_sort(double *values, size_t count);

/**
 * Quantile of type 7 (Hyndman and Fan 1996): linear between order statistics.
 *
 * @param sorted  [count], rising, no NaN
 * @param share   0 to 1
 * @return NaN if count == 0
 */
double di_statistics_quantile(const double *sorted, size_t count, double share);

/**
 * @param values        [count], NaN = undefined
 * @param scratch       [count], overwritten with the defined values in rising order
 *
 * Cost O(count log^2 count), mean and sd by Welford in the order given.
 */
void di_summary_compute(const double *values, size_t count, double *scratch,
                        struct di_summary *out);

/** A quantile of event times needs this many replications in which the event occurred. */
#define DI_EVENT_REPLICATIONS 20

/**
 * The same for times of events that may never occur (MODEL 11): INFINITY = not reached. `n`
 * counts the replications in which it was. If any never reaches it there is no mean; without
 * DI_EVENT_REPLICATIONS that do there are no quantiles, and with them a quantile is NaN where
 * it falls among those that do not.
 */
void di_summary_compute_times(const double *values, size_t count, double *scratch,
                              struct di_summary *out);

/** Compares `changed` with `base`, pair by pair: difference is changed - base. */
void di_paired_compute(const double *base, const double *changed, size_t count,
                       struct di_paired *out);

/** An output over draws of the inputs with `replications` each (MODEL 11). */
struct di_draw_spread {
    double p05, p50, p95;       /* of the draws' means */
    double variance_means;      /* of the draws' means: inputs and what is left of chance */
    double variance_within;     /* chance: mean over draws; NaN with one replication */
    double variance_parameters; /* of the means, less within / replications; NaN likewise */
};

/**
 * @param values   [draws][replications]
 * @param scratch  [draws]
 */
void di_draw_spread_compute(const double *values, size_t draws, size_t replications,
                            double *scratch, struct di_draw_spread *out);

/** MODEL 11: 0.02, 0.5 children, 10 first, then 5 at a time, at most 200. */
void di_precision_rule_defaults(struct di_precision_rule *rule);

/**
 * True if the half-width is at most max(gamma' * |mean|, floor), gamma' = gamma / (1 + gamma),
 * which turns an error relative to the estimate into one relative to the truth.
 */
bool di_precision_is_reached(const struct di_precision_rule *rule,
                             const struct di_summary *summary);

/** Replications to have run before the next look; `done` itself once the limit is reached. */
size_t di_precision_next_count(const struct di_precision_rule *rule, size_t done);

/**
 * Jackknife of an estimate over replications, for ratios and other curved outputs.
 *
 * @param whole      estimate from all replications
 * @param left_out   [count], estimate without replication i
 * @param[out] out   n, mean = bias-corrected estimate, sd = its standard error, interval;
 *                   quantiles NaN; all NaN but n and mean if count < 2
 *
 * Source: Efron and Tibshirani (1993), An introduction to the bootstrap, chapters 10 and 11.
 */
void di_jackknife_compute(double whole, const double *left_out, size_t count,
                          struct di_summary *out);

#endif
