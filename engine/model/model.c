/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's lifetime and the few questions answered by walking its tables. */
#include "di/model.h"

#include <stdlib.h>
#include <string.h>

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

bool di_setting_is_residential(const struct di_setting *setting)
{
    return di_kind_is_residential(setting->kind) || setting->in_residential_statistics;
}

uint16_t di_model_find_region(const struct di_model *model, const char *id)
{
    for (uint32_t i = 0; i < model->region_count; i++)
        if (strcmp(model->regions[i].name.id, id) == 0)
            return (uint16_t)i;
    return DI_NONE;
}

uint16_t di_model_find_setting(const struct di_model *model, const char *id)
{
    for (uint32_t i = 0; i < model->setting_count; i++)
        if (strcmp(model->settings[i].name.id, id) == 0)
            return (uint16_t)i;
    return DI_NONE;
}
