/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of neighbours are mostly equal, and an equal one is kept once. */
#include "di/observation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POWER_OF_TEN_MAX = 9 };

void di_observations_init(struct di_observations *list, const char *file, const char *country)
{
    memset(list, 0, sizeof *list);
    di_arena_init(&list->arena);
    list->file = file;
    list->country = country;
    list->columns_not_used = "";
}

void di_observations_finish(struct di_observations *list)
{
    di_arena_finish(&list->arena);
    free(list->items);
    memset(list, 0, sizeof *list);
}

struct di_diagnostic *di_observation_report(const struct di_observations *list, uint32_t line,
                                            const char *pointer,
                                            struct di_diagnostics *diagnostics,
                                            enum di_status status,
                                            const struct di_message *message)
{
    return di_diagnostics_add(diagnostics, DI_SEVERITY_ERROR, status, list->file, line, 0,
                              pointer, message);
}

/* ---- what a record is about ---- */

/* Countries are told when the one asked for is missing: the first ones are enough. */
static void note_country(struct di_observations *list, const char *area)
{
    const size_t used = strlen(list->countries), length = strlen(area);
    const char *found = length > 0 ? strstr(list->countries, area) : NULL;
    if (length == 0 || found != NULL || used + length + 8 > sizeof list->countries)
        return;
    (void)snprintf(list->countries + used, sizeof list->countries - used, "%s%s",
                   used > 0 ? ", " : "", area);
}

static bool is_total(const char *code)
{
    return code[0] == '\0' || strcmp(code, "_T") == 0;
}

/* "ECARO:TRANSMONEE(1.0)", and the structure behind it. */
static bool is_dataflow(const char *name)
{
    return name[0] == '\0' || strstr(name, "TRANSMONEE") != NULL;
}

/* "2007-06" is a month, "2007-Q1" a quarter: no year, but a time. */
static bool is_part_of_a_year(const char *time)
{
    return strspn(time, "0123456789") == 4 && time[4] == '-';
}

/* Counts what is left out; true if the record is one of the country's own yearly totals. */
static bool is_wanted(struct di_observations *list, const struct di_sdmx_record *record)
{
    const char *const *text = record->text;
    list->rows++;
    list->says_dataflow = list->says_dataflow || text[DI_SDMX_DATAFLOW][0] != '\0';
    if (!is_dataflow(text[DI_SDMX_DATAFLOW])) {
        if (list->of_other_dataflows++ == 0) {
            list->other_dataflow = di_arena_copy_text(&list->arena, text[DI_SDMX_DATAFLOW]);
            list->ran_out = list->ran_out || list->other_dataflow == NULL;
        }
        return false;
    }
    note_country(list, text[DI_SDMX_AREA]);
    size_t *counted = NULL;
    if (strcmp(text[DI_SDMX_AREA], list->country) != 0)
        counted = &list->of_other_countries;
    else if (strcmp(text[DI_SDMX_ACTION], "D") == 0)
        counted = &list->deletions;
    else if (!is_total(text[DI_SDMX_RESIDENCE]) || !is_total(text[DI_SDMX_WEALTH]))
        counted = &list->not_total;
    else if ((text[DI_SDMX_FREQUENCY][0] != '\0' &&
              strcmp(text[DI_SDMX_FREQUENCY], "A") != 0) ||
             is_part_of_a_year(text[DI_SDMX_TIME]))
        counted = &list->not_yearly;
    if (counted != NULL)
        (*counted)++;
    return counted == NULL;
}

/* ---- its numbers ---- */

/* A whole number of the text within bounds. */
static bool read_whole(const char *text, int32_t low, int32_t high, int32_t *value_out)
{
    const size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 4 || text[digits] != '\0')
        return false;
    const long value = strtol(text, NULL, 10);
    *value_out = (int32_t)value;
    return value >= low && value <= high;
}

static bool read_numbers(const struct di_observations *list,
                         const struct di_sdmx_record *record,
                         struct di_observation *observation, struct di_diagnostics *diagnostics)
{
    struct di_message message;
    bool is_right = true;
    if (!read_whole(record->text[DI_SDMX_TIME], DI_SDMX_FIRST_YEAR, DI_SDMX_LAST_YEAR,
                    &observation->year)) {
        DI_MESSAGE(
            &message,
            DI_N_("Column '%1': '%2' is not a year from %3 to %4. Write the year alone."),
            di_text_arg(di_sdmx_field_name(DI_SDMX_TIME)),
            di_text_arg(record->text[DI_SDMX_TIME]), di_counted_arg("1950", DI_SDMX_FIRST_YEAR),
            di_counted_arg("2100", DI_SDMX_LAST_YEAR));
        (void)di_observation_report(list, record->line, record->pointer, diagnostics,
                                    DI_ERR_RANGE, &message);
        is_right = false;
    }
    const char *power = record->text[DI_SDMX_MULTIPLIER];
    if (power[0] != '\0' &&
        !read_whole(power, 0, POWER_OF_TEN_MAX, &observation->power_of_ten)) {
        DI_MESSAGE(&message,
                   DI_N_("Column '%1': '%2' is not a power of ten from 0 to %3 (3 means "
                         "thousands). Correct it, or leave it empty."),
                   di_text_arg(di_sdmx_field_name(DI_SDMX_MULTIPLIER)), di_text_arg(power),
                   di_integer_arg(POWER_OF_TEN_MAX));
        (void)di_observation_report(list, record->line, record->pointer, diagnostics,
                                    DI_ERR_RANGE, &message);
        is_right = false;
    }
    return is_right;
}

/* ---- keeping ---- */

static const char *keep_text(struct di_observations *list, const char *text, const char *above)
{
    if (above != NULL && strcmp(above, text) == 0)
        return above;
    return text[0] == '\0' ? "" : di_arena_copy_text(&list->arena, text);
}

static bool grow(struct di_observations *list)
{
    const size_t capacity = list->capacity == 0 ? 256 : 2 * list->capacity;
    struct di_observation *grown = realloc(list->items, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    list->items = grown;
    list->capacity = capacity;
    return true;
}

static bool keep(struct di_observations *list, const struct di_sdmx_record *record,
                 struct di_observation *observation)
{
    if (list->count == list->capacity && !grow(list))
        return false;
    const struct di_observation *above = list->count > 0 ? &list->items[list->count - 1] : NULL;
    for (size_t f = 0; f < DI_SDMX_FIELDS; f++) {
        observation->text[f] =
            keep_text(list, record->text[f], above != NULL ? above->text[f] : NULL);
        if (observation->text[f] == NULL)
            return false;
    }
    observation->line = record->line;
    observation->pointer = keep_text(list, record->pointer, NULL);
    list->items[list->count++] = *observation;
    return observation->pointer != NULL;
}

bool di_observations_take(struct di_observations *list, const struct di_sdmx_record *record,
                          struct di_diagnostics *diagnostics)
{
    struct di_observation observation = {0};
    if (!is_wanted(list, record) || !read_numbers(list, record, &observation, diagnostics))
        return true;
    return keep(list, record, &observation);
}
