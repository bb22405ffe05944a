/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes and colours as in the visual target: 34 high, corner radius 6, 16 beside the words. */
#include "control.h"

#include <math.h>
#include <string.h>

double button_width(struct ui *ui, const char *text)
{
    return ceil(ui_width(ui, text, UI_SIZE_BODY, true)) + 32;
}

struct ui_node *button(struct ui *ui, const char *id, struct di_rect rect, const char *text,
                       enum button_look look, struct ui_action action)
{
    const bool is_main = look == BUTTON_MAIN;
    if (is_main)
        ui_fill(ui, UI_ACCENT, rect, 6);
    else if (look == BUTTON_PLAIN) {
        ui_fill(ui, UI_PAPER, rect, 6);
        ui_outline(ui, UI_EDGE, rect, 6, 1);
    } else if (look == BUTTON_OFF) /* cannot be pressed now */
        ui_outline(ui, UI_LINE, rect, 6, 1);
    ui_label(ui, (struct di_rect){rect.x + 8, rect.y, rect.width - 16, rect.height}, text,
             (struct ui_text){.size = UI_SIZE_BODY,
                              .is_bold = look == BUTTON_MAIN || look == BUTTON_QUIET,
                              .colour = is_main                ? UI_ON_ACCENT
                                        : look == BUTTON_QUIET ? UI_ACCENT
                                        : look == BUTTON_OFF   ? UI_SECOND
                                                               : UI_TEXT,
                              .align = UI_CENTRE});
    struct ui_node *node = ui_node(ui, UI_BUTTON, id, rect, text);
    node->is_focusable = true;
    node->action = action;
    return node;
}

double button_row(struct ui *ui, double x, double y, double width,
                  const struct button_spec *buttons, size_t count)
{
    double at = x, top = y;
    for (size_t i = 0; i < count; i++) {
        const struct button_spec *spec = &buttons[i];
        const double wide = fmin(button_width(ui, spec->text), width);
        if (at > x && at + wide > x + width + 0.5) {
            at = x;
            top += UI_BUTTON_HEIGHT + 8;
        }
        const struct di_rect rect = {at, top, wide, UI_BUTTON_HEIGHT};
        struct ui_node *node =
            button(ui, spec->id, rect, spec->text, spec->is_disabled ? BUTTON_OFF : spec->look,
                   spec->action);
        node->is_disabled = spec->is_disabled;
        at += wide + 10;
    }
    return count == 0 ? 0 : top - y + UI_BUTTON_HEIGHT;
}

double tabs(struct ui *ui, const char *group, double x, double y, double width,
            const struct tab_spec *specs, size_t count, size_t chosen)
{
    double at = x, top = y;
    for (size_t i = 0; i < count; i++) {
        const bool is_chosen = i == chosen;
        const double wide =
            fmin(ceil(ui_width(ui, specs[i].text, UI_SIZE_BODY, true)) + 32, width);
        if (at > x && at + wide > x + width + 0.5) {
            at = x;
            top += UI_BUTTON_HEIGHT + 8;
        }
        const struct di_rect rect = {at, top, wide, UI_BUTTON_HEIGHT};
        ui_fill(ui, is_chosen ? UI_ACCENT : UI_PAPER, rect, UI_BUTTON_HEIGHT / 2);
        if (!is_chosen)
            ui_outline(ui, UI_EDGE, rect, UI_BUTTON_HEIGHT / 2, 1);
        ui_label(ui, (struct di_rect){rect.x + 8, rect.y, rect.width - 16, rect.height},
                 specs[i].text,
                 (struct ui_text){.size = UI_SIZE_BODY,
                                  .is_bold = is_chosen,
                                  .colour = is_chosen ? UI_ON_ACCENT : UI_TEXT,
                                  .align = UI_CENTRE});
        struct ui_node *node = ui_node(ui, UI_TAB, specs[i].id, rect, specs[i].text);
        node->group = frame_copy(ui->frame, group);
        node->is_focusable = true;
        node->is_selected = is_chosen;
        node->action = specs[i].action;
        at += wide + 10;
    }
    return count == 0 ? 0 : top - y + UI_BUTTON_HEIGHT;
}

struct di_rect card(struct ui *ui, const char *id, struct di_rect rect, const char *label)
{
    ui_fill(ui, UI_PAPER, rect, 8);
    ui_outline(ui, UI_LINE, rect, 8, 1);
    (void)ui_node(ui, UI_CARD, id, rect, label);
    return rect_inset(rect, rect.width < 420 ? 14 : UI_PAD);
}

struct open_card card_open(struct ui *ui, const char *id, double x, double y, double width,
                           const char *label)
{
    struct open_card open = {.fill = ui->frame->op_count,
                             .outline = ui->frame->op_count + 1,
                             .node = ui->frame->node_count};
    open.inside = card(ui, id, (struct di_rect){x, y, width, 0}, label);
    return open;
}

double card_close(struct ui *ui, const struct open_card *card, double used)
{
    struct frame *frame = ui->frame;
    if (frame->is_out_of_memory || card->outline >= frame->op_count ||
        card->node >= frame->node_count)
        return used;
    const double pad = card->inside.y - frame->ops[card->fill].rect.y;
    const double height = used + 2 * pad;
    frame->ops[card->fill].rect.height = height;
    frame->ops[card->outline].rect.height = height;
    frame->nodes[card->node].rect.height = height;
    return height;
}

double card_heading(struct ui *ui, struct di_rect inside, const char *title, const char *line)
{
    double height = ui_paragraph(
        ui, inside.x, inside.y, inside.width, title,
        (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_TEXT});
    if (line != NULL)
        height += 2 + ui_paragraph(
                          ui, inside.x, inside.y + height + 2, inside.width, line,
                          (struct ui_text){.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND});
    return height + 10;
}

struct ui_node *check_box(struct ui *ui, const char *id, double x, double y, double width,
                          const char *text, bool is_on, struct ui_action action)
{
    const double high =
        fmax(ui_paragraph_height(ui, width - 30, text, UI_SIZE_BODY, false) + 8, 34);
    const struct di_rect box = {x + 2, y + 8, 18, 18};
    ui_fill(ui, is_on ? UI_ACCENT : UI_PAPER, box, 3);
    if (is_on)
        ui_icon(ui, UI_ON_ACCENT, "check", rect_inset(box, 1));
    else
        ui_outline(ui, UI_EDGE, box, 3, 1.5);
    (void)ui_paragraph(ui, x + 30, y + 8, width - 30, text,
                       (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT});
    struct ui_node *node = ui_node(ui, UI_CHECK, id, (struct di_rect){x, y, width, high}, text);
    node->is_focusable = true;
    node->is_selected = is_on;
    node->value = is_on ? "on" : "off";
    node->action = action;
    return node;
}

static void show_caret(struct ui *ui, struct di_rect inside, const struct text_edit *edit,
                       struct ui_text look, double shift)
{
    const char *before = frame_format(ui->frame, "%.*s", (int)edit->caret, edit->text);
    const double x = inside.x - shift + ui_width(ui, before, look.size, look.is_bold);
    if (edit->anchor != edit->caret) {
        const char *to_anchor = frame_format(ui->frame, "%.*s", (int)edit->anchor, edit->text);
        const double other =
            inside.x - shift + ui_width(ui, to_anchor, look.size, look.is_bold);
        ui_fill(
            ui, UI_SOFT,
            (struct di_rect){fmin(x, other), inside.y + 6, fabs(other - x), inside.height - 12},
            0);
    }
    ui_fill(ui, UI_ACCENT, (struct di_rect){x, inside.y + 7, 1.5, inside.height - 14}, 0);
}

struct ui_node *field(struct ui *ui, const char *id, struct di_rect rect, const char *label,
                      const char *value, const struct text_edit *edit, bool is_wrong,
                      struct ui_action action)
{
    const struct ui_text look = {.size = UI_SIZE_BODY, .colour = UI_TEXT, .may_shorten = true};
    const struct di_rect inside = {rect.x + 10, rect.y, rect.width - 20, rect.height};
    const bool is_edited = edit != NULL && strcmp(edit->node, id) == 0;
    const char *shown = is_edited ? edit->text : value;
    ui_fill(ui, UI_PAPER, rect, 6);
    ui_outline(ui, is_wrong ? UI_WORSE : UI_EDGE, rect, 6, is_wrong ? 2 : 1);
    if (is_edited) {
        shown = frame_format(ui->frame, "%.*s%s%s", (int)edit->caret, edit->text, edit->compose,
                             edit->text + edit->caret);
        show_caret(ui, inside, edit, look, 0);
    }
    ui_label(ui, inside, shown, look);
    struct ui_node *node = ui_node(ui, UI_FIELD, id, rect, label);
    node->value = frame_copy(ui->frame, shown);
    node->is_focusable = true;
    node->action = action;
    return node;
}

void progress(struct ui *ui, const char *id, struct di_rect rect, double share,
              const char *label)
{
    const double full = fmin(fmax(share, 0), 1) * rect.width;
    ui_fill(ui, UI_RULE, rect, rect.height / 2);
    if (full > 0)
        ui_fill(ui, UI_ACCENT,
                (struct di_rect){rect.x, rect.y, fmax(full, rect.height), rect.height},
                rect.height / 2);
    struct ui_node *node = ui_node(ui, UI_PROGRESS, id, rect, label);
    node->value = frame_format(ui->frame, "%.0f%%", 100 * share);
}
