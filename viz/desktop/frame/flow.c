/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Greedy lines in the order given: a card goes on the line while all of it stay as wide as they
 * must be. Cards of a line are equally high. */
#include "flow.h"

#include <math.h>

struct line {
    size_t first, end;
    double height, grow;
};

#define LINES_MAX 64

static bool fits(const struct flow_slot *slots, size_t first, size_t end, double width,
                 double gap)
{
    double weights = 0;
    for (size_t i = first; i < end; i++)
        weights += slots[i].weight;
    const double room = width - gap * (double)(end - first - 1);
    for (size_t i = first; i < end; i++)
        if (room * slots[i].weight / weights < slots[i].narrowest - 0.5)
            return false;
    return true;
}

static size_t break_lines(const struct flow_slot *slots, size_t count, double width, double gap,
                          struct line *lines)
{
    size_t line_count = 0;
    for (size_t i = 0; i < count && line_count < LINES_MAX;) {
        size_t end = i + 1;
        while (end < count && !slots[end].starts_line && fits(slots, i, end + 1, width, gap))
            end++;
        struct line *line = &lines[line_count++];
        *line = (struct line){i, end, 0, 0};
        for (size_t k = i; k < end; k++) {
            line->height = fmax(line->height, slots[k].height);
            line->grow = fmax(line->grow, slots[k].grow);
        }
        i = end;
    }
    return line_count;
}

double flow_place(const struct flow_slot *slots, size_t count, double x, double y, double width,
                  double room, double gap, struct di_rect *rects_out)
{
    struct line lines[LINES_MAX];
    const size_t line_count = break_lines(slots, count, width, gap, lines);
    double total = 0, grow = 0;
    for (size_t l = 0; l < line_count; l++) {
        total += lines[l].height + (l > 0 ? gap : 0);
        grow += lines[l].grow;
    }
    const double spare = grow > 0 ? fmax(room - total, 0) : 0;
    double top = y;
    for (size_t l = 0; l < line_count; l++) {
        const struct line *line = &lines[l];
        const double high = line->height + (grow > 0 ? spare * line->grow / grow : 0);
        const double wide = width - gap * (double)(line->end - line->first - 1);
        double weights = 0, at = x;
        for (size_t i = line->first; i < line->end; i++)
            weights += slots[i].weight;
        for (size_t i = line->first; i < line->end; i++) {
            const double own = wide * slots[i].weight / weights;
            rects_out[i] = (struct di_rect){at, top, own, high};
            at += own + gap;
        }
        top += high + gap;
    }
    return line_count == 0 ? 0 : top - gap - y;
}
