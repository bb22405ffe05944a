/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words are compared without case, and with spaces, underscores and hyphens as one. */
#include "import_columns.h"

#include <stdio.h>
#include <string.h>

#include "di/schema.h"

#include "column_profile.h"
#include "table_kind.h"

enum { WORD_MAX = 160 };

/* Latin and Russian letters small; what stands between words is one underscore. */
static void simplify(const char *text, char out[WORD_MAX])
{
    size_t used = 0;
    for (const unsigned char *c = (const unsigned char *)text;
         *c != '\0' && used + 3 < WORD_MAX; c++) {
        if (*c == ' ' || *c == '_' || *c == '-' || *c == '.') {
            if (used > 0 && out[used - 1] != '_')
                out[used++] = '_';
        } else if (*c >= 'A' && *c <= 'Z') {
            out[used++] = (char)(*c - 'A' + 'a');
        } else if (c[0] == 0xD0 && c[1] >= 0x90 && c[1] <= 0x9F) {
            out[used++] = (char)0xD0;
            out[used++] = (char)(*++c + 0x20);
        } else if (c[0] == 0xD0 && c[1] >= 0xA0 && c[1] <= 0xAF) {
            out[used++] = (char)0xD1;
            out[used++] = (char)(*++c - 0x20);
        } else {
            out[used++] = (char)*c;
        }
    }
    while (used > 0 && out[used - 1] == '_')
        used--;
    out[used] = '\0';
}

static bool is_same(const char *a, const char *b)
{
    char x[WORD_MAX], y[WORD_MAX];
    simplify(a, x);
    simplify(b, y);
    return strcmp(x, y) == 0;
}

/* ---- words of registers ---- */

struct synonym {
    const char *word, *key;
};

/* Of the first column. */
static const struct synonym rows[] = {{"указатель", "pointer"},
                                      {"путь", "pointer"},
                                      {"institution", "institutions"},
                                      {"facility", "institutions"},
                                      {"учреждение", "institutions"},
                                      {"учреждения", "institutions"},
                                      {"организация", "institutions"},
                                      {"region", "regions"},
                                      {"регион", "regions"},
                                      {"область", "regions"},
                                      {"район", "regions"},
                                      {"setting", "settings"},
                                      {"form of care", "settings"},
                                      {"форма попечения", "settings"},
                                      {"форма устройства", "settings"},
                                      {"carer", "carers"},
                                      {"foster families", "carers"},
                                      {"приёмные семьи", "carers"},
                                      {"role", "roles"},
                                      {"роль", "roles"},
                                      {"должность", "roles"},
                                      {"reason", "reasons"},
                                      {"причина", "reasons"},
                                      {"service", "services"},
                                      {"услуга", "services"}};

/* Of the others; a word with several keys takes the first that the section has. */
static const struct synonym fields[] = {{"значение", "value"},
                                        {"число", "value"},
                                        {"places", "capacity"},
                                        {"places", "places"},
                                        {"beds", "capacity"},
                                        {"места", "capacity"},
                                        {"места", "places"},
                                        {"число мест", "capacity"},
                                        {"число мест", "places"},
                                        {"вместимость", "capacity"},
                                        {"мощность", "capacity"},
                                        {"closing date", "close_by"},
                                        {"дата закрытия", "close_by"},
                                        {"closed by", "close_by"},
                                        {"no admissions from", "moratorium_from"},
                                        {"мораторий", "moratorium_from"},
                                        {"children", "population_0_17"},
                                        {"child population", "population_0_17"},
                                        {"население 0-17", "population_0_17"},
                                        {"детское население", "population_0_17"},
                                        {"families", "families"},
                                        {"семьи", "families"},
                                        {"число семей", "families"},
                                        {"enquiries", "recruitment/enquiries_per_year"},
                                        {"обращения", "recruitment/enquiries_per_year"},
                                        {"hours", "hours_per_year"},
                                        {"часы в год", "hours_per_year"},
                                        {"cost per worker", "cost_per_fte_year"},
                                        {"затраты на ставку", "cost_per_fte_year"},
                                        {"rate", "children_per_1000_per_year"},
                                        {"на 1000 детей", "children_per_1000_per_year"}};

/* ---- what the scenario has ---- */

static bool has_section(const struct inputs *inputs, const char *section)
{
    const size_t length = strlen(section);
    for (size_t i = 0; length > 0 && i < inputs->count; i++)
        if (strncmp(inputs->items[i].pointer + 1, section, length) == 0 &&
            inputs->items[i].pointer[length + 1] == '/')
            return true;
    return false;
}

/* What follows "/section/id/" of a pointer, or NULL if it is of another section. */
static const char *field_part(const char *pointer, const char *section)
{
    const size_t length = strlen(section);
    if (strncmp(pointer + 1, section, length) != 0 || pointer[length + 1] != '/')
        return NULL;
    const char *after = strchr(pointer + length + 2, '/');
    return after != NULL ? after + 1 : NULL;
}

/* A field that some item of the section has, or that it may have: by key, then by its text. */
static const struct di_scenario_input *find_field(const struct inputs *inputs,
                                                  const char *section, const char *key)
{
    for (size_t i = 0; i < inputs->count; i++) {
        const char *part = field_part(inputs->items[i].pointer, section);
        if (part != NULL && is_same(part, key))
            return &inputs->items[i];
    }
    return NULL;
}

static const char *field_by_text(const struct inputs *inputs, const char *section,
                                 const char *heading, const struct di_catalogue *catalogue)
{
    for (size_t i = 0; i < inputs->count; i++) {
        const char *part = field_part(inputs->items[i].pointer, section);
        const char *texts[2] = {inputs->items[i].text, inputs->items[i].text};
        if (part == NULL)
            continue;
        if (catalogue->translate != NULL)
            texts[1] = catalogue->translate(catalogue->context, texts[0]);
        for (size_t k = 0; k < 2; k++) {
            char plain[WORD_MAX];
            (void)snprintf(plain, sizeof plain, "%.*s", (int)strcspn(texts[k], ";"), texts[k]);
            if (is_same(plain, heading))
                return part;
        }
    }
    return NULL;
}

const char *import_field_text(const char *section, const char *key)
{
    char pointer[300];
    (void)snprintf(pointer, sizeof pointer, "/%s/id/%s", section, key);
    return di_schema_pointer_text(pointer);
}

/* ---- columns ---- */

static bool is_known(const struct import_column *columns, size_t column, const char *key,
                     const struct inputs *inputs)
{
    if (column == 0)
        return strcmp(key, "pointer") == 0 || has_section(inputs, key);
    if (strcmp(columns[0].key, "pointer") == 0)
        return strcmp(key, "value") == 0;
    return find_field(inputs, columns[0].key, key) != NULL ||
           import_field_text(columns[0].key, key) != NULL;
}

void import_column_set(struct import_column columns[IMPORT_COLUMNS_MAX], size_t column,
                       const char *key, const struct inputs *inputs)
{
    (void)snprintf(columns[column].key, sizeof columns[column].key, "%.95s", key);
    columns[column].use = key[0] == '\0'                           ? IMPORT_LEFT_OUT
                          : is_known(columns, column, key, inputs) ? IMPORT_TAKEN
                                                                   : IMPORT_UNKNOWN;
}

static bool try_key(struct import_column *columns, size_t column, const char *key,
                    const struct inputs *inputs)
{
    if (key == NULL || !is_known(columns, column, key, inputs))
        return false;
    import_column_set(columns, column, key, inputs);
    return true;
}

static bool try_synonyms(struct import_column *columns, size_t column, const char *heading,
                         const struct inputs *inputs)
{
    const struct synonym *list = column == 0 ? rows : fields;
    const size_t count =
        column == 0 ? sizeof rows / sizeof rows[0] : sizeof fields / sizeof fields[0];
    for (size_t i = 0; i < count; i++)
        if (is_same(list[i].word, heading) && try_key(columns, column, list[i].key, inputs))
            return true;
    return false;
}

static void guess_one(struct import_column *columns, size_t column, const char *heading,
                      const struct inputs *inputs, const struct di_catalogue *catalogue)
{
    char plain[WORD_MAX], learned[sizeof columns[column].key];
    simplify(heading, plain);
    if (di_office_is_personal(heading)) { /* never taken: people */
        columns[column].use = IMPORT_PERSONAL;
        return;
    }
    if (try_key(columns, column, heading, inputs) || try_key(columns, column, plain, inputs))
        return;
    if (column_profile_find(plain, learned, sizeof learned) &&
        (learned[0] == '\0' || is_known(columns, column, learned, inputs))) {
        import_column_set(columns, column, learned, inputs);
        return;
    }
    if (column > 0 &&
        try_key(columns, column, field_by_text(inputs, columns[0].key, heading, catalogue),
                inputs))
        return;
    if (try_synonyms(columns, column, heading, inputs))
        return;
    import_column_set(columns, column, heading, inputs);
}

bool import_columns_know_first(const char *heading, const struct inputs *inputs)
{
    struct import_column columns[IMPORT_COLUMNS_MAX] = {0};
    const struct di_catalogue plain = {0};
    guess_one(columns, 0, heading, inputs, &plain);
    return columns[0].use == IMPORT_TAKEN;
}

void import_columns_guess(struct import_column columns[IMPORT_COLUMNS_MAX],
                          const struct import_sheet *sheet, const struct inputs *inputs,
                          const struct di_catalogue *catalogue)
{
    memset(columns, 0, IMPORT_COLUMNS_MAX * sizeof *columns);
    for (size_t c = 0; sheet->rows > 0 && c < sheet->columns; c++)
        guess_one(columns, c, import_sheet_cell(sheet, 0, c), inputs, catalogue);
}

void import_columns_remember(const struct import_column columns[IMPORT_COLUMNS_MAX],
                             const struct import_sheet *sheet)
{
    for (size_t c = 0; sheet->rows > 0 && c < sheet->columns; c++) {
        char plain[WORD_MAX];
        simplify(import_sheet_cell(sheet, 0, c), plain);
        const bool is_worth =
            columns[c].use == IMPORT_LEFT_OUT ||
            (columns[c].use == IMPORT_TAKEN && !is_same(plain, columns[c].key));
        if (is_worth)
            column_profile_note(plain, columns[c].key);
    }
}

/* ---- rows ---- */

/* The first of the names in a list of them. */
static bool is_first_name(const char *names, const char *cell)
{
    char first[WORD_MAX];
    const char *end = strstr(names, " \xE2\x80\xBA ");
    const size_t length = end != NULL ? (size_t)(end - names) : strlen(names);
    (void)snprintf(first, sizeof first, "%.*s", (int)length, names);
    return is_same(first, cell);
}

const char *import_row_id(const struct inputs *inputs, const char *section, const char *cell,
                          char *room, size_t size)
{
    const char *named = NULL;
    int named_length = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        const struct di_scenario_input *input = &inputs->items[i];
        const char *part = field_part(input->pointer, section);
        if (part == NULL)
            continue;
        const char *id = input->pointer + strlen(section) + 2;
        const int length = (int)(part - id) - 1;
        if ((size_t)length == strlen(cell) && strncmp(id, cell, (size_t)length) == 0)
            return cell;
        if (named == NULL &&
            (is_first_name(input->owner_en, cell) || is_first_name(input->owner_ru, cell))) {
            named = id;
            named_length = length;
        }
    }
    if (named == NULL)
        return NULL;
    (void)snprintf(room, size, "%.*s", named_length, named);
    return room;
}
