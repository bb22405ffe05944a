/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "user_file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/folder.h"
#include "di/path.h"
#include "di/whole_file.h"

#define FILE_BYTES_MAX (16u << 20)

static char *place_folder(enum user_file_place place)
{
    const bool is_data = place == USER_FILE_DATA;
    const char *own = getenv("HOMEWARD_HOME");
    const char *xdg = getenv(is_data ? "XDG_DATA_HOME" : "XDG_CONFIG_HOME");
    const char *roaming = getenv("APPDATA"); /* Windows' own */
    const char *home = getenv("HOME");
    if (own != NULL && own[0] != '\0')
        return di_path_join(own, is_data ? "data" : "config");
    if (xdg != NULL && di_path_is_absolute(xdg))
        return di_path_join(xdg, "homeward");
    if (roaming != NULL && di_path_is_absolute(roaming))
        return di_path_join(roaming, is_data ? "homeward/data" : "homeward/config");
    if (home == NULL || home[0] == '\0')
        return NULL;
    return di_path_join(home, is_data ? ".local/share/homeward" : ".config/homeward");
}

char *user_file_path(enum user_file_place place, const char *name)
{
    char *folder = place_folder(place);
    char *path = folder != NULL ? di_path_join(folder, name) : NULL;
    char *holder = path != NULL ? di_folder_of(path) : NULL; /* `name` may begin with one */
    const bool is_made = holder != NULL && di_folder_make(holder) == NULL;
    free(holder);
    free(folder);
    if (!is_made) {
        free(path);
        return NULL;
    }
    return path;
}

char *user_file_read(const char *path, size_t *size_out)
{
    FILE *stream = fopen(path, "rb");
    uint64_t bytes = 0;
    char *text = NULL;
    if (stream == NULL)
        return NULL;
    if (di_disk_file_bytes(stream, &bytes) && bytes <= FILE_BYTES_MAX)
        text = malloc((size_t)bytes + 1);
    if (text != NULL) {
        const size_t size = fread(text, 1, (size_t)bytes, stream);
        text[size] = '\0';
        if (size_out != NULL)
            *size_out = size;
    }
    (void)fclose(stream);
    return text;
}

bool user_file_write(const char *path, const char *text, size_t size)
{
    return di_whole_file_write(path, text, size, DI_WHOLE_REPLACES) == 0;
}

bool user_file_copy(const char *from, const char *to)
{
    char part[16384];
    struct di_whole_file file;
    FILE *source = fopen(from, "rb");
    if (source == NULL)
        return false;
    bool is_written = di_whole_file_open(&file, to) == 0;
    size_t size = 1;
    while (is_written && size > 0) {
        size = fread(part, 1, sizeof part, source);
        is_written = fwrite(part, 1, size, file.stream) == size && ferror(source) == 0;
    }
    (void)fclose(source);
    is_written = is_written && di_whole_file_finish(&file, DI_WHOLE_REPLACES) == 0;
    di_whole_file_discard(&file);
    return is_written;
}

struct names {
    char **name;
    size_t count, room;
};

static bool keep_name(void *context, const char *name)
{
    struct names *names = context;
    if (name[0] == '.')
        return true;
    if (names->count == names->room) {
        char **grown = realloc(names->name, (2 * names->room + 16) * sizeof *grown);
        if (grown == NULL)
            return false;
        names->name = grown;
        names->room = 2 * names->room + 16;
    }
    names->name[names->count] = strdup(name);
    names->count += names->name[names->count] != NULL;
    return true;
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y); /* names of one folder differ */
}

void user_file_list(const char *folder, void (*visit)(void *context, const char *name),
                    void *context)
{
    struct names names = {0};
    di_folder_each_name(folder, keep_name, &names);
    if (names.count > 0)
        qsort(names.name, names.count, sizeof *names.name, by_bytes);
    for (size_t i = 0; i < names.count; i++) {
        visit(context, names.name[i]);
        free(names.name[i]);
    }
    free(names.name);
}
