/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "series" of a mapping: {"residents": {"measure": "stock", "setting": "institution", ...}}. */
#include <string.h>

#include "di/nearest.h"
#include "di/scenario.h"

#include "office/mapping_parts.h"
#include "table_book.h"

enum { WORD_BYTES = 66 };

static const char *const keys[] = {"measure", "setting", "to",   "counts_18plus",
                                   "column",  "source",  "notes"};
enum { KEYS = sizeof keys / sizeof keys[0] };

/* Where what a key says goes; NULL: nowhere, or no such key. */
static const char **place_of(struct di_table_counted *series, const char *key)
{
    const char **const places[KEYS] = {
        &series->measure, &series->setting, &series->to, &series->counts_18plus,
        &series->column,  &series->source,  NULL};
    for (size_t k = 0; k < KEYS; k++)
        if (strcmp(keys[k], key) == 0)
            return places[k];
    return NULL;
}

/* Every id between spaces must be a term of the role. */
static void check_ids(const struct di_table_import *import, enum di_table_role role,
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
        if (strcmp(word, "-") == 0 || !di_mapping_is_term(&import->roles[role], word))
            di_mapping_report_term(import->mapping, &import->roles[role], node, word);
    }
}

static void check_value(const struct di_table_import *import, const struct di_node *node)
{
    if (strcmp(node->key, "setting") == 0)
        check_ids(import, DI_TABLE_SETTING, node);
    else if (strcmp(node->key, "to") == 0)
        check_ids(import, DI_TABLE_TO, node);
    else if (strcmp(node->key, "measure") == 0)
        check_ids(import, DI_TABLE_MEASURE, node);
    else if (strcmp(node->key, "counts_18plus") == 0)
        check_ids(import, DI_TABLE_18PLUS, node);
}

static void report_key(const struct di_table_import *import, const struct di_node *node)
{
    const char *nearest = di_nearest_name(node->key, keys, KEYS);
    di_mapping_report(import->mapping, node, DI_ERR_UNKNOWN_KEY,
                      nearest != NULL ? DI_N_("There is no '%1' here. Is it '%2'?")
                                      : DI_N_("There is no '%1' here."),
                      node->key, nearest != NULL ? nearest : "");
}

static void read_member(const struct di_table_import *import, struct di_table_counted *series,
                        const struct di_node *node)
{
    const char **place = place_of(series, node->key);
    if (place == NULL && strcmp(node->key, "notes") != 0) {
        report_key(import, node);
        return;
    }
    if (node->type != DI_NODE_TEXT) {
        di_mapping_report(import->mapping, node, DI_ERR_TYPE, DI_N_("'%1' needs a text."),
                          node->key, "");
        return;
    }
    check_value(import, node);
    if (place != NULL)
        *place = node->text;
}

static void read_one(struct di_table_import *import, const struct di_node *node)
{
    struct di_table_counted *series = &import->series[import->series_count++];
    *series = (struct di_table_counted){.series = node->key};
    if (!di_scenario_is_id(node->key))
        di_mapping_report(import->mapping, node, DI_ERR_TYPE,
                          DI_N_("'%1' is no id: use 1 to 64 of a-z, 0-9 and _."), node->key,
                          "");
    if (node->type != DI_NODE_OBJECT) {
        di_mapping_report(import->mapping, node, DI_ERR_TYPE,
                          DI_N_("'%1' needs an object, written { ... }."), node->key, "");
        return;
    }
    for (uint32_t i = 0; i < node->count; i++)
        read_member(import, series, node->children[i]);
    if (series->to != NULL && series->to[0] != '\0' && series->measure != NULL &&
        strcmp(series->measure, "exits") != 0)
        di_mapping_report(import->mapping, node, DI_ERR_INCONSISTENT,
                          DI_N_("'%1': only exits have a 'to'."), node->key, "");
}

/* What "codes" says of texts of series: ids of this section, or "-". */
static void check_codes(const struct di_table_import *import)
{
    const struct di_node *codes = import->mapping->codes[DI_TABLE_SERIES];
    const struct di_office_role *role = &import->roles[DI_TABLE_SERIES];
    for (uint32_t i = 0; codes != NULL && i < codes->count; i++)
        if (!di_mapping_is_term(role, codes->children[i]->text))
            di_mapping_report_term(import->mapping, role, codes->children[i],
                                   codes->children[i]->text);
}

bool di_table_read_series(struct di_table_import *import)
{
    const struct di_node *section = import->mapping->section;
    const uint32_t count = section != NULL ? section->count : 0;
    struct di_office_term *terms =
        DI_ARENA_NEW(&import->arena, (size_t)count + 1, struct di_office_term);
    import->series = DI_ARENA_NEW(&import->arena, (size_t)count + 1, struct di_table_counted);
    if (terms == NULL || import->series == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        read_one(import, section->children[i]);
        terms[i].id = section->children[i]->key;
    }
    terms[count].id = "-";
    import->roles[DI_TABLE_SERIES].terms = terms;
    import->roles[DI_TABLE_SERIES].term_count = (size_t)count + 1;
    check_codes(import);
    return true;
}
