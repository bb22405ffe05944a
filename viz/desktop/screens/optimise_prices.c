/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For each scarce thing the region in which one more is worth most, as the command line says.
 */
#include <math.h>

#include "di/language.h"

#include "optimise_parts.h"

#define N_(text) text

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};
static const struct ui_text strong = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

static const char *place_of(struct ui *ui, const struct di_model *model,
                            const struct di_price *price)
{
    if (price->region == UINT32_MAX)
        return tr(ui, N_("the country"));
    const struct di_name *name = &model->regions[price->region].name;
    return di_language_pick(ui->catalogue->language, name->name_en, name->name_ru);
}

/* "A million in the budget of 2028", with its year where there is one. */
static const char *thing(struct ui *ui, const struct di_model *model,
                         const struct di_price *price)
{
    const char *name = tr(ui, di_price_name(price->kind, price->index));
    int32_t year, month, day;
    di_date_to_civil(model->start_civil_day, &year, &month, &day);
    return price->kind == DI_PRICE_BUDGET
               ? UI_SAY(ui, N_("%1, %2"), di_text_arg(name),
                        di_text_arg(
                            frame_format(ui->frame, "%d", (int)(year + (int32_t)price->index))))
               : name;
}

static bool is_nothing(const struct di_price *price)
{
    return fabs(price->more.net) < DI_PRICE_NOTHING &&
           fabs(price->more.gross) < DI_PRICE_NOTHING;
}

static double price_line(struct ui *ui, const struct di_model *model,
                         const struct di_price *price, double x, double y, double width)
{
    const struct di_price_side *more = &price->more;
    const char *name = thing(ui, model, price);
    const char *net = ui_number(ui, more->net, 2);
    const struct di_argument years = di_real_arg(round(more->net * 100) / 100);
    const char *text =
        is_nothing(price)
            ? UI_SAY(ui, N_("One more (%1): not the bottleneck"), di_text_arg(name))
        : more->range < HUGE_VAL
            ? UI_SAY(ui,
                     N_("One more (%1) saves %2 {%2|year|years} in institutions, most in: %3; "
                        "%4 if others pay for it. Holds for %5."),
                     di_text_arg(name), years, di_text_arg(place_of(ui, model, price)),
                     di_text_arg(ui_number(ui, more->gross, 2)),
                     di_text_arg(ui_number(ui, more->range, 2)))
            : UI_SAY(ui,
                     N_("One more (%1) saves %2 {%2|year|years} in institutions, most in: %3; "
                        "%4 if others pay for it. Holds for any number."),
                     di_text_arg(name), years, di_text_arg(place_of(ui, model, price)),
                     di_text_arg(ui_number(ui, more->gross, 2)));
    const double high = ui_paragraph(ui, x, y, width, text, body);
    struct ui_node *node = ui_node(
        ui, UI_LABEL, frame_format(ui->frame, "price:%d:%u", (int)price->kind, price->index),
        (struct di_rect){x, y, width, high}, text);
    node->value = is_nothing(price) ? "0" : net;
    return high + 4;
}

/* Of money that is worth nothing in any year. */
static double nothing_line(struct ui *ui, const struct di_price *price, double x, double y,
                           double width)
{
    return 4 +
           ui_paragraph(ui, x, y, width,
                        UI_SAY(ui, N_("One more (%1): not the bottleneck"),
                               di_text_arg(tr(ui, di_price_name(price->kind, price->index)))),
                        body);
}

static double lines(struct ui *ui, const struct plan_outcome *outcome,
                    const struct di_plan_prices *prices, double x, double y, double width)
{
    double used = 0;
    for (int kind = 0; kind < DI_PRICE_KINDS; kind++) {
        const bool is_money = kind == DI_PRICE_BUDGET;
        const uint32_t last = is_money ? outcome->country->parameters->years : DI_SPECIALITIES;
        const struct di_price *nothing = NULL;
        bool is_told = false;
        for (uint32_t index = 0; index < last; index++) {
            const struct di_price *price =
                di_plan_prices_dearest(prices, (enum di_price_kind)kind, index);
            if (price == NULL)
                continue;
            if (is_money && is_nothing(price)) { /* years without worth stand in one line */
                nothing = price;
                continue;
            }
            used += price_line(ui, outcome->scenario->model, price, x, y + used, width);
            is_told = true;
        }
        if (nothing != NULL && !is_told)
            used += nothing_line(ui, nothing, x, y + used, width);
    }
    return used;
}

static const char *remark(const struct di_plan_prices *prices)
{
    switch (prices->state) {
    case DI_PRICES_STOPPED:
        return N_("The time limit left some prices out.");
    case DI_PRICES_ELASTIC:
        return N_("The plan overspends: what more money is worth cannot be said.");
    case DI_PRICES_LOST:
        return N_("Some prices could not be found.");
    case DI_PRICES_ALL:
        break;
    }
    return NULL;
}

double optimise_prices(struct ui *ui, const struct plan_outcome *outcome,
                       const struct plan_state *now, double x, double y, double width)
{
    double used =
        ui_paragraph(ui, x, y, width, tr(ui, N_("What one more is worth")), strong) + 6;
    if (now->prices == NULL)
        return used + ui_paragraph(ui, x, y + used, width,
                                   now->phase < PLAN_DONE
                                       ? tr(ui, N_("Solving again for each scarce thing."))
                                       : tr(ui, N_("Some prices could not be found.")),
                                   second);
    used += lines(ui, outcome, now->prices, x, y + used, width);
    if (now->prices->count > 0)
        used += ui_paragraph(
            ui, x, y + used, width,
            now->prices->is_by_region
                ? tr(ui,
                     N_("Weighted years, at this plan: closures and homes unchanged, each "
                        "region within its share of the budget. Every figure was checked by "
                        "solving again."))
                : tr(ui, N_("Weighted years, at this plan: closures and homes unchanged. Every "
                            "figure was checked by solving again.")),
            second);
    if (remark(now->prices) != NULL)
        used +=
            4 + ui_paragraph(ui, x, y + used + 4, width, tr(ui, remark(now->prices)), second);
    return used;
}
