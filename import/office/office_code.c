/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words in cells mean. */
#include <stdlib.h>
#include <string.h>

#include "di/key.h"
#include "di/nearest.h"
#include "di/office_value.h"

#include "mapping_parts.h"
#include "office_fold.h"

enum { FOLDED_BYTES = 512, LISTED_MAX = 20 };

/* ---- meaning ---- */

static size_t term_of_id(const struct di_office_role *role, const char *id)
{
    for (size_t t = 0; t < role->term_count; t++)
        if (strcmp(role->terms[t].id, id) == 0)
            return t;
    return SIZE_MAX;
}

static const char *mapped_id(const struct di_office_mapping *mapping, size_t role,
                             const char *text, const char *folded)
{
    const struct di_node *codes = mapping->codes[role];
    char key[FOLDED_BYTES];
    for (uint32_t c = 0; codes != NULL && c < codes->count; c++)
        if (strcmp(codes->children[c]->key, text) == 0)
            return codes->children[c]->text;
    for (uint32_t c = 0; codes != NULL && c < codes->count; c++) {
        di_office_fold(codes->children[c]->key, key, sizeof key);
        if (strcmp(key, folded) == 0)
            return codes->children[c]->text;
    }
    return NULL;
}

const char *di_office_mapping_id(const struct di_office_mapping *mapping, size_t role,
                                 const char *text)
{
    char folded[FOLDED_BYTES];
    di_office_fold(text, folded, sizeof folded);
    return mapped_id(mapping, role, text, folded);
}

static size_t meaning_of(const struct di_office_mapping *mapping, size_t role, const char *text)
{
    const struct di_office_role *of = &mapping->roles[role];
    char folded[FOLDED_BYTES], id[FOLDED_BYTES];
    di_office_fold(text, folded, sizeof folded);
    const char *mapped = mapped_id(mapping, role, text, folded);
    if (mapped != NULL)
        return term_of_id(of, mapped);
    for (size_t t = 0; t < of->term_count; t++) {
        di_office_fold(of->terms[t].id, id, sizeof id);
        if (strcmp(id, folded) == 0 || di_office_is_among(of->terms[t].words, folded))
            return t;
    }
    return SIZE_MAX;
}

/* ---- texts that were met ---- */

static struct di_met_text **bucket_of(struct di_met_texts *met, const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a: nothing depends on it */
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return &met->buckets[di_key_scramble(hash) % DI_MET_BUCKETS];
}

static struct di_met_text *find_met(struct di_met_texts *met, const char *text)
{
    struct di_met_text *of = *bucket_of(met, text);
    while (of != NULL && strcmp(of->text, text) != 0)
        of = of->next;
    return of;
}

static struct di_met_text *meet(struct di_office_mapping *mapping, struct di_met_texts *met,
                                const char *text, size_t meaning, uint32_t line)
{
    struct di_met_text *of = DI_ARENA_NEW(&mapping->arena, 1, struct di_met_text);
    struct di_met_text **bucket = bucket_of(met, text);
    if (of != NULL)
        of->text = di_arena_copy_text(&mapping->arena, text);
    if (of == NULL || of->text == NULL) {
        mapping->ran_out = true;
        return NULL;
    }
    of->meaning = meaning;
    of->line = line;
    of->next = *bucket;
    *bucket = of;
    if (meaning == SIZE_MAX) {
        *met->unknown_end = of;
        met->unknown_end = &of->next_unknown;
        met->unknown_count++;
    }
    return of;
}

/* NULL: no memory, or one more that means nothing than are kept. */
static struct di_met_text *meet_new(struct di_office_mapping *mapping, size_t role,
                                    const char *text, size_t meaning, uint32_t line)
{
    struct di_met_texts *met = &mapping->met[role];
    if (meaning != SIZE_MAX || met->unknown_count < DI_UNKNOWN_MAX)
        return meet(mapping, met, text, meaning, line);
    met->other_rows++;
    return NULL;
}

size_t di_office_mapping_code(struct di_office_mapping *mapping, size_t role, const char *text,
                              uint32_t line)
{
    if (text[0] == '\0')
        return SIZE_MAX;
    struct di_met_text *of = find_met(&mapping->met[role], text);
    if (of == NULL)
        of = meet_new(mapping, role, text, meaning_of(mapping, role, text), line);
    if (of == NULL)
        return SIZE_MAX;
    of->rows++;
    return of->meaning;
}

/* ---- what a kind's own look-up does not know ---- */

bool di_office_mapping_unknown(struct di_office_mapping *mapping, size_t role, const char *text,
                               uint32_t line)
{
    struct di_met_text *known = find_met(&mapping->met[role], text);
    struct di_met_text *of =
        known != NULL ? known : meet_new(mapping, role, text, SIZE_MAX, line);
    if (of == NULL)
        return false;
    of->rows++;
    return known == NULL;
}

static const char *keep(struct di_office_mapping *mapping, const char *text)
{
    const char *kept = text != NULL ? di_arena_copy_text(&mapping->arena, text) : NULL;
    mapping->ran_out = mapping->ran_out || (text != NULL && kept == NULL);
    return kept;
}

void di_office_mapping_explain(struct di_office_mapping *mapping, size_t role, const char *text,
                               struct di_office_lookup lookup)
{
    struct di_met_text *of = find_met(&mapping->met[role], text);
    if (of != NULL)
        of->told = (struct di_office_lookup){.code = keep(mapping, lookup.code),
                                             .nearest = keep(mapping, lookup.nearest),
                                             .is_ambiguous = lookup.is_ambiguous};
}

/* ---- those that meant nothing ---- */

/* Is one of the words "a|b" likely meant, and by how many edits? SIZE_MAX: none is. */
static size_t distance_to(const char *words, const char *folded)
{
    char word[FOLDED_BYTES];
    const char *const candidate[] = {word};
    size_t least = SIZE_MAX;
    for (const char *at = words; at != NULL && *at != '\0';) {
        const size_t width = strcspn(at, "|");
        if (width < sizeof word) {
            memcpy(word, at, width);
            word[width] = '\0';
            const size_t distance = di_nearest_name(folded, candidate, 1) != NULL
                                        ? di_nearest_distance(folded, word)
                                        : SIZE_MAX;
            least = distance < least ? distance : least;
        }
        at += width + (at[width] == '|');
    }
    return least;
}

/* Id of the term whose id or words are nearest; NULL: none is likely. */
static const char *nearest_term(const struct di_office_role *role, const char *text)
{
    char folded[FOLDED_BYTES];
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    di_office_fold(text, folded, sizeof folded);
    for (size_t t = 0; t < role->term_count; t++) {
        const size_t by_id = distance_to(role->terms[t].id, folded);
        const size_t by_words = distance_to(role->terms[t].words, folded);
        const size_t distance = by_id < by_words ? by_id : by_words;
        nearest = distance < least ? role->terms[t].id : nearest;
        least = distance < least ? distance : least;
    }
    return nearest;
}

static const char *nearest_of(const struct di_office_mapping *mapping, size_t role,
                              const struct di_met_text *of)
{
    return of->told.nearest != NULL ? of->told.nearest
                                    : nearest_term(&mapping->roles[role], of->text);
}

/* Of %1 to %6: heading, text, rows, role, nearest id, what the mapping says. */
static const char *sentence_about(const struct di_met_text *of, const char *nearest)
{
    if (of->told.is_ambiguous)
        return DI_N_("Column '%1': '%2' is the name of more than one (%3 {%3|row|rows}). Say "
                     "which is meant in the mapping file, \"codes\": {\"%4\": {\"%2\": \"an "
                     "id\"}}.");
    if (of->told.code != NULL)
        return nearest != NULL
                   ? DI_N_("Column '%1': the mapping file says that '%2' means '%6', and the "
                           "scenario has nothing called that (%3 {%3|row|rows}). Is it '%5'?")
                   : DI_N_("Column '%1': the mapping file says that '%2' means '%6', and the "
                           "scenario has nothing called that (%3 {%3|row|rows}).");
    return nearest != NULL
               ? DI_N_("Column '%1': it is not known what '%2' means (%3 {%3|row|rows}). Is "
                       "it '%5'? Say it in the mapping file, \"codes\": {\"%4\": {\"%2\": "
                       "\"%5\"}}.")
               : DI_N_("Column '%1': it is not known what '%2' means (%3 {%3|row|rows}). "
                       "Say it in the mapping file, \"codes\": {\"%4\": {\"%2\": \"an "
                       "id\"}}.");
}

static void report_text(const struct di_office_mapping *mapping, size_t role,
                        const struct di_office_table *table, size_t column,
                        const struct di_met_text *of)
{
    const char *nearest = nearest_of(mapping, role, of);
    struct di_message message;
    DI_MESSAGE(&message, sentence_about(of, nearest),
               di_text_arg(di_office_table_heading(table, column)), di_text_arg(of->text),
               di_integer_arg((int64_t)of->rows), di_text_arg(mapping->roles[role].id),
               di_text_arg(nearest != NULL ? nearest : ""),
               di_text_arg(of->told.code != NULL ? of->told.code : ""));
    (void)di_office_table_report(table, of->line, column, DI_ERR_REFERENCE, &message);
}

/* Names of children must not come out in a report because a wrong column was named. */
static void report_column(const struct di_office_mapping *mapping, size_t role,
                          const struct di_office_table *table, size_t column)
{
    struct di_message message;
    DI_MESSAGE(&message,
               DI_N_("Column '%1' has more than %2 different texts that mean nothing known, so "
                     "it may not be the '%3'. They are not shown."),
               di_text_arg(di_office_table_heading(table, column)),
               di_integer_arg(DI_UNKNOWN_MAX), di_text_arg(mapping->roles[role].id));
    (void)di_office_table_report(table, di_office_table_heading_line(table), column,
                                 DI_ERR_REFERENCE, &message);
}

static void report_rest(const struct di_office_mapping *mapping, size_t role,
                        const struct di_office_table *table, size_t column)
{
    struct di_message message;
    DI_MESSAGE(&message,
               DI_N_("Column '%1': %2 more {%2|text|texts} whose meaning is not known."),
               di_text_arg(di_office_table_heading(table, column)),
               di_integer_arg((int64_t)(mapping->met[role].unknown_count - LISTED_MAX)));
    (void)di_office_table_report(table, di_office_table_heading_line(table), column,
                                 DI_ERR_REFERENCE, &message);
}

static void survey_role(const struct di_office_mapping *mapping, size_t role,
                        const struct di_office_table *table, size_t column)
{
    const struct di_met_texts *met = &mapping->met[role];
    for (const struct di_met_text *of = met->unknown; of != NULL; of = of->next_unknown) {
        const struct di_office_word word = {.role = role, .line = of->line, .rows = of->rows};
        di_office_survey_add(mapping->survey, word, of->text, nearest_of(mapping, role, of),
                             di_office_mapping_id(mapping, role, of->text));
    }
    di_office_report_words(table, met->unknown->line, column, met->unknown_count);
}

static void report_role(const struct di_office_mapping *mapping, size_t role,
                        const struct di_office_table *table, size_t column)
{
    const struct di_met_texts *met = &mapping->met[role];
    size_t listed = 0;
    if (met->other_rows > 0) {
        report_column(mapping, role, table, column);
        return;
    }
    if (mapping->survey != NULL) {
        survey_role(mapping, role, table, column);
        return;
    }
    for (const struct di_met_text *of = met->unknown; of != NULL && listed < LISTED_MAX;
         of = of->next_unknown, listed++)
        report_text(mapping, role, table, column, of);
    if (met->unknown_count > LISTED_MAX)
        report_rest(mapping, role, table, column);
}

enum di_status di_office_mapping_finish(struct di_office_mapping *mapping,
                                        const struct di_office_table *table,
                                        const size_t *columns, struct di_error *error)
{
    for (size_t r = 0; r < mapping->role_count; r++)
        if (mapping->met[r].unknown_count > 0 && columns[r] != SIZE_MAX)
            report_role(mapping, r, table, columns[r]);
    return mapping->ran_out ? di_fail_memory(error) : di_office_table_status(table, error);
}
