/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over settings and regions by index: whole numbers and fixed-point time, exact in any
 * order. Of expected numbers by rank: fractions. */
#include "outcome.h"

#include "translate.h"

static const struct {
    const char *indicator, *label;
} outcomes[DI_OUTCOMES] = {
    {"K1r_residential_stock", N_("Children in residential care at the end")},
    {"K3_formal_care_stock", N_("Children in formal care at the end")},
    {"K2_residential_child_years", N_("Child-years in residential care, whole horizon")},
    {"K15_unplaced_child_days", N_("Days spent without any placement, whole horizon")},
};

const char *di_outcome_indicator(enum di_outcome outcome)
{
    return outcomes[outcome].indicator;
}

const char *di_outcome_label(enum di_outcome outcome)
{
    return outcomes[outcome].label;
}

static bool counts(const struct di_model *model, uint32_t setting, enum di_outcome outcome)
{
    const struct di_setting *s = &model->settings[setting];
    switch (outcome) {
    case DI_OUTCOME_RESIDENTIAL:
    case DI_OUTCOME_RESIDENTIAL_YEARS:
        return di_setting_is_residential(s);
    case DI_OUTCOME_CARE:
        return di_kind_is_formal_care(s->kind);
    case DI_OUTCOME_UNPLACED_DAYS:
        return s->kind == DI_KIND_UNPLACED;
    case DI_OUTCOMES:
        break;
    }
    return false;
}

static bool is_time_spent(enum di_outcome outcome)
{
    return outcome == DI_OUTCOME_RESIDENTIAL_YEARS || outcome == DI_OUTCOME_UNPLACED_DAYS;
}

double di_outcome_value(const struct di_model *model, const struct di_result *result,
                        enum di_outcome outcome)
{
    const struct di_result_dims *dims = &result->dims;
    const bool is_time = is_time_spent(outcome);
    /* margins: cell 0 is all children; full splits: all but the last age band */
    const uint32_t cells = dims->full_splits ? dims->cells - dims->cells / dims->age_bands : 1;
    int64_t sum = 0;
    for (uint32_t q = is_time ? 0 : dims->quarters - 1; q < dims->quarters; q++)
        for (uint32_t setting = 0; setting < dims->settings; setting++) {
            if (!counts(model, setting, outcome))
                continue;
            for (uint32_t region = 0; region < dims->regions; region++)
                for (uint32_t cell = 0; cell < cells; cell++) {
                    const size_t at = di_result_stock_index(dims, q, region, setting, cell);
                    sum += is_time ? result->child_time[at] : result->stock[at];
                }
        }
    if (outcome == DI_OUTCOME_RESIDENTIAL_YEARS)
        return di_time_years(sum);
    return is_time ? di_time_days(sum) : (double)sum;
}

double di_outcome_expected(const struct di_model *model, const struct di_cohort *cohort,
                           enum di_outcome outcome)
{
    const bool is_time = is_time_spent(outcome);
    const double *values = is_time ? cohort->child_years : cohort->stock;
    double sum = 0.0;
    for (uint32_t q = is_time ? 0 : cohort->quarters - 1; q < cohort->quarters; q++)
        for (uint32_t s = 0; s < cohort->settings; s++) {
            const uint16_t setting = di_model_setting_of_rank(model, s);
            for (uint32_t r = 0; r < cohort->regions && counts(model, setting, outcome); r++)
                sum += values[di_cohort_index(cohort, q, di_model_region_of_rank(model, r),
                                              setting, 0)];
        }
    return outcome == DI_OUTCOME_UNPLACED_DAYS ? sum * DI_DAYS_PER_YEAR : sum;
}

double di_outcome_children(const struct di_model *model, double value, enum di_outcome outcome)
{
    if (outcome == DI_OUTCOME_RESIDENTIAL_YEARS)
        return value * DI_DAYS_PER_YEAR / model->horizon_days;
    return outcome == DI_OUTCOME_UNPLACED_DAYS ? value / model->horizon_days : value;
}
