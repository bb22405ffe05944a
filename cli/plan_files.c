/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every table is written by one function to a stream: to its file, and to memory for its sheet
 * of the workbook. Files come under a temporary name and are renamed when complete.
 */
#include "plan_files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/path.h"
#include "di/plan_workbook.h"
#include "di/planning_goals.h"
#include "di/time.h"

#include "draft_file.h"
#include "error_report.h"
#include "output_folder.h"
#include "plan_report.h"
#include "plan_study.h"

enum { PATH_ROOM = 64, SHEETS_MAX = 16, NAME_ROOM = 32 };

typedef void (*table_writer)(const struct di_plan_book *book, FILE *stream);

/* ---- one file ---- */

struct table {
    table_writer writer;
    const struct di_plan_book *book;
};

static void write_table(const void *content, FILE *stream)
{
    const struct table *table = content;
    table->writer(table->book, stream);
}

static char *read_back(FILE *stream)
{
    uint64_t size = 0;
    const bool is_whole = fflush(stream) == 0 && !ferror(stream) &&
                          di_disk_file_bytes(stream, &size) && size < SIZE_MAX;
    char *text = is_whole ? malloc((size_t)size + 1) : NULL;
    if (text == NULL)
        return NULL;
    rewind(stream);
    const size_t read = fread(text, 1, (size_t)size, stream);
    text[read] = '\0';
    if (read == size)
        return text;
    free(text);
    return NULL;
}

/* Through a file without a name, for a stream into memory is not portable. */
static char *table_text(table_writer writer, const struct di_plan_book *book)
{
    FILE *stream = di_disk_file_nameless();
    if (stream == NULL)
        return NULL;
    writer(book, stream);
    char *text = read_back(stream);
    (void)fclose(stream);
    return text;
}

static enum di_exit write_named(const struct di_cli *cli, const struct di_plan_book *book,
                                const char *folder, const char *name, table_writer writer)
{
    char *path = di_path_join(folder, name);
    const struct table table = {writer, book};
    const bool is_written = path != NULL && di_draft_file_write(path, write_table, &table);
    const enum di_exit code =
        is_written ? DI_EXIT_DONE
                   : di_error_report_unwritten(cli, path != NULL ? path : folder);
    free(path);
    return code;
}

static void write_json(const struct di_plan_book *book, FILE *stream)
{
    json_t *json = di_plan_report_json(book);
    (void)json_dumpf(json, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    (void)fputc('\n', stream);
    json_decref(json);
}

/* ---- the workbook ---- */

struct sheets {
    struct di_plan_sheet sheet[SHEETS_MAX];
    char name[SHEETS_MAX][NAME_ROOM];
    char *text[SHEETS_MAX];
    size_t count;
    bool is_complete;
};

static void add_sheet(struct sheets *sheets, const char *name, table_writer writer,
                      const struct di_plan_book *book)
{
    if (sheets->count == SHEETS_MAX)
        return;
    const size_t n = sheets->count;
    (void)snprintf(sheets->name[n], NAME_ROOM, "%s", name);
    sheets->text[n] = table_text(writer, book);
    sheets->is_complete = sheets->is_complete && sheets->text[n] != NULL;
    sheets->sheet[n] = (struct di_plan_sheet){sheets->name[n], sheets->text[n]};
    sheets->count++;
}

static void write_frontier(const struct di_plan_book *book, FILE *stream)
{
    di_plan_frontier_csv(book, &book->study->frontier, stream);
}

static void add_alternatives(struct sheets *sheets, const struct di_plan_book *book)
{
    const struct di_plan_alternatives *alternatives = book->study->alternatives;
    for (uint32_t n = 0; alternatives != NULL && n < alternatives->count; n++) {
        char name[NAME_ROOM];
        struct di_plan_book of = *book;
        of.plan = alternatives->plan[n];
        of.study = NULL;
        (void)snprintf(name, sizeof name, "alternative_%u", n + 1);
        add_sheet(sheets, name, di_plan_report_years_csv, &of);
    }
}

static enum di_status write_book(const struct di_plan_book *book, const struct sheets *sheets,
                                 const char *path, struct di_error *error)
{
    const struct di_plan_goal *residential = &book->plan->goal[DI_GOAL_RESIDENTIAL];
    const struct di_planning_goals *goals = book->model->goals;
    char start[16];
    di_date_format(book->model->start_civil_day, start);
    const struct di_plan_fact facts[] = {
        {DI_FRONT_SCENARIO, book->model->id, 0},
        {DI_FRONT_FIRST_DAY, start, 0},
        {DI_FRONT_STATUS, di_plan_status_id(book->plan->status), 0},
        {DI_FRONT_WEIGHTED_YEARS, NULL, residential->value},
        {DI_FRONT_BOUND, residential->bound > -HUGE_VAL ? NULL : "?", residential->bound},
        {DI_FRONT_PROMISED_YEARS, NULL, di_plan_book_institution_years(book)},
        {DI_FRONT_WEIGHT_UNDER_3, NULL, goals->weight_under_3},
        {DI_FRONT_WEIGHT_DISABILITY, NULL, goals->weight_disability},
        {DI_FRONT_WEIGHT_OTHERS, NULL, goals->weight_standard},
        {DI_FRONT_WEIGHT_GROUP_HOME, NULL, goals->weight_group_home},
        {DI_FRONT_WEIGHT_UNPLACED, NULL, goals->weight_unplaced},
        {DI_FRONT_SYNTHETIC, "", 0},
    };
    const struct di_plan_workbook workbook = {
        .title = book->model->id,
        .start_civil_day = book->model->start_civil_day,
        .facts = facts,
        .fact_count = sizeof facts / sizeof facts[0],
        .sheets = sheets->sheet,
        .sheet_count = sheets->count,
    };
    return di_plan_workbook_write(&workbook, path, error);
}

static enum di_exit write_workbook(const struct di_cli *cli, const struct di_plan_book *book,
                                   const char *folder)
{
    struct sheets sheets = {.is_complete = true};
    struct di_error error = {0};
    char *path = di_path_join(folder, "plan.xlsx");
    enum di_status status = DI_OK;
    add_sheet(&sheets, "years", di_plan_report_years_csv, book);
    add_sheet(&sheets, "closures", di_plan_report_closures_csv, book);
    add_sheet(&sheets, "plan", di_plan_report_csv, book);
    if (book->study->frontier.count > 0)
        add_sheet(&sheets, "frontier", write_frontier, book);
    add_alternatives(&sheets, book);
    if (path == NULL || !sheets.is_complete)
        status = di_fail_memory(&error);
    if (status == DI_OK)
        status = write_book(book, &sheets, path, &error);
    for (size_t n = 0; n < sheets.count; n++)
        free(sheets.text[n]);
    free(path);
    return status == DI_OK ? DI_EXIT_DONE : di_error_report(cli, &error);
}

/* ---- the folder ---- */

static enum di_exit write_alternatives(const struct di_cli *cli,
                                       const struct di_plan_book *book, const char *folder)
{
    const struct di_plan_alternatives *alternatives = book->study->alternatives;
    enum di_exit code = DI_EXIT_DONE;
    for (uint32_t n = 0;
         alternatives != NULL && n < alternatives->count && code == DI_EXIT_DONE; n++) {
        char name[PATH_ROOM];
        struct di_plan_book of = *book;
        of.plan = alternatives->plan[n];
        of.study = NULL;
        (void)snprintf(name, sizeof name, "plan_alternative_%u.csv", n + 1);
        code = write_named(cli, &of, folder, name, di_plan_report_csv);
    }
    return code;
}

/* A plan.csv of ours says that the other files are ours too. */
static bool is_ours(const char *folder)
{
    char line[sizeof DI_PLAN_CSV_HEADER] = "";
    char *path = di_path_join(folder, "plan.csv");
    FILE *stream = path != NULL ? fopen(path, "rb") : NULL;
    free(path);
    if (stream == NULL)
        return false;
    const bool is_read = fgets(line, sizeof line, stream) != NULL;
    (void)fclose(stream);
    return is_read && strcmp(line, DI_PLAN_CSV_HEADER) == 0;
}

static bool is_there(const char *folder, const char *name)
{
    char *path = di_path_join(folder, name);
    const bool is_there = path != NULL && di_disk_file_kind(path) != DI_DISK_MISSING;
    free(path);
    return is_there;
}

enum di_exit di_plan_files_open(const struct di_cli *cli, const char *folder, bool is_forced)
{
    static const char *const names[] = {"plan.json", "plan.csv", "plan.xlsx", "frontier.csv"};
    struct di_error error = {0};
    const enum di_exit code = di_output_folder_open(cli, folder);
    if (code != DI_EXIT_DONE || is_forced || is_ours(folder))
        return code;
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        if (!is_there(folder, names[n]))
            continue;
        (void)!DI_FAIL(&error, DI_ERR_EXISTS, folder,
                       DI_N_("The folder '%1' has a file '%2' that no earlier run of this "
                             "program wrote. Choose another folder, or --force to "
                             "overwrite it."),
                       di_text_arg(folder), di_text_arg(names[n]));
        return di_error_report(cli, &error);
    }
    return DI_EXIT_DONE;
}

enum di_exit di_plan_files_write(const struct di_cli *cli, const struct di_plan_book *book,
                                 const char *folder)
{
    enum di_exit code = write_named(cli, book, folder, "plan.json", write_json);
    if (code == DI_EXIT_DONE)
        code = write_named(cli, book, folder, "plan.csv", di_plan_report_csv);
    if (code == DI_EXIT_DONE && book->study->frontier.count > 0)
        code = write_named(cli, book, folder, "frontier.csv", write_frontier);
    if (code == DI_EXIT_DONE)
        code = write_alternatives(cli, book, folder);
    if (code == DI_EXIT_DONE && di_plan_workbook_is_possible())
        code = write_workbook(cli, book, folder);
    return code;
}
