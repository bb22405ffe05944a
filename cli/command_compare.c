/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * homeward compare: the first operand is the base; each may be a scenario file, which is run
 * now, or the results folder of an earlier run. Differences are paired by replication.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/comparison.h"
#include "di/disk_file.h"
#include "di/path.h"

#include "command.h"
#include "comparison_show.h"
#include "earlier_results.h"
#include "error_report.h"
#include "interrupt.h"
#include "operands.h"
#include "output_folder.h"
#include "simulation.h"

struct party { /* one scenario to compare */
    struct di_simulation simulation;
    struct di_comparison comparison; /* unused in the base */
};

/* Folder of one scenario's own results: "1-family_first". */
static char *folder_of(const char *out, size_t index, const char *path)
{
    const char *name = di_path_name(path);
    const size_t length = strcspn(name, ".");
    const size_t size = strlen(out) + length + 32;
    char *folder = malloc(size);
    if (folder != NULL)
        (void)snprintf(folder, size, "%s/%zu-%.*s", out, index, (int)length, name);
    return folder;
}

static bool is_folder(const char *path)
{
    return di_disk_file_kind(path) == DI_DISK_FOLDER;
}

/* Before anything is simulated: every operand is there, and the differences have a place. */
static enum di_exit check_places(const struct di_cli *cli,
                                 const struct di_simulation_settings *settings,
                                 char *const *operands, size_t count)
{
    struct di_error error;
    di_error_clear(&error);
    enum di_exit code = di_operands_check(cli, operands, count);
    if (code == DI_EXIT_DONE && settings->out != NULL)
        code = di_output_folder_open(cli, settings->out);
    if (code != DI_EXIT_DONE || settings->out == NULL)
        return code;
    return di_comparison_check_folder(settings->out, settings->is_forced, &error) == DI_OK
               ? DI_EXIT_DONE
               : di_error_report(cli, &error);
}

/* What the command line says of results that are there already, against what they are. */
static enum di_exit check_given(const struct di_cli *cli, const char *path,
                                const struct di_results *results,
                                const struct di_simulation_settings *settings)
{
    struct di_message message;
    if (settings->is_given.seed && settings->seed != results->seed)
        DI_MESSAGE(&message,
                   DI_N_("The results in '%1' have seed %2, not %3: leave --seed out, or run "
                         "them anew."),
                   di_text_arg(path), di_integer_arg((int64_t)results->seed),
                   di_integer_arg((int64_t)settings->seed));
    else if (settings->is_given.replications && settings->replications != results->replications)
        DI_MESSAGE(&message,
                   DI_N_("The results in '%1' have %2 replications, not %3: leave "
                         "--replications out, or run them anew."),
                   di_text_arg(path), di_integer_arg((int64_t)results->replications),
                   di_integer_arg((int64_t)settings->replications));
    else
        return DI_EXIT_DONE;
    return di_error_report_usage(cli, &message, "compare");
}

/* An option that only a simulation can follow; NULL if there is none. */
static const char *of_a_simulation(const struct di_simulation_settings *settings)
{
    return settings->sets.count > 0                ? "set"
           : settings->is_traced                   ? "trace"
           : settings->suppress > 0                ? "suppress"
           : settings->is_given.inputs             ? "inputs"
           : settings->draws_from != NULL          ? "draws-from"
           : strcmp(settings->splits, "full") == 0 ? "splits"
                                                   : NULL;
}

/* Pairs must match: what is simulated now follows the results that are there already. */
static void follow(const struct di_cli *cli, const char *path, const struct di_results *results,
                   struct di_simulation_settings *settings)
{
    const bool differs =
        settings->replications != results->replications || settings->seed != results->seed;
    settings->replications = results->replications;
    settings->seed = results->seed;
    if (differs && !cli->is_quiet && !cli->is_json)
        DI_SAY(cli, stderr,
               N_("Simulated as the results in '%1' were: %2 replications, seed %3."),
               di_text_arg(path), di_integer_arg((int64_t)results->replications),
               di_integer_arg((int64_t)results->seed));
}

/* Nothing beside withheld results shows more than they do. */
static enum di_exit withhold(const struct di_cli *cli, const struct party *parties,
                             size_t count, struct di_simulation_settings *settings)
{
    const uint64_t asked = settings->suppress;
    for (size_t i = 0; i < count; i++)
        if (parties[i].simulation.results != NULL &&
            settings->suppress < parties[i].simulation.results->suppress_below)
            settings->suppress = parties[i].simulation.results->suppress_below;
    if (settings->suppress == asked)
        return DI_EXIT_DONE;
    if (settings->is_traced)
        return di_simulation_settings_check(cli, settings, "compare"); /* refuses */
    if (!cli->is_quiet && !cli->is_json)
        DI_SAY(
            cli, stderr,
            N_("Counts of fewer than %1 children are withheld, as in the results there are."),
            di_integer_arg((int64_t)settings->suppress));
    return DI_EXIT_DONE;
}

/* Results that are there already come first, for they settle how the others are simulated. */
static enum di_exit read_folders(const struct di_cli *cli, char *const *operands, size_t count,
                                 struct party *parties, struct di_simulation_settings *settings)
{
    size_t folders = 0, first = 0;
    struct di_error error;
    di_error_clear(&error);
    for (size_t i = 0; i < count; i++) {
        if (!is_folder(operands[i]))
            continue;
        if (di_results_read(operands[i], &parties[i].simulation.results, &error) != DI_OK)
            return di_error_report(cli, &error);
        if (folders++ == 0)
            first = i;
        if (settings->pairs.from == DI_INPUTS_CERTAIN)
            settings->pairs = parties[i].simulation.results->inputs_drawn;
        const enum di_exit code =
            check_given(cli, operands[i], parties[i].simulation.results, settings);
        if (code != DI_EXIT_DONE)
            return code;
    }
    const char *option = of_a_simulation(settings);
    if (folders == count && option != NULL) {
        struct di_message message;
        DI_MESSAGE(&message,
                   DI_N_("Results are compared as they are: --%1 needs a scenario file."),
                   di_text_arg(option));
        return di_error_report_usage(cli, &message, "compare");
    }
    if (folders == 0 || folders == count)
        return DI_EXIT_DONE;
    follow(cli, operands[first], parties[first].simulation.results, settings);
    return withhold(cli, parties, count, settings);
}

/* Nothing is compared, but folders of single scenarios may be complete. */
static enum di_exit report_interrupted(const struct di_cli *cli, const char *out,
                                       bool has_folders)
{
    struct di_error error = {.status = DI_ERR_INTERRUPTED};
    if (!has_folders)
        return di_error_report_interrupted(cli, DI_N_("Interrupted; nothing is compared."));
    DI_MESSAGE(&error.message,
               DI_N_("Interrupted; nothing is compared. What was simulated is in '%1'."),
               di_text_arg(out));
    return di_error_report(cli, &error);
}

static enum di_exit simulate(const struct di_cli *cli,
                             const struct di_simulation_settings *settings, const char *path,
                             size_t index, struct party *party)
{
    char *folder = settings->out == NULL ? NULL : folder_of(settings->out, index, path);
    const enum di_exit code =
        di_simulation_run(cli, settings, path, folder, &party->simulation);
    free(folder);
    return code;
}

static enum di_exit simulate_files(const struct di_cli *cli,
                                   const struct di_simulation_settings *settings,
                                   char *const *operands, size_t count, struct party *parties)
{
    bool has_folders = false;
    for (size_t i = 0; i < count; i++) {
        if (is_folder(operands[i]))
            continue;
        const enum di_exit code = simulate(cli, settings, operands[i], i, &parties[i]);
        if (code != DI_EXIT_DONE)
            return code;
        has_folders =
            has_folders || (settings->out != NULL && parties[i].simulation.results != NULL);
        if (parties[i].simulation.is_interrupted || di_interrupt_requested())
            return report_interrupted(cli, settings->out, has_folders);
    }
    return DI_EXIT_DONE;
}

/* ---- folders of an earlier comparison ---- */

struct current_folders {
    const char *out;
    char *const *operands;
    size_t count;
};

/* Is it the folder of a scenario compared now, or none of a comparison? */
static bool is_current(void *context, const char *path, const char *name)
{
    const struct current_folders *current = context;
    const size_t digits = strspn(name, "0123456789");
    bool found = digits == 0 || name[digits] != '-';
    for (size_t i = 0; i < current->count && !found; i++) {
        char *folder = is_folder(current->operands[i])
                           ? NULL
                           : folder_of(current->out, i, current->operands[i]);
        found = folder != NULL && strcmp(folder, path) == 0;
        free(folder);
    }
    return found;
}

static void say_stale(const struct di_cli *cli, const char *out, char *const *operands,
                      size_t count)
{
    struct current_folders current = {out, operands, count};
    di_earlier_results_say(
        cli, out, is_current, &current,
        N_("'%1' holds results of an earlier comparison; comparison.csv does "
           "not speak of them."));
}

static enum di_exit write_files(const struct di_cli *cli,
                                const struct di_simulation_settings *settings,
                                const struct di_comparison *comparisons, size_t count)
{
    struct di_error error;
    di_error_clear(&error);
    if (settings->out == NULL)
        return DI_EXIT_DONE;
    if (di_comparison_write(comparisons, count, settings->out, &error) != DI_OK)
        return di_error_report(cli, &error);
    if (!cli->is_quiet && !cli->is_json)
        DI_SAY(cli, stderr, N_("Results are in '%1'."), di_text_arg(settings->out));
    return DI_EXIT_DONE;
}

/* People see the tables even if these cannot be written; a program gets one document, the
 * result or the error. */
static enum di_exit show_and_write(const struct di_cli *cli,
                                   const struct di_simulation_settings *settings,
                                   const struct di_comparison *comparisons, size_t count)
{
    enum di_exit code = cli->is_json ? write_files(cli, settings, comparisons, count)
                                     : di_comparison_show(cli, comparisons, count);
    if (code == DI_EXIT_DONE)
        code = cli->is_json ? di_comparison_show(cli, comparisons, count)
                            : write_files(cli, settings, comparisons, count);
    return code;
}

static enum di_exit compare_all(const struct di_cli *cli,
                                const struct di_simulation_settings *settings,
                                char *const *operands, struct party *parties,
                                struct di_comparison *comparisons, size_t count)
{
    struct di_error error;
    di_error_clear(&error);
    for (size_t i = 1; i < count; i++)
        if (di_comparison_init(parties[0].simulation.results, parties[i].simulation.results,
                               &comparisons[i - 1], &error) != DI_OK) {
            (void)snprintf(error.where, sizeof error.where, "%s", operands[i]);
            return di_error_report(cli, &error);
        }
    const enum di_exit code = show_and_write(cli, settings, comparisons, count - 1);
    if (code == DI_EXIT_DONE && settings->out != NULL)
        say_stale(cli, settings->out, operands, count);
    return code;
}

static enum di_exit run(const struct di_cli *cli, const void *settings_pointer,
                        char *const *operands, size_t operand_count)
{
    struct di_simulation_settings settings =
        *(const struct di_simulation_settings *)settings_pointer;
    if (settings.replications == 0) {
        struct di_message message = {
            .id = DI_N_("compare needs a fixed number of --replications: pairs must match.")};
        return di_error_report_usage(cli, &message, "compare");
    }
    if (strcmp(settings.method, "cohort") == 0) {
        struct di_message message = {
            .id = DI_N_("compare pairs replications; --method cohort has none.")};
        return di_error_report_usage(cli, &message, "compare");
    }
    enum di_exit code = di_simulation_settings_check(cli, &settings, "compare");
    if (code != DI_EXIT_DONE)
        return code;
    struct party *parties = calloc(operand_count, sizeof *parties);
    struct di_comparison *comparisons = calloc(operand_count, sizeof *comparisons);
    if (parties == NULL || comparisons == NULL) {
        struct di_error error;
        (void)!di_fail_memory(&error);
        code = di_error_report(cli, &error);
    }
    const bool is_new = settings.out != NULL && di_output_folder_is_new(settings.out);
    if (code == DI_EXIT_DONE)
        code = check_places(cli, &settings, operands, operand_count);
    if (code == DI_EXIT_DONE)
        code = read_folders(cli, operands, operand_count, parties, &settings);
    if (code == DI_EXIT_DONE)
        code = simulate_files(cli, &settings, operands, operand_count, parties);
    if (code == DI_EXIT_DONE)
        code = compare_all(cli, &settings, operands, parties, comparisons, operand_count);
    if (code != DI_EXIT_DONE && settings.out != NULL)
        di_output_folder_abandon(settings.out, is_new);
    for (size_t i = 0; i < operand_count; i++) {
        if (comparisons != NULL)
            di_comparison_finish(&comparisons[i]);
        if (parties != NULL)
            di_simulation_finish(&parties[i].simulation);
    }
    free(parties);
    free(comparisons);
    return code;
}

const struct di_command di_command_compare = {
    .name = "compare",
    .summary = N_("Compare scenarios with the same luck in every replication"),
    .operands = "BASE SCENARIO...",
    .example = "homeward compare scenarios/demo/baseline.json scenarios/demo/family_first.json",
    .notes =
        N_("Each operand is a scenario file or the results folder of an earlier run. Beside a "
           "results folder, files are simulated with its seed and replications, and their "
           "uncertain inputs are drawn or fixed as its were; options may not say otherwise. "
           "Beside results with withheld counts those of the files are withheld too."),
    .options = di_simulation_options,
    .settings_size = sizeof(struct di_simulation_settings),
    .operands_min = 2,
    .operands_max = SIZE_MAX,
    .run = run,
};
