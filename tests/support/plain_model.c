/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain_model.h"

#include <assert.h>
#include <math.h>

#include "di/key.h"

static const int32_t ALWAYS[1] = {INT32_MIN};
static const double FLAT_AGES[18] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static const char *const BUILTIN_IDS[DI_SETTING_BUILTIN_COUNT] = {
    "unplaced",          "home",         "home_closed", "adopted",        "aged_out",
    "adult_institution", "left_country", "died",        "unexplained_in", "unexplained_out"};
static const enum di_kind BUILTIN_KINDS[DI_SETTING_BUILTIN_COUNT] = {
    DI_KIND_UNPLACED,       DI_KIND_REUNIFIED_MONITORED, DI_KIND_HOME_CLOSED,  DI_KIND_ADOPTED,
    DI_KIND_AGED_OUT,       DI_KIND_ADULT_INSTITUTION,   DI_KIND_LEFT_COUNTRY, DI_KIND_DIED,
    DI_KIND_UNEXPLAINED_IN, DI_KIND_UNEXPLAINED_OUT};

struct di_series plain_series(struct plain_model *plain, double value)
{
    assert(plain->number_count < sizeof plain->numbers / sizeof plain->numbers[0]);
    double *slot = &plain->numbers[plain->number_count++];
    *slot = value;
    return (struct di_series){1, ALWAYS, slot};
}

static struct di_quantity constant(struct plain_model *plain, double value)
{
    return (struct di_quantity){.series = plain_series(plain, value)};
}

static struct di_name name_of(const char *kind, const char *id, uint32_t rank)
{
    return (struct di_name){id, id, id, di_key_of_name(kind, id), rank};
}

static void init_setting(struct plain_model *plain, uint32_t s, const char *id,
                         enum di_kind kind)
{
    plain->settings[s] = (struct di_setting){.name = name_of("setting", id, s),
                                             .kind = kind,
                                             .in_entry_ladder = kind == DI_KIND_INSTITUTION,
                                             .places = DI_PLACES_UNLIMITED,
                                             .capacity = constant(plain, (double)DI_UNLIMITED),
                                             .age_to_years = HUGE_VAL,
                                             .disability_mask = 7,
                                             .pathways = plain->pathways[s],
                                             .stay18_share = constant(plain, 0.0),
                                             .leave_age_years = 23.0,
                                             .leaving_share = {0.25, 0.25, 0.25, 0.25},
                                             .max_stay_days = HUGE_VAL,
                                             .assess_from_day = DI_NO_DAY};
}

static void init_people(struct plain_model *plain)
{
    static const char *const regions[3] = {"north", "south", "west"};
    for (uint32_t r = 0; r < 3; r++) {
        plain->regions[r] = (struct di_region){.name = name_of("region", regions[r], r),
                                               .population = plain_series(plain, 100000.0),
                                               .age_weights = FLAT_AGES};
    }
    static const char *const reasons[2] = {"neglect", "poverty"};
    for (uint32_t q = 0; q < 2; q++) {
        plain->reasons[q] =
            (struct di_reason){.name = name_of("reason", reasons[q], q),
                               .base = constant(plain, 120.0),
                               .base_counts_children = true,
                               .disability_share = {constant(plain, 0.0), constant(plain, 0.0)},
                               .entry_age_weights = FLAT_AGES};
    }
}

static void init_rules(struct plain_model *plain)
{
    struct di_model *model = &plain->model;
    model->entries.group_size_share[0] = 1.0;
    model->entries.mean_group_size = 1.0;
    model->entries.female_share = 0.5;
    for (uint32_t i = 0; i < 12; i++) {
        model->entries.season[i] = 1.0;
    }
    model->policies.ageing = true;
    model->policies.legally_free_share = 1.0;
    model->policies.reentry_window_years = 6.0;
    model->policies.closed_reentry_rr = 1.0;
    model->policies.monitoring_days = 365.0;
    model->policies.acceptance_share = 1.0;
    model->policies.no_under3_admission = plain_series(plain, 0.0);
    model->policies.kin_at_entry_share = constant(plain, 0.0);
    model->initial_stock.sibling_share = constant(plain, 0.0);
    model->services.prevention_coverage = constant(plain, 0.0);
    model->services.prevention_places = constant(plain, (double)DI_UNLIMITED);
    model->services.gate_share = constant(plain, 0.0);
    model->services.gate_effect = constant(plain, 0.0);
}

void plain_model_init(struct plain_model *plain)
{
    static const double bands[6] = {0, 3, 7, 12, 15, 18};
    static const char *const band_ids[6] = {"age_0_2",   "age_3_6",   "age_7_11",
                                            "age_12_14", "age_15_17", "age_18_plus"};
    *plain = (struct plain_model){0};
    struct di_model *model = &plain->model;
    model->id = "plain";
    model->start_civil_day = di_date_from_civil(2026, 1, 1);
    model->horizon_days = di_date_from_civil(2036, 1, 1) - model->start_civil_day;
    model->horizon_years = 10.0;
    model->age_band_count = 6;
    for (uint32_t b = 0; b < 6; b++) {
        model->age_band_from[b] = bands[b];
        model->age_band_id[b] = band_ids[b];
    }
    for (uint32_t s = 0; s < DI_SETTING_BUILTIN_COUNT; s++) {
        init_setting(plain, s, BUILTIN_IDS[s], BUILTIN_KINDS[s]);
    }
    init_setting(plain, PLAIN_HOME, "a_home", DI_KIND_INSTITUTION);
    init_setting(plain, PLAIN_HOME + 1, "b_home", DI_KIND_INSTITUTION);
    init_setting(plain, PLAIN_HOME + 2, "c_home", DI_KIND_INSTITUTION);
    init_setting(plain, PLAIN_HOME + 3, "d_foster", DI_KIND_FOSTER);
    init_people(plain);
    init_rules(plain);
    model->region_count = 1;
    model->regions = plain->regions;
    model->reason_count = 1;
    model->reasons = plain->reasons;
    model->setting_count = PLAIN_HOME + 1;
    model->settings = plain->settings;
    model->institutions = plain->institutions;
    model->initial_stock.margins = plain->margins;
}

static struct di_pathway *append(struct plain_model *plain, uint16_t setting, enum di_path path,
                                 uint16_t target)
{
    struct di_setting *place = &plain->settings[setting];
    assert(place->pathway_count < PLAIN_PATHWAYS_MAX);
    struct di_pathway *pathway = &plain->pathways[setting][place->pathway_count++];
    *pathway = (struct di_pathway){.path = path,
                                   .target = target,
                                   .mode = plain_series(plain, DI_MODE_BY_RATE),
                                   .clock = DI_CLOCK_STATE};
    pathway->key = di_key_mix(place->name.key, (uint64_t)path << 16 | target);
    pathway->hazard.factor = constant(plain, 1.0);
    return pathway;
}

struct di_pathway *plain_constant(struct plain_model *plain, uint16_t setting,
                                  enum di_path path, uint16_t target, double per_year)
{
    static const double from[1] = {0.0};
    struct di_pathway *pathway = append(plain, setting, path, target);
    pathway->hazard.form = DI_HAZARD_PIECEWISE;
    pathway->hazard.pieces = 1;
    pathway->hazard.from_years = from;
    pathway->hazard.rate_per_year = plain_series(plain, per_year).value;
    return pathway;
}

struct di_pathway *plain_weibull(struct plain_model *plain, uint16_t setting, enum di_path path,
                                 uint16_t target, double shape, double scale_years)
{
    struct di_pathway *pathway = append(plain, setting, path, target);
    pathway->hazard.form = DI_HAZARD_WEIBULL;
    pathway->hazard.shape = shape;
    pathway->hazard.scale_years = scale_years;
    return pathway;
}

struct di_margin *plain_margin(struct plain_model *plain, uint32_t dimension_count,
                               enum di_margin_dimension first, enum di_margin_dimension second)
{
    const uint32_t m = plain->model.initial_stock.margin_count++;
    plain->margins[m] = (struct di_margin){.dimension_count = dimension_count,
                                           .dimension = {first, second},
                                           .leaves = plain->leaves[m],
                                           .pointer = "/initial_stock/margins"};
    return &plain->margins[m];
}

void plain_leaf(struct plain_model *plain, struct di_margin *margin, uint32_t first,
                uint32_t second, double count)
{
    const size_t m = (size_t)(margin - plain->margins);
    assert(margin->leaf_count < 64);
    plain->leaves[m][margin->leaf_count++] =
        (struct di_margin_leaf){.index = {first, second}, .count = count};
}
