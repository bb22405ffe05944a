/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Heading and notes take what they need. The legend stands right of the title if there is room
 * beside it, else right of the measure, else in rows of its own: as on the fan chart.
 */
#include "sheet.h"

#include <math.h>
#include <string.h>

#include "di/fan_layout.h"

bool sheet_init(struct sheet *sheet, const struct di_chart_request *request,
                const struct di_rect *frame, const struct di_text_measure *measure,
                struct di_chart_plan *out)
{
    const double scale = request->text_scale > 0
                             ? request->text_scale
                             : di_fan_text_scale(frame->width, frame->height);
    const bool is_small = frame->width < 600 || frame->height < 400;
    *sheet =
        (struct sheet){.request = request,
                       .results = request->scenario != NULL ? request->scenario->results : NULL,
                       .measure = measure,
                       .out = out,
                       .scene = &out->scene,
                       .frame = *frame,
                       .title = {17 * scale, true},
                       .label = {13 * scale, false},
                       .strong = {13 * scale, true},
                       .small = {12.5 * scale, false},
                       .tiny = {11 * scale, false},
                       .gap = 8 * scale,
                       .pad = (is_small ? 12 : 22) * scale};
    sheet->description = di_arena_alloc(&out->scene.arena, SHEET_DESCRIPTION, 1);
    out->title = out->description = "";
    return sheet->description != NULL;
}

double sheet_width(const struct sheet *sheet, const char *text, struct di_text_style style)
{
    return sheet->measure->width(sheet->measure->context, text, &style);
}

double sheet_middle(struct di_text_style style, double y)
{
    return y + 0.36 * style.size;
}

double sheet_leading(struct di_text_style style)
{
    return DI_TEXT_LEADING * style.size;
}

struct di_scene_item *sheet_text(struct sheet *sheet, enum di_ink ink, const char *text,
                                 struct di_text_style style, double x, double base)
{
    return di_scene_add_text(sheet->scene, ink, text, style, (struct di_point){x, base},
                             sheet_width(sheet, text, style));
}

struct di_scene_item *sheet_text_right(struct sheet *sheet, enum di_ink ink, const char *text,
                                       struct di_text_style style, double right, double base)
{
    return sheet_text(sheet, ink, text, style, right - sheet_width(sheet, text, style), base);
}

struct di_scene_item *sheet_text_centred(struct sheet *sheet, enum di_ink ink, const char *text,
                                         struct di_text_style style, double x, double base)
{
    return sheet_text(sheet, ink, text, style, x - sheet_width(sheet, text, style) / 2, base);
}

static double put_lines(struct sheet *sheet, const struct text_lines *lines, enum di_ink ink,
                        struct di_text_style style, double x, double y)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct di_point start = {x, y + DI_TEXT_ASCENT * style.size};
        di_scene_add_text(sheet->scene, ink, lines->line[i], style, start, lines->width[i]);
        y += sheet_leading(style);
    }
    return y;
}

/* Wrapped text from `y` down; the y below it. */
static double paragraph(struct sheet *sheet, enum di_ink ink, const char *text,
                        struct di_text_style style, double x, double y, double width)
{
    struct text_lines lines;
    text_wrap(sheet->scene, sheet->measure, text, style, width, &lines);
    return put_lines(sheet, &lines, ink, style, x, y);
}

struct di_scene_item *sheet_box(struct sheet *sheet, enum di_ink ink, unsigned slot,
                                struct di_rect rect)
{
    struct di_scene_item *item = di_scene_add_rect(sheet->scene, ink, rect);
    if (item != NULL)
        item->slot = slot;
    return item;
}

void sheet_line(struct sheet *sheet, enum di_ink ink, double size, double x0, double y0,
                double x1, double y1)
{
    di_scene_add_line(sheet->scene, ink, size, (struct di_point){x0, y0},
                      (struct di_point){x1, y1});
}

/* ---- legend ---- */

static double sign_width(const struct sheet *sheet)
{
    return 1.6 * sheet->small.size;
}

static double entry_width(const struct sheet *sheet, const struct sheet_legend *entry)
{
    return sign_width(sheet) + 0.7 * sheet->gap + sheet_width(sheet, entry->text, sheet->small);
}

static double legend_width(const struct sheet *sheet, const struct sheet_story *story)
{
    double width = 0;
    for (size_t i = 0; i < story->legend_count; i++)
        width += entry_width(sheet, &story->legend[i]) + (i > 0 ? 2 * sheet->gap : 0);
    return width;
}

static void draw_sign(struct sheet *sheet, const struct sheet_legend *entry, double x,
                      double base)
{
    const double size = sheet->small.size, width = sign_width(sheet);
    const double middle = base - 0.34 * size;
    const struct di_point centre = {x + width / 2, middle};
    struct di_scene_item *item = NULL;
    switch (entry->sign) {
    case SIGN_BOX:
        item = sheet_box(sheet, entry->ink, entry->slot,
                         (struct di_rect){x, middle - 0.42 * size, width, 0.84 * size});
        break;
    case SIGN_LINE:
    case SIGN_DASHED:
        item = di_scene_add_line(sheet->scene, entry->ink, 2, (struct di_point){x, middle},
                                 (struct di_point){x + width, middle});
        break;
    case SIGN_DOT:
        item =
            di_scene_add_marker(sheet->scene, entry->ink, DI_SHAPE_CIRCLE, 0.3 * size, centre);
        break;
    case SIGN_DIAMOND:
        item = di_scene_add_marker(sheet->scene, entry->ink, DI_SHAPE_DIAMOND, 0.34 * size,
                                   centre);
        break;
    case SIGN_CLOSING:
        item = di_scene_add_marker(sheet->scene, entry->ink, DI_SHAPE_TRIANGLE, 0.34 * size,
                                   centre);
        break;
    }
    if (item == NULL)
        return;
    item->slot = entry->slot;
    item->is_hatched = entry->is_hatched;
    if (entry->sign == SIGN_DASHED)
        item->dash = DI_DASH_FINE;
}

static void draw_entry(struct sheet *sheet, const struct sheet_legend *entry, double x,
                       double base)
{
    draw_sign(sheet, entry, x, base);
    sheet_text(sheet, DI_INK_SECONDARY, entry->text, sheet->small,
               x + sign_width(sheet) + 0.7 * sheet->gap, base);
}

static void legend_beside(struct sheet *sheet, const struct sheet_story *story, double base)
{
    double x = sheet->frame.x + sheet->frame.width - sheet->pad - legend_width(sheet, story);
    for (size_t i = 0; i < story->legend_count; i++) {
        draw_entry(sheet, &story->legend[i], x, base);
        x += entry_width(sheet, &story->legend[i]) + 2 * sheet->gap;
    }
}

/* In rows from `y` down; an entry that fits no row of its own wraps. */
static double legend_rows(struct sheet *sheet, const struct sheet_story *story, double y,
                          double width)
{
    const double left = sheet->frame.x + sheet->pad;
    const double indent = sign_width(sheet) + 0.7 * sheet->gap;
    double x = left;
    for (size_t i = 0; i < story->legend_count; i++) {
        const struct sheet_legend *entry = &story->legend[i];
        const double wanted = entry_width(sheet, entry);
        if (x > left && x + wanted > left + width) {
            x = left;
            y += sheet_leading(sheet->small);
        }
        const double base = y + DI_TEXT_ASCENT * sheet->small.size;
        if (wanted > width) {
            draw_sign(sheet, entry, x, base);
            y = paragraph(sheet, DI_INK_SECONDARY, entry->text, sheet->small, x + indent, y,
                          width - indent);
            continue;
        }
        draw_entry(sheet, entry, x, base);
        x += wanted + 2 * sheet->gap;
    }
    return x > left ? y + sheet_leading(sheet->small) : y;
}

/* ---- heading and notes ---- */

static double heading(struct sheet *sheet, const struct sheet_story *story)
{
    const double width = sheet->frame.width - 2 * sheet->pad;
    const double x = sheet->frame.x + sheet->pad;
    const double room = width - legend_width(sheet, story) - 3 * sheet->gap;
    struct text_lines title, measure;
    bool is_placed = story->legend_count == 0;
    text_wrap(sheet->scene, sheet->measure, story->title, sheet->title, width, &title);
    text_wrap(sheet->scene, sheet->measure, story->measure, sheet->label, width, &measure);
    double y = sheet->frame.y + sheet->pad;
    if (!is_placed && title.count == 1 && title.widest <= room) {
        legend_beside(sheet, story, y + DI_TEXT_ASCENT * sheet->title.size);
        is_placed = true;
    }
    y = put_lines(sheet, &title, DI_INK_TEXT, sheet->title, x, y) + 0.15 * sheet->gap;
    if (!is_placed && measure.count == 1 && measure.widest <= room) {
        legend_beside(sheet, story, y + DI_TEXT_ASCENT * sheet->label.size);
        is_placed = true;
    }
    y = put_lines(sheet, &measure, DI_INK_SECONDARY, sheet->label, x, y);
    if (!is_placed)
        y = legend_rows(sheet, story, y + 0.5 * sheet->gap, width);
    return y + 1.2 * sheet->gap;
}

/* From the bottom up; returns the y above them. */
static double notes(struct sheet *sheet, const struct sheet_story *story)
{
    const double width = sheet->frame.width - 2 * sheet->pad;
    const double indent = 1.6 * sheet->small.size;
    const double x = sheet->frame.x + sheet->pad, leading = sheet_leading(sheet->small);
    const double foot = sheet->frame.y + sheet->frame.height - sheet->pad;
    struct text_lines lines[SHEET_NOTES_MAX], withheld, warning;
    double height = 0;
    /* a low picture keeps the first note, which on a card the page has; the description has all
     */
    const bool is_card = sheet->request->is_card;
    const bool is_low = sheet->frame.height < (is_card ? 24 : 30) * sheet->label.size;
    const size_t first = is_card && !story->has_own_notes && story->note_count > 0;
    const size_t count = is_low && story->note_count > 1 ? 1 : story->note_count;
    for (size_t i = first; i < count; i++) {
        text_wrap(sheet->scene, sheet->measure, story->notes[i], sheet->small, width,
                  &lines[i]);
        height += (double)lines[i].count * leading;
    }
    text_wrap(sheet->scene, sheet->measure, is_card ? NULL : sheet_withheld(sheet),
              sheet->small, width, &withheld);
    text_wrap(sheet->scene, sheet->measure, is_card ? NULL : sheet_warning(sheet), sheet->small,
              width - indent, &warning);
    height += (double)(withheld.count + warning.count) * leading;
    double y = foot - height;
    for (size_t i = first; i < count; i++)
        y = put_lines(sheet, &lines[i], DI_INK_SECONDARY, sheet->small, x, y);
    y = put_lines(sheet, &withheld, DI_INK_SECONDARY, sheet->small, x, y);
    if (warning.count > 0)
        (void)di_scene_add_warning(sheet->scene, sheet->small.size, x, y);
    put_lines(sheet, &warning, DI_INK_TEXT, sheet->small, x + indent, y);
    return foot - height - (height > 0 ? 1.2 * sheet->gap : 0);
}

void sheet_begin(struct sheet *sheet, const struct sheet_story *story)
{
    di_scene_add_rect(sheet->scene, DI_INK_PAPER, sheet->frame);
    sheet->out->title = di_scene_copy(sheet->scene, story->title);
    sheet->out->has_data = true;
    sheet_describe(sheet, story->measure);
    for (size_t i = 0; i < story->note_count; i++)
        sheet_describe(sheet, story->notes[i]);
    sheet_describe(sheet, sheet_withheld(sheet));
    sheet_describe(sheet, sheet_warning(sheet));
    const double top = heading(sheet, story);
    const double bottom = notes(sheet, story);
    sheet->body = (struct di_rect){sheet->frame.x + sheet->pad, top,
                                   sheet->frame.width - 2 * sheet->pad, fmax(bottom - top, 0)};
    sheet->out->plot = sheet->body;
}

static void put_sentence(struct sheet *sheet, const char *sentence)
{
    const struct di_rect *body = &sheet->body;
    struct text_lines lines;
    const double width = fmin(body->width, 40 * sheet->label.size);
    text_wrap(sheet->scene, sheet->measure, sentence, sheet->label, width, &lines);
    const double height = (double)lines.count * sheet_leading(sheet->label);
    put_lines(sheet, &lines, DI_INK_SECONDARY, sheet->label, body->x,
              body->y + fmax((body->height - height) / 3, 0));
    sheet_describe(sheet, sentence);
    sheet->out->has_data = false;
}

void sheet_empty(struct sheet *sheet, const char *title, const char *sentence)
{
    const struct sheet_story story = {.title = title};
    sheet_begin(sheet, &story);
    put_sentence(sheet, sentence);
}

/* How large the picture would have to be, rounded up; a chart that cannot say asks for
 * infinity. */
static const char *room_sentence(struct sheet *sheet, double width, double height)
{
    const double more_width = fmax(width - sheet->body.width, 0);
    const double more_height = fmax(height - sheet->body.height, 0);
    if (!(more_width + more_height < 1e5))
        return sheet_word(sheet, DI_N_("There is no room for the chart at this size."));
    return SHEET_SAY(
        sheet,
        DI_N_("There is no room for the chart at this size: it needs about %1 by %2 pixels."),
        di_integer_arg((int64_t)(10 * ceil((sheet->frame.width + more_width) / 10))),
        di_integer_arg((int64_t)(10 * ceil((sheet->frame.height + more_height) / 10))));
}

bool sheet_has_room(struct sheet *sheet, double width, double height)
{
    if (sheet->body.width >= width && sheet->body.height >= height)
        return true;
    put_sentence(sheet, room_sentence(sheet, width, height));
    return false;
}

void sheet_describe(struct sheet *sheet, const char *line)
{
    if (line == NULL || line[0] == '\0')
        return;
    const size_t used = strlen(sheet->description), length = strlen(line);
    if (used + length + 2 > SHEET_DESCRIPTION)
        return;
    if (used > 0)
        sheet->description[used] = '\n';
    memcpy(sheet->description + used + (used > 0), line, length + 1);
    sheet->out->description = sheet->description;
}

/* ---- axes ---- */

void sheet_year_axis(struct sheet *sheet, const struct di_scale *days, double y)
{
    const double width = sheet_width(sheet, "0000", sheet->label);
    const struct di_ticks ticks = di_ticks_of_years(days, 1.7 * width);
    sheet_line(sheet, DI_INK_AXIS, 1, days->pixel_low, y, days->pixel_high, y);
    for (size_t i = 0; i < ticks.count; i++)
        sheet_text_centred(sheet, DI_INK_SECONDARY, sheet_year(sheet, ticks.year[i]),
                           sheet->label, di_scale_pixel(days, ticks.value[i]),
                           y + 0.95 * sheet->gap + DI_TEXT_ASCENT * sheet->label.size);
}

struct di_ticks sheet_value_ticks(const struct sheet *sheet, double low, double high,
                                  double height, bool whole_numbers)
{
    size_t wanted = (size_t)fmin(fmax(height / (3 * sheet->label.size), 2), 6);
    struct di_ticks ticks = di_ticks_of_values(low, high, wanted, whole_numbers);
    for (const size_t most = wanted + 2; ticks.count < 3 && wanted < most; wanted++)
        ticks = di_ticks_of_values(low, high, wanted + 1, whole_numbers);
    return ticks;
}

double sheet_ticks_width(struct sheet *sheet, const struct di_ticks *ticks)
{
    double widest = 0;
    for (size_t i = 0; i < ticks->count; i++) {
        const char *text = sheet_number(sheet, ticks->value[i], ticks->decimals);
        widest = fmax(widest, sheet_width(sheet, text, sheet->label));
    }
    return widest;
}

void sheet_value_axis(struct sheet *sheet, const struct di_scale *values,
                      const struct di_ticks *ticks, double left, double right)
{
    for (size_t i = 0; i < ticks->count; i++) {
        const double y = di_scale_pixel(values, ticks->value[i]);
        sheet_line(sheet, DI_INK_GRID, 1, left, y, right, y);
        sheet_text_right(sheet, DI_INK_SECONDARY,
                         sheet_number(sheet, ticks->value[i], ticks->decimals), sheet->label,
                         left - sheet->gap, sheet_middle(sheet->label, y));
    }
}
