/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A database is locked for its whole life in the process: two runs never work on the same
 * units, and WAL needs no shared memory, which network disks of clusters do not give.
 */
#include "database_link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/path.h"

char *database_link_plain_path(const char *path)
{
    const size_t room = strlen(path) + 3;
    char *plain = malloc(room);
    if (plain != NULL)
        (void)snprintf(plain, room, "%s%s", di_path_is_absolute(path) ? "" : "./", path);
    return plain;
}

enum di_status database_link_fail_foreign(const char *path, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_EXISTS, path,
                   DI_N_("The file '%1' is no results database of this program. Choose another "
                         "name."),
                   di_text_arg(path));
}

enum di_status database_link_fail_damaged(const char *path, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_SYNTAX, path,
                   DI_N_("The results database '%1' is damaged. Put it aside and begin anew, "
                         "or take a copy of it."),
                   di_text_arg(path));
}

enum di_status database_link_fail(sqlite3 *link, const char *path, struct di_error *error)
{
    switch (sqlite3_errcode(link) & 0xff) {
    case SQLITE_NOMEM:
        return di_fail_memory(error);
    case SQLITE_NOTADB:
        return database_link_fail_foreign(path, error);
    case SQLITE_CORRUPT:
        return database_link_fail_damaged(path, error);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return DI_FAIL(error, DI_ERR_FILE, path,
                       DI_N_("The results database '%1' is in use by another run."),
                       di_text_arg(path));
    case SQLITE_CANTOPEN:
        return DI_FAIL(error, DI_ERR_FILE, path,
                       DI_N_("The results database '%1' cannot be opened or made."),
                       di_text_arg(path));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return DI_FAIL(error, DI_ERR_FILE, path,
                       DI_N_("You may not write into the results database '%1'."),
                       di_text_arg(path));
    default: /* full disk, failed write, file size limit */
        return DI_FAIL(error, DI_ERR_FILE, path,
                       DI_N_("The results database '%1' could not be written or read: %2."),
                       di_text_arg(path), di_text_arg(sqlite3_errmsg(link)));
    }
}

bool database_link_is_busy(sqlite3 *link)
{
    return (sqlite3_errcode(link) & 0xff) == SQLITE_BUSY;
}

enum di_status database_link_run(sqlite3 *link, const char *path, const char *statements,
                                 struct di_error *error)
{
    return sqlite3_exec(link, statements, NULL, NULL, NULL) == SQLITE_OK
               ? DI_OK
               : database_link_fail(link, path, error);
}

enum di_status database_link_open(const char *path, sqlite3 **link_out, struct di_error *error)
{
    sqlite3 *link = NULL;
    char *plain = database_link_plain_path(path);
    if (plain == NULL)
        return di_fail_memory(error);
    const int answer = sqlite3_open_v2(
        plain, &link, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    free(plain);
    enum di_status status = DI_OK;
    if (link == NULL)
        status = di_fail_memory(error);
    else if (answer != SQLITE_OK)
        status = database_link_fail(link, path, error);
    else
        status = database_link_run(link, path, "PRAGMA locking_mode=EXCLUSIVE", error);
    if (status != DI_OK) {
        (void)sqlite3_close(link);
        return status;
    }
    *link_out = link;
    return DI_OK;
}

sqlite3_stmt *database_link_prepare(sqlite3 *link, const char *text)
{
    sqlite3_stmt *statement = NULL;
    return sqlite3_prepare_v2(link, text, -1, &statement, NULL) == SQLITE_OK ? statement : NULL;
}

void database_link_bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    (void)sqlite3_bind_text(statement, place, text, -1, SQLITE_STATIC);
}

const char *database_link_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text == NULL ? "" : (const char *)text;
}

bool database_link_is_ended(sqlite3 *link)
{
    const int code = sqlite3_errcode(link);
    return code == SQLITE_DONE || code == SQLITE_ROW || code == SQLITE_OK;
}

sqlite3_int64 database_link_number(sqlite3 *link, const char *query)
{
    sqlite3_int64 number = -1;
    sqlite3_stmt *statement = database_link_prepare(link, query);
    if (statement != NULL && sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return number;
}

static sqlite3_int64 number_of(sqlite3 *link, const char *before, const char *schema,
                               const char *after)
{
    char query[100];
    (void)snprintf(query, sizeof query, "%s%s.%s", before, schema, after);
    return database_link_number(link, query);
}

enum di_status database_link_check(sqlite3 *link, const char *schema, const char *path,
                                   int *format_out, struct di_error *error)
{
    const sqlite3_int64 tables =
        number_of(link, "SELECT count(*) FROM ", schema, "sqlite_master");
    if (tables < 0)
        return database_link_fail(link, path, error);
    const sqlite3_int64 application = number_of(link, "PRAGMA ", schema, "application_id");
    const sqlite3_int64 format = number_of(link, "PRAGMA ", schema, "user_version");
    *format_out = 0;
    if (tables == 0 && application == 0)
        return DI_OK;
    if (application != DATABASE_APPLICATION)
        return database_link_fail_foreign(path, error);
    if (format < 1 || format > DATABASE_FORMAT)
        return DI_FAIL(error, DI_ERR_UNSUPPORTED, path,
                       DI_N_("The results database '%1' has format %2; this version of the "
                             "program works with format %3."),
                       di_text_arg(path), di_integer_arg(format),
                       di_integer_arg(DATABASE_FORMAT));
    *format_out = (int)format;
    return DI_OK;
}
