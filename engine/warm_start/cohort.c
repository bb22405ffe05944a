/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected stocks and flows: regions one after the other, the classes of each summed.
 *
 * Order: regions by index, classes by disability, sex, legal freedom, stream, frailty; results
 * of one region never depend on another, so file order changes no region's numbers. What is
 * left out is listed in OMISSIONS. */
#include "di/cohort.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/result.h"
#include "di/shock.h"

#include "cohort_cells.h"
#include "cohort_class.h"
#include "cohort_inputs.h"
#include "cohort_run.h"

#define STAYS_WITHOUT_AGE_YEARS 100.0
#define OUTSIDE_ROWS 4 /* first entries and re-entries, by the ladder, then by share */

static const char *const OMISSIONS[] = {
    DI_N_("Limits of places, waiting and requests: every move by rate finds its place."),
    DI_N_("Moves between regions and transfers between places of one setting."),
    DI_N_("The spread around the expected numbers: chance has no band here."),
    DI_N_("Brothers and sisters as groups; each child counts alone."),
    DI_N_("The time in care before the present setting; clocks of care start with the "
          "setting."),
    DI_N_("Repeated searches for children without a place, and the maximum stay in emergency "
          "foster care."),
    DI_N_("Limited places of prevention, and returns to the gate after prevention or "
          "diversion.")};

void di_cohort_options_defaults(struct di_cohort_options *options)
{
    *options = (struct di_cohort_options){.step_days = DI_DAYS_PER_YEAR / 24.0,
                                          .inputs_until = INT32_MAX};
}

const char *const *di_cohort_omissions(size_t *count_out)
{
    *count_out = sizeof OMISSIONS / sizeof OMISSIONS[0];
    return OMISSIONS;
}

size_t di_cohort_index(const struct di_cohort *cohort, uint32_t quarter, uint32_t region,
                       uint32_t setting, uint32_t adult)
{
    return (((size_t)quarter * cohort->regions + region) * cohort->settings + setting) * 2 +
           adult;
}

void di_cohort_destroy(struct di_cohort *cohort)
{
    if (cohort == NULL) {
        return;
    }
    di_arena_finish(&cohort->arena);
    free(cohort);
}

/* ---- classes ---- */

struct mixture {
    bool by_sex;
    bool by_freedom;
    struct frailty_mixture frailty;
};

static struct mixture mixture_of(const struct di_model *model)
{
    struct mixture mixture = {.by_sex = false};
    const double free = model->policies.legally_free_share;
    for (uint32_t s = 0; s < model->setting_count; s++) {
        for (uint32_t p = 0; p < model->settings[s].pathway_count; p++) {
            const struct di_pathway *pathway = &model->settings[s].pathways[p];
            mixture.by_sex = mixture.by_sex || pathway->hazard.factor.by_sex != NULL;
            mixture.by_freedom = mixture.by_freedom ||
                                 (pathway->path == DI_PATH_ADOPTED && free > 0.0 && free < 1.0);
        }
    }
    return mixture;
}

static enum di_status run_nodes(const struct cohort_region *region,
                                const struct mixture *mixture, struct cohort_person person)
{
    const double share = person.weight;
    enum di_status status = DI_OK;
    person.frailty = &mixture->frailty;
    for (uint32_t k = 0; k < mixture->frailty.nodes && status == DI_OK; k++) {
        person.node = k;
        person.z = mixture->frailty.value[k];
        person.weight = share * mixture->frailty.chance[k];
        status = cohort_class_run(region, &person);
    }
    return status;
}

static enum di_status run_streams(const struct cohort_region *region,
                                  const struct mixture *mixture, struct cohort_person person)
{
    enum di_status status = DI_OK;
    for (uint32_t i = 0; i < region->stream_count && status == DI_OK; i++) {
        person.stream = i;
        status = run_nodes(region, mixture, person);
    }
    return status;
}

static enum di_status run_classes(const struct cohort_region *region,
                                  const struct mixture *mixture)
{
    const struct di_model *model = region->grid->model;
    const double free = model->policies.legally_free_share;
    const uint32_t sexes = mixture->by_sex ? 2 : 1;
    const uint32_t freedoms = mixture->by_freedom ? 2 : 1;
    enum di_status status = DI_OK;
    for (uint32_t i = 0; i < DI_DISABILITIES * sexes * freedoms && status == DI_OK; i++) {
        struct cohort_person person = {.disability = (uint8_t)(i / (sexes * freedoms)),
                                       .sex = (uint8_t)(i / freedoms % sexes),
                                       .is_one_sex = mixture->by_sex,
                                       .sex_share = 1.0,
                                       .is_legally_free = free > 0.0,
                                       .is_one_freedom = mixture->by_freedom,
                                       .weight = 1.0};
        if (mixture->by_sex) {
            const double female = model->entries.female_share;
            person.sex_share = person.sex == DI_FEMALE ? female : 1.0 - female;
        }
        if (mixture->by_freedom) {
            person.is_legally_free = i % freedoms == 0;
            person.weight = person.is_legally_free ? free : 1.0 - free;
        }
        status = run_streams(region, mixture, person);
    }
    return status;
}

/* ---- results ---- */

static double quarter_start(const struct di_model *model, uint32_t quarter)
{
    return fmax(0.0, (double)di_result_quarter_first_day(model, quarter));
}

static double quarter_end(const struct di_model *model, uint32_t quarter, double last_day)
{
    return fmin(last_day, (double)di_result_quarter_first_day(model, quarter + 1));
}

static double total_at(const struct cohort_region *region, size_t column, double days)
{
    const struct cohort_grid *grid = region->grid;
    const size_t row = (size_t)grid->model->setting_count * 2;
    const double at = days / grid->step_days;
    const uint32_t step = at < grid->steps ? (uint32_t)at : grid->steps - 1;
    const double share = at - step;
    return region->totals[step * row + column] * (1.0 - share) +
           region->totals[(step + 1) * row + column] * share;
}

static double integral_years(const struct cohort_region *region, size_t column, double from,
                             double to)
{
    const double step = region->grid->step_days;
    double sum = 0.0;
    double at = from;
    while (at < to - 1e-9) {
        const double next = fmin(to, (floor(at / step + 1e-9) + 1.0) * step);
        sum +=
            (next - at) / 2.0 * (total_at(region, column, at) + total_at(region, column, next));
        at = next;
    }
    return sum / DI_DAYS_PER_YEAR;
}

static void store_stocks(const struct cohort_region *region, struct di_cohort *cohort,
                         double last_day)
{
    const struct di_model *model = region->grid->model;
    for (size_t column = 0; column < (size_t)model->setting_count * 2; column++) {
        cohort->opening[(size_t)region->region * model->setting_count * 2 + column] =
            region->totals[column];
        for (uint32_t q = 0; q < cohort->quarters; q++) {
            const size_t i = di_cohort_index(cohort, q, region->region, 0, 0) + column;
            const double from = fmin(last_day, quarter_start(model, q));
            const double to = quarter_end(model, q, last_day);
            cohort->stock[i] = total_at(region, column, fmax(from, to));
            cohort->child_years[i] = integral_years(region, column, from, to);
        }
    }
}

static double flow_between(const struct cohort_region *region, const double *steps, double from,
                           double to)
{
    const double width = region->grid->step_days;
    double sum = 0.0;
    for (uint32_t n = (uint32_t)(from / width); n < region->grid->steps && n * width < to;
         n++) {
        const double part = fmin(to, (n + 1) * width) - fmax(from, n * width);
        sum += part > 0.0 ? steps[n] * part / width : 0.0;
    }
    return sum;
}

static double row_total(const double *steps, uint32_t count)
{
    double sum = 0.0;
    for (uint32_t n = 0; n < count; n++) {
        sum += steps[n];
    }
    return sum;
}

static enum di_status store_flow(const struct cohort_region *region, struct di_cohort *cohort,
                                 double last_day, uint32_t from, uint16_t to)
{
    const struct di_model *model = region->grid->model;
    const uint32_t settings = model->setting_count, steps = region->grid->steps;
    const double *moves =
        &region->flows[((size_t)from * settings + to) * 2 * steps]; /* [2][steps] */
    if (!(row_total(moves, 2 * steps) > 0.0)) {
        return DI_OK;
    }
    struct di_cohort_flow *flow = &cohort->flows[cohort->flow_count++];
    *flow = (struct di_cohort_flow){.region = region->region, .from = (uint16_t)from, .to = to};
    if (from >= settings) {
        flow->from = (from - settings) % 2 == 0 ? DI_FROM_OUTSIDE_NEW : DI_FROM_OUTSIDE_RETURN;
        flow->is_by_share = from >= settings + 2;
    }
    flow->count = DI_ARENA_NEW(&cohort->arena, (size_t)cohort->quarters * 2, double);
    if (flow->count == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < cohort->quarters * 2; i++) {
        flow->count[i] =
            flow_between(region, &moves[(size_t)(i % 2) * steps], quarter_start(model, i / 2),
                         quarter_end(model, i / 2, last_day));
    }
    return DI_OK;
}

/* By rank: whoever adds flows up in their order gets sums that no order of a file changes. */
static enum di_status store_flows(const struct cohort_region *region, struct di_cohort *cohort,
                                  double last_day)
{
    const uint32_t settings = region->grid->model->setting_count;
    const uint16_t *of_rank = region->grid->settings;
    enum di_status status = DI_OK;
    for (uint32_t from = 0; from < settings + OUTSIDE_ROWS; from++) {
        for (uint32_t to = 0; to < settings && status == DI_OK; to++) {
            status = store_flow(region, cohort, last_day,
                                from < settings ? of_rank[from] : from, of_rank[to]);
        }
    }
    return status;
}

/* ---- the run ---- */

static struct cohort_grid grid_of(const struct di_model *model,
                                  const struct di_cohort_options *options, double days)
{
    struct cohort_grid grid = {.model = model,
                               .step_days = options->step_days,
                               .step_years = options->step_days / DI_DAYS_PER_YEAR,
                               .steps = (uint32_t)ceil(days / options->step_days - 1e-9),
                               .ageing = model->policies.ageing,
                               .inputs_until = options->inputs_until,
                               .without_unexplained = options->without_unexplained};
    const double years = days / DI_DAYS_PER_YEAR;
    const double longest = grid.ageing ? OLDEST_YEARS : STAYS_WITHOUT_AGE_YEARS + years;
    grid.stays = (uint32_t)ceil(longest / grid.step_years) + 2;
    grid.bins = grid.ageing ? (uint32_t)ceil((OLDEST_YEARS + years) / BIN_YEARS) + 1
                            : model->age_band_count;
    return grid;
}

/* Runs the members' classes; the caller reads the sums while the arena lives. */
static enum di_status run_members(struct cohort_region *region, const struct mixture *mixture,
                                  struct di_arena *arena)
{
    const struct cohort_grid *grid = region->grid;
    const size_t settings = grid->model->setting_count;
    region->ladder = DI_ARENA_NEW(arena, grid->steps * settings, struct ladder_place);
    region->totals = DI_ARENA_NEW(arena, (grid->steps + 1) * settings * 2, double);
    region->flows =
        DI_ARENA_NEW(arena, (settings + OUTSIDE_ROWS) * settings * 2 * grid->steps, double);
    if (region->ladder == NULL || region->totals == NULL || region->flows == NULL ||
        !cohort_cells_make(region, mixture->by_sex, arena)) {
        return DI_ERR_MEMORY;
    }
    const enum di_status status = cohort_inputs_fill(region, arena);
    return status == DI_OK ? run_classes(region, mixture) : status;
}

static enum di_status run_region(struct cohort_region *region, struct di_cohort *cohort,
                                 const struct mixture *mixture, double last_day)
{
    struct di_arena arena;
    di_arena_init(&arena);
    enum di_status status = run_members(region, mixture, &arena);
    if (status == DI_OK) {
        store_stocks(region, cohort, last_day);
        status = store_flows(region, cohort, last_day);
    }
    di_arena_finish(&arena);
    return status;
}

static enum di_status allocate(struct di_cohort *cohort, const struct di_model *model)
{
    const size_t cells = (size_t)model->region_count * model->setting_count * 2;
    cohort->regions = model->region_count;
    cohort->settings = model->setting_count;
    cohort->quarters = di_model_quarters(model);
    cohort->opening = DI_ARENA_NEW(&cohort->arena, cells, double);
    cohort->stock = DI_ARENA_NEW(&cohort->arena, cohort->quarters * cells, double);
    cohort->child_years = DI_ARENA_NEW(&cohort->arena, cohort->quarters * cells, double);
    cohort->frailty_exits = DI_ARENA_NEW(&cohort->arena, model->setting_count, double);
    cohort->flows =
        DI_ARENA_NEW(&cohort->arena,
                     (size_t)model->region_count * (model->setting_count + OUTSIDE_ROWS) *
                         model->setting_count,
                     struct di_cohort_flow);
    const bool has_memory = cohort->opening != NULL && cohort->stock != NULL &&
                            cohort->child_years != NULL && cohort->frailty_exits != NULL &&
                            cohort->flows != NULL;
    return has_memory ? DI_OK : DI_ERR_MEMORY;
}

/* What all regions of a run share; its tables live in `arena`. */
struct run {
    struct cohort_grid grid;
    struct mixture mixture;
    double days;
};

static enum di_status prepare_run(struct run *run, const struct warm_tables *tables,
                                  const struct di_cohort_options *options,
                                  struct di_arena *arena)
{
    const struct di_model *model = tables->model;
    uint16_t *settings = DI_ARENA_NEW(arena, model->setting_count, uint16_t);
    if (settings == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint16_t s = 0; s < model->setting_count; s++) {
        settings[model->settings[s].name.rank] = s;
    }
    run->days = options->horizon_days > 0 ? fmin(options->horizon_days, model->horizon_days)
                                          : model->horizon_days;
    run->grid = grid_of(model, options, run->days);
    run->grid.settings = settings;
    run->mixture = mixture_of(model);
    return frailty_mixture_init(&run->mixture.frailty, tables, arena);
}

static enum di_status run_regions(struct di_cohort *cohort, const struct warm_tables *tables,
                                  const struct di_cohort_options *options)
{
    const struct di_model *model = tables->model;
    struct run run;
    enum di_status status = prepare_run(&run, tables, options, &cohort->arena);
    for (uint32_t rank = 0; rank < model->region_count && status == DI_OK; rank++) {
        const uint16_t member = di_model_region_of_rank(model, rank);
        struct cohort_region region = {.grid = &run.grid,
                                       .tables = tables,
                                       .region = member,
                                       .members = &member,
                                       .member_count = 1,
                                       .frailty_exits = cohort->frailty_exits};
        status = run_region(&region, cohort, &run.mixture, run.days);
    }
    return status;
}

/* ---- sums over the nation ---- */

static enum di_status run_alike(const struct run *run, const struct warm_tables *tables,
                                const uint16_t *members, uint32_t count, double *exits_out)
{
    struct cohort_region region = {.grid = &run->grid,
                                   .tables = tables,
                                   .region = members[0],
                                   .members = members,
                                   .member_count = count,
                                   .frailty_exits = exits_out};
    struct di_arena arena;
    di_arena_init(&arena);
    const enum di_status status = run_members(&region, &run->mixture, &arena);
    di_arena_finish(&arena);
    return status;
}

enum di_status cohort_frailty_exits(const struct warm_tables *tables,
                                    const struct di_cohort_options *options, double *exits_out)
{
    const struct di_model *model = tables->model;
    struct run run;
    struct di_arena arena;
    di_arena_init(&arena);
    enum di_status status = prepare_run(&run, tables, options, &arena);
    uint16_t *members = DI_ARENA_NEW(&arena, model->region_count, uint16_t);
    bool *is_done = DI_ARENA_NEW(&arena, model->region_count, bool);
    if (members == NULL || is_done == NULL) {
        status = DI_ERR_MEMORY;
    }
    for (uint32_t s = 0; s < model->setting_count; s++) {
        exits_out[s] = 0.0;
    }
    for (uint32_t first = 0; first < model->region_count && status == DI_OK; first++) {
        uint32_t count = 0;
        for (uint32_t rank = first; rank < model->region_count; rank++) {
            const uint16_t r = di_model_region_of_rank(model, rank);
            if (!is_done[r] && (count == 0 || cohort_regions_agree(model, members[0], r))) {
                members[count++] = r;
                is_done[r] = true;
            }
        }
        if (count > 0) {
            status = run_alike(&run, tables, members, count, exits_out);
        }
    }
    di_arena_finish(&arena);
    return status;
}

enum di_status cohort_run(const struct warm_tables *tables,
                          const struct di_cohort_options *options,
                          struct di_cohort **cohort_out)
{
    struct di_cohort *cohort = calloc(1, sizeof *cohort);
    if (cohort == NULL) {
        return DI_ERR_MEMORY;
    }
    di_arena_init(&cohort->arena);
    enum di_status status = allocate(cohort, tables->model);
    if (status == DI_OK) {
        status = run_regions(cohort, tables, options);
    }
    if (status != DI_OK) {
        di_cohort_destroy(cohort);
        return status;
    }
    *cohort_out = cohort;
    return DI_OK;
}

/* ---- refusal ---- */

static bool is_ever_by_request(const struct di_model *model, const struct di_pathway *pathway)
{
    if (di_series_at(&pathway->mode, 0) > 0.5) {
        return true;
    }
    for (uint32_t i = 0; i < pathway->mode.count; i++) {
        if (pathway->mode.day[i] >= 0 && pathway->mode.day[i] < model->horizon_days &&
            pathway->mode.value[i] > 0.5) {
            return true;
        }
    }
    return false;
}

/* "infant_home/foster, boarding/home": the pathways by request, as the file names them; "..."
 * for those that have no room. */
void di_cohort_name_requests(const struct di_model *model, char *text, size_t size)
{
    static const char more[] = ", ...";
    size_t used = 0;
    text[0] = '\0';
    for (uint32_t s = 0; s < model->setting_count; s++) {
        for (uint32_t p = 0; p < model->settings[s].pathway_count; p++) {
            const struct di_pathway *pathway = &model->settings[s].pathways[p];
            if (!is_ever_by_request(model, pathway)) {
                continue;
            }
            const int wrote =
                snprintf(text + used, size - used, "%s%s/%s", used > 0 ? ", " : "",
                         model->settings[s].name.id, di_pathway_destination(model, pathway));
            if (wrote < 0 || used + (size_t)wrote + sizeof more > size) {
                (void)snprintf(text + used, size - used, "%s", more);
                return;
            }
            used += (size_t)wrote;
        }
    }
}

enum di_status di_cohort_run(const struct di_model *model, const struct di_warm_start *start,
                             const struct di_cohort_options *options,
                             struct di_cohort **cohort_out, struct di_error *error)
{
    char requests[DI_MESSAGE_TEXT_MAX - 1];
    (void)model;
    const struct warm_tables *tables = warm_start_tables(start);
    di_cohort_name_requests(tables->model, requests, sizeof requests);
    if (requests[0] != '\0' && !options->uses_historic_exits) {
        return DI_FAIL(
            error, DI_ERR_UNSUPPORTED, "/settings",
            DI_N_("The cohort computation has no answer for pathways by request: %1. "
                  "Use --method simulation, or make them by_rate."),
            di_text_arg(requests));
    }
    if (tables->model->shocks != NULL && !options->uses_historic_exits)
        return DI_FAIL(
            error, DI_ERR_UNSUPPORTED, "/shocks",
            DI_N_("The cohort computation has no answer for shocks such as '%1'. Use "
                  "--method simulation, or remove them."),
            di_text_arg(tables->model->shocks->items[0].name.id));
    const enum di_status status = cohort_run(tables, options, cohort_out);
    return status == DI_OK ? DI_OK : di_fail_memory(error);
}
