/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fit.csv has the figures, calibration.json what was made of them; calibrated.json the names.
 * What calibration.json already says (the hold-out, the mean flow) is read, never counted anew.
 */
#include "di/calibration_folder.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/csv_table.h"
#include "di/folder.h"
#include "di/path.h"

#define BOOK_FILE "calibration.json"
#define FIT_FILE "fit.csv"

/* A jump differs from that of the year before by more than rounding: the definition changed. */
#define SAME_JUMP 1e-6

enum { YEAR_MOST = 9999 };

static enum di_status fail_missing(const char *path, const char *name, struct di_error *error)
{
    return DI_FAIL(
        error, DI_ERR_FILE, path,
        DI_N_("'%1' holds no calibration: it has no %2. 'homeward calibrate SCENARIO "
              "--targets FILE --out FOLDER' makes one."),
        di_text_arg(path), di_text_arg(name));
}

static enum di_status fail_shape(const char *name, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_SYNTAX, name,
                   DI_N_("The file '%1' is not as 'homeward calibrate' writes it."),
                   di_text_arg(name));
}

/* ---- JSON ---- */

static enum di_status load(const char *path, const char *name, json_t **root_out,
                           struct di_error *error)
{
    char *file = di_path_join(path, name);
    if (file == NULL)
        return di_fail_memory(error);
    FILE *stream = fopen(file, "rb");
    free(file);
    if (stream == NULL)
        return fail_missing(path, name, error);
    json_t *root = json_loadf(stream, JSON_REJECT_DUPLICATES, NULL);
    (void)fclose(stream);
    if (!json_is_object(root)) {
        json_decref(root);
        return fail_shape(name, error);
    }
    *root_out = root;
    return DI_OK;
}

static double number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static int32_t year_of(const json_t *object, const char *key, int32_t otherwise)
{
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) ? (int32_t)json_integer_value(value) : otherwise;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

static struct di_calibration_series *series_of(const struct di_calibration_folder *folder,
                                               const char *id)
{
    for (uint32_t i = 0; i < folder->series_count; i++)
        if (strcmp(folder->series[i].words.id, id) == 0)
            return &folder->series[i];
    return NULL;
}

/* ---- fit.csv ---- */

enum column {
    TARGET,
    MEASURE,
    SETTING,
    TO,
    REGION,
    YEAR,
    PUBLISHED,
    AFTER,
    ROLE,
    TOLERANCE,
    JUMP,
    NAIVE,
    COLUMNS
};

static const char *const column_names[COLUMNS] = {
    "target",    "measure",        "setting", "to",        "region", "year",
    "published", "expected_after", "role",    "tolerance", "jump",   "naive"};

static bool find_columns(const struct di_csv_table *table, size_t columns[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++) {
        columns[i] = di_csv_table_column(table, column_names[i]);
        if (columns[i] == SIZE_MAX)
            return false;
    }
    return true;
}

static bool role_of(const char *text, enum di_figure_role *role_out)
{
    static const char *const ids[] = {"fitted", "compared", "holdout", "missing", "unmet"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (strcmp(ids[i], text) == 0) {
            *role_out = (enum di_figure_role)i;
            return true;
        }
    return false;
}

/* Rows of one series stand together. */
static uint32_t count_series(const struct di_csv_table *table, size_t target)
{
    uint32_t count = 0;
    for (size_t row = 0; row < table->row_count; row++)
        count += row == 0 || strcmp(di_csv_table_text(table, row, target),
                                    di_csv_table_text(table, row - 1, target)) != 0;
    return count;
}

static bool take_figure(const struct di_csv_table *table, const size_t columns[COLUMNS],
                        size_t row, double *jump_before,
                        struct di_calibration_figure *figure_out)
{
    const double jump = di_csv_table_number(table, row, columns[JUMP]);
    const double year = di_csv_table_number(table, row, columns[YEAR]);
    const double after = di_csv_table_number(table, row, columns[AFTER]);
    *figure_out = (struct di_calibration_figure){
        .year = fabs(year) <= YEAR_MOST ? (int32_t)year : 0,
        .published = di_csv_table_number(table, row, columns[PUBLISHED]),
        .expected = after - jump,
        .tolerance = di_csv_table_number(table, row, columns[TOLERANCE]),
        .naive = di_csv_table_number(table, row, columns[NAIVE]),
        .begins_anew = !isnan(*jump_before) && fabs(jump - *jump_before) > SAME_JUMP};
    *jump_before = jump;
    return fabs(year) <= YEAR_MOST && !isnan(after) && !isnan(jump) &&
           role_of(di_csv_table_text(table, row, columns[ROLE]), &figure_out->role);
}

static bool take_rows(struct di_calibration_folder *folder, const struct di_csv_table *table,
                      const size_t columns[COLUMNS])
{
    struct di_calibration_figure *figures =
        DI_ARENA_NEW(&folder->arena, table->row_count + 1, struct di_calibration_figure);
    const char *before = "";
    double jump = (double)NAN;
    if (figures == NULL)
        return false;
    for (size_t row = 0; row < table->row_count; row++) {
        const char *target = di_csv_table_text(table, row, columns[TARGET]);
        const bool is_first = row == 0 || strcmp(target, before) != 0;
        struct di_calibration_series *series =
            &folder->series[folder->series_count - (is_first ? 0 : 1)];
        if (is_first) {
            const char **const words[] = {&series->words.id, &series->words.measure,
                                          &series->words.setting, &series->words.to,
                                          &series->words.region};
            for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
                *words[i] = di_arena_copy_text(&folder->arena,
                                               di_csv_table_text(table, row, columns[i]));
            series->figures = &figures[row];
            series->holdout_error = series->holdout_naive = (double)NAN;
            folder->series_count++;
            jump = (double)NAN;
        }
        if (!take_figure(table, columns, row, &jump, &figures[row]))
            return false;
        series->count++;
        before = target;
    }
    return true;
}

static enum di_status read_fit(const char *path, struct di_calibration_folder *folder,
                               struct di_error *error)
{
    struct di_csv_table *table = NULL;
    size_t columns[COLUMNS];
    enum di_status status = di_csv_table_read(path, FIT_FILE, NULL, NULL, &table, error);
    if (status == DI_OK && table == NULL)
        return fail_missing(path, FIT_FILE, error);
    if (status != DI_OK)
        return status;
    if (!find_columns(table, columns)) {
        status = fail_shape(FIT_FILE, error);
    } else {
        folder->series = DI_ARENA_NEW(&folder->arena, count_series(table, columns[TARGET]) + 1,
                                      struct di_calibration_series);
        if (folder->series == NULL)
            status = di_fail_memory(error);
        else if (!take_rows(folder, table, columns))
            status = fail_shape(FIT_FILE, error);
    }
    di_csv_table_destroy(table);
    return status;
}

/* ---- calibration.json ---- */

static void take_holdout(struct di_calibration_folder *folder, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        struct di_calibration_series *series = series_of(folder, text_of(one, "target"));
        if (series == NULL)
            continue;
        series->holdout_years = (uint32_t)year_of(one, "years", 0);
        series->holdout_error = number_of(one, "mean_error");
        series->holdout_naive = number_of(one, "mean_error_naive");
    }
}

static bool take_flow_years(struct di_calibration_folder *folder, const json_t *lever,
                            struct di_calibration_flows *flows)
{
    const json_t *years = json_object_get(lever, "years");
    struct di_calibration_flow *out =
        DI_ARENA_NEW(&folder->arena, json_array_size(years) + 1, struct di_calibration_flow);
    if (out == NULL)
        return false;
    for (size_t i = 0; i < json_array_size(years); i++) {
        const json_t *year = json_array_get(years, i);
        out[i] = (struct di_calibration_flow){
            .year = year_of(year, "year", 0),
            .children = json_is_true(json_object_get(year, "is_break"))
                            ? (double)NAN
                            : number_of(year, "children"),
            .is_met = json_is_true(json_object_get(year, "is_met"))};
    }
    flows->count = (uint32_t)json_array_size(years);
    flows->years = out;
    return true;
}

static bool take_flows(struct di_calibration_folder *folder, const json_t *levers)
{
    folder->flows =
        DI_ARENA_NEW(&folder->arena, json_array_size(levers) + 1, struct di_calibration_flows);
    if (folder->flows == NULL)
        return false;
    for (size_t i = 0; i < json_array_size(levers); i++) {
        const json_t *lever = json_array_get(levers, i);
        const struct di_calibration_series *series =
            series_of(folder, text_of(lever, "target"));
        if (strcmp(text_of(lever, "kind"), "unexplained") != 0 || series == NULL)
            continue;
        struct di_calibration_flows *flows = &folder->flows[folder->flows_count++];
        flows->series = (uint32_t)(series - folder->series);
        flows->mean = number_of(lever, "mean_children_per_year");
        if (!take_flow_years(folder, lever, flows))
            return false;
    }
    return true;
}

static bool take_texts(struct di_calibration_folder *folder, const json_t *list,
                       const char ***out, uint32_t *count_out)
{
    *out = DI_ARENA_NEW(&folder->arena, json_array_size(list) + 1, const char *);
    for (size_t i = 0; *out != NULL && i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        struct di_calibration_series *series = text != NULL ? series_of(folder, text) : NULL;
        if (series != NULL)
            series->is_hidden = true;
        else if (text != NULL)
            (*out)[(*count_out)++] = di_arena_copy_text(&folder->arena, text);
    }
    return *out != NULL;
}

static bool take_book(struct di_calibration_folder *folder, const json_t *book)
{
    const json_t *found = json_object_get(book, "identifiability");
    folder->scenario = di_arena_copy_text(&folder->arena, text_of(book, "scenario"));
    folder->sha256 = di_arena_copy_text(&folder->arena, text_of(book, "calibrated_sha256"));
    folder->first_year = year_of(book, "first_year", 0);
    folder->last_year = year_of(book, "last_year", 0);
    folder->last_fitted_year = year_of(book, "last_fitted_year", 0);
    folder->holdout_from = year_of(book, "holdout_from", INT32_MAX);
    folder->is_converged = json_is_true(json_object_get(book, "is_converged"));
    folder->omits_reentries = json_is_true(json_object_get(book, "omits_reentries"));
    folder->unmet = (uint32_t)year_of(book, "unmet", 0);
    take_holdout(folder, json_object_get(book, "holdout"));
    return folder->scenario != NULL && folder->sha256 != NULL &&
           take_flows(folder, json_object_get(book, "levers")) &&
           take_texts(folder, json_object_get(found, "not_identified"), &folder->hidden,
                      &folder->hidden_count) &&
           take_texts(folder, json_object_get(found, "known_not_identifiable"), &folder->known,
                      &folder->known_count);
}

static enum di_status read_book(const char *path, struct di_calibration_folder *folder,
                                struct di_error *error)
{
    json_t *book = NULL;
    enum di_status status = load(path, BOOK_FILE, &book, error);
    if (status == DI_OK && !json_is_array(json_object_get(book, "levers")))
        status = fail_shape(BOOK_FILE, error);
    else if (status == DI_OK && !take_book(folder, book))
        status = di_fail_memory(error);
    json_decref(book);
    return status;
}

/* ---- calibrated.json ---- */

static const char *copy_name(struct di_calibration_folder *folder, const json_t *root,
                             const char *language)
{
    const json_t *name = json_object_get(root, "name");
    const char *text = json_string_value(name);
    if (text == NULL)
        text = json_string_value(json_object_get(name, language));
    return text != NULL ? di_arena_copy_text(&folder->arena, text) : NULL;
}

static enum di_status read_names(const char *path, struct di_calibration_folder *folder,
                                 struct di_error *error)
{
    json_t *root = NULL;
    enum di_status status = load(path, DI_CALIBRATED_FILE, &root, error);
    if (status != DI_OK)
        return status;
    folder->name_en = copy_name(folder, root, "en");
    folder->name_ru = copy_name(folder, root, "ru");
    folder->name_en = folder->name_en != NULL ? folder->name_en : folder->scenario;
    folder->name_ru = folder->name_ru != NULL ? folder->name_ru : folder->name_en;
    char *text = json_dumps(root, 0);
    json_decref(root);
    if (text == NULL)
        return di_fail_memory(error);
    status = di_names_init(text, &folder->names, error);
    free(text);
    return status;
}

/* ---- the folder ---- */

bool di_calibration_folder_is_one(const char *path)
{
    return di_folder_has_file(path, BOOK_FILE) && !di_folder_has_file(path, "manifest.json");
}

enum di_status di_calibration_folder_read(const char *path,
                                          struct di_calibration_folder **folder_out,
                                          struct di_error *error)
{
    struct di_calibration_folder *folder = calloc(1, sizeof *folder);
    if (folder == NULL)
        return di_fail_memory(error);
    di_arena_init(&folder->arena);
    di_arena_init(&folder->names.arena);
    enum di_status status = di_folder_has_file(path, BOOK_FILE)
                                ? read_fit(path, folder, error)
                                : fail_missing(path, BOOK_FILE, error);
    if (status == DI_OK)
        status = read_book(path, folder, error);
    if (status == DI_OK)
        status = read_names(path, folder, error);
    if (status == DI_OK)
        *folder_out = folder;
    else
        di_calibration_folder_destroy(folder);
    return status;
}

const char **di_calibration_folder_labels(const struct di_calibration_folder *folder,
                                          const struct di_catalogue *catalogue,
                                          struct di_arena *arena)
{
    const size_t count = folder->series_count;
    struct di_target_words *words = DI_ARENA_NEW(arena, count + 1, struct di_target_words);
    const char **labels = DI_ARENA_NEW(arena, count + 1, const char *);
    char(*texts)[DI_TARGET_LABEL_MAX] = di_arena_alloc(arena, count + 1, sizeof *texts);
    if (words == NULL || labels == NULL || texts == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        words[i] = folder->series[i].words;
        labels[i] = texts[i];
    }
    di_target_labels(&folder->names, catalogue, words, count, texts);
    return labels;
}

void di_calibration_folder_destroy(struct di_calibration_folder *folder)
{
    if (folder == NULL)
        return;
    di_names_finish(&folder->names);
    di_arena_finish(&folder->arena);
    free(folder);
}
