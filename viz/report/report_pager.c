/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two passes: one counts the pages, one draws. A heading never stands at the foot of a page: it
 * moves with what follows. A figure that a page has not quite room for is made lower, to keep
 * pages full. Figures and table rows are never torn; a table that goes on repeats its head.
 */
#include "report_pager.h"

#include <math.h>
#include <stdio.h>

#include "report_figures.h"
#include "text_run.h"

#define PAGE_WIDTH REPORT_PAGE_WIDTH
#define PAGE_HEIGHT REPORT_PAGE_HEIGHT
#define MARGIN 54.0
#define CONTENT (PAGE_WIDTH - 2 * MARGIN)
#define TOP 54.0
#define BOTTOM (PAGE_HEIGHT - 64.0)
#define POINTS_PER_PIXEL 0.5625

static const struct di_text_style title_style = {21, true}, subtitle_style = {10.5, false},
                                  heading_style = {14, true}, text_style = {10, false},
                                  caption_style = {9, false}, cell_style = {8.2, false},
                                  head_style = {8.2, true}, foot_style = {8, false};

struct pager {
    const struct report *report;
    const struct report_paper *paper;
    struct report_figures *figures;
    cairo_t *cr; /* of the page being drawn */
    struct text_run run;
    struct di_text_measure measure;
    struct di_scene words; /* wrapped lines of one pass: what moves to a new page outlives it */
    double y;
    unsigned page, pages, figure;
    bool is_dry; /* count only */
    enum di_status status;
    struct di_error error;
};

static double leading(struct di_text_style style)
{
    return 1.38 * style.size;
}

static void set_ink(struct pager *pager, enum di_ink ink)
{
    const struct di_colour c = di_theme_colour(DI_THEME_LIGHT, ink, 0);
    cairo_set_source_rgb(pager->cr, c.red, c.green, c.blue);
}

static void show(struct pager *pager, enum di_ink ink, const char *text,
                 struct di_text_style style, double x, double base)
{
    if (pager->is_dry || text[0] == '\0')
        return;
    set_ink(pager, ink);
    text_run_show(&pager->run, pager->cr, text, &style, x, base, false);
    cairo_new_path(pager->cr);
}

static void tag(struct pager *pager, const char *name)
{
    if (!pager->is_dry && pager->paper->is_tagged)
        cairo_tag_begin(pager->cr, name, NULL);
}

static void untag(struct pager *pager, const char *name)
{
    if (!pager->is_dry && pager->paper->is_tagged)
        cairo_tag_end(pager->cr, name);
}

static void wrap(struct pager *pager, const char *text, struct di_text_style style,
                 double width, struct text_lines *lines)
{
    text_wrap(&pager->words, &pager->measure, text, style, width, lines);
}

static double width_of(struct pager *pager, const char *text, struct di_text_style style)
{
    return text_run_width(&pager->run, text, &style);
}

/* ---- pages ---- */

static void draw_foot(struct pager *pager)
{
    char number[64];
    const double base = PAGE_HEIGHT - 34;
    (void)snprintf(number, sizeof number, "%u / %u", pager->page, pager->pages);
    show(pager, DI_INK_SECONDARY, pager->report->title, foot_style, MARGIN, base);
    show(pager, DI_INK_SECONDARY, number, foot_style,
         PAGE_WIDTH - MARGIN - width_of(pager, number, foot_style), base);
}

static void end_page(struct pager *pager)
{
    draw_foot(pager);
    if (!pager->is_dry)
        pager->paper->end_page(pager->paper->context, pager->cr);
}

static void new_page(struct pager *pager)
{
    end_page(pager);
    if (!pager->is_dry)
        pager->cr = pager->paper->begin_page(pager->paper->context);
    pager->page++;
    pager->y = TOP;
}

/* A new page unless `height` fits below; never leaves an empty one. */
static void need(struct pager *pager, double height)
{
    if (pager->y + height > BOTTOM && pager->y > TOP)
        new_page(pager);
}

/* ---- texts ---- */

static double lines_height(const struct text_lines *lines, struct di_text_style style)
{
    return (double)lines->count * leading(style);
}

static void put_lines(struct pager *pager, const struct text_lines *lines,
                      struct di_text_style style, enum di_ink ink, double x)
{
    for (size_t i = 0; i < lines->count; i++) {
        show(pager, ink, lines->line[i], style, x, pager->y + style.size);
        pager->y += leading(style);
    }
}

static void put_text(struct pager *pager, const char *text, struct di_text_style style,
                     enum di_ink ink, const char *tag_name, double after)
{
    struct text_lines lines;
    wrap(pager, text, style, CONTENT, &lines);
    need(pager, lines_height(&lines, style));
    tag(pager, tag_name);
    put_lines(pager, &lines, style, ink, MARGIN);
    untag(pager, tag_name);
    pager->y += after;
}

static void draw_sign(struct pager *pager, bool is_warning, double y)
{
    cairo_t *cr = pager->cr;
    if (pager->is_dry)
        return;
    cairo_new_path(cr);
    if (is_warning) {
        cairo_move_to(cr, MARGIN, y + 8.6);
        cairo_line_to(cr, MARGIN + 9, y + 8.6);
        cairo_line_to(cr, MARGIN + 4.5, y + 0.8);
        cairo_close_path(cr);
        set_ink(pager, DI_INK_TARGET);
    } else {
        cairo_arc(cr, MARGIN + 4, y + 5.6, 1.8, 0, 6.2832);
        set_ink(pager, DI_INK_ACCENT);
    }
    cairo_fill(cr);
    if (!is_warning)
        return;
    cairo_rectangle(cr, MARGIN + 4.1, y + 3.6, 0.8, 2.6);
    cairo_rectangle(cr, MARGIN + 4.1, y + 6.9, 0.8, 0.8);
    set_ink(pager, DI_INK_PAPER);
    cairo_fill(cr);
}

static void put_point(struct pager *pager, const char *text, bool is_warning)
{
    const double indent = 15;
    struct text_lines lines;
    wrap(pager, text, text_style, CONTENT - indent, &lines);
    need(pager, lines_height(&lines, text_style));
    tag(pager, "P");
    draw_sign(pager, is_warning, pager->y);
    put_lines(pager, &lines, text_style, DI_INK_TEXT, MARGIN + indent);
    untag(pager, "P");
    pager->y += 3.5;
}

/* ---- figures ---- */

/* A figure may lose this much of its height. */
#define FIGURE_LEAST 0.75

/* Points of the next figure, and what it can do with. */
static double figure_height(const struct pager *pager)
{
    return POINTS_PER_PIXEL * pager->figures->height[pager->figure];
}

static double figure_least(const struct pager *pager)
{
    return pager->is_dry ? FIGURE_LEAST * figure_height(pager) : figure_height(pager);
}

/* The dry pass makes a figure lower where that keeps it on the page; both then agree. */
static void fit_figure(struct pager *pager, const struct block *block)
{
    const double room = BOTTOM - pager->y;
    if (!pager->is_dry || figure_height(pager) <= room || figure_least(pager) > room)
        return;
    const enum di_status status = report_figures_resize(
        pager->figures, pager->figure, block, floor(room / POINTS_PER_PIXEL), &pager->error);
    if (pager->status == DI_OK)
        pager->status = status;
}

static void put_figure(struct pager *pager, const struct block *block)
{
    if (pager->figures->plan[pager->figure].has_data)
        fit_figure(pager, block);
    const double height = figure_height(pager);
    const struct di_chart_plan *plan = &pager->figures->plan[pager->figure++];
    if (!plan->has_data) {
        put_text(pager, plan->title, (struct di_text_style){text_style.size, true}, DI_INK_TEXT,
                 "P", 0);
        put_text(pager, report_figure_sentence(plan), text_style, DI_INK_SECONDARY, "P", 10);
        return;
    }
    need(pager, height);
    if (!pager->is_dry) {
        cairo_save(pager->cr);
        tag(pager, "Figure");
        cairo_translate(pager->cr, MARGIN - REPORT_FIGURE_PAD * POINTS_PER_PIXEL, pager->y);
        cairo_scale(pager->cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
        di_chart_paint(pager->cr, plan, pager->report->request->theme);
        untag(pager, "Figure");
        cairo_restore(pager->cr);
    }
    pager->y += height + 4;
}

/* ---- tables ---- */

struct row_lines {
    struct text_lines cell[TABLE_COLUMNS_MAX];
    double height;
};

static void measure_row(struct pager *pager, const struct block *table, size_t row,
                        struct row_lines *out)
{
    const struct di_text_style style = row == 0 ? head_style : cell_style;
    size_t most = 1;
    for (size_t c = 0; c < table->column_count; c++) {
        wrap(pager, table->cells[row * table->column_count + c], style,
             table->share[c] * CONTENT - 6, &out->cell[c]);
        most = out->cell[c].count > most ? out->cell[c].count : most;
    }
    out->height = (double)most * leading(style) + 4;
}

static void draw_rule(struct pager *pager, enum di_ink ink, double width)
{
    if (pager->is_dry)
        return;
    set_ink(pager, ink);
    cairo_set_line_width(pager->cr, width);
    cairo_move_to(pager->cr, MARGIN, pager->y);
    cairo_line_to(pager->cr, MARGIN + CONTENT, pager->y);
    cairo_stroke(pager->cr);
}

static void draw_row(struct pager *pager, const struct block *table, size_t row,
                     const struct row_lines *lines)
{
    const struct di_text_style style = row == 0 ? head_style : cell_style;
    const char *cell_tag = row == 0 ? "TH" : "TD";
    double x = MARGIN;
    tag(pager, "TR");
    for (size_t c = 0; c < table->column_count; c++) {
        const struct text_lines *cell = &lines->cell[c];
        const double width = table->share[c] * CONTENT;
        tag(pager, cell_tag);
        for (size_t i = 0; i < cell->count; i++)
            show(pager, DI_INK_TEXT, cell->line[i], style,
                 table->is_number[c] ? x + width - 3 - cell->width[i] : x + 3,
                 pager->y + 2 + style.size + (double)i * leading(style));
        untag(pager, cell_tag);
        x += width;
    }
    untag(pager, "TR");
    pager->y += lines->height;
    draw_rule(pager, row == 0 ? DI_INK_AXIS : DI_INK_GRID, row == 0 ? 0.8 : 0.5);
}

static void put_table(struct pager *pager, const struct block *table)
{
    struct text_lines caption;
    struct row_lines head, row;
    wrap(pager, table->text, caption_style, CONTENT, &caption);
    measure_row(pager, table, 0, &head);
    need(pager, lines_height(&caption, caption_style) + 4 * head.height);
    tag(pager, "P");
    put_lines(pager, &caption, caption_style, DI_INK_SECONDARY, MARGIN);
    untag(pager, "P");
    tag(pager, "Table");
    draw_row(pager, table, 0, &head);
    for (size_t i = 1; i <= table->row_count; i++) {
        measure_row(pager, table, i, &row);
        if (pager->y + row.height > BOTTOM) {
            untag(pager, "Table");
            new_page(pager);
            tag(pager, "Table");
            measure_row(pager, table, 0, &head);
            draw_row(pager, table, 0, &head);
            measure_row(pager, table, i, &row);
        }
        draw_row(pager, table, i, &row);
    }
    untag(pager, "Table");
    pager->y += 14;
}

/* ---- flow ---- */

/* Room that must stay below a heading for what follows it. */
static double first_of(struct pager *pager, const struct block *block)
{
    struct text_lines lines;
    if (block == NULL)
        return 0;
    if (block->kind == BLOCK_FIGURE)
        return pager->figures->plan[pager->figure].has_data ? figure_least(pager) : 40;
    if (block->kind == BLOCK_TABLE)
        return 6 * leading(caption_style);
    wrap(pager, block->text, text_style, CONTENT - 15, &lines);
    double height = lines_height(&lines, text_style);
    /* a short sentence before a figure or a table goes with it as well */
    if (block->next != NULL && (block->next->kind == BLOCK_FIGURE) &&
        pager->figures->plan[pager->figure].has_data)
        height += figure_least(pager);
    return height;
}

static void put_heading(struct pager *pager, const struct block *block)
{
    struct text_lines lines;
    wrap(pager, block->text, heading_style, CONTENT, &lines);
    if (pager->y > TOP)
        pager->y += 8;
    need(pager, lines_height(&lines, heading_style) + 4 + first_of(pager, block->next));
    if (!pager->is_dry && pager->paper->heading != NULL)
        pager->paper->heading(pager->paper->context, block->text, pager->page, MARGIN,
                              pager->y);
    put_text(pager, block->text, heading_style, DI_INK_TEXT, "H2", 4);
}

static void put_block(struct pager *pager, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_TITLE:
        put_text(pager, block->text, title_style, DI_INK_TEXT, "H1", 0);
        break;
    case BLOCK_SUBTITLE:
        put_text(pager, block->text, subtitle_style, DI_INK_SECONDARY, "P", 8);
        break;
    case BLOCK_HEADING:
        put_heading(pager, block);
        break;
    case BLOCK_PARAGRAPH:
        put_text(pager, block->text, text_style, DI_INK_TEXT, "P", 6);
        break;
    case BLOCK_BULLET:
        put_point(pager, block->text, false);
        break;
    case BLOCK_WARNING:
        put_point(pager, block->text, true);
        break;
    case BLOCK_FIGURE:
        put_figure(pager, block);
        break;
    case BLOCK_TABLE:
        put_table(pager, block);
        break;
    case BLOCK_NEW_PAGE:
        if (pager->y > TOP)
            new_page(pager);
        break;
    }
}

static void flow(struct pager *pager, bool is_dry)
{
    pager->is_dry = is_dry;
    pager->page = 1;
    pager->figure = 0;
    pager->y = TOP;
    di_scene_init(&pager->words);
    tag(pager, "Document");
    for (const struct block *block = pager->report->first; block != NULL; block = block->next)
        put_block(pager, block);
    untag(pager, "Document");
    end_page(pager);
    di_scene_finish(&pager->words);
    pager->pages = pager->page;
}

enum di_status report_status_of(cairo_status_t status, struct di_error *error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return DI_OK;
    return DI_FAIL(error, DI_ERR_INTERNAL, "report", DI_N_("The report failed: %1."),
                   di_text_arg(cairo_status_to_string(status)));
}

enum di_status report_lay(const struct report *report, const struct report_paper *paper,
                          unsigned *pages_out, struct di_error *error)
{
    struct report_figures figures;
    enum di_status status = report_figures_init(&figures, report, error);
    if (status != DI_OK)
        return status;
    struct pager pager = {.report = report, .paper = paper, .figures = &figures};
    pager.cr = paper->begin_page(paper->context);
    text_run_init(&pager.run, pager.cr);
    pager.measure = (struct di_text_measure){text_run_width, &pager.run};
    flow(&pager, true);
    flow(&pager, false);
    text_run_finish(&pager.run);
    report_figures_finish(&figures);
    if (pager.status != DI_OK && error != NULL)
        *error = pager.error;
    *pages_out = pager.pages;
    return pager.status;
}
