/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the tables into numbers. What stands in cells of keys and dates goes nowhere else. */
#include "episode_reader.h"

#include <stdlib.h>

#include "di/office_value.h"
#include "di/time.h"

/* ---- cells ---- */

/* What stands in cells of dates and keys is never said: it may be a child's. */
static void report_cell(const struct di_office_table *table, uint32_t line, size_t column,
                        const char *sentence)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(di_office_table_heading(table, column)));
    (void)di_office_table_report(table, line, column, DI_ERR_TYPE, &message);
}

static bool read_date(const struct di_office_table *table, uint32_t line, size_t column,
                      const struct di_office_cell *cell, int32_t missing, int32_t *day_out)
{
    *day_out = missing;
    switch (di_office_date(cell, day_out)) {
    case DI_DATE_RIGHT:
    case DI_DATE_MISSING:
        return true;
    case DI_DATE_TWO_DIGITS:
        report_cell(table, line, column,
                    DI_N_("Column '%1': the year has two digits, which may be of two "
                          "centuries. Write it with four. (What stands there is not shown.)"));
        break;
    case DI_DATE_MONTH:
        report_cell(table, line, column,
                    DI_N_("Column '%1': a month above 12. Dates are read day first; if this "
                          "file has the month first, write its dates as 2024-12-31. (What "
                          "stands there is not shown.)"));
        break;
    case DI_DATE_WRONG:
        report_cell(table, line, column,
                    DI_N_("Column '%1': no date. Write 2024-12-31, 31.12.2024 or 31/12/2024. "
                          "(What stands there is not shown.)"));
        break;
    }
    *day_out = missing;
    return false;
}

static int32_t month_of(int32_t day)
{
    int32_t year, month, of_month;
    di_date_to_civil(day, &year, &month, &of_month);
    return 12 * year + month - 1;
}

/* ---- children ---- */

static struct di_episode_child *child_at(struct di_episodes *book, uint32_t number)
{
    if (number == UINT32_MAX)
        return NULL;
    if (number >= book->child_room) {
        const size_t room = book->child_room > 0 ? 2 * book->child_room : 1024;
        struct di_episode_child *grown = realloc(book->children, room * sizeof *book->children);
        if (grown == NULL)
            return NULL;
        book->children = grown;
        book->child_room = room;
    }
    for (; book->child_count <= number; book->child_count++)
        book->children[book->child_count] =
            (struct di_episode_child){.birth_month = DI_EPISODE_NO_MONTH,
                                      .sex = DI_EPISODE_SEXES - 1,
                                      .disability = DI_EPISODE_DISABILITIES - 1};
    return &book->children[number];
}

/* What rows of one child say differently is settled without regard to their order: the
 * earliest birth counts, and the child is counted once. */
static void take_birth(struct di_episode_reader *r, struct di_episode_child *child,
                       const struct di_office_table *table, uint32_t line,
                       const struct di_office_cell *cell)
{
    int32_t day;
    if (!read_date(table, line, r->columns[DI_ROLE_BIRTH], cell, DI_EPISODE_NO_DAY, &day) ||
        day == DI_EPISODE_NO_DAY)
        return;
    const int32_t month = month_of(day);
    if (child->birth_month == DI_EPISODE_NO_MONTH)
        child->birth_month = month;
    if (child->birth_month == month)
        return;
    child->birth_month = month < child->birth_month ? month : child->birth_month;
    if (!child->births_differ)
        di_episode_rule_use(&r->book->births_differ, line);
    child->births_differ = true;
}

/* A child of both sexes is of none that is known. */
static void take_sex(struct di_episode_child *child, uint8_t sex)
{
    const uint8_t unknown = DI_EPISODE_SEXES - 1;
    if (sex == unknown || child->sexes_differ)
        return;
    child->sexes_differ = child->sex != unknown && child->sex != sex;
    child->sex = child->sexes_differ ? unknown : sex;
}

/* The most severe of the degrees that are given. */
static void take_disability(struct di_episode_child *child, uint8_t degree)
{
    const uint8_t unknown = DI_EPISODE_DISABILITIES - 1;
    if (degree != unknown && (child->disability == unknown || degree > child->disability))
        child->disability = degree;
}

static uint8_t term_of(struct di_episode_reader *r, enum di_episode_role role, const char *text,
                       uint32_t line, uint8_t unknown)
{
    if (di_office_is_missing(text))
        return unknown;
    const size_t term = di_office_mapping_code(r->mapping, role, text, line);
    return term == SIZE_MAX ? unknown : (uint8_t)term;
}

/* Cells of the children's roles: key, birth, sex, disability. false: no memory. */
static bool take_child(struct di_episode_reader *r, const struct di_office_table *table,
                       uint32_t line, const struct di_office_cell *cells, uint32_t number)
{
    struct di_episode_child *child = child_at(r->book, number);
    if (child == NULL)
        return false;
    take_birth(r, child, table, line, &cells[DI_ROLE_BIRTH]);
    take_sex(child,
             term_of(r, DI_ROLE_SEX, cells[DI_ROLE_SEX].text, line, DI_EPISODE_SEXES - 1));
    take_disability(child, term_of(r, DI_ROLE_DISABILITY, cells[DI_ROLE_DISABILITY].text, line,
                                   DI_EPISODE_DISABILITIES - 1));
    return true;
}

/* The child's number; UINT32_MAX: the row has no key, which is reported, or no memory. */
static uint32_t number_of(struct di_episode_reader *r, const struct di_office_table *table,
                          uint32_t line, size_t column, const struct di_office_cell *cell)
{
    if (!di_office_is_missing(cell->text)) {
        const uint32_t number = di_child_keys_number(&r->keys, cell->text);
        r->book->ran_out = r->book->ran_out || number == UINT32_MAX;
        return number;
    }
    struct di_message message;
    DI_MESSAGE(&message,
               DI_N_("Column '%1': nothing stands here, and a row needs the key of its child."),
               di_text_arg(di_office_table_heading(table, column)));
    (void)di_office_table_report(table, line, column, DI_ERR_MISSING, &message);
    return UINT32_MAX;
}

enum di_status di_episode_read_children(struct di_episode_reader *r, struct di_error *error)
{
    struct di_office_cell cells[DI_ROLE_COUNT];
    uint32_t line;
    const enum di_status status =
        di_office_table_select(r->children, r->columns, DI_FIRST_ROW_ROLE, error);
    if (status != DI_OK)
        return status;
    while (!r->book->ran_out && di_office_table_next(r->children, cells, &line)) {
        const uint32_t number =
            number_of(r, r->children, line, r->columns[DI_ROLE_PERSON], &cells[DI_ROLE_PERSON]);
        if (number != UINT32_MAX && !take_child(r, r->children, line, cells, number))
            r->book->ran_out = true;
    }
    return di_office_table_status(r->children, error);
}

/* ---- episodes ---- */

static struct di_episode_row *new_row(struct di_episodes *book)
{
    if (book->row_count == book->row_room) {
        const size_t room = book->row_room > 0 ? 2 * book->row_room : 4096;
        struct di_episode_row *grown = realloc(book->rows, room * sizeof *book->rows);
        if (grown == NULL) {
            book->ran_out = true;
            return NULL;
        }
        book->rows = grown;
        book->row_room = room;
    }
    return &book->rows[book->row_count++];
}

static void fill_row(struct di_episode_reader *r, struct di_episode_row *row, uint32_t line,
                     const struct di_office_cell *cells)
{
    const char *setting = cells[DI_ROLE_SETTING].text, *exit = cells[DI_ROLE_EXIT].text;
    const char *reason = cells[DI_ROLE_REASON].text, *region = cells[DI_ROLE_REGION].text;
    row->line = line;
    (void)read_date(r->episodes, line, r->columns[DI_ROLE_BEGIN], &cells[DI_ROLE_BEGIN],
                    DI_EPISODE_NO_DAY, &row->from);
    (void)read_date(r->episodes, line, r->columns[DI_ROLE_END], &cells[DI_ROLE_END],
                    DI_EPISODE_OPEN, &row->to);
    row->setting = di_office_is_missing(setting)
                       ? (uint8_t)DI_EPISODE_UNSTATED
                       : di_episode_setting_of(&r->vocabulary, setting, line);
    row->exit = di_office_is_missing(exit) ? (uint8_t)DI_EPISODE_UNSTATED
                                           : di_episode_exit_of(&r->vocabulary, exit, line);
    row->reason = di_office_is_missing(reason)
                      ? di_episode_no_reason(r->book)
                      : di_episode_reason_of(&r->vocabulary, reason, line);
    row->region = di_office_is_missing(region)
                      ? di_episode_no_region(r->book)
                      : di_episode_region_of(&r->vocabulary, region, line);
}

static void take_row(struct di_episode_reader *r, uint32_t line,
                     const struct di_office_cell *cells)
{
    struct di_episodes *book = r->book;
    const uint32_t number =
        number_of(r, r->episodes, line, r->columns[DI_ROLE_CHILD], &cells[DI_ROLE_CHILD]);
    const char *legal = cells[DI_ROLE_LEGAL].text;
    if (number == UINT32_MAX)
        return;
    book->children_not_listed += r->children != NULL && number >= book->child_count;
    if (r->children == NULL ? !take_child(r, r->episodes, line, cells, number)
                            : child_at(book, number) == NULL) {
        book->ran_out = true;
        return;
    }
    if (!di_office_is_missing(legal) && di_episode_is_left_out(&r->vocabulary, legal, line)) {
        book->rows_left_out++;
        return;
    }
    struct di_episode_row row = {.child = number};
    fill_row(r, &row, line, cells);
    if (row.setting == DI_EPISODE_LEFT_OUT || row.exit == DI_EPISODE_LEFT_OUT) {
        book->rows_left_out++;
        return;
    }
    struct di_episode_row *kept = new_row(book);
    if (kept != NULL)
        *kept = row;
}

enum di_status di_episode_read_rows(struct di_episode_reader *r, struct di_error *error)
{
    struct di_office_cell cells[DI_ROLE_COUNT];
    uint32_t line;
    const enum di_status status =
        di_office_table_select(r->episodes, r->columns, DI_ROLE_COUNT, error);
    if (status != DI_OK)
        return status;
    while (!r->book->ran_out && di_office_table_next(r->episodes, cells, &line))
        take_row(r, line, cells);
    r->book->rows_read = di_office_table_rows(r->episodes);
    return di_office_table_status(r->episodes, error);
}
