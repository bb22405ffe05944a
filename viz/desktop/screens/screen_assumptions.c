/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assumptions: topics, the table of inputs, and the chosen one in detail. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "input_detail.h"
#include "input_filter.h"
#include "input_text.h"
#include "multiply.h"
#include "screen.h"

#define ROW_HEIGHT 46.0 /* of two lines; the least */
#define ROW_PAD 10.0
#define HEAD_HEIGHT 34.0

/* ---- topics ---- */

#define TOPICS_MAX 24

static size_t list_topics(const struct document *document, char topics[TOPICS_MAX][64])
{
    size_t count = 0;
    for (size_t i = 0; i < document->now.count; i++) {
        const char *start = document->now.items[i].pointer + 1;
        const int length = (int)strcspn(start, "/");
        bool is_known = false;
        for (size_t t = 0; t < count; t++)
            is_known = is_known || (strncmp(topics[t], start, (size_t)length) == 0 &&
                                    topics[t][length] == '\0');
        if (is_known || count == TOPICS_MAX)
            continue;
        char name[64];
        (void)snprintf(name, sizeof name, "%.*s", length, start);
        size_t at = count++;
        for (; at > 0 && input_topic_rank(topics[at - 1]) > input_topic_rank(name); at--)
            memcpy(topics[at], topics[at - 1], sizeof topics[at]);
        memcpy(topics[at], name, sizeof name);
    }
    return count;
}

static void topic_row(struct ui *ui, const struct desk *desk, const char *topic,
                      const char *name, struct di_rect rect)
{
    const bool is_chosen = strcmp(desk->topic, topic) == 0;
    if (is_chosen)
        ui_fill(ui, UI_SOFT, rect, 6);
    (void)ui_paragraph(ui, rect.x + 10, rect.y + 8, rect.width - 16, name,
                       (struct ui_text){.size = UI_SIZE_BODY,
                                        .is_bold = is_chosen,
                                        .colour = is_chosen ? UI_ACCENT : UI_TEXT});
    struct ui_node *node =
        ui_node(ui, UI_TAB, frame_format(ui->frame, "topic:%s", topic), rect, name);
    node->group = "topics";
    node->is_focusable = true;
    node->is_selected = is_chosen;
    node->action = (struct ui_action){ACT_TOPIC, 0, frame_copy(ui->frame, topic)};
}

static void topic_tree(struct ui *ui, struct desk *desk, const struct document *document,
                       struct di_rect rect)
{
    char topics[TOPICS_MAX][64];
    const size_t count = list_topics(document, topics);
    const struct di_rect inside =
        rect_inset(card(ui, "card:topics", rect, tr(ui, N_("Topics"))), -8);
    double high[TOPICS_MAX + 1], content = 0;
    for (size_t i = 0; i <= count; i++) {
        const char *name = i == 0 ? tr(ui, N_("All inputs")) : input_topic(ui, topics[i - 1]);
        high[i] = fmax(ui_paragraph_height(ui, inside.width - 26, name, UI_SIZE_BODY,
                                           i == 0 ? desk->topic[0] == '\0'
                                                  : strcmp(desk->topic, topics[i - 1]) == 0) +
                           16,
                       34);
        content += high[i];
    }
    const struct di_rect clip = ui->clip;
    const int scroll = ui->scroll;
    const double offset = *desk_scroll(desk, "topics");
    (void)ui_scroll_begin(ui, "topics", inside, content, offset);
    double y = inside.y - offset;
    for (size_t i = 0; i <= count; i++) {
        topic_row(ui, desk, i == 0 ? "" : topics[i - 1],
                  i == 0 ? tr(ui, N_("All inputs")) : input_topic(ui, topics[i - 1]),
                  (struct di_rect){inside.x, y, inside.width - 10, high[i]});
        y += high[i];
    }
    ui_scroll_end(ui, clip, scroll);
}

static double topic_tabs(struct ui *ui, const struct desk *desk,
                         const struct document *document, double x, double y, double width)
{
    char topics[TOPICS_MAX][64];
    struct tab_spec specs[TOPICS_MAX + 1];
    const size_t count = list_topics(document, topics);
    size_t chosen = 0;
    for (size_t i = 0; i <= count; i++) {
        const char *topic = i == 0 ? "" : frame_copy(ui->frame, topics[i - 1]);
        specs[i] = (struct tab_spec){frame_format(ui->frame, "topic:%s", topic),
                                     i == 0 ? tr(ui, N_("All inputs")) : input_topic(ui, topic),
                                     {ACT_TOPIC, 0, topic}};
        chosen = strcmp(topic, desk->topic) == 0 ? i : chosen;
    }
    return tabs(ui, "topics", x, y, width, specs, count + 1, chosen);
}

/* ---- table ---- */

struct columns {
    double name, value, unit, range, source, mark; /* widths; 0: not shown, the unit below */
};

static struct columns columns_for(struct ui *ui, double width)
{
    struct columns c = {.value = 124, .mark = input_mark_width(ui) + 16};
    if (width >= 700) {
        c.unit = 130;
        c.range = 110;
    }
    if (width >= 860)
        c.source = 150;
    c.name = width - c.value - c.unit - c.range - c.source - c.mark - 24;
    return c;
}

static void cell(struct ui *ui, double *x, double width, double y, double height,
                 const char *text, struct ui_text look)
{
    if (width > 0)
        ui_label(ui, (struct di_rect){*x + 4, y, width - 8, height}, text, look);
    *x += width;
}

static void table_head(struct ui *ui, struct di_rect rect, const struct columns *columns)
{
    const struct ui_text look = {
        .size = UI_SIZE_SMALL, .is_bold = true, .colour = UI_SECOND, .may_shorten = true};
    struct ui_text right = look;
    right.align = UI_RIGHT;
    double x = rect.x + 20;
    cell(ui, &x, columns->name, rect.y, rect.height, tr(ui, N_("Input")), look);
    cell(ui, &x, columns->value, rect.y, rect.height, tr(ui, N_("Value")), right);
    cell(ui, &x, columns->unit, rect.y, rect.height, tr(ui, N_("Unit")), look);
    cell(ui, &x, columns->range, rect.y, rect.height, tr(ui, N_("Low–high")), right);
    cell(ui, &x, columns->source, rect.y, rect.height, tr(ui, N_("Source")), look);
    cell(ui, &x, columns->mark, rect.y, rect.height, tr(ui, N_("Mark")), look);
    ui_line(ui, UI_EDGE, rect.x, rect.y + rect.height, rect.x + rect.width,
            rect.y + rect.height);
}

/* What stands in one row of the table, wrapped where it is wider than its column: a name that
 * is cut tells its first words only, which many inputs share. */
struct row_text {
    const char *name, *owner, *value, *unit;
    struct ui_text value_look; /* numbers are bold, words are not */
    double name_height, value_height, height;
};

static const struct ui_text name_look = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text owner_look = {.size = UI_SIZE_SMALL, .colour = UI_SECOND};
static const struct ui_text unit_look = {
    .size = UI_SIZE_SMALL, .align = UI_RIGHT, .colour = UI_SECOND};

static double text_height(struct ui *ui, double width, const char *text, struct ui_text look)
{
    return ui_paragraph_height(ui, width, text, look.size, look.is_bold);
}

/* A narrow table has its units below the values: what an input is called needs the width. */
static struct row_text row_text(struct ui *ui, const struct document *document,
                                const struct di_scenario_input *input,
                                const struct columns *columns)
{
    struct row_text text = {.name = input_name(ui, input),
                            .owner = input_owner(ui, input),
                            .value = input_dated_value(ui, input),
                            .unit = input_unit(ui, document, input)};
    const bool is_word = input->kind == DI_INPUT_CHOICE || input->kind == DI_INPUT_FLAG;
    text.value_look = (struct ui_text){.size = is_word ? UI_SIZE_SMALL : UI_SIZE_BODY,
                                       .align = UI_RIGHT,
                                       .is_bold = !is_word,
                                       .colour = UI_TEXT};
    text.name_height = text_height(ui, columns->name - 8, text.name, name_look);
    text.value_height = text_height(ui, columns->value - 8, text.value, text.value_look);
    const double left =
        text.name_height + text_height(ui, columns->name - 8, text.owner, owner_look);
    const double right =
        text.value_height +
        (columns->unit > 0 ? 0 : text_height(ui, columns->value - 8, text.unit, unit_look));
    text.height = fmax(fmax(left, right) + ROW_PAD, ROW_HEIGHT);
    return text;
}

/* Two texts below each other, centred in the row's height. */
static void stacked(struct ui *ui, double x, double width, struct di_rect rect,
                    const char *above, struct ui_text above_look, double above_height,
                    const char *below, struct ui_text below_look)
{
    const double high = above_height + text_height(ui, width, below, below_look);
    const double y = rect.y + (rect.height - high) / 2;
    (void)ui_paragraph(ui, x, y, width, above, above_look);
    (void)ui_paragraph(ui, x, y + above_height, width, below, below_look);
}

static void row_node(struct ui *ui, const struct di_scenario_input *input,
                     const struct row_text *text, struct di_rect rect, bool is_chosen)
{
    struct ui_node *node = ui_node(
        ui, UI_ROW, frame_format(ui->frame, "input:%s", input->pointer), rect, text->name);
    node->value = text->value;
    node->hint = frame_format(ui->frame, "%s\n%s\n%s", text->name, text->owner, input->source);
    node->group = "inputs";
    node->is_focusable = true;
    node->is_selected = is_chosen;
    node->action =
        (struct ui_action){ACT_SELECT_INPUT, 0, frame_copy(ui->frame, input->pointer)};
}

static void table_row(struct ui *ui, const struct desk *desk, const struct document *document,
                      const struct di_scenario_input *input, const struct row_text *text,
                      struct di_rect rect, const struct columns *columns)
{
    const bool is_changed = edits_touch(&document->edits, input->pointer);
    const bool is_chosen = strcmp(desk->input, input->pointer) == 0;
    if (is_chosen)
        ui_fill(ui, UI_SOFT, rect, 0);
    if (is_changed)
        ui_fill(ui, UI_ACCENT, (struct di_rect){rect.x + 8, rect.y + rect.height / 2 - 4, 8, 8},
                4);
    double x = rect.x + 20;
    stacked(ui, x + 4, columns->name - 8, rect, text->name, name_look, text->name_height,
            text->owner, owner_look);
    x += columns->name;
    stacked(ui, x + 4, columns->value - 8, rect, text->value, text->value_look,
            text->value_height, columns->unit > 0 ? "" : text->unit, unit_look);
    x += columns->value;
    struct ui_text small = {.size = UI_SIZE_SMALL, .colour = UI_SECOND, .may_shorten = true};
    cell(ui, &x, columns->unit, rect.y, rect.height, text->unit, small);
    struct ui_text range = small;
    range.align = UI_RIGHT;
    cell(ui, &x, columns->range, rect.y, rect.height, input_range(ui, input), range);
    cell(ui, &x, columns->source, rect.y, rect.height, input->source, small);
    small.colour = is_changed ? UI_ACCENT : UI_SECOND;
    cell(ui, &x, columns->mark, rect.y, rect.height, input_mark(ui, input, is_changed), small);
    ui_line(ui, UI_RULE, rect.x, rect.y + rect.height, rect.x + rect.width,
            rect.y + rect.height);
    row_node(ui, input, text, rect, is_chosen);
}

/* The wanted inputs of one topic from y down; returns where they end. */
static double topic_rows(struct ui *ui, const struct desk *desk,
                         const struct document *document, const char *topic,
                         struct di_rect area, double y, const struct columns *columns)
{
    for (size_t i = 0; i < document->now.count; i++) {
        const struct di_scenario_input *input = &document->now.items[i];
        if (!input_is_of_topic(input, topic) || !input_is_wanted(ui, desk, document, input))
            continue;
        const struct row_text text = row_text(ui, document, input, columns);
        /* two rows beyond each edge, so that arrow keys find their neighbours */
        if (y > area.y - 3 * ROW_HEIGHT && y < area.y + area.height + 2 * ROW_HEIGHT)
            table_row(ui, desk, document, input, &text,
                      (struct di_rect){area.x, y, area.width - 10, text.height}, columns);
        y += text.height;
    }
    return y;
}

static void table(struct ui *ui, struct desk *desk, const struct document *document,
                  struct di_rect rect)
{
    const struct columns columns = columns_for(ui, rect.width - 10);
    table_head(ui, (struct di_rect){rect.x, rect.y, rect.width, HEAD_HEIGHT}, &columns);
    const struct di_rect area = {rect.x, rect.y + HEAD_HEIGHT, rect.width,
                                 fmax(rect.height - HEAD_HEIGHT, ROW_HEIGHT)};
    size_t wanted = 0;
    for (size_t i = 0; i < document->now.count; i++)
        wanted += input_is_wanted(ui, desk, document, &document->now.items[i]);
    const struct di_rect clip = ui->clip;
    const int scroll = ui->scroll;
    const double offset = *desk_scroll(desk, "inputs");
    (void)ui_scroll_begin(ui, "inputs", area, 0, offset);
    const int own = ui->scroll;
    char topics[TOPICS_MAX][64];
    const size_t topic_count = list_topics(document, topics);
    double y = area.y - offset;
    for (size_t t = 0; t < topic_count; t++)
        y = topic_rows(ui, desk, document, topics[t], area, y, &columns);
    ui->frame->scrolls[own].content = y + offset - area.y;
    ui_scroll_end(ui, clip, scroll);
    if (wanted == 0)
        (void)ui_paragraph(
            ui, area.x + 20, area.y + 16, area.width - 40,
            desk->only_changed && desk->search[0] == '\0'
                ? tr(ui, N_("This scenario equals its base. Change a value to begin."))
                : tr(ui, N_("No input matches. Try another word or another topic.")),
            (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND});
}

static double toolbar(struct ui *ui, struct desk *desk, const struct document *document,
                      double x, double y, double width)
{
    const size_t edits = edits_count(&document->edits);
    const double search = fmin(width, fmax(220, width * 0.35));
    ui_icon(ui, UI_SECOND, "search", (struct di_rect){x + search - 28, y + 8, 18, 18});
    struct ui_node *node =
        field(ui, "inputs:search", (struct di_rect){x, y, search, 34}, tr(ui, N_("Search")),
              desk->search[0] == '\0' && strcmp(desk->edit.node, "inputs:search") != 0
                  ? tr(ui, N_("Search inputs  Ctrl+F"))
                  : desk->search,
              &desk->edit, false, (struct ui_action){ACT_SEARCH, 0, NULL});
    node->is_live = true;
    node->value = desk->search;
    const struct button_spec buttons[] = {
        {"inputs:changed",
         desk->only_changed ? tr(ui, N_("Show all"))
                            : UI_SAY(ui, N_("Changed: %1"), di_integer_arg((int64_t)edits)),
         BUTTON_PLAIN,
         {ACT_ONLY_CHANGED, 0, NULL},
         false},
        {"inputs:undo",
         tr(ui, N_("Undo")),
         BUTTON_PLAIN,
         {ACT_UNDO, 0, NULL},
         document->edits.at == 0},
        {"inputs:redo",
         tr(ui, N_("Redo")),
         BUTTON_PLAIN,
         {ACT_REDO, 0, NULL},
         document->edits.at + 1 >= document->edits.count},
        {"inputs:save", tr(ui, N_("Save")), BUTTON_PLAIN, {ACT_SAVE, 0, NULL}, edits == 0},
        {"inputs:multiply",
         tr(ui, N_("Multiply all shown")),
         BUTTON_PLAIN,
         {ACT_OVERLAY, OVERLAY_MULTIPLY, NULL},
         multiply_count(ui, desk) < 2}};
    const double left = width - search - 10;
    if (left >= 420)
        return fmax(button_row(ui, x + search + 10, y, left, buttons, 5), 34);
    return 42 + button_row(ui, x, y + 42, width, buttons, 5);
}

double screen_assumptions(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct document *document = session_document(&desk->session);
    double height = 0;
    if (!screen_has_scenario(ui, desk, area, &height))
        return height;
    const bool has_tree = area.width >= 1040;
    const bool is_beside = area.width >= 760;
    double y = area.y;
    y += toolbar(ui, desk, document, area.x, y, area.width) + 12;
    if (!has_tree)
        y += topic_tabs(ui, desk, document, area.x, y, area.width) + 12;
    const double room = fmax(area.height - (y - area.y), is_beside ? 420 : 320);
    const double tree = has_tree ? 210 : 0,
                 detail = is_beside ? fmin(area.width * (has_tree ? 0.31 : 0.36), 400) : 0;
    if (has_tree)
        topic_tree(ui, desk, document, (struct di_rect){area.x, y, tree, room});
    const double left = area.x + tree + (has_tree ? UI_GAP : 0);
    const double wide = area.x + area.width - left - (is_beside ? detail + UI_GAP : 0);
    const struct di_rect list = {left, y, wide, room};
    const struct di_rect inside =
        rect_inset(card(ui, "card:inputs", list, tr(ui, N_("Inputs"))), 0);
    table(ui, desk, document,
          (struct di_rect){list.x + 1, list.y + 4, list.width - 2, list.height - 8});
    (void)inside;
    if (is_beside) {
        input_detail(ui, desk, (struct di_rect){area.x + area.width - detail, y, detail, room},
                     true);
        return y + room - area.y;
    }
    y += room + UI_GAP;
    return y - area.y +
           input_detail(ui, desk, (struct di_rect){area.x, y, area.width, 0}, false);
}
