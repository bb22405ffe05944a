/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One child: whose life to look at, the life as a picture, and in words. */
#include <math.h>

#include "di/life_story.h"

#include "life_state.h"
#include "screen.h"

enum { SENTENCES_MOST = 250 };

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};

/* ---- whom to choose ---- */

static const char *child_name(struct ui *ui, const struct document *document,
                              const struct life_child *child)
{
    char year[12];
    const struct di_argument born = di_year_arg(di_date_year(child->birth_civil_day), year);
    const struct di_argument region = di_text_arg(di_names_text(
        &document->results->names, "regions", child->origin, ui->catalogue->language));
    return child->is_girl ? UI_SAY(ui, N_("Girl born in %1, %2"), born, region)
                          : UI_SAY(ui, N_("Boy born in %1, %2"), born, region);
}

/* What the child is in the list for. */
static const char *child_value(struct ui *ui, const struct life_child *child,
                               enum life_list list)
{
    if (list == LIFE_WAITED)
        return UI_SAY(ui, N_("%1 {%1|day|days}"),
                      di_counted_arg(ui_number(ui, child->waited, 0), llround(child->waited)));
    if (list == LIFE_CAME_BACK)
        return UI_SAY(ui, N_("%1 {%1|return|returns}"), di_integer_arg(child->returns));
    return UI_SAY(ui, N_("%1 {%1|move|moves}"), di_integer_arg(child->moves));
}

static double child_row(struct ui *ui, const struct document *document,
                        const struct life_child *child, enum life_list list, size_t number,
                        bool is_chosen, struct di_rect at)
{
    const char *name = child_name(ui, document, child);
    const char *value = child_value(ui, child, list);
    const double wide = ui_width(ui, value, UI_SIZE_BODY, true) + 4;
    const double words = at.width - wide - 28;
    const double high = ui_paragraph_height(ui, words, name, UI_SIZE_BODY, is_chosen) + 14;
    const struct di_rect rect = {at.x, at.y, at.width, high};
    struct ui_text look = body;
    look.is_bold = is_chosen;
    if (is_chosen)
        ui_fill(ui, UI_SOFT, rect, 0);
    (void)ui_paragraph(ui, at.x + 8, at.y + 7, words, name, look);
    ui_label(ui, (struct di_rect){at.x + at.width - wide - 8, at.y, wide, high}, value,
             (struct ui_text){
                 .size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT, .align = UI_RIGHT});
    ui_line(ui, UI_RULE, at.x, at.y + high, at.x + at.width, at.y + high);
    struct ui_node *node =
        ui_node(ui, UI_ROW, frame_format(ui->frame, "life:child:%zu", number), rect, name);
    node->value = value;
    node->group = "life:children";
    node->is_focusable = true;
    node->is_selected = is_chosen;
    node->action = (struct ui_action){ACT_LIFE_CHILD, (int64_t)number, NULL};
    return high;
}

static double children(struct ui *ui, const struct desk *desk, const struct life_set *set,
                       enum life_list list, double x, double y, double width)
{
    static const char *const heads[LIFE_LISTS] = {
        N_("Waited longest for a family or home"), N_("Came back into care"),
        N_("With brothers and sisters, most moves first"), N_("Moved most often")};
    const struct document *document = session_document(&desk->session);
    const char *title = tr(ui, heads[list]);
    const struct open_card card = card_open(ui, "card:children", x, y, width, title);
    double used = card_heading(ui, card.inside, title, NULL);
    if (set->list_count[list] == 0)
        used += ui_paragraph(ui, card.inside.x, card.inside.y + used, card.inside.width,
                             tr(ui, N_("No child of this run.")), second);
    for (size_t i = 0; i < set->list_count[list]; i++)
        used += child_row(
            ui, document, &set->children[set->list[list][i]], list, i,
            (int)i == desk->life_child,
            (struct di_rect){card.inside.x, card.inside.y + used, card.inside.width, 0});
    return card_close(ui, &card, used);
}

/* ---- the life in words ---- */

struct telling {
    struct ui *ui;
    double x, y, width;
    size_t count;
};

static void tell(void *context, const struct di_message *message)
{
    struct telling *telling = context;
    if (telling->count++ >= SENTENCES_MOST)
        return;
    const char *sentence = ui_message(telling->ui, message);
    const double high =
        ui_paragraph(telling->ui, telling->x, telling->y, telling->width, sentence, body);
    (void)ui_node(telling->ui, UI_LABEL,
                  frame_format(telling->ui->frame, "life:told:%zu", telling->count - 1),
                  (struct di_rect){telling->x, telling->y, telling->width, high}, sentence);
    telling->y += high + 5;
}

static double words(struct ui *ui, const struct document *document,
                    const struct life_child *child, double x, double y, double width)
{
    const char *title = tr(ui, N_("This life in words"));
    const struct open_card card = card_open(ui, "card:life", x, y, width, title);
    struct telling telling = {.ui = ui, .x = card.inside.x, .width = card.inside.width};
    struct di_life_story story = {.names = &document->results->names,
                                  .catalogue = ui->catalogue,
                                  .tell = tell,
                                  .context = &telling};
    struct di_message who;
    telling.y = card.inside.y + card_heading(ui, card.inside, title, NULL);
    if (child->row_count > 0) {
        di_life_person(&story, &child->rows[0], &who);
        tell(&telling, &who);
        telling.y += 6;
    }
    for (size_t i = 0; i < child->row_count; i++)
        di_life_event(&story, &child->rows[i]);
    di_life_end(&story, document->results->results->last_civil_day);
    if (telling.count > SENTENCES_MOST)
        telling.y += ui_paragraph(
            ui, telling.x, telling.y, telling.width,
            UI_SAY(ui, N_("The first %1 of %2 sentences; 'homeward explain' tells them all."),
                   di_integer_arg(SENTENCES_MOST), di_integer_arg((int64_t)telling.count)),
            second);
    return card_close(ui, &card, telling.y - card.inside.y);
}

static double life(struct ui *ui, struct desk *desk, const struct life_child *child, double x,
                   double y, double width)
{
    const struct document *document = session_document(&desk->session);
    const struct di_rect rect = {x, y, width, 400};
    struct di_chart_request request;
    screen_chart_request(ui, desk, DI_CHART_LIFE, &request);
    request.child = child->id;
    (void)card(ui, "card:timeline", rect, tr(ui, di_chart_kind_name(DI_CHART_LIFE)));
    struct ui_node *node = chart_view(ui, &desk->charts, "life:timeline", rect_inset(rect, 5),
                                      &request, desk->theme, document->revision);
    node->value = frame_copy(ui->frame, child->id);
    return rect.height + UI_GAP +
           words(ui, document, child, x, y + rect.height + UI_GAP, width);
}

/* ---- the screen ---- */

static double nothing(struct ui *ui, const struct life_state *state, struct di_rect area)
{
    double seconds;
    const bool has_failed = state != NULL && state->job != NULL &&
                            life_job_phase(state->job, &seconds) == LIFE_FAILED &&
                            life_job_error(state->job)->message.id != NULL;
    return screen_empty(
        ui, area, tr(ui, N_("No child to follow")),
        has_failed
            ? ui_message(ui, &life_job_error(state->job)->message)
            : tr(ui, N_("These results have no trace. 'homeward run SCENARIO --trace --out "
                        "FOLDER' writes one: open that folder to follow invented children "
                        "through their lives. No child in Homeward is real.")),
        NULL, 0);
}

static double reading(struct ui *ui, struct di_rect area, double seconds)
{
    return screen_empty(ui, area, tr(ui, N_("Reading the trace")),
                        UI_SAY(ui, N_("Looking for lives worth telling: %1 s so far."),
                               di_text_arg(ui_number(ui, seconds, 0))),
                        NULL, 0);
}

double screen_life(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct life_state *state = desk->lives;
    double height = 0, seconds = 0;
    if (!screen_has_results(ui, desk, area, &height))
        return height;
    const enum life_phase phase = state != NULL && state->job != NULL
                                      ? life_job_phase(state->job, &seconds)
                                      : LIFE_FAILED;
    if (phase == LIFE_FAILED)
        return nothing(ui, state, area);
    if (phase != LIFE_DONE || !state->has_table)
        return reading(ui, area, seconds);
    const struct life_set *set = life_job_set(state->job);
    const struct tab_spec specs[LIFE_LISTS] = {
        {"life:waited", tr(ui, N_("Longest wait")), {ACT_TAB, LIFE_WAITED, NULL}},
        {"life:back", tr(ui, N_("Came back")), {ACT_TAB, LIFE_CAME_BACK, NULL}},
        {"life:siblings", tr(ui, N_("Brothers and sisters")), {ACT_TAB, LIFE_SIBLINGS, NULL}},
        {"life:moved", tr(ui, N_("Most moves")), {ACT_TAB, LIFE_MOVED, NULL}}};
    const enum life_list list = (enum life_list)desk->tab[SCREEN_LIFE];
    double y = area.y +
               tabs(ui, "life", area.x, area.y, area.width, specs, LIFE_LISTS, (size_t)list) +
               10;
    const bool is_beside = area.width >= 760;
    const double left = is_beside ? fmin(0.34 * area.width, 380) : area.width;
    const double first = children(ui, desk, set, list, area.x, y, left);
    if (set->list_count[list] == 0)
        return y + first - area.y;
    const size_t chosen =
        (size_t)desk->life_child < set->list_count[list] ? (size_t)desk->life_child : 0;
    const double x = is_beside ? area.x + left + UI_GAP : area.x;
    const double top = is_beside ? y : y + first + UI_GAP;
    const double told = life(ui, desk, &set->children[set->list[list][chosen]], x, top,
                             is_beside ? area.width - left - UI_GAP : area.width);
    return fmax(y + first, top + told) - area.y;
}
