/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multiply.h"

#include <math.h>

#include "control.h"
#include "desk_action.h"
#include "dialog.h"
#include "input_filter.h"
#include "scaling.h"

#define FACTOR_MOST 1000.0

size_t multiply_count(struct ui *ui, const struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    size_t count = 0;
    if (document == NULL || (desk->search[0] == '\0' && desk->topic[0] == '\0'))
        return 0;
    for (size_t i = 0; i < document->now.count; i++)
        count += scaling_takes(&document->now.items[i]) &&
                 input_is_wanted(ui, desk, document, &document->now.items[i]);
    return count;
}

/* ---- doing it ---- */

/* The list needs words, and words a frame to stand in; nothing of it is shown. */
static bool gather(struct desk *desk, double factor, struct scaling *scaling)
{
    const struct document *document = session_document(&desk->session);
    struct frame frame;
    bool is_well = true;
    frame_init(&frame);
    frame_begin(&frame, 1, 1);
    struct ui ui = {.frame = &frame, .catalogue = &desk->catalogue, .scroll = -1};
    for (size_t i = 0; is_well && i < document->now.count; i++) {
        const struct di_scenario_input *input = &document->now.items[i];
        if (scaling_takes(input) && input_is_wanted(&ui, desk, document, input))
            is_well = scaling_add(scaling, input, factor);
    }
    frame_finish(&frame);
    return is_well;
}

static void multiply(struct desk *desk)
{
    struct document *document = session_document(&desk->session);
    struct scaling scaling = {0};
    double factor;
    if (document == NULL)
        return;
    if (!desk_number_between(desk->factor, 0, FACTOR_MOST, &factor)) {
        desk_say_about(desk, true, N_("'%1' is not a number from 0 to 1000."), desk->factor);
        return;
    }
    desk_close_overlay(desk);
    if (gather(desk, factor, &scaling) &&
        document_set_all(document, scaling.edits, scaling.count)) {
        desk_after_change(desk, true);
        desk_say_about(desk, false, N_("Multiplied by %1. Undo takes all of it back."),
                       desk->factor);
    } else if (document->problems.count > 0) {
        char text[sizeof desk->message];
        (void)di_message_render(&document->problems.items[0].message, &desk->catalogue, text,
                                sizeof text);
        desk_say(desk, true, text);
    }
    scaling_finish(&scaling);
}

bool multiply_act(struct desk *desk, const struct ui_action *action)
{
    switch (action->kind) {
    case ACT_FACTOR:
        desk_copy_text(desk->factor, sizeof desk->factor, action->text);
        return true;
    case ACT_MULTIPLY:
        multiply(desk);
        return true;
    default:
        return false;
    }
}

/* ---- the dialog ---- */

void multiply_dialog(struct ui *ui, struct desk *desk)
{
    const char *text =
        UI_SAY(ui,
               N_("Numbers in the list: %1. Each is multiplied, with its steps over time. 0.5 "
                  "is half, 1.1 a tenth more."),
               di_integer_arg((int64_t)multiply_count(ui, desk)));
    const double wide = fmin(440, ui->frame->width - 56);
    const double high = ui_paragraph_height(ui, wide, text, UI_SIZE_BODY, false);
    const struct di_rect area =
        dialog(ui, 480, 190 + high, tr(ui, N_("Multiply all numbers shown")));
    const struct button_spec buttons[] = {{"multiply:do",
                                           tr(ui, N_("Multiply")),
                                           BUTTON_MAIN,
                                           {ACT_MULTIPLY, 0, NULL},
                                           desk->factor[0] == '\0'}};
    double y = area.y;
    y += ui_paragraph(ui, area.x, y, area.width, text,
                      (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND}) +
         12;
    struct ui_node *node = field(ui, "multiply:factor", (struct di_rect){area.x, y, 140, 36},
                                 tr(ui, N_("Multiply by")), desk->factor, &desk->edit, false,
                                 (struct ui_action){ACT_FACTOR, 0, NULL});
    node->is_live = true;
    node->enter = (struct ui_action){ACT_MULTIPLY, 0, NULL};
    (void)button_row(ui, area.x, y + 48, area.width, buttons, 1);
}
