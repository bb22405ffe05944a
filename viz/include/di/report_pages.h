/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The pages of a report to look at before it is a file: the same blocks, broken into the same
 * pages by the same code as the PDF, kept as drawing commands, so that they are sharp at any
 * size.
 */
#ifndef DI_REPORT_PAGES_H
#define DI_REPORT_PAGES_H

#include <cairo.h>

#include "di/report.h"

struct di_report_pages;

/**
 * Make the pages a PDF of this request would have; its format is not looked at.
 *
 * @param[out] pages_out  to be destroyed; NULL on failure
 * @return as di_report_write, without DI_ERR_FILE
 */
DI_MUST_CHECK enum di_status di_report_pages_make(const struct di_report_request *request,
                                                  struct di_report_pages **pages_out,
                                                  struct di_error *error);
void di_report_pages_destroy(struct di_report_pages *pages); /* NULL is fine */

/** At least 1. */
unsigned di_report_pages_count(const struct di_report_pages *pages);

/* Draw page 0, 1, ... white ground included; DI_REPORT_PAGE_WIDTH by _HEIGHT units of `cr`. */
void di_report_pages_draw(const struct di_report_pages *pages, unsigned page, cairo_t *cr);

#endif
