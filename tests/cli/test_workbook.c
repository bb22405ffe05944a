/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * results.xlsx read back with libzip and expat, by a reader that shares nothing with the
 * writer: every cell of every sheet is what the CSV file says. The program runs under a Russian
 * locale (LOCPATH and LC_ALL are set by CTest), where numbers would have decimal commas.
 */
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "csv_table.h"
#include "di_test.h"
#include "program.h"

enum { TEXT_MAX = 600 };

/* Cells of one sheet in the order of the file, checked against the expected list as they come.
 */
struct reading {
    const struct csv_table *table;
    bool in_value, in_text;
    char text[TEXT_MAX];
    size_t length;
    char cell[16]; /* "B7" */
    size_t checked;
    size_t csv_row; /* of the sheet's current row; rows that are no years are skipped */
    long sheet_row;
    bool has_all_periods; /* not calendar years alone */
};

static char *member(const char *book, const char *name, size_t *size_out)
{
    int problem = 0;
    zip_t *archive = zip_open(book, ZIP_RDONLY, &problem);
    assert_non_null(archive);
    zip_stat_t about;
    if (zip_stat(archive, name, 0, &about) != 0)
        fail_msg("no %s in the workbook", name);
    char *text = malloc(about.size + 1);
    zip_file_t *file = zip_fopen(archive, name, 0);
    assert_non_null(text);
    assert_non_null(file);
    assert_int_equal(zip_fread(file, text, about.size), (zip_int64_t)about.size);
    text[about.size] = '\0';
    *size_out = about.size;
    (void)zip_fclose(file);
    (void)zip_close(archive);
    return text;
}

static bool is_year_row(const struct csv_table *table, size_t row)
{
    for (size_t c = 0; c < table->columns; c++)
        if (strcmp(table->fields[c], "period_end") == 0) {
            const char *first = csv_table_text(table, row, c - 1);
            const char *last = csv_table_text(table, row, c);
            /* months of the first and last day: a year has more than two between */
            return strncmp(first, last, 4) == 0 && atol(last + 5) - atol(first + 5) > 2;
        }
    return true;
}

static void start(void *context, const char *name, const char **attributes)
{
    struct reading *reading = context;
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(name, "c") == 0 && strcmp(attributes[i], "r") == 0)
            (void)snprintf(reading->cell, sizeof reading->cell, "%s", attributes[i + 1]);
        if (strcmp(name, "row") == 0 && strcmp(attributes[i], "r") == 0 &&
            atol(attributes[i + 1]) > 1) {
            assert_int_equal(atol(attributes[i + 1]), reading->sheet_row + 1);
            reading->sheet_row++;
            if (reading->sheet_row > 2)
                reading->csv_row++;
            while (!reading->has_all_periods && reading->csv_row < reading->table->rows &&
                   !is_year_row(reading->table, reading->csv_row))
                reading->csv_row++;
        }
    }
    reading->in_value = strcmp(name, "v") == 0;
    reading->in_text = strcmp(name, "t") == 0;
    reading->length = 0;
}

static void text(void *context, const char *bytes, int count)
{
    struct reading *reading = context;
    if (!reading->in_value && !reading->in_text)
        return;
    assert_true(reading->length + (size_t)count < TEXT_MAX);
    memcpy(reading->text + reading->length, bytes, (size_t)count);
    reading->length += (size_t)count;
}

static void end(void *context, const char *name)
{
    struct reading *reading = context;
    if (!reading->in_value && !reading->in_text)
        return;
    reading->text[reading->length] = '\0';
    const size_t letters = strspn(reading->cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    assert_int_equal(letters, 1);
    const size_t column = (size_t)(reading->cell[0] - 'A');
    const bool is_header = strcmp(reading->cell + 1, "1") == 0;
    const char *expected = is_header ? reading->table->fields[column]
                                     : csv_table_text(reading->table, reading->csv_row, column);
    if (reading->in_text) {
        assert_string_equal(reading->text, expected);
    } else {
        assert_null(strchr(reading->text, ','));
        char *rest = NULL;
        assert_near(strtod(reading->text, &rest), strtod(expected, NULL), 1e-14);
        assert_int_equal(*rest, '\0');
    }
    reading->checked++;
    reading->in_value = reading->in_text = false;
    (void)name;
}

static void assert_sheet(const char *book, const char *sheet, const char *table_name,
                         bool has_all_periods)
{
    struct csv_table table;
    size_t size = 0;
    csv_table_read(&table, program_path(table_name));
    char *xml = member(program_path(book), sheet, &size);
    struct reading reading = {
        .table = &table, .sheet_row = 1, .has_all_periods = has_all_periods};
    XML_Parser parser = XML_ParserCreate(NULL);
    XML_SetUserData(parser, &reading);
    XML_SetElementHandler(parser, start, end);
    XML_SetCharacterDataHandler(parser, text);
    assert_int_equal(XML_Parse(parser, xml, (int)size, 1), XML_STATUS_OK);
    size_t rows = 0;
    for (size_t i = 0; i < table.rows; i++)
        rows += has_all_periods || is_year_row(&table, i);
    assert_int_equal(reading.sheet_row - 1, rows);
    assert_true(reading.checked > table.columns);
    XML_ParserFree(parser);
    free(xml);
    csv_table_finish(&table);
}

static void every_sheet_says_what_its_table_says(void **unused)
{
    (void)unused;
    program_begin("workbook");
    assert_int_equal(program_run("run %scenarios/tutorial/08-two-regions.json --replications 3 "
                                 "--quiet --out @run"),
                     0);
    assert_sheet("run/results.xlsx", "xl/worksheets/sheet2.xml", "run/indicators.csv", false);
    assert_sheet("run/results.xlsx", "xl/worksheets/sheet3.xml", "run/flows.csv", false);
    assert_sheet("run/results.xlsx", "xl/worksheets/sheet4.xml", "run/balance.csv", false);
}

static void a_plan_has_a_workbook_too(void **unused)
{
    (void)unused;
    program_begin("workbook_plan");
    assert_int_equal(program_run("optimize %scenarios/tutorial/11-double-running.json --quiet "
                                 "--frontier budget 1:1.2:0.2 --alternatives 1 --out @plan"),
                     0);
    assert_sheet("plan/plan.xlsx", "xl/worksheets/sheet4.xml", "plan/plan.csv", true);
    assert_sheet("plan/plan.xlsx", "xl/worksheets/sheet5.xml", "plan/frontier.csv", true);
}

static void equal_runs_write_equal_workbooks(void **unused)
{
    (void)unused;
    program_begin("workbook_twice");
    assert_int_equal(program_run("run %scenarios/tutorial/07-reentry.json --replications 2 "
                                 "--quiet --out @one"),
                     0);
    program_sleep(2.1); /* zip keeps time to two seconds */
    assert_int_equal(program_run("run %scenarios/tutorial/07-reentry.json --replications 2 "
                                 "--quiet --out @two"),
                     0);
    assert_true(
        program_same_bytes(program_path("one/results.xlsx"), program_path("two/results.xlsx")));
    size_t size = 0;
    char *core = member(program_path("one/results.xlsx"), "docProps/core.xml", &size);
    assert_non_null(strstr(core, "2026-01-01T00:00:00Z"));
    free(core);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sheet_says_what_its_table_says),
        cmocka_unit_test(a_plan_has_a_workbook_too),
        cmocka_unit_test(equal_runs_write_equal_workbooks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
