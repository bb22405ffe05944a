/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_look.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/opening_import.h"
#include "di/path.h"

enum { SAMPLE_BYTES = 48, SMALL = 5 };

/* ---- memory ---- */

static void wipe(char *text)
{
    volatile char *c = text;
    while (c != NULL && *c != '\0')
        *c++ = '\0';
}

static void free_texts(char **texts, size_t count, bool is_wiped)
{
    for (size_t i = 0; texts != NULL && i < count; i++) {
        if (is_wiped)
            wipe(texts[i]);
        free(texts[i]);
    }
    free(texts);
}

void import_look_finish(struct import_look *look)
{
    free_texts(look->headings, look->column_count, false);
    free_texts(look->samples, IMPORT_SAMPLES * look->column_count, true);
    free_texts(look->sheets, look->sheet_count, false);
    free(look->roles);
    free(look->is_bound);
    free(look->name);
    *look = (struct import_look){0};
}

/* ---- headings ---- */

static bool take_sheets(struct import_look *look, const struct di_office_table *table)
{
    size_t count = 0;
    while (di_office_table_sheet_name(table, count) != NULL)
        count++;
    look->sheets = calloc(count + 1, sizeof *look->sheets);
    for (size_t i = 0; look->sheets != NULL && i < count; i++) {
        look->sheets[i] = strdup(di_office_table_sheet_name(table, i));
        if (look->sheets[i] == NULL)
            return false;
        look->sheet_count++;
    }
    return look->sheets != NULL;
}

bool import_look_take(struct import_look *look, const struct di_office_table *table)
{
    const size_t count = di_office_table_columns(table);
    look->name = strdup(di_path_name(di_office_table_name(table)));
    look->headings = calloc(count + 1, sizeof *look->headings);
    look->roles = calloc(count + 1, sizeof *look->roles);
    look->is_bound = calloc(DI_OFFICE_ROLES_MAX, sizeof *look->is_bound);
    look->samples = calloc(IMPORT_SAMPLES * count + 1, sizeof *look->samples);
    if (look->name == NULL || look->headings == NULL || look->roles == NULL ||
        look->is_bound == NULL || look->samples == NULL)
        return false;
    for (; look->column_count < count; look->column_count++) {
        const char *heading = di_office_table_heading(table, look->column_count);
        look->headings[look->column_count] = strdup(heading);
        look->roles[look->column_count] = SIZE_MAX;
        look->is_of_people = look->is_of_people || di_office_is_personal(heading);
        if (look->headings[look->column_count] == NULL)
            return false;
    }
    look->is_sheet = di_office_table_is_sheet(table);
    look->encoding = di_office_table_encoding(table);
    look->heading_line = di_office_table_heading_line(table);
    return take_sheets(look, table);
}

/* ---- columns ---- */

/* What is wrong with them the import will tell again. */
static bool bind(const struct di_office_table *table, const char *kind, const char *mapping,
                 const struct import_roles *roles, size_t first, size_t count,
                 size_t columns[DI_OFFICE_ROLES_MAX])
{
    struct di_office_mapping *read = NULL;
    struct di_diagnostics list;
    struct di_error error;
    di_diagnostics_init(&list);
    const struct di_office_kind of = {kind, roles->items, roles->count, roles->options,
                                      roles->option_count};
    const enum di_status status =
        mapping != NULL
            ? di_office_mapping_read_text(mapping, strlen(mapping), DI_OFFICE_MAPPING_TEXT, &of,
                                          &list, &read, &error)
            : di_office_mapping_read(NULL, &of, &list, &read, &error);
    for (size_t r = 0; r < DI_OFFICE_ROLES_MAX; r++)
        columns[r] = SIZE_MAX;
    if (status == DI_OK)
        (void)!di_office_mapping_bind(read, table, first, count, columns, &error);
    di_office_mapping_destroy(read);
    di_diagnostics_finish(&list);
    return status == DI_OK;
}

bool import_look_bind(struct import_look *look, const struct di_office_table *table,
                      const char *kind, const char *mapping, const struct import_roles *roles,
                      size_t first, size_t count)
{
    size_t columns[DI_OFFICE_ROLES_MAX];
    look->first_role = first;
    look->role_count = count;
    if (!bind(table, kind, mapping, roles, first, count, columns))
        return false;
    for (size_t r = first; r < first + count; r++)
        if (columns[r] < look->column_count) {
            look->roles[columns[r]] = r;
            look->is_bound[r] = true;
        }
    return true;
}

/* ---- cells ---- */

static bool is_small(const char *text)
{
    char *end = NULL;
    const double number = strtod(text, &end);
    return end != text && (*end == '\0' || *end == ',') && number > 0 && number < SMALL;
}

static char *sample_of(const char *text, const char *role)
{
    char shown[SAMPLE_BYTES + 4];
    if (strcmp(role, "children") == 0 && is_small(text))
        return strdup("<5");
    size_t used = strlen(text);
    const bool is_long = used > SAMPLE_BYTES;
    used = is_long ? SAMPLE_BYTES : used;
    while (is_long && used > 0 && ((unsigned char)text[used] & 0xC0u) == 0x80u)
        used--;
    (void)snprintf(shown, sizeof shown, "%.*s%s", (int)used, text,
                   is_long ? "\xE2\x80\xA6" : "");
    return strdup(shown);
}

void import_look_sample(struct import_look *look, struct di_office_table *table,
                        const struct import_roles *roles)
{
    struct di_error error;
    struct di_office_cell *cells = calloc(look->column_count + 1, sizeof *cells);
    size_t *columns = calloc(look->column_count + 1, sizeof *columns);
    size_t count = 0;
    uint32_t line;
    for (size_t c = 0; columns != NULL && c < look->column_count; c++)
        if (look->roles[c] != SIZE_MAX)
            columns[count++] = c;
    const bool is_begun = cells != NULL && columns != NULL && count > 0 &&
                          di_office_table_select(table, columns, count, &error) == DI_OK;
    while (is_begun && look->sample_count < IMPORT_SAMPLES &&
           di_office_table_next(table, cells, &line)) {
        char **row = look->samples + look->sample_count++ * look->column_count;
        for (size_t i = 0; i < count; i++)
            row[columns[i]] =
                sample_of(cells[i].text, roles->items[look->roles[columns[i]]].id);
    }
    free(cells);
    free(columns);
}

/* ---- what it is ---- */

struct fit {
    bool is_bound[DI_OFFICE_ROLES_MAX];
    struct import_roles roles;
};

static struct fit fit_of(const struct di_office_table *table, enum import_kind kind,
                         const char *preset, bool is_of_rows)
{
    struct fit fit = {.roles = import_kind_roles(kind, preset)};
    size_t columns[DI_OFFICE_ROLES_MAX];
    const size_t first = is_of_rows ? fit.roles.first : 0;
    if (bind(table, import_kind_id(kind), NULL, &fit.roles, first, fit.roles.count - first,
             columns))
        for (size_t r = 0; r < DI_OFFICE_ROLES_MAX; r++)
            fit.is_bound[r] = columns[r] != SIZE_MAX;
    return fit;
}

static bool has(const struct fit *fit, const char *role)
{
    const size_t at = import_role_find(&fit->roles, role);
    return at != SIZE_MAX && fit->is_bound[at];
}

static bool has_needed(const struct fit *fit)
{
    for (size_t r = 0; r < fit->roles.count; r++)
        if (fit->roles.items[r].is_needed && !fit->is_bound[r])
            return false;
    return true;
}

static bool is_stock(const struct di_office_table *table)
{
    static const char *const told[] = {"setting", "institution", "region", "age",
                                       "sex",     "disability",  "stay"};
    const struct fit fit = fit_of(table, IMPORT_KIND_STOCK, NULL, false);
    size_t counted = 0, dimensions = 0;
    for (size_t c = 0; c < di_office_table_columns(table); c++)
        counted += di_opening_is_counted(di_office_table_heading(table, c));
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        dimensions += has(&fit, told[i]);
    return counted > 1 || (dimensions > 0 && has(&fit, "children"));
}

struct import_guess import_look_guess(const struct di_office_table *table)
{
    static const char *const presets[] = {NULL, "ssda903"};
    for (size_t p = 0; p < sizeof presets / sizeof presets[0]; p++) {
        const struct fit rows = fit_of(table, IMPORT_KIND_EPISODES, presets[p], true);
        const struct fit all = fit_of(table, IMPORT_KIND_EPISODES, presets[p], false);
        if (has(&rows, "child") && has(&rows, "begin") && has(&rows, "setting"))
            return (struct import_guess){IMPORT_KIND_EPISODES, presets[p], false};
        if (has(&all, "person") && has(&all, "birth"))
            return (struct import_guess){IMPORT_KIND_EPISODES, presets[p], true};
    }
    const struct fit homes = fit_of(table, IMPORT_KIND_INSTITUTIONS, NULL, false);
    if (has_needed(&homes) && (has(&homes, "name") || has(&homes, "id")))
        return (struct import_guess){IMPORT_KIND_INSTITUTIONS, NULL, false};
    const struct fit teams = fit_of(table, IMPORT_KIND_WORKFORCE, NULL, false);
    if (has_needed(&teams) &&
        (has(&teams, "fte") || has(&teams, "posts") || has(&teams, "vacancies")))
        return (struct import_guess){IMPORT_KIND_WORKFORCE, NULL, false};
    if (is_stock(table))
        return (struct import_guess){IMPORT_KIND_STOCK, NULL, false};
    return (struct import_guess){IMPORT_KIND_UNKNOWN, NULL, false};
}
