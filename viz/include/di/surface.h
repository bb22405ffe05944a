/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Picture files: PNG, SVG and PDF by the ending of the path, from one drawing function in
 * logical pixels. The same call gives the same bytes: no clock, no random names inside.
 */
#ifndef DI_SURFACE_H
#define DI_SURFACE_H

#include <cairo.h>

#include "di/error.h"

/** Points per logical pixel in PDF: 13 px text becomes 7.3 pt. */
#define DI_SURFACE_POINTS_PER_PIXEL 0.5625
#define DI_SURFACE_PIXELS_MAX 16384 /* of one side, after scaling */

/** Draws a picture of width x height logical pixels. */
typedef enum di_status (*di_surface_draw)(void *context, cairo_t *cr, double width,
                                          double height, struct di_error *error);

/** Written into SVG (<title>, <desc>) and PDF (information dictionary); NULL: left out. */
struct di_surface_metadata {
    const char *title;
    const char *description;
    const char *date; /* PDF creation date: "2026-01-01" or "2026-01-01T12:00:00Z", e.g. the
                         date of the results; NULL: 2000-01-01 (never the clock) */
};

/**
 * Write a picture file, replacing what is there: into a temporary file beside it first, then
 * renamed, so that nobody ever sees half a file.
 *
 * @param scale  device pixels per logical pixel of PNG (1 or 2 as a rule); others ignore it
 * @return DI_OK; DI_ERR_RANGE for an unknown ending or a size out of range; DI_ERR_FILE with
 *         a sentence if the file cannot be written (no folder, no right, disk full);
 *         DI_ERR_MEMORY; or what `draw` returned
 */
DI_MUST_CHECK enum di_status di_surface_write(const char *path, double width, double height,
                                              double scale, di_surface_draw draw, void *context,
                                              const struct di_surface_metadata *metadata,
                                              struct di_error *error);

#endif
