/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks on A4 pages, whatever the pages are of: a PDF, or pictures to look at. */
#ifndef REPORT_PAGER_H
#define REPORT_PAGER_H

#include <cairo.h>

#include "report_block.h"

/* Points. */
#define REPORT_PAGE_WIDTH DI_REPORT_PAGE_WIDTH
#define REPORT_PAGE_HEIGHT DI_REPORT_PAGE_HEIGHT

struct report_paper {
    void *context;
    cairo_t *(*begin_page)(void *context); /* to draw the next page on, in points */
    void (*end_page)(void *context, cairo_t *cr);
    /* A heading of the outline, from 1; NULL: there is none. */
    void (*heading)(void *context, const char *text, unsigned page, double x, double y);
    bool is_tagged; /* the surface takes structure tags */
};

/* Lay the whole report on pages. */
enum di_status report_lay(const struct report *report, const struct report_paper *paper,
                          unsigned *pages_out, struct di_error *error);

/* Cairo's status as ours. */
enum di_status report_status_of(cairo_status_t status, struct di_error *error);

#endif
