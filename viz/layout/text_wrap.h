/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a text that fit a width. */
#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

#include "di/scene.h"
#include "di/text_measure.h"

#define TEXT_LINES_MAX 12

struct text_lines {
    size_t count;
    const char *line[TEXT_LINES_MAX]; /* owned by the scene's arena */
    double width[TEXT_LINES_MAX];
    double widest;
};

/* Greedy: breaks at spaces; a word wider than `width` breaks between letters. What does not
 * fit TEXT_LINES_MAX lines runs on in the last one (such text is refused earlier). */
void text_wrap(struct di_scene *scene, const struct di_text_measure *measure, const char *text,
               struct di_text_style style, double width, struct text_lines *lines_out);

#endif
