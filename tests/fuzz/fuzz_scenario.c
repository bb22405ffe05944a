/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole loader on arbitrary bytes: it must refuse or accept, never crash, and what it
 * accepts must load again from its own resolved text to the same resolved text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct di_scenario *load(const char *text, size_t size)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&diagnostics);
    const enum di_status status =
        di_scenario_load_text(text, size, "fuzz", &diagnostics, &scenario, &error);
    const bool has_problem = di_diagnostics_have_errors(&diagnostics);
    if ((status == DI_OK) != (scenario != NULL) || (status == DI_OK) == has_problem)
        abort();
    di_diagnostics_finish(&diagnostics);
    return scenario;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct di_scenario *scenario = load((const char *)bytes, size);
    if (scenario == NULL)
        return 0;
    struct di_scenario *again = load(scenario->resolved, strlen(scenario->resolved));
    if (again == NULL || strcmp(scenario->resolved, again->resolved) != 0)
        abort();
    di_scenario_destroy(again);
    di_scenario_destroy(scenario);
    return 0;
}
