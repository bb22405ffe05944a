/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output_folder.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "di/disk_file.h"
#include "di/folder.h"
#include "di/path.h"

#include "error_report.h"
#include "json_text.h"

bool di_output_folder_is_new(const char *folder)
{
    return di_disk_file_kind(folder) == DI_DISK_MISSING;
}

enum di_exit di_output_folder_open(const struct di_cli *cli, const char *folder)
{
    struct di_error error = {0};
    const char *reason = di_folder_make(folder);
    if (reason != NULL)
        (void)!DI_FAIL(&error, DI_ERR_FILE, folder,
                       DI_N_("The folder '%1' cannot be made: %2."), di_text_arg(folder),
                       di_text_arg(reason));
    else if (!di_folder_may_write(folder))
        (void)!DI_FAIL(&error, DI_ERR_FILE, folder,
                       DI_N_("You may not write into the folder '%1'."), di_text_arg(folder));
    else
        return DI_EXIT_DONE;
    return di_error_report(cli, &error);
}

void di_output_folder_abandon(const char *folder, bool was_new)
{
    if (was_new)
        (void)di_folder_remove(folder);
}

enum di_exit di_output_folder_check(const struct di_cli *cli, const char *path)
{
    struct di_error error = {0};
    char *folder = di_folder_of(path);
    if (folder == NULL)
        (void)!di_fail_memory(&error);
    else if (di_disk_file_kind(folder) != DI_DISK_FOLDER)
        (void)!DI_FAIL(&error, DI_ERR_FILE, path,
                       DI_N_("'%1' cannot be written: there is no folder '%2'."),
                       di_text_arg(path), di_text_arg(folder));
    else if (!di_folder_may_write(folder))
        (void)!DI_FAIL(&error, DI_ERR_FILE, path,
                       DI_N_("You may not write into the folder '%1'."), di_text_arg(folder));
    else if (di_disk_file_kind(path) == DI_DISK_FOLDER)
        (void)!DI_FAIL(&error, DI_ERR_FILE, path,
                       DI_N_("'%1' is a folder; the name of a file is needed."),
                       di_text_arg(path));
    free(folder);
    return error.status == DI_OK ? DI_EXIT_DONE : di_error_report(cli, &error);
}

bool di_output_has_ending(const char *path, const char *endings)
{
    const char *dot = strrchr(path, '.');
    if (dot == NULL || dot <= di_path_name(path))
        return false;
    for (const char *p = endings; *p != '\0';) {
        const size_t length = strcspn(p, "|");
        if (strlen(dot + 1) == length && strncasecmp(dot + 1, p, length) == 0)
            return true;
        p += length + (p[length] == '|');
    }
    return false;
}

void di_output_print_json(const char *path)
{
    json_t *object = json_pack("{s:o}", "file", di_json_text(path));
    (void)json_dumpf(object, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
    (void)fputc('\n', stdout);
    json_decref(object);
}
