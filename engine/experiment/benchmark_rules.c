/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second half of the benchmark's country: who enters, by which rules children move, and who
 * is in care at the start. The rules are the model's defaults where it has them, except that
 * frailty and drivers are on, for a benchmark that leaves a process out measures too little.
 */
#include <math.h>

#include "di/defaults.h"

#include "benchmark_builder.h"

enum { REASONS = 4, RETURN_YEARS = 6, MARGINS = 5 };
/* children, first entries: 30,000, of which drivers and returns to the gate add a twentieth */
static const double entries_per_year = 28500;
static const double returns_per_year = 6000;
static const double frailty = 0.5;

static const struct {
    const char *id;
    double share; /* of children who enter */
    double disability[2];
    double ages[18];
} reasons[REASONS] = {
    {"abandonment", .15, {.12, .08}, {30, 4, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
    {"neglect", .45, {.12, .04}, {3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 1}},
    {"poverty", .25, {.1, .04}, {1, 1, 1, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 2, 1}},
    {"violence", .15, {.1, .03}, {1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 2}}};

/* ---- entries and services ---- */

static const double coverage = 0.3, prevented = 0.3; /* prevention */
static const double gate = 0.5, diverted = 0.2;      /* gatekeeping */

static double groups_at_the_gate(const struct benchmark_builder *builder)
{
    return entries_per_year * builder->scale /
           ((1 - coverage * prevented) * (1 - gate * diverted)) /
           builder->model->entries.mean_group_size;
}

static void set_group_sizes(struct di_entries *entries)
{
    const double shares[4] = {
        di_default_value(DI_DEFAULT_group_size_1), di_default_value(DI_DEFAULT_group_size_2),
        di_default_value(DI_DEFAULT_group_size_3), di_default_value(DI_DEFAULT_group_size_4)};
    for (uint32_t i = 0; i < 4; i++) {
        entries->group_size_share[i] = shares[i];
        entries->mean_group_size += (i + 1) * shares[i];
    }
}

static void add_entries(struct benchmark_builder *builder)
{
    static const double season[12] = {1.05, 1.05, 1.1, 1.05, 1,    .95,
                                      .9,   .85,  .95, 1,    1.05, 1.05};
    struct di_entries *entries = &builder->model->entries;
    set_group_sizes(entries);
    entries->female_share = di_default_value(DI_DEFAULT_female_share);
    entries->entry_cv = di_default_value(DI_DEFAULT_entry_cv);
    for (uint32_t month = 0; month < 12; month++)
        entries->season[month] = season[month];
    struct di_reason *list = benchmark_room(builder, REASONS, sizeof *list);
    for (uint32_t q = 0; q < REASONS && list != NULL; q++)
        list[q] = (struct di_reason){
            .name = benchmark_name(builder, reasons[q].id),
            .base = benchmark_quantity(builder, groups_at_the_gate(builder) * reasons[q].share),
            .disability_share = {benchmark_quantity(builder, reasons[q].disability[0]),
                                 benchmark_quantity(builder, reasons[q].disability[1])},
            .violence_coefficient = q == 3 ? 0.1 : 0,
            .poverty_coefficient = q == 2 ? 0.1 : 0.02,
            .prevention_effect = prevented,
            .entry_age_weights = reasons[q].ages};
    builder->model->reasons = list;
    builder->model->reason_count = REASONS;
}

/* Drivers that swing about zero, each region at its own time. */
static const struct di_series *swing(struct benchmark_builder *builder, double phase)
{
    struct di_series *list = benchmark_room(builder, BENCHMARK_REGIONS, sizeof *list);
    for (uint32_t r = 0; r < BENCHMARK_REGIONS && list != NULL; r++) {
        double values[BENCHMARK_YEARS];
        for (uint32_t y = 0; y < BENCHMARK_YEARS; y++)
            values[y] = sin(phase + 0.7 * y + r);
        list[r] = benchmark_yearly(builder, 0, values);
    }
    return list;
}

static void add_services(struct benchmark_builder *builder)
{
    struct di_services *services = &builder->model->services;
    services->prevention_coverage = benchmark_quantity(builder, coverage);
    services->prevention_days = di_default_value(DI_DEFAULT_prevention_days);
    /* a little less than the offers that would run at once, so that some are refused */
    services->prevention_places =
        benchmark_quantity(builder, ceil(1.4 * groups_at_the_gate(builder) * coverage *
                                         services->prevention_days / 365 / BENCHMARK_REGIONS));
    services->prevention_return_per_year = 0.05;
    services->gate_share = benchmark_quantity(builder, gate);
    services->gate_effect = benchmark_quantity(builder, diverted);
    builder->model->drivers.violence = swing(builder, 0);
    builder->model->drivers.poverty = swing(builder, 2);
}

/* ---- rules ---- */

static void set_options(struct benchmark_builder *builder)
{
    static const double foster_by_band[BENCHMARK_BANDS] = {1, .9, .7, .5, .35, 0};
    static const double supported_by_band[BENCHMARK_BANDS] = {0, 0, 0, 0, 1, 1};
    /* going home or to kin happens at once, until there are worker hours: few are suitable */
    static const double share[DI_OPTIONS] = {
        [DI_OPTION_REUNIFICATION] = .1, [DI_OPTION_KINSHIP] = .1,
        [DI_OPTION_FOSTER] = .8,        [DI_OPTION_SPECIALISED_FOSTER] = .7,
        [DI_OPTION_SGH] = .5,           [DI_OPTION_SUPPORTED_INDEPENDENT] = .4};
    struct di_policies *policies = &builder->model->policies;
    for (uint32_t option = 0; option < DI_OPTIONS; option++) {
        policies->suitable_share[option] = benchmark_quantity(builder, share[option]);
        policies->option_order[option] = (enum di_option)option;
        policies->option_enabled[option] = true;
    }
    policies->suitable_share[DI_OPTION_FOSTER].by_age_band = foster_by_band;
    policies->suitable_share[DI_OPTION_SUPPORTED_INDEPENDENT].by_age_band = supported_by_band;
    policies->option_wait_days = di_default_value(DI_DEFAULT_option_wait);
    policies->neighbour_distance_limit = 100;
}

static void set_queues(struct di_policies *policies)
{
    for (uint32_t level = 0; level < DI_PRIORITIES; level++)
        policies->priority[level] = (enum di_priority)level;
    policies->priority_count = DI_PRIORITIES;
    policies->guarantee_days = di_default_value(DI_DEFAULT_guarantee_days);
    policies->closing_days = di_default_value(DI_DEFAULT_closing_days);
    policies->disability_after_days = di_default_value(DI_DEFAULT_disability_after_days);
    policies->max_skips = (uint32_t)di_default_value(DI_DEFAULT_max_skips);
    policies->hold_days = di_default_value(DI_DEFAULT_hold_days);
    policies->hold_family_share = di_default_value(DI_DEFAULT_hold_family_share);
    policies->reservation_days = di_default_value(DI_DEFAULT_reservation_days);
    policies->together_share[0] = di_default_value(DI_DEFAULT_siblings_together_share);
    policies->together_share[1] = di_default_value(DI_DEFAULT_siblings_preferred_share);
    policies->split_after_days = di_default_value(DI_DEFAULT_split_after_days);
}

static void set_people(struct benchmark_builder *builder)
{
    struct di_policies *policies = &builder->model->policies;
    policies->kin_at_entry_share =
        benchmark_quantity(builder, di_default_value(DI_DEFAULT_kin_at_entry_share));
    policies->acceptance_share = di_default_value(DI_DEFAULT_acceptance_share);
    policies->placement_frailty = policies->breakdown_frailty = frailty;
    policies->legally_free_share = di_default_value(DI_DEFAULT_legally_free_share);
    policies->no_under3_admission = benchmark_constant(builder, 0);
    policies->monthly_ladder = true;
    policies->ageing = true;
    policies->reentry_window_years = di_default_value(DI_DEFAULT_reentry_window_years);
    policies->closed_reentry_rr = di_default_value(DI_DEFAULT_closed_reentry_rr);
    policies->monitoring_days = di_default_value(DI_DEFAULT_monitoring_days);
}

/* ---- the initial stock ---- */

/* A margin and its leaves while they are written. */
struct margin {
    struct di_margin *margin;
    struct di_margin_leaf *leaves;
};

static struct margin add_margin(struct benchmark_builder *builder, struct di_margin *margins,
                                uint32_t most, uint32_t dimension_count,
                                enum di_margin_dimension first, enum di_margin_dimension second)
{
    struct di_margin *margin = &margins[builder->model->initial_stock.margin_count++];
    struct di_margin_leaf *leaves = benchmark_room(builder, most, sizeof *leaves);
    *margin = (struct di_margin){.dimension_count = dimension_count,
                                 .dimension = {first, second},
                                 .leaves = leaves,
                                 .pointer = "/initial_stock/margins"};
    return (struct margin){margin, leaves};
}

static void add_leaf(struct margin *margin, uint32_t first, uint32_t second, double count)
{
    if (margin->leaves != NULL && count > 0)
        margin->leaves[margin->margin->leaf_count++] =
            (struct di_margin_leaf){.index = {first, second}, .count = count};
}

static double residents_of(const struct benchmark_builder *builder, uint32_t s)
{
    double total = 0;
    for (uint32_t r = 0; r < BENCHMARK_REGIONS; r++)
        total += builder->residents[s][r];
    return total;
}

static void add_place_margins(struct benchmark_builder *builder, struct di_margin *margins)
{
    struct margin places = add_margin(builder, margins, BENCHMARK_PLACES, 1,
                                      DI_DIMENSION_INSTITUTION, DI_DIMENSION_INSTITUTION);
    for (uint32_t i = 0; i < BENCHMARK_PLACES; i++)
        add_leaf(&places, i, 0, builder->in_place[i]);
    struct margin regions = add_margin(builder, margins, BENCHMARK_OWN * BENCHMARK_REGIONS, 2,
                                       DI_DIMENSION_SETTING, DI_DIMENSION_REGION);
    for (uint32_t s = DI_SETTING_BUILTIN_COUNT; s < BENCHMARK_SETTINGS; s++)
        for (uint32_t r = 0; r < BENCHMARK_REGIONS; r++)
            add_leaf(&regions, s, r, builder->residents[s][r]);
}

static void add_people_margins(struct benchmark_builder *builder, struct di_margin *margins)
{
    struct margin ages = add_margin(builder, margins, BENCHMARK_OWN * BENCHMARK_BANDS, 2,
                                    DI_DIMENSION_SETTING, DI_DIMENSION_AGE_BAND);
    struct margin disabilities = add_margin(builder, margins, BENCHMARK_OWN * DI_DISABILITIES,
                                            2, DI_DIMENSION_SETTING, DI_DIMENSION_DISABILITY);
    struct margin sexes =
        add_margin(builder, margins, DI_SEXES, 1, DI_DIMENSION_SEX, DI_DIMENSION_SEX);
    double total = 0;
    for (uint32_t s = DI_SETTING_BUILTIN_COUNT; s < BENCHMARK_SETTINGS; s++) {
        const struct benchmark_setting *row = &benchmark_settings[s - DI_SETTING_BUILTIN_COUNT];
        const double residents = residents_of(builder, s);
        total += residents;
        for (uint32_t band = 0; band < BENCHMARK_BANDS; band++)
            add_leaf(&ages, s, band, residents * row->by_band[band]);
        for (uint32_t d = 0; d < DI_DISABILITIES; d++)
            add_leaf(&disabilities, s, d, residents * row->by_disability[d]);
    }
    add_leaf(&sexes, DI_FEMALE, 0, 0.47 * total);
    add_leaf(&sexes, DI_MALE, 0, 0.53 * total);
}

static void add_stock(struct benchmark_builder *builder)
{
    struct di_initial_stock *stock = &builder->model->initial_stock;
    struct di_margin *margins = benchmark_room(builder, MARGINS, sizeof *margins);
    double *returns = benchmark_room(builder, RETURN_YEARS, sizeof *returns);
    stock->sibling_share =
        benchmark_quantity(builder, di_default_value(DI_DEFAULT_sibling_share));
    stock->assessed_share = di_default_value(DI_DEFAULT_assessed_share);
    if (margins == NULL || returns == NULL)
        return;
    stock->margins = margins;
    add_place_margins(builder, margins);
    add_people_margins(builder, margins);
    for (uint32_t y = 0; y < RETURN_YEARS; y++)
        returns[y] = returns_per_year * builder->scale;
    stock->return_years = RETURN_YEARS;
    stock->return_first_year = BENCHMARK_START_YEAR - RETURN_YEARS;
    stock->returns = returns;
}

void benchmark_add_rules(struct benchmark_builder *builder)
{
    add_entries(builder);
    add_services(builder);
    set_options(builder);
    set_queues(&builder->model->policies);
    set_people(builder);
    add_stock(builder);
}
