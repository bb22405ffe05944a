/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures by target and year, each year once: two that differ are a problem until an option
 * says which one to take. */
#include <stdlib.h>
#include <string.h>

#include "table_book.h"

struct di_argument di_table_number_arg(double value)
{
    return value == floor(value) && value < 1e15 ? di_integer_arg((int64_t)value)
                                                 : di_real_arg(value);
}

/* Targets by their ids: the order that a reader of the file sees. */
static int by_id(const void *a, const void *b)
{
    const struct di_table_target *x = a, *y = b;
    return strcmp(x->id, y->id);
}

/* Line and column settle ties, so that nothing depends on how sorting is done. */
static int by_year(const void *a, const void *b)
{
    const struct di_table_figure *x = a, *y = b;
    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

/* New places of the targets, by their ids. */
static void sort_targets(struct di_table_import *import)
{
    uint32_t *place = calloc(import->target_count + 1, sizeof *place);
    const char **ids = calloc(import->target_count + 1, sizeof *ids);
    import->ran_out = import->ran_out || place == NULL || ids == NULL;
    for (size_t t = 0; !import->ran_out && t < import->target_count; t++)
        ids[t] = import->targets[t].id;
    if (!import->ran_out && import->target_count > 0) {
        qsort(import->targets, import->target_count, sizeof *import->targets, by_id);
        for (size_t t = 0; t < import->target_count; t++)
            for (size_t old = 0; old < import->target_count; old++)
                if (ids[old] == import->targets[t].id)
                    place[old] = (uint32_t)t;
        for (size_t i = 0; i < import->figure_count; i++)
            import->figures[i].target = place[import->figures[i].target];
    }
    free(place);
    free(ids);
}

/* Two things that are counted must not go by one id. */
static void check_ids(const struct di_table_import *import)
{
    struct di_message message;
    for (size_t t = 1; t < import->target_count; t++) {
        const struct di_table_target *target = &import->targets[t];
        if (strcmp(target[-1].id, target->id) != 0 || target->is_left_out)
            continue;
        DI_MESSAGE(
            &message,
            DI_N_("Two series would both be '%1'. Give them other names in \"series\" of "
                  "the mapping file."),
            di_text_arg(target->id));
        (void)di_office_table_report(import->table, 0, SIZE_MAX, DI_ERR_INCONSISTENT, &message);
    }
}

/* ---- years ---- */

static bool is_equal(const struct di_table_figure *a, const struct di_table_figure *b)
{
    return a->value == b->value || (isnan(a->value) && isnan(b->value));
}

static void note(struct di_table_tally *tally, const struct di_table_figure *figure)
{
    if (tally->rows++ == 0) {
        tally->line = figure->line;
        tally->column = figure->column;
    }
}

static void report_twice(const struct di_table_import *import,
                         const struct di_table_figure *first,
                         const struct di_table_figure *second)
{
    struct di_message message;
    char year[12];
    DI_MESSAGE(
        &message,
        DI_N_("'%1' has two figures of %2 that differ, in row %3 and in this one. Remove "
              "one, or say --duplicates first or --duplicates last."),
        di_text_arg(import->targets[second->target].id), di_year_arg(second->year, year),
        di_integer_arg(first->line));
    (void)di_office_table_report(import->table, second->line, second->column,
                                 DI_ERR_INCONSISTENT, &message);
}

/* `kept` is what stands for the year so far; returns what stands for it now. */
static struct di_table_figure choose(struct di_table_import *import,
                                     const struct di_table_figure *kept,
                                     const struct di_table_figure *next)
{
    const enum di_table_duplicates duplicates = import->request.duplicates;
    if (is_equal(kept, next)) {
        note(&import->equal, next);
        return *kept;
    }
    if (duplicates == DI_TABLE_DIFFER_IS_WRONG)
        report_twice(import, kept, next);
    else
        note(&import->chosen, next);
    return duplicates == DI_TABLE_LAST ? *next : *kept;
}

static bool is_same_year(const struct di_table_figure *a, const struct di_table_figure *b)
{
    return a->target == b->target && a->year == b->year;
}

static void keep_one_a_year(struct di_table_import *import)
{
    size_t kept = 0;
    for (size_t i = 0; i < import->figure_count; i++) {
        const struct di_table_figure *next = &import->figures[i];
        if (kept > 0 && is_same_year(&import->figures[kept - 1], next))
            import->figures[kept - 1] = choose(import, &import->figures[kept - 1], next);
        else
            import->figures[kept++] = *next;
    }
    import->figure_count = kept;
}

static void find_spans(struct di_table_import *import)
{
    for (size_t i = 0; i < import->figure_count; i++) {
        struct di_table_target *target = &import->targets[import->figures[i].target];
        const int32_t year = import->figures[i].year;
        if (target->count++ == 0)
            target->first = i;
        if (target->is_left_out)
            continue;
        import->from = import->from == 0 || year < import->from ? year : import->from;
        import->to = year > import->to ? year : import->to;
    }
}

static void check_any(const struct di_table_import *import)
{
    struct di_message message;
    if (import->to != 0 || di_diagnostics_have_errors(import->diagnostics))
        return;
    if (import->other_years.rows > 0)
        di_message_set(&message,
                       DI_N_("No figure is of a year that the scenario has. Flows need the "
                             "whole year within its horizon, stocks its end."),
                       NULL, 0);
    else
        di_message_set(&message, DI_N_("The table has no figure to take."), NULL, 0);
    (void)di_office_table_report(import->table, 0, SIZE_MAX, DI_ERR_MISSING, &message);
}

void di_table_settle(struct di_table_import *import)
{
    sort_targets(import);
    if (import->ran_out)
        return;
    if (import->figure_count > 0)
        qsort(import->figures, import->figure_count, sizeof *import->figures, by_year);
    check_ids(import);
    keep_one_a_year(import);
    find_spans(import);
    check_any(import);
}
