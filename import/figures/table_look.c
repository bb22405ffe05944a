/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to know before the targets are used: how the file was read, what was left out, totals
 * that are not the sum of their parts, years that are missing, figures that jump. */
#include <stdlib.h>
#include <string.h>

#include "di/path.h"

#include "table_book.h"

/* Changes from a year to the next that are worth a look, as with TransMonEE. */
static const double jump_of_stock = 0.25, jump_of_flow = 0.5, jump_children = 30;

enum { YEAR_BYTES = 12 };

static struct di_message *note(const struct di_table_import *import, const char *id,
                               bool is_warning, const struct di_table_tally *tally)
{
    const bool has_column = tally->rows > 0 && tally->column != SIZE_MAX;
    const struct di_finding_place place = {
        .file = di_path_name(import->request.path),
        .column = has_column ? di_office_table_heading(import->table, tally->column) : NULL,
        .line = tally->line,
        .rows = tally->rows};
    return di_data_quality_note(import->quality, id, is_warning, &place);
}

/* ---- how it was read ---- */

static void note_encoding(const struct di_table_import *import)
{
    static const struct di_table_tally nowhere;
    const enum di_text_encoding encoding = di_office_table_encoding(import->table);
    if (di_office_table_is_sheet(import->table) ||
        (encoding != DI_TEXT_CP1251 && encoding != DI_TEXT_CP1252))
        return;
    DI_MESSAGE(note(import, "encoding", false, &nowhere),
               DI_N_("The letters were read as %1. If names look wrong, say --encoding."),
               di_text_arg(encoding == DI_TEXT_CP1251 ? "Windows-1251" : "Windows-1252"));
}

/* Four digits that may be a year: "2016 (prelim.)", "2015/16". */
static bool is_like_year(const char *heading)
{
    for (const char *c = heading; *c != '\0'; c++) {
        const size_t digits = strspn(c, "0123456789");
        if (digits == 4 && (strncmp(c, "19", 2) == 0 || strncmp(c, "20", 2) == 0))
            return true;
        c += digits > 0 ? digits - 1 : 0;
    }
    return false;
}

static bool is_used(const struct di_table_import *import, size_t column)
{
    for (size_t r = 0; r < DI_TABLE_ROLES; r++)
        if (import->columns[r] == column)
            return true;
    for (size_t v = 0; v < import->value_count; v++)
        if (import->values[v] == column)
            return true;
    return false;
}

/* A year must not go missing because of what stands behind it. */
static void note_like_years(const struct di_table_import *import)
{
    for (size_t c = 0; c < di_office_table_columns(import->table); c++) {
        const char *heading = di_office_table_heading(import->table, c);
        const struct di_table_tally at = {1, di_office_table_heading_line(import->table), c};
        if (import->has_years_across && !is_used(import, c) && is_like_year(heading))
            DI_MESSAGE(note(import, "heading_like_year", true, &at),
                       DI_N_("The column '%1' may be of a year, but its heading is none: left "
                             "out. Write the year alone if it is one."),
                       di_text_arg(heading));
    }
}

static void note_unused(struct di_table_import *import)
{
    static const struct di_table_tally nowhere;
    size_t columns[DI_TABLE_ROLES + DI_OFFICE_COLUMNS_MAX], count = DI_TABLE_ROLES;
    memcpy(columns, import->columns, sizeof import->columns);
    for (size_t c = 0; c < import->value_count; c++)
        columns[count++] = import->values[c];
    char *unused = di_office_mapping_unused(import->table, columns, count);
    const char *kept = unused != NULL ? di_arena_copy_text(&import->arena, unused) : NULL;
    import->ran_out = import->ran_out || kept == NULL;
    if (kept != NULL && kept[0] != '\0')
        DI_MESSAGE(note(import, "columns_not_used", false, &nowhere),
                   DI_N_("Columns that are not used: %1."), di_list_arg(kept));
    free(unused);
}

static void note_tally(const struct di_table_import *import, const char *id, bool is_warning,
                       const char *sentence, const struct di_table_tally *tally)
{
    if (tally->rows > 0)
        DI_MESSAGE(note(import, id, is_warning, tally), sentence,
                   di_integer_arg((int64_t)tally->rows), di_integer_arg(tally->line));
}

static void note_tallies(const struct di_table_import *import)
{
    note_tally(import, "censored", true,
               DI_N_("%1 {%1|figure is|figures are} a bound such as <5 (the first in row %2): "
                     "taken as missing, not as a number."),
               &import->censored);
    note_tally(import, "duplicates_differ", true,
               DI_N_("%1 {%1|figure stands|figures stand} twice with different numbers (the "
                     "first in row %2); --duplicates chose."),
               &import->chosen);
    note_tally(import, "other_years", false,
               DI_N_("%1 {%1|figure is|figures are} of years outside the scenario's horizon "
                     "(the first in row %2): left out."),
               &import->other_years);
    note_tally(import, "left_out", false,
               DI_N_("%1 {%1|row is|rows are} left out as the mapping file says (the first is "
                     "row %2)."),
               &import->skipped);
    note_tally(
        import, "duplicate", false,
        DI_N_("%1 {%1|figure stands|figures stand} twice with the same number (the first "
              "in row %2): taken once."),
        &import->equal);
    note_tally(import, "missing", false,
               DI_N_("%1 {%1|figure is|figures are} missing (the first in row %2): the target "
                     "stays empty, which is never zero."),
               &import->missing);
}

/* ---- totals ---- */

/* Regions of a country's total; settings of a total over them. */
static bool is_part(const struct di_table_target *whole, const struct di_table_target *part)
{
    if (part == whole || part->is_left_out)
        return false;
    if (whole->is_left_out)
        return part->measure == whole->measure && part->region == whole->region &&
               strcmp(part->counted.to, whole->counted.to) == 0 &&
               strchr(part->counted.setting, ' ') == NULL;
    return whole->region == DI_NONE && part->region != DI_NONE &&
           di_table_counts_same(whole, part);
}

struct sum {
    double value;
    size_t parts, missing; /* that are there, and that have no figure of the year */
    bool is_withheld;
};

static void add_part(struct sum *sum, const struct di_table_figure *part)
{
    if (part == NULL || isnan(part->value)) {
        sum->missing++;
        return;
    }
    sum->value += part->value;
    sum->parts++;
    sum->is_withheld = sum->is_withheld || part->is_withheld;
}

static struct sum sum_of(const struct di_table_import *import,
                         const struct di_table_target *whole, int32_t year)
{
    struct sum sum = {0};
    for (size_t t = 0; t < import->target_count; t++)
        if (is_part(whole, &import->targets[t]))
            add_part(&sum, di_table_figure_of(import, &import->targets[t], year));
    return sum;
}

/* A sum that is not whole must not exceed the total; a whole one is the total. */
static bool is_wrong(const struct di_table_import *import, const struct di_table_target *whole,
                     double total, const struct sum *sum)
{
    const bool has_all_regions = sum->parts == import->model->region_count;
    const bool is_all = sum->missing == 0 && (whole->is_left_out || has_all_regions);
    return is_all ? fabs(sum->value - total) >= 0.5 : sum->value - total >= 0.5;
}

static void look_at_total(const struct di_table_import *import,
                          const struct di_table_target *whole,
                          const struct di_table_figure *figure)
{
    const struct sum sum = sum_of(import, whole, figure->year);
    char year[YEAR_BYTES];
    if (sum.parts == 0 || sum.is_withheld || figure->is_withheld || isnan(figure->value) ||
        !is_wrong(import, whole, figure->value, &sum))
        return;
    const struct di_table_tally at = {1, figure->line, figure->column};
    DI_MESSAGE(note(import, "total_differs", true, &at),
               DI_N_("%1: the total of '%2' is %3 (row %5), its parts come to %4."),
               di_year_arg(figure->year, year), di_text_arg(whole->id),
               di_table_number_arg(figure->value), di_table_number_arg(sum.value),
               di_integer_arg(figure->line));
}

static void look_at_totals(const struct di_table_import *import)
{
    struct di_table_tally totals = {0};
    for (size_t i = 0; i < import->figure_count; i++) {
        const struct di_table_figure *figure = &import->figures[i];
        const struct di_table_target *whole = &import->targets[figure->target];
        if (whole->is_left_out && totals.rows++ == 0) {
            totals.line = figure->line;
            totals.column = figure->column;
        }
        if (whole->is_left_out || whole->region == DI_NONE)
            look_at_total(import, whole, figure);
    }
    note_tally(
        import, "totals_left_out", false,
        DI_N_("%1 {%1|figure counts|figures count} all kinds of care together (the first "
              "in row %2): compared with the sum and left out."),
        &totals);
}

/* ---- series ---- */

static bool is_jump(const struct di_table_target *target, double before, double after)
{
    const double most = target->measure == DI_TARGET_STOCK ? jump_of_stock : jump_of_flow;
    return fabs(after - before) >= jump_children && fabs(after - before) > most * before;
}

static void look_at_step(const struct di_table_import *import,
                         const struct di_table_target *target,
                         const struct di_table_figure *before,
                         const struct di_table_figure *after)
{
    char year[YEAR_BYTES];
    const struct di_table_tally at = {1, after->line, after->column};
    if (isnan(before->value) || isnan(after->value) || before->is_withheld ||
        after->is_withheld || after->is_break || !is_jump(target, before->value, after->value))
        return;
    DI_MESSAGE(note(import, "jump", true, &at),
               DI_N_("'%1' goes from %2 to %3 in %4. If what it counts has changed, mark a "
                     "break."),
               di_text_arg(target->id), di_table_number_arg(before->value),
               di_table_number_arg(after->value), di_year_arg(after->year, year));
}

static void look_at_series(const struct di_table_import *import,
                           const struct di_table_target *target)
{
    char from[YEAR_BYTES], to[YEAR_BYTES];
    for (size_t i = target->first + 1; i < target->first + target->count; i++) {
        const struct di_table_figure *before = &import->figures[i - 1];
        const struct di_table_figure *after = &import->figures[i];
        const struct di_table_tally at = {1, after->line, after->column};
        if (after->year == before->year + 1)
            look_at_step(import, target, before, after);
        else
            DI_MESSAGE(note(import, "gap", false, &at),
                       DI_N_("'%1' has no row between %2 and %3."), di_text_arg(target->id),
                       di_year_arg(before->year, from), di_year_arg(after->year, to));
    }
}

static size_t count_known(const struct di_table_import *import,
                          const struct di_table_target *target, size_t *withheld)
{
    size_t known = 0;
    for (size_t i = target->first; i < target->first + target->count; i++) {
        known += isnan(import->figures[i].value) ? 0 : 1;
        *withheld += import->figures[i].is_withheld;
    }
    return known;
}

static void list_series(const struct di_table_import *import)
{
    static const char *const keys[] = {"target", "measure", "setting", "to",      "region",
                                       "from",   "to_year", "years",   "missing", "withheld"};
    static const char *const headings[] = {
        DI_N_("Target"),           DI_N_("Measure"),    DI_N_("Setting"),   DI_N_("To"),
        DI_N_("Region"),           DI_N_("First year"), DI_N_("Last year"), DI_N_("Figures"),
        DI_N_("Without a figure"), DI_N_("Withheld")};
    struct di_quality_table *table =
        di_data_quality_table(import->quality, "series", DI_N_("Series of the table"), keys,
                              headings, sizeof keys / sizeof keys[0]);
    for (size_t t = 0; t < import->target_count; t++) {
        const struct di_table_target *target = &import->targets[t];
        size_t withheld = 0;
        if (target->is_left_out || target->count == 0)
            continue;
        const size_t known = count_known(import, target, &withheld);
        di_quality_text(table, target->id);
        di_quality_text(table, target->counted.measure);
        di_quality_text(table, target->counted.setting);
        di_quality_text(table, target->counted.to);
        di_quality_text(table, target->region == DI_NONE
                                   ? ""
                                   : import->model->regions[target->region].name.id);
        di_quality_year(table, import->figures[target->first].year);
        di_quality_year(table, import->figures[target->first + target->count - 1].year);
        di_quality_number(table, (double)known);
        di_quality_number(table, (double)(target->count - known));
        di_quality_number(table, (double)withheld);
    }
}

static void note_withheld(const struct di_table_import *import)
{
    static const struct di_table_tally nowhere;
    size_t small = 0, others = 0;
    for (size_t i = 0; i < import->figure_count; i++) {
        const struct di_table_figure *figure = &import->figures[i];
        const bool is_small =
            figure->is_withheld && figure->value < import->request.suppress_below;
        small += is_small;
        others += figure->is_withheld && !is_small;
    }
    if (import->request.suppress_below == 0)
        return;
    DI_MESSAGE(note(import, "withheld", false, &nowhere),
               DI_N_("--suppress %1: %2 {%2|figure|figures} of 1 to %3 children and %4 more "
                     "that would tell them are withheld: their targets are empty."),
               di_integer_arg(import->request.suppress_below), di_integer_arg((int64_t)small),
               di_integer_arg((int64_t)import->request.suppress_below - 1),
               di_integer_arg((int64_t)others));
}

void di_table_look(struct di_table_import *import)
{
    char from[YEAR_BYTES], to[YEAR_BYTES];
    DI_MESSAGE(di_data_quality_title(import->quality),
               DI_N_("Data for '%1', %2-%3: what to know before using them"),
               di_text_arg(import->request.scenario_name), di_year_arg(import->from, from),
               di_year_arg(import->to, to));
    DI_MESSAGE(di_data_quality_intro(import->quality),
               DI_N_("From '%1': %2 {%2|row|rows} read, %3 {%3|figure|figures} by year."),
               di_text_arg(di_path_name(import->request.path)),
               di_integer_arg((int64_t)import->rows),
               di_integer_arg((int64_t)import->figure_count));
    note_encoding(import);
    note_like_years(import);
    note_tallies(import);
    look_at_totals(import);
    for (size_t t = 0; t < import->target_count; t++)
        if (!import->targets[t].is_left_out)
            look_at_series(import, &import->targets[t]);
    note_withheld(import);
    note_unused(import);
    list_series(import);
}
