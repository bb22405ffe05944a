/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program on the installed libraries: children in care after the first quarter of a scenario,
 * by setting, in one replication. */
#include <di/care.h>
#include <di/result.h>
#include <di/scenario.h>
#include <di/warm_start.h>
#include <stdio.h>

static enum di_status simulate(const struct di_model *model, struct di_result **result_out)
{
    struct di_diagnostics diagnostics;
    struct di_warm_start *start = NULL;
    struct di_care *care = NULL;
    di_diagnostics_init(&diagnostics);
    enum di_status status = di_warm_start_prepare(model, &diagnostics, &start, NULL);
    if (status == DI_OK)
        status = di_care_create(model, start, &care, NULL);
    if (status == DI_OK)
        status = di_result_create(model, false, result_out);
    if (status == DI_OK)
        status = di_care_run(care, 1, 0, NULL, *result_out, NULL);
    di_care_destroy(care);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&diagnostics);
    return status;
}

int main(int argc, char **argv)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    struct di_result *result = NULL;
    di_diagnostics_init(&diagnostics);
    enum di_status status =
        argc < 2 ? DI_ERR_INPUT
                 : di_scenario_load(argv[1], NULL, 0, &diagnostics, &scenario, NULL);
    if (status == DI_OK)
        status = simulate(scenario->model, &result);
    if (status == DI_OK)
        printf("%llu events\n", (unsigned long long)result->events);
    di_result_destroy(result);
    if (scenario != NULL)
        di_scenario_destroy(scenario);
    di_diagnostics_finish(&diagnostics);
    return status == DI_OK ? 0 : 1;
}
