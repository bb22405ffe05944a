/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of an institution (MODEL 8.6). Dates come from the scenario, or from `auto_close`
 * when a monthly look finds fewer children than are viable. It closes at the instant at which,
 * in wind-down, nobody is there and nothing is reserved; its licence then ends for good.
 *
 * Never: a child inside a closed institution; an admission under moratorium that has no name.
 * The two names are: sibling of a resident (where the scenario says so, and not in wind-down),
 * and evacuation. A transfer is no way to close, unless allowed: then the residents left at the
 * deadline are moved to other institutions at the next monthly look, in order of canonical id.
 */
#include "di/closure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/cost_plan.h"

#include "system.h"

static const struct di_closure_plan no_plan = {.redeploy_from_day = DI_NO_DAY};

static const struct di_closure_plan *plan_of(const struct di_care *care, uint32_t i)
{
    return care->model->closure_plans != NULL ? &care->model->closure_plans[i] : &no_plan;
}

static struct di_closure *record_of(struct di_care *care, uint32_t i)
{
    return &care->recorder.result->closures[i];
}

static bool is_institution(const struct di_care *care, uint32_t unit)
{
    return unit < care->model->institution_count;
}

/* ---- the run ---- */

enum di_status closure_create(struct di_care *care)
{
    const size_t count = (size_t)care->model->institution_count + 1;
    care->lives = calloc(count, sizeof *care->lives);
    return care->lives == NULL ? DI_ERR_MEMORY : DI_OK;
}

void closure_start(struct di_care *care)
{
    for (uint32_t i = 0; i < care->model->institution_count; i++) {
        const struct di_institution *item = &care->model->institutions[i];
        care->lives[i] = (struct institution_life){
            .shut_day = item->moratorium_day < item->wind_down_day ? item->moratorium_day
                                                                   : item->wind_down_day,
            .wind_down_day = item->wind_down_day,
            .close_by_day = item->close_by_day};
        di_closure_init(record_of(care, i));
        record_of(care, i)->wind_down_day = item->wind_down_day;
        record_of(care, i)->close_by_day = item->close_by_day;
    }
}

/* ---- empty places from the moratorium to the closure ---- */

/* 1 - residents / residents at the moratorium; 1 if it was empty then (MODEL 8.6). */
static double idle_share(const struct di_care *care, uint32_t i)
{
    const struct institution_life *life = &care->lives[i];
    if (life->shut_residents == 0)
        return 1;
    return fmax(0, 1 - (double)care->units[i].occupied / life->shut_residents);
}

static void count_idle(struct di_care *care, uint32_t i)
{
    struct institution_life *life = &care->lives[i];
    if (!care->units[i].is_shut || life->is_closed)
        return;
    const double days = idle_share(care, i) * di_time_days(care->now - life->idle_at);
    life->quarter_idle_days += days;
    record_of(care, i)->idle_days += days;
    life->idle_at = care->now;
}

static void tally(struct di_care *care, uint32_t i, enum di_tally which)
{
    recorder_tally(care, care->model->institutions[i].region, which);
}

static bool is_overdue(const struct di_care *care, uint32_t i)
{
    return !care->lives[i].is_closed && di_time_day(care->now) > care->lives[i].close_by_day;
}

void closure_quarter(struct di_care *care)
{
    const uint32_t count = care->model->institution_count;
    struct di_result *result = care->recorder.result;
    if (care->recorder.quarter >= care->recorder.quarters)
        return;
    double *idle = result->institution_idle_days + (size_t)care->recorder.quarter * count;
    for (uint32_t i = 0; i < count; i++) {
        count_idle(care, i);
        idle[i] = care->lives[i].quarter_idle_days;
        care->lives[i].quarter_idle_days = 0;
        if (is_overdue(care, i))
            tally(care, i, DI_TALLY_CLOSURES_OVERDUE);
        if (care->lives[i].is_closed &&
            (care->units[i].occupied > 0 || care->units[i].reserved > 0 ||
             care->units[i].kept > 0))
            invariant_fail(care, NO_SLOT, DI_N_("a closed institution is empty"));
    }
}

static void trace_of(const struct di_care *care, uint32_t i, enum di_trace_event event,
                     double value)
{
    if (trace_is_on(care))
        trace_place(care, event, care->model->institutions[i].name.id,
                    care->model->institutions[i].region, value);
}

/* ---- moratorium ---- */

void closure_shut(struct di_care *care, uint32_t i)
{
    struct institution_life *life = &care->lives[i];
    if (care->units[i].is_shut || life->is_closed)
        return;
    unit_shut(care, i);
    life->shut_residents = care->units[i].occupied;
    life->idle_at = care->now;
    record_of(care, i)->shut_at = care->now;
    trace_of(care, i, DI_TRACE_MORATORIUM, life->shut_residents);
    preparation_unit_lost(care, i); /* who was matched to it may not come in */
}

static bool has_sibling_in(const struct di_care *care, uint32_t slot, uint32_t unit)
{
    for (uint32_t s = care->groups[care->children[slot].group].first_child; s != NO_SLOT;
         s = care->children[s].next_sibling)
        if (s != slot && care->children[s].unit == unit &&
            care->children[s].setting == care->units[unit].setting)
            return true;
    return false;
}

static bool admits_siblings_now(const struct di_care *care, uint32_t i)
{
    return care->units[i].is_shut && !care->lives[i].is_closed &&
           plan_of(care, i)->admits_siblings &&
           di_time_day(care->now) < care->lives[i].wind_down_day;
}

static bool fits_all(const struct di_care *care, uint32_t i, const uint32_t *children,
                     uint32_t count)
{
    if (unit_free(&care->units[i]) < (int32_t)count)
        return false;
    for (uint32_t c = 0; c < count; c++)
        if (!unit_admits(care, &care->units[i], &care->children[children[c]]))
            return false;
    return true;
}

uint32_t closure_sibling_unit(const struct di_care *care, const uint32_t *children,
                              uint32_t count)
{
    const struct group *group = &care->groups[care->children[children[0]].group];
    if (care->model->closure_plans == NULL || group->members < 2)
        return NO_SLOT;
    for (uint32_t s = group->first_child; s != NO_SLOT; s = care->children[s].next_sibling) {
        const struct child *sibling = &care->children[s];
        if (sibling->setting == DI_SETTING_UNPLACED || !is_institution(care, sibling->unit) ||
            !admits_siblings_now(care, sibling->unit) ||
            !care->model->settings[sibling->setting].in_entry_ladder ||
            !has_sibling_in(care, children[0], sibling->unit))
            continue;
        if (fits_all(care, sibling->unit, children, count))
            return sibling->unit;
    }
    return NO_SLOT;
}

/* Called when the child is on its way in. */
void closure_note_admission(struct di_care *care, uint32_t slot, uint32_t unit)
{
    if (!is_institution(care, unit))
        return;
    count_idle(care, unit);
    if (care->lives[unit].is_closed) {
        invariant_fail(care, slot, DI_N_("nobody enters a closed institution"));
        return;
    }
    if (!care->units[unit].is_shut)
        return;
    if (care->is_evacuation)
        record_of(care, unit)->admitted_evacuees++;
    else if (care->is_unexplained)
        record_of(care, unit)->admitted_unexplained++;
    else if (admits_siblings_now(care, unit) && has_sibling_in(care, slot, unit))
        record_of(care, unit)->admitted_siblings++;
    else
        invariant_fail(care, slot,
                       DI_N_("no admission under moratorium but by a named exception"));
}

/* ---- departures ---- */

static enum di_departure planned_departure(enum di_kind to)
{
    return to == DI_KIND_SGH || to == DI_KIND_SUPPORTED_INDEPENDENT ? DI_DEPARTURE_SUPPORTED
                                                                    : DI_DEPARTURE_FAMILY;
}

static enum di_departure departure_of(enum di_kind to, enum di_move move)
{
    if (to == DI_KIND_INSTITUTION)
        return DI_DEPARTURE_TRANSFER;
    if (to == DI_KIND_DIED)
        return DI_DEPARTURE_DIED;
    if (to == DI_KIND_ADULT_INSTITUTION)
        return DI_DEPARTURE_ADULT_CARE;
    if (to == DI_KIND_AGED_OUT)
        return DI_DEPARTURE_AGED_OUT;
    if (move == DI_MOVE_PLANNED)
        return planned_departure(to);
    if (move == DI_MOVE_BY_RATE)
        return DI_DEPARTURE_BY_RATE;
    return to == DI_KIND_HOME_CLOSED ? DI_DEPARTURE_HOME_UNPLANNED : DI_DEPARTURE_OTHER;
}

void closure_note_departure(struct di_care *care, uint32_t unit, uint32_t to, enum di_move move)
{
    if (!is_institution(care, unit))
        return;
    struct di_closure *record = record_of(care, unit);
    count_idle(care, unit);
    record->last_child_at = care->now;
    if (!care->units[unit].is_shut)
        return;
    const enum di_departure kind = departure_of(care->model->settings[to].kind, move);
    record->departures[kind]++;
    tally(care, unit, DI_TALLY_DEPARTURES);
    if (kind == DI_DEPARTURE_FAMILY || kind == DI_DEPARTURE_SUPPORTED)
        tally(care, unit, DI_TALLY_DEPARTURES_PLACED);
    if (di_time_day(care->now) <= care->lives[unit].close_by_day)
        return;
    record->late_departures++;
    tally(care, unit, DI_TALLY_DEPARTURES_LATE);
}

bool closure_refuses_transfer(struct di_care *care, uint32_t unit)
{
    if (!is_institution(care, unit) || plan_of(care, unit)->transfers_allowed ||
        di_time_day(care->now) < care->lives[unit].wind_down_day)
        return false;
    record_of(care, unit)->refused_transfers++;
    tally(care, unit, DI_TALLY_TRANSFERS_REFUSED);
    trace_of(care, unit, DI_TRACE_TRANSFER_REFUSED, (double)NAN);
    return true;
}

/* ---- closed ---- */

/* Staff go into training as case managers of the region (MODEL 8.5). Without hours nobody is
 * redeployed. */
static void redeploy_staff(struct di_care *care, uint32_t i)
{
    struct institution_life *life = &care->lives[i];
    if (life->has_redeployed || !life->is_closed || di_time_day(care->now) < life->redeploy_day)
        return;
    const double fte = di_closure_redeployed_fte(plan_of(care, i), NULL);
    life->has_redeployed = 1;
    if (fte > 0)
        workforce_redeploy(care, care->model->institutions[i].region, fte);
}

/* The children themselves, not the counter of their places: closing is rare. */
static void check_nobody_inside(struct di_care *care, uint32_t unit)
{
    for (uint32_t slot = 0; slot < care->child_slots.used; slot++)
        if (care->children[slot].group != NO_SLOT && care->children[slot].unit == unit &&
            care->children[slot].setting == care->units[unit].setting)
            invariant_fail(care, slot, DI_N_("no institution closes with a child inside"));
}

void closure_check(struct di_care *care, uint32_t unit)
{
    if (!is_institution(care, unit))
        return;
    struct institution_life *life = &care->lives[unit];
    if (life->is_closed || di_time_day(care->now) < life->wind_down_day ||
        care->units[unit].occupied > 0 || care->units[unit].reserved > 0 ||
        care->units[unit].kept > 0)
        return;
    count_idle(care, unit);
    check_nobody_inside(care, unit);
    life->is_closed = 1;
    struct di_closure *record = record_of(care, unit);
    record->closed_at = care->now;
    care->recorder.result->institution_closed_day[unit] = di_time_day(care->now);
    life->redeploy_day =
        di_closure_redeployment_day(care->model, plan_of(care, unit), di_time_day(care->now));
    unit_license(care, unit, 0);
    redeploy_staff(care, unit);
    tally(care, unit, DI_TALLY_CLOSURES);
    if (record->close_by_day != DI_NO_DAY)
        tally(care, unit, DI_TALLY_CLOSURES_DATED);
    if (di_closure_is_on_time(record))
        tally(care, unit, DI_TALLY_CLOSURES_ON_TIME);
    trace_of(care, unit, DI_TRACE_CLOSED, 0);
}

bool closure_is_closed(const struct di_care *care, uint32_t institution)
{
    return care->lives[institution].is_closed != 0;
}

/* ---- the monthly look ---- */

static int32_t quarter_ahead(const struct di_care *care, uint32_t quarters)
{
    return di_result_quarter_first_day(care->model, care->recorder.quarter + quarters);
}

static uint32_t list_residents(struct di_care *care, uint32_t unit)
{
    uint32_t count = 0;
    const uint32_t most = (uint32_t)care->units[unit].occupied;
    if (most > care->residents_order_capacity) {
        struct ranked_party *grown = care_grow(
            care, care->residents_order, &care->residents_order_capacity, most, sizeof *grown);
        if (grown == NULL)
            return 0;
        care->residents_order = grown;
    }
    for (uint32_t slot = resident_mark_next(care, unit, 0); slot != NO_SLOT && count < most;
         slot = resident_mark_next(care, unit, slot + 1))
        care->residents_order[count++] =
            (struct ranked_party){{0, child_order(care, slot)}, slot};
    if (count > 1) /* ids are unique: no ties */
        qsort(care->residents_order, count, sizeof *care->residents_order,
              ranked_party_compare);
    return count;
}

/* Their requests now have a deadline before them. */
static void plan_requests(struct di_care *care, uint32_t i)
{
    const uint32_t count = list_residents(care, i);
    for (uint32_t r = 0; r < count; r++)
        if (care->children[care->residents_order[r].party].request != NO_SLOT)
            clocks_plan_request(care, care->residents_order[r].party);
}

/* Wind-down from now, as if the scenario had said so. */
static void begin_wind_down(struct di_care *care, uint32_t i)
{
    struct institution_life *life = &care->lives[i];
    struct di_closure *record = record_of(care, i);
    const int32_t today = di_time_day(care->now);
    if (today < life->shut_day)
        life->shut_day = today;
    life->wind_down_day = record->wind_down_day = today;
    life->close_by_day = record->close_by_day = quarter_ahead(care, 2);
    trace_of(care, i, DI_TRACE_DEADLINE, life->close_by_day);
    closure_shut(care, i);
    plan_requests(care, i);
    policy_bring_into_scope(care, i);
    closure_check(care, i);
}

static void look_at_viability(struct di_care *care, uint32_t i)
{
    const struct di_closure_plan *plan = plan_of(care, i);
    const struct unit *unit = &care->units[i];
    struct di_closure *record = record_of(care, i);
    if (plan->minimum_viable_occupancy <= 0 || care->lives[i].is_closed ||
        unit->licensed == 0 || unit->occupied >= plan->minimum_viable_occupancy)
        return;
    if (record->alert_day == DI_NO_DAY) {
        record->alert_day = di_time_day(care->now);
        tally(care, i, DI_TALLY_VIABILITY_ALERTS);
        trace_of(care, i, DI_TRACE_ALERT, (double)NAN);
    }
    if (plan->auto_close && di_time_day(care->now) < care->lives[i].wind_down_day)
        begin_wind_down(care, i);
}

/* Residents left at the deadline, where the user allows it. Who finds no place stays. */
static void transfer_residents(struct di_care *care, uint32_t i)
{
    const struct institution_life *life = &care->lives[i];
    if (!plan_of(care, i)->transfers_allowed || life->is_closed ||
        di_time_day(care->now) < life->close_by_day ||
        di_time_day(care->now) < life->wind_down_day)
        return;
    const uint32_t count = list_residents(care, i);
    for (uint32_t r = 0; r < count && care->status == DI_OK; r++)
        (void)ladder_try(care, care->residents_order[r].party, RUNG_INSTITUTION,
                         RUNG_INSTITUTION, i, LADDER_MOVE);
}

void closure_month(struct di_care *care)
{
    for (uint32_t i = 0; care->model->closure_plans != NULL &&
                         i < care->model->institution_count && care->status == DI_OK;
         i++) {
        look_at_viability(care, i);
        transfer_residents(care, i);
        redeploy_staff(care, i);
    }
}

/* ---- who is redeployed ---- */

double di_closure_redeployed_fte(const struct di_closure_plan *plan,
                                 const struct di_cost_line *line)
{
    double fte = 0;
    for (uint32_t s = 0; s < plan->staff_count; s++)
        if (plan->staff[s].role != DI_NONE &&
            (line == NULL || di_cost_line_pays(line, plan->staff[s].category)))
            fte += plan->staff[s].fte;
    return fte * plan->redeploy_share;
}

int32_t di_closure_redeployment_day(const struct di_model *model,
                                    const struct di_closure_plan *plan, int32_t closed_day)
{
    if (closed_day >= plan->redeploy_from_day)
        return closed_day;
    for (uint32_t m = 1; m < di_model_months(model); m++) {
        const int32_t first = di_result_month_first_day(model, m);
        if (first > closed_day && first >= plan->redeploy_from_day)
            return first;
    }
    return model->horizon_days;
}

/* ---- the record ---- */

const char *di_departure_id(enum di_departure departure)
{
    static const char *const ids[DI_DEPARTURES] = {
        [DI_DEPARTURE_FAMILY] = "family",     [DI_DEPARTURE_SUPPORTED] = "supported",
        [DI_DEPARTURE_TRANSFER] = "transfer", [DI_DEPARTURE_HOME_UNPLANNED] = "home_unplanned",
        [DI_DEPARTURE_AGED_OUT] = "aged_out", [DI_DEPARTURE_ADULT_CARE] = "adult_care",
        [DI_DEPARTURE_DIED] = "died",         [DI_DEPARTURE_BY_RATE] = "by_rate",
        [DI_DEPARTURE_OTHER] = "other"};
    return ids[departure];
}

void di_closure_init(struct di_closure *closure)
{
    *closure = (struct di_closure){.shut_at = DI_TIME_NEVER,
                                   .last_child_at = DI_TIME_NEVER,
                                   .closed_at = DI_TIME_NEVER,
                                   .wind_down_day = DI_NO_DAY,
                                   .close_by_day = DI_NO_DAY,
                                   .alert_day = DI_NO_DAY};
}

double di_closure_placement_share(const struct di_closure *closure)
{
    int32_t all = 0;
    for (uint32_t d = 0; d < DI_DEPARTURES; d++)
        all += closure->departures[d];
    return all == 0 ? (double)NAN
                    : (double)(closure->departures[DI_DEPARTURE_FAMILY] +
                               closure->departures[DI_DEPARTURE_SUPPORTED]) /
                          all;
}

bool di_closure_is_on_time(const struct di_closure *closure)
{
    return closure->closed_at != DI_TIME_NEVER && closure->close_by_day != DI_NO_DAY &&
           di_time_day(closure->closed_at) <= closure->close_by_day;
}
