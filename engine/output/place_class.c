/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which groups of places a setting belongs to: by its kind, as MODEL 4 and 14 say. */
#include "place_class.h"

static uint32_t class_of_kind(enum di_kind kind)
{
    switch (kind) {
    case DI_KIND_INSTITUTION:
        return PLACE_INSTITUTION;
    case DI_KIND_EMERGENCY_FOSTER:
    case DI_KIND_FOSTER:
    case DI_KIND_SPECIALISED_FOSTER:
        return PLACE_FOSTER;
    case DI_KIND_KINSHIP:
        return PLACE_KINSHIP;
    case DI_KIND_SUPPORTED_INDEPENDENT:
        return PLACE_SUPPORTED;
    case DI_KIND_UNPLACED:
        return PLACE_UNPLACED;
    case DI_KIND_REUNIFIED_MONITORED:
    case DI_KIND_HOME_CLOSED:
        return PLACE_HOME;
    case DI_KIND_ADOPTED:
        return PLACE_ADOPTED;
    case DI_KIND_AGED_OUT:
        return PLACE_AGED_OUT;
    case DI_KIND_ADULT_INSTITUTION:
        return PLACE_ADULT_INSTITUTION;
    case DI_KIND_LEFT_COUNTRY:
        return PLACE_LEFT_COUNTRY;
    case DI_KIND_DIED:
        return PLACE_DIED;
    case DI_KIND_SGH:
        return PLACE_HOMES;
    case DI_KIND_DETENTION:
        return PLACE_DETENTION;
    case DI_KIND_DIVERSION:
        return PLACE_DIVERSION;
    case DI_KIND_UNEXPLAINED_IN:
    case DI_KIND_UNEXPLAINED_OUT:
    case DI_KIND_COUNT:
        return 0;
    }
    return 0;
}

uint32_t place_class_of(const struct di_model *model, uint16_t place)
{
    if (place == DI_FROM_OUTSIDE_NEW)
        return PLACE_OUTSIDE_NEW;
    if (place == DI_FROM_OUTSIDE_RETURN)
        return PLACE_OUTSIDE_RETURN;
    if (place == DI_SETTING_UNEXPLAINED_IN || place == DI_SETTING_UNEXPLAINED_OUT)
        return PLACE_UNEXPLAINED;
    const struct di_setting *setting = &model->settings[place];
    uint32_t classes = class_of_kind(setting->kind);
    if (di_setting_is_residential(setting))
        classes |= PLACE_RESIDENTIAL;
    if (di_kind_is_formal_care(setting->kind))
        classes |= PLACE_CARE;
    if (di_kind_is_family_based(setting->kind))
        classes |= PLACE_FAMILY;
    return classes;
}
