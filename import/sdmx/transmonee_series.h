/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The series of TransMonEE that a history of residential care is made of, and the codes they go
 * by: those of the database of 2018 and those of the questionnaire after it.
 */
#ifndef DI_TRANSMONEE_SERIES_H
#define DI_TRANSMONEE_SERIES_H

#include <stdbool.h>
#include <stddef.h>

enum di_series {
    DI_SERIES_POPULATION, /* children 0-17 on 1 January */
    DI_SERIES_STOCK,      /* residents at the end of the year; and of them: */
    DI_SERIES_CHILDREN,
    DI_SERIES_AGE_0_2,
    DI_SERIES_AGE_3_6,
    DI_SERIES_AGE_7_17,
    DI_SERIES_ADULTS,
    DI_SERIES_BOYS,
    DI_SERIES_GIRLS,
    DI_SERIES_DISABILITY,
    DI_SERIES_ENTRIES, /* during the year */
    DI_SERIES_EXITS,   /* during the year; and to where: */
    DI_SERIES_HOME,
    DI_SERIES_FAMILY,
    DI_SERIES_ADOPTED,
    DI_SERIES_INDEPENDENT,
    DI_SERIES_TRANSFERRED,
    DI_SERIES_DIED,
    DI_SERIES_OTHER,
    DI_SERIES_COUNT
};

#define DI_SERIES_FIRST_EXIT DI_SERIES_HOME
#define DI_SERIES_DESTINATIONS 7

enum di_edition { DI_EDITION_BOTH, DI_EDITION_2018, DI_EDITION_CURRENT };

/** "residential_stock": the id in files. */
const char *di_series_id(enum di_series series);

/** What it counts, a message id. */
const char *di_series_label(enum di_series series);

/** What share of its value it may change by in a year without being called a jump. */
double di_series_usual_change(enum di_series series);

/**
 * The series of an observation's codes.
 *
 * @param[out] edition_out  which list of codes the indicator is of
 * @return DI_SERIES_COUNT if it is none of them
 */
enum di_series di_series_of(const char *indicator, const char *sex, const char *age,
                            enum di_edition *edition_out);

#endif
