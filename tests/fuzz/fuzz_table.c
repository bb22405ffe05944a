/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table for the Import screen, of arbitrary bytes, in the form that is guessed and in others:
 * problems are told, never a crash, and what a row asks to change is JSON. */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "di/scenario.h"

#include "fuzz_folder.h"
#include "import_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct di_catalogue catalogue; /* English as it stands */

static const struct inputs *inputs_of_tutorial(void)
{
    static struct inputs inputs;
    if (inputs.count > 0)
        return &inputs;
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    di_diagnostics_init(&list);
    if (di_scenario_load(TUTORIAL, NULL, 0, &list, &scenario, NULL) != DI_OK ||
        !inputs_take(&inputs, scenario))
        abort();
    di_diagnostics_finish(&list);
    di_scenario_destroy(scenario);
    return &inputs;
}

static void look(const struct table_import *table)
{
    for (size_t i = 0; i < table_import_problem_count(table); i++)
        if (table_import_problem(table, i)->id == NULL)
            abort();
    for (size_t i = 0; i < table_import_edit_count(table); i++) {
        const char *pointer, *json;
        table_import_edit(table, i, &pointer, &json);
        json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);
        if (pointer[0] != '/' || value == NULL)
            abort();
        json_decref(value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const struct import_form forms[] = {{DI_TEXT_CP1251, ';', ','},
                                               {DI_TEXT_UTF8, '\t', '.'}};
    static const char *const name = "table.csv";
    char folder[] = FUZZ_FOLDER, path[sizeof folder + 10];
    fuzz_folder_make(folder);
    fuzz_folder_write(folder, name, bytes, size);
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    const struct inputs *inputs = inputs_of_tutorial();
    struct table_import *table = table_import_read(path, inputs, &catalogue);
    fuzz_folder_remove(folder, &name, 1);
    if (table == NULL)
        abort();
    look(table);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        table_import_reform(table, &forms[i], inputs, &catalogue);
        look(table);
    }
    table_import_destroy(table);
    return 0;
}
