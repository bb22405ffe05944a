/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards side by side where they fit, below each other where not. */
#ifndef FLOW_H
#define FLOW_H

#include <stdbool.h>

#include "di/scene.h"

struct flow_slot {
    double weight;    /* share of a line's width */
    double narrowest; /* never narrower than this, but for the page itself */
    double height;
    double grow; /* share of the height the page has left over */
    bool starts_line;
};

/**
 * Place `count` cards in lines of width `width` from (x, y), `gap` apart. Height left of
 * `room` goes to the lines that grow.
 *
 * @param[out] rects_out  [count]
 * @return height used
 */
double flow_place(const struct flow_slot *slots, size_t count, double x, double y, double width,
                  double room, double gap, struct di_rect *rects_out);

#endif
