/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the brothers and sisters of a resident have lived through (MODEL 5.4): the law of the
 * sum of their frailty hazards, which selects the Z they share with the resident. */
#ifndef DI_SIBLING_HAZARD_H
#define DI_SIBLING_HAZARD_H

#include "di/arena.h"

#include "joint_table.h"

#define SIBLING_POINTS 33

struct sibling_hazard {            /* of the residents of one setting */
    double hazard[SIBLING_POINTS]; /* at Z = 1; [0] = 0: no brothers and sisters */
    double share[SIBLING_POINTS];  /* sum 1 */
};

/** The laws of all settings, [setting_count]. DI_ERR_MEMORY on failure. */
DI_MUST_CHECK enum di_status sibling_hazard_make(const struct di_model *model,
                                                 const struct joint_table *table,
                                                 struct stay_density *const *densities,
                                                 struct di_arena *arena,
                                                 struct sibling_hazard **laws_out);

#endif
