/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The justice strand (MODEL 8.7): children of 14 to 17 who come to it by class of offence are
 * diverted where they may be and a place is free, else detained; reported apart from care.
 * How long they stay is the law of the settings of kind detention and diversion.
 */
#ifndef DI_JUSTICE_H
#define DI_JUSTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"

#define DI_OFFENCES_MAX 50
#define DI_JUSTICE_AGE_FROM 14 /* to 17 */
#define DI_JUSTICE_AGES 4

/** Where a child goes when detention ends. */
enum di_release {
    DI_RELEASE_HOME,
    DI_RELEASE_FOSTER,
    DI_RELEASE_SUPPORTED_LIVING,
    DI_RELEASES
};

struct di_offence {
    struct di_name name;
    struct di_quantity rate; /* by region */
    bool rate_is_per_100k;   /* children of 14-17; else a year in the nation, shared by them */
    struct di_quantity eligible_share;      /* for diversion, by region */
    double age_cumulative[DI_JUSTICE_AGES]; /* of 14, 15, 16, 17; last 1 */
    uint16_t detention;                     /* setting of kind detention */
};

struct di_justice {
    uint32_t offence_count;
    const struct di_offence *offences;  /* in byte order of ids */
    struct di_quantity diversion_share; /* div_r(t), of those eligible */
    uint16_t diversion;                 /* setting of kind diversion, or DI_NONE */
    double release_share[DI_RELEASES];  /* sum 1 */
};

/** Children of 14 to 17 of a region on a day. */
double di_justice_population(const struct di_region *region, int32_t day);

#endif
