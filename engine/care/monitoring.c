/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Visits to children in monitored placements (MODEL 8.1): at home while monitored, in foster
 * kinds, with kin. Each such child is a case of its region; young people in supported living
 * may be visited too, and are no cases. Visits fall due at even intervals from the start of the
 * placement; a visit still queued when the next falls due is dropped and counted as missed, and
 * the later one keeps its due date.
 *
 * Late: the oldest visit that has fallen due since the last one made, dropped ones included, is
 * owed; once it is owed for longer than `late_after`, breakdown and re-entry are multiplied by
 * `unmonitored_rr` until a visit is made. (Were lateness forgotten with each dropped visit,
 * monthly visits could hardly ever be late.)
 *
 * Crises of family placements come by a Poisson clock and ask for support; once it was given,
 * breakdown of that placement is multiplied by `crisis_support_rr`.
 *
 * A visit never replans the child's clocks, unless it begins or ends being late.
 */
#include "monitoring.h"

#include <math.h>
#include <string.h>

#include "next_event.h"
#include "system.h"

enum visit_schedule {
    VISIT_REUNIFIED,
    VISIT_FOSTER,
    VISIT_KINSHIP,
    VISIT_SUPPORTED,
    VISIT_NEVER
};

static struct watch *watch_of(const struct di_care *care, uint32_t row)
{
    return &care->desk->watches[row];
}

static uint32_t row_of(const struct di_care *care, uint32_t slot)
{
    return slot < care->desk->child_capacity ? care->desk->watch_of[slot] : NO_SLOT;
}

/* ---- when visits fall due ---- */

static di_time interval_of(double visits_per_month)
{
    return visits_per_month > 0 ? di_time_from_days(DI_DAYS_PER_MONTH / visits_per_month)
                                : DI_TIME_NEVER;
}

static di_time interval_at(const struct di_care *care, const struct watch *watch, di_time time)
{
    const struct di_staffing *staffing = &care->model->staffing;
    switch ((enum visit_schedule)watch->schedule) {
    case VISIT_REUNIFIED:
        return interval_of(time - watch->start <
                                   di_time_from_days(staffing->reunified_first_days)
                               ? staffing->reunified_visits_per_month
                               : staffing->reunified_later_visits_per_month);
    case VISIT_FOSTER:
        return interval_of(staffing->foster_visits_per_month);
    case VISIT_KINSHIP:
        return interval_of(staffing->kinship_visits_per_month);
    case VISIT_SUPPORTED:
        return interval_of(staffing->supported_visits_per_month);
    case VISIT_NEVER:
        break;
    }
    return DI_TIME_NEVER;
}

/* Most placements end before their next crisis: it is filed only when it comes before the next
 * visit, else the calendar would be full of crises that never happen. */
static void file_crisis_before(struct di_care *care, uint32_t row, di_time time)
{
    struct watch *watch = watch_of(care, row);
    if (watch->crisis_at == DI_TIME_NEVER || watch->crisis_at >= time)
        return;
    care_schedule(care, watch->crisis_at, DI_EVENT_CLASS_CLOCK, EVENT_CRISIS, row | WORK_ENTITY,
                  watch->generation);
    watch->crisis_at = DI_TIME_NEVER;
}

/* A visit of a later month is filed when that month begins. */
static void file_visit(struct di_care *care, uint32_t row)
{
    const struct watch *watch = watch_of(care, row);
    const uint8_t month = next_event_month(care, watch->due_at);
    care->desk->visit_month[row] = month;
    if (month == NO_MONTH)
        care_schedule(care, watch->due_at, DI_EVENT_CLASS_CLOCK, EVENT_VISIT, row | WORK_ENTITY,
                      watch->generation);
}

static void schedule_due(struct di_care *care, uint32_t row, di_time time)
{
    watch_of(care, row)->due_at = time;
    file_visit(care, row);
    file_crisis_before(care, row, time);
}

void monitoring_file_month(struct di_care *care, uint32_t month)
{
    const uint8_t *const first = care->desk->visit_month;
    const uint8_t *const end = first + care->desk->watch_used;
    const uint8_t *at = first;
    while (at != end &&
           (at = memchr(at, (int)(month % NO_MONTH), (size_t)(end - at))) != NULL) {
        file_visit(care, (uint32_t)(at - first));
        at++;
    }
}

/* The first due date after now: placements of the start are in the middle of their rhythm. */
static void schedule_first(struct di_care *care, uint32_t row)
{
    const struct watch *watch = watch_of(care, row);
    const di_time interval = interval_at(care, watch, care->now);
    if (interval == DI_TIME_NEVER || interval <= 0)
        return;
    const di_time passed = (care->now - watch->start) / interval;
    schedule_due(care, row, watch->start + (passed + 1) * interval);
}

/* ---- late ---- */

static uint64_t bit_of(uint32_t slot)
{
    return UINT64_C(1) << slot % 64;
}

double monitoring_factor(const struct di_care *care, uint32_t slot, enum di_path path)
{
    const struct desk *desk = care->desk;
    if ((path != DI_PATH_BREAKDOWN && path != DI_PATH_REENTRY) || slot >= desk->child_capacity)
        return 1;
    double factor =
        (desk->late[slot / 64] & bit_of(slot)) != 0 ? care->model->staffing.unmonitored_rr : 1;
    if (path == DI_PATH_BREAKDOWN && (desk->supported[slot / 64] & bit_of(slot)) != 0)
        factor *= care->model->staffing.crisis_support_rr;
    return factor;
}

/* The hazards of a child change in a way its planned future does not contain. */
static void change_bit(struct di_care *care, uint32_t slot, uint64_t *bits, bool is_set)
{
    clocks_keep(care, slot);
    bits[slot / 64] = (bits[slot / 64] & ~bit_of(slot)) | (is_set ? bit_of(slot) : 0);
    clocks_plan(care, slot);
}

static void count_late(struct di_care *care, struct watch *watch, bool is_late)
{
    caseload_count_time(care, watch->region);
    care->desk->caseload[watch->region].late += is_late ? 1 : -1;
    watch->is_late = is_late ? 1 : 0;
}

static void owe(struct di_care *care, uint32_t row, di_time due)
{
    struct watch *watch = watch_of(care, row);
    if (watch->owed_since != DI_TIME_NEVER)
        return;
    watch->owed_since = due;
    const di_time late = due + di_time_from_days(care->model->staffing.late_after_days);
    care_schedule(care, late > care->now ? late : care->now, DI_EVENT_CLASS_CLOCK, EVENT_LATE,
                  row | WORK_ENTITY, watch->generation);
}

static void become_late(struct di_care *care, uint32_t row)
{
    struct watch *watch = watch_of(care, row);
    if (watch->is_late || watch->owed_since == DI_TIME_NEVER ||
        watch->owed_since + di_time_from_days(care->model->staffing.late_after_days) >
            care->now)
        return;
    count_late(care, watch, true);
    change_bit(care, watch->child, care->desk->late, true);
}

/* ---- visits ---- */

static double visit_hours(const struct di_care *care, const struct watch *watch)
{
    const struct di_person person = {.region = watch->region};
    return casework_hours(care, watch->child, DI_ACTIVITY_VISIT, watch->due_count) +
           di_quantity_at(&care->model->staffing.travel_hours, di_time_day(care->now), &person);
}

static void made(struct di_care *care, uint32_t row)
{
    struct watch *watch = watch_of(care, row);
    care->desk->caseload[watch->region].count.visits_made++;
    watch->owed_since = DI_TIME_NEVER;
    if (!watch->is_late)
        return;
    count_late(care, watch, false);
    change_bit(care, watch->child, care->desk->late, false);
}

static void ask_for_visit(struct di_care *care, uint32_t row, di_time due)
{
    struct teams *teams = &care->desk->teams;
    const struct watch *watch = watch_of(care, row);
    const double hours = visit_hours(care, watch);
    if (!(hours > 0)) {
        made(care, row);
        if (trace_is_on(care))
            trace_child(care, watch->child, DI_TRACE_ACTIVITY_END,
                        di_activity_id(DI_ACTIVITY_VISIT), 0);
        return;
    }
    const uint32_t team = desk_team(care->desk, watch->region, DI_ACTIVITY_VISIT);
    const uint32_t job = job_add(teams, row, DI_ACTIVITY_VISIT, watch->order);
    if (job == NO_JOB)
        return;
    watch_of(care, row)->visit = job;
    job_begin(teams, job, team, DI_WORK_VISIT, (uint64_t)due, hours, 0, care->now);
    if (teams->jobs[job].state == JOB_QUEUED)
        owe(care, row, due);
}

/* `cause`: of the trace, NULL where the visit was waiting when the next fell due. */
static void miss(struct di_care *care, const struct watch *watch, const char *cause)
{
    care->desk->caseload[watch->region].count.visits_missed++;
    if (trace_is_on(care))
        trace_child(care, watch->child, DI_TRACE_VISIT_MISSED, cause, (double)NAN);
}

/* In a shock only a share of visits can be made. */
static bool can_be_made(const struct di_care *care, const struct watch *watch)
{
    const double share = shock_visits(care, watch->region);
    return share >= 1 ||
           di_draw_uniform(care->stream, child_key(care, &care->children[watch->child]),
                           DI_PURPOSE_VISIT, care->children[watch->child].episode,
                           watch->due_count) < share;
}

static void fall_due(struct di_care *care, uint32_t row)
{
    struct watch *watch = watch_of(care, row);
    struct teams *teams = &care->desk->teams;
    const di_time interval = interval_at(care, watch, care->now);
    watch->due_count++;
    care->desk->caseload[watch->region].count.visits_due++;
    if (interval != DI_TIME_NEVER)
        schedule_due(care, row, care->now + interval);
    if (!can_be_made(care, watch)) {
        miss(care, watch, "shock");
        owe(care, row, care->now);
    } else if (watch->visit == NO_JOB) {
        ask_for_visit(care, row, care->now);
    } else if (teams->jobs[watch->visit].state == JOB_QUEUED) {
        miss(care, watch, NULL);
        job_replace(teams, watch->visit, (uint64_t)care->now, care->now);
    } else {
        watch->owes_next = 1; /* when the one under way is made */
        care->desk->next_owed[row] = care->now;
    }
}

static void end_visit(struct di_care *care, uint32_t row)
{
    struct watch *watch = watch_of(care, row);
    const bool owes_next = watch->owes_next != 0;
    watch->visit = NO_JOB;
    watch->owes_next = 0;
    made(care, row);
    if (owes_next)
        ask_for_visit(care, row, care->desk->next_owed[row]);
}

/* ---- crises ---- */

static void schedule_crisis(struct di_care *care, uint32_t row)
{
    struct watch *watch = watch_of(care, row);
    const double rate = care->model->staffing.crises_per_year;
    const struct child *child = &care->children[watch->child];
    if (!(rate > 0) || watch->schedule == VISIT_REUNIFIED || watch->schedule == VISIT_SUPPORTED)
        return;
    const enum di_kind kind = setting_of(care, child)->kind;
    const double left = di_draw_exponential(
        care->stream, child_key(care, child), DI_PURPOSE_CRISIS,
        (uint32_t)kind << VISIT_BITS | child_visit(child, kind), watch->crises++);
    const di_time interval = interval_at(care, watch, care->now);
    watch->crisis_at = di_time_after_years(care->now, left / rate);
    file_crisis_before(care, row,
                       interval > 0 && interval != DI_TIME_NEVER ? care->now + interval
                                                                 : DI_TIME_NEVER);
}

static void end_crisis(struct di_care *care, uint32_t row)
{
    struct watch *watch = watch_of(care, row);
    watch->crisis = NO_JOB;
    care->desk->caseload[watch->region].count.crises++;
    if ((care->desk->supported[watch->child / 64] & bit_of(watch->child)) == 0)
        change_bit(care, watch->child, care->desk->supported, true);
}

static void have_crisis(struct di_care *care, uint32_t row)
{
    const struct watch *watch = watch_of(care, row);
    const struct di_activity_plan *plan = &care->model->staffing.activities[DI_ACTIVITY_CRISIS];
    schedule_crisis(care, row);
    if (watch->crisis != NO_JOB)
        return;
    const double hours = casework_hours(care, watch->child, DI_ACTIVITY_CRISIS, watch->crises);
    if (!(hours > 0) && !(plan->min_days > 0)) {
        end_crisis(care, row);
        return;
    }
    const uint32_t job = job_add(&care->desk->teams, row, DI_ACTIVITY_CRISIS, watch->order);
    if (job == NO_JOB)
        return;
    watch_of(care, row)->crisis = job;
    job_queue(&care->desk->teams, job, desk_team(care->desk, watch->region, DI_ACTIVITY_CRISIS),
              DI_WORK_CRISIS, (uint64_t)care->now, hours, plan->min_days, care->now);
}

/* ---- events ---- */

void monitoring_job_done(struct di_care *care, uint32_t row, enum di_activity activity)
{
    if (activity == DI_ACTIVITY_VISIT)
        end_visit(care, row);
    else
        end_crisis(care, row);
}

void monitoring_event(struct di_care *care, uint32_t row, uint8_t purpose)
{
    if (purpose == EVENT_VISIT)
        fall_due(care, row);
    else if (purpose == EVENT_LATE)
        become_late(care, row);
    else
        have_crisis(care, row);
}

uint64_t monitoring_order(const struct di_care *care, uint32_t row)
{
    return watch_of(care, row)->order; /* of a stale event: of whoever had the row */
}

/* ---- beginning and end ---- */

static enum visit_schedule schedule_of(const struct di_care *care, enum di_kind kind)
{
    if (kind == DI_KIND_REUNIFIED_MONITORED)
        return VISIT_REUNIFIED;
    if (di_kind_is_foster(kind))
        return VISIT_FOSTER;
    if (kind == DI_KIND_SUPPORTED_INDEPENDENT &&
        care->model->staffing.supported_visits_per_month > 0)
        return VISIT_SUPPORTED;
    return kind == DI_KIND_KINSHIP ? VISIT_KINSHIP : VISIT_NEVER;
}

static bool make_room(struct di_care *care)
{
    struct desk *desk = care->desk;
    if (desk->watch_used == desk->watch_capacity) {
        struct watch *grown = care_grow(care, desk->watches, &desk->watch_capacity,
                                        desk->watch_used + 1, sizeof *grown);
        if (grown == NULL)
            return false;
        desk->watches = grown;
    }
    if (desk->next_owed_capacity < desk->watch_capacity) {
        di_time *grown = care_grow(care, desk->next_owed, &desk->next_owed_capacity,
                                   desk->watch_capacity, sizeof *grown);
        if (grown == NULL)
            return false;
        desk->next_owed = grown;
    }
    if (desk->visit_month_capacity < desk->watch_capacity) {
        uint8_t *grown = care_grow(care, desk->visit_month, &desk->visit_month_capacity,
                                   desk->watch_capacity, sizeof *grown);
        if (grown == NULL)
            return false;
        desk->visit_month = grown;
    }
    return true;
}

static uint32_t new_row(struct di_care *care)
{
    struct desk *desk = care->desk;
    if (desk->watch_free != NO_SLOT) {
        const uint32_t row = desk->watch_free;
        desk->watch_free = desk->watches[row].child;
        return row;
    }
    if (!make_room(care))
        return NO_SLOT;
    desk->watches[desk->watch_used].generation = 0;
    return desk->watch_used++;
}

void monitoring_begin(struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    const enum visit_schedule schedule = schedule_of(care, setting_of(care, child)->kind);
    if (schedule == VISIT_NEVER || !desk_has_child(care, slot))
        return;
    const uint32_t row = new_row(care);
    if (row == NO_SLOT)
        return;
    const uint16_t generation = watch_of(care, row)->generation;
    *watch_of(care, row) = (struct watch){.order = child_order(care, slot),
                                          .start = child_place_start(care, child),
                                          .owed_since = DI_TIME_NEVER,
                                          .crisis_at = DI_TIME_NEVER,
                                          .due_at = DI_TIME_NEVER,
                                          .child = slot,
                                          .visit = NO_JOB,
                                          .crisis = NO_JOB,
                                          .region = (uint16_t)child->region,
                                          .generation = (uint16_t)(generation + 1u),
                                          .schedule = schedule & 63};
    care->desk->visit_month[row] = NO_MONTH;
    care->desk->watch_of[slot] = row;
    if (schedule != VISIT_SUPPORTED)
        caseload_add(care, child->region);
    schedule_first(care, row);
    schedule_crisis(care, row);
}

void monitoring_end(struct di_care *care, uint32_t slot)
{
    struct desk *desk = care->desk;
    const uint32_t row = row_of(care, slot);
    if (row == NO_SLOT)
        return;
    struct watch *watch = watch_of(care, row);
    if (watch->visit != NO_JOB)
        job_drop(&desk->teams, watch->visit, care->now);
    if (watch->crisis != NO_JOB)
        job_drop(&desk->teams, watch->crisis, care->now);
    if (watch->is_late)
        count_late(care, watch, false);
    if (watch->schedule != VISIT_SUPPORTED)
        caseload_remove(care, watch->region);
    desk->late[slot / 64] &= ~bit_of(slot);
    desk->supported[slot / 64] &= ~bit_of(slot);
    desk->watch_of[slot] = NO_SLOT;
    watch->generation++;
    desk->visit_month[row] = NO_MONTH;
    watch->child = desk->watch_free;
    desk->watch_free = row;
}

void monitoring_end_at_home(struct di_care *care, uint32_t slot)
{
    const uint32_t row = row_of(care, slot);
    if (row != NO_SLOT && watch_of(care, row)->is_late)
        clocks_keep(care, slot);
    monitoring_end(care, slot);
}
