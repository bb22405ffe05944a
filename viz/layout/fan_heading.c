/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Heading and footer: they take what they need, the plot gets the rest. The legend stands
 * right of the title if there is room, else right of the measure, else in rows of its own.
 */

#include "fan_parts.h"

/* Draws wrapped lines from `y` down; returns the y below them. */
static double put_lines(struct fan *fan, const struct text_lines *lines, enum di_ink ink,
                        struct di_text_style style, double x, double y)
{
    for (size_t i = 0; i < lines->count; i++) {
        const double base = y + DI_TEXT_ASCENT * style.size;
        di_scene_add_text(fan->scene, ink, lines->line[i], style, (struct di_point){x, base},
                          lines->width[i]);
        y += DI_TEXT_LEADING * style.size;
    }
    return y;
}

enum legend_sign { SIGN_PUBLISHED, SIGN_INNER, SIGN_OUTER };

struct legend_entry {
    enum legend_sign sign;
    const char *text;
    double width; /* sign, gap and text */
};

struct legend {
    size_t count;
    struct legend_entry entry[3];
    double width; /* in one row */
    double sign_width, apart;
};

static void legend_add(struct fan *fan, struct legend *legend, enum legend_sign sign,
                       const char *text)
{
    struct legend_entry *entry = &legend->entry[legend->count++];
    entry->sign = sign;
    entry->text = text;
    entry->width = legend->sign_width + fan->gap + fan_width(fan, text, fan->small);
    legend->width += entry->width + (legend->count > 1 ? legend->apart : 0);
}

static struct legend legend_of(struct fan *fan)
{
    const struct di_fan_data *data = fan->data;
    struct legend legend = {.sign_width = 1.5 * fan->small.size, .apart = 2 * fan->gap};
    if (data->published.count > 0)
        legend_add(fan, &legend, SIGN_PUBLISHED,
                   data->published.label != NULL ? data->published.label
                                                 : fan_word(fan, DI_N_("published")));
    for (size_t i = 0; i < data->series_count; i++)
        if (fan->has_band[i]) {
            legend_add(fan, &legend, SIGN_INNER, fan_word(fan, DI_N_("50%% of runs")));
            legend_add(fan, &legend, SIGN_OUTER, fan_word(fan, DI_N_("90%% of runs")));
            break;
        }
    return legend;
}

static unsigned banded_slot(const struct fan *fan)
{
    unsigned slot = 0;
    for (size_t i = 0; i < fan->data->series_count; i++)
        if (fan->has_band[i] && fan->slot[i] != 0)
            slot = fan->slot[i];
    return slot;
}

static void draw_sign(struct fan *fan, const struct legend_entry *entry, double x, double base,
                      double width)
{
    const double size = fan->small.size;
    const double middle = base - 0.34 * size;
    if (entry->sign == SIGN_PUBLISHED) {
        di_scene_add_line(fan->scene, DI_INK_PUBLISHED, 1.5, (struct di_point){x, middle},
                          (struct di_point){x + width, middle});
        di_scene_add_marker(fan->scene, DI_INK_PUBLISHED, DI_SHAPE_CIRCLE, 0.24 * size,
                            (struct di_point){x + width / 2, middle});
        return;
    }
    const struct di_rect box = {x, middle - 0.42 * size, width, 0.84 * size};
    const unsigned slot = banded_slot(fan);
    struct di_scene_item *item = di_scene_add_rect(fan->scene, DI_INK_BAND_OUTER, box);
    if (item != NULL)
        item->slot = slot;
    if (entry->sign == SIGN_INNER) { /* painted over the outer band, as in the chart */
        item = di_scene_add_rect(fan->scene, DI_INK_BAND_INNER, box);
        if (item != NULL)
            item->slot = slot;
    }
}

static void draw_entry(struct fan *fan, const struct legend *legend,
                       const struct legend_entry *entry, double x, double base)
{
    const double text_x = x + legend->sign_width + fan->gap;
    draw_sign(fan, entry, x, base, legend->sign_width);
    di_scene_add_text(fan->scene, DI_INK_SECONDARY, entry->text, fan->small,
                      (struct di_point){text_x, base}, entry->width - (text_x - x));
}

/* Rows of its own below `y`; an entry wider than the frame wraps its text. */
static double legend_rows(struct fan *fan, const struct legend *legend, double y, double width)
{
    const double left = fan->out->frame.x + fan->pad;
    const double line = DI_TEXT_LEADING * fan->small.size;
    double x = left;
    for (size_t i = 0; i < legend->count; i++) {
        const struct legend_entry *entry = &legend->entry[i];
        if (x > left && x + entry->width > left + width) {
            x = left;
            y += line;
        }
        const double base = y + DI_TEXT_ASCENT * fan->small.size;
        if (entry->width > width) {
            struct text_lines lines;
            const double indent = legend->sign_width + fan->gap;
            text_wrap(fan->scene, fan->measure, entry->text, fan->small, width - indent,
                      &lines);
            draw_sign(fan, entry, x, base, legend->sign_width);
            y = put_lines(fan, &lines, DI_INK_SECONDARY, fan->small, x + indent, y);
            continue;
        }
        draw_entry(fan, legend, entry, x, base);
        x += entry->width + legend->apart;
    }
    return x > left ? y + line : y;
}

static void legend_beside(struct fan *fan, const struct legend *legend, double base)
{
    double x = fan->out->frame.x + fan->out->frame.width - fan->pad - legend->width;
    for (size_t i = 0; i < legend->count; i++) {
        draw_entry(fan, legend, &legend->entry[i], x, base);
        x += legend->entry[i].width + legend->apart;
    }
}

static const char *measure_line(struct fan *fan)
{
    const struct di_fan_data *data = fan->data;
    const char *measure = data->measure != NULL ? data->measure : "";
    if (data->finding.id == NULL)
        return measure;
    if (measure[0] == '\0')
        return data->title;
    return fan_words(fan, DI_N_("%1 · %2"), data->title, measure);
}

void fan_heading(struct fan *fan)
{
    const struct di_fan_data *data = fan->data;
    const double width = fan->out->frame.width - 2 * fan->pad;
    const double x = fan->out->frame.x + fan->pad;
    const char *title =
        data->finding.id != NULL ? fan_message(fan, &data->finding) : data->title;
    const struct legend legend = legend_of(fan);
    const double room = width - legend.width - 3 * fan->gap;
    struct text_lines title_lines, measure_lines;
    text_wrap(fan->scene, fan->measure, title, fan->title, width, &title_lines);
    text_wrap(fan->scene, fan->measure, measure_line(fan), fan->body, width, &measure_lines);
    double y = fan->out->frame.y + fan->pad;
    bool is_placed = legend.count == 0;
    if (!is_placed && title_lines.count == 1 && title_lines.widest <= room) {
        legend_beside(fan, &legend, y + DI_TEXT_ASCENT * fan->title.size);
        is_placed = true;
    }
    y = put_lines(fan, &title_lines, DI_INK_TEXT, fan->title, x, y) + 0.15 * fan->gap;
    if (!is_placed && measure_lines.count == 1 && measure_lines.widest <= room) {
        legend_beside(fan, &legend, y + DI_TEXT_ASCENT * fan->body.size);
        is_placed = true;
    }
    y = put_lines(fan, &measure_lines, DI_INK_SECONDARY, fan->body, x, y);
    if (!is_placed)
        y = legend_rows(fan, &legend, y + 0.5 * fan->gap, width);
    fan->top = y + 1.2 * fan->gap;
}

static double lines_height(const struct text_lines *lines, struct di_text_style style)
{
    return (double)lines->count * DI_TEXT_LEADING * style.size;
}

/* "1 Gatekeeping starts · 2 First closures": only when they do not fit beside their badges */
static const char *marker_list(struct fan *fan)
{
    const char *list = "";
    for (size_t i = 0; i < fan->data->marker_count; i++) {
        char number[DI_CHART_NUMBER_MAX];
        di_chart_number((double)(i + 1), 0, fan->data->catalogue, number);
        const char *entry = fan_words(fan, DI_N_("%1 %2"), number, fan->data->markers[i].label);
        list = i == 0 ? entry : fan_words(fan, DI_N_("%1 · %2"), list, entry);
    }
    return list;
}

void fan_footer(struct fan *fan)
{
    const struct di_fan_data *data = fan->data;
    const double width = fan->out->frame.width - 2 * fan->pad;
    const double x = fan->out->frame.x + fan->pad;
    const double indent = 1.6 * fan->small.size; /* room for the warning mark */
    struct text_lines list = {0}, runs = {0}, note, warning = {0};
    if (fan->marker_place == MARKER_LISTED)
        text_wrap(fan->scene, fan->measure, marker_list(fan), fan->small, width, &list);
    if (data->series_count > 0 && !data->is_card)
        text_wrap(fan->scene, fan->measure, fan_runs_note(fan), fan->small, width, &runs);
    text_wrap(fan->scene, fan->measure, data->is_card ? NULL : data->note, fan->small, width,
              &note);
    if (data->has_illustrative_inputs && !data->is_card)
        text_wrap(fan->scene, fan->measure,
                  fan_word(fan, DI_N_("Some inputs are illustrative: they have no source.")),
                  fan->small, width - indent, &warning);
    double y = fan->out->frame.y + fan->out->frame.height - fan->pad -
               lines_height(&list, fan->small) - lines_height(&runs, fan->small) -
               lines_height(&note, fan->small) - lines_height(&warning, fan->small);
    fan->bottom = y - 1.2 * fan->gap;
    y = put_lines(fan, &list, DI_INK_TEXT, fan->small, x, y);
    y = put_lines(fan, &runs, DI_INK_SECONDARY, fan->small, x, y);
    y = put_lines(fan, &note, DI_INK_SECONDARY, fan->small, x, y);
    if (warning.count > 0)
        (void)di_scene_add_warning(fan->scene, fan->small.size, x, y);
    put_lines(fan, &warning, DI_INK_TEXT, fan->small, x + indent, y);
}
