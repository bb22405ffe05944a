/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Report: for whom, in which language and form; then the file. */
#include <string.h>

#include "di/language.h"
#include "di/report.h"

#include "screen.h"

#define N_(text) text

enum { LANGUAGES_SHOWN = 8 }; /* tabs in one row */

static double choice(struct ui *ui, double x, double y, double width, const char *title,
                     const char *group, const struct tab_spec *specs, size_t count,
                     size_t chosen)
{
    const double high = ui_paragraph(
        ui, x, y, width, title,
        (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT});
    return high + 6 + tabs(ui, group, x, y + high + 6, width, specs, count, chosen) + 16;
}

/* One tab a language, for the report may speak another one than the window. */
static size_t language_tabs(struct ui *ui, const struct desk *desk,
                            struct tab_spec tabs_out[LANGUAGES_SHOWN], size_t *chosen_out)
{
    size_t count = 0;
    for (; count < di_language_count() && count < LANGUAGES_SHOWN; count++) {
        const struct di_language *language = di_language_at(count);
        tabs_out[count] =
            (struct tab_spec){frame_format(ui->frame, "report:%s", language->code),
                              language->name,
                              {ACT_REPORT_LANGUAGE, 0, language->code}};
        if (strcmp(language->code, desk->report_language) == 0)
            *chosen_out = count;
    }
    return count;
}

/* Which parts a technical report tells; returns the height used. */
static double sections(struct ui *ui, const struct desk *desk, double x, double y, double width)
{
    double used = ui_paragraph(
        ui, x, y, width, tr(ui, N_("Sections")),
        (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT});
    for (unsigned i = 0; i < DI_REPORT_SECTIONS; i++)
        used += 4 + check_box(ui, frame_format(ui->frame, "report:section:%u", i), x,
                              y + used + 4, width, tr(ui, di_report_section_heading(i)),
                              (desk->report_left_out & 1u << i) == 0,
                              (struct ui_action){ACT_REPORT_SECTION, i, NULL})
                        ->rect.height;
    return used + 12;
}

double screen_report(struct ui *ui, struct desk *desk, struct di_rect area)
{
    double height = 0;
    if (!screen_has_results(ui, desk, area, &height))
        return height;
    const struct tab_spec audiences[] = {{"report:minister",
                                          tr(ui, N_("For a minister: 2 pages")),
                                          {ACT_REPORT_AUDIENCE, 0, NULL}},
                                         {"report:technical",
                                          tr(ui, N_("Technical: 8 to 12 pages")),
                                          {ACT_REPORT_AUDIENCE, 1, NULL}}};
    struct tab_spec languages[LANGUAGES_SHOWN];
    size_t language = 0;
    const size_t language_count = language_tabs(ui, desk, languages, &language);
    const struct tab_spec formats[] = {{"report:pdf", "PDF", {ACT_REPORT_FORMAT, 0, NULL}},
                                       {"report:html", "HTML", {ACT_REPORT_FORMAT, 1, NULL}}};
    const struct flow_slot slots[] = {
        {.weight = 1,
         .narrowest = 300,
         .height = desk->report_audience == 0 ? 400 : 640,
         .grow = 1},
        {.weight = 1.3, .narrowest = 340, .height = 400, .grow = 1}};
    struct di_rect rects[2];
    const double used =
        flow_place(slots, 2, area.x, area.y, area.width, area.height, UI_GAP, rects);
    struct di_rect inside = card(ui, "card:report", rects[0], tr(ui, N_("The report")));
    double y = inside.y + card_heading(ui, inside, tr(ui, N_("The report")), NULL);
    y += choice(ui, inside.x, y, inside.width, tr(ui, N_("For whom")), "audience", audiences, 2,
                (size_t)desk->report_audience);
    y += choice(ui, inside.x, y, inside.width, tr(ui, N_("Language")), "report-language",
                languages, language_count, language);
    y += choice(ui, inside.x, y, inside.width, tr(ui, N_("Form")), "format", formats, 2,
                (size_t)desk->report_format);
    if (desk->report_audience != 0)
        y += sections(ui, desk, inside.x, y, inside.width);
    const struct button_spec buttons[] = {{"report:write",
                                           tr(ui, N_("Write the report")),
                                           BUTTON_MAIN,
                                           {ACT_REPORT_WRITE, 0, NULL},
                                           false}};
    y += button_row(ui, inside.x, y, inside.width, buttons, 1) + 16;
    (void)ui_paragraph(
        ui, inside.x, y, inside.width,
        desk->report_audience == 0
            ? tr(ui, N_("Two pages: the answer, what goes wrong first, what it costs, and how "
                        "far to trust it."))
            : tr(ui, N_("Findings, pathways, capacity, costs, comparison, sensitivity, "
                        "assumptions with their sources, method, what is not modelled, and "
                        "the record of the run.")),
        (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND});
    screen_chart_card(ui, desk, "report:fan", rects[1], DI_CHART_FAN);
    return used;
}
