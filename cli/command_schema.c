/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the JSON Schema of scenario files. */
#include <stdlib.h>

#include "di/schema.h"

#include "command.h"
#include "error_report.h"

static const struct di_command_option options[] = {{0}};

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    (void)settings;
    (void)operands;
    (void)operand_count;
    struct di_error error = {0};
    char *text = di_schema_write();
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
    .summary = N_("Print the JSON Schema of scenario files"),
    .operands = "",
    .example = "homeward schema > scenario.schema.json",
    .options = options,
    .run = run};
