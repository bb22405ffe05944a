/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads scenarios and says everything that is wrong with them, with place and advice. Also
 * shows the merged scenario with the origin of each value, and explains single keys.
 */
#include <jansson.h>

#include "di/number.h"
#include "di/scenario.h"
#include "di/schema.h"

#include "command.h"
#include "common_options.h"
#include "error_report.h"
#include "json_text.h"
#include "set_overrides.h"

struct settings {
    bool is_resolved;
    const char *explain;
    struct di_option_list sets;
};

static const struct di_command_option options[] = {
    {.name = "resolved",
     .kind = DI_OPTION_FLAG,
     .help = N_("print the merged scenario with the origin of each value"),
     .offset = offsetof(struct settings, is_resolved)},
    {.name = "explain",
     .kind = DI_OPTION_TEXT,
     .argument = "KEY",
     .help = N_("explain a key of scenario files instead"),
     .offset = offsetof(struct settings, explain)},
    DI_OPTION_ROW_SET(offsetof(struct settings, sets)),
    {0},
};

/* ---- --explain ---- */

struct explaining {
    const struct di_cli *cli;
    json_t *list; /* with --json */
};

static void explain_json(json_t *list, const struct di_schema_field *field)
{
    json_t *item =
        json_pack("{s:s,s:s,s:s,s:s,s:b}", "path", field->path, "type", field->type, "unit",
                  field->unit, "meaning", field->text, "required", field->is_required);
    if (field->has_range) {
        (void)json_object_set_new(item, "minimum", json_real(field->minimum));
        (void)json_object_set_new(item, "maximum", json_real(field->maximum));
    }
    if (field->has_default)
        (void)json_object_set_new(item, "default", json_real(field->default_value));
    if (field->choices != NULL)
        (void)json_object_set_new(item, "choices", json_string(field->choices));
    (void)json_array_append_new(list, item);
}

static void explain_field(void *context, const struct di_schema_field *field)
{
    const struct explaining *explaining = context;
    char number[DI_NUMBER_TEXT_MAX];
    if (explaining->list != NULL) {
        explain_json(explaining->list, field);
        return;
    }
    (void)printf("%s\n    %s\n    %s%s%s%s\n", field->path, _(field->text), _(field->type),
                 field->unit[0] != '\0' ? " (" : "",
                 field->unit[0] != '\0' ? _(field->unit) : "",
                 field->unit[0] != '\0' ? ")" : "");
    if (field->choices != NULL)
        (void)printf("    %s: %s\n", _("one of"), field->choices);
    if (field->has_range) {
        (void)di_number_format(field->minimum, number);
        (void)printf("    %s: %s", _("range"), number);
        (void)di_number_format(field->maximum, number);
        (void)printf(" ... %s\n", number);
    }
    if (field->is_required)
        (void)printf("    %s\n", _("required"));
    if (field->has_default) {
        (void)di_number_format(field->default_value, number);
        (void)printf("    %s: %s\n", _("default"), number);
    }
}

static enum di_exit explain(const struct di_cli *cli, const char *key)
{
    struct explaining explaining = {.cli = cli, .list = cli->is_json ? json_array() : NULL};
    struct di_message message;
    if (di_schema_explain(key, explain_field, &explaining) == 0) {
        const char *nearest = di_schema_nearest(key);
        json_decref(explaining.list);
        if (nearest != NULL)
            DI_MESSAGE(&message, DI_N_("Scenario files have no key '%1'. Did you mean '%2'?"),
                       di_text_arg(key), di_text_arg(nearest));
        else
            DI_MESSAGE(&message, DI_N_("Scenario files have no key '%1'."), di_text_arg(key));
        return di_error_report_usage(cli, &message, "validate");
    }
    if (explaining.list != NULL) {
        (void)json_dumpf(explaining.list, stdout, JSON_COMPACT);
        (void)fputc('\n', stdout);
        json_decref(explaining.list);
    }
    return DI_EXIT_DONE;
}

/* ---- --resolved ---- */

static void print_value(void *context, const struct di_scenario_value *value)
{
    const struct di_cli *cli = context;
    (void)printf("%s = %s  [%s", value->pointer, value->text, value->file);
    if (value->line > 0)
        (void)printf(":%u", value->line);
    if (value->changed_by[0] != '\0') {
        (void)fputs("; ", stdout);
        struct di_message message;
        DI_MESSAGE(&message, DI_N_("changed by %1"), di_text_arg(value->changed_by));
        di_error_report_print(cli, stdout, &message);
    }
    (void)fputs("]\n", stdout);
}

static void add_value(void *context, const struct di_scenario_value *value)
{
    json_t *item = json_pack("{s:s,s:o,s:o,s:i}", "pointer", value->pointer, "value",
                             json_loads(value->text, JSON_DECODE_ANY, NULL), "file",
                             di_json_text(value->file), "line", (int)value->line);
    if (value->changed_by[0] != '\0')
        (void)json_object_set_new(item, "changed_by", di_json_text(value->changed_by));
    (void)json_array_append_new(context, item);
}

static enum di_exit show_resolved(const struct di_cli *cli, const struct di_scenario *scenario)
{
    struct di_cli copy = *cli;
    return di_exit_code(di_scenario_each_value(scenario, print_value, &copy));
}

static json_t *resolved_document(const struct di_scenario *scenario)
{
    json_t *list = json_array();
    if (di_scenario_each_value(scenario, add_value, list) != DI_OK) {
        json_decref(list);
        return NULL;
    }
    return json_pack("{s:o,s:s,s:o}", "scenario", json_loads(scenario->resolved, 0, NULL),
                     "sha256", scenario->sha256, "values", list);
}

/* ---- validating ---- */

static void say_valid(const struct di_cli *cli, const struct di_scenario *scenario,
                      const char *path)
{
    const struct di_model *model = scenario->model;
    uint32_t defaults = 0;
    for (uint32_t i = 0; i < model->input_count; i++)
        defaults += model->inputs[i].origin == DI_ORIGIN_DEFAULT;
    if (cli->is_quiet)
        return;
    DI_SAY(cli, stdout,
           DI_N_("%1: valid; %2 {%2|number|numbers} given, %3 {%3|default|defaults} used."),
           di_text_arg(path), di_integer_arg(model->input_count - defaults),
           di_integer_arg(defaults));
}

static json_t *valid_document(const struct di_cli *cli, const struct di_scenario *scenario,
                              const char *path, const struct di_diagnostics *warnings)
{
    return json_pack("{s:b, s:o, s:s, s:I, s:o}", "valid", 1, "file", di_json_text(path),
                     "sha256", scenario->sha256, "warnings", (json_int_t)warnings->count,
                     "problems", di_error_report_list(cli, warnings));
}

/* What was read of one file, until it has been said. */
struct reading {
    const char *path;
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario;
    enum di_status status;
    struct di_error error;
};

static enum di_exit say(const struct di_cli *cli, const struct reading *reading,
                        bool is_resolved)
{
    enum di_exit code = DI_EXIT_DONE;
    if (reading->diagnostics.count > 0)
        code = di_error_report_all(cli, &reading->diagnostics);
    else if (reading->status != DI_OK)
        code = di_error_report(cli, &reading->error);
    if (reading->status == DI_OK && is_resolved)
        code = show_resolved(cli, reading->scenario);
    else if (reading->status == DI_OK)
        say_valid(cli, reading->scenario, reading->scenario->files[0].path);
    return code;
}

static json_t *document_of(const struct di_cli *cli, const struct reading *reading,
                           bool is_resolved)
{
    if (reading->status == DI_OK)
        return is_resolved ? resolved_document(reading->scenario)
                           : valid_document(cli, reading->scenario, reading->path,
                                            &reading->diagnostics);
    json_t *document = di_error_report_all_document(cli, &reading->diagnostics);
    return document != NULL ? document : di_error_report_document(cli, &reading->error);
}

static enum di_exit code_of(const struct reading *reading)
{
    for (size_t i = 0; reading->status != DI_OK && i < reading->diagnostics.count; i++)
        if (reading->diagnostics.items[i].severity == DI_SEVERITY_ERROR)
            return di_exit_code(reading->diagnostics.items[i].status);
    return di_exit_code(reading->status);
}

/* One file's document as it is; of several a list, and beside it the first error. */
static void print_documents(json_t *list, size_t count)
{
    json_t *whole =
        count > 1 ? json_pack("{s:O}", "files", list) : json_incref(json_array_get(list, 0));
    json_t *document, *error = NULL;
    size_t at;
    json_array_foreach(list, at, document)
    {
        error = error == NULL ? json_object_get(document, "error") : error;
    }
    if (count > 1 && error != NULL)
        (void)json_object_set(whole, "error", error);
    (void)json_dumpf(whole, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
    (void)fputc('\n', stdout);
    json_decref(whole);
}

/* What `run` would refuse or warn of belongs to it: the first day too. */
static void read_file(struct reading *reading, const struct di_set_overrides *sets)
{
    struct di_warm_start *start = NULL;
    reading->status =
        di_scenario_load(reading->path, sets->items, sets->count, &reading->diagnostics,
                         &reading->scenario, &reading->error);
    if (reading->status == DI_OK)
        reading->status = di_scenario_start(reading->scenario, &reading->diagnostics, &start,
                                            &reading->error);
    di_warm_start_destroy(start);
}

static enum di_exit validate_one(const struct di_cli *cli, const char *path,
                                 const struct di_set_overrides *sets, bool is_resolved,
                                 json_t *list)
{
    struct reading reading = {.path = path};
    di_diagnostics_init(&reading.diagnostics);
    read_file(&reading, sets);
    enum di_exit code;
    if (list != NULL) {
        const bool is_told =
            json_array_append_new(list, document_of(cli, &reading, is_resolved)) == 0;
        code = is_told ? code_of(&reading) : DI_EXIT_INTERNAL;
    } else {
        code = say(cli, &reading, is_resolved);
    }
    di_scenario_destroy(reading.scenario);
    di_diagnostics_finish(&reading.diagnostics);
    return code;
}

static enum di_exit validate_all(const struct di_cli *cli, const struct settings *given,
                                 char *const *paths, size_t count)
{
    struct di_set_overrides sets;
    enum di_exit code = di_set_overrides_open(cli, &given->sets, "validate", &sets);
    if (code == DI_EXIT_DONE) {
        json_t *list = cli->is_json ? json_array() : NULL;
        for (size_t i = 0; i < count; i++) {
            const enum di_exit one =
                validate_one(cli, paths[i], &sets, given->is_resolved, list);
            code = code == DI_EXIT_DONE ? one : code;
        }
        if (list != NULL)
            print_documents(list, count);
        json_decref(list);
    }
    di_set_overrides_finish(&sets);
    return code;
}

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    const struct settings *given = settings;
    struct di_message message;
    if (given->explain != NULL)
        return explain(cli, given->explain);
    if (operand_count > 0)
        return validate_all(cli, given, operands, operand_count);
    di_message_set(&message, DI_N_("'homeward validate' needs a scenario file."), NULL, 0);
    return di_error_report_usage(cli, &message, "validate");
}

const struct di_command di_command_validate = {
    .name = "validate",
    .summary = N_("Check scenario files: every problem, with place and advice"),
    .operands = "SCENARIO...",
    .example = "homeward validate scenarios/demo/baseline.json",
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_min = 0,
    .operands_max = SIZE_MAX,
    .run = run};
