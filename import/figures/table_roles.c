/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What words of a table of figures may mean: the settings, destinations and regions of the
 * scenario by their ids and names, and the words of the trade. */
#include <stdio.h>
#include <string.h>

#include "di/scenario.h"

#include "office/care_words.h"
#include "office/office_fold.h"
#include "table_book.h"
#include "target_row.h"

enum { FOLDED_BYTES = 256, EXTRA = 1 };

/* Rows that are to be left out. */
static const struct di_office_term left_out = {"-", NULL};

static const struct di_office_term measures[] = {
    {"stock", "stock|number at the end of the year|children at the end of the year|end of year|"
              "end of the year|на конец года|численность на конец года|состоит на конец года|"
              "состояло на конец года|детей на конец года"},
    {"entries",
     "entries|admissions|entered|entries in the year|поступило|поступили|поступления|"
     "поступило за год"},
    {"exits", "exits|departures|left|exits in the year|выбыло|выбыли|выбытия|выбыло за год"},
    {"-", NULL}};
static const struct di_office_term answers[] = {{"yes", "yes|y|true|1|да"},
                                                {"no", "no|n|false|0|нет"}};

static const struct di_office_role usual[DI_TABLE_ROLES] = {
    [DI_TABLE_SERIES] = {.id = "series",
                         .headings = "series|indicator|показатель|наименование показателя",
                         .has_codes = true},
    [DI_TABLE_MEASURE] = {.id = "measure",
                          .headings = "measure|мера",
                          .has_codes = true,
                          .may_be_constant = true,
                          .terms = measures,
                          .term_count = sizeof measures / sizeof measures[0]},
    [DI_TABLE_SETTING] = {.id = "setting",
                          .headings = "setting|kind of care|type of care|form of care|type of "
                                      "institution|форма устройства|вид устройства|тип "
                                      "учреждения|вид учреждения",
                          .has_codes = true,
                          .may_be_constant = true},
    [DI_TABLE_TO] = {.id = "to",
                     .headings = "to|destination|куда|куда выбыли|куда выбыл",
                     .has_codes = true,
                     .may_be_constant = true},
    [DI_TABLE_REGION] = {.id = "region",
                         .headings = DI_HEADINGS_REGION,
                         .has_codes = true,
                         .may_be_constant = true},
    [DI_TABLE_YEAR] = {.id = "year",
                       .headings = "year|time period|год|отчетный год|период",
                       .may_be_constant = true},
    [DI_TABLE_VALUE] = {.id = "value",
                        .headings = "value|number|children|number of children|count|значение|"
                                    "число|количество|численность|детей|число детей|"
                                    "количество детей|численность детей"},
    [DI_TABLE_TOLERANCE] = {.id = "tolerance", .headings = "tolerance|допуск"},
    [DI_TABLE_18PLUS] = {.id = "counts_18plus",
                         .headings = "counts 18plus|counts 18+|с 18 лет и старше",
                         .has_codes = true,
                         .may_be_constant = true,
                         .terms = answers,
                         .term_count = sizeof answers / sizeof answers[0]},
    [DI_TABLE_BREAK] = {.id = "break",
                        .headings = "break|разрыв ряда",
                        .has_codes = true,
                        .terms = answers,
                        .term_count = sizeof answers / sizeof answers[0]},
    [DI_TABLE_SOURCE] = {.id = "source",
                         .headings = "source|источник",
                         .may_be_constant = true},
};

/* ---- words of the scenario ---- */

/* Where children go who leave, beside the settings of the country. */
static const char *words_of_builtin(const char *id)
{
    static const struct di_office_term words[] = {
        {"home", DI_WORDS_HOME},
        {"adopted", DI_WORDS_ADOPTED},
        {"aged_out", DI_WORDS_INDEPENDENT},
        {"adult_institution", DI_WORDS_ADULT_INSTITUTION},
        {"left_country", DI_WORDS_LEFT_COUNTRY},
        {"died", DI_WORDS_DIED}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].id, id) == 0)
            return words[i].words;
    return NULL;
}

static const char *words_of_name(struct di_table_import *import, const struct di_name *name)
{
    char en[FOLDED_BYTES], ru[FOLDED_BYTES], words[2 * FOLDED_BYTES + 2];
    di_office_fold(name->name_en, en, sizeof en);
    di_office_fold(name->name_ru, ru, sizeof ru);
    (void)snprintf(words, sizeof words, "%s|%s", en, ru);
    const char *kept = di_arena_copy_text(&import->arena, words);
    import->ran_out = import->ran_out || kept == NULL;
    return kept;
}

/* Names of the scenario come before the words of the trade: what it calls "Independent living"
 * is that setting, and not leaving care. */
static void add_settings(struct di_table_import *import, enum di_table_role of, bool are_own,
                         struct di_office_term *terms)
{
    const struct di_model *model = import->model;
    struct di_office_role *role = &import->roles[of];
    for (uint16_t s = 0; s < model->setting_count; s++) {
        const struct di_name *name = &model->settings[s].name;
        const char *words = words_of_builtin(name->id);
        if ((of == DI_TABLE_TO ? !di_target_may_lead_to(s) : !di_target_may_cover(model, s)) ||
            (words == NULL) != are_own)
            continue;
        terms[role->term_count++] =
            (struct di_office_term){name->id, are_own ? words_of_name(import, name) : words};
    }
}

static void make_settings(struct di_table_import *import, enum di_table_role of)
{
    struct di_office_role *role = &import->roles[of];
    struct di_office_term *terms = DI_ARENA_NEW(
        &import->arena, import->model->setting_count + EXTRA, struct di_office_term);
    role->terms = terms;
    if (terms == NULL) {
        import->ran_out = true;
        return;
    }
    add_settings(import, of, true, terms);
    add_settings(import, of, false, terms);
    terms[role->term_count++] = left_out;
}

static void make_regions(struct di_table_import *import)
{
    const struct di_model *model = import->model;
    struct di_office_role *role = &import->roles[DI_TABLE_REGION];
    struct di_office_term *terms =
        DI_ARENA_NEW(&import->arena, model->region_count + EXTRA, struct di_office_term);
    import->ran_out = import->ran_out || terms == NULL;
    for (uint32_t r = 0; terms != NULL && r < model->region_count; r++)
        terms[role->term_count++] = (struct di_office_term){
            model->regions[r].name.id, words_of_name(import, &model->regions[r].name)};
    if (terms != NULL)
        terms[role->term_count++] = left_out;
    role->terms = terms;
}

bool di_table_make_roles(struct di_table_import *import)
{
    memcpy(import->roles, usual, sizeof usual);
    make_settings(import, DI_TABLE_SETTING);
    make_settings(import, DI_TABLE_TO);
    make_regions(import);
    return !import->ran_out;
}
