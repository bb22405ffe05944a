/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns and words: what each is taken for, a few cells to know it by, and a list to change
 * it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "office_meaning.h"
#include "office_screen.h"

enum { WORDS_MAX = 256 };

static const struct ui_text second = {.size = UI_SIZE_SMALL + 1, .colour = UI_SECOND};
static const struct ui_text bold = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

/* ---- columns ---- */

/* "North, South, ..." of a column, each once; "" where cells are not shown. */
static const char *examples(struct ui *ui, const struct import_look *look, size_t column)
{
    const char *list = "";
    for (size_t s = 0; s < look->sample_count; s++) {
        const char *cell = look->samples[s * look->column_count + column];
        bool is_new = cell != NULL && cell[0] != '\0';
        for (size_t t = 0; is_new && t < s; t++) {
            const char *other = look->samples[t * look->column_count + column];
            is_new = other == NULL || strcmp(other, cell) != 0;
        }
        if (is_new)
            list = frame_format(ui->frame, "%s%s%s", list, list[0] != '\0' ? " \xC2\xB7 " : "",
                                cell);
    }
    return list;
}

static const char *column_meaning(struct ui *ui, const struct desk *desk,
                                  const struct import_outcome *outcome, size_t file,
                                  size_t column)
{
    const struct import_look *look = &outcome->looks[file];
    const size_t role = look->roles[column];
    const char *code =
        import_mapping_code(&desk->office->mapping, "heading", look->headings[column]);
    if (role != SIZE_MAX)
        return tr(ui, office_role_name(outcome->kind, outcome->roles.items[role].id));
    if (code != NULL)
        return UI_SAY(ui, N_("Counts of children: %1"),
                      di_text_arg(office_meaning_name(ui, desk, "heading", code)));
    if (outcome->kind == IMPORT_KIND_STOCK && outcome->survey.is_counted[column])
        return tr(ui, N_("Counts of children"));
    return tr(ui, N_("Not read"));
}

static double column_row(struct ui *ui, const struct desk *desk,
                         const struct import_outcome *outcome, size_t file, size_t column,
                         struct di_rect at)
{
    const struct import_look *look = &outcome->looks[file];
    const char *heading = look->headings[column];
    const char *meaning = column_meaning(ui, desk, outcome, file, column);
    const char *cells = examples(ui, look, column);
    const bool is_read =
        look->roles[column] != SIZE_MAX || strcmp(meaning, tr(ui, N_("Not read"))) != 0;
    const bool is_narrow = at.width < 440;
    const double half = is_narrow ? at.width : at.width * 0.46;
    struct ui_text look_of = bold;
    look_of.may_shorten = true;
    look_of.colour = is_read ? UI_TEXT : UI_SECOND;
    const double text_high = cells[0] != '\0' ? 40 : 34;
    ui_label(ui, (struct di_rect){at.x, at.y, half - 12, cells[0] != '\0' ? 20 : 34},
             heading[0] != '\0' ? heading : tr(ui, N_("(no heading)")), look_of);
    struct ui_text small = second;
    small.may_shorten = true;
    if (cells[0] != '\0')
        ui_label(ui, (struct di_rect){at.x, at.y + 20, half - 12, 18}, cells, small);
    const struct di_rect place = {is_narrow ? at.x : at.x + half,
                                  is_narrow ? at.y + text_high : at.y + (text_high - 34) / 2,
                                  is_narrow ? at.width : at.width - half, 34};
    struct ui_node *node = office_chooser(
        ui, frame_format(ui->frame, "import:role:%zu:%zu", file, column), place,
        UI_SAY(ui, N_("Column %1"), di_text_arg(heading)), meaning, false,
        (struct ui_action){ACT_IMPORT_LIST, OFFICE_LIST_NUMBER(OFFICE_LIST_ROLES, file, column),
                           NULL});
    node->is_disabled = heading[0] == '\0';
    return is_narrow ? text_high + 34 + 10 : text_high + 8;
}

/* Needed roles that no column has, "a, b". */
static const char *missing_roles(struct ui *ui, const struct import_outcome *outcome)
{
    const char *list = "";
    for (size_t r = 0; r < outcome->roles.count; r++) {
        bool is_bound = !outcome->roles.items[r].is_needed;
        bool may_have = false;
        for (size_t f = 0; f < outcome->look_count; f++) {
            const struct import_look *look = &outcome->looks[f];
            is_bound = is_bound || look->is_bound[r];
            may_have =
                may_have || (r >= look->first_role && r < look->first_role + look->role_count);
        }
        if (!is_bound && may_have)
            list = frame_format(
                ui->frame, "%s%s%s", list, list[0] != '\0' ? ", " : "",
                tr(ui, office_role_name(outcome->kind, outcome->roles.items[r].id)));
    }
    return list;
}

double office_columns_card(struct ui *ui, const struct desk *desk, double x, double y,
                           double width)
{
    const struct import_outcome *outcome = office_outcome(desk->office);
    const char *title = tr(ui, N_("3. What the columns are"));
    const struct open_card card = card_open(ui, "card:columns", x, y, width, title);
    const struct di_rect in = card.inside;
    bool is_of_people = false;
    for (size_t f = 0; f < outcome->look_count; f++)
        is_of_people = is_of_people || outcome->looks[f].is_of_people;
    double used = card_heading(
        ui, in, title,
        is_of_people
            ? tr(ui, N_("Rows of children and other people are not shown. Columns that are not "
                        "read are passed over, never kept."))
            : tr(ui, N_("Below each heading stand its first cells. Columns that are not read "
                        "are passed over, never kept.")));
    const char *missing = missing_roles(ui, outcome);
    if (missing[0] != '\0')
        used +=
            8 + ui_paragraph(ui, in.x, in.y + used, in.width,
                             UI_SAY(ui, N_("Still needed: %1."), di_list_arg(missing)),
                             (struct ui_text){
                                 .size = UI_SIZE_BODY, .is_bold = true, .colour = UI_WORSE});
    for (size_t f = 0; f < outcome->look_count; f++) {
        if (outcome->look_count > 1)
            used += 6 + ui_paragraph(ui, in.x, in.y + used, in.width, outcome->looks[f].name,
                                     second);
        for (size_t c = 0; c < outcome->looks[f].column_count; c++)
            used += column_row(ui, desk, outcome, f, c,
                               (struct di_rect){in.x, in.y + used, in.width, 0});
    }
    return card_close(ui, &card, used - 8);
}

/* ---- words ---- */

static double word_row(struct ui *ui, const struct desk *desk, const struct office_word *word,
                       size_t index, struct di_rect at)
{
    const enum import_kind kind = desk->office->kind;
    const bool is_known = word->meaning != NULL;
    const bool is_narrow = at.width < 440;
    const double half = is_narrow ? at.width : at.width * 0.46;
    const char *role = tr(ui, office_role_name(kind, word->role));
    const char *aside = word->rows > 0
                            ? UI_SAY(ui, N_("%1, %2 {%2|row|rows}"), di_text_arg(role),
                                     di_integer_arg((int64_t)word->rows))
                            : role;
    struct ui_text main = bold, small = second;
    main.may_shorten = small.may_shorten = true;
    ui_label(ui, (struct di_rect){at.x, at.y, half - 12, 20}, word->text, main);
    ui_label(ui, (struct di_rect){at.x, at.y + 20, half - 12, 18}, aside, small);
    const struct di_rect place = {is_narrow ? at.x : at.x + half,
                                  is_narrow ? at.y + 40 : at.y + 3,
                                  is_narrow ? at.width : at.width - half, 34};
    struct ui_node *node = office_chooser(
        ui, frame_format(ui->frame, "import:word:%zu", index), place,
        UI_SAY(ui, N_("What '%1' means"), di_text_arg(word->text)),
        is_known ? office_meaning_name(ui, desk, word->role, word->meaning)
                 : tr(ui, N_("Choose a meaning")),
        !is_known,
        (struct ui_action){ACT_IMPORT_LIST, OFFICE_LIST_NUMBER(OFFICE_LIST_MEANINGS, 0, index),
                           NULL});
    node->is_disabled = strlen(word->text) >= sizeof desk->office->asked.text;
    double used = is_narrow ? 40 + 34 : 40;
    if (is_known || word->nearest == NULL)
        return used + 8;
    const char *near =
        UI_SAY(ui, N_("Is it '%1'?"),
               di_text_arg(office_meaning_name(ui, desk, word->role, word->nearest)));
    const double wide = fmin(button_width(ui, near), place.width);
    (void)button(ui, frame_format(ui->frame, "import:nearest:%zu", index),
                 (struct di_rect){place.x, at.y + used + 4, wide, 30}, near, BUTTON_QUIET,
                 (struct ui_action){ACT_IMPORT_NEAREST, (int64_t)index, NULL});
    return used + 30 + 12;
}

double office_words_card(struct ui *ui, const struct desk *desk, double x, double y,
                         double width)
{
    struct office_word *words = DI_ARENA_NEW(&ui->frame->arena, WORDS_MAX, struct office_word);
    const size_t all = words != NULL ? office_words(desk->office, words, WORDS_MAX) : 0;
    const size_t count = all < WORDS_MAX ? all : WORDS_MAX;
    size_t asked = 0;
    if (count == 0)
        return 0;
    for (size_t i = 0; i < count; i++)
        asked += words[i].meaning == NULL;
    const char *title =
        asked > 0 ? UI_SAY(ui, N_("4. What do these words mean? %1 {%1|is|are} not known"),
                           di_integer_arg((int64_t)asked))
                  : tr(ui, N_("4. What words mean"));
    const struct open_card card = card_open(ui, "card:words", x, y, width, title);
    const struct di_rect in = card.inside;
    double used =
        card_heading(ui, in, title,
                     tr(ui, N_("Nothing is guessed: a word counts once you have said what it "
                               "means.")));
    for (size_t i = 0; i < count; i++)
        used +=
            word_row(ui, desk, &words[i], i, (struct di_rect){in.x, in.y + used, in.width, 0});
    return card_close(ui, &card, used - 8) + UI_GAP;
}
