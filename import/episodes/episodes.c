/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import of episodes from its files to its book: which file is which, what words were not
 * known, and then the account. */
#include "di/episodes.h"

#include <stdlib.h>
#include <string.h>

#include "di/path.h"

#include "episode_reader.h"
#include "first_error.h"
#include "office/mapping_parts.h"
#include "office/office_fold.h"
#include "office/wipe.h"

enum { FILES_MAX = 2 };
enum { FOLDED_BYTES = 512 };

/* ---- which file is which ---- */

/* Has the table a column for the beginning of an episode? */
static bool has_episodes(const struct di_episode_reader *r, const struct di_office_table *table)
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

static enum di_status sort_tables(struct di_episode_reader *r,
                                  struct di_office_table *tables[FILES_MAX], size_t count,
                                  struct di_error *error)
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

static enum di_status bind(struct di_episode_reader *r, struct di_error *error)
{
    for (size_t i = 0; i < DI_ROLE_COUNT; i++)
        r->columns[i] = SIZE_MAX;
    const bool has_children = r->children != NULL;
    const size_t first = has_children ? DI_FIRST_CHILD_ROLE : DI_ROLE_BIRTH;
    const enum di_status of_children =
        di_office_mapping_bind(r->mapping, has_children ? r->children : r->episodes, first,
                               DI_FIRST_ROW_ROLE - first, r->columns, error);
    const enum di_status of_episodes = di_office_mapping_bind(
        r->mapping, r->episodes, DI_FIRST_ROW_ROLE, DI_ROLE_COUNT - DI_FIRST_ROW_ROLE,
        r->columns, of_children == DI_OK ? error : NULL);
    r->book->has_disability = r->columns[DI_ROLE_DISABILITY] != SIZE_MAX;
    r->book->has_regions = r->columns[DI_ROLE_REGION] != SIZE_MAX;
    return of_children != DI_OK ? of_children : of_episodes;
}

/* Columns of one of the tables: those of the other one are none of it. */
static void columns_of(const struct di_episode_reader *r, bool of_children, bool of_episodes,
                       size_t columns[DI_ROLE_COUNT])
{
    for (size_t i = 0; i < DI_ROLE_COUNT; i++)
        columns[i] =
            (i < DI_FIRST_ROW_ROLE ? of_children : of_episodes) ? r->columns[i] : SIZE_MAX;
}

/* ---- after reading ---- */

/* Columns of the table that nothing was read from, with their headings. */
static void note_columns(struct di_episode_reader *r, const struct di_office_table *table,
                         bool of_children, bool of_episodes)
{
    size_t columns[DI_ROLE_COUNT];
    columns_of(r, of_children, of_episodes, columns);
    char *unused = di_office_mapping_unused(table, columns, DI_ROLE_COUNT);
    const struct di_finding_place place = {.file = di_path_name(di_office_table_name(table))};
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
static enum di_status report_words(struct di_episode_reader *r,
                                   const struct di_office_table *table, bool of_children,
                                   bool of_episodes, struct di_error *error)
{
    size_t columns[DI_ROLE_COUNT];
    for (size_t i = 0; i < DI_ROLE_COUNT; i++)
        columns[i] =
            (i < DI_FIRST_ROW_ROLE ? of_children : of_episodes) ? r->columns[i] : SIZE_MAX;
    return di_office_mapping_finish(r->mapping, table, columns, error);
}

static enum di_status read_tables(struct di_episode_reader *r, struct di_error *error)
{
    r->vocabulary = (struct di_episode_vocabulary){
        .book = r->book, .mapping = r->mapping, .table = r->episodes, .columns = r->columns};
    enum di_status status = bind(r, error);
    if (status == DI_OK && r->children != NULL)
        status = di_episode_read_children(r, error);
    if (status == DI_OK)
        status = di_episode_read_rows(r, error);
    if (status == DI_OK) {
        di_episode_vocabulary_check(&r->vocabulary);
        status = di_office_table_status(r->episodes, error);
    }
    di_episode_vocabulary_finish(&r->vocabulary);
    if (r->book->ran_out)
        return di_fail_memory(error);
    if (status == DI_OK && r->children != NULL)
        status = report_words(r, r->children, true, false, error);
    if (status == DI_OK)
        status = report_words(r, r->episodes, r->children == NULL, true, error);
    return status;
}

static enum di_status read_mapping(struct di_episode_reader *r, struct di_error *error)
{
    const struct di_episodes_request *request = &r->book->request;
    const struct di_office_kind kind = {
        .id = "episodes", .roles = r->book->preset->roles, .role_count = DI_ROLE_COUNT};
    const char *text = request->mapping_text;
    return text != NULL
               ? di_office_mapping_read_text(text, strlen(text), DI_OFFICE_MAPPING_TEXT, &kind,
                                             r->diagnostics, &r->mapping, error)
               : di_office_mapping_read(request->mapping, &kind, r->diagnostics, &r->mapping,
                                        error);
}

static enum di_status open_tables(struct di_episode_reader *r,
                                  struct di_office_table *tables[FILES_MAX],
                                  struct di_error *error)
{
    struct di_episodes_request *request = &r->book->request;
    char decimal = '.';
    enum di_status status = read_mapping(r, error);
    if (status != DI_OK)
        return status;
    r->mapping->survey = request->survey;
    di_office_mapping_complete(r->mapping, &request->form, &decimal);
    if (r->bytes != NULL)
        return di_office_table_open_bytes(r->bytes, r->size, request->paths[0], &request->form,
                                          r->diagnostics, &tables[0], error);
    for (size_t i = 0; status == DI_OK && i < request->path_count; i++)
        status = di_office_table_open(request->paths[i], &request->form, r->diagnostics,
                                      &tables[i], error);
    return status;
}

static enum di_status draw_up(struct di_episode_reader *r, struct di_error *error)
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

static enum di_status read_all(struct di_episode_reader *r, struct di_error *error)
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
        r->book->episode_file = di_arena_copy_text(
            &r->book->arena, di_path_name(di_office_table_name(r->episodes)));
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
                       di_path_name(book->request.paths[i]));
    }
    const char *kept = di_arena_copy_text(&book->arena, text);
    book->ran_out = book->ran_out || kept == NULL;
    book->source = kept != NULL ? kept : "";
}

/* The id that is asked for, or that of the last file's name without its ending. */
static void name_scenario(struct di_episodes *book)
{
    char id[DI_EPISODE_ID + 1];
    di_office_id_of_file(book->request.paths[book->request.path_count - 1], id);
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
    struct di_episode_reader *reading = calloc(1, sizeof *reading);
    struct di_episodes *book = create(request);
    enum di_status status = DI_OK;
    if (reading == NULL || book == NULL || book->ran_out) {
        status = di_fail_memory(error);
    } else {
        *reading = (struct di_episode_reader){
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

const struct di_office_role *di_episodes_roles(const char *preset, size_t *count_out,
                                               size_t *first_of_rows_out)
{
    const struct di_episode_preset *of = di_episode_preset_find(preset);
    *count_out = DI_ROLE_COUNT;
    *first_of_rows_out = DI_FIRST_ROW_ROLE;
    return of != NULL ? of->roles : NULL;
}

const char *di_episodes_id(const struct di_episodes *book)
{
    return book->id;
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
