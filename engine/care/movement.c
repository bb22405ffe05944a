/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place where a child changes its place. Every move leaves one stock and enters
 * another, frees one place and takes another, and is counted once as a flow: conservation of
 * children holds because nothing else touches stocks.
 */
#include <math.h>
#include <stdlib.h>

#include "carried_clocks.h"
#include "desk.h"
#include "system.h"

static void list_unplaced(struct di_care *care, uint32_t slot)
{
    if (care->unplaced_count == care->unplaced_capacity) {
        uint32_t *grown = care_grow(care, care->unplaced, &care->unplaced_capacity,
                                    care->unplaced_count + 1, sizeof *grown);
        if (grown == NULL)
            return;
        care->unplaced = grown;
    }
    care->children[slot].unit = care->unplaced_count;
    care->unplaced[care->unplaced_count++] = slot;
    if (care->unplaced_count > care->unplaced_most)
        care->unplaced_most = care->unplaced_count;
}

static void unlist_unplaced(struct di_care *care, uint32_t slot)
{
    const uint32_t at = care->children[slot].unit;
    const uint32_t last = care->unplaced[--care->unplaced_count];
    care->unplaced[at] = last;
    care->children[last].unit = at;
}

static void vacate(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    const uint32_t unit = child->unit;
    if (child->setting == DI_SETTING_UNPLACED)
        unlist_unplaced(care, slot);
    else if (unit != NO_SLOT)
        family_release(care, unit, slot);
    child->unit = NO_SLOT;
    resident_mark_set(care, slot, NO_SLOT);
    if (child->setting == DI_SETTING_UNPLACED || unit == NO_SLOT)
        return;
    unit_vacate(care, unit);
    if (care->units[unit].carers != UINT32_MAX)
        family_rest_begin(care, unit, slot);
    closure_check(care, unit); /* this child is out */
}

static void note_overfill(struct di_care *care, uint32_t slot)
{
    recorder_tally(care, (uint16_t)care->children[slot].region, DI_TALLY_OVERFILL);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_OVERFILL, NULL, (double)NAN);
}

static void occupy(struct di_care *care, uint32_t slot, uint32_t setting, uint32_t unit,
                   bool is_start)
{
    struct child *child = &care->children[slot];
    child->setting = (uint8_t)setting;
    child->unit = unit;
    if (setting == DI_SETTING_UNPLACED) {
        list_unplaced(care, slot);
        return;
    }
    if (unit == NO_SLOT)
        return;
    const bool may_overfill =
        setting_of(care, child)->on_full == DI_ON_FULL_OVERFILL || care->is_unexplained;
    child->region = care->units[unit].region & 0x3ffu;
    if (may_overfill && !is_start && unit_free(&care->units[unit]) < 1)
        note_overfill(care, slot);
    resident_mark_set(care, slot, unit);
    if (!is_start)
        closure_note_admission(care, slot, unit);
    unit_occupy(care, unit, is_start || may_overfill || care->is_evacuation);
    family_take(care, unit, slot);
}

static void start_state(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    child_begin_state(care, slot, care->now);
    child->overran = 0;
    child_count_visit(child, setting_of(care, child)->kind);
}

static void settle_request(struct di_care *care, uint32_t slot)
{
    if (care->children[slot].request != NO_SLOT)
        request_refresh(care, slot);
    else if (request_should_open(care, slot))
        request_open(care, slot);
}

void movement_at_start(struct di_care *care, uint32_t slot, uint32_t setting, uint32_t unit)
{
    struct child *child = &care->children[slot];
    occupy(care, slot, setting, unit, true);
    child_count_visit(child, setting_of(care, child)->kind);
    recorder_enter(care, child);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_START,
                    casework_is_assessed(care, slot) ? "assessed" : NULL,
                    -di_time_years(child_state_start(child)));
    if (care->desk != NULL)
        monitoring_begin(care, slot);
}

static enum di_trace_event entry_event(uint16_t outside)
{
    return outside == DI_FROM_OUTSIDE_NEW      ? DI_TRACE_ENTRY
           : outside == DI_FROM_OUTSIDE_RETURN ? DI_TRACE_REENTRY
                                               : DI_TRACE_UNEXPLAINED_ENTRY;
}

void movement_enter(struct di_care *care, uint32_t slot, uint32_t setting, uint32_t unit,
                    uint16_t outside, enum di_move move)
{
    struct child *child = &care->children[slot];
    const uint16_t origin = (uint16_t)child->origin;
    const bool is_return = outside == DI_FROM_OUTSIDE_RETURN;
    const uint16_t from = is_return ? child->setting : outside;
    if (is_return) {
        spell_add_home(care, child, true);
        carried_clocks_drop(care, slot);
        recorder_leave(care, child);
        child->episode++;
        care_plan_forget(care, slot);
        casework_forget_assessed(care, slot);
    }
    if (care->desk != NULL)
        monitoring_end(care, slot);
    child->kinship_failed = child->stays_on = 0;
    child->care_day = (int16_t)di_time_day(care->now);
    care->is_unexplained = outside == DI_SETTING_UNEXPLAINED_IN;
    occupy(care, slot, setting, unit, false);
    care->is_unexplained = false;
    start_state(care, slot);
    recorder_enter(care, child);
    recorder_flow(care, child, outside, origin, (uint16_t)setting, (uint16_t)child->region,
                  move);
    if (trace_is_on(care))
        trace_move(care, slot, entry_event(outside), from, origin, move);
    if (care->on_entry != NULL && outside != DI_SETTING_UNEXPLAINED_IN)
        care->on_entry(care->entry_context, child_order(care, slot), care->now, is_return);
    settle_request(care, slot);
    if (care->desk != NULL) {
        monitoring_begin(care, slot);
        casework_after_ladder(care, slot);
    }
    clocks_plan(care, slot);
}

/* MODEL 8.0: a planned move and rungs 1 and 3 of the ladder end the open request. */
static bool ends_request(const struct di_setting *to, enum di_move move)
{
    return move == DI_MOVE_PLANNED || to->kind == DI_KIND_KINSHIP ||
           to->kind == DI_KIND_FOSTER || to->kind == DI_KIND_SPECIALISED_FOSTER;
}

void movement_to(struct di_care *care, uint32_t slot, uint32_t setting, uint32_t unit,
                 enum di_move move)
{
    struct child *child = &care->children[slot];
    const struct di_setting *to = &care->model->settings[setting];
    const uint16_t from = child->setting;
    const uint16_t from_region = (uint16_t)child->region;
    const bool same_kind = setting_of(care, child)->kind == to->kind;
    if (!same_kind || to->kind != DI_KIND_INSTITUTION)
        casework_forget_assessed(care, slot);
    if (ends_request(to, move))
        request_close(care, slot, DI_SPELL_EVENT);
    if (same_kind)
        clocks_carry_over(care, slot, setting);
    else
        carried_clocks_drop(care, slot);
    if (care->desk != NULL)
        monitoring_end(care, slot);
    recorder_leave(care, child);
    if (from != DI_SETTING_UNPLACED)
        closure_note_departure(care, child->unit, setting, move);
    vacate(care, slot);
    occupy(care, slot, setting, unit, false);
    if (same_kind)
        child_begin_place(care, slot);
    else
        start_state(care, slot);
    recorder_enter(care, child);
    recorder_flow(care, child, from, from_region, (uint16_t)setting, (uint16_t)child->region,
                  move);
    if (trace_is_on(care))
        trace_move(care, slot, DI_TRACE_MOVE, from, from_region, move);
    settle_request(care, slot);
    if (care->desk != NULL)
        monitoring_begin(care, slot);
    if (care->desk != NULL && move == DI_MOVE_UNPLANNED)
        casework_after_ladder(care, slot);
    clocks_plan(care, slot);
}

static void leave_care(struct di_care *care, uint32_t slot, uint32_t setting, enum di_move move)
{
    struct child *child = &care->children[slot];
    const uint16_t from = child->setting;
    const uint16_t from_region = (uint16_t)child->region;
    request_close(care, slot, move == DI_MOVE_PLANNED ? DI_SPELL_EVENT : DI_SPELL_OTHER);
    adoption_drop(care, slot);
    review_drop(care, slot);
    if (care->desk != NULL)
        monitoring_end(care, slot);
    recorder_leave(care, child);
    if (from != DI_SETTING_UNPLACED)
        closure_note_departure(care, child->unit, setting, move);
    vacate(care, slot);
    child_drop_carry(care, slot);
    recorder_flow(care, child, from, from_region, (uint16_t)setting, (uint16_t)child->origin,
                  move);
    child->setting = (uint8_t)setting;
    child->region = child->origin;
    const bool is_home =
        setting == DI_SETTING_HOME_MONITORED || setting == DI_SETTING_HOME_CLOSED;
    if (trace_is_on(care))
        trace_move(care, slot, is_home ? DI_TRACE_HOME : DI_TRACE_EXIT, from, from_region,
                   move);
}

void movement_leave(struct di_care *care, uint32_t slot, uint32_t setting, enum di_move move)
{
    leave_care(care, slot, setting, move);
    child_remove(care, slot);
}

static void begin_at_home(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    child_begin_state(care, slot, care->now);
    if (child->setting != DI_SETTING_HOME_MONITORED && !clocks_reenters(care, slot)) {
        spell_add_home(care, child, false);
        child_remove(care, slot);
        return;
    }
    recorder_enter(care, child);
    if (care->desk != NULL)
        monitoring_begin(care, slot);
    clocks_plan(care, slot);
}

/* A child whose re-entry clock cannot fire any more keeps no row: its return is counted, and
 * nothing of it can happen. */
void movement_home(struct di_care *care, uint32_t slot, enum di_move move, bool monitored)
{
    leave_care(care, slot, monitored ? DI_SETTING_HOME_MONITORED : DI_SETTING_HOME_CLOSED,
               move);
    begin_at_home(care, slot);
}

/* Sent home by a shock: its re-entry clock runs at that shock's pace. */
void movement_discharge(struct di_care *care, uint32_t slot, uint32_t shock)
{
    leave_care(care, slot, DI_SETTING_HOME_CLOSED, DI_MOVE_UNPLANNED);
    struct carry *carry = child_carry(care, slot);
    if (carry == NULL)
        return;
    carry->discharged_by = (uint16_t)(shock + 1);
    begin_at_home(care, slot);
}
