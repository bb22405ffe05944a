/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Entries (MODEL 6). Families reach the gate as points of a fixed planar Poisson field, made in
 * horizontal strips (point_strip.h); a point (t, y) is a group if y < lambda(t). A
 * rise of lambda only adds groups, a fall only removes some, and no other arrival moves.
 *
 * Thinning: prevention, then gatekeeping, each with the group's own uniform; the rest enters
 * care by shares (first_placement.c) or by the ladder.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/sampler.h"
#include "di/unexplained.h"

#include "first_placement.h"
#include "system.h"

static size_t stream_index(const struct di_care *care, uint32_t region, uint32_t reason)
{
    return (size_t)region * care->model->reason_count + reason;
}

static int32_t calendar_year(const struct di_model *model, int32_t day)
{
    return di_date_year(model->start_civil_day + day);
}

static int32_t calendar_month(const struct di_model *model, int32_t day)
{
    int32_t year, month, day_of_month;
    di_date_to_civil(model->start_civil_day + day, &year, &month, &day_of_month);
    return month;
}

/* ---- lambda as a step function ---- */

static double rate_on(const struct di_care *care, uint32_t region, uint32_t q, int32_t day)
{
    const struct di_model *model = care->model;
    const struct di_reason *reason = &model->reasons[q];
    const struct di_person person = {.region = (uint16_t)region, .reason = (uint16_t)q};
    if (reason->is_unexplained)
        return di_unexplained_children_per_year(model, person.region, person.reason, day);
    double rate = di_quantity_at(&reason->base, day, &person);
    if (reason->base_is_per_1000)
        rate *= di_series_at(&model->regions[region].population, day) / 1000;
    else
        rate *= di_model_population_share(model, region);
    if (reason->base_counts_children)
        rate /= model->entries.mean_group_size;
    rate *= di_model_driver_factor(model, region, q, day);
    rate *= model->entries.season[calendar_month(model, day) - 1];
    const struct di_series *factor = di_warm_start_entry_factor(care->start, (uint16_t)region);
    if (factor != NULL)
        rate *= di_series_at(factor, day);
    return rate > 0 ? rate : 0;
}

static bool has_step(const struct di_series *series, int32_t day)
{
    return series != NULL && series->count > 1 &&
           series->day[di_series_step(series, day)] == day;
}

static bool changes_on(const struct di_care *care, uint32_t region, uint32_t q, int32_t day)
{
    const struct di_model *model = care->model;
    int32_t year, month, day_of_month;
    di_date_to_civil(model->start_civil_day + day, &year, &month, &day_of_month);
    return day == 0 || day_of_month == 1 || has_step(&model->reasons[q].base.series, day) ||
           has_step(&model->regions[region].population, day) ||
           (model->drivers.violence != NULL &&
            has_step(&model->drivers.violence[region], day)) ||
           (model->drivers.poverty != NULL && has_step(&model->drivers.poverty[region], day)) ||
           has_step(di_warm_start_entry_factor(care->start, (uint16_t)region), day);
}

static void tabulate_ages(const struct di_model *model, uint32_t region, uint32_t q,
                          struct entry_rate *rate)
{
    const double *entry = model->reasons[q].entry_age_weights;
    const double *population = model->regions[region].age_weights;
    double total = 0;
    for (uint32_t age = 0; age < 18; age++) {
        total += entry[age] * (population != NULL ? population[age] : 1);
        rate->age_cumulative[age] = total;
    }
    for (uint32_t age = 0; age < 18; age++)
        rate->age_cumulative[age] =
            total > 0 ? rate->age_cumulative[age] / total : (double)(age + 1) / 18;
}

static enum di_status tabulate_rate(const struct di_care *care, uint32_t region, uint32_t q,
                                    struct entry_rate *rate)
{
    const int32_t days = care->model->horizon_days;
    for (int32_t day = 0; day < days; day++)
        rate->count += changes_on(care, region, q, day) ? 1 : 0;
    rate->day = calloc(rate->count, sizeof *rate->day);
    rate->year = calloc(rate->count, sizeof *rate->year);
    rate->groups_per_year = calloc(rate->count, sizeof *rate->groups_per_year);
    if (rate->day == NULL || rate->year == NULL || rate->groups_per_year == NULL)
        return DI_ERR_MEMORY;
    uint32_t step = 0;
    for (int32_t day = 0; day < days; day++) {
        if (!changes_on(care, region, q, day))
            continue;
        rate->day[step] = day;
        rate->year[step] =
            (uint16_t)(calendar_year(care->model, day) - calendar_year(care->model, 0));
        rate->groups_per_year[step] = rate_on(care, region, q, day);
        rate->highest = fmax(rate->highest, rate->groups_per_year[step]);
        step++;
    }
    tabulate_ages(care->model, region, q, rate);
    return DI_OK;
}

enum di_status entry_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    const size_t streams = (size_t)model->region_count * model->reason_count;
    care->years =
        (uint32_t)(calendar_year(model, model->horizon_days) - calendar_year(model, 0) + 1);
    care->entry_rates = calloc(streams + 1, sizeof *care->entry_rates);
    care->region_year =
        calloc((size_t)model->region_count * care->years, sizeof *care->region_year);
    care->prevention_used = calloc(model->region_count, sizeof *care->prevention_used);
    if (care->entry_rates == NULL || care->region_year == NULL || care->prevention_used == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t r = 0; r < model->region_count; r++)
        for (uint32_t q = 0; q < model->reason_count; q++) {
            const enum di_status status =
                tabulate_rate(care, r, q, &care->entry_rates[stream_index(care, r, q)]);
            if (status != DI_OK)
                return status;
        }
    return DI_OK;
}

void entry_destroy(struct di_care *care)
{
    const size_t streams = (size_t)care->model->region_count * care->model->reason_count;
    for (size_t i = 0; care->entry_rates != NULL && i < streams; i++) {
        free(care->entry_rates[i].day);
        free(care->entry_rates[i].year);
        free(care->entry_rates[i].groups_per_year);
    }
    free(care->entry_rates);
    free(care->region_year);
    free(care->prevention_used);
    care_rows_free(care->strips.items);
}

/* Time only goes forward in a strip, so its place in the step function does too. */
static double groups_per_year_at(const struct di_care *care, struct strip *strip)
{
    const struct entry_rate *rate =
        &care->entry_rates[stream_index(care, strip->region, strip->reason)];
    const int32_t day = di_time_day(strip->points.at);
    while (strip->step + 1 < rate->count && rate->day[strip->step + 1] <= day)
        strip->step++;
    double groups = rate->groups_per_year[strip->step];
    if (care->model->reasons[strip->reason].is_unexplained)
        return groups;
    if (care->shocks != NULL)
        groups *= shock_entries(care, strip->region, strip->reason, strip->points.at);
    return care->model->entries.entry_cv > 0
               ? groups * care->region_year[(size_t)strip->region * care->years +
                                            rate->year[strip->step]]
               : groups;
}

/* ---- the field ---- */

static void draw_region_years(struct di_care *care)
{
    const struct di_model *model = care->model;
    const double cv = model->entries.entry_cv;
    for (uint32_t r = 0; cv > 0 && r < model->region_count; r++)
        for (uint32_t y = 0; y < care->years; y++) {
            const double u = di_draw_uniform(care->stream, model->regions[r].name.key,
                                             DI_PURPOSE_REGION_YEAR, 0,
                                             (uint32_t)calendar_year(model, 0) + y);
            care->region_year[(size_t)r * care->years + y] =
                di_gamma_quantile(u, 1 / (cv * cv)) * cv * cv;
        }
}

static void file_arrival(struct di_care *care, uint32_t s)
{
    care_schedule(care, care->strips.items[s].points.at, DI_EVENT_CLASS_ARRIVAL, EVENT_ARRIVAL,
                  s, 0);
}

/* Next point of the strip below lambda; strips that are used up schedule nothing. Points of
 * later months are filed when their month begins. */
static void schedule_next(struct di_care *care, uint32_t s)
{
    struct strip *strip = &care->strips.items[s];
    while (point_strip_next(care, &strip->points, DI_PURPOSE_ENTRY_POINT))
        if (strip->points.y < groups_per_year_at(care, strip)) {
            if (strip->points.at < care->filed_until)
                file_arrival(care, s);
            return;
        }
}

void entry_file_month(struct di_care *care, uint32_t month)
{
    const di_time from = di_time_of_day(care->month_days[month]);
    for (uint32_t s = 0; s < care->strips.count; s++) {
        const di_time at = care->strips.items[s].points.at;
        if (at >= from && at < care->filed_until)
            file_arrival(care, s);
    }
}

static uint64_t stream_key(const struct di_model *model, uint32_t region, uint32_t q)
{
    return di_key_mix(model->regions[region].name.key, model->reasons[q].name.key);
}

/* What multiplies the tabulated rate, at most: the region-year and shocks. */
static double highest_multiplier(const struct di_care *care, uint32_t region, uint32_t q)
{
    if (care->model->reasons[q].is_unexplained)
        return 1;
    double highest_year = care->model->entries.entry_cv > 0 ? 0 : 1;
    for (uint32_t y = 0; care->model->entries.entry_cv > 0 && y < care->years; y++)
        highest_year = fmax(highest_year, care->region_year[(size_t)region * care->years + y]);
    return highest_year * shock_entries_highest(care, region, q);
}

static void start_strips(struct di_care *care, uint32_t region, uint32_t q)
{
    const double highest = care->entry_rates[stream_index(care, region, q)].highest *
                           highest_multiplier(care, region, q);
    const uint32_t count = point_strip_count(highest);
    struct strips *strips = &care->strips;
    if (strips->count + count > strips->capacity) {
        struct strip *grown = care_grow(care, strips->items, &strips->capacity,
                                        strips->count + count, sizeof *grown);
        if (grown == NULL)
            return;
        strips->items = grown;
    }
    for (uint32_t n = 1; n <= count; n++) {
        const uint32_t s = strips->count++;
        strips->items[s] =
            (struct strip){.points = point_strip_of(stream_key(care->model, region, q), n),
                           .number = n,
                           .region = (uint16_t)region,
                           .reason = (uint16_t)q};
        schedule_next(care, s);
    }
}

void entry_start(struct di_care *care)
{
    const struct di_model *model = care->model;
    care->strips.count = 0;
    memset(care->prevention_used, 0, model->region_count * sizeof *care->prevention_used);
    draw_region_years(care);
    for (uint32_t r = 0; r < model->region_count; r++)
        for (uint32_t q = 0; q < model->reason_count; q++)
            start_strips(care, r, q);
    for (uint32_t i = 0; i < model->entries.listed_count; i++)
        if (model->entries.listed[i].at < care->end)
            care_schedule(care, model->entries.listed[i].at, DI_EVENT_CLASS_ARRIVAL,
                          EVENT_LISTED, i | OTHER_ENTITY, 0);
}

/* ---- a group and its members: the same whenever they are drawn from the same key ---- */

struct members {
    uint32_t count;
    struct member_draft draft[DI_GROUP_SIZE_MAX];
};

static uint32_t draw_size(const struct di_care *care, uint64_t key)
{
    double u = di_draw_uniform(care->stream, key, DI_PURPOSE_GROUP_SIZE, 0, 0);
    uint32_t size = 0;
    while (size + 1 < DI_GROUP_SIZE_MAX && u >= care->model->entries.group_size_share[size])
        u -= care->model->entries.group_size_share[size++];
    while (size > 0 && care->model->entries.group_size_share[size] <= 0)
        size--; /* rounding beyond the last share */
    return size + 1;
}

static double draw_eldest_age(const struct di_care *care, const struct entry_rate *rate,
                              uint64_t key)
{
    const double u = di_draw_uniform(care->stream, key, DI_PURPOSE_ENTRY_AGE, 0, 0);
    uint32_t age = 0;
    while (age < 17 && u >= rate->age_cumulative[age])
        age++;
    const double low = age == 0 ? 0 : rate->age_cumulative[age - 1];
    const double width = rate->age_cumulative[age] - low;
    return age + (width > 0 ? fmin((u - low) / width, 0.999999) : 0.5);
}

/* Gaps of 1 to 4 years, each half as likely as the one before. */
static double draw_gap_years(const struct di_care *care, uint64_t key, uint32_t member)
{
    const double u = di_draw_uniform(care->stream, key, DI_PURPOSE_SIBLING_AGE_GAP, 0, member);
    return u < 8.0 / 15 ? 1 : u < 12.0 / 15 ? 2 : u < 14.0 / 15 ? 3 : 4;
}

static uint8_t draw_disability(const struct di_care *care, uint64_t key, uint32_t member,
                               const struct di_person *person, int32_t day)
{
    const struct di_quantity *shares = care->model->reasons[person->reason].disability_share;
    const double u = di_draw_uniform(care->stream, key, DI_PURPOSE_DISABILITY, 0, member);
    const double severe = di_quantity_at(&shares[1], day, person);
    const double moderate = di_quantity_at(&shares[0], day, person);
    return (uint8_t)(u < severe              ? DI_DISABILITY_SEVERE
                     : u < severe + moderate ? DI_DISABILITY_MODERATE
                                             : DI_DISABILITY_NONE);
}

static void draw_members(const struct di_care *care, const struct group *group, uint16_t region,
                         int32_t arrival_day, struct members *members)
{
    const struct di_model *model = care->model;
    members->count = draw_size(care, group->key);
    double age = draw_eldest_age(
        care, &care->entry_rates[stream_index(care, region, group->reason)], group->key);
    for (uint32_t m = 0; m < members->count; m++) {
        if (m > 0)
            age = fmax(0, age - draw_gap_years(care, group->key, m));
        struct member_draft *draft = &members->draft[m];
        draft->birth_day = arrival_day - (int32_t)lround(age * DI_DAYS_PER_YEAR);
        draft->sex = di_draw_uniform(care->stream, group->key, DI_PURPOSE_SEX, 0, m) <
                             model->entries.female_share
                         ? DI_FEMALE
                         : DI_MALE;
        const struct di_person person = {.region = region,
                                         .reason = group->reason,
                                         .age_band = (uint8_t)di_model_age_band(model, age),
                                         .sex = draft->sex};
        draft->disability = draw_disability(care, group->key, m, &person, arrival_day);
    }
}

/* Whoever wrote the list may have had another order; those of one day keep theirs. */
static void put_eldest_first(struct members *members)
{
    for (uint32_t m = 1; m < members->count; m++) {
        const struct member_draft draft = members->draft[m];
        uint32_t at = m;
        for (; at > 0 && members->draft[at - 1].birth_day > draft.birth_day; at--)
            members->draft[at] = members->draft[at - 1];
        members->draft[at] = draft;
    }
}

static void list_members(const struct di_listed_group *listed, struct members *members)
{
    members->count = listed->size;
    for (uint32_t m = 0; m < members->count; m++)
        members->draft[m] = (struct member_draft){
            .birth_day = di_time_day(listed->at) -
                         (int32_t)lround((double)listed->age_years[m] * DI_DAYS_PER_YEAR),
            .sex = listed->sex[m],
            .disability = listed->disability[m]};
    put_eldest_first(members);
}

static double draw_frailty(const struct di_care *care, uint64_t key)
{
    const double theta = care->model->policies.placement_frailty;
    if (theta <= 0)
        return 1;
    const double u = di_draw_uniform(care->stream, key, DI_PURPOSE_FRAILTY, 0, 0);
    return di_gamma_quantile(u, 1 / theta) * theta;
}

static uint8_t draw_policy(const struct di_care *care, uint64_t key)
{
    const double *shares = care->model->policies.together_share;
    const double u = di_draw_uniform(care->stream, key, DI_PURPOSE_SIBLING_POLICY, 0, 0);
    return u < shares[0]               ? SIBLINGS_TOGETHER
           : u < shares[0] + shares[1] ? SIBLINGS_PREFERRED
                                       : SIBLINGS_FREE;
}

/* ---- the gate ---- */

static double gate_uniform(const struct di_care *care, const struct group *group,
                           enum di_purpose purpose)
{
    return di_draw_uniform(care->stream, group->key, purpose, group->returns, 0);
}

static bool has_prevention_place(struct di_care *care, uint16_t region)
{
    const struct di_person person = {.region = region};
    const double places = di_quantity_at(&care->model->services.prevention_places,
                                         di_time_day(care->now), &person);
    if (places >= (double)DI_UNLIMITED)
        return true;
    if ((double)care->prevention_used[region] + 1 > places)
        return false;
    care->prevention_used[region]++;
    care_schedule(care, care->now + di_time_from_days(care->model->services.prevention_days),
                  DI_EVENT_CLASS_RELEASE, EVENT_PREVENTION_END, region | OTHER_ENTITY, 0);
    return true;
}

static bool is_prevented(struct di_care *care, const struct group *group, uint16_t region,
                         const struct members *members)
{
    const struct di_person person = {.region = region, .reason = group->reason};
    const double coverage = di_quantity_at(&care->model->services.prevention_coverage,
                                           di_time_day(care->now), &person);
    if (gate_uniform(care, group, DI_PURPOSE_PREVENTION_OFFER) >= coverage)
        return false;
    if (!has_prevention_place(care, region)) {
        recorder_tally(care, region, DI_TALLY_PREVENTION_FULL);
        if (trace_is_on(care))
            trace_group(care, group, region, DI_TRACE_PREVENTION_FULL, members->count);
        return false;
    }
    recorder_tally(care, region, DI_TALLY_PREVENTION_SERVED);
    if (trace_is_on(care))
        trace_group(care, group, region, DI_TRACE_PREVENTION, members->count);
    service_hours_begin(care, region, DI_ACTIVITY_PREVENTION, group->order << 3,
                        gate_uniform(care, group, DI_PURPOSE_DURATION));
    return gate_uniform(care, group, DI_PURPOSE_PREVENTION_EFFECT) <
           care->model->reasons[group->reason].prevention_effect;
}

static double gate_share(const struct di_care *care, const struct group *group, uint16_t region)
{
    const struct di_person person = {.region = region, .reason = group->reason};
    return di_quantity_at(&care->model->services.gate_share, di_time_day(care->now), &person);
}

/* Reviewed at the gate (K11): `share` of the groups are, and of these `effect` is diverted. */
static bool is_reviewed(const struct di_care *care, const struct group *group, uint16_t region)
{
    return gate_uniform(care, group, DI_PURPOSE_GATE) < gate_share(care, group, region);
}

static bool is_diverted(const struct di_care *care, const struct group *group, uint16_t region,
                        const struct members *members)
{
    const struct di_services *services = &care->model->services;
    const int32_t today = di_time_day(care->now);
    struct di_person person = {.region = region, .reason = group->reason};
    const double gate = gate_share(care, group, region);
    if (gate <= 0)
        return false;
    double effect = 1;
    for (uint32_t m = 0; m < members->count; m++) {
        person.age_band = (uint8_t)child_band_of(care, members->draft[m].birth_day);
        person.disability = members->draft[m].disability;
        person.sex = members->draft[m].sex;
        effect = fmin(effect, di_quantity_at(&services->gate_effect, today, &person));
    }
    return gate_uniform(care, group, DI_PURPOSE_GATE) < gate * effect;
}

/* Back to the family; by `prevention_return_per_year` the group may be at the gate again. */
static void send_away(struct di_care *care, uint32_t g, int32_t arrival_day)
{
    const struct group *group = &care->groups[g];
    const double rate = care->model->services.prevention_return_per_year;
    const double years =
        rate > 0 ? -log(gate_uniform(care, group, DI_PURPOSE_GATE_RETURN)) / rate : HUGE_VAL;
    gate_return_keep(care, group, arrival_day, di_time_after_years(care->now, years));
    group_remove(care, g);
}

static uint32_t add_member(struct di_care *care, uint32_t g, uint16_t region,
                           const struct member_draft *draft, uint32_t m)
{
    const uint32_t slot = child_add(care);
    if (slot == NO_SLOT)
        return NO_SLOT;
    struct child *child = &care->children[slot];
    child->birth_day = (int16_t)draft->birth_day;
    child->region = child->origin = region & 0x3ffu;
    child->age_band = child_band_of(care, draft->birth_day) & 7u;
    child->sex = draft->sex & 1u;
    child->disability = draft->disability & 3u;
    child->member = m & 7u;
    child_join_group(care, slot, g);
    return slot;
}

static void enter_care(struct di_care *care, uint32_t g, uint16_t region,
                       const struct members *members)
{
    uint32_t slots[DI_GROUP_SIZE_MAX];
    uint32_t count = 0;
    const bool is_assessed = is_reviewed(care, &care->groups[g], region);
    for (uint32_t m = 0; m < members->count; m++) {
        const struct member_draft *draft = &members->draft[m];
        if (care->model->policies.ageing &&
            di_day_at_age(draft->birth_day, 18) <= di_time_day(care->now))
            continue;
        const uint32_t slot = add_member(care, g, region, draft, m);
        if (slot == NO_SLOT)
            return;
        if (is_assessed)
            recorder_mark(care, &care->children[slot], region, DI_MARK_ENTRY_ASSESSED);
        slots[count++] = slot;
    }
    if (count == 0) {
        group_remove(care, g);
        return;
    }
    if (is_assessed && trace_is_on(care))
        trace_group(care, &care->groups[g], region, DI_TRACE_AT_GATE, count);
    first_placement_enter(care, slots, count);
}

static void reach_gate(struct di_care *care, uint32_t g, uint16_t region, int32_t arrival_day,
                       const struct members *members)
{
    const struct group *group = &care->groups[g];
    if (is_prevented(care, group, region, members)) {
        recorder_tally(care, region, DI_TALLY_PREVENTED);
        if (trace_is_on(care))
            trace_group(care, group, region, DI_TRACE_PREVENTED, members->count);
        send_away(care, g, arrival_day);
    } else if (is_diverted(care, group, region, members)) {
        recorder_tally(care, region, DI_TALLY_DIVERTED);
        if (trace_is_on(care))
            trace_group(care, group, region, DI_TRACE_DIVERTED, members->count);
        send_away(care, g, arrival_day);
    } else {
        enter_care(care, g, region, members);
    }
}

static uint32_t new_group(struct di_care *care, uint64_t key, uint16_t region, uint16_t reason,
                          uint32_t strip, uint32_t ordinal)
{
    const uint32_t g = group_add(care);
    if (g == NO_SLOT)
        return NO_SLOT;
    struct group *group = &care->groups[g];
    group->key = key;
    group->order = canonical_order((struct canonical_id){care->model->regions[region].name.rank,
                                                         care->model->reasons[reason].name.rank,
                                                         strip, ordinal});
    group->reason = reason;
    group->frailty = (float)draw_frailty(care, key);
    group->policy = draw_policy(care, key) & 0xfu;
    return g;
}

static void arrive(struct di_care *care, uint32_t g, uint16_t region,
                   const struct members *members)
{
    care->groups[g].size = (uint8_t)members->count;
    reach_gate(care, g, region, di_time_day(care->now), members);
}

static void reach_gate_of_strip(struct di_care *care, const struct strip *strip)
{
    const uint32_t g = new_group(care, point_strip_key(&strip->points), strip->region,
                                 strip->reason, strip->number, strip->points.ordinal - 1);
    if (g == NO_SLOT)
        return;
    struct members members;
    draw_members(care, &care->groups[g], strip->region, di_time_day(care->now), &members);
    arrive(care, g, strip->region, &members);
}

void entry_arrive(struct di_care *care, uint32_t s)
{
    const struct strip strip = care->strips.items[s];
    if (care->model->reasons[strip.reason].is_unexplained)
        unexplained_arrive(care, &strip);
    else
        reach_gate_of_strip(care, &strip);
    schedule_next(care, s);
}

uint32_t entry_single(struct di_care *care, const struct strip *strip,
                      const struct member_draft *draft)
{
    const uint32_t g = new_group(care, point_strip_key(&strip->points), strip->region,
                                 strip->reason, strip->number, strip->points.ordinal - 1);
    if (g == NO_SLOT)
        return NO_SLOT;
    care->groups[g].size = 1;
    return add_member(care, g, strip->region, draft, 0);
}

void entry_listed(struct di_care *care, uint32_t index)
{
    const struct di_listed_group *listed = &care->model->entries.listed[index];
    const uint64_t strip_key =
        di_key_mix(stream_key(care->model, listed->region, listed->reason), 0);
    const uint32_t g =
        new_group(care, di_key_mix(strip_key, index), listed->region, listed->reason, 0, index);
    if (g == NO_SLOT)
        return;
    struct members members;
    list_members(listed, &members);
    arrive(care, g, listed->region, &members);
}

bool entry_into_bed(struct di_care *care, const struct entry_bed *bed)
{
    const uint32_t g =
        new_group(care, bed->key, bed->region, bed->reason, bed->strip, bed->ordinal);
    if (g == NO_SLOT)
        return false;
    struct members members;
    draw_members(care, &care->groups[g], bed->region, di_time_day(care->now), &members);
    care->groups[g].size = 1;
    const uint32_t slot = add_member(care, g, bed->region, &members.draft[0], 0);
    if (slot == NO_SLOT)
        return false;
    struct place_request request = {.children = &slot,
                                    .count = 1,
                                    .region = bed->region,
                                    .setting = bed->setting,
                                    .except = NO_SLOT,
                                    .only_setting = bed->setting};
    const uint32_t unit = unit_find(care, &request);
    if (unit == NO_SLOT)
        child_remove(care, slot); /* and its group with it */
    else
        movement_enter(care, slot, bed->setting, unit, DI_FROM_OUTSIDE_NEW, DI_MOVE_UNPLANNED);
    return unit != NO_SLOT;
}

void entry_again(struct di_care *care, uint64_t order, uint16_t returns, int32_t arrival_day)
{
    const struct di_model *model = care->model;
    const struct canonical_id id = canonical_id_of(order);
    const uint16_t reason = di_model_reason_of_rank(model, id.reason);
    const uint16_t region = di_model_region_of_rank(model, id.region);
    assert(region != DI_NONE && reason != DI_NONE); /* the id of a group that was here */
    const uint64_t strip_key = di_key_mix(stream_key(model, region, reason), id.strip);
    const uint32_t g = new_group(care, di_key_mix(strip_key, id.ordinal), region, reason,
                                 id.strip, id.ordinal);
    if (g == NO_SLOT)
        return;
    struct members members;
    if (id.strip == 0)
        list_members(&model->entries.listed[id.ordinal], &members);
    else
        draw_members(care, &care->groups[g], region, arrival_day, &members);
    for (uint32_t i = 0; !model->policies.ageing && i < members.count; i++)
        members.draft[i].birth_day += di_time_day(care->now) - arrival_day;
    care->groups[g].returns = returns;
    care->groups[g].size = (uint8_t)members.count;
    reach_gate(care, g, region, arrival_day, &members);
}

void entry_prevention_end(struct di_care *care, uint32_t region)
{
    care->prevention_used[region]--;
}
