/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers keep the digits they were written with. */
#include "saved_text.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/path.h"

static bool is_beside(const char *a, const char *b)
{
    const size_t length = (size_t)(di_path_name(a) - a);
    return length == (size_t)(di_path_name(b) - b) && strncmp(a, b, length) == 0;
}

/* "my_plan" from "/x/My plan.json": what an id may hold, the rest as underscores. */
static void id_of(const char *path, char id[65])
{
    const char *name = di_path_name(path);
    const char *dot = strrchr(name, '.');
    const size_t length = dot != NULL ? (size_t)(dot - name) : strlen(name);
    size_t used = 0;
    for (size_t i = 0; i < length && used < 64; i++) {
        char c = name[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        id[used++] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
    }
    id[used] = '\0';
    if (used == 0)
        (void)snprintf(id, 65, "scenario");
}

/* Changes over a file that already says how some value differs from its base ("multiply",
 * "add") would act on that; then only a whole copy says what is meant. */
static bool is_relative(const json_t *file, const struct edit_state *edits)
{
    for (size_t i = 0; i < edits->count; i++) {
        const json_t *at = file;
        const char *rest = edits->items[i].pointer;
        while (json_is_object(at) && *rest == '/') {
            const size_t length = strcspn(rest + 1, "/");
            if (json_object_get(at, "multiply") != NULL || json_object_get(at, "add") != NULL)
                return true;
            char *key = strndup(rest + 1, length);
            at = key != NULL ? json_object_get(at, key) : NULL;
            free(key);
            rest += 1 + length;
        }
    }
    return false;
}

/* The changes over a JSON object with the name; takes `head` over. */
static char *over(const struct document *document, json_t *head,
                  const struct document_saving *saving)
{
    if (saving->name != NULL)
        (void)json_object_set_new(head, "name", json_string(saving->name));
    char *text = json_dumps(head, JSON_REAL_PRECISION(17));
    char *patched = text != NULL ? edits_patch(&document->edits, text) : NULL;
    json_decref(head);
    free(text);
    return patched;
}

static char *override_text(const struct document *document,
                           const struct document_saving *saving)
{
    char id[65];
    id_of(saving->path, id);
    json_t *head = json_pack("{s:s*, s:i, s:s, s:s}", "$schema", saving->schema, "format", 1,
                             "id", id, "extends", di_path_name(document->path));
    return head != NULL ? over(document, head, saving) : NULL;
}

/* `"name": ...` as the first member of an object that is written over lines. */
static char *with_name(char *text, const char *name)
{
    json_t *string = name != NULL ? json_string(name) : NULL;
    char *quoted = string != NULL ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
    const size_t room = strlen(text) + (quoted != NULL ? strlen(quoted) : 0) + 20;
    char *longer = quoted != NULL ? malloc(room) : NULL;
    if (longer != NULL)
        (void)snprintf(longer, room, "{\n  \"name\": %s,%s", quoted, text + 1);
    json_decref(string);
    free(quoted);
    if (longer == NULL)
        return text;
    free(text);
    return longer;
}

static char *whole_text(const struct document *document, const struct document_saving *saving,
                        const char *id)
{
    char *text = di_scenario_copy_text(document->scenario, id, saving->name != NULL ? NULL : "",
                                       saving->schema);
    return text != NULL ? with_name(text, saving->name) : NULL;
}

/* The document's own file; one that extends another keeps to what differs. */
static char *own_text(const struct document *document, const struct document_saving *saving)
{
    json_t *file = json_load_file(document->path, 0, NULL);
    const bool is_override = json_object_get(file, "extends") != NULL &&
                             !is_relative(file, edits_now(&document->edits));
    if (is_override)
        return over(document, file, saving);
    json_decref(file);
    return whole_text(document, saving, document->id);
}

char *saved_text(const struct document *document, const struct document_saving *saving)
{
    char id[65];
    if (strcmp(saving->path, document->path) == 0)
        return own_text(document, saving);
    if (is_beside(saving->path, document->path) && !document_is_of_results(document))
        return override_text(document, saving);
    id_of(saving->path, id);
    return whole_text(document, saving, id);
}
