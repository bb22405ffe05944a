/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The carer pipeline (MODEL 8.4): households apply, are assessed and trained, and are approved
 * or not. Applications are points of a planar Poisson field (point_strip.h), thinned by what
 * the campaign brings and by the pool of willing households: more money only adds applicants,
 * and no other household moves.
 *
 * A decision falls when the lag is over and the hours of the assessment are done. An approved
 * family takes the next unit of its carers entry, in order of approval; units of families that
 * left are not used again. How families leave is family_leaving.c.
 */
#include "carer_pipeline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/sampler.h"

#include "system.h"

/* Entities of these events, below CARER_ENTITY: strips, applicants and units by index, planned
 * approvals marked. */
#define PLANNED_ENTITY UINT32_C(0x20000000)
enum { PLANNED_BITS = 9 }; /* quarters of a carers entry */

void trace_family(const struct di_care *care, enum di_trace_event event, uint32_t u)
{
    if (!trace_is_on(care))
        return;
    struct di_trace_line line = trace_line(care, event);
    trace_set_place(care, u, &line);
    line.from_region = line.to_region = care->units[u].region;
    line.value = event == DI_TRACE_HELD ? care->units[u].reserved : care->units[u].licensed;
    trace_emit(care, &line);
}

static const struct di_recruitment *recruitment_of(const struct di_care *care, uint32_t c)
{
    return care->model->carers[c].recruitment;
}

/* ---- room ---- */

/* More families than this are approved in one of 10^12 replications. */
uint32_t carer_pipeline_families_max(const struct di_model *model, uint32_t c)
{
    const struct di_carers *carers = &model->carers[c];
    const struct di_recruitment *recruitment = carers->recruitment;
    const double share = recruitment->approval_share;
    const double years = model->horizon_days / DI_DAYS_PER_YEAR;
    const double mean = di_recruitment_highest_applications(recruitment) *
                        shock_enquiries_highest(model) * share * years;
    double planned = 0;
    for (uint32_t i = 0; i < recruitment->planned_count; i++)
        planned += recruitment->planned[i].families;
    const double first = di_series_at(&carers->families, 0);
    return (uint32_t)(first + planned) + (mean > 0 ? di_poisson_quantile(1 - 1e-12, mean) : 0);
}

static uint32_t strips_of(const struct di_care *care, uint32_t c)
{
    const struct di_recruitment *recruitment = recruitment_of(care, c);
    return recruitment == NULL
               ? 0
               : point_strip_count(di_recruitment_highest_applications(recruitment) *
                                   shock_enquiries_highest(care->model));
}

static uint32_t count_places(const struct di_care *care)
{
    const struct carer_pipeline *pipeline = care->pipeline;
    uint32_t places = 0;
    for (uint32_t f = 0; f < pipeline->family_count; f++) {
        const struct unit *unit = &care->units[pipeline->first_unit + f];
        pipeline->families[f].first_place = places;
        if (unit->carers != UINT32_MAX && recruitment_of(care, unit->carers) != NULL)
            places += care->model->carers[unit->carers].places_per_family;
    }
    return places;
}

static bool has_recruitment(const struct di_model *model)
{
    for (uint32_t c = 0; c < model->carers_count; c++)
        if (model->carers[c].recruitment != NULL)
            return true;
    return false;
}

enum di_status carer_pipeline_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    if (!has_recruitment(model))
        return DI_OK;
    struct carer_pipeline *pipeline = calloc(1, sizeof *pipeline);
    care->pipeline = pipeline;
    if (pipeline == NULL)
        return DI_ERR_MEMORY;
    pipeline->first_unit = care->carers[0].first_unit;
    pipeline->family_count = care->unit_count - pipeline->first_unit;
    for (uint32_t c = 0; c < model->carers_count; c++)
        pipeline->strip_count += strips_of(care, c);
    pipeline->families = calloc((size_t)pipeline->family_count + 1, sizeof *pipeline->families);
    pipeline->due_month = malloc((size_t)pipeline->family_count + 1);
    pipeline->pools = calloc(model->carers_count, sizeof *pipeline->pools);
    pipeline->strips = calloc((size_t)pipeline->strip_count + 1, sizeof *pipeline->strips);
    if (pipeline->families == NULL || pipeline->due_month == NULL || pipeline->pools == NULL ||
        pipeline->strips == NULL)
        return DI_ERR_MEMORY;
    const uint32_t places = count_places(care);
    pipeline->residents = malloc(((size_t)places + 1) * sizeof *pipeline->residents);
    if (pipeline->residents == NULL)
        return DI_ERR_MEMORY;
    pipeline->residents[places] = NO_SLOT;
    return DI_OK;
}

void carer_pipeline_destroy(struct di_care *care)
{
    if (care->pipeline == NULL)
        return;
    free(care->pipeline->families);
    free(care->pipeline->due_month);
    free(care->pipeline->residents);
    free(care->pipeline->pools);
    free(care->pipeline->strips);
    care_rows_free(care->pipeline->applicants);
    free(care->pipeline);
}

/* ---- the pool of willing households ---- */

/* Share of the pool that is left: 1 where it has no end. */
static double pool_share(struct di_care *care, uint32_t c)
{
    const struct di_recruitment *recruitment = recruitment_of(care, c);
    struct willing_pool *pool = &care->pipeline->pools[c];
    const double first = recruitment->willing_households;
    if (first <= 0)
        return 1;
    pool->households = fmin(first, pool->households + first * recruitment->pool_refill_share *
                                                          di_time_years(care->now - pool->at));
    pool->at = care->now;
    return floor(pool->households) / first; /* only whole households apply */
}

static void take_from_pool(struct di_care *care, uint32_t c)
{
    struct willing_pool *pool = &care->pipeline->pools[c];
    if (recruitment_of(care, c)->willing_households > 0)
        pool->households -= 1;
}

/* ---- applications ---- */

/* While the pool is full, shocks included (MODEL 8.8). */
static double applications_per_year(const struct di_care *care, uint32_t c, di_time at)
{
    return di_recruitment_applications_per_year(recruitment_of(care, c), di_time_day(at)) *
           shock_enquiries(care, care->model->carers[c].region, at);
}

/* The next point that applies if the pool is full; the pool is asked when it comes. */
static void schedule_point(struct di_care *care, uint32_t s)
{
    struct application_strip *strip = &care->pipeline->strips[s];
    while (point_strip_next(care, &strip->points, DI_PURPOSE_APPLICATION_POINT))
        if (strip->points.y < applications_per_year(care, strip->carers, strip->points.at)) {
            care_schedule(care, strip->points.at, DI_EVENT_CLASS_ARRIVAL, EVENT_APPLICATION,
                          s | CARER_ENTITY, 0);
            return;
        }
}

static void tally(struct di_care *care, uint32_t c, enum di_place_measure measure)
{
    const struct di_carers *carers = &care->model->carers[c];
    place_count_note(care, carers->region, carers->setting, measure);
}

/* MODEL 8.2: a new family has places for those who wait. */
static void approve(struct di_care *care, uint32_t c, uint64_t key)
{
    struct carers_index *index = &care->carers[c];
    if (index->used == index->count) {
        care->status = DI_FAIL(&care->error, DI_ERR_LIMIT, care->model->carers[c].name.id,
                               DI_N_("More families of '%1' were approved than the program "
                                     "made room for."),
                               di_text_arg(care->model->carers[c].name.id));
        return;
    }
    const uint32_t u = index->first_unit + index->used++;
    index->licensed++;
    care->units[u].key = key;
    tally(care, c, DI_PLACE_APPROVALS);
    family_begin(care, u);
    unit_license(care, u, (int32_t)care->model->carers[c].places_per_family);
    trace_family(care, DI_TRACE_FAMILY_APPROVED, u);
}

static void decide_if_ready(struct di_care *care, uint32_t row)
{
    struct carer_pipeline *pipeline = care->pipeline;
    const struct applicant applicant = pipeline->applicants[row];
    if (!applicant.lag_is_over || !applicant.hours_are_done)
        return;
    pipeline->applicants[row].next_free = pipeline->applicant_free;
    pipeline->applicant_free = row;
    const double share = recruitment_of(care, applicant.carers)->approval_share;
    if (di_draw_uniform(care->stream, applicant.key, DI_PURPOSE_APPROVAL, 0, 0) < share)
        approve(care, applicant.carers, applicant.key);
}

void carer_pipeline_hours_done(struct di_care *care, uint32_t applicant)
{
    care->pipeline->applicants[applicant].hours_are_done = 1;
    decide_if_ready(care, applicant);
}

static uint32_t new_applicant(struct di_care *care)
{
    struct carer_pipeline *pipeline = care->pipeline;
    if (pipeline->applicant_free != NO_SLOT) {
        const uint32_t row = pipeline->applicant_free;
        pipeline->applicant_free = pipeline->applicants[row].next_free;
        return row;
    }
    if (pipeline->applicant_used == pipeline->applicant_capacity) {
        struct applicant *grown =
            care_grow(care, pipeline->applicants, &pipeline->applicant_capacity,
                      pipeline->applicant_used + 1, sizeof *grown);
        if (grown == NULL)
            return NO_SLOT;
        pipeline->applicants = grown;
    }
    return pipeline->applicant_used++;
}

static double lag_days(const struct di_care *care, const struct di_recruitment *recruitment,
                       uint64_t key)
{
    if (recruitment->approval_lag_days <= 0)
        return 0;
    const double u = di_draw_uniform(care->stream, key, DI_PURPOSE_APPROVAL_LAG, 0, 0);
    if (recruitment->has_approval_law)
        return work_law_sample(&recruitment->approval_law, recruitment->approval_lag_days, u);
    return di_sample_lognormal(u, log(recruitment->approval_lag_days),
                               recruitment->approval_lag_sigma);
}

static void apply(struct di_care *care, uint32_t s)
{
    const struct application_strip *strip = &care->pipeline->strips[s];
    const uint32_t c = strip->carers;
    const uint32_t row = new_applicant(care);
    if (row == NO_SLOT)
        return;
    const uint64_t key = point_strip_key(&strip->points);
    const double lag =
        fmin(lag_days(care, recruitment_of(care, c), key), care->model->horizon_days + 1.0);
    care->pipeline->applicants[row] = (struct applicant){
        .key = key, .carers = c, .strip = strip->number, .ordinal = strip->points.ordinal - 1};
    tally(care, c, DI_PLACE_APPLICATIONS);
    if (trace_is_on(care))
        trace_place(care, DI_TRACE_APPLIES, care->model->carers[c].name.id,
                    care->model->carers[c].region, (double)NAN);
    take_from_pool(care, c);
    /* The assessment is asked of the recruiters here; they answer by carer_pipeline_hours_done.
     * Without a team that does it the lag alone decides (MODEL 8.1). */
    care->pipeline->applicants[row].hours_are_done = !casework_assess_carers(
        care, care->model->carers[c].region, row,
        carer_pipeline_order(care, DI_EVENT_CLASS_CAPACITY_ADD, row), key);
    if (lag > 0) {
        care_schedule(care, care->now + di_time_from_days(lag), DI_EVENT_CLASS_CAPACITY_ADD,
                      EVENT_APPROVAL, row | CARER_ENTITY, 0);
        return;
    }
    care->pipeline->applicants[row].lag_is_over = 1;
    decide_if_ready(care, row);
}

static void reach_point(struct di_care *care, uint32_t s)
{
    const struct application_strip *strip = &care->pipeline->strips[s];
    const double rate = applications_per_year(care, strip->carers, care->now);
    if (strip->points.y < rate * pool_share(care, strip->carers))
        apply(care, s);
    schedule_point(care, s);
}

/* ---- planned approvals ---- */

static void approve_planned(struct di_care *care, uint32_t entity)
{
    const uint32_t c = (entity & ~PLANNED_ENTITY) >> PLANNED_BITS;
    const uint32_t i = entity & ((1u << PLANNED_BITS) - 1);
    const struct di_planned_approvals *planned = &recruitment_of(care, c)->planned[i];
    const uint64_t civil = (uint64_t)(care->model->start_civil_day + planned->day);
    const uint64_t quarter =
        di_key_mix(care->model->carers[c].name.key, UINT64_C(1) << 32 | civil);
    for (uint32_t f = 0; f < planned->families && care->status == DI_OK; f++)
        approve(care, c, di_key_mix(quarter, f));
}

static void schedule_planned(struct di_care *care, uint32_t c)
{
    const struct di_recruitment *recruitment = recruitment_of(care, c);
    for (uint32_t i = 0; i < recruitment->planned_count; i++)
        if (recruitment->planned[i].day >= 0)
            care_schedule(care, di_time_of_day(recruitment->planned[i].day),
                          DI_EVENT_CLASS_CAPACITY_ADD, EVENT_PLANNED,
                          CARER_ENTITY | PLANNED_ENTITY | c << PLANNED_BITS | i, 0);
}

/* ---- the run ---- */

void carer_pipeline_reset(struct di_care *care)
{
    struct carer_pipeline *pipeline = care->pipeline;
    if (pipeline == NULL)
        return;
    pipeline->applicants =
        care_headroom(care, pipeline->applicants, &pipeline->applicant_capacity,
                      pipeline->applicant_used, sizeof *pipeline->applicants);
    pipeline->applicant_used = 0;
    pipeline->applicant_free = NO_SLOT;
    memset(pipeline->due_month, NO_MONTH, pipeline->family_count);
    for (uint32_t f = 0; f < pipeline->family_count; f++) {
        struct family *family = &pipeline->families[f];
        const uint32_t first = family->first_place;
        *family = (struct family){.first_place = first};
        const struct unit *unit = &care->units[pipeline->first_unit + f];
        if (recruitment_of(care, unit->carers) == NULL)
            continue;
        for (uint32_t i = 0; i < care->model->carers[unit->carers].places_per_family; i++)
            pipeline->residents[first + i] = NO_SLOT;
    }
}

static uint32_t start_strips(struct di_care *care, uint32_t c, uint32_t first)
{
    const uint32_t count = strips_of(care, c);
    for (uint32_t n = 1; n <= count; n++) {
        care->pipeline->strips[first] = (struct application_strip){
            .points = point_strip_of(care->model->carers[c].name.key, n),
            .carers = c,
            .number = n};
        schedule_point(care, first++);
    }
    return first;
}

void carer_pipeline_start(struct di_care *care)
{
    uint32_t strip = 0;
    for (uint32_t c = 0; care->pipeline != NULL && c < care->model->carers_count; c++) {
        const struct di_recruitment *recruitment = recruitment_of(care, c);
        if (recruitment == NULL)
            continue;
        care->pipeline->pools[c] = (struct willing_pool){recruitment->willing_households, 0};
        for (uint32_t f = 0; f < care->carers[c].used; f++)
            family_begin(care, care->carers[c].first_unit + f);
        strip = start_strips(care, c, strip);
        schedule_planned(care, c);
    }
}

void carer_pipeline_event(struct di_care *care, const struct di_event *event)
{
    const uint32_t index = event->entity & ~CARER_ENTITY;
    if (event->purpose == EVENT_APPLICATION) {
        reach_point(care, index);
    } else if (event->purpose == EVENT_PLANNED) {
        approve_planned(care, index);
    } else if (event->purpose == EVENT_FAMILY_LEAVES) {
        family_leave_if_current(care, index, event->generation);
    } else {
        care->pipeline->applicants[index].lag_is_over = 1;
        decide_if_ready(care, index);
    }
}

/* Canonical ids: carers, then strip and ordinal; planned approvals by quarter; units by order
 * of approval. Bit 62 puts them after dated changes of the same class. */
uint64_t carer_pipeline_order(const struct di_care *care, uint8_t event_class, uint32_t index)
{
    const struct carer_pipeline *pipeline = care->pipeline;
    const struct di_carers *carers = care->model->carers;
    const uint64_t late = UINT64_C(1) << 62;
    if (event_class == DI_EVENT_CLASS_ARRIVAL) {
        const struct application_strip *strip = &pipeline->strips[index];
        return late | (uint64_t)carers[strip->carers].name.rank << 32 | strip->number;
    }
    if (event_class == DI_EVENT_CLASS_CAPACITY_REMOVE) {
        const struct unit *unit = &care->units[index];
        return late | (uint64_t)carers[unit->carers].name.rank << 32 | unit->ordinal;
    }
    if ((index & PLANNED_ENTITY) != 0) {
        const uint32_t c = (index & ~PLANNED_ENTITY) >> PLANNED_BITS;
        return late | (uint64_t)carers[c].name.rank << PLANNED_BITS |
               (index & ((1u << PLANNED_BITS) - 1));
    }
    const struct applicant *applicant = &pipeline->applicants[index];
    return late | UINT64_C(1) << 61 | (uint64_t)carers[applicant->carers].name.rank << 44 |
           (uint64_t)applicant->strip << 24 | applicant->ordinal;
}
