/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "platform.h"

static bool fill(const char *draft, const char *path, void (*write)(const void *, FILE *),
                 const void *content)
{
    FILE *stream = fopen(draft, "wb");
    if (stream == NULL)
        return false;
    write(content, stream);
    const bool is_written = fflush(stream) == 0 && !ferror(stream);
    return fclose(stream) == 0 && is_written && di_platform_rename(draft, path);
}

bool di_draft_file_write(const char *path, void (*write)(const void *content, FILE *stream),
                         const void *content)
{
    const size_t room = strlen(path) + sizeof ".part";
    char *draft = malloc(room);
    errno = draft == NULL ? ENOMEM : 0;
    if (draft == NULL)
        return false;
    (void)snprintf(draft, room, "%s.part", path);
    const bool is_written = fill(draft, path, write, content);
    const int reason = errno != 0 ? errno : EIO;
    if (!is_written)
        (void)remove(draft);
    free(draft);
    errno = is_written ? 0 : reason;
    return is_written;
}
