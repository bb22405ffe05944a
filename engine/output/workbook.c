/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workbooks: a front page and tables as sheets, cell for cell what the CSV says. In
 * results.xlsx calendar years come first, quarters on sheets of their own; months are in the
 * CSV files.
 *
 * libxlsxwriter prints numbers by the process locale: under a Russian one it would write a
 * broken workbook, so this thread works in the C locale while it writes. The date of creation
 * is the scenario's start: equal runs write equal bytes.
 */
#include "workbook.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "di/number.h"
#include "di/plain_locale.h"

enum { LINE_MAX_BYTES = 4096, FIELDS_MAX = 64, ROWS_MAX = 1048575, WIDTH = 18 };

#define LONGEST_QUARTER 92
#define LONGEST_MONTH 31

enum sheet_periods { SHEET_YEARS, SHEET_QUARTERS, SHEET_ALL };

struct sheet {
    lxw_worksheet *page;
    uint32_t row;
    int start_column, end_column; /* of period_start and period_end; -1: none */
    bool is_full;
    enum sheet_periods periods;
};

static uint32_t split(char *line, char *fields[FIELDS_MAX])
{
    uint32_t count = 0;
    char *at = line;
    while (at != NULL && count < FIELDS_MAX) {
        char *to = at;
        fields[count++] = at;
        if (*at == '"') { /* quoted: a doubled quote is one */
            char *from = at + 1;
            for (; *from != '\0' && !(*from == '"' && from[1] != '"'); from++) {
                from += *from == '"';
                *to++ = *from;
            }
            from += *from == '"';
            at = *from == ',' ? from + 1 : NULL;
            *to = '\0';
            continue;
        }
        at = strchr(at, ',');
        if (at != NULL)
            *at++ = '\0';
    }
    return count;
}

/* Years with what has no periods; or quarters. */
static bool is_wanted(const struct sheet *sheet, char *const *fields, uint32_t count)
{
    int32_t first, last;
    if (sheet->start_column < 0 || sheet->end_column < 0 ||
        (uint32_t)sheet->end_column >= count ||
        !di_date_parse(fields[sheet->start_column], &first) ||
        !di_date_parse(fields[sheet->end_column], &last))
        return sheet->periods == SHEET_YEARS;
    const int32_t days = last - first + 1;
    if (days > LONGEST_QUARTER)
        return sheet->periods == SHEET_YEARS;
    return days > LONGEST_MONTH && sheet->periods == SHEET_QUARTERS;
}

static void write_header(struct sheet *sheet, lxw_format *bold, char *const *fields,
                         uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(fields[i], "period_start") == 0)
            sheet->start_column = (int)i;
        if (strcmp(fields[i], "period_end") == 0)
            sheet->end_column = (int)i;
        (void)worksheet_write_string(sheet->page, 0, (lxw_col_t)i, fields[i], bold);
    }
    (void)worksheet_set_column(sheet->page, 0, (lxw_col_t)(count - 1), WIDTH, NULL);
    worksheet_freeze_panes(sheet->page, 1, 0);
    sheet->row = 1;
}

static void write_row(struct sheet *sheet, char *const *fields, uint32_t count)
{
    if (sheet->periods != SHEET_ALL && !is_wanted(sheet, fields, count))
        return;
    if (sheet->row > ROWS_MAX) {
        sheet->is_full = true;
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        double number;
        if (fields[i][0] == '\0')
            continue;
        if (di_number_parse(fields[i], &number) && isfinite(number))
            (void)worksheet_write_number(sheet->page, sheet->row, (lxw_col_t)i, number, NULL);
        else
            (void)worksheet_write_string(sheet->page, sheet->row, (lxw_col_t)i, fields[i],
                                         NULL);
    }
    sheet->row++;
}

/* Lines of a table, from its file or from its text. */
struct lines {
    FILE *stream;     /* NULL: from `rest` */
    const char *rest; /* of the text */
};

static bool open_lines(const struct workbook_table *table, struct lines *lines)
{
    *lines = (struct lines){.stream = table->stream, .rest = table->text};
    if (table->text == NULL && table->stream == NULL)
        lines->stream = fopen(table->path, "rb");
    return lines->stream != NULL || lines->rest != NULL;
}

/* Without its end; what is longer than LINE_MAX_BYTES goes on as a further line. */
static bool next_line(struct lines *lines, char *line)
{
    if (lines->stream != NULL) {
        if (fgets(line, LINE_MAX_BYTES, lines->stream) == NULL)
            return false;
        line[strcspn(line, "\n")] = '\0';
        return true;
    }
    if (*lines->rest == '\0')
        return false;
    size_t length = strcspn(lines->rest, "\n");
    if (length > LINE_MAX_BYTES - 1)
        length = LINE_MAX_BYTES - 1;
    memcpy(line, lines->rest, length);
    line[length] = '\0';
    lines->rest += length;
    lines->rest += *lines->rest == '\n';
    return true;
}

static enum di_status write_sheet(lxw_workbook *book, lxw_format *bold,
                                  const struct workbook_table *table, const char *name,
                                  enum sheet_periods periods, struct di_error *error)
{
    struct lines lines;
    char *line = malloc(LINE_MAX_BYTES);
    struct sheet sheet = {.periods = periods, .start_column = -1, .end_column = -1};
    enum di_status status =
        !open_lines(table, &lines) || line == NULL ? di_fail_memory(error) : DI_OK;
    while (status == DI_OK && next_line(&lines, line)) {
        char *fields[FIELDS_MAX];
        if (sheet.page == NULL) { /* the header, which tells whether there are periods */
            if (periods == SHEET_QUARTERS && strstr(line, "period_start") == NULL)
                break;
            sheet.page = workbook_add_worksheet(book, name);
            if (sheet.page == NULL)
                status = di_fail_memory(error);
            else
                write_header(&sheet, bold, fields, split(line, fields));
            continue;
        }
        const uint32_t count = split(line, fields);
        write_row(&sheet, fields, count);
    }
    if (lines.stream != NULL)
        (void)fclose(lines.stream);
    free(line);
    return status;
}

/* ---- the front page, in both languages: files do not know the reader's ---- */

struct workbook_page {
    lxw_worksheet *sheet;
    lxw_format *bold;
    lxw_row_t row;
};

static void say_line(struct workbook_page *page, enum di_front_line line)
{
    const struct di_front_words words = di_front_line_words(line);
    (void)worksheet_write_string(page->sheet, page->row, 0, words.english, page->bold);
    (void)worksheet_write_string(page->sheet, page->row, 1, words.russian, page->bold);
}

void workbook_say(struct workbook_page *page, enum di_front_line line, const char *text)
{
    say_line(page, line);
    (void)worksheet_write_string(page->sheet, page->row++, 2, text, NULL);
}

void workbook_say_number(struct workbook_page *page, enum di_front_line line, double number)
{
    say_line(page, line);
    (void)worksheet_write_number(page->sheet, page->row++, 2, number, NULL);
}

/* A line whose value is words: "chance only / ..." with the same in Russian. */
static void say_words(struct workbook_page *page, enum di_front_line line,
                      enum di_front_line value)
{
    const struct di_front_words words = di_front_line_words(value);
    char text[256];
    (void)snprintf(text, sizeof text, "%s / %s", words.english, words.russian);
    workbook_say(page, line, text);
}

static void write_results_front(struct workbook_page *page, const void *context)
{
    const struct di_results *results = context;
    char start[16], last[16];
    di_date_format(results->start_civil_day, start);
    di_date_format(results->last_civil_day, last);
    workbook_say(page, DI_FRONT_SCENARIO, results->scenario);
    workbook_say(page, DI_FRONT_NAME, results->name_en);
    (void)worksheet_write_string(page->sheet, page->row++, 2, results->name_ru, NULL);
    workbook_say(page, DI_FRONT_FIRST_DAY, start);
    workbook_say(page, DI_FRONT_LAST_DAY, last);
    workbook_say(page, DI_FRONT_METHOD, results->method);
    workbook_say_number(page, DI_FRONT_SEED, (double)results->seed);
    workbook_say_number(page, DI_FRONT_REPLICATIONS, results->replications);
    say_words(page, DI_FRONT_RANGES,
              results->uncertain_inputs > 0 ? DI_FRONT_CHANCE_AND_INPUTS : DI_FRONT_CHANCE);
    if (results->suppress_below > 0)
        workbook_say_number(page, DI_FRONT_WITHHELD, results->suppress_below);
    workbook_say_number(page, DI_FRONT_NUMBERS, results->inputs);
    workbook_say_number(page, DI_FRONT_DEFAULTS, results->defaults);
    workbook_say_number(page, DI_FRONT_ILLUSTRATIVE, results->illustrative);
    workbook_say_number(page, DI_FRONT_UNSOURCED, results->unsourced);
    say_words(page, DI_FRONT_SHEETS, DI_FRONT_PERIODS);
    workbook_say(page, DI_FRONT_SYNTHETIC, "");
}

static void write_front(lxw_workbook *book, lxw_format *bold,
                        const struct workbook_front *front)
{
    struct workbook_page page = {workbook_add_worksheet(book, "about"), bold, 0};
    (void)worksheet_set_column(page.sheet, 0, 1, 44, NULL);
    (void)worksheet_set_column(page.sheet, 2, 2, 60, NULL);
    front->write(&page, front->context);
}

static void set_properties(lxw_workbook *book, const struct workbook_front *front)
{
    lxw_doc_properties properties = {0};
    char title[256];
    (void)snprintf(title, sizeof title, "%s", front->title);
    properties.title = title;
    properties.created = (time_t)front->start_civil_day * 86400;
    (void)workbook_set_properties(book, &properties);
}

static enum di_status write_book(const struct workbook_front *front,
                                 const struct workbook_table *tables, size_t count,
                                 const char *path, struct di_error *error)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(path, &options);
    if (book == NULL)
        return di_fail_memory(error);
    lxw_format *bold = workbook_add_format(book);
    format_set_bold(bold);
    set_properties(book, front);
    write_front(book, bold, front);
    enum di_status status = DI_OK;
    for (size_t i = 0; status == DI_OK && i < count; i++)
        status = write_sheet(book, bold, &tables[i], tables[i].name,
                             tables[i].has_all_periods ? SHEET_ALL : SHEET_YEARS, error);
    for (size_t i = 0; status == DI_OK && i < count; i++) {
        char name[32]; /* as long as a sheet's name may be */
        (void)snprintf(name, sizeof name, "%s (quarters)", tables[i].name);
        if (!tables[i].has_all_periods)
            status = write_sheet(book, bold, &tables[i], name, SHEET_QUARTERS, error);
    }
    const lxw_error problem = workbook_close(book); /* also frees it */
    if (status == DI_OK && problem != LXW_NO_ERROR)
        status =
            DI_FAIL(error, DI_ERR_FILE, path, DI_N_("The workbook '%1' cannot be written: %2."),
                    di_text_arg(path), di_text_arg(lxw_strerror(problem)));
    return status;
}

enum di_status workbook_make(const struct workbook_front *front,
                             const struct workbook_table *tables, size_t count,
                             const char *path, struct di_error *error)
{
    struct di_plain_locale *plain = di_plain_locale_enter();
    if (plain == NULL)
        return di_fail_memory(error);
    const enum di_status status = write_book(front, tables, count, path, error);
    di_plain_locale_leave(plain);
    return status;
}

enum di_status workbook_write(const struct di_results *results,
                              const struct workbook_table *tables, size_t count,
                              const char *path, struct di_error *error)
{
    const struct workbook_front front = {write_results_front, results, results->name_en,
                                         results->start_civil_day};
    return workbook_make(&front, tables, count, path, error);
}
