/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A model made in code. The product's own di_model_finish turns names into ranks and keys, so
 * two drafts that add the same things in another order are the same country.
 */
#include "model_draft.h"

#include <math.h>
#include <string.h>

static const int32_t always[1] = {INT32_MIN};
static const double from_the_start[1] = {0};
static const double population = 100000;

static void *room(struct draft *draft, size_t count, size_t size)
{
    void *memory =
        draft->model == NULL ? NULL : di_arena_alloc(&draft->model->arena, count, size);
    draft->failed = draft->failed || memory == NULL;
    return memory;
}

struct di_series draft_constant(struct draft *draft, double value)
{
    double *values = room(draft, 1, sizeof *values);
    if (values == NULL)
        return (struct di_series){1, always, from_the_start};
    values[0] = value;
    return (struct di_series){1, always, values};
}

struct di_series draft_steps(struct draft *draft, double first, uint32_t count,
                             const int32_t *days, const double *values)
{
    int32_t *day = room(draft, (size_t)count + 1, sizeof *day);
    double *value = room(draft, (size_t)count + 1, sizeof *value);
    if (day == NULL || value == NULL)
        return draft_constant(draft, first);
    day[0] = INT32_MIN;
    value[0] = first;
    memcpy(day + 1, days, count * sizeof *day);
    memcpy(value + 1, values, count * sizeof *value);
    return (struct di_series){count + 1, day, value};
}

double *draft_factors(struct draft *draft, uint32_t count, double value)
{
    double *factors = room(draft, count, sizeof *factors);
    for (uint32_t i = 0; factors != NULL && i < count; i++)
        factors[i] = value;
    return factors;
}

static struct di_quantity quantity(struct draft *draft, double value)
{
    return (struct di_quantity){.series = draft_constant(draft, value)};
}

static struct di_name name_of(const char *id)
{
    return (struct di_name){.id = id, .name_en = id, .name_ru = id};
}

static bool has_room(struct draft *draft, uint32_t count, uint32_t most)
{
    draft->failed = draft->failed || count >= most;
    return !draft->failed;
}

/* ---- the empty country ---- */

static void make_tables(struct draft *draft)
{
    draft->regions = room(draft, DRAFT_REGIONS_MAX, sizeof *draft->regions);
    draft->neighbours = room(draft, DRAFT_REGIONS_MAX, sizeof *draft->neighbours);
    draft->reasons = room(draft, DRAFT_REASONS_MAX, sizeof *draft->reasons);
    draft->settings = room(draft, DRAFT_SETTINGS_MAX, sizeof *draft->settings);
    draft->pathways = room(draft, DRAFT_SETTINGS_MAX, sizeof *draft->pathways);
    draft->institutions = room(draft, DRAFT_PLACES_MAX, sizeof *draft->institutions);
    draft->plans = room(draft, DRAFT_PLACES_MAX, sizeof *draft->plans);
    draft->carers = room(draft, DRAFT_PLACES_MAX, sizeof *draft->carers);
    draft->roles = room(draft, DRAFT_ROLES_MAX, sizeof *draft->roles);
    draft->workers = room(draft, DRAFT_PLACES_MAX, sizeof *draft->workers);
    draft->listed = room(draft, DRAFT_LISTED_MAX, sizeof *draft->listed);
    draft->margin = room(draft, 1, sizeof *draft->margin);
    draft->leaves = room(draft, DRAFT_LEAVES_MAX, sizeof *draft->leaves);
    if (draft->failed)
        return;
    struct di_model *model = draft->model;
    model->regions = draft->regions;
    model->reasons = draft->reasons;
    model->settings = draft->settings;
    model->institutions = draft->institutions;
    model->closure_plans = draft->plans;
    model->carers = draft->carers;
    model->staffing.roles = draft->roles;
    model->staffing.workers = draft->workers;
    model->entries.listed = draft->listed;
    model->initial_stock.margins = draft->margin;
}

void draft_horizon(struct draft *draft, int32_t years)
{
    struct di_model *model = draft->model;
    const int32_t end = di_date_from_civil(model->price_year + years, 1, 1);
    model->horizon_days = end - model->start_civil_day;
    model->horizon_years = years;
}

static void set_bands(struct di_model *model)
{
    static const double from[] = {0, 3, 7, 12, 15, 18};
    static const char *const ids[] = {"age_0_2",   "age_3_6",   "age_7_11",
                                      "age_12_14", "age_15_17", "age_18_plus"};
    model->age_band_count = sizeof from / sizeof from[0];
    for (uint32_t band = 0; band < model->age_band_count; band++) {
        model->age_band_from[band] = from[band];
        model->age_band_id[band] = ids[band];
    }
}

static void set_rules(struct draft *draft)
{
    struct di_policies *policies = &draft->model->policies;
    for (uint32_t option = 0; option < DI_OPTIONS; option++) {
        policies->suitable_share[option] = quantity(draft, 1);
        policies->option_order[option] = (enum di_option)option;
    }
    policies->kin_at_entry_share = quantity(draft, 0);
    policies->neighbour_distance_limit = HUGE_VAL;
    policies->guarantee_days = policies->disability_after_days = 1e6;
    policies->hold_days = 180;
    policies->hold_family_share = 0.1;
    policies->reservation_days = 60;
    policies->split_after_days = 180;
    policies->acceptance_share = 1;
    policies->legally_free_share = 1;
    policies->no_under3_admission = draft_constant(draft, 0);
    policies->reentry_window_years = 6;
    policies->closed_reentry_rr = 1;
    policies->monitoring_days = 365;
    struct di_services *services = &draft->model->services;
    services->prevention_coverage = quantity(draft, 0);
    services->prevention_places = quantity(draft, (double)DI_UNLIMITED);
    services->prevention_days = 180;
    services->gate_share = quantity(draft, 0);
    services->gate_effect = quantity(draft, 0);
}

static void set_staffing(struct draft *draft)
{
    struct di_staffing *staffing = &draft->model->staffing;
    for (uint32_t a = 0; a < DI_ACTIVITIES; a++) {
        staffing->activities[a].role = DI_NONE;
        staffing->activities[a].law.shape = 1;
    }
    staffing->travel_hours = quantity(draft, 0);
    staffing->caseload_limit = 1e9;
    staffing->assessment_valid_days = 180;
    staffing->late_after_days = 30;
    staffing->unmonitored_rr = staffing->crisis_support_rr = 1;
}

static void set_entries(struct draft *draft)
{
    struct di_entries *entries = &draft->model->entries;
    entries->group_size_share[0] = 1;
    entries->mean_group_size = 1;
    entries->female_share = 0.5;
    for (uint32_t month = 0; month < 12; month++)
        entries->season[month] = 1;
    draft->model->initial_stock.sibling_share = quantity(draft, 0);
}

void draft_begin(struct draft *draft, int32_t start_year, int32_t years)
{
    *draft = (struct draft){.model = di_model_create()};
    if (draft->model == NULL) {
        draft->failed = true;
        return;
    }
    draft->model->id = draft->model->name_en = draft->model->name_ru = "selftest";
    draft->model->currency = "EUR";
    draft->model->price_year = start_year;
    draft->model->start_civil_day = di_date_from_civil(start_year, 1, 1);
    draft_horizon(draft, years);
    set_bands(draft->model);
    make_tables(draft);
    set_rules(draft);
    set_entries(draft);
    set_staffing(draft);
    for (uint32_t s = 0; !draft->failed && s < DI_SETTING_BUILTIN_COUNT; s++)
        (void)draft_setting(draft, di_setting_builtin(s)->id, di_setting_builtin(s)->kind);
}

/* ---- things ---- */

uint16_t draft_region(struct draft *draft, const char *id)
{
    struct di_model *model = draft->model;
    if (draft->failed || !has_room(draft, model->region_count, DRAFT_REGIONS_MAX))
        return 0;
    draft->regions[model->region_count] =
        (struct di_region){.name = name_of(id),
                           .population = draft_constant(draft, population),
                           .age_weights = draft_factors(draft, 18, 1),
                           .neighbours = draft->neighbours[model->region_count]};
    return (uint16_t)model->region_count++;
}

static void add_neighbour(struct draft *draft, uint16_t region, uint16_t other, double distance)
{
    struct di_region *own = &draft->regions[region];
    if (has_room(draft, own->neighbour_count, DRAFT_REGIONS_MAX))
        draft->neighbours[region][own->neighbour_count++] =
            (struct di_neighbour){.region = other, .distance = distance};
}

void draft_neighbours(struct draft *draft, uint16_t a, uint16_t b, double distance)
{
    if (draft->failed)
        return;
    add_neighbour(draft, a, b, distance);
    add_neighbour(draft, b, a, distance);
}

uint16_t draft_reason(struct draft *draft, const char *id, double groups_per_year)
{
    struct di_model *model = draft->model;
    if (draft->failed || !has_room(draft, model->reason_count, DRAFT_REASONS_MAX))
        return 0;
    double *ages = draft_factors(draft, 18, 0);
    if (ages == NULL)
        return 0;
    ages[8] = 1;
    draft->reasons[model->reason_count] =
        (struct di_reason){.name = name_of(id),
                           .base = quantity(draft, groups_per_year / (population / 1000)),
                           .base_is_per_1000 = true,
                           .disability_share = {quantity(draft, 0), quantity(draft, 0)},
                           .entry_age_weights = ages};
    return (uint16_t)model->reason_count++;
}

uint16_t draft_setting(struct draft *draft, const char *id, enum di_kind kind)
{
    struct di_model *model = draft->model;
    if (draft->failed || !has_room(draft, model->setting_count, DRAFT_SETTINGS_MAX))
        return 0;
    const uint32_t s = model->setting_count++;
    draft->settings[s] = (struct di_setting){.name = name_of(id),
                                             .kind = kind,
                                             .in_entry_ladder = s >= DI_SETTING_BUILTIN_COUNT,
                                             .places = DI_PLACES_UNLIMITED,
                                             .capacity = quantity(draft, (double)DI_UNLIMITED),
                                             .age_to_years = HUGE_VAL,
                                             .disability_mask = 7,
                                             .pathways = draft->pathways[s],
                                             .stay18_share = quantity(draft, 0),
                                             .leave_age_years = 23,
                                             .leaving_share = {[DI_LEAVING_INDEPENDENT] = 1},
                                             .max_stay_days = HUGE_VAL,
                                             .assess_from_day = DI_NO_DAY};
    return (uint16_t)s;
}

void draft_capacity(struct draft *draft, uint16_t setting, double places)
{
    if (draft->failed)
        return;
    draft->settings[setting].places = DI_PLACES_POOL;
    draft->settings[setting].capacity = quantity(draft, places);
}

uint32_t draft_institution(struct draft *draft, const char *id, uint16_t region,
                           uint16_t setting, double places)
{
    struct di_model *model = draft->model;
    if (draft->failed || !has_room(draft, model->institution_count, DRAFT_PLACES_MAX))
        return 0;
    draft->settings[setting].places = DI_PLACES_UNITS;
    draft->institutions[model->institution_count] =
        (struct di_institution){.name = name_of(id),
                                .region = region,
                                .setting = setting,
                                .count = 1,
                                .capacity = draft_constant(draft, places),
                                .moratorium_day = DI_NO_DAY,
                                .assess_from_day = DI_NO_DAY,
                                .wind_down_day = DI_NO_DAY,
                                .close_by_day = DI_NO_DAY};
    return model->institution_count++;
}

uint32_t draft_carers(struct draft *draft, const char *id, uint16_t region, uint16_t setting,
                      double families, uint32_t places_per_family)
{
    struct di_model *model = draft->model;
    if (draft->failed || !has_room(draft, model->carers_count, DRAFT_PLACES_MAX))
        return 0;
    draft->settings[setting].places = DI_PLACES_FAMILIES;
    draft->carers[model->carers_count] =
        (struct di_carers){.name = name_of(id),
                           .region = region,
                           .setting = setting,
                           .families = draft_constant(draft, families),
                           .places_per_family = places_per_family,
                           .age_band_mask = 0xff,
                           .disability_mask = 7};
    return model->carers_count++;
}

struct di_recruitment *draft_recruitment(struct draft *draft, uint32_t carers,
                                         double enquiries_per_year)
{
    struct di_recruitment *recruitment = room(draft, 1, sizeof *recruitment);
    if (draft->failed)
        return &draft->spare_recruitment;
    *recruitment =
        (struct di_recruitment){.enquiries_per_year = draft_constant(draft, enquiries_per_year),
                                .campaign_budget_per_year = draft_constant(draft, 0),
                                .campaign_scale = 1,
                                .application_share = 1,
                                .approval_share = 1,
                                .leave_after_breakdown_factor = 1};
    draft->carers[carers].recruitment = recruitment;
    return recruitment;
}

static uint16_t role_of_kind(struct draft *draft, const char *id, enum di_role_kind kind,
                             double hours_per_day)
{
    struct di_staffing *staffing = &draft->model->staffing;
    for (uint16_t r = 0; r < staffing->role_count; r++)
        if (draft->roles[r].kind == kind)
            return r;
    if (!has_room(draft, staffing->role_count, DRAFT_ROLES_MAX))
        return 0;
    draft->roles[staffing->role_count] =
        (struct di_role){.name = name_of(id),
                         .kind = kind,
                         .hours_per_year = hours_per_day * DI_DAYS_PER_YEAR,
                         .max_parallel_hours_per_day = hours_per_day,
                         .ramp_share = 1,
                         .cost_per_fte_year = quantity(draft, 0)};
    return (uint16_t)staffing->role_count++;
}

uint32_t draft_team(struct draft *draft, const char *id, uint16_t region,
                    enum di_role_kind kind, double fte, double hours_per_day)
{
    struct di_staffing *staffing = &draft->model->staffing;
    if (draft->failed || !has_room(draft, staffing->workers_count, DRAFT_PLACES_MAX))
        return 0;
    draft->workers[staffing->workers_count] =
        (struct di_workers){.name = name_of(id),
                            .region = region,
                            .role = role_of_kind(draft, id, kind, hours_per_day),
                            .fte = fte,
                            .posts = draft_constant(draft, fte)};
    return staffing->workers_count++;
}

/* ---- ways out ---- */

static struct di_pathway *new_pathway(struct draft *draft, uint16_t setting, enum di_path path,
                                      uint16_t target)
{
    if (draft->failed ||
        !has_room(draft, draft->settings[setting].pathway_count, DRAFT_PATHWAYS_MAX))
        return &draft->spare;
    struct di_setting *from = &draft->settings[setting];
    struct di_pathway *pathway = &draft->pathways[setting][from->pathway_count++];
    *pathway = (struct di_pathway){.path = path,
                                   .target = target,
                                   .mode = draft_constant(draft, DI_MODE_BY_RATE),
                                   .clock = DI_CLOCK_STATE};
    pathway->hazard.factor = quantity(draft, 1);
    return pathway;
}

static void set_pieces(struct draft *draft, struct di_hazard *hazard, uint32_t pieces,
                       const double *from_years, const double *rates)
{
    double *from = room(draft, pieces, sizeof *from);
    double *rate = room(draft, pieces, sizeof *rate);
    if (from == NULL || rate == NULL)
        return;
    memcpy(from, from_years, pieces * sizeof *from);
    memcpy(rate, rates, pieces * sizeof *rate);
    hazard->form = DI_HAZARD_PIECEWISE;
    hazard->pieces = pieces;
    hazard->from_years = from;
    hazard->rate_per_year = rate;
}

struct di_pathway *draft_exit(struct draft *draft, uint16_t setting, enum di_path path,
                              uint16_t target, double rate_per_year)
{
    struct di_pathway *pathway = new_pathway(draft, setting, path, target);
    set_pieces(draft, &pathway->hazard, 1, from_the_start, &rate_per_year);
    return pathway;
}

struct di_pathway *draft_weibull_exit(struct draft *draft, uint16_t setting, enum di_path path,
                                      uint16_t target, double shape, double scale_years)
{
    struct di_pathway *pathway = new_pathway(draft, setting, path, target);
    pathway->hazard.form = DI_HAZARD_WEIBULL;
    pathway->hazard.shape = shape;
    pathway->hazard.scale_years = scale_years;
    return pathway;
}

struct di_pathway *draft_timed_exit(struct draft *draft, uint16_t setting, enum di_path path,
                                    uint16_t target, double days)
{
    const double from_years[2] = {0, days / DI_DAYS_PER_YEAR};
    const double rates[2] = {0, 1e9};
    struct di_pathway *pathway = new_pathway(draft, setting, path, target);
    set_pieces(draft, &pathway->hazard, 2, from_years, rates);
    return pathway;
}

struct di_pathway *draft_request(struct draft *draft, uint16_t setting, uint16_t target)
{
    struct di_pathway *pathway = draft_exit(draft, setting, DI_PATH_PLACEMENT, target, 0);
    pathway->mode = draft_constant(draft, DI_MODE_BY_REQUEST);
    return pathway;
}

struct di_listed_group *draft_listed(struct draft *draft, double day, uint16_t region,
                                     uint16_t reason)
{
    struct di_entries *entries = &draft->model->entries;
    if (draft->failed || !has_room(draft, entries->listed_count, DRAFT_LISTED_MAX))
        return &draft->spare_group;
    struct di_listed_group *group = &draft->listed[entries->listed_count++];
    *group = (struct di_listed_group){.at = di_time_from_days(day),
                                      .region = region,
                                      .reason = reason,
                                      .size = 1,
                                      .age_years = {8}};
    return group;
}

void draft_stock(struct draft *draft, uint16_t setting, double count)
{
    if (draft->failed || !has_room(draft, draft->margin->leaf_count, DRAFT_LEAVES_MAX))
        return;
    draft->model->initial_stock.margin_count = 1;
    draft->margin->dimension_count = 1;
    draft->margin->dimension[0] = DI_DIMENSION_SETTING;
    draft->margin->leaves = draft->leaves;
    draft->margin->pointer = "/initial_stock";
    draft->leaves[draft->margin->leaf_count++] =
        (struct di_margin_leaf){.index = {setting}, .count = count};
}

/* ---- the end ---- */

static void enable_options(struct di_model *model)
{
    static const struct {
        enum di_kind kind;
        enum di_option option;
    } options[] = {{DI_KIND_KINSHIP, DI_OPTION_KINSHIP},
                   {DI_KIND_FOSTER, DI_OPTION_FOSTER},
                   {DI_KIND_SPECIALISED_FOSTER, DI_OPTION_SPECIALISED_FOSTER},
                   {DI_KIND_SGH, DI_OPTION_SGH},
                   {DI_KIND_SUPPORTED_INDEPENDENT, DI_OPTION_SUPPORTED_INDEPENDENT}};
    model->policies.option_enabled[DI_OPTION_REUNIFICATION] = true;
    for (uint32_t i = 0; i < sizeof options / sizeof options[0]; i++)
        model->policies.option_enabled[options[i].option] =
            di_model_setting_of_kind(model, options[i].kind) != DI_NONE;
}

struct di_model *draft_finish(struct draft *draft)
{
    struct di_model *model = draft->model;
    struct di_diagnostics diagnostics;
    di_diagnostics_init(&diagnostics);
    if (!draft->failed)
        enable_options(model);
    const bool is_whole = !draft->failed && di_model_finish(model, &diagnostics) == DI_OK &&
                          !di_diagnostics_have_errors(&diagnostics);
    di_diagnostics_finish(&diagnostics);
    if (is_whole)
        return model;
    di_model_destroy(model);
    return NULL;
}
