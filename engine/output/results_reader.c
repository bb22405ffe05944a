/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a results folder back. The folder may come from anywhere, so everything is checked: the
 * headers, every number and date, and that the replications file says what indicators.csv
 * announces, row by row in the same order.
 */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "di/number.h"
#include "di/path.h"

#include "inputs_drawn.h"
#include "results_rows.h"
#include "tables.h"

enum { LINE_MAX_BYTES = 4096, FIELDS = 23, VALUE_FIELDS = 6, REPLICATIONS_MOST = 100000 };
#define FOLDER_FILE_MAX ((size_t)64 << 20) /* of manifest.json and scenario.json */

struct line_reader {
    char *path;
    gzFile stream; /* reads plain files too */
    uint64_t line;
    char text[LINE_MAX_BYTES];
    char *fields[FIELDS];
};

static enum di_status fail_missing(const char *path, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("The file '%1' cannot be read: %2."),
                   di_text_arg(path), di_text_arg(strerror(errno != 0 ? errno : EIO)));
}

/* The name of a scenario file, of a folder that is no results, or of nothing at all. */
static enum di_status fail_folder(const char *folder, const char *path, struct di_error *error)
{
    if (errno != ENOENT && errno != ENOTDIR)
        return fail_missing(path, error);
    return DI_FAIL(error, DI_ERR_FILE, path,
                   DI_N_("'%1' is no results folder: it has no manifest.json. Results are made "
                         "by 'homeward run SCENARIO --out FOLDER'."),
                   di_text_arg(folder));
}

static enum di_status fail_shape(const char *path, uint64_t line, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_SYNTAX, path,
                   DI_N_("The file '%1' is not a results file of this program (line %2)."),
                   di_text_arg(path), di_integer_arg((int64_t)line));
}

/* ---- manifest ---- */

static json_t *load_json(const char *folder, const char *name, struct di_error *error)
{
    char *path = di_path_join(folder, name);
    if (path == NULL) {
        (void)!di_fail_memory(error);
        return NULL;
    }
    json_t *root = NULL;
    errno = 0;
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        (void)!fail_folder(folder, path, error);
    } else {
        json_error_t problem;
        root = json_loadf(stream, JSON_REJECT_DUPLICATES, &problem);
        (void)fclose(stream);
        if (!json_is_object(root)) {
            json_decref(root);
            root = NULL;
            (void)!fail_shape(path, 1, error);
        }
    }
    free(path);
    return root;
}

static bool is_of_program(const json_t *root)
{
    const char *program = json_string_value(json_object_get(root, "program"));
    return program != NULL && strcmp(program, "homeward") == 0;
}

static json_int_t format_of(const json_t *root)
{
    return json_integer_value(json_object_get(root, "format"));
}

static bool is_homeward(const json_t *root)
{
    return is_of_program(root) && format_of(root) == 1;
}

bool results_folder_is_ours(const char *folder)
{
    json_t *root = load_json(folder, "manifest.json", NULL);
    const bool ours = root != NULL && is_homeward(root);
    json_decref(root);
    return ours;
}

static const char *copy(struct di_results *results, const json_t *value)
{
    const char *text = json_string_value(value);
    return text == NULL ? NULL : di_arena_copy_text(&results->arena, text);
}

static bool read_date(const json_t *value, int32_t *civil_day_out)
{
    const char *text = json_string_value(value);
    return text != NULL && di_date_parse(text, civil_day_out);
}

static bool read_series(struct di_results *results, const json_t *entry,
                        struct di_results_published *out)
{
    const json_t *values = json_object_get(entry, "values");
    const size_t most = json_object_size(values);
    int32_t *year = DI_ARENA_NEW(&results->arena, most, int32_t);
    double *value = DI_ARENA_NEW(&results->arena, most, double);
    out->id = copy(results, json_object_get(entry, "id"));
    out->indicator = copy(results, json_object_get(entry, "indicator"));
    out->source = copy(results, json_object_get(entry, "source"));
    if (year == NULL || value == NULL || out->id == NULL || out->indicator == NULL ||
        out->source == NULL)
        return false;
    /* by year, not in the order of the object */
    for (int32_t y = 1900; y <= 2200; y++) {
        char key[16];
        (void)snprintf(key, sizeof key, "%d", (int)y);
        const json_t *number = json_object_get(values, key);
        if (!json_is_number(number))
            continue;
        year[out->count] = y;
        value[out->count++] = json_number_value(number);
    }
    out->year = year;
    out->value = value;
    return true;
}

static bool read_published(struct di_results *results, const json_t *list)
{
    results->published =
        DI_ARENA_NEW(&results->arena, json_array_size(list), struct di_results_published);
    if (results->published == NULL)
        return false;
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!read_series(results, json_array_get(list, i),
                         &results->published[results->published_count++]))
            return false;
    return true;
}

/* Folders written before there were openings have none: their charts begin a month later. */
static bool read_openings(struct di_results *results, const json_t *list)
{
    const size_t count = json_array_size(list);
    results->openings = DI_ARENA_NEW(&results->arena, count, struct di_results_opening);
    if (results->openings == NULL)
        return count == 0;
    for (size_t i = 0; i < count; i++) {
        const json_t *entry = json_array_get(list, i);
        struct di_results_opening *opening = &results->openings[results->opening_count++];
        struct di_summary *s = &opening->summary;
        opening->indicator = copy(results, json_object_get(entry, "indicator"));
        opening->region = copy(results, json_object_get(entry, "region"));
        if (opening->indicator == NULL || opening->region == NULL)
            return false;
        *s = (struct di_summary){.n = results->replications,
                                 .sd = (double)NAN,
                                 .ci_low = (double)NAN,
                                 .ci_high = (double)NAN};
        const struct {
            const char *key;
            double *value;
        } members[] = {{"mean", &s->mean}, {"p05", &s->p05}, {"p25", &s->p25},
                       {"p50", &s->p50},   {"p75", &s->p75}, {"p95", &s->p95}};
        for (size_t k = 0; k < sizeof members / sizeof members[0]; k++) {
            const json_t *number = json_object_get(entry, members[k].key);
            if (!json_is_number(number))
                return false;
            *members[k].value = json_number_value(number);
        }
    }
    return true;
}

static bool read_policies(struct di_results *results, const json_t *list)
{
    for (uint32_t kind = 0; kind < DI_POLICY_KINDS; kind++)
        for (size_t i = 0; i < json_array_size(list); i++) {
            const json_t *entry = json_array_get(list, i);
            const char *id = json_string_value(json_object_get(entry, "policy"));
            if (id == NULL)
                return false;
            if (strcmp(id, results_policy_id((enum di_policy_kind)kind)) != 0)
                continue;
            if (results->policy_count == DI_POLICY_KINDS)
                return false;
            struct di_results_policy *policy = &results->policies[results->policy_count++];
            policy->kind = (enum di_policy_kind)kind;
            policy->places = (uint32_t)json_integer_value(json_object_get(entry, "places"));
            if (!read_date(json_object_get(entry, "first"), &policy->civil_day))
                return false;
        }
    return true;
}

static bool read_facts(struct di_results *results, const json_t *root)
{
    const json_t *scenario = json_object_get(root, "scenario");
    const json_t *name = json_object_get(scenario, "name");
    const json_t *horizon = json_object_get(root, "horizon");
    const json_t *inputs = json_object_get(root, "inputs");
    const json_int_t replications = json_integer_value(json_object_get(root, "replications"));
    results->scenario = copy(results, json_object_get(scenario, "id"));
    results->name_en = copy(results, json_object_get(name, "en"));
    results->name_ru = copy(results, json_object_get(name, "ru"));
    results->method = copy(results, json_object_get(root, "method"));
    if (results->scenario == NULL || results->name_en == NULL || results->name_ru == NULL ||
        results->method == NULL || replications < 1 || replications > REPLICATIONS_MOST)
        return false;
    results->replications = (uint32_t)replications;
    results->requested = (uint32_t)json_integer_value(json_object_get(root, "requested"));
    results->seed = (uint64_t)json_integer_value(json_object_get(root, "seed"));
    results->inputs = (uint32_t)json_integer_value(json_object_get(inputs, "count"));
    results->uncertain_inputs =
        (uint32_t)json_integer_value(json_object_get(root, "uncertain_inputs"));
    results->suppress_below = (uint32_t)json_integer_value(
        json_object_get(json_object_get(root, "suppressed"), "below"));
    results->defaults = (uint32_t)json_array_size(json_object_get(inputs, "defaults"));
    results->illustrative = (uint32_t)json_array_size(json_object_get(inputs, "illustrative"));
    results->unsourced = (uint32_t)json_array_size(json_object_get(inputs, "unsourced"));
    return read_date(json_object_get(horizon, "start"), &results->start_civil_day) &&
           read_date(json_object_get(horizon, "last_day"), &results->last_civil_day) &&
           inputs_drawn_read(root, &results->arena, &results->inputs_drawn) &&
           read_policies(results, json_object_get(root, "policies")) &&
           read_openings(results, json_object_get(root, "opening")) &&
           read_published(results, json_object_get(root, "published"));
}

static enum di_status read_manifest(const char *folder, struct di_results *results,
                                    struct di_error *error)
{
    struct di_error problem;
    di_error_clear(&problem);
    json_t *root = load_json(folder, "manifest.json", &problem);
    if (root == NULL) {
        if (error != NULL) {
            *error = problem;
            di_message_copy(&error->message, &problem.message);
        }
        return problem.status;
    }
    const bool valid = is_homeward(root) && read_facts(results, root);
    const json_int_t format = is_of_program(root) ? format_of(root) : 0;
    json_decref(root);
    if (valid)
        return DI_OK;
    if (format > 1)
        return DI_FAIL(
            error, DI_ERR_UNSUPPORTED, folder,
            DI_N_("The results in '%1' have format %2, and this version reads format "
                  "1: use the version that wrote them."),
            di_text_arg(folder), di_integer_arg((int64_t)format));
    return DI_FAIL(error, DI_ERR_SYNTAX, folder,
                   DI_N_("The folder '%1' is not a results folder of this program: its "
                         "manifest.json lacks what a run writes."),
                   di_text_arg(folder));
}

/* "" of a scenario without money, or one whose JSON is damaged: names are asked of it
 * elsewhere, and say so. NULL: memory ran out. */
static const char *currency_of(struct di_results *results)
{
    json_error_t problem;
    json_t *root =
        results->resolved == NULL ? NULL : json_loads(results->resolved, 0, &problem);
    const char *currency = copy(results, json_object_get(root, "currency"));
    json_decref(root);
    return currency != NULL ? currency : di_arena_copy_text(&results->arena, "");
}

static enum di_status read_scenario(const char *folder, struct di_results *results,
                                    struct di_error *error)
{
    char *path = di_path_join(folder, "scenario.json");
    char *text = path == NULL ? NULL : malloc(FOLDER_FILE_MAX + 1);
    enum di_status status = text == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK) {
        errno = 0;
        FILE *stream = fopen(path, "rb");
        const size_t size = stream == NULL ? 0 : fread(text, 1, FOLDER_FILE_MAX + 1, stream);
        if (stream == NULL || ferror(stream)) {
            status = fail_missing(path, error);
        } else if (size > FOLDER_FILE_MAX) {
            status = fail_shape(path, 1, error);
        } else {
            text[size] = '\0';
            results->resolved = di_arena_copy_text(&results->arena, text);
            results->currency = currency_of(results);
            status = results->resolved == NULL || results->currency == NULL
                         ? di_fail_memory(error)
                         : DI_OK;
        }
        if (stream != NULL)
            (void)fclose(stream);
    }
    free(text);
    free(path);
    return status;
}

/* ---- tables ---- */

/* Fields never hold commas or quotes here: ids and numbers only. Returns the count. */
static uint32_t split(struct line_reader *reader)
{
    uint32_t count = 0;
    char *at = reader->text;
    for (;;) {
        if (count == FIELDS)
            return FIELDS + 1;
        reader->fields[count++] = at;
        at = strchr(at, ',');
        if (at == NULL)
            return count;
        *at++ = '\0';
    }
}

static bool next_line(struct line_reader *reader)
{
    if (gzgets(reader->stream, reader->text, LINE_MAX_BYTES) == NULL)
        return false;
    reader->line++;
    const size_t length = strlen(reader->text);
    if (length == 0 || reader->text[length - 1] != '\n') {
        reader->text[0] = '\0'; /* cut or endless: no valid row */
        return true;
    }
    reader->text[length - 1] = '\0';
    return true;
}

static enum di_status open_table(struct line_reader *reader, const char *folder,
                                 const char *name, const char *header, struct di_error *error)
{
    reader->line = 0;
    reader->path = di_path_join(folder, name);
    if (reader->path == NULL)
        return di_fail_memory(error);
    errno = 0;
    reader->stream = gzopen(reader->path, "rb");
    if (reader->stream == NULL)
        return fail_missing(reader->path, error);
    if (!next_line(reader) || strcmp(reader->text, header) != 0)
        return fail_shape(reader->path, 1, error);
    return DI_OK;
}

static void close_table(struct line_reader *reader)
{
    if (reader->stream != NULL)
        (void)gzclose(reader->stream);
    free(reader->path);
}

static bool read_number(const char *text, double *value_out)
{
    if (text[0] == '\0') {
        *value_out = (double)NAN;
        return true;
    }
    return di_number_parse(text, value_out);
}

static bool read_summary(char *const *fields, struct di_summary *summary)
{
    double n;
    if (!read_number(fields[0], &n) || !(n >= 0.0 && n <= REPLICATIONS_MOST))
        return false;
    summary->n = (size_t)n;
    double *const members[] = {&summary->mean,    &summary->sd,  &summary->ci_low,
                               &summary->ci_high, &summary->p05, &summary->p25,
                               &summary->p50,     &summary->p75, &summary->p95};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (!read_number(fields[1 + i], members[i]))
            return false;
    return true;
}

/* Rows of one place and one age group have years first, then quarters, then months: the next
 * kind begins where dates go back. Lengths do not tell, for the horizon may cut the first and
 * the last of each. False if there is no finer kind. */
static bool set_period(const struct di_results_row *before, struct di_results_row *row)
{
    const bool is_same = before != NULL && before->indicator == row->indicator &&
                         before->is_adults == row->is_adults &&
                         strcmp(before->region, row->region) == 0 &&
                         strcmp(before->setting, row->setting) == 0;
    if (!is_same)
        row->period = DI_YEAR;
    else if (row->first_civil_day > before->last_civil_day)
        row->period = before->period;
    else if (before->period == DI_MONTH)
        return false;
    else
        row->period = before->period == DI_YEAR ? DI_QUARTER : DI_MONTH;
    return true;
}

static bool read_row(struct di_results *results, struct line_reader *reader, bool *is_kept)
{
    char **f = reader->fields;
    if (split(reader) != FIELDS)
        return false;
    *is_kept = strcmp(f[6], "all") == 0 && strcmp(f[7], "all") == 0 && strcmp(f[8], "all") == 0;
    if (!*is_kept)
        return true;
    int32_t first, last;
    const uint32_t indicator = di_indicator_find(f[1]);
    if (indicator == UINT32_MAX || !di_date_parse(f[9], &first) ||
        !di_date_parse(f[10], &last) || last < first)
        return false;
    struct di_results_row *row = results_add(results, indicator);
    if (row == NULL)
        return false;
    const struct di_results_row *before = results->row_count > 1 ? row - 1 : NULL;
    row->first_civil_day = first;
    row->last_civil_day = last;
    row->is_adults = strcmp(f[5], "18_plus") == 0;
    row->region = results_name(results, before == NULL ? NULL : before->region, f[2]);
    row->setting = results_name(results, before == NULL ? NULL : before->setting, f[4]);
    return row->region != NULL && row->setting != NULL && set_period(before, row) &&
           read_summary(f + 13, &row->summary);
}

/* The replications of one row: as many lines, in order, of the same place and date. */
static bool read_values(const struct di_results *results, struct line_reader *reader,
                        const struct di_results_row *row, double *values)
{
    char date[16];
    di_date_format(row->first_civil_day, date);
    for (uint32_t i = 0; i < results->replications; i++) {
        char **f = reader->fields;
        double number;
        if (!next_line(reader) || split(reader) != VALUE_FIELDS ||
            !read_number(f[0], &number) || number != (double)i ||
            strcmp(f[1], di_indicator_at(row->indicator).id) != 0 ||
            strcmp(f[2], row->region) != 0 || strcmp(f[3], row->setting) != 0 ||
            strcmp(f[4], date) != 0 || !read_number(f[5], &values[i]))
            return false;
    }
    return true;
}

static enum di_status read_rows(struct di_results *results, struct line_reader *rows,
                                struct line_reader *replications, struct di_error *error)
{
    while (next_line(rows)) {
        bool is_kept;
        if (!read_row(results, rows, &is_kept))
            return fail_shape(rows->path, rows->line, error);
        if (!is_kept)
            continue;
        struct di_results_row *row = &results->rows[results->row_count - 1];
        if (row->is_adults)
            continue;
        double *values = DI_ARENA_NEW(&results->arena, results->replications, double);
        if (values == NULL)
            return di_fail_memory(error);
        if (!read_values(results, replications, row, values))
            return fail_shape(replications->path, replications->line, error);
        row->values = values;
    }
    if (next_line(replications))
        return fail_shape(replications->path, replications->line, error);
    return DI_OK;
}

static enum di_status read_tables(const char *folder, struct di_results *results,
                                  struct di_error *error)
{
    struct line_reader *readers = calloc(2, sizeof *readers);
    if (readers == NULL)
        return di_fail_memory(error);
    enum di_status status =
        open_table(&readers[0], folder, "indicators.csv", INDICATORS_HEADER, error);
    if (status == DI_OK)
        status =
            open_table(&readers[1], folder, "replications.csv.gz", REPLICATIONS_HEADER, error);
    if (status == DI_OK)
        status = read_rows(results, &readers[0], &readers[1], error);
    close_table(&readers[0]);
    close_table(&readers[1]);
    free(readers);
    return status;
}

enum di_status di_results_read(const char *folder, struct di_results **results_out,
                               struct di_error *error)
{
    struct di_results *results = results_create();
    if (results == NULL)
        return di_fail_memory(error);
    enum di_status status = read_manifest(folder, results, error);
    if (status == DI_OK)
        status = read_scenario(folder, results, error);
    if (status == DI_OK)
        status = read_tables(folder, results, error);
    if (status != DI_OK) {
        di_results_destroy(results);
        return status;
    }
    results_spread_expected(results);
    *results_out = results;
    return DI_OK;
}
