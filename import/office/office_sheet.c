/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet of an XLSX file as the rows of a table. */
#include <stdlib.h>

#include "office_reader.h"

static struct di_office_reader *sheet_open(const struct di_office_reading *reading)
{
    struct di_message message;
    di_message_set(&message, "XLSX", NULL, 0);
    (void)di_office_table_report(reading->table, 0, SIZE_MAX, DI_ERR_INPUT, &message);
    return NULL;
}

static bool sheet_restart(struct di_office_reader *reader, const struct di_office_wish *wish)
{
    (void)reader;
    (void)wish;
    return false;
}

static enum di_office_step sheet_next(struct di_office_reader *reader, uint32_t *line)
{
    (void)reader;
    (void)line;
    return DI_STEP_END;
}

static void sheet_close(struct di_office_reader *reader)
{
    (void)reader;
}

static enum di_text_encoding sheet_encoding(const struct di_office_reader *reader)
{
    (void)reader;
    return DI_TEXT_UTF8;
}

const struct di_office_reader_kind di_office_sheet_reader = {
    sheet_open, sheet_restart, sheet_next, sheet_close, sheet_encoding};
