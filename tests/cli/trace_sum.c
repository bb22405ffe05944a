/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_sum.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/time.h"

#include "di_test.h"

enum { KEY_MAX = 400 };

bool trace_is_move(const struct di_trace_row *row)
{
    return row->event == DI_TRACE_START || row->event == DI_TRACE_ENTRY ||
           row->event == DI_TRACE_REENTRY || row->event == DI_TRACE_MOVE ||
           row->event == DI_TRACE_HOME || row->event == DI_TRACE_EXIT ||
           row->event == DI_TRACE_MONITORING_END || row->event == DI_TRACE_UNEXPLAINED_ENTRY;
}

void trace_sum_begin(struct trace_sum *sum, const struct di_results *results)
{
    *sum = (struct trace_sum){.replications = results->replications,
                              .start_civil_day = results->start_civil_day,
                              .last_civil_day = results->last_civil_day,
                              .tolerance = 1e-9};
}

void trace_sum_end(struct trace_sum *sum)
{
    name_index_clear(&sum->keys);
    free(sum->values);
}

int32_t trace_sum_quarter_first(const struct trace_sum *sum, uint32_t quarter)
{
    int32_t year, month, day;
    di_date_to_civil(sum->start_civil_day, &year, &month, &day);
    return di_date_from_civil(year + (int32_t)(quarter / 4), 1 + 3 * (int32_t)(quarter % 4), 1);
}

uint32_t trace_sum_quarter_of(const struct trace_sum *sum, int32_t civil_day)
{
    uint32_t quarter = 0;
    while (trace_sum_quarter_first(sum, quarter + 1) <= civil_day)
        quarter++;
    return quarter;
}

uint32_t trace_sum_quarters(const struct trace_sum *sum)
{
    return trace_sum_quarter_of(sum, sum->last_civil_day) + 1;
}

static double *value_at(struct trace_sum *sum, const char *name, uint32_t replication,
                        const char *region, const char *setting, uint32_t quarter)
{
    char key[KEY_MAX];
    (void)snprintf(key, sizeof key, "%s|%s|%s|%u", name, region, setting, quarter);
    const size_t at = name_index_of(&sum->keys, key);
    if (at >= sum->capacity) {
        const size_t longer = 2 * at + 4096;
        double *values = realloc(sum->values, longer * sum->replications * sizeof *values);
        assert_non_null(values);
        memset(values + sum->capacity * sum->replications, 0,
               (longer - sum->capacity) * sum->replications * sizeof *values);
        sum->values = values;
        sum->capacity = longer;
    }
    return &sum->values[at * sum->replications + replication];
}

void trace_sum_add(struct trace_sum *sum, const char *name, uint32_t replication,
                   const char *region, const char *setting, uint32_t quarter, double amount)
{
    *value_at(sum, name, replication, "all", "all", quarter) += amount;
    *value_at(sum, name, replication, region, "all", quarter) += amount;
    if (setting[0] == '\0')
        return;
    *value_at(sum, name, replication, "all", setting, quarter) += amount;
    *value_at(sum, name, replication, region, setting, quarter) += amount;
}

double trace_sum_get(struct trace_sum *sum, const char *name, uint32_t replication,
                     const char *region, const char *setting, uint32_t quarter)
{
    return *value_at(sum, name, replication, region, setting, quarter);
}

/* `differ` NULL: the first difference fails the test. */
static size_t compare(struct trace_sum *sum, const struct di_results *results,
                      const char *indicator, const char *above, const char *below,
                      size_t *differ)
{
    size_t compared = 0, rows = 0;
    const uint32_t id = di_indicator_find(indicator);
    assert_true(id != UINT32_MAX);
    for (size_t i = 0; i < results->row_count; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator != id || row->period != DI_QUARTER || row->is_adults)
            continue;
        const uint32_t quarter = trace_sum_quarter_of(sum, row->first_civil_day);
        rows++;
        for (uint32_t r = 0; r < results->replications; r++) {
            double expected = trace_sum_get(sum, above, r, row->region, row->setting, quarter);
            if (below != NULL)
                expected /= trace_sum_get(sum, below, r, row->region, row->setting, quarter);
            const bool is_same = isnan(expected) ? isnan(row->values[r])
                                                 : fabs(row->values[r] - expected) <=
                                                       sum->tolerance * fmax(1, fabs(expected));
            if (differ != NULL)
                *differ += !is_same;
            else if (!is_same)
                fail_msg("%s, %s, %s, quarter %u, replication %u: %.12g in the results, %.12g "
                         "in the trace",
                         indicator, row->region, row->setting, quarter, r, row->values[r],
                         expected);
            compared += expected > 0;
        }
    }
    if (rows == 0)
        fail_msg("the results have no row of %s", indicator);
    return compared;
}

size_t trace_sum_compare(struct trace_sum *sum, const struct di_results *results,
                         const char *indicator, const char *name)
{
    return compare(sum, results, indicator, name, NULL, NULL);
}

size_t trace_sum_compare_ratio(struct trace_sum *sum, const struct di_results *results,
                               const char *indicator, const char *above, const char *below)
{
    return compare(sum, results, indicator, above, below, NULL);
}

size_t trace_sum_differences(struct trace_sum *sum, const struct di_results *results,
                             const char *indicator, const char *above, const char *below)
{
    size_t differ = 0;
    (void)compare(sum, results, indicator, above, below, &differ);
    return differ;
}
