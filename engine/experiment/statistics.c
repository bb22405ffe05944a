/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statistics over replications. Order rule: replication order, always. Sorted values that are
 * equal are also indistinguishable, so sorting needs no tie rule. Does not know what a value
 * means, nor which output may be shown.
 */
#include "di/statistics.h"

#include <math.h>

#define PI 3.14159265358979323846

/* Normal point of 97.5%, which Student's t approaches. */
#define NORMAL_975 1.95996398454005424

/* From here the expansion in 1/degrees is right to 1e-10. */
#define MANY_DEGREES 200

/* Sum and squared deviations, one value at a time. The running mean serves the deviations alone
 * (Welford 1962): the mean that is told is sum / n, so that of whole numbers is exact. */
struct moments {
    size_t n;
    double sum;
    double mean;
    double squares;
};

static void add_value(struct moments *moments, double value)
{
    const double before = value - moments->mean;
    moments->n++;
    moments->sum += value;
    moments->mean += before / (double)moments->n;
    moments->squares += before * (value - moments->mean);
}

static double find_mean(const struct moments *moments)
{
    return moments->n == 0 ? (double)NAN : moments->sum / (double)moments->n;
}

static double find_sd(const struct moments *moments)
{
    return moments->n < 2 ? (double)NAN : sqrt(moments->squares / (double)(moments->n - 1));
}

/* A table's rows share their number of replications, so the last quantile is kept. */
static double find_half_width(size_t n, double standard_error)
{
    static _Thread_local size_t known_n;
    static _Thread_local double known_quantile;
    if (n < 2)
        return (double)NAN;
    if (n != known_n) {
        known_quantile = di_statistics_student_t95(n - 1);
        known_n = n;
    }
    return known_quantile * standard_error;
}

/* P(|T| <= t) with t = sqrt(degrees) * tan(angle); a finite sum for whole degrees. */
static double find_central_share(size_t degrees, double angle)
{
    const double cosine = cos(angle);
    const bool is_odd = degrees % 2 == 1;
    double term = is_odd ? cosine : 1.0;
    double sum = 0.0;
    for (size_t k = is_odd ? 1 : 0; k + 2 <= degrees; k += 2) {
        sum += term;
        term *= cosine * cosine * (double)(k + 1) / (double)(k + 2);
    }
    return is_odd ? 2.0 / PI * (angle + sin(angle) * sum) : sin(angle) * sum;
}

static double expand_student(double degrees)
{
    const double z = NORMAL_975;
    const double z2 = z * z;
    const double g1 = (z2 + 1.0) * z / 4.0;
    const double g2 = ((5.0 * z2 + 16.0) * z2 + 3.0) * z / 96.0;
    const double g3 = (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) * z / 384.0;
    const double g4 =
        ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) * z / 92160.0;
    return z + (g1 + (g2 + (g3 + g4 / degrees) / degrees) / degrees) / degrees;
}

double di_statistics_student_t95(size_t degrees)
{
    if (degrees == 0)
        return (double)NAN;
    if (degrees >= MANY_DEGREES)
        return expand_student((double)degrees);
    double low = 0.0;
    double high = PI / 2.0;
    for (int i = 0; i < 60; i++) {
        const double middle = 0.5 * (low + high);
        if (find_central_share(degrees, middle) < 0.95)
            low = middle;
        else
            high = middle;
    }
    return sqrt((double)degrees) * tan(0.5 * (low + high));
}

double di_statistics_quantile(const double *sorted, size_t count, double share)
{
    if (count == 0)
        return (double)NAN;
    const double position = (double)(count - 1) * share;
    const size_t below = (size_t)position;
    if (below + 1 >= count)
        return sorted[count - 1];
    return sorted[below] + (position - (double)below) * (sorted[below + 1] - sorted[below]);
}

/* Shell sort with gaps 1, 4, 13, ..: no callback, enough for replications. */
void di_statistics_sort(double *values, size_t count)
{
    size_t gap = 1;
    while (gap < count / 3)
        gap = 3 * gap + 1;
    for (; gap > 0; gap /= 3) {
        for (size_t i = gap; i < count; i++) {
            const double value = values[i];
            size_t j = i;
            for (; j >= gap && values[j - gap] > value; j -= gap)
                values[j] = values[j - gap];
            values[j] = value;
        }
    }
}

void di_summary_compute(const double *values, size_t count, double *scratch,
                        struct di_summary *out)
{
    struct moments moments = {.n = 0};
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        scratch[moments.n] = values[i];
        add_value(&moments, values[i]);
    }
    di_statistics_sort(scratch, moments.n);
    const double mean = find_mean(&moments);
    const double sd = find_sd(&moments);
    const double half_width = find_half_width(moments.n, sd / sqrt((double)moments.n));
    *out = (struct di_summary){
        .n = moments.n,
        .mean = mean,
        .sd = sd,
        .ci_low = mean - half_width,
        .ci_high = mean + half_width,
        .p05 = di_statistics_quantile(scratch, moments.n, 0.05),
        .p25 = di_statistics_quantile(scratch, moments.n, 0.25),
        .p50 = di_statistics_quantile(scratch, moments.n, 0.50),
        .p75 = di_statistics_quantile(scratch, moments.n, 0.75),
        .p95 = di_statistics_quantile(scratch, moments.n, 0.95),
    };
}

/* Quantiles of the finite times at the ranks they have among all. */
static double find_time_quantile(const double *sorted, size_t finite, size_t all, double share)
{
    const double position = (double)(all - 1) * share;
    const size_t above = (size_t)ceil(position);
    if (above >= finite)
        return (double)NAN;
    return di_statistics_quantile(sorted, all, share);
}

void di_summary_compute_times(const double *values, size_t count, double *scratch,
                              struct di_summary *out)
{
    size_t never = 0;
    for (size_t i = 0; i < count; i++)
        never += isinf(values[i]) ? 1 : 0;
    di_summary_compute(values, count, scratch, out);
    const size_t all = out->n;
    out->n = all - never;
    if (never > 0)
        out->mean = out->sd = out->ci_low = out->ci_high = (double)NAN;
    double *const quantiles[] = {&out->p05, &out->p25, &out->p50, &out->p75, &out->p95};
    static const double shares[] = {0.05, 0.25, 0.50, 0.75, 0.95};
    for (size_t i = 0; i < 5; i++)
        *quantiles[i] = out->n < DI_EVENT_REPLICATIONS
                            ? (double)NAN
                            : find_time_quantile(scratch, out->n, all, shares[i]);
}

void di_paired_compute(const double *base, const double *changed, size_t count,
                       struct di_paired *out)
{
    struct moments difference = {.n = 0};
    struct moments first = {.n = 0};
    struct moments second = {.n = 0};
    double products = 0.0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(base[i]) || isnan(changed[i]))
            continue;
        const double before = base[i] - first.mean;
        add_value(&difference, changed[i] - base[i]);
        add_value(&first, base[i]);
        add_value(&second, changed[i]);
        products += before * (changed[i] - second.mean);
    }
    const double mean = find_mean(&difference);
    const double sd = find_sd(&difference);
    const double half_width = find_half_width(difference.n, sd / sqrt((double)difference.n));
    const double spread = sqrt(first.squares * second.squares); /* exact where they are equal */
    *out = (struct di_paired){
        .n = difference.n,
        .mean_difference = mean,
        .sd = sd,
        .ci_low = mean - half_width,
        .ci_high = mean + half_width,
        .correlation = spread > 0.0 ? fmax(-1.0, fmin(1.0, products / spread)) : (double)NAN,
    };
}

void di_draw_spread_compute(const double *values, size_t draws, size_t replications,
                            double *scratch, struct di_draw_spread *out)
{
    struct moments between = {.n = 0};
    double within = 0.0;
    for (size_t d = 0; d < draws; d++) {
        struct moments draw = {.n = 0};
        for (size_t r = 0; r < replications; r++)
            add_value(&draw, values[d * replications + r]);
        scratch[d] = draw.mean;
        add_value(&between, draw.mean);
        within += replications < 2 ? (double)NAN : draw.squares / (double)(replications - 1);
    }
    di_statistics_sort(scratch, draws);
    within /= (double)draws;
    const double sd = find_sd(&between);
    *out = (struct di_draw_spread){
        .p05 = di_statistics_quantile(scratch, draws, 0.05),
        .p50 = di_statistics_quantile(scratch, draws, 0.50),
        .p95 = di_statistics_quantile(scratch, draws, 0.95),
        .variance_means = sd * sd,
        .variance_within = within,
        .variance_parameters =
            replications < 2 ? (double)NAN : fmax(0.0, sd * sd - within / (double)replications),
    };
}

void di_precision_rule_defaults(struct di_precision_rule *rule)
{
    *rule = (struct di_precision_rule){
        .relative = 0.02,
        .floor = 0.5,
        .first_count = 10,
        .batch_count = 5,
        .highest_count = 200,
    };
}

bool di_precision_is_reached(const struct di_precision_rule *rule,
                             const struct di_summary *summary)
{
    const double half_width = 0.5 * (summary->ci_high - summary->ci_low);
    const double adjusted = rule->relative / (1.0 + rule->relative);
    return half_width <= fmax(adjusted * fabs(summary->mean), rule->floor);
}

size_t di_precision_next_count(const struct di_precision_rule *rule, size_t done)
{
    const size_t wanted =
        done < rule->first_count ? rule->first_count : done + rule->batch_count;
    if (done >= rule->highest_count)
        return done;
    return wanted < rule->highest_count ? wanted : rule->highest_count;
}

void di_jackknife_compute(double whole, const double *left_out, size_t count,
                          struct di_summary *out)
{
    struct moments moments = {.n = 0};
    for (size_t i = 0; i < count; i++)
        add_value(&moments, left_out[i]);
    const double others = (double)count - 1.0;
    const bool is_known = count >= 2;
    const double error =
        is_known ? sqrt(others / (double)count * moments.squares) : (double)NAN;
    const double estimate = is_known ? whole - others * (moments.mean - whole) : whole;
    const double half_width = find_half_width(count, error);
    *out = (struct di_summary){
        .n = count,
        .mean = estimate,
        .sd = error,
        .ci_low = estimate - half_width,
        .ci_high = estimate + half_width,
        .p05 = (double)NAN,
        .p25 = (double)NAN,
        .p50 = (double)NAN,
        .p75 = (double)NAN,
        .p95 = (double)NAN,
    };
}
