/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a chart of results says in words: its finding and the policies it marks. */
#ifndef DI_CHART_STORY_H
#define DI_CHART_STORY_H

#include "di/fan_data.h"
#include "di/results.h"

#include "command.h"

/**
 * Sets data->finding from the first and last points of its only series, a stock from day 0 on;
 * leaves it empty where the ranges overlap too much to say more or fewer.
 *
 * @param label  of the indicator, translated
 */
void di_chart_story_finding(const struct di_cli *cli, const char *label,
                            struct di_fan_data *data);

/** Markers in time order; returns how many. Their labels are in the program's language. */
size_t di_chart_story_markers(const struct di_results *results,
                              struct di_fan_marker markers_out[DI_POLICY_KINDS]);

#endif
