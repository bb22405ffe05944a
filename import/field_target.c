/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of the section `targets`: figures as docs/TARGETS_FORMAT.md has them. */
#include "di/calibration_target.h"
#include "di/model.h"

#include "field.h"

#define CHILDREN_MAX 1e9

static const struct di_field year_of_break = {
    "",
    DI_FIELD_PLAIN,
    DI_FIELD_WHOLE,
    1000,
    9999,
    "year",
    .text = DI_N_("the series changes its definition at the start of this year")};
static const struct di_field value = {"",
                                      DI_FIELD_NUMBER,
                                      0,
                                      0,
                                      CHILDREN_MAX,
                                      "children",
                                      .text = DI_N_("published figure of the year")};
static const struct di_field tolerance = {
    "",
    DI_FIELD_NUMBER,
    0,
    1e-6,
    CHILDREN_MAX,
    "children",
    .text = DI_N_("how far the fit may lie from the figure of the year")};

static const struct di_field members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"measure", DI_FIELD_CHOICE, DI_FIELD_REQUIRED, .text = DI_N_("what is counted"),
     .choices = "stock|entries|exits"},
    {"settings", DI_FIELD_LIST, DI_FIELD_REQUIRED,
     .text = DI_N_("settings that the figures cover"), .element = &di_field_listed_id,
     .count_min = 1, .count_max = DI_SETTINGS_MAX},
    {"to", DI_FIELD_LIST, .text = DI_N_("of exits only: destinations; absent: all"),
     .element = &di_field_listed_id, .count_max = DI_SETTINGS_MAX},
    {"region", DI_FIELD_ID, .text = DI_N_("region; absent: the whole country")},
    {"counts_18plus", DI_FIELD_FLAG, DI_FIELD_REQUIRED,
     .text = DI_N_("do the figures count young people of 18 and over?")},
    {"values", DI_FIELD_OBJECT, DI_FIELD_REQUIRED | DI_FIELD_YEARS,
     .text = DI_N_("figures by calendar year"), .element = &value},
    {"tolerances", DI_FIELD_OBJECT, DI_FIELD_YEARS,
     .text = DI_N_("tolerances by calendar year; absent: 2%, at least 5 children"),
     .element = &tolerance},
    {"breaks", DI_FIELD_LIST, .text = DI_N_("years in which the definition changes"),
     .element = &year_of_break, .count_min = 1, .count_max = 100},
    {0}};

const struct di_field di_field_target = {"", DI_FIELD_OBJECT,
                                         .text = DI_N_("a published series to calibrate to"),
                                         .members = members};
