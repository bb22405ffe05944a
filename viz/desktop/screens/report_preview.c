/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page is drawn into a picture once for its size, and copied until then. */
#include "report_preview.h"

#include <stdlib.h>
#include <string.h>

#include "di/report_pages.h"
#include "di/schema.h"

#include "kept_picture.h"

enum { PICTURES = 16 }; /* the longest report has twelve pages */

/* Everything the pages depend on. */
struct preview_key {
    const struct document *document, *base;
    uint64_t revision, base_revision;
    int audience;
    unsigned left_out;
    char language[8];
};

struct page_picture {
    const struct report_preview *owner;
    unsigned page;
    struct kept_picture picture;
};

struct report_preview {
    struct preview_key key;
    struct di_report_pages *pages; /* NULL: see problem */
    char problem[300];
    struct page_picture pictures[PICTURES];
    struct di_scene nothing; /* a page has no hit areas */
};

static void drop_pages(struct report_preview *preview)
{
    for (size_t i = 0; i < PICTURES; i++) {
        kept_picture_drop(&preview->pictures[i].picture);
        preview->pictures[i] = (struct page_picture){.owner = preview, .page = (unsigned)i};
    }
    di_report_pages_destroy(preview->pages);
    preview->pages = NULL;
    preview->problem[0] = '\0';
}

void report_preview_destroy(struct report_preview *preview)
{
    if (preview == NULL)
        return;
    drop_pages(preview);
    di_scene_finish(&preview->nothing);
    free(preview);
}

unsigned report_preview_count(const struct report_preview *preview)
{
    return preview != NULL && preview->pages != NULL ? di_report_pages_count(preview->pages)
                                                     : 0;
}

const char *report_preview_problem(const struct report_preview *preview)
{
    return preview != NULL ? preview->problem : "";
}

/* ---- making ---- */

bool report_request(struct desk *desk, struct di_catalogue *catalogue,
                    struct di_report_request *request_out)
{
    const struct document *document = session_document(&desk->session);
    const struct document *base = session_baseline(&desk->session);
    if (document == NULL || document->results == NULL)
        return false;
    *catalogue = desk->catalogue;
    if (desk->host.open_catalogue != NULL)
        desk->host.open_catalogue(desk->host.context, desk->report_language, catalogue);
    *request_out = (struct di_report_request){
        .scenario = document->results,
        .baseline = base != NULL ? base->results : NULL,
        .catalogue = catalogue,
        .language = desk->report_language,
        .audience = desk->report_audience == 0 ? DI_REPORT_MINISTER : DI_REPORT_TECHNICAL,
        .format = desk->report_format == 0 ? DI_REPORT_PDF : DI_REPORT_HTML,
        .input_text = di_schema_pointer_text,
        .left_out = desk->report_audience == 0 ? 0 : desk->report_left_out,
        .program_version = desk->host.program_version};
    return true;
}

static struct preview_key key_of(const struct desk *desk)
{
    struct preview_key key;
    memset(&key, 0, sizeof key); /* keys are compared whole */
    key.document = session_document(&desk->session);
    key.base = session_baseline(&desk->session);
    key.revision = key.document->revision;
    key.base_revision = key.base != NULL ? key.base->revision : 0;
    key.audience = desk->report_audience;
    key.left_out = desk->report_audience == 0 ? 0 : desk->report_left_out;
    desk_copy_text(key.language, sizeof key.language, desk->report_language);
    return key;
}

static void make_pages(struct desk *desk, struct report_preview *preview)
{
    struct di_catalogue catalogue;
    struct di_report_request request;
    struct di_error error;
    di_error_clear(&error);
    drop_pages(preview);
    const enum di_status status = report_request(desk, &catalogue, &request)
                                      ? di_report_pages_make(&request, &preview->pages, &error)
                                      : DI_OK;
    desk_set_language(desk, desk->language); /* the report may have spoken another one */
    if (status != DI_OK)
        (void)di_message_render(&error.message, &desk->catalogue, preview->problem,
                                sizeof preview->problem);
}

void report_preview_update(struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    if (document == NULL || document->results == NULL)
        return;
    if (desk->report_preview == NULL) {
        desk->report_preview = calloc(1, sizeof *desk->report_preview);
        if (desk->report_preview == NULL)
            return;
        di_scene_init(&desk->report_preview->nothing);
    }
    struct report_preview *preview = desk->report_preview;
    const struct preview_key key = key_of(desk);
    if (memcmp(&preview->key, &key, sizeof key) == 0)
        return;
    preview->key = key;
    make_pages(desk, preview);
    desk->report_page = 0;
}

/* ---- showing ---- */

static void render(struct page_picture *self, cairo_t *cr, const struct di_rect *rect)
{
    cairo_t *inside = kept_picture_begin(&self->picture, cr, rect);
    cairo_scale(inside, rect->width / DI_REPORT_PAGE_WIDTH, rect->width / DI_REPORT_PAGE_WIDTH);
    di_report_pages_draw(self->owner->pages, self->page, inside);
    cairo_destroy(inside);
}

static void draw(void *context, cairo_t *cr, const struct di_rect *rect, struct ui_chart *chart)
{
    struct page_picture *self = context;
    if (!kept_picture_fits(&self->picture, cr, rect))
        render(self, cr, rect);
    kept_picture_show(&self->picture, cr, rect);
    chart->scene = &self->owner->nothing;
}

void report_preview_page(struct ui *ui, struct report_preview *preview, unsigned page,
                         struct di_rect rect)
{
    if (page >= report_preview_count(preview) || page >= PICTURES)
        return;
    const char *id = frame_format(ui->frame, "report:page:%u", page + 1);
    struct ui_node *node = ui_node(ui, UI_LABEL, id, rect,
                                   UI_SAY(ui, N_("Page %1 of %2"), di_integer_arg(page + 1),
                                          di_integer_arg(report_preview_count(preview))));
    node->value = frame_format(ui->frame, "%u", page + 1);
    (void)ui_picture(ui, node->id, rect, draw, &preview->pictures[page]);
    ui_outline(ui, UI_EDGE, rect, 0, 1);
}
