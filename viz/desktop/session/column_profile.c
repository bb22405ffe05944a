/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A missing or broken file means that nothing is known: it is a convenience. */
#include "column_profile.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "user_file.h"

#define NAME "columns.json"

static json_t *read_all(void)
{
    char *path = user_file_path(USER_FILE_CONFIG, NAME);
    json_t *root = path != NULL ? json_load_file(path, 0, NULL) : NULL;
    free(path);
    if (json_is_object(root))
        return root;
    json_decref(root);
    return json_object();
}

bool column_profile_find(const char *heading, char *key, size_t size)
{
    json_t *root = read_all();
    const char *found = json_string_value(json_object_get(root, heading));
    if (found != NULL)
        (void)snprintf(key, size, "%s", found);
    json_decref(root);
    return found != NULL;
}

void column_profile_note(const char *heading, const char *key)
{
    json_t *root = read_all();
    char *path = user_file_path(USER_FILE_CONFIG, NAME);
    char *text = NULL;
    if (json_object_set_new(root, heading, json_string(key)) == 0)
        text = json_dumps(root, JSON_INDENT(1) | JSON_SORT_KEYS);
    if (path != NULL && text != NULL)
        (void)user_file_write(path, text, strlen(text));
    free(text);
    free(path);
    json_decref(root);
}
