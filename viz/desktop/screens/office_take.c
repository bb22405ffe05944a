/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of an import is the one that `homeward import --out` writes, byte for byte. */
#include "office_take.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/data_quality.h"
#include "di/digest.h"
#include "di/disk_file.h"
#include "di/folder.h"
#include "di/path.h"

#include "desk_action.h"
#include "scenario_diff.h"
#include "user_file.h"

enum { FOLDERS_MAX = 999, NAME_BYTES = 80 };

/* ---- the mapping ---- */

/* What was found without being said is said too: next year's list of usual headings may be
 * another. */
static void say_columns(struct import_mapping *mapping, const struct import_outcome *outcome)
{
    for (size_t f = 0; f < outcome->look_count; f++) {
        const struct import_look *look = &outcome->looks[f];
        for (size_t c = 0; c < look->column_count; c++) {
            const size_t role = look->roles[c];
            if (role != SIZE_MAX &&
                import_mapping_column(mapping, outcome->roles.items[role].id) == NULL)
                import_mapping_set_column(mapping, outcome->roles.items[role].id,
                                          look->headings[c]);
        }
    }
}

static bool write_mapping(struct desk *desk)
{
    struct office_state *state = desk->office;
    const struct import_outcome *outcome = office_outcome(state);
    if (outcome == NULL || outcome->kind != state->kind)
        return false;
    say_columns(&state->mapping, outcome);
    char *text = import_mapping_text(&state->mapping);
    const bool is_written =
        text != NULL && user_file_write(state->mapping_path, text, strlen(text));
    free(text);
    return is_written;
}

void office_keep_mapping(struct desk *desk, const char *path)
{
    struct office_state *state = desk->office;
    if (state == NULL || !import_kind_is_office(state->kind))
        return;
    if (path != NULL && path[0] != '\0')
        desk_copy_text(state->mapping_path, sizeof state->mapping_path, path);
    const bool is_written = write_mapping(desk);
    desk_say_about(desk, !is_written,
                   is_written ? N_("The mapping is saved as '%1'. Next year's file with these "
                                   "headings is read by it.")
                              : N_("The mapping could not be saved as '%1'."),
                   state->mapping_path);
}

void office_load_mapping(struct desk *desk, const char *path)
{
    struct office_state *state = desk->office;
    enum import_kind kind;
    char *text = path[0] != '\0' ? user_file_read(path, NULL) : NULL;
    if (state == NULL || path[0] == '\0')
        return;
    if (text != NULL && import_mapping_take_text(&state->mapping, text, &kind)) {
        state->kind = kind;
        state->is_mapping_kept = false;
        desk_copy_text(state->mapping_path, sizeof state->mapping_path, path);
        office_read(desk);
    } else if (text == NULL) {
        desk_copy_text(state->mapping_path, sizeof state->mapping_path, path);
        desk_say_about(desk, false, N_("The mapping will be saved as '%1'."), path);
    } else {
        desk_say_about(desk, true, N_("'%1' is no mapping of a table that is read here."),
                       path);
    }
    free(text);
}

/* ---- files ---- */

struct product {
    char *folder;
    char scenario_name[NAME_BYTES];
    char *scenario, *targets, *text, *json;
};

static void finish_product(struct product *product)
{
    free(product->folder);
    free(product->scenario);
    free(product->targets);
    free(product->text);
    free(product->json);
}

/* ".../imports/NAME", or NAME_2: nothing is overwritten. */
static char *new_folder(const char *id)
{
    char name[NAME_BYTES + 60], suffix[16] = "";
    for (int number = 2; number <= FOLDERS_MAX; number++) {
        (void)snprintf(name, sizeof name, "imports/%s%s/data_quality.json", id, suffix);
        char *report = user_file_path(USER_FILE_DATA, name);
        const bool is_free = report != NULL && di_disk_file_kind(report) == DI_DISK_MISSING;
        char *folder = is_free ? di_folder_of(report) : NULL;
        const bool is_end = report == NULL || is_free;
        free(report);
        if (is_end)
            return folder;
        (void)snprintf(suffix, sizeof suffix, "_%d", number);
    }
    return NULL;
}

static char *schema_link(const struct desk *desk, const char *path)
{
    return desk->host.link_schema != NULL && path != NULL
               ? desk->host.link_schema(desk->host.context, path, "")
               : NULL;
}

static bool make_texts(const struct desk *desk, const struct import_outcome *outcome,
                       struct product *product)
{
    char *path = di_path_join(product->folder, product->scenario_name);
    char *schema = schema_link(desk, path);
    product->scenario = import_job_scenario(outcome, &desk->catalogue, schema);
    product->targets = import_job_targets(outcome);
    product->text = di_data_quality_text(import_job_quality(outcome), &desk->catalogue);
    free(schema);
    free(path);
    if (product->scenario == NULL || product->text == NULL)
        return false;
    const char *const names[] = {product->scenario_name, "targets.csv", "data_quality.md"};
    const char *const texts[] = {product->scenario, product->targets, product->text};
    char digests[3][DI_DIGEST_TEXT];
    struct di_digest_of_file files[3];
    size_t count = 0;
    for (size_t i = 0; i < 3; i++) {
        if (texts[i] == NULL)
            continue;
        di_digest(texts[i], strlen(texts[i]), digests[count]);
        files[count] = (struct di_digest_of_file){names[i], digests[count]};
        count++;
    }
    product->json =
        di_data_quality_json(import_job_quality(outcome), &desk->catalogue, files, count);
    return product->json != NULL;
}

static bool write_one(const struct product *product, const char *name, const char *text)
{
    char *path = text != NULL ? di_path_join(product->folder, name) : NULL;
    const bool is_written =
        text == NULL || (path != NULL && user_file_write(path, text, strlen(text)));
    free(path);
    return is_written;
}

/* The report is the last file: where it is, the folder is whole. */
static bool write_product(const struct desk *desk, const struct import_outcome *outcome,
                          struct product *product)
{
    const char *id = import_job_id(outcome);
    (void)snprintf(product->scenario_name, sizeof product->scenario_name, "%s.json", id);
    product->folder = new_folder(id);
    return product->folder != NULL && make_texts(desk, outcome, product) &&
           write_one(product, product->scenario_name, product->scenario) &&
           write_one(product, "targets.csv", product->targets) &&
           write_one(product, "data_quality.md", product->text) &&
           write_one(product, "data_quality.json", product->json);
}

/* ---- taking ---- */

/* The first problem of the loader; it refuses what its own import made only if the scenario's
 * file has changed meanwhile. */
static void say_refused(struct desk *desk, const struct document *document)
{
    char text[sizeof desk->message];
    if (document->problems.count == 0)
        return;
    (void)di_message_render(&document->problems.items[0].message, &desk->catalogue, text,
                            sizeof text);
    desk_say(desk, true, text);
}

static bool lay(struct desk *desk, const struct import_outcome *outcome, const char *scenario)
{
    struct document *document = session_document(&desk->session);
    struct edit_state edits = {0};
    const bool is_made = document != NULL && outcome->base != NULL &&
                         scenario_diff(outcome->base, scenario, &edits);
    const bool is_laid = is_made && document_lay(document, &edits);
    if (is_made && !is_laid)
        say_refused(desk, document);
    edit_state_finish(&edits);
    return is_laid;
}

static void take_into(struct desk *desk, const struct import_outcome *outcome,
                      const struct product *product)
{
    struct office_state *state = desk->office;
    if (!lay(desk, outcome, product->scenario))
        return;
    desk_after_change(desk, true);
    state->is_taken = true;
    state->revision = session_document(&desk->session)->revision;
    desk_say_about(
        desk, false,
        N_("Taken into the open scenario as one step; Undo takes it back. The report "
           "on the data is in '%1'."),
        product->folder);
}

static void open_own(struct desk *desk, const struct product *product)
{
    struct di_error error;
    char *path = di_path_join(product->folder, product->scenario_name);
    di_error_clear(&error);
    if (path != NULL && session_add(&desk->session, path, &error)) {
        desk->office->is_taken = true;
        desk->office->document = session_document(&desk->session);
        desk->office->revision = desk->office->document->revision;
        desk_say_about(desk, false,
                       N_("The table is the open scenario now. It and the report on the data "
                          "are in '%1'."),
                       product->folder);
    } else {
        desk_say_error(desk, &error);
    }
    free(path);
}

void office_take(struct desk *desk)
{
    const struct office_state *state = desk->office;
    const struct import_outcome *outcome = office_outcome(state);
    struct product product = {0};
    if (outcome == NULL || outcome->end != IMPORT_READ || state->running != NULL ||
        state->is_taken || state->is_stopped)
        return;
    if (!write_product(desk, outcome, &product))
        desk_say(desk, true,
                 desk_tr(desk, N_("The files of the import could not be written.")));
    else if (outcome->episodes != NULL || state->choices.is_own)
        open_own(desk, &product);
    else
        take_into(desk, outcome, &product);
    (void)write_mapping(desk);
    finish_product(&product);
}
