/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of an office of arbitrary bytes, as the file itself or as one part of a workbook: it
 * is refused with a reason, or its cells are read as every kind of value; never a crash, and
 * every text of a cell is one. The first byte says which. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "di/office_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char relations[] =
    "<a><Relationship Id='r' Type='/officeDocument' Target='w.xml'/></a>";
static const char book_relations[] =
    "<a><Relationship Id='a' Type='/worksheet' Target='s.xml'/><Relationship Id='c' "
    "Type='/sharedStrings' Target='t.xml'/><Relationship Id='d' Type='/styles' "
    "Target='y.xml'/></a>";
static const char workbook[] = "<a><sheets><sheet name='x' r:id='a'/></sheets></a>";
static const char sheet[] =
    "<a><sheetData><row r='1'><c t='s'><v>0</v></c></row><row r='2'><c s='1'><v>45000</v></c>"
    "<c t='s'><v>1</v></c></row></sheetData></a>";
static const char strings[] = "<a><si><t>h</t></si><si><t>x</t></si></a>";
static const char styles[] = "<a><cellXfs><xf/><xf numFmtId='14'/></cellXfs></a>";

enum { PARTS = 6 };
static const char *const paths[PARTS] = {
    "s.xml", "t.xml", "y.xml", "w.xml", "_rels/w.xml.rels", "_rels/.rels"};
static const char *const texts[PARTS] = {sheet,    strings,        styles,
                                         workbook, book_relations, relations};

/* ---- reading ---- */

static void check_text(const char *text)
{
    if (strlen(text) > 4 * (size_t)DI_OFFICE_CELL_MAX)
        abort();
}

static void read_all(struct di_office_table *table)
{
    struct di_office_cell cells[DI_OFFICE_COLUMNS_MAX];
    size_t columns[DI_OFFICE_COLUMNS_MAX];
    const size_t count = di_office_table_columns(table);
    uint32_t line;
    int32_t day;
    char decimal;
    for (size_t c = 0; c < count; c++)
        columns[c] = c;
    (void)!di_office_decimal(table, columns, count, '\0', &decimal, NULL);
    if (di_office_table_select(table, columns, count, NULL) != DI_OK)
        return;
    while (di_office_table_next(table, cells, &line))
        for (size_t c = 0; c < count; c++) {
            check_text(cells[c].text);
            (void)di_office_number(&cells[c], '.');
            (void)di_office_count(&cells[c], ',');
            if (di_office_date(&cells[c], &day) != DI_DATE_RIGHT)
                di_office_report_date(table, line, c, &cells[c]);
        }
}

static void open_and_read(const char *bytes, size_t size, const struct di_office_form *form)
{
    struct di_diagnostics list;
    struct di_office_table *table = NULL;
    di_diagnostics_init(&list);
    const enum di_status status =
        di_office_table_open_bytes(bytes, size, "fuzz", form, &list, &table, NULL);
    if ((status == DI_OK) != (table != NULL) ||
        (status == DI_OK) == di_diagnostics_have_errors(&list))
        abort();
    if (table != NULL)
        read_all(table);
    di_office_table_close(table);
    di_diagnostics_finish(&list);
}

/* ---- a workbook with one part of these bytes ---- */

static void read_workbook(const uint8_t *bytes, size_t size, size_t which)
{
    static const struct di_office_form form;
    zip_error_t error;
    zip_stat_t stat;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (zip == NULL)
        abort();
    zip_source_keep(source);
    for (size_t i = 0; i < PARTS; i++) {
        zip_source_t *text = i == which ? zip_source_buffer(zip, bytes, size, 0)
                                        : zip_source_buffer(zip, texts[i], strlen(texts[i]), 0);
        const zip_int64_t at = zip_file_add(zip, paths[i], text, 0);
        if (at < 0 || zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) != 0)
            abort();
    }
    if (zip_close(zip) != 0 || zip_source_stat(source, &stat) != 0 ||
        zip_source_open(source) != 0)
        abort();
    char *archive = malloc(stat.size);
    if (archive == NULL ||
        zip_source_read(source, archive, stat.size) != (zip_int64_t)stat.size)
        abort();
    (void)zip_source_close(source);
    zip_source_free(source);
    open_and_read(archive, stat.size, &form);
    free(archive);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const struct di_office_form forms[] = {
        {0}, {.encoding = DI_TEXT_UTF16, .separator = '\t'}, {.heading_row = 2}};
    if (size == 0)
        return 0;
    const size_t which = bytes[0] % (PARTS + 3);
    if (which < PARTS)
        read_workbook(bytes + 1, size - 1, which);
    else
        open_and_read((const char *)bytes + 1, size - 1, &forms[which - PARTS]);
    return 0;
}
