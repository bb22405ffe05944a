/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last step of building a model: what follows from names (keys, ranks, orders), and the
 * checks that need the whole. Each table is copied once, changed and put back, for the model
 * shows its tables as read-only.
 *
 * Order: ranks are positions in byte order of ids among like things; neighbours go by
 * distance, then rank; pathways by key. So nothing later depends on the order of the file.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/justice.h"
#include "di/key.h"
#include "di/model.h"
#include "di/shock.h"

struct finishing {
    struct di_model *model;
    struct di_diagnostics *diagnostics;
    bool has_no_memory;
};

/* ---- names ---- */

struct named {
    const char *id;
    uint32_t index;
};

static int by_id(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    const int order = strcmp(x->id, y->id);
    return order != 0 ? order : x->index < y->index ? -1 : x->index > y->index;
}

static struct di_name *name_at(void *table, size_t stride, uint32_t i)
{
    return (struct di_name *)(void *)((char *)table + (size_t)i * stride);
}

/* Copies a table whose rows begin with their name, with keys and ranks filled in. */
static void *finish_names(struct finishing *finishing, const void *table, size_t stride,
                          uint32_t count, const char *kind)
{
    void *copy = di_arena_alloc(&finishing->model->arena, count, stride);
    struct named *order = malloc(((size_t)count + 1) * sizeof *order);
    if (copy == NULL || order == NULL) {
        finishing->has_no_memory = true;
        free(order);
        return NULL;
    }
    if (count > 0)
        memcpy(copy, table, count * stride);
    for (uint32_t i = 0; i < count; i++) {
        struct di_name *name = name_at(copy, stride, i);
        name->key = di_key_of_name(kind, name->id);
        order[i] = (struct named){name->id, i};
    }
    qsort(order, count, sizeof *order, by_id);
    for (uint32_t rank = 0; rank < count; rank++)
        name_at(copy, stride, order[rank].index)->rank = rank;
    free(order);
    return copy;
}

/* ---- regions ---- */

static void sort_neighbours(struct finishing *finishing, struct di_region *region,
                            const struct di_region *regions)
{
    const uint32_t count = region->neighbour_count;
    struct di_neighbour *list =
        DI_ARENA_NEW(&finishing->model->arena, count, struct di_neighbour);
    if (list == NULL) {
        finishing->has_no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < count; i++) { /* insertion: few, and often in order */
        const struct di_neighbour item = region->neighbours[i];
        uint32_t at = i;
        while (at > 0 &&
               (list[at - 1].distance > item.distance ||
                (list[at - 1].distance >= item.distance &&
                 regions[list[at - 1].region].name.rank > regions[item.region].name.rank))) {
            list[at] = list[at - 1];
            at--;
        }
        list[at] = item;
    }
    region->neighbours = list;
}

static void finish_regions(struct finishing *finishing)
{
    struct di_model *model = finishing->model;
    struct di_region *regions =
        finish_names(finishing, model->regions, sizeof *regions, model->region_count, "region");
    for (uint32_t i = 0; regions != NULL && i < model->region_count; i++)
        sort_neighbours(finishing, &regions[i], regions);
    if (regions != NULL)
        model->regions = regions;
}

/* ---- settings ---- */

/* Re-entry is one clock through both home states, so both share one key (MODEL 5.1). */
static uint64_t pathway_key(const struct di_model *model, const struct di_setting *setting,
                            const struct di_pathway *pathway)
{
    const char *from = pathway->path == DI_PATH_REENTRY ? "home" : setting->name.id;
    const char *to = di_pathway_destination(model, pathway);
    char id[256];
    const size_t from_length = strlen(from), to_length = strlen(to);
    if (from_length + to_length + 2 > sizeof id)
        return di_key_mix(di_key_of_name("pathway", from), di_key_of_name("pathway", to));
    memcpy(id, from, from_length);
    id[from_length] = '/';
    memcpy(id + from_length + 1, to, to_length + 1);
    return di_key_of_name("pathway", id);
}

static int by_key(const void *a, const void *b)
{
    const struct di_pathway *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key; /* equal keys are reported */
}

static void finish_pathways(struct finishing *finishing, struct di_setting *setting)
{
    const uint32_t count = setting->pathway_count;
    struct di_pathway *list = DI_ARENA_NEW(&finishing->model->arena, count, struct di_pathway);
    if (list == NULL) {
        finishing->has_no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        list[i] = setting->pathways[i];
        list[i].key = pathway_key(finishing->model, setting, &list[i]);
    }
    qsort(list, count, sizeof *list, by_key);
    setting->pathways = list;
}

static void finish_settings(struct finishing *finishing)
{
    struct di_model *model = finishing->model;
    struct di_setting *settings = finish_names(finishing, model->settings, sizeof *settings,
                                               model->setting_count, "setting");
    for (uint32_t i = 0; settings != NULL && i < model->setting_count; i++)
        finish_pathways(finishing, &settings[i]);
    if (settings != NULL)
        model->settings = settings;
}

static void finish_tables(struct finishing *finishing)
{
    struct di_model *model = finishing->model;
    finish_regions(finishing);
    finish_settings(finishing);
    const void *reasons = finish_names(finishing, model->reasons, sizeof *model->reasons,
                                       model->reason_count, "reason");
    const void *institutions =
        finish_names(finishing, model->institutions, sizeof *model->institutions,
                     model->institution_count, "institution");
    const void *carers = finish_names(finishing, model->carers, sizeof *model->carers,
                                      model->carers_count, "carers");
    const void *roles =
        finish_names(finishing, model->staffing.roles, sizeof *model->staffing.roles,
                     model->staffing.role_count, "role");
    const void *workers =
        finish_names(finishing, model->staffing.workers, sizeof *model->staffing.workers,
                     model->staffing.workers_count, "workers");
    if (roles != NULL)
        model->staffing.roles = roles;
    if (workers != NULL)
        model->staffing.workers = workers;
    if (reasons != NULL)
        model->reasons = reasons;
    if (institutions != NULL)
        model->institutions = institutions;
    if (carers != NULL)
        model->carers = carers;
}

/* ---- checks ---- */

static void report(struct finishing *finishing, enum di_severity severity,
                   enum di_status status, const char *section, const char *id, const char *key,
                   const char *message_id, const char *hint_id, struct di_argument argument)
{
    struct di_message message;
    char pointer[256];
    const char *const parts[] = {"/", section, "/", id, "/", key};
    size_t used = 0;
    const size_t part_count = id[0] == '\0' ? 2 : key[0] == '\0' ? 4 : 6;
    for (size_t i = 0; i < part_count; i++)
        for (const char *c = parts[i]; *c != '\0' && used + 1 < sizeof pointer; c++)
            pointer[used++] = *c;
    pointer[used] = '\0';
    if (id[0] == '\0') /* about a whole section: the argument is %1 */
        DI_MESSAGE(&message, message_id, argument);
    else
        DI_MESSAGE(&message, message_id, di_text_arg(id), argument);
    struct di_diagnostic *item = di_diagnostics_add(finishing->diagnostics, severity, status,
                                                    "", 0, 0, pointer, &message);
    if (item != NULL && hint_id != NULL)
        di_message_set(&item->hint, hint_id, NULL, 0);
}

/* A request for a kind of care that the model has no setting of waits for ever. */
static void check_requests(struct finishing *finishing, const struct di_setting *setting)
{
    for (uint32_t p = 0; p < setting->pathway_count; p++)
        if (setting->pathways[p].path == DI_PATH_PLACEMENT &&
            setting->pathways[p].target >= finishing->model->setting_count)
            report(finishing, DI_SEVERITY_ERROR, DI_ERR_REFERENCE, "settings", setting->name.id,
                   "pathways",
                   DI_N_("A pathway of '%1' leads to a setting that does not exist."), NULL,
                   di_integer_arg(0));
    for (uint32_t p = 1; p < setting->pathway_count; p++)
        if (setting->pathways[p].key == setting->pathways[p - 1].key)
            report(finishing, DI_SEVERITY_ERROR, DI_ERR_INCONSISTENT, "settings",
                   setting->name.id, "pathways",
                   DI_N_("'%1' has two pathways to one destination."), NULL, di_integer_arg(0));
}

static bool falls(const struct di_hazard *hazard)
{
    if (hazard->form == DI_HAZARD_WEIBULL)
        return hazard->shape < 1;
    for (uint32_t i = 1; i < hazard->pieces; i++)
        if (hazard->rate_per_year[i] < hazard->rate_per_year[i - 1])
            return true;
    return false;
}

/* MODEL 5.4: both make exits slow down as an institution empties, and stocks and flows cannot
 * tell one from the other. Together they do it twice. */
static void check_frailty(struct finishing *finishing, const struct di_setting *setting)
{
    if (!(finishing->model->policies.placement_frailty > 0))
        return;
    for (uint32_t p = 0; p < setting->pathway_count; p++)
        if (setting->pathways[p].is_frailty && falls(&setting->pathways[p].hazard)) {
            report(
                finishing, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT, "settings",
                setting->name.id, "pathways",
                DI_N_("Exits from '%1' slow down twice: the rate of '%2' falls with the "
                      "stay, and placement_frailty is above 0."),
                DI_N_("Data on stocks and flows cannot tell the two apart: give a constant "
                      "rate, or placement_frailty 0, unless both are meant."),
                di_text_arg(di_pathway_destination(finishing->model, &setting->pathways[p])));
            return;
        }
}

static void check_settings(struct finishing *finishing)
{
    const struct di_model *model = finishing->model;
    for (uint32_t i = DI_SETTING_BUILTIN_COUNT; i < model->setting_count; i++) {
        const struct di_setting *setting = &model->settings[i];
        check_requests(finishing, setting);
        check_frailty(finishing, setting);
        if (setting->age_from_years >= setting->age_to_years)
            report(finishing, DI_SEVERITY_ERROR, DI_ERR_INCONSISTENT, "settings",
                   setting->name.id, "age_to_years",
                   DI_N_("The age range of '%1' is empty: it ends at %2 years, before it "
                         "begins."),
                   NULL, di_real_arg(setting->age_to_years));
        if (setting->pathway_count == 0 && di_kind_is_formal_care(setting->kind))
            report(finishing, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT, "settings",
                   setting->name.id, "", DI_N_("'%1' has no way out but the 18th birthday."),
                   DI_N_("Give 'pathways', or leave use_defaults at true."), di_integer_arg(0));
    }
}

static void check_institutions(struct finishing *finishing)
{
    const struct di_model *model = finishing->model;
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_institution *item = &model->institutions[i];
        if (item->close_by_day < item->wind_down_day && item->wind_down_day != DI_NO_DAY)
            report(finishing, DI_SEVERITY_ERROR, DI_ERR_INCONSISTENT, "institutions",
                   item->name.id, "close_by", DI_N_("'%1' closes before its wind-down begins."),
                   NULL, di_integer_arg(0));
        if (!(di_series_highest(&item->capacity) > 0))
            report(finishing, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT, "institutions",
                   item->name.id, "", DI_N_("'%1' never has a place."), NULL,
                   di_integer_arg(0));
    }
}

static void check_recruitment(struct finishing *finishing, const struct di_carers *carers)
{
    const struct di_recruitment *recruitment = carers->recruitment;
    if (recruitment == NULL)
        return;
    if (carers->families.count > 1)
        report(finishing, DI_SEVERITY_ERROR, DI_ERR_INCONSISTENT, "carers", carers->name.id,
               "families", DI_N_("'%1' counts its families by date and recruits them too."),
               DI_N_("Give the families of the first day only, or no 'recruitment'."),
               di_integer_arg(0));
    if (di_series_highest(&recruitment->campaign_budget_per_year) > 0 &&
        !(recruitment->campaign_response_per_year > 0))
        report(finishing, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT, "carers", carers->name.id,
               "recruitment",
               DI_N_("The campaign of '%1' costs money and brings no enquiries."),
               DI_N_("Give campaign_response_per_year and campaign_scale."), di_integer_arg(0));
}

/* MODEL 16: the best sustained growth of foster placements in published data is 52 per 100,000
 * children 0-17 a year; plans above 50 get a warning. Growth is what comes less what leaves. */
static void check_pace(struct finishing *finishing)
{
    static const double fastest_per_100k = 50;
    const struct di_model *model = finishing->model;
    const double population = di_model_population(model);
    double places = 0;
    for (uint32_t i = 0; i < model->carers_count; i++)
        places += di_carers_growth_places_per_year(&model->carers[i], model->horizon_days);
    const double pace = population > 0 ? places / population * 100000 : 0;
    if (pace > fastest_per_100k)
        report(
            finishing, DI_SEVERITY_WARNING, DI_ERR_RANGE, "carers", "", "",
            DI_N_("Foster places grow by %1 per 100,000 children a year; no country has kept "
                  "up more than about 50."),
            DI_N_("Treat the result as a wish, or recruit more slowly."),
            di_real_arg(round(pace * 10) / 10));
}

static double families_ever(const struct di_model *model, const struct di_carers *carers)
{
    return di_series_highest(&carers->families) +
           (carers->recruitment == NULL
                ? 0
                : di_recruitment_expected_approvals(carers->recruitment, model->horizon_days));
}

static void check_families(struct finishing *finishing)
{
    const struct di_model *model = finishing->model;
    double families = 0, places = 0;
    for (uint32_t i = 0; i < model->carers_count; i++) {
        check_recruitment(finishing, &model->carers[i]);
        families += families_ever(model, &model->carers[i]);
    }
    check_pace(finishing);
    for (uint32_t i = 0; i < model->institution_count; i++)
        places += di_series_highest(&model->institutions[i].capacity);
    if (!(families <= DI_FAMILIES_MAX))
        report(finishing, DI_SEVERITY_ERROR, DI_ERR_LIMIT, "carers", "", "",
               DI_N_("The carers are %1 families; at most 2,000,000 can be simulated."),
               DI_N_("Check the numbers for a digit too many."), di_real_arg(families));
    if (!(places <= DI_CHILDREN_MAX))
        report(finishing, DI_SEVERITY_ERROR, DI_ERR_LIMIT, "institutions", "", "",
               DI_N_("The institutions have %1 places; at most 20,000,000 are possible."),
               DI_N_("Check the numbers for a digit too many."), di_real_arg(places));
}

static bool asks_for_adoption(const struct di_model *model)
{
    for (uint32_t s = 0; s < model->setting_count; s++)
        for (uint32_t p = 0; p < model->settings[s].pathway_count; p++) {
            const struct di_pathway *pathway = &model->settings[s].pathways[p];
            for (uint32_t i = 0; pathway->path == DI_PATH_ADOPTED && i < pathway->mode.count;
                 i++)
                if (pathway->mode.value[i] > 0.5)
                    return true;
        }
    return false;
}

/* Work that no team of a region can do would wait for ever. */
static void check_staffing(struct finishing *finishing)
{
    const struct di_model *model = finishing->model;
    const struct di_staffing *staffing = &model->staffing;
    for (uint16_t r = 0; staffing->role_count > 0 && r < model->region_count; r++)
        for (int a = 0; a < DI_ACTIVITIES; a++) {
            if (a == DI_ACTIVITY_CARER_ASSESSMENT ||
                (a == DI_ACTIVITY_ADOPTION_FILE && !asks_for_adoption(model)) ||
                !di_activity_needs_hours(&staffing->activities[a]) ||
                di_staffing_role_of(staffing, r, (enum di_activity)a) != DI_NONE)
                continue;
            report(finishing, DI_SEVERITY_ERROR, DI_ERR_INCONSISTENT, "regions",
                   model->regions[r].name.id, "",
                   DI_N_("Nobody in '%1' does the activity '%2', so children would wait for "
                         "ever."),
                   DI_N_("Add an entry of resources.workers for this region (fte may be 0), "
                         "a generic role, or set the activity's hours to 0."),
                   di_text_arg(di_activity_id((enum di_activity)a)));
            break; /* one is enough: the others usually lack the same team */
        }
}

/* ---- how many children ---- */

static double highest_factor(const double *factors, uint32_t count)
{
    double value = factors == NULL ? 1 : 0;
    for (uint32_t i = 0; factors != NULL && i < count; i++)
        value = fmax(value, factors[i]);
    return value;
}

/* An upper bound good enough to refuse a digit too many. */
static double children_per_year(const struct di_model *model, const struct di_reason *reason)
{
    double population = 0;
    for (uint32_t r = 0; r < model->region_count; r++)
        population += di_series_highest(&model->regions[r].population);
    const double base = di_series_highest(&reason->base.series) *
                        highest_factor(reason->base.by_region, model->region_count) *
                        highest_factor(reason->base.by_reason, model->reason_count);
    const double size = reason->base_counts_children ? 1 : model->entries.mean_group_size;
    return base * size * (reason->base_is_per_1000 ? population / 1000 : 1);
}

static void check_entries(struct finishing *finishing)
{
    const struct di_model *model = finishing->model;
    double children = 0, population = 0;
    for (uint32_t i = 0; i < model->reason_count; i++)
        children += children_per_year(model, &model->reasons[i]) * model->horizon_years;
    for (uint32_t r = 0; r < model->region_count; r++)
        population += di_series_highest(&model->regions[r].population);
    if (!(children <= DI_CHILDREN_MAX))
        report(finishing, DI_SEVERITY_ERROR, DI_ERR_LIMIT, "reasons", "", "",
               DI_N_("The reasons make %1 entries over the horizon; at most 20,000,000 can be "
                     "simulated."),
               DI_N_("Check rates and populations for a digit too many."),
               di_real_arg(children));
    if (model->reason_count > 0 && !(population > 0) && model->entries.listed_count == 0)
        report(finishing, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT, "regions", "", "",
               DI_N_("No region has children, so nobody enters care."),
               DI_N_("Give population_0_17."), di_integer_arg(0));
    if (model->reason_count == 0 && model->entries.listed_count == 0)
        report(finishing, DI_SEVERITY_WARNING, DI_ERR_MISSING, "reasons", "", "",
               DI_N_("The scenario has no reasons, so nobody enters care."), NULL,
               di_integer_arg(0));
}

/* Residents of the start, and whoever else has a reason, need one that is not bookkeeping. */
static void check_unexplained(struct finishing *finishing)
{
    const struct di_model *model = finishing->model;
    uint32_t unexplained = 0;
    for (uint32_t q = 0; q < model->reason_count; q++)
        unexplained += model->reasons[q].is_unexplained ? 1 : 0;
    if (unexplained > 0 && unexplained == model->reason_count)
        report(finishing, DI_SEVERITY_ERROR, DI_ERR_INCONSISTENT, "reasons", "", "",
               DI_N_("All reasons have 'unexplained_into'; children need one reason of entry "
                     "that is not bookkeeping."),
               DI_N_("Add a reason, with a rate of 0 if nobody enters by it."),
               di_integer_arg(0));
}

static void check_stock(struct finishing *finishing)
{
    const struct di_model *model = finishing->model;
    for (uint32_t m = 0; m < model->initial_stock.margin_count; m++) {
        const struct di_margin *margin = &model->initial_stock.margins[m];
        if (margin->dimension_count != 1 || margin->dimension[0] != DI_DIMENSION_INSTITUTION)
            continue;
        for (uint32_t l = 0; l < margin->leaf_count; l++) {
            const struct di_institution *item =
                &model->institutions[margin->leaves[l].index[0]];
            const double places = di_series_at(&item->capacity, 0);
            if (margin->leaves[l].count > places)
                report(finishing, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT, "institutions",
                       item->name.id, "capacity",
                       DI_N_("'%1' starts with more children than its %2 places."),
                       DI_N_("It takes no new child until enough have left."),
                       di_real_arg(places));
        }
    }
}

/* ---- keys ---- */

struct name_table {
    const void *rows; /* which begin with their name */
    size_t stride;
    uint32_t count;
};

enum { NAME_TABLES = 9 };

static void list_names(const struct di_model *model, struct name_table tables[NAME_TABLES])
{
#define TABLE(rows, count)                                                                     \
    {                                                                                          \
        (rows), sizeof *(rows), (count)                                                        \
    }
    const struct di_justice *justice = model->justice;
    const struct di_shocks *shocks = model->shocks;
    const struct name_table all[NAME_TABLES] = {
        TABLE(model->regions, model->region_count),
        TABLE(model->settings, model->setting_count),
        TABLE(model->reasons, model->reason_count),
        TABLE(model->institutions, model->institution_count),
        TABLE(model->carers, model->carers_count),
        TABLE(model->staffing.roles, model->staffing.role_count),
        TABLE(model->staffing.workers, model->staffing.workers_count),
        {justice == NULL ? NULL : justice->offences, sizeof *justice->offences,
         justice == NULL ? 0 : justice->offence_count},
        {shocks == NULL ? NULL : shocks->items, sizeof *shocks->items,
         shocks == NULL ? 0 : shocks->count}};
#undef TABLE
    memcpy(tables, all, sizeof all);
}

static const struct di_name *name_in(const struct name_table *table, uint32_t i)
{
    return (const struct di_name *)(const void *)((const char *)table->rows +
                                                  (size_t)i * table->stride);
}

static void report_collision(struct finishing *finishing, const struct name_table *tables,
                             uint64_t key)
{
    const char *id[2] = {"", ""};
    struct di_message message;
    size_t found = 0;
    for (size_t t = 0; t < NAME_TABLES; t++)
        for (uint32_t i = 0; i < tables[t].count && found < 2; i++)
            if (name_in(&tables[t], i)->key == key)
                id[found++] = name_in(&tables[t], i)->id;
    DI_MESSAGE(&message,
               DI_N_("The names '%1' and '%2' happen to have one key, so that both would have "
                     "the same luck: rename one."),
               di_text_arg(id[0]), di_text_arg(id[1]));
    (void)di_diagnostics_add(finishing->diagnostics, DI_SEVERITY_ERROR, DI_ERR_INCONSISTENT, "",
                             0, 0, "", &message);
}

/* MODEL 10: two things with one key would share their streams. */
static void check_keys(struct finishing *finishing)
{
    struct name_table tables[NAME_TABLES];
    size_t count = 0;
    uint64_t equal;
    list_names(finishing->model, tables);
    for (size_t t = 0; t < NAME_TABLES; t++)
        count += tables[t].count;
    uint64_t *keys = malloc((count + 1) * sizeof *keys);
    if (keys == NULL) {
        finishing->has_no_memory = true;
        return;
    }
    count = 0;
    for (size_t t = 0; t < NAME_TABLES; t++)
        for (uint32_t i = 0; i < tables[t].count; i++)
            keys[count++] = name_in(&tables[t], i)->key;
    if (di_key_find_equal(keys, count, &equal))
        report_collision(finishing, tables, equal);
    free(keys);
}

enum di_status di_model_finish(struct di_model *model, struct di_diagnostics *diagnostics)
{
    struct finishing finishing = {.model = model, .diagnostics = diagnostics};
    finish_tables(&finishing);
    if (!finishing.has_no_memory)
        check_keys(&finishing);
    if (finishing.has_no_memory)
        return DI_ERR_MEMORY;
    check_settings(&finishing);
    check_institutions(&finishing);
    check_families(&finishing);
    check_staffing(&finishing);
    check_entries(&finishing);
    check_unexplained(&finishing);
    check_stock(&finishing);
    return DI_OK;
}
