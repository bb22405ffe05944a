/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of children and groups: adding, recycling, identity. Canonical ids (MODEL 10): a group
 * is (region, reason, strip, ordinal), a child its group and member; residents of the start
 * come after all entrants of the same instant. Ids are compared through `order`, made of ranks
 * in byte order of names, so the order of a file never matters.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "carried_clocks.h"
#include "system.h"

static uint32_t take_slot(struct di_care *care, struct slots *slots, void **rows, size_t size)
{
    if (slots->free_head != NO_SLOT)
        return slots->free_head;
    return slots_have_rows(care, slots, slots->used + 1, rows, size) ? slots->used : NO_SLOT;
}

void child_reserve(struct di_care *care, uint32_t children, uint32_t groups)
{
    const uint32_t capacity = care->child_slots.capacity;
    void *rows = care->children;
    if (slots_have_rows(care, &care->child_slots, children, &rows, sizeof *care->children)) {
        care->children = rows;
        (void)resident_mark_grow(care, capacity);
    }
    rows = care->groups;
    if (slots_have_rows(care, &care->group_slots, groups, &rows, sizeof *care->groups))
        care->groups = rows;
}

void child_restart(struct di_care *care)
{
    const uint32_t capacity = care->child_slots.capacity;
    care->children =
        slots_restart(care, &care->child_slots, care->children, sizeof *care->children);
    (void)resident_mark_grow(care, capacity);
    care->groups = slots_restart(care, &care->group_slots, care->groups, sizeof *care->groups);
    care->carries =
        slots_restart(care, &care->carry_slots, care->carries, sizeof *care->carries);
}

uint32_t child_add(struct di_care *care)
{
    const uint32_t capacity = care->child_slots.capacity;
    void *rows = care->children;
    const uint32_t slot = take_slot(care, &care->child_slots, &rows, sizeof *care->children);
    care->children = rows;
    if (slot == NO_SLOT)
        return NO_SLOT;
    if (!resident_mark_grow(care, capacity))
        return NO_SLOT;
    struct child *child = &care->children[slot];
    uint16_t generation = 0;
    if (slot == care->child_slots.used) {
        care->child_slots.used++;
    } else {
        care->child_slots.free_head = child->next_sibling;
        generation = child->generation;
    }
    memset(child, 0, sizeof *child);
    child->generation = generation;
    child->unit = child->group = child->request = child->next_sibling = NO_SLOT;
    child->carry = NO_SLOT;
    child->due_month = NO_MONTH;
    resident_mark_set(care, slot, NO_SLOT);
    care->children_ever++;
    return slot;
}

uint32_t group_add(struct di_care *care)
{
    void *rows = care->groups;
    const uint32_t slot = take_slot(care, &care->group_slots, &rows, sizeof *care->groups);
    care->groups = rows;
    if (slot == NO_SLOT)
        return NO_SLOT;
    struct group *group = &care->groups[slot];
    if (slot == care->group_slots.used)
        care->group_slots.used++;
    else
        care->group_slots.free_head = group->first_child;
    memset(group, 0, sizeof *group);
    group->first_child = NO_SLOT;
    group->frailty = 1.0f;
    group->is_live = 1;
    return slot;
}

void group_remove(struct di_care *care, uint32_t slot)
{
    care->groups[slot].is_live = 0;
    care->groups[slot].first_child = care->group_slots.free_head;
    care->group_slots.free_head = slot;
}

static void unlink_from_group(struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    struct group *group = &care->groups[child->group];
    uint32_t *link = &group->first_child;
    while (*link != slot)
        link = &care->children[*link].next_sibling;
    *link = child->next_sibling;
    group->members--;
    if (group->members == 0)
        group_remove(care, child->group);
}

/* Members are linked eldest first, those born on one day in the order they are added. Groups of
 * the initial stock come in any order. */
void child_join_group(struct di_care *care, uint32_t slot, uint32_t group)
{
    uint32_t *link = &care->groups[group].first_child;
    while (*link != NO_SLOT &&
           care->children[*link].birth_day <= care->children[slot].birth_day)
        link = &care->children[*link].next_sibling;
    care->children[slot].next_sibling = *link;
    *link = slot;
    care->children[slot].group = group;
    care->groups[group].members++;
}

void child_remove(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    child_drop_carry(care, slot);
    desk_forget_child(care, slot);
    unlink_from_group(care, slot);
    child->group = NO_SLOT;
    child->generation++;
    child->next_sibling = care->child_slots.free_head;
    care->child_slots.free_head = slot;
}

struct carry *child_carry_if_any(const struct di_care *care, uint32_t slot)
{
    const uint32_t row = care->children[slot].carry;
    return row == NO_SLOT ? NULL : &care->carries[row];
}

struct carry *child_carry(struct di_care *care, uint32_t slot)
{
    if (care->children[slot].carry != NO_SLOT)
        return &care->carries[care->children[slot].carry];
    void *rows = care->carries;
    const uint32_t row = take_slot(care, &care->carry_slots, &rows, sizeof *care->carries);
    care->carries = rows;
    if (row == NO_SLOT)
        return NULL;
    struct carry *carry = &care->carries[row];
    if (row == care->carry_slots.used)
        care->carry_slots.used++;
    else
        care->carry_slots.free_head = carry->clocks;
    memset(carry, 0, sizeof *carry);
    carry->lost_unit = carry->clocks = NO_SLOT;
    care->children[slot].carry = row;
    return carry;
}

void child_drop_carry(struct di_care *care, uint32_t slot)
{
    const uint32_t row = care->children[slot].carry;
    if (row == NO_SLOT)
        return;
    carried_clocks_drop(care, slot);
    care->carries[row].clocks = care->carry_slots.free_head;
    care->carry_slots.free_head = row;
    care->children[slot].carry = NO_SLOT;
}

/* ---- clocks ---- */

void child_begin_state(struct di_care *care, uint32_t slot, di_time since)
{
    struct child *child = &care->children[slot];
    struct carry *carry = child_carry_if_any(care, slot);
    child->state_day = (int16_t)di_time_day(since);
    child->state_fraction = di_time_fraction(since);
    if (carry != NULL)
        carry->has_place = 0;
}

void child_begin_place(struct di_care *care, uint32_t slot)
{
    struct carry *carry = child_carry(care, slot);
    if (carry == NULL)
        return;
    carry->place_day = (int16_t)di_time_day(care->now);
    carry->place_fraction = di_time_fraction(care->now);
    carry->has_place = 1;
}

/* Beyond 63 visits to one kind the counter starts again: the child then meets the luck of its
 * first visits, which no plausible life reaches. */
void child_count_visit(struct child *child, enum di_kind kind)
{
    const uint32_t shift = VISIT_BITS * ((uint32_t)kind % VISIT_KINDS);
    const uint64_t mask = ((UINT64_C(1) << VISIT_BITS) - 1u) << shift;
    const uint64_t next = (child->visits + (UINT64_C(1) << shift)) & mask;
    child->visits = (child->visits & ~mask) | next;
}

double child_uniform(const struct di_care *care, uint32_t slot, enum di_purpose purpose,
                     uint32_t index)
{
    const struct child *child = &care->children[slot];
    return di_draw_uniform(care->stream, child_key(care, child), purpose, child->episode,
                           index);
}

void child_name(const struct di_care *care, uint32_t slot, char *buffer, size_t size)
{
    const struct child *child = &care->children[slot];
    const struct group *group = &care->groups[child->group];
    (void)snprintf(buffer, size, "child %016" PRIx64 ".%u (%s, %s), replication %u, day %d",
                   group->order, (unsigned)child->member,
                   care->model->regions[child->origin].name.id,
                   setting_of(care, child)->name.id, care->replication, di_time_day(care->now));
}

uint32_t child_band_of(const struct di_care *care, int32_t birth_day)
{
    return child_band_on(care, birth_day, di_time_day(care->now));
}

uint32_t child_band_on(const struct di_care *care, int32_t birth_day, int32_t day)
{
    const int32_t age_days = day - birth_day;
    uint32_t band = 0;
    while (band + 1 < care->model->age_band_count &&
           care->terms.band_days[band + 1] <= age_days)
        band++;
    return band;
}
