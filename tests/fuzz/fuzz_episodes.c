/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placement episodes from a text: whatever stands there, it is read or refused, and what is
 * made of it is a scenario that loads. The first byte says the preset and whether to withhold.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di/episodes.h"
#include "di/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check(const char *text)
{
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    if (di_scenario_load_text(text, strlen(text), "made", &list, &scenario, &error) != DI_OK)
        abort();
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
}

static void make_all(struct di_episodes *book)
{
    char *texts[] = {di_episodes_scenario(book, NULL, NULL), di_episodes_targets(book),
                     di_data_quality_text(di_episodes_quality(book), NULL),
                     di_data_quality_json(di_episodes_quality(book), NULL, NULL, 0)};
    if (texts[0] != NULL)
        check(texts[0]);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        free(texts[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0)
        return 0;
    const struct di_episodes_request request = {.paths = {"fuzz.csv"},
                                                .path_count = 1,
                                                .preset = bytes[0] & 1 ? "ssda903" : NULL,
                                                .suppress = bytes[0] & 2 ? 5 : 0,
                                                .from = 2020,
                                                .to = 2023,
                                                .start = bytes[0] & 4 ? 2021 : 2024};
    struct di_diagnostics list;
    struct di_episodes *book = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    if (di_episodes_read_bytes(&request, (const char *)bytes + 1, size - 1, &list, &book,
                               &error) == DI_OK)
        make_all(book);
    di_episodes_destroy(book);
    di_diagnostics_finish(&list);
    return 0;
}
