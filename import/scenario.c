/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loading in order: read the files, merge, apply --set, check the structure, bind, finish. A
 * stage runs only if the ones before it left something to work on; checking and binding always
 * run both, so that all problems come at once.
 */
#include "di/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "di/digest.h"
#include "di/number.h"

#include "assignment.h"
#include "bind.h"
#include "check.h"
#include "first_error.h"
#include "merge.h"
#include "scenario_tree.h"
#include "target_section.h"

void di_scenario_destroy(struct di_scenario *scenario)
{
    if (scenario == NULL)
        return;
    di_model_destroy(scenario->model);
    free(scenario->resolved);
    free(scenario->files);
    if (scenario->tree != NULL) {
        di_sources_finish(&scenario->tree->sources);
        di_arena_finish(&scenario->tree->arena);
        free(scenario->tree);
    }
    free(scenario);
}

static struct di_scenario *create(struct di_diagnostics *diagnostics)
{
    struct di_scenario *scenario = calloc(1, sizeof *scenario);
    if (scenario == NULL)
        return NULL;
    scenario->tree = calloc(1, sizeof *scenario->tree);
    scenario->model = di_model_create();
    if (scenario->tree == NULL || scenario->model == NULL) {
        di_scenario_destroy(scenario);
        return NULL;
    }
    di_arena_init(&scenario->tree->arena);
    scenario->tree->sources.arena = &scenario->tree->arena;
    scenario->tree->sources.diagnostics = diagnostics;
    return scenario;
}

/* ---- stages ---- */

static enum di_status keep_files(struct di_scenario *scenario)
{
    const struct di_sources *sources = &scenario->tree->sources;
    scenario->files = calloc(sources->count + 1, sizeof *scenario->files);
    if (scenario->files == NULL)
        return DI_ERR_MEMORY;
    scenario->file_count = sources->count;
    for (size_t i = 0; i < sources->count; i++) {
        scenario->files[i].path = sources->items[i].path;
        memcpy(scenario->files[i].sha256, sources->items[i].sha256,
               sizeof scenario->files[i].sha256);
    }
    return DI_OK;
}

static enum di_status resolve(struct di_scenario *scenario, const struct di_set_override *sets,
                              size_t set_count)
{
    struct di_scenario_tree *tree = scenario->tree;
    tree->root = di_merge_sources(&tree->sources);
    if (tree->root == NULL)
        return DI_ERR_MEMORY;
    for (size_t i = 0; i < set_count; i++)
        if (!di_assignment_apply(&tree->sources, tree->root, &sets[i]))
            return DI_ERR_MEMORY;
    scenario->resolved = di_node_dump(tree->root);
    if (scenario->resolved == NULL)
        return DI_ERR_MEMORY;
    di_digest(scenario->resolved, strlen(scenario->resolved), scenario->sha256);
    return keep_files(scenario);
}

/* The engine reports by pointer; the file and line are those of the nearest value that exists
 * there. */
static void place_reports(const struct di_scenario *scenario, struct di_diagnostics *list,
                          size_t first)
{
    struct di_scenario_tree *tree = scenario->tree;
    for (size_t i = first; i < list->count; i++) {
        struct di_diagnostic *item = &list->items[i];
        char *pointer = di_arena_copy_text(&tree->arena, item->pointer);
        const struct di_node *node = NULL;
        while (pointer != NULL && node == NULL) {
            node = di_node_at(&tree->arena, tree->root, pointer);
            char *slash = strrchr(pointer, '/');
            if (slash == NULL)
                break;
            *slash = '\0';
        }
        if (node == NULL)
            node = tree->root;
        const char *file = di_sources_name(&tree->sources, node->file);
        char *copy = malloc(strlen(file) + 1);
        if (copy == NULL)
            continue;
        memcpy(copy, file, strlen(file) + 1);
        free(item->file);
        item->file = copy;
        item->line = node->line;
        item->column = node->column;
    }
}

/* One sentence in the place of one for every key that a study has and a scenario has not. */
static bool report_study(struct di_scenario_tree *tree)
{
    const struct di_node *list = di_node_find(&tree->arena, tree->root, "scenarios");
    struct di_message message = {.id =
                                     DI_N_("This is a study: it names scenarios and is none.")};
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return false;
    struct di_diagnostic *item =
        di_sources_report(&tree->sources, list, DI_SEVERITY_ERROR, DI_ERR_INPUT, &message);
    if (item != NULL)
        di_message_set(
            &item->hint,
            DI_N_("'homeward batch' checks a study with all its scenarios, and works "
                  "through it."),
            NULL, 0);
    return true;
}

static enum di_status build(struct di_scenario *scenario)
{
    struct di_scenario_tree *tree = scenario->tree;
    struct di_diagnostics *diagnostics = tree->sources.diagnostics;
    if (report_study(tree))
        return DI_OK;
    struct di_binding binding = {.sources = &tree->sources,
                                 .arena = &scenario->model->arena,
                                 .root = tree->root,
                                 .model = scenario->model};
    di_check_scenario(&tree->sources, tree->root);
    di_bind_model(&binding);
    if (binding.has_no_memory || !di_target_section_check(scenario))
        return DI_ERR_MEMORY;
    if (diagnostics->errors > 0)
        return DI_OK;
    const size_t before = diagnostics->count;
    const enum di_status status = di_model_finish(scenario->model, diagnostics);
    place_reports(scenario, diagnostics, before);
    return status;
}

/* ---- outcome ---- */

static enum di_status finish(struct di_scenario *scenario, enum di_status status,
                             const struct di_set_override *sets, size_t set_count,
                             size_t errors_before, size_t before, struct di_scenario **out,
                             struct di_error *error)
{
    const struct di_diagnostics *diagnostics = scenario->tree->sources.diagnostics;
    if (status == DI_OK)
        status = resolve(scenario, sets, set_count);
    if (status == DI_OK)
        status = build(scenario);
    const bool has_error = diagnostics->errors > errors_before;
    if (has_error) {
        status = di_first_error(diagnostics, errors_before, before, error);
    } else if (status == DI_ERR_MEMORY) {
        status = di_fail_memory(error);
    }
    if (status != DI_OK) {
        di_scenario_destroy(scenario);
        return status;
    }
    *out = scenario;
    return DI_OK;
}

enum di_status di_scenario_load(const char *path, const struct di_set_override *sets,
                                size_t set_count, struct di_diagnostics *diagnostics,
                                struct di_scenario **out, struct di_error *error)
{
    const size_t errors = diagnostics->errors, before = diagnostics->count;
    struct di_scenario *scenario = create(diagnostics);
    if (scenario == NULL)
        return di_fail_memory(error);
    const enum di_status status = di_sources_read(&scenario->tree->sources, path, error);
    return finish(scenario, status, sets, set_count, errors, before, out, error);
}

enum di_status di_scenario_load_patched(const char *path, const char *patch, size_t size,
                                        const char *shown_name,
                                        struct di_diagnostics *diagnostics,
                                        struct di_scenario **out, struct di_error *error)
{
    const size_t errors = diagnostics->errors, before = diagnostics->count;
    struct di_scenario *scenario = create(diagnostics);
    if (scenario == NULL)
        return di_fail_memory(error);
    const enum di_status status =
        di_sources_read_patched(&scenario->tree->sources, path, patch, size, shown_name, error);
    return finish(scenario, status, NULL, 0, errors, before, out, error);
}

enum di_status di_scenario_merge(const char *path, struct di_diagnostics *diagnostics,
                                 char **merged_out, struct di_error *error)
{
    const size_t errors = diagnostics->errors, before = diagnostics->count;
    struct di_scenario *scenario = create(diagnostics);
    if (scenario == NULL)
        return di_fail_memory(error);
    enum di_status status = di_sources_read(&scenario->tree->sources, path, error);
    const struct di_node *root =
        status == DI_OK ? di_merge_sources(&scenario->tree->sources) : NULL;
    char *merged = root != NULL ? di_node_dump_in_order(root) : NULL;
    if (diagnostics->errors > errors)
        status = di_first_error(diagnostics, errors, before, error);
    else if (status == DI_OK && merged == NULL)
        status = di_fail_memory(error);
    di_scenario_destroy(scenario);
    if (status == DI_OK)
        *merged_out = merged;
    else
        free(merged);
    return status;
}

enum di_status di_scenario_load_resolved(const char *resolved,
                                         const struct di_set_override *sets, size_t set_count,
                                         struct di_diagnostics *diagnostics,
                                         struct di_scenario **out, struct di_error *error)
{
    const size_t errors = diagnostics->errors, before = diagnostics->count;
    struct di_scenario *scenario = create(diagnostics);
    if (scenario == NULL)
        return di_fail_memory(error);
    const enum di_status status =
        di_sources_take(&scenario->tree->sources, resolved, strlen(resolved), "scenario.json");
    return finish(scenario, status, sets, set_count, errors, before, out, error);
}

enum di_status di_scenario_load_text(const char *text, size_t size, const char *shown_name,
                                     struct di_diagnostics *diagnostics,
                                     struct di_scenario **out, struct di_error *error)
{
    const size_t errors = diagnostics->errors, before = diagnostics->count;
    struct di_scenario *scenario = create(diagnostics);
    if (scenario == NULL)
        return di_fail_memory(error);
    const enum di_status status =
        di_sources_take(&scenario->tree->sources, text, size, shown_name);
    return finish(scenario, status, NULL, 0, errors, before, out, error);
}

/* ---- the first day ---- */

enum di_status di_scenario_start(const struct di_scenario *scenario,
                                 struct di_diagnostics *diagnostics,
                                 struct di_warm_start **start_out, struct di_error *error)
{
    const size_t errors = diagnostics->errors, before = diagnostics->count;
    const enum di_status status =
        di_warm_start_prepare(scenario->model, diagnostics, start_out, error);
    place_reports(scenario, diagnostics, before);
    return status != DI_OK && diagnostics->errors > errors
               ? di_first_error(diagnostics, errors, before, error)
               : status;
}

/* ---- copies ---- */

bool di_scenario_is_id(const char *text)
{
    const size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return length >= 1 && length <= 64 && text[length] == '\0';
}

bool di_scenario_is_reserved(const char *id)
{
    static const char *const reserved[] = {
        "unplaced", "home",         "home_closed",    "adopted",         "aged_out",
        "died",     "left_country", "unexplained_in", "unexplained_out", "adult_institution",
        "all",      "source",       "year",           "quality",         "note"};
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (strcmp(reserved[i], id) == 0)
            return true;
    return false;
}

/* A name, or one a language, with a suffix each; NULL: none, or out of memory. */
static struct di_node *longer_name(struct di_arena *arena, const struct di_node *name,
                                   const char *suffix)
{
    struct di_node *copy = DI_ARENA_NEW(arena, 1, struct di_node);
    if (copy == NULL)
        return NULL;
    *copy = *name;
    if (name->type == DI_NODE_TEXT) {
        const size_t length = strlen(name->text), more = strlen(suffix);
        char *text = DI_ARENA_NEW(arena, length + more + 1, char);
        if (text == NULL)
            return NULL;
        memcpy(text, name->text, length);
        memcpy(text + length, suffix, more + 1);
        copy->text = text;
    } else if (name->type == DI_NODE_OBJECT) {
        copy->children = DI_ARENA_NEW(arena, (size_t)name->count + 1, struct di_node *);
        copy->by_key = NULL;
        if (copy->children == NULL)
            return NULL;
        for (uint32_t i = 0; i < name->count; i++)
            if ((copy->children[i] = longer_name(arena, name->children[i], suffix)) == NULL)
                return NULL;
    }
    return copy;
}

static const char *schema_of(const struct di_node *root, const char *wanted)
{
    for (uint32_t i = 0; i < root->count; i++)
        if (strcmp(root->children[i]->key, "$schema") == 0 &&
            root->children[i]->type == DI_NODE_TEXT &&
            strstr(root->children[i]->text, "://") != NULL)
            return root->children[i]->text;
    return wanted;
}

char *di_scenario_copy_text(const struct di_scenario *scenario, const char *id,
                            const char *name_suffix, const char *schema)
{
    struct di_arena arena;
    struct di_node root = *scenario->tree->root;
    struct di_node own_id = {.type = DI_NODE_TEXT, .text = id, .key = "id"};
    struct di_node own_schema = {
        .type = DI_NODE_TEXT, .text = schema_of(&root, schema), .key = "$schema"};
    struct di_node **children = calloc((size_t)root.count + 2, sizeof *children);
    uint32_t count = 0;
    if (children == NULL)
        return NULL;
    di_arena_init(&arena);
    if (own_schema.text != NULL)
        children[count++] = &own_schema;
    for (uint32_t i = 0; i < root.count; i++) {
        struct di_node *member = root.children[i];
        struct di_node *name = strcmp(member->key, "name") == 0 && name_suffix != NULL
                                   ? longer_name(&arena, member, name_suffix)
                                   : NULL;
        if (strcmp(member->key, "id") == 0)
            children[count++] = &own_id;
        else if (name != NULL)
            children[count++] = name;
        else if (strcmp(member->key, "name") != 0 && strcmp(member->key, "$schema") != 0)
            children[count++] = member;
    }
    root.children = children;
    root.count = count;
    char *text = di_node_dump_in_order(&root);
    di_arena_finish(&arena);
    free(children);
    return text;
}

/* ---- values ---- */

struct visiting {
    const struct di_scenario_tree *tree;
    struct di_arena arena;
    void (*visit)(void *context, const struct di_scenario_value *value);
    void *context;
};

static int by_key(const void *a, const void *b)
{
    const struct di_node *const *x = a, *const *y = b;
    return strcmp((*x)->key, (*y)->key); /* keys of one object differ */
}

static bool visit_value(struct visiting *visiting, const struct di_node *node)
{
    char *text = di_node_dump(node);
    if (text == NULL)
        return false;
    text[strlen(text) - 1] = '\0'; /* the line end */
    const struct di_scenario_value value = {
        .pointer = di_node_pointer(&visiting->arena, node),
        .text = text,
        .file = di_sources_name(&visiting->tree->sources, node->file),
        .line = node->line,
        .changed_by = node->changed_by == DI_NODE_NO_FILE
                          ? ""
                          : di_sources_name(&visiting->tree->sources, node->changed_by)};
    visiting->visit(visiting->context, &value);
    free(text);
    return true;
}

static bool visit_node(struct visiting *visiting, const struct di_node *node)
{
    if (node->type != DI_NODE_OBJECT && node->type != DI_NODE_ARRAY)
        return visit_value(visiting, node);
    struct di_node **children = DI_ARENA_NEW(&visiting->arena, node->count, struct di_node *);
    if (children == NULL)
        return false;
    if (node->count > 0)
        memcpy(children, node->children, node->count * sizeof *children);
    if (node->type == DI_NODE_OBJECT)
        qsort(children, node->count, sizeof *children, by_key);
    bool is_ok = true;
    for (uint32_t i = 0; i < node->count && is_ok; i++)
        is_ok = visit_node(visiting, children[i]);
    return is_ok;
}

enum di_status di_scenario_each_value(const struct di_scenario *scenario,
                                      void (*visit)(void *context,
                                                    const struct di_scenario_value *value),
                                      void *context)
{
    struct visiting visiting = {.tree = scenario->tree, .visit = visit, .context = context};
    di_arena_init(&visiting.arena);
    const bool is_ok = visit_node(&visiting, scenario->tree->root);
    di_arena_finish(&visiting.arena);
    return is_ok ? DI_OK : DI_ERR_MEMORY;
}
