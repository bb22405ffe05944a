/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts from top to bottom. The step chart shows the value over the horizon; each step has a
 * handle that mouse and keyboard move.
 */
#include "input_detail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/axis.h"
#include "di/number.h"

#include "input_text.h"
#include "input_word.h"
#include "preview_box.h"

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};
static const struct ui_text strong = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

struct part {
    struct ui *ui;
    struct desk *desk;
    const struct document *document;
    const struct di_scenario_input *input;
    double x, y, width;
};

static void say(struct part *part, const char *text, struct ui_text look, double after)
{
    part->y += ui_paragraph(part->ui, part->x, part->y, part->width, text, look) + after;
}

/* ---- value ---- */

static void problem(struct part *part)
{
    struct ui *ui = part->ui;
    const struct document *document = part->document;
    if (document->refused == NULL || document->problems.count == 0 ||
        strncmp(document->refused, part->input->pointer, strlen(part->input->pointer)) != 0)
        return;
    const struct di_diagnostic *first = &document->problems.items[0];
    const double at = part->y;
    const char *text = ui_message(ui, &first->message);
    say(part, text, (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_WORSE},
        2);
    struct ui_node *node =
        ui_node(ui, UI_LABEL, "input:problem",
                (struct di_rect){part->x, at, part->width, part->y - at}, text);
    node->value = node->label;
    if (first->hint.id != NULL)
        say(part, ui_message(ui, &first->hint), second, 2);
    say(part, tr(ui, N_("The value before is kept.")), second, 8);
}

static void choices(struct part *part)
{
    struct ui *ui = part->ui;
    struct tab_spec specs[24];
    size_t count = 0, chosen = SIZE_MAX;
    const char *at = part->input->kind == DI_INPUT_FLAG ? "true|false" : part->input->choices;
    while (at != NULL && *at != '\0' && count < 24) {
        const size_t length = strcspn(at, "|");
        const char *word = frame_format(ui->frame, "%.*s", (int)length, at);
        specs[count] = (struct tab_spec){frame_format(ui->frame, "choice:%s", word),
                                         input_word(ui, input_key(part->input), word),
                                         {ACT_SET_CHOICE, 0, word}};
        const char *value = part->input->value;
        const size_t quote = value[0] == '"' ? 1 : 0;
        if (strncmp(value + quote, word, length) == 0 && strlen(value) == length + 2 * quote)
            chosen = count;
        count++;
        at += length + (at[length] == '|' ? 1 : 0);
    }
    part->y += tabs(ui, "choices", part->x, part->y, part->width, specs, count, chosen) + 10;
}

/* What a field holds: plain digits, so that what is typed back reads the same. */
static const char *typed_value(struct ui *ui, const struct di_scenario_input *input)
{
    const size_t length = strlen(input->value);
    if (input->value[0] == '"' && length >= 2)
        return frame_format(ui->frame, "%.*s", (int)length - 2, input->value + 1);
    char *text = DI_ARENA_NEW(&ui->frame->arena, length + 1, char);
    for (size_t i = 0; text != NULL && i <= length; i++)
        text[i] = input->value[i] == '.' ? ui->catalogue->decimal_point : input->value[i];
    return text != NULL ? text : input->value;
}

static void value(struct part *part)
{
    struct ui *ui = part->ui;
    const struct di_scenario_input *input = part->input;
    const struct document *document = part->document;
    const bool is_wrong =
        document->refused != NULL &&
        strncmp(document->refused, input->pointer, strlen(input->pointer)) == 0;
    if (input->kind == DI_INPUT_FLAG || input->kind == DI_INPUT_CHOICE) {
        choices(part);
    } else {
        const double wide = fmin(part->width, 170);
        (void)field(ui, "input:value", (struct di_rect){part->x, part->y, wide, 36},
                    input_name(ui, input),
                    is_wrong && document->refused_text[0] != '\0' ? document->refused_text
                                                                  : typed_value(ui, input),
                    &part->desk->edit, is_wrong, (struct ui_action){ACT_SET_VALUE, 0, NULL});
        const char *unit = input_unit(ui, document, input);
        if (part->width - wide > 80) {
            const double high =
                ui_paragraph_height(ui, part->width - wide - 12, unit, UI_SIZE_SMALL, false);
            (void)ui_paragraph(ui, part->x + wide + 12, part->y + (36 - high) / 2,
                               part->width - wide - 12, unit,
                               (struct ui_text){.size = UI_SIZE_SMALL, .colour = UI_SECOND});
        }
        part->y += 44;
    }
    problem(part);
    if (!edits_touch(&document->edits, input->pointer))
        return;
    const struct di_scenario_input *base = inputs_find(&document->base, input->pointer);
    if (base != NULL)
        say(part, UI_SAY(ui, N_("In the file: %1"), di_text_arg(input_value(ui, base))), second,
            6);
    if (base != NULL && base->uncertain != NULL && part->input->uncertain == NULL)
        say(part,
            UI_SAY(ui,
                   N_("There it is uncertain (90%%: %1) and every run draws it anew. What is "
                      "typed here is taken as certain."),
                   di_text_arg(input_range(ui, base))),
            second, 6);
    const struct button_spec reset[] = {{"input:reset",
                                         tr(ui, N_("Take back this change")),
                                         BUTTON_PLAIN,
                                         {ACT_RESET_INPUT, 0, NULL},
                                         false}};
    part->y += button_row(ui, part->x, part->y, part->width, reset, 1) + 12;
}

/* ---- steps ---- */

static void add_step_line(struct ui *ui, const struct desk *desk, const struct di_scale *days,
                          const struct di_scale *levels)
{
    const struct steps *steps = &desk->steps;
    const size_t count = 2 + 2 * steps->count;
    struct di_point *points = DI_ARENA_NEW(&ui->frame->arena, count, struct di_point);
    if (points == NULL)
        return;
    double level = steps->value;
    size_t at = 0;
    points[at++] = (struct di_point){days->pixel_low, di_scale_pixel(levels, level)};
    for (size_t i = 0; i < steps->count; i++) {
        const double x =
            fmin(fmax(di_scale_pixel(days, steps->items[i].civil_day), days->pixel_low),
                 days->pixel_high);
        points[at++] = (struct di_point){x, di_scale_pixel(levels, level)};
        level = steps_level(steps, i);
        points[at++] = (struct di_point){x, di_scale_pixel(levels, level)};
    }
    points[at++] = (struct di_point){days->pixel_high, di_scale_pixel(levels, level)};
    ui_polyline(ui, UI_SERIES, points, at, 2.5, desk->step_plot);
}

static void step_handles(struct ui *ui, const struct desk *desk, const struct di_scale *days,
                         const struct di_scale *levels)
{
    for (size_t i = 0; i < desk->steps.count; i++) {
        const double x = di_scale_pixel(days, desk->steps.items[i].civil_day);
        const double y = di_scale_pixel(levels, steps_level(&desk->steps, i));
        const bool is_chosen = desk->step == i;
        const double r = is_chosen ? 8 : 6;
        char date[16];
        ui_fill(ui, UI_PAPER, (struct di_rect){x - r, y - r, 2 * r, 2 * r}, r);
        ui_outline(ui, UI_SERIES, (struct di_rect){x - r, y - r, 2 * r, 2 * r}, r, 3);
        di_date_format(desk->steps.items[i].civil_day, date);
        struct ui_node *node = ui_node(ui, UI_HANDLE, frame_format(ui->frame, "step:%zu", i),
                                       (struct di_rect){x - 12, y - 12, 24, 24}, date);
        node->value = ui_number(ui, steps_level(&desk->steps, i), 3);
        node->hint = frame_format(ui->frame, "%s: %s", date, node->value);
        node->group = "steps";
        node->is_focusable = true;
        node->is_selected = is_chosen;
        node->action = (struct ui_action){ACT_STEP_SELECT, (int64_t)i, NULL};
    }
}

static void step_chart(struct part *part)
{
    struct ui *ui = part->ui;
    struct desk *desk = part->desk;
    const struct di_model *model = part->document->scenario->model;
    const double left = 52, high = 130;
    desk->step_plot =
        (struct di_rect){part->x + left, part->y + 8, part->width - left - 14, high};
    desk->step_from = model->start_civil_day;
    desk->step_to = model->start_civil_day + model->horizon_days;
    if (desk->drag != DRAG_STEP) {
        double top = fmax(desk->steps.value, 0), bottom = fmin(desk->steps.value, 0);
        for (size_t i = 0; i < desk->steps.count; i++) {
            top = fmax(top, steps_level(&desk->steps, i));
            bottom = fmin(bottom, steps_level(&desk->steps, i));
        }
        const struct di_ticks ticks =
            di_ticks_of_values(bottom, top > bottom ? top * 1.25 : 1, 3, part->input->is_whole);
        desk->step_low = fmin(bottom, ticks.value[0]);
        /* room above, to drag into */
        desk->step_high = fmax(ticks.value[ticks.count - 1], 1.25 * top);
    }
    const struct di_rect *plot = &desk->step_plot;
    const struct di_scale days = {desk->step_from, desk->step_to, plot->x,
                                  plot->x + plot->width};
    const struct di_scale levels = {desk->step_low, desk->step_high, plot->y + plot->height,
                                    plot->y};
    const struct di_ticks values =
        di_ticks_of_values(desk->step_low, desk->step_high, 3, part->input->is_whole);
    struct ui_text axis = {.size = UI_SIZE_TINY, .colour = UI_SECOND, .align = UI_RIGHT};
    for (size_t i = 0; i < values.count; i++) {
        const double y = di_scale_pixel(&levels, values.value[i]);
        if (y < plot->y - 1 || y > plot->y + plot->height + 1)
            continue;
        ui_line(ui, UI_RULE, plot->x, y, plot->x + plot->width, y);
        ui_label(ui, (struct di_rect){part->x, y - 8, left - 6, 16},
                 ui_number(ui, values.value[i], values.decimals), axis);
    }
    const struct di_ticks years = di_ticks_of_years(&days, 44);
    axis.align = UI_CENTRE;
    for (size_t i = 0; i < years.count; i++)
        ui_label(ui,
                 (struct di_rect){di_scale_pixel(&days, years.value[i]) - 20,
                                  plot->y + plot->height + 4, 40, 16},
                 frame_format(ui->frame, "%d", (int)years.year[i]), axis);
    add_step_line(ui, desk, &days, &levels);
    step_handles(ui, desk, &days, &levels);
    part->y += high + 34;
}

static void step_fields(struct part *part)
{
    struct ui *ui = part->ui;
    const struct desk *desk = part->desk;
    if (desk->step < desk->steps.count) {
        char date[16], number[DI_NUMBER_TEXT_MAX];
        di_date_format(desk->steps.items[desk->step].civil_day, date);
        (void)di_number_format(steps_level(&desk->steps, desk->step), number);
        const double wide = (part->width - 10) / 2;
        say(part, tr(ui, N_("The chosen step: from which day, and the value from then on")),
            second, 4);
        (void)field(ui, "step:date", (struct di_rect){part->x, part->y, wide, 34},
                    tr(ui, N_("From")), frame_copy(ui->frame, date), &desk->edit, false,
                    (struct ui_action){ACT_STEP_DATE, 0, NULL});
        (void)field(ui, "step:level", (struct di_rect){part->x + wide + 10, part->y, wide, 34},
                    tr(ui, N_("Value")), frame_copy(ui->frame, number), &desk->edit, false,
                    (struct ui_action){ACT_STEP_LEVEL, 0, NULL});
        part->y += 42;
    }
    const struct button_spec buttons[] = {
        {"step:add", tr(ui, N_("Add a step")), BUTTON_PLAIN, {ACT_STEP_ADD, 0, NULL}, false},
        {"step:remove",
         tr(ui, N_("Remove the step")),
         BUTTON_PLAIN,
         {ACT_STEP_REMOVE, 0, NULL},
         desk->step >= desk->steps.count}};
    part->y += button_row(ui, part->x, part->y, part->width, buttons, 2) + 14;
}

static void steps(struct part *part)
{
    struct ui *ui = part->ui;
    const struct di_scenario_input *input = part->input;
    struct desk *desk = part->desk;
    if (!input->may_have_steps || isnan(input->number))
        return;
    if (desk->drag != DRAG_STEP && !steps_read(&desk->steps, input)) {
        say(part, tr(ui, N_("Its dated steps are too many to change here.")), second, 10);
        return;
    }
    say(part, tr(ui, N_("Over time")), strong, 4);
    say(part,
        tr(ui,
           N_("Drag a point, move it with Shift and the arrow keys, or choose it and type.")),
        second, 4);
    step_chart(part);
    step_fields(part);
}

/* ---- where it comes from ---- */

static void provenance(struct part *part)
{
    struct ui *ui = part->ui;
    const struct di_scenario_input *input = part->input;
    say(part, tr(ui, N_("Where it comes from")), strong, 4);
    const bool is_own = edits_touch(&part->document->edits, input->pointer);
    say(part, input_mark(ui, input, is_own), body, 2);
    if (input->source[0] != '\0')
        say(part, input->source, second, 2);
    if (input->line > 0 && !is_own) /* what was typed here stands in no file yet */
        say(part,
            UI_SAY(ui, N_("%1, line %2"), di_text_arg(input->file),
                   di_integer_arg(input->line)),
            second, 2);
    if (input->has_range)
        say(part,
            UI_SAY(ui, N_("May be %1."),
                   di_text_arg(ui_range(ui, input->minimum, input->maximum,
                                        input->maximum < 10 ? 1 : 0))),
            second, 2);
    const char *range = input_range(ui, input);
    if (range[0] != '\0')
        say(part, UI_SAY(ui, N_("90%% of its uncertainty: %1"), di_text_arg(range)), second, 2);
    if (input->by != NULL)
        say(part,
            tr(ui, N_("It differs by group of children; the file holds the multipliers.")),
            second, 2);
    say(part, input->pointer, (struct ui_text){.size = UI_SIZE_TINY, .colour = UI_SECOND}, 12);
}

static double parts(struct part *part)
{
    struct ui *ui = part->ui;
    const double top = part->y;
    part->y += preview_box(ui, part->document, part->x, part->y, part->width);
    if (part->input == NULL) {
        say(part, tr(ui, N_("Choose an input to see what it means and to change it.")), second,
            0);
        return part->y - top;
    }
    const char *name = input_name(ui, part->input);
    say(part, name, (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_TEXT},
        2);
    if (input_remark(ui, part->input)[0] != '\0')
        say(part, input_remark(ui, part->input), second, 2);
    say(part, input_owner(ui, part->input), second, 10);
    value(part);
    steps(part);
    provenance(part);
    return part->y - top;
}

double input_detail(struct ui *ui, struct desk *desk, struct di_rect rect, bool scrolls)
{
    const struct document *document = session_document(&desk->session);
    struct part part = {.ui = ui,
                        .desk = desk,
                        .document = document,
                        .input = inputs_find(&document->now, desk->input),
                        .x = rect.x + 16,
                        .y = rect.y + 16,
                        .width = rect.width - 42};
    if (!scrolls) {
        const size_t ground = ui->frame->op_count;
        ui_fill(ui, UI_PAPER, rect, 8);
        ui_outline(ui, UI_LINE, rect, 8, 1);
        const double high = parts(&part) + 32;
        ui->frame->ops[ground].rect.height = ui->frame->ops[ground + 1].rect.height = high;
        return high;
    }
    (void)card(ui, "card:detail", rect, tr(ui, N_("The chosen input")));
    const struct di_rect clip = ui->clip;
    const int scroll = ui->scroll;
    const double offset = *desk_scroll(desk, "input");
    (void)ui_scroll_begin(ui, "input", rect_inset(rect, 2), rect.height, offset);
    const int own = ui->scroll;
    part.y -= offset;
    ui->frame->scrolls[own].content = parts(&part) + 32;
    ui_scroll_end(ui, clip, scroll);
    return rect.height;
}
