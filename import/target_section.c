/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section `targets` of a scenario: the figures of targets.csv, kept with what they are
 * about. Each year of a series becomes a row and is held to the rules of such a row.
 */
#include "target_section.h"

#include <stdlib.h>
#include <string.h>

#include "di/digest.h"
#include "di/number.h"
#include "di/targets.h"

#include "bind.h"
#include "first_error.h"
#include "scenario_tree.h"
#include "target_table.h"

/* One series while its years are read. */
struct series {
    struct di_target_table *table;
    struct di_node *node;
    const char *cells[DI_TARGET_COLUMNS]; /* that all years share */
};

static const char *text_of(struct series *series, const char *key)
{
    const struct di_node *node = di_node_find(series->table->reading.arena, series->node, key);
    return node != NULL && node->type == DI_NODE_TEXT
               ? di_target_copy_text(&series->table->reading, node->text)
               : "";
}

/* Ids of a list with spaces between, as a cell has them. */
static const char *list_of(struct series *series, const char *key)
{
    struct di_arena *arena = series->table->reading.arena;
    const struct di_node *list = di_node_find(arena, series->node, key);
    size_t size = 1, used = 0;
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return "";
    for (uint32_t i = 0; i < list->count; i++)
        size +=
            list->children[i]->type == DI_NODE_TEXT ? strlen(list->children[i]->text) + 1 : 0;
    char *cell = DI_ARENA_NEW(arena, size, char);
    if (cell == NULL) {
        series->table->reading.has_no_memory = true;
        return "";
    }
    for (uint32_t i = 0; i < list->count; i++)
        if (list->children[i]->type == DI_NODE_TEXT) {
            const size_t length = strlen(list->children[i]->text);
            if (used > 0)
                cell[used++] = ' ';
            memcpy(cell + used, list->children[i]->text, length);
            used += length;
        }
    return cell;
}

/* ---- years ---- */

static bool is_year_of(const struct di_node *list, const char *year)
{
    for (uint32_t i = 0; list != NULL && list->type == DI_NODE_ARRAY && i < list->count; i++)
        if (list->children[i]->type == DI_NODE_NUMBER &&
            list->children[i]->number == strtod(year, NULL))
            return true;
    return false;
}

static const char *number_cell(struct series *series, const struct di_node *node)
{
    char text[40];
    const double value = di_bind_plain(node, -1);
    if (node == NULL || value < 0)
        return "";
    (void)di_number_format(value, text);
    return di_target_copy_text(&series->table->reading, text);
}

static void read_year(struct series *series, const struct di_node *value)
{
    struct di_target_table *table = series->table;
    struct di_arena *arena = table->reading.arena;
    struct di_target_row *row = di_target_table_next(table);
    if (row == NULL)
        return;
    memcpy(row->cells, series->cells, sizeof row->cells);
    row->line = value->line;
    row->cells[DI_COLUMN_YEAR] = di_target_copy_text(&table->reading, value->key);
    row->cells[DI_COLUMN_VALUE] = number_cell(series, value);
    row->cells[DI_COLUMN_TOLERANCE] =
        number_cell(series, di_node_find(arena, di_node_find(arena, series->node, "tolerances"),
                                         value->key));
    row->cells[DI_COLUMN_BREAK] =
        is_year_of(di_node_find(arena, series->node, "breaks"), value->key) ? "yes" : "";
    table->reading.pointer = di_node_pointer(arena, value);
    table->count += di_target_row_read(&table->reading, row);
}

/* A tolerance or a break of a year that has no figure would do nothing. */
static void check_years(const struct series *series, const char *key)
{
    const struct di_target_reading *reading = &series->table->reading;
    const struct di_node *list = di_node_find(reading->arena, series->node, key);
    struct di_node *values = di_node_find(reading->arena, series->node, "values");
    for (uint32_t i = 0; list != NULL && i < list->count; i++) {
        const struct di_node *item = list->children[i];
        char year[40] = "";
        if (item->key != NULL && di_bind_is_thing(item))
            (void)snprintf(year, sizeof year, "%s", item->key);
        else if (item->key == NULL && item->type == DI_NODE_NUMBER)
            (void)di_number_format(item->number, year);
        if (year[0] != '\0' && di_node_find(reading->arena, values, year) == NULL)
            di_target_report(reading, item->line, DI_ERR_INCONSISTENT,
                             DI_N_("'%1' names the year %2, which has no figure."), key, year,
                             DI_N_("Give the year in 'values', or leave it out here."));
    }
}

static void read_series(struct di_target_table *table, const struct di_sources *sources,
                        struct di_node *node)
{
    struct di_arena *arena = table->reading.arena;
    struct series series = {.table = table, .node = node};
    const struct di_node *adults = di_node_find(arena, node, "counts_18plus");
    const struct di_node *values = di_node_find(arena, node, "values");
    if (node->type != DI_NODE_OBJECT || values == NULL || values->type != DI_NODE_OBJECT ||
        adults == NULL || adults->type != DI_NODE_BOOL)
        return; /* reported by check.c */
    series.cells[DI_COLUMN_TARGET] = di_target_copy_text(&table->reading, node->key);
    series.cells[DI_COLUMN_MEASURE] = text_of(&series, "measure");
    series.cells[DI_COLUMN_SETTING] = list_of(&series, "settings");
    series.cells[DI_COLUMN_TO] = list_of(&series, "to");
    series.cells[DI_COLUMN_REGION] = text_of(&series, "region");
    series.cells[DI_COLUMN_18PLUS] = adults->boolean ? "yes" : "no";
    series.cells[DI_COLUMN_SOURCE] = text_of(&series, "source");
    table->reading.file = di_sources_name(sources, node->file);
    table->reading.pointer = di_node_pointer(arena, node);
    check_years(&series, "tolerances");
    check_years(&series, "breaks");
    for (uint32_t i = 0; i < values->count; i++)
        if (di_bind_is_thing(values->children[i])) {
            read_year(&series, values->children[i]);
            if (table->reading.takes_any_year)
                return; /* years differ by their figure, which check.c has looked at */
        }
}

static struct di_node *section_of(const struct di_scenario *scenario)
{
    struct di_scenario_tree *tree = scenario->tree;
    struct di_node *section = di_node_find(&tree->arena, tree->root, "targets");
    return section != NULL && section->type == DI_NODE_OBJECT && section->count > 0 ? section
                                                                                    : NULL;
}

static void read_section(struct di_target_table *table, const struct di_scenario *scenario,
                         const struct di_node *section)
{
    for (uint32_t i = 0; i < section->count && !table->reading.has_no_memory; i++)
        if (di_bind_is_thing(section->children[i]))
            read_series(table, &scenario->tree->sources, section->children[i]);
}

/* ---- both ways to use it ---- */

bool di_target_section_check(const struct di_scenario *scenario)
{
    struct di_scenario_tree *tree = scenario->tree;
    const struct di_node *section = section_of(scenario);
    struct di_target_table table = {.reading = {.takes_any_year = true,
                                                .model = scenario->model,
                                                .diagnostics = tree->sources.diagnostics,
                                                .arena = &tree->arena}};
    if (section != NULL)
        read_section(&table, scenario, section);
    di_target_table_finish(&table);
    return !table.reading.has_no_memory;
}

bool di_scenario_has_targets(const struct di_scenario *scenario)
{
    return section_of(scenario) != NULL;
}

static enum di_status digest_section(const struct di_node *section, struct di_targets *targets)
{
    char *text = di_node_dump(section);
    if (text == NULL)
        return DI_ERR_MEMORY;
    di_digest(text, strlen(text), targets->sha256);
    free(text);
    return DI_OK;
}

enum di_status di_targets_of_scenario(const struct di_scenario *scenario,
                                      struct di_diagnostics *diagnostics,
                                      struct di_targets **out, struct di_error *error)
{
    const size_t before = diagnostics->count, errors_before = diagnostics->errors;
    const struct di_node *section = section_of(scenario);
    struct di_targets *targets = calloc(1, sizeof *targets);
    if (targets == NULL)
        return di_fail_memory(error);
    di_arena_init(&targets->arena);
    struct di_target_table table = {.reading = {.file = scenario->files[0].path,
                                                .pointer = "/targets",
                                                .model = scenario->model,
                                                .diagnostics = diagnostics,
                                                .arena = &targets->arena}};
    if (section != NULL && digest_section(section, targets) != DI_OK)
        table.reading.has_no_memory = true;
    if (section != NULL)
        read_section(&table, scenario, section);
    di_target_table_settle(&table, targets);
    const enum di_status status =
        table.reading.has_no_memory ? di_fail_memory(error)
                                    : di_first_error(diagnostics, errors_before, before, error);
    di_target_table_finish(&table);
    if (status != DI_OK) {
        di_targets_destroy(targets);
        return status;
    }
    *out = targets;
    return DI_OK;
}
