/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A walk over the resolved scenario for {"value", "uncertain"}; keys in byte order, as the
 * document has them. The loader has checked every form before.
 */
#include "di/uncertainty.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/key.h"
#include "di/number.h"
#include "di/resolved_scenario.h"
#include "di/warm_start.h"

#include "field.h"

struct walk {
    struct di_uncertainty *out;
    char pointer[1024];
    bool is_full, has_no_memory;
};

/* The field at a pointer, or NULL: its range is where a normal is cut. */
static const struct di_field *field_at(const char *pointer)
{
    const struct di_field *field = di_field_root();
    while (field != NULL && *pointer == '/') {
        char key[128];
        const size_t length = strcspn(++pointer, "/");
        (void)snprintf(key, sizeof key, "%.*s", (int)length, pointer);
        pointer += length;
        const struct di_field *member =
            field->members != NULL ? di_field_find(field->members, key) : NULL;
        field = member != NULL ? member : field->element;
    }
    return field;
}

static void set_range(const char *pointer, struct di_distribution *distribution)
{
    const struct di_field *field = field_at(pointer);
    distribution->low = -HUGE_VAL;
    distribution->high = HUGE_VAL;
    if (field == NULL || (field->minimum == 0 && field->maximum == 0))
        return;
    distribution->low = field->minimum;
    distribution->high = field->maximum;
}

static void add_input(struct walk *walk, const json_t *value, const json_t *uncertain)
{
    struct di_uncertainty *out = walk->out;
    const char *id;
    json_t *parameters;
    if (out->count == DI_UNCERTAIN_INPUTS_MAX) {
        walk->is_full = true;
        return;
    }
    struct di_uncertain_input *inputs = realloc(out->inputs, (out->count + 1) * sizeof *inputs);
    char *pointer = strdup(walk->pointer);
    if (inputs != NULL)
        out->inputs = inputs;
    if (inputs == NULL || pointer == NULL) {
        free(pointer);
        walk->has_no_memory = true;
        return;
    }
    struct di_uncertain_input *input = &out->inputs[out->count++];
    *input = (struct di_uncertain_input){.pointer = pointer,
                                         .value = json_number_value(value),
                                         .key = di_key_of_name("input", pointer)};
    json_object_foreach((json_t *)(uintptr_t)uncertain, id, parameters)
    {
        input->distribution.kind = di_distribution_find(id);
        for (size_t i = 0; i < 3 && i < json_array_size(parameters); i++)
            input->distribution.p[i] = json_number_value(json_array_get(parameters, i));
    }
    set_range(pointer, &input->distribution);
}

/* Depth is bounded by the loader's limit on nesting. NOLINTNEXTLINE(misc-no-recursion) */
static void visit(struct walk *walk, json_t *node)
{
    const json_t *uncertain = json_object_get(node, "uncertain");
    const json_t *value = json_object_get(node, "value");
    const char *key;
    json_t *member;
    if (json_is_object(uncertain) && json_is_number(value)) {
        add_input(walk, value, uncertain);
        return;
    }
    json_object_foreach(node, key, member)
    {
        const size_t length = strlen(walk->pointer);
        const bool is_apart =
            length == 0 && (strcmp(key, "published") == 0 || strcmp(key, "targets") == 0);
        if (!json_is_object(member) || is_apart || strncmp(key, "x-", 2) == 0 ||
            length + strlen(key) + 2 > sizeof walk->pointer)
            continue;
        (void)snprintf(walk->pointer + length, sizeof walk->pointer - length, "/%s", key);
        visit(walk, member);
        walk->pointer[length] = '\0';
    }
}

size_t di_uncertainty_find(const struct di_uncertainty *uncertainty, const char *pointer)
{
    for (size_t i = 0; i < uncertainty->count; i++)
        if (strcmp(uncertainty->inputs[i].pointer, pointer) == 0)
            return i;
    return SIZE_MAX;
}

static double number_of(const json_t *node)
{
    const json_t *value = json_object_get(node, "value");
    return json_number_value(value != NULL ? value : node);
}

static enum di_status read_correlations(struct di_uncertainty *out, json_t *list,
                                        struct di_error *error)
{
    const char *id;
    json_t *pair;
    if (json_object_size(list) == 0)
        return DI_OK;
    out->correlation = calloc(out->count * out->count + 1, sizeof *out->correlation);
    if (out->correlation == NULL)
        return di_fail_memory(error);
    for (size_t i = 0; i < out->count; i++)
        out->correlation[i * out->count + i] = 1;
    json_object_foreach(list, id, pair)
    {
        const char *names[2] = {json_string_value(json_object_get(pair, "first")),
                                json_string_value(json_object_get(pair, "second"))};
        size_t at[2];
        for (uint32_t k = 0; k < 2; k++) {
            at[k] = names[k] == NULL ? SIZE_MAX : di_uncertainty_find(out, names[k]);
            if (at[k] == SIZE_MAX)
                return DI_FAIL(error, DI_ERR_REFERENCE, "/uncertainty/correlations",
                               DI_N_("The correlation '%1' names '%2', which is not an "
                                     "uncertain input of this scenario."),
                               di_text_arg(id), di_text_arg(names[k] == NULL ? "" : names[k]));
        }
        const double rank = number_of(json_object_get(pair, "rank_correlation"));
        out->correlation[at[0] * out->count + at[1]] = rank;
        out->correlation[at[1] * out->count + at[0]] = rank;
    }
    return DI_OK;
}

enum di_status di_uncertainty_read(const char *resolved, struct di_uncertainty *out,
                                   struct di_error *error)
{
    json_t *root;
    *out = (struct di_uncertainty){0};
    enum di_status status = di_resolved_scenario_parse(resolved, &root, error);
    if (status != DI_OK)
        return status;
    struct walk walk = {.out = out};
    visit(&walk, root);
    if (walk.has_no_memory)
        status = di_fail_memory(error);
    else if (walk.is_full)
        status = DI_FAIL(error, DI_ERR_LIMIT, "",
                         DI_N_("A scenario may have %1 uncertain inputs at most."),
                         di_integer_arg(DI_UNCERTAIN_INPUTS_MAX));
    else
        status = read_correlations(
            out, json_object_get(json_object_get(root, "uncertainty"), "correlations"), error);
    json_decref(root);
    return status;
}

void di_uncertainty_finish(struct di_uncertainty *uncertainty)
{
    for (size_t i = 0; i < uncertainty->count; i++)
        free(uncertainty->inputs[i].pointer);
    free(uncertainty->inputs);
    free(uncertainty->correlation);
    *uncertainty = (struct di_uncertainty){0};
}

/* ---- variants ---- */

static struct di_set_override *overrides(const struct di_drawn_scenario *drawn,
                                         const double *values,
                                         char (*texts)[DI_NUMBER_TEXT_MAX])
{
    const size_t inputs = drawn->uncertainty->count;
    struct di_set_override *sets = calloc(drawn->set_count + inputs + 1, sizeof *sets);
    for (size_t i = 0; sets != NULL && i < drawn->set_count; i++)
        sets[i] = drawn->sets[i];
    for (size_t i = 0; sets != NULL && i < inputs; i++) {
        (void)di_number_format(values[i], texts[i]);
        sets[drawn->set_count + i] =
            (struct di_set_override){drawn->uncertainty->inputs[i].pointer, texts[i]};
    }
    return sets;
}

static enum di_status fail_draw(const struct di_diagnostics *list, struct di_error *error)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].severity == DI_SEVERITY_ERROR)
            return DI_FAIL(
                error, DI_ERR_RANGE, list->items[i].pointer,
                DI_N_("A draw of the uncertain inputs is not possible at '%1'. Choose "
                      "a distribution that stays within the input's range."),
                di_text_arg(list->items[i].pointer));
    return di_fail_memory(error);
}

static bool has_same_dimensions(const struct di_model *a, const struct di_model *b)
{
    return a->region_count == b->region_count && a->setting_count == b->setting_count &&
           a->institution_count == b->institution_count &&
           a->age_band_count == b->age_band_count && a->horizon_days == b->horizon_days;
}

enum di_status di_drawn_scenario_make(const struct di_drawn_scenario *drawn,
                                      const double *values, struct di_variant *variant_out,
                                      struct di_error *error)
{
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    struct di_warm_start *start = NULL;
    char(*texts)[DI_NUMBER_TEXT_MAX] = calloc(drawn->uncertainty->count + 1, sizeof *texts);
    struct di_set_override *sets = texts == NULL ? NULL : overrides(drawn, values, texts);
    di_diagnostics_init(&list);
    enum di_status status = sets == NULL ? di_fail_memory(error) : DI_OK;
    const size_t set_count = drawn->set_count + drawn->uncertainty->count;
    if (status == DI_OK && drawn->resolved != NULL)
        status = di_scenario_load_resolved(drawn->resolved, sets, set_count, &list, &scenario,
                                           error);
    else if (status == DI_OK)
        status = di_scenario_load(drawn->path, sets, set_count, &list, &scenario, error);
    if (status == DI_OK)
        status = di_scenario_start(scenario, &list, &start, error);
    if (status != DI_OK || di_diagnostics_have_errors(&list))
        status = fail_draw(&list, error);
    else if (!has_same_dimensions(scenario->model, drawn->model))
        status = di_fail(error, DI_ERR_INCONSISTENT, "",
                         DI_N_("An uncertain input changes the horizon or what the scenario "
                               "consists of; only rates, shares and counts can be drawn."),
                         NULL, 0);
    di_diagnostics_finish(&list);
    free(texts);
    free(sets);
    if (status != DI_OK) {
        di_warm_start_destroy(start);
        di_scenario_destroy(scenario);
        return status;
    }
    variant_out->model = scenario->model;
    variant_out->start = start;
    variant_out->owner = scenario;
    return DI_OK;
}

void di_drawn_scenario_drop(struct di_variant *variant)
{
    void *start;
    memcpy(&start, &variant->start, sizeof start); /* made by di_drawn_scenario_make */
    di_warm_start_destroy(start);
    di_scenario_destroy(variant->owner);
    *variant = (struct di_variant){0};
}
