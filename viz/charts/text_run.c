/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hint metrics are off, so a text is as wide in the window at any scale as in the PDF. Figures
 * are tabular, so numbers stand in columns; ligatures are off, so text copied from a PDF has
 * all its letters. The family list names what Debian ships first.
 */
#include "text_run.h"

void text_run_init(struct text_run *run, cairo_t *cr)
{
    cairo_font_options_t *options = cairo_font_options_create();
    run->layout = pango_cairo_create_layout(cr);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    PangoContext *context = pango_layout_get_context(run->layout);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 96);
    pango_context_set_round_glyph_positions(context, FALSE);
    /* never the process locale: the same picture everywhere */
    pango_context_set_language(context, pango_language_from_string("en"));
    pango_layout_context_changed(run->layout);
    cairo_font_options_destroy(options);
    run->font = pango_font_description_from_string("Noto Sans, DejaVu Sans, sans");
    run->attributes = pango_attr_list_new();
    pango_attr_list_insert(run->attributes,
                           pango_attr_font_features_new("tnum=1, liga=0, clig=0"));
    pango_layout_set_attributes(run->layout, run->attributes);
    pango_layout_set_single_paragraph_mode(run->layout, TRUE);
}

void text_run_finish(struct text_run *run)
{
    pango_attr_list_unref(run->attributes);
    pango_font_description_free(run->font);
    g_object_unref(run->layout);
}

static void set(struct text_run *run, const char *text, const struct di_text_style *style)
{
    pango_font_description_set_absolute_size(run->font, style->size * PANGO_SCALE);
    pango_font_description_set_weight(run->font,
                                      style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(run->layout, run->font);
    pango_layout_set_text(run->layout, text, -1);
}

double text_run_width(void *context, const char *text, const struct di_text_style *style)
{
    struct text_run *run = context;
    PangoRectangle logical;
    set(run, text, style);
    pango_layout_get_extents(run->layout, NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

void text_run_show(struct text_run *run, cairo_t *cr, const char *text,
                   const struct di_text_style *style, double x, double base, bool as_path)
{
    set(run, text, style);
    cairo_move_to(cr, x, base);
    PangoLayoutLine *line = pango_layout_get_line_readonly(run->layout, 0);
    if (as_path)
        pango_cairo_layout_line_path(cr, line);
    else
        pango_cairo_show_layout_line(cr, line);
}
