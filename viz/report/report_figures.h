/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of a report, laid out once for either format. Private to viz/report. */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "report_block.h"

/* Logical pixels. A page's text is 866 wide at 0.5625 points each; a chart pads itself by 22 on
 * each side, so its own text stands in line with the page's. */
#define REPORT_FIGURE_PAD 22.0
#define REPORT_FIGURE_WIDTH (866.0 + 2 * REPORT_FIGURE_PAD)

struct report_figures {
    size_t count;
    struct di_chart_plan *plan; /* [count], in the order of the blocks */
    double *height;             /* [count] logical pixels */
};

DI_MUST_CHECK enum di_status report_figures_init(struct report_figures *figures,
                                                 const struct report *report,
                                                 struct di_error *error);
void report_figures_finish(struct report_figures *figures);

/* Lay a figure out anew, `height` pixels high; on failure it stays as it was. */
DI_MUST_CHECK enum di_status report_figures_resize(struct report_figures *figures, size_t index,
                                                   const struct block *block, double height,
                                                   struct di_error *error);

/* Why a figure is empty: the last statement of its description. */
const char *report_figure_sentence(const struct di_chart_plan *plan);

#endif
