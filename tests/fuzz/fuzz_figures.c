/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of published figures of arbitrary bytes: it is refused with a reason, or becomes a
 * report and targets that are right for the scenario, with small counts shown or withheld;
 * never a crash. The first byte says which mapping there is. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di/table_import.h"
#include "di/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct di_scenario *load_scenario(void)
{
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    di_diagnostics_init(&list);
    if (di_scenario_load(TWO_REGIONS, NULL, 0, &list, &scenario, NULL) != DI_OK)
        abort();
    di_diagnostics_finish(&list);
    return scenario;
}

static void write_all(struct di_table_import *import, const struct di_scenario *scenario)
{
    struct di_diagnostics list;
    struct di_targets *made = NULL;
    char *targets = di_table_import_targets(import);
    char *json = di_data_quality_json(di_table_import_quality(import), NULL, NULL, 0);
    char *text = di_data_quality_text(di_table_import_quality(import), NULL);
    if (targets == NULL || json == NULL || text == NULL)
        abort();
    di_diagnostics_init(&list);
    if (di_targets_read_text(targets, strlen(targets), "made", scenario->model, &list, &made,
                             NULL) != DI_OK)
        abort();
    di_targets_destroy(made);
    di_diagnostics_finish(&list);
    free(targets);
    free(json);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct di_scenario *scenario;
    static const char *const mappings[] = {
        TABLES "/long/mapping.json", TABLES "/sheet/mapping.json",
        TABLES "/years_side_by_side/mapping.json", TABLES "/constants/mapping.json"};
    struct di_diagnostics list;
    struct di_table_import *import = NULL;
    if (scenario == NULL)
        scenario = load_scenario();
    if (size == 0)
        return 0;
    const struct di_table_request request = {.path = "fuzz",
                                             .bytes = (const char *)bytes + 1,
                                             .size = size - 1,
                                             .mapping = mappings[bytes[0] % 4],
                                             .scenario = scenario,
                                             .scenario_name = "two_regions",
                                             .duplicates =
                                                 bytes[0] & 4 ? DI_TABLE_LAST : DI_TABLE_FIRST,
                                             .suppress_below = bytes[0] & 8 ? 5 : 0};
    di_diagnostics_init(&list);
    const enum di_status status = di_table_import_read(&request, &list, &import, NULL);
    if ((status == DI_OK) != (import != NULL) ||
        (status == DI_OK) == di_diagnostics_have_errors(&list))
        abort();
    if (import != NULL)
        write_all(import, scenario);
    di_table_import_destroy(import);
    di_diagnostics_finish(&list);
    return 0;
}
