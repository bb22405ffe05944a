/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mapping file, read and checked; what it says is in the arena. */
#include "di/office_mapping.h"

#include <stdlib.h>
#include <string.h>

#include "di/nearest.h"

#include "first_error.h"
#include "mapping_parts.h"
#include "source.h"
#include "wipe.h"

/* Keys of "options", and what they may say: of all kinds, which may have more of their own. */
static const struct di_office_option form_options[] = {
    {"encoding", "utf-8|utf-16|cp1251|cp1252"},
    {"separator", "comma|semicolon|tab"},
    {"decimal", "point|comma"},
    {"sheet", NULL},
    {"heading_row", NULL}};
enum {
    FORM_OPTIONS = sizeof form_options / sizeof form_options[0],
    OPTIONS_MAX = 16,
    NAMES_MAX = 48
};

struct mapping_reading {
    struct di_office_mapping *mapping;
    struct di_sources sources;
    const struct di_mapping_request *request;
    const struct di_node *section;
};

/* ---- reports ---- */

void di_mapping_report(const struct di_office_mapping *mapping, const struct di_node *node,
                       enum di_status status, const char *sentence, const char *first,
                       const char *second)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(first), di_text_arg(second));
    (void)di_diagnostics_add(mapping->diagnostics, DI_SEVERITY_ERROR, status, mapping->name,
                             node->line, node->column, "", &message);
}

static void report(const struct mapping_reading *reading, const struct di_node *node,
                   enum di_status status, const char *sentence, const char *first,
                   const char *second)
{
    di_mapping_report(reading->mapping, node, status, sentence, first, second);
}

static void report_unknown(struct mapping_reading *reading, const struct di_node *node,
                           const char *const *names, size_t count)
{
    const char *nearest = di_nearest_name(node->key, names, count);
    if (nearest != NULL)
        report(reading, node, DI_ERR_UNKNOWN_KEY, DI_N_("There is no '%1' here. Is it '%2'?"),
               node->key, nearest);
    else
        report(reading, node, DI_ERR_UNKNOWN_KEY, DI_N_("There is no '%1' here."), node->key,
               "");
}

static bool is_text(struct mapping_reading *reading, const struct di_node *node)
{
    if (node->type == DI_NODE_TEXT && node->text[0] != '\0')
        return true;
    report(reading, node, DI_ERR_TYPE, DI_N_("'%1' needs a text."), node->key, "");
    return false;
}

static bool is_object(struct mapping_reading *reading, const struct di_node *node)
{
    if (node->type == DI_NODE_OBJECT)
        return true;
    report(reading, node, DI_ERR_TYPE, DI_N_("'%1' needs an object, written { ... }."),
           node->key, "");
    return false;
}

enum role_use { FOR_COLUMNS, FOR_CODES, FOR_CONSTANTS };

static bool is_for(const struct di_office_role *role, enum role_use use)
{
    return use == FOR_COLUMNS || (use == FOR_CODES ? role->has_codes : role->may_be_constant);
}

/* SIZE_MAX: unknown, which is reported. */
static size_t find_role(struct mapping_reading *reading, const struct di_node *node,
                        enum role_use use)
{
    const struct di_office_mapping *mapping = reading->mapping;
    const char *names[DI_OFFICE_ROLES_MAX];
    size_t count = 0;
    for (size_t r = 0; r < mapping->role_count; r++) {
        if (!is_for(&mapping->roles[r], use))
            continue;
        if (strcmp(mapping->roles[r].id, node->key) == 0)
            return r;
        names[count++] = mapping->roles[r].id;
    }
    report_unknown(reading, node, names, count);
    return SIZE_MAX;
}

/* ---- the parts ---- */

static void read_columns(struct mapping_reading *reading, const struct di_node *columns)
{
    struct di_office_mapping *mapping = reading->mapping;
    for (uint32_t i = 0; is_object(reading, columns) && i < columns->count; i++) {
        const struct di_node *node = columns->children[i];
        const size_t role = find_role(reading, node, FOR_COLUMNS);
        if (role != SIZE_MAX && is_text(reading, node))
            mapping->heading[role] = node;
    }
}

bool di_mapping_is_term(const struct di_office_role *role, const char *id)
{
    for (size_t t = 0; t < role->term_count; t++)
        if (strcmp(role->terms[t].id, id) == 0)
            return true;
    return role->terms == NULL;
}

void di_mapping_report_term(const struct di_office_mapping *mapping,
                            const struct di_office_role *role, const struct di_node *node,
                            const char *text)
{
    const char *names[NAMES_MAX];
    const size_t count = role->term_count < NAMES_MAX ? role->term_count : NAMES_MAX;
    for (size_t t = 0; t < count; t++)
        names[t] = role->terms[t].id;
    const char *nearest = di_nearest_name(text, names, count);
    di_mapping_report(mapping, node, DI_ERR_REFERENCE,
                      nearest != NULL ? DI_N_("'%1' is no id that can stand here. Is it '%2'?")
                                      : DI_N_("'%1' is no id that can stand here."),
                      text, nearest != NULL ? nearest : "");
}

static void check_code(struct mapping_reading *reading, const struct di_office_role *role,
                       const struct di_node *node)
{
    if (is_text(reading, node) && !di_mapping_is_term(role, node->text))
        di_mapping_report_term(reading->mapping, role, node, node->text);
}

static void read_constants(struct mapping_reading *reading, const struct di_node *constants)
{
    struct di_office_mapping *mapping = reading->mapping;
    for (uint32_t i = 0; is_object(reading, constants) && i < constants->count; i++) {
        const struct di_node *node = constants->children[i];
        const size_t role = find_role(reading, node, FOR_CONSTANTS);
        if (role == SIZE_MAX || !is_text(reading, node))
            continue;
        mapping->constant[role] = node;
        if (!di_mapping_is_term(&mapping->roles[role], node->text))
            di_mapping_report_term(mapping, &mapping->roles[role], node, node->text);
    }
}

static void read_codes(struct mapping_reading *reading, const struct di_node *codes)
{
    struct di_office_mapping *mapping = reading->mapping;
    for (uint32_t i = 0; is_object(reading, codes) && i < codes->count; i++) {
        const struct di_node *node = codes->children[i];
        const size_t role = find_role(reading, node, FOR_CODES);
        if (role == SIZE_MAX || !is_object(reading, node))
            continue;
        mapping->codes[role] = node;
        for (uint32_t c = 0; c < node->count; c++)
            check_code(reading, &mapping->roles[role], node->children[c]);
    }
}

static bool is_choice(const char *choices, const char *text)
{
    const size_t length = strlen(text);
    for (const char *p = choices; *p != '\0';) {
        const size_t width = strcspn(p, "|");
        if (width == length && memcmp(p, text, length) == 0)
            return true;
        p += width + (p[width] == '|');
    }
    return false;
}

static void check_heading_row(struct mapping_reading *reading, const struct di_node *node)
{
    const bool is_row = node->type == DI_NODE_NUMBER && node->number >= 1 &&
                        node->number <= DI_OFFICE_ROWS_MAX &&
                        node->number == (double)(uint32_t)node->number;
    if (is_row)
        reading->mapping->heading_row = (uint32_t)node->number;
    else
        report(reading, node, DI_ERR_TYPE, DI_N_("'%1' needs the number of a row, from 1."),
               node->key, "");
}

static void check_option(struct mapping_reading *reading, const struct di_node *node,
                         const char *choices)
{
    if (strcmp(node->key, "heading_row") == 0)
        check_heading_row(reading, node);
    else if (is_text(reading, node) && choices != NULL && !is_choice(choices, node->text))
        report(reading, node, DI_ERR_INPUT, DI_N_("'%1' cannot be this; choose one of %2."),
               node->key, choices);
}

static void read_options(struct mapping_reading *reading, const struct di_node *options)
{
    const char *names[OPTIONS_MAX], *choices[OPTIONS_MAX];
    const struct di_office_kind *kind = reading->request->kind;
    size_t count = 0;
    for (size_t k = 0; k < FORM_OPTIONS; k++, count++) {
        names[count] = form_options[k].key;
        choices[count] = form_options[k].choices;
    }
    for (size_t k = 0; k < kind->option_count; k++, count++) {
        names[count] = kind->options[k].key;
        choices[count] = kind->options[k].choices;
    }
    if (!is_object(reading, options))
        return;
    reading->mapping->options = options;
    for (uint32_t i = 0; i < options->count; i++) {
        const struct di_node *node = options->children[i];
        size_t at = 0;
        while (at < count && strcmp(names[at], node->key) != 0)
            at++;
        if (at < count)
            check_option(reading, node, choices[at]);
        else
            report_unknown(reading, node, names, count);
    }
}

static void check_format(struct mapping_reading *reading, const struct di_node *node)
{
    if (node->type != DI_NODE_NUMBER || node->number != 1)
        report(reading, node, DI_ERR_UNSUPPORTED, DI_N_("'%1' must be 1."), node->key, "");
}

static void check_kind(struct mapping_reading *reading, const struct di_node *node)
{
    if (is_text(reading, node) && strcmp(node->text, reading->request->kind->id) != 0)
        report(reading, node, DI_ERR_INPUT,
               DI_N_("The mapping is for 'import %1', not for 'import %2'."), node->text,
               reading->request->kind->id);
}

static void need(struct mapping_reading *reading, const struct di_node *root, const char *key)
{
    for (uint32_t i = 0; i < root->count; i++)
        if (strcmp(root->children[i]->key, key) == 0)
            return;
    report(reading, root, DI_ERR_MISSING, DI_N_("The mapping has no '%1'."), key, "");
}

static void read_member(struct mapping_reading *reading, const struct di_node *node)
{
    const char *section = reading->request->section;
    const char *const names[] = {"format",  "kind",      "columns",
                                 "codes",   "constants", "options",
                                 "$schema", "notes",     section != NULL ? section : "notes"};
    if (strcmp(node->key, "format") == 0)
        check_format(reading, node);
    else if (strcmp(node->key, "kind") == 0)
        check_kind(reading, node);
    else if (strcmp(node->key, "columns") == 0)
        read_columns(reading, node);
    else if (strcmp(node->key, "codes") == 0)
        read_codes(reading, node);
    else if (strcmp(node->key, "constants") == 0)
        read_constants(reading, node);
    else if (strcmp(node->key, "options") == 0)
        read_options(reading, node);
    else if (section != NULL && strcmp(node->key, section) == 0)
        reading->section = is_object(reading, node) ? node : NULL;
    else if (strcmp(node->key, "$schema") == 0 || strcmp(node->key, "notes") == 0)
        (void)is_text(reading, node);
    else
        report_unknown(reading, node, names, sizeof names / sizeof names[0]);
}

/* ---- the whole ---- */

static struct di_office_mapping *create(const struct di_office_role *roles, size_t role_count,
                                        struct di_diagnostics *diagnostics)
{
    struct di_office_mapping *mapping = calloc(1, sizeof *mapping);
    if (mapping == NULL)
        return NULL;
    di_arena_init(&mapping->arena);
    mapping->roles = roles;
    mapping->role_count = role_count;
    mapping->diagnostics = diagnostics;
    for (size_t r = 0; r < role_count; r++)
        mapping->met[r].unknown_end = &mapping->met[r].unknown;
    mapping->name = "";
    return mapping;
}

void di_office_mapping_destroy(struct di_office_mapping *mapping)
{
    if (mapping == NULL)
        return;
    di_arena_clear(&mapping->arena, di_wipe); /* words of cells may be names of people */
    di_arena_finish(&mapping->arena);
    free(mapping);
}

static enum di_status read_source(struct mapping_reading *reading, struct di_error *error)
{
    const struct di_mapping_request *request = reading->request;
    const enum di_status status =
        request->path != NULL ? di_sources_read_alone(&reading->sources, request->path, error)
                              : di_sources_take_alone(&reading->sources, request->text,
                                                      request->size, request->shown_name);
    if (status != DI_OK)
        return status;
    const struct di_node *root = reading->sources.items[0].root;
    reading->mapping->name = reading->sources.items[0].path;
    for (uint32_t i = 0; i < root->count; i++)
        read_member(reading, root->children[i]);
    need(reading, root, "format");
    need(reading, root, "kind");
    if (request->read_section != NULL)
        request->read_section(request->context, reading->mapping, reading->section);
    return DI_OK;
}

static enum di_status read_mapping(struct mapping_reading *reading, struct di_error *error)
{
    struct di_diagnostics *list = reading->mapping->diagnostics;
    const size_t before = list->count, errors_before = list->errors;
    reading->sources = (struct di_sources){
        .arena = &reading->mapping->arena,
        .diagnostics = list,
        .missing = DI_N_("The mapping '%1' does not exist or cannot be reached."),
        .no_object = DI_N_("A mapping is one object, written { ... }.")};
    enum di_status status = read_source(reading, error);
    if (status == DI_ERR_MEMORY)
        status = di_fail_memory(error);
    else if (status == DI_OK || list->errors > errors_before)
        status = di_first_error(list, errors_before, before, error);
    di_sources_finish(&reading->sources);
    return status;
}

enum di_status di_mapping_read(const struct di_mapping_request *request,
                               struct di_diagnostics *diagnostics,
                               struct di_office_mapping **out, struct di_error *error)
{
    struct mapping_reading reading = {
        .request = request,
        .mapping = create(request->kind->roles, request->kind->role_count, diagnostics)};
    if (reading.mapping == NULL)
        return di_fail_memory(error);
    const bool is_none = request->path == NULL && request->text == NULL;
    const enum di_status status = is_none ? DI_OK : read_mapping(&reading, error);
    if (status == DI_OK)
        *out = reading.mapping;
    else
        di_office_mapping_destroy(reading.mapping);
    return status;
}

enum di_status di_office_mapping_read(const char *path, const struct di_office_kind *kind,
                                      struct di_diagnostics *diagnostics,
                                      struct di_office_mapping **out, struct di_error *error)
{
    const struct di_mapping_request request = {.path = path, .kind = kind};
    return di_mapping_read(&request, diagnostics, out, error);
}

enum di_status di_office_mapping_read_text(
    const char *text, size_t size, const char *shown_name, const struct di_office_kind *kind,
    struct di_diagnostics *diagnostics, struct di_office_mapping **out, struct di_error *error)
{
    const struct di_mapping_request request = {
        .text = text, .size = size, .shown_name = shown_name, .kind = kind};
    return di_mapping_read(&request, diagnostics, out, error);
}

const char *di_office_mapping_constant(const struct di_office_mapping *mapping, size_t role)
{
    return mapping->constant[role] != NULL ? mapping->constant[role]->text : NULL;
}

/* ---- options ---- */

static const char *option_text(const struct di_office_mapping *mapping, const char *key)
{
    const struct di_node *options = mapping->options;
    for (uint32_t i = 0; options != NULL && i < options->count; i++)
        if (strcmp(options->children[i]->key, key) == 0)
            return options->children[i]->text;
    return NULL;
}

bool di_mapping_says(const struct di_office_mapping *mapping, const char *key,
                     const char *choice)
{
    const char *text = option_text(mapping, key);
    return text != NULL && strcmp(text, choice) == 0;
}

void di_office_mapping_complete(const struct di_office_mapping *mapping,
                                struct di_office_form *form, char *decimal)
{
    if (form->encoding == DI_TEXT_GUESS)
        form->encoding = di_mapping_says(mapping, "encoding", "utf-8")    ? DI_TEXT_UTF8
                         : di_mapping_says(mapping, "encoding", "utf-16") ? DI_TEXT_UTF16
                         : di_mapping_says(mapping, "encoding", "cp1251") ? DI_TEXT_CP1251
                         : di_mapping_says(mapping, "encoding", "cp1252") ? DI_TEXT_CP1252
                                                                          : DI_TEXT_GUESS;
    if (form->separator == '\0')
        form->separator = di_mapping_says(mapping, "separator", "comma")       ? ','
                          : di_mapping_says(mapping, "separator", "semicolon") ? ';'
                          : di_mapping_says(mapping, "separator", "tab")       ? '\t'
                                                                               : '\0';
    if (form->sheet == NULL)
        form->sheet = option_text(mapping, "sheet");
    if (form->heading_row == 0)
        form->heading_row = mapping->heading_row;
    if (*decimal == '\0')
        *decimal = di_mapping_says(mapping, "decimal", "point")   ? '.'
                   : di_mapping_says(mapping, "decimal", "comma") ? ','
                                                                  : '\0';
}
