/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry ladder in expectation (MODEL 4): kin by their share, then the first rung with a
 * setting that admits the child and has any place at all. No limits, no acceptance; settings of
 * one kind by rank of name. A broken placement may lead to another family or home of its
 * setting, as in the simulator; only kin are not asked again. */
#include "cohort_class.h"

#define RUNGS 4

static bool admits(const struct cohort_region *region, uint32_t step, uint16_t s,
                   double age_years, uint32_t disability)
{
    const struct di_model *model = region->grid->model;
    const struct di_setting *setting = &model->settings[s];
    const struct ladder_place *place = &region->ladder[(size_t)step * model->setting_count + s];
    uint32_t band = 0;
    while (band + 1 < model->age_band_count && age_years >= model->age_band_from[band + 1]) {
        band++;
    }
    const bool fits_age = !model->policies.ageing || (age_years >= setting->age_from_years &&
                                                      age_years < setting->age_to_years);
    return place->is_open && fits_age && (place->ages >> band & 1) != 0 &&
           (setting->disability_mask & place->disabilities) >> disability & 1;
}

static bool is_closed_to_under3(const struct cohort_region *region, uint32_t step,
                                double age_years)
{
    const struct cohort_grid *grid = region->grid;
    const int32_t day = cohort_input_day(grid, ((double)step + 0.5) * grid->step_days);
    return age_years < 3.0 &&
           di_series_at(&grid->model->policies.no_under3_admission, day) > 0.5;
}

bool cohort_is_open(const struct cohort_region *region, uint32_t step, uint16_t s,
                    double age_years, uint32_t disability)
{
    return admits(region, step, s, age_years, disability) &&
           !(di_kind_is_residential(region->grid->model->settings[s].kind) &&
             is_closed_to_under3(region, step, age_years));
}

static uint16_t first_of_kind(const struct cohort_region *region, uint32_t step,
                              enum di_kind kind, double age_years, uint32_t disability,
                              uint16_t except)
{
    const struct di_model *model = region->grid->model;
    uint16_t found = DI_NONE;
    for (uint16_t s = 0; s < model->setting_count; s++) {
        if (s == except || model->settings[s].kind != kind ||
            !model->settings[s].in_entry_ladder ||
            !admits(region, step, s, age_years, disability)) {
            continue;
        }
        if (found == DI_NONE ||
            model->settings[s].name.rank < model->settings[found].name.rank) {
            found = s;
        }
    }
    return found;
}

uint16_t cohort_kin_target(const struct cohort_region *region, uint32_t step, double age_years,
                           uint32_t disability, uint16_t except)
{
    return first_of_kind(region, step, DI_KIND_KINSHIP, age_years, disability, except);
}

uint16_t cohort_ladder_target(const struct cohort_region *region, uint32_t step,
                              double age_years, uint32_t disability, uint32_t rung,
                              uint16_t except)
{
    static const enum di_kind kinds[RUNGS + 1] = {DI_KIND_EMERGENCY_FOSTER, DI_KIND_FOSTER,
                                                  DI_KIND_SPECIALISED_FOSTER,
                                                  DI_KIND_INSTITUTION, DI_KIND_SGH};
    const bool is_closed = is_closed_to_under3(region, step, age_years);
    for (uint32_t i = rung; i <= RUNGS; i++) {
        const bool is_residential = i >= 3;
        if ((is_residential && is_closed) || (kinds[i] == DI_KIND_SGH && age_years < 3.0) ||
            (kinds[i] == DI_KIND_SPECIALISED_FOSTER && disability == DI_DISABILITY_NONE)) {
            continue;
        }
        const uint16_t found =
            first_of_kind(region, step, kinds[i], age_years, disability, except);
        if (found != DI_NONE) {
            return found;
        }
    }
    return DI_SETTING_UNPLACED;
}
