/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each page is a recording of cairo's. */
#include "di/report_pages.h"

#include <stdlib.h>

#include "report_pager.h"

struct di_report_pages {
    unsigned count;
    cairo_surface_t **page; /* [count] */
    cairo_status_t status;
};

static cairo_t *begin_page(void *context)
{
    struct di_report_pages *pages = context;
    const cairo_rectangle_t whole = {0, 0, DI_REPORT_PAGE_WIDTH, DI_REPORT_PAGE_HEIGHT};
    cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, &whole);
    cairo_t *cr = cairo_create(surface);
    cairo_surface_destroy(surface); /* the drawing context keeps it */
    if (pages->status == CAIRO_STATUS_SUCCESS)
        pages->status = cairo_status(cr);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    return cr;
}

static void end_page(void *context, cairo_t *cr)
{
    struct di_report_pages *pages = context;
    cairo_surface_t **more =
        realloc(pages->page, (pages->count + (size_t)1) * sizeof(cairo_surface_t *));
    if (pages->status == CAIRO_STATUS_SUCCESS)
        pages->status = more != NULL ? cairo_status(cr) : CAIRO_STATUS_NO_MEMORY;
    if (more != NULL) {
        pages->page = more;
        pages->page[pages->count++] = cairo_surface_reference(cairo_get_target(cr));
    }
    cairo_destroy(cr);
}

void di_report_pages_destroy(struct di_report_pages *pages)
{
    if (pages == NULL)
        return;
    for (unsigned i = 0; i < pages->count; i++)
        cairo_surface_destroy(pages->page[i]);
    free(pages->page);
    free(pages);
}

enum di_status di_report_pages_make(const struct di_report_request *request,
                                    struct di_report_pages **pages_out, struct di_error *error)
{
    struct di_report_pages *pages = calloc(1, sizeof *pages);
    struct report report;
    *pages_out = NULL;
    if (pages == NULL)
        return di_fail_memory(error);
    const struct report_paper paper = {
        .context = pages, .begin_page = begin_page, .end_page = end_page};
    unsigned count = 0;
    enum di_status status = report_tell(&report, request, error);
    if (status == DI_OK)
        status = report_lay(&report, &paper, &count, error);
    report_finish(&report);
    if (status == DI_OK)
        status = report_status_of(pages->status, error);
    if (status == DI_OK)
        *pages_out = pages;
    else
        di_report_pages_destroy(pages);
    return status;
}

unsigned di_report_pages_count(const struct di_report_pages *pages)
{
    return pages->count;
}

void di_report_pages_draw(const struct di_report_pages *pages, unsigned page, cairo_t *cr)
{
    if (page >= pages->count)
        return;
    cairo_save(cr);
    cairo_rectangle(cr, 0, 0, DI_REPORT_PAGE_WIDTH, DI_REPORT_PAGE_HEIGHT);
    cairo_clip(cr);
    cairo_set_source_surface(cr, pages->page[page], 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
}
