/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same words as in the window (viz/desktop/screens/optimise_conflict.c). Rules that protect
 * children are not among the kinds of limits, so none of them can be named here.
 */
#include "plan_conflict.h"

#include <math.h>
#include <stdio.h>

#include "di/language.h"
#include "di/planning_goals.h"
#include "di/time.h"

#include "error_report.h"
#include "plan_book.h"

enum { TEXT_ROOM = 320 };

struct conflict_view {
    const struct di_cli *cli;
    const struct di_model *model;
    const struct di_fluid_country *country;
};

/* ---- what a limit is called ---- */

static int32_t start_year(const struct di_model *model)
{
    int32_t year, month, day;
    di_date_to_civil(model->start_civil_day, &year, &month, &day);
    return year;
}

static void render(const struct conflict_view *view, const struct di_message *message,
                   char *text)
{
    (void)di_message_render(message, &view->cli->catalogue, text, TEXT_ROOM);
}

static void name_institution(const struct conflict_view *view, uint32_t i,
                             struct di_message *message)
{
    const uint32_t unit = view->country->unit[i];
    if (unit == UINT32_MAX) {
        di_message_set(message, DI_N_("The closure date of a group of institutions"), NULL, 0);
        return;
    }
    const struct di_name *name = &view->model->institutions[unit].name;
    DI_MESSAGE(message, DI_N_("The closure date of %1"),
               di_text_arg(di_language_pick(view->cli->catalogue.language, name->name_en,
                                            name->name_ru)));
}

static void name_limit(const struct conflict_view *view, const struct di_limit *limit,
                       char *text)
{
    static const char *const plain[DI_LIMIT_KINDS] = {
        [DI_LIMIT_PACE] = DI_N_("The number of closures a year"),
        [DI_LIMIT_EQUITY] = DI_N_("How far a region may lag behind"),
        [DI_LIMIT_GROUP_HOMES] = DI_N_("The share of group homes"),
        [DI_LIMIT_RECRUITMENT] = DI_N_("The search for foster families"),
        [DI_LIMIT_HIRING] = DI_N_("The hiring of workers"),
        [DI_LIMIT_HOMES] = DI_N_("The building of group homes")};
    struct di_message message;
    char year[16];
    if (limit->kind == DI_LIMIT_BUDGET) {
        di_plan_book_year(view->model, limit->index, year);
        DI_MESSAGE(&message, DI_N_("The budget of %1"), di_text_arg(year));
    } else if (limit->kind == DI_LIMIT_CLOSE_BY) {
        name_institution(view, limit->index, &message);
    } else if (limit->kind == DI_LIMIT_TARGET) {
        DI_MESSAGE(&message, DI_N_("The target '%1'"),
                   di_text_arg(view->model->goals->targets[limit->index].id));
    } else {
        di_message_set(&message, plain[limit->kind], NULL, 0);
    }
    render(view, &message, text);
}

/* ---- what would be enough ---- */

/* Last day of the period that a closure date must wait for; false: beyond the horizon. */
static bool later_day(const struct conflict_view *view, const struct di_limit *limit,
                      int32_t *day_out)
{
    const struct di_fluid_parameters *p = view->country->parameters;
    const double period = p->close_by[limit->index] + limit->change;
    if (!(period <= p->horizon))
        return false;
    const uint32_t t = (uint32_t)period;
    *day_out = di_plan_book_quarter_day(view->model, p->first_quarter[t] + p->quarters[t]) - 1;
    return true;
}

static void tell_date(const struct conflict_view *view, const struct di_limit *limit,
                      struct di_message *message)
{
    int32_t day;
    if (later_day(view, limit, &day))
        DI_MESSAGE(message, DI_N_("closing by %1 would be possible"), di_date_arg(day));
    else
        di_message_set(message, DI_N_("no date within the horizon would be possible"), NULL, 0);
}

static void tell_change(const struct conflict_view *view, const struct di_limit *limit,
                        char *text)
{
    static const char *const enough[DI_LIMIT_KINDS] = {
        [DI_LIMIT_BUDGET] = DI_N_("%1 more would be enough"),
        [DI_LIMIT_TARGET] = DI_N_("%1 more {%1|child|children} would be enough"),
        [DI_LIMIT_PACE] = DI_N_("%1 more {%1|institution|institutions} a year would be "
                                "enough"),
        [DI_LIMIT_EQUITY] = DI_N_("%1 more percentage {%1|point|points} would be enough"),
        [DI_LIMIT_GROUP_HOMES] = DI_N_("%1 more percentage {%1|point|points} would be enough"),
        [DI_LIMIT_RECRUITMENT] = DI_N_("%1 times as many would be enough"),
        [DI_LIMIT_HIRING] = DI_N_("%1 times as many would be enough"),
        [DI_LIMIT_HOMES] = DI_N_("%1 times as many would be enough")};
    struct di_message message;
    double shown = ceil(limit->change);
    if (limit->kind == DI_LIMIT_EQUITY || limit->kind == DI_LIMIT_GROUP_HOMES)
        shown = ceil(limit->change * 1000) / 10;
    else if (limit->kind >= DI_LIMIT_RECRUITMENT)
        shown = ceil(limit->change * 100) / 100;
    if (!(limit->change < HUGE_VAL))
        di_message_set(&message, DI_N_("no change of it alone is enough"), NULL, 0);
    else if (limit->kind == DI_LIMIT_CLOSE_BY)
        tell_date(view, limit, &message);
    else
        DI_MESSAGE(&message, enough[limit->kind], di_real_arg(shown));
    render(view, &message, text);
}

static void tell_limit(const struct conflict_view *view, const struct di_limit *limit,
                       char *text)
{
    char name[TEXT_ROOM], change[TEXT_ROOM];
    struct di_message message;
    name_limit(view, limit, name);
    tell_change(view, limit, change);
    DI_MESSAGE(&message, DI_N_("%1: %2"), di_text_arg(name), di_text_arg(change));
    render(view, &message, text);
}

/* ---- all of it ---- */

/* No limit is named where fractions would keep them all: whole numbers are the trouble. */
static void tell_cause(const struct conflict_view *view, const struct di_conflict *conflict,
                       char *text)
{
    struct di_message message;
    if (conflict->count > 0)
        DI_MESSAGE(&message,
                   DI_N_("No plan keeps all limits of '%1'. These contradict each other; each "
                         "line says the least change that alone makes a plan possible:"),
                   di_text_arg(view->model->id));
    else
        DI_MESSAGE(&message,
                   DI_N_("No plan keeps all limits of '%1' with institutions closed and homes "
                         "built as wholes; in parts they could be kept. Loosen a limit a "
                         "little."),
                   di_text_arg(view->model->id));
    render(view, &message, text);
}

/* Other limits contradict themselves as well, or one of these alone would be enough. */
static bool has_more(const struct di_conflict *conflict)
{
    for (uint32_t n = 0; n < conflict->count; n++)
        if (conflict->limit[n].change < HUGE_VAL)
            return false;
    return conflict->count > 0;
}

void di_plan_conflict_print(const struct di_cli *cli, const struct di_model *model,
                            const struct di_fluid_country *country,
                            const struct di_conflict *conflict)
{
    const struct conflict_view view = {cli, model, country};
    char text[TEXT_ROOM];
    tell_cause(&view, conflict, text);
    (void)fprintf(stderr, "%s\n", text);
    for (uint32_t n = 0; n < conflict->count; n++) {
        tell_limit(&view, &conflict->limit[n], text);
        (void)fprintf(stderr, "- %s\n", text);
    }
    if (has_more(conflict))
        (void)fprintf(stderr, "%s\n",
                      _("This is not the only contradiction: loosen a limit named here and ask "
                        "again."));
    if (!conflict->is_complete)
        (void)fprintf(stderr, "%s\n",
                      _("The time limit ended the search for the cause: the list may be longer "
                        "than it need be."));
}

static json_t *limit_json(const struct conflict_view *view, const struct di_limit *limit)
{
    char text[TEXT_ROOM], day[16];
    int32_t later;
    tell_limit(view, limit, text);
    json_t *item = json_pack("{s:s, s:i, s:s}", "limit", di_limit_id(limit->kind), "index",
                             (int)limit->index, "text", text);
    if (limit->kind == DI_LIMIT_BUDGET)
        (void)json_object_set_new(
            item, "year", json_integer(start_year(view->model) + (int32_t)limit->index));
    if (limit->kind == DI_LIMIT_TARGET)
        (void)json_object_set_new(item, "target",
                                  json_string(view->model->goals->targets[limit->index].id));
    if (limit->kind == DI_LIMIT_CLOSE_BY && view->country->unit[limit->index] != UINT32_MAX)
        (void)json_object_set_new(
            item, "institution",
            json_string(view->model->institutions[view->country->unit[limit->index]].name.id));
    if (limit->change < HUGE_VAL)
        (void)json_object_set_new(item, "change", json_real(limit->change));
    if (limit->kind == DI_LIMIT_CLOSE_BY && limit->change < HUGE_VAL &&
        later_day(view, limit, &later)) {
        di_date_format(later, day);
        (void)json_object_set_new(item, "close_by", json_string(day));
    }
    return item;
}

json_t *di_plan_conflict_json(const struct di_cli *cli, const struct di_model *model,
                              const struct di_fluid_country *country,
                              const struct di_conflict *conflict)
{
    const struct conflict_view view = {cli, model, country};
    json_t *list = json_array();
    char text[TEXT_ROOM];
    for (uint32_t n = 0; n < conflict->count; n++)
        (void)json_array_append_new(list, limit_json(&view, &conflict->limit[n]));
    tell_cause(&view, conflict, text);
    return json_pack("{s:{s:s, s:n, s:n, s:n, s:s, s:n, s:b, s:b, s:o}}", "error", "code",
                     "infeasible", "path", "file", "line", "message", text, "hint", "complete",
                     conflict->is_complete, "more", has_more(conflict), "conflict", list);
}
