/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workers assess brothers and sisters one by one (MODEL 8.1), but who is to stay together waits
 * for one place (8.3). So a decided child asks for no place while a brother or sister in the
 * same region is still being assessed, unless it may be split from them: by policy, or
 * `split_after` its request. Return home and kin are each child's own, and asked for at once.
 */
#include "system.h"

static bool is_undecided(const struct di_care *care, uint32_t slot)
{
    const uint32_t r = care->children[slot].request;
    return r != NO_SLOT && !care->desk->files[r].is_check &&
           care->waiting.requests[r].decided == REQUEST_UNDECIDED;
}

bool sibling_wait_is_due(const struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    if (care->desk == NULL || request_is_alone(care, slot))
        return false;
    for (uint32_t sibling = care->groups[child->group].first_child; sibling != NO_SLOT;
         sibling = care->children[sibling].next_sibling)
        if (sibling != slot && care->children[sibling].region == child->region &&
            is_undecided(care, sibling))
            return true;
    return false;
}

void sibling_wait_begin(struct di_care *care, uint32_t slot)
{
    struct request *request = &care->waiting.requests[care->children[slot].request];
    casefile_of(care, slot)->waits_for_siblings = 1;
    if (care->groups[care->children[slot].group].policy == SIBLINGS_PREFERRED)
        request->next_option_at = request->made + care->terms.split_after;
}

void sibling_wait_end(struct di_care *care, uint32_t slot)
{
    const struct group *group = &care->groups[care->children[slot].group];
    if (care->desk == NULL || group->members < 2 || group->policy == SIBLINGS_FREE)
        return;
    for (uint32_t sibling = group->first_child; sibling != NO_SLOT;
         sibling = care->children[sibling].next_sibling) {
        if (sibling == slot || care->children[sibling].request == NO_SLOT ||
            !casefile_of(care, sibling)->waits_for_siblings ||
            sibling_wait_is_due(care, sibling))
            continue;
        casefile_of(care, sibling)->waits_for_siblings = 0;
        care->waiting.requests[care->children[sibling].request].next_option_at = care->now;
        clocks_plan_request(care, sibling);
    }
}
