/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the simulator are made once and kept from one replication to the next. */
#include "sample.h"

#include <string.h>

static enum di_status tell_first(enum di_status status, struct di_diagnostics *problems,
                                 struct di_error *error)
{
    if (status != DI_OK && error->message.id == NULL && problems->count > 0) {
        error->status = status;
        di_message_copy(&error->message, &problems->items[0].message);
    }
    di_diagnostics_finish(problems);
    return status;
}

enum di_status sample_load(struct sample *sample, const char *path, const char *patch,
                           struct di_error *error)
{
    struct di_diagnostics problems;
    di_diagnostics_init(&problems);
    return tell_first(di_scenario_load_patched(path, patch, strlen(patch), "edits", &problems,
                                               &sample->scenario, error),
                      &problems, error);
}

enum di_status sample_warm(struct sample *sample, struct di_error *error)
{
    struct di_diagnostics problems;
    di_diagnostics_init(&problems);
    return tell_first(di_scenario_start(sample->scenario, &problems, &sample->start, error),
                      &problems, error);
}

enum di_status sample_open(struct sample *sample, const char *path, const char *patch,
                           struct di_error *error)
{
    const enum di_status status = sample_load(sample, path, patch, error);
    return status == DI_OK ? sample_warm(sample, error) : status;
}

void sample_close(struct sample *sample)
{
    di_result_destroy(sample->result);
    di_care_destroy(sample->care);
    di_warm_start_destroy(sample->start);
    di_scenario_destroy(sample->scenario);
    memset(sample, 0, sizeof *sample);
}

double sample_institution_stock(const struct di_model *model, const struct di_result *result,
                                uint32_t quarter)
{
    const struct di_result_dims *dims = &result->dims;
    double sum = 0;
    for (uint32_t setting = 0; setting < dims->settings; setting++)
        if (model->settings[setting].kind == DI_KIND_INSTITUTION)
            for (uint32_t region = 0; region < dims->regions; region++)
                sum += result->stock[di_result_stock_index(dims, quarter, region, setting, 0)];
    return sum;
}

/* One replication as it goes. */
struct drawing {
    const struct sample *sample;
    const struct sample_draw *draw;
    double *points;
    uint32_t count;
};

static bool is_cancelled(void *context)
{
    const struct drawing *drawing = context;
    return drawing->draw->is_cancelled(drawing->draw->context);
}

static void take_quarter(void *context, uint32_t quarters)
{
    struct drawing *drawing = context;
    const struct sample *sample = drawing->sample;
    const struct sample_draw *draw = drawing->draw;
    if (quarters > DOCUMENT_SPARK_MAX)
        return;
    drawing->points[quarters - 1] =
        sample_institution_stock(sample->scenario->model, sample->result, quarters - 1);
    drawing->count = quarters;
    if (draw->on_points != NULL)
        draw->on_points(draw->context, drawing->points, drawing->count);
}

enum di_status sample_run(struct sample *sample, const struct sample_draw *draw,
                          double points[DOCUMENT_SPARK_MAX], uint32_t *count_out,
                          struct di_error *error)
{
    struct drawing drawing = {.sample = sample, .draw = draw, .points = points};
    const struct di_care_options options = {
        .is_cancelled = is_cancelled, .on_quarter = take_quarter, .context = &drawing};
    const struct di_model *model = sample->scenario->model;
    enum di_status status = DI_OK;
    if (sample->care == NULL)
        status = di_care_create(model, sample->start, &sample->care, error);
    di_result_destroy(sample->result);
    sample->result = NULL;
    if (status == DI_OK)
        status = di_result_create(model, false, &sample->result);
    if (status == DI_OK)
        status = di_care_run(sample->care, draw->seed, draw->replication, &options,
                             sample->result, error);
    *count_out = drawing.count;
    return status;
}
