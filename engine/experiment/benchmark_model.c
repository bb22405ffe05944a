/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A country in tables. It stands for no country: its numbers are chosen so that every process
 * of the model runs and the stock stays near where it starts. Institutions and regions are the
 * same at every scale, so that the scale changes the number of children alone.
 *
 * It does not validate: di_model_finish reports what does not fit, and that is a fault here.
 */
#include <math.h>

#include "di/defaults.h"

#include "benchmark_builder.h"

static const double children_0_17 = 5e6;

#define BIT(setting) (1u << (setting))
#define OF_INSTITUTIONS (BIT(INFANT_HOME) | BIT(CHILD_HOME) | BIT(BOARDING) | BIT(SPECIAL_HOME))
#define OF_FAMILIES (BIT(EMERGENCY) | BIT(FOSTER) | BIT(SPECIALISED) | BIT(KINSHIP))
#define OF_CARE (OF_INSTITUTIONS | OF_FAMILIES | BIT(GROUP_HOME) | BIT(SUPPORTED))

const struct benchmark_setting benchmark_settings[BENCHMARK_OWN] = {
    {"infant_home",
     DI_KIND_INSTITUTION,
     DI_PLACES_UNITS,
     0,
     3,
     7,
     4500,
     1.1,
     {1, 0, 0, 0, 0, 0},
     {.8, .12, .08},
     0},
    {"child_home",
     DI_KIND_INSTITUTION,
     DI_PLACES_UNITS,
     3,
     0,
     3,
     28000,
     1.12,
     {0, .14, .35, .27, .23, .01},
     {.85, .15, 0},
     .1},
    {"boarding_school",
     DI_KIND_INSTITUTION,
     DI_PLACES_UNITS,
     7,
     0,
     3,
     9500,
     1.12,
     {0, 0, .42, .32, .25, .01},
     {.9, .1, 0},
     .1},
    {"special_home",
     DI_KIND_INSTITUTION,
     DI_PLACES_UNITS,
     3,
     0,
     6,
     4000,
     1.1,
     {0, .12, .27, .23, .28, .1},
     {0, .5, .5},
     .3},
    {"group_home",
     DI_KIND_SGH,
     DI_PLACES_UNITS,
     3,
     0,
     7,
     8000,
     1.03,
     {0, .08, .3, .27, .33, .02},
     {.7, .2, .1},
     .2},
    {"emergency_family",
     DI_KIND_EMERGENCY_FOSTER,
     DI_PLACES_FAMILIES,
     0,
     0,
     7,
     1000,
     1.15,
     {.3, .2, .25, .15, .1, 0},
     {.85, .1, .05},
     0},
    {"foster_family",
     DI_KIND_FOSTER,
     DI_PLACES_FAMILIES,
     0,
     0,
     3,
     22500,
     1.06,
     {.1, .2, .33, .21, .16, 0},
     {.9, .1, 0},
     .25},
    {"specialised_family",
     DI_KIND_SPECIALISED_FOSTER,
     DI_PLACES_FAMILIES,
     0,
     0,
     6,
     3000,
     1.06,
     {.12, .2, .3, .2, .18, 0},
     {0, .65, .35},
     .3},
    {"kinship",
     DI_KIND_KINSHIP,
     DI_PLACES_UNLIMITED,
     0,
     0,
     7,
     18000,
     1,
     {.1, .18, .32, .22, .18, 0},
     {.92, .06, .02},
     .1},
    {"supported_living",
     DI_KIND_SUPPORTED_INDEPENDENT,
     DI_PLACES_POOL,
     15,
     0,
     3,
     1500,
     1.05,
     {0, 0, 0, 0, .85, .15},
     {.9, .1, 0},
     .5},
};

/* Ways out: a rate in the first year of the clock and one for later. */
struct way {
    uint32_t from; /* BIT of each setting */
    enum di_path path;
    uint16_t to;
    enum di_clock clock;
    double first, later; /* per year */
    bool by_request;
    bool is_frailty;
    double historic_exit;
};
static const struct way ways[] = {
    {OF_INSTITUTIONS | BIT(DI_SETTING_UNPLACED), DI_PATH_SPONTANEOUS_HOME,
     DI_SETTING_HOME_CLOSED, DI_CLOCK_STATE, .48, .27, false, true, 0},
    {OF_INSTITUTIONS, DI_PATH_TRANSFER, INFANT_HOME, DI_CLOCK_STATE, .03, .03, false, false, 0},
    {BIT(CHILD_HOME) | BIT(BOARDING), DI_PATH_HOME, DI_SETTING_HOME_MONITORED, DI_CLOCK_STATE,
     .2, .1, true, false, .05},
    {BIT(GROUP_HOME) | BIT(FOSTER) | BIT(SPECIALISED), DI_PATH_HOME, DI_SETTING_HOME_MONITORED,
     DI_CLOCK_STATE, .3, .15, false, true, 0},
    {BIT(KINSHIP), DI_PATH_HOME, DI_SETTING_HOME_MONITORED, DI_CLOCK_STATE, .4, .22, false,
     true, 0},
    {OF_CARE & ~BIT(SUPPORTED), DI_PATH_ADOPTED, DI_SETTING_ADOPTED, DI_CLOCK_STATE, .08, .05,
     false, false, 0},
    {OF_CARE, DI_PATH_DIED, DI_SETTING_DIED, DI_CLOCK_NONE, .001, .001, false, false, 0},
    {BIT(CHILD_HOME) | BIT(KINSHIP), DI_PATH_LEFT_COUNTRY, DI_SETTING_LEFT_COUNTRY,
     DI_CLOCK_CARE, .002, .002, false, false, 0},
    {BIT(FOSTER) | BIT(SPECIALISED), DI_PATH_BREAKDOWN, DI_SETTING_UNPLACED, DI_CLOCK_PLACE,
     .12, .06, false, false, 0},
    {BIT(EMERGENCY) | BIT(GROUP_HOME) | BIT(KINSHIP) | BIT(SUPPORTED), DI_PATH_BREAKDOWN,
     DI_SETTING_UNPLACED, DI_CLOCK_PLACE, .08, .06, false, false, 0},
    {BIT(SUPPORTED), DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, DI_CLOCK_STATE, .2, .4, false,
     false, 0},
    {BIT(BOARDING), DI_PATH_PLACEMENT, GROUP_HOME, DI_CLOCK_STATE, .02, .02, false, false, 0},
    {OF_INSTITUTIONS | BIT(GROUP_HOME), DI_PATH_PLACEMENT, KINSHIP, DI_CLOCK_STATE, 0, 0, true,
     false, .01},
    {OF_INSTITUTIONS | BIT(GROUP_HOME), DI_PATH_PLACEMENT, FOSTER, DI_CLOCK_STATE, 0, 0, true,
     false, .05},
    {BIT(INFANT_HOME) | BIT(SPECIAL_HOME), DI_PATH_PLACEMENT, SPECIALISED, DI_CLOCK_STATE, 0, 0,
     true, false, .02},
    {BIT(CHILD_HOME) | BIT(SPECIAL_HOME), DI_PATH_PLACEMENT, GROUP_HOME, DI_CLOCK_STATE, 0, 0,
     true, false, .03},
    {BIT(CHILD_HOME) | BIT(BOARDING) | BIT(GROUP_HOME), DI_PATH_PLACEMENT, SUPPORTED,
     DI_CLOCK_STATE, 0, 0, true, false, .01},
    {BIT(DI_SETTING_HOME_MONITORED) | BIT(DI_SETTING_HOME_CLOSED), DI_PATH_REENTRY,
     DI_SETTING_UNPLACED, DI_CLOCK_HOME, .22, .04, false, false, 0},
};

/* ---- regions ---- */

static void set_neighbours(struct benchmark_builder *builder, struct di_region *region,
                           uint32_t r)
{
    struct di_neighbour *list = benchmark_room(builder, 3, sizeof *list);
    if (list == NULL)
        return;
    list[0] = (struct di_neighbour){(uint16_t)((r + 1) % BENCHMARK_REGIONS), 80};
    list[1] =
        (struct di_neighbour){(uint16_t)((r + BENCHMARK_REGIONS - 1) % BENCHMARK_REGIONS), 90};
    list[2] =
        (struct di_neighbour){(uint16_t)((r + BENCHMARK_REGIONS / 2) % BENCHMARK_REGIONS), 150};
    region->neighbours = list;
    region->neighbour_count = r % 2 == 0 ? 3 : 2;
}

static void make_regions(struct benchmark_builder *builder)
{
    static const double ages[18] = {.9, .9, .92, .94, .96, .98, 1, 1, 1,
                                    1,  1,  1,   1,   1,   1,   1, 1, 1};
    struct di_region *regions = benchmark_room(builder, BENCHMARK_REGIONS, sizeof *regions);
    double sum = 0;
    for (uint32_t r = 0; r < BENCHMARK_REGIONS; r++)
        sum += builder->weight[r] =
            0.6 + 0.8 * (double)(r * 7 % BENCHMARK_REGIONS) / (BENCHMARK_REGIONS - 1);
    for (uint32_t r = 0; r < BENCHMARK_REGIONS && !builder->failed; r++) {
        builder->weight[r] /= sum;
        regions[r] = (struct di_region){
            .name = benchmark_numbered(builder, "region", r + 1),
            .population = benchmark_constant(builder, children_0_17 * builder->weight[r] *
                                                          builder->scale),
            .age_weights = ages};
        set_neighbours(builder, &regions[r], r);
    }
    builder->model->regions = regions;
    builder->model->region_count = BENCHMARK_REGIONS;
}

/* ---- settings and ways out ---- */

static struct di_pathway pathway_of(struct benchmark_builder *builder, const struct way *way)
{
    static const double from[2] = {0, 1};
    static const double by_disability[DI_DISABILITIES] = {1, 3, 10};
    static const double adopted_by_band[BENCHMARK_BANDS] = {4, 1, .5, .1, 0, 0};
    double *rate = benchmark_room(builder, 2, sizeof *rate);
    struct di_pathway pathway = {
        .path = way->path,
        .target = way->to,
        .mode =
            benchmark_constant(builder, way->by_request ? DI_MODE_BY_REQUEST : DI_MODE_BY_RATE),
        .hazard = {.form = DI_HAZARD_PIECEWISE,
                   .pieces = way->first > way->later || way->first < way->later ? 2 : 1,
                   .from_years = from,
                   .rate_per_year = rate,
                   .factor = benchmark_quantity(builder, 1)},
        .clock = way->clock,
        .is_frailty = way->is_frailty,
        .historic_exit = way->historic_exit};
    if (rate != NULL) {
        rate[0] = way->first;
        rate[1] = way->later;
    }
    if (way->path == DI_PATH_DIED)
        pathway.hazard.factor.by_disability = by_disability;
    if (way->path == DI_PATH_ADOPTED)
        pathway.hazard.factor.by_age_band = adopted_by_band;
    return pathway;
}

static void add_ways_out(struct benchmark_builder *builder, struct di_setting *setting,
                         uint32_t s)
{
    const uint32_t most = sizeof ways / sizeof ways[0];
    struct di_pathway *list = benchmark_room(builder, most, sizeof *list);
    uint32_t count = 0;
    for (uint32_t w = 0; w < most && list != NULL; w++)
        if ((ways[w].from & BIT(s)) != 0)
            list[count++] = pathway_of(builder, &ways[w]);
    setting->pathways = list;
    setting->pathway_count = count;
}

static struct di_setting plain_setting(struct benchmark_builder *builder, const char *id,
                                       enum di_kind kind)
{
    return (struct di_setting){.name = benchmark_name(builder, id),
                               .kind = kind,
                               .places = DI_PLACES_UNITS,
                               .capacity = benchmark_quantity(builder, 0),
                               .age_to_years = HUGE_VAL,
                               .disability_mask = 7,
                               .stay18_share = benchmark_quantity(builder, 0),
                               .leave_age_years = di_default_value(DI_DEFAULT_leave_age_years),
                               .leaving_share = {.3, .4, .2, .1},
                               .max_stay_days = HUGE_VAL,
                               .assess_from_day = DI_NO_DAY};
}

static void set_own(struct benchmark_builder *builder, struct di_setting *setting, uint32_t s)
{
    const uint32_t row = s - DI_SETTING_BUILTIN_COUNT;
    *setting = plain_setting(builder, benchmark_settings[row].id, benchmark_settings[row].kind);
    setting->places = benchmark_settings[row].places;
    setting->in_entry_ladder = s != SUPPORTED;
    setting->age_from_years = benchmark_settings[row].from_years;
    if (benchmark_settings[row].to_years > 0)
        setting->age_to_years = benchmark_settings[row].to_years;
    setting->disability_mask = benchmark_settings[row].disability_mask;
    setting->stay18_share = benchmark_quantity(builder, benchmark_settings[row].stay18_share);
    setting->on_full =
        s == INFANT_HOME || s == SPECIAL_HOME ? DI_ON_FULL_OVERFILL : DI_ON_FULL_REFUSE;
    if (s == EMERGENCY)
        setting->max_stay_days = di_default_value(DI_DEFAULT_emergency_max_stay_days);
    if (s == GROUP_HOME)
        setting->assess_from_day = 365;
    if (s == SUPPORTED)
        setting->capacity = benchmark_quantity(
            builder, ceil(benchmark_settings[row].residents * benchmark_settings[row].slack *
                          builder->scale / BENCHMARK_REGIONS));
}

static void make_settings(struct benchmark_builder *builder)
{
    struct di_setting *settings = benchmark_room(builder, BENCHMARK_SETTINGS, sizeof *settings);
    for (uint32_t s = 0; s < BENCHMARK_SETTINGS && !builder->failed; s++) {
        if (s < DI_SETTING_BUILTIN_COUNT)
            settings[s] =
                plain_setting(builder, di_setting_builtin(s)->id, di_setting_builtin(s)->kind);
        else
            set_own(builder, &settings[s], s);
        add_ways_out(builder, &settings[s], s);
    }
    builder->model->settings = settings;
    builder->model->setting_count = BENCHMARK_SETTINGS;
}

/* ---- the whole ---- */

static void set_calendar(struct di_model *model)
{
    static const double from[BENCHMARK_BANDS] = {0, 3, 7, 12, 15, 18};
    static const char *const ids[BENCHMARK_BANDS] = {"age_0_2",   "age_3_6",   "age_7_11",
                                                     "age_12_14", "age_15_17", "age_18_plus"};
    model->id = model->name_en = model->name_ru = "national";
    model->currency = "EUR";
    model->price_year = BENCHMARK_START_YEAR;
    model->start_civil_day = di_date_from_civil(BENCHMARK_START_YEAR, 1, 1);
    model->horizon_days = di_date_from_civil(BENCHMARK_START_YEAR + BENCHMARK_YEARS, 1, 1) -
                          model->start_civil_day;
    model->horizon_years = BENCHMARK_YEARS;
    model->age_band_count = BENCHMARK_BANDS;
    for (uint32_t band = 0; band < BENCHMARK_BANDS; band++) {
        model->age_band_from[band] = from[band];
        model->age_band_id[band] = ids[band];
    }
}

static void build(struct benchmark_builder *builder)
{
    set_calendar(builder->model);
    make_regions(builder);
    make_settings(builder);
    benchmark_add_places(builder);
    benchmark_add_teams(builder);
    benchmark_add_rules(builder);
}

static enum di_status finish(struct di_model *model, struct di_error *error)
{
    struct di_diagnostics diagnostics;
    di_diagnostics_init(&diagnostics);
    enum di_status status = di_model_finish(model, &diagnostics);
    if (status != DI_OK)
        status = di_fail_memory(error);
    else if (di_diagnostics_have_errors(&diagnostics))
        status = DI_FAIL(error, DI_ERR_INTERNAL, diagnostics.items[0].pointer,
                         DI_N_("The benchmark's country is not valid: %1 errors."),
                         di_integer_arg((int64_t)diagnostics.errors));
    di_diagnostics_finish(&diagnostics);
    return status;
}

enum di_status benchmark_model_create(double scale, struct di_model **model_out,
                                      struct di_error *error)
{
    struct benchmark_builder builder = {.model = di_model_create(), .scale = scale};
    if (builder.model == NULL)
        return di_fail_memory(error);
    build(&builder);
    const enum di_status status =
        builder.failed ? di_fail_memory(error) : finish(builder.model, error);
    if (status != DI_OK)
        di_model_destroy(builder.model);
    else
        *model_out = builder.model;
    return status;
}
