/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of carers.ID.recruitment: how families are won and lost (MODEL 8.4). */
#include "di/defaults.h"

#include "field.h"

#define DEFAULT(name) .fallback = DI_DEFAULT_##name + 1
#define SHARE .minimum = 0, .maximum = 1, .unit = "share"

static const struct di_field planned = {
    "",
    DI_FIELD_NUMBER,
    DI_FIELD_WHOLE,
    0,
    1e5,
    "families",
    .text = DI_N_("families approved on the first day of the quarter")};

const struct di_field di_field_recruitment[] = {
    {"enquiries_per_year", DI_FIELD_SERIES, 0, 0, 1e6, "per year",
     .text = DI_N_("households that enquire without a campaign")},
    {"campaign_response_per_year", DI_FIELD_NUMBER, 0, 0, 1e6, "per year",
     .text = DI_N_("most enquiries that campaigns can bring")},
    {"campaign_budget_per_year", DI_FIELD_SERIES, 0, 0, 1e12, "currency per year",
     .text = DI_N_("money for campaigns, with diminishing returns")},
    {"campaign_scale", DI_FIELD_NUMBER, DI_FIELD_ABOVE, 0, 1e12, "currency per year",
     .text =
         DI_N_("campaign budget that brings 63% of the most enquiries campaigns can bring")},
    {"willing_households", DI_FIELD_NUMBER, 0, 0, 1e7, "households",
     .text = DI_N_("households that may ever apply; absent: the pool has no end")},
    {"pool_refill_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("share of the willing households that comes back each year"),
     DEFAULT(pool_refill_share)},
    {"application_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("enquiries that become applications"), DEFAULT(application_share)},
    {"approval_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("completed applications that are approved"), DEFAULT(approval_share)},
    {"approval_lag", DI_FIELD_DURATION, 0, 0, 40000, "days",
     .text = DI_N_("median time from application to approval"), DEFAULT(approval_lag)},
    {"approval_lag_sigma", DI_FIELD_NUMBER, 0, 0, 3, "",
     .text = DI_N_("spread of the logarithm of that time"), DEFAULT(approval_lag_sigma)},
    {"approval_law", DI_FIELD_OBJECT,
     .text = DI_N_("another law of that time, of which 'approval_lag' is then the mean"),
     .members = di_field_law},
    {"leave_per_year", DI_FIELD_NUMBER, 0, 0, 1000, "per year",
     .text = DI_N_("chance that an approved family stops fostering"), DEFAULT(leave_per_year)},
    {"leave_after_breakdown_factor", DI_FIELD_NUMBER, 0, 0, 100, "ratio",
     .text = DI_N_("how many times that in the year after a breakdown"),
     DEFAULT(leave_after_breakdown_factor)},
    {"planned_approvals", DI_FIELD_OBJECT,
     .text = DI_N_("families approved by plan, by quarter: 2027_q1 and so on"),
     .element = &planned, .count_max = 400},
    {0}};

const struct di_field di_field_rest[] = {
    {"share", DI_FIELD_NUMBER, DI_FIELD_REQUIRED, SHARE,
     .text = DI_N_("families that rest when their last child has left")},
    {"duration", DI_FIELD_DURATION, DI_FIELD_REQUIRED, 0, 40000, "days",
     .text = DI_N_("mean time of rest")},
    {"law", DI_FIELD_OBJECT, .text = DI_N_("how that time differs from case to case"),
     .members = di_field_law},
    {0}};
