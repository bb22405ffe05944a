/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words are compared as ids (di/office_slug.h), so that case, spelling of dashes and accents do
 * not matter; "девочки" is devochki. */
#include "opening_words.h"

#include <stddef.h>
#include <string.h>

#include "di/office_slug.h"

#include "office/care_words.h"
#include "office/office_fold.h"

/* Is the slug one of "|a|b|"? */
static bool is_among(const char *slug, const char *words)
{
    return slug[0] != '\0' && di_office_is_among(words, slug);
}

/* ---- ages ---- */

struct age_text {
    int number[2];
    int count;
    char before[DI_OFFICE_SLUG_MAX +
                1]; /* the words before the first number, and after the last */
    char after[DI_OFFICE_SLUG_MAX + 1];
    char between[DI_OFFICE_SLUG_MAX + 1];
    bool has_plus, has_less, has_at_least, has_more;
};

/* false: more than two numbers, or one that is no age. */
static bool split(const char *slug, struct age_text *text)
{
    char *part = text->before;
    size_t used = 0;
    for (const char *c = slug; *c != '\0';) {
        if (*c < '0' || *c > '9') {
            part[used++] = *c++;
            part[used] = '\0';
            continue;
        }
        if (text->count == 2)
            return false;
        int number = 0;
        for (; *c >= '0' && *c <= '9'; c++)
            number = number < 1000 ? 10 * number + (*c - '0') : number;
        text->number[text->count++] = number;
        part = text->count == 1 ? text->between : text->after;
        used = 0;
    }
    if (text->count == 1)
        memcpy(text->after, text->between, sizeof text->after);
    return text->count > 0;
}

static const char *unit_words =
    "|_let|_god|_goda|_years|_year|_yrs|_y_o|_years_old|_years_of_age|"
    "_letnie|_liet|_god_zhizni|let|y|yrs|yo|";

static bool is_unit(const char *words)
{
    return words[0] == '\0' || is_among(words, unit_words);
}

static bool is_above(const char *words)
{
    char plain[DI_OFFICE_SLUG_MAX + 1];
    size_t used = 0;
    for (const char *c = words; *c != '\0';) { /* units drop out: "_let_i_starshe" */
        size_t length = 1 + strcspn(c + 1, "_");
        char word[DI_OFFICE_SLUG_MAX + 1];
        memcpy(word, c, length);
        word[length] = '\0';
        if (!is_among(word, unit_words)) {
            memcpy(plain + used, word, length);
            used += length;
        }
        c += length;
    }
    plain[used] = '\0';
    return is_among(
        plain, "|_and_over|_and_older|_and_above|_or_older|_or_over|_and_more|_plus|_i_starshe|"
               "_i_bolee|_i_bolshe|");
}

/* One number: "under 3", "18 and over", "5". */
static bool read_one(const struct age_text *text, struct opening_ages *ages)
{
    const int n = text->number[0];
    if (text->has_less ||
        is_among(text->before, "|under_|below_|less_than_|younger_than_|up_to_age_|do_|"
                               "mladshe_|menee_|age_under_|vozrast_do_|deti_do_|"
                               "v_vozraste_do_|children_under_|")) {
        *ages = (struct opening_ages){0, n};
        return n > 0 && is_unit(text->after);
    }
    if ((text->has_plus && is_unit(text->after)) || text->has_at_least ||
        is_above(text->after) || is_among(text->before, "|from_|ot_|at_least_|aged_from_|")) {
        *ages = (struct opening_ages){n, OPENING_AGE_MAX};
        return true;
    }
    *ages = (struct opening_ages){n, n + 1};
    return (text->before[0] == '\0' || is_among(text->before, "|age_|aged_|vozrast_|")) &&
           is_unit(text->after) && !text->has_more;
}

static bool read_two(const struct age_text *text, struct opening_ages *ages)
{
    const bool is_between = is_among(text->between, "|_|_to_|_through_|_po_|");
    const bool is_begun = text->before[0] == '\0' ||
                          is_among(text->before, "|age_|aged_|ages_|vozrast_|deti_|children_|"
                                                 "v_vozraste_|children_aged_|"
                                                 "deti_v_vozraste_|");
    *ages = (struct opening_ages){text->number[0], text->number[1] + 1};
    return is_between && is_begun && is_unit(text->after) && text->number[1] >= text->number[0];
}

bool opening_ages_read(const char *text, struct opening_ages *ages_out)
{
    char slug[DI_OFFICE_SLUG_MAX + 1];
    struct age_text parts = {.has_plus = strchr(text, '+') != NULL,
                             .has_less = strchr(text, '<') != NULL,
                             .has_at_least = strstr(text, ">=") != NULL ||
                                             strstr(text, "\xE2\x89\xA5") != NULL};
    struct opening_ages ages;
    di_office_slug(text, slug);
    parts.has_more = !parts.has_at_least && strchr(text, '>') != NULL;
    if (strcmp(slug, "age_18_plus") == 0)
        return *ages_out = (struct opening_ages){18, OPENING_AGE_MAX}, true;
    if (strchr(text, '.') != NULL && strpbrk(text, "0123456789") < strchr(text, '.') &&
        strpbrk(strchr(text, '.'), "0123456789") != NULL)
        return false; /* "0.5", "1.2": years and months, or a fraction */
    if (!split(slug, &parts))
        return false;
    const bool is_read = parts.count == 1 ? read_one(&parts, &ages) : read_two(&parts, &ages);
    if (!is_read || ages.from < 0 || ages.to > OPENING_AGE_MAX)
        return false;
    *ages_out = ages;
    return true;
}

/* ---- time in care ---- */

/* Months that the unit in the slug has; 0: none is named. */
static int unit_of(const char *slug)
{
    return di_care_has_parts(slug, "month|mesiats|_mes")  ? 1
           : di_care_has_parts(slug, "year|god|let|liet") ? 12
                                                          : 0;
}

/* Ends that are named: "1-3" is from 1 to below 3, as times are, not whole years of age. */
bool opening_stay_read(const char *text, struct opening_ages *months_out)
{
    char slug[DI_OFFICE_SLUG_MAX + 1];
    struct age_text parts = {.has_plus = strchr(text, '+') != NULL,
                             .has_less = strchr(text, '<') != NULL};
    struct opening_ages ages;
    di_office_slug(text, slug);
    const int unit = unit_of(slug);
    if (unit == 0 || strpbrk(text, ".,") != NULL || !split(slug, &parts))
        return false;
    const bool is_more =
        parts.has_plus || di_care_has_parts(slug, "over|more|bolee|svyshe|starshe");
    const bool is_less = parts.has_less || di_care_has_parts(slug, "under|less|up_to|menee") ||
                         strncmp(slug, "do_", 3) == 0;
    if (parts.count == 2 && !is_more && !is_less)
        ages = (struct opening_ages){parts.number[0] * unit, parts.number[1] * unit};
    else if (parts.count == 1 && is_more != is_less)
        ages = is_more ? (struct opening_ages){parts.number[0] * unit, OPENING_MONTHS_MAX}
                       : (struct opening_ages){0, parts.number[0] * unit};
    else
        return false;
    *months_out = ages;
    return ages.from < ages.to && ages.to <= OPENING_MONTHS_MAX;
}

/* ---- sex and disability ---- */

const char *opening_sex(const char *text)
{
    return di_care_term(di_sex_terms, DI_SEX_TERMS, text);
}

const char *opening_disability(const char *text)
{
    return di_care_term(di_disability_terms, DI_DISABILITY_TERMS, text);
}

bool opening_is_some_disability(const char *text)
{
    char slug[DI_OFFICE_SLUG_MAX + 1];
    di_office_slug(text, slug);
    return is_among(slug,
                    "|yes|y|disability|disabled|with_disability|with_disabilities|"
                    "children_with_disabilities|children_with_disability|of_which_disabled|"
                    "of_which_with_disability|da|est|invalidnost|s_invalidnostiu|"
                    "deti_s_invalidnostiu|deti_invalidy|invalidy|imeiut_invalidnost|"
                    "iz_nikh_s_invalidnostiu|iz_nikh_deti_invalidy|v_tom_chisle_deti_invalidy|"
                    "v_tom_chisle_s_invalidnostiu|");
}

/* ---- roles ---- */

const char *opening_role_kind(const char *name)
{
    static const struct {
        const char *parts, *kind;
    } kinds[] = {
        {"recruiter|podbor+sem|podbor+rodit", "carer_recruiter"},
        {"case_manager|case_worker|caseworker|kurator_sluchaia|vedeni+sluchai", "case_manager"},
        {"assessor|otsenk", "assessor"},
        {"social_worker|sotsialnyi_rabotnik|sotsialnye_rabotniki|sotsialnykh_rabotnik",
         "generic"}};
    char slug[DI_OFFICE_SLUG_MAX + 1];
    di_office_slug(name, slug);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (di_care_has_parts(slug, kinds[i].parts))
            return kinds[i].kind;
    return NULL;
}
