/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One self-contained file: style inside, charts as inline SVG, nothing fetched. cairo numbers
 * glyphs and clips anew in every picture, so each picture's ids get a prefix of its own. Below
 * a chart stands what it says in words, for people who cannot see it.
 */
#include <cairo-svg.h>
#include <stdio.h>
#include <string.h>

#include "picture_bytes.h"
#include "report_block.h"
#include "report_figures.h"

static const char style[] =
    "body{font:16px/1.5 \"Noto Sans\",\"DejaVu Sans\",sans-serif;color:#16202c;background:#fff;"
    "max-width:56rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.9rem;margin:0}h2{font-size:1.3rem;margin:2rem 0 .5rem}"
    ".sub,caption,summary{color:#55606e}.warn{border-left:4px solid #b45309;padding-left:.7rem}"
    "figure{margin:1.5rem 0}svg{width:100%;height:auto}"
    "table{border-collapse:collapse;width:100%;font-size:.85rem;margin:1rem 0}"
    "caption{text-align:left;margin-bottom:.3rem}th,td{padding:.25rem .4rem;text-align:left;"
    "border-bottom:1px solid #dde3e9;vertical-align:top}.n{text-align:right;"
    "font-variant-numeric:tabular-nums}"
    "@media print{h2{break-after:avoid}figure,tr{break-inside:avoid}}";

struct page {
    const struct report *report;
    const struct report_figures *figures;
    struct picture_bytes bytes;
    unsigned figure;
    bool is_in_list;
    bool is_well;
};

static void raw(struct page *page, const char *text)
{
    page->is_well =
        page->is_well && picture_bytes_append(&page->bytes, (const unsigned char *)text,
                                              (unsigned)strlen(text)) == CAIRO_STATUS_SUCCESS;
}

static void escaped(struct page *page, const char *text)
{
    page->is_well = page->is_well && picture_bytes_append_escaped(&page->bytes, text);
}

static void element(struct page *page, const char *open, const char *text, const char *close)
{
    raw(page, open);
    escaped(page, text);
    raw(page, close);
}

/* Copies SVG from its <svg> tag on, with a prefix before every id and reference to one. */
static void put_svg(struct page *page, const struct picture_bytes *svg, unsigned number)
{
    static const char *const marks[] = {"id=\"", "href=\"#", "url(#"};
    char prefix[16];
    (void)snprintf(prefix, sizeof prefix, "f%u-", number);
    const char *text = (const char *)svg->data;
    size_t i = 0;
    while (i + 4 < svg->length && memcmp(text + i, "<svg", 4) != 0)
        i++;
    size_t from = i;
    for (; i < svg->length && page->is_well; i++) {
        for (size_t m = 0; m < 3; m++) {
            const size_t length = strlen(marks[m]);
            if (i + length > svg->length || memcmp(text + i, marks[m], length) != 0)
                continue;
            page->is_well =
                picture_bytes_append(&page->bytes, svg->data + from,
                                     (unsigned)(i + length - from)) == CAIRO_STATUS_SUCCESS;
            raw(page, prefix);
            from = i + length;
            i = from - 1;
            break;
        }
    }
    if (page->is_well && from < svg->length)
        page->is_well =
            picture_bytes_append(&page->bytes, svg->data + from,
                                 (unsigned)(svg->length - from)) == CAIRO_STATUS_SUCCESS;
}

static void draw_svg(struct page *page, const struct di_chart_plan *plan, double height)
{
    struct picture_bytes svg = {0};
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(picture_bytes_append, &svg,
                                                                   REPORT_FIGURE_WIDTH, height);
    cairo_t *cr = cairo_create(surface);
    di_chart_paint(cr, plan, page->report->request->theme);
    page->is_well = page->is_well && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    page->is_well = page->is_well && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (page->is_well &&
        picture_bytes_describe_svg(&svg, plan->title, plan->description) == DI_OK)
        put_svg(page, &svg, page->figure);
    else
        page->is_well = false;
    picture_bytes_finish(&svg);
}

static void put_figure(struct page *page, const struct block *block)
{
    const struct di_chart_plan *plan = &page->figures->plan[page->figure++];
    struct sheet words = page->report->sheet;
    if (!plan->has_data) {
        element(page, "<p><strong>", plan->title, "</strong><br>");
        element(page, "", report_figure_sentence(plan), "</p>\n");
        return;
    }
    raw(page, "<figure role=\"group\">\n");
    draw_svg(page, plan, REPORT_FIGURE_WIDTH * block->height);
    element(page, "<figcaption><details><summary>",
            sheet_word(&words, DI_N_("The chart in words")), "</summary>");
    element(page, "<p><strong>", plan->title,
            "</strong></p><p style=\"white-space:pre-line\">");
    element(page, "", plan->description, "</p></details></figcaption></figure>\n");
}

static void put_table(struct page *page, const struct block *table)
{
    element(page, "<table><caption>", table->text, "</caption>\n");
    for (size_t row = 0; row <= table->row_count; row++) {
        raw(page, "<tr>");
        for (size_t c = 0; c < table->column_count; c++) {
            const char *const open[2][2] = {
                {"<td>", "<td class=\"n\">"},
                {"<th scope=\"col\">", "<th scope=\"col\" class=\"n\">"}};
            element(page, open[row == 0][table->is_number[c]],
                    table->cells[row * table->column_count + c], row == 0 ? "</th>" : "</td>");
        }
        raw(page, "</tr>\n");
    }
    raw(page, "</table>\n");
}

static void set_list(struct page *page, bool is_in_list)
{
    if (is_in_list != page->is_in_list)
        raw(page, is_in_list ? "<ul>\n" : "</ul>\n");
    page->is_in_list = is_in_list;
}

static void put_block(struct page *page, const struct block *block)
{
    set_list(page, block->kind == BLOCK_BULLET);
    switch (block->kind) {
    case BLOCK_TITLE:
        element(page, "<h1>", block->text, "</h1>\n");
        break;
    case BLOCK_SUBTITLE:
        element(page, "<p class=\"sub\">", block->text, "</p>\n");
        break;
    case BLOCK_HEADING:
        element(page, "<h2>", block->text, "</h2>\n");
        break;
    case BLOCK_PARAGRAPH:
        element(page, "<p>", block->text, "</p>\n");
        break;
    case BLOCK_BULLET:
        element(page, "<li>", block->text, "</li>\n");
        break;
    case BLOCK_WARNING:
        element(page, "<p class=\"warn\">", block->text, "</p>\n");
        break;
    case BLOCK_FIGURE:
        put_figure(page, block);
        break;
    case BLOCK_TABLE:
        put_table(page, block);
        break;
    case BLOCK_NEW_PAGE:
        break;
    }
}

static void put_all(struct page *page)
{
    raw(page, "<!DOCTYPE html>\n<html lang=\"");
    escaped(page, page->report->request->language);
    raw(page, "\">\n<head><meta charset=\"utf-8\">"
              "<meta name=\"viewport\" content=\"width=device-width\">"
              "<meta name=\"generator\" content=\"Homeward\">");
    element(page, "<title>", page->report->title, "</title>\n<style>");
    raw(page, style);
    raw(page, "</style></head>\n<body>\n<main>\n");
    for (const struct block *block = page->report->first; block != NULL; block = block->next)
        put_block(page, block);
    set_list(page, false);
    raw(page, "</main>\n</body></html>\n");
}

enum di_status report_write_html(const struct report *report, const char *path,
                                 struct di_error *error)
{
    struct report_figures figures;
    enum di_status status = report_figures_init(&figures, report, error);
    if (status != DI_OK)
        return status;
    struct page page = {.report = report, .figures = &figures, .is_well = true};
    put_all(&page);
    status =
        page.is_well ? picture_bytes_save(&page.bytes, path, error) : di_fail_memory(error);
    picture_bytes_finish(&page.bytes);
    report_figures_finish(&figures);
    return status;
}
