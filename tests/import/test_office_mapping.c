/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column is what, and what words mean: usual headings, mapping files, their faults. */
#include <stdlib.h>
#include <string.h>

#include "di/office_mapping.h"
#include "di/office_slug.h"

#include "di_test.h"

enum { ROLES = 3, TEXT_BYTES = 4096 };

static const struct di_office_term terms[] = {
    {"institution", "orphanage|\xD0\xB4\xD0\xBE\xD0\xBC"},
    {"foster_care", "foster|foster care"}};
static const struct di_office_role roles[ROLES] = {
    {.id = "region",
     .headings = "region|oblast|\xD1\x80\xD0\xB0\xD0\xB9\xD0\xBE\xD0\xBD",
     .is_needed = true},
    {.id = "setting",
     .headings = "type|kind of care",
     .has_codes = true,
     .terms = terms,
     .term_count = 2},
    {.id = "children", .headings = "children|number", .is_needed = true},
};

struct fixture {
    struct di_diagnostics list;
    struct di_office_mapping *mapping;
    struct di_office_table *table;
    size_t columns[ROLES];
    char text[TEXT_BYTES];
};

static void start(struct fixture *f)
{
    memset(f, 0, sizeof *f);
    di_diagnostics_init(&f->list);
}

static void finish(struct fixture *f)
{
    di_office_table_close(f->table);
    di_office_mapping_destroy(f->mapping);
    di_diagnostics_finish(&f->list);
}

static const char *problems(struct fixture *f)
{
    size_t used = 0;
    f->text[0] = '\0';
    for (size_t i = 0; i < f->list.count; i++) {
        const struct di_diagnostic *item = &f->list.items[i];
        used += (size_t)snprintf(f->text + used, TEXT_BYTES - used, "%s:%u:%u ", item->file,
                                 item->line, item->column);
        used += di_message_render(&item->message, NULL, f->text + used, TEXT_BYTES - used);
        used += (size_t)snprintf(f->text + used, TEXT_BYTES - used, "\n");
    }
    return f->text;
}

static enum di_status read_mapping(struct fixture *f, const char *json)
{
    static const struct di_office_kind kind = {
        .id = "stock", .roles = roles, .role_count = ROLES};
    return json == NULL ? di_office_mapping_read(NULL, &kind, &f->list, &f->mapping, NULL)
                        : di_office_mapping_read_text(json, strlen(json), "map", &kind,
                                                      &f->list, &f->mapping, NULL);
}

static enum di_status bind(struct fixture *f, const char *table)
{
    const struct di_office_form form = {.separator = ';'};
    assert_int_equal(di_office_table_open_bytes(table, strlen(table), "table", &form, &f->list,
                                                &f->table, NULL),
                     DI_OK);
    return di_office_mapping_bind(f->mapping, f->table, 0, ROLES, f->columns, NULL);
}

static void usual_headings_need_no_mapping(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    assert_int_equal(read_mapping(&f, NULL), DI_OK);
    assert_int_equal(bind(&f,
                          "Kind  of\xC2\xA0"
                          "care;\xD0\xA0\xD0\x90\xD0\x99\xD0\x9E\xD0\x9D:;NUMBER;x\n1;2;3;4\n"),
                     DI_OK);
    assert_int_equal(f.columns[0], 1);
    assert_int_equal(f.columns[1], 0);
    assert_int_equal(f.columns[2], 2);
    char *unused = di_office_mapping_unused(f.table, f.columns, ROLES);
    assert_string_equal(unused, "x");
    free(unused);
    finish(&f);
}

static void unclear_and_missing_columns_are_told(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    assert_int_equal(read_mapping(&f, NULL), DI_OK);
    assert_int_equal(bind(&f, "region;Oblast;x\n"), DI_ERR_INPUT);
    assert_string_equal(
        problems(&f),
        "table:1:0 The columns 'region' and 'Oblast' may both be the 'region'. Say which one "
        "in the mapping file.\n"
        "table:1:0 No column is known to be the 'children'. Name it in the mapping file, "
        "\"columns\": {\"children\": \"its heading\"}; if the heading is not in this row, say "
        "--heading-row.\n");
    finish(&f);
}

static void mapping_names_columns(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    assert_int_equal(read_mapping(&f,
                                  "{\"format\":1,\"kind\":\"stock\",\"columns\":{\"region\":"
                                  "\"oblast\",\"children\":\"All of them\"},\"options\":{"
                                  "\"decimal\":\"comma\",\"heading_row\":3,\"sheet\":"
                                  "\"May\"}}"),
                     DI_OK);
    assert_int_equal(bind(&f, "region;Oblast;all of  them\n"), DI_OK);
    assert_int_equal(f.columns[0], 1);
    assert_int_equal(f.columns[2], 2);
    struct di_office_form form = {.separator = '\t'};
    char decimal = '\0';
    di_office_mapping_complete(f.mapping, &form, &decimal);
    assert_int_equal(decimal, ',');
    assert_int_equal(form.heading_row, 3);
    assert_int_equal(form.separator, '\t');
    assert_string_equal(form.sheet, "May");
    finish(&f);
}

static void headings_of_a_mapping_must_be_there_once(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    assert_int_equal(read_mapping(&f,
                                  "{\"format\":1,\"kind\":\"stock\",\n\"columns\":{\"region\":"
                                  "\"Regoin\",\n\"children\":\"n\"}}"),
                     DI_OK);
    assert_int_equal(bind(&f, "Region;n;n\n"), DI_ERR_REFERENCE);
    assert_string_equal(problems(&f),
                        "map:2:12 'table' has no column 'Regoin'. Is it 'Region'?\n"
                        "map:3:1 'n' stands twice in the heading of 'table'. Give the columns "
                        "different headings.\n");
    finish(&f);
}

static void a_column_has_one_role(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    assert_int_equal(read_mapping(&f,
                                  "{\"format\":1,\"kind\":\"stock\",\n\"columns\":{\"region\":"
                                  "\"n\",\n\"children\":\"N\"}}"),
                     DI_OK);
    assert_int_equal(bind(&f, "n;m\n"), DI_ERR_INPUT);
    assert_string_equal(problems(&f),
                        "map:3:1 'N' is named for both 'region' and 'children'. A "
                        "column has one role.\n");
    finish(&f);
}

/* "-": none, even where one has the usual heading; then a needed one is told. */
static void a_role_may_have_no_column(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    assert_int_equal(read_mapping(&f, "{\"format\": 1, \"kind\": \"stock\", \"columns\": "
                                      "{\"setting\": \"-\", \"children\": \"-\"}}"),
                     DI_OK);
    assert_int_equal(bind(&f, "Region;Type;Children\nNorth;Orphanage;3\n"), DI_ERR_MISSING);
    assert_int_equal(f.columns[0], 0);
    assert_int_equal(f.columns[1], SIZE_MAX);
    assert_int_equal(f.columns[2], SIZE_MAX);
    assert_non_null(strstr(problems(&f), "No column is known to be the 'children'."));
    assert_null(strstr(problems(&f), "'setting'"));
    finish(&f);
}

static void headings_of_people_are_known(void **state)
{
    (void)state;
    assert_true(di_office_is_personal("Date of  Birth:"));
    assert_true(di_office_is_personal("\xD0\xA4\xD0\x98\xD0\x9E")); /* FIO */
    assert_false(di_office_is_personal("Region"));
    assert_false(di_office_is_personal(""));
}

static void faults_of_a_mapping_come_all_at_once(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    assert_int_not_equal(
        read_mapping(&f, "{\"format\":2,\n\"kind\":\"episodes\",\n\"colums\":{},\n"
                         "\"columns\":{\"regio\":\"x\",\"children\":5},\n"
                         "\"codes\":{\"children\":{},\"setting\":{\"a\":\"foster_car\"}},\n"
                         "\"options\":{\"decimal\":\"dot\",\"heading_row\":0}}"),
        DI_OK);
    assert_string_equal(
        problems(&f),
        "map:1:2 'format' must be 1.\n"
        "map:2:1 The mapping is for 'import episodes', not for 'import stock'.\n"
        "map:3:1 There is no 'colums' here. Is it 'columns'?\n"
        "map:4:12 There is no 'regio' here. Is it 'region'?\n"
        "map:4:24 'children' needs a text.\n"
        "map:5:10 There is no 'children' here.\n"
        "map:5:35 'foster_car' is no id that can stand here. Is it 'foster_care'?\n"
        "map:6:12 'decimal' cannot be this; choose one of point|comma.\n"
        "map:6:28 'heading_row' needs the number of a row, from 1.\n");
    assert_null(f.mapping);
    finish(&f);
}

static void words_mean_ids(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    assert_int_equal(read_mapping(&f,
                                  "{\"format\":1,\"kind\":\"stock\",\"codes\":{\"setting\":{"
                                  "\"Old house\":\"institution\"}}}"),
                     DI_OK);
    assert_int_equal(bind(&f, "region;children;type\n"), DI_OK);
    assert_int_equal(di_office_mapping_code(f.mapping, 1, "old  HOUSE", 2), 0);
    assert_int_equal(di_office_mapping_code(f.mapping, 1, "\xD0\x94\xD0\x9E\xD0\x9C", 3), 0);
    assert_int_equal(di_office_mapping_code(f.mapping, 1, "Foster_care", 4), 1);
    assert_int_equal(di_office_mapping_code(f.mapping, 1, "", 4), SIZE_MAX);
    assert_int_equal(di_office_mapping_finish(f.mapping, f.table, f.columns, NULL), DI_OK);
    assert_int_equal(di_office_mapping_code(f.mapping, 1, "foster_cere", 5), SIZE_MAX);
    assert_int_equal(di_office_mapping_code(f.mapping, 1, "foster_cere", 6), SIZE_MAX);
    assert_int_equal(di_office_mapping_code(f.mapping, 1, "???", 7), SIZE_MAX);
    assert_int_equal(di_office_mapping_finish(f.mapping, f.table, f.columns, NULL),
                     DI_ERR_REFERENCE);
    assert_string_equal(
        problems(&f),
        "table:5:3 Column 'type': it is not known what 'foster_cere' means (2 rows). Is it "
        "'foster_care'? Say it in the mapping file, \"codes\": {\"setting\": {\"foster_cere\": "
        "\"foster_care\"}}.\n"
        "table:7:3 Column 'type': it is not known what '\?\?\?' means (1 row). Say it in the "
        "mapping file, \"codes\": {\"setting\": {\"\?\?\?\": \"an id\"}}.\n");
    finish(&f);
}

static void a_column_of_names_is_not_shown(void **state)
{
    (void)state;
    struct fixture f;
    char name[32];
    start(&f);
    assert_int_equal(read_mapping(&f, NULL), DI_OK);
    assert_int_equal(bind(&f, "region;children;type\n"), DI_OK);
    for (uint32_t i = 0; i < 60; i++) {
        (void)snprintf(name, sizeof name, "Somebody %u", i);
        assert_int_equal(di_office_mapping_code(f.mapping, 1, name, i + 2), SIZE_MAX);
    }
    assert_int_equal(di_office_mapping_finish(f.mapping, f.table, f.columns, NULL),
                     DI_ERR_REFERENCE);
    assert_string_equal(problems(&f),
                        "table:1:3 Column 'type' has more than 50 different texts that mean "
                        "nothing known, so it may not be the 'setting'. They are not shown.\n");
    finish(&f);
}

static void totals_and_ids(void **state)
{
    (void)state;
    char id[65];
    assert_true(di_office_is_total("TOTAL:"));
    assert_true(di_office_is_total("\xD0\x92\xD0\xA1\xD0\x95\xD0\x93\xD0\x9E"));
    assert_true(di_office_is_total("Grand total"));
    assert_true(di_office_is_total("Total, all regions"));
    assert_false(di_office_is_total("Total North"));
    assert_false(di_office_is_total("Totaling"));
    assert_false(di_office_is_total(""));
    assert_true(di_office_begins_as_total("Total, all regions"));
    assert_true(di_office_begins_as_total("Grand total North"));
    assert_true(di_office_begins_as_total("\xD0\x98\xD1\x82\xD0\xBE\xD0\xB3\xD0\xBE:"));
    assert_false(di_office_begins_as_total("All Saints"));
    assert_false(di_office_begins_as_total("Grand Lake"));
    assert_false(di_office_begins_as_total("Totaling"));
    assert_false(di_office_begins_as_total(""));
    di_office_id_of("\xD0\xA9\xD1\x83\xD1\x87\xD1\x8C\xD0\xB5 (No. 5)", id);
    assert_string_equal(id, "shchuche_no_5");
    di_office_id_of_file("/home/a.b/stays.2024.csv", id);
    assert_string_equal(id, "stays_2024");
    di_office_id_of_file(".csv", id);
    assert_string_equal(id, "csv");
    di_office_id_of("  ", id);
    assert_string_equal(id, "x");
    di_office_id_of("\xC3\x89vora-North", id);
    assert_string_equal(id, "evora_north");
}

static bool is_taken(const void *context, const char *id)
{
    const char *const *ids = context;
    for (size_t i = 0; ids[i] != NULL; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

/* UTF-8 spelled out where a catalogue's language may not stand. */
static void names_become_ids_of_one_spelling(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"Children's home \xE2\x84\x96 1", "childrens_home_1"},
        {"\xD0\x94\xD0\xB5\xD1\x82\xD1\x81\xD0\xBA\xD0\xB8\xD0\xB9  \xD0\xB4\xD0\xBE\xD0\xBC "
         "\xE2\x84\x96"
         "1",
         "detskii_dom_1"},
        {"\xD0\x9E\xD0\xB1\xD1\x8A\xD0\xB5\xD0\xB7\xD0\xB4", "obieezd"},
        {"\xC8\x98tefan Vod\xC4\x83", "stefan_voda"},
        {"\xD3\xA8\xD1\x81\xD0\xBA\xD0\xB5\xD0\xBC\xD0\xB5\xD0\xBD", "oskemen"},
        {"\xE1\x83\x97\xE1\x83\x91\xE1\x83\x98\xE1\x83\x9A\xE1\x83\x98\xE1\x83\xA1\xE1\x83\x98",
         "tbilisi"},
        {"\xD4\xB5\xD6\x80\xD6\x87\xD5\xA1\xD5\xB6", "erevan"},
        {"\xE4\xB8\xAD", ""},
        {"\xFF\xD0", ""}};
    char id[DI_OFFICE_SLUG_MAX + 1];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        di_office_slug(names[i][0], id);
        assert_string_equal(id, names[i][1]);
    }
    assert_true(di_office_slug_is_whole("\xC8\x98tefan \xE2\x84\x96 1"));
    assert_false(di_office_slug_is_whole("\xE4\xB8\xAD"));
}

static void ids_that_are_taken_are_numbered(void **state)
{
    (void)state;
    static const char *const ids[] = {"home", "home_2", "institution", NULL};
    char id[DI_OFFICE_SLUG_MAX + 1], longest[201];
    di_office_slug_new("Home", "institution", is_taken, ids, id);
    assert_string_equal(id, "home_3");
    di_office_slug_new("\xE4\xB8\xAD", "institution", is_taken, ids, id);
    assert_string_equal(id, "institution_2");
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    di_office_slug_new(longest, "institution", is_taken, ids, id);
    assert_int_equal(strlen(id), DI_OFFICE_SLUG_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_headings_need_no_mapping),
        cmocka_unit_test(unclear_and_missing_columns_are_told),
        cmocka_unit_test(mapping_names_columns),
        cmocka_unit_test(headings_of_a_mapping_must_be_there_once),
        cmocka_unit_test(a_column_has_one_role),
        cmocka_unit_test(a_role_may_have_no_column),
        cmocka_unit_test(headings_of_people_are_known),
        cmocka_unit_test(faults_of_a_mapping_come_all_at_once),
        cmocka_unit_test(words_mean_ids),
        cmocka_unit_test(a_column_of_names_is_not_shown),
        cmocka_unit_test(totals_and_ids),
        cmocka_unit_test(names_become_ids_of_one_spelling),
        cmocka_unit_test(ids_that_are_taken_are_numbered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
