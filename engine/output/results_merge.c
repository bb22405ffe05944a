/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first part says what the study is, every other is held against it. The new database is
 * made under a temporary name and is there whole or not at all; one transaction a part.
 */
#include "di/results_merge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "di/experiment.h"
#include "di/whole_file.h"

#include "study_table.h"

enum { STEPS_BETWEEN_QUESTIONS = 1000 }; /* of SQLite's machine */

struct joining {
    sqlite3 *link;
    const char *path; /* final */
    const struct di_merge_report *report;
    /* parts by their own words; `count` 0: none yet, or they are of different divisions */
    uint32_t count;
    bool *is_named; /* [count] */
    bool is_mixed;
};

/* For SQLite, which ends the statement that runs. */
static int is_cancelled(void *context)
{
    const struct di_merge_report *report = ((const struct joining *)context)->report;
    return report->is_cancelled != NULL && report->is_cancelled(report->context);
}

static enum di_status fail_cancelled(struct di_error *error)
{
    return di_fail(error, DI_ERR_INTERRUPTED, "", DI_N_("Interrupted; nothing is written."),
                   NULL, 0);
}

/* ---- which parts there are ---- */

/* "3/8" of the attached database. */
static enum di_status note_part(struct joining *joining, struct di_error *error)
{
    const sqlite3_int64 part = database_link_number(
        joining->link, "SELECT CAST(value AS INTEGER) FROM other.study WHERE key='shard'");
    const sqlite3_int64 count = database_link_number(
        joining->link, "SELECT CAST(substr(value,instr(value,'/')+1) AS INTEGER) FROM "
                       "other.study WHERE key='shard'");
    joining->is_mixed = joining->is_mixed || part < 1 || part > count ||
                        count > DI_STUDY_PARTS_MAX ||
                        (joining->count > 0 && count != joining->count);
    if (joining->is_mixed)
        return DI_OK;
    if (joining->is_named == NULL)
        joining->is_named = calloc((size_t)count, sizeof *joining->is_named);
    if (joining->is_named == NULL)
        return di_fail_memory(error);
    joining->count = (uint32_t)count;
    joining->is_named[part - 1] = true;
    return DI_OK;
}

static void tell_absent(const struct joining *joining)
{
    for (uint32_t i = 0; !joining->is_mixed && i < joining->count; i++)
        if (!joining->is_named[i])
            joining->report->absent(joining->report->context, i + 1, joining->count);
}

/* ---- joining ---- */

static enum di_status fail_double(const char *part, sqlite3_stmt *query, struct di_error *error)
{
    return DI_FAIL(
        error, DI_ERR_INCONSISTENT, part,
        DI_N_("'%1' and a database named before it both have replication %3 of draw %2 "
              "of the scenario '%4'. Name every part once."),
        di_text_arg(part), di_integer_arg(sqlite3_column_int64(query, 1)),
        di_integer_arg(sqlite3_column_int64(query, 2)),
        di_text_arg(database_link_text(query, 0)));
}

static enum di_status check_doubles(struct joining *joining, const char *part,
                                    struct di_error *error)
{
    sqlite3_stmt *query = database_link_prepare(
        joining->link,
        "SELECT s.id,a.draw,a.replication FROM other.unit AS a JOIN main.unit AS b ON "
        "a.unit=b.unit JOIN main.scenario AS s ON s.number=a.scenario ORDER BY a.unit LIMIT 1");
    if (query == NULL)
        return database_link_fail(joining->link, part, error);
    const int answer = sqlite3_step(query);
    enum di_status status = DI_OK;
    if (answer == SQLITE_ROW)
        status = fail_double(part, query, error);
    else if (answer != SQLITE_DONE)
        status = database_link_fail(joining->link, part, error);
    (void)sqlite3_finalize(query);
    return status;
}

static enum di_status attach(struct joining *joining, const char *part, struct di_error *error)
{
    sqlite3_stmt *statement = database_link_prepare(joining->link, "ATTACH ?1 AS other");
    char *plain = database_link_plain_path(part);
    enum di_status status = DI_OK;
    if (plain == NULL) {
        status = di_fail_memory(error);
    } else {
        database_link_bind_text(statement, 1, plain);
        if (sqlite3_step(statement) != SQLITE_DONE)
            status = database_link_fail(joining->link, part, error);
    }
    (void)sqlite3_finalize(statement);
    free(plain);
    return status;
}

static const char take_study[] =
    "INSERT INTO main.study SELECT key,CASE key WHEN 'shard' THEN '1/1' ELSE value END FROM "
    "other.study;"
    "INSERT INTO main.scenario SELECT * FROM other.scenario;";
#define TAKE_UNITS(message)                                                                    \
    "BEGIN; INSERT INTO main.unit(unit,scenario,draw,replication,failure_code,failure,"        \
    "failure_message,result) SELECT "                                                          \
    "unit,scenario,draw,replication,failure_code,failure," message                             \
    ",result FROM other.unit ORDER BY unit; COMMIT"
static const char take_units[] = TAKE_UNITS("failure_message");
static const char take_units_of_format_1[] = TAKE_UNITS("NULL");

static enum di_status join(struct joining *joining, const char *part, bool is_first,
                           struct di_error *error)
{
    int format = 0;
    enum di_status status = database_link_check(joining->link, "other", part, &format, error);
    if (status == DI_OK && format == 0)
        status = database_link_fail_foreign(part, error);
    if (status == DI_OK)
        status = is_first ? database_link_run(joining->link, part, take_study, error)
                          : study_table_compare_attached(joining->link, part, error);
    if (status == DI_OK)
        status = note_part(joining, error);
    if (status == DI_OK)
        status = check_doubles(joining, part, error);
    if (status == DI_OK)
        status = database_link_run(joining->link, part,
                                   format == 1 ? take_units_of_format_1 : take_units, error);
    return status;
}

/* SQLite would make a database that is not there. */
static enum di_status check_part(const char *part, struct di_error *error)
{
    FILE *stream = fopen(part, "rb");
    if (stream == NULL)
        return DI_FAIL(error, DI_ERR_FILE, part, DI_N_("The file '%1' cannot be read: %2."),
                       di_text_arg(part), di_text_arg(strerror(errno)));
    (void)fclose(stream);
    return DI_OK;
}

static enum di_status join_all(struct joining *joining, const char *const *parts, size_t count,
                               struct di_error *error)
{
    enum di_status status =
        database_link_run(joining->link, joining->path, study_table_schema, error);
    for (size_t i = 0; i < count && status == DI_OK; i++) {
        status =
            is_cancelled(joining) != 0 ? fail_cancelled(error) : check_part(parts[i], error);
        if (status == DI_OK)
            status = attach(joining, parts[i], error);
        if (status == DI_OK)
            status = join(joining, parts[i], i == 0, error);
        if (status == DI_OK)
            status = database_link_run(joining->link, parts[i], "DETACH other", error);
    }
    return status;
}

/* ---- what is missing ---- */

static uint64_t fact(sqlite3 *link, const char *query)
{
    const sqlite3_int64 number = database_link_number(link, query);
    return number > 0 ? (uint64_t)number : 0;
}

static uint64_t replications_of(sqlite3 *link)
{
    const uint64_t number =
        fact(link, "SELECT CAST(value AS INTEGER) FROM study WHERE key='replications'");
    return number > 0 ? number : 1;
}

static enum di_status count_units(struct joining *joining, struct di_merge_counts *counts,
                                  uint64_t *of_scenario, struct di_error *error)
{
    sqlite3 *link = joining->link;
    const uint64_t draws =
        fact(link, "SELECT CAST(value AS INTEGER) FROM study WHERE key='draws'");
    const uint64_t replications = replications_of(link);
    if (draws > DI_REPLICATIONS_MAX || replications > DI_REPLICATIONS_MAX)
        return database_link_fail_damaged(joining->path, error);
    *of_scenario = replications * (draws > 0 ? draws : 1);
    *counts = (struct di_merge_counts){
        .units = *of_scenario * fact(link, "SELECT count(*) FROM scenario"),
        .kept = fact(link, "SELECT count(*) FROM unit WHERE failure_code IS NULL"),
        .failed = fact(link, "SELECT count(*) FROM unit WHERE failure_code IS NOT NULL")};
    return DI_OK;
}

static void miss(struct di_study_gap *gap, uint64_t number, uint64_t replications,
                 bool has_failed)
{
    if (gap->missing + gap->failed == 0) {
        gap->draw = (uint32_t)(number / replications);
        gap->replication = (uint32_t)(number % replications);
    }
    gap->missing += !has_failed;
    gap->failed += has_failed;
}

struct unit_walk {
    sqlite3_stmt *units; /* stands on the first row that was not looked at */
    bool has_row;
    uint64_t replications, of_scenario;
};

static void walk_scenario(struct unit_walk *walk, uint64_t first, struct di_study_gap *gap)
{
    for (uint64_t number = 0; number < walk->of_scenario; number++) {
        const bool is_there =
            walk->has_row && (uint64_t)sqlite3_column_int64(walk->units, 0) == first + number;
        const bool has_failed = is_there && sqlite3_column_int(walk->units, 1) != 0;
        if (!is_there || has_failed)
            miss(gap, number, walk->replications, has_failed);
        if (is_there)
            walk->has_row = sqlite3_step(walk->units) == SQLITE_ROW;
    }
}

static enum di_status tell_gaps(struct joining *joining, uint64_t of_scenario,
                                struct di_error *error)
{
    sqlite3_stmt *scenarios =
        database_link_prepare(joining->link, "SELECT id FROM scenario ORDER BY number");
    struct unit_walk walk = {
        .units = database_link_prepare(
            joining->link, "SELECT unit,failure_code IS NOT NULL FROM unit ORDER BY unit"),
        .replications = replications_of(joining->link),
        .of_scenario = of_scenario};
    enum di_status status = DI_OK;
    if (walk.units == NULL || scenarios == NULL)
        status = database_link_fail(joining->link, joining->path, error);
    walk.has_row = status == DI_OK && sqlite3_step(walk.units) == SQLITE_ROW;
    for (uint64_t i = 0; status == DI_OK && sqlite3_step(scenarios) == SQLITE_ROW; i++) {
        struct di_study_gap gap = {.scenario = database_link_text(scenarios, 0)};
        walk_scenario(&walk, i * of_scenario, &gap);
        if (gap.missing + gap.failed > 0)
            joining->report->gap(joining->report->context, &gap);
    }
    (void)sqlite3_finalize(walk.units);
    (void)sqlite3_finalize(scenarios);
    return status;
}

/* ---- all ---- */

static enum di_status fail_file(const char *path, int code, struct di_error *error)
{
    if (code == ENOMEM)
        return di_fail_memory(error);
    if (code == EEXIST)
        return DI_FAIL(error, DI_ERR_EXISTS, path,
                       DI_N_("'%1' exists already; parts are joined into a new file."),
                       di_text_arg(path));
    return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("The file '%1' could not be written: %2."),
                   di_text_arg(path), di_text_arg(strerror(code)));
}

static enum di_status fill(struct joining *joining, const char *temporary,
                           const char *const *parts, size_t part_count,
                           struct di_merge_counts *counts, struct di_error *error)
{
    uint64_t of_scenario = 0;
    enum di_status status = database_link_open(temporary, &joining->link, error);
    if (status == DI_OK)
        sqlite3_progress_handler(joining->link, STEPS_BETWEEN_QUESTIONS, is_cancelled, joining);
    if (status == DI_OK)
        status = database_link_run(joining->link, joining->path, "PRAGMA journal_mode=MEMORY",
                                   error);
    if (status == DI_OK)
        status = join_all(joining, parts, part_count, error);
    if (status == DI_OK)
        status = count_units(joining, counts, &of_scenario, error);
    if (status == DI_OK) {
        tell_absent(joining);
        status = tell_gaps(joining, of_scenario, error);
    }
    (void)sqlite3_close(joining->link);
    if (status != DI_OK && is_cancelled(joining) != 0)
        return fail_cancelled(error);
    return status;
}

enum di_status di_results_merge(const char *path, const char *const *parts, size_t part_count,
                                const struct di_merge_report *report,
                                struct di_merge_counts *counts_out, struct di_error *error)
{
    struct di_whole_file file = {0};
    struct joining joining = {.path = path, .report = report};
    FILE *there = fopen(path, "rb");
    if (there != NULL) { /* said before the work; DI_WHOLE_IS_NEW holds it at the end */
        (void)fclose(there);
        return fail_file(path, EEXIST, error);
    }
    int code = di_whole_file_open(&file, path);
    if (code == 0)
        code = di_whole_file_close(&file);
    enum di_status status = code == 0 ? DI_OK : fail_file(path, code, error);
    if (status == DI_OK)
        status = fill(&joining, file.temporary_path, parts, part_count, counts_out, error);
    if (status == DI_OK) {
        code = di_whole_file_name(&file, DI_WHOLE_IS_NEW);
        status = code == 0 ? DI_OK : fail_file(path, code, error);
    }
    di_whole_file_discard(&file);
    free(joining.is_named);
    return status;
}
