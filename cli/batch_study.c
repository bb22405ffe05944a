/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that can be refused is refused before the first replication: a batch may run for
 * days. Draws are made from the scenarios as they were read, so that files which change
 * meanwhile change nothing.
 */
#include "batch_study.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/platform.h"

#include "error_report.h"

static enum di_exit read_study(const struct di_cli *cli, const char *path,
                               struct di_batch_study *batch)
{
    struct di_diagnostics list;
    struct di_error error;
    di_error_clear(&error);
    di_diagnostics_init(&list);
    const enum di_status status = di_study_load(path, &list, &batch->study, &error);
    const enum di_exit code = di_error_report_reading(cli, status, &list, &error);
    di_diagnostics_finish(&list);
    return code;
}

static enum di_exit read_scenario(const struct di_cli *cli, const char *path,
                                  struct di_batch_scenario *to)
{
    struct di_diagnostics list;
    struct di_error error;
    di_error_clear(&error);
    di_diagnostics_init(&list);
    enum di_status status = di_scenario_load(path, NULL, 0, &list, &to->scenario, &error);
    if (status == DI_OK)
        status = di_scenario_start(to->scenario, &list, &to->start, &error);
    const enum di_exit code = di_warning_list_report(&to->warnings, cli, status, &list, &error);
    di_diagnostics_finish(&list);
    return code;
}

/* ---- what is drawn ---- */

static enum di_status read_inputs(const struct di_study *study, const char *path,
                                  struct di_batch_scenario *to, struct di_error *error)
{
    struct di_input_draws *draws = &to->draws;
    const enum di_status status =
        di_uncertainty_read(to->scenario->resolved, &draws->uncertainty, error);
    if (status == DI_OK && study->is_fixed && draws->uncertainty.count > 0) {
        to->inputs.from = DI_INPUTS_FIXED;
        di_input_draws_finish(draws);
    }
    if (status == DI_OK && study->draws > 0 && draws->uncertainty.count == 0)
        return di_input_draws_fail(path, error);
    return status;
}

/* As `run` draws, one draw a replication; with draws as `sensitivity` does, each with the luck
 * of the same replications. */
static enum di_status draw_inputs(const struct di_study *study, const char *path,
                                  struct di_batch_scenario *to, struct di_error *error)
{
    static const struct di_set_overrides no_sets = {0};
    struct di_input_draws *draws = &to->draws;
    enum di_status status = read_inputs(study, path, to, error);
    if (status != DI_OK || draws->uncertainty.count == 0)
        return status;
    to->inputs = (struct di_inputs_drawn){
        DI_INPUTS_DISTRIBUTIONS, study->draws > 0 ? study->draws : study->replications, NULL};
    draws->per_row = study->draws > 0 ? study->replications : 1;
    draws->drawn = di_input_draws_source(path, &no_sets, &draws->uncertainty, to->scenario);
    draws->drawn.resolved = to->scenario->resolved;
    return di_input_draws_sample(draws, study->seed, to->inputs.draws, error);
}

/* The tables of a scenario are made of all its replications, or of all of a draw. */
static enum di_status check_memory(const struct di_study *study, const struct di_model *model,
                                   struct di_error *error)
{
    return di_experiment_check_memory(model, study->full_splits, study->replications,
                                      di_experiment_memory_limit(di_platform_machine_bytes()),
                                      error);
}

/* ---- all scenarios ---- */

static enum di_status check_id(const struct di_batch_study *batch, size_t count,
                               struct di_error *error)
{
    const char *id = batch->scenarios[count].scenario->model->id;
    for (size_t i = 0; i < count; i++)
        if (strcmp(batch->named[i].id, id) == 0)
            return DI_FAIL(error, DI_ERR_INCONSISTENT, batch->study->scenarios[count],
                           DI_N_("'%1' and '%2' are both the scenario '%3': give each an id of "
                                 "its own."),
                           di_text_arg(batch->study->scenarios[i]),
                           di_text_arg(batch->study->scenarios[count]), di_text_arg(id));
    return DI_OK;
}

static enum di_exit open_scenario(const struct di_cli *cli, struct di_batch_study *batch,
                                  size_t i)
{
    const struct di_study *study = batch->study;
    struct di_batch_scenario *to = &batch->scenarios[i];
    struct di_error error;
    di_error_clear(&error);
    const enum di_exit code = read_scenario(cli, study->scenarios[i], to);
    if (code != DI_EXIT_DONE)
        return code;
    enum di_status status = check_id(batch, i, &error);
    if (status == DI_OK)
        status = check_memory(study, to->scenario->model, &error);
    if (status == DI_OK)
        status = draw_inputs(study, study->scenarios[i], to, &error);
    batch->named[i] = (struct di_study_scenario){
        .id = to->scenario->model->id,
        .sha256 = to->scenario->sha256,
        .resolved = to->scenario->resolved,
    };
    return di_error_report_failed(cli, status, &error);
}

static struct di_study_identity identity_of(const struct di_batch_study *batch, uint32_t part,
                                            uint32_t part_count)
{
    const struct di_study *study = batch->study;
    return (struct di_study_identity){
        .id = study->id,
        .program_version = HOMEWARD_VERSION,
        .seed = study->seed,
        .replications = study->replications,
        .draws = study->draws,
        .full_splits = study->full_splits,
        .is_fixed = study->is_fixed,
        .part = part,
        .part_count = part_count,
        .scenario_count = study->scenario_count,
        .scenarios = batch->named,
    };
}

enum di_exit di_batch_study_open(const struct di_cli *cli, const char *path, uint32_t part,
                                 uint32_t part_count, struct di_batch_study *out)
{
    struct di_error error;
    di_error_clear(&error);
    *out = (struct di_batch_study){0};
    enum di_exit code = read_study(cli, path, out);
    if (code != DI_EXIT_DONE)
        return code;
    const size_t count = out->study->scenario_count;
    out->scenarios = calloc(count, sizeof *out->scenarios);
    out->named = calloc(count, sizeof *out->named);
    if (out->scenarios == NULL || out->named == NULL)
        return di_error_report_failed(cli, di_fail_memory(&error), &error);
    for (size_t i = 0; i < count && code == DI_EXIT_DONE; i++)
        code = open_scenario(cli, out, i);
    out->identity = identity_of(out, part, part_count);
    return code;
}

/* @return length without the end mark, as snprintf does */
static size_t write_text(const struct di_study_identity *identity, char *buffer, size_t size)
{
    size_t length = (size_t)snprintf(
        buffer, size, "%s %s %" PRIu64 " %" PRIu32 " %" PRIu32 " %d %d", identity->id,
        identity->program_version, identity->seed, identity->replications, identity->draws,
        identity->full_splits, identity->is_fixed);
    for (size_t i = 0; i < identity->scenario_count; i++)
        length += (size_t)snprintf(size > 0 ? buffer + length : NULL,
                                   size > 0 ? size - length : 0, " %s %s",
                                   identity->scenarios[i].id, identity->scenarios[i].sha256);
    return length;
}

char *di_batch_study_text(const struct di_batch_study *batch)
{
    const size_t room = write_text(&batch->identity, NULL, 0) + 1;
    char *text = malloc(room);
    if (text != NULL)
        (void)write_text(&batch->identity, text, room);
    return text;
}

void di_batch_study_finish(struct di_batch_study *batch)
{
    for (size_t i = 0; batch->scenarios != NULL && i < batch->study->scenario_count; i++) {
        struct di_batch_scenario *scenario = &batch->scenarios[i];
        di_input_draws_finish(&scenario->draws);
        di_warm_start_destroy(scenario->start);
        di_scenario_destroy(scenario->scenario);
        di_warning_list_finish(&scenario->warnings);
    }
    free(batch->scenarios);
    free(batch->named);
    di_study_destroy(batch->study);
    *batch = (struct di_batch_study){0};
}
