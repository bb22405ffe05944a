/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A country has a hundred prices. People see for each scarce thing the region in which one more
 * is worth most; files hold them all. A price of zero is told as what it means: not what holds
 * the plan back.
 */
#include "plan_price_report.h"

#include <math.h>

#include "di/language.h"
#include "di/number.h"
#include "di/plan_prices.h"
#include "di/time.h"

#include "plan_study.h"
#include "text_table.h"

static int32_t year_of(const struct di_plan_book *book, const struct di_price *price)
{
    int32_t year, month, day;
    di_date_to_civil(book->model->start_civil_day, &year, &month, &day);
    return year + (int32_t)price->index;
}

/* ---- for people ---- */

static const char *region_of(const struct di_cli *cli, const struct di_plan_book *book,
                             const struct di_price *price)
{
    if (price->region == UINT32_MAX)
        return _("the country");
    const struct di_name *name = &book->model->regions[price->region].name;
    return di_language_pick(cli->catalogue.language, name->name_en, name->name_ru);
}

static void add_row(const struct di_cli *cli, const struct di_plan_book *book,
                    struct di_text_table *table, const struct di_price *price)
{
    const struct di_price_side *more = &price->more;
    char year[16] = "";
    if (price->kind == DI_PRICE_BUDGET)
        (void)snprintf(year, sizeof year, "%d", (int)year_of(book, price));
    di_text_table_add(table, _(di_price_name(price->kind, price->index)));
    di_text_table_add(table, year);
    if (fabs(more->net) < DI_PRICE_NOTHING && fabs(more->gross) < DI_PRICE_NOTHING) {
        di_text_table_add(table, _("not the bottleneck"));
        di_text_table_add(table, "0");
        di_text_table_add(table, "0");
        di_text_table_add(table, "");
        return;
    }
    di_text_table_add(table, region_of(cli, book, price));
    di_text_table_add_real(table, &cli->catalogue, more->net, 2);
    di_text_table_add_real(table, &cli->catalogue, more->gross, 2);
    if (more->range < HUGE_VAL)
        di_text_table_add_real(table, &cli->catalogue, more->range, 2);
    else
        di_text_table_add(table, _("any number"));
}

static void print_table(const struct di_cli *cli, const struct di_plan_book *book)
{
    const struct di_plan_prices *prices = book->study->prices;
    struct di_text_table table;
    di_text_table_init(&table, 6);
    di_text_table_add(&table, _("one more"));
    di_text_table_add(&table, _("year"));
    di_text_table_add(&table, _("worth most in"));
    di_text_table_add(&table, _("years in care saved"));
    di_text_table_add(&table, _("if others pay for it"));
    di_text_table_add(&table, _("holds for"));
    for (uint32_t kind = 0; kind < DI_PRICE_KINDS; kind++) {
        const uint32_t last =
            kind == DI_PRICE_BUDGET ? book->country->parameters->years : DI_SPECIALITIES;
        for (uint32_t index = 0; index < last; index++) {
            const struct di_price *price = di_plan_prices_dearest(prices, kind, index);
            if (price != NULL)
                add_row(cli, book, &table, price);
        }
    }
    (void)putchar('\n');
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
}

void di_plan_price_report_print(const struct di_cli *cli, const struct di_plan_book *book)
{
    const struct di_plan_prices *prices = book->study->prices;
    if (prices->count > 0) {
        print_table(cli, book);
        (void)puts(prices->is_by_region
                       ? _("Weighted years, at this plan: closures and homes unchanged, each "
                           "region within its share of the budget. Every figure was checked by "
                           "solving again.")
                       : _("Weighted years, at this plan: closures and homes unchanged. Every "
                           "figure was checked by solving again."));
    }
    if (prices->state == DI_PRICES_STOPPED)
        (void)puts(_("The time limit left some prices out."));
    if (prices->state == DI_PRICES_ELASTIC)
        (void)puts(_("The plan overspends: what more money is worth cannot be said."));
    if (prices->state == DI_PRICES_LOST)
        (void)puts(_("Some prices could not be found."));
}

/* ---- for machines ---- */

static json_t *side_json(const struct di_price_side *side)
{
    if (!side->is_verified)
        return json_null();
    json_t *object = json_pack("{s:f, s:f}", "net", side->net, "gross", side->gross);
    (void)json_object_set_new(object, "range",
                              side->range < HUGE_VAL ? json_real(side->range) : json_null());
    return object;
}

static void day_of(const struct di_plan_book *book, uint32_t period, char *buffer)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    di_date_format(di_plan_book_quarter_day(book->model, p->first_quarter[period]), buffer);
}

static bool has_speciality(const struct di_price *price)
{
    return price->kind == DI_PRICE_FAMILY || price->kind == DI_PRICE_APPROVALS;
}

static json_t *price_json(const struct di_plan_book *book, const struct di_price *price)
{
    char day[16];
    json_t *object = json_pack("{s:s, s:o, s:o}", "of", di_price_id(price->kind), "more",
                               side_json(&price->more), "less", side_json(&price->less));
    if (price->region != UINT32_MAX)
        (void)json_object_set_new(object, "region",
                                  json_string(book->model->regions[price->region].name.id));
    if (price->kind == DI_PRICE_BUDGET)
        (void)json_object_set_new(object, "year", json_integer(year_of(book, price)));
    if (has_speciality(price))
        (void)json_object_set_new(object, "speciality",
                                  json_string(price->index == 0 ? "foster" : "specialised"));
    if (price->from > 0) {
        day_of(book, price->from, day);
        (void)json_object_set_new(object, "from", json_string(day));
    }
    return object;
}

json_t *di_plan_price_report_json(const struct di_plan_book *book)
{
    static const char *const states[] = {"all", "stopped_by_time", "overspends", "incomplete"};
    const struct di_plan_prices *prices = book->study->prices;
    json_t *list = json_array();
    for (uint32_t n = 0; n < prices->count; n++)
        (void)json_array_append_new(list, price_json(book, &prices->price[n]));
    return json_pack("{s:s, s:b, s:i, s:o}", "state", states[prices->state], "by_region",
                     prices->is_by_region, "unverified", (int)prices->unverified, "list", list);
}

/* Days a price is about: its budget year, or from its start to the horizon. */
static void days_of(const struct di_plan_book *book, const struct di_price *price, char *first,
                    char *last)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    uint32_t from = price->from > 0 ? price->from : 1, to = p->horizon;
    if (price->kind == DI_PRICE_BUDGET) {
        while (from < p->horizon && p->year[from] < price->index)
            from++;
        while (to > from && p->year[to] > price->index)
            to--;
    }
    day_of(book, from, first);
    di_date_format(
        di_plan_book_quarter_day(book->model, p->first_quarter[to] + p->quarters[to]) - 1,
        last);
}

static void csv_value(const struct di_plan_book *book, const struct di_price *price,
                      const char *what, double value, FILE *stream)
{
    char first[16], last[16], number[DI_NUMBER_TEXT_MAX];
    if (!isfinite(value))
        return;
    days_of(book, price, first, last);
    (void)di_number_format(round(value * 1e6) / 1e6, number);
    (void)fprintf(stream, "%s,%s,%s,price_%s%s_%s,%s\n",
                  price->region == UINT32_MAX ? "all"
                                              : book->model->regions[price->region].name.id,
                  first, last, has_speciality(price) && price->index == 1 ? "specialised_" : "",
                  di_price_id(price->kind), what, number);
}

void di_plan_price_report_csv(const struct di_plan_book *book, FILE *stream)
{
    for (uint32_t n = 0; n < book->study->prices->count; n++) {
        const struct di_price *price = &book->study->prices->price[n];
        if (price->more.is_verified) {
            csv_value(book, price, "more_net", price->more.net, stream);
            csv_value(book, price, "more_gross", price->more.gross, stream);
            csv_value(book, price, "more_range", price->more.range, stream);
        }
        if (price->less.is_verified) {
            csv_value(book, price, "less_net", price->less.net, stream);
            csv_value(book, price, "less_gross", price->less.gross, stream);
            csv_value(book, price, "less_range", price->less.range, stream);
        }
    }
}
