/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HOMEWARD_TEST_SCALE makes statistical and random tests longer or shorter: 1 unless set. */
#ifndef TEST_SCALE_H
#define TEST_SCALE_H

#include <stdint.h>
#include <stdlib.h>

static inline double test_scale(void)
{
    const char *text = getenv("HOMEWARD_TEST_SCALE");
    const double scale = text == NULL ? 1 : strtod(text, NULL);
    return scale > 0 ? scale : 1;
}

/** Cases of a random test: `count` at scale 1, at least one. */
static inline uint32_t test_cases(uint32_t count)
{
    const double cases = count * test_scale();
    return cases < 1 ? 1 : (uint32_t)cases;
}

#endif
