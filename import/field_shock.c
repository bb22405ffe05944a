/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of the section `shocks`. */
#include "di/shock.h"

#include "field.h"

#define SHARE .minimum = 0, .maximum = 1, .unit = "share"
#define FACTOR .minimum = 0, .maximum = 1000, .unit = "ratio"

#define IDS(key, what)                                                                         \
    {                                                                                          \
        key, DI_FIELD_LIST, .text = what, .element = &di_field_listed_id, .count_min = 1,      \
                            .count_max = 20000                                                 \
    }

static const struct di_field hazards[] = {
    {"home", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("planned return home")},
    {"spontaneous_home", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("unplanned return home")},
    {"adopted", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("adoption")},
    {"died", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("death")},
    {"left_country", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("leaving the country")},
    {"breakdown", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("breakdown of a placement")},
    {"transfer", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("transfer between institutions")},
    {"reentry", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("re-entry after a return home")},
    {"independent", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("leaving to independent life")},
    {"placement", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("placement by rate")},
    {0}};

static const struct di_field discharge[] = {
    {"share", DI_FIELD_NUMBER, DI_FIELD_REQUIRED, SHARE,
     .text = DI_N_("residents sent home on the first day, without assessment")},
    IDS("settings", DI_N_("where they live; absent: in all institutions")),
    {"reentry_rr", DI_FIELD_NUMBER, 0, FACTOR,
     .text = DI_N_("re-entry of those sent home, relative to others")},
    {0}};

static const struct di_field evacuate[] = {
    IDS("institutions", DI_N_("whose residents are moved on the first day")),
    IDS("to_regions", DI_N_("where they are taken, in order of preference")),
    {0}};

static const struct di_field shock_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"start", DI_FIELD_DATE, .text = DI_N_("first day")},
    {"rate_per_year", DI_FIELD_NUMBER, DI_FIELD_ABOVE, 0, 10, "per year",
     .text = DI_N_("chance of beginning, in the place of 'start'")},
    {"duration", DI_FIELD_DURATION, DI_FIELD_REQUIRED | DI_FIELD_ABOVE, 0, 40000, "days",
     .text = DI_N_("how long it lasts")},
    IDS("regions", DI_N_("where it acts; absent: everywhere")),
    {"entries", DI_FIELD_QUANTITY, 0, FACTOR, .groups = di_field_by_gate,
     .text = DI_N_("multiplies entries, by region or reason if they differ")},
    {"hazards", DI_FIELD_OBJECT, .text = DI_N_("multipliers of what happens to children"),
     .members = hazards},
    {"hours", DI_FIELD_NUMBER, 0, FACTOR, .text = DI_N_("multiplies the hours of workers")},
    {"absence_share", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("workers who are away")},
    {"carer_enquiries", DI_FIELD_NUMBER, 0, FACTOR,
     .text = DI_N_("multiplies enquiries of families who want to foster")},
    {"justice_cases", DI_FIELD_NUMBER, 0, FACTOR,
     .text = DI_N_("multiplies cases of children in conflict with the law")},
    {"visits", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("visits that can be made")},
    {"discharge", DI_FIELD_OBJECT, .text = DI_N_("children sent home at once"),
     .members = discharge},
    {"evacuate", DI_FIELD_OBJECT, .text = DI_N_("children taken to other regions"),
     .members = evacuate},
    {0}};

const struct di_field di_field_shock = {"", DI_FIELD_OBJECT, .text = DI_N_("a shock"),
                                        .members = shock_members};
