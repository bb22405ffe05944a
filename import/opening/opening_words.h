/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What offices write in cells and headings, in English and Russian: ages, sexes, disability,
 * roles of workers; kinds of care are office/care_words.h. What is not surely understood is not
 * understood.
 */
#ifndef OPENING_WORDS_H
#define OPENING_WORDS_H

#include <stdbool.h>

#define OPENING_AGE_MAX 120

/** Whole years: from <= age < to. */
struct opening_ages {
    int from, to; /* `to` OPENING_AGE_MAX: and over */
};

/**
 * "0-2", "3 to 6 years", "age_0_2", "до 3 лет" (below 3), "under 3", "<3", "18+", "18 and
 * over", "от 15", a single age. false: none of these, or months.
 */
bool opening_ages_read(const char *text, struct opening_ages *ages_out);

/**
 * A time in care in months: "0-6 months", "1-3 years", "under 1 year", "3 years and over". What
 * is left open at its end is OPENING_MONTHS_MAX long. false: none of these, or no unit.
 */
#define OPENING_MONTHS_MAX 1200
bool opening_stay_read(const char *text, struct opening_ages *months_out);

/** "female", "male"; NULL: neither. */
const char *opening_sex(const char *text);

/** "none", "moderate", "severe"; NULL: no degree. */
const char *opening_disability(const char *text);

/** Does the text say that there is a disability, but not of which degree? */
bool opening_is_some_disability(const char *text);

/** The kind of a role that its name tells; NULL: it does not. */
const char *opening_role_kind(const char *name);

#endif
