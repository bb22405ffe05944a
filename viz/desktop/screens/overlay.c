/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One layer above the screen; the nodes below take no input while a dialog is open. */
#include <math.h>
#include <string.h>

#include "di/language.h"

#include "commands.h"
#include "control.h"
#include "dialog.h"
#include "input_diff.h"
#include "saving.h"
#include "shell.h"

enum { LANGUAGE_ROWS = 24 };

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL, .colour = UI_SECOND};

/* A line that can be chosen. */
static void row(struct ui *ui, const char *id, const char *group, struct di_rect rect,
                const char *text, const char *right, bool is_chosen, struct ui_action action)
{
    const double right_width = ui_width(ui, right, UI_SIZE_SMALL, false);
    if (is_chosen)
        ui_fill(ui, UI_SOFT, rect, 6);
    struct ui_text look = body;
    look.is_bold = is_chosen;
    look.may_shorten = true;
    ui_label(ui,
             (struct di_rect){rect.x + 10, rect.y, rect.width - 30 - right_width, rect.height},
             text, look);
    struct ui_text aside = second;
    aside.align = UI_RIGHT;
    ui_label(ui,
             (struct di_rect){rect.x + rect.width - right_width - 11, rect.y, right_width + 1,
                              rect.height},
             right, aside);
    struct ui_node *node = ui_node(ui, UI_BUTTON, id, rect, text);
    node->group = group;
    node->is_focusable = true;
    node->is_selected = is_chosen;
    node->action = action;
}

#define ROW_HEIGHT 36.0

/* Rows in a scroll area filling `area`. */
struct list {
    struct di_rect area, clip;
    double y;
};

static struct list list_begin(struct ui *ui, struct desk *desk, const char *id,
                              struct di_rect area, double content)
{
    const double offset = *desk_scroll(desk, id);
    struct list list = {.area = area, .clip = ui->clip, .y = area.y - offset};
    (void)ui_scroll_begin(ui, id, area, content, offset);
    return list;
}

static struct di_rect list_next(struct list *list, double height)
{
    const struct di_rect rect = {list->area.x, list->y, list->area.width - 10, height};
    list->y += height;
    return rect;
}

/* ---- the dialogs ---- */

static void commands_dialog(struct ui *ui, struct desk *desk)
{
    size_t count;
    const struct command *all = commands_all(&count);
    struct di_rect area = dialog(ui, 560, 520, tr(ui, N_("All commands")));
    struct ui_node *node =
        field(ui, "commands:filter", (struct di_rect){area.x, area.y, area.width, 34},
              tr(ui, N_("Type to find a command")), desk->command_filter, &desk->edit, false,
              (struct ui_action){ACT_COMMAND_FILTER, 0, NULL});
    node->is_live = true;
    area.y += 42;
    area.height = fmax(area.height - 42, 20);
    size_t shown = 0;
    for (size_t i = 0; i < count; i++)
        shown += commands_match(tr(ui, all[i].name), desk->command_filter);
    struct list list = list_begin(ui, desk, "commands:list", area, (double)shown * ROW_HEIGHT);
    for (size_t i = 0; i < count; i++) {
        const char *name = tr(ui, all[i].name);
        if (!commands_match(name, desk->command_filter))
            continue;
        row(ui, frame_format(ui->frame, "command:%zu", i), "commands",
            list_next(&list, ROW_HEIGHT), name, all[i].keys, false, all[i].action);
    }
    ui_scroll_end(ui, list.clip, -1);
}

static void help_dialog(struct ui *ui, struct desk *desk)
{
    size_t count;
    const struct command *all = commands_all(&count);
    const struct di_rect area = dialog(ui, 640, 640, tr(ui, N_("Help")));
    const char *text =
        tr(ui, N_("Choose a scenario on Home, change what you know better under Assumptions, "
                  "run it, and read the answer on Overview: how many children still live in "
                  "institutions, what goes wrong first, and what would help. Tab moves the "
                  "focus, arrow keys move inside lists and charts, Enter opens, T shows a "
                  "chart as a table, Esc closes."));
    const double wide = area.width - 10;
    const double high = ui_paragraph_height(ui, wide, text, UI_SIZE_BODY, false) + 10;
    struct list list = list_begin(ui, desk, "help:list", area, high + (double)count * 26);
    const struct di_rect intro = list_next(&list, high);
    (void)ui_paragraph(ui, intro.x, intro.y, wide, text, body);
    for (size_t i = 0; i < count; i++) {
        if (all[i].keys[0] == '\0')
            continue;
        const struct di_rect line = list_next(&list, 26);
        struct ui_text look = body;
        look.may_shorten = true;
        ui_label(ui, (struct di_rect){line.x, line.y, 130, 26}, all[i].keys, second);
        ui_label(ui, (struct di_rect){line.x + 140, line.y, line.width - 140, 26},
                 tr(ui, all[i].name), look);
    }
    ui_scroll_end(ui, list.clip, -1);
}

static void documents_dialog(struct ui *ui, struct desk *desk)
{
    const struct session *session = &desk->session;
    const struct di_rect area =
        dialog(ui, 640, 160 + 76 * (double)session->count, tr(ui, N_("Open scenarios")));
    struct list list =
        list_begin(ui, desk, "documents:list", area, 76 * (double)session->count + 44);
    for (size_t i = 0; i < session->count; i++) {
        const struct document *document = session->documents[i];
        const bool is_base = session->baseline == i;
        const struct di_rect line = list_next(&list, ROW_HEIGHT);
        row(ui, frame_format(ui->frame, "document:%zu", i), "documents", line,
            document_name(document, ui->catalogue->language),
            is_base                     ? tr(ui, N_("baseline"))
            : document->results != NULL ? tr(ui, N_("has results"))
                                        : tr(ui, N_("not run yet")),
            session->current == i, (struct ui_action){ACT_CHOOSE_DOCUMENT, (int64_t)i, NULL});
        const struct di_rect under = list_next(&list, 40);
        const struct button_spec buttons[] = {
            {frame_format(ui->frame, "document:%zu:baseline", i),
             is_base ? tr(ui, N_("No baseline")) : tr(ui, N_("Take as baseline")),
             BUTTON_QUIET,
             {ACT_BASELINE, (int64_t)i, NULL},
             false},
            {frame_format(ui->frame, "document:%zu:close", i),
             tr(ui, N_("Close it")),
             BUTTON_QUIET,
             {ACT_CLOSE_DOCUMENT, (int64_t)i, NULL},
             false}};
        (void)button_row(ui, under.x, under.y, under.width, buttons, 2);
    }
    const struct di_rect last = list_next(&list, 44);
    const struct button_spec more[] = {{"documents:duplicate",
                                        tr(ui, N_("Duplicate the scenario")),
                                        BUTTON_PLAIN,
                                        {ACT_DUPLICATE, 0, NULL},
                                        session->count == 0}};
    (void)button_row(ui, last.x, last.y + 6, last.width, more, 1);
    ui_scroll_end(ui, list.clip, -1);
}

static void choices(struct ui *ui, struct desk *desk, const char *title, const char *group,
                    const struct command *rows, size_t count, size_t chosen)
{
    const struct di_rect area = dialog(ui, 420, 90 + ROW_HEIGHT * (double)count, title);
    struct list list = list_begin(ui, desk, group, area, ROW_HEIGHT * (double)count);
    for (size_t i = 0; i < count; i++)
        row(ui, frame_format(ui->frame, "%s:%zu", group, i), group,
            list_next(&list, ROW_HEIGHT), tr(ui, rows[i].name), rows[i].keys, i == chosen,
            rows[i].action);
    ui_scroll_end(ui, list.clip, -1);
}

static void language_dialog(struct ui *ui, struct desk *desk)
{
    static const struct command looks[] = {
        {N_("Colours: light"), "", 0, false, false, {ACT_THEME, DI_THEME_LIGHT, NULL}},
        {N_("Colours: dark"), "", 0, false, false, {ACT_THEME, DI_THEME_DARK, NULL}},
        {N_("Colours: high contrast"),
         "",
         0,
         false,
         false,
         {ACT_THEME, DI_THEME_HIGH_CONTRAST, NULL}},
        {N_("Colours: grey, as printed"),
         "",
         0,
         false,
         false,
         {ACT_THEME, DI_THEME_PRINT_GREY, NULL}},
        {N_("Larger"), "Ctrl++", 0, false, false, {ACT_ZOOM_IN, 0, NULL}},
        {N_("Smaller"), "Ctrl+-", 0, false, false, {ACT_ZOOM_OUT, 0, NULL}},
    };
    struct command rows[LANGUAGE_ROWS + sizeof looks / sizeof looks[0]];
    size_t count = 0, chosen = 0;
    for (; count < di_language_count() && count < LANGUAGE_ROWS; count++) {
        const struct di_language *language = di_language_at(count);
        rows[count] = (struct command){
            .name = language->name, .keys = "", .action = {ACT_LANGUAGE, 0, language->code}};
        if (strcmp(language->code, ui->catalogue->language) == 0)
            chosen = count;
    }
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        rows[count++] = looks[i];
    choices(ui, desk, tr(ui, N_("Language and look")), "language", rows, count, chosen);
}

static void export_dialog(struct ui *ui, struct desk *desk)
{
    static const struct command rows[] = {
        {N_("This chart as a picture (PNG)"), "", 0, false, false, {ACT_EXPORT_PNG, 0, NULL}},
        {N_("This chart for print (PDF)"), "", 0, false, false, {ACT_EXPORT_PDF, 0, NULL}},
        {N_("This chart for editing (SVG)"), "", 0, false, false, {ACT_EXPORT_SVG, 0, NULL}},
        {N_("The chart's data (CSV)"), "", 0, false, false, {ACT_EXPORT_CSV, 0, NULL}},
        {N_("Copy the chart's data"), "Ctrl+C", 0, false, false, {ACT_COPY, 0, NULL}},
        {N_("Where the whole results lie"), "", 0, false, false, {ACT_EXPORT_RESULTS, 0, NULL}},
        {N_("A report"), "Ctrl+P", 0, false, false, {ACT_SCREEN, SCREEN_REPORT, NULL}},
    };
    choices(ui, desk, tr(ui, N_("Export")), "export", rows, sizeof rows / sizeof rows[0],
            SIZE_MAX);
}

static double table_line(struct ui *ui, struct di_rect line, const char *const cells[4],
                         bool is_head)
{
    static const double at[5] = {0, 0.34, 0.62, 0.78, 1};
    struct ui_text look = {.size = UI_SIZE_BODY,
                           .is_bold = is_head,
                           .colour = is_head ? UI_SECOND : UI_TEXT,
                           .may_shorten = true};
    for (size_t c = 0; c < 4; c++) {
        look.align = c >= 2 ? UI_RIGHT : UI_LEFT;
        ui_label(ui,
                 (struct di_rect){line.x + at[c] * line.width + 4, line.y,
                                  (at[c + 1] - at[c]) * line.width - 8, line.height},
                 cells[c] != NULL ? cells[c] : "", look);
    }
    ui_line(ui, UI_RULE, line.x, line.y + line.height, line.x + line.width,
            line.y + line.height);
    return line.height;
}

static void table_dialog(struct ui *ui, struct desk *desk)
{
    const struct chart_view *view = chart_view_find(&desk->charts, desk->table_chart);
    if (view == NULL || !view->has_plan) {
        (void)dialog(ui, 480, 140, tr(ui, N_("There is no chart to show as a table")));
        return;
    }
    size_t rows = 0;
    for (const struct di_hit *hit = view->plan.scene.first_hit; hit != NULL; hit = hit->next)
        rows += hit->row_count;
    const double high = 30;
    struct di_rect area = dialog(ui, 860, 120 + high * (double)rows, view->plan.title);
    static const char *const heads[4] = {N_("What"), N_("Series"), N_("Value"),
                                         N_("90% range")};
    const char *head[4];
    for (size_t c = 0; c < 4; c++)
        head[c] = tr(ui, heads[c]);
    (void)table_line(ui, (struct di_rect){area.x, area.y, area.width - 10, high}, head, true);
    area.y += high;
    area.height = fmax(area.height - high, 20);
    struct list list = list_begin(ui, desk, "table:list", area, high * (double)rows);
    size_t number = 0;
    for (const struct di_hit *hit = view->plan.scene.first_hit; hit != NULL; hit = hit->next)
        for (size_t i = 0; i < hit->row_count; i++) {
            const struct di_rect line = list_next(&list, high);
            const char *const cells[4] = {hit->title, hit->rows[i].label, hit->rows[i].value,
                                          hit->rows[i].range};
            if (line.y + high < area.y || line.y > area.y + area.height)
                number++; /* out of sight: nothing to draw */
            else {
                (void)table_line(ui, line, cells, false);
                struct ui_node *node =
                    ui_node(ui, UI_ROW, frame_format(ui->frame, "table:%zu", number++), line,
                            frame_format(ui->frame, "%s: %s", hit->title, hit->rows[i].label));
                node->value = hit->rows[i].value;
            }
        }
    ui_scroll_end(ui, list.clip, -1);
}

/* The current scenario's inputs beside the baseline's; choosing one opens it. */
static void input_diff_dialog(struct ui *ui, struct desk *desk)
{
    const struct document *base = session_baseline(&desk->session);
    const struct document *own = session_document(&desk->session);
    struct di_rect area = dialog(ui, 860, 150 + input_diff_height(desk),
                                 UI_SAY(ui, N_("Inputs that differ from the baseline: %1"),
                                        di_integer_arg((int64_t)input_diff_count(desk))));
    if (base == NULL || own == NULL)
        return;
    const char *language = ui->catalogue->language;
    const double wide = (area.width - 10) * 0.24;
    const char *names[2] = {document_name(base, language), document_name(own, language)};
    const struct ui_text look = {.size = UI_SIZE_SMALL,
                                 .is_bold = true,
                                 .colour = UI_SECOND,
                                 .align = UI_RIGHT,
                                 .may_shorten = true};
    for (size_t i = 0; i < 2; i++)
        ui_label(ui,
                 (struct di_rect){area.x + area.width - 10 - wide * (2.0 - (double)i), area.y,
                                  wide - 4, 22},
                 names[i], look);
    area.y += 26;
    area.height = fmax(area.height - 26, 20);
    struct list list = list_begin(ui, desk, "diff:list", area, input_diff_height(desk));
    input_diff_rows(ui, desk, area, list.y);
    ui_scroll_end(ui, list.clip, -1);
}

static void open_dialog(struct ui *ui, struct desk *desk)
{
    const char *advice =
        tr(ui, N_("Type or paste a path and press Enter, or drop a file into the window."));
    const double wide = fmin(600, ui->frame->width - 56);
    const double text = ui_paragraph_height(ui, wide, advice, UI_SIZE_SMALL, false);
    const struct di_rect area =
        dialog(ui, 640, 130 + text + 24, tr(ui, N_("Open a file or results folder")));
    struct ui_node *node =
        field(ui, "open:path", (struct di_rect){area.x, area.y, area.width, 36},
              tr(ui, N_("File or folder")), desk->open_path, &desk->edit, false,
              (struct ui_action){ACT_OPEN_TYPE, 0, NULL});
    node->is_live = true;
    node->enter = (struct ui_action){ACT_OPEN_TYPED, 0, NULL};
    (void)ui_paragraph(ui, area.x, area.y + 46, area.width, advice, second);
}

static void message_line(struct ui *ui, struct desk *desk)
{
    const double wide = fmin(560, ui->frame->width - 24);
    const double text = wide - 74;
    const double high =
        fmax(ui_paragraph_height(ui, text, desk->message, UI_SIZE_BODY, false) + 20, 44);
    const struct di_rect box = {ui->frame->width - wide - 12, ui->frame->height - high - 12,
                                wide, high};
    ui->layer = ui->frame->top_layer + 1;
    const unsigned layer = ui->layer;
    ui_fill(ui, UI_TOOLTIP, box, 8);
    ui_icon(ui, UI_TOOLTIP_TEXT, desk->message_is_problem ? "warning" : "check",
            (struct di_rect){box.x + 12, box.y + 12, 18, 18});
    (void)ui_paragraph(ui, box.x + 40, box.y + 10, text, desk->message,
                       (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TOOLTIP_TEXT});
    ui->layer = ui->frame->top_layer; /* it can be read and left, but takes no input */
    struct ui_node *node = ui_node(ui, UI_LABEL, "message", box, desk->message);
    node->value = node->label;
    ui->layer = layer;
}

void overlay_build(struct ui *ui, struct desk *desk)
{
    ui->scroll = -1;
    switch (desk->overlay) {
    case OVERLAY_NONE:
        break;
    case OVERLAY_COMMANDS:
        commands_dialog(ui, desk);
        break;
    case OVERLAY_HELP:
        help_dialog(ui, desk);
        break;
    case OVERLAY_DOCUMENTS:
        documents_dialog(ui, desk);
        break;
    case OVERLAY_LANGUAGE:
        language_dialog(ui, desk);
        break;
    case OVERLAY_EXPORT:
        export_dialog(ui, desk);
        break;
    case OVERLAY_TABLE:
        table_dialog(ui, desk);
        break;
    case OVERLAY_INPUT_DIFF:
        input_diff_dialog(ui, desk);
        break;
    case OVERLAY_SAVE_AS:
        saving_dialog(ui, desk);
        break;
    case OVERLAY_UNSAVED:
        unsaved_dialog(ui, desk);
        break;
    case OVERLAY_OPEN:
        open_dialog(ui, desk);
        break;
    case OVERLAY_MESSAGE:
        break;
    }
    if (desk->message[0] != '\0')
        message_line(ui, desk);
}
