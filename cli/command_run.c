/* SPDX-License-Identifier: GPL-3.0-or-later */
/* homeward run: one scenario, simulated; its table printed, its results written. */
#include <stdlib.h>

#include "command.h"
#include "error_report.h"
#include "finding_list.h"
#include "shell_word.h"
#include "simulation.h"
#include "summary_table.h"

/* Where the tables are, and how to see them. */
static void say_where(const struct di_cli *cli, const char *folder)
{
    DI_SAY(cli, stderr, N_("Results are in '%1'."), di_text_arg(folder));
#ifdef HOMEWARD_VIEW
    char *word = di_shell_word(folder);
    if (word != NULL)
        DI_SAY(cli, stderr,
               N_("To see them: homeward report %1 --out report.pdf, or homeward view %1."),
               di_text_arg(word));
    free(word);
#endif
}

static void say_outcome(const struct di_cli *cli, const struct di_simulation_settings *settings,
                        const struct di_simulation *simulation)
{
    const struct di_results *results = simulation->results;
    if (simulation->is_interrupted)
        DI_SAY(cli, stderr,
               N_("Interrupted: %1 of %2 replications are complete; the results hold these."),
               di_integer_arg(results->replications), di_integer_arg(simulation->requested));
    if (cli->is_quiet || cli->is_json)
        return;
    if (simulation->is_auto && !simulation->is_interrupted && !simulation->is_precise)
        DI_SAY(cli, stderr,
               N_("The precision asked for was not reached in %1 "
                  "{%1|replication|replications}, the most."),
               di_integer_arg(results->replications));
    if (settings->out != NULL)
        say_where(cli, settings->out);
}

static enum di_exit run(const struct di_cli *cli, const void *settings_pointer,
                        char *const *operands, size_t operand_count)
{
    (void)operand_count;
    const struct di_simulation_settings *settings = settings_pointer;
    struct di_simulation simulation;
    enum di_exit code = di_simulation_settings_check(cli, settings, "run");
    if (code != DI_EXIT_DONE)
        return code;
    code = di_simulation_run(cli, settings, operands[0], settings->out, &simulation);
    if (code != DI_EXIT_DONE)
        return code;
    if (simulation.is_expectation) {
        if (settings->out != NULL && !cli->is_quiet && !cli->is_json)
            say_where(cli, settings->out);
        di_simulation_finish(&simulation);
        return DI_EXIT_DONE;
    }
    if (simulation.results == NULL) {
        di_simulation_finish(&simulation);
        return di_error_report_interrupted(
            cli, DI_N_("Interrupted before a replication was complete; nothing is written."));
    }
    if (cli->is_json)
        di_summary_table_print_json(simulation.results, settings->out,
                                    simulation.is_interrupted);
    else
        di_summary_table_print(cli, simulation.results);
    if (!cli->is_json)
        di_finding_list_print(cli, simulation.results);
    say_outcome(cli, settings, &simulation);
    const bool is_interrupted = simulation.is_interrupted;
    di_simulation_finish(&simulation);
    return is_interrupted ? DI_EXIT_INTERRUPTED : DI_EXIT_DONE;
}

const struct di_command di_command_run = {
    .name = "run",
    .summary = N_("Simulate one scenario"),
    .operands = "SCENARIO",
    .example = "homeward run scenarios/countries/bulgaria.json --replications 20 --out results",
    .options = di_simulation_options,
    .settings_size = sizeof(struct di_simulation_settings),
    .operands_min = 1,
    .operands_max = 1,
    .run = run,
};
