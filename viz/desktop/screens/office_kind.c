/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file holds: proposed with the reason, and changed by one press. */
#include <math.h>
#include <string.h>

#include "office_meaning.h"
#include "office_screen.h"

static const struct ui_text second = {.size = UI_SIZE_SMALL + 1, .colour = UI_SECOND};
static const struct ui_text bold = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

/* ---- shared ---- */

struct ui_node *office_chooser(struct ui *ui, const char *id, struct di_rect rect,
                               const char *label, const char *value, bool is_wrong,
                               struct ui_action action)
{
    ui_fill(ui, UI_PAPER, rect, 6);
    ui_outline(ui, is_wrong ? UI_WORSE : UI_EDGE, rect, 6, is_wrong ? 2 : 1);
    ui_label(ui, (struct di_rect){rect.x + 10, rect.y, rect.width - 38, rect.height}, value,
             (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT, .may_shorten = true});
    ui_icon(ui, UI_SECOND, "down",
            (struct di_rect){rect.x + rect.width - 24, rect.y + rect.height / 2 - 7, 14, 14});
    struct ui_node *node = ui_node(ui, UI_BUTTON, id, rect, label);
    node->value = frame_copy(ui->frame, value);
    node->is_focusable = true;
    node->action = action;
    return node;
}

double office_tabs(struct ui *ui, double x, double y, double width, const char *title,
                   const char *group, const struct tab_spec *specs, size_t count, size_t chosen)
{
    const double high = ui_paragraph(ui, x, y, width, title, bold) + 5;
    return high + tabs(ui, group, x, y + high, width, specs, count, chosen);
}

/* ---- why ---- */

/* Headings of the columns that have a role, "a, b, c". */
static const char *known_headings(struct ui *ui, const struct import_outcome *outcome)
{
    const char *list = "";
    for (size_t f = 0; f < outcome->look_count; f++)
        for (size_t c = 0; c < outcome->looks[f].column_count; c++)
            if (outcome->looks[f].roles[c] != SIZE_MAX)
                list = frame_format(ui->frame, "%s%s%s", list, list[0] != '\0' ? ", " : "",
                                    outcome->looks[f].headings[c]);
    return list;
}

static const char *reason(struct ui *ui, const struct office_state *state,
                          const struct import_outcome *outcome)
{
    const char *known = known_headings(ui, outcome);
    const struct di_argument columns = di_list_arg(known);
    if (state->is_mapping_kept)
        return UI_SAY(
            ui,
            N_("It has the columns of a file that was imported before, and is read as "
               "that one was."),
            columns);
    if (state->kind == IMPORT_KIND_UNKNOWN)
        return tr(ui,
                  N_("Its headings are not those of a table that is known here. Choose what "
                     "it holds, or the row that has the headings."));
    if (state->kind == IMPORT_KIND_VALUES)
        return tr(ui, N_("Its first column names inputs or things of the open scenario."));
    if (state->kind != state->guess.kind)
        return tr(ui, N_("As you chose."));
    if (state->guess.is_of_children && state->second[0] == '\0')
        return tr(ui,
                  N_("It has children and their dates of birth, but no placements: name the "
                     "file of placements too."));
    return known[0] != '\0' ? UI_SAY(ui, N_("Known by its columns: %1."), columns)
                            : tr(ui, N_("Known by columns that are headed by ages or sexes."));
}

/* ---- where it goes ---- */

static double field_row(struct ui *ui, const struct desk *desk, const char *id, double x,
                        double y, double width, const char *label, const char *value,
                        bool is_wrong, struct ui_action action)
{
    const double high = ui_paragraph(ui, x, y, width, label, bold) + 5;
    (void)field(ui, id, (struct di_rect){x, y + high, fmin(width, 150), 34}, label, value,
                &desk->edit, is_wrong, action);
    return high + 34;
}

static const char *year_text(struct ui *ui, int32_t year)
{
    return year != 0 ? frame_format(ui->frame, "%d", (int)year) : "";
}

/* Years side by side where they fit. */
static double years(struct ui *ui, const struct desk *desk, double x, double y, double width)
{
    const struct import_choices *choices = &desk->office->choices;
    const struct {
        const char *id, *label;
        int32_t year;
        enum office_field field;
        bool is_needed;
    } fields[] = {
        {"import:from", tr(ui, N_("First whole year observed")), choices->from, OFFICE_FROM,
         true},
        {"import:to", tr(ui, N_("Last whole year observed")), choices->to, OFFICE_TO, true},
        {"import:start", tr(ui, N_("Starts on 1 January of")), choices->start, OFFICE_START,
         false}};
    const struct flow_slot slots[] = {{.weight = 1, .narrowest = 180, .height = 62},
                                      {.weight = 1, .narrowest = 180, .height = 62},
                                      {.weight = 1, .narrowest = 180, .height = 62}};
    struct di_rect at[3];
    const double high = flow_place(slots, 3, x, y, width, 0, UI_GAP, at);
    for (size_t i = 0; i < 3; i++)
        (void)field_row(ui, desk, fields[i].id, at[i].x, at[i].y, at[i].width, fields[i].label,
                        year_text(ui, fields[i].year),
                        fields[i].is_needed && fields[i].year == 0,
                        (struct ui_action){ACT_IMPORT_CHOICE, fields[i].field, NULL});
    return high +
           ui_paragraph(
               ui, x, y + high + 4, width,
               tr(ui, N_("Left empty, the scenario starts after the last year "
                         "observed. A start before it gives targets for calibration.")),
               second) +
           4;
}

static double second_file(struct ui *ui, const struct desk *desk, double x, double y,
                          double width)
{
    const struct office_state *state = desk->office;
    const char *label = state->guess.is_of_children
                            ? tr(ui, N_("File of their placements"))
                            : tr(ui, N_("File of the children, if they have one of their own"));
    const double high = ui_paragraph(ui, x, y, width, label, bold) + 5;
    const char *browse = tr(ui, N_("Choose..."));
    const double wide = button_width(ui, browse);
    (void)field(ui, "import:second", (struct di_rect){x, y + high, width - wide - 10, 34},
                label, state->second, &desk->edit,
                state->guess.is_of_children && state->second[0] == '\0',
                (struct ui_action){ACT_IMPORT_SECOND, 0, NULL});
    (void)button(ui, "import:choose-second",
                 (struct di_rect){x + width - wide, y + high, wide, 34}, browse, BUTTON_PLAIN,
                 (struct ui_action){ACT_IMPORT_CHOOSE, 1, NULL});
    return high + 34;
}

static double own_name(struct ui *ui, const struct desk *desk, double x, double y, double width)
{
    const struct import_choices *choices = &desk->office->choices;
    const struct flow_slot slots[] = {{.weight = 1, .narrowest = 180, .height = 62},
                                      {.weight = 2, .narrowest = 260, .height = 62}};
    struct di_rect at[2];
    const double high = flow_place(slots, 2, x, y, width, 0, UI_GAP, at);
    (void)field_row(ui, desk, "import:start", at[0].x, at[0].y, at[0].width,
                    tr(ui, N_("Starts on 1 January of")), year_text(ui, choices->start),
                    choices->start == 0,
                    (struct ui_action){ACT_IMPORT_CHOICE, OFFICE_START, NULL});
    (void)field_row(ui, desk, "import:name", at[1].x, at[1].y, at[1].width,
                    tr(ui, N_("Its id; empty: by the file's name")), choices->name, false,
                    (struct ui_action){ACT_IMPORT_CHOICE, OFFICE_NAME, NULL});
    return high;
}

static double target(struct ui *ui, const struct desk *desk, double x, double y, double width)
{
    const struct document *document = session_document(&desk->session);
    const bool may_complete = office_may_complete(desk);
    const bool is_own = desk->office->choices.is_own;
    const struct tab_spec own = {
        "import:own", tr(ui, N_("A scenario of its own")), {ACT_IMPORT_OWN, 1, NULL}};
    struct tab_spec specs[2] = {own, own};
    if (may_complete)
        specs[0] = (struct tab_spec){"import:onto",
                                     tr(ui, N_("A part of the open scenario")),
                                     {ACT_IMPORT_OWN, 0, NULL}};
    double used = office_tabs(ui, x, y, width, tr(ui, N_("What it becomes")), "target", specs,
                              may_complete ? 2 : 1, may_complete && is_own ? 1 : 0);
    if (!is_own && may_complete)
        used += 6 + ui_paragraph(ui, x, y + used + 6, width,
                                 document_name(document, ui->catalogue->language), second);
    if (is_own)
        used += 10 + own_name(ui, desk, x, y + used + 10, width);
    return used;
}

double office_kind_card(struct ui *ui, const struct desk *desk, double x, double y,
                        double width)
{
    static const enum import_kind kinds[] = {IMPORT_KIND_INSTITUTIONS, IMPORT_KIND_STOCK,
                                             IMPORT_KIND_WORKFORCE, IMPORT_KIND_EPISODES,
                                             IMPORT_KIND_VALUES};
    enum { KINDS = sizeof kinds / sizeof kinds[0] };
    const struct office_state *state = desk->office;
    const struct import_outcome *outcome = office_outcome(state);
    struct tab_spec specs[KINDS];
    size_t chosen = KINDS;
    const char *title = tr(ui, N_("2. What the file holds"));
    const struct open_card card = card_open(ui, "card:kind", x, y, width, title);
    const struct di_rect in = card.inside;
    double used = card_heading(ui, in, title, NULL);
    for (size_t k = 0; k < KINDS; k++) {
        specs[k] = (struct tab_spec){frame_format(ui->frame, "import:kind:%zu", k),
                                     tr(ui, office_kind_name(kinds[k])),
                                     {ACT_IMPORT_KIND, kinds[k], NULL}};
        chosen = kinds[k] == state->kind ? k : chosen;
    }
    used += tabs(ui, "kind", in.x, in.y + used, in.width, specs, KINDS, chosen) + 8;
    if (outcome != NULL && outcome->look_count > 0) {
        const char *why = reason(ui, state, outcome);
        const double at = in.y + used;
        used += ui_paragraph(ui, in.x, at, in.width, why, second);
        struct ui_node *node = ui_node(ui, UI_LABEL, "import:reason",
                                       (struct di_rect){in.x, at, in.width, 18}, why);
        node->value = node->label;
    }
    if (import_kind_completes(state->kind))
        used += 14 + target(ui, desk, in.x, in.y + used + 14, in.width);
    if (state->kind == IMPORT_KIND_EPISODES) {
        used += 14 + years(ui, desk, in.x, in.y + used + 14, in.width);
        used += 12 + second_file(ui, desk, in.x, in.y + used + 12, in.width);
        used +=
            6 + check_box(ui, "import:english", in.x, in.y + used + 6, in.width,
                          tr(ui, N_("The English return on children looked after (SSDA903)")),
                          state->choices.is_english,
                          (struct ui_action){ACT_IMPORT_ENGLISH, 0, NULL})
                    ->rect.height;
    }
    return card_close(ui, &card, used);
}
