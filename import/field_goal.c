/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of the section `goals`: what the optimizer should reach and what it may use. */
#include "di/message.h"
#include "di/model.h"
#include "di/planning_goals.h"

#include "field.h"

#define SHARE .minimum = 0, .maximum = 1, .unit = "share"
#define WEIGHT .minimum = 0, .maximum = 1000, .unit = "weight"

static const struct di_field weights[] = {
    {"under_3", DI_FIELD_NUMBER, 0, WEIGHT,
     .text = DI_N_("weight of a year in an institution under three; absent: 2")},
    {"standard", DI_FIELD_NUMBER, 0, WEIGHT,
     .text = DI_N_("weight of a year in an institution; absent: 1")},
    {"disability", DI_FIELD_NUMBER, 0, WEIGHT,
     .text = DI_N_("weight of a year in an institution with disability; absent: 1.5")},
    {"adult", DI_FIELD_NUMBER, 0, WEIGHT,
     .text = DI_N_("weight of a year in an institution from 18; absent: 1")},
    {"group_home", DI_FIELD_NUMBER, 0, WEIGHT,
     .text = DI_N_("a year in a small group home against one in an institution; absent: 0.5")},
    {"unplaced", DI_FIELD_NUMBER, 0, WEIGHT,
     .text = DI_N_("a year without a place against one in an institution; absent: 1")},
    {0}};

static const struct di_field target_members[] = {
    {"residents", DI_FIELD_NUMBER, DI_FIELD_REQUIRED, .minimum = 0, .maximum = 1e9,
     .unit = "children", .text = DI_N_("at most so many children in institutions")},
    {"by", DI_FIELD_DATE, DI_FIELD_REQUIRED, .text = DI_N_("from this day on")},
    {"region", DI_FIELD_ID, .text = DI_N_("region; absent: the whole country")},
    {"under_3", DI_FIELD_FLAG, .text = DI_N_("true: only children under three count")},
    {0}};
static const struct di_field target = {
    "", DI_FIELD_OBJECT, .text = DI_N_("a target of the plan"), .members = target_members};
static const struct di_field institution = {"", DI_FIELD_ID,
                                            .text = DI_N_("an institution of this scenario")};

const struct di_field di_field_goals[] = {
    {"weights", DI_FIELD_OBJECT, .text = DI_N_("value judgements: what a year counts"),
     .members = weights},
    {"approvals_per_year", DI_FIELD_QUANTITY, 0, 0, 1e6, "families per year",
     .groups = di_field_by_region,
     .text = DI_N_("most new foster families a year and region, beyond those on their way; "
                   "absent: as many as bring 50 places per 100,000 children, the fastest "
                   "growth observed")},
    {"specialised_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("most of them that may be specialised families; absent: 0.25")},
    {"approval_lag", DI_FIELD_DURATION, 0, 1, 4000, "days",
     .text = DI_N_("from the search for a family to its approval; absent: 9 months")},
    {"hires_per_year", DI_FIELD_QUANTITY, 0, 0, 1e6, "FTE per year",
     .groups = di_field_by_region,
     .text = DI_N_("most workers hired a year and region beyond the posts there are; absent: a "
                   "fifth of them")},
    {"homes_per_year", DI_FIELD_QUANTITY, 0, 0, 1e4, "homes per year",
     .groups = di_field_by_region,
     .text = DI_N_("most small group homes begun a year and region; absent: none")},
    {"beds_per_home", DI_FIELD_NUMBER, DI_FIELD_WHOLE, 1, 100, "beds",
     .text = DI_N_("beds of a new small group home; absent: 6")},
    {"home_lag", DI_FIELD_DURATION, 0, 1, 4000, "days",
     .text = DI_N_("from the start of building to the first child; absent: 12 months")},
    {"prevention_coverage_max", DI_FIELD_QUANTITY, 0, SHARE, .groups = di_field_by_region,
     .text = DI_N_("most families at risk that prevention may reach; absent: as many as now")},
    {"group_home_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("most of all planned moves that may go to group homes; absent: 0.15")},
    {"closures_per_year", DI_FIELD_NUMBER, 0, 0, 1e5, "institutions per year",
     .text = DI_N_("most institutions closed at the end of one year; absent: any number")},
    {"moratorium", DI_FIELD_DURATION, 0, 1, 4000, "days",
     .text = DI_N_("no admissions for so long before a closure; absent: 6 months")},
    {"equity_slack", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("how far a region may lag behind the country, as a share of its residents; "
                   "absent: no rule")},
    {"keep_open", DI_FIELD_LIST, .text = DI_N_("institutions that no plan may close"),
     .element = &institution, .count_max = DI_INSTITUTIONS_MAX},
    {"targets", DI_FIELD_OBJECT, .text = DI_N_("promises about the number of residents"),
     .element = &target, .count_max = DI_PLANNING_TARGETS_MAX},
    {"service_level", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("children to be placed within 90 days of the decision; absent: 0.95")},
    {"quarterly", DI_FIELD_DURATION, 0, 90, 36500, "days",
     .text = DI_N_("how long the plan goes by quarters, then by years; absent: 3 years")},
    {0}};
