/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an import of an office's table met and could not settle alone: for a program that asks
 * people, in the place of messages to people who write mapping files. It is filled also by an
 * import that fails.
 *
 * Personal data: words are those that a report would show, at most 50 of a column; of a column
 * with more of them none is here, for it may hold names.
 */
#ifndef DI_OFFICE_SURVEY_H
#define DI_OFFICE_SURVEY_H

#include "di/office_mapping.h"

/** A text of cells whose meaning is not known. */
struct di_office_word {
    size_t role;   /* of the kind's roles */
    char *text;    /* owned by the survey, as are the next two */
    char *nearest; /* id that is likely meant; NULL: none */
    char *code;    /* what the mapping says it means, and there is no such thing; NULL */
    uint32_t line; /* the first one */
    size_t rows;
};

struct di_office_survey { /* all zero: empty */
    struct di_office_word *words;
    size_t word_count, word_room;
    bool is_counted[DI_OFFICE_COLUMNS_MAX]; /* columns of counts, named after a value */
    bool ran_out;
};

/** Adds a word with copies of the texts; the last two may be NULL. */
void di_office_survey_add(struct di_office_survey *survey, struct di_office_word word,
                          const char *text, const char *nearest, const char *code);

/** Wipes what was met. */
void di_office_survey_finish(struct di_office_survey *survey);

#endif
