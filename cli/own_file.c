/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every format has a place for who made the file; the marks stand where viz/surface,
 * viz/report and engine/optimize put them. A file is read in pieces that overlap by more than
 * the longest mark.
 */
#include "own_file.h"

#include <stdlib.h>
#include <string.h>

#include "di/digest.h"
#include "di/disk_file.h"
#include "di/outside_file.h"
#include "di/path.h"

#include "error_report.h"

enum { PIECE = 65536, OVERLAP = 64 };

/* Larger files that are meant to be edited were not written by this program. */
#define WRITTEN_MAX ((size_t)16 << 20)

static const struct {
    const char *text;
    size_t length;
} marks[] = {
#define MARK(text)                                                                             \
    {                                                                                          \
        text, sizeof(text) - 1                                                                 \
    }
    MARK("tEXtSoftware\0Homeward"),    MARK("<!-- made by Homeward -->"),
    MARK("/Creator (Homeward)"),       MARK("<meta name=\"generator\" content=\"Homeward\">"),
    MARK("\\* Problem: homeward *\\"), MARK("* Problem:    homeward\n"),
#undef MARK
};

static bool has_mark(const char *bytes, size_t length)
{
    for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++)
        for (size_t i = 0; i + marks[m].length <= length; i++) {
            const char *at = memchr(bytes + i, marks[m].text[0], length - i);
            if (at == NULL)
                break;
            i = (size_t)(at - bytes);
            if (i + marks[m].length <= length &&
                memcmp(at, marks[m].text, marks[m].length) == 0)
                return true;
        }
    return false;
}

/* A file that cannot be read is not known to be ours. */
static bool is_ours_or_empty(const char *path)
{
    char bytes[PIECE];
    FILE *stream = fopen(path, "rb");
    if (stream == NULL)
        return false;
    size_t kept = 0, got = fread(bytes, 1, sizeof bytes, stream);
    bool is_ours = got == 0 && ferror(stream) == 0;
    while (got > 0 && !is_ours) {
        const size_t length = kept + got;
        is_ours = has_mark(bytes, length);
        kept = length < OVERLAP ? length : OVERLAP;
        memmove(bytes, bytes + length - kept, kept);
        got = fread(bytes + kept, 1, sizeof bytes - kept, stream);
    }
    (void)fclose(stream);
    return is_ours;
}

enum di_exit di_own_file_check(const struct di_cli *cli, const char *path, bool is_forced)
{
    struct di_error error = {0};
    if (is_forced || di_disk_file_kind(path) != DI_DISK_FILE || is_ours_or_empty(path))
        return DI_EXIT_DONE;
    (void)!DI_FAIL(&error, DI_ERR_EXISTS, path,
                   DI_N_("The file '%1' is not one that this program wrote. Choose another "
                         "name, or --force to overwrite it."),
                   di_text_arg(path));
    return di_error_report(cli, &error);
}

/* ---- results of a command ---- */

bool di_own_file_is_as_written(const char *path, const char *digest)
{
    char own[DI_DIGEST_TEXT], *bytes = NULL;
    size_t size = 0;
    if (digest == NULL || di_outside_file_read(path, WRITTEN_MAX, &bytes, &size, NULL) != DI_OK)
        return false;
    di_digest(bytes, size, own);
    free(bytes);
    return strcmp(own, digest) == 0;
}

static bool starts_with(const char *path, const char *start)
{
    char text[256];
    FILE *stream = fopen(path, "rb");
    if (stream == NULL)
        return false;
    const size_t length = strlen(start);
    const bool is_equal = length < sizeof text && fread(text, 1, length, stream) == length &&
                          memcmp(text, start, length) == 0;
    (void)fclose(stream);
    return is_equal;
}

static bool is_own(const char *path, const struct di_own_result *result)
{
    return result->start != NULL ? starts_with(path, result->start) : result->is_own(path);
}

static bool is_free(const char *path, const struct di_own_result *result)
{
    return di_disk_file_kind(path) == DI_DISK_MISSING || is_own(path, result);
}

enum di_status di_own_result_remove(const char *folder, const struct di_own_result *result,
                                    struct di_error *error)
{
    char *path = di_path_join(folder, result->name);
    if (path == NULL)
        return di_fail_memory(error);
    enum di_status status = DI_OK;
    if (di_disk_file_kind(path) == DI_DISK_FILE && is_own(path, result) &&
        !di_disk_file_remove(path))
        status = DI_FAIL(error, DI_ERR_FILE, path,
                         DI_N_("'%1' is of an earlier run and could not be removed."),
                         di_text_arg(path));
    free(path);
    return status;
}

enum di_status di_own_results_check(const char *folder, const struct di_own_result *results,
                                    size_t count, struct di_error *error)
{
    enum di_status status = DI_OK;
    for (size_t i = 0; status == DI_OK && i < count; i++) {
        char *path = di_path_join(folder, results[i].name);
        if (path == NULL)
            return di_fail_memory(error);
        if (!is_free(path, &results[i]))
            status = DI_FAIL(error, DI_ERR_EXISTS, path,
                             DI_N_("The file '%1' is not an earlier result of this command, or "
                                   "was changed since. Choose another folder, or --force to "
                                   "overwrite it."),
                             di_text_arg(path));
        free(path);
    }
    return status;
}
