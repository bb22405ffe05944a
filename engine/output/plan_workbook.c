/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/plan_workbook.h"

#ifdef HOMEWARD_XLSX

#include <stdlib.h>

#include "workbook.h"

static void write_front(struct workbook_page *page, const void *context)
{
    const struct di_plan_workbook *workbook = context;
    for (size_t n = 0; n < workbook->fact_count; n++) {
        const struct di_plan_fact *fact = &workbook->facts[n];
        if (fact->text != NULL)
            workbook_say(page, fact->line, fact->text);
        else
            workbook_say_number(page, fact->line, fact->number);
    }
}

bool di_plan_workbook_is_possible(void)
{
    return true;
}

enum di_status di_plan_workbook_write(const struct di_plan_workbook *workbook, const char *path,
                                      struct di_error *error)
{
    const struct workbook_front front = {write_front, workbook, workbook->title,
                                         workbook->start_civil_day};
    struct workbook_table *tables = calloc(workbook->sheet_count + 1, sizeof *tables);
    if (tables == NULL)
        return di_fail_memory(error);
    for (size_t n = 0; n < workbook->sheet_count; n++)
        tables[n] = (struct workbook_table){.name = workbook->sheets[n].name,
                                            .text = workbook->sheets[n].csv,
                                            .has_all_periods = true};
    const enum di_status status =
        workbook_make(&front, tables, workbook->sheet_count, path, error);
    free(tables);
    return status;
}

#else

bool di_plan_workbook_is_possible(void)
{
    return false;
}

enum di_status di_plan_workbook_write(const struct di_plan_workbook *workbook, const char *path,
                                      struct di_error *error)
{
    (void)workbook;
    return di_fail(error, DI_ERR_UNSUPPORTED, path,
                   DI_N_("This program was built without libxlsxwriter: no workbook."), NULL,
                   0);
}

#endif
