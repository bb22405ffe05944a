/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import: a file, what is in it, what is wrong with it, and only then taking it. */
#include <math.h>

#include "import_table.h"
#include "screen.h"

#define N_(text) text
#define ROWS_SHOWN 12
#define PROBLEMS_SHOWN 50

static double intro(struct ui *ui, const struct desk *desk, double x, double y, double width)
{
    double used = ui_paragraph(
        ui, x, y, width,
        tr(ui, N_("Type or paste a path, or drop a file into the window: a scenario (.json), a "
                  "results folder, or a table of a scenario's values (.csv) with the columns "
                  "'pointer' and 'value'. Nothing is taken before you say so.")),
        (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT});
    used += 10;
    (void)field(ui, "import:path", (struct di_rect){x, y + used, fmin(width, 720), 36},
                tr(ui, N_("File or folder")), desk->import_path, &desk->edit, false,
                (struct ui_action){ACT_IMPORT_PATH, 0, NULL});
    return used + 36;
}

static double preview(struct ui *ui, const struct table_import *table, struct di_rect area)
{
    const size_t columns = table_import_column_count(table);
    const size_t rows = table_import_row_count(table);
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
                     table_import_cell(table, r, c),
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
    const char *title = UI_SAY(ui, N_("Problems: %1"), di_integer_arg((int64_t)count));
    double y = area.y;
    y += ui_paragraph(ui, area.x, y, area.width, title,
                      (struct ui_text){.size = UI_SIZE_HEAD,
                                       .is_bold = true,
                                       .colour = count > 0 ? UI_WORSE : UI_BETTER}) +
         4;
    for (size_t i = 0; i < count && i < PROBLEMS_SHOWN; i++) {
        char text[700];
        (void)di_message_render(table_import_problem(table, i), ui->catalogue, text,
                                sizeof text);
        const double at = y;
        y += ui_paragraph(ui, area.x, y, area.width, frame_copy(ui->frame, text),
                          (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT}) +
             4;
        struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "problem:%zu", i),
                                       (struct di_rect){area.x, at, area.width, y - at}, text);
        node->value = node->label;
    }
    return y - area.y;
}

double screen_import(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct table_import *table = desk->import;
    double y = area.y;
    y += intro(ui, desk, area.x, y, area.width) + 16;
    if (table == NULL)
        return y - area.y +
               ui_paragraph(ui, area.x, y, area.width,
                            tr(ui, N_("Spreadsheets of offices (.xlsx) come in a later "
                                      "version: save the sheet as CSV.")),
                            (struct ui_text){.size = UI_SIZE_SMALL + 1, .colour = UI_SECOND});
    if (table_import_row_count(table) > 0)
        y += preview(ui, table, (struct di_rect){area.x, y, area.width, 0}) + UI_GAP;
    y += problems(ui, table, (struct di_rect){area.x, y, area.width, 0}) + 12;
    const size_t edits = table_import_edit_count(table);
    const struct button_spec buttons[] = {
        {"import:apply",
         UI_SAY(ui, N_("Take %1 values"), di_integer_arg((int64_t)edits)),
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
