/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/plan_workbook.h"

#ifdef HOMEWARD_XLSX

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "di/whole_file.h"

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

static enum di_status fail_file(const char *path, int code, struct di_error *error)
{
    if (code == ENOMEM)
        return di_fail_memory(error);
    return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("The workbook '%1' cannot be written: %2."),
                   di_text_arg(path), di_text_arg(strerror(code)));
}

static enum di_status fill(const struct di_plan_workbook *workbook, const char *path,
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

enum di_status di_plan_workbook_write(const struct di_plan_workbook *workbook, const char *path,
                                      struct di_error *error)
{
    struct di_whole_file file;
    int code = di_whole_file_open(&file, path);
    if (code != 0)
        return fail_file(path, code, error);
    enum di_status status = fill(workbook, file.temporary_path, error);
    if (status == DI_OK) {
        code = di_whole_file_finish(&file, DI_WHOLE_REPLACES);
        if (code != 0)
            status = fail_file(path, code, error);
    }
    di_whole_file_discard(&file);
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
