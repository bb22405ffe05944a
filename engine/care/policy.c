/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dated changes of capacity and rules, made into a list once per scenario: places that open or
 * close, families approved or lost, residents who come into scope, options that suit more or
 * fewer children. A moratorium and the under-3
 * rule are asked for at each admission; the event of a moratorium only takes its places out of
 * the count of free ones.
 */
#include <stdlib.h>

#include "system.h"

struct changes {
    struct dated_change *items;
    uint32_t count, capacity;
    bool failed;
};

static void add(struct changes *changes, struct dated_change change)
{
    if (changes->count == changes->capacity) {
        const uint32_t capacity = changes->capacity == 0 ? 64 : changes->capacity * 2;
        struct dated_change *items = realloc(changes->items, capacity * sizeof *items);
        if (items == NULL) {
            changes->failed = true;
            return;
        }
        changes->items = items;
        changes->capacity = capacity;
    }
    changes->items[changes->count++] = change;
}

static const struct dated_change nothing = {
    .institution = UINT32_MAX, .carers = UINT32_MAX, .setting = DI_NONE, .region = DI_NONE};

static void add_scope(struct changes *changes, int32_t day, uint32_t institution,
                      uint16_t setting)
{
    if (day == DI_NO_DAY)
        return;
    struct dated_change change = nothing;
    change.day = day > 0 ? day : 0;
    change.institution = institution;
    change.setting = setting;
    change.is_policy = 1;
    add(changes, change);
}

static void add_moratorium(struct changes *changes, int32_t day, uint32_t institution)
{
    if (day == DI_NO_DAY)
        return;
    struct dated_change change = nothing;
    change.day = day > 0 ? day : 0;
    change.institution = institution;
    change.is_policy = change.is_moratorium = 1;
    add(changes, change);
}

static void add_steps(struct changes *changes, const struct di_series *series,
                      struct dated_change change)
{
    for (uint32_t i = 1; i < series->count; i++) {
        if (series->day[i] <= 0)
            continue;
        change.day = series->day[i];
        change.is_increase = series->value[i] > series->value[i - 1];
        add(changes, change);
    }
}

static void add_institutions(struct changes *changes, const struct di_model *model)
{
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_institution *institution = &model->institutions[i];
        struct dated_change change = nothing;
        change.institution = i;
        add_steps(changes, &institution->capacity, change);
        add_scope(changes, institution->assess_from_day, i, DI_NONE);
        add_scope(changes, institution->wind_down_day, i, DI_NONE);
        add_moratorium(changes,
                       institution->moratorium_day < institution->wind_down_day
                           ? institution->moratorium_day
                           : institution->wind_down_day,
                       i);
    }
}

static void add_settings(struct changes *changes, const struct di_model *model)
{
    for (uint16_t s = 0; s < model->setting_count; s++) {
        const struct di_setting *setting = &model->settings[s];
        add_scope(changes, setting->assess_from_day, UINT32_MAX, s);
        for (uint32_t p = 0; p < setting->pathway_count; p++) {
            const struct di_series *mode = &setting->pathways[p].mode;
            for (uint32_t i = 1; i < mode->count; i++)
                if (mode->value[i] > 0.5 && mode->value[i - 1] <= 0.5)
                    add_scope(changes, mode->day[i], UINT32_MAX, s);
        }
        for (uint16_t r = 0; setting->places == DI_PLACES_POOL && r < model->region_count;
             r++) {
            struct dated_change change = nothing;
            change.setting = s;
            change.region = r;
            add_steps(changes, &setting->capacity.series, change);
        }
    }
}

static void add_suitability(struct changes *changes, const struct di_model *model)
{
    struct dated_change change = nothing;
    change.is_policy = change.is_suitability = 1;
    for (uint32_t option = 0; option < DI_OPTIONS; option++)
        add_steps(changes, &model->policies.suitable_share[option].series, change);
}

enum di_status policy_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    struct changes changes = {0};
    add_institutions(&changes, model);
    add_settings(&changes, model);
    add_suitability(&changes, model);
    for (uint32_t c = 0; c < model->carers_count; c++) {
        if (model->carers[c].recruitment != NULL)
            continue; /* numbers after the start come from the pipeline */
        struct dated_change change = nothing;
        change.carers = c;
        add_steps(&changes, &model->carers[c].families, change);
    }
    care->changes = changes.items;
    care->change_count = changes.count;
    return changes.failed ? DI_ERR_MEMORY : DI_OK;
}

static void change_carers(struct di_care *care, uint32_t c)
{
    const struct di_carers *carers = &care->model->carers[c];
    struct carers_index *index = &care->carers[c];
    const uint32_t licensed = (uint32_t)di_series_at(&carers->families, di_time_day(care->now));
    const uint32_t before = index->licensed;
    index->licensed = index->used = licensed;
    for (uint32_t f = before; f < licensed; f++) {
        unit_license(care, index->first_unit + f, (int32_t)carers->places_per_family);
        place_count_note(care, carers->region, carers->setting, DI_PLACE_APPROVALS);
    }
    for (uint32_t f = licensed; f < before; f++) {
        unit_license(care, index->first_unit + f, 0);
        place_count_note(care, carers->region, carers->setting, DI_PLACE_LEAVERS);
    }
}

static void bring_child_into_scope(struct di_care *care, uint32_t slot)
{
    if (!request_should_open(care, slot))
        return;
    request_open(care, slot);
    clocks_plan_on(care, slot);
}

void policy_bring_into_scope(struct di_care *care, uint32_t institution)
{
    for (uint32_t slot = resident_mark_next(care, institution, 0);
         slot != NO_SLOT && care->status == DI_OK;
         slot = resident_mark_next(care, institution, slot + 1))
        bring_child_into_scope(care, slot);
}

static void bring_setting_into_scope(struct di_care *care, uint32_t setting)
{
    for (uint32_t slot = 0; slot < care->child_slots.used && care->status == DI_OK; slot++)
        if (care->children[slot].group != NO_SLOT && care->children[slot].setting == setting)
            bring_child_into_scope(care, slot);
}

/* Whoever waits is asked again: shares of children an option suits have changed. */
static void change_suitability(struct di_care *care)
{
    for (uint32_t slot = 0; slot < care->child_slots.used && care->status == DI_OK; slot++) {
        if (care->children[slot].group == NO_SLOT || care->children[slot].request == NO_SLOT)
            continue;
        request_suitability(care, slot);
        clocks_plan_request(care, slot);
    }
}

static int32_t places_today(const struct di_care *care, const struct dated_change *change)
{
    const int32_t today = di_time_day(care->now);
    if (change->institution != UINT32_MAX)
        return (int32_t)di_series_at(&care->model->institutions[change->institution].capacity,
                                     today);
    const struct di_person person = {.region = change->region};
    const double places =
        di_quantity_at(&care->model->settings[change->setting].capacity, today, &person);
    return places >= (double)DI_UNLIMITED ? DI_UNLIMITED : (int32_t)places;
}

static void trace_change(const struct di_care *care, const struct dated_change *change)
{
    const bool is_carers = change->carers != UINT32_MAX;
    if (!is_carers && (change->institution == UINT32_MAX || change->is_policy))
        return; /* pools have no name; scope shows in the requests it makes */
    const double value = is_carers ? di_series_at(&care->model->carers[change->carers].families,
                                                  di_time_day(care->now))
                                   : (double)places_today(care, change);
    trace_place(care, DI_TRACE_CAPACITY,
                is_carers ? care->model->carers[change->carers].name.id
                          : care->model->institutions[change->institution].name.id,
                is_carers ? care->model->carers[change->carers].region
                          : care->model->institutions[change->institution].region,
                value);
}

void policy_apply(struct di_care *care, uint32_t c)
{
    const struct dated_change *change = &care->changes[c];
    if (trace_is_on(care))
        trace_change(care, change);
    if (change->is_moratorium) {
        closure_shut(care, change->institution);
    } else if (change->is_suitability) {
        change_suitability(care);
    } else if (change->is_policy) {
        if (change->institution != UINT32_MAX)
            policy_bring_into_scope(care, change->institution);
        else
            bring_setting_into_scope(care, change->setting);
        closure_check(care, change->institution);
    } else if (change->carers != UINT32_MAX) {
        change_carers(care, change->carers);
    } else {
        const uint32_t unit =
            change->institution != UINT32_MAX
                ? change->institution
                : care->pool_unit[(size_t)change->setting * care->model->region_count +
                                  change->region];
        if (change->institution == UINT32_MAX || !closure_is_closed(care, unit))
            unit_license(care, unit, places_today(care, change));
    }
}
