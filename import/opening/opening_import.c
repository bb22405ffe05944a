/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenario first, for its names tell what the table may say; then mapping and table; at the
 * end the whole scenario is loaded as `validate` would, its first day included. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/scenario.h"
#include "di/time.h"

#include "first_error.h"
#include "office/mapping_parts.h"
#include "opening_steps.h"

enum { OWN_YEARS = 10 };

const struct di_office_option opening_options[OPENING_OPTIONS] = {
    {"blank", "above|total"}, {"add_rows", "yes|no"}, {"censored", "lower|middle|upper"}};

const struct di_office_kind *di_opening_kind(const char *id)
{
    static const struct opening_kind *const kinds[] = {&opening_stock, &opening_register,
                                                       &opening_workforce};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i]->of.id, id) == 0)
            return &kinds[i]->of;
    return NULL;
}

/* ---- before ---- */

static enum di_status take_scenario(struct di_opening_book *book, const char *kind,
                                    struct di_error *error)
{
    char *merged = NULL;
    if (book->request->onto != NULL) {
        const enum di_status status =
            di_scenario_merge(book->request->onto, book->problems, &merged, error);
        if (status != DI_OK)
            return status;
    }
    opening_book_take(book, merged, kind);
    free(merged);
    return opening_book_ran_out(book) ? di_fail_memory(error) : DI_OK;
}

static enum di_status read_mapping(struct di_opening_book *book,
                                   const struct opening_kind *kind, struct di_error *error)
{
    const struct di_opening_request *request = book->request;
    const char *text = request->mapping_text;
    return text != NULL
               ? di_office_mapping_read_text(text, strlen(text), DI_OFFICE_MAPPING_TEXT,
                                             &kind->of, book->problems, &book->mapping, error)
               : di_office_mapping_read(request->mapping, &kind->of, book->problems,
                                        &book->mapping, error);
}

/* What the request leaves open the mapping may say. */
static void take_answers(struct di_opening_book *book)
{
    const struct di_office_mapping *mapping = book->mapping;
    struct opening_answers *answers = &book->answers;
    if (answers->blank == DI_BLANK_UNSAID)
        answers->blank = di_mapping_says(mapping, "blank", "above")   ? DI_BLANK_ABOVE
                         : di_mapping_says(mapping, "blank", "total") ? DI_BLANK_TOTAL
                                                                      : DI_BLANK_UNSAID;
    if (answers->censored == DI_CENSORED_UNSAID)
        answers->censored =
            di_mapping_says(mapping, "censored", "lower")    ? DI_CENSORED_LOWER
            : di_mapping_says(mapping, "censored", "middle") ? DI_CENSORED_MIDDLE
            : di_mapping_says(mapping, "censored", "upper")  ? DI_CENSORED_UPPER
                                                             : DI_CENSORED_UNSAID;
    answers->adds_duplicates =
        answers->adds_duplicates || di_mapping_says(mapping, "add_rows", "yes");
}

static enum di_status open_table(struct di_opening_book *book, const struct opening_kind *kind,
                                 struct di_error *error)
{
    const struct di_opening_request *request = book->request;
    struct di_office_form form = request->form;
    book->roles_of_kind = kind->of.roles;
    book->decimal = request->decimal;
    enum di_status status = read_mapping(book, kind, error);
    if (status != DI_OK)
        return status;
    book->mapping->survey = request->survey;
    take_answers(book);
    di_office_mapping_complete(book->mapping, &form, &book->decimal);
    status =
        request->bytes != NULL
            ? di_office_table_open_bytes(request->bytes, request->size, book->source, &form,
                                         book->problems, &book->table, error)
            : di_office_table_open(request->path, &form, book->problems, &book->table, error);
    return status == DI_OK ? di_office_mapping_bind(book->mapping, book->table, 0,
                                                    kind->of.role_count, book->columns, error)
                           : status;
}

/* ---- after ---- */

/* A scenario of its own needs what the table cannot say. */
static void set_frame(struct di_opening_book *book)
{
    char start[16];
    if (book->base != NULL)
        return;
    (void)snprintf(start, sizeof start, "%d-01-01", (int)book->request->start_year);
    json_t *horizon = json_object();
    di_json_set(&book->json, horizon, "start", json_string(start));
    di_json_set(&book->json, horizon, "years", json_integer(OWN_YEARS));
    if (book->band_count > 0) {
        json_t *edges = json_array();
        for (int b = 1; b + 1 < book->band_count; b++)
            di_json_append(&book->json, edges, json_integer(book->band_from[b]));
        di_json_set(&book->json, horizon, "age_bands", edges);
    }
    di_json_set(&book->json, book->patch, "format", json_integer(1));
    di_json_set(&book->json, book->patch, "id", json_string(book->id));
    di_json_set(&book->json, book->patch, "horizon", horizon);
    (void)opening_section(book, "entries");
    json_t *regions = opening_section(book, "regions");
    if (json_object_size(regions) == 0)
        di_json_set(&book->json, regions, book->id, json_object());
    json_t *settings = opening_section(book, "settings");
    if (json_object_size(settings) == 0)
        di_json_set(&book->json, settings, "unplaced", json_object());
}

static void copy_reports(struct di_diagnostics *to, const struct di_diagnostics *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct di_diagnostic *item = &from->items[i];
        if (item->severity != DI_SEVERITY_ERROR)
            continue;
        struct di_diagnostic *copy =
            di_diagnostics_add(to, item->severity, item->status, item->file, item->line,
                               item->column, item->pointer, &item->message);
        if (copy != NULL && item->hint.id != NULL)
            di_message_copy(&copy->hint, &item->hint);
    }
}

#define UNLIKE_SHARE 0.01 /* and at least: */
enum { UNLIKE_CHILDREN = 3, DRAWN_MAX = 5000000 };

static void compare_start(struct di_opening_book *book, const double *found)
{
    for (uint32_t s = 0; s < book->settings.count; s++) {
        const double expected = book->expected[s];
        struct opening_count_text texts[2];
        if (isnan(expected) || fabs(found[s] - expected) < UNLIKE_CHILDREN ||
            fabs(found[s] - expected) <= UNLIKE_SHARE * expected)
            continue;
        OPENING_FINDING(
            book, "starts_otherwise", true, 0,
            DI_N_("'%1' starts with %2 children, but %3 are counted: the counts leave "
                  "some of them open."),
            di_text_arg(book->settings.items[s].id),
            opening_count_arg(book, found[s], &texts[0]),
            opening_count_arg(book, expected, &texts[1]));
    }
}

/* The fit may put children where no count binds it: one population is drawn and held against
 * the counts. */
static bool check_start(struct di_opening_book *book, const struct di_warm_start *start)
{
    const struct di_model *model = book->finished->model;
    uint64_t count = 0;
    const uint64_t most = di_warm_start_children_max(start);
    if (book->expected == NULL || most > DRAWN_MAX)
        return true;
    struct di_resident *residents = calloc((size_t)most + 1, sizeof *residents);
    double *found = calloc(book->settings.count + 1, sizeof *found);
    const bool is_drawn = residents != NULL && found != NULL;
    if (is_drawn)
        di_warm_start_draw(start, 1, 0, residents, &count);
    for (uint64_t i = 0; i < count; i++) {
        const uint32_t s =
            opening_names_id(&book->settings, model->settings[residents[i].setting].name.id);
        if (s != OPENING_NONE)
            found[s]++;
    }
    if (is_drawn)
        compare_start(book, found);
    free(residents);
    free(found);
    return is_drawn;
}

/* Warnings of a scenario that stands are those of `validate`. */
static enum di_status load(struct di_opening_book *book, const char *patch, const char *shown,
                           struct di_error *error)
{
    struct di_diagnostics list;
    struct di_warm_start *start = NULL;
    di_diagnostics_init(&list);
    enum di_status status =
        book->base != NULL
            ? di_scenario_load_patched(book->request->onto, patch, strlen(patch), shown, &list,
                                       &book->finished, error)
            : di_scenario_load_text(patch, strlen(patch), shown, &list, &book->finished, error);
    if (status == DI_OK)
        status = di_scenario_start(book->finished, &list, &start, error);
    if (status == DI_OK && !check_start(book, start))
        status = di_fail_memory(error);
    di_warm_start_destroy(start);
    if (status != DI_OK)
        copy_reports(book->problems, &list);
    di_diagnostics_finish(&list);
    return status;
}

static void set_words(struct di_opening_book *book)
{
    DI_MESSAGE(di_data_quality_title(book->quality),
               DI_N_("Data of '%1': what to know before using them"),
               di_text_arg(book->source));
    if (book->base != NULL)
        DI_MESSAGE(di_data_quality_intro(book->quality),
                   DI_N_("%1 {%1|row|rows} read, %2 used, to complete the scenario '%3'."),
                   di_integer_arg((int64_t)book->rows),
                   di_integer_arg((int64_t)book->rows_used), di_text_arg(book->scenario));
    else
        DI_MESSAGE(di_data_quality_intro(book->quality),
                   DI_N_("%1 {%1|row|rows} read, %2 used, for a scenario that is still to be "
                         "completed."),
                   di_integer_arg((int64_t)book->rows),
                   di_integer_arg((int64_t)book->rows_used));
}

/* What a reader looks for first comes first; the patch was made in the order of the work. */
static json_t *in_order(struct di_opening_book *book)
{
    static const char *const keys[] = {"format",       "id",           "horizon",   "regions",
                                       "settings",     "roles",        "resources", "entries",
                                       "institutions", "initial_stock"};
    json_t *ordered = json_object();
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        json_t *member = json_object_get(book->patch, keys[i]);
        if (member != NULL)
            di_json_set(&book->json, ordered, keys[i], json_incref(member));
    }
    return ordered;
}

static enum di_status finish(struct di_opening_book *book, struct di_error *error)
{
    char shown[300];
    set_frame(book);
    set_words(book);
    json_t *ordered = in_order(book);
    char *patch = json_dumps(ordered, JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(ordered);
    if (patch == NULL || opening_book_ran_out(book)) {
        free(patch);
        return di_fail_memory(error);
    }
    (void)snprintf(shown, sizeof shown, "%.250s (scenario)", book->source);
    const enum di_status status = load(book, patch, shown, error);
    free(patch);
    return status;
}

/* ---- all ---- */

static enum di_status steps(struct di_opening_book *book, const struct opening_kind *kind,
                            struct di_error *error)
{
    struct di_diagnostics *list = book->problems;
    const size_t errors = list->errors, before = list->count;
    enum di_status status = take_scenario(book, kind->of.id, error);
    if (status == DI_OK)
        status = open_table(book, kind, error);
    if (status != DI_OK)
        return status;
    kind->read(book);
    status = di_office_table_status(book->table, error);
    if (opening_book_ran_out(book))
        return di_fail_memory(error);
    if (list->errors > errors)
        return di_first_error(list, errors, before, error);
    return status == DI_OK ? finish(book, error) : status;
}

enum di_status opening_import(const struct di_opening_request *request,
                              const struct opening_kind *kind,
                              struct di_diagnostics *diagnostics, struct di_opening_book **out,
                              struct di_error *error)
{
    struct di_opening_book *book = malloc(sizeof *book);
    if (book == NULL)
        return di_fail_memory(error);
    opening_book_init(book, request, diagnostics);
    const enum di_status status =
        opening_book_ran_out(book) ? di_fail_memory(error) : steps(book, kind, error);
    di_office_table_close(book->table); /* nothing of it is needed any more */
    book->table = NULL;
    if (status == DI_OK)
        *out = book;
    else
        di_opening_destroy(book);
    return status;
}

void di_opening_destroy(struct di_opening_book *book)
{
    if (book != NULL)
        opening_book_finish(book);
    free(book);
}

const char *di_opening_id(const struct di_opening_book *book)
{
    return book->id;
}

size_t di_opening_findings(const struct di_opening_book *book)
{
    return di_data_quality_findings(book->quality);
}

size_t di_opening_warnings(const struct di_opening_book *book)
{
    return di_data_quality_warnings(book->quality);
}

char *di_opening_scenario(const struct di_opening_book *book, const char *schema)
{
    return di_scenario_copy_text(book->finished, book->id, "", schema);
}

const struct di_data_quality *di_opening_quality(const struct di_opening_book *book)
{
    return book->quality;
}

char *di_opening_quality_text(const struct di_opening_book *book,
                              const struct di_catalogue *catalogue)
{
    return di_data_quality_text(book->quality, catalogue);
}

char *di_opening_quality_json(const struct di_opening_book *book,
                              const struct di_catalogue *catalogue,
                              const struct di_digest_of_file *files, size_t file_count)
{
    return di_data_quality_json(book->quality, catalogue, files, file_count);
}
