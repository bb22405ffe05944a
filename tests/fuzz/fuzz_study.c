/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of studies on arbitrary bytes: it refuses or accepts, never crashes, and what it
 * accepts is within its limits. */
#include <stdint.h>
#include <stdlib.h>

#include "di/study.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool is_within_limits(const struct di_study *study)
{
    return study->scenario_count >= 1 && study->scenario_count <= DI_STUDY_SCENARIOS_MAX &&
           study->replications >= 1 && study->draws <= DI_STUDY_DRAWS_MAX &&
           study->id[0] != '\0' && !(study->draws > 0 && study->is_fixed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct di_diagnostics diagnostics;
    struct di_study *study = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&diagnostics);
    const enum di_status status =
        di_study_load_text((const char *)bytes, size, "fuzz", &diagnostics, &study, &error);
    if ((status == DI_OK) != (study != NULL) ||
        (status == DI_OK) == di_diagnostics_have_errors(&diagnostics))
        abort();
    if (study != NULL && !is_within_limits(study))
        abort();
    di_study_destroy(study);
    di_diagnostics_finish(&diagnostics);
    return 0;
}
