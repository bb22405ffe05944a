/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_folder.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/platform.h"

char *di_scenario_folder(void)
{
    static const char *const beside[] = {"/../../../scenarios", "/../share/homeward/scenarios"};
    char program[4096];
    if (di_disk_file_kind("scenarios/demo") == DI_DISK_FOLDER)
        return strdup("scenarios");
    const bool is_found = di_platform_program_folder(program, sizeof program);
    for (size_t i = 0; is_found && i < sizeof beside / sizeof beside[0]; i++) {
        const size_t room = strlen(program) + strlen(beside[i]) + 1;
        char *path = malloc(room);
        if (path == NULL)
            return NULL;
        (void)snprintf(path, room, "%s%s", program, beside[i]);
        if (di_disk_file_kind(path) == DI_DISK_FOLDER)
            return path;
        free(path);
    }
    return strdup(HOMEWARD_SCENARIOS);
}
