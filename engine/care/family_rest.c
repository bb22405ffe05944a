/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families that rest (MODEL 3): when the last child has left a family, whatever the reason, it
 * rests with a chance and for a time that its carers' entry gives. It keeps its licence, and
 * its retainer unless a line of cost says otherwise; its places are out of reach until then.
 *
 * A family with a place reserved for a child on its way, or held for brothers and sisters, does
 * not rest; one that rests is not chosen to hold places. Resting ends on its day, never
 * earlier; a family may leave while it rests.
 *
 * The places of a resting family are counted as kept, so that no search looks at them.
 */
#include <math.h>

#include "system.h"

static void trace_rest(const struct di_care *care, uint32_t slot, uint32_t u, double days)
{
    struct di_trace_line line = trace_line_of_child(care, slot, DI_TRACE_FAMILY_RESTS);
    trace_set_place(care, u, &line);
    line.from = line.to = care->children[slot].setting;
    line.from_region = line.to_region = care->units[u].region;
    line.value = days;
    trace_emit(care, &line);
}

static double draw_days(const struct di_care *care, const struct di_family_rest *rest,
                        const struct unit *unit, uint32_t n)
{
    if (rest->law.form == DI_WORK_FIXED)
        return rest->days;
    const double u = di_draw_uniform(care->stream, unit->key, DI_PURPOSE_FAMILY_REST, 1, n);
    return fmin(work_law_sample(&rest->law, rest->days, u), care->model->horizon_days + 1.0);
}

/* `slot` has just left the unit. */
void family_rest_begin(struct di_care *care, uint32_t u, uint32_t slot)
{
    struct unit *unit = &care->units[u];
    const struct di_family_rest *rest = care->model->carers[unit->carers].rest;
    if (rest == NULL || unit->licensed == 0 || unit->occupied > 0 || unit->kept > 0 ||
        unit->reserved > 0)
        return;
    const uint32_t n = unit->emptied++;
    if (di_draw_uniform(care->stream, unit->key, DI_PURPOSE_FAMILY_REST, 0, n) >= rest->share)
        return;
    const double days = draw_days(care, rest, unit, n);
    unit_set_resting(care, u, unit->licensed);
    care_schedule(care, care->now + di_time_from_days(days), DI_EVENT_CLASS_RELEASE,
                  EVENT_REST_END, u, 0);
    if (trace_is_on(care))
        trace_rest(care, slot, u, days);
}

void family_rest_end(struct di_care *care, uint32_t u)
{
    if (care->units[u].resting == 0)
        return; /* it left meanwhile */
    unit_set_resting(care, u, 0);
    trace_family(care, DI_TRACE_FAMILY_RESTED, u);
}
