/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps begin on the first of a month and stay between their neighbours. */
#include "step_drag.h"

#include <math.h>

static void set_day(struct desk *desk, size_t at, int32_t day)
{
    int32_t year, month, mday;
    di_date_to_civil(day, &year, &month, &mday);
    const int32_t first = di_date_from_civil(year, month, 1);
    const bool is_between =
        (at == 0 || first > desk->steps.items[at - 1].civil_day) &&
        (at + 1 >= desk->steps.count || first < desk->steps.items[at + 1].civil_day) &&
        first >= desk->step_from && first <= desk->step_to;
    if (is_between)
        desk->steps.items[at].civil_day = first;
}

/* The largest power of ten below a hundredth of the axis, or thereabouts. */
static double grain_of(const struct desk *desk)
{
    return pow(10, floor(log10(fmax(desk->step_high - desk->step_low, 1e-9))) - 2);
}

static void set_level(struct desk *desk, size_t at, double level)
{
    const double grain = grain_of(desk);
    const double within = fmin(fmax(level, desk->step_low), desk->step_high);
    steps_set_level(&desk->steps, at, round(within / grain) * grain);
}

bool step_drag(struct desk *desk)
{
    if (desk->drag != DRAG_STEP || desk->step >= desk->steps.count)
        return false;
    const struct di_rect *plot = &desk->step_plot;
    const double up = (plot->y + plot->height - desk->mouse_y) / fmax(plot->height, 1);
    const double along = (desk->mouse_x - plot->x) / fmax(plot->width, 1);
    const double day =
        desk->step_from + fmin(fmax(along, 0), 1) * (double)(desk->step_to - desk->step_from);
    set_day(desk, desk->step, (int32_t)day);
    set_level(desk, desk->step, desk->step_low + up * (desk->step_high - desk->step_low));
    return true;
}

bool step_nudge(struct desk *desk, const struct frame *frame, int key)
{
    const struct ui_node *node = frame_find(frame, desk->focus);
    if (node == NULL || node->role != UI_HANDLE ||
        (size_t)node->action.number >= desk->steps.count)
        return false;
    const size_t at = (size_t)node->action.number;
    const int32_t day = desk->steps.items[at].civil_day;
    const double level = steps_level(&desk->steps, at);
    switch (key) {
    case UI_KEY_LEFT:
        set_day(desk, at, day - 1);
        break;
    case UI_KEY_RIGHT:
        set_day(desk, at, day + 31);
        break;
    case UI_KEY_UP:
        set_level(desk, at, level + grain_of(desk));
        break;
    case UI_KEY_DOWN:
        set_level(desk, at, level - grain_of(desk));
        break;
    default:
        return false;
    }
    desk->step = at;
    desk_act(desk, frame, &(struct ui_action){ACT_STEP_LEVEL, 0, NULL});
    return true;
}
