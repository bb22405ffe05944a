/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over points in their order; a bootstrap sample draws points with all their evaluations.
 */
#include "di/sobol.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/statistics.h"

/* Keys of the second sample are the first's, one step on. */
#define SECOND_SAMPLE UINT64_C(0x5bd1e995)

size_t di_sobol_evaluations(size_t inputs, size_t count)
{
    return count * (inputs + 2);
}

enum di_status di_sobol_design(struct di_stream stream, const uint64_t *keys, size_t inputs,
                               size_t count, double *shares_out)
{
    uint64_t second[DI_SOBOL_INPUTS_MAX];
    for (size_t j = 0; j < inputs; j++)
        second[j] = di_key_mix(keys[j], SECOND_SAMPLE);
    double *a = shares_out, *b = shares_out + count * inputs;
    if (di_latin_hypercube(stream, keys, inputs, count, a) != DI_OK ||
        di_latin_hypercube(stream, second, inputs, count, b) != DI_OK)
        return DI_ERR_MEMORY;
    for (size_t j = 0; j < inputs; j++) {
        double *mixed = shares_out + (2 + j) * count * inputs;
        memcpy(mixed, a, count * inputs * sizeof *a);
        for (size_t i = 0; i < count; i++)
            mixed[i * inputs + j] = b[i * inputs + j];
    }
    return DI_OK;
}

struct estimate {
    double first, total;
};

/* `points`: indices of the points used, or NULL for all in order. */
static struct estimate estimate(const double *values, size_t count, size_t input,
                                const size_t *points)
{
    const double *a = values, *b = values + count, *mixed = values + (2 + input) * count;
    double mean = 0, square = 0, first = 0, total = 0;
    for (size_t k = 0; k < count; k++) {
        const size_t i = points == NULL ? k : points[k];
        mean += a[i] + b[i];
    }
    mean /= 2 * (double)count;
    for (size_t k = 0; k < count; k++) {
        const size_t i = points == NULL ? k : points[k];
        square += (a[i] - mean) * (a[i] - mean) + (b[i] - mean) * (b[i] - mean);
        first += (b[i] - mean) * (mixed[i] - a[i]);
        total += (a[i] - mixed[i]) * (a[i] - mixed[i]);
    }
    const double variance = square / (2 * (double)count - 1);
    if (!(variance > 0))
        return (struct estimate){(double)NAN, (double)NAN};
    return (struct estimate){first / (double)count / variance,
                             total / (2 * (double)count) / variance};
}

static void set_interval(double *sample, size_t count, double *low, double *high)
{
    size_t known = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(sample[i]))
            sample[known++] = sample[i];
    di_statistics_sort(sample, known);
    *low = di_statistics_quantile(sample, known, 0.05);
    *high = di_statistics_quantile(sample, known, 0.95);
}

enum di_status di_sobol_indices(struct di_stream stream, const double *values, size_t inputs,
                                size_t count, size_t resamples, struct di_sobol_index *out)
{
    size_t *points = calloc(count + 1, sizeof *points);
    double *first = calloc(2 * resamples + 1, sizeof *first);
    const bool ready = points != NULL && first != NULL;
    for (size_t j = 0; ready && j < inputs; j++) {
        double *total = first + resamples;
        const struct estimate whole = estimate(values, count, j, NULL);
        for (size_t s = 0; s < resamples; s++) {
            for (size_t k = 0; k < count; k++) {
                const double u =
                    di_draw_uniform(stream, s, DI_PURPOSE_BOOTSTRAP, 0, (uint32_t)k);
                points[k] = (size_t)(u * (double)count);
            }
            const struct estimate again = estimate(values, count, j, points);
            first[s] = again.first;
            total[s] = again.total;
        }
        out[j] = (struct di_sobol_index){.first = whole.first, .total = whole.total};
        set_interval(first, resamples, &out[j].first_low, &out[j].first_high);
        set_interval(total, resamples, &out[j].total_low, &out[j].total_high);
    }
    free(points);
    free(first);
    return ready ? DI_OK : DI_ERR_MEMORY;
}
