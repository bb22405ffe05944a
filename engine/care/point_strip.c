/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The height is a compromise: low strips waste few points, high ones are few. It is part of the
 * definition of every draw, so another height would be another field. */
#include "point_strip.h"

#include <math.h>

#include "system.h"

static const double strip_height = 4;

uint32_t point_strip_count(double highest_per_year)
{
    return (uint32_t)ceil(highest_per_year / strip_height);
}

struct point_strip point_strip_of(uint64_t stream_key, uint32_t number)
{
    return (struct point_strip){.key = di_key_mix(stream_key, number),
                                .low = strip_height * ((double)number - 1)};
}

bool point_strip_next(const struct di_care *care, struct point_strip *strip,
                      enum di_purpose purpose)
{
    if (strip->at >= care->end)
        return false;
    const uint32_t ordinal = strip->ordinal++;
    const double gap = di_draw_exponential(care->stream, strip->key, purpose, 0, ordinal);
    const double u = di_draw_uniform(care->stream, strip->key, purpose, 1, ordinal);
    strip->at = di_time_after_years(strip->at, gap / strip_height);
    strip->y = strip->low + strip_height * u;
    return strip->at < care->end;
}

uint64_t point_strip_key(const struct point_strip *strip)
{
    return di_key_mix(strip->key, strip->ordinal - 1);
}
