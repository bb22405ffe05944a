/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The joint table of residents.
 *
 * The seed is the stock that past entries and stays would leave (a reference table): places by
 * licence, families or population, ages and stays by their density; nobody where the setting or
 * all its families would not take them. Order of everything: institutions, then pools, by byte
 * order of names; margins by their dimensions, leaves by names. A margin by institution says
 * nothing about children in pools and families. Whom no margin counts nobody has counted: the
 * seed's size means nothing, only its proportions, so such cells are empty. It does not decide
 * between margins that contradict each other. */
#include "joint_table.h"

#include <math.h>
#include <stdlib.h>

#include "di/integer_table.h"
#include "di/key.h"
#include "di/proportional_fit.h"

#define NO_INSTITUTION UINT32_MAX
#define PROBLEMS_SHOWN 64
#define SERIOUS_GAP 0.5      /* children: below it an unmet margin is only a warning */
#define SMALLEST_WEIGHT 1e-3 /* of a place without licence or population */

struct leaf_code {
    uint64_t code;
    uint32_t leaf;
};

struct fitter {
    const struct di_model *model;
    const struct entry_law *entries;
    struct stay_density *const *densities;
    struct di_arena arena; /* scratch */
    struct di_diagnostics *diagnostics;
    struct joint_table *table;
    uint32_t cell_count; /* all, zeros included */
    struct stock_cell *cells;
    double *seed;
    uint32_t *counts;
    uint32_t margin_count;
    const struct di_margin **sources; /* in sweep order */
    struct di_table_margin *margins;
};

/* ---- places ---- */

static bool has_dimension(const struct di_margin *margin, enum di_margin_dimension dimension)
{
    for (uint32_t i = 0; i < margin->dimension_count; i++) {
        if (margin->dimension[i] == dimension) {
            return true;
        }
    }
    return false;
}

static bool leaf_names_setting(const struct di_model *model, const struct di_margin *margin,
                               const struct di_margin_leaf *leaf, uint16_t setting)
{
    for (uint32_t i = 0; i < margin->dimension_count; i++) {
        if (margin->dimension[i] == DI_DIMENSION_SETTING && leaf->index[i] == setting) {
            return true;
        }
        if (margin->dimension[i] == DI_DIMENSION_INSTITUTION &&
            model->institutions[leaf->index[i]].setting == setting) {
            return true;
        }
    }
    return false;
}

bool joint_table_names_setting(const struct di_model *model, uint16_t setting)
{
    bool has_places = false;
    for (uint32_t m = 0; m < model->initial_stock.margin_count; m++) {
        const struct di_margin *margin = &model->initial_stock.margins[m];
        if (!has_dimension(margin, DI_DIMENSION_SETTING) &&
            !has_dimension(margin, DI_DIMENSION_INSTITUTION)) {
            continue;
        }
        has_places = true;
        for (uint32_t i = 0; i < margin->leaf_count; i++) {
            if (margin->leaves[i].count > 0.0 &&
                leaf_names_setting(model, margin, &margin->leaves[i], setting)) {
                return true;
            }
        }
    }
    return !has_places && model->initial_stock.margin_count > 0 &&
           setting >= DI_SETTING_BUILTIN_COUNT &&
           !di_kind_is_absorbing(model->settings[setting].kind);
}

static double institution_weight(const struct di_institution *institution)
{
    const double places = di_series_at(&institution->capacity, 0);
    return places >= (double)DI_UNLIMITED ? 1.0 : fmax(places, SMALLEST_WEIGHT);
}

static void add_place(struct fitter *fitter, struct stock_place place)
{
    fitter->table->places[fitter->table->place_count++] = place;
}

static void add_institutions(struct fitter *fitter)
{
    const struct di_model *model = fitter->model;
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_institution *home = &model->institutions[i];
        if (fitter->densities[home->setting] != NULL) {
            add_place(fitter, (struct stock_place){.setting = home->setting,
                                                   .region = home->region,
                                                   .institution = i,
                                                   .key = home->name.key,
                                                   .weight = institution_weight(home)});
        }
    }
}

/* Places in a region's families at the start. */
static double family_places(const struct di_model *model, uint16_t setting, uint16_t region)
{
    double places = 0.0;
    for (uint32_t i = 0; i < model->carers_count; i++) {
        const struct di_carers *carers = &model->carers[i];
        if (carers->setting == setting && carers->region == region) {
            places += di_series_at(&carers->families, 0) * carers->places_per_family;
        }
    }
    return places;
}

static double pool_weight(const struct di_model *model, uint16_t setting, uint16_t region)
{
    const double weight = model->settings[setting].places == DI_PLACES_FAMILIES
                              ? family_places(model, setting, region)
                              : di_series_at(&model->regions[region].population, 0);
    return fmax(weight, SMALLEST_WEIGHT);
}

static void add_pools(struct fitter *fitter, uint16_t setting)
{
    const struct di_model *model = fitter->model;
    for (uint32_t r = 0; r < model->region_count; r++) {
        const struct di_region *region = &model->regions[r];
        add_place(fitter,
                  (struct stock_place){
                      .setting = setting,
                      .region = (uint16_t)r,
                      .institution = NO_INSTITUTION,
                      .key = di_key_mix(model->settings[setting].name.key, region->name.key),
                      .weight = pool_weight(model, setting, (uint16_t)r)});
    }
}

struct sort_place {
    uint64_t rank;
    struct stock_place place;
};

static int by_rank(const void *left, const void *right)
{
    const struct sort_place *a = left;
    const struct sort_place *b = right;
    return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static uint64_t place_rank(const struct di_model *model, const struct stock_place *place)
{
    if (place->institution != NO_INSTITUTION) {
        return model->institutions[place->institution].name.rank;
    }
    return UINT64_C(1) << 63 | (uint64_t)model->settings[place->setting].name.rank << 32 |
           model->regions[place->region].name.rank;
}

static enum di_status sort_places(struct fitter *fitter)
{
    const uint32_t count = fitter->table->place_count;
    struct sort_place *order = DI_ARENA_NEW(&fitter->arena, count, struct sort_place);
    if (order == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < count; i++) {
        order[i] = (struct sort_place){place_rank(fitter->model, &fitter->table->places[i]),
                                       fitter->table->places[i]};
    }
    qsort(order, count, sizeof *order, by_rank);
    for (uint32_t i = 0; i < count; i++) {
        fitter->table->places[i] = order[i].place;
    }
    return DI_OK;
}

static enum di_status find_places(struct fitter *fitter, struct di_arena *arena)
{
    const struct di_model *model = fitter->model;
    size_t room = model->institution_count;
    for (uint32_t s = 0; s < model->setting_count; s++) {
        room += fitter->densities[s] != NULL ? model->region_count : 0;
    }
    fitter->table->places = DI_ARENA_NEW(arena, room, struct stock_place);
    if (fitter->table->places == NULL) {
        return DI_ERR_MEMORY;
    }
    add_institutions(fitter);
    for (uint32_t s = 0; s < model->setting_count; s++) {
        if (fitter->densities[s] != NULL && model->settings[s].places != DI_PLACES_UNITS) {
            add_pools(fitter, (uint16_t)s);
        }
    }
    return sort_places(fitter);
}

/* ---- cells and seed ---- */

static uint64_t cell_key(const struct di_model *model, const struct stock_place *place,
                         const struct stock_cell *cell)
{
    const uint64_t band = di_key_of_name("age_band", model->age_band_id[cell->age_band]);
    const uint64_t person =
        (uint64_t)cell->stay_band << 16 | (uint64_t)cell->disability << 8 | (uint64_t)cell->sex;
    return di_key_mix(place->key, di_key_mix(band, person));
}

/* No family of the setting takes such a child: nobody can be there. */
static bool has_families_for(const struct di_model *model, uint16_t setting,
                             const struct stock_cell *cell)
{
    for (uint32_t i = 0; i < model->carers_count; i++) {
        const struct di_carers *carers = &model->carers[i];
        if (carers->setting == setting && (carers->age_band_mask >> cell->age_band & 1) != 0 &&
            (carers->disability_mask >> cell->disability & 1) != 0) {
            return true;
        }
    }
    return false;
}

static bool setting_takes(const struct di_model *model, uint16_t setting,
                          const struct stock_cell *cell)
{
    if ((model->settings[setting].disability_mask >> cell->disability & 1) == 0) {
        return false;
    }
    return model->settings[setting].places != DI_PLACES_FAMILIES ||
           has_families_for(model, setting, cell);
}

static double seed_of(const struct fitter *fitter, const struct stock_place *place,
                      const struct stock_cell *cell)
{
    const struct stay_density *density = fitter->densities[place->setting];
    if (!setting_takes(fitter->model, place->setting, cell)) {
        return 0.0;
    }
    const uint32_t variant =
        stay_density_variant(density, place->region, cell->disability, cell->sex);
    const double female = fitter->model->entries.female_share;
    return stay_density_mass(density, variant, cell->age_band, cell->stay_band) *
           fmax(1e-6, cell->sex == DI_FEMALE ? female : 1.0 - female);
}

static void fill_place(struct fitter *fitter, uint32_t p, uint32_t stay_bands)
{
    struct stock_place *place = &fitter->table->places[p];
    const uint32_t first = p * place->cell_count;
    double sum = 0.0;
    for (uint32_t i = 0; i < place->cell_count; i++) {
        const uint32_t group = i / stay_bands;
        struct stock_cell *cell = &fitter->cells[first + i];
        *cell =
            (struct stock_cell){.place = p,
                                .stay_band = (uint8_t)(i % stay_bands),
                                .disability = (uint8_t)(group % DI_DISABILITIES),
                                .sex = (uint8_t)(group / DI_DISABILITIES % DI_SEXES),
                                .age_band = (uint8_t)(group / (DI_DISABILITIES * DI_SEXES))};
        fitter->seed[first + i] = seed_of(fitter, place, cell);
        sum += fitter->seed[first + i];
    }
    for (uint32_t i = 0; i < place->cell_count && sum > 0.0; i++) {
        fitter->seed[first + i] *= place->weight / sum;
    }
}

static enum di_status make_cells(struct fitter *fitter)
{
    const uint32_t stay_bands = fitter->model->initial_stock.stay_band_cuts + 1;
    const uint32_t per_place =
        fitter->model->age_band_count * DI_SEXES * DI_DISABILITIES * stay_bands;
    const uint64_t count = (uint64_t)fitter->table->place_count * per_place;
    if (count > UINT32_MAX / 2) {
        return DI_ERR_MEMORY;
    }
    fitter->cell_count = (uint32_t)count;
    fitter->cells = DI_ARENA_NEW(&fitter->arena, count, struct stock_cell);
    fitter->seed = DI_ARENA_NEW(&fitter->arena, count, double);
    fitter->counts = DI_ARENA_NEW(&fitter->arena, count, uint32_t);
    if (fitter->cells == NULL || fitter->seed == NULL || fitter->counts == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t p = 0; p < fitter->table->place_count; p++) {
        fitter->table->places[p].cell_first = p * per_place;
        fitter->table->places[p].cell_count = per_place;
        fill_place(fitter, p, stay_bands);
    }
    return DI_OK;
}

/* ---- margins ---- */

static uint32_t rank_of(const struct di_model *model, enum di_margin_dimension dimension,
                        uint32_t index)
{
    switch (dimension) {
    case DI_DIMENSION_INSTITUTION:
        return model->institutions[index].name.rank;
    case DI_DIMENSION_SETTING:
        return model->settings[index].name.rank;
    case DI_DIMENSION_REGION:
        return model->regions[index].name.rank;
    case DI_DIMENSION_AGE_BAND:
    case DI_DIMENSION_SEX:
    case DI_DIMENSION_DISABILITY:
    case DI_DIMENSION_STAY:
    case DI_DIMENSIONS:
        break;
    }
    return index;
}

static uint32_t cell_index(const struct fitter *fitter, enum di_margin_dimension dimension,
                           const struct stock_cell *cell)
{
    const struct stock_place *place = &fitter->table->places[cell->place];
    switch (dimension) {
    case DI_DIMENSION_INSTITUTION:
        return place->institution;
    case DI_DIMENSION_SETTING:
        return place->setting;
    case DI_DIMENSION_REGION:
        return place->region;
    case DI_DIMENSION_AGE_BAND:
        return cell->age_band;
    case DI_DIMENSION_SEX:
        return cell->sex;
    case DI_DIMENSION_DISABILITY:
        return cell->disability;
    case DI_DIMENSION_STAY:
    case DI_DIMENSIONS:
        break;
    }
    return cell->stay_band;
}

/* Room for institutions (20000), settings, regions and the person's cell in one number. */
static uint64_t append_code(uint64_t code, enum di_margin_dimension dimension, uint32_t rank)
{
    static const uint64_t radix[DI_DIMENSIONS] = {32768, 256, 1024, 8, 2, 4, 256};
    return code * radix[dimension] + rank;
}

static int by_code(const void *left, const void *right)
{
    const struct leaf_code *a = left;
    const struct leaf_code *b = right;
    if (a->code != b->code) {
        return a->code < b->code ? -1 : 1;
    }
    return a->leaf < b->leaf ? -1 : a->leaf > b->leaf;
}

static uint32_t find_leaf(const struct leaf_code *codes, uint32_t count, uint64_t code)
{
    uint32_t low = 0;
    uint32_t high = count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (codes[middle].code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && codes[low].code == code ? low : DI_LEAF_NONE;
}

/* Leaf of each cell; a cell outside every leaf of a complete margin holds nobody. */
static void bind_cells(struct fitter *fitter, const struct di_margin *source,
                       const struct leaf_code *codes, uint32_t *leaf_of)
{
    for (uint32_t c = 0; c < fitter->cell_count; c++) {
        const struct stock_cell *cell = &fitter->cells[c];
        const bool is_pool = fitter->table->places[cell->place].institution == NO_INSTITUTION;
        leaf_of[c] = DI_LEAF_NONE;
        if (is_pool && has_dimension(source, DI_DIMENSION_INSTITUTION)) {
            continue;
        }
        uint64_t code = 0;
        for (uint32_t i = 0; i < source->dimension_count; i++) {
            const enum di_margin_dimension dimension = source->dimension[i];
            code = append_code(
                code, dimension,
                rank_of(fitter->model, dimension, cell_index(fitter, dimension, cell)));
        }
        leaf_of[c] = find_leaf(codes, source->leaf_count, code);
        if (leaf_of[c] == DI_LEAF_NONE && !source->is_partial) {
            fitter->seed[c] = 0.0;
        }
    }
}

static enum di_status bind_margin(struct fitter *fitter, uint32_t m)
{
    const struct di_margin *source = fitter->sources[m];
    struct leaf_code *codes =
        DI_ARENA_NEW(&fitter->arena, source->leaf_count, struct leaf_code);
    double *total = DI_ARENA_NEW(&fitter->arena, source->leaf_count, double);
    uint32_t *leaf_of = DI_ARENA_NEW(&fitter->arena, fitter->cell_count, uint32_t);
    if (codes == NULL || total == NULL || leaf_of == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < source->leaf_count; i++) {
        uint64_t code = 0;
        for (uint32_t d = 0; d < source->dimension_count; d++) {
            code = append_code(
                code, source->dimension[d],
                rank_of(fitter->model, source->dimension[d], source->leaves[i].index[d]));
        }
        codes[i] = (struct leaf_code){code, i};
    }
    qsort(codes, source->leaf_count, sizeof *codes, by_code);
    for (uint32_t i = 0; i < source->leaf_count; i++) {
        total[i] = source->leaves[codes[i].leaf].count;
    }
    bind_cells(fitter, source, codes, leaf_of);
    fitter->margins[m] = (struct di_table_margin){source->leaf_count, leaf_of, total};
    return DI_OK;
}

static bool comes_before(const struct di_margin *a, const struct di_margin *b)
{
    for (uint32_t i = 0; i < a->dimension_count && i < b->dimension_count; i++) {
        if (a->dimension[i] != b->dimension[i]) {
            return a->dimension[i] < b->dimension[i];
        }
    }
    return a->dimension_count < b->dimension_count;
}

static enum di_status bind_margins(struct fitter *fitter)
{
    const struct di_initial_stock *stock = &fitter->model->initial_stock;
    fitter->margin_count = stock->margin_count;
    fitter->sources =
        DI_ARENA_NEW(&fitter->arena, stock->margin_count, const struct di_margin *);
    fitter->margins = DI_ARENA_NEW(&fitter->arena, stock->margin_count, struct di_table_margin);
    if (fitter->sources == NULL || fitter->margins == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t m = 0; m < stock->margin_count; m++) {
        uint32_t at = m;
        for (; at > 0 && comes_before(&stock->margins[m], fitter->sources[at - 1]); at--) {
            fitter->sources[at] = fitter->sources[at - 1];
        }
        fitter->sources[at] = &stock->margins[m];
    }
    enum di_status status = DI_OK;
    for (uint32_t m = 0; m < stock->margin_count && status == DI_OK; m++) {
        status = bind_margin(fitter, m);
    }
    return status;
}

/* ---- reports ---- */

static void report(struct fitter *fitter, enum di_severity severity, const char *pointer,
                   const char *id, const struct di_argument *arguments, size_t count)
{
    struct di_message message;
    di_message_set(&message, id, arguments, count);
    (void)di_diagnostics_add(fitter->diagnostics, severity, DI_ERR_INCONSISTENT, "", 0, 0,
                             pointer, &message);
}

#define REPORT(fitter, severity, pointer, id, ...)                                             \
    report((fitter), (severity), (pointer), (id), (const struct di_argument[]){__VA_ARGS__},   \
           sizeof((const struct di_argument[]){__VA_ARGS__}) / sizeof(struct di_argument))

static const char *pointer_of(const struct di_margin *margin)
{
    return margin->pointer != NULL ? margin->pointer : "/initial_stock/margins";
}

/* Any cell of the leaf tells its names; the place or the age band says most. */
static const char *leaf_name(const struct fitter *fitter, uint32_t m, uint32_t leaf)
{
    const struct di_model *model = fitter->model;
    for (uint32_t c = 0; c < fitter->cell_count; c++) {
        if (fitter->margins[m].leaf[c] != leaf) {
            continue;
        }
        const struct stock_place *place = &fitter->table->places[fitter->cells[c].place];
        switch (fitter->sources[m]->dimension[0]) {
        case DI_DIMENSION_INSTITUTION:
            return model->institutions[place->institution].name.id;
        case DI_DIMENSION_SETTING:
            return model->settings[place->setting].name.id;
        case DI_DIMENSION_REGION:
            return model->regions[place->region].name.id;
        case DI_DIMENSION_AGE_BAND:
            return model->age_band_id[fitter->cells[c].age_band];
        case DI_DIMENSION_SEX:
        case DI_DIMENSION_DISABILITY:
        case DI_DIMENSION_STAY:
        case DI_DIMENSIONS:
            break;
        }
        break;
    }
    return pointer_of(fitter->sources[m]);
}

static void report_problem(struct fitter *fitter, const struct di_fit_problem *problem)
{
    const char *pointer = pointer_of(fitter->sources[problem->margin]);
    switch (problem->kind) {
    case DI_FIT_TOTALS_DISAGREE:
        REPORT(fitter, DI_SEVERITY_ERROR, pointer_of(fitter->sources[problem->other_margin]),
               DI_N_("Two counts of the same children disagree: %1 adds up to %2, %3 to %4. "
                     "Make both add up to the same number."),
               di_text_arg(pointer), di_real_arg(problem->wanted),
               di_text_arg(pointer_of(fitter->sources[problem->other_margin])),
               di_real_arg(problem->found));
        break;
    case DI_FIT_IMPOSSIBLE:
        REPORT(fitter, DI_SEVERITY_ERROR, pointer,
               DI_N_("%1 children are counted under '%2', but the other counts or the age and "
                     "disability ranges of the places leave nobody there. Correct the count or "
                     "the range."),
               di_real_arg(problem->wanted),
               di_text_arg(leaf_name(fitter, problem->margin, problem->leaf)));
        break;
    case DI_FIT_NOT_REACHED:
        REPORT(fitter,
               fabs(problem->wanted - problem->found) > SERIOUS_GAP ? DI_SEVERITY_ERROR
                                                                    : DI_SEVERITY_WARNING,
               pointer,
               DI_N_("No table of children fits all counts: '%1' should have %2 and gets %3. "
                     "The counts contradict each other or the ranges of the places."),
               di_text_arg(leaf_name(fitter, problem->margin, problem->leaf)),
               di_real_arg(problem->wanted), di_real_arg(problem->found));
        break;
    }
}

/* ---- what no margin counts ---- */

static const char *place_name(const struct di_model *model, const struct stock_place *place)
{
    return place->institution != NO_INSTITUTION
               ? model->institutions[place->institution].name.id
               : model->settings[place->setting].name.id;
}

static bool is_counted(const struct fitter *fitter, uint32_t cell)
{
    for (uint32_t m = 0; m < fitter->margin_count; m++) {
        if (fitter->margins[m].leaf[cell] != DI_LEAF_NONE) {
            return true;
        }
    }
    return false;
}

/* The weight that the seed gave to whom no margin counts, now nobody. */
static double empty_uncounted(struct fitter *fitter, const struct stock_place *place)
{
    double dropped = 0.0;
    for (uint32_t c = place->cell_first; c < place->cell_first + place->cell_count; c++) {
        if (fitter->seed[c] > 0.0 && !is_counted(fitter, c)) {
            dropped += fitter->seed[c];
            fitter->seed[c] = 0.0;
        }
    }
    return dropped;
}

/* A place without room at the start is empty anyway, which needs no word. */
static void leave_uncounted_empty(struct fitter *fitter)
{
    const struct di_model *model = fitter->model;
    const struct stock_place *first = NULL;
    uint32_t places = 0;
    for (uint32_t p = 0; p < fitter->table->place_count; p++) {
        const struct stock_place *place = &fitter->table->places[p];
        if (empty_uncounted(fitter, place) >= 0.5) {
            first = places++ == 0 ? place : first;
        }
    }
    if (places > 0) {
        REPORT(
            fitter, DI_SEVERITY_WARNING, "/initial_stock/margins",
            DI_N_("No count holds the children of these institutions or settings: %1, the "
                  "first '%2' in '%3'. 'partial' leaves them open and no other margin counts "
                  "them, so nobody is taken to be there. Name them, with 0 where nobody is, "
                  "or add a total."),
            di_integer_arg(places), di_text_arg(place_name(model, first)),
            di_text_arg(model->regions[first->region].name.id));
    }
}

/* ---- the whole ---- */

static enum di_status fit(struct fitter *fitter)
{
    struct di_fit_problem problems[PROBLEMS_SHOWN];
    struct di_fit_result result;
    const size_t errors = fitter->diagnostics->errors;
    leave_uncounted_empty(fitter);
    const enum di_status status =
        di_proportional_fit(fitter->seed, fitter->cell_count, fitter->margins,
                            fitter->margin_count, problems, PROBLEMS_SHOWN, &result);
    if (status != DI_OK) {
        return status;
    }
    for (uint32_t i = 0; i < result.problem_count && i < PROBLEMS_SHOWN; i++) {
        report_problem(fitter, &problems[i]);
    }
    return fitter->diagnostics->errors > errors ? DI_ERR_INCONSISTENT : DI_OK;
}

static enum di_status make_whole(struct fitter *fitter)
{
    struct di_integer_result result;
    const enum di_status status =
        di_integer_table(fitter->seed, fitter->cell_count, fitter->margins,
                         fitter->margin_count, fitter->counts, &result);
    if (status == DI_OK && result.worst_gap > 1.0 + DI_FIT_TOLERANCE) {
        REPORT(fitter, DI_SEVERITY_WARNING, pointer_of(fitter->sources[result.margin]),
               DI_N_("Whole children cannot meet every count: '%1' is %2 away."),
               di_text_arg(leaf_name(fitter, result.margin, result.leaf)),
               di_real_arg(result.worst_gap));
    }
    return status;
}

static enum di_status keep_occupied(struct fitter *fitter, struct di_arena *arena)
{
    struct joint_table *table = fitter->table;
    uint32_t occupied = 0;
    for (uint32_t c = 0; c < fitter->cell_count; c++) {
        occupied += fitter->counts[c] > 0 ? 1 : 0;
    }
    table->cells = DI_ARENA_NEW(arena, occupied, struct stock_cell);
    if (table->cells == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t c = 0; c < fitter->cell_count; c++) {
        struct stock_place *place = &table->places[fitter->cells[c].place];
        if (c == 0 || fitter->cells[c].place != fitter->cells[c - 1].place) {
            place->cell_first = table->cell_count;
            place->cell_count = 0;
        }
        if (fitter->counts[c] > 0) {
            struct stock_cell *cell = &table->cells[table->cell_count++];
            *cell = fitter->cells[c];
            cell->count = fitter->counts[c];
            cell->key = cell_key(fitter->model, place, cell);
            table->residents += cell->count;
            place->cell_count++;
        }
    }
    return DI_OK;
}

enum di_status joint_table_init(struct joint_table *table, const struct entry_law *entries,
                                struct stay_density *const *densities, struct di_arena *arena,
                                struct di_diagnostics *diagnostics)
{
    *table = (struct joint_table){0};
    struct fitter fitter = {.model = entries->model,
                            .entries = entries,
                            .densities = densities,
                            .diagnostics = diagnostics,
                            .table = table};
    if (entries->model->initial_stock.margin_count == 0) {
        return DI_OK;
    }
    di_arena_init(&fitter.arena);
    enum di_status status = find_places(&fitter, arena);
    status = status == DI_OK ? make_cells(&fitter) : status;
    status = status == DI_OK ? bind_margins(&fitter) : status;
    status = status == DI_OK ? fit(&fitter) : status;
    status = status == DI_OK ? make_whole(&fitter) : status;
    status = status == DI_OK ? keep_occupied(&fitter, arena) : status;
    di_arena_finish(&fitter.arena);
    return status;
}
