/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "operands.h"

#include "di/disk_file.h"

#include "error_report.h"

enum di_exit di_operands_check(const struct di_cli *cli, char *const *operands, size_t count)
{
    struct di_error error = {0};
    for (size_t i = 0; i < count; i++)
        if (di_disk_file_kind(operands[i]) == DI_DISK_MISSING) {
            (void)!DI_FAIL(&error, DI_ERR_FILE, operands[i],
                           DI_N_("There is no scenario file and no results folder '%1'."),
                           di_text_arg(operands[i]));
            return di_error_report(cli, &error);
        }
    return DI_EXIT_DONE;
}
