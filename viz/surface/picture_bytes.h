/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a picture file before they are a file. */
#ifndef PICTURE_BYTES_H
#define PICTURE_BYTES_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>

#include "di/error.h"

struct picture_bytes {
    unsigned char *data;
    size_t length, room;
};

void picture_bytes_finish(struct picture_bytes *bytes);

/* A cairo_write_func_t; `closure` is a struct picture_bytes. */
cairo_status_t picture_bytes_append(void *closure, const unsigned char *data,
                                    unsigned int length);

/* Text with <, > and & written as entities; false if memory ran out. */
bool picture_bytes_append_escaped(struct picture_bytes *bytes, const char *text);

/* Adds who made the picture: a text chunk after the header. */
DI_MUST_CHECK enum di_status picture_bytes_sign_png(struct picture_bytes *bytes);

/* Adds who made it, and <title> and <desc> after the <svg ...> tag, escaped; NULL texts are
 * left out. */
DI_MUST_CHECK enum di_status picture_bytes_describe_svg(struct picture_bytes *bytes,
                                                        const char *title, const char *desc);

/* Writes a temporary file beside `path` and renames it. */
DI_MUST_CHECK enum di_status picture_bytes_save(const struct picture_bytes *bytes,
                                                const char *path, struct di_error *error);

#endif
