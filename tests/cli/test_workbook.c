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

enum shown_periods { YEARS, QUARTERS, ALL_PERIODS };

/* Cells of one sheet in the order of the file, checked against the expected list as they come.
 */
struct reading {
    const struct csv_table *table;
    bool in_value, in_text;
    char text[TEXT_MAX];
    size_t length;
    char cell[16]; /* "B7" */
    size_t checked;
    size_t csv_row; /* of the sheet's current row; rows of other periods are skipped */
    long sheet_row;
    enum shown_periods periods;
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

/* Is the row of the kind of period the sheet shows? Tables without periods are with the years.
 */
static bool is_shown(const struct csv_table *table, size_t row, enum shown_periods periods)
{
    for (size_t c = 0; periods != ALL_PERIODS && c < table->columns; c++)
        if (strcmp(table->fields[c], "period_end") == 0) {
            const char *first = csv_table_text(table, row, c - 1);
            const char *last = csv_table_text(table, row, c);
            const int32_t months = csv_months(table, row);
            assert_true(strncmp(first, last, 4) == 0);
            return periods == QUARTERS ? months == 3 : months > 3;
        }
    return periods != QUARTERS;
}

static void start(void *context, const char *name, const char **attributes)
{
    struct reading *reading = context;
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(name, "c") == 0 && strcmp(attributes[i], "r") == 0)
            (void)snprintf(reading->cell, sizeof reading->cell, "%s", attributes[i + 1]);
        if (strcmp(name, "row") == 0 && strcmp(attributes[i], "r") == 0 &&
            strtol(attributes[i + 1], NULL, 10) > 1) {
            assert_int_equal(strtol(attributes[i + 1], NULL, 10), reading->sheet_row + 1);
            reading->sheet_row++;
            if (reading->sheet_row > 2)
                reading->csv_row++;
            while (reading->csv_row < reading->table->rows &&
                   !is_shown(reading->table, reading->csv_row, reading->periods))
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
    assert_true(letters == 1 || letters == 2);
    size_t column = (size_t)(reading->cell[letters - 1] - 'A');
    if (letters == 2)
        column += 26 * (size_t)(reading->cell[0] - 'A' + 1);
    const bool is_header = strcmp(reading->cell + letters, "1") == 0;
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

static void assert_sheet(const char *book, int number, const char *table_name,
                         enum shown_periods periods)
{
    char sheet[60];
    (void)snprintf(sheet, sizeof sheet, "xl/worksheets/sheet%d.xml", number);
    struct csv_table table;
    size_t size = 0;
    csv_table_read(&table, program_path(table_name));
    char *xml = member(program_path(book), sheet, &size);
    struct reading reading = {.table = &table, .sheet_row = 1, .periods = periods};
    XML_Parser parser = XML_ParserCreate(NULL);
    XML_SetUserData(parser, &reading);
    XML_SetElementHandler(parser, start, end);
    XML_SetCharacterDataHandler(parser, text);
    assert_int_equal(XML_Parse(parser, xml, (int)size, 1), XML_STATUS_OK);
    size_t rows = 0;
    for (size_t i = 0; i < table.rows; i++)
        rows += is_shown(&table, i, periods);
    assert_int_equal(reading.sheet_row - 1, rows);
    assert_true(reading.checked >= table.columns);
    assert_true(table.rows == 0 || reading.checked > table.columns);
    XML_ParserFree(parser);
    free(xml);
    csv_table_finish(&table);
}

/* Cells of one row, one after the other; between them only the marks of the file. */
static void assert_names_row(const char *xml, const char *id, const char *english,
                             const char *russian)
{
    const char *const cells[] = {english, russian};
    char mark[80];
    (void)snprintf(mark, sizeof mark, "<t>%s</t>", id);
    const char *at = strstr(xml, mark);
    assert_non_null(at);
    const char *end = strstr(at, "</row>");
    assert_non_null(end);
    for (size_t i = 0; i < 2; i++) {
        char cell[200];
        (void)snprintf(cell, sizeof cell, "<t>%s</t>", cells[i]);
        const char *found = strstr(at, cell);
        if (found == NULL || found > end)
            fail_msg("%s is not called %s", id, cells[i]);
    }
}

/* What an id of any other sheet is called, in both languages: the program's own words, and the
 * scenario's. */
static void assert_names(const char *book, int number)
{
    char sheet[60];
    size_t size = 0;
    (void)snprintf(sheet, sizeof sheet, "xl/worksheets/sheet%d.xml", number);
    char *xml = member(program_path(book), sheet, &size);
    assert_names_row(xml, "K1_institution_stock", "Children in institutions",
                     "Дети в учреждениях интернатного типа");
    assert_names_row(xml, "home_closed", "At home", "Дома");
    free(xml);
}

static void every_sheet_says_what_its_table_says(void **unused)
{
    (void)unused;
    static const char *const tables[] = {"indicators", "flows",     "balance", "costs",
                                         "budget",     "resources", "closures"};
    static const char *const with_quarters[] = {"indicators", "flows", "balance", "costs",
                                                "resources"};
    char name[60];
    program_begin("workbook");
    assert_int_equal(program_run("run %scenarios/tutorial/11-double-running.json "
                                 "--replications 3 --quiet --out @run"),
                     0);
    int sheet = 2; /* after the front page */
    for (size_t k = 0; k < sizeof tables / sizeof tables[0]; k++) {
        (void)snprintf(name, sizeof name, "run/%s.csv", tables[k]);
        assert_sheet("run/results.xlsx", sheet++, name, YEARS);
    }
    assert_names("run/results.xlsx", sheet++);
    for (size_t k = 0; k < sizeof with_quarters / sizeof with_quarters[0]; k++) {
        (void)snprintf(name, sizeof name, "run/%s.csv", with_quarters[k]);
        assert_sheet("run/results.xlsx", sheet++, name, QUARTERS);
    }
}

static void a_plan_has_a_workbook_too(void **unused)
{
    (void)unused;
    program_begin("workbook_plan");
    assert_int_equal(program_run("optimize %scenarios/tutorial/11-double-running.json --quiet "
                                 "--frontier budget 1:1.2:0.2 --alternatives 1 --out @plan"),
                     0);
    assert_sheet("plan/plan.xlsx", 4, "plan/plan.csv", ALL_PERIODS);
    assert_sheet("plan/plan.xlsx", 5, "plan/frontier.csv", ALL_PERIODS);
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
