/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows takes "/" as well as "\", and "C:" before both; so what is joined here has "/". */
#include "di/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool di_path_is_separator(char c)
{
#if defined(_WIN32)
    return c == '/' || c == '\\';
#else
    return c == '/';
#endif
}

#if defined(_WIN32)
/* Bytes up to the next separator, with all that follow it at once. */
static size_t part_length(const char *path)
{
    size_t length = 0;
    while (path[length] != '\0' && !di_path_is_separator(path[length]))
        length++;
    while (di_path_is_separator(path[length]))
        length++;
    return length;
}

/* "C:" and "C:\", and "\\server\share\". */
size_t di_path_root_length(const char *path)
{
    if (path[0] != '\0' && path[1] == ':')
        return 2 + (di_path_is_separator(path[2]) ? 1u : 0u);
    if (!di_path_is_separator(path[0]) || !di_path_is_separator(path[1]))
        return di_path_is_separator(path[0]) ? 1 : 0;
    const size_t server = 2 + part_length(path + 2);
    return server + part_length(path + server);
}
#else
size_t di_path_root_length(const char *path)
{
    return path[0] == '/' ? 1 : 0;
}
#endif

bool di_path_is_absolute(const char *path)
{
    return di_path_root_length(path) > 0;
}

size_t di_path_folder_length(const char *path)
{
    size_t length = strlen(path);
    const size_t root = di_path_root_length(path);
    while (length > root && !di_path_is_separator(path[length - 1]))
        length--;
    return length;
}

const char *di_path_name(const char *path)
{
    return path + di_path_folder_length(path);
}

char *di_path_join(const char *folder, const char *name)
{
    const size_t room = strlen(folder) + strlen(name) + 2;
    char *path = malloc(room);
    if (path != NULL)
        (void)snprintf(path, room, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name);
    return path;
}
