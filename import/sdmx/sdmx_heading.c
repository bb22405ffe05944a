/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sdmx_heading.h"

#include <string.h>
#include <strings.h>

#include "di/nearest.h"

/* A name, the other names it goes by, and whether a file without it can be understood. */
static const struct {
    const char *name, *other, *third;
    bool is_required;
} fields[DI_SDMX_FIELDS] = {
    [DI_SDMX_AREA] = {"REF_AREA", NULL, NULL, true},
    [DI_SDMX_INDICATOR] = {"INDICATOR", "UNICEF_INDICATOR", NULL, true},
    [DI_SDMX_SEX] = {"SEX", NULL, NULL, true},
    [DI_SDMX_AGE] = {"AGE", NULL, NULL, true},
    [DI_SDMX_RESIDENCE] = {"RESIDENCE", NULL, NULL, false},
    [DI_SDMX_WEALTH] = {"WEALTH_QUINTILE", NULL, NULL, false},
    [DI_SDMX_TIME] = {"TIME_PERIOD", NULL, NULL, true},
    [DI_SDMX_VALUE] = {"OBS_VALUE", NULL, NULL, true},
    [DI_SDMX_UNIT] = {"UNIT_MEASURE", NULL, NULL, false},
    [DI_SDMX_FOOTNOTE] = {"OBS_FOOTNOTE", NULL, NULL, false},
    [DI_SDMX_FREQUENCY] = {"FREQ", NULL, NULL, false},
    [DI_SDMX_SOURCE] = {"DATA_SOURCE", NULL, NULL, false},
    [DI_SDMX_MULTIPLIER] = {"UNIT_MULTIPLIER", "UNIT_MULT", NULL, false},
    [DI_SDMX_STATUS] = {"OBS_STATUS", NULL, NULL, false},
    [DI_SDMX_COVERAGE] = {"COVERAGE_TIME", NULL, NULL, false},
    [DI_SDMX_DATAFLOW] = {"DATAFLOW", "Dataflow", "STRUCTURE_ID", false},
    [DI_SDMX_ACTION] = {"ACTION", NULL, NULL, false},
};

/* Columns of the two dialects that say nothing about an observation. */
static const char *const formal[] = {"STRUCTURE", "STRUCTURE_NAME"};

const char *di_sdmx_field_name(enum di_sdmx_field field)
{
    return fields[field].name;
}

static bool is(const char *name, const char *text, size_t length)
{
    return name != NULL && strlen(name) == length && memcmp(name, text, length) == 0;
}

enum di_sdmx_field di_sdmx_field_of(const char *name, size_t length)
{
    for (size_t f = 0; f < DI_SDMX_FIELDS; f++)
        if (is(fields[f].name, name, length) || is(fields[f].other, name, length) ||
            is(fields[f].third, name, length))
            return (enum di_sdmx_field)f;
    return DI_SDMX_FIELDS;
}

/* "REF_AREA: Geographic area" and "TITLE[;]" are the columns REF_AREA and TITLE. */
static size_t id_length(const char *cell)
{
    size_t length = strcspn(cell, ":[");
    while (length > 0 && cell[length - 1] == ' ')
        length--;
    return length;
}

static enum di_sdmx_field field_of_cell(const char *cell)
{
    return di_sdmx_field_of(cell, id_length(cell));
}

size_t di_sdmx_heading_match(const char *const *cells, size_t count)
{
    bool is_there[DI_SDMX_FIELDS] = {false};
    size_t found = 0;
    for (size_t c = 0; c < count; c++) {
        const enum di_sdmx_field field = field_of_cell(cells[c]);
        if (field < DI_SDMX_FIELDS && fields[field].is_required && !is_there[field]) {
            is_there[field] = true;
            found++;
        }
    }
    return found;
}

/* ---- problems of the heading ---- */

static void report_twice(const struct di_observations *list, uint32_t line, const char *cell,
                         struct di_diagnostics *diagnostics)
{
    struct di_message message;
    DI_MESSAGE(&message, DI_N_("The column '%1' is there twice. Remove one."),
               di_text_arg(cell));
    (void)di_observation_report(list, line, "", diagnostics, DI_ERR_INPUT, &message);
}

/* The heading's own cell that is most like the name: "ref_area", "OBS VALUE". */
static const char *nearest_cell(const char *name, const char *const *cells, size_t count)
{
    for (size_t c = 0; c < count; c++)
        if (strcasecmp(cells[c], name) == 0)
            return cells[c];
    return di_nearest_name(name, cells, count);
}

static void report_missing(const struct di_observations *list, uint32_t line, const char *name,
                           const char *nearest, struct di_diagnostics *diagnostics)
{
    struct di_message message;
    DI_MESSAGE(&message, DI_N_("The column '%1' is missing."), di_text_arg(name));
    struct di_diagnostic *item =
        di_observation_report(list, line, "", diagnostics, DI_ERR_MISSING, &message);
    if (item != NULL && nearest != NULL)
        DI_MESSAGE(&item->hint, DI_N_("Is it '%1'? Write the heading as SDMX has it: '%2'."),
                   di_text_arg(nearest), di_text_arg(name));
}

static void note_unused(struct di_observations *list, const char *cell)
{
    const size_t used = strlen(list->columns_not_used), length = strlen(cell);
    char *text = DI_ARENA_NEW(&list->arena, used + length + 3, char);
    list->ran_out = list->ran_out || text == NULL;
    if (text == NULL || length == 0)
        return;
    memcpy(text, list->columns_not_used, used);
    memcpy(text + used, ", ", 2);
    memcpy(text + used + (used > 0 ? 2 : 0), cell, length);
    list->columns_not_used = text;
}

static bool is_formal(const char *cell)
{
    for (size_t i = 0; i < sizeof formal / sizeof formal[0]; i++)
        if (is(formal[i], cell, id_length(cell)))
            return true;
    return false;
}

/* Labels are words, other columns are ids: REF_PERIOD is no label of what stands before it. */
static bool is_label(const char *cell)
{
    return cell[strspn(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] != '\0';
}

/* A column that no field has: the label of the one before it, or not used. */
static void take_other(struct di_sdmx_heading *heading, size_t c, enum di_sdmx_field before,
                       const char *cell, struct di_observations *list)
{
    const bool has_label = before != DI_SDMX_FIELDS && is_label(cell);
    if (has_label && before == DI_SDMX_AREA)
        heading->area_label = c;
    else if (!has_label && !is_formal(cell))
        note_unused(list, cell);
}

bool di_sdmx_heading_read(struct di_sdmx_heading *heading, const char *const *cells,
                          size_t count, struct di_observations *list, uint32_t line,
                          struct di_diagnostics *diagnostics)
{
    bool is_right = true;
    enum di_sdmx_field before = DI_SDMX_FIELDS;
    memset(heading, 0, sizeof *heading);
    heading->columns = count;
    heading->area_label = SIZE_MAX;
    for (size_t f = 0; f < DI_SDMX_FIELDS; f++)
        heading->column[f] = SIZE_MAX;
    for (size_t c = 0; c < count; c++) {
        const enum di_sdmx_field field = field_of_cell(cells[c]);
        if (field == DI_SDMX_FIELDS) {
            take_other(heading, c, before, cells[c], list);
        } else if (heading->column[field] != SIZE_MAX) {
            report_twice(list, line, cells[c], diagnostics);
            is_right = false;
        } else {
            heading->column[field] = c;
            heading->has_label[field] = strchr(cells[c], ':') != NULL;
        }
        before = field;
    }
    for (size_t f = 0; f < DI_SDMX_FIELDS; f++)
        if (fields[f].is_required && heading->column[f] == SIZE_MAX) {
            report_missing(list, line, fields[f].name,
                           nearest_cell(fields[f].name, cells, count), diagnostics);
            is_right = false;
        }
    return is_right;
}
