/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet every chart is drawn on: type sizes, heading (finding, measure, legend) from the
 * top, notes from the bottom, and the body between, which belongs to the chart. Also the words
 * and numbers of charts, each a whole message in the request's language. Private to
 * viz/layout/kinds.
 */
#ifndef SHEET_H
#define SHEET_H

#include "di/axis.h"
#include "di/chart_plan.h"

#include "label_stack.h"
#include "text_wrap.h"

enum sheet_sign { SIGN_BOX, SIGN_LINE, SIGN_DASHED, SIGN_DOT, SIGN_DIAMOND, SIGN_CLOSING };

struct sheet_legend {
    enum sheet_sign sign;
    enum di_ink ink;
    unsigned slot;
    bool is_hatched;
    const char *text;
};

enum { SHEET_LEGEND_MAX = 8, SHEET_NOTES_MAX = 4, SHEET_DESCRIPTION = 8192 };

/* What a chart says around its body. NULL members are left out. */
struct sheet_story {
    const char *title;   /* the finding, or the neutral title */
    const char *measure; /* what, unit, denominator */
    size_t legend_count;
    struct sheet_legend legend[SHEET_LEGEND_MAX];
    bool has_own_notes; /* the first says no runs that a page says too: a card keeps it */
    size_t note_count;  /* runs and intervals first; cards leave that one out */
    const char *notes[SHEET_NOTES_MAX];
};

struct sheet {
    const struct di_chart_request *request;
    const struct di_results *results; /* of the scenario; NULL: a calibration's */
    const struct di_text_measure *measure;
    struct di_chart_plan *out;
    struct di_scene *scene;
    struct di_rect frame, body;
    struct di_text_style title, label, strong, small, tiny;
    double gap, pad;
    char *description; /* [SHEET_DESCRIPTION] */
};

bool sheet_init(struct sheet *sheet, const struct di_chart_request *request,
                const struct di_rect *frame, const struct di_text_measure *measure,
                struct di_chart_plan *out);

/* Draws ground, heading and notes; what is left becomes `body`. */
void sheet_begin(struct sheet *sheet, const struct sheet_story *story);

/* `sentence`, or that small counts are withheld where that may be why there is nothing. */
const char *sheet_nothing(struct sheet *sheet, const char *sentence);

/* The chart has nothing to show: heading, and `sentence` in place of the body. */
void sheet_empty(struct sheet *sheet, const char *title, const char *sentence);

/* True if there is at least this much room left; else says so in place of the chart. */
bool sheet_has_room(struct sheet *sheet, double width, double height);

/* Words: `id` is a whole message. */
const char *sheet_message(struct sheet *sheet, const char *id,
                          const struct di_argument *arguments, size_t count);
const char *sheet_word(struct sheet *sheet, const char *id);
#define SHEET_SAY(sheet, id, ...)                                                              \
    sheet_message((sheet), (id), (const struct di_argument[]){__VA_ARGS__},                    \
                  sizeof((const struct di_argument[]){__VA_ARGS__}) /                          \
                      sizeof(struct di_argument))
const char *sheet_number(struct sheet *sheet, double value, int decimals);
const char *sheet_signed(struct sheet *sheet, double value, int decimals); /* +120, -120 */
const char *sheet_range(struct sheet *sheet, double low, double high, int decimals);
const char *sheet_percent(struct sheet *sheet, double share); /* "12%" of 0.12 */
const char *sheet_year(struct sheet *sheet, int32_t year);
const char *sheet_quarter(struct sheet *sheet, int32_t civil_day); /* "2030 Q4" */
const char *sheet_date(struct sheet *sheet, int32_t civil_day);
const char *sheet_name(struct sheet *sheet, const char *section, const char *id);
const char *sheet_scenario(const struct sheet *sheet, const struct di_results *results);
/* "1,680", and its count for the words after it: {%1|child|children}. */
struct di_argument sheet_count(struct sheet *sheet, double value);

/* "Runs: 20. ...": the rest of the sentence by what is drawn; of one run, that it is one. */
const char *sheet_runs_of_means(struct sheet *sheet);
/* One of two messages, by whether inputs were drawn; %1 is the number of runs. */
const char *sheet_runs(struct sheet *sheet, const char *chance_only, const char *with_inputs);

/* "Some inputs are illustrative ..." or NULL */
const char *sheet_warning(struct sheet *sheet);

/* "Counts of fewer than 5 children are withheld ..." or NULL */
const char *sheet_withheld(struct sheet *sheet);

/* Not of expected numbers, which are certain in their way. */
bool sheet_is_one_run(const struct sheet *sheet);

/* One more statement of the description. */
void sheet_describe(struct sheet *sheet, const char *line);

double sheet_width(const struct sheet *sheet, const char *text, struct di_text_style style);
struct di_scene_item *sheet_text(struct sheet *sheet, enum di_ink ink, const char *text,
                                 struct di_text_style style, double x, double base);
struct di_scene_item *sheet_text_right(struct sheet *sheet, enum di_ink ink, const char *text,
                                       struct di_text_style style, double right, double base);
struct di_scene_item *sheet_text_centred(struct sheet *sheet, enum di_ink ink, const char *text,
                                         struct di_text_style style, double x, double base);
struct di_scene_item *sheet_box(struct sheet *sheet, enum di_ink ink, unsigned slot,
                                struct di_rect rect);
void sheet_line(struct sheet *sheet, enum di_ink ink, double size, double x0, double y0,
                double x1, double y1);

/* A time axis from `first` to `last` under the plot, years labelled; and value ticks left. */
void sheet_year_axis(struct sheet *sheet, const struct di_scale *days, double y);
/* Values to mark on an axis of this length: three at least, if there are so many round ones. */
struct di_ticks sheet_value_ticks(const struct sheet *sheet, double low, double high,
                                  double height, bool whole_numbers);
double sheet_ticks_width(struct sheet *sheet, const struct di_ticks *ticks);
void sheet_value_axis(struct sheet *sheet, const struct di_scale *values,
                      const struct di_ticks *ticks, double left, double right);

/* Base line that centres a line of text on `y`. */
double sheet_middle(struct di_text_style style, double y);
double sheet_leading(struct di_text_style style);
int32_t sheet_year_of(int32_t civil_day);

/* "2026", with an asterisk if the run begins or ends within it. */
const char *sheet_year_mark(struct sheet *sheet, int32_t year);

/* What the asterisk says; NULL: all years are whole. */
const char *sheet_year_note(struct sheet *sheet);

/* For "at the end of %1": a year, or the date if that is not where a year ends, put into
 * `text`. As a count 1 for a year, else 2, as di_period_arg. */
struct di_argument sheet_end_arg(int32_t civil_day, char text[16]);

#endif
