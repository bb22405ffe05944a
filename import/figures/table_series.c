/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "series" of a mapping: {"residents": {"measure": "stock", "setting": "institution", ...}}. */
#include <string.h>

#include "di/nearest.h"
#include "di/scenario.h"

#include "office/mapping_parts.h"
#include "table_book.h"

enum { WORD_BYTES = 66 };

struct series_reading {
    struct di_table_import *import;
    struct di_office_mapping *mapping;
};

static const char *const keys[] = {"measure", "setting", "to",     "counts_18plus",
                                   "region",  "column",  "source", "notes"};
enum { KEYS = sizeof keys / sizeof keys[0] };

/* Where what a key says goes; NULL: nowhere, or no such key. */
static const char **place_of(struct di_table_counted *series, const char *key)
{
    const char **const places[KEYS] = {
        &series->measure, &series->setting, &series->to,     &series->counts_18plus,
        &series->region,  &series->column,  &series->source, NULL};
    for (size_t k = 0; k < KEYS; k++)
        if (strcmp(keys[k], key) == 0)
            return places[k];
    return NULL;
}

/* Every id between spaces must be a term of the role. */
static void check_ids(const struct series_reading *reading, enum di_table_role role,
                      const struct di_node *node)
{
    const char *at = node->text;
    while (*(at += strspn(at, " ")) != '\0') {
        char word[WORD_BYTES];
        const size_t length = strcspn(at, " ");
        const size_t kept = length < sizeof word ? length : sizeof word - 1;
        memcpy(word, at, kept);
        word[kept] = '\0';
        at += length;
        if (strcmp(word, "-") == 0 || !di_mapping_is_term(&reading->import->roles[role], word))
            di_mapping_report_term(reading->mapping, &reading->import->roles[role], node, word);
    }
}

/* Exactly one. */
static void check_id(const struct series_reading *reading, enum di_table_role role,
                     const struct di_node *node)
{
    const struct di_office_role *of = &reading->import->roles[role];
    if (strcmp(node->text, "-") == 0 || !di_mapping_is_term(of, node->text))
        di_mapping_report_term(reading->mapping, of, node, node->text);
}

static void check_value(const struct series_reading *reading, const struct di_node *node)
{
    if (node->text[strspn(node->text, " ")] == '\0' && strcmp(node->key, "to") != 0)
        di_mapping_report(reading->mapping, node, DI_ERR_TYPE, DI_N_("'%1' needs a text."),
                          node->key, "");
    else if (strcmp(node->key, "setting") == 0)
        check_ids(reading, DI_TABLE_SETTING, node);
    else if (strcmp(node->key, "to") == 0)
        check_ids(reading, DI_TABLE_TO, node);
    else if (strcmp(node->key, "measure") == 0)
        check_id(reading, DI_TABLE_MEASURE, node);
    else if (strcmp(node->key, "region") == 0)
        check_id(reading, DI_TABLE_REGION, node);
    else if (strcmp(node->key, "counts_18plus") == 0)
        check_id(reading, DI_TABLE_18PLUS, node);
}

static void report_key(const struct series_reading *reading, const struct di_node *node)
{
    const char *nearest = di_nearest_name(node->key, keys, KEYS);
    di_mapping_report(reading->mapping, node, DI_ERR_UNKNOWN_KEY,
                      nearest != NULL ? DI_N_("There is no '%1' here. Is it '%2'?")
                                      : DI_N_("There is no '%1' here."),
                      node->key, nearest != NULL ? nearest : "");
}

static void read_member(const struct series_reading *reading, struct di_table_counted *series,
                        const struct di_node *node)
{
    const char **place = place_of(series, node->key);
    if (place == NULL && strcmp(node->key, "notes") != 0) {
        report_key(reading, node);
        return;
    }
    if (node->type != DI_NODE_TEXT) {
        di_mapping_report(reading->mapping, node, DI_ERR_TYPE, DI_N_("'%1' needs a text."),
                          node->key, "");
        return;
    }
    check_value(reading, node);
    if (place != NULL)
        *place = node->text;
}

static void read_one(const struct series_reading *reading, const struct di_node *node)
{
    struct di_table_counted *series = &reading->import->series[reading->import->series_count++];
    *series = (struct di_table_counted){.series = node->key};
    if (!di_scenario_is_id(node->key))
        di_mapping_report(reading->mapping, node, DI_ERR_TYPE,
                          DI_N_("'%1' is no id: use 1 to 64 of a-z, 0-9 and _."), node->key,
                          "");
    if (node->type != DI_NODE_OBJECT) {
        di_mapping_report(reading->mapping, node, DI_ERR_TYPE,
                          DI_N_("'%1' needs an object, written { ... }."), node->key, "");
        return;
    }
    for (uint32_t i = 0; i < node->count; i++)
        read_member(reading, series, node->children[i]);
    if (series->to != NULL && series->to[0] != '\0' && series->measure != NULL &&
        strcmp(series->measure, "exits") != 0)
        di_mapping_report(reading->mapping, node, DI_ERR_INCONSISTENT,
                          DI_N_("'%1': only exits have a 'to'."), node->key, "");
}

/* What "codes" says of texts of series: ids of this section, or "-". */
static void check_codes(const struct series_reading *reading)
{
    const struct di_node *codes = reading->mapping->codes[DI_TABLE_SERIES];
    const struct di_office_role *role = &reading->import->roles[DI_TABLE_SERIES];
    for (uint32_t i = 0; codes != NULL && i < codes->count; i++)
        if (!di_mapping_is_term(role, codes->children[i]->text))
            di_mapping_report_term(reading->mapping, role, codes->children[i],
                                   codes->children[i]->text);
}

static void make_terms(const struct series_reading *reading, const struct di_node *section,
                       struct di_office_term *terms)
{
    const uint32_t count = section != NULL ? section->count : 0;
    struct di_office_role *role = &reading->import->roles[DI_TABLE_SERIES];
    for (uint32_t i = 0; i < count; i++)
        terms[i].id = section->children[i]->key;
    terms[count].id = "-"; /* rows that are left out */
    role->terms = terms;
    role->term_count = (size_t)count + 1;
}

void di_table_read_series(void *context, struct di_office_mapping *mapping,
                          const struct di_node *section)
{
    struct di_table_import *import = context;
    const struct series_reading reading = {import, mapping};
    const size_t count = section != NULL ? section->count : 0;
    struct di_office_term *terms =
        DI_ARENA_NEW(&import->arena, count + 1, struct di_office_term);
    import->series = DI_ARENA_NEW(&import->arena, count + 1, struct di_table_counted);
    import->ran_out = import->ran_out || terms == NULL || import->series == NULL;
    if (import->ran_out)
        return;
    make_terms(&reading, section, terms);
    for (size_t i = 0; i < count; i++)
        read_one(&reading, section->children[i]);
    check_codes(&reading);
}
