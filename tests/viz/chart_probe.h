/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart laid out with letters of fixed width, and questions about what it shows. */
#ifndef CHART_PROBE_H
#define CHART_PROBE_H

#include "chart_samples.h"

extern const struct di_text_measure chart_probe_measure;

/* The chart of the samples; a failure fails the test. */
struct di_chart_plan chart_probe_plan(const struct chart_samples *samples,
                                      enum di_chart_kind kind, double width, double height);

/* Does a text of it read so? */
bool chart_probe_says(const struct di_chart_plan *plan, const char *text);

/* The area of that role and id; without one the test fails. */
const struct di_hit *chart_probe_hit(const struct di_chart_plan *plan, enum di_hit_role role,
                                     const char *id);

#endif
