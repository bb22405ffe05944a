/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/outside_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/scenario.h"

/* Its length is known only at its end, and one too large must not be kept. */
static enum di_status read_stream(FILE *stream, const char *path, size_t bytes_max,
                                  char **bytes_out, size_t *size_out, struct di_error *error)
{
    size_t size = 0, room = 65536;
    char *bytes = malloc(room);
    while (bytes != NULL) {
        const size_t got = fread(bytes + size, 1, room - size, stream);
        size += got;
        if (got == 0 || size > bytes_max)
            break;
        if (size < room)
            continue;
        room *= 2;
        char *grown = realloc(bytes, room);
        if (grown == NULL)
            free(bytes);
        bytes = grown;
    }
    if (bytes == NULL)
        return di_fail_memory(error);
    enum di_status status = DI_OK;
    if (size > bytes_max)
        status =
            DI_FAIL(error, DI_ERR_LIMIT, path, DI_N_("The file '%1' is larger than %2 MB."),
                    di_text_arg(path), di_integer_arg((int64_t)(bytes_max >> 20)));
    else if (ferror(stream) != 0)
        status = DI_FAIL(error, DI_ERR_FILE, path, DI_N_("The file '%1' could not be read."),
                         di_text_arg(path));
    if (status != DI_OK) {
        free(bytes);
        return status;
    }
    *bytes_out = bytes;
    *size_out = size;
    return DI_OK;
}

enum di_status di_outside_file_read(const char *path, size_t bytes_max, char **bytes_out,
                                    size_t *size_out, struct di_error *error)
{
    if (strcmp(path, DI_SCENARIO_STDIN) == 0)
        return read_stream(stdin, DI_SCENARIO_STDIN_NAME, bytes_max, bytes_out, size_out,
                           error);
    /* Asked before it is opened: a pipe that nobody writes to would wait for ever. */
    const enum di_disk_kind kind = di_disk_file_kind(path);
    if (kind == DI_DISK_OTHER)
        return DI_FAIL(error, DI_ERR_FILE, path,
                       DI_N_("'%1' is not a file. Name '-' to read the standard input."),
                       di_text_arg(path));
    if (kind == DI_DISK_FOLDER)
        return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("'%1' is not a file."),
                       di_text_arg(path));
    FILE *stream = fopen(path, "rb");
    if (stream == NULL)
        return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("The file '%1' cannot be read: %2."),
                       di_text_arg(path), di_text_arg(strerror(errno)));
    const enum di_status status =
        read_stream(stream, path, bytes_max, bytes_out, size_out, error);
    (void)fclose(stream);
    return status;
}
