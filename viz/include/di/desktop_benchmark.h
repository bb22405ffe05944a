/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How long the window needs for a picture of each screen, at 1600 x 1000 and without a display,
 * over a scenario with invented results of a national size. What `homeward bench chart`
 * measures beside the charts themselves.
 */
#ifndef DI_DESKTOP_BENCHMARK_H
#define DI_DESKTOP_BENCHMARK_H

#include <stddef.h>

#include "di/error.h"

#define DI_DESKTOP_SCREENS_MAX 16

/** Seconds, the least of the repeats. */
struct di_desktop_timing {
    const char *screen;   /* "overview": never renamed */
    double whole_seconds; /* everything, every chart drawn again */
    double kept_seconds;  /* everything, the pictures of charts kept */
    double hover_seconds; /* a move of the mouse */
};

/**
 * @param scenario  file of a scenario; nothing is written beside it or anywhere else
 * @param[out] out  [DI_DESKTOP_SCREENS_MAX]
 * @return DI_OK; what opening the window or the scenario returns; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_desktop_benchmark(const char *scenario, unsigned repeats,
                                                  struct di_desktop_timing *out,
                                                  size_t *count_out, struct di_error *error);

#endif
