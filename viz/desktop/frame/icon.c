/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawn as paths, never glyphs, so no symbol font is needed. */
#include "icon.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *path;
} icons[] = {
    {"home", "M3 10 L10 4 L17 10 M5 9 L5 17 L15 17 L15 9 M8.5 17 L8.5 12 L11.5 12 L11.5 17"},
    {"assumptions", "M2 5 L18 5 M2 10 L18 10 M2 15 L18 15 O7 5 2 O13 10 2 O8 15 2"},
    {"run", "M5 3.5 L16 10 L5 16.5 Z"},
    {"overview", "M3 3 L3 17 L17 17 M5 13 L9 8 L12 11 L17 5"},
    {"pathways", "M3 5 L7 5 L13 15 L17 15 M3 15 L7 15 L13 5 L17 5"},
    {"life", "O10 5.5 2.5 M5 17 L5 13.5 L7.5 10.5 L12.5 10.5 L15 13.5 L15 17"},
    {"capacity",
     "M3 3 L7 3 L7 7 L3 7 Z M8.5 3 L12 3 L12 7 L8.5 7 Z M13.5 3 L17 3 L17 7 L13.5 7 Z "
     "M3 8.5 L7 8.5 L7 12 L3 12 Z M8.5 8.5 L12 8.5 L12 12 L8.5 12 Z M13.5 8.5 L17 8.5 L17 12 "
     "L13.5 12 Z M3 13.5 L7 13.5 L7 17 L3 17 Z M8.5 13.5 L12 13.5 L12 17 L8.5 17 Z "
     "M13.5 13.5 L17 13.5 L17 17 L13.5 17 Z"},
    {"costs",
     "M4 17 L4 11 L7 11 L7 17 Z M8.5 17 L8.5 8 L11.5 8 L11.5 17 Z M13 17 L13 4 L16 4 L16 17 Z"},
    {"compare", "M3 4 L8 4 L8 16 L3 16 Z M12 4 L17 4 L17 16 L12 16 Z"},
    {"optimise", "O10 10 7 O10 10 3"},
    {"calibration", "M3 3 L3 17 L17 17 M5 14.5 L16 5 O7 10 1.2 O11 11 1.2 O15 8.5 1.2"},
    {"import", "M10 3 L10 12 M6 8.5 L10 12.5 L14 8.5 M3 13 L3 17 L17 17 L17 13"},
    {"report", "M5 3 L15 3 L15 17 L5 17 Z M7.5 7 L12.5 7 M7.5 10 L12.5 10 M7.5 13 L12.5 13"},
    {"down", "M5 7 L10 13 L15 7"},
    {"up", "M5 13 L10 7 L15 13"},
    {"right", "M7 5 L13 10 L7 15"},
    {"check", "M4 10 L8.5 14.5 L16 5.5"},
    {"cross", "M5 5 L15 15 M15 5 L5 15"},
    {"warning", "M10 3 L18 17 L2 17 Z M10 8 L10 12 M10 14 L10 15"},
    {"search", "O9 9 5 M12.5 12.5 L17 17"},
};

const char *icon_path(const char *name)
{
    for (size_t i = 0; i < sizeof icons / sizeof icons[0]; i++)
        if (strcmp(icons[i].name, name) == 0)
            return icons[i].path;
    return "";
}

static double number(const char **path)
{
    char *end = NULL;
    const double value = strtod(*path, &end); /* constants above, LC_NUMERIC is C */
    *path = end != NULL ? end : *path;
    return value;
}

void icon_trace(cairo_t *cr, const char *path, const struct di_rect *rect)
{
    const double unit = rect->width / 20;
    cairo_new_path(cr);
    while (*path != '\0') {
        const char command = *path++;
        if (command == 'Z')
            cairo_close_path(cr);
        if (command != 'M' && command != 'L' && command != 'O')
            continue;
        const double x = rect->x + unit * number(&path);
        const double y = rect->y + unit * number(&path);
        if (command == 'M')
            cairo_move_to(cr, x, y);
        else if (command == 'L')
            cairo_line_to(cr, x, y);
        else {
            cairo_new_sub_path(cr);
            cairo_arc(cr, x, y, unit * number(&path), 0, 6.283185307179586);
        }
    }
}
