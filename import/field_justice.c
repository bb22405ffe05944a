/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of the section `justice`. */
#include "di/justice.h"

#include "field.h"

#define SHARE .minimum = 0, .maximum = 1, .unit = "share"

static const struct di_field age_weight = {
    "", DI_FIELD_PLAIN, 0, 0, 1e9, .text = DI_N_("relative weight")};

static const struct di_field offence_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"children_per_year", DI_FIELD_QUANTITY, 0, 0, 1e9, "per year",
     .groups = di_field_by_region, .text = DI_N_("children of 14 to 17, whole nation")},
    {"per_100k_per_year", DI_FIELD_QUANTITY, 0, 0, 1e6, "per 100,000 and year",
     .groups = di_field_by_region,
     .text = DI_N_("children of 14 to 17, of as many who live there")},
    {"eligible_share", DI_FIELD_QUANTITY, 0, SHARE,
     .text = DI_N_("who may be diverted by law")},
    {"age_weights", DI_FIELD_LIST, .text = DI_N_("of 14, 15, 16 and 17 years"),
     .element = &age_weight, .count_min = DI_JUSTICE_AGES, .count_max = DI_JUSTICE_AGES},
    {"detention", DI_FIELD_ID,
     .text = DI_N_("setting of kind detention; absent: the only one")},
    {0}};
static const struct di_field offence = {
    "", DI_FIELD_OBJECT, .text = DI_N_("a class of offence"), .members = offence_members};

static const struct di_field diversion[] = {
    {"share", DI_FIELD_QUANTITY, DI_FIELD_REQUIRED, SHARE,
     .text = DI_N_("eligible children who are diverted if there is a place")},
    {"setting", DI_FIELD_ID, .text = DI_N_("setting of kind diversion; absent: the only one")},
    {0}};

static const struct di_field release[] = {
    {"home", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("to their families")},
    {"foster", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("to foster families, if one is free")},
    {"supported_living", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("to supported living, if a place is free")},
    {0}};

const struct di_field di_field_justice[] = {
    {"offences", DI_FIELD_OBJECT, DI_FIELD_REQUIRED, .text = DI_N_("classes of offence"),
     .element = &offence, .count_min = 1, .count_max = DI_OFFENCES_MAX},
    {"diversion", DI_FIELD_OBJECT, .text = DI_N_("alternatives to detention"),
     .members = diversion},
    {"release", DI_FIELD_OBJECT, .text = DI_N_("where detention leads; absent: home"),
     .members = release},
    {0}};
