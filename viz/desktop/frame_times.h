/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the window needs for a picture of the screen it shows. */
#ifndef FRAME_TIMES_H
#define FRAME_TIMES_H

#include "stage.h"

/* Seconds; the least of a few, for the machine has other things to do. */
struct frame_times {
    double whole; /* everything, every chart drawn again */
    double kept;  /* everything, the pictures of charts kept */
    double hover; /* a move of the mouse */
};

struct frame_times frame_times_measure(struct stage *stage, unsigned repeats);

#endif
