/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The members of `by`: multipliers by group. What is asked of a child may differ by all that a
 * child is. Other quantities are asked of less, of a region or of a family at the gate, and may
 * differ by that alone: another group would be read and mean the first of its kind.
 */
#include "di/message.h"

#include "field.h"

#define MULTIPLIER .minimum = 0, .maximum = 1e6

static const struct di_field multiplier = {"", DI_FIELD_NUMBER, 0, MULTIPLIER,
                                           .text = DI_N_("multiplier of the group")};

static const struct di_field by_disability[] = {
    {"none", DI_FIELD_NUMBER, 0, MULTIPLIER, .text = DI_N_("children without disability")},
    {"moderate", DI_FIELD_NUMBER, 0, MULTIPLIER, .text = DI_N_("moderate disability")},
    {"severe", DI_FIELD_NUMBER, 0, MULTIPLIER, .text = DI_N_("severe disability")},
    {0}};

static const struct di_field by_sex[] = {
    {"female", DI_FIELD_NUMBER, 0, MULTIPLIER, .text = DI_N_("girls")},
    {"male", DI_FIELD_NUMBER, 0, MULTIPLIER, .text = DI_N_("boys")},
    {0}};

static const struct di_field by_sibling[] = {
    {"alone", DI_FIELD_NUMBER, 0, MULTIPLIER, .text = DI_N_("children without siblings")},
    {"with_siblings", DI_FIELD_NUMBER, 0, MULTIPLIER, .text = DI_N_("members of a group")},
    {0}};

static const struct di_field years_cut = {
    "", DI_FIELD_PLAIN, DI_FIELD_ABOVE, 0, 100, "years", .text = DI_N_("years in care")};
static const struct di_field years_factor = {"", DI_FIELD_PLAIN, 0, MULTIPLIER,
                                             .text = DI_N_("multiplier of the band")};

static const struct di_field by_years[] = {
    {"from", DI_FIELD_LIST, DI_FIELD_REQUIRED, .text = DI_N_("where bands of years begin"),
     .element = &years_cut, .count_min = 1, .count_max = 20},
    {"multiply", DI_FIELD_LIST, DI_FIELD_REQUIRED,
     .text = DI_N_("multipliers, one more than cuts"), .element = &years_factor, .count_min = 2,
     .count_max = 21},
    {0}};

#define BY_AGE                                                                                 \
    {                                                                                          \
        "age_band", DI_FIELD_OBJECT, .text = DI_N_("by age band, age_0_2 and so on"),          \
                                     .element = &multiplier                                    \
    }
#define BY_DISABILITY                                                                          \
    {                                                                                          \
        "disability", DI_FIELD_OBJECT, .text = DI_N_("by disability"),                         \
                                       .members = by_disability                                \
    }
#define BY_SEX                                                                                 \
    {                                                                                          \
        "sex", DI_FIELD_OBJECT, .text = DI_N_("by sex"), .members = by_sex                     \
    }
#define BY_REGION                                                                              \
    {                                                                                          \
        "region", DI_FIELD_OBJECT, .text = DI_N_("by region"), .element = &multiplier          \
    }
#define BY_REASON                                                                              \
    {                                                                                          \
        "reason", DI_FIELD_OBJECT, .text = DI_N_("by reason of entry"), .element = &multiplier \
    }

const struct di_field di_field_groups[] = {
    BY_AGE,
    BY_DISABILITY,
    BY_SEX,
    {"sibling", DI_FIELD_OBJECT, .text = DI_N_("by whether siblings share the group"),
     .members = by_sibling},
    BY_REGION,
    BY_REASON,
    {"years_in_care", DI_FIELD_OBJECT, .text = DI_N_("by years spent in care"),
     .members = by_years},
    {0}};

const struct di_field di_field_by_region[] = {BY_REGION, {0}};
const struct di_field di_field_by_gate[] = {BY_REGION, BY_REASON, {0}};
const struct di_field di_field_by_entrant[] = {BY_AGE, BY_SEX, BY_REGION, BY_REASON, {0}};
const struct di_field di_field_by_diverted[] = {BY_AGE,    BY_DISABILITY, BY_SEX,
                                                BY_REGION, BY_REASON,     {0}};
