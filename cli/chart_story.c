/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The finding compares the last point with the first and is said only if 90% of runs agree on
 * its direction: the ranges of start and end do not overlap. Markers are the first dates of the
 * scenario's policies; equal dates keep the order of enum di_policy_kind.
 */
#include "chart_story.h"

#include <math.h>

#include "di/axis.h"

#include "translate.h"

static int32_t year_of(int32_t civil_day)
{
    int32_t year, month, day;
    di_date_to_civil(civil_day, &year, &month, &day);
    return year;
}

static struct di_argument year_arg(int32_t year, char *text, size_t size)
{
    (void)snprintf(text, size, "%d", (int)year); /* never grouped */
    return di_text_arg(text);
}

void di_chart_story_finding(const struct di_cli *cli, const char *label,
                            struct di_fan_data *data)
{
    const struct di_fan_series *series = &data->series[0];
    const size_t last = series->count - 1;
    if (series->count < 2 || !(series->p50[0] > 0.0) || isnan(series->p50[last]))
        return;
    const bool is_fewer = series->p95[last] < series->p05[0];
    const bool is_more = series->p05[last] > series->p95[0];
    const double percent = 100.0 * fabs(series->p50[last] / series->p50[0] - 1.0);
    if (!(is_fewer || is_more) || percent < 1.0)
        return;
    char from[DI_CHART_NUMBER_MAX], to[DI_CHART_NUMBER_MAX], share[DI_CHART_NUMBER_MAX],
        year[16];
    di_chart_number(series->p50[0], data->decimals, &cli->catalogue, from);
    di_chart_number(series->p50[last], data->decimals, &cli->catalogue, to);
    di_chart_number(percent, 0, &cli->catalogue, share);
    const struct di_argument end =
        year_arg(year_of(series->civil_day[last]), year, sizeof year);
    if (is_fewer)
        DI_MESSAGE(&data->finding, N_("%1: down %2%% by the end of %3, from %4 to %5"),
                   di_text_arg(label), di_text_arg(share), end, di_text_arg(from),
                   di_text_arg(to));
    else
        DI_MESSAGE(&data->finding, N_("%1: up %2%% by the end of %3, from %4 to %5"),
                   di_text_arg(label), di_text_arg(share), end, di_text_arg(from),
                   di_text_arg(to));
}

static const char *label_of(const struct di_results_policy *policy)
{
    static const char *const first_of_many[DI_POLICY_KINDS] = {
        N_("First homes assessed"), N_("First moves by request"), N_("No admission under 3"),
        N_("First admissions stop"), N_("First wind-down")};
    static const char *const only[DI_POLICY_KINDS] = {
        N_("Residents assessed"), N_("Moves by request"), N_("No admission under 3"),
        N_("Admissions stop"), N_("Wind-down")};
    return _((policy->places > 1 ? first_of_many : only)[policy->kind]);
}

size_t di_chart_story_markers(const struct di_results *results,
                              struct di_fan_marker markers_out[DI_POLICY_KINDS])
{
    size_t count = 0;
    for (uint32_t i = 0; i < results->policy_count; i++) {
        const struct di_results_policy *policy = &results->policies[i];
        size_t at = count++;
        for (; at > 0 && markers_out[at - 1].civil_day > policy->civil_day; at--)
            markers_out[at] = markers_out[at - 1];
        markers_out[at] = (struct di_fan_marker){policy->civil_day, label_of(policy)};
    }
    return count;
}
