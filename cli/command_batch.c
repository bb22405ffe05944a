/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * homeward batch: a study worked through into one database, as far as it is not there yet; with
 * --out and nothing missing, its tables. `merge` as the first operand joins parts instead.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "batch_failures.h"
#include "batch_follower.h"
#include "batch_group.h"
#include "batch_leader.h"
#include "batch_merge.h"
#include "batch_tables.h"
#include "batch_work.h"
#include "command.h"
#include "common_options.h"
#include "error_report.h"
#include "json_text.h"
#include "output_folder.h"
#include "text_table.h"

struct batch_settings {
    const char *results, *shard, *out;
    uint64_t threads, suppress;
    bool is_forced, no_workbook;
};

#define OPTION_AT(member) offsetof(struct batch_settings, member)

static const struct di_command_option options[] = {
    {.name = "results",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("the study's database: made, or gone on with"),
     .offset = OPTION_AT(results)},
    {.name = "shard",
     .kind = DI_OPTION_TEXT,
     .argument = "K/N",
     .help = N_("work on part K of N only, in a database of its own"),
     .offset = OPTION_AT(shard)},
    DI_OPTION_ROW_THREADS(OPTION_AT(threads)),
    DI_OPTION_ROW_OUT_FOLDER(OPTION_AT(out)),
    DI_OPTION_ROW_SUPPRESS(OPTION_AT(suppress)),
    DI_OPTION_ROW_NO_WORKBOOK(OPTION_AT(no_workbook)),
    DI_OPTION_ROW_FORCE(OPTION_AT(is_forced)),
    {0},
};

struct batch {
    const struct di_cli *cli;
    const struct batch_settings *settings;
    struct di_rank_group group; /* this process is its rank 0 */
    struct di_batch_study study;
    struct di_results_database *database;
    struct di_batch_counts *counts; /* [scenarios] */
    bool *is_complete;              /* [scenarios] */
    bool *is_new_folder;            /* [scenarios + 1] as of di_batch_tables_check */
    struct di_batch_output output;
    size_t written;      /* scenarios whose tables are in the folder */
    bool is_interrupted; /* by Ctrl-C */
};

/* ---- the command line ---- */

static enum di_exit refuse_plain(const struct di_cli *cli, const char *id)
{
    const struct di_message message = {.id = id};
    return di_error_report_usage(cli, &message, "batch");
}

static enum di_exit refuse(const struct di_cli *cli, const char *id, const char *argument)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_text_arg(argument));
    return di_error_report_usage(cli, &message, "batch");
}

/* "-", of other files the name of a stream */
static bool is_stream(const char *path)
{
    return strcmp(path, "-") == 0;
}

static enum di_exit refuse_stream(const struct di_cli *cli)
{
    return refuse_plain(cli, DI_N_("A results database is a file, and '-' is none."));
}

/* "3/8" */
static bool read_shard(const char *text, uint32_t *part, uint32_t *count)
{
    const size_t first = strspn(text, "0123456789");
    const char *rest = text + first + 1;
    if (first == 0 || first > 7 || text[first] != '/')
        return false;
    const size_t second = strspn(rest, "0123456789");
    if (second == 0 || second > 7 || rest[second] != '\0')
        return false;
    *part = (uint32_t)strtoul(text, NULL, 10);
    *count = (uint32_t)strtoul(rest, NULL, 10);
    return *part >= 1 && *part <= *count && *count <= DI_STUDY_PARTS_MAX;
}

static enum di_exit check_settings(const struct di_cli *cli,
                                   const struct batch_settings *settings, uint32_t *part,
                                   uint32_t *count)
{
    *part = *count = 1;
    if (settings->results == NULL)
        return refuse_plain(
            cli, DI_N_("batch keeps its results in a database: it needs --results FILE."));
    if (is_stream(settings->results))
        return refuse_stream(cli);
    if (settings->shard != NULL && !read_shard(settings->shard, part, count))
        return refuse(cli, DI_N_("--shard needs K/N, such as 3/8, not '%1'."), settings->shard);
    if (settings->out != NULL && *count > 1)
        return refuse(cli,
                      DI_N_("Tables need the whole study: join the parts with 'homeward "
                            "batch merge' and leave --shard %1 out."),
                      settings->shard);
    return DI_EXIT_DONE;
}

/* Options that change nothing, one line each. */
static void warn(const struct di_cli *cli, const struct batch_settings *settings)
{
    if (cli->is_quiet || cli->is_json || settings->out != NULL)
        return;
    if (settings->no_workbook)
        (void)fprintf(stderr, "%s\n",
                      _("Nothing is written without --out FOLDER: --no-workbook changes "
                        "nothing."));
    if (settings->suppress > 0)
        (void)fprintf(
            stderr, "%s\n",
            _("Nothing is written without --out FOLDER: --suppress changes nothing."));
}

static bool is_for_merge(const struct batch_settings *settings)
{
    return settings->results == NULL && settings->shard == NULL && settings->out == NULL &&
           settings->suppress == 0 && settings->threads == 0 && !settings->no_workbook &&
           !settings->is_forced;
}

static enum di_exit merge(const struct di_cli *cli, const struct batch_settings *settings,
                          char *const *operands, size_t count)
{
    if (count < 2)
        return refuse_plain(cli, DI_N_("merge needs a new file and the parts: homeward batch "
                                       "merge OUT.db PART.db..."));
    if (!is_for_merge(settings))
        return refuse_plain(cli, DI_N_("merge takes no options of its own."));
    for (size_t i = 0; i < count; i++)
        if (is_stream(operands[i]))
            return refuse_stream(cli);
    return di_batch_merge(cli, operands, count);
}

/* ---- what is said ---- */

static void print_table(const struct batch *batch)
{
    const char *const headings[] = {_("Scenario"), _("Units"), _("Done"), _("Failed")};
    struct di_text_table table;
    di_text_table_init(&table, 4);
    for (size_t i = 0; i < 4; i++)
        di_text_table_add(&table, headings[i]);
    for (size_t i = 0; i < batch->study.study->scenario_count; i++) {
        di_text_table_add(&table, batch->study.named[i].id);
        di_text_table_add_real(&table, &batch->cli->catalogue, (double)batch->counts[i].units,
                               0);
        di_text_table_add_real(&table, &batch->cli->catalogue, (double)batch->counts[i].done,
                               0);
        di_text_table_add_real(&table, &batch->cli->catalogue, (double)batch->counts[i].failed,
                               0);
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
}

static void print_json(const struct batch *batch, json_t *failures)
{
    const struct batch_settings *settings = batch->settings;
    json_t *scenarios = json_array();
    for (size_t i = 0; i < batch->study.study->scenario_count; i++)
        (void)json_array_append_new(
            scenarios, json_pack("{s:s,s:I,s:I,s:I}", "id", batch->study.named[i].id, "units",
                                 (json_int_t)batch->counts[i].units, "done",
                                 (json_int_t)batch->counts[i].done, "failed",
                                 (json_int_t)batch->counts[i].failed));
    json_t *object =
        json_pack("{s:s,s:o,s:b,s:o,s:O,s:o}", "study", batch->study.study->id, "results",
                  di_json_text(settings->results), "interrupted", batch->is_interrupted,
                  "scenarios", scenarios, "failures", failures, "out",
                  batch->written > 0 ? di_json_text(settings->out) : json_null());
    (void)json_dumpf(object, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
    (void)fputc('\n', stdout);
    json_decref(object);
}

static void say_end(const struct batch *batch)
{
    const struct di_cli *cli = batch->cli;
    uint64_t units = 0, done = 0;
    for (size_t i = 0; i < batch->study.study->scenario_count; i++) {
        units += batch->counts[i].units;
        done += batch->counts[i].done;
    }
    if (batch->is_interrupted)
        DI_SAY(cli, stderr,
               N_("Interrupted: %1 of %2 units are kept in '%3'; the same command goes on."),
               di_integer_arg((int64_t)done), di_integer_arg((int64_t)units),
               di_text_arg(batch->settings->results));
    else if (done < units && batch->settings->out != NULL)
        (void)fprintf(
            stderr, "%s\n",
            _("A scenario with failed units has no tables: the rest would be another study."));
    if (batch->written > 0 && !cli->is_quiet)
        DI_SAY(cli, stderr, N_("Results are in '%1'."), di_text_arg(batch->settings->out));
}

static enum di_exit show(struct batch *batch)
{
    json_t *list = batch->cli->is_json ? json_array() : NULL;
    const enum di_exit code = di_batch_failures_list(batch->cli, batch->database, list);
    if (code == DI_EXIT_DONE && list != NULL)
        print_json(batch, list);
    json_decref(list);
    if (code != DI_EXIT_DONE || batch->cli->is_json)
        return code;
    print_table(batch);
    say_end(batch);
    return DI_EXIT_DONE;
}

/* ---- the work ---- */

static uint32_t threads_of(const struct batch_settings *settings,
                           const struct di_rank_group *group)
{
    return settings->threads == 0 ? di_batch_group_threads(group) : (uint32_t)settings->threads;
}

static enum di_exit prepare(struct batch *batch)
{
    const struct batch_settings *settings = batch->settings;
    const size_t count = batch->study.study->scenario_count;
    struct di_error error;
    di_error_clear(&error);
    batch->counts = calloc(count, sizeof *batch->counts);
    batch->is_complete = calloc(count, sizeof *batch->is_complete);
    batch->is_new_folder = calloc(count + 1, sizeof *batch->is_new_folder);
    if (batch->counts == NULL || batch->is_complete == NULL || batch->is_new_folder == NULL) {
        (void)!di_fail_memory(&error);
        return di_error_report(batch->cli, &error);
    }
    batch->output = (struct di_batch_output){
        .folder = settings->out,
        .is_forced = settings->is_forced,
        .no_workbook = settings->no_workbook,
        .suppress_below = (uint32_t)settings->suppress,
        .threads = threads_of(settings, &batch->group),
    };
    if (settings->suppress > 0 && batch->study.study->draws > 0)
        return refuse_plain(
            batch->cli,
            DI_N_(
                "Tables of draws are not withheld: --suppress and draws exclude each other."));
    enum di_exit code = di_output_folder_check(batch->cli, settings->results);
    if (code == DI_EXIT_DONE &&
        di_results_database_open(settings->results, &batch->study.identity, &batch->database,
                                 &error) != DI_OK)
        code = di_error_report(batch->cli, &error);
    if (code == DI_EXIT_DONE && settings->out != NULL)
        code = di_batch_tables_check(batch->cli, &batch->study, &batch->output,
                                     batch->is_new_folder);
    return code;
}

static bool has_failures(const struct batch *batch)
{
    bool found = false;
    for (size_t i = 0; i < batch->study.study->scenario_count; i++) {
        batch->is_complete[i] = batch->counts[i].done == batch->counts[i].units;
        found = found || batch->counts[i].failed > 0;
    }
    return found;
}

static enum di_exit work(struct batch *batch)
{
    enum di_exit code = di_batch_work(batch->cli, &batch->study, &batch->group, batch->database,
                                      batch->output.threads, batch->counts);
    const bool is_failed =
        (code == DI_EXIT_DONE || code == DI_EXIT_INTERRUPTED) && has_failures(batch);
    if (code == DI_EXIT_DONE && batch->settings->out != NULL)
        code = di_batch_tables_write(batch->cli, &batch->study, batch->database, &batch->output,
                                     batch->is_complete, &batch->written);
    if (code != DI_EXIT_DONE && code != DI_EXIT_INTERRUPTED)
        return code;
    batch->is_interrupted = code == DI_EXIT_INTERRUPTED;
    const enum di_exit shown = show(batch);
    if (shown != DI_EXIT_DONE || batch->is_interrupted)
        return shown != DI_EXIT_DONE ? shown : DI_EXIT_INTERRUPTED;
    return is_failed ? DI_EXIT_INTERNAL : DI_EXIT_DONE;
}

/* The study from its file to its tables, by this process and those that share its units. */
static enum di_exit lead(struct batch *batch, char *const *operands, size_t operand_count)
{
    uint32_t part = 1, part_count = 1;
    if (operand_count > 1)
        return refuse(batch->cli, DI_N_("batch takes one study; '%1' is one too many."),
                      operands[1]);
    enum di_exit code = check_settings(batch->cli, batch->settings, &part, &part_count);
    if (code != DI_EXIT_DONE)
        return code;
    warn(batch->cli, batch->settings);
    code = di_batch_study_open(batch->cli, operands[0], part, part_count, &batch->study);
    if (code == DI_EXIT_DONE)
        code = prepare(batch);
    if (code == DI_EXIT_DONE)
        code = work(batch);
    if (batch->output.folder != NULL && batch->is_new_folder != NULL)
        di_batch_tables_abandon(&batch->study, &batch->output, batch->is_new_folder);
    di_results_database_close(batch->database);
    di_batch_study_finish(&batch->study);
    free(batch->counts);
    free(batch->is_complete);
    free(batch->is_new_folder);
    return code;
}

static enum di_exit run(const struct di_cli *cli, const void *settings_pointer,
                        char *const *operands, size_t operand_count)
{
    struct batch batch = {.cli = cli, .settings = settings_pointer};
    if (strcmp(operands[0], "merge") == 0)
        return merge(cli, batch.settings, operands + 1, operand_count - 1);
    enum di_exit code = di_batch_group_join(cli, batch.settings->shard != NULL, &batch.group);
    if (code != DI_EXIT_DONE)
        return code;
    if (batch.group.rank > 0) {
        code = di_batch_follow(cli, &batch.group, operands[0],
                               threads_of(batch.settings, &batch.group));
    } else {
        code = lead(&batch, operands, operand_count);
        (void)fflush(stdout); /* a launcher may end this process when another has left */
        di_batch_leader_dismiss(&batch.group, (uint32_t)code);
    }
    di_batch_group_leave(&batch.group);
    return code;
}

const struct di_command di_command_batch = {
    .name = "batch",
    .summary = N_("Run a study of many scenarios and replications, and go on where it stopped"),
    .operands = "STUDY | merge OUT PART...",
    .example = "homeward batch study.json --results study.db --out results",
    .notes = N_(
        "The database keeps every replication as it is done: stopped at any moment, the "
        "same command goes on. Parts made with --shard K/N are joined by 'homeward batch "
        "merge OUT.db PART.db...'; the command with OUT.db then writes the tables. Processes "
        "that mpirun or srun starts together share the units, if the program is built with "
        "MPI."),
    .options = options,
    .settings_size = sizeof(struct batch_settings),
    .operands_min = 1,
    .operands_max = SIZE_MAX,
    .run = run,
};
