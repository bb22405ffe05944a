/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One synthetic child's way through care, from the trace: a bar a stay in the colour of its
 * kind of care, named below; requests as a line above from asking to the end; marks for what
 * happened. Of several replications the first in the table is told.
 */
#include <math.h>
#include <string.h>

#include "di/time.h"

#include "care_group.h"
#include "plans.h"

enum { STAYS_MAX = 64, WAITS_MAX = 64 };

struct stay {
    double from, to; /* civil days, with fraction */
    const char *setting;
    enum care_group group;
};

struct request {
    double from, decision, to; /* decision NaN: none */
};

struct life {
    struct sheet *sheet;
    const struct di_csv_table *trace;
    const char *child, *sex;
    double birth;
    size_t stay_count, request_count, moves;
    struct stay stays[STAYS_MAX];
    struct request requests[WAITS_MAX];
    bool is_waiting, is_over;
    struct di_rect plot;
    struct di_scale days;
};

struct columns {
    size_t replication, day, event, child, birth, sex, to;
};

static struct columns columns_of(const struct di_csv_table *t)
{
    return (struct columns){
        di_csv_table_column(t, "replication"), di_csv_table_column(t, "day"),
        di_csv_table_column(t, "event"),       di_csv_table_column(t, "child"),
        di_csv_table_column(t, "birth_date"),  di_csv_table_column(t, "sex"),
        di_csv_table_column(t, "to")};
}

static bool is_event(const char *event, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strcmp(event, *list) == 0)
            return true;
    return false;
}

static void end_stay(struct life *life, double day)
{
    if (life->stay_count > 0)
        life->stays[life->stay_count - 1].to = day;
}

static void begin_stay(struct life *life, double day, const char *setting)
{
    end_stay(life, day);
    if (life->stay_count == STAYS_MAX)
        return;
    life->stays[life->stay_count++] =
        (struct stay){day, (double)NAN, setting,
                      care_group_of(&life->sheet->request->scenario->names, setting)};
}

static void take_row(struct life *life, const struct columns *c, size_t row)
{
    static const char *const arrivals[] = {"start", "entry", "reentry", "unexplained_entry",
                                           "move",  "home",  "exit",    NULL};
    const double day =
        life->sheet->results->start_civil_day + di_csv_table_number(life->trace, row, c->day);
    const char *event = di_csv_table_text(life->trace, row, c->event);
    if (is_event(event, arrivals)) {
        begin_stay(life, day, di_csv_table_text(life->trace, row, c->to));
        life->moves += strcmp(event, "start") != 0;
        life->is_over = strcmp(event, "exit") == 0;
    } else if (strcmp(event, "request") == 0 && life->request_count < WAITS_MAX) {
        life->requests[life->request_count++] = (struct request){day, (double)NAN, (double)NAN};
        life->is_waiting = true;
    } else if (life->is_waiting && strcmp(event, "decision") == 0) {
        life->requests[life->request_count - 1].decision = day;
    } else if (life->is_waiting && strcmp(event, "request_end") == 0) {
        life->requests[life->request_count - 1].to = day;
        life->is_waiting = false;
    }
}

static bool gather(struct life *life)
{
    const struct di_csv_table *trace = life->trace;
    const struct columns c = columns_of(trace);
    const char *wanted = life->sheet->request->child;
    const char *replication = NULL;
    for (size_t row = 0; row < trace->row_count; row++) {
        const char *child = di_csv_table_text(trace, row, c.child);
        const char *run = di_csv_table_text(trace, row, c.replication);
        if (child[0] == '\0' || (wanted != NULL && strcmp(child, wanted) != 0))
            continue;
        if (replication == NULL) {
            replication = run;
            life->child = wanted = child;
            life->sex = di_csv_table_text(trace, row, c.sex);
            life->birth = di_csv_table_number(trace, row, c.birth);
        }
        if (strcmp(run, replication) == 0)
            take_row(life, &c, row);
    }
    const double end = life->sheet->results->last_civil_day + 1;
    if (life->stay_count > 0)
        life->stays[life->stay_count - 1].to = end;
    for (size_t i = 0; i < life->request_count; i++)
        if (isnan(life->requests[i].to))
            life->requests[i].to = end;
    return life->stay_count > 0;
}

static const char *stay_name(struct life *life, const struct stay *stay)
{
    const char *name = sheet_name(life->sheet, "settings", stay->setting);
    if (name != stay->setting || stay->group == GROUPS)
        return name;
    return sheet_word(life->sheet, care_group_name(stay->group));
}

static unsigned slot_of(const struct stay *stay)
{
    return stay->group == GROUPS ? DI_CARE_OUTSIDE : care_group_slot(stay->group);
}

static const char *duration(struct life *life, double days)
{
    struct sheet *sheet = life->sheet;
    if (days < 0.5)
        return sheet_word(sheet, DI_N_("left at once"));
    return days < 90 ? SHEET_SAY(sheet, DI_N_("%1 {%1|day|days}"), sheet_count(sheet, days))
                     : SHEET_SAY(sheet, DI_N_("%1 {%1|year|years}"),
                                 di_real_arg(round(days / DI_DAYS_PER_YEAR * 10) / 10));
}

static void add_stay(struct life *life, size_t i, double y, double height)
{
    struct sheet *sheet = life->sheet;
    const struct stay *stay = &life->stays[i];
    const double x = di_scale_pixel(&life->days, stay->from);
    const double end = di_scale_pixel(&life->days, stay->to);
    const struct di_rect rect = {x, y, fmax(end - x - 1, 2), height};
    struct di_scene_item *bar = sheet_box(sheet, DI_INK_CARE, slot_of(stay), rect);
    if (bar != NULL)
        bar->opacity = life->is_over && i + 1 == life->stay_count ? 0.35 : 0;
    struct di_hit *hit = di_scene_add_hit(sheet->scene, DI_HIT_EVENT, (uint32_t)i, rect, 3);
    if (hit == NULL)
        return;
    hit->id = di_scene_copy(sheet->scene, stay->setting);
    hit->title = stay_name(life, stay);
    hit->rows[0] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("from")),
                                           sheet_date(sheet, (int32_t)floor(stay->from)), ""};
    hit->rows[1] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("to")),
                                           sheet_date(sheet, (int32_t)floor(stay->to)), ""};
    hit->rows[2] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("how long")),
                                           duration(life, stay->to - stay->from), ""};
    sheet_describe(sheet,
                   SHEET_SAY(sheet, DI_N_("%1: from %2, %3"), di_text_arg(hit->title),
                             di_text_arg(hit->rows[0].value), di_text_arg(hit->rows[2].value)));
}

struct stay_label {
    struct text_lines lines; /* one, unless the name is wider than the chart */
    double start, x;         /* of the bar; of the text */
    size_t row;              /* the first of its lines */
};

static struct stay_label label_of(struct life *life, const struct stay *stay)
{
    struct sheet *sheet = life->sheet;
    struct stay_label label = {.start = di_scale_pixel(&life->days, stay->from)};
    const char *text = SHEET_SAY(sheet, DI_N_("%1 · %2"), di_text_arg(stay_name(life, stay)),
                                 di_text_arg(duration(life, stay->to - stay->from)));
    text_wrap(sheet->scene, sheet->measure, text, sheet->strong, life->plot.width - 6,
              &label.lines);
    const double right = life->plot.x + life->plot.width - 3;
    label.x = fmax(fmin(label.start, right - label.lines.widest), life->plot.x);
    return label;
}

/* Names under the bars. From the last stay back, each in the first row where it meets none
 * before it: so no leader, which runs down from a bar's start, crosses a name left of it. */
static size_t place_labels(struct life *life, struct stay_label *labels)
{
    size_t rows = 0;
    for (size_t i = life->stay_count; i-- > 0;) {
        struct stay_label *label = &labels[i];
        *label = label_of(life, &life->stays[i]);
        const double end = label->x + label->lines.widest + 2 * life->sheet->gap;
        for (size_t k = i + 1; k < life->stay_count; k++) {
            const size_t below = labels[k].row + labels[k].lines.count;
            if (labels[k].x < end && below > label->row)
                label->row = below;
        }
        if (label->row + label->lines.count > rows)
            rows = label->row + label->lines.count;
    }
    return rows;
}

static void draw_label(struct life *life, const struct stay_label *label, unsigned slot,
                       double y)
{
    struct sheet *sheet = life->sheet;
    const double row = 1.5 * sheet->strong.size;
    for (size_t i = 0; i < label->lines.count; i++) {
        const double base = y + ((double)i + 0.8) * row;
        struct di_scene_item *text = sheet_text(sheet, DI_INK_CARE_TEXT, label->lines.line[i],
                                                sheet->strong, label->x + 3, base);
        if (text == NULL)
            continue;
        text->slot = slot;
        text->has_halo = true;
    }
}

/* Later names first lose their row where there are too few. */
static void label_stays(struct life *life, double y, size_t rows)
{
    struct sheet *sheet = life->sheet;
    struct stay_label labels[STAYS_MAX];
    const size_t wanted = place_labels(life, labels);
    const size_t dropped = wanted > rows ? wanted - rows : 0;
    for (size_t i = 0; i < life->stay_count; i++) {
        const struct stay_label *label = &labels[i];
        if (label->row < dropped)
            continue;
        const double top = y + (double)(label->row - dropped) * 1.5 * sheet->strong.size;
        sheet_line(sheet, DI_INK_AXIS, 1, label->start + 0.5, y, label->start + 0.5, top);
        draw_label(life, label, slot_of(&life->stays[i]), top);
    }
}

static void add_request(struct life *life, size_t i, double y)
{
    struct sheet *sheet = life->sheet;
    const struct request *request = &life->requests[i];
    const double x = di_scale_pixel(&life->days, request->from);
    const double end = fmax(di_scale_pixel(&life->days, request->to), x + 1);
    struct di_scene_item *line = di_scene_add_line(
        sheet->scene, DI_INK_TARGET, 2, (struct di_point){x, y}, (struct di_point){end, y});
    if (line != NULL)
        line->dash = DI_DASH_FINE;
    di_scene_add_marker(sheet->scene, DI_INK_TARGET, DI_SHAPE_CIRCLE, 0.28 * sheet->label.size,
                        (struct di_point){x, y});
    if (!isnan(request->decision))
        di_scene_add_marker(
            sheet->scene, DI_INK_TARGET, DI_SHAPE_DIAMOND, 0.28 * sheet->label.size,
            (struct di_point){di_scale_pixel(&life->days, request->decision), y});
    const struct di_rect rect = {x - 4, y - 6, end - x + 8, 12};
    struct di_hit *hit =
        di_scene_add_hit(sheet->scene, DI_HIT_EVENT, (uint32_t)(STAYS_MAX + i), rect, 2);
    if (hit == NULL)
        return;
    hit->id = "request";
    hit->title = sheet_word(sheet, DI_N_("Request for a place"));
    hit->rows[0] = (struct di_tooltip_row){
        sheet_word(sheet, DI_N_("from")), sheet_date(sheet, (int32_t)floor(request->from)), ""};
    hit->rows[1] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("how long")),
                                           duration(life, request->to - request->from), ""};
}

/* Ages along the top: what a birthday means is easier to see than a date. */
static void draw_ages(struct life *life, double base)
{
    struct sheet *sheet = life->sheet;
    const double apart = 2.4 * sheet_width(sheet, "17", sheet->label);
    double last = -HUGE_VAL;
    for (int age = 0; age <= 30; age++) {
        const double day = life->birth + age * DI_DAYS_PER_YEAR;
        const double x = di_scale_pixel(&life->days, day);
        if (x < life->plot.x || x > life->plot.x + life->plot.width || x - last < apart)
            continue;
        last = x;
        sheet_text_centred(sheet, age == 18 ? DI_INK_TEXT : DI_INK_SECONDARY,
                           sheet_number(sheet, age, 0),
                           age == 18 ? sheet->strong : sheet->label, x, base);
    }
}

static void draw(struct life *life)
{
    struct sheet *sheet = life->sheet;
    const struct di_rect *body = &sheet->body;
    const char *age_word = sheet_word(sheet, DI_N_("age"));
    const char *wait_word = sheet_word(sheet, DI_N_("waits"));
    const char *live_word = sheet_word(sheet, DI_N_("lives in"));
    const double left = fmax(fmax(sheet_width(sheet, age_word, sheet->label),
                                  sheet_width(sheet, wait_word, sheet->label)),
                             sheet_width(sheet, live_word, sheet->label)) +
                        1.5 * sheet->gap;
    const double line = sheet_leading(sheet->label);
    if (!sheet_has_room(sheet, left + 14 * sheet->label.size, 9 * line))
        return;
    const double right = sheet_width(sheet, "0000", sheet->label) / 2; /* of the last year */
    life->plot =
        (struct di_rect){body->x + left, body->y, body->width - left - right, body->height};
    life->days =
        (struct di_scale){sheet->results->start_civil_day, sheet->results->last_civil_day + 1,
                          life->plot.x, life->plot.x + life->plot.width};
    sheet->out->plot = life->plot;
    const double ages = body->y + line, waits = ages + 1.6 * line, bars = waits + 1.2 * line;
    const double bar = 2.2 * line, foot = body->y + body->height - 1.6 * line;
    const double axis = fmin(foot, bars + bar + 12 * line);
    const size_t rows =
        (size_t)fmin((axis - bars - bar) / (1.5 * sheet->strong.size), STAYS_MAX);
    sheet_text(sheet, DI_INK_SECONDARY, age_word, sheet->label, body->x, ages);
    sheet_text(sheet, DI_INK_SECONDARY, wait_word, sheet->label, body->x,
               sheet_middle(sheet->label, waits));
    sheet_text(sheet, DI_INK_SECONDARY, live_word, sheet->label, body->x,
               sheet_middle(sheet->label, bars + bar / 2));
    draw_ages(life, ages);
    for (size_t i = 0; i < life->stay_count; i++)
        add_stay(life, i, bars, bar);
    for (size_t i = 0; i < life->request_count; i++)
        add_request(life, i, waits);
    label_stays(life, bars + bar + 0.3 * line, rows);
    sheet_year_axis(sheet, &life->days, axis);
}

static const char *person(struct life *life)
{
    struct sheet *sheet = life->sheet;
    const struct di_argument id = di_text_arg(life->child);
    const struct di_argument born = di_text_arg(sheet_date(sheet, (int32_t)life->birth));
    return strcmp(life->sex, "female") == 0
               ? SHEET_SAY(sheet, DI_N_("Girl %1, born %2. Synthetic: no real child."), id,
                           born)
               : SHEET_SAY(sheet, DI_N_("Boy %1, born %2. Synthetic: no real child."), id,
                           born);
}

enum di_status life_plan(struct sheet *sheet, struct di_error *error)
{
    struct life *life = DI_ARENA_NEW(&sheet->scene->arena, 1, struct life);
    if (life == NULL)
        return di_fail_memory(error);
    life->sheet = sheet;
    life->trace = sheet->request->scenario->table[DI_TABLE_TRACE];
    if (life->trace == NULL || !gather(life)) {
        sheet_empty(sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_LIFE)),
                    life->trace == NULL
                        ? sheet_word(sheet, DI_N_("These results have no trace. Run the "
                                                  "scenario with --trace to follow a child."))
                        : sheet_word(sheet, DI_N_("The trace of these results has no such "
                                                  "child.")));
        return DI_OK;
    }
    const struct sheet_story story = {
        .title = SHEET_SAY(
            sheet,
            DI_N_("One simulated child: %1 {%1|move|moves}, %2 {%2|place|places} to live"),
            di_integer_arg((int64_t)life->moves), di_integer_arg((int64_t)life->stay_count)),
        .measure = person(life),
        .legend_count = 2,
        .legend = {{SIGN_DOT, DI_INK_TARGET, 0, false,
                    sheet_word(sheet, DI_N_("asks for a place"))},
                   {SIGN_LINE, DI_INK_TARGET, 0, false,
                    sheet_word(sheet, DI_N_("waits; diamond: decision"))}},
        .note_count = 1,
        .notes = {sheet_word(sheet, DI_N_("One run of many: what happened to this child, not "
                                          "what happens on average."))}};
    sheet_begin(sheet, &story);
    draw(life);
    return DI_OK;
}
