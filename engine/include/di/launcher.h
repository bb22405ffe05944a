/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Who started this process: a person or script, or a launcher of many, such as mpirun or srun.
 */
#ifndef DI_LAUNCHER_H
#define DI_LAUNCHER_H

#include <stdbool.h>
#include <stdint.h>

struct di_launcher {
    uint32_t processes; /* started together, by its own words; 1: alone; 0: it does not say */
    uint32_t rank;      /* of this one, from 0 */
    bool is_wired;      /* it has told this process how to find the others */
};

/** By the environment variables of Open MPI, MPICH and its kin (PMI), PMIx, and Slurm. */
struct di_launcher di_launcher_look(void);

#endif
