/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of the scenario, in plain words, before anything is taken. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/language.h"
#include "di/path.h"

#include "office_meaning.h"
#include "office_screen.h"

enum { LISTED_MAX = 60, CHANGES_SHOWN = 12 };

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 1, .colour = UI_SECOND};

/* ---- before and after ---- */

struct comparing {
    struct ui *ui;
    struct di_rect in;
    double y;
    bool has_before, is_changed;
};

static const char *number(struct ui *ui, double value)
{
    const bool is_whole = fabs(value - round(value)) < 0.05;
    return ui_number(ui, value, is_whole ? 0 : 1);
}

static void line(struct comparing *c, const char *id, const char *text, double before,
                 double after, bool is_indented)
{
    struct ui *ui = c->ui;
    const double wide = fmin(90, c->in.width * 0.22);
    const double right = c->in.x + c->in.width;
    const bool is_same = !(fabs(after - before) > 1e-9) || (isnan(before) && isnan(after));
    const bool is_changed = c->has_before && !is_same;
    const double indent = is_indented ? 14 : 0;
    const double room = c->in.width - wide * (c->has_before ? 2 : 1) - 26 - indent;
    const double high = fmax(ui_paragraph_height(ui, room, text, UI_SIZE_BODY, false) + 8, 28);
    struct ui_text look = {.size = UI_SIZE_BODY,
                           .is_bold = is_changed || !c->has_before,
                           .colour = is_changed || !c->has_before ? UI_TEXT : UI_SECOND,
                           .align = UI_RIGHT};
    struct ui_text plain = body;
    plain.colour = is_changed || !c->has_before ? UI_TEXT : UI_SECOND;
    (void)ui_paragraph(ui, c->in.x + indent, c->y + 4, room, text, plain);
    const char *now = number(ui, after);
    ui_label(ui, (struct di_rect){right - wide, c->y, wide, 28}, now, look);
    if (c->has_before) {
        look.is_bold = false;
        look.colour = UI_SECOND;
        ui_label(ui, (struct di_rect){right - 2 * wide - 18, c->y, wide, 28},
                 number(ui, before), look);
        if (is_changed)
            ui_icon(ui, UI_SECOND, "right",
                    (struct di_rect){right - wide - 13, c->y + 8, 12, 12});
    }
    struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "result:%s", id),
                                   (struct di_rect){c->in.x, c->y, c->in.width, high}, text);
    node->value =
        c->has_before ? frame_format(ui->frame, "%s > %s", number(ui, before), now) : now;
    c->y += high;
    ui_line(ui, UI_RULE, c->in.x, c->y - 1, right, c->y - 1);
    c->is_changed = c->is_changed || is_changed;
}

/* What the kind of table is about, and else what changes. */
static void count_line(struct comparing *c, const char *id, const char *text, double before,
                       double after, bool is_about)
{
    const bool is_changed = fabs(after - before) > 1e-9;
    if (after > 0 || before > 0)
        if (is_about || is_changed || !c->has_before)
            line(c, id, text, before, after, false);
}

/* The first ones of a list, and how many follow. */
static void change_lines(struct comparing *c, const char *group,
                         const struct import_changes *changes)
{
    const size_t most = c->has_before ? CHANGES_SHOWN : changes->count;
    for (size_t i = 0; i < changes->count && i < most; i++) {
        const struct import_change *change = &changes->items[i];
        line(c, frame_format(c->ui->frame, "%s:%s", group, change->line->id),
             di_language_pick(c->ui->catalogue->language, change->line->name_en,
                              change->line->name_ru),
             change->before, change->after, true);
    }
    if (changes->count > most)
        c->y += 4 + ui_paragraph(c->ui, c->in.x + 14, c->y + 4, c->in.width - 14,
                                 UI_SAY(c->ui, N_("And %1 more."),
                                        di_integer_arg((int64_t)(changes->count - most))),
                                 second);
}

static void heads(struct comparing *c)
{
    struct ui *ui = c->ui;
    const double wide = fmin(90, c->in.width * 0.22);
    const double right = c->in.x + c->in.width;
    const struct ui_text look = {.size = UI_SIZE_SMALL,
                                 .is_bold = true,
                                 .colour = UI_SECOND,
                                 .align = UI_RIGHT,
                                 .may_shorten = true};
    if (!c->has_before)
        return;
    ui_label(ui, (struct di_rect){right - 2 * wide - 18, c->y, wide, 22}, tr(ui, N_("now")),
             look);
    ui_label(ui, (struct di_rect){right - wide, c->y, wide, 22}, tr(ui, N_("then")), look);
    c->y += 24;
}

static double compare(struct ui *ui, const struct import_outcome *outcome, struct di_rect in)
{
    const struct import_summary *before = &outcome->before, *after = &outcome->after;
    struct comparing c = {.ui = ui, .in = in, .y = in.y, .has_before = before->is_known};
    heads(&c);
    const enum import_kind kind = outcome->kind;
    count_line(&c, "regions", tr(ui, N_("Regions")), before->regions, after->regions, false);
    count_line(&c, "institutions", tr(ui, N_("Institutions and group homes")),
               before->institutions, after->institutions, kind == IMPORT_KIND_INSTITUTIONS);
    count_line(&c, "places", tr(ui, N_("Their places")), before->places, after->places,
               kind == IMPORT_KIND_INSTITUTIONS);
    if (c.has_before)
        change_lines(&c, "places", &outcome->homes);
    count_line(&c, "teams", tr(ui, N_("Teams of workers")), before->teams, after->teams,
               kind == IMPORT_KIND_WORKFORCE);
    count_line(&c, "workers", tr(ui, N_("Workers, full-time")), before->workers, after->workers,
               kind == IMPORT_KIND_WORKFORCE);
    if (c.has_before)
        change_lines(&c, "workers", &outcome->staff);
    count_line(&c, "children", tr(ui, N_("Children in care on the first day")),
               before->children, after->children, kind != IMPORT_KIND_WORKFORCE);
    change_lines(&c, "children", &outcome->settings);
    if (!c.is_changed && c.has_before)
        c.y += 8 + ui_paragraph(ui, in.x, c.y + 8, in.width,
                                tr(ui, N_("The numbers stay as they are: the scenario says the "
                                          "same already.")),
                                second);
    return c.y - in.y;
}

/* ---- how far it got ---- */

static const char *asks(struct ui *ui, const struct office_state *state)
{
    if (state->kind == IMPORT_KIND_EPISODES)
        return tr(ui, N_("Say the first and the last whole year that the file observes, above. "
                         "The scenario starts not later than the year after the last."));
    return tr(ui, N_("Say the year on whose 1 January the scenario starts."));
}

static const char *read_words(struct ui *ui, const struct import_outcome *outcome)
{
    if (outcome->episodes == NULL)
        return NULL;
    return UI_SAY(ui, N_("%1 {%1|row|rows} read, of %2 {%2|child|children}."),
                  di_integer_arg((int64_t)di_episodes_rows(outcome->episodes)),
                  di_integer_arg((int64_t)di_episodes_children(outcome->episodes)));
}

static double busy_line(struct ui *ui, const struct desk *desk, struct di_rect in)
{
    double seconds;
    const enum import_phase phase = import_job_phase(desk->office->running, &seconds);
    const char *text = phase == IMPORT_LOOKING   ? tr(ui, N_("Looking at the headings..."))
                       : phase == IMPORT_READING ? tr(ui, N_("Reading the rows..."))
                                                 : tr(ui, N_("Working out what changes..."));
    const char *stop = tr(ui, N_("Stop"));
    const double wide = button_width(ui, stop);
    (void)ui_paragraph(ui, in.x, in.y + 8, in.width - wide - 10, text, second);
    (void)button(ui, "import:stop",
                 (struct di_rect){in.x + in.width - wide, in.y, wide, UI_BUTTON_HEIGHT}, stop,
                 BUTTON_PLAIN, (struct ui_action){ACT_CANCEL, 0, NULL});
    return UI_BUTTON_HEIGHT + 8;
}

static double stopped_line(struct ui *ui, struct di_rect in)
{
    const char *again = tr(ui, N_("Read again"));
    const double wide = button_width(ui, again);
    (void)ui_paragraph(ui, in.x, in.y + 8, in.width - wide - 10,
                       tr(ui, N_("Stopped before the end: nothing can be taken.")), second);
    (void)button(ui, "import:read",
                 (struct di_rect){in.x + in.width - wide, in.y, wide, UI_BUTTON_HEIGHT}, again,
                 BUTTON_PLAIN, (struct ui_action){ACT_IMPORT_READ, 0, NULL});
    return UI_BUTTON_HEIGHT + 8;
}

static double take_buttons(struct ui *ui, const struct desk *desk, bool is_ready,
                           struct di_rect in)
{
    const struct office_state *state = desk->office;
    const bool is_own = state->choices.is_own || state->kind == IMPORT_KIND_EPISODES;
    const struct button_spec buttons[] = {
        {"import:take",
         is_own ? tr(ui, N_("Open it as a scenario")) : tr(ui, N_("Take it into the scenario")),
         BUTTON_MAIN,
         {ACT_IMPORT_TAKE, 0, NULL},
         !is_ready},
        {"import:clear",
         tr(ui, N_("Put the file away")),
         BUTTON_PLAIN,
         {ACT_IMPORT_CLEAR, 0, NULL},
         false}};
    return button_row(ui, in.x, in.y, in.width, buttons, 2);
}

static double status(struct ui *ui, const struct office_state *state,
                     const struct import_outcome *outcome, struct di_rect in)
{
    const bool is_refused = outcome->end == IMPORT_REFUSED || outcome->end == IMPORT_NOT_OPENED;
    const char *text =
        state->is_taken ? tr(ui, N_("Taken. Undo takes it back."))
        : is_refused    ? tr(ui, N_("Nothing can be taken before the problems below "
                                       "are settled."))
        : outcome->end == IMPORT_ASKS   ? asks(ui, state)
        : outcome->end == IMPORT_LOOKED ? tr(ui, N_("Choose what the file holds."))
                                        : read_words(ui, outcome);
    if (text == NULL)
        return 0;
    const double high = ui_paragraph(
        ui, in.x, in.y, in.width, text,
        (struct ui_text){.size = UI_SIZE_BODY,
                         .colour = is_refused && !state->is_taken ? UI_WORSE : UI_SECOND});
    struct ui_node *node = ui_node(ui, UI_LABEL, "import:status",
                                   (struct di_rect){in.x, in.y, in.width, high}, text);
    node->value = node->label;
    return high + 10;
}

double office_result_card(struct ui *ui, const struct desk *desk, double x, double y,
                          double width)
{
    const struct office_state *state = desk->office;
    const struct import_outcome *outcome = office_outcome(state);
    const bool is_current = outcome != NULL && outcome->kind == state->kind;
    const bool is_read = is_current && outcome->end == IMPORT_READ;
    const bool is_own = state->choices.is_own || state->kind == IMPORT_KIND_EPISODES;
    const char *title = is_own ? tr(ui, N_("The scenario that it makes"))
                               : tr(ui, N_("What changes in the open scenario"));
    const struct open_card card = card_open(ui, "card:result", x, y, width, title);
    struct di_rect in = card.inside;
    const double top = in.y;
    in.y += card_heading(ui, in, title, NULL);
    if (state->running != NULL)
        in.y += busy_line(ui, desk, in);
    else if (state->is_stopped)
        in.y += stopped_line(ui, in);
    const bool is_settled = state->running == NULL && !state->is_stopped;
    if (is_current && is_settled)
        in.y += status(ui, state, outcome, in);
    if (is_read && !state->is_stopped)
        in.y += compare(ui, outcome, in) + 16;
    in.y += take_buttons(ui, desk, is_read && is_settled && !state->is_taken, in);
    return card_close(ui, &card, in.y - top);
}

/* ---- problems ---- */

/* Where it is: in the mapping file, in one of two files, or in the file. */
static const char *problem_words(struct ui *ui, const struct di_diagnostic *problem,
                                 bool has_two)
{
    char *text = di_message_text(&problem->message, ui->catalogue);
    const struct di_argument row = di_integer_arg(problem->line);
    const struct di_argument what = di_list_arg(text != NULL ? text : "");
    const char *words = problem->line == 0 ? frame_copy(ui->frame, text != NULL ? text : "")
                        : strcmp(problem->file, DI_OFFICE_MAPPING_TEXT) == 0
                            ? UI_SAY(ui, N_("In the mapping file: %1"), what)
                        : has_two ? UI_SAY(ui, N_("%3, row %1: %2"), row, what,
                                           di_text_arg(di_path_name(problem->file)))
                                  : UI_SAY(ui, N_("Row %1: %2"), row, what);
    free(text);
    return words;
}

double office_problems_card(struct ui *ui, const struct desk *desk, double x, double y,
                            double width)
{
    const struct import_outcome *outcome = office_outcome(desk->office);
    const size_t count = outcome != NULL ? outcome->problems.errors : 0;
    if (count == 0)
        return 0;
    const char *title = UI_SAY(ui, N_("Problems: %1"), di_integer_arg((int64_t)count));
    const struct open_card card = card_open(ui, "card:problems", x, y, width, title);
    const struct di_rect in = card.inside;
    double used = card_heading(ui, in, title, NULL);
    size_t shown = 0;
    for (size_t i = 0; i < outcome->problems.count && shown < LISTED_MAX; i++) {
        if (outcome->problems.items[i].severity != DI_SEVERITY_ERROR)
            continue;
        const char *words =
            problem_words(ui, &outcome->problems.items[i], outcome->look_count > 1);
        const double at = in.y + used;
        ui_icon(ui, UI_WORSE, "warning", (struct di_rect){in.x, at + 1, 16, 16});
        const double high = ui_paragraph(ui, in.x + 24, at, in.width - 24, words, body);
        struct ui_node *node =
            ui_node(ui, UI_LABEL, frame_format(ui->frame, "problem:%zu", shown++),
                    (struct di_rect){in.x, at, in.width, high}, words);
        node->value = node->label;
        used += high + 8;
    }
    if (count > shown)
        used += ui_paragraph(
                    ui, in.x, in.y + used, in.width,
                    UI_SAY(ui, N_("And %1 more."), di_integer_arg((int64_t)(count - shown))),
                    second) +
                8;
    return card_close(ui, &card, used - 8) + UI_GAP;
}

/* ---- findings ---- */

struct finding_list {
    struct ui *ui;
    struct di_rect in;
    double used;
    bool warnings; /* these now, the others after them */
    size_t shown;
};

static void show_finding(void *context, const struct di_quality_note *note)
{
    struct finding_list *list = context;
    struct ui *ui = list->ui;
    if (note->is_warning != list->warnings || list->shown >= LISTED_MAX)
        return;
    char *text = di_message_text(note->message, ui->catalogue);
    const char *words = text == NULL ? "" : frame_copy(ui->frame, text);
    free(text);
    const double at = list->in.y + list->used;
    if (note->is_warning)
        ui_icon(ui, UI_WORSE, "warning", (struct di_rect){list->in.x, at + 1, 16, 16});
    else
        ui_fill(ui, UI_SECOND, (struct di_rect){list->in.x + 6, at + 7, 5, 5}, 2.5);
    const double high = ui_paragraph(ui, list->in.x + 24, at, list->in.width - 24, words, body);
    struct ui_node *node =
        ui_node(ui, UI_LABEL, frame_format(ui->frame, "finding:%zu:%s", list->shown, note->id),
                (struct di_rect){list->in.x, at, list->in.width, high}, words);
    node->value = node->label;
    list->used += high + 8;
    list->shown++;
}

double office_findings_card(struct ui *ui, const struct desk *desk, double x, double y,
                            double width)
{
    const struct import_outcome *outcome = office_outcome(desk->office);
    const struct di_data_quality *quality =
        outcome != NULL && outcome->end == IMPORT_READ ? import_job_quality(outcome) : NULL;
    if (quality == NULL || di_data_quality_findings(quality) == 0)
        return 0;
    const char *title = UI_SAY(ui, N_("To know before using it: %1"),
                               di_integer_arg((int64_t)di_data_quality_findings(quality)));
    const struct open_card card = card_open(ui, "card:findings", x, y, width, title);
    struct finding_list list = {.ui = ui, .in = card.inside, .warnings = true};
    list.used = card_heading(ui, list.in, title, NULL);
    di_data_quality_each(quality, show_finding, &list);
    list.warnings = false;
    di_data_quality_each(quality, show_finding, &list);
    return card_close(ui, &card, list.used - 8) + UI_GAP;
}
