/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Where everything of a fan chart goes: pure numbers, tested exactly.
 *
 * No text is clipped and no two texts overlap, at any size from DI_FAN_WIDTH_MIN x
 * DI_FAN_HEIGHT_MIN: titles and notes wrap, direct labels move apart and lose their value
 * lines, policy names move under the chart and then into tooltips alone.
 */
#ifndef DI_FAN_LAYOUT_H
#define DI_FAN_LAYOUT_H

#include "di/axis.h"
#include "di/error.h"
#include "di/fan_data.h"
#include "di/scene.h"
#include "di/text_measure.h"

#define DI_FAN_WIDTH_MIN 320.0
#define DI_FAN_HEIGHT_MIN 240.0

struct di_fan_layout {
    struct di_scene scene;
    struct di_rect frame;
    struct di_rect plot;
    struct di_scale days;   /* civil day <-> x */
    struct di_scale values; /* value <-> y */
    struct di_ticks day_ticks;
    struct di_ticks value_ticks;
};

/** Type size factor that suits a picture of this size: 1 at 900 x 560, 0.88 to 1.4. */
double di_fan_text_scale(double width, double height);

/**
 * Lay out `data` in `frame`.
 *
 * @param text_scale  factor on the type sizes (title 17, labels 13 logical pixels);
 *                    0 takes di_fan_text_scale. A card in a window passes 1.
 * @param[out] layout_out  free with di_fan_layout_finish; untouched on failure
 * @return DI_OK; DI_ERR_RANGE if the frame is too small for the texts; DI_ERR_INCONSISTENT if
 *         the data break the contract of fan_data.h; DI_ERR_MISSING if nothing is to be drawn;
 * DI_ERR_MEMORY
 *
 * Cost O(points). Thread-safe as far as `measure` is.
 */
DI_MUST_CHECK enum di_status di_fan_layout_init(const struct di_fan_data *data,
                                                const struct di_rect *frame, double text_scale,
                                                const struct di_text_measure *measure,
                                                struct di_fan_layout *layout_out,
                                                struct di_error *error);

void di_fan_layout_finish(struct di_fan_layout *layout);

/**
 * The chart in words, one statement a line, for the <desc> of an SVG and for people who cannot
 * see it: measure, each series' end with its range, target, runs, notes. `data` must be in
 * order (di_fan_layout_init checks). Like snprintf: writes at most `size` bytes with the end
 * mark and returns the length needed.
 */
size_t di_fan_describe(const struct di_fan_data *data, char *buffer, size_t size);

/** The title the chart shows: the finding, or the neutral title. Like snprintf. */
size_t di_fan_title(const struct di_fan_data *data, char *buffer, size_t size);

#endif
