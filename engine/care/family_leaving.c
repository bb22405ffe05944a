/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families that stop fostering (MODEL 8.4). An approved family leaves by a hazard that is
 * higher for a year after a breakdown; its children go through the entry ladder and are never
 * deleted. One unit exponential per family: what is left of it is kept when the hazard changes.
 * The calendar holds who leaves, or is asked again, in the running month (next_event.c).
 *
 * Order: the licence ends first, so nobody is placed there again; then the children move group
 * by group in order of canonical id, a group eldest first.
 */
#include <string.h>

#include "carer_pipeline.h"
#include "next_event.h"
#include "system.h"

static const double raised_days =
    DI_DAYS_PER_YEAR; /* how long a breakdown weighs on a family */

static struct family *family_of(const struct di_care *care, uint32_t u)
{
    return &care->pipeline->families[u - care->pipeline->first_unit];
}

static bool is_tracked(const struct di_care *care, uint32_t u)
{
    return care->pipeline != NULL && u >= care->pipeline->first_unit &&
           care->model->carers[care->units[u].carers].recruitment != NULL;
}

static const struct di_carers *carers_of(const struct di_care *care, uint32_t u)
{
    return &care->model->carers[care->units[u].carers];
}

/* ---- the clock ---- */

static double hazard_per_year(const struct di_care *care, uint32_t u, bool is_raised)
{
    const struct di_recruitment *recruitment = carers_of(care, u)->recruitment;
    return recruitment->leave_per_year *
           (is_raised ? recruitment->leave_after_breakdown_factor : 1);
}

/* When the family leaves, or the hazard falls and it is asked again: the event then finds
 * something left. */
static di_time next_look(const struct di_care *care, uint32_t u)
{
    const struct family *family = family_of(care, u);
    const bool is_raised = family->since < family->raised_until;
    const double hazard = hazard_per_year(care, u, is_raised);
    const di_time at =
        hazard > 0 ? di_time_after_years(family->since, family->left / hazard) : DI_TIME_NEVER;
    return is_raised && at > family->raised_until ? family->raised_until : at;
}

static void file(struct di_care *care, uint32_t u)
{
    const di_time at = next_look(care, u);
    const uint8_t due_month = next_event_month(care, at);
    care->pipeline->due_month[u - care->pipeline->first_unit] = due_month;
    if (due_month == NO_MONTH)
        care_schedule(care, at, DI_EVENT_CLASS_CAPACITY_REMOVE, EVENT_FAMILY_LEAVES,
                      u | CARER_ENTITY, family_of(care, u)->generation);
}

/* What is left of the exponential counts from now. */
static void plan(struct di_care *care, uint32_t u)
{
    family_of(care, u)->generation++;
    file(care, u);
}

void family_file_month(struct di_care *care, uint32_t month)
{
    const struct carer_pipeline *pipeline = care->pipeline;
    if (pipeline == NULL)
        return;
    const uint8_t *const first = pipeline->due_month, *const end =
                                                          first + pipeline->family_count;
    const uint8_t *at = first;
    while ((at = memchr(at, (int)(month % NO_MONTH), (size_t)(end - at))) != NULL) {
        file(care, pipeline->first_unit + (uint32_t)(at - first));
        at++;
    }
}

/* Uses up the exponential until now. */
static void advance(struct di_care *care, uint32_t u)
{
    struct family *family = family_of(care, u);
    const bool was_raised = family->since < family->raised_until;
    family->left -=
        hazard_per_year(care, u, was_raised) * di_time_years(care->now - family->since);
    family->since = care->now;
}

void family_begin(struct di_care *care, uint32_t u)
{
    struct family *family = family_of(care, u);
    family->left =
        di_draw_exponential(care->stream, care->units[u].key, DI_PURPOSE_FAMILY_LEAVING, 0, 0);
    family->since = care->now;
    family->raised_until = care->now;
    plan(care, u);
}

void family_note_breakdown(struct di_care *care, uint32_t u)
{
    if (!is_tracked(care, u) || care->units[u].licensed == 0)
        return;
    advance(care, u);
    family_of(care, u)->raised_until = care->now + di_time_from_days(raised_days);
    plan(care, u);
}

/* ---- who lives there ---- */

void family_take(struct di_care *care, uint32_t u, uint32_t slot)
{
    if (!is_tracked(care, u))
        return;
    uint32_t *place = care->pipeline->residents + family_of(care, u)->first_place;
    for (uint32_t i = 0; i < carers_of(care, u)->places_per_family; i++)
        if (place[i] == NO_SLOT) {
            place[i] = slot;
            return;
        }
    invariant_fail(care, slot, DI_N_("a family has no more children than places"));
}

void family_release(struct di_care *care, uint32_t u, uint32_t slot)
{
    if (!is_tracked(care, u))
        return;
    uint32_t *place = care->pipeline->residents + family_of(care, u)->first_place;
    for (uint32_t i = 0; i < carers_of(care, u)->places_per_family; i++)
        if (place[i] == slot)
            place[i] = NO_SLOT;
}

/* ---- the end ---- */

static uint64_t first_by_order(const struct di_care *care, const uint32_t *place,
                               uint32_t places, uint32_t *slot_out)
{
    uint64_t best = UINT64_MAX;
    *slot_out = NO_SLOT;
    for (uint32_t i = 0; i < places; i++)
        if (place[i] != NO_SLOT && child_order(care, place[i]) < best) {
            best = child_order(care, place[i]);
            *slot_out = place[i];
        }
    return best;
}

/* Members of the child's group who live here, eldest first: the order of the group's list. */
static uint32_t siblings_here(const struct di_care *care, uint32_t slot, uint32_t u,
                              uint32_t *children_out)
{
    uint32_t count = 0;
    for (uint32_t s = care->groups[care->children[slot].group].first_child;
         s != NO_SLOT && count < DI_GROUP_SIZE_MAX; s = care->children[s].next_sibling)
        if (care->children[s].setting == care->children[slot].setting &&
            care->children[s].unit == u)
            children_out[count++] = s;
    return count;
}

/* Each turn moves a whole group, so as many turns as places are enough. */
static void move_children(struct di_care *care, uint32_t u)
{
    const struct di_carers *carers = carers_of(care, u);
    const uint32_t *place = care->pipeline->residents + family_of(care, u)->first_place;
    for (uint32_t turn = 0; turn < carers->places_per_family && care->status == DI_OK; turn++) {
        uint32_t children[DI_GROUP_SIZE_MAX];
        uint32_t slot = NO_SLOT;
        (void)first_by_order(care, place, carers->places_per_family, &slot);
        if (slot == NO_SLOT)
            return;
        const uint32_t count = siblings_here(care, slot, u, children);
        for (uint32_t i = 0; i < count; i++)
            place_count_note(care, carers->region, carers->setting, DI_PLACE_LOST_FAMILY);
        ladder_place_group(care, children, count, LADDER_MOVE);
    }
}

static void leave(struct di_care *care, uint32_t u)
{
    const struct di_carers *carers = carers_of(care, u);
    family_of(care, u)->generation++;
    care->pipeline->due_month[u - care->pipeline->first_unit] = NO_MONTH;
    care->carers[care->units[u].carers].licensed--;
    if (care->units[u].hold_party != NO_SLOT)
        family_hold_drop(care, care->units[u].hold_party);
    unit_license(care, u, 0);
    unit_set_resting(care, u, 0);
    preparation_unit_lost(care, u); /* who was matched to it waits again */
    trace_family(care, DI_TRACE_FAMILY_LEFT, u);
    place_count_note(care, carers->region, carers->setting, DI_PLACE_LEAVERS);
    move_children(care, u);
}

void family_leave_if_current(struct di_care *care, uint32_t u, uint16_t generation)
{
    struct family *family = family_of(care, u);
    if (family->generation != generation || care->units[u].licensed == 0)
        return;
    advance(care, u);
    /* what rounding to the clock's ticks may leave is nothing */
    const double tick =
        hazard_per_year(care, u, care->now < family->raised_until) * di_time_years(2);
    if (family->left > tick)
        plan(care, u);
    else
        leave(care, u);
}
