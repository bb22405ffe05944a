/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits go through the loader: what it refuses never becomes the document's state. */
#include "document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/folder.h"
#include "di/language.h"
#include "di/path.h"
#include "di/wall_clock.h"

#include "saved_text.h"
#include "user_file.h"

#define EDITS_NAME "edits" /* stands for a file's name in the loader's reports */

/* ---- opening ---- */

static bool take_names(struct document *document)
{
    const struct di_model *model = document->scenario->model;
    free(document->name_en);
    free(document->name_ru);
    document->name_en = strdup(model->name_en);
    document->name_ru = strdup(model->name_ru);
    (void)snprintf(document->id, sizeof document->id, "%s", model->id);
    return document->name_en != NULL && document->name_ru != NULL;
}

static bool load(struct document *document, struct di_error *error)
{
    struct di_scenario *scenario = NULL;
    if (di_scenario_load(document->path, NULL, 0, &document->problems, &scenario, error) !=
        DI_OK)
        return false;
    document->scenario = scenario;
    return take_names(document) && inputs_take(&document->base, scenario) &&
           inputs_take(&document->now, scenario);
}

/* A scenario whose counts are withheld is none any more; its results can be looked at. */
static bool load_withheld(struct document *document, struct di_error *error)
{
    const struct di_results *results = document->results->results;
    if (results->suppress_below == 0)
        return false;
    di_error_clear(error);
    di_diagnostics_finish(&document->problems);
    di_diagnostics_init(&document->problems);
    document->name_en = strdup(results->name_en);
    document->name_ru = strdup(results->name_ru);
    (void)snprintf(document->id, sizeof document->id, "%s", results->scenario);
    return document->name_en != NULL && document->name_ru != NULL;
}

static bool open_results(struct document *document, const char *folder, struct di_error *error)
{
    document->path = di_path_join(folder, "scenario.json");
    return document->path != NULL && document_take_results(document, folder, error) &&
           (load(document, error) || load_withheld(document, error));
}

/* A scenario without its calibration is a scenario still. */
static void take_calibration(struct document *document)
{
    char *folder = strcmp(di_path_name(document->path), DI_CALIBRATED_FILE) == 0
                       ? di_folder_of(document->path)
                       : NULL;
    di_error_clear(&document->calibration_error);
    if (folder != NULL && di_calibration_folder_is_one(folder))
        (void)!di_calibration_folder_read(folder, &document->calibration,
                                          &document->calibration_error);
    free(folder);
}

bool document_is_past_calibration(const struct document *document)
{
    return document->scenario != NULL && document->calibration != NULL &&
           strcmp(document->scenario->sha256, document->calibration->sha256) != 0;
}

static bool open_scenario(struct document *document, const char *path, struct di_error *error)
{
    document->path = di_disk_file_real_path(path);
    if (document->path == NULL) {
        (void)!DI_FAIL(error, DI_ERR_FILE, path,
                       DI_N_("The scenario file '%1' does not exist or cannot be reached."),
                       di_text_arg(path));
        return false;
    }
    take_calibration(document);
    return load(document, error);
}

struct document *document_open(const char *path, struct di_error *error)
{
    struct document *document = calloc(1, sizeof *document);
    di_error_clear(error);
    if (document == NULL) {
        (void)!di_fail_memory(error);
        return NULL;
    }
    di_diagnostics_init(&document->problems);
    bool is_open = edits_init(&document->edits);
    if (is_open)
        is_open = di_disk_file_kind(path) == DI_DISK_FOLDER
                      ? open_results(document, path, error)
                      : open_scenario(document, path, error);
    if (is_open)
        return document;
    if (error->message.id == NULL)
        (void)!di_fail_memory(error);
    document_close(document);
    return NULL;
}

void document_close(struct document *document)
{
    if (document == NULL)
        return;
    headlines_finish(&document->headlines);
    di_results_folder_destroy(document->results);
    di_calibration_folder_destroy(document->calibration);
    di_scenario_destroy(document->scenario);
    di_diagnostics_finish(&document->problems);
    inputs_finish(&document->base);
    inputs_finish(&document->now);
    edits_finish(&document->edits);
    free(document->path);
    free(document->folder);
    free(document->name_en);
    free(document->name_ru);
    free(document->refused);
    free(document->refused_text);
    free(document);
}

/* ---- changing ---- */

static void forget_problem(struct document *document)
{
    free(document->refused);
    free(document->refused_text);
    document->refused = document->refused_text = NULL;
    di_diagnostics_finish(&document->problems);
    di_diagnostics_init(&document->problems);
}

static void begin_change(struct document *document)
{
    document->changed_at = di_wall_clock_seconds();
    forget_problem(document);
}

/* Load the present state of the edits; false, with the problems kept, if the loader refuses. */
static bool reload(struct document *document)
{
    struct di_scenario *scenario = NULL;
    char *patch = edits_patch(&document->edits, NULL);
    if (patch == NULL)
        return false;
    const enum di_status status = di_scenario_load_patched(
        document->path, patch, strlen(patch), EDITS_NAME, &document->problems, &scenario, NULL);
    free(patch);
    if (status != DI_OK)
        return false;
    di_scenario_destroy(document->scenario);
    document->scenario = scenario;
    (void)inputs_take(&document->now, scenario);
    document->are_results_older = document->results != NULL;
    document->revision++;
    return true;
}

/* Runs draw an uncertain value from its distribution and never look at the value itself: one
 * that is typed is meant, and takes the distribution's place. */
static bool set_certain(struct document *document, const char *pointer)
{
    char aside[700];
    for (size_t i = 0; i < document->now.count; i++) {
        const struct di_scenario_input *input = &document->now.items[i];
        const size_t length = strlen(input->pointer);
        if (input->uncertain == NULL || strncmp(pointer, input->pointer, length) != 0 ||
            pointer[length] != '/')
            continue;
        (void)snprintf(aside, sizeof aside, "%s/uncertain", input->pointer);
        return strcmp(pointer, aside) == 0 || edits_set_aside(&document->edits, aside, "null");
    }
    return true;
}

bool document_set(struct document *document, const char *pointer, const char *shown,
                  const char *json)
{
    begin_change(document);
    if (!edits_set(&document->edits, pointer, json) || !set_certain(document, pointer))
        return false;
    if (reload(document))
        return true;
    document->refused = strdup(pointer);
    document->refused_text = strdup(shown);
    (void)edits_undo(&document->edits);
    return false;
}

bool document_set_all(struct document *document, const struct edit *list, size_t count)
{
    begin_change(document);
    bool is_well = count > 0 && edits_set_all(&document->edits, list, count);
    if (!is_well)
        return false;
    for (size_t i = 0; i < count && is_well; i++)
        is_well = set_certain(document, list[i].pointer);
    if (is_well && reload(document))
        return true;
    (void)edits_undo(&document->edits);
    return false;
}

bool document_lay(struct document *document, const struct edit_state *edits)
{
    begin_change(document);
    if (!edits_replace(&document->edits, edits))
        return false;
    if (reload(document))
        return true;
    (void)edits_undo(&document->edits);
    return false;
}

bool document_reset(struct document *document, const char *pointer)
{
    begin_change(document);
    return edits_reset(&document->edits, pointer) && reload(document);
}

bool document_undo(struct document *document)
{
    begin_change(document);
    return edits_undo(&document->edits) && reload(document);
}

bool document_redo(struct document *document)
{
    begin_change(document);
    return edits_redo(&document->edits) && reload(document);
}

/* Many edits make sense only together: those of an imported register. */
void document_restore(struct document *document, const struct edit_state *edits)
{
    if (!document_lay(document, edits))
        for (size_t i = 0; i < edits->count; i++)
            (void)document_set(document, edits->items[i].pointer, edits->items[i].json,
                               edits->items[i].json);
    forget_problem(document);
}

bool document_take_results(struct document *document, const char *folder,
                           struct di_error *error)
{
    struct di_results_folder *results = NULL;
    if (di_results_folder_read(folder, &results, error) != DI_OK)
        return false;
    headlines_finish(&document->headlines);
    di_results_folder_destroy(document->results);
    document->results = results;
    if (!headlines_take(&document->headlines, results->results)) {
        di_results_folder_destroy(results);
        document->results = NULL;
        (void)!di_fail_memory(error);
        return false;
    }
    document->are_results_older = false;
    char *copy = strdup(folder);
    free(document->folder);
    document->folder = copy;
    document->revision++;
    return true;
}

/* ---- saving ---- */

bool document_is_of_results(const struct document *document)
{
    return document->folder != NULL &&
           strcmp(di_path_name(document->path), "scenario.json") == 0 &&
           strncmp(document->path, document->folder, strlen(document->folder)) == 0;
}

size_t document_unsaved(const struct document *document)
{
    return edits_count(&document->edits);
}

/* The document is the file at `path` from now on: nothing is undone past a saving. */
static void become(struct document *document, const char *path, struct di_error *error)
{
    struct di_scenario *scenario = NULL;
    char *copy = strdup(path);
    if (copy == NULL)
        return;
    free(document->path);
    document->path = copy;
    if (di_scenario_load(copy, NULL, 0, &document->problems, &scenario, error) != DI_OK)
        return;
    di_scenario_destroy(document->scenario);
    document->scenario = scenario;
    edits_finish(&document->edits);
    (void)edits_init(&document->edits);
    (void)take_names(document);
    (void)inputs_take(&document->base, scenario);
    (void)inputs_take(&document->now, scenario);
    document->preview = (struct preview){.count = 0}; /* the file is another one */
    document->is_prepared = false;
}

bool document_save(struct document *document, const struct document_saving *saving,
                   struct di_error *error)
{
    char *text = saved_text(document, saving);
    if (text == NULL) {
        (void)!di_fail_memory(error);
        return false;
    }
    const bool is_written = user_file_write(saving->path, text, strlen(text));
    free(text);
    if (is_written)
        become(document, saving->path, error);
    else
        (void)!DI_FAIL(error, DI_ERR_FILE, saving->path,
                       DI_N_("The scenario could not be saved as '%1'. Choose another folder, "
                             "or make room."),
                       di_text_arg(saving->path));
    return is_written;
}

const char *document_name(const struct document *document, const char *language)
{
    return di_language_pick(language, document->name_en, document->name_ru);
}
