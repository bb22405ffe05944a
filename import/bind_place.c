/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time and places: horizon, age bands, regions, settings, institutions. Tables keep the
 * order of the file; nothing but display depends on it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bind.h"

/* ---- horizon ---- */

static const char *band_name(struct di_binding *binding, double from, double to)
{
    char text[48];
    if (from >= 18)
        (void)snprintf(text, sizeof text, "age_18_plus");
    else
        (void)snprintf(text, sizeof text, "age_%d_%d", (int)from, (int)to - 1);
    return di_bind_copy_text(binding, text);
}

static void bind_bands(struct di_binding *binding, struct di_node *list)
{
    static const double usual[] = {3, 7, 12, 15};
    struct di_model *model = binding->model;
    double *from = model->age_band_from;
    const bool is_given = list != NULL && list->type == DI_NODE_ARRAY;
    const uint32_t given = is_given ? list->count : 4;
    uint32_t count = 0;
    from[count++] = 0;
    for (uint32_t i = 0; i < given && count < DI_AGE_BANDS_MAX - 1; i++) {
        const double edge = is_given ? di_bind_plain(list->children[i], 0) : usual[i];
        if (edge > from[count - 1] && edge < 18 && floor(edge) == edge)
            from[count++] = edge;
        else
            DI_BIND_REPORT(binding, list->children[i], DI_ERR_RANGE,
                           DI_N_("%1 is not a lower edge of an age band here: whole years, "
                                 "ascending, between 1 and 17."),
                           DI_N_("Example: [3, 7, 12, 15]."), di_real_arg(edge));
    }
    from[count++] = 18;
    model->age_band_count = count;
    for (uint32_t i = 0; i < count; i++)
        model->age_band_id[i] =
            band_name(binding, from[i], i + 1 < count ? from[i + 1] : HUGE_VAL);
}

/* Months go by the calendar, to the last day of one that is too short; what is left of a month
 * goes by days. So years and quarters end where they should. */
static int32_t days_of_years(int32_t start_civil_day, double years)
{
    int32_t year, month, day;
    di_date_to_civil(start_civil_day, &year, &month, &day);
    const double months = years * 12;
    const int32_t whole = (int32_t)floor(months + 1e-6);
    const int32_t first = month - 1 + whole;
    const int32_t begin = di_date_from_civil(year + first / 12, first % 12 + 1, 1);
    const int32_t next = di_date_from_civil(year + (first + 1) / 12, (first + 1) % 12 + 1, 1);
    const int32_t last = day <= next - begin ? day : next - begin;
    const double rest = fmax(months - whole, 0) * DI_DAYS_PER_MONTH;
    return begin + last - 1 - start_civil_day + (int32_t)lround(rest);
}

void di_bind_horizon(struct di_binding *binding)
{
    struct di_model *model = binding->model;
    struct di_node *horizon = di_bind_member(binding, binding->root, "horizon");
    const struct di_node *start = di_bind_member(binding, horizon, "start");
    model->start_civil_day = di_date_from_civil(2026, 1, 1);
    if (start != NULL && start->type == DI_NODE_TEXT)
        (void)di_date_parse(start->text, &model->start_civil_day);
    double years = di_bind_plain(di_bind_member(binding, horizon, "years"), 10);
    years = fmin(fmax(years, 1.0 / 365), DI_HORIZON_YEARS_MAX);
    model->horizon_days = days_of_years(model->start_civil_day, years);
    model->horizon_years = years;
    bind_bands(binding, di_bind_member(binding, horizon, "age_bands"));
}

/* ---- regions ---- */

struct di_node **di_bind_things_of(struct di_binding *binding, const char *section,
                                   uint32_t most, uint32_t *count_out)
{
    struct di_node *object = di_bind_member(binding, binding->root, section);
    uint32_t count = di_bind_things(object, NULL);
    struct di_node **things = DI_ARENA_NEW(binding->sources->arena, count, struct di_node *);
    if (things == NULL)
        binding->has_no_memory = true;
    else
        (void)di_bind_things(object, things);
    if (count > most)
        DI_BIND_REPORT(binding, object, DI_ERR_LIMIT,
                       DI_N_("There are %1 entries here; at most %2 are possible."), NULL,
                       di_integer_arg(count), di_integer_arg(most));
    *count_out = things == NULL ? 0 : count > most ? most : count;
    return things;
}

static const double *even_weights(struct di_binding *binding)
{
    double *weights = DI_BIND_NEW(binding, 18, double);
    for (uint32_t i = 0; weights != NULL && i < 18; i++)
        weights[i] = 1;
    return weights;
}

static const double *weights_of(struct di_binding *binding, struct di_node *object,
                                const char *key, const double *fallback)
{
    const double *weights = di_bind_weights(binding, di_bind_member(binding, object, key), 18);
    return weights != NULL ? weights : fallback;
}

static void read_neighbours(struct di_binding *binding, struct di_node *node, uint16_t self,
                            uint32_t *pairs, double *distance)
{
    struct di_node *object = di_bind_member(binding, node, "neighbours");
    const struct di_model *model = binding->model;
    for (uint32_t i = 0; object != NULL && object->type == DI_NODE_OBJECT && i < object->count;
         i++) {
        const struct di_node *member = object->children[i];
        if (!di_bind_is_thing(member))
            continue;
        struct di_node named = *member;
        named.type = DI_NODE_TEXT;
        named.text = member->key;
        const uint16_t other = di_bind_region(binding, &named);
        if (other == self)
            DI_BIND_REPORT(binding, member, DI_ERR_INCONSISTENT,
                           DI_N_("The region '%1' cannot be its own neighbour."), NULL,
                           di_text_arg(member->key));
        else if (other != DI_NONE && *pairs < UINT32_MAX)
            distance[(size_t)self * model->region_count + other] = di_bind_plain(member, 0);
        (*pairs)++;
    }
}

/* Given from one side it counts from both; given from both, each side keeps its own. */
static void link_regions(struct di_binding *binding, struct di_node *const *nodes,
                         struct di_region *regions)
{
    const uint32_t count = binding->model->region_count;
    const size_t cells = (size_t)count * count;
    double *distance = malloc((cells + 1) * sizeof *distance);
    if (distance == NULL) {
        binding->has_no_memory = true;
        return;
    }
    for (size_t i = 0; i < cells; i++)
        distance[i] = -1;
    uint32_t pairs = 0;
    for (uint32_t i = 0; i < count; i++)
        read_neighbours(binding, nodes[i], (uint16_t)i, &pairs, distance);
    for (uint32_t i = 0; pairs > 0 && i < count; i++) {
        struct di_neighbour *list = DI_BIND_NEW(binding, count, struct di_neighbour);
        regions[i].neighbours = list;
        for (uint32_t j = 0; list != NULL && j < count; j++) {
            const double own = distance[(size_t)i * count + j];
            const double other = distance[(size_t)j * count + i];
            if (own >= 0 || other >= 0)
                list[regions[i].neighbour_count++] =
                    (struct di_neighbour){(uint16_t)j, own >= 0 ? own : other};
        }
    }
    free(distance);
}

void di_bind_regions(struct di_binding *binding)
{
    uint32_t count = 0;
    struct di_node **nodes = di_bind_things_of(binding, "regions", DI_REGIONS_MAX, &count);
    struct di_region *regions = DI_BIND_NEW(binding, count, struct di_region);
    const double *even = even_weights(binding);
    if (regions == NULL || even == NULL)
        return;
    binding->model->regions = regions;
    binding->model->region_count = count;
    for (uint32_t i = 0; i < count; i++)
        regions[i].name = di_bind_name(binding, nodes[i]);
    for (uint32_t i = 0; i < count; i++) {
        struct di_node *population = di_bind_member(binding, nodes[i], "population_0_17");
        regions[i].population = di_bind_series(binding, population, 0);
        regions[i].age_weights = weights_of(binding, nodes[i], "age_weights", even);
    }
    link_regions(binding, nodes, regions);
}

/* ---- settings ---- */

static enum di_kind kind_of(struct di_binding *binding, struct di_node *node)
{
    const struct di_node *kind = di_bind_member(binding, node, "kind");
    for (int k = 0; kind != NULL && kind->type == DI_NODE_TEXT && k < DI_KIND_COUNT; k++)
        if (strcmp(di_kind_id((enum di_kind)k), kind->text) == 0)
            return (enum di_kind)k;
    return DI_KIND_INSTITUTION;
}

static bool is_used_by(struct di_binding *binding, const char *section, const char *id)
{
    const struct di_node *object = di_bind_member(binding, binding->root, section);
    for (uint32_t i = 0; object != NULL && object->type == DI_NODE_OBJECT && i < object->count;
         i++) {
        const struct di_node *setting = di_bind_member(binding, object->children[i], "setting");
        if (setting != NULL && setting->type == DI_NODE_TEXT && strcmp(setting->text, id) == 0)
            return true;
    }
    return false;
}

static void bind_places(struct di_binding *binding, struct di_node *node,
                        struct di_setting *setting)
{
    struct di_node *capacity = di_bind_member(binding, node, "capacity");
    const bool has_units = is_used_by(binding, "institutions", setting->name.id);
    const bool has_carers = is_used_by(binding, "carers", setting->name.id);
    setting->capacity = (struct di_quantity){.series = di_bind_constant(binding, 0)};
    if (capacity != NULL && (has_units || has_carers)) {
        DI_BIND_REPORT(binding, capacity, DI_ERR_INCONSISTENT,
                       DI_N_("'%1' has a capacity of its own and places listed one by one."),
                       DI_N_("Remove 'capacity', or the entries in institutions or carers."),
                       di_text_arg(setting->name.id));
        return;
    }
    setting->places = DI_PLACES_UNLIMITED;
    if (has_units)
        setting->places = DI_PLACES_UNITS;
    else if (has_carers)
        setting->places = DI_PLACES_FAMILIES;
    else if (capacity != NULL && capacity->type != DI_NODE_TEXT) {
        setting->places = DI_PLACES_POOL;
        setting->capacity = di_bind_quantity(binding, capacity, 0);
    } else if (capacity == NULL && di_kind_is_formal_care(setting->kind) &&
               setting->kind != DI_KIND_KINSHIP && setting->kind != DI_KIND_UNPLACED)
        DI_BIND_REPORT(binding, node, DI_ERR_MISSING, DI_N_("The setting '%1' has no places."),
                       di_kind_is_foster(setting->kind)
                           ? DI_N_("List its families in 'carers', or give 'capacity'.")
                           : DI_N_("List its places in 'institutions', or give 'capacity'."),
                       di_text_arg(setting->name.id));
}

static void bind_leaving(struct di_binding *binding, struct di_node *node,
                         struct di_setting *setting)
{
    struct di_node *shares = di_bind_member(binding, node, "leaving_shares");
    double sum = 0;
    if (shares == NULL) {
        setting->leaving_share[DI_LEAVING_INDEPENDENT] = 1;
        return;
    }
    for (uint32_t i = 0; i < DI_LEAVINGS; i++) {
        setting->leaving_share[i] = di_bind_plain(
            di_bind_member(binding, shares, di_leaving_id((enum di_leaving)i)), 0);
        sum += setting->leaving_share[i];
    }
    if (fabs(sum - 1) > 1e-6)
        DI_BIND_REPORT(binding, shares, DI_ERR_INCONSISTENT,
                       DI_N_("The shares add up to %1, not to 1."), NULL, di_real_arg(sum));
}

static void bind_supply_response(struct di_binding *binding, struct di_node *node,
                                 struct di_setting *setting)
{
    setting->supply_reason = di_bind_reason(binding, di_bind_member(binding, node, "reason"));
    setting->supply_response_per_year =
        di_bind_plain(di_bind_member(binding, node, "entries_per_empty_bed_per_year"), 0);
    if (setting->supply_reason == DI_NONE) /* absent, or reported */
        setting->supply_response_per_year = 0;
    if (setting->supply_response_per_year > 0 && !di_kind_is_residential(setting->kind))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("Beds of kind '%1' draw nobody; only institutions and small group "
                             "homes do."),
                       NULL, di_text_arg(di_kind_id(setting->kind)));
}

static void bind_setting(struct di_binding *binding, struct di_node *node,
                         struct di_setting *setting)
{
    setting->in_residential_statistics = di_bind_flag(
        binding, node, "in_residential_statistics", di_kind_is_residential(setting->kind));
    setting->in_entry_ladder =
        di_bind_flag(binding, node, "entry_ladder",
                     di_kind_is_residential(setting->kind) ||
                         di_kind_is_foster(setting->kind) || setting->kind == DI_KIND_KINSHIP);
    bind_places(binding, node, setting);
    const char *on_full = di_bind_text(binding, node, "on_full", "refuse");
    setting->on_full =
        strcmp(on_full, "overfill") == 0 ? DI_ON_FULL_OVERFILL : DI_ON_FULL_REFUSE;
    setting->age_from_years = di_bind_plain(di_bind_member(binding, node, "age_from_years"), 0);
    setting->age_to_years =
        di_bind_plain(di_bind_member(binding, node, "age_to_years"), HUGE_VAL);
    setting->disability_mask =
        di_bind_disability_mask(binding, di_bind_member(binding, node, "disability"), 7);
    setting->stay18_share =
        di_bind_quantity(binding, di_bind_member(binding, node, "stay18_share"), 0);
    setting->leave_age_years = di_bind_plain(di_bind_member(binding, node, "leave_age_years"),
                                             di_default_value(DI_DEFAULT_leave_age_years));
    bind_leaving(binding, node, setting);
    setting->max_stay_days = HUGE_VAL;
    if (setting->kind == DI_KIND_EMERGENCY_FOSTER)
        setting->max_stay_days =
            di_bind_number(binding, node, "max_stay_days", DI_DEFAULT_emergency_max_stay_days);
    else
        setting->max_stay_days =
            di_bind_days(di_bind_member(binding, node, "max_stay_days"), HUGE_VAL);
    setting->assess_from_day = di_bind_day(binding, node, "assess_from");
    bind_supply_response(binding, di_bind_member(binding, node, "supply_response"), setting);
    setting->published_stock = di_bind_text(binding, node, "published_stock", NULL);
}

static void bind_builtin(struct di_binding *binding, uint32_t index, struct di_setting *setting)
{
    const struct di_builtin *builtin = di_setting_builtin(index);
    setting->name =
        (struct di_name){.id = builtin->id, .name_en = builtin->name, .name_ru = builtin->name};
    setting->kind = builtin->kind;
    setting->places = DI_PLACES_UNLIMITED;
    setting->capacity.series = di_bind_constant(binding, 0);
    setting->age_to_years = HUGE_VAL;
    setting->disability_mask = 7;
    setting->stay18_share.series = di_bind_constant(binding, 0);
    setting->leave_age_years = di_default_value(DI_DEFAULT_leave_age_years);
    setting->leaving_share[DI_LEAVING_INDEPENDENT] = 1;
    setting->max_stay_days = HUGE_VAL;
    setting->assess_from_day = DI_NO_DAY;
}

static bool is_builtin_id(const char *id)
{
    for (uint32_t i = 0; i < DI_SETTING_BUILTIN_COUNT; i++)
        if (strcmp(di_setting_builtin(i)->id, id) == 0)
            return true;
    return strcmp(id, "all") == 0 || strcmp(id, "spontaneous_home") == 0 ||
           strcmp(id, "independent") == 0 || strcmp(id, "breakdown") == 0 ||
           strcmp(id, "transfer") == 0 || strcmp(id, "reentry") == 0;
}

static uint32_t keep_own(struct di_binding *binding, struct di_node **nodes, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *id = nodes[i]->key;
        if (!is_builtin_id(id))
            nodes[kept++] = nodes[i];
        else if (strcmp(id, "unplaced") != 0 && strcmp(id, "home") != 0)
            DI_BIND_REPORT(binding, nodes[i], DI_ERR_INCONSISTENT,
                           DI_N_("The name '%1' is reserved by the model."),
                           DI_N_("Choose another id for this setting."), di_text_arg(id));
    }
    return kept;
}

void di_bind_settings(struct di_binding *binding)
{
    uint32_t count = 0;
    struct di_node *section = di_bind_member(binding, binding->root, "settings");
    struct di_node **nodes = di_bind_things_of(binding, "settings", DI_SETTINGS_MAX, &count);
    count = keep_own(binding, nodes, count);
    const uint32_t total = DI_SETTING_BUILTIN_COUNT + count;
    struct di_setting *settings = DI_BIND_NEW(binding, total, struct di_setting);
    if (settings == NULL)
        return;
    binding->model->settings = settings;
    binding->model->setting_count = total;
    for (uint32_t i = 0; i < DI_SETTING_BUILTIN_COUNT; i++)
        bind_builtin(binding, i, &settings[i]);
    for (uint32_t i = DI_SETTING_BUILTIN_COUNT; i < total; i++) {
        settings[i].name = di_bind_name(binding, nodes[i - DI_SETTING_BUILTIN_COUNT]);
        settings[i].kind = kind_of(binding, nodes[i - DI_SETTING_BUILTIN_COUNT]);
    }
    struct di_node *home = di_bind_member(binding, section, "home");
    di_bind_pathways(binding, di_bind_member(binding, section, "unplaced"),
                     &settings[DI_SETTING_UNPLACED], DI_SETTING_UNPLACED);
    for (uint16_t i = DI_SETTING_HOME_MONITORED; i <= DI_SETTING_HOME_CLOSED; i++)
        di_bind_pathways(binding, home, &settings[i], i);
    for (uint32_t i = DI_SETTING_BUILTIN_COUNT; i < total; i++) {
        struct di_node *node = nodes[i - DI_SETTING_BUILTIN_COUNT];
        di_bind_check_kind(binding, node, settings[i].kind);
        bind_setting(binding, node, &settings[i]);
        di_bind_pathways(binding, node, &settings[i], (uint16_t)i);
    }
}

/* ---- institutions ---- */

void di_bind_check_unit_setting(struct di_binding *binding, struct di_node *node,
                                uint16_t setting, bool is_family)
{
    if (setting == DI_NONE)
        return;
    const enum di_kind kind = binding->model->settings[setting].kind;
    const bool fits = is_family ? di_kind_is_foster(kind) : di_kind_is_residential(kind);
    if (!fits)
        DI_BIND_REPORT(binding, di_bind_member(binding, node, "setting"), DI_ERR_INCONSISTENT,
                       is_family ? DI_N_("'%1' is of kind '%2'; carers need a foster kind.")
                                 : DI_N_("'%1' is of kind '%2'; institutions need the kind "
                                         "institution or sgh."),
                       NULL, di_text_arg(binding->model->settings[setting].name.id),
                       di_text_arg(di_kind_id(kind)));
}

uint32_t di_bind_whole(const struct di_node *node, double fallback, double most)
{
    return (uint32_t)fmin(fmax(di_bind_plain(node, fallback), 0), most);
}

void di_bind_institutions(struct di_binding *binding)
{
    uint32_t count = 0;
    struct di_node **nodes =
        di_bind_things_of(binding, "institutions", DI_INSTITUTIONS_MAX, &count);
    struct di_institution *list = DI_BIND_NEW(binding, count, struct di_institution);
    if (list == NULL)
        return;
    binding->model->institutions = list;
    binding->model->institution_count = count;
    for (uint32_t i = 0; i < count; i++) {
        struct di_institution *item = &list[i];
        item->name = di_bind_name(binding, nodes[i]);
        item->region = di_bind_region(binding, di_bind_member(binding, nodes[i], "region"));
        item->setting = di_bind_setting(binding, di_bind_member(binding, nodes[i], "setting"));
        di_bind_check_unit_setting(binding, nodes[i], item->setting, false);
        item->count = di_bind_whole(di_bind_member(binding, nodes[i], "count"), 1, 1e6);
        item->capacity =
            di_bind_series(binding, di_bind_member(binding, nodes[i], "capacity"), 0);
        item->moratorium_day = di_bind_day(binding, nodes[i], "moratorium_from");
        item->assess_from_day = di_bind_day(binding, nodes[i], "assess_from");
        item->wind_down_day = di_bind_day(binding, nodes[i], "wind_down_from");
        item->close_by_day = di_bind_day(binding, nodes[i], "close_by");
    }
}
