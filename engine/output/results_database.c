/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row a unit, in the order of units, so that nothing depends on the order in which they
 * were done. A statement outside a transaction is one of its own: with WAL and synchronous=FULL
 * it is on the disk, or it never was. One lock holds every use of the link.
 */
#include "di/results_database.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "di/thread.h"

#include "database_link.h"
#include "message_code.h"
#include "result_code.h"
#include "study_table.h"

enum { TRIALS = 4 }; /* of opening again; 128 ms each on average */

struct di_results_database {
    sqlite3 *link;
    sqlite3_stmt *put, *get;
    struct di_lock *lock;
    bool is_entered; /* it is this study's; else nothing of it is touched */
    char *path;
    const struct di_study_identity *identity;
};

uint32_t di_study_units(const struct di_study_identity *identity)
{
    return identity->replications * (identity->draws > 0 ? identity->draws : 1);
}

static sqlite3_int64 unit_of(const struct di_study_identity *identity, size_t scenario,
                             uint32_t number)
{
    return (sqlite3_int64)scenario * di_study_units(identity) + number;
}

bool di_study_has(const struct di_study_identity *identity, size_t scenario, uint32_t number)
{
    return unit_of(identity, scenario, number) % identity->part_count == identity->part - 1;
}

static enum di_status fail(const struct di_results_database *database, struct di_error *error)
{
    return database_link_fail(database->link, database->path, error);
}

/* ---- open and close ---- */

/* What is another study's is only looked at. */
static enum di_status enter(struct di_results_database *database, struct di_error *error)
{
    int format = 0;
    sqlite3 *link = database->link;
    const char *path = database->path;
    enum di_status status = database_link_check(link, "main", path, &format, error);
    if (status == DI_OK)
        status = format == 0 ? study_table_create(link, path, database->identity, error)
                             : study_table_compare(link, path, database->identity, error);
    if (status == DI_OK && format > 0 && format < DATABASE_FORMAT)
        status = study_table_upgrade(link, path, error);
    if (status == DI_OK)
        status = database_link_run(link, path,
                                   "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", error);
    if (status != DI_OK)
        return status;
    database->is_entered = true;
    database->put =
        database_link_prepare(link, "INSERT OR REPLACE INTO unit(unit,scenario,draw,"
                                    "replication,failure_code,failure,failure_message,result)"
                                    " VALUES(?1,?2,?3,?4,?5,?6,?7,?8)");
    database->get = database_link_prepare(link, "SELECT result FROM unit WHERE unit=?1");
    return database->put == NULL || database->get == NULL ? fail(database, error) : DI_OK;
}

static enum di_status try_to_enter(struct di_results_database *database, bool *is_busy_out,
                                   struct di_error *error)
{
    enum di_status status = database_link_open(database->path, &database->link, error);
    if (status != DI_OK)
        return status;
    status = enter(database, error);
    *is_busy_out = status != DI_OK && database_link_is_busy(database->link);
    return status;
}

/* Two that begin at the same moment hinder each other: both let go, and one of them comes first
 * after waits of different lengths. */
static enum di_status enter_alone(struct di_results_database *database, struct di_error *error)
{
    bool is_busy = false;
    enum di_status status = try_to_enter(database, &is_busy, error);
    for (int i = 0; i < TRIALS && is_busy; i++) {
        unsigned char wait_ms = 0;
        (void)sqlite3_close(database->link);
        database->link = NULL;
        sqlite3_randomness(sizeof wait_ms, &wait_ms);
        (void)sqlite3_sleep(wait_ms);
        if (error != NULL)
            di_error_clear(error);
        is_busy = false;
        status = try_to_enter(database, &is_busy, error);
    }
    return status;
}

enum di_status di_results_database_open(const char *path,
                                        const struct di_study_identity *identity,
                                        struct di_results_database **out,
                                        struct di_error *error)
{
    struct di_results_database *database = calloc(1, sizeof *database);
    if (database == NULL)
        return di_fail_memory(error);
    database->identity = identity;
    database->path = strdup(path);
    enum di_status status = database->path == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK && di_lock_create(&database->lock) != DI_OK)
        status = di_fail_memory(error);
    if (status == DI_OK)
        status = enter_alone(database, error);
    if (status != DI_OK) {
        di_results_database_close(database);
        return status;
    }
    *out = database;
    return DI_OK;
}

/* What lies still is one plain file, read also where nothing may be written. */
static void leave(struct di_results_database *database)
{
    if (database->is_entered)
        (void)sqlite3_exec(database->link, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
}

void di_results_database_close(struct di_results_database *database)
{
    if (database == NULL)
        return;
    (void)sqlite3_finalize(database->put);
    (void)sqlite3_finalize(database->get);
    leave(database);
    (void)sqlite3_close(database->link);
    di_lock_destroy(database->lock);
    free(database->path);
    free(database);
}

/* ---- units ---- */

static enum di_status mark_kept(struct di_results_database *database, size_t scenario,
                                bool *kept_out, struct di_error *error)
{
    const uint32_t units = di_study_units(database->identity);
    const sqlite3_int64 first = unit_of(database->identity, scenario, 0);
    sqlite3_stmt *query = database_link_prepare(
        database->link, "SELECT unit FROM unit WHERE failure_code IS NULL AND unit>=?1 AND "
                        "unit<?2 ORDER BY unit");
    if (query == NULL)
        return fail(database, error);
    (void)sqlite3_bind_int64(query, 1, first);
    (void)sqlite3_bind_int64(query, 2, first + units);
    while (sqlite3_step(query) == SQLITE_ROW)
        kept_out[sqlite3_column_int64(query, 0) - first] = true;
    const enum di_status status =
        database_link_is_ended(database->link) ? DI_OK : fail(database, error);
    (void)sqlite3_finalize(query);
    return status;
}

enum di_status di_results_database_kept(struct di_results_database *database, size_t scenario,
                                        bool *kept_out, struct di_error *error)
{
    memset(kept_out, 0, di_study_units(database->identity) * sizeof *kept_out);
    di_lock_acquire(database->lock);
    const enum di_status status = mark_kept(database, scenario, kept_out, error);
    di_lock_release(database->lock);
    return status;
}

/* `failure` NULL: the unit is done. */
static void bind(sqlite3_stmt *put, const struct di_unit_record *record,
                 const struct di_unit_failure *failure)
{
    if (failure == NULL) {
        (void)sqlite3_bind_blob64(put, 8, record->bytes, record->size, SQLITE_STATIC);
        return;
    }
    database_link_bind_text(put, 5, failure->code);
    database_link_bind_text(put, 6, failure->sentence);
    if (failure->message[0] != '\0')
        database_link_bind_text(put, 7, failure->message);
}

enum di_status di_results_database_keep(struct di_results_database *database, size_t scenario,
                                        uint32_t number, const struct di_unit_record *record,
                                        struct di_error *error)
{
    const struct di_study_identity *identity = database->identity;
    sqlite3_stmt *put = database->put;
    struct di_unit_failure failure;
    const bool has_failed = di_unit_record_failure(record, &failure);
    assert(di_study_has(identity, scenario, number) && has_failed == record->has_failed);
    di_lock_acquire(database->lock);
    (void)sqlite3_bind_int64(put, 1, unit_of(identity, scenario, number));
    (void)sqlite3_bind_int64(put, 2, (sqlite3_int64)scenario);
    (void)sqlite3_bind_int64(put, 3, number / identity->replications);
    (void)sqlite3_bind_int64(put, 4, number % identity->replications);
    bind(put, record, has_failed ? &failure : NULL);
    const bool is_done = sqlite3_step(put) == SQLITE_DONE;
    const enum di_status status = is_done ? DI_OK : fail(database, error);
    (void)sqlite3_reset(put);
    (void)sqlite3_clear_bindings(put);
    di_lock_release(database->lock);
    return status;
}

static enum di_status run(struct di_results_database *database, const char *statement,
                          struct di_error *error)
{
    di_lock_acquire(database->lock);
    const enum di_status status =
        database_link_run(database->link, database->path, statement, error);
    di_lock_release(database->lock);
    return status;
}

enum di_status di_results_database_begin(struct di_results_database *database,
                                         struct di_error *error)
{
    return run(database, "BEGIN IMMEDIATE", error);
}

enum di_status di_results_database_commit(struct di_results_database *database,
                                          struct di_error *error)
{
    return run(database, "COMMIT", error);
}

/* SQLite may have forgotten it already, when the disk was full. */
void di_results_database_forget(struct di_results_database *database)
{
    di_lock_acquire(database->lock);
    (void)sqlite3_exec(database->link, "ROLLBACK", NULL, NULL, NULL);
    di_lock_release(database->lock);
}

static enum di_status read_result(struct di_results_database *database,
                                  const struct di_model *model, struct di_result **result_out,
                                  struct di_error *error)
{
    const unsigned char *bytes = sqlite3_column_blob(database->get, 0);
    const int size = sqlite3_column_bytes(database->get, 0);
    const enum di_status status =
        bytes == NULL ? DI_ERR_SYNTAX
                      : result_code_read(bytes, (size_t)size, model,
                                         database->identity->full_splits, result_out);
    if (status == DI_ERR_MEMORY)
        return di_fail_memory(error);
    if (status != DI_OK)
        return database_link_fail_damaged(database->path, error);
    return DI_OK;
}

enum di_status di_results_database_get(struct di_results_database *database, size_t scenario,
                                       uint32_t number, const struct di_model *model,
                                       struct di_result **result_out, struct di_error *error)
{
    di_lock_acquire(database->lock);
    (void)sqlite3_bind_int64(database->get, 1, unit_of(database->identity, scenario, number));
    const enum di_status status = sqlite3_step(database->get) == SQLITE_ROW
                                      ? read_result(database, model, result_out, error)
                                      : fail(database, error);
    (void)sqlite3_reset(database->get);
    di_lock_release(database->lock);
    return status;
}

static void visit_row(sqlite3_stmt *row, di_study_failure_visit *visit, void *context)
{
    struct di_message message;
    json_t *owner = message_code_read(database_link_text(row, 5), &message);
    const struct di_study_failure failure = {.scenario = database_link_text(row, 0),
                                             .draw = (uint32_t)sqlite3_column_int64(row, 1),
                                             .replication =
                                                 (uint32_t)sqlite3_column_int64(row, 2),
                                             .code = database_link_text(row, 3),
                                             .reason = database_link_text(row, 4),
                                             .message = owner != NULL ? &message : NULL};
    visit(context, &failure);
    json_decref(owner);
}

enum di_status di_results_database_failures(struct di_results_database *database,
                                            di_study_failure_visit *visit, void *context,
                                            struct di_error *error)
{
    static const char failed[] =
        "SELECT scenario.id,unit.draw,unit.replication,unit.failure_code,unit.failure,"
        "unit.failure_message FROM unit JOIN scenario ON scenario.number=unit.scenario "
        "WHERE failure_code IS NOT NULL ORDER BY unit";
    di_lock_acquire(database->lock);
    sqlite3_stmt *query = database_link_prepare(database->link, failed);
    while (query != NULL && sqlite3_step(query) == SQLITE_ROW)
        visit_row(query, visit, context);
    const enum di_status status =
        query != NULL && database_link_is_ended(database->link) ? DI_OK : fail(database, error);
    (void)sqlite3_finalize(query);
    di_lock_release(database->lock);
    return status;
}
