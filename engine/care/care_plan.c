/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who has a care plan, and since when it was last made or renewed (K12). A plan is complete
 * with the decision of a request, or with the assessment of a child in its family, and is
 * renewed with a renewed assessment or a review (review.c); it ends with the care episode.
 * Without workers there are no plans to speak of, and nothing is kept.
 */
#include "desk.h"
#include "system.h"

enum { REVIEW_DAYS = 182 }; /* six months of 30.4375 days, whole days */

void care_plan_note(struct di_care *care, uint32_t slot, int32_t day)
{
    if (care->desk == NULL || !desk_has_child(care, slot))
        return;
    care->desk->plan_day[slot] = (uint32_t)day;
    review_plan(care, slot);
}

void care_plan_forget(struct di_care *care, uint32_t slot)
{
    if (care->desk != NULL && slot < care->desk->child_capacity)
        care->desk->plan_day[slot] = NO_JOB;
}

/* Rows are empty for most children of a history, so the days are read before the children. */
void care_plan_quarter(struct di_care *care)
{
    const struct desk *desk = care->desk;
    if (desk == NULL || care->recorder.quarter >= care->recorder.quarters)
        return;
    const int32_t today = di_time_day(care->now);
    for (uint32_t slot = 0; slot < care->child_slots.used && slot < desk->child_capacity;
         slot++) {
        if (desk->plan_day[slot] == NO_JOB)
            continue;
        const struct child *child = &care->children[slot];
        if (child->group == NO_SLOT || !di_kind_is_formal_care(setting_of(care, child)->kind))
            continue;
        recorder_mark(care, child, child->region, DI_MARK_PLANNED);
        if (today - (int32_t)desk->plan_day[slot] <= REVIEW_DAYS)
            recorder_mark(care, child, child->region, DI_MARK_REVIEWED);
    }
}
