/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the table; the rows keep its order, in which later years come later. */
#include "headlines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/indicator.h"
#include "di/time.h"

static bool is_headline(const struct di_results_row *row)
{
    return row->period == DI_YEAR && !row->is_adults && strcmp(row->region, "all") == 0 &&
           strcmp(row->setting, "all") == 0;
}

/* A year's cost of a child-year in one form of care of the country, if there is a number. */
static bool is_unit_cost(const struct di_results_row *row, uint32_t indicator)
{
    return row->indicator == indicator && row->period == DI_YEAR && !row->is_adults &&
           strcmp(row->region, "all") == 0 && strcmp(row->setting, "all") != 0 &&
           row->summary.n > 0 && !isnan(row->summary.mean);
}

/* Earlier years come earlier: the first one of a setting stays, before it empties. */
static bool take_unit_costs(struct headlines *headlines, const struct di_results *results)
{
    const uint32_t indicator = di_indicator_find("K18_cost_per_child_year");
    const struct di_row_span span = di_results_span(results, indicator);
    headlines->unit_costs = calloc(span.end - span.first + 1, sizeof *headlines->unit_costs);
    if (headlines->unit_costs == NULL)
        return false;
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        size_t at = 0;
        if (!is_unit_cost(row, indicator))
            continue;
        while (at < headlines->unit_cost_count &&
               strcmp(headlines->unit_costs[at]->setting, row->setting) != 0)
            at++;
        if (at == headlines->unit_cost_count)
            headlines->unit_costs[headlines->unit_cost_count++] = row;
    }
    return true;
}

bool headlines_take(struct headlines *headlines, const struct di_results *results)
{
    size_t count = 0;
    headlines_finish(headlines);
    for (size_t i = 0; i < results->row_count; i++)
        count += is_headline(&results->rows[i]);
    headlines->rows = calloc(count + 1, sizeof *headlines->rows);
    headlines->findings = calloc(1, sizeof *headlines->findings);
    if (headlines->rows == NULL || headlines->findings == NULL) {
        headlines_finish(headlines);
        return false;
    }
    headlines->results = results;
    for (size_t i = 0; i < results->row_count; i++)
        if (is_headline(&results->rows[i]))
            headlines->rows[headlines->count++] = &results->rows[i];
    di_findings_make(results, headlines->findings);
    if (take_unit_costs(headlines, results))
        return true;
    headlines_finish(headlines);
    return false;
}

void headlines_finish(struct headlines *headlines)
{
    free(headlines->rows);
    free(headlines->unit_costs);
    free(headlines->findings);
    memset(headlines, 0, sizeof *headlines);
}

const struct di_results_row *headlines_at(const struct headlines *headlines,
                                          const char *indicator, int32_t first_civil_day)
{
    const uint32_t wanted = di_indicator_find(indicator);
    for (size_t i = 0; i < headlines->count; i++)
        if (headlines->rows[i]->indicator == wanted &&
            headlines->rows[i]->first_civil_day == first_civil_day)
            return headlines->rows[i];
    return NULL;
}

const struct di_results_row *headlines_last(const struct headlines *headlines,
                                            const char *indicator)
{
    const uint32_t wanted = di_indicator_find(indicator);
    const struct di_results_row *last = NULL;
    for (size_t i = 0; i < headlines->count; i++) {
        const struct di_results_row *row = headlines->rows[i];
        const int32_t year = di_date_year(row->first_civil_day);
        if (row->indicator == wanted &&
            row->first_civil_day == di_date_from_civil(year, 1, 1) &&
            row->last_civil_day == di_date_from_civil(year, 12, 31))
            last = row;
    }
    return last;
}
