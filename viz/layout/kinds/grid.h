/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels of equal size that fill a rectangle, row by row. Private. */
#ifndef GRID_H
#define GRID_H

#include "di/scene.h"

struct grid {
    struct di_rect body;
    size_t columns, rows;
    double width, height; /* of a panel with its gaps */
};

/* The grid of `count` panels, one at least, that come nearest to 3 : 2. */
void grid_choose(const struct di_rect *body, size_t count, struct grid *grid_out);

/* Panel by number. */
struct di_rect grid_panel(const struct grid *grid, size_t index);

#endif
