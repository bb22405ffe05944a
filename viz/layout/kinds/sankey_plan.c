/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paints a Sankey: ribbons first, bars over them, labels last. Ribbons leave and enter a bar in
 * the order of the boxes at their other end, so they cross as little as the order allows.
 */
#include <math.h>
#include <stdio.h>

#include "plans.h"
#include "sankey.h"

enum { CURVE = 24 }; /* points along one edge of a ribbon */

/* Beside a bar: its name, and the value in a line of its own or behind the name. */
struct label {
    struct text_lines name;
    const char *value; /* "" if it stands behind the name */
    double width, height;
};

struct picture {
    struct sheet *sheet;
    struct sankey *sankey;
    struct label (*labels)[SANKEY_SIDES]; /* [SANKEY_COLUMNS] */
    struct di_text_style name, small;     /* of labels */
    double gap;                           /* between slots */
    bool is_difference;
    double bar, left, middle, right; /* width of bars; left edges of the columns' bars */
};

static const char *side_name(struct picture *picture, unsigned column, unsigned group)
{
    struct sheet *sheet = picture->sheet;
    if (group == SANKEY_OTHER)
        return sheet_word(sheet, DI_N_("Other"));
    const char *name = sheet_word(sheet, care_group_name((enum care_group)group));
    if (column == SANKEY_MIDDLE || group >= GROUP_CARES)
        return name;
    return column == SANKEY_LEFT ? SHEET_SAY(sheet, DI_N_("From: %1"), di_text_arg(name))
                                 : SHEET_SAY(sheet, DI_N_("To: %1"), di_text_arg(name));
}

static const char *key_of(unsigned group)
{
    return group == SANKEY_OTHER ? "other" : care_group_key((enum care_group)group);
}

static unsigned slot_of(unsigned group)
{
    return group == SANKEY_OTHER ? DI_CARE_OUTSIDE : care_group_slot((enum care_group)group);
}

static double column_x(const struct picture *picture, unsigned column)
{
    return column == SANKEY_LEFT     ? picture->left
           : column == SANKEY_MIDDLE ? picture->middle
                                     : picture->right;
}

static const char *value_text(struct picture *picture, double value, double base)
{
    return picture->is_difference ? sheet_signed(picture->sheet, value - base, 0)
                                  : sheet_number(picture->sheet, value, 0);
}

static double column_sum(const struct sankey *sankey, unsigned column)
{
    double sum = 0;
    for (unsigned g = 0; g < SANKEY_SIDES; g++)
        sum += sankey->box[column][g].value;
    return sum;
}

/* ---- ribbons ---- */

static struct di_scene_item *add_band(struct picture *picture, double x0, double x1, double y0,
                                      double y1, double width, enum di_ink ink, unsigned slot)
{
    struct di_scene_item *item =
        di_scene_add(picture->sheet->scene, DI_SCENE_FILL, ink, 2 * CURVE);
    if (item == NULL)
        return NULL;
    for (unsigned i = 0; i < CURVE; i++) {
        const double t = (double)i / (CURVE - 1);
        const double eased = t * t * (3 - 2 * t);
        const double x = x0 + (x1 - x0) * t, y = y0 + (y1 - y0) * eased;
        item->points[i] = (struct di_point){x, y};
        item->points[2 * CURVE - 1 - i] = (struct di_point){x, y + width};
    }
    item->slot = slot;
    return item;
}

static void fill_rows(struct picture *picture, struct di_hit *hit, unsigned side,
                      unsigned group, unsigned care)
{
    struct sheet *sheet = picture->sheet;
    const struct sankey *sankey = picture->sankey;
    const double flow = sankey->flow.at[side][group][care];
    const double base = sankey->base.at[side][group][care];
    const double years = sankey->to_year - sankey->from_year + 1;
    hit->rows[0].label = sheet_word(sheet, DI_N_("children, mean"));
    hit->rows[0].value = sheet_number(sheet, flow, flow < 10 ? 1 : 0);
    if (years == 1 && !isnan(sankey->low.at[side][group][care]))
        hit->rows[0].range =
            SHEET_SAY(sheet, DI_N_("95%% of the mean: %1"),
                      di_text_arg(sheet_range(sheet, sankey->low.at[side][group][care],
                                              sankey->high.at[side][group][care], 0)));
    hit->rows[1].label = sheet_word(sheet, DI_N_("a year"));
    hit->rows[1].value = sheet_number(sheet, flow / years, flow / years < 10 ? 1 : 0);
    if (sheet->request->baseline == NULL)
        return;
    hit->rows[2].label = sheet_word(sheet, DI_N_("baseline"));
    hit->rows[2].value = sheet_number(sheet, base, base < 10 ? 1 : 0);
    hit->rows[3].label = sheet_word(sheet, DI_N_("difference"));
    hit->rows[3].value = sheet_signed(sheet, flow - base, fabs(flow - base) < 10 ? 1 : 0);
}

static const char *ribbon_id(struct picture *picture, unsigned side, unsigned group,
                             unsigned care)
{
    const char *from = side == 0 ? key_of(group) : key_of(care);
    const char *to = side == 0 ? key_of(care) : key_of(group);
    char text[96];
    (void)snprintf(text, sizeof text, "%s>%s%s", from, to, side == 0 ? "" : ":out");
    return di_scene_copy(picture->sheet->scene, text);
}

static void add_hit(struct picture *picture, const struct di_scene_item *item, unsigned side,
                    unsigned group, unsigned care)
{
    struct sheet *sheet = picture->sheet;
    const struct di_rect nowhere = {0, 0, 0, 0};
    const unsigned from = side == 0 ? group : care, to = side == 0 ? care : group;
    struct di_hit *hit = di_scene_add_hit(sheet->scene, DI_HIT_RIBBON,
                                          (side * SANKEY_SIDES + group) * GROUP_CARES + care,
                                          nowhere, sheet->request->baseline == NULL ? 2 : 4);
    if (hit == NULL)
        return;
    di_scene_shape_hit(hit, item);
    hit->id = ribbon_id(picture, side, group, care);
    hit->title = SHEET_SAY(
        sheet, DI_N_("%1 → %2"),
        di_text_arg(side_name(picture, side == 0 ? SANKEY_LEFT : SANKEY_MIDDLE, from)),
        di_text_arg(side_name(picture, side == 0 ? SANKEY_MIDDLE : SANKEY_RIGHT, to)));
    fill_rows(picture, hit, side, group, care);
}

static void add_ribbon(struct picture *picture, unsigned side, unsigned group, unsigned care)
{
    struct sankey *sankey = picture->sankey;
    const double children = sankey_width(sankey, picture->is_difference, side, group, care);
    const double width = children * sankey->scale;
    if (!(children > 0))
        return;
    struct sankey_box *outer = &sankey->box[side == 0 ? SANKEY_LEFT : SANKEY_RIGHT][group];
    struct sankey_box *inner = &sankey->box[SANKEY_MIDDLE][care];
    double *inner_used = side == 0 ? &inner->used_in : &inner->used_out;
    const double outer_y = outer->y + outer->used_out, inner_y = inner->y + *inner_used;
    outer->used_out += width;
    *inner_used += width;
    const double x0 = column_x(picture, side == 0 ? SANKEY_LEFT : SANKEY_MIDDLE) + picture->bar;
    const double x1 = column_x(picture, side == 0 ? SANKEY_MIDDLE : SANKEY_RIGHT);
    const bool is_more =
        sankey->flow.at[side][group][care] >= sankey->base.at[side][group][care];
    const unsigned colour = side == 0 ? slot_of(care) : slot_of(group);
    struct di_scene_item *item = add_band(picture, x0, x1, side == 0 ? outer_y : inner_y,
                                          side == 0 ? inner_y : outer_y, width,
                                          !picture->is_difference ? DI_INK_RIBBON
                                          : is_more               ? DI_INK_ADDS
                                                                  : DI_INK_SAVES,
                                          picture->is_difference ? 0 : colour);
    if (item == NULL)
        return;
    item->is_hatched = picture->is_difference && !is_more;
    item->opacity = picture->is_difference ? 0.75 : 0;
    if (width > 0.4)
        add_hit(picture, item, side, group, care);
}

static void add_ribbons(struct picture *picture)
{
    for (unsigned side = 0; side < 2; side++) {
        const unsigned column = side == 0 ? SANKEY_LEFT : SANKEY_RIGHT;
        for (unsigned i = 0; i < SANKEY_SIDES; i++)
            for (unsigned care = 0; care < GROUP_CARES; care++)
                add_ribbon(picture, side, sankey_order(column, i), care);
    }
}

/* ---- boxes and labels ---- */

static const char *label_value(struct picture *picture, unsigned column, unsigned group)
{
    struct sheet *sheet = picture->sheet;
    const struct sankey_box *box = &picture->sankey->box[column][group];
    const char *value = value_text(picture, box->value, box->other_value);
    const double sum = column_sum(picture->sankey, column);
    if (picture->is_difference || !(sum > 0)) /* nobody came, or nobody left: no shares */
        return value;
    const double share = box->value / sum;
    return SHEET_SAY(sheet, DI_N_("%1 · %2"), di_text_arg(value),
                     di_text_arg(sheet_percent(sheet, share)));
}

/* Wide names wrap; with little height the value goes behind the name, in smaller
 * type and without its share. */
static void make_label(struct picture *picture, unsigned column, unsigned group, bool is_tight)
{
    struct sheet *sheet = picture->sheet;
    struct label *label = &picture->labels[column][group];
    const double most = 0.2 * sheet->body.width;
    const char *name = side_name(picture, column, group);
    const struct sankey_box *box = &picture->sankey->box[column][group];
    const char *value = is_tight ? value_text(picture, box->value, box->other_value)
                                 : label_value(picture, column, group);
    if (is_tight)
        name = SHEET_SAY(sheet, DI_N_("%1 %2"), di_text_arg(name), di_text_arg(value));
    label->value = is_tight ? "" : value;
    text_wrap(sheet->scene, sheet->measure, name, picture->name, most, &label->name);
    label->width = fmax(label->name.widest, sheet_width(sheet, label->value, picture->small));
    label->height = (double)label->name.count * sheet_leading(picture->name) +
                    (is_tight ? 0 : sheet_leading(picture->small));
    picture->sankey->box[column][group].label = label->height;
}

/* False if not even tight labels fit. */
static bool make_labels(struct picture *picture, double height, bool is_tight)
{
    struct sheet *sheet = picture->sheet;
    picture->name = is_tight ? (struct di_text_style){sheet->tiny.size, true} : sheet->strong;
    picture->small = is_tight ? sheet->tiny : sheet->small;
    picture->gap = is_tight ? 2 : sheet->gap;
    for (unsigned column = 0; column < SANKEY_COLUMNS; column++)
        for (unsigned g = 0; g < SANKEY_SIDES; g++)
            if (picture->sankey->box[column][g].size > 0)
                make_label(picture, column, g, is_tight);
    for (unsigned column = 0; column < SANKEY_COLUMNS; column++)
        if (sankey_least_height(picture->sankey, column, picture->gap) > 0.92 * height)
            return false;
    return true;
}

static void put_label(struct picture *picture, unsigned column, unsigned group)
{
    struct sheet *sheet = picture->sheet;
    const struct sankey_box *box = &picture->sankey->box[column][group];
    const struct label *label = &picture->labels[column][group];
    const double line = sheet_leading(picture->name), gap = sheet->gap;
    const double x = column_x(picture, column);
    const bool is_left_of_bar = column != SANKEY_RIGHT;
    const double from = is_left_of_bar ? x - gap - label->width : x + picture->bar + gap;
    const double top = box->y + (box->height - label->height) / 2;
    if (column == SANKEY_MIDDLE)
        sheet_box(
            sheet, DI_INK_PAPER, 0,
            (struct di_rect){from - 0.5 * gap, top - 1, label->width + gap, label->height + 2});
    for (size_t i = 0; i < label->name.count; i++)
        sheet_text(sheet, DI_INK_TEXT, label->name.line[i], picture->name,
                   is_left_of_bar ? from + label->width - label->name.width[i] : from,
                   top + DI_TEXT_ASCENT * picture->name.size + (double)i * line);
    if (label->value[0] == '\0')
        return;
    const double base =
        top + DI_TEXT_ASCENT * picture->small.size + (double)label->name.count * line;
    const double width = sheet_width(sheet, label->value, picture->small);
    sheet_text(sheet, DI_INK_SECONDARY, label->value, picture->small,
               is_left_of_bar ? from + label->width - width : from, base);
}

static void add_box(struct picture *picture, unsigned column, unsigned group)
{
    struct sheet *sheet = picture->sheet;
    const struct sankey_box *box = &picture->sankey->box[column][group];
    const struct di_rect rect = {column_x(picture, column), box->y, picture->bar,
                                 fmax(box->height, 1)};
    static const char *const columns[] = {"in", "care", "out"};
    char id[64];
    sheet_box(sheet, DI_INK_CARE, slot_of(group), rect);
    struct di_hit *hit =
        di_scene_add_hit(sheet->scene, DI_HIT_BOX, column * SANKEY_SIDES + group, rect,
                         sheet->request->baseline == NULL ? 1 : 3);
    if (hit == NULL)
        return;
    (void)snprintf(id, sizeof id, "%s:%s", columns[column], key_of(group));
    hit->id = di_scene_copy(sheet->scene, id);
    hit->title = side_name(picture, column, group);
    hit->rows[0].label = sheet_word(sheet, DI_N_("children, mean"));
    hit->rows[0].value = sheet_number(sheet, box->value, 0);
    sheet_describe(sheet,
                   SHEET_SAY(sheet, DI_N_("%1: %2"), di_text_arg(hit->title),
                             di_text_arg(value_text(picture, box->value, box->other_value))));
    if (sheet->request->baseline == NULL)
        return;
    hit->rows[1].label = sheet_word(sheet, DI_N_("baseline"));
    hit->rows[1].value = sheet_number(sheet, box->other_value, 0);
    hit->rows[2].label = sheet_word(sheet, DI_N_("difference"));
    hit->rows[2].value = sheet_signed(sheet, box->value - box->other_value, 0);
}

static double widest_label(const struct picture *picture, unsigned column)
{
    double widest = 0;
    for (unsigned g = 0; g < SANKEY_SIDES; g++)
        if (picture->sankey->box[column][g].size > 0)
            widest = fmax(widest, picture->labels[column][g].width);
    return widest;
}

static void head_columns(struct picture *picture, double y)
{
    struct sheet *sheet = picture->sheet;
    const double base = y + DI_TEXT_ASCENT * sheet->small.size;
    const double end = sheet->body.x + sheet->body.width;
    const char *middle = sheet_word(sheet, DI_N_("Kind of care"));
    sheet_text(sheet, DI_INK_SECONDARY, sheet_word(sheet, DI_N_("How children came")),
               sheet->small, sheet->body.x, base);
    sheet_text_centred(sheet, DI_INK_SECONDARY, middle, sheet->small,
                       picture->middle + picture->bar / 2, base);
    const char *last = sheet_word(sheet, DI_N_("How they left"));
    const double width = sheet_width(sheet, last, sheet->small);
    sheet_text(sheet, DI_INK_SECONDARY, last, sheet->small, fmin(picture->right, end - width),
               base);
}

/* ---- words ---- */

static const char *family_finding(struct sheet *sheet, const struct sankey_sides *flow)
{
    double all = 0, family = 0;
    for (unsigned g = 0; g < GROUPS; g++) {
        if (g == GROUP_INSTITUTION)
            continue;
        all += flow->at[1][g][GROUP_INSTITUTION];
        if (care_group_is_family((enum care_group)g))
            family += flow->at[1][g][GROUP_INSTITUTION];
    }
    if (!(all >= 1))
        return sheet_word(sheet, di_chart_kind_name(DI_CHART_SANKEY));
    return SHEET_SAY(sheet, DI_N_("%1 of moves out of institutions lead to a family"),
                     di_text_arg(sheet_percent(sheet, family / all)));
}

static double into_institutions(const struct sankey_sides *flow)
{
    double sum = 0;
    for (unsigned g = 0; g < SANKEY_SIDES; g++)
        if (g != GROUP_INSTITUTION)
            sum += flow->at[0][g][GROUP_INSTITUTION];
    return sum;
}

static const char *difference_finding(struct sheet *sheet, const struct sankey *sankey)
{
    const double change = into_institutions(&sankey->flow) - into_institutions(&sankey->base);
    const struct di_argument count = sheet_count(sheet, fabs(change));
    if (fabs(change) < 1)
        return sheet_word(sheet, di_chart_kind_name(DI_CHART_SANKEY));
    return change < 0
               ? SHEET_SAY(
                     sheet,
                     DI_N_("%1 fewer {%1|move|moves} into institutions than in the baseline"),
                     count)
               : SHEET_SAY(
                     sheet,
                     DI_N_("%1 more {%1|move|moves} into institutions than in the baseline"),
                     count);
}

static const char *years_text(struct sheet *sheet, const struct sankey *sankey)
{
    const struct di_argument first = di_text_arg(sheet_year(sheet, sankey->from_year));
    const struct di_argument last = di_text_arg(sheet_year(sheet, sankey->to_year));
    return sankey->from_year == sankey->to_year ? SHEET_SAY(sheet, DI_N_("in %1"), first)
                                                : SHEET_SAY(sheet, DI_N_("%1–%2"), first, last);
}

static void begin(struct picture *picture)
{
    struct sheet *sheet = picture->sheet;
    const struct sankey *sankey = picture->sankey;
    const struct di_results *shown = sheet->request->view == DI_VIEW_BASELINE
                                         ? sheet->request->baseline->results
                                         : sheet->results;
    const struct di_argument name = di_text_arg(sheet_scenario(sheet, shown));
    const struct di_argument years = di_text_arg(years_text(sheet, sankey));
    struct sheet_story story = {
        .title = picture->is_difference ? difference_finding(sheet, sankey)
                                        : family_finding(sheet, &sankey->flow),
        .measure = picture->is_difference
                       ? SHEET_SAY(sheet,
                                   DI_N_("%1 less baseline, %2. Width: by how many moves they "
                                         "differ, all ages."),
                                   name, years)
                       : SHEET_SAY(sheet, DI_N_("%1, %2. Width: number of moves, all ages."),
                                   name, years),
        .note_count = 2,
        .notes = {
            sheet_runs_of_means(sheet),
            sheet_word(sheet,
                       DI_N_("Middle: arrivals. Moves between two kinds stand on both sides, "
                             "moves within "
                             "one are left out; left and right are not the same children."))}};
    if (picture->is_difference) {
        story.legend_count = 2;
        story.legend[0] = (struct sheet_legend){SIGN_BOX, DI_INK_ADDS, 0, false,
                                                sheet_word(sheet, DI_N_("more than baseline"))};
        story.legend[1] = (struct sheet_legend){
            SIGN_BOX, DI_INK_SAVES, 0, true, sheet_word(sheet, DI_N_("fewer than baseline"))};
    }
    sheet_begin(sheet, &story);
}

static void draw(struct picture *picture)
{
    struct sheet *sheet = picture->sheet;
    struct sankey *sankey = picture->sankey;
    const double head = 1.6 * sheet->small.size;
    const double top = sheet->body.y + head, height = sheet->body.height - head;
    sankey_size(sankey, picture->is_difference);
    if (!make_labels(picture, height, false) && !make_labels(picture, height, true)) {
        (void)sheet_has_room(sheet, HUGE_VAL, HUGE_VAL);
        return;
    }
    sankey_place(sankey, top, height, picture->gap);
    picture->bar = 1.1 * sheet->label.size;
    picture->left = sheet->body.x + widest_label(picture, SANKEY_LEFT) + sheet->gap;
    picture->right = sheet->body.x + sheet->body.width - widest_label(picture, SANKEY_RIGHT) -
                     sheet->gap - picture->bar;
    picture->middle = (picture->left + picture->right) / 2;
    if (picture->middle - picture->left <
        widest_label(picture, SANKEY_MIDDLE) + 3 * sheet->gap) {
        (void)sheet_has_room(sheet, HUGE_VAL, HUGE_VAL);
        return;
    }
    head_columns(picture, sheet->body.y);
    add_ribbons(picture);
    for (unsigned column = 0; column < SANKEY_COLUMNS; column++)
        for (unsigned i = 0; i < SANKEY_SIDES; i++) {
            const unsigned g = sankey_order(column, i);
            if (!(sankey->box[column][g].size > 0))
                continue;
            add_box(picture, column, g);
            put_label(picture, column, g);
        }
}

/* Of what is shown, or of the baseline it is compared with. */
static bool is_withheld(const struct di_chart_request *request,
                        const struct di_results_folder *shown)
{
    const struct di_results_folder *base = request->baseline;
    return sankey_is_withheld(shown, request->from_year, request->to_year) ||
           (request->view == DI_VIEW_DIFFERENCE && base != NULL &&
            base->table[DI_TABLE_FLOWS] != NULL &&
            sankey_is_withheld(base, request->from_year, request->to_year));
}

enum di_status sankey_plan(struct sheet *sheet, struct di_error *error)
{
    const struct di_chart_request *request = sheet->request;
    const struct di_results_folder *shown =
        request->view == DI_VIEW_BASELINE ? request->baseline : request->scenario;
    const char *name = sheet_word(sheet, di_chart_kind_name(DI_CHART_SANKEY));
    struct sankey *sankey = DI_ARENA_NEW(&sheet->scene->arena, 1, struct sankey);
    struct picture picture = {
        .sheet = sheet, .sankey = sankey, .is_difference = request->view == DI_VIEW_DIFFERENCE};
    picture.labels =
        di_arena_alloc(&sheet->scene->arena, SANKEY_COLUMNS, sizeof *picture.labels);
    if (sankey == NULL || picture.labels == NULL)
        return di_fail_memory(error);
    if (request->view != DI_VIEW_SCENARIO && request->baseline == NULL) {
        sheet_empty(sheet, name,
                    sheet_word(sheet, DI_N_("There is no baseline to show. Choose results of "
                                            "the same seed to compare with.")));
        return DI_OK;
    }
    if (shown->table[DI_TABLE_FLOWS] == NULL ||
        !sankey_gather(shown, request->from_year, request->to_year, sankey)) {
        sheet_empty(sheet, name, sheet_word(sheet, DI_N_("No child moved in this period.")));
        return DI_OK;
    }
    if (is_withheld(request, shown)) {
        sheet_empty(
            sheet, name,
            sheet_word(sheet, DI_N_("Moves of few children are withheld in this period; "
                                    "a picture of the others would be wrong.")));
        return DI_OK;
    }
    if (request->baseline != NULL && request->baseline->table[DI_TABLE_FLOWS] != NULL)
        sankey_gather_base(request->baseline, sankey);
    begin(&picture);
    sankey_merge_small(sankey, picture.is_difference);
    draw(&picture);
    return DI_OK;
}
