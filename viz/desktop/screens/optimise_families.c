/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Families a plan seeks: a table a profile, a line a region, a column a period of the plan. */
#include <math.h>

#include "di/language.h"

#include "optimise_parts.h"

#define COLUMN 74.0
#define ROW 24.0

enum { SPECIALISED = 1 }; /* of the two axes of approvals */

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};
static const struct ui_text strong = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

struct families {
    struct ui *ui;
    const struct plan_outcome *outcome;
    uint32_t speciality;
    double name_width;
};

static double sought(const struct families *families, uint32_t t, uint32_t region)
{
    return di_plan_at(families->outcome->plan, DI_PART_APPROVALS, t, region,
                      families->speciality, 0);
}

/* Of a region in all periods; UINT32_MAX: of all regions in one, or in all with t 0. */
static double total(const struct families *families, uint32_t region, uint32_t period)
{
    const struct di_fluid_parameters *p = families->outcome->country->parameters;
    double sum = 0;
    for (uint32_t t = 1; t <= p->horizon; t++)
        for (uint32_t r = 0; r < p->regions; r++)
            if ((region == UINT32_MAX || r == region) && (period == 0 || t == period))
                sum += sought(families, t, r);
    return sum;
}

/* Plans are of fractions: a digit where it is more than noise. */
static const char *count_text(struct ui *ui, double value)
{
    return ui_number(ui, value < 0.05 ? 0 : value, value >= 0.05 && value < 9.95 ? 1 : 0);
}

/* Months from the start of the scenario's first year to a quarter. */
static uint32_t months_to(const struct plan_outcome *outcome, uint32_t quarter,
                          int32_t *year_out)
{
    int32_t month, day;
    di_date_to_civil(outcome->scenario->model->start_civil_day, year_out, &month, &day);
    const uint32_t months = (uint32_t)(month - 1) + 3 * quarter;
    *year_out += (int32_t)(months / 12);
    return months;
}

static const char *quarter_text(struct ui *ui, const struct plan_outcome *outcome,
                                uint32_t quarter)
{
    static const char *const names[4] = {N_("%1 Q1"), N_("%1 Q2"), N_("%1 Q3"), N_("%1 Q4")};
    int32_t year;
    const uint32_t months = months_to(outcome, quarter, &year);
    return UI_SAY(ui, names[months % 12 / 3],
                  di_text_arg(frame_format(ui->frame, "%d", (int)year)));
}

/* "2027 Q3", "2029" of a whole year, or from its first quarter to its last. */
static const char *period_text(struct ui *ui, const struct plan_outcome *outcome, uint32_t t)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    const char *first = quarter_text(ui, outcome, p->first_quarter[t]);
    int32_t year;
    if (p->quarters[t] == 1)
        return first;
    if (p->quarters[t] == 4 && months_to(outcome, p->first_quarter[t], &year) % 12 == 0)
        return frame_format(ui->frame, "%d", (int)year);
    return UI_SAY(
        ui, N_("%1–%2"), di_text_arg(first),
        di_text_arg(quarter_text(ui, outcome, p->first_quarter[t] + p->quarters[t] - 1)));
}

static const char *region_text(struct ui *ui, const struct plan_outcome *outcome,
                               uint32_t region)
{
    if (region == UINT32_MAX)
        return tr(ui, N_("The whole country"));
    const struct di_name *name = &outcome->scenario->model->regions[region].name;
    return di_language_pick(ui->catalogue->language, name->name_en, name->name_ru);
}

static double heads(const struct families *families, uint32_t from, uint32_t to, double x,
                    double y)
{
    struct ui_text look = second;
    double used = 0;
    look.is_bold = true;
    look.align = UI_RIGHT;
    for (uint32_t t = from; t < to; t++)
        used = fmax(used, ui_paragraph(families->ui,
                                       x + families->name_width + COLUMN * (t - from) + 8, y,
                                       COLUMN - 8,
                                       period_text(families->ui, families->outcome, t), look));
    return used + 4;
}

static double row(const struct families *families, uint32_t region, uint32_t from, uint32_t to,
                  double x, double y)
{
    struct ui *ui = families->ui;
    const bool is_total = region == UINT32_MAX;
    const struct ui_text look = is_total ? strong : body;
    const char *name = region_text(ui, families->outcome, region);
    struct ui_text right = look;
    right.align = UI_RIGHT;
    const double high =
        fmax(ui_paragraph(ui, x, y + 3, families->name_width - 8, name, look) + 6, ROW);
    for (uint32_t t = from; t < to; t++) {
        const double value =
            is_total ? total(families, region, t) : sought(families, t, region);
        const struct di_rect place = {x + families->name_width + COLUMN * (t - from), y, COLUMN,
                                      high};
        const char *text = count_text(ui, value);
        ui_label(ui, place, text, right);
        struct ui_node *node =
            ui_node(ui, UI_LABEL,
                    frame_format(
                        ui->frame, "families:%u:%u:%u", families->speciality,
                        is_total ? families->outcome->country->parameters->regions : region, t),
                    place,
                    UI_SAY(ui, N_("%1, %2"), di_text_arg(name),
                           di_text_arg(period_text(ui, families->outcome, t))));
        node->value = text;
    }
    ui_line(ui, UI_RULE, x, y + high, x + families->name_width + COLUMN * (to - from),
            y + high);
    return high;
}

/* Periods that do not fit the width stand in a further table below. */
static double profile(struct families *families, double x, double y, double width)
{
    struct ui *ui = families->ui;
    const struct di_fluid_parameters *p = families->outcome->country->parameters;
    const double all = total(families, UINT32_MAX, 0);
    const char *title = UI_SAY(ui,
                               families->speciality == SPECIALISED
                                   ? N_("Specialised foster families to find: %1")
                                   : N_("Foster families to find: %1"),
                               di_text_arg(count_text(ui, all)));
    double used = ui_paragraph(ui, x, y, width, title, strong) + 6;
    families->name_width = fmin(fmax(0.24 * width, 110), 200);
    const double room = floor((width - families->name_width) / COLUMN);
    const uint32_t across = room < 1 ? 1 : (uint32_t)room;
    for (uint32_t from = 1; all >= 0.05 && from <= p->horizon; from += across) {
        const uint32_t to = from + across <= p->horizon + 1 ? from + across : p->horizon + 1;
        used += heads(families, from, to, x, y + used);
        for (uint32_t r = 0; r < p->regions; r++)
            if (total(families, r, 0) >= 0.05)
                used += row(families, r, from, to, x, y + used);
        used += row(families, UINT32_MAX, from, to, x, y + used) + 14;
    }
    return used;
}

double optimise_families(struct ui *ui, const struct desk *desk,
                         const struct plan_outcome *outcome, double x, double y, double width)
{
    const struct button_spec fold[] = {{"optimise:families",
                                        desk->shows_families
                                            ? tr(ui, N_("Hide families by region and quarter"))
                                            : tr(ui, N_("Families by region and quarter")),
                                        BUTTON_PLAIN,
                                        {ACT_OPTIMISE_FAMILIES, 0, NULL},
                                        false}};
    double used = button_row(ui, x, y, width, fold, 1);
    if (!desk->shows_families)
        return used;
    used += 12;
    for (uint32_t s = 0; s < DI_SPECIALITIES; s++) {
        struct families families = {ui, outcome, s, 0};
        used += profile(&families, x, y + used, width) + 8;
    }
    return used +
           ui_paragraph(ui, x, y + used, width,
                        tr(ui, N_("When their search begins, not when they are approved. "
                                  "plan.csv of 'homeward optimize' has the same numbers.")),
                        second);
}
