/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading: which file is which, rows into numbers, and then the account. */
#include "di/episodes.h"

#include <stdlib.h>
#include <string.h>

#include "di/office_value.h"
#include "di/time.h"

#include "child_key.h"
#include "episode_vocabulary.h"
#include "first_error.h"
#include "mapping_parts.h"
#include "office_fold.h"
#include "wipe.h"

enum { FILES_MAX = 2, FIRST_CHILD_ROLE = DI_ROLE_PERSON, FIRST_ROW_ROLE = DI_ROLE_CHILD };
enum { FOLDED_BYTES = 512 };

struct reading {
    struct di_episodes *book;
    struct di_diagnostics *diagnostics;
    const char *bytes; /* of the one table, if it is in memory; else NULL */
    size_t size;
    struct di_office_mapping *mapping;
    struct di_office_table *children; /* NULL: the episodes' table has their columns */
    struct di_office_table *episodes;
    size_t columns[DI_ROLE_COUNT];
    struct di_child_keys keys;
    struct di_episode_vocabulary vocabulary;
};

/* Reports name files without their folders, which may be somebody's. */
static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

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
        book->children[book->child_count] = (struct di_episode_child){
            DI_EPISODE_NO_MONTH, DI_EPISODE_SEXES - 1, DI_EPISODE_DISABILITIES - 1};
    return &book->children[number];
}

/* The first date of birth that is given counts; a later one that differs is counted. */
static void take_birth(struct reading *r, struct di_episode_child *child,
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
    else if (child->birth_month != month)
        di_episode_rule_use(&r->book->births_differ, line);
}

static uint8_t term_of(struct reading *r, enum di_episode_role role, const char *text,
                       uint32_t line, uint8_t unknown)
{
    if (di_office_is_missing(text))
        return unknown;
    const size_t term = di_office_mapping_code(r->mapping, role, text, line);
    return term == SIZE_MAX ? unknown : (uint8_t)term;
}

/* Cells of the children's roles: key, birth, sex, disability. false: no memory. */
static bool take_child(struct reading *r, const struct di_office_table *table, uint32_t line,
                       const struct di_office_cell *cells, uint32_t number)
{
    struct di_episode_child *child = child_at(r->book, number);
    if (child == NULL)
        return false;
    take_birth(r, child, table, line, &cells[DI_ROLE_BIRTH]);
    if (child->sex == DI_EPISODE_SEXES - 1)
        child->sex = term_of(r, DI_ROLE_SEX, cells[DI_ROLE_SEX].text, line, child->sex);
    if (child->disability == DI_EPISODE_DISABILITIES - 1)
        child->disability = term_of(r, DI_ROLE_DISABILITY, cells[DI_ROLE_DISABILITY].text, line,
                                    child->disability);
    return true;
}

/* The child's number; UINT32_MAX: the row has no key, which is reported, or no memory. */
static uint32_t number_of(struct reading *r, const struct di_office_table *table, uint32_t line,
                          size_t column, const struct di_office_cell *cell)
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

static enum di_status read_children(struct reading *r, struct di_error *error)
{
    struct di_office_cell cells[DI_ROLE_COUNT];
    uint32_t line;
    const enum di_status status =
        di_office_table_select(r->children, r->columns, FIRST_ROW_ROLE, error);
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

static bool has(const struct reading *r, enum di_episode_role role)
{
    return r->columns[role] != SIZE_MAX;
}

static void fill_row(struct reading *r, struct di_episode_row *row, uint32_t line,
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

static void take_row(struct reading *r, uint32_t line, const struct di_office_cell *cells)
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

static enum di_status read_episodes(struct reading *r, struct di_error *error)
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

/* ---- which file is which ---- */

/* Has the table a column for the beginning of an episode? */
static bool has_episodes(const struct reading *r, const struct di_office_table *table)
{
    const struct di_node *named = r->mapping->heading[DI_ROLE_BEGIN];
    const struct di_office_role *role = &r->book->preset->roles[DI_ROLE_BEGIN];
    char folded[FOLDED_BYTES], wanted[FOLDED_BYTES] = "";
    if (named != NULL)
        di_office_fold(named->text, wanted, sizeof wanted);
    for (size_t c = 0; c < di_office_table_columns(table); c++) {
        di_office_fold(di_office_table_heading(table, c), folded, sizeof folded);
        if (named != NULL
                ? strcmp(folded, wanted) == 0
                : di_office_is_among(role->headings, folded) || strcmp(folded, role->id) == 0)
            return true;
    }
    return false;
}

static enum di_status sort_tables(struct reading *r, struct di_office_table *tables[FILES_MAX],
                                  size_t count, struct di_error *error)
{
    if (count == 1) {
        r->episodes = tables[0];
        return DI_OK;
    }
    const bool first = has_episodes(r, tables[0]), second = has_episodes(r, tables[1]);
    r->episodes = tables[first ? 0 : 1];
    r->children = tables[first ? 1 : 0];
    if (first != second)
        return DI_OK;
    return DI_FAIL(error, DI_ERR_INPUT, di_office_table_name(tables[0]),
                   first ? DI_N_("Both '%1' and '%2' have a column of beginnings. Of two files "
                                 "one has the children, one the episodes.")
                         : DI_N_("Neither '%1' nor '%2' has a column of beginnings. Name it in "
                                 "the mapping file, \"columns\": {\"begin\": \"its "
                                 "heading\"}."),
                   di_text_arg(di_office_table_name(tables[0])),
                   di_text_arg(di_office_table_name(tables[1])));
}

static enum di_status bind(struct reading *r, struct di_error *error)
{
    for (size_t i = 0; i < DI_ROLE_COUNT; i++)
        r->columns[i] = SIZE_MAX;
    const bool has_children = r->children != NULL;
    const size_t first = has_children ? FIRST_CHILD_ROLE : DI_ROLE_BIRTH;
    const enum di_status of_children =
        di_office_mapping_bind(r->mapping, has_children ? r->children : r->episodes, first,
                               FIRST_ROW_ROLE - first, r->columns, error);
    const enum di_status of_episodes = di_office_mapping_bind(
        r->mapping, r->episodes, FIRST_ROW_ROLE, DI_ROLE_COUNT - FIRST_ROW_ROLE, r->columns,
        of_children == DI_OK ? error : NULL);
    r->book->has_disability = has(r, DI_ROLE_DISABILITY);
    r->book->has_regions = has(r, DI_ROLE_REGION);
    return of_children != DI_OK ? of_children : of_episodes;
}

/* Columns of one of the tables: those of the other one are none of it. */
static void columns_of(const struct reading *r, bool of_children, bool of_episodes,
                       size_t columns[DI_ROLE_COUNT])
{
    for (size_t i = 0; i < DI_ROLE_COUNT; i++)
        columns[i] =
            (i < FIRST_ROW_ROLE ? of_children : of_episodes) ? r->columns[i] : SIZE_MAX;
}

/* ---- after reading ---- */

/* Columns of the table that nothing was read from, with their headings. */
static void note_columns(struct reading *r, const struct di_office_table *table,
                         bool of_children, bool of_episodes)
{
    size_t columns[DI_ROLE_COUNT];
    columns_of(r, of_children, of_episodes, columns);
    char *unused = di_office_mapping_unused(table, columns, DI_ROLE_COUNT);
    const struct di_finding_place place = {.file = file_name(di_office_table_name(table))};
    r->book->ran_out = r->book->ran_out || unused == NULL;
    if (unused != NULL && unused[0] != '\0')
        DI_MESSAGE(di_data_quality_note(r->book->quality, "columns_not_used", false, &place),
                   DI_N_("Columns of '%1' that are not read: %2."), di_text_arg(place.file),
                   di_text_arg(unused));
    free(unused);
}

static void describe(struct di_episodes *book)
{
    char from[12], to[12];
    (void)snprintf(from, sizeof from, "%d", book->request.from);
    (void)snprintf(to, sizeof to, "%d", book->request.to);
    DI_MESSAGE(di_data_quality_title(book->quality),
               DI_N_("Episodes of %1-%2: what to know before using them"), di_text_arg(from),
               di_text_arg(to));
    DI_MESSAGE(di_data_quality_intro(book->quality),
               DI_N_("From '%1': %2 {%2|row|rows} read, of %3 {%3|child|children}; %4 "
                     "{%4|stay|stays} in settings."),
               di_text_arg(book->source), di_integer_arg((int64_t)book->rows_read),
               di_integer_arg((int64_t)book->child_count),
               di_integer_arg((int64_t)book->spell_count));
}

/* Words that meant nothing, in each of the tables. */
static enum di_status report_words(struct reading *r, const struct di_office_table *table,
                                   bool of_children, bool of_episodes, struct di_error *error)
{
    size_t columns[DI_ROLE_COUNT];
    for (size_t i = 0; i < DI_ROLE_COUNT; i++)
        columns[i] =
            (i < FIRST_ROW_ROLE ? of_children : of_episodes) ? r->columns[i] : SIZE_MAX;
    return di_office_mapping_finish(r->mapping, table, columns, error);
}

static enum di_status read_tables(struct reading *r, struct di_error *error)
{
    r->vocabulary = (struct di_episode_vocabulary){
        .book = r->book, .mapping = r->mapping, .table = r->episodes, .columns = r->columns};
    enum di_status status = bind(r, error);
    if (status == DI_OK && r->children != NULL)
        status = read_children(r, error);
    if (status == DI_OK)
        status = read_episodes(r, error);
    di_episode_vocabulary_finish(&r->vocabulary);
    if (r->book->ran_out)
        return di_fail_memory(error);
    if (status == DI_OK && r->children != NULL)
        status = report_words(r, r->children, true, false, error);
    if (status == DI_OK)
        status = report_words(r, r->episodes, r->children == NULL, true, error);
    return status;
}

static enum di_status open_tables(struct reading *r, struct di_office_table *tables[FILES_MAX],
                                  struct di_error *error)
{
    struct di_episodes_request *request = &r->book->request;
    char decimal = '.';
    enum di_status status =
        di_office_mapping_read(request->mapping, "episodes", r->book->preset->roles,
                               DI_ROLE_COUNT, r->diagnostics, &r->mapping, error);
    if (status != DI_OK)
        return status;
    di_office_mapping_complete(r->mapping, &request->form, &decimal);
    if (r->bytes != NULL)
        return di_office_table_open_bytes(r->bytes, r->size, request->paths[0], &request->form,
                                          r->diagnostics, &tables[0], error);
    for (size_t i = 0; status == DI_OK && i < request->path_count; i++)
        status = di_office_table_open(request->paths[i], &request->form, r->diagnostics,
                                      &tables[i], error);
    return status;
}

static enum di_status draw_up(struct reading *r, struct di_error *error)
{
    struct di_episodes *book = r->book;
    const size_t before = r->diagnostics->count, errors_before = r->diagnostics->errors;
    if (r->children != NULL)
        note_columns(r, r->children, true, false);
    note_columns(r, r->episodes, r->children == NULL, true);
    if (!di_episode_book_draw_up(book, r->diagnostics) || book->ran_out)
        return di_fail_memory(error);
    if (r->diagnostics->errors > errors_before)
        return di_first_error(r->diagnostics, errors_before, before, error);
    di_episode_book_look(book);
    di_episode_book_tables(book);
    describe(book);
    return DI_OK;
}

static enum di_status read_all(struct reading *r, struct di_error *error)
{
    struct di_office_table *tables[FILES_MAX] = {NULL, NULL};
    enum di_status status = open_tables(r, tables, error);
    if (status == DI_OK)
        status = sort_tables(r, tables, r->book->request.path_count, error);
    if (status == DI_OK && !di_child_keys_init(&r->keys))
        status = di_fail_memory(error);
    if (status == DI_OK)
        status = read_tables(r, error);
    di_child_keys_finish(&r->keys);
    if (status == DI_OK) {
        r->book->episode_file =
            di_arena_copy_text(&r->book->arena, file_name(di_office_table_name(r->episodes)));
        status = draw_up(r, error);
    }
    for (size_t i = 0; i < FILES_MAX; i++)
        di_office_table_close(tables[i]);
    di_office_mapping_destroy(r->mapping);
    return status;
}

/* ---- the book ---- */

/* "header.csv, episodes.csv": where numbers are from, without folders. */
static void name_source(struct di_episodes *book)
{
    char text[300] = "";
    for (size_t i = 0; i < book->request.path_count; i++) {
        const size_t used = strlen(text);
        (void)snprintf(text + used, sizeof text - used, "%s%.120s", i > 0 ? ", " : "",
                       file_name(book->request.paths[i]));
    }
    const char *kept = di_arena_copy_text(&book->arena, text);
    book->ran_out = book->ran_out || kept == NULL;
    book->source = kept != NULL ? kept : "";
}

/* The id that is asked for, or that of the last file's name without its ending. */
static void name_scenario(struct di_episodes *book)
{
    char text[DI_EPISODE_ID + 1], id[DI_EPISODE_ID + 1];
    const char *name = file_name(book->request.paths[book->request.path_count - 1]);
    (void)snprintf(text, sizeof text, "%.*s", (int)strcspn(name, "."), name);
    di_office_id_of(text, id);
    const char *kept = di_arena_copy_text(&book->arena, id);
    book->ran_out = book->ran_out || kept == NULL;
    book->id = book->request.name != NULL ? book->request.name : kept != NULL ? kept : "";
}

static struct di_episodes *create(const struct di_episodes_request *request)
{
    struct di_episodes *book = calloc(1, sizeof *book);
    if (book == NULL)
        return NULL;
    book->request = *request;
    if (book->request.start == 0)
        book->request.start = request->to + 1;
    di_arena_init(&book->arena);
    book->preset = di_episode_preset_find(request->preset);
    book->band_count = book->preset->band_count;
    memcpy(book->band_from, book->preset->band_from, sizeof book->band_from);
    book->regions = DI_ARENA_NEW(&book->arena, DI_EPISODE_REGIONS_MAX, struct di_episode_name);
    name_scenario(book);
    name_source(book);
    book->quality = di_data_quality_create("episodes", book->id);
    book->ran_out = book->ran_out || book->regions == NULL || book->quality == NULL;
    return book;
}

void di_episodes_destroy(struct di_episodes *book)
{
    if (book == NULL)
        return;
    di_episode_histories_finish(&book->histories);
    di_episode_counts_finish(&book->counts);
    di_data_quality_destroy(book->quality);
    if (book->rows != NULL)
        di_wipe(book->rows, book->row_count * sizeof *book->rows);
    if (book->children != NULL)
        di_wipe(book->children, book->child_count * sizeof *book->children);
    free(book->rows);
    free(book->children);
    free(book->pathways);
    di_arena_finish(&book->arena);
    free(book);
}

static enum di_status read_book(const struct di_episodes_request *request, const char *bytes,
                                size_t size, struct di_diagnostics *diagnostics,
                                struct di_episodes **out, struct di_error *error)
{
    struct reading *reading = calloc(1, sizeof *reading);
    struct di_episodes *book = create(request);
    enum di_status status = DI_OK;
    if (reading == NULL || book == NULL || book->ran_out) {
        status = di_fail_memory(error);
    } else {
        *reading = (struct reading){
            .book = book, .diagnostics = diagnostics, .bytes = bytes, .size = size};
        status = read_all(reading, error);
    }
    free(reading);
    if (status == DI_OK)
        *out = book;
    else
        di_episodes_destroy(book);
    return status;
}

enum di_status di_episodes_read(const struct di_episodes_request *request,
                                struct di_diagnostics *diagnostics, struct di_episodes **out,
                                struct di_error *error)
{
    return read_book(request, NULL, 0, diagnostics, out, error);
}

enum di_status di_episodes_read_bytes(const struct di_episodes_request *request,
                                      const char *bytes, size_t size,
                                      struct di_diagnostics *diagnostics,
                                      struct di_episodes **out, struct di_error *error)
{
    return read_book(request, bytes, size, diagnostics, out, error);
}

/* ---- looking ---- */

const char *di_episodes_id(const struct di_episodes *book)
{
    return book->id;
}

int32_t di_episodes_start(const struct di_episodes *book)
{
    return book->request.start;
}

bool di_episodes_has_targets(const struct di_episodes *book)
{
    return book->request.start <= book->request.to;
}

size_t di_episodes_rows(const struct di_episodes *book)
{
    return book->rows_read;
}

size_t di_episodes_children(const struct di_episodes *book)
{
    return book->child_count;
}

struct di_data_quality *di_episodes_quality(struct di_episodes *book)
{
    return book->quality;
}
