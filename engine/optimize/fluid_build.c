/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frame of a scenario's fluid model: periods, institutions, who is where at the start,
 * goals. Institutions of the plan are the model's own of kind `institution`, then one pool per
 * setting and region whose places are not listed; pools cannot be closed.
 */
#include "di/fluid_build.h"

#include <math.h>
#include <stdlib.h>

#include "di/time.h"

#include "build_state.h"

enum di_group build_group(const struct build *build, double age_years, uint8_t disability)
{
    (void)build;
    if (age_years >= 18)
        return DI_GROUP_ADULT;
    if (age_years < 3)
        return DI_GROUP_UNDER_3;
    return disability != DI_DISABILITY_NONE ? DI_GROUP_DISABLED : DI_GROUP_STANDARD;
}

struct di_person build_person(const struct build *build, enum di_group group, uint16_t region)
{
    static const double age[DI_GROUPS] = {1.5, 9, 9, 18.5};
    return (struct di_person){
        .region = region,
        .age_band = (uint8_t)di_model_age_band(build->model, age[group]),
        .disability = group == DI_GROUP_DISABLED ? DI_DISABILITY_MODERATE : DI_DISABILITY_NONE,
        .years_in_care = 1,
    };
}

double build_quarterly(double rate_per_year)
{
    return 1 - exp(-fmax(0, rate_per_year) / 4);
}

static uint32_t lag_of(double days)
{
    const double quarters = ceil(days / BUILD_QUARTER_DAYS - 0.01);
    return quarters < 1 ? 1 : (uint32_t)quarters;
}

int32_t build_day(const struct build *build, uint32_t period)
{
    return (int32_t)lround(build->p->first_quarter[period] * BUILD_QUARTER_DAYS);
}

int32_t build_day_after(const struct build *build, uint32_t period)
{
    const uint32_t end = build->p->first_quarter[period] + build->p->quarters[period];
    return (int32_t)lround(end * BUILD_QUARTER_DAYS);
}

uint16_t build_setting(const struct build *build, enum di_placement placement)
{
    static const enum di_kind kinds[DI_PLACEMENTS] = {
        DI_KIND_REUNIFIED_MONITORED, DI_KIND_KINSHIP, DI_KIND_FOSTER,
        DI_KIND_SPECIALISED_FOSTER,  DI_KIND_SGH,     DI_KIND_SUPPORTED_INDEPENDENT,
        DI_KIND_ADULT_INSTITUTION};
    return placement == DI_PLACEMENT_REUNIFIED
               ? DI_SETTING_HOME_MONITORED
               : di_model_setting_of_kind(build->model, kinds[placement]);
}

/* ---- institutions ---- */

static bool is_pool(const struct di_setting *setting)
{
    return setting->kind == DI_KIND_INSTITUTION && setting->places != DI_PLACES_UNITS;
}

static uint32_t count_institutions(const struct di_model *model)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < model->institution_count; i++)
        count += model->settings[model->institutions[i].setting].kind == DI_KIND_INSTITUTION;
    for (uint32_t s = 0; s < model->setting_count; s++)
        count += is_pool(&model->settings[s]) ? model->region_count : 0;
    return count;
}

static void set_admissions(struct build *build, uint32_t at, const struct di_setting *setting)
{
    static const double youngest[DI_GROUPS] = {0, 3, 3, 18},
                        oldest[DI_GROUPS] = {3, 18, 18, 99};
    static const uint8_t disabilities[DI_GROUPS] = {7, 1, 6, 7};
    for (uint32_t g = 0; g <= DI_GROUP_DISABLED; g++)
        build->p->admits[di_fluid_rg(at, g)] =
            setting->in_entry_ladder && setting->age_from_years < oldest[g] &&
            setting->age_to_years > youngest[g] &&
            (setting->disability_mask & disabilities[g]) != 0;
}

static void place_institution(struct build *build, uint32_t at, uint16_t region,
                              const struct di_setting *setting)
{
    build->p->institution_region[at] = region;
    build->p->link[at] = (struct di_fluid_link){at, region, {1, 1, 1, 1}};
    set_admissions(build, at, setting);
}

static uint32_t last_period_before(const struct build *build, int32_t day)
{
    uint32_t last = 0;
    for (uint32_t t = 1; t <= build->p->periods; t++)
        if (build_day(build, t) < day)
            last = t;
    return last;
}

/* Last period over by `day`, give or take the days by which calendar quarters differ; at least
 * the first. */
static uint32_t last_period_until(const struct build *build, int32_t day)
{
    const struct di_fluid_parameters *p = build->p;
    uint32_t last = 1;
    for (uint32_t t = 1; t <= p->periods; t++)
        if ((p->first_quarter[t] + p->quarters[t]) * BUILD_QUARTER_DAYS <=
            day + BUILD_CALENDAR_DAYS)
            last = t;
    return last;
}

static void set_dates(struct build *build, uint32_t at, const struct di_institution *unit)
{
    struct di_fluid_parameters *p = build->p;
    int32_t shut = unit->moratorium_day;
    if (unit->wind_down_day < shut)
        shut = unit->wind_down_day;
    p->earliest_close[at] = p->moratorium_lag + 1;
    if (shut != DI_NO_DAY)
        p->admits_until[at] = last_period_before(build, shut);
    if (shut <= 0)
        p->earliest_close[at] = 1;
    if (unit->close_by_day != DI_NO_DAY)
        p->close_by[at] = last_period_until(build, unit->close_by_day + 1);
}

static void add_units(struct build *build, uint32_t *at)
{
    const struct di_model *model = build->model;
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_institution *unit = &model->institutions[i];
        const struct di_setting *setting = &model->settings[unit->setting];
        build->institution_of[i] = UINT32_MAX;
        if (setting->kind != DI_KIND_INSTITUTION)
            continue;
        build->institution_of[i] = *at;
        build->country->unit[*at] = i;
        place_institution(build, *at, unit->region, setting);
        build->p->capacity[*at] = di_series_at(&unit->capacity, 0);
        build->p->buildings[*at] = unit->count > 0 ? unit->count : 1;
        if (model->closure_plans != NULL)
            build->p->minimum_occupancy[*at] = model->closure_plans[i].minimum_viable_occupancy;
        set_dates(build, *at, unit);
        (*at)++;
    }
}

static void add_pools(struct build *build, uint32_t *at)
{
    const struct di_model *model = build->model;
    for (uint16_t s = 0; s < model->setting_count; s++)
        for (uint16_t r = 0; r < model->region_count; r++) {
            const struct di_setting *setting = &model->settings[s];
            const struct di_person person = {.region = r};
            build->pool_of[(size_t)s * model->region_count + r] = UINT32_MAX;
            if (!is_pool(setting))
                continue;
            build->pool_of[(size_t)s * model->region_count + r] = *at;
            build->country->unit[*at] = UINT32_MAX;
            place_institution(build, *at, r, setting);
            build->p->may_close[*at] = false;
            build->p->capacity[*at] = setting->places == DI_PLACES_POOL
                                          ? di_quantity_at(&setting->capacity, 0, &person)
                                          : fmax(1000, (double)build->resident_count * 2);
            (*at)++;
        }
}

static void keep_open(struct build *build)
{
    const struct di_planning_goals *goals = build->model->goals;
    for (uint32_t n = 0; n < goals->keep_open_count; n++) {
        const uint32_t at = build->institution_of[goals->keep_open[n]];
        if (at != UINT32_MAX)
            build->p->may_close[at] = false;
    }
}

/* ---- who is where ---- */

static double *stock_of(const struct build *build, const struct di_resident *child,
                        enum di_group group)
{
    const struct di_model *model = build->model;
    const enum di_kind kind = model->settings[child->setting].kind;
    static const struct {
        enum di_kind kind;
        enum di_placement placement;
    } placed[] = {{DI_KIND_REUNIFIED_MONITORED, DI_PLACEMENT_REUNIFIED},
                  {DI_KIND_KINSHIP, DI_PLACEMENT_KINSHIP},
                  {DI_KIND_FOSTER, DI_PLACEMENT_FOSTER},
                  {DI_KIND_SPECIALISED_FOSTER, DI_PLACEMENT_SPECIALISED},
                  {DI_KIND_SGH, DI_PLACEMENT_SGH},
                  {DI_KIND_SUPPORTED_INDEPENDENT, DI_PLACEMENT_SUPPORTED}};
    if (kind == DI_KIND_HOME_CLOSED) /* a grown-up at home does not come back */
        return group == DI_GROUP_ADULT ? NULL
                                       : &build->p->home0[di_fluid_rg(child->region, group)];
    if (kind == DI_KIND_EMERGENCY_FOSTER || kind == DI_KIND_UNPLACED)
        return &build->p->backlog0[di_fluid_rg(child->region, group)];
    for (size_t n = 0; n < sizeof placed / sizeof placed[0]; n++)
        if (placed[n].kind == kind)
            return &build->p->placed0[di_fluid_rgp(child->region, group, placed[n].placement)];
    if (kind != DI_KIND_INSTITUTION)
        return NULL;
    const uint32_t at =
        child->institution != UINT32_MAX
            ? build->institution_of[child->institution]
            : build->pool_of[(size_t)child->setting * model->region_count + child->region];
    return at != UINT32_MAX ? &build->p->residents0[di_fluid_rg(at, group)] : NULL;
}

static void count_children(struct build *build)
{
    for (uint64_t n = 0; n < build->resident_count; n++) {
        const struct di_resident *child = &build->residents[n];
        const enum di_group group =
            build_group(build, -child->birth_day / DI_DAYS_PER_YEAR, child->disability);
        double *stock = stock_of(build, child, group);
        if (stock != NULL)
            *stock += 1;
        const enum di_kind kind = build->model->settings[child->setting].kind;
        if (child->is_assessed && (kind == DI_KIND_INSTITUTION || kind == DI_KIND_UNPLACED))
            build->p->assessed0[di_fluid_rg(child->region, group)] += 1;
    }
}

/* ---- goals and periods ---- */

static void set_targets(struct build *build)
{
    const struct di_planning_goals *goals = build->model->goals;
    struct di_fluid_parameters *p = build->p;
    for (uint32_t n = 0; n < goals->target_count && p->targets < DI_FLUID_TARGETS_MAX; n++) {
        const struct di_planning_target *wanted = &goals->targets[n];
        if (wanted->by_day == DI_NO_DAY || wanted->by_day >= build->model->horizon_days)
            continue;
        p->target[p->targets++] = (struct di_fluid_target){
            .region = wanted->region == UINT16_MAX ? UINT32_MAX : wanted->region,
            .period = last_period_until(build, wanted->by_day),
            .is_under_3 = wanted->is_under_3,
            .residents = wanted->residents};
    }
}

static void set_goals(struct build *build)
{
    const struct di_planning_goals *goals = build->model->goals;
    struct di_fluid_parameters *p = build->p;
    const double weights[DI_GROUPS] = {goals->weight_under_3, goals->weight_standard,
                                       goals->weight_disability, goals->weight_adult};
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        p->goals.group_weight[g] = weights[g];
    p->goals.sgh_weight = goals->weight_group_home;
    p->goals.unplaced_weight = goals->weight_unplaced;
    p->sgh_share =
        build_setting(build, DI_PLACEMENT_SGH) != DI_NONE ? goals->group_home_share : 1;
    p->equity_slack = goals->equity_slack;
    p->beds_per_home = goals->beds_per_home;
    for (uint32_t t = 1; t <= p->periods; t++) {
        p->closures_limit[t] = goals->closures_per_year;
        const double ban =
            di_series_at(&build->model->policies.no_under3_admission, build_day(build, t));
        if (ban > 0 && p->under_3_ban == 0)
            p->under_3_ban = t;
    }
    set_targets(build);
}

static double carer_lag_days(const struct di_model *model)
{
    double days = 0;
    for (uint32_t n = 0; n < model->carers_count; n++)
        if (model->carers[n].recruitment != NULL)
            days = fmax(days, model->carers[n].recruitment->approval_lag_days);
    return days > 0 ? days + BUILD_QUARTER_DAYS : model->goals->approval_lag_days;
}

static double worker_lag_days(const struct di_model *model)
{
    double days = 1;
    for (uint32_t n = 0; n < model->staffing.role_count; n++)
        days = fmax(days, model->staffing.roles[n].hire_lag_days +
                              model->staffing.roles[n].training_days);
    return days;
}

static struct di_fluid_parameters *make_parameters(const struct di_model *model)
{
    const struct di_planning_goals *goals = model->goals;
    const uint32_t institutions = count_institutions(model);
    const uint32_t carer_lag = lag_of(carer_lag_days(model));
    const uint32_t worker_lag = lag_of(worker_lag_days(model));
    const uint32_t home_lag = lag_of(goals->home_lag_days);
    const uint32_t quarters = (uint32_t)fmax(1, round(model->horizon_years * 4));
    const uint32_t fine = 4 * (uint32_t)fmax(1, round(goals->quarterly_years));
    struct di_fluid_parameters *p = di_fluid_parameters_coarse(
        model->region_count, institutions, institutions, quarters, fine,
        di_fluid_tail_years(quarters, carer_lag, worker_lag, home_lag));
    if (p == NULL)
        return NULL;
    p->carer_lag = carer_lag;
    p->worker_lag = worker_lag;
    p->home_lag = home_lag;
    p->moratorium_lag = lag_of(goals->moratorium_days);
    return p;
}

/* ---- the whole ---- */

static bool make_room(struct build *build)
{
    const struct di_model *model = build->model;
    struct di_fluid_country *country = build->country;
    const size_t regions = model->region_count;
    country->parameters = build->p = make_parameters(model);
    build->residents =
        calloc(di_warm_start_children_max(build->start) + 1, sizeof *build->residents);
    build->institution_of = calloc((size_t)model->institution_count + 1, sizeof(uint32_t));
    build->pool_of = calloc((size_t)model->setting_count * regions + 1, sizeof(uint32_t));
    country->unit = calloc((size_t)count_institutions(model) + 1, sizeof(uint32_t));
    country->late = calloc((size_t)count_institutions(model) + 1, sizeof(uint32_t));
    country->carers = calloc(regions * DI_SPECIALITIES + 1, sizeof(uint32_t));
    country->workers = calloc(regions + 1, sizeof(uint32_t));
    country->homes = calloc(regions + 1, sizeof(uint32_t));
    country->emergency = calloc(regions + 1, sizeof(double));
    country->has_emergency = calloc(regions + 1, sizeof(bool));
    return build->p != NULL && build->residents != NULL && build->institution_of != NULL &&
           build->pool_of != NULL && country->unit != NULL && country->late != NULL &&
           country->carers != NULL && country->workers != NULL && country->homes != NULL &&
           country->emergency != NULL && country->has_emergency != NULL;
}

static void fill(struct build *build)
{
    uint32_t at = 0;
    di_warm_start_draw(build->start, 1, 0, build->residents, &build->resident_count);
    di_fluid_allow_pairs(build->p, build_setting(build, DI_PLACEMENT_SGH) != DI_NONE,
                         build_setting(build, DI_PLACEMENT_SUPPORTED) != DI_NONE, false);
    add_units(build, &at);
    add_pools(build, &at);
    keep_open(build);
    count_children(build);
    build_entries(build);
    build_rates(build);
    build_supply(build);
    build_money(build);
    set_goals(build);
}

enum di_status di_fluid_build(const struct di_model *model, const struct di_warm_start *start,
                              struct di_fluid_country **country_out, struct di_error *error)
{
    struct build build = {.model = model, .start = start};
    if (model->goals == NULL)
        return di_fail(error, DI_ERR_UNSUPPORTED, "",
                       DI_N_("This model has no goals to plan for."), NULL, 0);
    build.country = calloc(1, sizeof *build.country);
    const bool fits = build.country != NULL && make_room(&build);
    if (fits)
        fill(&build);
    free(build.residents);
    free(build.institution_of);
    free(build.pool_of);
    if (!fits) {
        di_fluid_country_destroy(build.country);
        return di_fail_memory(error);
    }
    *country_out = build.country;
    return DI_OK;
}

void di_fluid_country_destroy(struct di_fluid_country *country)
{
    if (country == NULL)
        return;
    di_fluid_parameters_destroy(country->parameters);
    free(country->unit);
    free(country->late);
    free(country->carers);
    free(country->emergency);
    free(country->has_emergency);
    free(country->workers);
    free(country->homes);
    free(country);
}
