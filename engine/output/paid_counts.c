/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paid_counts.h"

#include <stdlib.h>

static size_t place_of(const struct suppression *s, uint32_t period, uint32_t region,
                       uint32_t setting)
{
    return ((size_t)period * s->regions + region) * s->settings + setting;
}

/* Is there a line that is paid so in the setting, or in none (DI_NONE)? */
static bool is_paid(const struct suppression *s, enum di_cost_basis basis, uint32_t setting)
{
    const struct di_cost_plan *plan = s->model->cost_plan;
    for (uint32_t k = 0; plan != NULL && k < plan->line_count; k++) {
        const struct di_cost_line *line = &plan->lines[k];
        if (line->basis == basis &&
            (setting == DI_NONE || line->settings == NULL || line->settings[setting] != 0))
            return true;
    }
    return false;
}

static void add_moves(const struct suppression *s, const struct di_result *result,
                      const uint32_t *period_of, double *count)
{
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        if (flow->key.from >= s->model->setting_count ||
            flow->key.to >= s->model->setting_count)
            continue;
        const uint32_t setting = s->model->settings[flow->key.to].name.rank + 1;
        const uint32_t region = s->order.region_rank[flow->key.to_region] + 1;
        for (uint32_t e = flow->first; e < flow->first + flow->count; e++) {
            const struct di_flow_entry *entry = &result->entries[e];
            if (di_result_cell_is_everyone(&result->dims, entry->cell))
                count[place_of(s, period_of[entry->quarter], region, setting)] += entry->count;
        }
    }
}

static void add_prevention(const struct suppression *s, const struct di_result *result,
                           const uint32_t *period_of, double *count)
{
    const struct di_result_dims *dims = &result->dims;
    for (uint32_t q = 0; q < dims->quarters; q++)
        for (uint32_t r = 0; r < dims->regions; r++)
            count[place_of(s, period_of[q], s->order.region_rank[r] + 1, 0)] +=
                result->tally[((size_t)q * dims->regions + r) * DI_TALLIES +
                              DI_TALLY_PREVENTION_SERVED];
}

static void mark_small(const struct suppression *s, uint32_t periods, const double *count,
                       bool *is_small)
{
    for (uint32_t period = 0; period < periods; period++)
        for (uint32_t setting = 0; setting < s->settings; setting++) {
            if (setting == 0 ? !is_paid(s, DI_COST_PREVENTION_PLACE, DI_NONE)
                             : !is_paid(s, DI_COST_MOVE, s->order.setting_at[setting - 1]))
                continue;
            for (uint32_t region = 1; region < s->regions; region++) {
                const double mean = count[place_of(s, period, region, setting)] / s->set->count;
                if (mean > 0.0 && mean < s->below)
                    is_small[place_of(s, period, region, setting)] =
                        is_small[place_of(s, period, 0, setting)] = true;
            }
        }
}

/* [periods][regions][settings] of quarters that lie in these; NULL: no memory. */
static bool *find_small(const struct suppression *s, uint32_t periods,
                        const uint32_t *period_of)
{
    const size_t places = place_of(s, periods, 0, 0);
    double *count = calloc(places + 1, sizeof *count);
    bool *is_small = calloc(places + 1, sizeof *is_small);
    if (count == NULL || is_small == NULL) {
        free(count);
        free(is_small);
        return NULL;
    }
    for (uint32_t i = 0; i < s->set->count; i++) {
        add_moves(s, s->set->results[i], period_of, count);
        add_prevention(s, s->set->results[i], period_of, count);
    }
    mark_small(s, periods, count, is_small);
    free(count);
    return is_small;
}

/* Of quarters there is money of the nation alone, and of all settings. */
static void note_quarters(struct suppression *s, const bool *is_small)
{
    for (uint32_t q = 0; q < s->quarters; q++)
        for (uint32_t setting = 0; setting < s->settings; setting++)
            s->has_few_paid[q] = s->has_few_paid[q] || is_small[place_of(s, q, 0, setting)];
}

bool paid_counts_find(struct suppression *s)
{
    uint32_t *year_of = suppression_years(s);
    uint32_t *quarter_of = calloc((size_t)s->quarters + 1, sizeof *quarter_of);
    for (uint32_t q = 0; quarter_of != NULL && q < s->quarters; q++)
        quarter_of[q] = q;
    bool *of_quarters = NULL;
    if (year_of != NULL && quarter_of != NULL) {
        s->is_paid_small = find_small(s, s->periods - 1, year_of);
        of_quarters = find_small(s, s->quarters, quarter_of);
    }
    if (of_quarters != NULL)
        note_quarters(s, of_quarters);
    const bool has_room = s->is_paid_small != NULL && of_quarters != NULL;
    free(of_quarters);
    free(quarter_of);
    free(year_of);
    return has_room;
}
