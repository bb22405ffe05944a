/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows share the luck of replications: number i is row i / per_row with the luck of replication
 * i % per_row, except with one replication a row, where every row has a luck of its own and
 * parameters and chance come together.
 */
#include "input_draws.h"

#include <stdlib.h>
#include <string.h>

#include "di/design.h"
#include "di/draws.h"

static void keys_of(const struct di_uncertainty *uncertainty, uint64_t *keys)
{
    for (size_t i = 0; i < uncertainty->count; i++)
        keys[i] = uncertainty->inputs[i].key;
}

struct di_drawn_scenario di_input_draws_source(const char *path,
                                               const struct di_set_overrides *sets,
                                               const struct di_uncertainty *uncertainty,
                                               const struct di_scenario *scenario)
{
    const bool is_stream = strcmp(path, DI_SCENARIO_STDIN) == 0;
    return (struct di_drawn_scenario){
        .path = path,
        .sets = sets->items,
        .set_count = is_stream ? 0 : sets->count, /* `resolved` has them */
        .uncertainty = uncertainty,
        .model = scenario->model,
        .resolved = is_stream ? scenario->resolved : NULL,
    };
}

enum di_status di_input_draws_set(struct di_input_draws *draws, const double *shares,
                                  size_t rows, struct di_error *error)
{
    const size_t inputs = draws->uncertainty.count;
    free(draws->values);
    draws->values = calloc(rows * inputs + 1, sizeof *draws->values);
    draws->rows = rows;
    if (draws->values == NULL)
        return di_fail_memory(error);
    for (size_t i = 0; i < rows * inputs; i++)
        draws->values[i] = di_distribution_quantile(
            &draws->uncertainty.inputs[i % inputs].distribution, shares[i]);
    return DI_OK;
}

enum di_status di_input_draws_fail(const char *path, struct di_error *error)
{
    const bool is_stream = strcmp(path, DI_SCENARIO_STDIN) == 0;
    const char *shown = is_stream ? DI_SCENARIO_STDIN_NAME : path;
    return DI_FAIL(error, DI_ERR_INPUT, shown,
                   DI_N_("'%1' declares no uncertain input. Give a number a distribution: "
                         "{\"value\": 0.12, \"uncertain\": {\"beta\": [12, 88]}}."),
                   di_text_arg(shown));
}

enum di_status di_input_draws_sample(struct di_input_draws *draws, uint64_t seed, size_t rows,
                                     struct di_error *error)
{
    const struct di_uncertainty *uncertainty = &draws->uncertainty;
    const struct di_stream stream = di_stream_make(seed, UINT64_MAX);
    const size_t inputs = uncertainty->count;
    uint64_t *keys = calloc(inputs + 1, sizeof *keys);
    double *shares = calloc(rows * inputs + 1, sizeof *shares);
    enum di_status status = keys == NULL || shares == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK) {
        keys_of(uncertainty, keys);
        status = di_latin_hypercube(stream, keys, inputs, rows, shares);
    }
    if (status == DI_OK && uncertainty->correlation != NULL)
        status = di_iman_conover(stream, keys, inputs, rows, uncertainty->correlation, shares,
                                 error);
    if (status == DI_OK)
        status = di_input_draws_set(draws, shares, rows, error);
    free(keys);
    free(shares);
    return status;
}

enum di_status di_input_draws_read(struct di_input_draws *draws, const char *path,
                                   struct di_diagnostics *list, char sha256_out[65],
                                   struct di_error *error)
{
    double *values = NULL;
    const enum di_status status =
        di_draws_read(path, draws->drawn.model->id, &draws->uncertainty, list, &values,
                      &draws->rows, sha256_out, error);
    if (status != DI_OK)
        return status;
    free(draws->values);
    draws->values = values;
    return DI_OK;
}

void di_input_draws_finish(struct di_input_draws *draws)
{
    di_uncertainty_finish(&draws->uncertainty);
    free(draws->values);
    draws->values = NULL;
}

enum di_status di_input_draws_make(void *context, uint32_t number, struct di_variant *variant,
                                   struct di_error *error)
{
    const struct di_input_draws *draws = context;
    const size_t row = number / draws->per_row;
    if (draws->per_row > 1)
        variant->luck = number % draws->per_row;
    return di_drawn_scenario_make(&draws->drawn, draws->values + row * draws->uncertainty.count,
                                  variant, error);
}

void di_input_draws_drop(void *context, struct di_variant *variant)
{
    (void)context;
    di_drawn_scenario_drop(variant);
}
