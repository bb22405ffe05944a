/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every file comes whole, and none replaces what somebody else made: an earlier file of this
 * command is known by how it begins, a scenario by its digest. */
#include "calibration_files.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/path.h"
#include "di/whole_file.h"

#include "csv_cell.h"
#include "own_file.h"

static const char fit_header[] =
    "target,measure,setting,to,region,year,published,expected_before,expected_after,residual,"
    "role,tolerance,jump,naive\n";
static const char unexplained_header[] =
    "target,setting,region,year,children,is_break,is_met\n";
static const char book_name[] = "calibration.json";

/* ---- tables ---- */

static void put_text(FILE *stream, const char *text)
{
    di_csv_cell(stream, text);
    (void)fputc(',', stream);
}

static void put_number(FILE *stream, double value, char end)
{
    char text[DI_NUMBER_TEXT_MAX];
    (void)di_number_format(value, text);
    (void)fprintf(stream, "%s%c", text, end);
}

static void write_fit(const struct di_calibration_book *book, FILE *stream)
{
    (void)fputs(fit_header, stream);
    for (uint32_t i = 0; i < book->fit->point_count; i++) {
        const struct di_fit_point *point = &book->fit->points[i];
        const struct di_target_series *series = &book->targets->series[point->series];
        const struct di_target_point *target = di_calibration_target(book->targets, point);
        put_text(stream, series->id);
        put_text(stream, di_target_measure_id(series->measure));
        put_text(stream, series->setting_text);
        put_text(stream, series->to_text);
        put_text(stream, di_target_region_id(book->model, series));
        (void)fprintf(stream, "%d,", (int)target->year);
        put_number(stream, target->value, ',');
        put_number(stream, point->before, ',');
        put_number(stream, point->after, ',');
        put_number(stream, di_fit_residual(book->targets, point), ',');
        put_text(stream, di_target_role_id(point->role));
        put_number(stream, target->tolerance, ',');
        put_number(stream, point->jump, ',');
        put_number(stream, point->naive, '\n');
    }
}

/* Where the flow is: of a total, the settings that no narrower series has. */
static void put_settings(FILE *stream, const struct di_calibration_book *book,
                         const struct di_lever *lever)
{
    const struct di_target_series *series = &book->targets->series[lever->series];
    if (lever->input_count == series->setting_count) {
        put_text(stream, series->setting_text);
        return;
    }
    for (uint32_t i = 0; i < lever->input_count; i++)
        (void)fprintf(stream, "%s%s", i > 0 ? " " : "",
                      book->model->settings[lever->inputs[i].setting].name.id);
    (void)fputc(',', stream);
}

static void write_unexplained(const struct di_calibration_book *book, FILE *stream)
{
    (void)fputs(unexplained_header, stream);
    for (uint32_t n = 0; n < book->fit->lever_count; n++) {
        const struct di_lever *lever = &book->fit->levers[n];
        const struct di_target_series *series = &book->targets->series[lever->series];
        for (uint32_t y = 0; lever->kind == DI_LEVER_UNEXPLAINED && y < book->fit->years; y++) {
            if (!lever->is_fitted[y] && !lever->is_break[y])
                continue;
            put_text(stream, series->id);
            put_settings(stream, book, lever);
            put_text(stream, di_target_region_id(book->model, series));
            (void)fprintf(stream, "%d,", (int)book->fit->first_year + (int)y);
            put_number(stream, lever->is_break[y] ? (double)NAN : lever->flow[y], ',');
            put_text(stream, lever->is_break[y] ? "yes" : "");
            (void)fputs(lever->is_unmet[y] ? "no\n" : "yes\n", stream);
        }
    }
}

static void write_json(const struct di_calibration_book *book, FILE *stream)
{
    json_t *json = di_calibration_json(book);
    (void)json_dumpf(json, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    (void)fputc('\n', stream);
    json_decref(json);
}

static void write_draws(const struct di_calibration_book *book, FILE *stream)
{
    di_abc_write_draws(book->abc, book->model->id, stream);
}

static void write_misfits(const struct di_calibration_book *book, FILE *stream)
{
    di_abc_write_misfits(book->abc, stream);
}

static void write_calibrated(const struct di_calibration_book *book, FILE *stream)
{
    (void)fputs(book->calibrated, stream);
}

static void write_mean(const struct di_calibration_book *book, FILE *stream)
{
    (void)fputs(book->mean, stream);
}

/* ---- the folder ---- */

/* Scenarios are there to be edited: one that was is no result any more. */
static bool is_as_written(const char *path)
{
    const char *name = di_path_name(path);
    const size_t length = (size_t)(name - path);
    const size_t size = length + sizeof book_name;
    char *book = malloc(size);
    if (book == NULL)
        return false;
    (void)snprintf(book, size, "%.*s%s", (int)length, path, book_name);
    json_t *root = json_load_file(book, 0, NULL);
    const bool is_own = di_own_file_is_as_written(
        path, json_string_value(json_object_get(json_object_get(root, "files"), name)));
    json_decref(root);
    free(book);
    return is_own;
}

enum { CALIBRATED, MEAN, FIT, UNEXPLAINED, DRAWS, MISFITS, BOOK, FILES };

static const struct di_own_result files[FILES] = {
    [CALIBRATED] = {DI_CALIBRATED_FILE, NULL, is_as_written},
    [MEAN] = {DI_CALIBRATED_MEAN_FILE, NULL, is_as_written},
    [FIT] = {"fit.csv", fit_header, NULL},
    [UNEXPLAINED] = {"unexplained.csv", unexplained_header, NULL},
    [DRAWS] = {"draws.csv", "scenario,draw,pointer,value\n", NULL},
    [MISFITS] = {"abc.csv", "draw,misfit,is_kept\n", NULL},
    [BOOK] = {book_name, "{\n  \"scenario\":", NULL}};

enum di_status di_calibration_files_check(const char *folder, bool is_forced,
                                          struct di_error *error)
{
    return is_forced ? DI_OK : di_own_results_check(folder, files, FILES, error);
}

static bool is_written(const struct di_calibration_book *book, int file)
{
    return (file != DRAWS && file != MISFITS) || book->abc->draws > 0;
}

/* To the disk, under a temporary name. @return errno */
static int write_draft(const struct di_calibration_book *book, const char *folder, int file,
                       struct di_whole_file *draft)
{
    static void (*const writers[FILES])(const struct di_calibration_book *,
                                        FILE *) = {[CALIBRATED] = write_calibrated,
                                                   [MEAN] = write_mean,
                                                   [FIT] = write_fit,
                                                   [UNEXPLAINED] = write_unexplained,
                                                   [DRAWS] = write_draws,
                                                   [MISFITS] = write_misfits,
                                                   [BOOK] = write_json};
    char *path = di_path_join(folder, files[file].name);
    const int code = path == NULL ? ENOMEM : di_whole_file_open(draft, path);
    free(path);
    if (code != 0)
        return code;
    writers[file](book, draft->stream);
    return di_whole_file_close(draft);
}

/* No file gets its name before all are on the disk; then what an earlier run had more of goes.
 */
enum di_status di_calibration_files_write(const struct di_calibration_book *book,
                                          const char *folder, struct di_error *error)
{
    struct di_whole_file drafts[FILES] = {{0}};
    enum di_status status = DI_OK;
    int code = 0, at = 0;
    for (int i = 0; code == 0 && i < FILES; i++)
        if (is_written(book, i)) {
            code = write_draft(book, folder, i, &drafts[i]);
            at = i;
        }
    for (int i = 0; code == 0 && i < FILES; i++)
        if (is_written(book, i)) {
            code = di_whole_file_name(&drafts[i], DI_WHOLE_REPLACES);
            at = i;
        }
    for (int i = 0; i < FILES; i++)
        di_whole_file_discard(&drafts[i]);
    if (code != 0)
        return DI_FAIL(error, DI_ERR_FILE, folder, DI_N_("Cannot write '%1': %2."),
                       di_text_arg(files[at].name), di_text_arg(strerror(code)));
    for (int i = 0; status == DI_OK && i < FILES; i++)
        if (!is_written(book, i))
            status = di_own_result_remove(folder, &files[i], error);
    return status;
}
