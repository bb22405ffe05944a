/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Structure tags, outline and metadata are cairo's. */
#include <cairo-pdf.h>
#include <stdio.h>

#include "di/time.h"

#include "picture_bytes.h"
#include "report_pager.h"

static void set_metadata(cairo_surface_t *surface, const struct report *report)
{
    const struct di_results *results = report->request->scenario->results;
    char date[16];
    di_date_format(results->start_civil_day, date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, report->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, "Homeward");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Homeward");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, results->scenario);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS,
                                   "deinstitutionalization, simulation, children in care");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

/* One drawing context for all pages. */
static cairo_t *same_context(void *context)
{
    return context;
}

static void show_page(void *context, cairo_t *cr)
{
    (void)context;
    cairo_show_page(cr);
}

static void add_outline(void *context, const char *text, unsigned page, double x, double y)
{
    char place[64];
    (void)snprintf(place, sizeof place, "page=%u pos=[%d %d]", page, (int)x, (int)y);
    (void)cairo_pdf_surface_add_outline(cairo_get_target(context), CAIRO_PDF_OUTLINE_ROOT, text,
                                        place, (cairo_pdf_outline_flags_t)0);
}

static enum di_status draw(cairo_surface_t *surface, const struct report *report,
                           unsigned *pages_out, struct di_error *error)
{
    cairo_t *cr = cairo_create(surface);
    const struct report_paper paper = {.context = cr,
                                       .begin_page = same_context,
                                       .end_page = show_page,
                                       .heading = add_outline,
                                       .is_tagged = true};
    enum di_status status = report_lay(report, &paper, pages_out, error);
    if (status == DI_OK)
        status = report_status_of(cairo_status(cr), error);
    cairo_destroy(cr);
    return status;
}

enum di_status report_write_pdf(const struct report *report, const char *path,
                                unsigned *pages_out, struct di_error *error)
{
    struct picture_bytes bytes = {0};
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        picture_bytes_append, &bytes, REPORT_PAGE_WIDTH, REPORT_PAGE_HEIGHT);
    enum di_status status = report_status_of(cairo_surface_status(surface), error);
    if (status == DI_OK) {
        set_metadata(surface, report);
        status = draw(surface, report, pages_out, error);
    }
    cairo_surface_finish(surface);
    if (status == DI_OK)
        status = report_status_of(cairo_surface_status(surface), error);
    cairo_surface_destroy(surface);
    if (status == DI_OK)
        status = picture_bytes_save(&bytes, path, error);
    picture_bytes_finish(&bytes);
    return status;
}
