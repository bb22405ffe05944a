/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sibling groups at the end of a quarter (K13): those with two or more members in formal care,
 * and of them those who do not all live in one place. Counted where the eldest in care lives.
 * An endless pool of a region is one place: who lives with whom in it is not simulated.
 */
#include "system.h"

static bool is_in_care(const struct di_care *care, uint32_t slot)
{
    return di_kind_is_formal_care(setting_of(care, &care->children[slot])->kind);
}

static bool live_together(const struct child *a, const struct child *b)
{
    return a->setting == b->setting && a->setting != DI_SETTING_UNPLACED && a->unit == b->unit;
}

static void count_group(struct di_care *care, const struct group *group)
{
    const struct child *eldest = NULL;
    uint32_t members = 0;
    bool is_apart = false;
    for (uint32_t slot = group->first_child; slot != NO_SLOT;
         slot = care->children[slot].next_sibling) {
        const struct child *child = &care->children[slot];
        if (!is_in_care(care, slot))
            continue;
        if (eldest == NULL)
            eldest = child;
        else
            is_apart = is_apart || !live_together(eldest, child);
        members++;
    }
    if (members < 2)
        return;
    recorder_tally(care, (uint16_t)eldest->region, DI_TALLY_GROUPS_IN_CARE);
    if (is_apart)
        recorder_tally(care, (uint16_t)eldest->region, DI_TALLY_GROUPS_APART);
}

static bool has_siblings(const struct di_care *care, uint32_t g)
{
    return care->groups[g].is_live && care->groups[g].members > 1;
}

/* Children are far from their group's row: fetched ahead, many travel side by side. */
void sibling_count_quarter(struct di_care *care)
{
    enum { AHEAD = 24 };
    for (uint32_t g = 0; g < care->group_slots.used; g++) {
        if (g + AHEAD < care->group_slots.used && has_siblings(care, g + AHEAD))
            row_fetch(&care->children[care->groups[g + AHEAD].first_child]);
        if (has_siblings(care, g))
            count_group(care, &care->groups[g]);
    }
}
