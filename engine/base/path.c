/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *di_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

char *di_path_join(const char *folder, const char *name)
{
    const size_t room = strlen(folder) + strlen(name) + 2;
    char *path = malloc(room);
    if (path != NULL)
        (void)snprintf(path, room, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name);
    return path;
}
