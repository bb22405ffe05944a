/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of the sections `costs` and `budget`, and of the costs of one institution. */
#include "di/cost_plan.h"
#include "di/defaults.h"

#include "field.h"

#define SHARE .minimum = 0, .maximum = 1, .unit = "share"
#define MONEY .minimum = 0, .maximum = 1e15, .unit = "currency"

#define FILTER(key, what)                                                                      \
    {                                                                                          \
        key, DI_FIELD_LIST, .text = what, .element = &di_field_listed_id, .count_min = 1,      \
                            .count_max = DI_INSTITUTIONS_MAX                                   \
    }

/* ---- costs ---- */

static const struct di_field sub_type_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"share", DI_FIELD_NUMBER, DI_FIELD_REQUIRED, SHARE,
     .text = DI_N_("units of the line that are of this sub-type")},
    {"price", DI_FIELD_QUANTITY, DI_FIELD_REQUIRED, MONEY,
     .text = DI_N_("price of one unit, by region at most")},
    {0}};
static const struct di_field sub_type = {
    "", DI_FIELD_OBJECT, .text = DI_N_("a sub-type of the line"), .members = sub_type_members};

static const struct di_field line_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"basis", DI_FIELD_CHOICE, DI_FIELD_REQUIRED, .text = DI_N_("what the price is paid for"),
     .choices = "child_year|place_year|place_opened|institution_quarter|institution_place_year|"
                "institution_staff_year|fte_year|family_year|approval|visit|hour|move|"
                "prevention_place|once"},
    {"class", DI_FIELD_CHOICE, .text = DI_N_("what kind of spending it is; absent: running"),
     .choices = "capital|pre_opening|running"},
    {"price", DI_FIELD_QUANTITY, 0, MONEY,
     .text = DI_N_("price of one unit, by region at most")},
    {"sub_types", DI_FIELD_OBJECT, .text = DI_N_("shares and prices in the place of one price"),
     .element = &sub_type, .count_min = 1, .count_max = 50},
    {"paid_by", DI_FIELD_ID, .text = DI_N_("source of budget.sources that pays")},
    FILTER("settings", DI_N_("only in these settings")),
    FILTER("regions", DI_N_("only in these regions")),
    FILTER("institutions", DI_N_("only in these institutions")),
    FILTER("carers", DI_N_("only for these carers entries")),
    FILTER("roles", DI_N_("only for workers of these roles")),
    FILTER("staff", DI_N_("only for these categories of institutions' staff")),
    {"on", DI_FIELD_DATE, .text = DI_N_("day of a one-off payment")},
    {"lead", DI_FIELD_DURATION, 0, 0, 4000, "days",
     .text = DI_N_("spent evenly over this time before the day or the opening")},
    {"while_resting", DI_FIELD_FLAG,
     .text = DI_N_("false: a family that rests is not paid; absent: it is")},
    {0}};
static const struct di_field line = {"", DI_FIELD_OBJECT, .text = DI_N_("a line of cost"),
                                     .members = line_members};

const struct di_field di_field_costs[] = {
    {"inflation_per_year", DI_FIELD_NUMBER, 0, -0.5, 10, "per year",
     .text = DI_N_("growth of all prices from the start")},
    {"discount_per_year", DI_FIELD_NUMBER, 0, 0, 1, "per year",
     .text = DI_N_("rate of discounting to the start"),
     .fallback = DI_DEFAULT_discount_per_year + 1},
    {"lines", DI_FIELD_OBJECT, .text = DI_N_("lines of cost"), .element = &line,
     .count_max = 1000},
    {0}};

const struct di_field di_field_institution_costs[] = {
    {"fixed_per_quarter", DI_FIELD_SERIES, 0, MONEY,
     .text = DI_N_("paid every quarter until it is closed")},
    {"variable_per_child_day", DI_FIELD_SERIES, 0, MONEY,
     .text = DI_N_("paid per child and day")},
    {"paid_by", DI_FIELD_ID, .text = DI_N_("source of budget.sources that pays")},
    {0}};

/* ---- budget ---- */

static const struct di_field money_of_year = {"", DI_FIELD_NUMBER, 0, MONEY,
                                              .text = DI_N_("money of the calendar year")};
static const struct di_field share_that_stops = {
    "", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("share that the source pays for")};

static const struct di_field covered_services[] = {
    {"prevention", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("share that the source pays for")},
    {"gatekeeping", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("share that the source pays for")},
    {0}};

static const struct di_field covers[] = {
    {"services", DI_FIELD_OBJECT, .text = DI_N_("services that stop with the source"),
     .members = covered_services},
    {"carers", DI_FIELD_OBJECT, .text = DI_N_("families that stop with the source, by entry"),
     .element = &share_that_stops},
    {"roles", DI_FIELD_OBJECT, .text = DI_N_("posts that stop with the source, by role"),
     .element = &share_that_stops},
    {0}};

static const struct di_field source_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"per_year", DI_FIELD_SERIES, 0, MONEY, .text = DI_N_("money in every year")},
    {"by_year", DI_FIELD_OBJECT, DI_FIELD_YEARS,
     .text = DI_N_("money by calendar year, in the place of per_year"),
     .element = &money_of_year},
    {"ends", DI_FIELD_DATE, .text = DI_N_("from this day it pays nothing")},
    {"covers", DI_FIELD_OBJECT, .text = DI_N_("what stops when the source ends"),
     .members = covers},
    {"savings", DI_FIELD_CHOICE,
     .text = DI_N_("whether money freed by closures stays or is taken away"),
     .choices = "ring_fenced|lost"},
    {"carry_over", DI_FIELD_FLAG, .text = DI_N_("true: money left over is there next year")},
    {0}};
static const struct di_field budget_source = {
    "", DI_FIELD_OBJECT, .text = DI_N_("a source of money"), .members = source_members};

const struct di_field di_field_budget[] = {
    {"sources", DI_FIELD_OBJECT, .text = DI_N_("who pays"), .element = &budget_source,
     .count_max = DI_BUDGET_SOURCES_MAX},
    {0}};
