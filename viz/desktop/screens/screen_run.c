/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run: how many replications, how far they are, how precise the answer is by now. */
#include <math.h>
#include <string.h>

#include "screen.h"

static double labelled_field(struct ui *ui, const struct desk *desk, const char *id, double x,
                             double y, double width, const char *label, const char *value,
                             const char *advice, int action)
{
    double high = ui_paragraph(
        ui, x, y, width, label,
        (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT});
    (void)field(ui, id, (struct di_rect){x, y + high + 3, fmin(width, 180), 34}, label, value,
                &desk->edit, false, (struct ui_action){action, 0, NULL});
    high += 40;
    high += ui_paragraph(ui, x, y + high, width, advice,
                         (struct ui_text){.size = UI_SIZE_SMALL, .colour = UI_SECOND});
    return high + 12;
}

static double settings(struct ui *ui, struct desk *desk, double x, double y, double width)
{
    const struct session *session = &desk->session;
    double used = 0;
    used += labelled_field(ui, desk, "run:replications", x, y, width,
                           tr(ui, N_("Replications")), ui_number(ui, session->replications, 0),
                           tr(ui, N_("1 to 10,000. Each is one possible future.")),
                           ACT_REPLICATIONS);
    used += labelled_field(ui, desk, "run:seed", x, y + used, width, tr(ui, N_("Seed")),
                           ui_number(ui, (double)session->seed, 0),
                           tr(ui, N_("The same seed gives the same luck in every scenario.")),
                           ACT_SEED);
    used += labelled_field(ui, desk, "run:threads", x, y + used, width, tr(ui, N_("Threads")),
                           ui_number(ui, session->threads, 0),
                           tr(ui, N_("Results never depend on it.")), ACT_THREADS);
    const double box =
        check_box(ui, "run:precise", x, y + used, width, tr(ui, N_("Stop when precise enough")),
                  session->stops_when_precise,
                  (struct ui_action){ACT_STOP_WHEN_PRECISE, 0, NULL})
            ->rect.height;
    used += box + 6;
    if (session->stops_when_precise)
        used += labelled_field(
            ui, desk, "run:precision", x, y + used, width, tr(ui, N_("Precise to, in percent")),
            ui_number(ui, 100 * session->precision, 1),
            tr(ui, N_("Half of the 95% interval of the mean.")), ACT_PRECISION);
    return used;
}

static const char *phase_text(struct ui *ui, const struct run_state *state)
{
    switch (state->phase) {
    case RUN_LOADING:
        return tr(ui, N_("Reading the scenario"));
    case RUN_WARMING:
        return tr(ui, N_("Working out who is in care on the first day"));
    case RUN_SIMULATING:
        return UI_SAY(ui, N_("Replication %1 of %2"), di_integer_arg(state->done),
                      di_integer_arg(state->total));
    case RUN_WRITING:
        return tr(ui, N_("Writing the tables"));
    case RUN_DONE:
        return state->is_interrupted
                   ? UI_SAY(
                         ui,
                         N_("Stopped: %1 complete {%1|replication is|replications are} kept"),
                         di_integer_arg(state->done))
                   : UI_SAY(ui, N_("Done: %1 {%1|replication|replications} in %2 s"),
                            di_integer_arg(state->done),
                            di_text_arg(ui_number(ui, state->seconds, 1)));
    case RUN_FAILED:
        return tr(ui, N_("The run failed"));
    case RUN_CANCELLED:
        break;
    }
    return tr(ui, N_("Stopped before a replication was complete"));
}

static const char *time_left(struct ui *ui, const struct run_state *state)
{
    if (state->phase != RUN_SIMULATING || state->done == 0)
        return "";
    const double left = state->seconds / state->done * (double)(state->total - state->done);
    if (left >= 90)
        return UI_SAY(ui, N_("about %1 min left"),
                      di_text_arg(ui_number(ui, ceil(left / 60), 0)));
    return UI_SAY(ui, N_("about %1 s left"), di_text_arg(ui_number(ui, ceil(left), 0)));
}

/* Mean with its 95% interval on a scale that starts at zero. */
static double interval(struct ui *ui, double x, double y, double width,
                       const struct di_summary *stock)
{
    const double top = fmax(stock->ci_high * 1.1, 1);
    const double low = x + width * stock->ci_low / top, high = x + width * stock->ci_high / top;
    const double mean = x + width * stock->mean / top;
    ui_line(ui, UI_EDGE, x, y + 12, x + width, y + 12);
    ui_fill(ui, UI_BAND, (struct di_rect){low, y + 6, fmax(high - low, 3), 12}, 4);
    ui_fill(ui, UI_SERIES, (struct di_rect){mean - 5, y + 7, 10, 10}, 5);
    const struct ui_text small = {.size = UI_SIZE_TINY, .colour = UI_SECOND};
    ui_label(ui, (struct di_rect){x, y + 22, 20, 16}, "0", small);
    struct ui_text right = small;
    right.align = UI_RIGHT;
    ui_label(ui, (struct di_rect){x + width - 80, y + 22, 80, 16}, ui_number(ui, top, 0),
             right);
    return 40;
}

static double live(struct ui *ui, const struct run_state *state, double x, double y,
                   double width)
{
    const struct di_summary *stock = &state->stock;
    const struct ui_text second = {.size = UI_SIZE_SMALL + 1, .colour = UI_SECOND};
    double used = ui_paragraph(
        ui, x, y, width, tr(ui, N_("Children in institutions at the end, so far")), second);
    if (stock->n < 2)
        return used + 8 +
               ui_paragraph(ui, x, y + used + 8, width,
                            tr(ui, N_("Two replications are needed for an interval.")), second);
    const double half = (stock->ci_high - stock->ci_low) / 2;
    const double percent = stock->mean > 0 ? 100 * half / stock->mean : 0;
    const char *value = ui_number(ui, stock->mean, 0);
    used += 4;
    const double big =
        ui_paragraph(ui, x, y + used, width, value,
                     (struct ui_text){.size = UI_SIZE_BIG, .is_bold = true, .colour = UI_TEXT});
    struct ui_node *node =
        ui_node(ui, UI_LABEL, "run:stock", (struct di_rect){x, y + used, width, big},
                tr(ui, N_("Children in institutions at the end, so far")));
    node->value = value;
    used += big + 2;
    used += ui_paragraph(ui, x, y + used, width,
                         UI_SAY(ui, N_("precise to ±%1%% (95%% interval of the mean: %2)"),
                                di_text_arg(ui_number(ui, percent, 1)),
                                di_text_arg(ui_range(ui, stock->ci_low, stock->ci_high, 0))),
                         second) +
            8;
    return used + interval(ui, x, y + used, width, stock);
}

/* What happened when; folded away unless asked for. */
static double log_fold(struct ui *ui, const struct desk *desk, double x, double y, double width)
{
    const struct run_log *log = &desk->session.run_log;
    const struct button_spec fold[] = {
        {"run:log",
         desk->shows_run_log ? tr(ui, N_("Hide the log")) : tr(ui, N_("Show the log")),
         BUTTON_QUIET,
         {ACT_RUN_LOG, 0, NULL},
         false}};
    double used = button_row(ui, x - 8, y, width, fold, 1) + 4;
    for (size_t i = 0; desk->shows_run_log && i < log->count; i++) {
        const struct run_state state = {.phase = log->entries[i].phase,
                                        .done = log->entries[i].done,
                                        .total = log->entries[i].total,
                                        .seconds = log->entries[i].seconds};
        const char *line =
            UI_SAY(ui, N_("%1 s: %2"), di_text_arg(ui_number(ui, state.seconds, 1)),
                   di_text_arg(phase_text(ui, &state)));
        const double high =
            ui_paragraph(ui, x, y + used, width, line,
                         (struct ui_text){.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND});
        struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "run:log:%zu", i),
                                       (struct di_rect){x, y + used, width, high}, line);
        node->value = line;
        used += high + 2;
    }
    return used;
}

/* From one replication measured on this computer, while Assumptions or this screen was open. */
static const char *expected_time(struct ui *ui, const struct session *session,
                                 const struct document *document)
{
    const double each = document != NULL ? document->preview.run_seconds : 0;
    const double seconds =
        each * ceil((double)session->replications / fmax(session->threads, 1));
    if (each <= 0)
        return document != NULL && document->preview.is_running
                   ? tr(ui, N_("One replication is being measured on this computer."))
                   : "";
    if (seconds >= 90)
        return UI_SAY(ui, N_("About %1 min on this computer, and the tables."),
                      di_text_arg(ui_number(ui, ceil(seconds / 60), 0)));
    return UI_SAY(ui, N_("About %1 s on this computer, and the tables."),
                  di_text_arg(ui_number(ui, ceil(seconds), 0)));
}

static double doing(struct ui *ui, struct desk *desk, double x, double y, double width)
{
    struct session *session = &desk->session;
    const struct run_state *state = &session->run_state;
    const bool is_running = session->run != NULL;
    const struct document *document = session_document(session);
    const struct button_spec buttons[] = {
        {"run:start",
         tr(ui, N_("Run  F5")),
         BUTTON_MAIN,
         {ACT_RUN, 0, NULL},
         is_running || document == NULL},
        {"run:stop", tr(ui, N_("Stop  Esc")), BUTTON_PLAIN, {ACT_CANCEL, 0, NULL}, !is_running},
        {"run:overview",
         tr(ui, N_("See the overview")),
         BUTTON_PLAIN,
         {ACT_SCREEN, SCREEN_OVERVIEW, NULL},
         document == NULL || document->results == NULL}};
    double used = button_row(ui, x, y, width, buttons, 3) + 16;
    const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
    if (is_running && session->run_document != document)
        return used + ui_paragraph(ui, x, y + used, width,
                                   UI_SAY(ui, N_("Running now: %1"),
                                          di_text_arg(document_name(session->run_document,
                                                                    ui->catalogue->language))),
                                   body);
    const bool has_state = state->total > 0 && session->run_shown == document;
    if (!has_state) {
        const bool has_results = document != NULL && document->results != NULL;
        used += ui_paragraph(
            ui, x, y + used, width,
            has_results
                ? UI_SAY(ui, N_("These results come from %1 {%1|replication|replications}."),
                         di_integer_arg(document->results->results->replications))
                : tr(ui, N_("Not run yet. A run takes seconds for a small country and "
                            "some minutes for a large one; it can be stopped at any "
                            "moment and keeps what is complete.")),
            body);
        const char *expected = expected_time(ui, session, document);
        const double high = ui_paragraph(ui, x, y + used + 4, width, expected, body);
        struct ui_node *node =
            ui_node(ui, UI_LABEL, "run:expected",
                    (struct di_rect){x, y + used + 4, width, high}, expected);
        node->value = expected;
        return used + 4 + high;
    }
    const double share = state->total > 0 ? (double)state->done / state->total : 0;
    progress(ui, "run:progress", (struct di_rect){x, y + used, width, 10},
             state->phase >= RUN_DONE && state->phase != RUN_CANCELLED ? 1 : share,
             tr(ui, N_("Progress")));
    used += 18;
    used += ui_paragraph(ui, x, y + used, width, phase_text(ui, state), body);
    used += ui_paragraph(ui, x, y + used, width, time_left(ui, state),
                         (struct ui_text){.size = UI_SIZE_SMALL + 1, .colour = UI_SECOND});
    used += 16;
    used += live(ui, state, x, y + used, width) + 8;
    return used + log_fold(ui, desk, x, y + used, width);
}

double screen_run(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct flow_slot slots[] = {
        {.weight = 1, .narrowest = 300, .height = 400, .grow = 0},
        {.weight = 2, .narrowest = 380, .height = 400, .grow = 0}};
    struct di_rect rects[2];
    double height = 0;
    if (!screen_has_scenario(ui, desk, area, &height))
        return height;
    struct flow_slot measured[2] = {slots[0], slots[1]};
    if (desk->session.stops_when_precise)
        measured[0].height = measured[1].height = 540;
    if (desk->shows_run_log && desk->session.run_state.total > 0)
        measured[1].height =
            fmax(measured[1].height, 400 + 19.0 * (double)desk->session.run_log.count);
    const double used =
        flow_place(measured, 2, area.x, area.y, area.width, area.height, UI_GAP, rects);
    struct di_rect inside = card(ui, "card:settings", rects[0], tr(ui, N_("How to run")));
    double y = inside.y + card_heading(ui, inside, tr(ui, N_("How to run")), NULL);
    (void)settings(ui, desk, inside.x, y, inside.width);
    inside = card(ui, "card:run", rects[1], tr(ui, N_("The run")));
    y = inside.y + card_heading(ui, inside, tr(ui, N_("The run")), NULL);
    (void)doing(ui, desk, inside.x, y, inside.width);
    const struct document *document = session_document(&desk->session);
    if (document->results == NULL)
        return used;
    const double top = area.y + used + UI_GAP;
    const double high = fmax(area.height - used - UI_GAP, 340);
    screen_chart_card(ui, desk, "run:fan", (struct di_rect){area.x, top, area.width, high},
                      DI_CHART_FAN);
    return used + UI_GAP + high;
}
