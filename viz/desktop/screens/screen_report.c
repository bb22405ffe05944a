/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Report: for whom, in which language and form; then the file. */
#include <math.h>
#include <string.h>

#include "di/language.h"
#include "di/report.h"

#include "report_preview.h"
#include "screen.h"

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

static void choices(struct ui *ui, const struct desk *desk, struct di_rect inside)
{
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
    y += ui_paragraph(
        ui, inside.x, y, inside.width,
        desk->report_audience == 0
            ? tr(ui, N_("Two pages: the answer, what goes wrong first, what it costs, and how "
                        "far to trust it."))
            : tr(ui, N_("Findings, pathways, capacity, costs, comparison, sensitivity, "
                        "assumptions with their sources, method, what is not modelled, and "
                        "the record of the run.")),
        (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND});
    (void)ui_paragraph(ui, inside.x, y + 4, inside.width,
                       tr(ui, N_("The tables (.xlsx) and the record of the run are written "
                                 "beside it.")),
                       (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND});
}

/* Buttons to turn the page, and which are shown. */
static double turning(struct ui *ui, const struct desk *desk, struct di_rect inside,
                      unsigned shown)
{
    const unsigned count = report_preview_count(desk->report_preview);
    const unsigned page = desk->report_page;
    const struct button_spec buttons[] = {{"report:back",
                                           tr(ui, N_("Previous page")),
                                           BUTTON_PLAIN,
                                           {ACT_REPORT_PAGE, -1, NULL},
                                           page == 0},
                                          {"report:on",
                                           tr(ui, N_("Next page")),
                                           BUTTON_PLAIN,
                                           {ACT_REPORT_PAGE, 1, NULL},
                                           page + shown >= count}};
    const char *which =
        shown > 1
            ? UI_SAY(ui, N_("Pages %1 to %2 of %3"), di_integer_arg(page + 1),
                     di_integer_arg(page + shown), di_integer_arg(count))
            : UI_SAY(ui, N_("Page %1 of %2"), di_integer_arg(page + 1), di_integer_arg(count));
    const double wide = ui_width(ui, which, UI_SIZE_BODY, true) + 16;
    ui_label(ui, (struct di_rect){inside.x, inside.y, wide, UI_BUTTON_HEIGHT}, which,
             (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT});
    struct ui_node *node =
        ui_node(ui, UI_LABEL, "report:pages",
                (struct di_rect){inside.x, inside.y, wide, UI_BUTTON_HEIGHT}, which);
    node->value = frame_format(ui->frame, "%u", count);
    return 12 + button_row(ui, inside.x + wide, inside.y, inside.width - wide, buttons, 2);
}

/* As many whole pages as stand side by side. */
static void pages(struct ui *ui, struct desk *desk, struct di_rect rect)
{
    const char *title = tr(ui, N_("As it will be printed"));
    struct di_rect inside = card(ui, "card:pages", rect, title);
    const unsigned count = report_preview_count(desk->report_preview);
    if (count == 0) {
        const double high = card_heading(ui, inside, title, NULL);
        (void)ui_paragraph(ui, inside.x, inside.y + high, inside.width,
                           report_preview_problem(desk->report_preview),
                           (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT});
        return;
    }
    const double room = inside.height - UI_BUTTON_HEIGHT - 12;
    const double shape = DI_REPORT_PAGE_WIDTH / DI_REPORT_PAGE_HEIGHT;
    const double wide = floor(fmin(inside.width, room * shape));
    const double fit = fmax(floor((inside.width + UI_GAP) / (wide + UI_GAP)), 1);
    const unsigned shown =
        desk->report_page + (unsigned)fit > count ? count - desk->report_page : (unsigned)fit;
    const double y = inside.y + turning(ui, desk, inside, shown);
    const double spare = inside.width - fit * wide - (fit - 1) * UI_GAP;
    for (unsigned i = 0; i < shown; i++)
        report_preview_page(ui, desk->report_preview, desk->report_page + i,
                            (struct di_rect){inside.x + spare / 2 + i * (wide + UI_GAP), y,
                                             wide, floor(wide / shape)});
}

double screen_report(struct ui *ui, struct desk *desk, struct di_rect area)
{
    double height = 0;
    if (!screen_has_results(ui, desk, area, &height))
        return height;
    const struct flow_slot slots[] = {
        {.weight = 1,
         .narrowest = 300,
         .height = desk->report_audience == 0 ? 440 : 680,
         .grow = 1},
        {.weight = 1.5, .narrowest = 340, .height = 560, .grow = 1}};
    struct di_rect rects[2];
    const double used =
        flow_place(slots, 2, area.x, area.y, area.width, area.height, UI_GAP, rects);
    (void)choices(ui, desk, card(ui, "card:report", rects[0], tr(ui, N_("The report"))));
    pages(ui, desk, rects[1]);
    return used;
}
