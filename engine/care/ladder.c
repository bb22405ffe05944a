/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The entry ladder (MODEL 4): where a child goes who needs a place now. Used at entry,
 * re-entry, breakdown and age edges. The first rung that fits is taken; a group that is
 * required to stay together takes the first rung before the last that fits it whole, else its
 * members go singly, eldest first.
 */
#include <math.h>

#include "system.h"

static bool is_closed_to_under3(const struct di_care *care, const struct child *child)
{
    return di_series_at(&care->model->policies.no_under3_admission, di_time_day(care->now)) >
               0.5 &&
           child_age_years(care, child) < 3;
}

static bool has_kin(const struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    const struct di_person person = child_person(care, child);
    const double share = di_quantity_at(&care->model->policies.kin_at_entry_share,
                                        di_time_day(care->now), &person);
    return !child->kinship_failed && share > 0 &&
           child_uniform(care, slot, DI_PURPOSE_SUITABILITY, DI_OPTION_KINSHIP) < share;
}

static uint32_t search(const struct di_care *care, const uint32_t *children, uint32_t count,
                       const enum di_kind *kinds, uint32_t kind_count, uint32_t except,
                       bool asks_acceptance)
{
    struct place_request request = {.children = children,
                                    .count = count,
                                    .region = (uint16_t)care->children[children[0]].region,
                                    .except = except,
                                    .only_setting = DI_NONE,
                                    .asks_acceptance = asks_acceptance,
                                    .is_ladder = true};
    return unit_search(care, &request, kinds, kind_count, kinds[0] == DI_KIND_INSTITUTION);
}

static uint32_t search_overfull(const struct di_care *care, const uint32_t *children,
                                uint32_t count)
{
    static const enum di_kind kinds[] = {DI_KIND_INSTITUTION};
    struct place_request request = {.children = children,
                                    .count = count,
                                    .region = (uint16_t)care->children[children[0]].region,
                                    .except = NO_SLOT,
                                    .only_setting = DI_NONE,
                                    .may_overfill = true,
                                    .is_ladder = true};
    return unit_search(care, &request, kinds, 1, true);
}

static uint32_t search_foster(const struct di_care *care, const uint32_t *children,
                              uint32_t count, uint32_t lost_unit)
{
    static const enum di_kind kinds[] = {DI_KIND_FOSTER, DI_KIND_SPECIALISED_FOSTER};
    uint32_t kind_count = 2;
    for (uint32_t i = 0; i < count; i++)
        if (care->children[children[i]].disability == DI_DISABILITY_NONE)
            kind_count = 1;
    return search(care, children, count, kinds, kind_count, lost_unit, true);
}

static bool all_have_kin(const struct di_care *care, const uint32_t *children, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!has_kin(care, children[i]))
            return false;
    return true;
}

bool ladder_is_closed(const struct di_care *care, const uint32_t *children, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (is_closed_to_under3(care, &care->children[children[i]]))
            return true;
    return false;
}

static bool any_under3(const struct di_care *care, const uint32_t *children, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (child_age_years(care, &care->children[children[i]]) < 3)
            return true;
    return false;
}

/* The unit a rung offers to these children together, or NO_SLOT. */
static uint32_t rung_unit(const struct di_care *care, uint32_t rung, const uint32_t *children,
                          uint32_t count, uint32_t lost_unit)
{
    static const enum di_kind kin[] = {DI_KIND_KINSHIP};
    static const enum di_kind emergency[] = {DI_KIND_EMERGENCY_FOSTER};
    static const enum di_kind institution[] = {DI_KIND_INSTITUTION};
    static const enum di_kind home[] = {DI_KIND_SGH};
    if (rung >= RUNG_INSTITUTION && ladder_is_closed(care, children, count))
        return NO_SLOT;
    switch (rung) {
    case RUNG_KIN:
        return all_have_kin(care, children, count)
                   ? search(care, children, count, kin, 1, lost_unit, false)
                   : NO_SLOT;
    case RUNG_EMERGENCY:
        return search(care, children, count, emergency, 1, lost_unit, false);
    case RUNG_FOSTER:
        return search_foster(care, children, count, lost_unit);
    case RUNG_INSTITUTION: {
        const uint32_t with_sibling = closure_sibling_unit(care, children, count);
        return with_sibling != NO_SLOT && with_sibling != lost_unit
                   ? with_sibling
                   : search(care, children, count, institution, 1, lost_unit, false);
    }
    case RUNG_SGH:
        return any_under3(care, children, count)
                   ? NO_SLOT
                   : search(care, children, count, home, 1, lost_unit, false);
    case RUNG_OVERFILL:
        return search_overfull(care, children, count);
    default:
        return NO_SLOT;
    }
}

static void put(struct di_care *care, uint32_t slot, uint32_t unit, enum ladder_reason reason)
{
    const uint32_t setting = unit == NO_SLOT ? DI_SETTING_UNPLACED : care->units[unit].setting;
    if (reason == LADDER_ENTRY || reason == LADDER_RETURN)
        movement_enter(care, slot, setting, unit,
                       reason == LADDER_RETURN ? DI_FROM_OUTSIDE_RETURN : DI_FROM_OUTSIDE_NEW,
                       DI_MOVE_UNPLANNED);
    else
        movement_to(care, slot, setting, unit, DI_MOVE_UNPLANNED);
}

bool ladder_try(struct di_care *care, uint32_t slot, uint32_t first_rung, uint32_t last_rung,
                uint32_t lost_unit, enum ladder_reason reason)
{
    for (uint32_t rung = first_rung; rung <= last_rung && rung < RUNG_UNPLACED; rung++) {
        const uint32_t unit = rung_unit(care, rung, &slot, 1, lost_unit);
        if (unit == NO_SLOT)
            continue;
        put(care, slot, unit, reason);
        return true;
    }
    return false;
}

void ladder_place(struct di_care *care, uint32_t slot, uint32_t first_rung, uint32_t last_rung,
                  uint32_t lost_unit, enum ladder_reason reason)
{
    if (!ladder_try(care, slot, first_rung, last_rung, lost_unit, reason))
        put(care, slot, NO_SLOT, reason);
}

void ladder_place_group(struct di_care *care, const uint32_t *children, uint32_t count,
                        enum ladder_reason reason)
{
    const struct group *group = &care->groups[care->children[children[0]].group];
    if (count > 1 && group->policy == SIBLINGS_TOGETHER)
        for (uint32_t rung = RUNG_KIN; rung < RUNG_UNPLACED; rung++) {
            const uint32_t unit = rung_unit(care, rung, children, count, NO_SLOT);
            if (unit == NO_SLOT)
                continue;
            for (uint32_t i = 0; i < count; i++)
                put(care, children[i], unit, reason);
            return;
        }
    for (uint32_t i = 0; i < count; i++)
        ladder_place(care, children[i], RUNG_KIN, RUNG_OVERFILL, NO_SLOT, reason);
}
