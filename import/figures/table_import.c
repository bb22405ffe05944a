/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/table_import.h"

#include <stdlib.h>

#include "office/mapping_parts.h"
#include "table_book.h"

static struct di_table_import *create(const struct di_table_request *request,
                                      struct di_diagnostics *diagnostics)
{
    struct di_table_import *import = calloc(1, sizeof *import);
    if (import == NULL)
        return NULL;
    import->request = *request;
    import->diagnostics = diagnostics;
    import->model = request->scenario->model;
    di_arena_init(&import->arena);
    import->quality = di_data_quality_create("table", request->scenario_name);
    import->ran_out = import->quality == NULL;
    return import;
}

void di_table_import_destroy(struct di_table_import *import)
{
    if (import == NULL)
        return;
    di_data_quality_destroy(import->quality);
    di_office_table_close(import->table);
    di_office_mapping_destroy(import->mapping);
    di_arena_finish(&import->arena);
    free(import->figures);
    free(import);
}

static enum di_status read_mapping(struct di_table_import *import, struct di_error *error)
{
    static const struct di_office_option options[] = {{"duplicates", "first|last"}};
    const struct di_office_kind kind = {"table", import->roles, DI_TABLE_ROLES, options, 1};
    const struct di_mapping_request request = {.path = import->request.mapping,
                                               .kind = &kind,
                                               .section = "series",
                                               .read_section = di_table_read_series,
                                               .context = import};
    const enum di_status status =
        di_mapping_read(&request, import->diagnostics, &import->mapping, error);
    if (status == DI_OK && import->request.duplicates == DI_TABLE_DIFFER_IS_WRONG)
        import->request.duplicates =
            di_mapping_says(import->mapping, "duplicates", "first")  ? DI_TABLE_FIRST
            : di_mapping_says(import->mapping, "duplicates", "last") ? DI_TABLE_LAST
                                                                     : DI_TABLE_DIFFER_IS_WRONG;
    return import->ran_out ? di_fail_memory(error) : status;
}

static enum di_status open_table(struct di_table_import *import, struct di_error *error)
{
    struct di_office_form form = import->request.form;
    import->decimal = import->request.decimal;
    di_office_mapping_complete(import->mapping, &form, &import->decimal);
    const struct di_table_request *request = &import->request;
    const enum di_status status =
        request->bytes != NULL
            ? di_office_table_open_bytes(request->bytes, request->size, request->path, &form,
                                         import->diagnostics, &import->table, error)
            : di_office_table_open(request->path, &form, import->diagnostics, &import->table,
                                   error);
    if (status != DI_OK)
        return status;
    return di_office_mapping_bind(import->mapping, import->table, 0, DI_TABLE_ROLES,
                                  import->columns, error);
}

static enum di_status read_table(struct di_table_import *import, struct di_error *error)
{
    enum di_status status =
        di_table_make_roles(import) ? read_mapping(import, error) : di_fail_memory(error);
    if (status == DI_OK)
        status = open_table(import, error);
    if (status != DI_OK)
        return status;
    di_table_read_rows(import);
    if (import->ran_out)
        return di_fail_memory(error);
    status = di_office_mapping_finish(import->mapping, import->table, import->columns, error);
    if (status != DI_OK)
        return status;
    di_table_settle(import);
    status = di_office_table_status(import->table, error);
    if (status != DI_OK || import->ran_out)
        return import->ran_out ? di_fail_memory(error) : status;
    di_table_withhold(import);
    di_table_look(import);
    return import->ran_out ? di_fail_memory(error) : DI_OK;
}

enum di_status di_table_import_read(const struct di_table_request *request,
                                    struct di_diagnostics *diagnostics,
                                    struct di_table_import **out, struct di_error *error)
{
    struct di_table_import *import = create(request, diagnostics);
    if (import == NULL)
        return di_fail_memory(error);
    const enum di_status status =
        import->ran_out ? di_fail_memory(error) : read_table(import, error);
    if (status == DI_OK)
        *out = import;
    else
        di_table_import_destroy(import);
    return status;
}

int32_t di_table_import_from(const struct di_table_import *import)
{
    return import->from;
}

int32_t di_table_import_to(const struct di_table_import *import)
{
    return import->to;
}

const struct di_data_quality *di_table_import_quality(const struct di_table_import *import)
{
    return import->quality;
}
