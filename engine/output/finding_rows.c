/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding_rows.h"

#include <math.h>
#include <string.h>

bool finding_is_row(const struct di_results_row *row, uint32_t indicator, const char *region)
{
    return row->indicator == indicator && row->period == DI_YEAR && !row->is_adults &&
           strcmp(row->setting, "all") == 0 && strcmp(row->region, region) == 0;
}

bool finding_is_known(const struct di_results_row *row)
{
    return row != NULL && !isnan(row->summary.mean);
}

const struct di_results_row *finding_edge_row(const struct di_results *results, const char *id,
                                              const char *region, bool is_last)
{
    const uint32_t indicator = di_indicator_find(id);
    const struct di_results_row *found = NULL;
    const struct di_row_span span = di_results_span(results, indicator);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (!finding_is_row(row, indicator, region) || !finding_is_known(row))
            continue;
        if (!is_last)
            return row;
        found = row;
    }
    return found;
}

const struct di_results_row *finding_worst_row(const struct di_results *results, const char *id,
                                               const char *region, double sign)
{
    const uint32_t indicator = di_indicator_find(id);
    const struct di_results_row *found = NULL;
    const struct di_row_span span = di_results_span(results, indicator);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (finding_is_row(row, indicator, region) && finding_is_known(row) &&
            2 * row->summary.n >= results->replications &&
            (found == NULL || sign * row->summary.mean > sign * found->summary.mean))
            found = row;
    }
    return found;
}

static bool is_before(const struct di_results_row *row, size_t index,
                      const struct di_results *results)
{
    const struct di_row_span span = di_results_span(results, row->indicator);
    for (size_t i = span.first; i < index; i++)
        if (results->rows[i].indicator == row->indicator &&
            strcmp(results->rows[i].region, row->region) == 0)
            return true;
    return false;
}

void finding_each_region(struct finding_search *search, const char *id,
                         void (*rule)(struct finding_search *, const char *))
{
    const uint32_t indicator = di_indicator_find(id);
    const struct di_row_span span = di_results_span(search->results, indicator);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &search->results->rows[i];
        if (row->indicator == indicator && strcmp(row->region, "all") != 0 &&
            !is_before(row, i, search->results))
            rule(search, row->region);
    }
}

struct di_finding *finding_add(struct finding_search *search, const char *id,
                               enum di_severity_of_finding severity,
                               const struct di_results_row *row)
{
    const bool has_range = row->summary.n > 1; /* one run spans nothing */
    struct di_finding *finding = search->out->count < DI_FINDINGS_MAX
                                     ? &search->out->list[search->out->count++]
                                     : &search->spare;
    *finding = (struct di_finding){.id = id,
                                   .severity = severity,
                                   .region = row->region,
                                   .indicator = di_indicator_at(row->indicator).id,
                                   .first_civil_day = row->first_civil_day,
                                   .last_civil_day = row->last_civil_day,
                                   .size = row->summary.mean,
                                   .low = has_range ? row->summary.p05 : (double)NAN,
                                   .high = has_range ? row->summary.p95 : (double)NAN,
                                   .currency = search->results->currency,
                                   .other = (double)NAN};
    return finding;
}

const struct di_results_row *finding_row_beside(const struct di_results *results,
                                                const char *id,
                                                const struct di_results_row *year,
                                                enum di_period period)
{
    const uint32_t indicator = di_indicator_find(id);
    const struct di_row_span span = di_results_span(results, indicator);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == indicator && row->period == period && !row->is_adults &&
            row->first_civil_day == year->first_civil_day &&
            strcmp(row->region, year->region) == 0 && strcmp(row->setting, "all") == 0)
            return row;
    }
    return NULL;
}
