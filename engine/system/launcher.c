/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * MPI itself can only be asked by starting it, which some libraries refuse to do without their
 * own launcher; so the environment is looked at first.
 */
#include "di/launcher.h"

#include <stddef.h>
#include <stdlib.h>

struct names {
    const char *processes, *rank;
};

/* Slurm comes last: under srun the others, if they are there, are its way to wire processes. */
static const struct names launchers[] = {{"OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"},
                                         {"PMI_SIZE", "PMI_RANK"},
                                         {"SLURM_STEP_NUM_TASKS", "SLURM_PROCID"}};

/* -1: there is no such variable, or it is no number. */
static long number_of(const char *name)
{
    const char *text = getenv(name);
    char *end = NULL;
    const long number = text != NULL ? strtol(text, &end, 10) : -1;
    return text != NULL && end != text && *end == '\0' ? number : -1;
}

struct di_launcher di_launcher_look(void)
{
    struct di_launcher found = {.processes = 1};
    const long pmix_rank = number_of("PMIX_RANK");
    found.is_wired = pmix_rank >= 0 || number_of("PMI_RANK") >= 0;
    for (size_t i = 0; i < sizeof launchers / sizeof launchers[0]; i++) {
        const long processes = number_of(launchers[i].processes);
        const long rank = number_of(launchers[i].rank);
        if (processes < 1 || rank < 0)
            continue;
        found.processes = (uint32_t)processes;
        found.rank = (uint32_t)rank;
        found.is_wired = found.is_wired || i == 0;
        return found;
    }
    if (pmix_rank >= 0) {
        found.processes = 0;
        found.rank = (uint32_t)pmix_rank;
    }
    return found;
}
