/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Home: what is open, what was opened lately, and what there is to start from. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "di/language.h"
#include "di/path.h"
#include "di/wall_clock.h"

#include "screen.h"

#define CARD_HEIGHT 66.0

/* Line of children in institutions, from zero. */
static void spark(struct ui *ui, struct di_rect rect, const double *values, uint32_t count)
{
    double highest = 0;
    for (uint32_t i = 0; i < count; i++)
        highest = fmax(highest, values[i]);
    if (count < 2 || !(highest > 0))
        return;
    struct di_point *points = DI_ARENA_NEW(&ui->frame->arena, count, struct di_point);
    if (points == NULL)
        return;
    for (uint32_t i = 0; i < count; i++)
        points[i] = (struct di_point){rect.x + rect.width * (double)i / (double)(count - 1),
                                      rect.y + rect.height * (1 - values[i] / highest)};
    ui_line(ui, UI_RULE, rect.x, rect.y + rect.height, rect.x + rect.width,
            rect.y + rect.height);
    ui_polyline(ui, UI_SERIES, points, count, 2, rect);
}

static const char *spark_text(struct ui *ui, const struct shelf_item *item)
{
    return UI_SAY(ui, N_("in institutions at the end: %1"),
                  di_text_arg(ui_number(ui, item->spark[item->spark_count - 1], 0)));
}

/* When it was opened, or "". */
static const char *date_text(struct ui *ui, const struct shelf_item *item)
{
    int day[3];
    if (item->opened == 0 || !di_wall_clock_day_of(item->opened, day))
        return "";
    return UI_SAY(ui, N_("%1-%2-%3"), di_text_arg(frame_format(ui->frame, "%04d", day[0])),
                  di_text_arg(frame_format(ui->frame, "%02d", day[1])),
                  di_text_arg(frame_format(ui->frame, "%02d", day[2])));
}

static bool is_baseline(const struct session *session, const char *path)
{
    if (session->baseline >= session->count)
        return false;
    const struct document *base = session->documents[session->baseline];
    return strcmp(base->path, path) == 0 ||
           (base->folder != NULL && strcmp(base->folder, path) == 0);
}

/* What the words of a card need. */
static double item_height(struct ui *ui, const struct shelf_item *item, double width)
{
    const bool has_spark = item->spark_count > 1;
    const double text = width - 32 - (has_spark ? 90 : 0);
    return ui_paragraph_height(
               ui, text,
               di_language_pick(ui->catalogue->language, item->name_en, item->name_ru), 14.5,
               true) +
           46 + (item->opened != 0 ? 20 : 0) +
           (has_spark
                ? ui_paragraph_height(ui, text, spark_text(ui, item), UI_SIZE_SMALL, false)
                : 0);
}

/* Of the scenario that others are compared with, in the card's lower right corner. */
static void baseline_badge(struct ui *ui, struct di_rect card)
{
    const char *badge = tr(ui, N_("baseline"));
    const double wide = ui_width(ui, badge, UI_SIZE_TINY, true) + 16;
    const struct di_rect pill = {card.x + card.width - 16 - wide, card.y + card.height - 26,
                                 wide, 18};
    ui_fill(ui, UI_SOFT, pill, 9);
    ui_label(
        ui, pill, badge,
        (struct ui_text){
            .size = UI_SIZE_TINY, .is_bold = true, .colour = UI_ACCENT, .align = UI_CENTRE});
}

static void item_card(struct ui *ui, const struct session *session, const char *id,
                      struct di_rect rect, const struct shelf_item *item,
                      struct ui_action action)
{
    const bool is_base = item->opened != 0 && is_baseline(session, item->path);
    const char *name = di_language_pick(ui->catalogue->language, item->name_en, item->name_ru);
    const bool has_spark = item->spark_count > 1;
    const double text = rect.width - 32 - (has_spark ? 90 : 0);
    ui_fill(ui, UI_PAPER, rect, 8);
    ui_outline(ui, UI_LINE, rect, 8, 1);
    double high =
        ui_paragraph(ui, rect.x + 16, rect.y + 12, text, name,
                     (struct ui_text){.size = 14.5, .is_bold = true, .colour = UI_TEXT});
    ui_label(ui, (struct di_rect){rect.x + 16, rect.y + 14 + high, text, 18},
             di_path_name(item->path),
             (struct ui_text){.size = UI_SIZE_SMALL, .colour = UI_SECOND, .may_shorten = true});
    if (item->opened != 0) {
        high += 20;
        ui_label(
            ui, (struct di_rect){rect.x + 16, rect.y + 14 + high, text, 18},
            date_text(ui, item),
            (struct ui_text){.size = UI_SIZE_SMALL, .colour = UI_SECOND, .may_shorten = true});
    }
    if (is_base)
        baseline_badge(ui, rect);
    if (has_spark) {
        spark(ui, (struct di_rect){rect.x + rect.width - 94, rect.y + 22, 78, rect.height - 48},
              item->spark, item->spark_count);
        (void)ui_paragraph(ui, rect.x + 16, rect.y + 34 + high, text, spark_text(ui, item),
                           (struct ui_text){.size = UI_SIZE_SMALL, .colour = UI_SECOND});
    }
    struct ui_node *node = ui_node(ui, UI_BUTTON, id, rect, name);
    node->is_focusable = true;
    node->hint = frame_copy(ui->frame, item->path);
    node->value = is_base ? tr(ui, N_("baseline")) : NULL;
    node->action = action;
}

/* Cards of equal size, as many in a line as fit. */
static double cards(struct ui *ui, const struct session *session, double x, double y,
                    double width, const char *prefix, const struct shelf_item *items,
                    size_t count)
{
    const double narrowest = 250;
    const double per_line = fmax(floor((width + UI_GAP) / (narrowest + UI_GAP)), 1);
    const double wide = (width - UI_GAP * (per_line - 1)) / per_line;
    double tallest = CARD_HEIGHT;
    for (size_t i = 0; i < count; i++)
        tallest = fmax(tallest, item_height(ui, &items[i], wide));
    for (size_t i = 0; i < count; i++) {
        const double column = fmod((double)i, per_line), line = floor((double)i / per_line);
        item_card(ui, session, frame_format(ui->frame, "%s:%zu", prefix, i),
                  (struct di_rect){x + column * (wide + UI_GAP), y + line * (tallest + UI_GAP),
                                   wide, tallest},
                  &items[i],
                  (struct ui_action){ACT_OPEN, 0, frame_copy(ui->frame, items[i].path)});
    }
    const double lines = ceil((double)count / per_line);
    return lines > 0 ? lines * (tallest + UI_GAP) - UI_GAP : 0;
}

static double heading(struct ui *ui, double x, double y, double width, const char *text)
{
    return 8 + ui_paragraph(
                   ui, x, y, width, text,
                   (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_TEXT});
}

static double recover_card(struct ui *ui, const struct desk *desk, double x, double y,
                           double width)
{
    const struct button_spec buttons[] = {{"home:recover",
                                           tr(ui, N_("Bring them back")),
                                           BUTTON_MAIN,
                                           {ACT_RECOVER, 0, NULL},
                                           false},
                                          {"home:discard",
                                           tr(ui, N_("Forget them")),
                                           BUTTON_PLAIN,
                                           {ACT_DISCARD, 0, NULL},
                                           false}};
    if (desk->session.recoverable == 0)
        return 0;
    return screen_empty(
               ui, (struct di_rect){x, y, width, 0}, tr(ui, N_("Unsaved changes")),
               UI_SAY(ui,
                      N_("Kept from the last session: %1 changed {%1|value|values} that "
                         "no file holds."),
                      di_integer_arg((int64_t)desk->session.recoverable)),
               buttons, 2) +
           UI_GAP;
}

static size_t topic_end(const struct shelf *shelf, size_t from)
{
    size_t end = from + 1;
    while (end < shelf->template_count &&
           strcmp(shelf->templates[end].topic, shelf->templates[from].topic) == 0)
        end++;
    return end;
}

static const char *topic_title(const char *topic)
{
    if (strcmp(topic, "demo") == 0)
        return N_("The sample country: as it is today, and plans for it");
    if (strcmp(topic, "countries") == 0)
        return N_("Countries, from published data");
    return N_("Tutorial: one idea a step");
}

double screen_home(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct shelf *shelf = &desk->session.shelf;
    double y = area.y;
    y += recover_card(ui, desk, area.x, y, area.width);
    if (shelf->recent_count == 0)
        y += ui_paragraph(ui, area.x, y, area.width,
                          tr(ui, N_("Start with the sample country (2 minutes) or import your "
                                    "register.")),
                          (struct ui_text){.size = 15, .colour = UI_TEXT}) +
             12;
    const struct button_spec buttons[] = {{"home:open",
                                           tr(ui, N_("Open a file or results folder")),
                                           BUTTON_PLAIN,
                                           {ACT_OPEN_DIALOG, 0, NULL},
                                           false},
                                          {"home:import",
                                           tr(ui, N_("Import data")),
                                           BUTTON_PLAIN,
                                           {ACT_SCREEN, SCREEN_IMPORT, NULL},
                                           false},
                                          {"home:duplicate",
                                           tr(ui, N_("Duplicate the scenario")),
                                           BUTTON_PLAIN,
                                           {ACT_DUPLICATE, 0, NULL},
                                           desk->session.count == 0}};
    y += button_row(ui, area.x, y, area.width, buttons, 3) + 20;
    if (shelf->recent_count > 0) {
        y += heading(ui, area.x, y, area.width, tr(ui, N_("Opened lately")));
        y += cards(ui, &desk->session, area.x, y, area.width, "recent", shelf->recent,
                   shelf->recent_count) +
             20;
    }
    for (size_t from = 0; from < shelf->template_count;) {
        const size_t end = topic_end(shelf, from);
        y += heading(ui, area.x, y, area.width,
                     tr(ui, topic_title(shelf->templates[from].topic)));
        y += cards(ui, &desk->session, area.x, y, area.width,
                   frame_format(ui->frame, "template:%s", shelf->templates[from].topic),
                   &shelf->templates[from], end - from) +
             20;
        from = end;
    }
    return y - area.y;
}
