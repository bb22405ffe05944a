/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The pages of the report as they would be written, kept until what they show changes. Made
 * before a frame, for the report may speak another language than the window.
 */
#ifndef REPORT_PREVIEW_H
#define REPORT_PREVIEW_H

#include "di/report.h"

#include "desk.h"

struct report_preview;
void report_preview_destroy(struct report_preview *preview); /* NULL is fine */

/* The request of the Report screen; `catalogue` is opened in the report's language, so the
 * desk's own must be opened anew afterwards (desk_set_language). False: no results. */
bool report_request(struct desk *desk, struct di_catalogue *catalogue,
                    struct di_report_request *request_out);

/* Make the pages of desk->report_preview anew if they have changed. */
void report_preview_update(struct desk *desk);

unsigned report_preview_count(const struct report_preview *preview); /* pages; NULL: 0 */
/* Why there are no pages, or "". */
const char *report_preview_problem(const struct report_preview *preview);

/* Show one page in `rect`, white in every theme: a node "report:page:N", N from 1. */
void report_preview_page(struct ui *ui, struct report_preview *preview, unsigned page,
                         struct di_rect rect);

#endif
