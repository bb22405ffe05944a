/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families won and lost (MODEL 8.4): the state of one replication. Only carers with a
 * recruitment have rows here; a family counted by date alone has none.
 */
#ifndef DI_CARE_CARER_PIPELINE_H
#define DI_CARE_CARER_PIPELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"
#include "di/time.h"

#include "point_strip.h"

/* One strip of the field of applications of one carers entry: a point (t, y) is a household
 * that applies if y is below the rate of that moment. */
struct application_strip {
    struct point_strip points; /* the last one is the one that comes next */
    uint32_t carers;
    uint32_t number; /* from 1 */
};

struct applicant { /* a household between application and decision */
    uint64_t key;
    uint32_t carers;
    uint32_t strip, ordinal; /* canonical id within the carers entry */
    uint32_t next_free;
    uint8_t lag_is_over;
    uint8_t hours_are_done;
};

struct family {  /* by unit, from carer_pipeline.first_unit */
    double left; /* unit exponential left at `since` */
    di_time since;
    di_time raised_until; /* after a breakdown */
    uint32_t first_place; /* row in `residents` */
    uint16_t generation;  /* of the leaving event that counts */
};

struct willing_pool { /* of one carers entry */
    double households;
    di_time at;
};

struct carer_pipeline {
    uint32_t first_unit, family_count;
    struct family *families;
    uint8_t *due_month;  /* [family] of its leaving, if the calendar does not hold it yet;
                            else NO_MONTH */
    uint32_t *residents; /* children by place of a family, NO_SLOT: none */
    struct willing_pool *pools; /* [carers] */
    struct application_strip *strips;
    uint32_t strip_count;
    struct applicant *applicants;
    uint32_t applicant_used, applicant_capacity, applicant_free;
};

#endif
