/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft_run.h"

#include "di/care.h"

#include "di_test.h"

struct draft_run draft_run(struct draft *draft, uint32_t replication)
{
    struct draft_run run = {.model = draft_finish(draft)};
    struct di_error error = {0};
    struct di_diagnostics diagnostics;
    struct di_warm_start *start = NULL;
    struct di_care *care = NULL;
    assert_non_null(run.model);
    di_diagnostics_init(&diagnostics);
    assert_status(di_warm_start_prepare(run.model, &diagnostics, &start, &error), DI_OK);
    di_diagnostics_finish(&diagnostics);
    assert_status(di_care_create(run.model, start, &care, &error), DI_OK);
    assert_status(di_result_create(run.model, false, &run.result), DI_OK);
    if (di_care_run(care, 1, replication, NULL, run.result, &error) != DI_OK) {
        char text[1000];
        (void)di_message_render(&error.message, NULL, text, sizeof text);
        fail_msg("%s: %s", error.where, text);
    }
    di_care_destroy(care);
    di_warm_start_destroy(start);
    return run;
}

void draft_run_finish(struct draft_run *run)
{
    di_result_destroy(run->result);
    di_model_destroy(run->model);
}

int32_t draft_run_places(const struct draft_run *run, uint32_t quarter, uint16_t setting,
                         enum di_place_measure measure)
{
    int32_t sum = 0;
    for (uint32_t region = 0; region < run->model->region_count; region++)
        sum +=
            run->result
                ->places[di_result_place_index(&run->result->dims, quarter, region, setting) +
                         measure];
    return sum;
}

int32_t draft_run_stock(const struct draft_run *run, uint32_t quarter, uint16_t setting)
{
    int32_t sum = 0;
    for (uint32_t region = 0; region < run->model->region_count; region++)
        for (uint32_t cell = 0; cell < 2; cell++)
            sum += run->result->stock[di_result_stock_index(&run->result->dims, quarter, region,
                                                            setting, cell)];
    return sum;
}
