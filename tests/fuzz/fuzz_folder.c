/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PATH_BYTES = 64 };

static void path_of(const char *folder, const char *name, char path[PATH_BYTES])
{
    if (snprintf(path, PATH_BYTES, "%s/%s", folder, name) >= PATH_BYTES)
        abort();
}

void fuzz_folder_make(char *folder)
{
    if (mkdtemp(folder) == NULL)
        abort();
}

void fuzz_folder_write(const char *folder, const char *name, const uint8_t *bytes, size_t size)
{
    char path[PATH_BYTES];
    path_of(folder, name, path);
    FILE *stream = fopen(path, "wb");
    if (stream == NULL || fwrite(bytes, 1, size, stream) != size || fclose(stream) != 0)
        abort();
}

void fuzz_folder_remove(const char *folder, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char path[PATH_BYTES];
        path_of(folder, names[i], path);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}
