/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialog.h"

#include <math.h>

#include "action.h"

struct di_rect dialog(struct ui *ui, double width, double height, const char *title)
{
    const double full = ui->frame->width, high = ui->frame->height;
    const double wide = fmin(width, full - 16);
    const double tall = fmin(height, high - 16);
    const struct di_rect box = {(full - wide) / 2, fmax((high - tall) / 3, 8), wide, tall};
    ui->layer = 1;
    ui->frame->top_layer = 1;
    ui->pane = UI_PANE_CONTENT;
    ui_fill(ui, UI_VEIL, (struct di_rect){0, 0, full, high}, 0);
    ui_fill(ui, UI_PAPER, box, 10);
    ui_outline(ui, UI_EDGE, box, 10, 1);
    (void)ui_node(ui, UI_DIALOG, "dialog", box, title);
    const struct di_rect inside = rect_inset(box, wide < 480 ? 12 : 20);
    const double close = 34;
    const double head = ui_paragraph(
        ui, inside.x, inside.y, inside.width - close - 8, title,
        (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_TEXT});
    const struct di_rect cross = {inside.x + inside.width - close, inside.y - 6, close, close};
    ui_icon(ui, UI_SECOND, "cross", rect_inset(cross, 9));
    struct ui_node *node = ui_node(ui, UI_BUTTON, "dialog:close", cross, tr(ui, N_("Close")));
    node->is_focusable = true;
    node->hint = node->label;
    node->action = (struct ui_action){ACT_CLOSE_OVERLAY, 0, NULL};
    return (struct di_rect){inside.x, inside.y + head + 10, inside.width,
                            fmax(inside.height - head - 10, 20)};
}
