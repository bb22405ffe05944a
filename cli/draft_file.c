/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft_file.h"

#include <errno.h>

#include "di/whole_file.h"

bool di_draft_file_write(const char *path, void (*write)(const void *content, FILE *stream),
                         const void *content)
{
    struct di_whole_file file;
    int code = di_whole_file_open(&file, path);
    if (code == 0) {
        write(content, file.stream);
        code = di_whole_file_finish(&file, DI_WHOLE_REPLACES);
    }
    di_whole_file_discard(&file);
    errno = code;
    return code == 0;
}
