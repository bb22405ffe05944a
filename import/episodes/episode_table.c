/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the report. */
#include <math.h>

#include "episode_stock.h"
#include "episode_withhold.h"

static void put(struct di_quality_table *table, const struct di_episodes *book, double count)
{
    if (di_episode_is_small(book, count))
        di_quality_withheld(table);
    else
        di_quality_number(table, count);
}

/* ---- the account ---- */

static void add_account(struct di_episodes *book)
{
    static const char *const keys[] = {"year",    "opening", "entries",
                                       "returns", "exits",   "closing"};
    static const char *const headings[] = {DI_N_("Year"),          DI_N_("Opening"),
                                           DI_N_("First entries"), DI_N_("Back from home"),
                                           DI_N_("Exits"),         DI_N_("Closing")};
    struct di_quality_table *table =
        di_data_quality_table(book->quality, "account", DI_N_("The account"), keys, headings,
                              sizeof keys / sizeof keys[0]);
    const bool is_withheld = di_episode_has_small_year(book);
    for (int32_t y = book->counts.window.from; y <= book->counts.window.to; y++) {
        const struct di_episode_year *of = &book->counts.years[y - book->counts.window.from];
        const double cells[] = {of->opening, of->entries, of->returns, of->exits, of->closing};
        di_quality_year(table, y);
        for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
            if (is_withheld && i > 0 && i < 4)
                di_quality_withheld(table);
            else
                put(table, book, cells[i]);
        }
    }
    DI_MESSAGE(
        di_quality_remark(table),
        DI_N_("Children in care, all settings together. Opening and closing are at the "
              "ends of the year, and opening plus entries and returns less exits is "
              "closing. Who comes back within %1 years of going home is no first entry."),
        di_integer_arg(DI_EPISODE_HOME_YEARS));
}

/* ---- rates ---- */

static double digits(double value)
{
    const double scale = value > 0 ? pow(10, 2 - floor(log10(value))) : 1;
    return round(value * scale) / scale;
}

static void add_rates(struct di_episodes *book)
{
    static const char *const keys[] = {"setting",  "to",  "events", "child_years",
                                       "per_year", "low", "high",   "pieces"};
    static const char *const headings[] = {
        DI_N_("Setting"), DI_N_("To"),   DI_N_("Events"), DI_N_("Child-years"),
        DI_N_("A year"),  DI_N_("from"), DI_N_("to"),     DI_N_("Pieces of time")};
    struct di_quality_table *table =
        di_data_quality_table(book->quality, "rates", DI_N_("Ways out of settings"), keys,
                              headings, sizeof keys / sizeof keys[0]);
    for (size_t i = 0; i < book->pathway_count; i++) {
        const struct di_episode_pathway *pathway = &book->pathways[i];
        double low = 0, high = 0;
        if (pathway->is_withheld)
            continue;
        di_episode_rate_interval(pathway->rate.events, pathway->rate.child_years, &low, &high);
        di_quality_text(table, di_episode_place_id(book, pathway->setting));
        di_quality_text(table, di_episode_place_id(book, pathway->to));
        di_quality_number(table, pathway->rate.events);
        di_quality_number(table, round(10 * pathway->rate.child_years) / 10);
        di_quality_number(table, digits(pathway->rate.events / pathway->rate.child_years));
        di_quality_number(table, digits(low));
        di_quality_number(table, digits(high));
        di_quality_number(table, pathway->rate.pieces);
    }
    DI_MESSAGE(di_quality_remark(table),
               DI_N_("Events over the time children spent in the setting, with limits of 95%% "
                     "that hold for chance alone. Leaving at 18 is not among them."),
               di_text_arg(""));
}

/* ---- the first day ---- */

static void add_stock(struct di_episodes *book)
{
    static const char *const keys[] = {"setting", "children"};
    static const char *const headings[] = {DI_N_("Setting"), DI_N_("Children")};
    bool is_withheld = false;
    struct di_quality_table *table = di_data_quality_table(
        book->quality, "stock", DI_N_("In care on the first day"), keys, headings, 2);
    for (size_t s = 0; s < book->place_count; s++) {
        const double told = di_episode_stock_told(book, s);
        if (!(di_episode_stock_of(book, s) > 0))
            continue;
        di_quality_text(table, book->places[s].id);
        if (told > 0)
            di_quality_number(table, told);
        else
            di_quality_withheld(table);
        is_withheld = is_withheld || !(told > 0);
    }
    if (is_withheld)
        DI_MESSAGE(di_quality_remark(table),
                   DI_N_("As in the scenario: those of settings with few children count in "
                         "the largest one."),
                   di_text_arg(""));
}

static void add_entries(struct di_episodes *book)
{
    static const char *const keys[] = {"reason", "entries"};
    static const char *const headings[] = {DI_N_("Reason"), DI_N_("First entries")};
    struct di_quality_table *table = di_data_quality_table(
        book->quality, "reasons", DI_N_("Reasons of coming into care"), keys, headings, 2);
    for (size_t i = 0; i < book->reason_count; i++) {
        if (!(book->counts.reasons[i].entries > 0))
            continue;
        di_quality_text(table, book->reasons[i].id);
        put(table, book, book->counts.reasons[i].entries);
    }
}

void di_episode_book_tables(struct di_episodes *book)
{
    add_account(book);
    add_rates(book);
    add_stock(book);
    add_entries(book);
}
