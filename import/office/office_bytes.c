/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stream has no buffer of its own: what was read is in the reader's block alone. */
#include "office_bytes.h"

#include <errno.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/office_table.h"

static enum di_status fail_large(const char *path, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_LIMIT, path, DI_N_("The file '%1' is larger than %2 MB."),
                   di_text_arg(path), di_integer_arg((int64_t)(DI_OFFICE_FILE_MAX >> 20)));
}

enum di_status di_office_bytes_open(struct di_office_bytes *source, const char *path,
                                    struct di_error *error)
{
    uint64_t size = 0;
    const enum di_disk_kind kind = di_disk_file_kind(path);
    *source = (struct di_office_bytes){.path = path};
    /* Asked before it is opened: a pipe that nobody writes to would wait for ever. */
    if (kind == DI_DISK_OTHER || kind == DI_DISK_FOLDER)
        return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("'%1' is not a file."),
                       di_text_arg(path));
    source->stream = fopen(path, "rb");
    if (source->stream == NULL)
        return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("The file '%1' cannot be read: %2."),
                       di_text_arg(path), di_text_arg(strerror(errno)));
    (void)setvbuf(source->stream, NULL, _IONBF, 0);
    if (di_disk_file_bytes(source->stream, &size) && size <= DI_OFFICE_FILE_MAX)
        return DI_OK;
    di_office_bytes_close(source);
    return fail_large(path, error);
}

void di_office_bytes_close(struct di_office_bytes *source)
{
    if (source->stream != NULL)
        (void)fclose(source->stream);
    source->stream = NULL;
}

bool di_office_bytes_rewind(struct di_office_bytes *source)
{
    source->at = 0;
    return source->stream == NULL || fseek(source->stream, 0, SEEK_SET) == 0;
}

size_t di_office_bytes_read(struct di_office_bytes *source, char *to, size_t room)
{
    if (source->stream != NULL)
        return fread(to, 1, room, source->stream);
    const size_t left = source->size - source->at, taken = left < room ? left : room;
    memcpy(to, source->bytes + source->at, taken);
    source->at += taken;
    return taken;
}

bool di_office_bytes_failed(const struct di_office_bytes *source)
{
    return source->stream != NULL && ferror(source->stream) != 0;
}
