/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the numbers of an indicator are, in words: its unit, and whether they hold at the end of
 * a period, sum over a year, or are of a year. */
#include <string.h>

#include "points.h"

/* Nouns for the units of the files; what is not here is called a rate. */
static const char *noun_of(const char *unit)
{
    static const struct {
        const char *unit, *noun;
    } nouns[] = {{"children", DI_N_("Number of children")},
                 {"people", DI_N_("Number of people")},
                 {"families", DI_N_("Number of families")},
                 {"households", DI_N_("Number of households")},
                 {"places", DI_N_("Number of places")},
                 {"requests", DI_N_("Number of requests")},
                 {"institutions", DI_N_("Number of institutions")},
                 {"events", DI_N_("Number of events")},
                 {"groups", DI_N_("Number of sibling groups")},
                 {"visits", DI_N_("Number of visits")},
                 {"activities", DI_N_("Number of tasks")},
                 {"workers", DI_N_("Number of workers")},
                 {"FTE", DI_N_("Number of posts")},
                 {"hours", DI_N_("Number of hours")},
                 {"days", DI_N_("Number of days")},
                 {"child_days", DI_N_("Number of child-days")},
                 {"child_years", DI_N_("Number of child-years")},
                 {"institution_years", DI_N_("Number of institution-years")},
                 {"share", DI_N_("Percent")}};
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++)
        if (strcmp(nouns[i].unit, unit) == 0)
            return nouns[i].noun;
    return DI_N_("Rate");
}

/* `%1` is the noun. */
static const char *sentence_of(const struct di_results *results,
                               const struct di_indicator_text *text, enum di_period period)
{
    const bool is_whole_only = points_leave_out(results, text->measure);
    const bool holds = points_hold_at_end(text);
    const bool is_added_up =
        text->measure == DI_FLOW_COUNT || text->measure == DI_MONEY ||
        (text->measure == DI_TIME_SPENT && strcmp(text->unit, "days") != 0);
    if (is_added_up && !holds)
        return is_whole_only ? DI_N_("%1 a year, whole years only") : DI_N_("%1 a year");
    if (holds)
        return period == DI_MONTH     ? DI_N_("%1 at the end of each month")
               : period == DI_QUARTER ? DI_N_("%1 at the end of each quarter")
                                      : DI_N_("%1 at the end of each year");
    return period == DI_MONTH     ? DI_N_("%1, by month")
           : period == DI_QUARTER ? DI_N_("%1, by quarter")
                                  : DI_N_("%1, by year");
}

static const char *rendered(struct di_arena *arena, const struct di_catalogue *catalogue,
                            const char *id, const char *noun)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_list_arg(noun));
    const size_t length = di_message_render(&message, catalogue, NULL, 0);
    char *text = di_arena_alloc(arena, length + 1, 1);
    if (text != NULL)
        (void)di_message_render(&message, catalogue, text, length + 1);
    return text != NULL ? text : "";
}

const char *points_measure(struct di_arena *arena, const struct di_catalogue *catalogue,
                           const struct di_results *results, uint32_t indicator,
                           enum di_period period, double divisor)
{
    const struct di_indicator_text text = di_indicator_at(indicator);
    const bool is_money = strncmp(text.unit, "currency", strlen("currency")) == 0;
    const char *noun =
        is_money ? rendered(arena, catalogue, points_money_unit(divisor), results->currency)
                 : rendered(arena, catalogue, noun_of(text.unit), "");
    return rendered(arena, catalogue, sentence_of(results, &text, period), noun);
}

const char *points_money_unit(double divisor)
{
    return divisor >= 1e9   ? DI_N_("billion %1")
           : divisor >= 1e6 ? DI_N_("million %1")
           : divisor >= 1e3 ? DI_N_("thousand %1")
                            : DI_N_("%1");
}

int points_decimals(enum di_measure measure)
{
    return measure == DI_SHARE || measure == DI_RATE ? 1 : 0;
}
