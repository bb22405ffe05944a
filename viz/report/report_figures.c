/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_figures.h"

#include <stdlib.h>
#include <string.h>

enum di_status report_figures_init(struct report_figures *figures, const struct report *report,
                                   struct di_error *error)
{
    *figures =
        (struct report_figures){0, calloc(report->figures + 1, sizeof(struct di_chart_plan)),
                                calloc(report->figures + 1, sizeof(double))};
    if (figures->plan == NULL || figures->height == NULL) {
        report_figures_finish(figures);
        return di_fail_memory(error);
    }
    for (const struct block *block = report->first; block != NULL; block = block->next) {
        const struct di_rect frame = {0, 0, REPORT_FIGURE_WIDTH,
                                      REPORT_FIGURE_WIDTH * block->height};
        if (block->kind != BLOCK_FIGURE)
            continue;
        const enum di_status status =
            di_chart_lay_out(&block->chart, &frame, &figures->plan[figures->count], error);
        if (status != DI_OK) {
            report_figures_finish(figures);
            return status;
        }
        figures->height[figures->count++] = frame.height;
    }
    return DI_OK;
}

void report_figures_finish(struct report_figures *figures)
{
    for (size_t i = 0; i < figures->count; i++)
        di_chart_plan_finish(&figures->plan[i]);
    free(figures->plan);
    free(figures->height);
    figures->plan = NULL;
    figures->height = NULL;
    figures->count = 0;
}

enum di_status report_figures_resize(struct report_figures *figures, size_t index,
                                     const struct block *block, double height,
                                     struct di_error *error)
{
    struct di_chart_plan plan;
    const struct di_rect frame = {0, 0, REPORT_FIGURE_WIDTH, height};
    const enum di_status status = di_chart_lay_out(&block->chart, &frame, &plan, error);
    if (status != DI_OK)
        return status;
    di_chart_plan_finish(&figures->plan[index]);
    figures->plan[index] = plan;
    figures->height[index] = height;
    return DI_OK;
}

const char *report_figure_sentence(const struct di_chart_plan *plan)
{
    const char *last = strrchr(plan->description, '\n');
    return last != NULL ? last + 1 : plan->description;
}
