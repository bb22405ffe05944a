/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Which inputs stand behind which published series. */
#ifndef DI_CALIBRATION_LEVERS_H
#define DI_CALIBRATION_LEVERS_H

#include "di/calibration.h"

/** Levers and what they were found with. */
struct calibration_levers {
    const struct di_model *model;
    const struct di_targets *targets;
    struct di_calibration *fit; /* first_year, years, last_fitted_year are set */
    struct di_arena *arena;     /* of the fit */
    bool has_unexplained;
    bool *is_usable; /* [series]: a figure to fit stands in it, of the whole country */
    /* Response of series to reasons, as a share of the reason's children: [series][reasons];
     * NULL: every reason stands behind every series of entries. */
    const double *response;
};

/** Fills fit->levers. @return false: memory ran out */
bool calibration_levers_find(struct calibration_levers *levers);

/** Is `inner` counted in `outer` of this lever, and in no other lever between them? */
bool calibration_is_part(const struct di_targets *targets, const struct di_calibration *fit,
                         uint32_t inner, uint32_t outer);

#endif
