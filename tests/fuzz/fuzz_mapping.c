/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping file of arbitrary bytes: it is refused with a reason, or what it says is found in a
 * table; never a crash. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di/office_mapping.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct di_office_term terms[] = {{"institution", "home|house"}, {"foster", NULL}};
static const struct di_office_role roles[] = {
    {.id = "region", .headings = "region|oblast", .is_needed = true},
    {.id = "setting", .headings = "type", .has_codes = true, .terms = terms, .term_count = 2},
    {.id = "place", .headings = "place", .has_codes = true}};
enum { ROLES = sizeof roles / sizeof roles[0] };

static const char csv[] = "Region;Type;Place;x\nNorth;home;a;1\nSouth;tent;b;2\n";

static void use(struct di_office_mapping *mapping, struct di_office_table *table)
{
    struct di_office_cell cells[ROLES];
    size_t columns[ROLES];
    uint32_t line;
    char id[65];
    if (di_office_mapping_bind(mapping, table, 0, ROLES, columns, NULL) != DI_OK ||
        di_office_table_select(table, columns, ROLES, NULL) != DI_OK)
        return;
    while (di_office_table_next(table, cells, &line)) {
        const size_t meaning = di_office_mapping_code(mapping, 1, cells[1].text, line);
        if (meaning != SIZE_MAX && meaning > 1)
            abort();
        (void)di_office_mapping_id(mapping, 2, cells[2].text);
        di_office_id_of(cells[0].text, id);
        if (id[0] == '\0' || strlen(id) > 64)
            abort();
    }
    (void)!di_office_mapping_finish(mapping, table, columns, NULL);
    free(di_office_mapping_unused(table, columns, ROLES));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct di_diagnostics list;
    struct di_office_mapping *mapping = NULL;
    struct di_office_table *table = NULL;
    struct di_office_form form = {0};
    char decimal = '\0';
    di_diagnostics_init(&list);
    static const struct di_office_option options[] = {{"blank", "above|total"}};
    static const struct di_office_kind kind = {"stock", roles, ROLES, options, 1};
    const enum di_status status = di_office_mapping_read_text((const char *)bytes, size, "fuzz",
                                                              &kind, &list, &mapping, NULL);
    if ((status == DI_OK) != (mapping != NULL) ||
        (status == DI_OK) == di_diagnostics_have_errors(&list))
        abort();
    if (mapping != NULL) {
        di_office_mapping_complete(mapping, &form, &decimal);
        if (di_office_table_open_bytes(csv, sizeof csv - 1, "table", &form, &list, &table,
                                       NULL) == DI_OK)
            use(mapping, table);
    }
    di_office_table_close(table);
    di_office_mapping_destroy(mapping);
    di_diagnostics_finish(&list);
    return 0;
}
