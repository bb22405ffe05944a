/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits of the resolved scenario, one pointer each: what the fit does not touch stays as it
 * stands. A fitted number says where it comes from, and what stood there before is kept beside
 * it under "x-before". The value itself, which holds before the start, is not fitted: the fit
 * is in the steps.
 */
#include "calibration_scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/scenario_input.h"
#include "di/time.h"

/* Edits in the making; texts are owned. */
struct edits {
    struct di_scenario_edit *items;
    size_t count, room;
    bool has_no_memory;
};

static void finish(struct edits *edits)
{
    for (size_t i = 0; i < edits->count; i++) {
        void *owned[2];
        memcpy(&owned[0], &edits->items[i].pointer, sizeof owned[0]); /* made by add */
        memcpy(&owned[1], &edits->items[i].json, sizeof owned[1]);
        free(owned[0]);
        free(owned[1]);
    }
    free(edits->items);
}

/* Takes `value`. */
static void add(struct edits *edits, const char *pointer, const char *member, json_t *value)
{
    const size_t size = strlen(pointer) + strlen(member) + 2;
    char *whole = malloc(size);
    char *text =
        value == NULL
            ? NULL
            : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(value);
    if (edits->count == edits->room) {
        const size_t room = edits->room == 0 ? 64 : 2 * edits->room;
        struct di_scenario_edit *items = realloc(edits->items, room * sizeof *items);
        edits->has_no_memory = edits->has_no_memory || items == NULL;
        if (items != NULL) {
            edits->items = items;
            edits->room = room;
        }
    }
    if (whole == NULL || text == NULL || edits->count == edits->room) {
        edits->has_no_memory = true;
        free(whole);
        free(text);
        return;
    }
    (void)snprintf(whole, size, "%s%s%s", pointer, member[0] != '\0' ? "/" : "", member);
    edits->items[edits->count++] = (struct di_scenario_edit){whole, text};
}

static char *lay_over(struct edits *edits, const char *head)
{
    char *text = edits->has_no_memory || head == NULL
                     ? NULL
                     : di_scenario_patch_text(edits->items, edits->count, head);
    finish(edits);
    return text;
}

static void calibrated_id(const struct di_model *model, char id[DI_CALIBRATED_ID_MAX])
{
    (void)snprintf(id, DI_CALIBRATED_ID_MAX, "%.53s_calibrated", model->id);
}

/* ---- room for unexplained flows ---- */

static bool has_unexplained_exit(const struct di_setting *setting)
{
    for (uint32_t p = 0; p < setting->pathway_count; p++)
        if (setting->pathways[p].target == DI_SETTING_UNEXPLAINED_OUT)
            return true;
    return false;
}

static bool has_unexplained_entry(const struct di_model *model, uint16_t setting)
{
    for (uint32_t n = 0; n < model->reason_count; n++)
        if (model->reasons[n].is_unexplained && model->reasons[n].unexplained_into == setting)
            return true;
    return false;
}

static bool has_reason(const struct di_model *model, const char *id)
{
    for (uint32_t n = 0; n < model->reason_count; n++)
        if (strcmp(model->reasons[n].name.id, id) == 0)
            return true;
    return false;
}

static json_t *no_flow(void)
{
    return json_pack("{s:i, s:s, s:s}", "value", 0, "source",
                     "homeward calibrate: no unexplained flow", "quality", "estimated");
}

static void add_exit(struct edits *edits, const struct di_setting *setting)
{
    char pointer[160];
    (void)snprintf(pointer, sizeof pointer, "/settings/%s/pathways/unexplained_out",
                   setting->name.id);
    add(edits, pointer, "",
        json_pack("{s:s, s:s, s:o}", "mode", "by_rate", "clock", "none", "rate_per_year",
                  no_flow()));
}

static void add_entry(struct edits *edits, const struct di_model *model,
                      const struct di_setting *setting)
{
    char pointer[160];
    const char *const roots[] = {"unexplained_", "unexplained_into_"};
    char id[65];
    for (size_t i = 0; i < 2; i++) {
        (void)snprintf(id, sizeof id, "%s%.47s", roots[i], setting->name.id);
        if (!has_reason(model, id))
            break;
    }
    (void)snprintf(pointer, sizeof pointer, "/reasons/%s", id);
    add(edits, pointer, "",
        json_pack("{s:o, s:s}", "children_per_year", no_flow(), "unexplained_into",
                  setting->name.id));
}

static bool takes_entries(const struct di_setting *setting)
{
    return di_kind_is_formal_care(setting->kind) && setting->places != DI_PLACES_FAMILIES;
}

static bool is_counted(const struct di_targets *targets, uint16_t setting)
{
    for (uint32_t n = 0; n < targets->count; n++)
        for (uint32_t i = 0; targets->series[n].measure == DI_TARGET_STOCK &&
                             i < targets->series[n].setting_count;
             i++)
            if (targets->series[n].settings[i] == setting)
                return true;
    return false;
}

char *di_calibration_base_text(const struct di_scenario *scenario,
                               const struct di_targets *targets)
{
    const struct di_model *model = scenario->model;
    struct edits edits = {0};
    char id[DI_CALIBRATED_ID_MAX];
    calibrated_id(model, id);
    for (uint16_t s = DI_SETTING_BUILTIN_COUNT; s < model->setting_count; s++) {
        const struct di_setting *setting = &model->settings[s];
        if (!is_counted(targets, s))
            continue;
        if (!has_unexplained_exit(setting) && setting->pathway_count < DI_PATHWAYS_MAX)
            add_exit(&edits, setting);
        if (takes_entries(setting) && !has_unexplained_entry(model, s))
            add_entry(&edits, model, setting);
    }
    char *head = di_scenario_copy_text(scenario, id, "", NULL);
    char *text = lay_over(&edits, head);
    free(head);
    return text;
}

/* ---- fitted numbers ---- */

struct writing {
    const struct di_calibrated *of;
    struct edits edits;
    json_t *root; /* of the base text */
};

static json_t *at_pointer(json_t *root, const char *pointer)
{
    char part[128];
    json_t *node = root;
    while (node != NULL && *pointer == '/') {
        const size_t length = strcspn(++pointer, "/");
        (void)snprintf(part, sizeof part, "%.*s", (int)length, pointer);
        pointer += length;
        node = json_object_get(node, part);
    }
    return node;
}

/* A number that is drawn keeps its spread: its steps multiply what is drawn. */
static json_t *steps_of(const struct di_model *model, const struct di_series *series,
                        bool is_drawn)
{
    json_t *steps = json_array();
    const double value = series->value[0];
    for (uint32_t i = 1; i < series->count; i++) {
        char date[16];
        di_date_format(model->start_civil_day + series->day[i], date);
        const bool is_share = is_drawn && value > 0;
        (void)json_array_append_new(
            steps, json_pack("{s:s, s:f}", "from", date, is_share ? "multiply" : "set",
                             is_share ? series->value[i] / value : series->value[i]));
    }
    return steps;
}

/* What stood there is kept from the first fit on. */
static void keep_old(json_t *object, const json_t *old)
{
    if (old != NULL && json_object_get(old, "x-before") == NULL)
        (void)json_object_set_new(object, "x-before", json_deep_copy(old));
}

/* The year the lever's last figure is of. */
static int32_t last_year_of(const struct di_calibration *fit, const struct di_lever *lever)
{
    int32_t last = fit->first_year;
    for (uint32_t y = 0; y < fit->years; y++)
        if (lever->is_fitted[y])
            last = fit->first_year + (int32_t)y;
    return last;
}

/* The number with everything it had (multipliers by group, its distribution) but the steps. A
 * rate that never changes has none. `old`: as it stood, NULL if it did not. */
static void write_number(struct writing *writing, const char *pointer, const json_t *old,
                         const struct di_series *series, const struct di_lever *lever)
{
    const struct di_calibrated *of = writing->of;
    char source[256];
    if (series->count < 2 && lever->kind == DI_LEVER_UNEXPLAINED)
        return; /* zero, as it stands */
    json_t *object = json_is_object(old) ? json_deep_copy(old) : json_object();
    json_t *steps = steps_of(of->model, series, json_object_get(old, "uncertain") != NULL);
    (void)snprintf(source, sizeof source, "homeward calibrate: %.120s, series %s",
                   of->targets_name, of->targets->series[lever->series].id);
    (void)json_object_set_new(object, "value", json_real(series->value[0]));
    (void)json_object_del(object, "steps");
    if (json_array_size(steps) > 0)
        (void)json_object_set(object, "steps", steps);
    json_decref(steps);
    (void)json_object_set_new(object, "source", json_string(source));
    (void)json_object_set_new(object, "year", json_integer(last_year_of(of->fit, lever)));
    (void)json_object_set_new(object, "quality", json_string("estimated"));
    if (lever->kind != DI_LEVER_UNEXPLAINED)
        keep_old(object, old);
    add(&writing->edits, pointer, "", object);
}

static const char *base_key(const struct di_reason *reason)
{
    if (reason->base_is_per_1000)
        return reason->base_counts_children ? "children_per_1000_per_year"
                                            : "groups_per_1000_per_year";
    return reason->base_counts_children ? "children_per_year" : "groups_per_year";
}

static void write_reason(struct writing *writing, uint16_t reason,
                         const struct di_series *series, const struct di_lever *lever)
{
    const struct di_reason *of = &writing->of->model->reasons[reason];
    char pointer[200];
    (void)snprintf(pointer, sizeof pointer, "/reasons/%s/%s", of->name.id, base_key(of));
    write_number(writing, pointer, at_pointer(writing->root, pointer), series, lever);
}

/* ---- pathways ---- */

static json_t *multipliers(const double *factors, const char *const *ids, uint32_t count)
{
    json_t *object = json_object();
    for (uint32_t i = 0; i < count; i++)
        (void)json_object_set_new(object, ids[i], json_real(factors[i]));
    return object;
}

static json_t *groups_of(const struct di_model *model, const struct di_quantity *factor)
{
    static const char *const disabilities[] = {"none", "moderate", "severe"};
    json_t *by = json_object();
    if (factor->by_age_band != NULL)
        (void)json_object_set_new(
            by, "age_band",
            multipliers(factor->by_age_band, model->age_band_id, model->age_band_count));
    if (factor->by_disability != NULL)
        (void)json_object_set_new(
            by, "disability",
            multipliers(factor->by_disability, disabilities, DI_DISABILITIES));
    return by;
}

/* A cause that only the model's defaults give is written out, with its defaults; its number by
 * group is the factor's, which is fitted. @return that factor */
static json_t *write_default(struct writing *writing, const char *pointer,
                             const struct di_pathway *pathway)
{
    static const char *const clocks[] = {"none", "place", "state", "care", "home"};
    const struct di_hazard *hazard = &pathway->hazard;
    json_t *rates = json_array(), *from = json_array();
    for (uint32_t i = 0; i < hazard->pieces; i++) {
        (void)json_array_append_new(rates, json_real(hazard->rate_per_year[i]));
        (void)json_array_append_new(from, json_real(hazard->from_years[i]));
    }
    add(&writing->edits, pointer, "",
        json_pack("{s:s, s:s, s:o, s:o}", "mode", "by_rate", "clock", clocks[pathway->clock],
                  "rates_per_year", rates, "from_years", from));
    json_t *by = groups_of(writing->of->model, &hazard->factor);
    json_t *factor = json_pack("{s:i}", "value", 1);
    if (json_object_size(by) > 0)
        (void)json_object_set(factor, "by", by);
    json_decref(by);
    return factor;
}

static void write_pathway(struct writing *writing, const struct di_lever_input *input,
                          const struct di_series *series, const struct di_lever *lever)
{
    const struct di_model *model = writing->of->model;
    const struct di_setting *setting = &model->settings[input->setting];
    const struct di_pathway *pathway = &setting->pathways[input->pathway];
    char pointer[256];
    const size_t size = sizeof pointer;
    /* the numbers of `unplaced` and the home states stand under their own ids */
    const int used = snprintf(pointer, size, "/settings/%s/pathways/%s", setting->name.id,
                              di_pathway_destination(model, pathway));
    json_t *object = at_pointer(writing->root, pointer);
    json_t *factor = object == NULL ? write_default(writing, pointer, pathway) : NULL;
    const bool is_constant = json_object_get(object, "rate_per_year") != NULL;
    if (used > 0 && (size_t)used < size)
        (void)snprintf(pointer + used, size - (size_t)used, "/%s",
                       is_constant ? "rate_per_year" : "factor");
    write_number(writing, pointer, factor != NULL ? factor : at_pointer(writing->root, pointer),
                 series, lever);
    json_decref(factor);
}

static void write_levers(struct writing *writing, bool only_unexplained)
{
    const struct di_calibration *fit = writing->of->fit;
    for (uint32_t n = 0; n < fit->lever_count; n++) {
        const struct di_lever *lever = &fit->levers[n];
        const bool is_unexplained = lever->kind == DI_LEVER_UNEXPLAINED;
        if (only_unexplained && !is_unexplained)
            continue;
        for (uint32_t i = 0; i < lever->input_count; i++) {
            const struct di_lever_input *input = &lever->inputs[i];
            if (input->reason != DI_NONE)
                write_reason(writing, input->reason, &lever->fitted[i], lever);
            if (input->pathway != UINT32_MAX)
                write_pathway(writing, input,
                              is_unexplained ? &lever->fitted_out[i] : &lever->fitted[i],
                              lever);
        }
    }
}

static char *with_levers(const struct di_calibrated *calibrated, json_t *head,
                         bool only_unexplained)
{
    struct writing writing = {.of = calibrated, .root = json_loads(calibrated->base, 0, NULL)};
    char *text = NULL;
    if (writing.root != NULL && head != NULL) {
        char *start = json_dumps(head, JSON_REAL_PRECISION(17));
        write_levers(&writing, only_unexplained);
        text = lay_over(&writing.edits, start);
        free(start);
    }
    json_decref(writing.root);
    return text;
}

/* Numbers in the shortest form that reads back equal, as the scenario's own dump has them. */
enum di_status di_calibrated_make(const struct di_calibrated *calibrated, char **text_out,
                                  struct di_error *error)
{
    json_t *head = json_loads(calibrated->base, 0, NULL);
    char *draft = with_levers(calibrated, head, false), *text = NULL;
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    di_diagnostics_init(&list);
    json_decref(head);
    enum di_status status = draft == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK)
        status = di_scenario_load_text(draft, strlen(draft), DI_CALIBRATED_FILE, &list,
                                       &scenario, error);
    if (status == DI_OK) {
        text = di_scenario_copy_text(scenario, calibrated->model->id, "", calibrated->schema);
        status = text == NULL ? di_fail_memory(error) : DI_OK;
    }
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
    free(draft);
    if (status == DI_OK)
        *text_out = text;
    return status;
}

char *di_calibrated_mean_text(const struct di_calibrated *calibrated)
{
    char id[DI_CALIBRATED_ID_MAX + 8];
    (void)snprintf(id, sizeof id, "%.59s_mean", calibrated->model->id);
    json_t *head = json_pack("{s:s*, s:i, s:s, s:s}", "$schema", calibrated->schema, "format",
                             1, "id", id, "extends", DI_CALIBRATED_FILE);
    char *draft = with_levers(calibrated, head, true);
    json_decref(head);
    json_t *root = draft == NULL ? NULL : json_loads(draft, 0, NULL);
    free(draft);
    /* its numbers have ten digits */
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(root);
    return text;
}
