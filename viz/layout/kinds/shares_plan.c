/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where children in formal care live: one area a group of care, together 100%. Shares are of
 * the runs' mean stocks, which add up; the finding comes from K4 and is said only if its 90%
 * ranges at both ends do not overlap.
 */
#include <math.h>
#include <string.h>

#include "care_group.h"
#include "plans.h"

enum { QUARTERS_MAX = 512 };

struct shares {
    struct sheet *sheet;
    size_t count;
    int32_t day[QUARTERS_MAX]; /* end of the quarter */
    double stock[GROUP_CARES][QUARTERS_MAX];
    double total[QUARTERS_MAX];
    struct di_scale days, values;
    struct di_rect plot;
    double label_room; /* for the words beside the areas */
};

static size_t quarter_of(struct shares *shares, int32_t day)
{
    size_t i = shares->count;
    while (i > 0 && shares->day[i - 1] > day)
        i--;
    if (i > 0 && shares->day[i - 1] == day)
        return i - 1;
    return i == shares->count && i < QUARTERS_MAX ? i : SIZE_MAX;
}

/* Shares of what is left would be shares of another whole. */
static void leave_out_withheld(struct shares *shares)
{
    size_t kept = 0;
    for (size_t i = 0; i < shares->count; i++) {
        if (isnan(shares->total[i]))
            continue;
        shares->day[kept] = shares->day[i];
        shares->total[kept] = shares->total[i];
        for (size_t group = 0; group < GROUP_CARES; group++)
            shares->stock[group][kept] = shares->stock[group][i];
        kept++;
    }
    shares->count = kept;
}

static void gather(struct shares *shares)
{
    const struct di_chart_request *request = shares->sheet->request;
    const struct di_results *results = shares->sheet->results;
    const uint32_t k3 = di_indicator_find("K3_formal_care_stock");
    const struct di_row_span span = di_results_span(results, k3);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator != k3 || row->period != DI_QUARTER || row->is_adults ||
            strcmp(row->region, request->region) != 0)
            continue;
        const enum care_group group = care_group_of(&request->scenario->names, row->setting);
        if (group >= GROUP_CARES)
            continue;
        const size_t at = quarter_of(shares, row->last_civil_day);
        if (at == SIZE_MAX)
            continue;
        if (at == shares->count)
            shares->day[shares->count++] = row->last_civil_day;
        shares->stock[group][at] += row->summary.mean;
        shares->total[at] += row->summary.mean; /* NaN where a part is withheld */
    }
    leave_out_withheld(shares);
}

static const struct di_summary *family_share(const struct shares *shares, int32_t day)
{
    const struct di_results *results = shares->sheet->results;
    const uint32_t k4 = di_indicator_find("K4_family_based_share");
    const struct di_row_span span = di_results_span(results, k4);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == k4 && row->period == DI_QUARTER && !row->is_adults &&
            row->last_civil_day == day && strcmp(row->setting, "all") == 0 &&
            strcmp(row->region, shares->sheet->request->region) == 0)
            return &row->summary;
    }
    return NULL;
}

static const char *finding(struct shares *shares)
{
    struct sheet *sheet = shares->sheet;
    const int32_t end = shares->day[shares->count - 1];
    const struct di_summary *first = family_share(shares, shares->day[0]);
    const struct di_summary *last = family_share(shares, end);
    if (first == NULL || last == NULL || sheet_is_one_run(sheet) ||
        !(last->p05 > first->p95 || last->p95 < first->p05))
        return sheet_word(sheet, di_chart_kind_name(DI_CHART_SHARES));
    const struct di_argument from = di_text_arg(sheet_percent(sheet, first->p50));
    const struct di_argument to = di_text_arg(sheet_percent(sheet, last->p50));
    char digits[16];
    const struct di_argument year = sheet_end_arg(end, digits);
    return last->p50 > first->p50
               ? SHEET_SAY(sheet,
                           DI_N_("Children in care who live in a family: up from %1 to %2 by "
                                 "the end of %3"),
                           from, to, year)
               : SHEET_SAY(sheet,
                           DI_N_("Children in care who live in a family: down from %1 to %2 by "
                                 "the end of %3"),
                           from, to, year);
}

static double share_at(const struct shares *shares, unsigned group, size_t i)
{
    return shares->total[i] > 0 ? shares->stock[group][i] / shares->total[i] : 0;
}

static bool is_shown(const struct shares *shares, unsigned group)
{
    for (size_t i = 0; i < shares->count; i++) /* what rounds to nothing has no label */
        if (shares->total[i] > 0 && shares->stock[group][i] >= 0.005 * shares->total[i])
            return true;
    return false;
}

/* Areas from the bottom: families below, institutions above. */
static void draw_areas(struct shares *shares)
{
    struct sheet *sheet = shares->sheet;
    double *below = DI_ARENA_NEW(&sheet->scene->arena, shares->count, double);
    for (unsigned g = 0; below != NULL && g < GROUP_CARES; g++) {
        if (!is_shown(shares, g))
            continue;
        struct di_scene_item *area =
            di_scene_add(sheet->scene, DI_SCENE_FILL, DI_INK_CARE, 2 * shares->count);
        struct di_scene_item *edge =
            di_scene_add(sheet->scene, DI_SCENE_LINE, DI_INK_PAPER, shares->count);
        if (area == NULL || edge == NULL)
            return;
        area->slot = care_group_slot((enum care_group)g);
        edge->size = 1.2;
        for (size_t i = 0; i < shares->count; i++) {
            const double x = di_scale_pixel(&shares->days, shares->day[i]);
            const double top = below[i] + share_at(shares, g, i);
            area->points[i] = (struct di_point){x, di_scale_pixel(&shares->values, top)};
            area->points[2 * shares->count - 1 - i] =
                (struct di_point){x, di_scale_pixel(&shares->values, below[i])};
            edge->points[i] = area->points[i];
            below[i] = top;
        }
    }
}

static const char *label_of(struct shares *shares, unsigned group)
{
    struct sheet *sheet = shares->sheet;
    const double share = share_at(shares, group, shares->count - 1);
    return SHEET_SAY(sheet, DI_N_("%1 %2"),
                     di_text_arg(sheet_word(sheet, care_group_name((enum care_group)group))),
                     di_text_arg(sheet_percent(sheet, share)));
}

/* A label's lines, no wider than `most` unless a word is. */
static void wrap_label(struct shares *shares, unsigned group, double most,
                       struct text_lines *lines)
{
    const struct sheet *sheet = shares->sheet;
    text_wrap(sheet->scene, sheet->measure, label_of(shares, group), sheet->strong, most,
              lines);
}

static void draw_label(struct shares *shares, unsigned group, double centre, double x)
{
    struct sheet *sheet = shares->sheet;
    struct text_lines lines;
    wrap_label(shares, group, shares->label_room, &lines);
    const double leading = sheet_leading(sheet->strong);
    for (size_t k = 0; k < lines.count; k++) {
        const double at = centre + ((double)k - ((double)lines.count - 1) / 2) * leading;
        struct di_scene_item *item =
            sheet_text(sheet, DI_INK_CARE_TEXT, lines.line[k], sheet->strong, x,
                       sheet_middle(sheet->strong, at));
        if (item != NULL)
            item->slot = care_group_slot((enum care_group)group);
    }
    sheet_describe(sheet, label_of(shares, group));
}

static void draw_labels(struct shares *shares)
{
    struct sheet *sheet = shares->sheet;
    struct stack_label labels[GROUP_CARES];
    unsigned group[GROUP_CARES];
    size_t count = 0;
    double below = 0;
    for (unsigned g = 0; g < GROUP_CARES; g++) {
        const double share = share_at(shares, g, shares->count - 1);
        if (is_shown(shares, g)) {
            struct text_lines lines;
            wrap_label(shares, g, shares->label_room, &lines);
            group[count] = g;
            labels[count++] = (struct stack_label){
                .wanted = di_scale_pixel(&shares->values, below + share / 2),
                .height = (double)lines.count * sheet_leading(sheet->strong)};
        }
        below += share;
    }
    label_stack_solve(labels, count, shares->plot.y - sheet->gap,
                      shares->plot.y + shares->plot.height + sheet->gap);
    const double x = shares->plot.x + shares->plot.width + sheet->gap;
    for (size_t i = 0; i < count; i++)
        draw_label(shares, group[i], labels[i].centre, x);
}

static double label_width(struct shares *shares, double most)
{
    double widest = 0;
    for (unsigned g = 0; g < GROUP_CARES; g++) {
        struct text_lines lines;
        if (!is_shown(shares, g))
            continue;
        wrap_label(shares, g, most, &lines);
        widest = fmax(widest, lines.widest);
    }
    return widest;
}

static void draw_axis(struct shares *shares)
{
    struct sheet *sheet = shares->sheet;
    for (int i = 0; i <= 4; i++) {
        if (shares->plot.height < 8 * sheet->label.size && i % 2 != 0)
            continue;
        const double y = di_scale_pixel(&shares->values, i / 4.0);
        sheet_text_right(sheet, DI_INK_SECONDARY, sheet_percent(sheet, i / 4.0), sheet->label,
                         shares->plot.x - sheet->gap, sheet_middle(sheet->label, y));
    }
    sheet_year_axis(sheet, &shares->days, shares->plot.y + shares->plot.height);
}

static void add_hits(struct shares *shares)
{
    struct sheet *sheet = shares->sheet;
    size_t rows = 1;
    for (unsigned g = 0; g < GROUP_CARES; g++)
        rows += is_shown(shares, g);
    const double width = shares->plot.width / (double)shares->count;
    for (size_t i = 0; i < shares->count; i++) {
        const double x = di_scale_pixel(&shares->days, shares->day[i]);
        const double from = fmax(x - width / 2, shares->plot.x);
        const double to = fmin(x + width / 2, shares->plot.x + shares->plot.width);
        const struct di_rect rect = {from, shares->plot.y, to - from, shares->plot.height};
        struct di_hit *hit =
            di_scene_add_hit(sheet->scene, DI_HIT_TIME, (uint32_t)i, rect, rows);
        if (hit == NULL)
            return;
        hit->title = hit->id = sheet_quarter(sheet, shares->day[i]);
        size_t row = 0;
        for (unsigned g = GROUP_CARES; g-- > 0;) /* as they are stacked, from the top */
            if (is_shown(shares, g))
                hit->rows[row++] = (struct di_tooltip_row){
                    sheet_word(sheet, care_group_name((enum care_group)g)),
                    sheet_percent(sheet, share_at(shares, g, i)),
                    sheet_number(sheet, shares->stock[g][i], 0)};
        hit->rows[row] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("children, mean")), "",
                                                 sheet_number(sheet, shares->total[i], 0)};
    }
}

static void draw(struct shares *shares)
{
    struct sheet *sheet = shares->sheet;
    const struct di_rect *body = &sheet->body;
    const double left = sheet_width(sheet, "100%", sheet->label) + sheet->gap;
    shares->label_room = fmax(0.45 * body->width, 8 * sheet->strong.size);
    const double right = label_width(shares, shares->label_room) + sheet->gap;
    const double foot = sheet->gap + sheet_leading(sheet->label);
    const double top = 0.5 * sheet->label.size; /* half of the label 100% */
    if (!sheet_has_room(sheet, left + right + 6 * sheet->label.size,
                        foot + top + 6 * sheet->label.size))
        return;
    shares->plot = (struct di_rect){body->x + left, body->y + top, body->width - left - right,
                                    body->height - foot - top};
    /* the axis begins with the run, the areas with the first quarter's end */
    shares->days =
        (struct di_scale){sheet->results->start_civil_day, shares->day[shares->count - 1] + 1,
                          shares->plot.x, shares->plot.x + shares->plot.width};
    shares->values =
        (struct di_scale){0, 1, shares->plot.y + shares->plot.height, shares->plot.y};
    sheet->out->plot = shares->plot;
    draw_areas(shares);
    draw_axis(shares);
    draw_labels(shares);
    add_hits(shares);
}

static bool has_anybody(const struct shares *shares)
{
    for (size_t i = 0; i < shares->count; i++)
        if (shares->total[i] > 0)
            return true;
    return false;
}

enum di_status shares_plan(struct sheet *sheet, struct di_error *error)
{
    struct shares *shares = DI_ARENA_NEW(&sheet->scene->arena, 1, struct shares);
    if (shares == NULL)
        return di_fail_memory(error);
    shares->sheet = sheet;
    gather(shares);
    if (shares->count < 2) {
        sheet_empty(
            sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_SHARES)),
            sheet_nothing(
                sheet, sheet_word(sheet, DI_N_("These results hold no data for this chart."))));
        return DI_OK;
    }
    if (!has_anybody(shares)) {
        sheet_empty(sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_SHARES)),
                    sheet_word(sheet, DI_N_("Nobody is in care in these results.")));
        return DI_OK;
    }
    const struct sheet_story story = {
        .title = finding(shares),
        .measure = SHEET_SAY(sheet,
                             DI_N_("%1 · Share of children 0–17 in formal care at the end of "
                                   "each quarter"),
                             di_text_arg(sheet_scenario(sheet, sheet->results))),
        .note_count = 1,
        .notes = {sheet_runs_of_means(sheet)}};
    sheet_begin(sheet, &story);
    draw(shares);
    return DI_OK;
}
