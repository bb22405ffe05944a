/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmocka with what it needs, and assertions of our own that print the values. */
#ifndef DI_TEST_H
#define DI_TEST_H

/* cmocka.h needs these before it */
/* clang-format off */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
/* clang-format on */

#include "di/error.h"

#define assert_near(actual, expected, relative)                                                \
    do {                                                                                       \
        const double near_a = (actual), near_e = (expected);                                   \
        if (!(fabs(near_a - near_e) <= (relative)*fmax(1e-300, fabs(near_e))))                 \
            fail_msg("%s = %.17g, expected %.17g within %g", #actual, near_a, near_e,          \
                     (double)(relative));                                                      \
    } while (0)

#define assert_status(actual, expected)                                                        \
    do {                                                                                       \
        const enum di_status status_a = (actual), status_e = (expected);                       \
        if (status_a != status_e)                                                              \
            fail_msg("%s: %s, expected %s", #actual, di_status_code(status_a),                 \
                     di_status_code(status_e));                                                \
    } while (0)

#endif
