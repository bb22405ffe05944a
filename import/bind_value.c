/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The forms a value may take (SCENARIO_FORMAT, "Values"), read into the engine's numbers.
 * Values that change with time or group are in bind_quantity.c.
 */
#include <stdlib.h>
#include <string.h>

#include "di/nearest.h"
#include "di/number.h"

#include "bind.h"

const char *const di_bind_disability_ids[DI_DISABILITIES] = {"none", "moderate", "severe"};
const char *const di_bind_sex_ids[DI_SEXES] = {"female", "male"};

void *di_bind_room(struct di_binding *binding, size_t count, size_t size)
{
    void *room = di_arena_alloc(binding->arena, count, size);
    if (room == NULL)
        binding->has_no_memory = true;
    return room;
}

struct di_node *di_bind_member(struct di_binding *binding, struct di_node *object,
                               const char *key)
{
    return di_node_find(binding->sources->arena, object, key);
}

bool di_bind_is_thing(const struct di_node *member)
{
    static const char *const others[] = {"source", "year", "quality", "note"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(member->key, others[i]) == 0)
            return false;
    return !di_node_is_private_key(member->key);
}

uint32_t di_bind_things(const struct di_node *object, struct di_node **things)
{
    uint32_t count = 0;
    if (object == NULL || object->type != DI_NODE_OBJECT)
        return 0;
    for (uint32_t i = 0; i < object->count; i++)
        if (di_bind_is_thing(object->children[i])) {
            if (things != NULL)
                things[count] = object->children[i];
            count++;
        }
    return count;
}

/* ---- reports ---- */

void di_bind_report(struct di_binding *binding, const struct di_node *node,
                    enum di_status status, const char *id, const struct di_argument *arguments,
                    size_t count, const char *hint_id)
{
    struct di_message message;
    di_message_set(&message, id, arguments, count);
    struct di_diagnostic *item =
        di_sources_report(binding->sources, node, DI_SEVERITY_ERROR, status, &message);
    if (item != NULL && hint_id != NULL)
        di_message_set(&item->hint, hint_id, NULL, 0);
}

void di_bind_warn_outside(struct di_binding *binding, const struct di_node *node, int32_t day,
                          double last_day)
{
    struct di_message message;
    if (node == NULL || node->type != DI_NODE_TEXT ||
        (day < binding->model->horizon_days && last_day >= 0))
        return;
    DI_MESSAGE(&message, DI_N_("%1 lies outside the years simulated, so this changes nothing."),
               di_text_arg(node->text));
    (void)di_sources_report(binding->sources, node, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT,
                            &message);
}

/* The first names in the order known; the rest is a matter of reading the format. */
static void hint_known(struct di_message *hint, const char *const *known, size_t count)
{
    char names[240] = "";
    size_t used = 0, i = 0;
    for (; i < count && used + strlen(known[i]) + 8 < sizeof names; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, i == 0 ? "%s" : ", %s",
                                 known[i]);
    if (i < count)
        (void)snprintf(names + used, sizeof names - used, ", ...");
    DI_MESSAGE(hint, DI_N_("Known names: %1"), di_text_arg(names));
}

void di_bind_report_unknown(struct di_binding *binding, const struct di_node *node,
                            const char *what, const char *name, const char *const *known,
                            size_t count)
{
    struct di_message message;
    const char *nearest = count > 0 ? di_nearest_name(name, known, count) : NULL;
    DI_MESSAGE(&message, DI_N_("There is no %1 '%2'."), di_text_arg(what), di_text_arg(name));
    struct di_diagnostic *item = di_sources_report(binding->sources, node, DI_SEVERITY_ERROR,
                                                   DI_ERR_REFERENCE, &message);
    if (item == NULL)
        return;
    if (nearest != NULL)
        DI_MESSAGE(&item->hint, DI_N_("Did you mean '%1'?"), di_text_arg(nearest));
    else if (count > 0)
        hint_known(&item->hint, known, count);
}

void di_bind_use_default(struct di_binding *binding, const struct di_node *object,
                         const char *key, double value, enum di_quality quality)
{
    if (binding->input_count == binding->input_capacity) {
        const size_t wanted = binding->input_capacity == 0 ? 256 : binding->input_capacity * 2;
        struct di_input *larger = realloc(binding->inputs, wanted * sizeof *larger);
        if (larger == NULL) {
            binding->has_no_memory = true;
            return;
        }
        binding->inputs = larger;
        binding->input_capacity = wanted;
    }
    const char *section = binding->section != NULL ? binding->section : "";
    const char *parent =
        object != NULL ? di_node_pointer(binding->sources->arena, object) : section;
    char *pointer = DI_BIND_NEW(binding, strlen(parent) + strlen(key) + 2, char);
    if (pointer == NULL)
        return;
    memcpy(pointer, parent, strlen(parent));
    pointer[strlen(parent)] = '/';
    memcpy(pointer + strlen(parent) + 1, key, strlen(key) + 1);
    binding->inputs[binding->input_count++] = (struct di_input){.pointer = pointer,
                                                                .value = value,
                                                                .origin = DI_ORIGIN_DEFAULT,
                                                                .quality = quality,
                                                                .source = "",
                                                                .changed_by = ""};
}

/* ---- plain values ---- */

static const struct di_node *value_of(const struct di_node *node)
{
    if (node == NULL || node->type != DI_NODE_OBJECT)
        return node;
    for (uint32_t i = 0; i < node->count; i++)
        if (strcmp(node->children[i]->key, "value") == 0)
            return node->children[i];
    return NULL;
}

double di_bind_plain(const struct di_node *node, double fallback)
{
    const struct di_node *value = value_of(node);
    return value != NULL && value->type == DI_NODE_NUMBER ? value->number : fallback;
}

double di_bind_number_or(struct di_binding *binding, struct di_node *object, const char *key,
                         double fallback)
{
    struct di_node *node = di_bind_member(binding, object, key);
    if (node == NULL)
        di_bind_use_default(binding, object, key, fallback, DI_QUALITY_ILLUSTRATIVE);
    return di_bind_plain(node, fallback);
}

double di_bind_number(struct di_binding *binding, struct di_node *object, const char *key,
                      enum di_default fallback)
{
    struct di_node *node = di_bind_member(binding, object, key);
    const double value = di_default_value(fallback);
    if (node == NULL)
        di_bind_use_default(binding, object, key, value, di_default_quality(fallback));
    return di_bind_days(node, value);
}

bool di_bind_flag(struct di_binding *binding, struct di_node *object, const char *key,
                  bool fallback)
{
    const struct di_node *node = di_bind_member(binding, object, key);
    return node != NULL && node->type == DI_NODE_BOOL ? node->boolean : fallback;
}

const char *di_bind_copy_text(struct di_binding *binding, const char *text)
{
    const char *copy = di_arena_copy_text(binding->arena, text);
    if (copy == NULL)
        binding->has_no_memory = true;
    return copy != NULL ? copy : "";
}

const char *di_bind_text(struct di_binding *binding, struct di_node *object, const char *key,
                         const char *fallback)
{
    const struct di_node *node = di_bind_member(binding, object, key);
    if (node == NULL || node->type != DI_NODE_TEXT)
        return fallback;
    const char *copy = di_arena_copy_text(binding->arena, node->text);
    if (copy == NULL)
        binding->has_no_memory = true;
    return copy != NULL ? copy : fallback;
}

bool di_bind_parse_duration(const char *text, double *days_out)
{
    static const struct {
        const char *singular, *plural;
        double days;
    } units[] = {{"day", "days", 1},
                 {"week", "weeks", 7},
                 {"month", "months", DI_DAYS_PER_MONTH},
                 {"year", "years", DI_DAYS_PER_YEAR}};
    char number[DI_NUMBER_TEXT_MAX];
    const char *space = strchr(text, ' ');
    if (space == NULL || (size_t)(space - text) >= sizeof number)
        return false;
    memcpy(number, text, (size_t)(space - text));
    number[space - text] = '\0';
    double count = 0;
    if (!di_number_parse(number, &count) || !(count >= 0) || !(count < 1e9))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(space + 1, units[i].singular) == 0 ||
            strcmp(space + 1, units[i].plural) == 0) {
            *days_out = count * units[i].days;
            return true;
        }
    return false;
}

double di_bind_days(const struct di_node *node, double fallback)
{
    const struct di_node *value = value_of(node);
    double days = fallback;
    if (value != NULL && value->type == DI_NODE_TEXT &&
        di_bind_parse_duration(value->text, &days))
        return days;
    return di_bind_plain(value, fallback);
}

static bool day_of(const struct di_binding *binding, const struct di_node *node,
                   int32_t *day_out)
{
    int32_t civil = 0;
    if (node == NULL || node->type != DI_NODE_TEXT || !di_date_parse(node->text, &civil))
        return false;
    *day_out = civil - binding->model->start_civil_day;
    return true;
}

int32_t di_bind_day(struct di_binding *binding, struct di_node *object, const char *key)
{
    int32_t day = DI_NO_DAY;
    return day_of(binding, di_bind_member(binding, object, key), &day) ? day : DI_NO_DAY;
}

struct di_name di_bind_name(struct di_binding *binding, struct di_node *thing)
{
    struct di_node *name = di_bind_member(binding, thing, "name");
    struct di_name bound = {.id = di_arena_copy_text(binding->arena, thing->key)};
    if (bound.id == NULL) {
        binding->has_no_memory = true;
        bound.id = thing->key; /* so that look-ups stay safe until the load gives up */
    }
    bound.name_en = di_bind_text(binding, thing, "name", bound.id);
    bound.name_ru = bound.name_en;
    if (name != NULL && name->type == DI_NODE_OBJECT) {
        bound.name_en = di_bind_text(binding, name, "en", bound.id);
        bound.name_ru = di_bind_text(binding, name, "ru", bound.name_en);
    }
    return bound;
}

const double *di_bind_list(struct di_binding *binding, struct di_node *node, uint32_t count)
{
    if (node == NULL || node->type != DI_NODE_ARRAY || node->count != count)
        return NULL;
    double *list = DI_BIND_NEW(binding, count, double);
    for (uint32_t i = 0; list != NULL && i < count; i++)
        list[i] = di_bind_plain(node->children[i], 0);
    return list;
}

const double *di_bind_weights(struct di_binding *binding, struct di_node *node, uint32_t count)
{
    const double *weights = di_bind_list(binding, node, count);
    double sum = 0;
    for (uint32_t i = 0; weights != NULL && i < count; i++)
        sum += weights[i];
    if (weights != NULL && !(sum > 0))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("All weights here are 0; one at least has to be above 0."),
                       DI_N_("Leave the list out for equal weights."), di_text_arg(""));
    return weights;
}

/* ---- references ---- */

uint32_t di_bind_choice(struct di_binding *binding, const struct di_node *node, const char *id,
                        const char *what, const char *const *known, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(known[i], id) == 0)
            return (uint32_t)i;
    di_bind_report_unknown(binding, node, what, id, known, count);
    return UINT32_MAX;
}

/* Regions, settings and reasons all begin with their name. Tables are short enough to walk. */
static const char *id_at(const void *table, size_t stride, size_t i)
{
    const struct di_name *name = (const void *)((const char *)table + i * stride);
    return name->id;
}

static uint16_t find_named(struct di_binding *binding, const struct di_node *node,
                           const char *what, const void *table, size_t stride, uint32_t count)
{
    if (node == NULL || node->type != DI_NODE_TEXT)
        return DI_NONE;
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(id_at(table, stride, i), node->text) == 0)
            return (uint16_t)i;
    const char **ids = DI_ARENA_NEW(binding->sources->arena, count, const char *);
    for (uint32_t i = 0; ids != NULL && i < count; i++)
        ids[i] = id_at(table, stride, i);
    if (ids == NULL)
        binding->has_no_memory = true;
    else
        di_bind_report_unknown(binding, node, what, node->text, ids, count);
    return DI_NONE;
}

uint16_t di_bind_region(struct di_binding *binding, const struct di_node *node)
{
    return find_named(binding, node, DI_N_("region"), binding->model->regions,
                      sizeof *binding->model->regions, binding->model->region_count);
}

uint16_t di_bind_setting(struct di_binding *binding, const struct di_node *node)
{
    return find_named(binding, node, DI_N_("setting"), binding->model->settings,
                      sizeof *binding->model->settings, binding->model->setting_count);
}

uint16_t di_bind_reason(struct di_binding *binding, const struct di_node *node)
{
    const struct di_reason *reasons = binding->model->reasons;
    const uint16_t found = find_named(binding, node, DI_N_("reason"), reasons, sizeof *reasons,
                                      binding->model->reason_count);
    if (found == DI_NONE || !reasons[found].is_unexplained)
        return found;
    DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                   DI_N_("The reason '%1' is bookkeeping (it has 'unexplained_into'); nobody "
                         "enters care by it."),
                   DI_N_("Name another reason."), di_text_arg(node->text));
    return DI_NONE;
}

uint32_t di_bind_band(struct di_binding *binding, const struct di_node *node, const char *id)
{
    return di_bind_choice(binding, node, id, DI_N_("age band"), binding->model->age_band_id,
                          binding->model->age_band_count);
}

uint8_t di_bind_disability_mask(struct di_binding *binding, struct di_node *list,
                                uint8_t fallback)
{
    uint8_t mask = 0;
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return fallback;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct di_node *item = list->children[i];
        const uint32_t d = item->type == DI_NODE_TEXT
                               ? di_bind_choice(binding, item, item->text, DI_N_("disability"),
                                                di_bind_disability_ids, DI_DISABILITIES)
                               : UINT32_MAX;
        if (d != UINT32_MAX)
            mask = (uint8_t)(mask | 1u << d);
    }
    return mask;
}
