/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When institutions close: one row each, from the stop of admissions (thin line) through
 * winding down (bar) to the closing date with its spread over the runs (box P5 to P95, tick at
 * the median, or at the mean where too few runs close for one). The planned last day is a flag;
 * what share of runs keeps it stands at the right. Order: by median closing date; those that
 * never close last (ties: order of the file). Where not all have room, those that miss their
 * last day stay: they are what the title speaks of.
 */
#include <math.h>
#include <string.h>

#include "plans.h"

struct closing {
    const char *id;
    double stop, wind_down, close_by; /* civil days; NaN: none */
    double p05, middle, p95;          /* of the runs that close it; NaN: fewer than half do */
    bool is_mean;                     /* `middle`, for want of runs; else the median */
    double share, on_plan;            /* of the runs */
};

struct closures {
    struct sheet *sheet;
    size_t count, shown;
    struct closing *rows; /* [count] */
    size_t *order;        /* [count] */
    struct di_rect plot;
    struct di_scale days;
    double row;
};

/* false: no memory */
static bool gather(struct closures *c)
{
    const struct di_csv_table *t = c->sheet->request->scenario->table[DI_TABLE_CLOSURES];
    const char *region = c->sheet->request->region;
    const size_t columns[] = {
        di_csv_table_column(t, "institution"),  di_csv_table_column(t, "region"),
        di_csv_table_column(t, "moratorium"),   di_csv_table_column(t, "wind_down"),
        di_csv_table_column(t, "close_by"),     di_csv_table_column(t, "closed_p05"),
        di_csv_table_column(t, "closed_p50"),   di_csv_table_column(t, "closed_p95"),
        di_csv_table_column(t, "closed_share"), di_csv_table_column(t, "closed_by_plan_share"),
        di_csv_table_column(t, "closed_mean")};
    const size_t rows = t != NULL ? t->row_count : 0;
    c->rows = DI_ARENA_NEW(&c->sheet->scene->arena, rows, struct closing);
    c->order = DI_ARENA_NEW(&c->sheet->scene->arena, rows, size_t);
    if (c->rows == NULL || c->order == NULL)
        return false;
    for (size_t row = 0; row < rows; row++) {
        if (strcmp(region, "all") != 0 &&
            strcmp(di_csv_table_text(t, row, columns[1]), region) != 0)
            continue;
        struct closing *closing = &c->rows[c->count++];
        *closing = (struct closing){.id = di_csv_table_text(t, row, columns[0]),
                                    .stop = di_csv_table_number(t, row, columns[2]),
                                    .wind_down = di_csv_table_number(t, row, columns[3]),
                                    .close_by = di_csv_table_number(t, row, columns[4]),
                                    .p05 = di_csv_table_number(t, row, columns[5]),
                                    .middle = di_csv_table_number(t, row, columns[6]),
                                    .p95 = di_csv_table_number(t, row, columns[7]),
                                    .share = di_csv_table_number(t, row, columns[8]),
                                    .on_plan = di_csv_table_number(t, row, columns[9])};
        closing->is_mean = isnan(closing->middle) && closing->share > 0.5;
        if (closing->is_mean)
            closing->middle = di_csv_table_number(t, row, columns[10]);
    }
    return true;
}

static double order_key(const struct closing *row)
{
    return isnan(row->middle) ? 1e9 - row->share : row->middle;
}

static void sort(struct closures *c)
{
    for (size_t i = 0; i < c->count; i++) {
        size_t at = i;
        for (; at > 0 && order_key(&c->rows[c->order[at - 1]]) > order_key(&c->rows[i]); at--)
            c->order[at] = c->order[at - 1];
        c->order[at] = i;
    }
}

/* In most runs. */
static bool is_late(const struct closing *row)
{
    return !isnan(row->close_by) && !(row->on_plan >= 0.5);
}

static size_t count_late(const struct closures *c)
{
    size_t late = 0;
    for (size_t i = 0; i < c->count; i++)
        late += is_late(&c->rows[i]);
    return late;
}

/* Of `order` only as many as have room: late ones before others, the earlier ones first. */
static void keep_those_shown(struct closures *c)
{
    const size_t late = count_late(c);
    size_t others = c->shown > late ? c->shown - late : 0, lates = c->shown - others;
    size_t kept = 0;
    for (size_t i = 0; i < c->count; i++) {
        size_t *room = is_late(&c->rows[c->order[i]]) ? &lates : &others;
        if (*room == 0)
            continue;
        --*room;
        c->order[kept++] = c->order[i];
    }
}

static const char *finding(struct closures *c)
{
    struct sheet *sheet = c->sheet;
    const size_t late = count_late(c);
    size_t all = 0;
    for (size_t i = 0; i < c->count; i++)
        all += c->rows[i].share > 0.5;
    if (late > 0)
        return SHEET_SAY(sheet,
                         DI_N_("Of %2 {%2|institution|institutions} winding down, %1 "
                               "{%1|misses its|miss their} last day in most runs"),
                         di_integer_arg((int64_t)late), di_integer_arg((int64_t)c->count));
    if (all == 0)
        return SHEET_SAY(
            sheet,
            DI_N_("Institutions that stop admissions or wind down: %1; none closes "
                  "in most runs"),
            di_integer_arg((int64_t)c->count));
    return SHEET_SAY(
        sheet,
        DI_N_("Of %2 {%2|institution|institutions} winding down, %1 {%1|closes|close} in most "
              "runs"),
        di_integer_arg((int64_t)all), di_integer_arg((int64_t)c->count));
}

static double x_of(const struct closures *c, double day)
{
    return fmin(fmax(di_scale_pixel(&c->days, day), c->plot.x), c->plot.x + c->plot.width);
}

static const char *share_text(struct closures *c, const struct closing *row)
{
    struct sheet *sheet = c->sheet;
    if (row->share < 0.005)
        return sheet_word(sheet, DI_N_("stays open"));
    return isnan(row->close_by) || isnan(row->on_plan)
               ? SHEET_SAY(sheet, DI_N_("closes %1"),
                           di_text_arg(sheet_percent(sheet, row->share)))
               : SHEET_SAY(sheet, DI_N_("closes %1, in time %2"),
                           di_text_arg(sheet_percent(sheet, row->share)),
                           di_text_arg(sheet_percent(sheet, row->on_plan)));
}

static const char *date_text(struct closures *c, double day)
{
    return isnan(day) ? "" : sheet_date(c->sheet, (int32_t)day);
}

static void add_hit(struct closures *c, const struct closing *row, size_t line,
                    struct di_rect rect)
{
    struct sheet *sheet = c->sheet;
    struct di_hit *hit = di_scene_add_hit(sheet->scene, DI_HIT_BAR, (uint32_t)line, rect, 5);
    if (hit == NULL)
        return;
    hit->id = di_scene_copy(sheet->scene, row->id);
    hit->title = sheet_name(sheet, "institutions", row->id);
    hit->rows[0] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("admissions stop")),
                                           date_text(c, row->stop), ""};
    hit->rows[1] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("winds down from")),
                                           date_text(c, row->wind_down), ""};
    hit->rows[2] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("planned last day")),
                                           date_text(c, row->close_by), ""};
    hit->rows[3] = (struct di_tooltip_row){
        sheet_word(sheet, sheet_is_one_run(sheet) ? DI_N_("closes")
                          : row->is_mean          ? DI_N_("closes, mean")
                                                  : DI_N_("closes, median")),
        date_text(c, row->middle),
        isnan(row->p05)
            ? ""
            : SHEET_SAY(sheet, DI_N_("from %1 to %2"), di_text_arg(date_text(c, row->p05)),
                        di_text_arg(date_text(c, row->p95)))};
    hit->rows[4] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("share of runs")),
                                           share_text(c, row), ""};
    sheet_describe(sheet,
                   SHEET_SAY(sheet, DI_N_("%1: %2 (%3)"), di_text_arg(hit->title),
                             di_text_arg(hit->rows[3].value), di_text_arg(hit->rows[4].value)));
}

static void draw_spread(struct closures *c, const struct closing *row, double y, double height)
{
    struct sheet *sheet = c->sheet;
    if (isnan(row->middle))
        return;
    const double low = x_of(c, isnan(row->p05) ? row->middle : row->p05);
    const double high = x_of(c, isnan(row->p95) ? row->middle : row->p95);
    const double middle = x_of(c, row->middle);
    struct di_scene_item *box =
        sheet_box(sheet, DI_INK_BAND_INNER, 1,
                  (struct di_rect){low, y - height / 2, fmax(high - low, 3), height});
    (void)box;
    struct di_scene_item *tick = di_scene_add_line(
        sheet->scene, DI_INK_SERIES, 3, (struct di_point){middle, y - height / 2 - 2},
        (struct di_point){middle, y + height / 2 + 2});
    if (tick != NULL)
        tick->slot = 1;
}

static void draw_row(struct closures *c, size_t line)
{
    struct sheet *sheet = c->sheet;
    const struct closing *row = &c->rows[c->order[line]];
    const double y = c->plot.y + ((double)line + 0.5) * c->row;
    const double height = 0.5 * c->row;
    const double end = isnan(row->middle) ? c->days.data_high : row->middle;
    if (!isnan(row->stop))
        sheet_line(sheet, DI_INK_AXIS, 2, x_of(c, row->stop), y, x_of(c, end), y);
    if (!isnan(row->wind_down) && row->wind_down < end)
        sheet_box(sheet, DI_INK_SAVES, 0,
                  (struct di_rect){x_of(c, row->wind_down), y - 0.3 * height,
                                   x_of(c, end) - x_of(c, row->wind_down), 0.6 * height});
    draw_spread(c, row, y, height);
    if (!isnan(row->close_by)) {
        struct di_scene_item *flag =
            di_scene_add_marker(sheet->scene, DI_INK_TARGET, DI_SHAPE_DIAMOND,
                                fmin(0.4 * sheet->label.size, 0.4 * height + 1),
                                (struct di_point){x_of(c, row->close_by), y});
        if (flag != NULL)
            flag->has_halo = true;
    }
    add_hit(c, row, line, (struct di_rect){c->plot.x, y - c->row / 2, c->plot.width, c->row});
    const struct di_text_style style =
        c->row < 1.3 * sheet->label.size ? sheet->tiny : sheet->label;
    sheet_text(sheet, DI_INK_TEXT, sheet_name(sheet, "institutions", row->id), style,
               sheet->body.x, sheet_middle(style, y));
    sheet_text(sheet, is_late(row) ? DI_INK_WORSE : DI_INK_SECONDARY, share_text(c, row),
               is_late(row) ? (struct di_text_style){style.size, true} : style,
               c->plot.x + c->plot.width + sheet->gap, sheet_middle(style, y));
}

/* What stands under the rows if not all are shown. */
static const char *more_text(struct closures *c)
{
    struct sheet *sheet = c->sheet;
    const size_t late = count_late(c);
    const struct di_argument more = di_integer_arg((int64_t)(c->count - c->shown));
    if (late == 0)
        return SHEET_SAY(sheet, DI_N_("and %1 more that close later or not at all"), more);
    if (late <= c->shown)
        return SHEET_SAY(sheet, DI_N_("and %1 more, none late in most runs"), more);
    return SHEET_SAY(sheet, DI_N_("and %1 more, late ones among them"), more);
}

static void draw(struct closures *c)
{
    struct sheet *sheet = c->sheet;
    const struct di_rect *body = &sheet->body;
    const double foot = sheet->gap + sheet_leading(sheet->label);
    const double more_height = sheet_leading(sheet->small);
    const double least = 1.15 * sheet->label.size;
    double room = body->height - foot;
    c->shown = c->count;
    if ((double)c->shown * least > room) {
        room -= more_height;
        c->shown = (size_t)fmax(floor(room / least), 0);
    }
    keep_those_shown(c);
    double left = 0, right = 0;
    for (size_t i = 0; i < c->shown; i++) {
        const struct closing *row = &c->rows[c->order[i]];
        left = fmax(
            left, sheet_width(sheet, sheet_name(sheet, "institutions", row->id), sheet->label));
        right = fmax(right, sheet_width(sheet, share_text(c, row), sheet->strong));
    }
    left += 1.5 * sheet->gap;
    right += 1.5 * sheet->gap;
    if (!sheet_has_room(sheet, left + right + 8 * sheet->label.size, foot + 4 * least))
        return;
    c->row = fmin(room / (double)c->shown, 2.6 * sheet->label.size);
    c->plot = (struct di_rect){body->x + left, body->y, body->width - left - right,
                               c->row * (double)c->shown};
    c->days =
        (struct di_scale){sheet->results->start_civil_day, sheet->results->last_civil_day + 1,
                          c->plot.x, c->plot.x + c->plot.width};
    sheet->out->plot = c->plot;
    const struct di_ticks years = di_ticks_of_years(&c->days, 60);
    for (size_t i = 0; i < years.count; i++) {
        const double x = di_scale_pixel(&c->days, years.value[i]);
        sheet_line(sheet, DI_INK_GRID, 1, x, c->plot.y, x, c->plot.y + c->plot.height);
    }
    for (size_t i = 0; i < c->shown; i++)
        draw_row(c, i);
    sheet_year_axis(sheet, &c->days, c->plot.y + c->plot.height);
    if (c->shown < c->count)
        sheet_text(sheet, DI_INK_SECONDARY, more_text(c), sheet->small, body->x,
                   c->plot.y + c->plot.height + foot + DI_TEXT_ASCENT * sheet->small.size);
}

/* NULL: every date is a median, or of the one run. */
static const char *mean_note(struct closures *c)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->rows[i].is_mean && !sheet_is_one_run(c->sheet))
            return sheet_word(c->sheet, DI_N_("Tick: median closing date; the mean where fewer "
                                              "than 20 runs close the institution."));
    return NULL;
}

enum di_status closures_plan(struct sheet *sheet, struct di_error *error)
{
    struct closures *c = DI_ARENA_NEW(&sheet->scene->arena, 1, struct closures);
    if (c == NULL)
        return di_fail_memory(error);
    c->sheet = sheet;
    if (!gather(c))
        return di_fail_memory(error);
    if (c->count == 0) {
        sheet_empty(sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_CLOSURES)),
                    sheet_word(sheet, DI_N_("No institution stops admissions or winds down in "
                                            "these results.")));
        return DI_OK;
    }
    sort(c);
    const char *note = mean_note(c);
    const struct sheet_story story = {
        .title = finding(c),
        .measure = SHEET_SAY(sheet, DI_N_("%1 · From the stop of admissions to the last day"),
                             di_text_arg(sheet_scenario(sheet, sheet->results))),
        .legend_count = 4,
        .legend = {{SIGN_LINE, DI_INK_AXIS, 0, false,
                    sheet_word(sheet, DI_N_("no admissions"))},
                   {SIGN_BOX, DI_INK_SAVES, 0, false, sheet_word(sheet, DI_N_("winds down"))},
                   {SIGN_BOX, DI_INK_BAND_INNER, 1, false,
                    sheet_word(sheet, sheet_is_one_run(sheet)
                                          ? DI_N_("closes")
                                          : DI_N_("closes: median and 90%% of runs"))},
                   {SIGN_DIAMOND, DI_INK_TARGET, 0, false,
                    sheet_word(sheet, DI_N_("planned last day"))}},
        .note_count = note == NULL ? 1 : 2,
        .notes = {
            sheet_runs(sheet,
                       DI_N_("Runs: %1: chance only, inputs held fixed. Dates are of the "
                             "runs in which the institution closes."),
                       DI_N_("Runs: %1: chance and uncertain inputs. Dates are of the runs "
                             "in which the institution closes.")),
            note}};
    sheet_begin(sheet, &story);
    draw(c);
    return DI_OK;
}
