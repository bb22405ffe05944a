/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of XLSX files made here, piece by piece: what cells are, which sheet, and files that
 * are damaged, huge, or no workbooks. */
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "di/office_table.h"

#include "di_test.h"

enum { CELLS = 8, TEXT_BYTES = 4096 };

/* ---- making ---- */

struct part {
    const char *path, *text;
};

struct archive {
    char *bytes;
    size_t size;
};

static struct archive make_archive(const struct part *parts, size_t count)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(source);
    zip_t *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    zip_source_keep(source);
    for (size_t i = 0; i < count; i++) {
        zip_source_t *text = zip_source_buffer(zip, parts[i].text, strlen(parts[i].text), 0);
        assert_true(zip_file_add(zip, parts[i].path, text, 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t stat;
    assert_int_equal(zip_source_stat(source, &stat), 0);
    struct archive archive = {malloc(stat.size), stat.size};
    assert_non_null(archive.bytes);
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, archive.bytes, stat.size), (zip_int64_t)stat.size);
    (void)zip_source_close(source);
    zip_source_free(source);
    return archive;
}

#define RELATION(id, type, target)                                                             \
    "<Relationship Id='" id "' Type='http://x/" type "' Target='" target "'/>"

static const char relations[] =
    "<Relationships>" RELATION("r1", "officeDocument", "book/workbook.xml") "</Relationships>";
static const char book_relations[] =
    "<Relationships>" RELATION("a", "worksheet", "sheets/one.xml")
        RELATION("b", "worksheet", "/book/sheets/two.xml")
            RELATION("c", "sharedStrings", "strings.xml")
                RELATION("d", "styles", "../book/styles.xml")
                    RELATION("e", "chartsheet", "sheets/chart.xml") "</Relationships>";
static const char workbook[] =
    "<workbook><workbookPr/><sheets><sheet name='Chart' r:id='e'/><sheet name='One' "
    "state='hidden' r:id='a'/><sheet name='Two &amp; more' r:id='b'/></sheets></workbook>";
static const char styles[] =
    "<styleSheet><numFmts count='2'><numFmt numFmtId='164' formatCode='DD.MM.YYYY'/>"
    "<numFmt numFmtId='165' formatCode='[Red]0.0\"d\"'/></numFmts><cellStyleXfs><xf "
    "numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf "
    "numFmtId='165'/><xf numFmtId='14'/><xf numFmtId='20'/></cellXfs></styleSheet>";
static const char strings[] =
    "<sst><si><t>region</t></si><si><t xml:space='preserve'> N</t></si><si><r><rPr/><t>So</t>"
    "</r><r><t>uth</t></r><rPh><t>no</t></rPh></si><si><t>a_x000D_\nb</t></si></sst>";

struct open_sheet {
    struct archive archive;
    struct di_diagnostics list;
    struct di_office_table *table;
    char text[TEXT_BYTES];
};

static void open_archive(struct open_sheet *open, struct archive archive,
                         const struct di_office_form *form)
{
    open->archive = archive;
    open->table = NULL;
    di_diagnostics_init(&open->list);
    (void)!di_office_table_open_bytes(archive.bytes, archive.size, "book", form, &open->list,
                                      &open->table, NULL);
}

/* The rows of sheet "Two & more". */
static void open_rows(struct open_sheet *open, const char *rows, const char *of_book)
{
    static const struct di_office_form form;
    char sheet[TEXT_BYTES];
    (void)snprintf(sheet, sizeof sheet, "<worksheet><sheetData>%s</sheetData></worksheet>",
                   rows);
    const struct part parts[] = {{"_rels/.rels", relations},
                                 {"book/workbook.xml", of_book},
                                 {"book/_rels/workbook.xml.rels", book_relations},
                                 {"book/sheets/one.xml", "<worksheet/>"},
                                 {"book/sheets/two.xml", sheet},
                                 {"book/strings.xml", strings},
                                 {"book/styles.xml", styles}};
    open_archive(open, make_archive(parts, sizeof parts / sizeof parts[0]), &form);
}

static void close_sheet(struct open_sheet *open)
{
    di_office_table_close(open->table);
    di_diagnostics_finish(&open->list);
    free(open->archive.bytes);
}

/* "row kind'text'|kind'text'" of all columns, one a line. */
static const char *read_rows(struct open_sheet *open)
{
    struct di_office_cell cells[CELLS];
    size_t columns[CELLS], used = 0;
    uint32_t line;
    assert_non_null(open->table);
    const size_t count = di_office_table_columns(open->table);
    for (size_t c = 0; c < count; c++)
        columns[c] = c;
    open->text[0] = '\0';
    if (di_office_table_select(open->table, columns, count, NULL) != DI_OK)
        return open->text;
    while (di_office_table_next(open->table, cells, &line)) {
        used += (size_t)snprintf(open->text + used, TEXT_BYTES - used, "%u", line);
        for (size_t c = 0; c < count; c++)
            used += (size_t)snprintf(open->text + used, TEXT_BYTES - used, " %d'%s'",
                                     (int)cells[c].kind, cells[c].text);
        used += (size_t)snprintf(open->text + used, TEXT_BYTES - used, "\n");
    }
    return open->text;
}

static const char *problem(struct open_sheet *open)
{
    assert_true(open->list.count > 0);
    (void)di_message_render(&open->list.items[0].message, NULL, open->text, TEXT_BYTES);
    return open->text;
}

#define HEADING "<row r='1'><c t='s'><v>0</v></c><c t='inlineStr'><is><t>n</t></is></c></row>"
#define HEADING_3                                                                              \
    "<row r='1'><c t='s'><v>0</v></c><c t='inlineStr'><is><t>n</t></is></c><c r='C1' "         \
    "t='str'><v>m</v></c></row>"

/* ---- cells ---- */

static void texts_are_shared_inline_and_of_formulas(void **state)
{
    (void)state;
    struct open_sheet open;
    open_rows(&open,
              HEADING
              "<row r='3'><c r='A3' t='s'><v>1</v></c><c r='B3' t='s'><v>2</v></c></row>"
              "<row><c t='str'><f>A1&amp;B1</f><v>x y</v></c><c t='inlineStr'><is><r><t>p"
              "</t></r><r><t>q</t></r></is></c></row>"
              "<row r='9'><c r='B9' t='s'><v>3</v></c></row><row r='10'/>"
              "<row r='11'><c r='A11' t='s'><v>77</v></c><c r='B11' t='s'><v>-1</v></c>"
              "</row>",
              workbook);
    assert_string_equal(read_rows(&open), "3 0'N' 0'South'\n4 0'x y' 0'pq'\n9 0'' 0'a \nb'\n");
    assert_int_equal(open.list.count, 0);
    close_sheet(&open);
}

static void numbers_are_dates_by_their_style(void **state)
{
    (void)state;
    struct open_sheet open;
    open_rows(&open,
              HEADING_3 "<row r='2'><c s='1'><v>45351</v></c><c s='3'><v>45351.4375</v></c><c "
                        "s='2'><v>45351</v></c></row>"
                        "<row r='3'><c s='4'><v>0.4375</v></c><c s='1'><v>59</v></c><c "
                        "s='1'><v>60</v></c></row>"
                        "<row r='4'><c s='1'><v>61</v></c><c s='1'><v>-5</v></c><c "
                        "s='99'><v>1E3</v></c></row>"
                        "<row r='5'><c t='d'><v>2024-02-29T00:00:00</v></c><c><v>1.5</v></c><c "
                        "s='1'><v>45350.999999999</v></c></row>"
                        "<row r='6'><c s='1'><v>45351.99999</v></c></row>",
              workbook);
    assert_string_equal(read_rows(&open), "2 2'2024-02-29' 2'2024-02-29 10:30:00' 1'45351'\n"
                                          "3 1'0.4375' 2'1900-02-28' 1'60'\n"
                                          "4 2'1900-03-01' 1'-5' 1'1000'\n"
                                          "5 2'2024-02-29T00:00:00' 1'1.5' 2'2024-02-29'\n"
                                          "6 2'2024-02-29 23:59:59' 0'' 0''\n");
    close_sheet(&open);
    open_rows(&open, HEADING "<row r='2'><c s='1'><v>43889</v></c></row>",
              "<workbook><workbookPr date1904='1'/><sheets><sheet name='x' r:id='b'/></sheets>"
              "</workbook>");
    assert_string_equal(read_rows(&open), "2 2'2024-02-29' 0''\n");
    close_sheet(&open);
}

static void booleans_errors_and_empty_formulas(void **state)
{
    (void)state;
    struct open_sheet open;
    open_rows(
        &open,
        HEADING_3
        "<row r='2'><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c></row>"
        "<row r='3'><c t='e'><v>#DIV/0!</v></c><c><f>A1</f></c><c t='str'><f>\"\"</f><v></v>"
        "</c></row>",
        workbook);
    assert_string_equal(read_rows(&open), "2 3'TRUE' 3'FALSE' 4''\n3 4'#DIV/0!' 4'=?' 0''\n");
    close_sheet(&open);
}

/* A region that stands once beside several rows; an empty row within it stays empty. */
static void merged_cells_hold_for_the_rows_below(void **state)
{
    (void)state;
    struct open_sheet open;
    open_rows(&open,
              HEADING "<row r='2'><c r='A2' t='s'><v>1</v></c><c r='B2'><v>1</v></c></row>"
                      "<row r='3'><c r='B3'><v>2</v></c></row><row r='4'/>"
                      "<row r='5'><c r='B5'><v>3</v></c></row>"
                      "<row r='6'><c r='B6'><v>4</v></c></row>"
                      "<row r='7'><c r='A7' t='s'><v>2</v></c><c r='B7'><v>5</v></c></row>"
                      "<row r='8'><c r='A8'/></row></sheetData><mergeCells>"
                      "<mergeCell ref='A7:B8'/><mergeCell ref='A2:A5'/><mergeCell ref='A1:B1'/>"
                      "<mergeCell ref='B2:B2'/><mergeCell ref='Z2:Z9'/><mergeCell ref='A'/>"
                      "<mergeCell/></mergeCells><sheetData>",
              workbook);
    assert_string_equal(read_rows(&open), "2 0'N' 1'1'\n3 0'N' 1'2'\n5 0'N' 1'3'\n6 0'' 1'4'\n"
                                          "7 0'South' 1'5'\n");
    assert_string_equal(read_rows(&open), "2 0'N' 1'1'\n3 0'N' 1'2'\n5 0'N' 1'3'\n6 0'' 1'4'\n"
                                          "7 0'South' 1'5'\n");
    close_sheet(&open);
}

/* A heading of two rows, as forms have them: some of its cells are merged over both. */
static void a_heading_may_reach_over_rows(void **state)
{
    (void)state;
    struct open_sheet open;
    const struct di_office_form form = {.heading_row = 3};
    open_rows(
        &open,
        "<row r='1'><c r='A1' t='s'><v>1</v></c></row>"
        "<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='inlineStr'><is><t>All</t></is>"
        "</c></row><row r='3'><c r='B3' t='s'><v>2</v></c><c r='C3' t='str'><v>m</v></c>"
        "</row><row r='4'><c r='A4'><v>1</v></c><c r='B4'><v>2</v></c></row></sheetData>"
        "<mergeCells><mergeCell ref='A2:A3'/><mergeCell ref='B2:C2'/></mergeCells>"
        "<sheetData>",
        workbook);
    const struct archive archive = open.archive;
    di_office_table_close(open.table);
    di_diagnostics_finish(&open.list);
    open_archive(&open, archive, &form);
    assert_non_null(open.table);
    assert_string_equal(di_office_table_heading(open.table, 0), "region");
    assert_string_equal(di_office_table_heading(open.table, 1), "South");
    assert_string_equal(di_office_table_heading(open.table, 2), "m");
    assert_string_equal(read_rows(&open), "4 1'1' 1'2' 0''\n");
    close_sheet(&open);
}

static void names_may_have_prefixes(void **state)
{
    (void)state;
    struct open_sheet open;
    open_rows(&open,
              "<x:row r='1'><x:c r='A1'><x:v>7</x:v></x:c></x:row><x:row r='2'><x:c r='A2' "
              "x:t='b'><x:v>1</x:v></x:c></x:row>",
              workbook);
    assert_string_equal(di_office_table_heading(open.table, 0), "7");
    assert_string_equal(read_rows(&open), "2 3'TRUE'\n");
    close_sheet(&open);
}

/* ---- sheets ---- */

static void sheets_have_names(void **state)
{
    (void)state;
    struct open_sheet open;
    const struct di_office_form form = {.sheet = "TWO &  more"}, none = {.sheet = "Three"};
    open_rows(&open, HEADING, workbook);
    const struct archive archive = open.archive;
    assert_string_equal(di_office_table_heading(open.table, 0), "region"); /* the first shown */
    di_office_table_close(open.table);
    di_diagnostics_finish(&open.list);
    open_archive(&open, archive, &form);
    assert_non_null(open.table);
    di_office_table_close(open.table);
    di_diagnostics_finish(&open.list);
    open_archive(&open, archive, &none);
    assert_null(open.table);
    assert_string_equal(problem(&open),
                        "There is no sheet 'Three'. Sheets: Chart, One, Two & more.");
    close_sheet(&open);
}

/* ---- what is refused ---- */

static void damaged_files_are_told(void **state)
{
    (void)state;
    struct open_sheet open;
    open_rows(&open, HEADING, workbook);
    struct archive archive = open.archive;
    static const struct di_office_form form;
    for (size_t size = 4; size < archive.size; size += 7) { /* cut off anywhere */
        di_office_table_close(open.table);
        di_diagnostics_finish(&open.list);
        open_archive(&open, (struct archive){archive.bytes, size}, &form);
        assert_null(open.table);
        assert_int_equal(open.list.errors, 1);
    }
    close_sheet(&open);
    open_rows(&open, HEADING "<row r='2'><c><v>1</v></c></row><row r='3'", workbook);
    assert_string_equal(read_rows(&open), "");
    assert_string_equal(
        problem(&open),
        "The workbook is damaged: 'book/sheets/two.xml' in it cannot be read to its end.");
    close_sheet(&open);
}

static void other_archives_are_told(void **state)
{
    (void)state;
    struct open_sheet open;
    const struct part parts[] = {
        {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}};
    static const struct di_office_form form;
    open_archive(&open, make_archive(parts, 1), &form);
    assert_null(open.table);
    assert_non_null(strstr(problem(&open), "This is no Excel workbook (.xlsx)"));
    close_sheet(&open);
}

/* A megabyte of depth, a piece of many megabytes, and entities that grow. */
static void bombs_are_refused(void **state)
{
    (void)state;
    struct open_sheet open;
    enum { DEPTH = 100, LONG = 20 << 20 };
    char deep[8 * DEPTH] = "";
    for (size_t i = 0; i < DEPTH; i++)
        memcpy(deep + 3 * i, "<a>", 4);
    open_rows(&open, HEADING, workbook);
    close_sheet(&open);
    char *wide = malloc(LONG + 100);
    assert_non_null(wide);
    memcpy(wide, "<worksheet a='", 14);
    memset(wide + 14, 'x', LONG);
    memcpy(wide + 14 + LONG, "'/>", 4);
    const char *const bombs[] = {
        deep, wide,
        "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;'>]><worksheet>&c;"
        "</worksheet>"};
    for (size_t i = 0; i < sizeof bombs / sizeof bombs[0]; i++) {
        const struct part parts[] = {{"_rels/.rels", relations},
                                     {"book/workbook.xml", workbook},
                                     {"book/_rels/workbook.xml.rels", book_relations},
                                     {"book/sheets/two.xml", bombs[i]}};
        static const struct di_office_form form;
        open_archive(&open, make_archive(parts, 4), &form);
        assert_null(open.table);
        assert_non_null(strstr(problem(&open), "unpacks to more than 512 MB"));
        close_sheet(&open);
    }
    free(wide);
}

static void cells_beyond_the_last_column_are_told(void **state)
{
    (void)state;
    struct open_sheet open;
    open_rows(&open, "<row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>1</v></c></row>",
              workbook);
    assert_null(open.table);
    assert_string_equal(problem(&open), "The row has cells in more columns than are read.");
    close_sheet(&open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_shared_inline_and_of_formulas),
        cmocka_unit_test(numbers_are_dates_by_their_style),
        cmocka_unit_test(booleans_errors_and_empty_formulas),
        cmocka_unit_test(merged_cells_hold_for_the_rows_below),
        cmocka_unit_test(a_heading_may_reach_over_rows),
        cmocka_unit_test(names_may_have_prefixes),
        cmocka_unit_test(sheets_have_names),
        cmocka_unit_test(damaged_files_are_told),
        cmocka_unit_test(other_archives_are_told),
        cmocka_unit_test(bombs_are_refused),
        cmocka_unit_test(cells_beyond_the_last_column_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
