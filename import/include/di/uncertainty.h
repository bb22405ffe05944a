/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The uncertain inputs of a scenario and their draws: what `run` mixes with chance and
 * `sensitivity` takes apart (MODEL 11).
 */
#ifndef DI_UNCERTAINTY_H
#define DI_UNCERTAINTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/distribution.h"
#include "di/error.h"
#include "di/experiment.h"
#include "di/scenario.h"

#define DI_UNCERTAIN_INPUTS_MAX 500

struct di_uncertain_input {
    char *pointer; /* JSON pointer of {"value", "uncertain"} in the resolved scenario */
    double value;  /* as the scenario states it */
    struct di_distribution distribution;
    uint64_t key; /* of the pointer: the same draws in every scenario that has this input */
};

struct di_uncertainty {
    size_t count;                      /* 0: chance is all there is */
    struct di_uncertain_input *inputs; /* in byte order of pointers */
    double *correlation;               /* [count][count] between ranks; NULL: independent */
};

/**
 * What a resolved scenario declares. Inputs inside `published` and `targets` move nothing and
 * are left out.
 *
 * @param[out] out  free with di_uncertainty_finish, also on failure
 * @return DI_OK; DI_ERR_REFERENCE if a correlation names an input that is not uncertain;
 *         DI_ERR_LIMIT; DI_ERR_SYNTAX; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status
di_uncertainty_read(const char *resolved, struct di_uncertainty *out, struct di_error *error);
void di_uncertainty_finish(struct di_uncertainty *uncertainty);

/** Index of the input with this pointer; SIZE_MAX: there is none. */
size_t di_uncertainty_find(const struct di_uncertainty *uncertainty, const char *pointer);

/**
 * A scenario whose inputs can be replaced: loads the file anew for every set of values.
 * Thread-safe: holds nothing that changes.
 */
struct di_drawn_scenario {
    const char *path; /* of the scenario file */
    const struct di_set_override *sets;
    size_t set_count;
    const struct di_uncertainty *uncertainty;
    const struct di_model *model; /* of the scenario as it stands: dimensions must agree */
    const char *resolved; /* read instead of a file that can be read once only; or NULL */
};

/**
 * The scenario with other values of its uncertain inputs.
 *
 * @param values  [count], in the order of the inputs
 * @param[out] variant_out  free with di_drawn_scenario_drop
 * @return DI_OK, or why the values are not possible
 */
DI_MUST_CHECK enum di_status di_drawn_scenario_make(const struct di_drawn_scenario *drawn,
                                                    const double *values,
                                                    struct di_variant *variant_out,
                                                    struct di_error *error);
void di_drawn_scenario_drop(struct di_variant *variant);

#endif
