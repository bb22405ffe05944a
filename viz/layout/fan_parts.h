/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a fan layout: what fan_layout.c, fan_heading.c, fan_plot.c and fan_labels.c
 * share while one chart is laid out. Private to viz/layout. */
#ifndef FAN_PARTS_H
#define FAN_PARTS_H

#include "di/fan_layout.h"

#include "label_stack.h"
#include "text_wrap.h"

/* One end label: name lines, value, range. */
struct end_label {
    uint32_t series;
    struct text_lines name;
    char value[DI_CHART_NUMBER_MAX];
    char range[2 * DI_CHART_NUMBER_MAX + 8]; /* "" without bands */
    double value_width, range_width;
    struct di_point at; /* the line's end, pixels; set once scales are known */
};

enum marker_place { MARKER_BESIDE, MARKER_LISTED, MARKER_TOOLTIP };

struct fan {
    const struct di_fan_data *data;
    const struct di_text_measure *measure;
    struct di_fan_layout *out;
    struct di_scene *scene;
    struct di_text_style title, body, label, small, strong;
    double pad, gap;    /* frame padding, and the small distance between things */
    double top, bottom; /* what heading and footer leave */
    unsigned slot[DI_FAN_SERIES_MAX];
    bool has_band[DI_FAN_SERIES_MAX];
    enum di_shape shape[DI_FAN_SERIES_MAX];
    bool has_shapes; /* lines carry marker shapes: two or more scenarios */
    double low_day, high_day, low_value, high_value;
    size_t end_count;
    struct end_label *ends;
    enum marker_place marker_place;
    size_t marker_rows;
    size_t marker_row[DI_FAN_MARKERS_MAX];
    double marker_width[DI_FAN_MARKERS_MAX];
    bool marker_is_left[DI_FAN_MARKERS_MAX]; /* text stands left of the badge */
    bool has_divider;
};

double fan_width(const struct fan *fan, const char *text, struct di_text_style style);
double fan_x(const struct fan *fan, double day);
double fan_y(const struct fan *fan, double value);

/* fan_words.c: the chart's own words, translated, in arena memory */
const char *fan_word(struct fan *fan, const char *id);
const char *fan_words(struct fan *fan, const char *id, const char *first, const char *second);
const char *fan_message(struct fan *fan, const struct di_message *message);
const char *fan_number(struct fan *fan, double value);
/* A date, or the year of a point that is of a year. */
const char *fan_day(struct fan *fan, int32_t civil_day);
const char *fan_range(struct fan *fan, double low, double high);
const char *fan_named_range(struct fan *fan, double low, double high); /* "90%: 61–118" */
const char *fan_runs_note(struct fan *fan);

/* fan_heading.c: title, measure, legend from the top; notes from the bottom */
void fan_heading(struct fan *fan);
void fan_footer(struct fan *fan);

/* fan_plot.c: everything without words inside the plot */
void fan_plot_ground(struct fan *fan);
void fan_plot_data(struct fan *fan);
bool fan_box_is_free(const struct fan *fan, const struct di_rect *box);
bool fan_last_point(const struct di_fan_series *series, size_t *index_out);
double fan_median_at(const struct di_fan_series *series, double day);

/* fan_labels.c: words in and around the plot, and hit areas */
void fan_measure_ends(struct fan *fan, double widest);
void fan_place_markers(struct fan *fan);
void fan_draw_axes(struct fan *fan);
void fan_draw_ends(struct fan *fan);
void fan_draw_markers(struct fan *fan);
void fan_draw_target(struct fan *fan);
void fan_draw_divider_words(struct fan *fan);
void fan_add_hits(struct fan *fan);

#endif
