/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assumptions: topics, the table of inputs, and the chosen one in detail. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "input_detail.h"
#include "input_text.h"
#include "screen.h"

#define ROW_HEIGHT 46.0
#define HEAD_HEIGHT 34.0

/* ---- which inputs ---- */

static bool is_of_topic(const struct di_scenario_input *input, const char *topic)
{
    const size_t length = strlen(topic);
    return length == 0 ||
           (strncmp(input->pointer + 1, topic, length) == 0 &&
            (input->pointer[length + 1] == '/' || input->pointer[length + 1] == '\0'));
}

static bool is_wanted(struct ui *ui, const struct desk *desk, const struct document *document,
                      const struct di_scenario_input *input)
{
    char text[1100];
    if (!is_of_topic(input, desk->topic))
        return false;
    if (desk->only_changed && !edits_touch(&document->edits, input->pointer))
        return false;
    if (desk->search[0] == '\0')
        return true;
    (void)snprintf(text, sizeof text, "%s %s %s", tr(ui, input->text), input_owner(ui, input),
                   input->pointer);
    return commands_match(text, desk->search);
}

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
    double name, value, unit, range, source, mark; /* widths; 0: not shown */
};

static struct columns columns_for(struct ui *ui, double width)
{
    struct columns c = {.value = 112, .mark = input_mark_width(ui) + 16};
    if (width >= 430)
        c.unit = width >= 700 ? 130 : 96;
    if (width >= 700)
        c.range = 110;
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

static void table_row(struct ui *ui, const struct desk *desk, const struct document *document,
                      const struct di_scenario_input *input, struct di_rect rect,
                      const struct columns *columns)
{
    const bool is_changed = edits_touch(&document->edits, input->pointer);
    const bool is_chosen = strcmp(desk->input, input->pointer) == 0;
    const char *name = input_name(ui, input);
    const char *value = input_dated_value(ui, input);
    const struct ui_text plain = {.size = UI_SIZE_BODY, .colour = UI_TEXT, .may_shorten = true};
    struct ui_text small = {.size = UI_SIZE_SMALL, .colour = UI_SECOND, .may_shorten = true};
    if (is_chosen)
        ui_fill(ui, UI_SOFT, rect, 0);
    if (is_changed)
        ui_fill(ui, UI_ACCENT, (struct di_rect){rect.x + 8, rect.y + rect.height / 2 - 4, 8, 8},
                4);
    double x = rect.x + 20;
    const char *owner = input_owner(ui, input);
    const double line = owner[0] != '\0' ? 20 : rect.height - 8;
    ui_label(ui, (struct di_rect){x + 4, rect.y + 4, columns->name - 8, line}, name, plain);
    if (owner[0] != '\0')
        ui_label(ui, (struct di_rect){x + 4, rect.y + 24, columns->name - 8, 17}, owner, small);
    x += columns->name;
    struct ui_text number = plain;
    number.align = UI_RIGHT;
    number.is_bold = true;
    cell(ui, &x, columns->value, rect.y, rect.height, value, number);
    cell(ui, &x, columns->unit, rect.y, rect.height, input_unit(ui, document, input), small);
    struct ui_text range = small;
    range.align = UI_RIGHT;
    cell(ui, &x, columns->range, rect.y, rect.height, input_range(ui, input), range);
    cell(ui, &x, columns->source, rect.y, rect.height, input->source, small);
    struct ui_text mark = small;
    mark.colour = is_changed ? UI_ACCENT : UI_SECOND;
    cell(ui, &x, columns->mark, rect.y, rect.height, input_mark(ui, input, is_changed), mark);
    ui_line(ui, UI_RULE, rect.x, rect.y + rect.height, rect.x + rect.width,
            rect.y + rect.height);
    struct ui_node *node =
        ui_node(ui, UI_ROW, frame_format(ui->frame, "input:%s", input->pointer), rect, name);
    node->value = value;
    node->hint =
        frame_format(ui->frame, "%s\n%s\n%s", name, input_owner(ui, input), input->source);
    node->group = "inputs";
    node->is_focusable = true;
    node->is_selected = is_chosen;
    node->action =
        (struct ui_action){ACT_SELECT_INPUT, 0, frame_copy(ui->frame, input->pointer)};
}

/* The wanted inputs of one topic from y down; returns where they end. */
static double topic_rows(struct ui *ui, const struct desk *desk,
                         const struct document *document, const char *topic,
                         struct di_rect area, double y, const struct columns *columns)
{
    for (size_t i = 0; i < document->now.count; i++) {
        const struct di_scenario_input *input = &document->now.items[i];
        if (!is_of_topic(input, topic) || !is_wanted(ui, desk, document, input))
            continue;
        /* two rows beyond each edge, so that arrow keys find their neighbours */
        if (y > area.y - 3 * ROW_HEIGHT && y < area.y + area.height + 2 * ROW_HEIGHT)
            table_row(ui, desk, document, input,
                      (struct di_rect){area.x, y, area.width - 10, ROW_HEIGHT}, columns);
        y += ROW_HEIGHT;
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
        wanted += is_wanted(ui, desk, document, &document->now.items[i]);
    const struct di_rect clip = ui->clip;
    const int scroll = ui->scroll;
    const double offset = *desk_scroll(desk, "inputs");
    (void)ui_scroll_begin(ui, "inputs", area, (double)wanted * ROW_HEIGHT, offset);
    char topics[TOPICS_MAX][64];
    const size_t topic_count = list_topics(document, topics);
    double y = area.y - offset;
    for (size_t t = 0; t < topic_count; t++)
        y = topic_rows(ui, desk, document, topics[t], area, y, &columns);
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
    const size_t edits = edits_now(&document->edits)->count;
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
        {"inputs:save", tr(ui, N_("Save")), BUTTON_PLAIN, {ACT_SAVE, 0, NULL}, edits == 0}};
    const double left = width - search - 10;
    if (left >= 420)
        return fmax(button_row(ui, x + search + 10, y, left, buttons, 4), 34);
    return 42 + button_row(ui, x, y + 42, width, buttons, 4);
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
                 detail = is_beside ? fmin(area.width * 0.36, 400) : 0;
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
