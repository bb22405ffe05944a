/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every file comes whole, and none replaces what somebody else made: an earlier file of this
 * command is known by how it begins. */
#include "calibration_files.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/path.h"

#include "draft_file.h"
#include "own_file.h"

static const char fit_header[] =
    "target,measure,setting,to,region,year,published,expected_before,expected_after,residual,"
    "role,tolerance,jump,naive\n";
static const char unexplained_header[] =
    "target,setting,region,year,children,is_break,is_met\n";

/* ---- tables ---- */

static void put_text(FILE *stream, const char *text)
{
    if (strpbrk(text, ",\"\n") == NULL) {
        (void)fprintf(stream, "%s,", text);
        return;
    }
    (void)fputc('"', stream);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            (void)fputc('"', stream);
        (void)fputc(*text, stream);
    }
    (void)fputs("\",", stream);
}

static void put_number(FILE *stream, double value, char end)
{
    char text[DI_NUMBER_TEXT_MAX];
    (void)di_number_format(value, text);
    (void)fprintf(stream, "%s%c", text, end);
}

static void write_fit(const void *content, FILE *stream)
{
    const struct di_calibration_book *book = content;
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

static void write_unexplained(const void *content, FILE *stream)
{
    const struct di_calibration_book *book = content;
    (void)fputs(unexplained_header, stream);
    for (uint32_t n = 0; n < book->fit->lever_count; n++) {
        const struct di_lever *lever = &book->fit->levers[n];
        const struct di_target_series *series = &book->targets->series[lever->series];
        for (uint32_t y = 0; lever->kind == DI_LEVER_UNEXPLAINED && y < book->fit->years; y++) {
            if (!lever->is_fitted[y] && !lever->is_break[y])
                continue;
            put_text(stream, series->id);
            put_text(stream, series->setting_text);
            put_text(stream, di_target_region_id(book->model, series));
            (void)fprintf(stream, "%d,", (int)book->fit->first_year + (int)y);
            put_number(stream, lever->is_break[y] ? (double)NAN : lever->flow[y], ',');
            put_text(stream, lever->is_break[y] ? "yes" : "");
            (void)fputs(lever->is_unmet[y] ? "no\n" : "yes\n", stream);
        }
    }
}

static void write_json(const void *content, FILE *stream)
{
    json_t *json = di_calibration_json(content);
    (void)json_dumpf(json, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    (void)fputc('\n', stream);
    json_decref(json);
}

static void write_draws(const void *content, FILE *stream)
{
    const struct di_calibration_book *book = content;
    di_abc_write_draws(book->abc, book->model->id, stream);
}

static void write_misfits(const void *content, FILE *stream)
{
    const struct di_calibration_book *book = content;
    di_abc_write_misfits(book->abc, stream);
}

static void write_text(const void *content, FILE *stream)
{
    (void)fputs(content, stream);
}

/* ---- the folder ---- */

/* Of a scenario: is it one that this command names? */
static bool has_own_id(const char *path)
{
    json_t *root = json_load_file(path, 0, NULL);
    const char *id = json_string_value(json_object_get(root, "id"));
    const bool is_own = id != NULL && strstr(id, "_calibrated") != NULL;
    json_decref(root);
    return is_own;
}

static const struct di_own_result files[] = {
    {DI_CALIBRATED_FILE, NULL, has_own_id},
    {DI_CALIBRATED_MEAN_FILE, NULL, has_own_id},
    {"fit.csv", fit_header, NULL},
    {"unexplained.csv", unexplained_header, NULL},
    {"draws.csv", "scenario,draw,pointer,value\n", NULL},
    {"abc.csv", "draw,misfit,is_kept\n", NULL},
    {"calibration.json", "{\n  \"scenario\":", NULL}};

enum di_status di_calibration_files_check(const char *folder, bool is_forced,
                                          struct di_error *error)
{
    return is_forced
               ? DI_OK
               : di_own_results_check(folder, files, sizeof files / sizeof files[0], error);
}

static enum di_status write_one(const char *folder, const char *name,
                                void (*write)(const void *content, FILE *stream),
                                const void *content, struct di_error *error)
{
    char *path = di_path_join(folder, name);
    enum di_status status = DI_OK;
    if (path == NULL || content == NULL)
        status = di_fail_memory(error);
    else if (!di_draft_file_write(path, write, content))
        status = DI_FAIL(error, DI_ERR_FILE, path, DI_N_("'%1' could not be written."),
                         di_text_arg(path));
    free(path);
    return status;
}

enum di_status di_calibration_files_write(const struct di_calibration_book *book,
                                          const char *calibrated, const char *mean,
                                          const char *folder, struct di_error *error)
{
    enum di_status status =
        write_one(folder, DI_CALIBRATED_FILE, write_text, calibrated, error);
    if (status == DI_OK)
        status = write_one(folder, DI_CALIBRATED_MEAN_FILE, write_text, mean, error);
    if (status == DI_OK)
        status = write_one(folder, "fit.csv", write_fit, book, error);
    if (status == DI_OK)
        status = write_one(folder, "unexplained.csv", write_unexplained, book, error);
    if (status == DI_OK && book->abc->draws > 0)
        status = write_one(folder, "draws.csv", write_draws, book, error);
    if (status == DI_OK && book->abc->draws > 0)
        status = write_one(folder, "abc.csv", write_misfits, book, error);
    if (status == DI_OK)
        status = write_one(folder, "calibration.json", write_json, book, error);
    return status;
}
