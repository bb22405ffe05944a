/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A vector's sign is arbitrary: the largest loading is made positive, so that equal systems
 * print equal. */
#include "di/identifiability.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gsl_adapter.h"

static void fix_signs(struct di_identifiability *found)
{
    const size_t n = found->inputs;
    for (size_t j = 0; j < n; j++) {
        double largest = 0;
        for (size_t i = 0; i < n; i++)
            if (fabs(found->loading[i * n + j]) > fabs(largest) + 1e-12)
                largest = found->loading[i * n + j];
        for (size_t i = 0; i < n && largest < 0; i++)
            found->loading[i * n + j] = -found->loading[i * n + j];
    }
}

enum di_status di_identifiability_find(const double *jacobian, size_t rows, size_t inputs,
                                       struct di_identifiability *out, struct di_error *error)
{
    const size_t padded = rows > inputs ? rows : inputs; /* rows of zeros change no value */
    struct di_identifiability found = {.inputs = inputs};
    double *matrix = calloc(padded * inputs + 1, sizeof *matrix);
    found.values = calloc(inputs + 1, sizeof *found.values);
    found.loading = calloc(inputs * inputs + 1, sizeof *found.loading);
    enum di_status status = DI_OK;
    if (matrix == NULL || found.values == NULL || found.loading == NULL)
        status = di_fail_memory(error);
    if (status == DI_OK && inputs > 0) {
        if (rows > 0)
            memcpy(matrix, jacobian, rows * inputs * sizeof *matrix);
        if (!gsl_adapter_singular_values(matrix, padded, inputs, found.values, found.loading))
            status = di_fail(error, DI_ERR_SOLVER, "",
                             DI_N_("The singular values of the targets' Jacobian could not be "
                                   "computed."),
                             NULL, 0);
        fix_signs(&found);
    }
    free(matrix);
    if (status != DI_OK) {
        di_identifiability_finish(&found);
        return status;
    }
    *out = found;
    return DI_OK;
}

void di_identifiability_finish(struct di_identifiability *found)
{
    free(found->values);
    free(found->loading);
    *found = (struct di_identifiability){0};
}

bool di_identifiability_is_weak(const struct di_identifiability *found, size_t direction)
{
    return !(found->values[direction] > DI_WEAK_DIRECTION * found->values[0]);
}

bool di_identifiability_is_hidden(const struct di_identifiability *found, size_t input)
{
    for (size_t j = 0; j < found->inputs; j++)
        if (di_identifiability_is_weak(found, j) &&
            fabs(found->loading[input * found->inputs + j]) >= DI_WEAK_LOADING)
            return true;
    return false;
}
