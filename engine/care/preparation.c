/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the match to the move (MODEL 8.1, 8.2). The place is reserved at the match and occupied
 * at the move:
 *
 *   match -> (renewal, if the assessment has expired) -> caseload gate -> preparation -> move
 *
 * An assessment valid at the match serves the move, however long preparation takes; if it has
 * expired, the match is dated to the end of the renewal. A reservation runs out after
 * `reservation_days`, counted only while no preparation for it is queued or running; the child
 * then waits again from the next instant, so it comes last at the trigger of its own expiry.
 *
 * Siblings matched to one place move together, when the last of them is prepared. A match
 * without a place (return home; kin, who have no places of their own) does not run out.
 */

#include <math.h>

#include "system.h"

bool preparation_is_open(const struct di_care *care, uint32_t slot)
{
    return care->desk != NULL && care->children[slot].request != NO_SLOT &&
           casefile_of(care, slot)->match_option != DI_OPTIONS;
}

/* ---- children matched to a place: a chain from its unit ---- */

static void link_match(struct di_care *care, uint32_t slot, uint32_t unit)
{
    struct casefile *file = casefile_of(care, slot);
    file->match_unit = unit;
    if (unit == NO_SLOT)
        return;
    const uint32_t next = care->desk->first_matched[unit];
    file->next_matched = next;
    file->previous_matched = NO_SLOT;
    if (next != NO_SLOT)
        casefile_of(care, next)->previous_matched = slot;
    care->desk->first_matched[unit] = slot;
}

static void unlink_match(struct di_care *care, uint32_t slot)
{
    struct casefile *file = casefile_of(care, slot);
    if (file->match_unit == NO_SLOT)
        return;
    if (file->next_matched != NO_SLOT)
        casefile_of(care, file->next_matched)->previous_matched = file->previous_matched;
    if (file->previous_matched != NO_SLOT)
        casefile_of(care, file->previous_matched)->next_matched = file->next_matched;
    else
        care->desk->first_matched[file->match_unit] = file->next_matched;
    file->match_unit = NO_SLOT;
}

/* ---- the reservation's own time ---- */

static bool runs_out(const struct casefile *file)
{
    return file->match_unit != NO_SLOT && file->match_option != DI_OPTION_KINSHIP;
}

static void run_reservation(struct di_care *care, struct casefile *file)
{
    if (!runs_out(file) || file->keep_since != REQUEST_UNDECIDED)
        return;
    file->keep_since = care->now;
    care_schedule(care, care->now + file->keep_left, DI_EVENT_CLASS_RELEASE, EVENT_RESERVATION,
                  file->preparation | WORK_ENTITY,
                  care->desk->teams.jobs[file->preparation].generation);
}

static void stop_reservation(const struct di_care *care, struct casefile *file)
{
    if (file->keep_since == REQUEST_UNDECIDED)
        return;
    file->keep_left -= care->now - file->keep_since;
    file->keep_since = REQUEST_UNDECIDED;
}

/* ---- an end without a move ---- */

static void trace_of(const struct di_care *care, uint32_t slot, enum di_trace_event event)
{
    if (trace_is_on(care))
        trace_child(care, slot, event,
                    trace_option_id((enum di_option)casefile_of(care, slot)->match_option),
                    (double)NAN);
}

/* A resident who was matched at the upper edge of its setting's ages stayed for the move. */
static void leave_if_too_old(struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    const struct di_setting *setting = setting_of(care, child);
    if (care->model->policies.ageing && setting->age_to_years < 18 && !child->stays_on &&
        child_age_years(care, child) >= setting->age_to_years)
        transition_event(care, slot, EVENT_AGE_EDGE);
}

static void end_without_move(struct di_care *care, uint32_t slot)
{
    if (preparation_is_open(care, slot))
        trace_of(care, slot, DI_TRACE_UNRESERVED);
    preparation_drop(care, slot);
    request_resume(care, slot);
    leave_if_too_old(care, slot);
}

/* ---- moving ---- */

static bool move_in(struct di_care *care, uint32_t slot)
{
    const uint32_t unit = casefile_of(care, slot)->match_unit;
    if (unit == NO_SLOT) {
        movement_home(care, slot, DI_MOVE_PLANNED, true);
        return true;
    }
    if (!unit_is_open(care, &care->units[unit])) { /* no admission under moratorium */
        end_without_move(care, slot);
        return false;
    }
    unlink_match(care, slot);
    unit_expect(care, unit);
    movement_to(care, slot, care->units[unit].setting, unit, DI_MOVE_PLANNED);
    return true;
}

/* Brothers and sisters matched with the child, and the child: [DI_GROUP_SIZE_MAX]. */
static uint32_t companions(const struct di_care *care, uint32_t slot, uint32_t *slots)
{
    const struct casefile *own = casefile_of(care, slot);
    const uint32_t group = care->children[slot].group;
    uint32_t count = 0;
    for (uint32_t other = care->groups[group].first_child; other != NO_SLOT;
         other = care->children[other].next_sibling) {
        if (!preparation_is_open(care, other) || count == DI_GROUP_SIZE_MAX)
            continue;
        const struct casefile *file = casefile_of(care, other);
        if (other == slot ||
            (own->is_together && file->is_together && file->match_unit == own->match_unit))
            slots[count++] = other;
    }
    return count;
}

bool preparation_done(struct di_care *care, uint32_t slot)
{
    uint32_t slots[DI_GROUP_SIZE_MAX];
    casefile_of(care, slot)->is_prepared = 1;
    const uint32_t count = companions(care, slot, slots);
    for (uint32_t i = 0; i < count; i++)
        if (!casefile_of(care, slots[i])->is_prepared)
            return false;
    for (uint32_t i = 0; i < count; i++)
        casefile_of(care, slots[i])->is_together = 0;
    bool has_moved = false;
    for (uint32_t i = 0; i < count && care->status == DI_OK; i++)
        has_moved = move_in(care, slots[i]) && (slots[i] == slot || has_moved);
    return has_moved;
}

/* One of several who wait for each other has gone another way: the rest may be ready. */
static void wake_companions(struct di_care *care, uint32_t slot)
{
    uint32_t slots[DI_GROUP_SIZE_MAX];
    if (!casefile_of(care, slot)->is_together)
        return;
    const uint32_t count = companions(care, slot, slots);
    for (uint32_t i = 0; i < count; i++) {
        const struct casefile *file = casefile_of(care, slots[i]);
        if (slots[i] == slot || !file->is_prepared)
            continue;
        struct job *job = &care->desk->teams.jobs[file->preparation];
        job->generation++;
        care_schedule(care, care->now, DI_EVENT_CLASS_RELEASE,
                      (enum event_purpose)(EVENT_JOB + DI_ACTIVITY_PREPARATION),
                      file->preparation | WORK_ENTITY, job->generation);
        return;
    }
}

/* ---- from the match on ---- */

/* The place is the one that is kept, not the one where the child still lives. */
static void trace_reserved(const struct di_care *care, uint32_t slot)
{
    struct di_trace_line line = trace_line_of_child(care, slot, DI_TRACE_RESERVED);
    const struct casefile *file = casefile_of(care, slot);
    line.from = line.to = care->children[slot].setting;
    line.from_region = line.to_region = (uint16_t)care->children[slot].region;
    line.place = NULL;
    line.ordinal = UINT32_MAX;
    if (file->match_unit != NO_SLOT)
        trace_set_place(care, file->match_unit, &line);
    line.what = trace_option_id((enum di_option)file->match_option);
    trace_emit(care, &line);
}

bool preparation_admit(struct di_care *care, uint32_t slot)
{
    struct casefile *file = casefile_of(care, slot);
    const struct di_activity_plan *plan =
        &care->model->staffing.activities[DI_ACTIVITY_PREPARATION];
    stop_reservation(care, file);
    file->case_region = (uint16_t)care->children[slot].region;
    caseload_add(care, file->case_region);
    trace_of(care, slot, DI_TRACE_PREPARES);
    if (!(plan->min_days > 0) && !(casework_hours(care, slot, DI_ACTIVITY_PREPARATION, 0) > 0))
        return preparation_done(care, slot);
    casework_begin(care, slot, file->preparation);
    return false;
}

static bool has_valid_assessment(const struct di_care *care, const struct casefile *file)
{
    return file->assessed <= care->now &&
           care->now - file->assessed <=
               di_time_from_days(care->model->staffing.assessment_valid_days);
}

static bool date_match(struct di_care *care, uint32_t slot)
{
    struct casefile *file = casefile_of(care, slot);
    if (!has_valid_assessment(care, file))
        invariant_fail(care, slot,
                       DI_N_("every planned move had an assessment valid at its match"));
    run_reservation(care, file);
    return caseload_wait(care, slot);
}

bool preparation_renewed(struct di_care *care, uint32_t slot)
{
    return date_match(care, slot);
}

bool preparation_match(struct di_care *care, uint32_t slot, enum di_option option,
                       uint32_t unit, bool together)
{
    const uint32_t job = casework_add_job(care, slot, DI_ACTIVITY_PREPARATION);
    if (job == NO_JOB)
        return false;
    struct casefile *file = casefile_of(care, slot);
    file->match_option = (uint8_t)option;
    link_match(care, slot, unit);
    file->preparation = job;
    file->is_together = together;
    file->is_prepared = 0;
    file->keep_left = di_time_from_days(care->model->policies.reservation_days);
    file->keep_since = REQUEST_UNDECIDED;
    if (unit != NO_SLOT)
        unit_keep(care, unit);
    request_suspend(care, slot);
    if (trace_is_on(care))
        trace_reserved(care, slot);
    if (has_valid_assessment(care, file))
        return date_match(care, slot);
    file->renewals++;
    run_reservation(care, file);
    return casework_start(care, slot, DI_ACTIVITY_RENEWAL);
}

/* ---- what ends a preparation ---- */

void preparation_drop(struct di_care *care, uint32_t slot)
{
    struct casefile *file = casefile_of(care, slot);
    if (file->match_option == DI_OPTIONS)
        return;
    wake_companions(care, slot);
    caseload_leave_gate(care, file->preparation);
    casework_drop(care, slot, DI_ACTIVITY_PREPARATION);
    casework_drop(care, slot, DI_ACTIVITY_RENEWAL);
    if (file->case_region != DI_NONE)
        caseload_remove(care, file->case_region);
    const uint32_t unit = file->match_unit;
    unlink_match(care, slot);
    file->case_region = DI_NONE;
    file->match_option = DI_OPTIONS;
    file->is_together = file->is_prepared = 0;
    if (unit != NO_SLOT)
        unit_unkeep(care, unit);
}

void preparation_expire(struct di_care *care, uint32_t job)
{
    const uint32_t slot = care->desk->teams.jobs[job].owner;
    const struct casefile *file = casefile_of(care, slot);
    if (file->keep_since == REQUEST_UNDECIDED || file->keep_since + file->keep_left > care->now)
        return;
    recorder_tally(care, (uint16_t)care->children[slot].region, DI_TALLY_RESERVATIONS_EXPIRED);
    end_without_move(care, slot);
}

/* Whoever is matched there, in the order of rows; NO_SLOT: nobody. */
static uint32_t first_matched(const struct di_care *care, uint32_t unit)
{
    uint32_t first = NO_SLOT;
    for (uint32_t slot = care->desk->first_matched[unit]; slot != NO_SLOT;
         slot = casefile_of(care, slot)->next_matched)
        if (slot < first)
            first = slot;
    return first;
}

void preparation_unit_lost(struct di_care *care, uint32_t unit)
{
    if (care->desk == NULL)
        return;
    for (uint32_t slot = first_matched(care, unit); slot != NO_SLOT;
         slot = first_matched(care, unit)) {
        recorder_tally(care, (uint16_t)care->children[slot].region,
                       DI_TALLY_RESERVATIONS_EXPIRED);
        end_without_move(care, slot);
    }
}
