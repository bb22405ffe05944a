/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario's own tree is the folder above its folder: a file may extend its neighbours and
 * the files of sibling folders, nothing else. Real paths are compared, so neither
 * ".." nor a symbolic link leads out.
 */
#include "source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/digest.h"
#include "di/disk_file.h"
#include "di/outside_file.h"
#include "di/path.h"

const char *di_sources_name(const struct di_sources *sources, uint16_t file)
{
    return file < sources->count ? sources->items[file].path : "--set";
}

struct di_diagnostic *di_sources_report(struct di_sources *sources, const struct di_node *node,
                                        enum di_severity severity, enum di_status status,
                                        const struct di_message *message)
{
    return di_diagnostics_add(sources->diagnostics, severity, status,
                              di_sources_name(sources, node->file), node->line, node->column,
                              di_node_pointer(sources->arena, node), message);
}

void di_sources_finish(struct di_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        free(sources->items[i].real_path);
    free(sources->tree);
    sources->tree = NULL;
    sources->count = 0;
}

/* ---- one text ---- */

static enum di_status report_plain(struct di_sources *sources, enum di_status status,
                                   const char *path, const char *id, const char *argument)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_text_arg(argument));
    (void)di_diagnostics_add(sources->diagnostics, DI_SEVERITY_ERROR, status, path, 1, 1, "",
                             &message);
    return status;
}

/* The scanner has accepted the text, so what jansson still refuses is for lack of memory; its
 * own words are kept in case the two ever disagree. */
static enum di_status report_jansson(struct di_sources *sources, const char *path,
                                     const json_error_t *error)
{
    struct di_message message;
    if (json_error_code(error) == json_error_out_of_memory)
        return DI_ERR_MEMORY;
    DI_MESSAGE(&message, DI_N_("The JSON reader says: %1."), di_text_arg(error->text));
    (void)di_diagnostics_add(sources->diagnostics, DI_SEVERITY_ERROR, DI_ERR_SYNTAX, path,
                             error->line > 0 ? (uint32_t)error->line : 1,
                             error->column > 0 ? (uint32_t)error->column : 1, "", &message);
    return DI_ERR_SYNTAX;
}

static enum di_status parse(struct di_sources *sources, struct di_source *source,
                            const char *text, size_t size)
{
    struct di_json_positions positions = {0};
    json_error_t json_error;
    json_t *json = NULL;
    enum di_status status =
        di_json_position_scan(text, size, source->path, &positions, sources->diagnostics);
    if (status == DI_OK) {
        json = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL,
                          &json_error);
        if (json == NULL)
            status = report_jansson(sources, source->path, &json_error);
    }
    if (status == DI_OK) {
        source->root = di_node_from_json(sources->arena, json,
                                         (uint16_t)(source - sources->items), &positions);
        if (source->root == NULL)
            status = DI_ERR_MEMORY;
        else if (source->root->type != DI_NODE_OBJECT)
            status = report_plain(sources, DI_ERR_TYPE, source->path,
                                  sources->no_object != NULL
                                      ? sources->no_object
                                      : DI_N_("A scenario is one object, written { ... }."),
                                  "");
    }
    json_decref(json);
    di_json_positions_finish(&positions);
    return status;
}

enum di_status di_sources_take_alone(struct di_sources *sources, const char *text, size_t size,
                                     const char *shown_name)
{
    struct di_source *source = &sources->items[0];
    source->path = di_arena_copy_text(sources->arena, shown_name);
    if (source->path == NULL)
        return DI_ERR_MEMORY;
    sources->count = 1;
    if (size > DI_JSON_BYTES_MAX)
        return report_plain(sources, DI_ERR_LIMIT, shown_name,
                            DI_N_("The file is larger than 16 MB."), "");
    di_digest(text, size, source->sha256);
    return parse(sources, source, text, size);
}

enum di_status di_sources_take(struct di_sources *sources, const char *text, size_t size,
                               const char *shown_name)
{
    struct di_message message;
    const enum di_status status = di_sources_take_alone(sources, text, size, shown_name);
    struct di_node *extends =
        status == DI_OK ? di_node_find(sources->arena, sources->items[0].root, "extends")
                        : NULL;
    if (extends == NULL)
        return status;
    di_message_set(&message, DI_N_("A scenario that is not in a file cannot extend another."),
                   NULL, 0);
    (void)di_sources_report(sources, extends, DI_SEVERITY_ERROR, DI_ERR_EXTENDS, &message);
    return DI_ERR_EXTENDS;
}

/* ---- files ---- */

enum di_status di_sources_read_bytes(struct di_sources *sources, const char *path,
                                     char **bytes_out, size_t *size_out)
{
    struct di_error error = {0};
    const enum di_status status =
        di_outside_file_read(path, DI_JSON_BYTES_MAX, bytes_out, size_out, &error);
    if (status != DI_OK && status != DI_ERR_MEMORY)
        (void)di_diagnostics_add(sources->diagnostics, DI_SEVERITY_ERROR, status, error.where,
                                 0, 0, "", &error.message);
    return status;
}

/* Shown as source->path: the standard input is "-" and has a name of its own. */
static enum di_status read_file(struct di_sources *sources, struct di_source *source,
                                const char *path)
{
    char *text = NULL;
    size_t size = 0;
    enum di_status status = di_sources_read_bytes(sources, path, &text, &size);
    if (status != DI_OK)
        return status;
    di_digest(text, size, source->sha256);
    status = parse(sources, source, text, size);
    free(text);
    return status;
}

/* ---- extends ---- */

/* Bytes of the folder of a real path, without its slash. */
static size_t folder_length(const char *real_path)
{
    const char *slash = strrchr(real_path, '/');
    return slash == NULL ? 0 : (size_t)(slash - real_path);
}

/* The folder above the scenario's folder, as a real path. */
static char *tree_of(const char *real_path)
{
    char *tree = malloc(strlen(real_path) + 2);
    if (tree == NULL)
        return NULL;
    memcpy(tree, real_path, strlen(real_path) + 1);
    tree[folder_length(tree)] = '\0';
    tree[folder_length(tree)] = '\0';
    return tree; /* "" is the root folder */
}

static bool is_inside(const char *tree, const char *real_path)
{
    const size_t length = strlen(tree);
    return strncmp(tree, real_path, length) == 0 && real_path[length] == '/';
}

static enum di_status refuse(struct di_sources *sources, const struct di_node *node,
                             const char *id, const char *hint_id)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_text_arg(node->type == DI_NODE_TEXT ? node->text : ""),
               di_integer_arg(DI_SCENARIO_EXTENDS_MAX));
    struct di_diagnostic *item =
        di_sources_report(sources, node, DI_SEVERITY_ERROR, DI_ERR_EXTENDS, &message);
    if (item != NULL && hint_id != NULL)
        di_message_set(&item->hint, hint_id, NULL, 0);
    return DI_ERR_EXTENDS;
}

const char *di_sources_path(struct di_sources *sources, const char *from, const char *path)
{
    const size_t folder = di_path_folder_length(from);
    char *joined = DI_ARENA_NEW(sources->arena, folder + strlen(path) + 1, char);
    if (joined == NULL)
        return NULL;
    memcpy(joined, from, folder);
    memcpy(joined + folder, path, strlen(path) + 1);
    return joined;
}

enum di_source_place di_sources_place(const struct di_sources *sources, const char *path)
{
    if (sources->tree == NULL)
        return DI_PLACE_INSIDE;
    char *real_path = di_disk_file_real_path(path);
    enum di_source_place place = DI_PLACE_NOWHERE;
    if (real_path != NULL)
        place = is_inside(sources->tree, real_path) ? DI_PLACE_INSIDE : DI_PLACE_OUTSIDE;
    free(real_path);
    return place;
}

static enum di_status check_place(struct di_sources *sources, const struct di_node *node,
                                  const char *real_path)
{
    if (real_path == NULL)
        return errno == ENOMEM ? DI_ERR_MEMORY
                               : refuse(sources, node, DI_N_("The base file '%1' is missing."),
                                        DI_N_("Paths count from the folder of this file."));
    if (!is_inside(sources->tree, real_path))
        return refuse(sources, node,
                      DI_N_("The base file '%1' leaves the scenario's own tree."),
                      DI_N_("A scenario may extend files of its folder and of the folders "
                            "beside it."));
    for (size_t i = 0; i < sources->count; i++)
        if (sources->items[i].real_path != NULL &&
            strcmp(sources->items[i].real_path, real_path) == 0)
            return refuse(sources, node,
                          DI_N_("The base file '%1' leads back to a file that extends it."),
                          DI_N_("Remove one of the 'extends' keys of this circle."));
    return DI_OK;
}

static enum di_status read_base(struct di_sources *sources, struct di_node *node)
{
    if (node->type != DI_NODE_TEXT || node->text[0] == '\0')
        return refuse(sources, node, DI_N_("'extends' names one base file."),
                      DI_N_("Write \"extends\": \"baseline.json\"."));
    if (di_path_is_absolute(node->text))
        return refuse(sources, node, DI_N_("The base file '%1' is an absolute path."),
                      DI_N_("Write the path from the folder of this file."));
    const size_t patches = sources->items[0].real_path == NULL ? 1 : 0;
    if (sources->count > DI_SCENARIO_EXTENDS_MAX + patches)
        return refuse(sources, node,
                      DI_N_("'%1' would be one base too many: at most %2 in a row."), NULL);
    const struct di_source *from = &sources->items[sources->count - 1];
    const char *path = di_sources_path(sources, from->path, node->text);
    if (path == NULL)
        return DI_ERR_MEMORY;
    errno = 0;
    char *real_path = di_disk_file_real_path(path);
    enum di_status status = check_place(sources, node, real_path);
    if (status != DI_OK) {
        free(real_path);
        return status;
    }
    struct di_source *source = &sources->items[sources->count++];
    source->path = path;
    source->real_path = real_path;
    status = read_file(sources, source, source->path);
    if (status == DI_ERR_FILE)
        return refuse(sources, node, DI_N_("The base file '%1' could not be read."), NULL);
    return status;
}

/* As if it were a file "-" of the current folder. */
static char *place_of_stdin(void)
{
    static const char name[] = "/" DI_SCENARIO_STDIN;
    char *folder = di_disk_file_real_path(".");
    char *place = folder == NULL ? NULL : malloc(strlen(folder) + sizeof name);
    if (place != NULL)
        (void)snprintf(place, strlen(folder) + sizeof name, "%s%s", folder, name);
    free(folder);
    return place;
}

static enum di_status read_first(struct di_sources *sources, const char *path,
                                 struct di_error *error)
{
    struct di_source *source = &sources->items[sources->count];
    const bool is_stdin = strcmp(path, DI_SCENARIO_STDIN) == 0;
    source->path = di_arena_copy_text(sources->arena, is_stdin ? DI_SCENARIO_STDIN_NAME : path);
    if (source->path == NULL)
        return di_fail_memory(error);
    source->real_path = is_stdin ? place_of_stdin() : di_disk_file_real_path(path);
    if (source->real_path == NULL)
        return DI_FAIL(
            error, DI_ERR_FILE, path,
            sources->missing != NULL
                ? sources->missing
                : DI_N_("The scenario file '%1' does not exist or cannot be reached."),
            di_text_arg(path));
    sources->count++;
    sources->tree = tree_of(source->real_path);
    if (sources->tree == NULL)
        return di_fail_memory(error);
    return read_file(sources, source, path);
}

enum di_status di_sources_read_alone(struct di_sources *sources, const char *path,
                                     struct di_error *error)
{
    return read_first(sources, path, error);
}

enum di_status di_sources_read(struct di_sources *sources, const char *path,
                               struct di_error *error)
{
    enum di_status status = read_first(sources, path, error);
    while (status == DI_OK) {
        struct di_node *node =
            di_node_find(sources->arena, sources->items[sources->count - 1].root, "extends");
        if (node == NULL)
            return DI_OK;
        status = read_base(sources, node);
    }
    return status;
}

enum di_status di_sources_read_patched(struct di_sources *sources, const char *path,
                                       const char *patch, size_t size, const char *shown_name,
                                       struct di_error *error)
{
    const enum di_status status = di_sources_take(sources, patch, size, shown_name);
    if (status == DI_ERR_MEMORY)
        return di_fail_memory(error);
    return status == DI_OK ? di_sources_read(sources, path, error) : status;
}
