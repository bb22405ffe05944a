/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid.h"

#include <math.h>

#define EMPTY_COST 0.15 /* of a panel without a picture, as against a shape that is off */

void grid_choose(const struct di_rect *body, size_t count, struct grid *grid_out)
{
    double best = HUGE_VAL;
    /* where notes leave no height at all: one row */
    *grid_out = (struct grid){*body, count, 1, body->width / (double)count, body->height};
    for (size_t columns = 1; columns <= count; columns++) {
        const size_t rows = (count + columns - 1) / columns;
        const double width = body->width / (double)columns;
        const double height = body->height / (double)rows;
        const double empty = (double)(rows * columns - count);
        const double off = fabs(log(width / height / 1.5)) + EMPTY_COST * empty;
        if (off >= best)
            continue;
        best = off;
        *grid_out = (struct grid){*body, columns, rows, width, height};
    }
}

struct di_rect grid_panel(const struct grid *grid, size_t index)
{
    return (struct di_rect){grid->body.x + (double)(index % grid->columns) * grid->width,
                            grid->body.y + (double)(index / grid->columns) * grid->height,
                            grid->width, grid->height};
}
