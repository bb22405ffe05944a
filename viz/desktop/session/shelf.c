/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A missing or broken file of recent ones is an empty list: it is a convenience. */
#include "shelf.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/path.h"
#include "di/wall_clock.h"

#include "user_file.h"

#define RECENT_NAME "recent.json"

static void finish_item(struct shelf_item *item)
{
    free(item->path);
    free(item->name_en);
    free(item->name_ru);
    free(item->topic);
    memset(item, 0, sizeof *item);
}

void shelf_finish(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->recent_count; i++)
        finish_item(&shelf->recent[i]);
    for (size_t i = 0; i < shelf->template_count; i++)
        finish_item(&shelf->templates[i]);
    memset(shelf, 0, sizeof *shelf);
}

static char *copy(const char *text)
{
    return text != NULL ? strdup(text) : NULL;
}

/* ---- recent files ---- */

static void read_item(struct shelf *shelf, const json_t *json)
{
    struct shelf_item *item = &shelf->recent[shelf->recent_count];
    const char *path = json_string_value(json_object_get(json, "path"));
    const json_t *spark = json_object_get(json, "spark");
    if (path == NULL || di_disk_file_kind(path) == DI_DISK_MISSING)
        return;
    item->path = copy(path);
    item->name_en = copy(json_string_value(json_object_get(json, "name_en")));
    item->name_ru = copy(json_string_value(json_object_get(json, "name_ru")));
    item->opened = (int64_t)json_number_value(json_object_get(json, "opened"));
    for (size_t i = 0; i < json_array_size(spark) && i < SHELF_SPARK_MAX; i++)
        item->spark[item->spark_count++] = json_number_value(json_array_get(spark, i));
    if (item->path == NULL || item->name_en == NULL || item->name_ru == NULL)
        finish_item(item);
    else
        shelf->recent_count++;
}

static void read_recent(struct shelf *shelf)
{
    char *path = user_file_path(USER_FILE_DATA, RECENT_NAME);
    char *text = path != NULL ? user_file_read(path, NULL) : NULL;
    json_t *list = text != NULL ? json_loads(text, 0, NULL) : NULL;
    for (size_t i = 0; i < json_array_size(list) && shelf->recent_count < SHELF_RECENT_MAX; i++)
        read_item(shelf, json_array_get(list, i));
    json_decref(list);
    free(text);
    free(path);
}

static json_t *item_to_json(const struct shelf_item *item)
{
    json_t *spark = json_array();
    for (uint32_t i = 0; i < item->spark_count; i++)
        (void)json_array_append_new(spark, json_real(item->spark[i]));
    return json_pack("{s:s, s:s, s:s, s:f, s:o}", "path", item->path, "name_en", item->name_en,
                     "name_ru", item->name_ru, "opened", (double)item->opened, "spark", spark);
}

static void write_recent(const struct shelf *shelf)
{
    json_t *list = json_array();
    for (size_t i = 0; i < shelf->recent_count; i++)
        (void)json_array_append_new(list, item_to_json(&shelf->recent[i]));
    char *path = user_file_path(USER_FILE_DATA, RECENT_NAME);
    char *text = json_dumps(list, JSON_INDENT(1));
    if (path != NULL && text != NULL)
        (void)user_file_write(path, text, strlen(text)); /* a convenience: may fail */
    json_decref(list);
    free(text);
    free(path);
}

static size_t place_of(const struct shelf *shelf, const char *path)
{
    for (size_t i = 0; i < shelf->recent_count; i++)
        if (strcmp(shelf->recent[i].path, path) == 0)
            return i;
    return SIZE_MAX;
}

void shelf_note(struct shelf *shelf, const char *path, const char *name_en, const char *name_ru,
                const double *spark, uint32_t spark_count)
{
    struct shelf_item item = {.path = copy(path),
                              .name_en = copy(name_en),
                              .name_ru = copy(name_ru),
                              .opened = di_wall_clock_unix_time()};
    size_t at = place_of(shelf, path);
    if (item.path == NULL || item.name_en == NULL || item.name_ru == NULL) {
        finish_item(&item);
        return;
    }
    if (at != SIZE_MAX && spark_count == 0) {
        item.spark_count = shelf->recent[at].spark_count;
        memcpy(item.spark, shelf->recent[at].spark, sizeof item.spark);
    }
    for (uint32_t i = 0; i < spark_count && i < SHELF_SPARK_MAX; i++)
        item.spark[item.spark_count++] = spark[i];
    if (at == SIZE_MAX && shelf->recent_count < SHELF_RECENT_MAX)
        at = shelf->recent_count++;
    else if (at == SIZE_MAX)
        at = SHELF_RECENT_MAX - 1;
    finish_item(&shelf->recent[at]);
    memmove(shelf->recent + 1, shelf->recent, at * sizeof *shelf->recent);
    shelf->recent[0] = item;
    write_recent(shelf);
}

/* ---- shipped scenarios ---- */

struct collecting {
    struct shelf *shelf;
    const char *folder, *topic;
};

static char *name_in(const json_t *root, const char *language)
{
    const json_t *name = json_object_get(root, "name");
    if (json_is_string(name))
        return copy(json_string_value(name));
    return copy(json_string_value(json_object_get(name, language)));
}

static void take_template(void *context, const char *name)
{
    struct collecting *collecting = context;
    struct shelf *shelf = collecting->shelf;
    const char *dot = strrchr(name, '.');
    if (dot == NULL || strcmp(dot, ".json") != 0 ||
        shelf->template_count == SHELF_TEMPLATES_MAX)
        return;
    struct shelf_item *item = &shelf->templates[shelf->template_count];
    item->path = di_path_join(collecting->folder, name);
    item->topic = copy(collecting->topic);
    json_t *root = item->path != NULL ? json_load_file(item->path, 0, NULL) : NULL;
    item->name_en = name_in(root, "en");
    item->name_ru = name_in(root, "ru");
    if (item->name_en == NULL)
        item->name_en = copy(name);
    if (item->name_ru == NULL && item->name_en != NULL)
        item->name_ru = copy(item->name_en);
    json_decref(root);
    if (item->path == NULL || item->topic == NULL || item->name_ru == NULL)
        finish_item(item);
    else
        shelf->template_count++;
}

void shelf_open(struct shelf *shelf, const char *scenarios)
{
    static const char *const topics[] = {"demo", "countries", "tutorial"};
    memset(shelf, 0, sizeof *shelf);
    read_recent(shelf);
    for (size_t i = 0; scenarios != NULL && i < sizeof topics / sizeof topics[0]; i++) {
        char *folder = di_path_join(scenarios, topics[i]);
        struct collecting collecting = {shelf, folder, topics[i]};
        if (folder != NULL)
            user_file_list(folder, take_template, &collecting);
        free(folder);
    }
}
