/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paid_counts.h"

#include <stdlib.h>

static size_t place_of(const struct suppression *s, uint32_t year, uint32_t region,
                       uint32_t setting)
{
    return ((size_t)year * s->regions + region) * s->settings + setting;
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
                      const uint32_t *year_of, double *count)
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
                count[place_of(s, year_of[entry->quarter], region, setting)] += entry->count;
        }
    }
}

static void add_prevention(const struct suppression *s, const struct di_result *result,
                           const uint32_t *year_of, double *count)
{
    const struct di_result_dims *dims = &result->dims;
    for (uint32_t q = 0; q < dims->quarters; q++)
        for (uint32_t r = 0; r < dims->regions; r++)
            count[place_of(s, year_of[q], s->order.region_rank[r] + 1, 0)] +=
                result->tally[((size_t)q * dims->regions + r) * DI_TALLIES +
                              DI_TALLY_PREVENTION_SERVED];
}

static void mark_small(const struct suppression *s, const double *count, bool *is_small)
{
    for (uint32_t year = 0; year + 1 < s->periods; year++)
        for (uint32_t setting = 0; setting < s->settings; setting++) {
            if (setting == 0 ? !is_paid(s, DI_COST_PREVENTION_PLACE, DI_NONE)
                             : !is_paid(s, DI_COST_MOVE, s->order.setting_at[setting - 1]))
                continue;
            for (uint32_t region = 1; region < s->regions; region++) {
                const double mean = count[place_of(s, year, region, setting)] / s->set->count;
                if (mean > 0.0 && mean < s->below)
                    is_small[place_of(s, year, region, setting)] =
                        is_small[place_of(s, year, 0, setting)] = true;
            }
        }
}

bool *paid_counts_small(const struct suppression *s)
{
    const size_t places = place_of(s, s->periods - 1, 0, 0);
    uint32_t *year_of = suppression_years(s);
    double *count = calloc(places + 1, sizeof *count);
    bool *is_small = calloc(places + 1, sizeof *is_small);
    if (year_of == NULL || count == NULL) {
        free(is_small);
        is_small = NULL;
    }
    for (uint32_t i = 0; is_small != NULL && i < s->set->count; i++) {
        add_moves(s, s->set->results[i], year_of, count);
        add_prevention(s, s->set->results[i], year_of, count);
    }
    if (is_small != NULL)
        mark_small(s, count, is_small);
    free(year_of);
    free(count);
    return is_small;
}
