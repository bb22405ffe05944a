/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families, homes, workers, and what a plan may add to them: from the model's own entries and
 * the limits in `goals`.
 */
#include <math.h>

#include "di/recruitment.h"
#include "di/staffing.h"
#include "di/time.h"

#include "build_state.h"

#define OBSERVED_GROWTH 50e-5 /* foster places a year per child: MODEL 16 */
#define HIRES_SHARE 0.2       /* of posts, a year */
/* Share of hours up to which workers leave at the rate the plan counts on (MODEL 8.5). */
#define CALM_SHARE 0.9

static double limit_of(const struct di_quantity *quantity, uint16_t region)
{
    const struct di_person person = {.region = region};
    return di_quantity_at(quantity, 0, &person);
}

/* ---- families ---- */

static uint32_t speciality_of(const struct build *build, const struct di_carers *carers)
{
    const enum di_kind kind = build->model->settings[carers->setting].kind;
    if (kind == DI_KIND_FOSTER)
        return 0;
    return kind == DI_KIND_SPECIALISED_FOSTER ? 1 : UINT32_MAX;
}

/* Approvals in a period that come by themselves: of those who apply, and those that the
 * scenario plans already. */
static double pipeline_in(const struct build *build, const struct di_recruitment *recruitment,
                          uint32_t t)
{
    const struct di_fluid_parameters *p = build->p;
    const int32_t from = build_day(build, t), next = build_day_after(build, t);
    double sum = di_recruitment_applications_per_year(recruitment, from) *
                 recruitment->approval_share / 4 * p->quarters[t];
    for (uint32_t n = 0; n < recruitment->planned_count; n++) {
        const int32_t planned = recruitment->planned[n].day;
        const int32_t day = planned + BUILD_CALENDAR_DAYS;
        if (planned >= 0 && day >= from && day < next)
            sum += recruitment->planned[n].families;
    }
    return sum;
}

/* Families of an entry without recruitment are as many as it says: what attrition takes from
 * them arrives again. */
static void add_families(struct build *build, const struct di_carers *carers, uint32_t k)
{
    struct di_fluid_parameters *p = build->p;
    const size_t rk = di_fluid_rk(carers->region, k);
    const double families = di_series_at(&carers->families, 0);
    const double places = p->places_per_family[rk] * p->families0[rk];
    double before = families;
    p->families0[rk] += families;
    if (p->families0[rk] > 0)
        p->places_per_family[rk] =
            (places + families * carers->places_per_family) / p->families0[rk];
    else
        p->places_per_family[rk] = carers->places_per_family;
    for (uint32_t t = 1; t <= p->periods; t++) {
        const int32_t day = build_day(build, t);
        double *arriving = &p->families_arriving[di_fluid_trk(p, t, carers->region, k)];
        if (carers->recruitment != NULL) {
            *arriving += pipeline_in(build, carers->recruitment, t);
            continue;
        }
        const double now = di_series_at(&carers->families, day);
        *arriving += now - before * pow(1 - p->carer_attrition, p->quarters[t]);
        before = now;
    }
}

/* Share of the families who are recruited that leave in a quarter. */
static double attrition(const struct build *build)
{
    const struct di_model *model = build->model;
    double lost = 0, all = 0;
    for (uint32_t n = 0; n < model->carers_count; n++) {
        const struct di_carers *carers = &model->carers[n];
        const double count = di_series_at(&carers->families, 0);
        if (carers->recruitment == NULL || speciality_of(build, carers) == UINT32_MAX)
            continue;
        all += count;
        lost += count * carers->recruitment->leave_per_year;
    }
    return all > 0 ? build_quarterly(lost / all) : 0;
}

static void families(struct build *build)
{
    const struct di_model *model = build->model;
    build->p->carer_attrition = attrition(build);
    for (size_t n = 0; n < (size_t)model->region_count * DI_SPECIALITIES; n++)
        build->country->carers[n] = UINT32_MAX;
    for (uint32_t n = 0; n < model->carers_count; n++) {
        const struct di_carers *carers = &model->carers[n];
        const uint32_t k = speciality_of(build, carers);
        if (model->settings[carers->setting].kind == DI_KIND_EMERGENCY_FOSTER)
            build->country->has_emergency[carers->region] = true;
        if (k == UINT32_MAX)
            continue;
        add_families(build, carers, k);
        uint32_t *entry = &build->country->carers[di_fluid_rk(carers->region, k)];
        if (*entry == UINT32_MAX || model->carers[*entry].name.rank > carers->name.rank)
            *entry = n;
    }
}

static void family_limits(struct build *build)
{
    const struct di_planning_goals *goals = build->model->goals;
    for (uint16_t r = 0; r < build->model->region_count; r++) {
        const double children = di_series_at(&build->model->regions[r].population, 0);
        const double given = limit_of(&goals->approvals_per_year, r);
        const double share[] = {1 - goals->specialised_share, goals->specialised_share};
        for (uint32_t k = 0; k < DI_SPECIALITIES; k++) {
            const size_t rk = di_fluid_rk(r, k);
            const double observed =
                children * OBSERVED_GROWTH / fmax(1, build->p->places_per_family[rk]);
            const double most = given >= 0 ? given : observed;
            build->p->family_limit[rk] =
                build->country->carers[rk] == UINT32_MAX ? 0 : most * share[k] / 4;
        }
    }
}

/* ---- homes and supported living ---- */

static void homes(struct build *build)
{
    const struct di_model *model = build->model;
    struct di_fluid_parameters *p = build->p;
    for (uint32_t r = 0; r < model->region_count; r++)
        build->country->homes[r] = UINT32_MAX;
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_institution *unit = &model->institutions[i];
        if (model->settings[unit->setting].kind != DI_KIND_SGH)
            continue;
        uint32_t *entry = &build->country->homes[unit->region];
        if (*entry == UINT32_MAX || model->institutions[*entry].name.rank > unit->name.rank)
            *entry = i;
        double before = di_series_at(&unit->capacity, 0);
        p->beds0[unit->region] += before;
        for (uint32_t t = 1; t <= p->periods; t++) {
            const double now = di_series_at(&unit->capacity, build_day(build, t));
            p->beds_arriving[di_fluid_tr(p, t, unit->region)] += now - before;
            before = now;
        }
    }
    for (uint16_t r = 0; r < model->region_count; r++)
        p->home_limit[r] = build->country->homes[r] != UINT32_MAX
                               ? limit_of(&model->goals->homes_per_year, r) / 4
                               : 0;
}

/* Pools of places counted by region: group homes and supported living. */
static void counted_places(struct build *build, enum di_placement placement)
{
    const uint16_t at = build_setting(build, placement);
    struct di_fluid_parameters *p = build->p;
    if (at == DI_NONE)
        return;
    const struct di_setting *setting = &build->model->settings[at];
    for (uint16_t r = 0; r < build->model->region_count; r++) {
        const struct di_person person = {.region = r};
        const double places = setting->places == DI_PLACES_POOL
                                  ? di_quantity_at(&setting->capacity, 0, &person)
                                  : HUGE_VAL;
        if (placement == DI_PLACEMENT_SGH && setting->places == DI_PLACES_POOL)
            p->beds0[r] += places;
        for (uint32_t t = 0; t <= p->periods && placement == DI_PLACEMENT_SUPPORTED; t++)
            p->supported_places[di_fluid_tr(p, t, r)] =
                places < DI_UNLIMITED ? places : HUGE_VAL;
    }
}

/* ---- workers ---- */

static double mean_hours(const struct di_staffing *staffing)
{
    double hours = 0, fte = 0;
    for (uint32_t n = 0; n < staffing->workers_count; n++) {
        hours += staffing->workers[n].fte *
                 di_role_daily_hours(&staffing->roles[staffing->workers[n].role]);
        fte += staffing->workers[n].fte;
    }
    return fte > 0 ? hours / fte : di_role_daily_hours(&staffing->roles[0]);
}

/* The way to a family is as long as the region's. */
static void visits(struct build *build, uint16_t r)
{
    const struct di_staffing *staffing = &build->model->staffing;
    const struct di_person person = {.region = r};
    const double quarter = 3 * (staffing->activities[DI_ACTIVITY_VISIT].hours +
                                di_quantity_at(&staffing->travel_hours, 0, &person));
    const double first = fmin(1, staffing->reunified_first_days /
                                     fmax(1, build->model->policies.monitoring_days));
    double *hours = &build->p->hours_visits[di_fluid_rp(r, 0)];
    hours[DI_PLACEMENT_REUNIFIED] =
        quarter * (first * staffing->reunified_visits_per_month +
                   (1 - first) * staffing->reunified_later_visits_per_month);
    hours[DI_PLACEMENT_FOSTER] = hours[DI_PLACEMENT_SPECIALISED] =
        quarter * staffing->foster_visits_per_month;
    hours[DI_PLACEMENT_KINSHIP] = quarter * staffing->kinship_visits_per_month;
}

/* Reviews of the plans of children in family placements and homes take the hours of every
 * review_days. Those of residents who wait are left out. */
static void reviews(struct build *build, uint16_t r)
{
    static const enum di_placement in_care[] = {DI_PLACEMENT_KINSHIP, DI_PLACEMENT_FOSTER,
                                                DI_PLACEMENT_SPECIALISED, DI_PLACEMENT_SGH,
                                                DI_PLACEMENT_SUPPORTED};
    const struct di_staffing *staffing = &build->model->staffing;
    if (!(staffing->review_days > 0))
        return;
    for (size_t i = 0; i < sizeof in_care / sizeof in_care[0]; i++)
        build->p->hours_visits[di_fluid_rp(r, in_care[i])] +=
            staffing->activities[DI_ACTIVITY_REVIEW].hours * BUILD_QUARTER_DAYS /
            staffing->review_days;
}

/* Share of the children of a group who have a disability, in care today: all, none, or, of
 * under threes and grown-ups, so many as there are; where there are none of them, as of
 * everyone. */
static double disabled_share(const struct build *build, enum di_group group)
{
    double children[2] = {0}, disabled[2] = {0}; /* of everyone, of the group */
    for (uint64_t n = 0; n < build->resident_count; n++) {
        const struct di_resident *child = &build->residents[n];
        const double age = -child->birth_day / DI_DAYS_PER_YEAR;
        const bool is_disabled = child->disability != DI_DISABILITY_NONE;
        const bool is_of_group = build_group(build, age, child->disability) == group;
        children[0] += 1;
        disabled[0] += is_disabled;
        children[1] += is_of_group;
        disabled[1] += is_of_group && is_disabled;
    }
    if (group == DI_GROUP_STANDARD || group == DI_GROUP_DISABLED)
        return group == DI_GROUP_DISABLED ? 1 : 0;
    const uint32_t of = children[1] > 0 ? 1 : 0;
    return children[of] > 0 ? disabled[of] / children[of] : 0;
}

static void preparation(struct build *build)
{
    const struct di_activity_plan *plan =
        &build->model->staffing.activities[DI_ACTIVITY_PREPARATION];
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        const double hours = plan->hours + disabled_share(build, g) * plan->disability_hours;
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            build->p->hours_move[g][q] = hours;
    }
}

static void activities(struct build *build)
{
    const struct di_staffing *staffing = &build->model->staffing;
    const struct di_activity_plan *activity = staffing->activities;
    struct di_fluid_parameters *p = build->p;
    p->hours_assessment = activity[DI_ACTIVITY_ASSESSMENT].hours +
                          activity[DI_ACTIVITY_CARE_PLAN].hours +
                          activity[DI_ACTIVITY_TRACING].hours;
    preparation(build);
    p->hours_prevention =
        activity[DI_ACTIVITY_PREVENTION].hours / fmax(1, build->model->entries.mean_group_size);
    p->hours_family[0] = p->hours_family[1] = activity[DI_ACTIVITY_CARER_ASSESSMENT].hours;
    p->caseload_limit = staffing->caseload_limit > 0 ? staffing->caseload_limit : HUGE_VAL;
}

/* Workers of the plan are posts: who leaves is replaced, so none is lost, but a part of them is
 * always being hired and trained. */
static void posts(struct build *build, const struct di_workers *workers)
{
    struct di_fluid_parameters *p = build->p;
    double before = workers->fte;
    p->workers0[workers->region] += workers->fte;
    for (uint32_t t = 1; t <= p->periods; t++) {
        const double now = di_workers_posts(workers, build_day(build, t));
        p->workers_arriving[di_fluid_tr(p, t, workers->region)] += fmax(0, now - before);
        before = fmax(before, now);
    }
}

/* Share of posts with a trained worker, in the long run. */
static double filled_share(const struct build *build)
{
    return 1 / (1 + build_quarterly(build->model->staffing.roles[0].turnover_per_year) *
                        build->p->worker_lag);
}

static void workers(struct build *build)
{
    const struct di_staffing *staffing = &build->model->staffing;
    struct di_fluid_parameters *p = build->p;
    for (uint32_t r = 0; r < build->model->region_count; r++)
        build->country->workers[r] = UINT32_MAX;
    if (staffing->role_count == 0)
        return;
    p->has_workers = true;
    p->hours_per_fte = fmax(1, mean_hours(staffing) * filled_share(build) * BUILD_QUARTER_DAYS);
    p->ramp_share = staffing->roles[0].ramp_share;
    activities(build);
    for (uint32_t n = 0; n < staffing->workers_count; n++) {
        const struct di_workers *entry = &staffing->workers[n];
        uint32_t *chosen = &build->country->workers[entry->region];
        posts(build, entry);
        if (staffing->roles[entry->role].kind != DI_ROLE_CARER_RECRUITER &&
            (*chosen == UINT32_MAX || staffing->workers[*chosen].fte < entry->fte))
            *chosen = n;
    }
    for (uint16_t r = 0; r < build->model->region_count; r++) {
        const double most = limit_of(&build->model->goals->hires_per_year, r);
        visits(build, r);
        reviews(build, r);
        if (staffing->roles[0].turnover_per_year > 0)
            p->hours_factor[r] = CALM_SHARE;
        if (build->country->workers[r] != UINT32_MAX)
            p->hire_limit[r] = (most >= 0 ? most : fmax(2, HIRES_SHARE * p->workers0[r])) / 4;
    }
}

void build_supply(struct build *build)
{
    for (uint32_t r = 0; r < build->model->region_count; r++)
        for (uint32_t k = 0; k < DI_SPECIALITIES; k++)
            build->p->places_per_family[di_fluid_rk(r, k)] = 1;
    families(build);
    family_limits(build);
    homes(build);
    counted_places(build, DI_PLACEMENT_SGH);
    counted_places(build, DI_PLACEMENT_SUPPORTED);
    workers(build);
}
