/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A missing or broken file means defaults; a file that cannot be written is no failure. */
#include "preference.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "user_file.h"

void preferences_read(struct preferences *preferences)
{
    char *path = user_file_path(USER_FILE_CONFIG, "window.json");
    json_t *root = path != NULL ? json_load_file(path, 0, NULL) : NULL;
    const char *language = json_string_value(json_object_get(root, "language"));
    const double zoom = json_number_value(json_object_get(root, "zoom"));
    const double theme = json_number_value(json_object_get(root, "theme"));
    const double runs = json_number_value(json_object_get(root, "replications"));
    *preferences =
        (struct preferences){.zoom = zoom >= 0.8 && zoom <= 2 ? zoom : 0,
                             .theme = theme >= 0 && theme <= 3 ? (int)theme : 0,
                             .replications = runs >= 1 && runs <= 100000 ? (unsigned)runs : 0};
    if (language != NULL)
        (void)snprintf(preferences->language, sizeof preferences->language, "%s", language);
    json_decref(root);
    free(path);
}

void preferences_write(const struct preferences *preferences)
{
    char *path = user_file_path(USER_FILE_CONFIG, "window.json");
    json_t *root = json_pack("{s:f, s:i, s:s, s:i}", "zoom", preferences->zoom, "theme",
                             preferences->theme, "language", preferences->language,
                             "replications", (int)preferences->replications);
    char *text = root != NULL ? json_dumps(root, JSON_INDENT(1)) : NULL;
    if (path != NULL && text != NULL)
        (void)user_file_write(path, text, strlen(text));
    json_decref(root);
    free(text);
    free(path);
}
