/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Greedy line breaking at plain spaces. No-break spaces (of Russian numbers) are not plain
 * spaces in UTF-8, so numbers stay whole. It knows no hyphenation.
 */
#include "text_wrap.h"

#include <stdbool.h>
#include <string.h>

struct wrap {
    struct di_scene *scene;
    const struct di_text_measure *measure;
    struct di_text_style style;
    char *scratch; /* as long as the text */
};

static double width_of(const struct wrap *wrap, const char *from, size_t length)
{
    memcpy(wrap->scratch, from, length);
    wrap->scratch[length] = '\0';
    return wrap->measure->width(wrap->measure->context, wrap->scratch, &wrap->style);
}

static size_t next_letter(const char *text, size_t at)
{
    do
        at++;
    while (((unsigned char)text[at] & 0xC0u) == 0x80u);
    return at;
}

static size_t next_space(const char *text, size_t at)
{
    return at + strcspn(text + at, " ");
}

/* Length of the first line of `text`: as many words as fit, or letters of one long word. */
static size_t first_line(const struct wrap *wrap, const char *text, double width)
{
    size_t end = next_space(text, 0);
    if (width_of(wrap, text, end) > width) {
        size_t fits = next_letter(text, 0);
        for (size_t at = fits; at <= end && width_of(wrap, text, at) <= width;
             at = next_letter(text, at)) {
            fits = at;
            if (at == end)
                break;
        }
        return fits;
    }
    while (text[end] != '\0') {
        const size_t longer = next_space(text, end + 1);
        if (width_of(wrap, text, longer) > width)
            break;
        end = longer;
    }
    return end;
}

static void add_line(const struct wrap *wrap, struct text_lines *lines, const char *from,
                     size_t length)
{
    const double width = width_of(wrap, from, length);
    lines->line[lines->count] = di_scene_copy(wrap->scene, wrap->scratch);
    lines->width[lines->count++] = width;
    if (width > lines->widest)
        lines->widest = width;
}

void text_wrap(struct di_scene *scene, const struct di_text_measure *measure, const char *text,
               struct di_text_style style, double width, struct text_lines *lines_out)
{
    struct wrap wrap = {scene, measure, style, NULL};
    memset(lines_out, 0, sizeof *lines_out);
    if (text == NULL || text[0] == '\0')
        return;
    wrap.scratch = di_arena_alloc(&scene->arena, strlen(text) + 1, 1);
    if (wrap.scratch == NULL) {
        scene->is_out_of_memory = true;
        return;
    }
    while (*text != '\0') {
        const bool is_last = lines_out->count == TEXT_LINES_MAX - 1;
        const size_t length = is_last ? strlen(text) : first_line(&wrap, text, width);
        add_line(&wrap, lines_out, text, length);
        text += length;
        text += strspn(text, " ");
        if (is_last)
            return;
    }
}
