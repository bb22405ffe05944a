/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SQLite behind a few calls: opening a file of ours alone, statements, and what its answers
 * mean in words.
 */
#ifndef DI_DATABASE_LINK_H
#define DI_DATABASE_LINK_H

#include <sqlite3.h>
#include <stdbool.h>

#include "di/error.h"

/* "DIhw" in the file's head: no other program's. */
#define DATABASE_APPLICATION 1145661559
/* 1 had no unit.failure_message. */
#define DATABASE_FORMAT 2

/* SQLite gives some names a meaning of their own (":memory:", ""); a path with a folder is a
 * path. Free with free(); NULL if memory ran out. */
char *database_link_plain_path(const char *path);

/* Open for this process alone. `path` must not be moved while it is open. */
enum di_status database_link_open(const char *path, sqlite3 **link_out, struct di_error *error);

/* Says what the last call on the link failed of. */
enum di_status database_link_fail(sqlite3 *link, const char *path, struct di_error *error);

/* Did the last call fail because another process has the file? */
bool database_link_is_busy(sqlite3 *link);

/* Not a file of ours; a file of ours that cannot be read. */
enum di_status database_link_fail_foreign(const char *path, struct di_error *error);
enum di_status database_link_fail_damaged(const char *path, struct di_error *error);

/* Statements without an answer, one after the other. */
enum di_status database_link_run(sqlite3 *link, const char *path, const char *statements,
                                 struct di_error *error);

/* NULL if it cannot be made. */
sqlite3_stmt *database_link_prepare(sqlite3 *link, const char *statement);

/* Texts live as long as the statement is not run again. */
void database_link_bind_text(sqlite3_stmt *statement, int place, const char *text);

/* A column of text; "" for none. */
const char *database_link_text(sqlite3_stmt *statement, int column);

/* Is a walk over rows over, and not for want of readable ones? */
bool database_link_is_ended(sqlite3 *link);

/* The first number of the first row; -1 if there is none. */
sqlite3_int64 database_link_number(sqlite3 *link, const char *query);

/* Is it a file of ours, in a format from 1 to DATABASE_FORMAT? `schema`: "main", or an attached
 * one; `path` for what is said. An empty file is new: its format is 0. */
enum di_status database_link_check(sqlite3 *link, const char *schema, const char *path,
                                   int *format_out, struct di_error *error);

#endif
