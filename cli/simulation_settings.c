/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An option that cannot act is refused where its result would be missed (a trace, crossed
 * tables), and warned of where nothing is lost.
 */
#include "simulation_settings.h"

#include <string.h>

#include "di/experiment.h"

#include "common_options.h"
#include "error_report.h"

#define OPTION_AT(member) offsetof(struct di_simulation_settings, member)

const struct di_command_option di_simulation_options[] = {
    {.name = "replications",
     .kind = DI_OPTION_AUTO,
     .argument = "N|auto",
     .help = N_("how often the future is simulated"),
     .default_value = "100",
     .minimum = 1,
     .maximum = DI_REPLICATIONS_MAX,
     .offset = OPTION_AT(replications),
     .given_offset = OPTION_AT(is_given.replications)},
    {.name = "precision",
     .kind = DI_OPTION_REAL,
     .argument = "SHARE",
     .help =
         N_("with --replications auto: half-width of the interval over the mean (usual: 0.02)"),
     .offset = OPTION_AT(precision)},
    DI_OPTION_ROW_SEED(OPTION_AT(seed), OPTION_AT(is_given.seed)),
    DI_OPTION_ROW_THREADS(OPTION_AT(threads)),
    DI_OPTION_ROW_SET(OPTION_AT(sets)),
    DI_OPTION_ROW_METHOD(OPTION_AT(method)),
    {.name = "splits",
     .kind = DI_OPTION_CHOICE,
     .argument = "default|full",
     .choices = "default|full",
     .help = N_("tables by one property of children at a time, or all crossed"),
     .default_value = "default",
     .offset = OPTION_AT(splits)},
    {.name = "inputs",
     .kind = DI_OPTION_CHOICE,
     .argument = "drawn|fixed",
     .choices = "drawn|fixed",
     .help = N_("draw the uncertain inputs anew in every replication, or keep their values"),
     .default_value = "drawn",
     .offset = OPTION_AT(inputs),
     .given_offset = OPTION_AT(is_given.inputs)},
    {.name = "draws-from",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("draws of the uncertain inputs, one after the other, from a draws.csv"),
     .offset = OPTION_AT(draws_from)},
    DI_OPTION_ROW_SUPPRESS(OPTION_AT(suppress)),
    DI_OPTION_ROW_OUT_FOLDER(OPTION_AT(out)),
    {.name = "trace",
     .kind = DI_OPTION_FLAG,
     .help = N_("with --out: write every event to trace.csv.gz, for explain"),
     .offset = OPTION_AT(is_traced)},
    DI_OPTION_ROW_NO_WORKBOOK(OPTION_AT(no_workbook)),
    DI_OPTION_ROW_FORCE(OPTION_AT(is_forced)),
    {0},
};

static bool is_cohort(const struct di_simulation_settings *settings)
{
    return strcmp(settings->method, "cohort") == 0;
}

static bool is_fixed(const struct di_simulation_settings *settings)
{
    return strcmp(settings->inputs, "fixed") == 0;
}

/* What expected numbers have none of; NULL if nothing of it is asked for. */
static const char *refused_by_cohort(const struct di_simulation_settings *settings)
{
    if (settings->suppress > 0)
        return DI_N_("Expected numbers are not withheld: --method cohort and --suppress "
                     "exclude each other.");
    if (settings->is_traced)
        return DI_N_("Expected numbers have no single children: --method cohort and --trace "
                     "exclude each other.");
    if (strcmp(settings->splits, "full") == 0)
        return DI_N_("Expected numbers are not crossed by properties of children: --method "
                     "cohort and --splits full exclude each other.");
    if (settings->is_given.inputs && strcmp(settings->inputs, "drawn") == 0)
        return DI_N_("Expected numbers are computed from the values of the inputs: --method "
                     "cohort and --inputs drawn exclude each other.");
    return NULL;
}

/* What does not go together, as a sentence; NULL if all does. */
static const char *contradiction(const struct di_simulation_settings *settings)
{
    const char *refusal = is_cohort(settings) ? refused_by_cohort(settings) : NULL;
    if (refusal != NULL)
        return refusal;
    if (settings->draws_from != NULL && (is_cohort(settings) || is_fixed(settings)))
        return DI_N_("Draws of the inputs are for simulated runs that draw them: --draws-from "
                     "goes with neither --method cohort nor --inputs fixed.");
    if (settings->suppress > 0 && settings->is_traced)
        return DI_N_("A trace tells the life of every single child: --trace and --suppress "
                     "exclude each other.");
    if (settings->precision > 0 && (settings->replications != 0 || is_cohort(settings)))
        return DI_N_("--precision decides how many replications there are: it needs "
                     "--replications auto.");
    if (settings->is_traced && settings->out == NULL)
        return DI_N_("A trace is a file of the results: --trace needs --out FOLDER.");
    return NULL;
}

/* Options that change nothing, one line each. */
static void warn(const struct di_cli *cli, const struct di_simulation_settings *settings)
{
    if (cli->is_quiet || cli->is_json)
        return;
    if (is_cohort(settings) && (settings->is_given.replications || settings->is_given.seed))
        (void)fprintf(stderr, "%s\n",
                      _("Expected numbers hold no chance: --replications and --seed change "
                        "nothing with --method cohort."));
    if (settings->no_workbook && settings->out == NULL)
        (void)fprintf(stderr, "%s\n",
                      _("Nothing is written without --out FOLDER: --no-workbook changes "
                        "nothing."));
}

enum di_exit di_simulation_settings_check(const struct di_cli *cli,
                                          const struct di_simulation_settings *settings,
                                          const char *command)
{
    const struct di_message message = {.id = contradiction(settings)};
    if (message.id != NULL)
        return di_error_report_usage(cli, &message, command);
    warn(cli, settings);
    return DI_EXIT_DONE;
}
