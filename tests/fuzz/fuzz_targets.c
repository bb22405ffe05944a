/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of targets, of arbitrary bytes: problems are told, never a crash, and what is read is
 * in order and within its limits. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di/scenario.h"
#include "di/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct di_model *country(void)
{
    static struct di_scenario *scenario;
    struct di_diagnostics list;
    if (scenario != NULL)
        return scenario->model;
    di_diagnostics_init(&list);
    if (di_scenario_load(BULGARIA, NULL, 0, &list, &scenario, NULL) != DI_OK)
        abort();
    di_diagnostics_finish(&list);
    return scenario->model;
}

static void look(const struct di_targets *targets)
{
    if (targets->count == 0 || targets->count > DI_TARGET_SERIES_MAX)
        abort();
    for (uint32_t n = 0; n < targets->count; n++) {
        const struct di_target_series *series = &targets->series[n];
        if (series->count == 0 || series->setting_count == 0 ||
            (n > 0 && strcmp(targets->series[n - 1].id, series->id) >= 0))
            abort();
        for (uint32_t p = 0; p < series->count; p++) {
            const struct di_target_point *point = &series->points[p];
            if (!(isnan(point->value) || point->value >= 0) || !(point->tolerance > 0) ||
                (p > 0 && series->points[p - 1].year >= point->year))
                abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct di_diagnostics list;
    struct di_targets *targets = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    const enum di_status status = di_targets_read_text((const char *)bytes, size, "targets.csv",
                                                       country(), &list, &targets, &error);
    if (status == DI_OK)
        look(targets);
    else if (error.message.id == NULL || list.errors == 0)
        abort();
    di_targets_destroy(targets);
    di_diagnostics_finish(&list);
    return 0;
}
