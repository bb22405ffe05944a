/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means run in the order of replications. Knows nothing of what a value is. */
#include "di/sensitivity.h"

#include <math.h>

void di_sensitivity_means(const double *values, size_t points, size_t replications,
                          double *means_out)
{
    for (size_t p = 0; p < points; p++) {
        double sum = 0.0;
        for (size_t r = 0; r < replications; r++)
            sum += values[p * replications + r];
        means_out[p] = sum / (double)replications;
    }
}

static double range(const struct di_tornado_bar *bar)
{
    return fabs(bar->high - bar->low);
}

void di_tornado_compute(const double *values, size_t inputs, size_t replications,
                        double *base_out, struct di_tornado_bar *bars_out)
{
    di_sensitivity_means(values, 1, replications, base_out);
    for (size_t j = 0; j < inputs; j++) {
        struct di_tornado_bar bar = {.input = j};
        di_sensitivity_means(values + (1 + 2 * j) * replications, 1, replications, &bar.low);
        di_sensitivity_means(values + (2 + 2 * j) * replications, 1, replications, &bar.high);
        size_t at = j; /* insertion: inputs are some dozens */
        for (; at > 0 && range(&bars_out[at - 1]) < range(&bar); at--)
            bars_out[at] = bars_out[at - 1];
        bars_out[at] = bar;
    }
}
