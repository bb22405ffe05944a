/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A whole picture is kept in memory (a few hundred kilobytes), so a full disk is met in one
 * place, and a file appears whole or not at all.
 */
#include "picture_bytes.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "di/whole_file.h"

void picture_bytes_finish(struct picture_bytes *bytes)
{
    free(bytes->data);
    memset(bytes, 0, sizeof *bytes);
}

static bool append(struct picture_bytes *bytes, const void *data, size_t length)
{
    if (length == 0)
        return true;
    if (length > bytes->room - bytes->length) {
        const size_t room = 2 * bytes->room + length + 4096;
        unsigned char *grown = realloc(bytes->data, room);
        if (grown == NULL)
            return false;
        bytes->data = grown;
        bytes->room = room;
    }
    memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
    return true;
}

cairo_status_t picture_bytes_append(void *closure, const unsigned char *data,
                                    unsigned int length)
{
    return append(closure, data, length) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_NO_MEMORY;
}

static bool append_text(struct picture_bytes *bytes, const char *text)
{
    return append(bytes, text, strlen(text));
}

bool picture_bytes_append_escaped(struct picture_bytes *bytes, const char *text)
{
    bool is_well = true;
    for (const char *p = text; *p != '\0' && is_well; p++) {
        const bool is_control = (unsigned char)*p < 0x20 && *p != '\n' && *p != '\t';
        if (*p == '<')
            is_well = append_text(bytes, "&lt;");
        else if (*p == '>')
            is_well = append_text(bytes, "&gt;");
        else if (*p == '&')
            is_well = append_text(bytes, "&amp;");
        else if (!is_control) /* XML has no control characters */
            is_well = append(bytes, p, 1);
    }
    return is_well;
}

static bool append_element(struct picture_bytes *bytes, const char *open, const char *text,
                           const char *close)
{
    return text == NULL ||
           (append_text(bytes, open) && picture_bytes_append_escaped(bytes, text) &&
            append_text(bytes, close));
}

/* Offset after the '>' of the <svg ...> tag; 0 if there is none. */
static size_t after_svg_tag(const struct picture_bytes *bytes)
{
    size_t i = 0;
    while (i + 4 < bytes->length && memcmp(bytes->data + i, "<svg", 4) != 0)
        i++;
    while (i < bytes->length && bytes->data[i] != '>')
        i++;
    return i < bytes->length ? i + 1 : 0;
}

/* "Software: Homeward", with its length before and its CRC-32 after it. */
static const unsigned char png_signature[] = {
    0,   0, 0,   17,  't', 'E', 'X', 't', 'S', 'o', 'f',  't',  'w',  'a', 'r',
    'e', 0, 'H', 'o', 'm', 'e', 'w', 'a', 'r', 'd', 0xa2, 0xad, 0x5a, 0xbd};

enum { PNG_HEADER = 8 + 25 }; /* the magic number and the chunk IHDR, which must come first */

enum di_status picture_bytes_sign_png(struct picture_bytes *bytes)
{
    const size_t length = sizeof png_signature;
    assert(bytes->length > PNG_HEADER);
    const size_t rest = bytes->length - PNG_HEADER;
    if (!append(bytes, png_signature, length)) /* for the room */
        return DI_ERR_MEMORY;
    memmove(bytes->data + PNG_HEADER + length, bytes->data + PNG_HEADER, rest);
    memcpy(bytes->data + PNG_HEADER, png_signature, length);
    return DI_OK;
}

/* cairo numbers surfaces by a counter of the process; the group's id must not show it. */
static void forget_surface_number(struct picture_bytes *bytes)
{
    static const char id[] = "id=\"surface";
    const size_t length = sizeof id - 1;
    for (size_t i = 0; i + length < bytes->length; i++) {
        if (memcmp(bytes->data + i, id, length) != 0)
            continue;
        size_t end = i + length;
        while (end < bytes->length && bytes->data[end] >= '0' && bytes->data[end] <= '9')
            end++;
        memmove(bytes->data + i + length, bytes->data + end, bytes->length - end);
        bytes->length -= end - (i + length);
        return; /* a chart draws on one surface */
    }
}

enum di_status picture_bytes_describe_svg(struct picture_bytes *bytes, const char *title,
                                          const char *desc)
{
    struct picture_bytes whole = {0};
    const size_t at = after_svg_tag(bytes);
    if (at == 0)
        return DI_ERR_INTERNAL;
    const bool is_well = append(&whole, bytes->data, at) &&
                         append_text(&whole, "\n<!-- made by Homeward -->") &&
                         append_element(&whole, "\n<title>", title, "</title>") &&
                         append_element(&whole, "\n<desc>", desc, "</desc>") &&
                         append(&whole, bytes->data + at, bytes->length - at);
    if (!is_well) {
        picture_bytes_finish(&whole);
        return DI_ERR_MEMORY;
    }
    forget_surface_number(&whole);
    picture_bytes_finish(bytes);
    *bytes = whole;
    return DI_OK;
}

static enum di_status fail_file(const char *path, int code, struct di_error *error)
{
    if (code == ENOSPC)
        return DI_FAIL(error, DI_ERR_FILE, path,
                       DI_N_("The file '%1' could not be written: the disk is full. Free "
                             "some space or choose another folder."),
                       di_text_arg(path));
    return DI_FAIL(error, DI_ERR_FILE, path,
                   DI_N_("The file '%1' could not be written: %2. Check that the folder "
                         "exists and that you may write there."),
                   di_text_arg(path), di_text_arg(strerror(code)));
}

enum di_status picture_bytes_save(const struct picture_bytes *bytes, const char *path,
                                  struct di_error *error)
{
    const int code = di_whole_file_write(path, bytes->data, bytes->length, DI_WHOLE_REPLACES);
    if (code == ENOMEM)
        return di_fail_memory(error);
    return code == 0 ? DI_OK : fail_file(path, code, error);
}
