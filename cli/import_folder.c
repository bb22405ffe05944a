/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_folder.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/outside_file.h"
#include "di/path.h"
#include "di/whole_file.h"

#include "error_report.h"
#include "own_file.h"

/* Larger files were not written by an import. */
#define BYTES_MAX ((size_t)16 << 20)

/* What "made_by" of a report begins with; the kind follows. */
static const char maker[] = "homeward import ";

/* NULL: it cannot be read, or is too large. */
static char *read_text(const char *path, size_t *size_out)
{
    char *text = NULL;
    return di_outside_file_read(path, BYTES_MAX, &text, size_out, NULL) == DI_OK ? text : NULL;
}

/* Kind of import that made the report; NULL: none did. */
static const char *kind_of(const json_t *report)
{
    const char *by = json_string_value(json_object_get(report, "made_by"));
    return by != NULL && strncmp(by, maker, strlen(maker)) == 0 ? by + strlen(maker) : NULL;
}

/* The earlier report; NULL if there is none of ours. */
static json_t *earlier_report(const char *folder)
{
    char *path = di_path_join(folder, DI_IMPORT_REPORT);
    size_t size = 0;
    char *text = path != NULL ? read_text(path, &size) : NULL;
    json_t *report = text != NULL ? json_loadb(text, size, 0, NULL) : NULL;
    if (kind_of(report) == NULL) {
        json_decref(report);
        report = NULL;
    }
    free(text);
    free(path);
    return report;
}

static bool is_as_written(const json_t *report, const char *path, const char *name)
{
    if (report != NULL && strcmp(name, DI_IMPORT_REPORT) == 0)
        return true;
    return di_own_file_is_as_written(
        path, json_string_value(json_object_get(json_object_get(report, "files"), name)));
}

static enum di_status check_file(const json_t *report, const char *folder, const char *name,
                                 struct di_error *error)
{
    char *path = di_path_join(folder, name);
    if (path == NULL)
        return di_fail_memory(error);
    enum di_status status = DI_OK;
    if (di_disk_file_kind(path) != DI_DISK_MISSING && !is_as_written(report, path, name))
        status = DI_FAIL(error, DI_ERR_EXISTS, path,
                         DI_N_("The file '%1' is not as an import wrote it. Choose another "
                               "folder, or --force to overwrite it."),
                         di_text_arg(path));
    free(path);
    return status;
}

static enum di_status check_subject(const json_t *report, const char *folder,
                                    const struct di_import_files *files, struct di_error *error)
{
    const char *kind = kind_of(report);
    const char *of = json_string_value(json_object_get(report, "country"));
    if (of == NULL)
        of = json_string_value(json_object_get(report, "subject"));
    if (kind != NULL && strcmp(kind, files->kind) != 0)
        return DI_FAIL(error, DI_ERR_EXISTS, folder,
                       DI_N_("The folder '%1' holds an 'import %2'. Choose another folder, or "
                             "--force to overwrite its report."),
                       di_text_arg(folder), di_text_arg(kind));
    if (of != NULL && strcmp(of, files->subject) != 0)
        return DI_FAIL(error, DI_ERR_EXISTS, folder,
                       DI_N_("The folder '%1' holds the import of %2. Choose another folder, "
                             "or --force to overwrite its targets and report."),
                       di_text_arg(folder), di_text_arg(of));
    return DI_OK;
}

static bool is_among(const struct di_import_files *files, const char *name)
{
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->items[i].name, name) == 0)
            return true;
    return false;
}

/* Old figures beside a new scenario would be taken for its own. */
static enum di_status check_left_behind(json_t *report, const char *folder,
                                        const struct di_import_files *files,
                                        struct di_error *error)
{
    const char *name;
    json_t *digest;
    enum di_status status = DI_OK;
    json_object_foreach(json_object_get(report, "files"), name, digest)
    {
        char *path = di_path_join(folder, name);
        if (path == NULL)
            return di_fail_memory(error);
        if (status == DI_OK && !is_among(files, name) &&
            di_disk_file_kind(path) != DI_DISK_MISSING)
            status = DI_FAIL(error, DI_ERR_EXISTS, path,
                             DI_N_("The file '%1' is of an earlier import, and this one makes "
                                   "none. Remove it, choose another folder, or --force to "
                                   "leave it there."),
                             di_text_arg(path));
        free(path);
    }
    return status;
}

enum di_exit di_import_folder_check(const struct di_cli *cli, const char *folder,
                                    const struct di_import_files *files)
{
    struct di_error error = {0};
    json_t *report = earlier_report(folder);
    enum di_status status = check_subject(report, folder, files, &error);
    for (size_t i = 0; status == DI_OK && i < files->count; i++)
        status = check_file(report, folder, files->items[i].name, &error);
    if (status == DI_OK)
        status = check_left_behind(report, folder, files, &error);
    json_decref(report);
    return di_error_report_failed(cli, status, &error);
}

/* ---- writing ---- */

static int write_draft(struct di_whole_file *draft, const char *folder,
                       const struct di_import_file *file)
{
    char *path = di_path_join(folder, file->name);
    int code = path == NULL ? ENOMEM : di_whole_file_open(draft, path);
    free(path);
    if (code != 0)
        return code;
    errno = 0;
    if (fputs(file->text, draft->stream) < 0)
        return errno != 0 ? errno : EIO;
    return di_whole_file_close(draft);
}

/* `at_out`: the file that what went wrong is about. @return 0, or an errno */
static int write_drafts(struct di_whole_file *drafts, const char *folder,
                        const struct di_import_files *files, size_t *at_out)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < files->count; i++) {
        code = write_draft(&drafts[i], folder, &files->items[i]);
        *at_out = i;
    }
    for (size_t i = 0; code == 0 && i < files->count; i++) {
        code = di_whole_file_name(&drafts[i], DI_WHOLE_REPLACES);
        *at_out = i;
    }
    return code;
}

enum di_exit di_import_folder_write(const struct di_cli *cli, const char *folder,
                                    const struct di_import_files *files)
{
    struct di_error error = {0};
    size_t at = 0;
    struct di_whole_file *drafts = calloc(files->count, sizeof *drafts);
    const int code = drafts != NULL ? write_drafts(drafts, folder, files, &at) : ENOMEM;
    for (size_t i = 0; drafts != NULL && i < files->count; i++)
        di_whole_file_discard(&drafts[i]);
    free(drafts);
    if (code == 0)
        return DI_EXIT_DONE;
    (void)!DI_FAIL(&error, DI_ERR_FILE, folder, DI_N_("Cannot write '%1': %2."),
                   di_text_arg(files->items[at].name), di_text_arg(strerror(code)));
    return di_error_report(cli, &error);
}
