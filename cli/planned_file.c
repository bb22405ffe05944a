/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A whole scenario is made by the loader itself: first the planned one stands in the file, then
 * the plan is laid over it as an override would be.
 */
#include "planned_file.h"

#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/folder.h"
#include "di/path.h"

#include "draft_file.h"
#include "error_report.h"
#include "output_folder.h"
#include "plan_scenario.h"
#include "schema_link.h"

/* ---- before the work ---- */

static bool has_id(const char *path, const char *id)
{
    json_t *json = json_load_file(path, 0, NULL);
    const char *found = json_string_value(json_object_get(json, "id"));
    const bool is_same = found != NULL && strcmp(found, id) == 0;
    json_decref(json);
    return is_same;
}

static enum di_exit refuse_base(const struct di_cli *cli, const char *base)
{
    struct di_message message;
    DI_MESSAGE(&message, DI_N_("--apply would overwrite the planned scenario '%1'."),
               di_text_arg(base));
    return di_error_report_usage(cli, &message, "optimize");
}

static enum di_exit refuse_foreign(const struct di_cli *cli, const char *path)
{
    struct di_error error = {0};
    (void)!DI_FAIL(
        &error, DI_ERR_EXISTS, path,
        DI_N_("The file '%1' is not an earlier plan of this scenario. Choose another "
              "name, or --force to overwrite it."),
        di_text_arg(path));
    return di_error_report(cli, &error);
}

enum di_exit di_planned_file_open(const struct di_cli *cli, struct di_planned_file *file,
                                  bool is_changed, bool is_forced)
{
    char id[DI_PLAN_SCENARIO_ID_MAX];
    file->is_whole = is_changed || !di_folder_is_shared(file->base, file->path);
    if (di_disk_file_is_same(file->base, file->path))
        return refuse_base(cli, file->base);
    const enum di_exit code = di_output_folder_check(cli, file->path);
    if (code != DI_EXIT_DONE)
        return code;
    di_plan_scenario_id(file->scenario->model, id);
    if (!is_forced && di_disk_file_kind(file->path) != DI_DISK_MISSING &&
        !has_id(file->path, id))
        return refuse_foreign(cli, file->path);
    return DI_EXIT_DONE;
}

/* ---- writing ---- */

static void write_text(const void *content, FILE *stream)
{
    (void)fputs(content, stream);
}

static enum di_status write_file(const char *path, const char *text, struct di_error *error)
{
    if (text == NULL)
        return di_fail_memory(error);
    if (di_draft_file_write(path, write_text, text))
        return DI_OK;
    return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("'%1' could not be written."),
                   di_text_arg(path));
}

static enum di_status lay_over(const struct di_planned_file *file, const char *patch,
                               struct di_error *error)
{
    struct di_diagnostics list;
    struct di_scenario *merged = NULL;
    di_diagnostics_init(&list);
    enum di_status status = di_scenario_load_patched(file->path, patch, strlen(patch),
                                                     "--apply", &list, &merged, error);
    if (status == DI_OK) {
        char *schema = di_schema_link(file->path, file->base);
        char *text = di_scenario_copy_text(merged, merged->model->id, "", schema);
        free(schema);
        status = write_file(file->path, text, error);
        free(text);
    }
    di_scenario_destroy(merged);
    di_diagnostics_finish(&list);
    return status;
}

static enum di_status write_whole(const struct di_planned_file *file, const char *patch,
                                  struct di_error *error)
{
    char id[DI_PLAN_SCENARIO_ID_MAX];
    di_plan_scenario_id(file->scenario->model, id);
    char *text = di_scenario_copy_text(file->scenario, id, "", NULL);
    const enum di_status status = write_file(file->path, text, error);
    free(text);
    return status == DI_OK ? lay_over(file, patch, error) : status;
}

enum di_status di_planned_file_write(const struct di_planned_file *file,
                                     const struct di_plan_book *book, struct di_error *error)
{
    json_t *json =
        di_plan_scenario_make(book, file->is_whole ? NULL : di_path_name(file->base));
    char *schema = di_schema_link(file->path, file->base);
    if (schema != NULL && !file->is_whole)
        (void)json_object_set_new(json, "$schema", json_string(schema));
    free(schema);
    char *patch =
        json != NULL ? json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(12)) : NULL;
    json_decref(json);
    enum di_status status = DI_OK;
    if (patch == NULL)
        status = di_fail_memory(error);
    else if (file->is_whole)
        status = write_whole(file, patch, error);
    else
        status = write_file(file->path, patch, error);
    free(patch);
    return status;
}
