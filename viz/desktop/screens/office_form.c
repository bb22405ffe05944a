/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the file is written: told in a line, changed where it is unfolded. */
#include <math.h>
#include <string.h>

#include "office_screen.h"

static const char *const encoding_names[] = {[DI_TEXT_GUESS] = "",
                                             [DI_TEXT_UTF8] = "UTF-8",
                                             [DI_TEXT_CP1251] = "Windows-1251",
                                             [DI_TEXT_UTF16] = "UTF-16",
                                             [DI_TEXT_CP1252] = "Windows-1252"};

static size_t chosen_of(const char *now, const char *const *values, size_t count)
{
    for (size_t i = 1; now != NULL && i < count; i++)
        if (strcmp(values[i], now) == 0)
            return i;
    return 0;
}

/* ---- of a text ---- */

static double text_form(struct ui *ui, const struct office_state *state, double x, double y,
                        double width)
{
    static const char *const encodings[] = {NULL, "utf-8", "cp1251", "cp1252", "utf-16"};
    static const char *const separators[] = {NULL, "comma", "semicolon", "tab"};
    const char *as_told = tr(ui, N_("as the file tells"));
    const struct tab_spec letters[] = {
        {"import:letters", as_told, {ACT_IMPORT_ENCODING, DI_TEXT_GUESS, NULL}},
        {"import:utf8", "UTF-8", {ACT_IMPORT_ENCODING, DI_TEXT_UTF8, NULL}},
        {"import:cp1251", "Windows-1251", {ACT_IMPORT_ENCODING, DI_TEXT_CP1251, NULL}},
        {"import:cp1252", "Windows-1252", {ACT_IMPORT_ENCODING, DI_TEXT_CP1252, NULL}},
        {"import:utf16", "UTF-16", {ACT_IMPORT_ENCODING, DI_TEXT_UTF16, NULL}}};
    const struct tab_spec between[] = {
        {"import:between", as_told, {ACT_IMPORT_SEPARATOR, 0, NULL}},
        {"import:comma", tr(ui, N_("comma")), {ACT_IMPORT_SEPARATOR, ',', NULL}},
        {"import:semicolon", tr(ui, N_("semicolon")), {ACT_IMPORT_SEPARATOR, ';', NULL}},
        {"import:tab", tr(ui, N_("tab")), {ACT_IMPORT_SEPARATOR, '\t', NULL}}};
    double used = office_tabs(
        ui, x, y, width, tr(ui, N_("Letters")), "encoding", letters, 5,
        chosen_of(import_mapping_option(&state->mapping, "encoding"), encodings, 5));
    used += 12 + office_tabs(ui, x, y + used + 12, width, tr(ui, N_("Between columns")),
                             "separator", between, 4,
                             chosen_of(import_mapping_option(&state->mapping, "separator"),
                                       separators, 4));
    return used;
}

/* ---- of both ---- */

double office_sheets(struct ui *ui, const char *const *names, size_t count, size_t chosen,
                     double x, double y, double width)
{
    struct tab_spec specs[OFFICE_SHEETS_SHOWN];
    if (count > OFFICE_SHEETS_SHOWN) {
        (void)office_chooser(ui, "import:sheets", (struct di_rect){x, y, fmin(width, 360), 34},
                             UI_SAY(ui, N_("Sheet, of %1"), di_integer_arg((int64_t)count)),
                             names[chosen], false,
                             (struct ui_action){ACT_IMPORT_LIST,
                                                OFFICE_LIST_NUMBER(OFFICE_LIST_SHEETS, 0, 0),
                                                NULL});
        return 34;
    }
    for (size_t i = 0; i < count; i++)
        specs[i] = (struct tab_spec){frame_format(ui->frame, "import:sheet:%zu", i),
                                     names[i],
                                     {ACT_IMPORT_SHEET, (int64_t)i, NULL}};
    return tabs(ui, "sheet", x, y, width, specs, count, chosen);
}

static double sheets(struct ui *ui, const struct office_state *state,
                     const struct import_look *look, double x, double y, double width)
{
    const char *now = import_mapping_option(&state->mapping, "sheet");
    size_t chosen = 0;
    for (size_t i = 0; now != NULL && i < look->sheet_count; i++)
        chosen = strcmp(look->sheets[i], now) == 0 ? i : chosen;
    const double high =
        ui_paragraph(
            ui, x, y, width, tr(ui, N_("Sheet")),
            (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT}) +
        5;
    return high + office_sheets(ui, (const char *const *)look->sheets, look->sheet_count,
                                chosen, x, y + high, width);
}

static double details(struct ui *ui, const struct desk *desk, double x, double y, double width,
                      bool is_sheet)
{
    static const char *const decimals[] = {NULL, "point", "comma"};
    const struct office_state *state = desk->office;
    const struct tab_spec signs[] = {
        {"import:decimals", tr(ui, N_("as the file tells")), {ACT_IMPORT_DECIMAL, 0, NULL}},
        {"import:point", tr(ui, N_("point: 12.5")), {ACT_IMPORT_DECIMAL, '.', NULL}},
        {"import:decimal-comma", tr(ui, N_("comma: 12,5")), {ACT_IMPORT_DECIMAL, ',', NULL}}};
    const long row = import_mapping_heading_row(&state->mapping);
    double used = is_sheet ? 0 : text_form(ui, state, x, y, width) + 12;
    used +=
        office_tabs(ui, x, y + used, width, tr(ui, N_("Decimals")), "decimal", signs, 3,
                    chosen_of(import_mapping_option(&state->mapping, "decimal"), decimals, 3)) +
        12;
    const char *label = tr(ui, N_("Row of the headings; empty: the first that is not empty"));
    used += ui_paragraph(
                ui, x, y + used, width, label,
                (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT}) +
            5;
    (void)field(ui, "import:heading-row", (struct di_rect){x, y + used, fmin(width, 150), 34},
                label, row > 0 ? frame_format(ui->frame, "%ld", row) : "", &desk->edit, false,
                (struct ui_action){ACT_IMPORT_HEADING_ROW, 0, NULL});
    return used + 34;
}

static const char *written(struct ui *ui, const struct import_look *look)
{
    const struct di_argument row = di_integer_arg(look->heading_line);
    if (look->is_sheet)
        return UI_SAY(ui, N_("An Excel workbook; headings in row %1, %2 {%2|column|columns}."),
                      row, di_integer_arg((int64_t)look->column_count));
    return UI_SAY(ui, N_("A text, %3; headings in row %1, %2 {%2|column|columns}."), row,
                  di_integer_arg((int64_t)look->column_count),
                  di_text_arg(encoding_names[look->encoding]));
}

double office_form_card(struct ui *ui, const struct desk *desk, double x, double y,
                        double width)
{
    const struct office_state *state = desk->office;
    const struct import_outcome *outcome = office_outcome(state);
    const struct import_look *look =
        outcome != NULL && outcome->look_count > 0 ? &outcome->looks[0] : NULL;
    const bool is_failed = outcome != NULL && look == NULL;
    const char *title = tr(ui, N_("How it is written"));
    const struct open_card card = card_open(ui, "card:form", x, y, width, title);
    const struct di_rect in = card.inside;
    const char *fold = state->shows_form ? tr(ui, N_("Hide")) : tr(ui, N_("Change"));
    const double wide = button_width(ui, fold);
    if (!is_failed)
        (void)button(ui, "import:form",
                     (struct di_rect){in.x + in.width - wide, in.y - 4, wide, UI_BUTTON_HEIGHT},
                     fold, BUTTON_QUIET, (struct ui_action){ACT_IMPORT_FORM, 0, NULL});
    double used = card_heading(ui, (struct di_rect){in.x, in.y, in.width - wide - 10, 0}, title,
                               look != NULL ? written(ui, look)
                                            : tr(ui, N_("It could not be read as it is.")));
    if (look != NULL && look->sheet_count > 1)
        used += sheets(ui, state, look, in.x, in.y + used, in.width) + 10;
    if (state->shows_form || is_failed)
        used +=
            10 + details(ui, desk, in.x, in.y + used, in.width, look != NULL && look->is_sheet);
    return card_close(ui, &card, used - 10);
}
