/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The initial stock as rows of the system (MODEL 7): residents in their places, families filled
 * by sibling group, and the children who went home in the years before and may come back.
 */
#include <math.h>
#include <stdlib.h>

#include "system.h"

/* Days fit 16 bits. Only where ages stand still could a stay be longer. */
static const double longest_stay_years = 89;

enum di_status population_create(struct di_care *care)
{
    care->residents_max = di_warm_start_children_max(care->start);
    care->residents = calloc((size_t)care->residents_max + 1, sizeof *care->residents);
    return care->residents == NULL ? DI_ERR_MEMORY : DI_OK;
}

static uint32_t add_group(struct di_care *care, const struct di_resident *first, uint32_t size)
{
    const uint32_t g = group_add(care);
    if (g == NO_SLOT)
        return NO_SLOT;
    struct group *group = &care->groups[g];
    const double *shares = care->model->policies.together_share;
    const double u =
        di_draw_uniform(care->stream, first->group_key, DI_PURPOSE_SIBLING_POLICY, 0, 0);
    group->key = first->group_key;
    group->order = ORDER_RESIDENT | first->group;
    group->reason = first->reason;
    group->frailty = (float)first->frailty;
    group->size = (uint8_t)size;
    group->policy = (u < shares[0]               ? SIBLINGS_TOGETHER
                     : u < shares[0] + shares[1] ? SIBLINGS_PREFERRED
                                                 : SIBLINGS_FREE) &
                    0xfu;
    return g;
}

static bool is_of_home_pool(const struct di_resident *resident)
{
    return resident->setting == DI_SETTING_HOME_CLOSED ||
           resident->setting == DI_SETTING_HOME_MONITORED;
}

static uint32_t add_resident(struct di_care *care, const struct di_resident *resident,
                             uint32_t g)
{
    const uint32_t slot = child_add(care);
    if (slot == NO_SLOT)
        return NO_SLOT;
    struct child *child = &care->children[slot];
    const di_time since = -di_time_from_days(fmin(resident->elapsed_years, longest_stay_years) *
                                             DI_DAYS_PER_YEAR);
    child->birth_day = (int16_t)resident->birth_day;
    child_begin_state(care, slot, since);
    child->care_day = (int16_t)di_time_day(since);
    child->setting = (uint8_t)resident->setting;
    child->region = child->origin = resident->region & 0x3ffu;
    child->age_band = child_band_of(care, resident->birth_day) & 7u;
    child->sex = resident->sex & 1u;
    child->disability = resident->disability & 3u;
    child->member = resident->member & 7u;
    if (!care->model->policies.ageing && is_of_home_pool(resident) &&
        child->age_band + 1u == care->model->age_band_count)
        child->age_band--; /* ages stand still: who may come back is a child */
    child->stays_on = child->age_band + 1u == care->model->age_band_count;
    child_join_group(care, slot, g);
    if (!resident->is_legally_free)
        care->groups[g].bound |= (uint8_t)(1u << child->member);
    if (care->desk != NULL && resident->is_assessed)
        casework_note_assessed(care, slot);
    return slot;
}

static uint32_t find_start_place(const struct di_care *care, const uint32_t *slots,
                                 uint32_t count, const struct di_resident *resident)
{
    struct place_request request = {.children = slots,
                                    .count = count,
                                    .region = resident->region,
                                    .setting = resident->setting,
                                    .except = NO_SLOT,
                                    .only_setting = DI_NONE};
    return unit_find(care, &request);
}

static uint32_t pool_or_institution(const struct di_care *care,
                                    const struct di_resident *resident)
{
    return resident->institution != UINT32_MAX
               ? resident->institution
               : care->pool_unit[(size_t)resident->setting * care->model->region_count +
                                 resident->region];
}

/* Residents of listed families are packed: whole groups first, then one by one. Returns how
 * many found no family. */
static uint32_t settle(struct di_care *care, const uint32_t *slots, uint32_t count,
                       const struct di_resident *residents)
{
    const struct di_setting *setting = &care->model->settings[residents[0].setting];
    uint32_t homeless = 0;
    uint32_t whole = setting->places == DI_PLACES_FAMILIES && count > 1
                         ? find_start_place(care, slots, count, &residents[0])
                         : NO_SLOT;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t unit = whole;
        if (setting->kind == DI_KIND_UNPLACED)
            unit = NO_SLOT;
        else if (setting->places != DI_PLACES_FAMILIES)
            unit = pool_or_institution(care, &residents[i]);
        else if (unit == NO_SLOT)
            unit = find_start_place(care, &slots[i], 1, &residents[i]);
        if (unit == NO_SLOT && setting->kind != DI_KIND_UNPLACED) {
            homeless++;
            continue;
        }
        movement_at_start(care, slots[i], residents[i].setting, unit);
    }
    return homeless;
}

/* Whose family is still visited keeps its row until monitoring ends, as after any return. */
static void start_at_home(struct di_care *care, uint32_t slot)
{
    const bool is_monitored = care->children[slot].setting == DI_SETTING_HOME_MONITORED;
    if (is_monitored)
        recorder_enter(care, &care->children[slot]);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_START, NULL,
                    -di_time_years(child_state_start(&care->children[slot])));
    if (is_monitored && care->desk != NULL)
        monitoring_begin(care, slot);
    if (is_monitored || clocks_reenters(care, slot))
        clocks_plan(care, slot);
    else
        child_remove(care, slot);
}

static uint32_t group_length(const struct di_resident *residents, uint64_t count, uint64_t at)
{
    uint32_t length = 1;
    while (at + length < count && residents[at + length].group == residents[at].group &&
           length < DI_GROUP_SIZE_MAX)
        length++;
    return length;
}

/* Listed families are filled by those hardest to fit first: larger groups, then children with
 * severe, moderate, no disability. Pass 0 is everyone who needs no family. */
enum { PACKING_PASSES = DI_GROUP_SIZE_MAX + DI_DISABILITIES };

static uint32_t packing_pass(const struct di_care *care, const struct di_resident *residents,
                             uint32_t length)
{
    if (care->model->settings[residents[0].setting].places != DI_PLACES_FAMILIES)
        return 0;
    if (length > 1)
        return 1 + DI_GROUP_SIZE_MAX - length;
    return DI_GROUP_SIZE_MAX + DI_DISABILITIES - 1 - residents[0].disability;
}

static uint64_t settle_pass(struct di_care *care, uint64_t count, uint32_t pass)
{
    uint64_t homeless = 0;
    for (uint64_t at = 0; at < count && care->status == DI_OK;) {
        const struct di_resident *residents = &care->residents[at];
        const uint32_t length = group_length(care->residents, count, at);
        uint32_t slots[DI_GROUP_SIZE_MAX];
        at += length;
        if (packing_pass(care, residents, length) != pass)
            continue;
        const uint32_t g = add_group(care, residents, length);
        for (uint32_t i = 0; g != NO_SLOT && i < length; i++)
            slots[i] = add_resident(care, &residents[i], g);
        if (care->status != DI_OK)
            break;
        if (is_of_home_pool(&residents[0]))
            for (uint32_t i = 0; i < length; i++)
                start_at_home(care, slots[i]);
        else
            homeless += settle(care, slots, length, residents);
    }
    return homeless;
}

/* Of the pool at home few keep a row. */
static void reserve(struct di_care *care, uint64_t count)
{
    uint32_t children = 0, groups = 0;
    for (uint64_t at = 0; at < count; at++) {
        if (is_of_home_pool(&care->residents[at]))
            continue;
        children++;
        groups += at == 0 || care->residents[at].group != care->residents[at - 1].group;
    }
    child_reserve(care, children, groups);
}

void population_start(struct di_care *care)
{
    uint64_t count = 0;
    uint64_t homeless = 0;
    di_warm_start_draw(care->start, care->seed, care->replication, care->residents, &count);
    reserve(care, count);
    const uint32_t passes = care->model->carers_count > 0 ? PACKING_PASSES : 1;
    for (uint32_t pass = 0; pass < passes; pass++)
        homeless += settle_pass(care, count, pass);
    if (homeless > 0 && care->status == DI_OK)
        care->status = DI_FAIL(
            &care->error, DI_ERR_INPUT, "/initial_stock",
            DI_N_("%1 children of the initial stock find no fitting foster family. List more "
                  "families or places in 'carers', or lower the count."),
            di_integer_arg((int64_t)homeless));
    for (uint32_t slot = 0; slot < care->child_slots.used && care->status == DI_OK; slot++) {
        const struct child *child = &care->children[slot];
        if (child->group == NO_SLOT || child->setting == DI_SETTING_HOME_CLOSED ||
            child->setting == DI_SETTING_HOME_MONITORED)
            continue;
        if (setting_of(care, child)->kind == DI_KIND_UNPLACED ||
            setting_of(care, child)->kind == DI_KIND_EMERGENCY_FOSTER)
            if (request_should_open(care, slot))
                request_open(care, slot);
        clocks_plan(care, slot);
    }
}
