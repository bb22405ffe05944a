/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table may leave open, with the command line's options; and the mapping file. */
#include <math.h>
#include <string.h>

#include "office_screen.h"

static const struct ui_text bold = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

static double blank_tabs(struct ui *ui, const struct import_mapping *mapping, double x,
                         double y, double width)
{
    const struct tab_spec specs[] = {
        {"import:blank:0", tr(ui, N_("a problem")), {ACT_IMPORT_BLANK, 0, NULL}},
        {"import:blank:1", tr(ui, N_("as in the row above")), {ACT_IMPORT_BLANK, 1, NULL}},
        {"import:blank:2", tr(ui, N_("all together")), {ACT_IMPORT_BLANK, 2, NULL}}};
    return office_tabs(ui, x, y, width,
                       tr(ui, N_("An empty cell of a place or an age is (--blank)")), "blank",
                       specs, 3, import_mapping_answer(mapping, IMPORT_BLANK));
}

static double censored_tabs(struct ui *ui, const struct import_mapping *mapping, double x,
                            double y, double width)
{
    const struct tab_spec specs[] = {
        {"import:censored:0", tr(ui, N_("a problem")), {ACT_IMPORT_CENSORED, 0, NULL}},
        {"import:censored:1", tr(ui, N_("the least")), {ACT_IMPORT_CENSORED, 1, NULL}},
        {"import:censored:2", tr(ui, N_("the middle")), {ACT_IMPORT_CENSORED, 2, NULL}},
        {"import:censored:3", tr(ui, N_("the most")), {ACT_IMPORT_CENSORED, 3, NULL}}};
    return office_tabs(
        ui, x, y, width,
        tr(ui, N_("A number known only by a limit, such as <5, is (--censored)")), "censored",
        specs, 4, import_mapping_answer(mapping, IMPORT_CENSORED));
}

static double suppress_field(struct ui *ui, const struct desk *desk, double x, double y,
                             double width)
{
    const uint32_t now = desk->office->choices.suppress;
    const char *label = tr(ui, N_("Withhold counts of fewer children than (--suppress)"));
    const double high = ui_paragraph(ui, x, y, width, label, bold) + 5;
    (void)field(ui, "import:suppress", (struct di_rect){x, y + high, fmin(width, 150), 34},
                label, now > 0 ? frame_format(ui->frame, "%u", (unsigned)now) : "", &desk->edit,
                false, (struct ui_action){ACT_IMPORT_CHOICE, OFFICE_SUPPRESS, NULL});
    return high + 34;
}

double office_open_card(struct ui *ui, const struct desk *desk, double x, double y,
                        double width)
{
    const struct office_state *state = desk->office;
    const bool is_opening = import_kind_completes(state->kind);
    const bool is_workforce = state->kind == IMPORT_KIND_WORKFORCE;
    const char *title = tr(ui, N_("What the table leaves open"));
    const struct open_card card = card_open(ui, "card:open", x, y, width, title);
    const struct di_rect in = card.inside;
    double used = card_heading(ui, in, title, NULL);
    if (is_opening)
        used += blank_tabs(ui, &state->mapping, in.x, in.y + used, in.width) + 12;
    if (is_opening && !is_workforce)
        used += censored_tabs(ui, &state->mapping, in.x, in.y + used, in.width) + 8;
    if (is_opening)
        used += check_box(ui, "import:add-rows", in.x, in.y + used, in.width,
                          tr(ui, N_("Add up rows about the same children, institution or "
                                    "workers (--add-rows)")),
                          import_mapping_answer(&state->mapping, IMPORT_ADD_ROWS) > 0,
                          (struct ui_action){ACT_IMPORT_ADD_ROWS, 0, NULL})
                    ->rect.height +
                6;
    if (!is_workforce)
        used += suppress_field(ui, desk, in.x, in.y + used, in.width);
    return card_close(ui, &card, used);
}

double office_mapping_card(struct ui *ui, const struct desk *desk, double x, double y,
                           double width)
{
    const struct office_state *state = desk->office;
    const char *title = tr(ui, N_("For next year's file: the mapping"));
    const struct open_card card = card_open(ui, "card:mapping", x, y, width, title);
    const struct di_rect in = card.inside;
    double used = card_heading(
        ui, in, title,
        tr(ui, N_("What columns and words mean, as the file that the command line takes with "
                  "--mapping. It is kept when the table is taken, and read again with the next "
                  "file of these headings.")));
    (void)field(ui, "import:mapping", (struct di_rect){in.x, in.y + used, in.width, 34},
                tr(ui, N_("Mapping file")), state->mapping_path, &desk->edit, false,
                (struct ui_action){ACT_IMPORT_MAPPING, 0, NULL});
    used += 34 + 8;
    const struct button_spec buttons[] = {
        {"import:keep", tr(ui, N_("Save it")), BUTTON_PLAIN, {ACT_IMPORT_KEEP, 0, NULL}, false},
        {"import:load",
         tr(ui, N_("Read by another mapping...")),
         BUTTON_PLAIN,
         {ACT_IMPORT_CHOOSE, 2, NULL},
         false}};
    used += button_row(ui, in.x, in.y + used, in.width, buttons, 2);
    return card_close(ui, &card, used);
}
