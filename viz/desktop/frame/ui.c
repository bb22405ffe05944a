/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text is broken at spaces; a word wider than the line breaks between letters. Shortening drops
 * letters from the end until an ellipsis fits, never inside a UTF-8 sequence.
 */
#include "ui.h"

#include <math.h>
#include <string.h>

#include "di/axis.h"

#include "icon.h"

static struct di_text_style style_of(double size, bool is_bold)
{
    return (struct di_text_style){size, is_bold};
}

const char *tr(const struct ui *ui, const char *id)
{
    const char *text = id;
    if (id[0] != '\0' && ui->catalogue != NULL && ui->catalogue->translate != NULL)
        text = ui->catalogue->translate(ui->catalogue->context, id);
    const char *own = strchr(text, '\004'); /* "context EOT text", as gettext keeps it */
    return own != NULL ? own + 1 : text;
}

const char *ui_message(struct ui *ui, const struct di_message *message)
{
    const size_t length = di_message_render(message, ui->catalogue, NULL, 0);
    char *text = DI_ARENA_NEW(&ui->frame->arena, length + 1, char);
    if (text == NULL) {
        ui->frame->is_out_of_memory = true;
        return "";
    }
    (void)di_message_render(message, ui->catalogue, text, length + 1);
    return text;
}

const char *ui_sentence(struct ui *ui, const char *id, const struct di_argument *arguments,
                        size_t count)
{
    struct di_message message;
    di_message_set(&message, id, arguments, count);
    return ui_message(ui, &message);
}

const char *ui_number(struct ui *ui, double value, int decimals)
{
    char text[DI_CHART_NUMBER_MAX];
    if (isnan(value))
        return "\xE2\x80\x94"; /* em dash: not defined */
    di_chart_number(value, decimals, ui->catalogue, text);
    return frame_copy(ui->frame, text);
}

const char *ui_range(struct ui *ui, double low, double high, int decimals)
{
    const char *from = ui_number(ui, low, decimals), *to = ui_number(ui, high, decimals);
    return frame_format(ui->frame, "%s\xE2\x80\x93%s", from, to);
}

double ui_width(struct ui *ui, const char *text, double size, bool is_bold)
{
    const struct di_text_style style = style_of(size, is_bold);
    return ui->measure.width(ui->measure.context, text, &style);
}

/* ---- boxes ---- */

static struct ui_op *add_op(struct ui *ui, enum ui_op_kind kind, enum ui_colour colour)
{
    struct ui_op *op = frame_add_op(ui->frame, kind);
    op->colour = colour;
    op->clip = ui->clip;
    op->layer = ui->layer;
    return op;
}

void ui_fill(struct ui *ui, enum ui_colour colour, struct di_rect rect, double radius)
{
    struct ui_op *op = add_op(ui, UI_OP_FILL, colour);
    op->rect = rect;
    op->radius = radius;
}

void ui_outline(struct ui *ui, enum ui_colour colour, struct di_rect rect, double radius,
                double width)
{
    struct ui_op *op = add_op(ui, UI_OP_OUTLINE, colour);
    op->rect = rect;
    op->radius = radius;
    op->width = width;
}

int ui_picture(struct ui *ui, const char *id, struct di_rect rect,
               void (*draw)(void *context, cairo_t *cr, const struct di_rect *rect,
                            struct ui_chart *self),
               void *context)
{
    int index = -1;
    struct ui_chart *chart = frame_add_chart(ui->frame, &index);
    *chart = (struct ui_chart){.id = id,
                               .rect = rect,
                               .clip = ui->clip,
                               .layer = ui->layer,
                               .draw = draw,
                               .context = context};
    struct ui_op *op = frame_add_op(ui->frame, UI_OP_CHART);
    op->rect = rect;
    op->clip = ui->clip;
    op->layer = ui->layer;
    op->index = index;
    return index;
}

void ui_line(struct ui *ui, enum ui_colour colour, double x1, double y1, double x2, double y2)
{
    struct ui_op *op = add_op(ui, UI_OP_LINE, colour);
    op->rect = (struct di_rect){x1, y1, x2 - x1, y2 - y1};
    op->width = 1;
}

void ui_polyline(struct ui *ui, enum ui_colour colour, const struct di_point *points,
                 size_t count, double width, struct di_rect rect)
{
    struct ui_op *op = add_op(ui, UI_OP_POLYLINE, colour);
    op->points = points;
    op->point_count = count;
    op->width = width;
    op->rect = rect;
}

void ui_icon(struct ui *ui, enum ui_colour colour, const char *name, struct di_rect rect)
{
    struct ui_op *op = add_op(ui, UI_OP_ICON, colour);
    op->rect = rect;
    op->width = 1.5;
    op->text = icon_path(name);
}

/* ---- text ---- */

static void add_text(struct ui *ui, double x, double top, double available, const char *text,
                     struct ui_text look)
{
    struct ui_op *op = add_op(ui, UI_OP_TEXT, look.colour);
    const double line = look.size * DI_TEXT_LEADING;
    const double width = ui_width(ui, text, look.size, look.is_bold);
    op->style = style_of(look.size, look.is_bold);
    op->text = text;
    op->available = available;
    op->may_shorten = look.may_shorten;
    op->base = top + (line - look.size * (DI_TEXT_ASCENT + DI_TEXT_DESCENT)) / 2 +
               look.size * DI_TEXT_ASCENT;
    if (look.align == UI_RIGHT)
        x += available - width;
    if (look.align == UI_CENTRE)
        x += (available - width) / 2;
    op->rect = (struct di_rect){x, top, width, line};
}

/* The longest beginning of `text` that fits with an ellipsis. */
static const char *shorten(struct ui *ui, const char *text, double width, struct ui_text look)
{
    size_t length = strlen(text);
    while (length > 0) {
        length--;
        if (((unsigned char)text[length] & 0xC0u) == 0x80u)
            continue;
        const char *shorter = frame_format(ui->frame, "%.*s\xE2\x80\xA6", (int)length, text);
        if (ui_width(ui, shorter, look.size, look.is_bold) <= width)
            return shorter;
    }
    return "";
}

void ui_label(struct ui *ui, struct di_rect rect, const char *text, struct ui_text look)
{
    const double line = look.size * DI_TEXT_LEADING;
    const double top = rect.y + (rect.height - line) / 2;
    const bool is_wide =
        ui_width(ui, text, look.size, look.is_bold) > rect.width + 0.5 && rect.width > 0;
    add_text(ui, rect.x, top, rect.width,
             is_wide ? shorten(ui, text, rect.width, look) : frame_copy(ui->frame, text), look);
    ui->frame->ops[ui->frame->op_count - 1].is_shortened = is_wide;
}

/* End of the longest beginning of `text` that fits `width`, broken at a space if there is one.
 */
static size_t line_end(struct ui *ui, const char *text, double width, struct ui_text look)
{
    size_t fits = 0, at = 0;
    while (text[at] != '\0' && text[at] != '\n') {
        size_t next = at + 1;
        while (text[next] != '\0' && text[next] != ' ' && text[next] != '\n')
            next++;
        const char *part = frame_format(ui->frame, "%.*s", (int)next, text);
        if (ui_width(ui, part, look.size, look.is_bold) > width)
            break;
        fits = next;
        at = next;
    }
    if (fits > 0)
        return fits;
    while (text[at] != '\0' && text[at] != '\n') { /* one word too wide: between letters */
        size_t next = at + 1;
        while (((unsigned char)text[next] & 0xC0u) == 0x80u)
            next++;
        const char *part = frame_format(ui->frame, "%.*s", (int)next, text);
        if (at > 0 && ui_width(ui, part, look.size, look.is_bold) > width)
            break;
        at = next;
    }
    return at;
}

static double lines(struct ui *ui, double x, double y, double width, const char *text,
                    struct ui_text look, bool is_shown)
{
    double height = 0;
    if (ui_width(ui, text, look.size, look.is_bold) <= width && strchr(text, '\n') == NULL) {
        if (is_shown && text[0] != '\0')
            add_text(ui, x, y, width, frame_copy(ui->frame, text), look);
        return text[0] == '\0' ? 0 : look.size * DI_TEXT_LEADING;
    }
    while (*text != '\0') {
        while (*text == ' ')
            text++;
        const size_t end = line_end(ui, text, width, look);
        if (is_shown && end > 0)
            add_text(ui, x, y + height, width, frame_format(ui->frame, "%.*s", (int)end, text),
                     look);
        height += look.size * DI_TEXT_LEADING;
        text += end;
        if (*text == '\n' || *text == ' ')
            text++;
    }
    return height;
}

double ui_paragraph(struct ui *ui, double x, double y, double width, const char *text,
                    struct ui_text look)
{
    return lines(ui, x, y, width, text, look, true);
}

double ui_paragraph_height(struct ui *ui, double width, const char *text, double size,
                           bool is_bold)
{
    const struct ui_text look = {.size = size, .is_bold = is_bold};
    return lines(ui, 0, 0, width, text, look, false);
}

/* ---- nodes ---- */

struct ui_node *ui_node(struct ui *ui, enum ui_role role, const char *id, struct di_rect rect,
                        const char *label)
{
    struct ui_node *node = frame_add_node(ui->frame);
    node->id = frame_copy(ui->frame, id);
    node->role = role;
    node->label = frame_copy(ui->frame, label);
    node->rect = rect;
    node->clip = ui->clip;
    node->pane = ui->pane;
    node->layer = ui->layer;
    node->scroll = ui->scroll;
    return node;
}

/* ---- scrolling ---- */

struct ui_scroll *ui_scroll_begin(struct ui *ui, const char *id, struct di_rect rect,
                                  double content, double offset)
{
    int index = -1;
    struct ui_scroll *scroll = frame_add_scroll(ui->frame, &index);
    scroll->id = frame_copy(ui->frame, id);
    scroll->rect = rect;
    scroll->content = content;
    scroll->offset = offset;
    scroll->layer = ui->layer;
    ui->clip = rect_intersect(ui->clip, rect);
    ui->scroll = index;
    struct ui_op *op = add_op(ui, UI_OP_CLIP, UI_PAGE);
    op->rect = ui->clip;
    return scroll;
}

void ui_scroll_end(struct ui *ui, struct di_rect outer_clip, int outer_scroll)
{
    const struct ui_scroll *scroll = &ui->frame->scrolls[ui->scroll];
    (void)add_op(ui, UI_OP_UNCLIP, UI_PAGE);
    ui->clip = outer_clip;
    ui->scroll = outer_scroll;
    if (scroll->content <= scroll->rect.height + 0.5)
        return;
    const double share = scroll->rect.height / scroll->content;
    const double length = fmax(share * scroll->rect.height, 24);
    const double travel = scroll->content - scroll->rect.height;
    const double at = scroll->offset / travel * (scroll->rect.height - length);
    ui_fill(ui, UI_EDGE,
            (struct di_rect){scroll->rect.x + scroll->rect.width - 7, scroll->rect.y + at, 5,
                             length},
            2.5);
}
