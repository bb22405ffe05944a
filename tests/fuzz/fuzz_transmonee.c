/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An SDMX message of arbitrary bytes: it is refused with a reason, or becomes a scenario that
 * loads (numbers may be beyond a scenario's limits), targets and a report; never a crash. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di/scenario.h"
#include "di/transmonee.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void load(const char *text)
{
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    di_diagnostics_init(&list);
    const enum di_status status =
        di_scenario_load_text(text, strlen(text), "made", &list, &scenario, NULL);
    if (status != DI_OK && status != DI_ERR_LIMIT && status != DI_ERR_RANGE)
        abort();
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
}

static void write_all(struct di_transmonee *book)
{
    char *scenario = di_transmonee_scenario(book, NULL, "zza", NULL);
    char *targets = di_transmonee_targets(book);
    char *json = di_transmonee_quality_json(book, NULL, NULL, 0);
    char *text = di_transmonee_quality_text(book, NULL);
    if (scenario == NULL || targets == NULL || json == NULL || text == NULL)
        abort();
    load(scenario);
    free(scenario);
    free(targets);
    free(json);
    free(text);
}

static void read_as(const uint8_t *bytes, size_t size,
                    const struct di_transmonee_request *request)
{
    struct di_diagnostics list;
    struct di_transmonee *book = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    const enum di_status status = di_transmonee_read_text(request, (const char *)bytes, size,
                                                          "fuzz", &list, &book, &error);
    if ((status == DI_OK) != (book != NULL) ||
        (status == DI_OK) == di_diagnostics_have_errors(&list))
        abort();
    if (book != NULL)
        write_all(book);
    di_transmonee_destroy(book);
    di_diagnostics_finish(&list);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct di_transmonee_request strict = {.country = "ZZA", .from = 2011};
    const struct di_transmonee_request settled = {.country = "ZZA",
                                                  .from = 2011,
                                                  .decimal = '.',
                                                  .duplicates = DI_CHOICE_LAST,
                                                  .codes = DI_CODES_CURRENT};
    read_as(bytes, size, &strict);
    read_as(bytes, size, &settled);
    return 0;
}
