/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a model by id. */
#ifndef MODEL_INDEX_H
#define MODEL_INDEX_H

#include <string.h>

#include "di/model.h"

/* DI_NONE if there is none. */
static inline uint16_t model_find_region(const struct di_model *model, const char *id)
{
    for (uint32_t i = 0; i < model->region_count; i++)
        if (strcmp(model->regions[i].name.id, id) == 0)
            return (uint16_t)i;
    return DI_NONE;
}

static inline uint16_t model_find_setting(const struct di_model *model, const char *id)
{
    for (uint32_t i = 0; i < model->setting_count; i++)
        if (strcmp(model->settings[i].name.id, id) == 0)
            return (uint16_t)i;
    return DI_NONE;
}

#endif
