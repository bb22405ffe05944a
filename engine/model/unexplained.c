/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/unexplained.h"

#include <math.h>

static const struct di_setting *setting_of(const struct di_model *model, uint16_t reason)
{
    return &model->settings[model->reasons[reason].unexplained_into];
}

double di_unexplained_children_per_year(const struct di_model *model, uint16_t region,
                                        uint16_t reason, int32_t day)
{
    const struct di_person person = {.region = region, .reason = reason};
    return fmax(0, di_quantity_at(&model->reasons[reason].base, day, &person) *
                       di_model_population_share(model, region));
}

void di_unexplained_span(const struct di_setting *setting, uint32_t age, double *from_out,
                         double *to_out)
{
    *from_out = fmax(age, setting->age_from_years);
    *to_out = fmin(age + 1.0, setting->age_to_years);
}

/* `even`: every admitted age alike, for a region without children of the ages that enter. */
static double age_weight(const struct di_model *model, uint16_t region, uint16_t reason,
                         uint32_t age, bool even)
{
    const double *population = model->regions[region].age_weights;
    double from, to;
    di_unexplained_span(setting_of(model, reason), age, &from, &to);
    const double width = fmax(0, to - from);
    if (even)
        return width;
    return width * model->reasons[reason].entry_age_weights[age] *
           (population != NULL ? population[age] : 1);
}

void di_unexplained_ages(const struct di_model *model, uint16_t region, uint16_t reason,
                         double ages_out[18])
{
    double total = 0;
    for (int even = 0; even < 2 && !(total > 0); even++)
        for (uint32_t age = 0; age < 18; age++) {
            ages_out[age] = age_weight(model, region, reason, age, even == 1);
            total += ages_out[age];
        }
    for (uint32_t age = 0; age < 18 && total > 0; age++)
        ages_out[age] /= total;
}

void di_unexplained_disabilities(const struct di_model *model, const struct di_person *person,
                                 int32_t day, double shares_out[DI_DISABILITIES])
{
    const struct di_quantity *shares = model->reasons[person->reason].disability_share;
    const uint8_t mask = setting_of(model, person->reason)->disability_mask;
    const double moderate = di_quantity_at(&shares[0], day, person);
    const double severe = di_quantity_at(&shares[1], day, person);
    shares_out[DI_DISABILITY_NONE] = fmax(0, 1 - moderate - severe);
    shares_out[DI_DISABILITY_MODERATE] = moderate;
    shares_out[DI_DISABILITY_SEVERE] = severe;
    double total = 0;
    for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
        shares_out[d] = (mask >> d & 1u) != 0 ? shares_out[d] : 0;
        total += shares_out[d];
    }
    for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
        if (total > 0)
            shares_out[d] /= total;
        else if ((mask >> d & 1u) != 0) /* none of those who enter: the mildest admitted */
            shares_out[d] = total = 1;
    }
}
