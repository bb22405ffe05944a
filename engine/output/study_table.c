/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts are rows of key and value, in the words of the study file, so that one sentence can say
 * of any of them that it differs. Of a unit the counts come last: what is before them is read
 * without them.
 */
#include "study_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TEXT_OF_NUMBER(number) #number
#define TEXT_OF(macro) TEXT_OF_NUMBER(macro)

const char study_table_schema[] = "PRAGMA application_id=" TEXT_OF(
    DATABASE_APPLICATION) ";"
                          "PRAGMA user_version=" TEXT_OF(
                              DATABASE_FORMAT) ";"
                                               "CREATE TABLE study(key TEXT PRIMARY KEY, value "
                                               "TEXT NOT NULL) WITHOUT ROWID;"
                                               "CREATE TABLE scenario(number INTEGER PRIMARY "
                                               "KEY, id TEXT NOT NULL UNIQUE,"
                                               " sha256 TEXT NOT NULL, resolved TEXT NOT NULL);"
                                               "CREATE TABLE unit(unit INTEGER PRIMARY KEY, "
                                               "scenario INTEGER NOT NULL,"
                                               " draw INTEGER NOT NULL, replication INTEGER "
                                               "NOT NULL, failure_code TEXT, failure TEXT,"
                                               " failure_message TEXT, result BLOB, "
                                               "CHECK((result IS NULL) = "
                                               "(failure_code IS NOT NULL)));";

enum { FACTS = 8, VALUE_MAX = 48 };

struct fact {
    const char *key;
    const char *text; /* NULL: `number` */
    char number[VALUE_MAX];
};

static void list_facts(const struct di_study_identity *identity, struct fact facts[FACTS])
{
    const struct fact all[FACTS] = {
        {.key = "id", .text = identity->id},
        {.key = "program_version", .text = identity->program_version},
        {.key = "seed"},
        {.key = "replications"},
        {.key = "draws"},
        {.key = "splits", .text = identity->full_splits ? "full" : "default"},
        {.key = "inputs", .text = identity->is_fixed ? "fixed" : "drawn"},
        {.key = "shard"},
    };
    memcpy(facts, all, sizeof all);
    (void)snprintf(facts[2].number, VALUE_MAX, "%" PRIu64, identity->seed);
    (void)snprintf(facts[3].number, VALUE_MAX, "%" PRIu32, identity->replications);
    (void)snprintf(facts[4].number, VALUE_MAX, "%" PRIu32, identity->draws);
    (void)snprintf(facts[7].number, VALUE_MAX, "%" PRIu32 "/%" PRIu32, identity->part,
                   identity->part_count);
}

static const char *value_of(const struct fact *fact)
{
    return fact->text != NULL ? fact->text : fact->number;
}

/* ---- made ---- */

static bool insert_facts(sqlite3 *link, const struct di_study_identity *identity)
{
    struct fact facts[FACTS];
    list_facts(identity, facts);
    sqlite3_stmt *insert = database_link_prepare(link, "INSERT INTO study VALUES(?1,?2)");
    bool is_ok = insert != NULL;
    for (size_t i = 0; i < FACTS && is_ok; i++) {
        database_link_bind_text(insert, 1, facts[i].key);
        database_link_bind_text(insert, 2, value_of(&facts[i]));
        is_ok = sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;
    }
    (void)sqlite3_finalize(insert);
    return is_ok;
}

static bool insert_scenarios(sqlite3 *link, const struct di_study_identity *identity)
{
    sqlite3_stmt *insert =
        database_link_prepare(link, "INSERT INTO scenario VALUES(?1,?2,?3,?4)");
    bool is_ok = insert != NULL;
    for (size_t i = 0; i < identity->scenario_count && is_ok; i++) {
        const struct di_study_scenario *scenario = &identity->scenarios[i];
        (void)sqlite3_bind_int64(insert, 1, (sqlite3_int64)i);
        database_link_bind_text(insert, 2, scenario->id);
        database_link_bind_text(insert, 3, scenario->sha256);
        database_link_bind_text(insert, 4, scenario->resolved);
        is_ok = sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;
    }
    (void)sqlite3_finalize(insert);
    return is_ok;
}

enum di_status study_table_create(sqlite3 *link, const char *path,
                                  const struct di_study_identity *identity,
                                  struct di_error *error)
{
    enum di_status status = database_link_run(link, path, "BEGIN IMMEDIATE", error);
    if (status == DI_OK)
        status = database_link_run(link, path, study_table_schema, error);
    if (status == DI_OK && (!insert_facts(link, identity) || !insert_scenarios(link, identity)))
        status = database_link_fail(link, path, error);
    if (status == DI_OK)
        status = database_link_run(link, path, "COMMIT", error);
    return status;
}

enum di_status study_table_upgrade(sqlite3 *link, const char *path, struct di_error *error)
{
    return database_link_run(
        link, path,
        "BEGIN IMMEDIATE; ALTER TABLE unit ADD COLUMN failure_message TEXT;"
        "PRAGMA user_version=" TEXT_OF(DATABASE_FORMAT) "; COMMIT",
        error);
}

/* ---- compared ---- */

static enum di_status fail_fact(const char *path, const char *key, const char *there,
                                const char *here, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_INCONSISTENT, path,
                   DI_N_("The results database '%1' is of another study, or of another part of "
                         "it: '%2' is '%3' there and '%4' here."),
                   di_text_arg(path), di_text_arg(key), di_text_arg(there), di_text_arg(here));
}

static enum di_status fail_scenario(const char *path, const char *id, struct di_error *error)
{
    return DI_FAIL(
        error, DI_ERR_INCONSISTENT, path,
        DI_N_("The results database '%1' belongs to another study: its scenario '%2' "
              "is missing here, stands elsewhere in the list, or is not the same."),
        di_text_arg(path), di_text_arg(id));
}

static enum di_status compare_fact(sqlite3_stmt *query, const char *path,
                                   const struct fact *fact, struct di_error *error)
{
    database_link_bind_text(query, 1, fact->key);
    const int answer = sqlite3_step(query);
    const bool is_there = answer == SQLITE_ROW;
    const char *value = is_there ? database_link_text(query, 0) : "";
    enum di_status status = DI_OK;
    if (!is_there && answer != SQLITE_DONE)
        status = database_link_fail(sqlite3_db_handle(query), path, error);
    else if (!is_there || strcmp(value, value_of(fact)) != 0)
        status = fail_fact(path, fact->key, value, value_of(fact), error);
    (void)sqlite3_reset(query);
    return status;
}

static enum di_status compare_facts(sqlite3 *link, const char *path,
                                    const struct di_study_identity *identity,
                                    struct di_error *error)
{
    struct fact facts[FACTS];
    list_facts(identity, facts);
    sqlite3_stmt *query = database_link_prepare(link, "SELECT value FROM study WHERE key=?1");
    enum di_status status = query == NULL ? database_link_fail(link, path, error) : DI_OK;
    for (size_t i = 0; i < FACTS && status == DI_OK; i++)
        status = compare_fact(query, path, &facts[i], error);
    (void)sqlite3_finalize(query);
    return status;
}

static enum di_status compare_scenarios(sqlite3 *link, const char *path,
                                        const struct di_study_identity *identity,
                                        struct di_error *error)
{
    sqlite3_stmt *query =
        database_link_prepare(link, "SELECT id,sha256 FROM scenario ORDER BY number");
    if (query == NULL)
        return database_link_fail(link, path, error);
    enum di_status status = DI_OK;
    size_t count = 0;
    for (; status == DI_OK && sqlite3_step(query) == SQLITE_ROW; count++) {
        const char *id = database_link_text(query, 0);
        if (count >= identity->scenario_count ||
            strcmp(id, identity->scenarios[count].id) != 0 ||
            strcmp(database_link_text(query, 1), identity->scenarios[count].sha256) != 0)
            status = fail_scenario(path, id, error);
    }
    if (status == DI_OK && !database_link_is_ended(link))
        status = database_link_fail(link, path, error);
    (void)sqlite3_finalize(query);
    if (status == DI_OK && count < identity->scenario_count)
        status =
            DI_FAIL(error, DI_ERR_INCONSISTENT, path,
                    DI_N_("The results database '%1' belongs to another study: it does not "
                          "know the scenario '%2'."),
                    di_text_arg(path), di_text_arg(identity->scenarios[count].id));
    return status;
}

enum di_status study_table_compare(sqlite3 *link, const char *path,
                                   const struct di_study_identity *identity,
                                   struct di_error *error)
{
    const enum di_status status = compare_facts(link, path, identity, error);
    return status == DI_OK ? compare_scenarios(link, path, identity, error) : status;
}

/* NULL columns: the study has no such row. */
static const char facts_that_differ[] =
    "SELECT key, theirs, ours FROM (SELECT a.key AS key, a.value AS theirs, b.value AS ours"
    " FROM other.study AS a LEFT JOIN main.study AS b ON a.key=b.key)"
    " WHERE key<>'shard' AND theirs IS NOT ours ORDER BY key";
static const char scenarios_that_differ[] =
    "SELECT id FROM (SELECT number,id,sha256 FROM other.scenario EXCEPT"
    " SELECT number,id,sha256 FROM main.scenario) UNION ALL"
    " SELECT id FROM (SELECT number,id,sha256 FROM main.scenario EXCEPT"
    " SELECT number,id,sha256 FROM other.scenario)";

enum di_status study_table_compare_attached(sqlite3 *link, const char *path,
                                            struct di_error *error)
{
    sqlite3_stmt *facts = database_link_prepare(link, facts_that_differ);
    sqlite3_stmt *scenarios = database_link_prepare(link, scenarios_that_differ);
    enum di_status status = DI_OK;
    if (facts == NULL || scenarios == NULL)
        status = database_link_fail(link, path, error);
    else if (sqlite3_step(facts) == SQLITE_ROW)
        status = fail_fact(path, database_link_text(facts, 0), database_link_text(facts, 1),
                           database_link_text(facts, 2), error);
    else if (sqlite3_step(scenarios) == SQLITE_ROW)
        status = fail_scenario(path, database_link_text(scenarios, 0), error);
    (void)sqlite3_finalize(facts);
    (void)sqlite3_finalize(scenarios);
    return status;
}
