/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applications a year: enquiries with diminishing returns to the campaign's budget (MODEL 8.4).
 * The pool of willing households belongs to a run, not to the model. */
#include "di/recruitment.h"

#include <math.h>

#include "di/time.h"

static double applications(const struct di_recruitment *recruitment, double enquiries,
                           double budget)
{
    const double campaign = recruitment->campaign_response_per_year *
                            (1 - exp(-budget / recruitment->campaign_scale));
    return (enquiries + campaign) * recruitment->application_share;
}

double di_recruitment_applications_per_year(const struct di_recruitment *recruitment,
                                            int32_t day)
{
    return applications(recruitment, di_series_at(&recruitment->enquiries_per_year, day),
                        di_series_at(&recruitment->campaign_budget_per_year, day));
}

double di_recruitment_highest_applications(const struct di_recruitment *recruitment)
{
    return applications(recruitment, di_series_highest(&recruitment->enquiries_per_year),
                        di_series_highest(&recruitment->campaign_budget_per_year));
}

double di_recruitment_expected_approvals(const struct di_recruitment *recruitment, int32_t days)
{
    double expected = 0;
    for (int32_t day = 0; day < days; day++)
        expected += di_recruitment_applications_per_year(recruitment, day);
    expected *= recruitment->approval_share / DI_DAYS_PER_YEAR;
    for (uint32_t i = 0; i < recruitment->planned_count; i++)
        if (recruitment->planned[i].day >= 0 && recruitment->planned[i].day < days)
            expected += recruitment->planned[i].families;
    return expected;
}
