/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * First placements by share (MODEL 4): where a child who comes into care, for the first time or
 * again, goes if the scenario says it by shares. It stands before the entry ladder, and nothing
 * of it is asked in a scenario without shares.
 *
 * One uniform a child and care episode finds the setting. Brothers and sisters who are to stay
 * together have that of the eldest of them, so they come to one setting where their ages have
 * the same row; where they must stay together, the eldest's row holds for all. A setting that
 * admits the child and has no place leaves it to the ladder, and so does one that a rule shuts.
 */
#include "first_placement.h"

#include "di/first_placement.h"

#include "system.h"

/* What comes in now: the children of a group, together or one of them. */
struct newcomers {
    const uint32_t *slots;
    uint32_t count;
    uint32_t leader; /* whose luck it is */
    bool is_return;
};

static uint16_t wanted_setting(const struct di_care *care, const struct newcomers *who)
{
    const struct child *first = &care->children[who->slots[0]];
    const struct di_first_shares *shares =
        di_first_shares_of(care->model, care->groups[first->group].reason, first->age_band);
    if (shares == NULL)
        return DI_NONE;
    const struct child *leader = &care->children[who->leader];
    const uint32_t episode = leader->episode + (who->is_return ? 1u : 0u);
    const double u = di_draw_uniform(care->stream, child_key(care, leader),
                                     DI_PURPOSE_FIRST_PLACEMENT, episode, 0);
    return di_first_setting(shares, di_time_day(care->now), u);
}

/* As places are searched on the ladder: on to the nation for institutions alone. No family is
 * asked whether it accepts: shares are of children who were placed. */
static uint32_t find_place(const struct di_care *care, const struct newcomers *who,
                           uint16_t setting)
{
    const enum di_kind kind = care->model->settings[setting].kind;
    struct place_request request = {.children = who->slots,
                                    .count = who->count,
                                    .region = (uint16_t)care->children[who->slots[0]].region,
                                    .except = NO_SLOT,
                                    .only_setting = setting};
    if (di_kind_is_residential(kind) && ladder_is_closed(care, who->slots, who->count))
        return NO_SLOT;
    return unit_search(care, &request, &kind, 1, kind == DI_KIND_INSTITUTION);
}

static void note_refusal(struct di_care *care, const struct newcomers *who, uint16_t setting)
{
    for (uint32_t i = 0; i < who->count; i++) {
        const struct child *child = &care->children[who->slots[i]];
        recorder_tally(care, (uint16_t)child->region, DI_TALLY_FIRST_PLACE_REFUSED);
        if (!trace_is_on(care))
            continue;
        struct di_trace_line line =
            trace_line_of_child(care, who->slots[i], DI_TRACE_FIRST_PLACE_REFUSED);
        line.from = who->is_return ? child->setting : DI_FROM_OUTSIDE_NEW;
        line.from_region = (uint16_t)child->region;
        line.to = setting;
        trace_emit(care, &line);
    }
}

/* false: the ladder is to place them. */
static bool place_by_share(struct di_care *care, const struct newcomers *who)
{
    const uint16_t setting = wanted_setting(care, who);
    if (setting == DI_NONE)
        return false;
    const uint32_t unit = find_place(care, who, setting);
    if (unit == NO_SLOT) {
        note_refusal(care, who, setting);
        return false;
    }
    for (uint32_t i = 0; i < who->count; i++)
        movement_enter(care, who->slots[i], setting, unit,
                       who->is_return ? DI_FROM_OUTSIDE_RETURN : DI_FROM_OUTSIDE_NEW,
                       DI_MOVE_BY_RATE);
    return true;
}

static void place_one(struct di_care *care, const uint32_t *slot, uint32_t leader)
{
    const struct newcomers who = {.slots = slot, .count = 1, .leader = leader};
    if (!place_by_share(care, &who))
        ladder_place(care, *slot, RUNG_KIN, RUNG_OVERFILL, NO_SLOT, LADDER_ENTRY);
}

void first_placement_enter(struct di_care *care, const uint32_t *slots, uint32_t count)
{
    const struct group *group = &care->groups[care->children[slots[0]].group];
    const bool is_together = count > 1 && group->policy == SIBLINGS_TOGETHER;
    const bool shares_luck = group->policy != SIBLINGS_FREE;
    const struct newcomers all = {.slots = slots, .count = count, .leader = slots[0]};
    if (care->model->entries.first_shares == NULL ||
        (is_together && !place_by_share(care, &all)))
        ladder_place_group(care, slots, count, LADDER_ENTRY);
    else if (!is_together)
        for (uint32_t i = 0; i < count; i++)
            place_one(care, &slots[i], slots[shares_luck ? 0 : i]);
}

void first_placement_return(struct di_care *care, uint32_t slot)
{
    const struct newcomers who = {
        .slots = &slot, .count = 1, .leader = slot, .is_return = true};
    if (care->model->entries.first_shares == NULL || !place_by_share(care, &who))
        ladder_place(care, slot, RUNG_KIN, RUNG_OVERFILL, NO_SLOT, LADDER_RETURN);
}
