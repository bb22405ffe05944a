/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of an office of arbitrary bytes becomes a scenario of its own that loads, or is
 * refused with a reason; never a crash. The first byte chooses the kind and the options. */
#include <stdint.h>
#include <stdlib.h>

#include "di/opening_import.h"
#include "di/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

typedef enum di_status (*read_function)(const struct di_opening_request *request,
                                        struct di_diagnostics *diagnostics,
                                        struct di_opening_book **out, struct di_error *error);

static void check(const struct di_opening_book *book)
{
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    char *text = di_opening_scenario(book, NULL);
    char *json = di_opening_quality_json(book, NULL, NULL, 0);
    char *page = di_opening_quality_text(book, NULL);
    if (text == NULL || json == NULL || page == NULL)
        abort();
    size_t length = 0;
    while (text[length] != '\0')
        length++;
    di_diagnostics_init(&list);
    if (di_scenario_load_text(text, length, "made", &list, &scenario, NULL) != DI_OK)
        abort();
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
    free(text);
    free(json);
    free(page);
}

/* Problems are told after everything else has been freed. */
static void tell(const struct di_diagnostics *list)
{
    char sentence[512];
    for (size_t i = 0; i < list->count; i++)
        (void)di_message_render(&list->items[i].message, NULL, sentence, sizeof sentence);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const read_function readers[] = {di_opening_stock_read, di_opening_register_read,
                                            di_opening_workforce_read};
    struct di_diagnostics list;
    struct di_opening_book *book = NULL;
    const uint8_t choice = size > 0 ? bytes[0] : 0;
    const struct di_opening_request request = {
        .path = "fuzz.csv",
        .bytes = (const char *)bytes + (size > 0 ? 1 : 0),
        .size = size > 0 ? size - 1 : 0,
        .id = "fuzz",
        .start_year = 2026,
        .blank = (choice & 8) != 0 ? DI_BLANK_ABOVE : DI_BLANK_TOTAL,
        .censored = DI_CENSORED_MIDDLE,
        .adds_duplicates = (choice & 16) != 0,
        .suppress_below = (choice & 32) != 0 ? 5 : 0};
    di_diagnostics_init(&list);
    const enum di_status status = readers[choice % 3](&request, &list, &book, NULL);
    if ((status == DI_OK) != (book != NULL) ||
        (status == DI_OK) == di_diagnostics_have_errors(&list))
        abort();
    if (book != NULL)
        check(book);
    di_opening_destroy(book);
    tell(&list);
    di_diagnostics_finish(&list);
    return 0;
}
