/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How long drawing takes: one fan chart, a dashboard of six charts, and one hover overlay, at
 * 1600 x 1000 on an image surface, from invented results of a national size (8 regions, 10
 * years). What `homeward bench chart` measures.
 */
#ifndef DI_CHART_BENCHMARK_H
#define DI_CHART_BENCHMARK_H

#include "di/benchmark.h"
#include "di/results_folder.h"

struct di_chart_benchmark_result {
    double fan_seconds;       /* laid out and painted, median */
    double dashboard_seconds; /* the same for all six */
    double hover_seconds;     /* overlay with tooltip */
    unsigned frames;          /* each was measured this often */
};

/** The invented results. */
struct di_chart_sample {
    struct di_results *results;
    struct di_results_folder *folder; /* of these; whoever takes it leaves NULL behind */
};

/** @param[out] out  free with di_chart_sample_finish, after the folder */
DI_MUST_CHECK enum di_status di_chart_sample_make(struct di_chart_sample *out,
                                                  struct di_error *error);
void di_chart_sample_finish(struct di_chart_sample *sample);

/**
 * @param frames  how often; the first frame, which loads fonts, is not counted
 * @return DI_OK; DI_ERR_MEMORY; what di_chart_draw returns
 */
DI_MUST_CHECK enum di_status di_chart_benchmark(unsigned frames,
                                                const struct di_benchmark_clock *clock,
                                                struct di_chart_benchmark_result *out,
                                                struct di_error *error);

#endif
