/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mapping_shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/path.h"

#include "user_file.h"

enum { ID_BYTES = 65, NAME_BYTES = 120 };

char *mapping_shelf_path(enum import_kind kind, const char *file)
{
    char id[ID_BYTES], name[NAME_BYTES];
    di_office_id_of_file(file, id);
    (void)snprintf(name, sizeof name, "mappings/%s-%s.json", import_kind_id(kind), id);
    return user_file_path(USER_FILE_DATA, name);
}

struct finding {
    const char *folder;
    const char *const *headings;
    size_t count, most;
    char *path;
};

static bool is_heading(const struct finding *finding, const char *wanted)
{
    for (size_t c = 0; c < finding->count; c++)
        if (strcmp(finding->headings[c], wanted) == 0)
            return true;
    return false;
}

/* How many columns of the file it names; 0 if one is not there. */
static size_t fit_of(const struct finding *finding, const struct import_mapping *mapping)
{
    const char *role;
    json_t *heading;
    size_t fit = 0;
    json_object_foreach(json_object_get(mapping->root, "columns"), role, heading)
    {
        const char *text = json_string_value(heading);
        if (text == NULL || strcmp(text, DI_OFFICE_NO_COLUMN) == 0)
            continue;
        if (!is_heading(finding, text))
            return 0;
        fit++;
    }
    return fit;
}

static void look_at(void *context, const char *name)
{
    struct finding *finding = context;
    struct import_mapping mapping = {0};
    enum import_kind kind;
    char *path = di_path_join(finding->folder, name);
    char *text = path != NULL ? user_file_read(path, NULL) : NULL;
    const bool is_read = text != NULL && import_mapping_take_text(&mapping, text, &kind);
    const size_t fit = is_read ? fit_of(finding, &mapping) : 0;
    free(text);
    import_mapping_finish(&mapping);
    if (fit == 0 || fit < finding->most) {
        free(path);
        return;
    }
    free(finding->path);
    finding->path = path;
    finding->most = fit;
}

char *mapping_shelf_find(const char *const *headings, size_t count)
{
    char *folder = user_file_path(USER_FILE_DATA, "mappings");
    struct finding finding = {.folder = folder, .headings = headings, .count = count};
    if (folder != NULL)
        user_file_list(folder, look_at, &finding);
    free(folder);
    return finding.path;
}
