/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import: a file, what is in it, what is wrong with it, and only then taking it. */
#include <math.h>
#include <string.h>

#include "import_sample.h"
#include "import_table.h"
#include "input_text.h"
#include "office_screen.h"

#define ROWS_SHOWN 12
#define PROBLEMS_SHOWN 50

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 1, .colour = UI_SECOND};

static double step_title(struct ui *ui, double x, double y, double width, const char *text)
{
    return 8 + ui_paragraph(
                   ui, x, y, width, text,
                   (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_TEXT});
}

/* Until a file is there: what to begin with. */
static double samples(struct ui *ui, bool has_none, double x, double y, double width)
{
    const struct button_spec buttons[] = {{"import:sample:rows",
                                           tr(ui, N_("A sample: one row a place")),
                                           BUTTON_PLAIN,
                                           {ACT_IMPORT_SAMPLE, IMPORT_SAMPLE_ROWS, NULL},
                                           has_none},
                                          {"import:sample:values",
                                           tr(ui, N_("A sample: one row a value")),
                                           BUTTON_PLAIN,
                                           {ACT_IMPORT_SAMPLE, IMPORT_SAMPLE_VALUES, NULL},
                                           has_none}};
    const double used = button_row(ui, x, y, width, buttons, 2) + 6;
    return used + ui_paragraph(
                      ui, x, y + used, width,
                      has_none ? tr(ui, N_("Open a scenario first to complete it with a table, "
                                           "or to get samples of its own values. A table may "
                                           "also become a scenario of its own."))
                               : tr(ui, N_("Samples are the open scenario's own values in the "
                                           "form that is read here: change them in a "
                                           "spreadsheet and come back.")),
                      second);
}

static double file_step(struct ui *ui, const struct desk *desk, double x, double y,
                        double width)
{
    const char *browse = tr(ui, N_("Choose..."));
    const double wide = button_width(ui, browse);
    const double room = fmin(width, 720 + wide + 10) - wide - 10;
    double used = step_title(ui, x, y, width, tr(ui, N_("1. The file")));
    used += ui_paragraph(
        ui, x, y + used, width,
        tr(ui,
           N_("Type or paste a path, or drop a file into the window: a table of your office "
              "(.csv, .xlsx) with institutions, children in care, workers or placement "
              "episodes; a table of a scenario's values; a scenario (.json) or a results "
              "folder. Nothing is taken before you say so.")),
        body);
    used += 10;
    (void)field(ui, "import:path", (struct di_rect){x, y + used, room, 36},
                tr(ui, N_("File or folder")), desk->import_path, &desk->edit, false,
                (struct ui_action){ACT_IMPORT_PATH, 0, NULL});
    (void)button(ui, "import:choose", (struct di_rect){x + room + 10, y + used, wide, 36},
                 browse, BUTTON_PLAIN, (struct ui_action){ACT_IMPORT_CHOOSE, 0, NULL});
    used += 36;
    if (desk->office == NULL)
        used +=
            10 + samples(ui, session_document(&desk->session) == NULL, x, y + used + 10, width);
    return used;
}

/* ---- how it is written ---- */

static double form_choice(struct ui *ui, double x, double y, double width, const char *title,
                          const char *group, const struct tab_spec *specs, size_t count,
                          size_t chosen)
{
    const double high = ui_paragraph(
        ui, x, y, width, title,
        (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT});
    return high + 4 + tabs(ui, group, x, y + high + 4, width, specs, count, chosen) + 10;
}

static double form_step(struct ui *ui, const struct import_form *form, struct di_rect area)
{
    const struct tab_spec encodings[] = {
        {"import:utf8", "UTF-8", {ACT_IMPORT_ENCODING, DI_TEXT_UTF8, NULL}},
        {"import:cp1251", "Windows-1251", {ACT_IMPORT_ENCODING, DI_TEXT_CP1251, NULL}},
        {"import:cp1252", "Windows-1252", {ACT_IMPORT_ENCODING, DI_TEXT_CP1252, NULL}},
        {"import:utf16", "UTF-16", {ACT_IMPORT_ENCODING, DI_TEXT_UTF16, NULL}}};
    const struct tab_spec separators[] = {
        {"import:comma", tr(ui, N_("comma")), {ACT_IMPORT_SEPARATOR, ',', NULL}},
        {"import:semicolon", tr(ui, N_("semicolon")), {ACT_IMPORT_SEPARATOR, ';', NULL}},
        {"import:tab", tr(ui, N_("tab")), {ACT_IMPORT_SEPARATOR, '\t', NULL}}};
    const struct tab_spec decimals[] = {
        {"import:point", tr(ui, N_("point: 12.5")), {ACT_IMPORT_DECIMAL, '.', NULL}},
        {"import:decimal-comma", tr(ui, N_("comma: 12,5")), {ACT_IMPORT_DECIMAL, ',', NULL}}};
    const struct flow_slot slots[] = {{.weight = 1.4, .narrowest = 340, .height = 74},
                                      {.weight = 1.2, .narrowest = 300, .height = 74},
                                      {.weight = 1, .narrowest = 250, .height = 74}};
    struct di_rect at[3];
    double used = step_title(ui, area.x, area.y, area.width,
                             tr(ui, N_("3. How it is written, as guessed from the text")));
    const double high = flow_place(slots, 3, area.x, area.y + used, area.width, 0, UI_GAP, at);
    const size_t chosen = form->encoding == DI_TEXT_UTF16    ? 3
                          : form->encoding == DI_TEXT_CP1252 ? 2
                          : form->encoding == DI_TEXT_CP1251 ? 1
                                                             : 0;
    (void)form_choice(ui, at[0].x, at[0].y, at[0].width, tr(ui, N_("Letters")), "encoding",
                      encodings, chosen == 3 ? 4 : 3, chosen);
    (void)form_choice(ui, at[1].x, at[1].y, at[1].width, tr(ui, N_("Between columns")),
                      "separator", separators, 3,
                      form->separator == ';'    ? 1
                      : form->separator == '\t' ? 2
                                                : 0);
    (void)form_choice(ui, at[2].x, at[2].y, at[2].width, tr(ui, N_("Decimals")), "decimal",
                      decimals, 2, form->decimal == ',' ? 1 : 0);
    return used + high;
}

static double sheet_step(struct ui *ui, const struct import_sheet *sheet, struct di_rect area)
{
    const double used = step_title(ui, area.x, area.y, area.width, tr(ui, N_("3. The sheet")));
    return used + office_sheets(ui, sheet->names, sheet->name_count, sheet->form.sheet, area.x,
                                area.y + used, area.width);
}

/* ---- what the columns are ---- */

static const char *meaning(struct ui *ui, const struct import_column *columns, size_t column)
{
    const struct import_column *own = &columns[column];
    if (own->use == IMPORT_PERSONAL)
        return tr(ui, N_("personal data: never taken"));
    if (own->use == IMPORT_LEFT_OUT)
        return tr(ui, N_("left out"));
    if (own->use == IMPORT_UNKNOWN)
        return tr(ui, N_("not understood"));
    if (strcmp(own->key, "pointer") == 0)
        return tr(ui, N_("which input"));
    if (strcmp(own->key, "value") == 0)
        return tr(ui, N_("its value"));
    const char *text = column > 0 ? import_field_text(columns[0].key, own->key) : NULL;
    if (column == 0)
        return input_topic(ui, own->key);
    return text != NULL ? input_field_name(ui, text) : own->key;
}

static double columns_step(struct ui *ui, const struct desk *desk, struct di_rect area)
{
    const struct import_sheet *sheet = table_import_sheet(desk->import);
    const struct import_column *columns = table_import_columns(desk->import);
    double used = step_title(ui, area.x, area.y, area.width,
                             tr(ui, N_("4. What the columns are; empty a name to leave it "
                                       "out")));
    const double third = fmin((area.width - 24) / 3, 300);
    for (size_t c = 0; c < sheet->columns; c++) {
        const double y = area.y + used;
        const char *heading = import_sheet_cell(sheet, 0, c);
        const char *words = meaning(ui, columns, c);
        const bool is_wrong = columns[c].use == IMPORT_UNKNOWN;
        ui_label(
            ui, (struct di_rect){area.x, y, third, 36}, heading,
            (struct ui_text){
                .size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT, .may_shorten = true});
        const char *id = frame_format(ui->frame, "import:column:%zu", c);
        if (columns[c].use != IMPORT_PERSONAL)
            (void)field(ui, id, (struct di_rect){area.x + third + 12, y, third, 34},
                        UI_SAY(ui, N_("Column %1"), di_text_arg(heading)),
                        columns[c].use == IMPORT_LEFT_OUT ? "" : columns[c].key, &desk->edit,
                        is_wrong, (struct ui_action){ACT_IMPORT_COLUMN, (int64_t)c, NULL});
        const double x = area.x + 2 * third + 24, room = area.x + area.width - x;
        const double high = ui_paragraph_height(ui, room, words, UI_SIZE_BODY, false);
        (void)ui_paragraph(
            ui, x, y + fmax((36 - high) / 2, 0), room, words,
            (struct ui_text){.size = UI_SIZE_BODY, .colour = is_wrong ? UI_WORSE : UI_SECOND});
        struct ui_node *node =
            ui_node(ui, UI_LABEL, frame_format(ui->frame, "import:meaning:%zu", c),
                    (struct di_rect){x, y, room, fmax(high, 36)}, words);
        node->value = columns[c].key;
        used += fmax(high, 36) + 6;
    }
    return used;
}

/* A cell of a column that is not taken may be anything, a name too. */
static const char *shown_cell(const struct import_sheet *sheet,
                              const struct import_column *meant, size_t row, size_t column)
{
    const bool is_shown =
        row == 0 || (meant[0].use == IMPORT_TAKEN && meant[column].use == IMPORT_TAKEN);
    return is_shown ? import_sheet_cell(sheet, row, column)
                    : "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2";
}

static double preview(struct ui *ui, const struct import_sheet *sheet,
                      const struct import_column *meant, struct di_rect area)
{
    const size_t columns = sheet->columns;
    const size_t rows = sheet->rows;
    const size_t shown = rows < ROWS_SHOWN ? rows : ROWS_SHOWN;
    const double wide = columns > 0 ? (area.width - 40) / (double)columns : 0;
    const double high = 46 + 28 * (double)shown + 20;
    const struct di_rect rect = {area.x, area.y, area.width, high};
    const char *title = UI_SAY(ui, N_("What is in the file: rows %1"),
                               di_integer_arg((int64_t)(rows > 0 ? rows - 1 : 0)));
    const struct di_rect inside = card(ui, "card:preview", rect, title);
    double y = inside.y - 6 + card_heading(ui, inside, title, NULL);
    for (size_t r = 0; r < shown; r++) {
        for (size_t c = 0; c < columns; c++)
            ui_label(ui, (struct di_rect){inside.x + wide * (double)c, y, wide - 8, 26},
                     shown_cell(sheet, meant, r, c),
                     (struct ui_text){.size = UI_SIZE_SMALL + 0.5,
                                      .is_bold = r == 0,
                                      .colour = r == 0 ? UI_SECOND : UI_TEXT,
                                      .may_shorten = true});
        y += 28;
        ui_line(ui, UI_RULE, inside.x, y - 1, inside.x + inside.width, y - 1);
    }
    return high;
}

static double problems(struct ui *ui, const struct table_import *table, struct di_rect area)
{
    const size_t count = table_import_problem_count(table);
    const char *title = UI_SAY(ui, N_("5. Problems: %1"), di_integer_arg((int64_t)count));
    double y = area.y;
    y += ui_paragraph(ui, area.x, y, area.width, title,
                      (struct ui_text){.size = UI_SIZE_HEAD,
                                       .is_bold = true,
                                       .colour = count > 0 ? UI_WORSE : UI_BETTER}) +
         4;
    for (size_t i = 0; i < count && i < PROBLEMS_SHOWN; i++) {
        char text[700];
        const uint32_t line = table_import_problem_line(table, i);
        (void)di_message_render(table_import_problem(table, i), ui->catalogue, text,
                                sizeof text);
        const char *words =
            line > 0 ? UI_SAY(ui, N_("Row %1: %2"), di_integer_arg(line), di_text_arg(text))
                     : frame_copy(ui->frame, text);
        const double at = y;
        y += ui_paragraph(ui, area.x, y, area.width, words,
                          (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT}) +
             4;
        struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "problem:%zu", i),
                                       (struct di_rect){area.x, at, area.width, y - at}, words);
        node->value = node->label;
    }
    return y - area.y;
}

/* A table of the scenario's own values. */
static double values_steps(struct ui *ui, const struct desk *desk, struct di_rect area)
{
    const struct table_import *table = desk->import;
    const struct import_sheet *sheet = table_import_sheet(table);
    double y = area.y;
    if (sheet->name_count > 0)
        y += sheet_step(ui, sheet, (struct di_rect){area.x, y, area.width, 0}) + UI_GAP;
    else if (sheet->rows > 0)
        y += form_step(ui, &sheet->form, (struct di_rect){area.x, y, area.width, 0}) + UI_GAP;
    if (sheet->rows > 0) {
        y += preview(ui, sheet, table_import_columns(table),
                     (struct di_rect){area.x, y, area.width, 0}) +
             UI_GAP;
        y += columns_step(ui, desk, (struct di_rect){area.x, y, area.width, 0}) + 10;
    }
    y += problems(ui, table, (struct di_rect){area.x, y, area.width, 0}) + 12;
    const size_t edits = table_import_edit_count(table);
    const struct button_spec buttons[] = {
        {"import:apply",
         UI_SAY(ui, N_("Take %1 {%1|value|values}"), di_integer_arg((int64_t)edits)),
         BUTTON_MAIN,
         {ACT_IMPORT_APPLY, 0, NULL},
         edits == 0},
        {"import:clear",
         tr(ui, N_("Put the file away")),
         BUTTON_PLAIN,
         {ACT_IMPORT_CLEAR, 0, NULL},
         false}};
    return y - area.y + button_row(ui, area.x, y, area.width, buttons, 2);
}

/* Has the chosen kind been looked at? */
static bool is_looked_at(const struct office_state *office)
{
    const struct import_outcome *outcome = office_outcome(office);
    return import_kind_is_office(office->kind) && outcome != NULL && outcome->look_count > 0 &&
           outcome->kind == office->kind;
}

/* What is said of an office's table; words stand beside the columns where there is room. */
static double office_questions(struct ui *ui, const struct desk *desk, double x, double y,
                               double width, bool has_words)
{
    double used = office_kind_card(ui, desk, x, y, width) + UI_GAP;
    used += office_form_card(ui, desk, x, y + used, width) + UI_GAP;
    if (!is_looked_at(desk->office))
        return used;
    used += office_columns_card(ui, desk, x, y + used, width) + UI_GAP;
    if (has_words)
        used += office_words_card(ui, desk, x, y + used, width);
    used += office_open_card(ui, desk, x, y + used, width) + UI_GAP;
    return used + office_mapping_card(ui, desk, x, y + used, width) + UI_GAP;
}

/* What comes of it. */
static double office_answers(struct ui *ui, const struct desk *desk, double x, double y,
                             double width, bool has_words)
{
    double used = office_result_card(ui, desk, x, y, width) + UI_GAP;
    if (has_words && is_looked_at(desk->office))
        used += office_words_card(ui, desk, x, y + used, width);
    used += office_problems_card(ui, desk, x, y + used, width);
    return used + office_findings_card(ui, desk, x, y + used, width);
}

static double office_steps(struct ui *ui, const struct desk *desk, struct di_rect area)
{
    const bool is_wide = area.width >= 900;
    const double left = is_wide ? floor((area.width - UI_GAP) * 0.54) : area.width;
    const double right = area.width - UI_GAP - left;
    const double asked = office_questions(ui, desk, area.x, area.y, left, !is_wide);
    if (!is_wide)
        return asked + office_answers(ui, desk, area.x, area.y + asked, area.width, false);
    return fmax(asked, office_answers(ui, desk, area.x + left + UI_GAP, area.y, right, true));
}

double screen_import(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct office_state *office = desk->office;
    double y = area.y;
    y += file_step(ui, desk, area.x, y, area.width) + 16;
    if (office == NULL)
        return y - area.y;
    if (office->kind != IMPORT_KIND_VALUES)
        return y - area.y + office_steps(ui, desk, (struct di_rect){area.x, y, area.width, 0});
    y += office_kind_card(ui, desk, area.x, y, area.width) + UI_GAP;
    if (desk->import != NULL)
        y += values_steps(ui, desk, (struct di_rect){area.x, y, area.width, 0});
    return y - area.y;
}
