/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A chart as a PNG, SVG or PDF file, with its title and description inside. */
#ifndef DI_CHART_FILE_H
#define DI_CHART_FILE_H

#include "di/chart.h"

/**
 * Write `picture` as a file of width x height logical pixels, replacing what is there.
 *
 * @param scale  device pixels per logical pixel of PNG; others ignore it
 * @return as di_chart_plan_init and di_surface_write
 */
DI_MUST_CHECK enum di_status di_chart_file_write(const char *path, double width, double height,
                                                 double scale,
                                                 const struct di_chart_picture *picture,
                                                 struct di_error *error);

#endif
