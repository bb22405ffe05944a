/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's lifetime and the few questions answered by walking its tables. */
#include "di/model.h"

#include <math.h>
#include <stdlib.h>

const char *di_leaving_id(enum di_leaving leaving)
{
    static const char *const ids[DI_LEAVINGS] = {[DI_LEAVING_AFTERCARE] = "aftercare",
                                                 [DI_LEAVING_INDEPENDENT] = "independent",
                                                 [DI_LEAVING_HOME] = "home",
                                                 [DI_LEAVING_ADULT_INSTITUTION] =
                                                     "adult_institution"};
    return ids[leaving];
}

struct di_model *di_model_create(void)
{
    struct di_model *model = calloc(1, sizeof *model);
    if (model != NULL)
        di_arena_init(&model->arena);
    return model;
}

void di_model_destroy(struct di_model *model)
{
    if (model == NULL)
        return;
    di_arena_finish(&model->arena);
    free(model);
}

uint32_t di_model_age_band(const struct di_model *model, double age_years)
{
    uint32_t band = 0;
    while (band + 1 < model->age_band_count && age_years >= model->age_band_from[band + 1])
        band++;
    return band;
}

uint16_t di_model_setting_of_kind(const struct di_model *model, enum di_kind kind)
{
    uint16_t found = DI_NONE;
    for (uint32_t i = 0; i < model->setting_count; i++) {
        const struct di_setting *setting = &model->settings[i];
        if (setting->kind == kind &&
            (found == DI_NONE || setting->name.rank < model->settings[found].name.rank))
            found = (uint16_t)i;
    }
    return found;
}

const struct di_builtin *di_setting_builtin(uint32_t index)
{
    static const struct di_builtin table[DI_SETTING_BUILTIN_COUNT] = {
        [DI_SETTING_UNPLACED] = {"unplaced", DI_N_("Without a place"), DI_KIND_UNPLACED},
        [DI_SETTING_HOME_MONITORED] = {"home", DI_N_("At home, monitored"),
                                       DI_KIND_REUNIFIED_MONITORED},
        [DI_SETTING_HOME_CLOSED] = {"home_closed", DI_N_("At home"), DI_KIND_HOME_CLOSED},
        [DI_SETTING_ADOPTED] = {"adopted", DI_N_("Adopted"), DI_KIND_ADOPTED},
        [DI_SETTING_AGED_OUT] = {"aged_out", DI_N_("Left care as adults"), DI_KIND_AGED_OUT},
        [DI_SETTING_ADULT_INSTITUTION] = {"adult_institution", DI_N_("Institution for adults"),
                                          DI_KIND_ADULT_INSTITUTION},
        [DI_SETTING_LEFT_COUNTRY] = {"left_country", DI_N_("Left the country"),
                                     DI_KIND_LEFT_COUNTRY},
        [DI_SETTING_DIED] = {"died", DI_N_("Died"), DI_KIND_DIED},
        [DI_SETTING_UNEXPLAINED_IN] = {"unexplained_in", DI_N_("Unexplained entries"),
                                       DI_KIND_UNEXPLAINED_IN},
        [DI_SETTING_UNEXPLAINED_OUT] = {"unexplained_out", DI_N_("Unexplained exits"),
                                        DI_KIND_UNEXPLAINED_OUT},
    };
    return &table[index];
}

const char *di_pathway_destination(const struct di_model *model,
                                   const struct di_pathway *pathway)
{
    static const char *const ids[] = {
        [DI_PATH_HOME] = "home",
        [DI_PATH_SPONTANEOUS_HOME] = "spontaneous_home",
        [DI_PATH_ADOPTED] = "adopted",
        [DI_PATH_DIED] = "died",
        [DI_PATH_LEFT_COUNTRY] = "left_country",
        [DI_PATH_BREAKDOWN] = "breakdown",
        [DI_PATH_TRANSFER] = "transfer",
        [DI_PATH_REENTRY] = "reentry",
        [DI_PATH_INDEPENDENT] = "independent",
        [DI_PATH_PLACEMENT] = "placement",
        [DI_PATH_SINK] = "sink",
    };
    const bool has_target = pathway->path == DI_PATH_PLACEMENT || pathway->path == DI_PATH_SINK;
    return has_target && pathway->target < model->setting_count
               ? model->settings[pathway->target].name.id
               : ids[pathway->path];
}

/* d(families)/dt = approvals - leave * families, approvals even over the horizon. */
static double families_at_end(const struct di_carers *carers, int32_t days)
{
    const struct di_recruitment *recruitment = carers->recruitment;
    const double first = di_series_at(&carers->families, 0);
    const double years = days / DI_DAYS_PER_YEAR;
    if (recruitment == NULL)
        return di_series_at(&carers->families, days);
    const double leave = recruitment->leave_per_year;
    const double approvals = di_recruitment_expected_approvals(recruitment, days) / years;
    return leave > 0 ? approvals / leave + (first - approvals / leave) * exp(-leave * years)
                     : first + approvals * years;
}

double di_carers_growth_places_per_year(const struct di_carers *carers, int32_t horizon_days)
{
    const double first = di_series_at(&carers->families, 0);
    return (families_at_end(carers, horizon_days) - first) * carers->places_per_family /
           (horizon_days / DI_DAYS_PER_YEAR);
}

bool di_setting_is_residential(const struct di_setting *setting)
{
    return di_kind_is_residential(setting->kind) || setting->in_residential_statistics;
}

uint16_t di_model_region_of_rank(const struct di_model *model, uint32_t rank)
{
    for (uint32_t r = 0; r < model->region_count; r++)
        if (model->regions[r].name.rank == rank)
            return (uint16_t)r;
    return DI_NONE;
}

uint16_t di_model_setting_of_rank(const struct di_model *model, uint32_t rank)
{
    for (uint32_t s = 0; s < model->setting_count; s++)
        if (model->settings[s].name.rank == rank)
            return (uint16_t)s;
    return DI_NONE;
}

uint16_t di_model_reason_of_rank(const struct di_model *model, uint32_t rank)
{
    for (uint32_t q = 0; q < model->reason_count; q++)
        if (model->reasons[q].name.rank == rank)
            return (uint16_t)q;
    return DI_NONE;
}

double di_model_population(const struct di_model *model)
{
    double total = 0;
    for (uint32_t rank = 0; rank < model->region_count; rank++)
        total +=
            di_series_at(&model->regions[di_model_region_of_rank(model, rank)].population, 0);
    return total;
}

double di_model_population_share(const struct di_model *model, uint32_t region)
{
    const double total = di_model_population(model);
    return total > 0 ? di_series_at(&model->regions[region].population, 0) / total : 0;
}

static double driver_at(const struct di_series *drivers, uint32_t region, int32_t day)
{
    return drivers == NULL || drivers[region].count == 0 ? 0
                                                         : di_series_at(&drivers[region], day);
}

double di_model_driver_factor(const struct di_model *model, uint32_t region, uint32_t reason,
                              int32_t day)
{
    const struct di_reason *of = &model->reasons[reason];
    return exp(of->violence_coefficient * driver_at(model->drivers.violence, region, day) +
               of->poverty_coefficient * driver_at(model->drivers.poverty, region, day));
}
