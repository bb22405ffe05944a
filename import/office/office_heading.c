/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column plays which role. */
#include <stdlib.h>
#include <string.h>

#include "di/nearest.h"
#include "di/office_value.h"

#include "first_error.h"
#include "growing_text.h"
#include "mapping_parts.h"
#include "office_fold.h"

enum { FOLDED_BYTES = 512 };

struct binding {
    struct di_office_mapping *mapping;
    const struct di_office_table *table;
    size_t *columns;
    const char *headings[DI_OFFICE_COLUMNS_MAX];
};

static void report(const struct binding *binding, const struct di_node *node,
                   enum di_status status, const char *sentence, const char *first,
                   const char *second, const char *third)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(first), di_text_arg(second), di_text_arg(third));
    if (node != NULL)
        (void)di_diagnostics_add(binding->mapping->diagnostics, DI_SEVERITY_ERROR, status,
                                 binding->mapping->name, node->line, node->column, "",
                                 &message);
    else
        (void)di_office_table_report(binding->table,
                                     di_office_table_heading_line(binding->table), SIZE_MAX,
                                     status, &message);
}

/* ---- what headings say ---- */

bool di_office_is_heading(const char *heading, const char *words)
{
    char folded[FOLDED_BYTES];
    di_office_fold(heading, folded, sizeof folded);
    return folded[0] != '\0' && di_office_is_among(words, folded);
}

struct matches {
    size_t first, second; /* SIZE_MAX: none */
};

static void add(struct matches *matches, size_t column)
{
    if (matches->first == SIZE_MAX)
        matches->first = column;
    else if (matches->second == SIZE_MAX)
        matches->second = column;
}

static struct matches find_exact(const struct di_office_table *table, const char *heading)
{
    struct matches matches = {SIZE_MAX, SIZE_MAX};
    for (size_t c = 0; c < di_office_table_columns(table); c++)
        if (strcmp(di_office_table_heading(table, c), heading) == 0)
            add(&matches, c);
    return matches;
}

/* Headings that are one of the folded `words`. */
static struct matches find_folded(const struct di_office_table *table, const char *words)
{
    struct matches matches = {SIZE_MAX, SIZE_MAX};
    for (size_t c = 0; c < di_office_table_columns(table); c++)
        if (di_office_is_heading(di_office_table_heading(table, c), words))
            add(&matches, c);
    return matches;
}

size_t di_mapping_find_column(const struct di_office_table *table, const char *heading,
                              bool *is_twice)
{
    char folded[FOLDED_BYTES];
    struct matches matches = find_exact(table, heading);
    if (matches.first == SIZE_MAX && strchr(heading, '|') == NULL) {
        di_office_fold(heading, folded, sizeof folded);
        matches = find_folded(table, folded);
    }
    *is_twice = matches.second != SIZE_MAX;
    return matches.first;
}

/* ---- one role ---- */

static void report_twice(const struct binding *binding, const struct di_node *node,
                         const char *heading)
{
    report(binding, node, DI_ERR_INPUT,
           DI_N_("'%1' stands twice in the heading of '%2'. Give the columns different "
                 "headings."),
           heading, di_office_table_name(binding->table), "");
}

/* A heading that may be said to somebody who asked for another one: not a date, which may be a
 * child's in a file that has no headings. */
static const char *nearest_heading(const struct binding *binding, const char *wanted)
{
    const char *nearest =
        di_nearest_name(wanted, binding->headings, di_office_table_columns(binding->table));
    if (nearest == NULL)
        return NULL;
    const struct di_office_cell cell = {.text = nearest, .kind = DI_CELL_TEXT};
    int32_t day;
    return di_office_date(&cell, &day) == DI_DATE_WRONG ? nearest : NULL;
}

static void bind_named(const struct binding *binding, size_t role, const struct di_node *node)
{
    bool is_twice;
    if (strcmp(node->text, DI_OFFICE_NO_COLUMN) == 0)
        return;
    binding->columns[role] = di_mapping_find_column(binding->table, node->text, &is_twice);
    if (is_twice)
        report_twice(binding, node, node->text);
    if (binding->columns[role] != SIZE_MAX)
        return;
    const char *nearest = nearest_heading(binding, node->text);
    report(binding, node, DI_ERR_REFERENCE,
           nearest != NULL ? DI_N_("'%2' has no column '%1'. Is it '%3'?")
                           : DI_N_("'%2' has no column '%1'."),
           node->text, di_office_table_name(binding->table), nearest != NULL ? nearest : "");
}

static bool is_taken(const struct binding *binding, size_t first, size_t count, size_t column)
{
    for (size_t r = first; r < first + count; r++)
        if (binding->columns[r] == column)
            return true;
    return false;
}

static void bind_usual(const struct binding *binding, size_t first, size_t count, size_t role)
{
    const struct di_office_role *of = &binding->mapping->roles[role];
    char id[FOLDED_BYTES];
    di_office_fold(of->id, id, sizeof id);
    struct matches matches = find_folded(binding->table, of->headings);
    if (matches.first == SIZE_MAX)
        matches = find_folded(binding->table, id);
    if (matches.first != SIZE_MAX && !is_taken(binding, first, count, matches.first))
        binding->columns[role] = matches.first;
    if (matches.second != SIZE_MAX &&
        strcmp(binding->headings[matches.first], binding->headings[matches.second]) == 0)
        report_twice(binding, NULL, binding->headings[matches.first]);
    else if (matches.second != SIZE_MAX)
        report(binding, NULL, DI_ERR_INPUT,
               DI_N_("The columns '%2' and '%3' may both be the '%1'. Say which one in the "
                     "mapping file."),
               of->id, binding->headings[matches.first], binding->headings[matches.second]);
}

/* One column that the mapping names for two roles: a year would be a number of children. */
static void check_named(const struct binding *binding, size_t first, size_t role)
{
    const struct di_office_mapping *mapping = binding->mapping;
    for (size_t r = first; r < role; r++)
        if (binding->columns[r] != SIZE_MAX && binding->columns[r] == binding->columns[role])
            report(binding, mapping->heading[role], DI_ERR_INPUT,
                   DI_N_("'%1' is named for both '%2' and '%3'. A column has one role."),
                   mapping->heading[role]->text, mapping->roles[r].id, mapping->roles[role].id);
}

static void check_needed(const struct binding *binding, size_t role)
{
    const struct di_office_role *of = &binding->mapping->roles[role];
    const struct di_node *named = binding->mapping->heading[role];
    const bool is_named = named != NULL && strcmp(named->text, DI_OFFICE_NO_COLUMN) != 0;
    if (!of->is_needed || binding->columns[role] != SIZE_MAX || is_named ||
        binding->mapping->constant[role] != NULL)
        return;
    report(binding, NULL, DI_ERR_MISSING,
           DI_N_("No column is known to be the '%1'. Name it in the mapping file, \"columns\": "
                 "{\"%1\": \"its heading\"}; if the heading is not in this row, say "
                 "--heading-row."),
           of->id, "", "");
}

enum di_status di_office_mapping_bind(struct di_office_mapping *mapping,
                                      const struct di_office_table *table, size_t first,
                                      size_t count, size_t *columns, struct di_error *error)
{
    struct binding binding = {.mapping = mapping, .table = table, .columns = columns};
    const size_t before = mapping->diagnostics->count;
    const size_t errors_before = mapping->diagnostics->errors;
    for (size_t c = 0; c < di_office_table_columns(table); c++)
        binding.headings[c] = di_office_table_heading(table, c);
    for (size_t r = first; r < first + count; r++)
        columns[r] = SIZE_MAX;
    for (size_t r = first; r < first + count; r++)
        if (mapping->heading[r] != NULL) {
            bind_named(&binding, r, mapping->heading[r]);
            check_named(&binding, first, r);
        }
    for (size_t r = first; r < first + count; r++)
        if (mapping->heading[r] == NULL)
            bind_usual(&binding, first, count, r);
    for (size_t r = first; r < first + count; r++)
        check_needed(&binding, r);
    return di_first_error(mapping->diagnostics, errors_before, before, error);
}

char *di_office_mapping_unused(const struct di_office_table *table, const size_t *columns,
                               size_t role_count)
{
    struct di_growing_text text = {0};
    di_growing_text_add(&text, "");
    for (size_t c = 0; c < di_office_table_columns(table); c++) {
        const char *heading = di_office_table_heading(table, c);
        bool is_used = heading[0] == '\0';
        for (size_t r = 0; r < role_count; r++)
            is_used = is_used || columns[r] == c;
        if (is_used)
            continue;
        di_growing_text_add(&text, text.used > 0 ? ", " : "");
        di_growing_text_add(&text, heading);
    }
    return di_growing_text_take(&text);
}
