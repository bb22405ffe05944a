/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts as bytes and back, the database that keeps them, and parts joined. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "di/results_database.h"
#include "di/results_merge.h"

#include "country.h"
#include "random_model.h"
#include "result_code.h"

enum { SEED = 4, REPLICATIONS = 6 };

static struct country country;
static char folder[] = "results_database.XXXXXX";

static int begin(void **state)
{
    const struct random_model_options options = {.seed = SEED, .justice = true};
    (void)state;
    country_take(&country, random_model_create(&options), SEED);
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    country_destroy(&country);
    return rmdir(folder); /* fails if anything is left beside what the tests remove */
}

static const char *in_folder(const char *name)
{
    static char paths[8][64];
    static unsigned next;
    char *path = paths[next++ % 8];
    (void)snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

/* ---- counts as bytes ---- */

struct bytes {
    unsigned char *at;
    size_t size;
};

static struct bytes bytes_of(const struct di_result *result)
{
    struct bytes bytes = {0};
    assert_status(result_code_write(country.model, result, &bytes.at, &bytes.size), DI_OK);
    return bytes;
}

static enum di_status read_back(const struct bytes *bytes, struct di_result **out)
{
    return result_code_read(bytes->at, bytes->size, country.model, false, out);
}

static void assert_same_counts(const struct di_result *a, const struct di_result *b)
{
    const struct di_result_dims *d = &a->dims;
    const size_t all = (size_t)d->quarters * d->regions * d->settings * d->cells;
    assert_int_equal(d->cells, b->dims.cells);
    assert_int_equal(a->events, b->events);
    assert_int_equal(a->replication, b->replication);
    assert_memory_equal(a->stock, b->stock, all * sizeof *a->stock);
    assert_memory_equal(a->child_time, b->child_time, all * sizeof *a->child_time);
    assert_int_equal(a->flow_count, b->flow_count);
    assert_int_equal(a->entry_count, b->entry_count);
    for (uint32_t i = 0; i < a->flow_count; i++) {
        assert_int_equal(a->flows[i].key.from, b->flows[i].key.from);
        assert_int_equal(a->flows[i].count, b->flows[i].count);
    }
    assert_int_equal(a->spell_count, b->spell_count);
    for (uint32_t i = 0; i < a->spell_count; i++)
        assert_int_equal(a->spells[i].lasts, b->spells[i].lasts);
    const size_t teams = (size_t)d->quarters * d->regions * a->work.roles;
    for (size_t i = 0; i < teams; i++)
        assert_true(a->work.teams[i].hours_worked >= b->work.teams[i].hours_worked &&
                    a->work.teams[i].hours_worked <= b->work.teams[i].hours_worked);
}

static void counts_come_back_as_they_were(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 3; i++) {
        struct di_result *back = NULL;
        const struct di_result *result = country_run(&country, i, NULL);
        assert_true(result->flow_count > 0 && result->spell_count > 0);
        struct bytes bytes = bytes_of(result);
        assert_status(read_back(&bytes, &back), DI_OK);
        assert_same_counts(result, back);
        struct bytes again = bytes_of(back);
        assert_int_equal(bytes.size, again.size);
        assert_memory_equal(bytes.at, again.at, bytes.size);
        free(again.at);
        free(bytes.at);
        di_result_destroy(back);
    }
}

/* Deflate leaves bits that nobody reads, such as those that fill up the last byte of a block.
 */
static void assert_is_still(const struct bytes *bytes, struct di_result *back)
{
    struct bytes again = bytes_of(back);
    assert_int_equal(bytes->size, again.size);
    assert_memory_equal(bytes->at, again.at, bytes->size);
    free(again.at);
    di_result_destroy(back);
}

static void damaged_bytes_are_no_counts(void **state)
{
    (void)state;
    struct di_result *back = NULL;
    struct bytes bytes = bytes_of(country_run(&country, 0, NULL));
    const size_t size = bytes.size;
    for (bytes.size = 0; bytes.size < size; bytes.size += 1 + bytes.size / 7)
        assert_status(read_back(&bytes, &back), DI_ERR_SYNTAX);
    bytes.size = size;
    for (size_t i = 0; i < size; i += 1 + size / 200) {
        bytes.at[i] ^= 64;
        const enum di_status status = read_back(&bytes, &back);
        bytes.at[i] ^= 64;
        if (status == DI_OK)
            assert_is_still(&bytes, back);
        else
            assert_status(status, DI_ERR_SYNTAX);
    }
    free(bytes.at);
}

/* The same with a checksum that holds: what is read must lie within its tables. */
static void no_bytes_lead_outside_the_tables(void **state)
{
    (void)state;
    enum { HEAD = 12 };
    struct bytes bytes = bytes_of(country_run(&country, 0, NULL));
    uLongf size = 0;
    for (unsigned i = 0; i < 8; i++)
        size |= (uLongf)bytes.at[4 + i] << (8 * i);
    unsigned char *plain = malloc(size);
    struct bytes packed = {.at = malloc(HEAD + compressBound(size))};
    assert_true(plain != NULL && packed.at != NULL);
    assert_int_equal(uncompress(plain, &size, bytes.at + HEAD, bytes.size - HEAD), Z_OK);
    memcpy(packed.at, bytes.at, HEAD);
    for (uLongf i = 0; i < size; i += 1 + size / 400) {
        struct di_result *back = NULL;
        uLongf room = compressBound(size);
        plain[i] ^= 0xff;
        const uLong sum = crc32(0, plain, (uInt)size);
        for (unsigned k = 0; k < 4; k++)
            packed.at[k] = (unsigned char)(sum >> (8 * k));
        assert_int_equal(compress2(packed.at + HEAD, &room, plain, size, 1), Z_OK);
        packed.size = HEAD + room;
        const enum di_status status = read_back(&packed, &back);
        assert_true(status == DI_OK || status == DI_ERR_SYNTAX);
        di_result_destroy(back);
        plain[i] ^= 0xff;
    }
    free(plain);
    free(packed.at);
    free(bytes.at);
}

static void counts_of_another_scenario_are_refused(void **state)
{
    (void)state;
    const struct random_model_options options = {.seed = SEED + 1, .no_workers = true};
    struct di_model *other = random_model_create(&options);
    struct di_result *back = NULL;
    struct bytes bytes = bytes_of(country_run(&country, 0, NULL));
    assert_status(result_code_read(bytes.at, bytes.size, other, false, &back), DI_ERR_SYNTAX);
    assert_status(result_code_read(bytes.at, bytes.size, country.model, true, &back),
                  DI_ERR_SYNTAX);
    free(bytes.at);
    di_model_destroy(other);
}

/* ---- the database ---- */

static const struct di_study_scenario scenarios[] = {{"base", "aa", "{}"},
                                                     {"other", "bb", "{}"}};

static struct di_study_identity identity(uint32_t part, uint32_t part_count)
{
    return (struct di_study_identity){.id = "study",
                                      .program_version = "1.2.3",
                                      .seed = SEED,
                                      .replications = REPLICATIONS,
                                      .part = part,
                                      .part_count = part_count,
                                      .scenario_count = 2,
                                      .scenarios = scenarios};
}

static void put(struct di_results_database *database, size_t scenario, uint32_t number)
{
    struct di_error error = {0};
    struct di_unit_record record;
    assert_status(di_unit_record_of_result(country.model, country_run(&country, number, NULL),
                                           &record, &error),
                  DI_OK);
    assert_status(di_results_database_keep(database, scenario, number, &record, &error), DI_OK);
    di_unit_record_finish(&record);
}

/* A database with the units of its part, but for `left_out` of the first scenario. */
static void make(const char *name, const struct di_study_identity *study, uint32_t left_out)
{
    struct di_results_database *database = NULL;
    struct di_error error = {0};
    assert_status(di_results_database_open(in_folder(name), study, &database, &error), DI_OK);
    for (size_t s = 0; s < 2; s++)
        for (uint32_t n = 0; n < REPLICATIONS; n++)
            if (di_study_has(study, s, n) && (s > 0 || n != left_out))
                put(database, s, n);
    di_results_database_close(database);
}

static enum di_status try_open(const char *name, const struct di_study_identity *study)
{
    struct di_results_database *database = NULL;
    struct di_error error = {0};
    const enum di_status status =
        di_results_database_open(in_folder(name), study, &database, &error);
    assert_int_equal(status, error.status);
    di_results_database_close(database);
    return status;
}

static void a_unit_is_kept_over_the_end_of_the_program(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    struct di_results_database *database = NULL;
    struct di_error error = {0};
    struct di_result *back = NULL;
    bool kept[REPLICATIONS];
    make("kept.db", &study, 2);
    assert_status(di_results_database_open(in_folder("kept.db"), &study, &database, &error),
                  DI_OK);
    assert_status(di_results_database_kept(database, 0, kept, &error), DI_OK);
    for (uint32_t n = 0; n < REPLICATIONS; n++)
        assert_int_equal(kept[n], n != 2);
    assert_status(di_results_database_get(database, 1, 4, country.model, &back, &error), DI_OK);
    assert_same_counts(country_run(&country, 4, NULL), back);
    di_result_destroy(back);
    di_results_database_close(database);
    assert_int_equal(unlink(in_folder("kept.db")), 0);
}

static void count_failure(void *context, const struct di_study_failure *failure)
{
    assert_string_equal(failure->scenario, "base");
    assert_string_equal(failure->code, "invariant");
    assert_string_equal(failure->reason, "A rule that must always hold was broken");
    assert_int_equal(failure->replication, 3);
    ++*(int *)context;
}

static void a_failed_unit_is_kept_with_its_reason_until_it_is_done(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    const struct di_error failure = {.status = DI_ERR_INVARIANT};
    struct di_results_database *database = NULL;
    struct di_error error = {0};
    bool kept[REPLICATIONS];
    int failures = 0;
    struct di_unit_record record;
    assert_status(di_results_database_open(in_folder("failed.db"), &study, &database, &error),
                  DI_OK);
    assert_status(di_unit_record_of_failure(&failure, &record, &error), DI_OK);
    assert_status(di_results_database_keep(database, 0, 3, &record, &error), DI_OK);
    di_unit_record_finish(&record);
    assert_status(di_results_database_kept(database, 0, kept, &error), DI_OK);
    assert_false(kept[3]);
    assert_status(di_results_database_failures(database, count_failure, &failures, &error),
                  DI_OK);
    assert_int_equal(failures, 1);
    put(database, 0, 3);
    assert_status(di_results_database_kept(database, 0, kept, &error), DI_OK);
    assert_true(kept[3]);
    assert_status(di_results_database_failures(database, count_failure, &failures, &error),
                  DI_OK);
    assert_int_equal(failures, 1);
    di_results_database_close(database);
    assert_int_equal(unlink(in_folder("failed.db")), 0);
}

/* ---- transactions of many units ---- */

static uint32_t count_kept(struct di_results_database *database)
{
    struct di_error error = {0};
    bool kept[REPLICATIONS];
    uint32_t count = 0;
    assert_status(di_results_database_kept(database, 0, kept, &error), DI_OK);
    for (uint32_t n = 0; n < REPLICATIONS; n++)
        count += kept[n];
    return count;
}

static void units_kept_together_are_all_there_or_none(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    struct di_results_database *database = NULL;
    struct di_error error = {0};
    const char *path = in_folder("together.db");
    assert_status(di_results_database_open(path, &study, &database, &error), DI_OK);
    assert_status(di_results_database_begin(database, &error), DI_OK);
    put(database, 0, 0);
    put(database, 0, 1);
    assert_status(di_results_database_commit(database, &error), DI_OK);
    assert_status(di_results_database_begin(database, &error), DI_OK);
    put(database, 0, 2);
    di_results_database_forget(database);
    assert_int_equal(count_kept(database), 2);
    assert_status(di_results_database_begin(database, &error), DI_OK);
    put(database, 0, 3);
    di_results_database_close(database); /* killed before the commit */
    assert_status(di_results_database_open(path, &study, &database, &error), DI_OK);
    assert_int_equal(count_kept(database), 2);
    di_results_database_close(database);
    assert_int_equal(unlink(path), 0);
}

/* ---- reasons in any language, and databases that have them in English only ---- */

static const char *translate(void *context, const char *id)
{
    (void)context;
    return strcmp(id, "'%1' is %2.") == 0 ? "%2 = '%1'" : id;
}

static void tell_both(void *context, const struct di_study_failure *failure)
{
    static const struct di_catalogue catalogue = {.translate = translate, .decimal_point = ','};
    char text[100];
    assert_string_equal(failure->reason, "'beds' is 1.5.");
    ++*(int *)context;
    if (failure->message == NULL) {
        ++*(int *)context;
        return;
    }
    (void)di_message_render(failure->message, &catalogue, text, sizeof text);
    assert_string_equal(text, "1,5 = 'beds'");
}

static void fail_unit(struct di_results_database *database, uint32_t number)
{
    struct di_error failure = {0}, error = {0};
    struct di_unit_record record;
    (void)!DI_FAIL(&failure, DI_ERR_RANGE, "", "'%1' is %2.", di_text_arg("beds"),
                   di_real_arg(1.5));
    assert_status(di_unit_record_of_failure(&failure, &record, &error), DI_OK);
    assert_status(di_results_database_keep(database, 0, number, &record, &error), DI_OK);
    di_unit_record_finish(&record);
}

static void assert_told(const char *name, const struct di_study_identity *study, int wanted)
{
    struct di_results_database *database = NULL;
    struct di_error error = {0};
    int told = 0;
    assert_status(di_results_database_open(in_folder(name), study, &database, &error), DI_OK);
    assert_status(di_results_database_failures(database, tell_both, &told, &error), DI_OK);
    assert_int_equal(told, wanted);
    di_results_database_close(database);
}

static void make_failed(const char *name, const struct di_study_identity *study,
                        uint32_t number)
{
    struct di_results_database *database = NULL;
    struct di_error error = {0};
    assert_status(di_results_database_open(in_folder(name), study, &database, &error), DI_OK);
    fail_unit(database, number);
    di_results_database_close(database);
}

static void a_reason_is_told_in_any_language(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    make_failed("told.db", &study, 3);
    assert_told("told.db", &study, 1);
    assert_int_equal(unlink(in_folder("told.db")), 0);
}

static void run_sql(const char *name, const char *statements)
{
    sqlite3 *link = NULL;
    assert_int_equal(sqlite3_open(in_folder(name), &link), SQLITE_OK);
    assert_int_equal(sqlite3_exec(link, statements, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(link), SQLITE_OK);
}

static const char back_to_format_1[] =
    "ALTER TABLE unit RENAME TO later; CREATE TABLE unit(unit INTEGER PRIMARY KEY, scenario "
    "INTEGER NOT NULL, draw INTEGER NOT NULL, replication INTEGER NOT NULL, failure_code TEXT, "
    "failure TEXT, result BLOB, CHECK((result IS NULL) = (failure_code IS NOT NULL))); INSERT "
    "INTO unit SELECT unit,scenario,draw,replication,failure_code,failure,result FROM later; "
    "DROP TABLE later; PRAGMA user_version=1";

static void a_database_of_format_1_goes_on(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    make("first.db", &study, 2);
    make_failed("first.db", &study, 2);
    run_sql("first.db", back_to_format_1);
    assert_told("first.db", &study, 2); /* in English */
    make_failed("first.db", &study, 2);
    assert_told("first.db", &study, 1);
    assert_int_equal(unlink(in_folder("first.db")), 0);
}

static void a_database_is_of_one_process_at_a_time(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    struct di_results_database *database = NULL;
    struct di_error error = {0};
    assert_status(di_results_database_open(in_folder("one.db"), &study, &database, &error),
                  DI_OK);
    assert_status(try_open("one.db", &study), DI_ERR_FILE);
    di_results_database_close(database);
    assert_status(try_open("one.db", &study), DI_OK);
    assert_int_equal(unlink(in_folder("one.db")), 0);
}

static void the_database_of_another_study_is_refused(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    static const struct di_study_scenario changed[] = {{"base", "aa", "{}"},
                                                       {"other", "cc", "{}"}};
    make("study.db", &study, REPLICATIONS);
    struct di_study_identity other = study;
    other.program_version = "1.2.4";
    assert_status(try_open("study.db", &other), DI_ERR_INCONSISTENT);
    other = study;
    other.seed++;
    assert_status(try_open("study.db", &other), DI_ERR_INCONSISTENT);
    other = study;
    other.part_count = 2;
    assert_status(try_open("study.db", &other), DI_ERR_INCONSISTENT);
    other = study;
    other.scenarios = changed;
    assert_status(try_open("study.db", &other), DI_ERR_INCONSISTENT);
    other = study;
    other.scenario_count = 1;
    assert_status(try_open("study.db", &other), DI_ERR_INCONSISTENT);
    assert_status(try_open("study.db", &study), DI_OK);
    assert_int_equal(unlink(in_folder("study.db")), 0);
}

static void what_is_no_database_of_ours_is_refused_and_left_alone(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    run_sql("foreign.db", "CREATE TABLE study(key,value)");
    assert_status(try_open("foreign.db", &study), DI_ERR_EXISTS);
    run_sql("foreign.db", "INSERT INTO study VALUES(1,2)"); /* it still is what it was */
    assert_int_equal(unlink(in_folder("foreign.db")), 0);
    FILE *stream = fopen(in_folder("text.db"), "wb");
    assert_non_null(stream);
    for (int i = 0; i < 500; i++)
        (void)fputs("not a database\n", stream);
    (void)fclose(stream);
    assert_status(try_open("text.db", &study), DI_ERR_EXISTS);
    assert_int_equal(unlink(in_folder("text.db")), 0);
    make("later.db", &study, REPLICATIONS);
    run_sql("later.db", "PRAGMA user_version=3");
    assert_status(try_open("later.db", &study), DI_ERR_UNSUPPORTED);
    assert_int_equal(unlink(in_folder("later.db")), 0);
}

static void a_file_that_was_only_just_begun_is_begun_anew(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    FILE *stream = fopen(in_folder("empty.db"), "wb");
    assert_non_null(stream);
    (void)fclose(stream);
    assert_status(try_open("empty.db", &study), DI_OK);
    assert_int_equal(unlink(in_folder("empty.db")), 0);
    run_sql("head.db", "PRAGMA journal_mode=WAL");
    assert_status(try_open("head.db", &study), DI_OK);
    assert_int_equal(unlink(in_folder("head.db")), 0);
}

static void a_damaged_unit_is_said_to_be_damaged(void **state)
{
    (void)state;
    const struct di_study_identity study = identity(1, 1);
    struct di_results_database *database = NULL;
    struct di_error error = {0};
    struct di_result *back = NULL;
    make("damaged.db", &study, REPLICATIONS);
    run_sql("damaged.db", "UPDATE unit SET result=zeroblob(400) WHERE unit=3");
    assert_status(di_results_database_open(in_folder("damaged.db"), &study, &database, &error),
                  DI_OK);
    assert_status(di_results_database_get(database, 0, 3, country.model, &back, &error),
                  DI_ERR_SYNTAX);
    assert_status(di_results_database_get(database, 0, 2, country.model, &back, &error), DI_OK);
    di_result_destroy(back);
    di_results_database_close(database);
    assert_int_equal(unlink(in_folder("damaged.db")), 0);
}

/* ---- parts ---- */

struct told {
    bool is_cancelled;
    uint64_t missing, gaps;
    uint32_t first, absent;
};

static bool is_cancelled(void *context)
{
    return ((const struct told *)context)->is_cancelled;
}

static void tell_gap(void *context, const struct di_study_gap *gap)
{
    struct told *told = context;
    told->missing += gap->missing;
    if (told->gaps++ == 0)
        told->first = gap->replication;
}

static void tell_absent(void *context, uint32_t part, uint32_t part_count)
{
    struct told *told = context;
    told->absent = part * 100 + part_count;
}

static enum di_status merge(const char *to, const char *const *names, size_t count,
                            struct told *told)
{
    const char *parts[4];
    const struct di_merge_report report = {is_cancelled, tell_gap, tell_absent, told};
    struct di_merge_counts counts = {0};
    struct di_error error = {0};
    *told = (struct told){.is_cancelled = told->is_cancelled};
    for (size_t i = 0; i < count; i++)
        parts[i] = in_folder(names[i]);
    const enum di_status status =
        di_results_merge(in_folder(to), parts, count, &report, &counts, &error);
    if (status == DI_OK)
        assert_int_equal(counts.kept + counts.failed + told->missing, counts.units);
    return status;
}

static void parts_are_joined_and_what_is_missing_is_named(void **state)
{
    (void)state;
    static const char *const names[] = {"3.db", "1.db", "2.db", "1.db"};
    static const char *const with_other[] = {"1.db", "other.db"};
    struct told told = {0};
    for (uint32_t part = 1; part <= 3; part++) {
        const struct di_study_identity study = identity(part, 3);
        char name[16];
        (void)snprintf(name, sizeof name, "%u.db", part);
        make(name, &study, part == 2 ? 4 : REPLICATIONS);
    }
    assert_status(merge("all.db", names, 3, &told), DI_OK);
    assert_int_equal(told.missing, 1);
    assert_int_equal(told.first, 4);
    assert_int_equal(told.absent, 0);
    assert_status(merge("all.db", names, 3, &told), DI_ERR_EXISTS);
    told.is_cancelled = true;
    assert_status(merge("two.db", names, 2, &told), DI_ERR_INTERRUPTED);
    assert_int_equal(access(in_folder("two.db"), F_OK), -1);
    told.is_cancelled = false;
    assert_status(merge("two.db", names, 2, &told), DI_OK);
    assert_int_equal(told.missing, 4);
    assert_int_equal(told.absent, 203);
    assert_status(merge("twice.db", names, 4, &told), DI_ERR_INCONSISTENT);
    struct di_study_identity other = identity(2, 3);
    other.seed++;
    make("other.db", &other, REPLICATIONS);
    assert_status(merge("mixed.db", with_other, 2, &told), DI_ERR_INCONSISTENT);
    const struct di_study_identity whole = identity(1, 1);
    assert_status(try_open("all.db", &whole), DI_OK);
    static const char *const made[] = {"1.db", "2.db", "3.db", "all.db", "two.db", "other.db"};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
        assert_int_equal(unlink(in_folder(made[i])), 0);
}

static void parts_of_format_1_are_joined(void **state)
{
    (void)state;
    static const char *const names[] = {"old.db", "new.db"};
    const struct di_study_identity whole = identity(1, 1);
    struct told told = {0};
    for (uint32_t part = 1; part <= 2; part++) {
        const struct di_study_identity study = identity(part, 2);
        make(names[part - 1], &study, REPLICATIONS);
        make_failed(names[part - 1], &study, part - 1);
    }
    run_sql("old.db", back_to_format_1);
    assert_status(merge("both.db", names, 2, &told), DI_OK);
    assert_told("both.db", &whole, 3); /* one in English only, one in any language */
    static const char *const made[] = {"old.db", "new.db", "both.db"};
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
        assert_int_equal(unlink(in_folder(made[i])), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_come_back_as_they_were),
        cmocka_unit_test(damaged_bytes_are_no_counts),
        cmocka_unit_test(no_bytes_lead_outside_the_tables),
        cmocka_unit_test(counts_of_another_scenario_are_refused),
        cmocka_unit_test(a_unit_is_kept_over_the_end_of_the_program),
        cmocka_unit_test(a_failed_unit_is_kept_with_its_reason_until_it_is_done),
        cmocka_unit_test(units_kept_together_are_all_there_or_none),
        cmocka_unit_test(a_reason_is_told_in_any_language),
        cmocka_unit_test(a_database_of_format_1_goes_on),
        cmocka_unit_test(a_database_is_of_one_process_at_a_time),
        cmocka_unit_test(the_database_of_another_study_is_refused),
        cmocka_unit_test(what_is_no_database_of_ours_is_refused_and_left_alone),
        cmocka_unit_test(a_file_that_was_only_just_begun_is_begun_anew),
        cmocka_unit_test(a_damaged_unit_is_said_to_be_damaged),
        cmocka_unit_test(parts_are_joined_and_what_is_missing_is_named),
        cmocka_unit_test(parts_of_format_1_are_joined),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
