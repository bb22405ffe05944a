/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Navigation 208 wide with names, 56 with icons alone below 1200. The header stays while the
 * page scrolls, but on very low windows scrolls with it.
 */
#include "shell.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "control.h"
#include "screen.h"

#define NAV_WIDE 208.0
#define NAV_NARROW 56.0
#define ENTRY_HEIGHT 40.0

static const struct ui_text nav_text = {.size = 14, .colour = UI_NAV_TEXT};

static void nav_entry(struct ui *ui, const struct desk *desk, enum screen_id screen,
                      struct di_rect rect, bool is_wide)
{
    const bool is_chosen = desk->screen == screen;
    const char *name = tr(ui, screen_name(screen));
    if (is_chosen) {
        ui_fill(ui, UI_NAV_CHOSEN, rect, 0);
        ui_fill(ui, UI_NAV_MARK, (struct di_rect){rect.x, rect.y, 3, rect.height}, 0);
    }
    ui_icon(
        ui, UI_NAV_TEXT, screen_key(screen),
        (struct di_rect){rect.x + (is_wide ? 23 : 19), rect.y + rect.height / 2 - 9, 18, 18});
    if (is_wide) {
        struct ui_text look = nav_text;
        look.is_bold = is_chosen;
        ui_label(ui, (struct di_rect){rect.x + 54, rect.y, rect.width - 60, rect.height}, name,
                 look);
    }
    struct ui_node *node =
        ui_node(ui, UI_NAV, frame_format(ui->frame, "nav:%s", screen_key(screen)), rect, name);
    node->group = "nav";
    node->is_focusable = true;
    node->is_selected = is_chosen;
    node->hint = is_wide ? NULL : node->label;
    node->action = (struct ui_action){ACT_SCREEN, screen, NULL};
}

static void nav_foot(struct ui *ui, const struct desk *desk, double height)
{
    const struct ui_text dim = {.size = UI_SIZE_SMALL, .colour = UI_NAV_DIM};
    const char *saved = desk->session.saved_at;
    if (saved[0] != '\0')
        ui_label(ui, (struct di_rect){24, height - 62, NAV_WIDE - 32, 18},
                 UI_SAY(ui, N_("Autosaved %1"), di_text_arg(saved)), dim);
    ui_label(ui, (struct di_rect){24, height - 40, NAV_WIDE - 32, 18},
             tr(ui, N_("F1 Help   Ctrl+K Commands")), dim);
}

static double navigation(struct ui *ui, struct desk *desk, double width, double height)
{
    const bool is_wide = width >= 1200;
    const double wide = is_wide ? NAV_WIDE : NAV_NARROW;
    const double top = is_wide ? 86 : 12, foot = is_wide ? 70 : 8;
    static const bool gap_before[SCREENS] = {[SCREEN_OVERVIEW] = true, [SCREEN_IMPORT] = true};
    ui->pane = UI_PANE_NAV;
    ui_fill(ui, UI_NAV_GROUND, (struct di_rect){0, 0, wide, height}, 0);
    if (is_wide) {
        ui_label(ui, (struct di_rect){24, 24, wide - 32, 22}, "Homeward",
                 (struct ui_text){.size = 16, .is_bold = true, .colour = UI_NAV_TEXT});
        (void)ui_paragraph(ui, 24, 46, wide - 32, tr(ui, N_("Care reform planner")),
                           (struct ui_text){.size = UI_SIZE_SMALL, .colour = UI_NAV_DIM});
        nav_foot(ui, desk, height);
    }
    const struct di_rect clip = ui->clip;
    const struct di_rect area = {0, top, wide, fmax(height - top - foot, 40)};
    const double content = SCREENS * ENTRY_HEIGHT + 26;
    const double offset = *desk_scroll(desk, "nav");
    (void)ui_scroll_begin(ui, "nav", area, content, offset);
    double y = top - offset;
    for (int screen = 0; screen < SCREENS; screen++) {
        if (gap_before[screen]) {
            ui_line(ui, UI_NAV_CHOSEN, is_wide ? 24 : 12, y + 6, wide - (is_wide ? 24 : 12),
                    y + 6);
            y += 13;
        }
        nav_entry(ui, desk, (enum screen_id)screen, (struct di_rect){0, y, wide, ENTRY_HEIGHT},
                  is_wide);
        y += ENTRY_HEIGHT;
    }
    ui_scroll_end(ui, clip, -1);
    return wide;
}

/* ---- header ---- */

static const char *header_title(struct ui *ui, const struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    if (document == NULL || desk->screen == SCREEN_HOME || desk->screen == SCREEN_COMPARE ||
        desk->screen == SCREEN_IMPORT)
        return tr(ui, screen_name(desk->screen));
    return document_name(document, ui->catalogue->language);
}

/* What the numbers of a screen are, by whether inputs were drawn too. */
static const char *const medians[2] = {
    N_("runs: %1, seed %2 · median and 90%% range: chance only"),
    N_("runs: %1, seed %2 · median and 90%% range: chance and inputs")};
static const char *const means[2] = {
    N_("runs: %1, seed %2 · means of the runs: chance only"),
    N_("runs: %1, seed %2 · means of the runs: chance and inputs")};
static const char *const means_and_ranges[2] = {
    N_("runs: %1, seed %2 · means, 90%% ranges; whiskers: 95%% interval of a mean · chance "
       "only"),
    N_("runs: %1, seed %2 · means, 90%% ranges; whiskers: 95%% interval of a mean · chance and "
       "inputs")};

/* How many futures, and what their ranges hold: cards say only what differs from this. */
static const char *runs_words(struct ui *ui, const struct di_results *results,
                              enum screen_id screen)
{
    const struct di_argument runs = di_integer_arg(results->replications);
    const struct di_argument seed = di_integer_arg((int64_t)results->seed);
    const char *const *words = screen == SCREEN_PATHWAYS || screen == SCREEN_CAPACITY ? means
                               : screen == SCREEN_COSTS ? means_and_ranges
                                                        : medians;
    if (strcmp(results->method, "cohort") == 0)
        return tr(ui, N_("expected numbers, without chance"));
    if (!di_results_has_ranges(results))
        return UI_SAY(ui, N_("one run, seed %2: no range"), runs, seed);
    return UI_SAY(ui, words[results->uncertain_inputs > 0], runs, seed);
}

/* Of what all scenarios have in common, or that they have not. */
static const char *compare_words(struct ui *ui, const struct session *session)
{
    const struct di_results *first = NULL;
    for (size_t i = 0; i < session->count; i++) {
        if (session->documents[i]->results == NULL)
            continue;
        const struct di_results *own = session->documents[i]->results->results;
        first = first == NULL ? own : first;
        if (own->replications != first->replications || own->seed != first->seed ||
            strcmp(own->method, first->method) != 0 ||
            (own->uncertain_inputs > 0) != (first->uncertain_inputs > 0))
            return tr(ui, N_("The scenarios were run with other numbers of runs, seeds or "
                             "uncertain inputs: their ranges are not alike"));
    }
    if (first == NULL)
        return tr(ui, N_("Not run yet"));
    return UI_SAY(ui, N_("%1 · the same luck in every scenario"),
                  di_text_arg(runs_words(ui, first, SCREEN_COMPARE)));
}

/* Which years were fitted, and which were kept back to test the fit. */
static const char *calibration_line(struct ui *ui, const struct document *document,
                                    const char *screen)
{
    const struct di_calibration_folder *folder = document->calibration;
    char first[12], last[12], from[12];
    if (folder == NULL)
        return screen;
    const struct di_argument name = di_text_arg(screen);
    const struct di_argument begin = di_year_arg(folder->first_year, first);
    const struct di_argument end = di_year_arg(folder->last_fitted_year, last);
    return folder->holdout_from > folder->last_year
               ? UI_SAY(ui, N_("%1 · fitted to %2–%3; no year was kept back"), name, begin, end)
               : UI_SAY(ui, N_("%1 · fitted to %2–%3; from %4 on kept back to test the fit"),
                        name, begin, end, di_year_arg(folder->holdout_from, from));
}

static const char *header_line(struct ui *ui, const struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    const struct document *base = session_baseline(&desk->session);
    const char *screen = tr(ui, screen_name(desk->screen));
    if (document == NULL)
        return tr(ui, N_("No scenario is open"));
    if (desk->screen == SCREEN_HOME)
        return UI_SAY(ui, N_("Open scenarios: %1"),
                      di_integer_arg((int64_t)desk->session.count));
    if (desk->screen == SCREEN_COMPARE)
        return compare_words(ui, &desk->session);
    if (desk->screen == SCREEN_CALIBRATION)
        return calibration_line(ui, document, screen);
    if (document->results == NULL)
        return UI_SAY(ui, N_("%1 · not run yet"), di_text_arg(screen));
    const struct di_results *results = document->results->results;
    if (desk->screen == SCREEN_LIFE)
        return UI_SAY(ui,
                      N_("%1 · invented, from the first of %2 {%2|run|runs}: what happened to "
                         "one child, not what happens on average"),
                      di_text_arg(screen), di_integer_arg(results->replications));
    const char *words = runs_words(ui, results, desk->screen);
    if (results->suppress_below > 0)
        words = UI_SAY(ui, N_("%1 · counts of fewer than %2 children are withheld"),
                       di_text_arg(words), di_integer_arg(results->suppress_below));
    const struct di_argument runs = di_text_arg(words);
    if (base != NULL && base->results != NULL && !desk->hides_baseline)
        return UI_SAY(ui, N_("%1 · %2 · compared with %3"), di_text_arg(screen), runs,
                      di_text_arg(document_name(base, ui->catalogue->language)));
    return UI_SAY(ui, N_("%1 · %2"), di_text_arg(screen), runs);
}

static const char *language_label(struct ui *ui)
{
    const char *code = ui->catalogue->language;
    return frame_format(ui->frame, "%c%c", toupper(code[0]), toupper(code[1]));
}

static double header_buttons(struct ui *ui, const struct desk *desk, double x, double y,
                             double width)
{
    const bool is_running = desk->session.run != NULL;
    const struct document *document = session_document(&desk->session);
    const struct button_spec buttons[] = {
        {"header:documents",
         tr(ui, N_("Scenarios")),
         BUTTON_PLAIN,
         {ACT_OVERLAY, OVERLAY_DOCUMENTS, NULL},
         document == NULL},
        {"header:language",
         language_label(ui),
         BUTTON_PLAIN,
         {ACT_OVERLAY, OVERLAY_LANGUAGE, NULL},
         false},
        {"header:export",
         tr(ui, N_("Export")),
         BUTTON_PLAIN,
         {ACT_OVERLAY, OVERLAY_EXPORT, NULL},
         document == NULL},
        {"header:run",
         is_running ? tr(ui, N_("Stop  Esc")) : tr(ui, N_("Run  F5")),
         BUTTON_MAIN,
         {is_running ? ACT_CANCEL : ACT_RUN, 0, NULL},
         document == NULL}};
    return button_row(ui, x, y, width, buttons, sizeof buttons / sizeof buttons[0]);
}

static double buttons_width(struct ui *ui)
{
    return button_width(ui, tr(ui, N_("Scenarios"))) + button_width(ui, language_label(ui)) +
           button_width(ui, tr(ui, N_("Export"))) +
           fmax(button_width(ui, tr(ui, N_("Run  F5"))),
                button_width(ui, tr(ui, N_("Stop  Esc")))) +
           29;
}

static double notice(struct ui *ui, double x, double y, double width, const char *text,
                     const char *id, const char *button_text, struct ui_action action)
{
    const double wide = button_text != NULL ? button_width(ui, button_text) + 12 : 0;
    const bool is_stacked = width - wide < 260;
    const double text_width = width - 52 - (is_stacked ? 0 : wide);
    const double high = ui_paragraph_height(ui, text_width, text, UI_SIZE_BODY, false);
    const double total = is_stacked && button_text != NULL
                             ? high + UI_BUTTON_HEIGHT + 28
                             : fmax(high + 16, button_text != NULL ? UI_BUTTON_HEIGHT + 12 : 0);
    const struct di_rect rect = {x, y, width, total};
    ui_fill(ui, UI_SOFT, rect, 8);
    ui_outline(ui, UI_WORSE, rect, 8, 1);
    ui_icon(ui, UI_WORSE, "warning", (struct di_rect){x + 12, y + 10, 18, 18});
    (void)ui_paragraph(ui, x + 40, is_stacked ? y + 8 : y + (total - high) / 2, text_width,
                       text, (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT});
    if (button_text != NULL) {
        const struct di_rect place = {is_stacked ? x + 40 : x + width - wide,
                                      is_stacked ? y + high + 16
                                                 : y + (total - UI_BUTTON_HEIGHT) / 2,
                                      fmin(wide - 12, width - 52), UI_BUTTON_HEIGHT};
        (void)button(ui, id, place, button_text, BUTTON_PLAIN, action);
    }
    return total + 12;
}

static double notices(struct ui *ui, const struct desk *desk, double x, double y, double width)
{
    const struct document *document = session_document(&desk->session);
    double used = 0;
    if (desk->session.recoverable > 0 && desk->screen != SCREEN_HOME) { /* Home has a card */
        used += notice(ui, x, y, width,
                       UI_SAY(ui, N_("Unsaved changes of the last session: %1."),
                              di_integer_arg((int64_t)desk->session.recoverable)),
                       "notice:recover", tr(ui, N_("Bring them back")),
                       (struct ui_action){ACT_RECOVER, 0, NULL});
    }
    if (document != NULL && document->are_results_older && desk->screen >= SCREEN_OVERVIEW &&
        desk->session.run == NULL)
        used +=
            notice(ui, x, y + used, width,
                   tr(ui, N_("These results are older than your edits: run again.")),
                   "notice:run", tr(ui, N_("Run again")), (struct ui_action){ACT_RUN, 0, NULL});
    if (desk->session.run != NULL && desk->screen != SCREEN_RUN) {
        const struct run_state *run = &desk->session.run_state;
        used +=
            notice(ui, x, y + used, width,
                   UI_SAY(ui, N_("Running: %1 of %2 replications."), di_integer_arg(run->done),
                          di_integer_arg(run->total)),
                   "notice:stop", tr(ui, N_("Stop")), (struct ui_action){ACT_CANCEL, 0, NULL});
    }
    return used;
}

static double header(struct ui *ui, struct desk *desk, double x, double y, double width)
{
    const double buttons = buttons_width(ui);
    const bool is_beside = width >= buttons + 260;
    const double text_width = is_beside ? width - buttons - 16 : width;
    ui->pane = UI_PANE_HEADER;
    const char *title = header_title(ui, desk);
    double high = ui_paragraph(
        ui, x, y, text_width, title,
        (struct ui_text){.size = UI_SIZE_TITLE, .is_bold = true, .colour = UI_TEXT});
    struct ui_node *node =
        ui_node(ui, UI_HEADING, "title", (struct di_rect){x, y, text_width, high}, title);
    node->value = node->label;
    high += ui_paragraph(ui, x, y + high + 2, text_width, header_line(ui, desk),
                         (struct ui_text){.size = UI_SIZE_SMALL + 1, .colour = UI_SECOND}) +
            2;
    if (is_beside)
        (void)header_buttons(ui, desk, x + width - buttons, y, buttons + 1);
    else
        high += 8 + header_buttons(ui, desk, x, y + high + 8, width);
    high = fmax(high, UI_BUTTON_HEIGHT) + 14;
    return high + notices(ui, desk, x, y + high, width);
}

/* ---- page ---- */

static void page(struct ui *ui, struct desk *desk, double left)
{
    const double width = ui->frame->width, height = ui->frame->height;
    const double margin = width < 700 ? 14 : width < 1200 ? 20 : 32;
    const double x = left + margin, inner = width - left - 2 * margin;
    const bool is_low = height < 480;
    double top = width < 1200 ? 14 : 22;
    if (!is_low)
        top += header(ui, desk, x, top, inner);
    const char *id = frame_format(ui->frame, "page:%s", screen_key(desk->screen));
    double *offset = desk_scroll(desk, id);
    const struct di_rect clip = ui->clip;
    const struct di_rect area = {left, is_low ? 0 : top, width - left,
                                 height - (is_low ? 0 : top)};
    (void)ui_scroll_begin(ui, id, area, area.height, *offset);
    const int scroll = ui->scroll;
    double y = area.y - *offset + (is_low ? 12 : 3);
    if (is_low)
        y += header(ui, desk, x, y, inner);
    ui->pane = UI_PANE_CONTENT;
    const double bottom = 20;
    const double room = fmax(
        area.y + area.height - bottom - (area.y - *offset) - (y - (area.y - *offset)), 200);
    const double used = screen_draw(ui, desk, (struct di_rect){x, y, inner, room});
    ui->frame->scrolls[scroll].content = y + used + bottom - (area.y - *offset);
    if (used <= room + 0.5 && !is_low)
        ui->frame->scrolls[scroll].content = area.height;
    ui_scroll_end(ui, clip, -1);
}

void shell_build(struct ui *ui, struct desk *desk)
{
    ui_fill(ui, UI_PAGE, (struct di_rect){0, 0, ui->frame->width, ui->frame->height}, 0);
    const double left = navigation(ui, desk, ui->frame->width, ui->frame->height);
    page(ui, desk, left);
    overlay_build(ui, desk);
}
