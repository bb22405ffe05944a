/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each event of a child does: one function per cause, one per dated event. Where the child
 * then goes is the ladder's rule; how it is counted is movement's.
 */
#include <math.h>

#include "first_placement.h"
#include "system.h"

static void go_home(struct di_care *care, uint32_t slot, const struct di_pathway *pathway)
{
    const struct child *child = &care->children[slot];
    const bool by_request = di_series_at(&pathway->mode, di_time_day(care->now)) > 0.5;
    if (by_request && clocks_is_return_decision(care, child, pathway))
        request_home_ready(care, slot);
    else
        movement_home(care, slot, DI_MOVE_BY_RATE, false);
}

static void refuse(struct di_care *care, uint32_t slot, uint32_t p)
{
    recorder_tally(care, (uint16_t)care->children[slot].region, DI_TALLY_REFUSED_BY_RATE);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_REFUSED,
                    di_pathway_destination(
                        care->model, &setting_of(care, &care->children[slot])->pathways[p]),
                    (double)NAN);
    clocks_after_refusal(care, slot, p);
    clocks_plan(care, slot);
}

static void transfer(struct di_care *care, uint32_t slot, uint32_t p)
{
    if (closure_refuses_transfer(care, care->children[slot].unit) ||
        !ladder_try(care, slot, RUNG_INSTITUTION, RUNG_INSTITUTION, care->children[slot].unit,
                    LADDER_MOVE))
        refuse(care, slot, p);
}

static void place_by_rate(struct di_care *care, uint32_t slot, uint32_t p, uint16_t target)
{
    const struct child *child = &care->children[slot];
    const enum di_kind kind = care->model->settings[target].kind;
    struct place_request request = {.children = &slot,
                                    .count = 1,
                                    .region = (uint16_t)child->region,
                                    .except = child->unit,
                                    .only_setting = target};
    const uint32_t unit = unit_search(care, &request, &kind, 1, false);
    if (unit == NO_SLOT)
        refuse(care, slot, p);
    else
        movement_to(care, slot, target, unit, DI_MOVE_BY_RATE);
}

static void break_down(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    const uint32_t lost_unit = child->unit;
    const enum di_kind kind = setting_of(care, child)->kind;
    if (kind == DI_KIND_KINSHIP)
        child->kinship_failed = 1;
    if (di_kind_is_foster(kind)) {
        struct carry *carry = child_carry(care, slot);
        if (carry != NULL)
            carry->lost_unit = lost_unit;
    }
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_BREAKDOWN, NULL, (double)NAN);
    place_count_note(care, child->region, child->setting, DI_PLACE_BREAKDOWNS);
    recorder_mark(care, child, child->region, DI_MARK_BREAKDOWN);
    const bool is_family = lost_unit != NO_SLOT && care->units[lost_unit].carers != UINT32_MAX;
    if (is_family)
        family_note_breakdown(care, lost_unit);
    ladder_place(care, slot, RUNG_KIN, RUNG_OVERFILL, is_family ? lost_unit : NO_SLOT,
                 LADDER_BREAKDOWN);
}

static bool is_of_justice(enum di_kind kind)
{
    return kind == DI_KIND_DETENTION || kind == DI_KIND_DIVERSION;
}

static void fire(struct di_care *care, uint32_t slot, uint32_t p)
{
    const struct di_pathway *pathway = &setting_of(care, &care->children[slot])->pathways[p];
    switch (pathway->path) {
    case DI_PATH_HOME:
        if (is_of_justice(setting_of(care, &care->children[slot])->kind))
            justice_release(care, slot);
        else
            go_home(care, slot, pathway);
        break;
    case DI_PATH_SPONTANEOUS_HOME:
        movement_home(care, slot, DI_MOVE_UNPLANNED, false);
        break;
    case DI_PATH_DIED:
    case DI_PATH_LEFT_COUNTRY:
        movement_leave(care, slot, pathway->target, DI_MOVE_UNPLANNED);
        break;
    case DI_PATH_ADOPTED:
        if (di_series_at(&pathway->mode, di_time_day(care->now)) > 0.5)
            adoption_ready(care, slot);
        else
            movement_leave(care, slot, pathway->target, DI_MOVE_BY_RATE);
        break;
    case DI_PATH_INDEPENDENT:
    case DI_PATH_SINK:
        movement_leave(care, slot, pathway->target, DI_MOVE_BY_RATE);
        break;
    case DI_PATH_BREAKDOWN:
        break_down(care, slot);
        break;
    case DI_PATH_TRANSFER:
        transfer(care, slot, p);
        break;
    case DI_PATH_REENTRY:
        first_placement_return(care, slot);
        break;
    case DI_PATH_PLACEMENT:
        place_by_rate(care, slot, p, pathway->target);
        break;
    }
}

static void have_birthday(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    recorder_leave(care, child);
    child->age_band++;
    recorder_enter(care, child);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_BIRTHDAY, NULL, (double)NAN);
    if (child->request != NO_SLOT)
        request_birthday(care, slot);
    clocks_plan_on(care, slot);
}

/* By sex and disability, as whom they were at 17: those over 18 are not told apart (result.c).
 */
static void mark_grown(struct di_care *care, const struct child *child, enum di_mark mark)
{
    struct child grown = *child;
    grown.age_band = (care->model->age_band_count - 2) & 7u;
    recorder_mark(care, &grown, grown.region, mark);
}

/* An adult who goes back to the family has aged out, as one who lives alone has (MODEL 4): no
 * return home, which K7 and K14 are about. */
static void age_out(struct di_care *care, uint32_t slot)
{
    const struct di_setting *setting = setting_of(care, &care->children[slot]);
    double u = di_draw_uniform(care->stream, child_key(care, &care->children[slot]),
                               DI_PURPOSE_DESTINATION_AT_18, 0, 0);
    uint32_t leaving = 0;
    while (leaving + 1 < DI_LEAVINGS && u >= setting->leaving_share[leaving])
        u -= setting->leaving_share[leaving++];
    mark_grown(care, &care->children[slot],
               (enum di_mark)(DI_MARK_AGED_OUT_AFTERCARE + leaving));
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_LEAVES_AT_18, di_leaving_id((enum di_leaving)leaving),
                    (double)NAN);
    if (leaving == DI_LEAVING_AFTERCARE)
        service_hours_begin(care, care->children[slot].region, DI_ACTIVITY_AFTERCARE,
                            child_order(care, slot),
                            child_uniform(care, slot, DI_PURPOSE_DURATION, 0));
    movement_leave(care, slot,
                   leaving == DI_LEAVING_ADULT_INSTITUTION ? DI_SETTING_ADULT_INSTITUTION
                                                           : DI_SETTING_AGED_OUT,
                   DI_MOVE_UNPLANNED);
}

static void turn_eighteen(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    const struct di_person person = child_person(care, child);
    const double stay =
        di_quantity_at(&setting_of(care, child)->stay18_share, di_time_day(care->now), &person);
    if (di_draw_uniform(care->stream, child_key(care, child), DI_PURPOSE_STAY_AT_18, 0, 0) >=
        stay) {
        age_out(care, slot);
        return;
    }
    child->stays_on = 1;
    mark_grown(care, child, DI_MARK_STAYED_ON);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_STAYS_ON, NULL, (double)NAN);
    clocks_plan(care, slot);
}

static void reach_age_edge(struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    if (preparation_is_open(care, slot)) { /* stays until the move, or the end of the match */
        clocks_plan(care, slot);
        return;
    }
    recorder_tally(care, (uint16_t)child->region, DI_TALLY_AGE_TRANSFERS);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_AGE_EDGE, NULL, (double)NAN);
    ladder_place(care, slot, RUNG_INSTITUTION, RUNG_OVERFILL, child->unit, LADDER_MOVE);
}

/* A child for whom only rung 7 is left stays where it is (MODEL 4). */
static void reach_max_stay(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    child->overran = 1;
    if (ladder_try(care, slot, RUNG_KIN, RUNG_KIN, NO_SLOT, LADDER_MOVE) ||
        ladder_try(care, slot, RUNG_FOSTER, RUNG_OVERFILL, NO_SLOT, LADDER_MOVE))
        return;
    recorder_tally(care, (uint16_t)child->region, DI_TALLY_OVERRUN);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_OVERRUNS, NULL, (double)NAN);
    clocks_plan(care, slot);
}

static void end_monitoring(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    if (care->model->policies.closed_reentry_rr < 1 ||
        care->model->policies.closed_reentry_rr > 1)
        clocks_keep(care, slot); /* what the monitored time has used up was at another rate */
    if (care->desk != NULL)
        monitoring_end_at_home(care, slot);
    recorder_leave(care, child);
    child->setting = DI_SETTING_HOME_CLOSED;
    recorder_enter(care, child);
    if (trace_is_on(care))
        trace_move(care, slot, DI_TRACE_MONITORING_END, DI_SETTING_HOME_MONITORED,
                   (uint16_t)child->region, DI_MOVES);
    if (clocks_reenters(care, slot)) {
        clocks_plan(care, slot);
        return;
    }
    spell_add_home(care, child, false);
    child_remove(care, slot);
}

void transition_event(struct di_care *care, uint32_t slot, uint32_t purpose)
{
    switch (purpose) {
    case EVENT_BAND:
        have_birthday(care, slot);
        break;
    case EVENT_EIGHTEEN:
        turn_eighteen(care, slot);
        break;
    case EVENT_LEAVE_AGE:
        age_out(care, slot);
        break;
    case EVENT_AGE_EDGE:
        reach_age_edge(care, slot);
        break;
    case EVENT_AGE_NOTICE:
        if (care->children[slot].request == NO_SLOT && request_should_open(care, slot))
            request_open(care, slot);
        clocks_plan_on(care, slot);
        break;
    case EVENT_MAX_STAY:
        reach_max_stay(care, slot);
        break;
    case EVENT_MONITORING:
        end_monitoring(care, slot);
        break;
    case EVENT_REQUEST:
        request_threshold(care, slot);
        break;
    default:
        fire(care, slot, purpose - EVENT_CAUSE);
        break;
    }
}
