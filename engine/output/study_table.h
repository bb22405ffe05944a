/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a results database says of the study it belongs to: the tables `study` and `scenario`,
 * made from an identity and held against one.
 */
#ifndef DI_STUDY_TABLE_H
#define DI_STUDY_TABLE_H

#include "di/results_database.h"

#include "database_link.h"

/* All tables of a new database, with the study's facts in them, in one transaction. */
enum di_status study_table_create(sqlite3 *link, const char *path,
                                  const struct di_study_identity *identity,
                                  struct di_error *error);

/* A database of format 1 becomes one of this format, in one transaction. */
enum di_status study_table_upgrade(sqlite3 *link, const char *path, struct di_error *error);

/* DI_ERR_INCONSISTENT with the first fact that differs. */
enum di_status study_table_compare(sqlite3 *link, const char *path,
                                   const struct di_study_identity *identity,
                                   struct di_error *error);

/* The same between an attached database `other`, of `path`, and this one; parts may differ. */
enum di_status study_table_compare_attached(sqlite3 *link, const char *path,
                                            struct di_error *error);

/* The tables without a row. */
extern const char study_table_schema[];

#endif
