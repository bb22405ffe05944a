/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study is read as a scenario is: scanned for positions, checked against a table of fields,
 * every problem reported. What its scenarios hold is for the reader of scenarios.
 */
#include "di/study.h"

#include <stdlib.h>
#include <string.h>

#include "di/experiment.h"
#include "di/path.h"
#include "di/scenario.h"

#include "check.h"
#include "first_error.h"
#include "source.h"

struct reading {
    struct di_study *study;
    struct di_sources sources;
};

void di_study_destroy(struct di_study *study)
{
    if (study == NULL)
        return;
    di_arena_finish(&study->arena);
    free(study);
}

static void report(struct reading *reading, const struct di_node *node, enum di_status status,
                   const char *id, const char *argument, const char *hint)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_text_arg(argument));
    struct di_diagnostic *item =
        di_sources_report(&reading->sources, node, DI_SEVERITY_ERROR, status, &message);
    if (item != NULL && hint != NULL)
        di_message_set(&item->hint, hint, NULL, 0);
}

static struct di_node *member(struct reading *reading, const char *key)
{
    return di_node_find(reading->sources.arena, reading->sources.items[0].root, key);
}

/* The check has said what is wrong with a value; here it must only fit. */
static double number(struct reading *reading, const char *key, double fallback, double most)
{
    const struct di_node *node = member(reading, key);
    const bool fits = node != NULL && node->type == DI_NODE_NUMBER && node->number >= 0 &&
                      node->number <= most;
    return fits ? node->number : fallback;
}

static bool is_word(struct reading *reading, const char *key, const char *word)
{
    const struct di_node *node = member(reading, key);
    return node != NULL && node->type == DI_NODE_TEXT && strcmp(node->text, word) == 0;
}

/* ---- scenarios ---- */

/* Reports if the scenario is not one that a study may name. */
static bool is_fit(struct reading *reading, const struct di_node *node, const char *path)
{
    static const char *const hint = DI_N_("Paths count from the folder of this file.");
    if (di_path_is_absolute(node->text)) {
        report(reading, node, DI_ERR_REFERENCE, DI_N_("The scenario '%1' is an absolute path."),
               node->text, hint);
        return false;
    }
    const enum di_source_place place = di_sources_place(&reading->sources, path);
    const bool is_named = node->text[0] != '\0' && strcmp(node->text, DI_SCENARIO_STDIN) != 0;
    if (!is_named || place == DI_PLACE_NOWHERE)
        report(reading, node, DI_ERR_REFERENCE, DI_N_("The scenario '%1' is missing."),
               node->text, hint);
    else if (place == DI_PLACE_OUTSIDE)
        report(reading, node, DI_ERR_REFERENCE,
               DI_N_("The scenario '%1' leaves the study's own tree."), node->text,
               DI_N_("A study may name files of its folder and of the folders beside it."));
    return is_named && place == DI_PLACE_INSIDE;
}

static enum di_status read_scenarios(struct reading *reading)
{
    struct di_study *study = reading->study;
    const struct di_node *list = member(reading, "scenarios");
    if (list == NULL || list->type != DI_NODE_ARRAY || list->count > DI_STUDY_SCENARIOS_MAX)
        return DI_OK;
    study->scenarios = DI_ARENA_NEW(&study->arena, (size_t)list->count + 1, const char *);
    if (study->scenarios == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct di_node *node = list->children[i];
        if (node->type != DI_NODE_TEXT)
            continue; /* the check has said so */
        const char *path =
            di_sources_path(&reading->sources, reading->sources.items[0].path, node->text);
        if (path == NULL)
            return DI_ERR_MEMORY;
        if (is_fit(reading, node, path))
            study->scenarios[study->scenario_count++] = path;
    }
    return DI_OK;
}

/* ---- the rest ---- */

static void check_together(struct reading *reading)
{
    const struct di_study *study = reading->study;
    struct di_message message;
    const struct di_node *draws = member(reading, "draws");
    if (draws == NULL)
        return;
    if (study->is_fixed)
        report(reading, draws, DI_ERR_INCONSISTENT,
               DI_N_("'%1' draws the uncertain inputs, and 'inputs' keeps them fixed."),
               "draws", DI_N_("Leave one of the two out."));
    if ((uint64_t)study->draws * study->replications <= DI_REPLICATIONS_MAX)
        return;
    DI_MESSAGE(&message,
               DI_N_("Draws times replications are %1; a scenario may have %2 at most."),
               di_integer_arg((int64_t)study->draws * study->replications),
               di_integer_arg(DI_REPLICATIONS_MAX));
    (void)di_sources_report(&reading->sources, draws, DI_SEVERITY_ERROR, DI_ERR_LIMIT,
                            &message);
}

/* One sentence in the place of one for every key that a scenario has and a study has not. */
static bool report_scenario(struct reading *reading)
{
    static const char *const keys[] = {"horizon", "regions", "settings", "extends"};
    bool is_scenario = false;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        is_scenario = is_scenario || member(reading, keys[i]) != NULL;
    if (!is_scenario || member(reading, "scenarios") != NULL)
        return false;
    report(reading, reading->sources.items[0].root, DI_ERR_INPUT,
           DI_N_("This is a scenario. A study is a file of its own that names scenarios."), "",
           DI_N_("docs/STUDY_FORMAT.md has an example; one scenario alone is for 'homeward "
                 "run'."));
    return true;
}

static enum di_status bind(struct reading *reading)
{
    struct di_study *study = reading->study;
    const struct di_node *id = member(reading, "id");
    if (report_scenario(reading))
        return DI_OK;
    di_check_study(&reading->sources, reading->sources.items[0].root);
    if (id != NULL && id->type == DI_NODE_TEXT && !di_scenario_is_id(id->text))
        report(reading, id, DI_ERR_TYPE, DI_N_("'%1' is not an id."), id->text,
               DI_N_("Ids are 1 to 64 of a-z, 0-9 and _."));
    study->id = id != NULL && id->type == DI_NODE_TEXT ? id->text : "";
    study->replications = (uint32_t)number(reading, "replications", 1, DI_REPLICATIONS_MAX);
    study->draws = (uint32_t)number(reading, "draws", 0, DI_STUDY_DRAWS_MAX);
    study->seed = (uint64_t)number(reading, "seed", 1, DI_STUDY_SEED_MAX);
    study->full_splits = is_word(reading, "splits", "full");
    study->is_fixed = is_word(reading, "inputs", "fixed");
    check_together(reading);
    return read_scenarios(reading);
}

static enum di_status begin(struct reading *reading, struct di_diagnostics *diagnostics)
{
    *reading = (struct reading){.study = calloc(1, sizeof *reading->study)};
    if (reading->study == NULL)
        return DI_ERR_MEMORY;
    di_arena_init(&reading->study->arena);
    reading->sources = (struct di_sources){
        .arena = &reading->study->arena,
        .diagnostics = diagnostics,
        .missing = DI_N_("The study file '%1' does not exist or cannot be reached."),
        .no_object = DI_N_("A study is one object, written { ... }."),
    };
    return DI_OK;
}

/* `status`: of reading the text. */
static enum di_status finish(struct reading *reading, enum di_status status, size_t errors,
                             size_t before, struct di_study **out, struct di_error *error)
{
    const struct di_diagnostics *diagnostics = reading->sources.diagnostics;
    if (status == DI_OK)
        status = bind(reading);
    if (diagnostics->errors > errors)
        status = di_first_error(diagnostics, errors, before, error);
    else if (status == DI_ERR_MEMORY)
        status = di_fail_memory(error);
    di_sources_finish(&reading->sources);
    if (status != DI_OK) {
        di_study_destroy(reading->study);
        return status;
    }
    *out = reading->study;
    return DI_OK;
}

enum di_status di_study_load(const char *path, struct di_diagnostics *diagnostics,
                             struct di_study **out, struct di_error *error)
{
    const size_t errors = diagnostics->errors, before = diagnostics->count;
    struct reading reading;
    if (begin(&reading, diagnostics) != DI_OK)
        return di_fail_memory(error);
    const enum di_status status = di_sources_read_alone(&reading.sources, path, error);
    return finish(&reading, status, errors, before, out, error);
}

enum di_status di_study_load_text(const char *text, size_t size, const char *shown_name,
                                  struct di_diagnostics *diagnostics, struct di_study **out,
                                  struct di_error *error)
{
    const size_t errors = diagnostics->errors, before = diagnostics->count;
    struct reading reading;
    if (begin(&reading, diagnostics) != DI_OK)
        return di_fail_memory(error);
    const enum di_status status =
        di_sources_take_alone(&reading.sources, text, size, shown_name);
    return finish(&reading, status, errors, before, out, error);
}
