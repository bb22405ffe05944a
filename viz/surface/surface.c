/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One drawing function, three kinds of surface. Each kind is made for a stream into memory,
 * drawn on in logical pixels, finished, and saved.
 */
#include "di/surface.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "picture_bytes.h"

enum kind { KIND_PNG, KIND_SVG, KIND_PDF, KIND_NONE };

static enum kind kind_of(const char *path)
{
    static const char *const endings[] = {".png", ".svg", ".pdf"};
    const size_t length = strlen(path);
    for (size_t i = 0; i < 3; i++)
        if (length > 4 && strcasecmp(path + length - 4, endings[i]) == 0)
            return (enum kind)i;
    return KIND_NONE;
}

struct picture {
    enum kind kind;
    double width, height, scale;
    struct picture_bytes bytes;
};

static cairo_surface_t *open_surface(struct picture *picture)
{
    const double points = DI_SURFACE_POINTS_PER_PIXEL;
    if (picture->kind == KIND_SVG)
        return cairo_svg_surface_create_for_stream(picture_bytes_append, &picture->bytes,
                                                   picture->width, picture->height);
    if (picture->kind == KIND_PDF)
        return cairo_pdf_surface_create_for_stream(picture_bytes_append, &picture->bytes,
                                                   picture->width * points,
                                                   picture->height * points);
    return cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                      (int)lround(picture->width * picture->scale),
                                      (int)lround(picture->height * picture->scale));
}

static void set_pdf_metadata(cairo_surface_t *surface, const struct di_surface_metadata *meta)
{
    const char *date = meta != NULL && meta->date != NULL ? meta->date : "2000-01-01";
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Homeward");
    if (meta != NULL && meta->title != NULL)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, meta->title);
    if (meta != NULL && meta->description != NULL)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, meta->description);
}

static enum di_status status_of(cairo_status_t status, struct di_error *error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return DI_OK;
    if (status == CAIRO_STATUS_NO_MEMORY)
        return di_fail_memory(error);
    return DI_FAIL(error, DI_ERR_INTERNAL, "picture", DI_N_("The picture failed: %1."),
                   di_text_arg(cairo_status_to_string(status)));
}

static enum di_status draw_on(cairo_surface_t *surface, const struct picture *picture,
                              di_surface_draw draw, void *context, struct di_error *error)
{
    const double scale = picture->kind == KIND_PNG   ? picture->scale
                         : picture->kind == KIND_PDF ? DI_SURFACE_POINTS_PER_PIXEL
                                                     : 1;
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, scale, scale);
    enum di_status status = status_of(cairo_status(cr), error);
    if (status == DI_OK)
        status = draw(context, cr, picture->width, picture->height, error);
    if (status == DI_OK)
        status = status_of(cairo_status(cr), error);
    cairo_destroy(cr);
    return status;
}

static enum di_status render(struct picture *picture, di_surface_draw draw, void *context,
                             const struct di_surface_metadata *meta, struct di_error *error)
{
    cairo_surface_t *surface = open_surface(picture);
    enum di_status status = status_of(cairo_surface_status(surface), error);
    if (status == DI_OK && picture->kind == KIND_PDF)
        set_pdf_metadata(surface, meta);
    if (status == DI_OK)
        status = draw_on(surface, picture, draw, context, error);
    if (status == DI_OK && picture->kind == KIND_PNG)
        status = status_of(
            cairo_surface_write_to_png_stream(surface, picture_bytes_append, &picture->bytes),
            error);
    if (status == DI_OK && picture->kind == KIND_PNG)
        status = picture_bytes_sign_png(&picture->bytes);
    cairo_surface_finish(surface);
    if (status == DI_OK)
        status = status_of(cairo_surface_status(surface), error);
    cairo_surface_destroy(surface);
    if (status == DI_OK && picture->kind == KIND_SVG)
        status = picture_bytes_describe_svg(&picture->bytes, meta != NULL ? meta->title : NULL,
                                            meta != NULL ? meta->description : NULL);
    return status;
}

static bool size_is_sound(double side, double scale)
{
    return side >= 1 && scale > 0 && side * scale <= DI_SURFACE_PIXELS_MAX;
}

enum di_status di_surface_write(const char *path, double width, double height, double scale,
                                di_surface_draw draw, void *context,
                                const struct di_surface_metadata *metadata,
                                struct di_error *error)
{
    struct picture picture = {kind_of(path), width, height, scale, {0}};
    if (picture.kind == KIND_NONE)
        return DI_FAIL(error, DI_ERR_RANGE, path,
                       DI_N_("The picture's name must end in .png, .svg or .pdf, not '%1'."),
                       di_text_arg(path));
    if (!size_is_sound(width, scale) || !size_is_sound(height, scale))
        return DI_FAIL(error, DI_ERR_RANGE, path,
                       DI_N_("The picture's sides must lie between 1 and %1 pixels."),
                       di_integer_arg(DI_SURFACE_PIXELS_MAX));
    enum di_status status = render(&picture, draw, context, metadata, error);
    if (status == DI_OK)
        status = picture_bytes_save(&picture.bytes, path, error);
    picture_bytes_finish(&picture.bytes);
    return status;
}
