/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the JSON Schema of scenario files, or of studies. */
#include <stdlib.h>
#include <string.h>

#include "di/schema.h"

#include "command.h"
#include "error_report.h"

static const struct di_command_option options[] = {{0}};

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    (void)settings;
    struct di_error error = {0};
    const bool is_of_studies = operand_count > 0;
    if (is_of_studies && strcmp(operands[0], "study") != 0) {
        struct di_message message;
        DI_MESSAGE(&message, DI_N_("There is no schema '%1'. Did you mean 'study'?"),
                   di_text_arg(operands[0]));
        return di_error_report_usage(cli, &message, "schema");
    }
    char *text = is_of_studies ? di_schema_write_study() : di_schema_write();
    if (text == NULL) {
        const enum di_status status = di_fail_memory(&error);
        (void)status;
        return di_error_report(cli, &error);
    }
    const int written = fputs(text, stdout);
    free(text);
    return written >= 0 ? DI_EXIT_DONE : DI_EXIT_SYSTEM;
}

const struct di_command di_command_schema = {
    .name = "schema",
    .summary = N_("Print the JSON Schema of scenario files, or of studies"),
    .operands = "[study]",
    .example = "homeward schema > scenario.schema.json",
    .options = options,
    .operands_max = 1,
    .run = run};
