/* SPDX-License-Identifier: GPL-3.0-or-later */
/* {"documents": [{"path": ..., "results": ..., "edits": [[pointer, json], ...]}]} */
#include "autosave.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/wall_clock.h"

#include "user_file.h"

static char *path_of_copy(void)
{
    return user_file_path(USER_FILE_DATA, "autosave.json");
}

static json_t *document_to_json(const struct document *document)
{
    const struct edit_state *now = edits_now(&document->edits);
    json_t *edits = json_array();
    for (size_t i = 0; i < now->count; i++)
        if (!now->items[i].is_aside) /* it comes again with the others */
            (void)json_array_append_new(
                edits, json_pack("[s, s]", now->items[i].pointer, now->items[i].json));
    return json_pack("{s:s, s:s*, s:o}", "path", document->path, "results", document->folder,
                     "edits", edits);
}

void autosave_remove(void)
{
    char *path = path_of_copy();
    if (path != NULL)
        (void)di_disk_file_remove(path);
    free(path);
}

void autosave_write(struct session *session)
{
    size_t edits = 0;
    json_t *list = json_array();
    for (size_t i = 0; i < session->count; i++) {
        edits += edits_count(&session->documents[i]->edits);
        (void)json_array_append_new(list, document_to_json(session->documents[i]));
    }
    json_t *root = json_pack("{s:o}", "documents", list);
    char *text = root != NULL && edits > 0 ? json_dumps(root, JSON_INDENT(1)) : NULL;
    char *path = path_of_copy();
    if (edits == 0)
        autosave_remove();
    else if (path != NULL && text != NULL && user_file_write(path, text, strlen(text)))
        di_wall_clock_text(session->saved_at);
    json_decref(root);
    free(text);
    free(path);
}

static json_t *read_copy(void)
{
    char *path = path_of_copy();
    json_t *root = path != NULL ? json_load_file(path, 0, NULL) : NULL;
    free(path);
    return root;
}

size_t autosave_count(void)
{
    json_t *root = read_copy();
    const json_t *list = json_object_get(root, "documents");
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(list); i++)
        count += json_array_size(json_object_get(json_array_get(list, i), "edits"));
    json_decref(root);
    return count;
}

static bool restore_document(struct session *session, const json_t *json)
{
    const char *path = json_string_value(json_object_get(json, "path"));
    const char *folder = json_string_value(json_object_get(json, "results"));
    const json_t *edits = json_object_get(json, "edits");
    struct edit_state state = {0};
    struct di_error error;
    if (path == NULL || !session_add(session, path, &error))
        return false;
    struct document *document = session_document(session);
    for (size_t i = 0; i < json_array_size(edits); i++) {
        const json_t *edit = json_array_get(edits, i);
        const char *pointer = json_string_value(json_array_get(edit, 0));
        const char *value = json_string_value(json_array_get(edit, 1));
        if (pointer != NULL && value != NULL)
            (void)edit_state_add(&state, pointer, value);
    }
    if (folder != NULL && document->folder == NULL)
        (void)document_take_results(document, folder, &error);
    document_restore(document, &state);
    edit_state_finish(&state);
    return true;
}

bool autosave_restore(struct session *session)
{
    json_t *root = read_copy();
    const json_t *list = json_object_get(root, "documents");
    bool is_any = false;
    session->recoverable = 1; /* session_add must not overwrite the copy */
    for (size_t i = 0; i < json_array_size(list); i++)
        is_any = restore_document(session, json_array_get(list, i)) || is_any;
    json_decref(root);
    return is_any;
}
