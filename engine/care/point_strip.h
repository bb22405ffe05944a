/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One horizontal strip of a planar Poisson field (MODEL 6): points (t, y) of one a year and
 * unit of y. A process whose rate is lambda(t) takes the points with y < lambda(t), so that a
 * higher rate only adds points, and a point never depends on the rates of other times.
 */
#ifndef DI_CARE_POINT_STRIP_H
#define DI_CARE_POINT_STRIP_H

#include <stdbool.h>
#include <stdint.h>

#include "di/purpose.h"
#include "di/time.h"

struct di_care;

struct point_strip {
    uint64_t key;     /* stream of the strip */
    double low;       /* its lower edge, per year */
    double y;         /* of the last point, per year */
    di_time at;       /* of the last point */
    uint32_t ordinal; /* points drawn so far */
};

/* Strips that hold every point below a rate. */
uint32_t point_strip_count(double highest_per_year);

/* The strip `number`, from 1, of the field of `stream_key`; no point is drawn yet. */
struct point_strip point_strip_of(uint64_t stream_key, uint32_t number);

/* Draws the next point; false: it, or the one before, lies past the end of the run. */
bool point_strip_next(const struct di_care *care, struct point_strip *strip,
                      enum di_purpose purpose);

/* Key of the last point. */
uint64_t point_strip_key(const struct point_strip *strip);

#endif
