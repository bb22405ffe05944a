/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "care_words.h"

#include <string.h>

#include "di/office_slug.h"

#include "office_fold.h"

enum { FOLDED_BYTES = 256 };

const struct di_office_term di_sex_terms[DI_SEX_TERMS] = {
    {"female", "female|females|f|girl|girls|woman|women|ж|жен|женский|женский пол|девочка|"
               "девочки|девушка|девушки"},
    {"male", "male|males|m|boy|boys|man|men|м|муж|мужской|мужской пол|мальчик|мальчики|юноша|"
             "юноши"}};

const struct di_office_term di_disability_terms[DI_DISABILITY_TERMS] = {
    {"none", "none|no|without|no disability|without disability|without disabilities|"
             "children without disability|children without disabilities|нет|без инвалидности|"
             "дети без инвалидности|не имеют инвалидности"},
    {"moderate", "moderate|moderate disability|mild|умеренная|умеренная инвалидность|умеренной "
                 "степени|средней тяжести|средняя|легкая"},
    {"severe", "severe|severe disability|profound|тяжелая|тяжелая инвалидность|тяжелой "
               "степени|тяжелая степень|глубокая"}};

/* ---- words alone ---- */

static bool is_slug_among(const char *words, const char *slug)
{
    char word[FOLDED_BYTES], of_word[DI_OFFICE_SLUG_MAX + 1];
    while (*words != '\0') {
        const size_t width = strcspn(words, "|");
        const size_t length = width < sizeof word ? width : sizeof word - 1;
        memcpy(word, words, length);
        word[length] = '\0';
        di_office_slug(word, of_word);
        if (strcmp(of_word, slug) == 0)
            return true;
        words += width + (words[width] == '|');
    }
    return false;
}

const char *di_care_term(const struct di_office_term *terms, size_t count, const char *text)
{
    char folded[FOLDED_BYTES], slug[DI_OFFICE_SLUG_MAX + 1];
    di_office_fold(text, folded, sizeof folded);
    for (size_t t = 0; t < count; t++)
        if (di_office_is_among(terms[t].words, folded))
            return terms[t].id;
    di_office_slug(text, slug);
    for (size_t t = 0; slug[0] != '\0' && t < count; t++)
        if (is_slug_among(terms[t].words, slug))
            return terms[t].id;
    return NULL;
}

/* ---- names ---- */

bool di_care_has_parts(const char *slug, const char *parts)
{
    while (*parts != '\0') {
        const char *end = parts + strcspn(parts, "|");
        bool is_all = true;
        while (is_all && parts < end) {
            char part[DI_OFFICE_SLUG_MAX + 1];
            size_t length = strcspn(parts, "+|");
            length = length < sizeof part - 1 ? length : sizeof part - 1;
            memcpy(part, parts, length);
            part[length] = '\0';
            is_all = strstr(slug, part) != NULL;
            parts += length + (parts[length] == '+' ? 1 : 0);
        }
        if (is_all)
            return true;
        parts = *end == '|' ? end + 1 : end;
    }
    return false;
}

const char *di_care_kind_of_name(const char *name)
{
#define KIND(id, words, parts) {id, words, parts},
    static const struct {
        const char *id, *words, *parts;
    } kinds[] = {DI_CARE_KINDS(KIND)};
#undef KIND
    char folded[FOLDED_BYTES], slug[DI_OFFICE_SLUG_MAX + 1];
    di_office_fold(name, folded, sizeof folded);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        if (di_office_is_among(kinds[k].words, folded))
            return kinds[k].id;
    di_office_slug(name, slug);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        if (di_care_has_parts(slug, kinds[k].parts))
            return kinds[k].id;
    return NULL;
}
