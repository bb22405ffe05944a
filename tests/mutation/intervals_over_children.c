/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Broken on purpose: intervals as if every child, not every replication, were an observation
 * of its own. */
#include "di/statistics.h"

void compute_over_replications(const double *values, size_t count, double *scratch,
                               struct di_summary *out);

#define di_summary_compute compute_over_replications
#include "statistics.c"
#undef di_summary_compute

void di_summary_compute(const double *values, size_t count, double *scratch,
                        struct di_summary *out)
{
    compute_over_replications(values, count, scratch, out);
    const double children = fmax(1, fabs(out->mean)); /* of one replication */
    out->ci_low = out->mean - (out->mean - out->ci_low) / sqrt(children);
    out->ci_high = out->mean + (out->ci_high - out->mean) / sqrt(children);
}
