/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Broken on purpose: residents start as if they had come in on the first day. */
#include "di/warm_start.h"

static void draw_fresh(const struct di_warm_start *start, uint64_t seed, uint32_t replication,
                       struct di_resident *residents, uint64_t *count)
{
    di_warm_start_draw(start, seed, replication, residents, count);
    for (uint64_t i = 0; i < *count; i++)
        residents[i].elapsed_years = 0;
}

#define di_warm_start_draw draw_fresh
#include "population.c"
