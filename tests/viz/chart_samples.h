/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A results folder with invented round numbers, and its baseline: two regions, two years. */
#ifndef CHART_SAMPLES_H
#define CHART_SAMPLES_H

#include "di/chart_plan.h"

struct chart_samples {
    struct di_results results, base_results;
    struct di_results_folder *scenario, *baseline;
    struct di_calibration_folder *calibration; /* of calibration_sample.h */
    char folder[128];
    double money[2][8][20]; /* spent so far in each run: [scenario, baseline][quarter][run] */
    const char *language;
    struct di_catalogue catalogue;
};

void chart_samples_init(struct chart_samples *samples, bool is_russian);
void chart_samples_finish(struct chart_samples *samples);

/* Defaults with scenario, baseline, catalogue and language. */
void chart_samples_request(const struct chart_samples *samples,
                           struct di_chart_request *request);

#endif
