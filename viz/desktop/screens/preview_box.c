/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means of the runs there are; the difference is of pairs with the same luck. */
#include "preview_box.h"

#include <math.h>

#include "di/axis.h"

#define PAD 12.0
#define VALUE_SIZE 24.0
#define SPARK_HIGH 54.0

static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};
static const struct ui_text strong = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

static double mean_at(const double rows[][DOCUMENT_SPARK_MAX], uint32_t count, uint32_t q)
{
    double sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += rows[i][q];
    return sum / count;
}

static uint32_t pairs_of(const struct preview *preview)
{
    return preview->count < preview->base_count ? preview->count : preview->base_count;
}

/* What is shown: complete replications, or the first one as far as it has got. */
struct shown {
    uint32_t count, points;      /* of the edited scenario */
    uint32_t pairs, base_points; /* replications of both; quarters of the base */
};

static struct shown shown_of(const struct preview *preview)
{
    if (preview->count > 0)
        return (struct shown){preview->count, preview->points, pairs_of(preview),
                              preview->base_points};
    const bool has_first = preview->reached > 0;
    return (struct shown){has_first, preview->reached, has_first && preview->base_count > 0,
                          preview->base_points};
}

/* End of the last quarter shown. */
static const char *when_text(struct ui *ui, const struct document *document, uint32_t points)
{
    const struct di_model *model = document->scenario->model;
    int32_t year, month, day;
    di_date_to_civil(model->start_civil_day, &year, &month, &day);
    const int32_t months = month - 1 + 3 * ((int32_t)points - 1);
    const char *last = frame_format(ui->frame, "%d", (int)(year + months / 12));
    return UI_SAY(ui, N_("quarter %1 of %2"), di_integer_arg(months % 12 / 3 + 1),
                  di_text_arg(last));
}

/* Compared at the last quarter that both have: an edit may change the horizon, and then the
 * quarter is said. */
static const char *difference_text(struct ui *ui, const struct document *document,
                                   const struct shown *shown)
{
    const struct preview *preview = &document->preview;
    if (shown->pairs == 0)
        return tr(ui, N_("compared with the file in a moment"));
    const bool is_longer = shown->points > shown->base_points;
    const uint32_t last = (is_longer ? shown->base_points : shown->points) - 1;
    const double mean = mean_at(preview->edited, shown->pairs, last) -
                        mean_at(preview->base, shown->pairs, last);
    const char *amount = ui_number(ui, fabs(mean), 0);
    const char *text =
        fabs(mean) < 0.5 ? tr(ui, N_("no different from the file"))
        : mean < 0 ? UI_SAY(ui, N_("%1 fewer than the file as it stands"), di_text_arg(amount))
                   : UI_SAY(ui, N_("%1 more than the file as it stands"), di_text_arg(amount));
    if (!is_longer)
        return text;
    return UI_SAY(ui, N_("%1, in %2"), di_text_arg(text),
                  di_text_arg(when_text(ui, document, last + 1)));
}

static const char *state_text(struct ui *ui, uint32_t count, bool is_running)
{
    if (count == 0)
        return tr(ui, N_("the first run is on its way"));
    return is_running
               ? UI_SAY(ui, N_("mean of %1 {%1|run|runs}, sharpening"), di_integer_arg(count))
               : UI_SAY(ui, N_("mean of %1 {%1|run|runs}; press Run for the full answer"),
                        di_integer_arg(count));
}

/* ---- the line over time ---- */

struct plot {
    struct di_scale across, up;
    struct di_rect rect;
};

static void add_line(struct ui *ui, const struct plot *plot,
                     const double rows[][DOCUMENT_SPARK_MAX], uint32_t count, uint32_t points,
                     enum ui_colour colour)
{
    struct di_point *line = DI_ARENA_NEW(&ui->frame->arena, points + 1, struct di_point);
    if (line == NULL || count == 0 || points < 2)
        return;
    for (uint32_t q = 0; q < points; q++)
        line[q] = (struct di_point){di_scale_pixel(&plot->across, q),
                                    di_scale_pixel(&plot->up, mean_at(rows, count, q))};
    ui_polyline(ui, colour, line, points, 2, plot->rect);
}

static void spark(struct ui *ui, const struct preview *preview, const struct shown *shown,
                  uint32_t quarters, struct di_rect rect)
{
    const uint32_t base_points = shown->pairs > 0 ? shown->base_points : 0;
    const uint32_t wide = quarters > base_points ? quarters : base_points;
    double top = 1;
    for (uint32_t q = 0; q < shown->points; q++)
        top = fmax(top, mean_at(preview->edited, shown->count, q));
    for (uint32_t q = 0; q < base_points; q++)
        top = fmax(top, mean_at(preview->base, shown->pairs, q));
    const struct plot plot = {{0, fmax(wide - 1.0, 1), rect.x, rect.x + rect.width},
                              {0, top, rect.y + rect.height, rect.y},
                              rect};
    ui_line(ui, UI_RULE, rect.x, rect.y + rect.height, rect.x + rect.width,
            rect.y + rect.height);
    add_line(ui, &plot, preview->base, shown->pairs, base_points, UI_BASELINE);
    add_line(ui, &plot, preview->edited, shown->count, shown->points, UI_SERIES);
}

/* ---- the box ---- */

static double tallest(struct ui *ui, double width, const char *a, const char *b, bool is_bold)
{
    const double size = is_bold ? strong.size : second.size;
    return fmax(ui_paragraph_height(ui, width, a, size, is_bold),
                ui_paragraph_height(ui, width, b, size, is_bold));
}

/* The number, and the quarter it is for. */
static void value_line(struct ui *ui, const struct document *document,
                       const struct shown *shown, const char *title, struct di_rect rect)
{
    struct ui_text look = {.size = VALUE_SIZE, .is_bold = true, .colour = UI_TEXT};
    if (shown->count == 0) {
        ui_label(ui, rect, tr(ui, N_("working it out")), second);
        return;
    }
    const char *value =
        ui_number(ui, mean_at(document->preview.edited, shown->count, shown->points - 1), 0);
    const double wide = ui_width(ui, value, VALUE_SIZE, true) + 10;
    ui_label(ui, rect, value, look);
    look = second;
    look.may_shorten = true;
    ui_label(ui,
             (struct di_rect){rect.x + wide, rect.y + 4, rect.width - wide, rect.height - 4},
             when_text(ui, document, shown->points), look);
    ui_node(ui, UI_LABEL, "preview:value", rect, title)->value = value;
}

double preview_box(struct ui *ui, const struct document *document, double x, double y,
                   double width)
{
    const struct preview *preview = &document->preview;
    const struct shown shown = shown_of(preview);
    const double inner = width - 2 * PAD, left = x + PAD, line = VALUE_SIZE * DI_TEXT_LEADING;
    const char *title = tr(ui, N_("Preview: children in institutions"));
    double at = y + 10;
    if (edits_now(&document->edits)->count == 0)
        return 0;
    at += ui_paragraph(ui, left, at, inner, title, second) + 2;
    value_line(ui, document, &shown, title, (struct di_rect){left, at, inner, line});
    at += line + 2;
    double difference = 0;
    if (shown.count > 0)
        difference =
            ui_paragraph(ui, left, at, inner, difference_text(ui, document, &shown), strong);
    at += fmax(difference, tallest(ui, inner, tr(ui, N_("compared with the file in a moment")),
                                   UI_SAY(ui, N_("%1 fewer than the file as it stands"),
                                          di_text_arg(ui_number(ui, 100000, 0))),
                                   true)) +
          4;
    if (shown.count > 0)
        spark(ui, preview, &shown, di_model_quarters(document->scenario->model),
              (struct di_rect){left, at, inner, SPARK_HIGH});
    at += SPARK_HIGH + 4;
    if (shown.count > 0)
        (void)ui_paragraph(ui, left, at, inner,
                           state_text(ui, preview->count, preview->is_running), second);
    at += tallest(ui, inner, state_text(ui, DOCUMENT_PREVIEW_MAX, true),
                  state_text(ui, DOCUMENT_PREVIEW_MAX, false), false) +
          10;
    ui_outline(ui, UI_SERIES, (struct di_rect){x, y, width, at - y}, 6, 1);
    return at - y + 14;
}
