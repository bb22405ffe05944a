/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stage times itself; here it is made to draw. */
#include "frame_times.h"

#include <math.h>

static double redraw(struct stage *stage)
{
    stage->is_stale = true;
    stage_refresh(stage);
    return stage->build_seconds + stage->paint_seconds + stage->over_seconds;
}

struct frame_times frame_times_measure(struct stage *stage, unsigned repeats)
{
    struct frame_times least = {HUGE_VAL, HUGE_VAL, HUGE_VAL};
    for (unsigned i = 0; i < repeats; i++) {
        chart_views_finish(&stage->desk.charts);
        least.whole = fmin(least.whole, redraw(stage));
        least.kept = fmin(least.kept, redraw(stage));
        const struct ui_event move = {
            .kind = UI_EVENT_MOVE,
            .x = round((stage->frame.width / 2 + 5 * i) * stage->desk.zoom),
            .y = round(stage->frame.height / 2 * stage->desk.zoom)};
        stage_take(stage, &move);
        stage_refresh(stage);
        least.hover = fmin(least.hover, stage->over_seconds);
    }
    return least;
}
