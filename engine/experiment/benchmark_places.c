/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the children of the benchmark's country live: institutions one by one, families by
 * profile. How many residents each place has at the start is decided here, so that margins and
 * capacities agree.
 */
#include <math.h>
#include <stdio.h>

#include "benchmark_builder.h"

/* Families: what they accept, and their share of the setting's places. The narrow profiles
 * come first in byte order of ids, so that the start fills them before the broad ones. */
enum { PROFILES = 5 };
static const struct profile {
    const char *id;
    uint16_t setting;
    uint32_t places;
    uint8_t bands;
    uint8_t disabilities;
    double share;
} profiles[PROFILES] = {{"a_young", FOSTER, 1, 0x07, 3, .25},
                        {"b_older", FOSTER, 2, 0x3c, 3, .35},
                        {"c_any", FOSTER, 2, 0x3f, 3, .4},
                        {"d_special", SPECIALISED, 1, 0x3f, 6, 1},
                        {"e_emergency", EMERGENCY, 1, 0x3f, 7, 1}};

static uint32_t whole(double value)
{
    return (uint32_t)floor(value + 0.5);
}

/* Of each 15 institutions in a region: 2 infant homes, 7 child homes, 3 and 3 of the others. */
static uint16_t setting_of_place(uint32_t place)
{
    static const uint8_t order[15] = {INFANT_HOME,  INFANT_HOME,  CHILD_HOME,  CHILD_HOME,
                                      CHILD_HOME,   CHILD_HOME,   CHILD_HOME,  CHILD_HOME,
                                      CHILD_HOME,   BOARDING,     BOARDING,    BOARDING,
                                      SPECIAL_HOME, SPECIAL_HOME, SPECIAL_HOME};
    return place < BENCHMARK_INSTITUTIONS ? order[place / BENCHMARK_REGIONS] : GROUP_HOME;
}

static uint32_t places_per_region(uint16_t setting)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < BENCHMARK_PLACES; i += BENCHMARK_REGIONS)
        count += setting_of_place(i) == setting;
    return count;
}

/* Every place comes into scope in its turn over 15 years; every twelfth is then wound down. */
static void set_plan(struct di_institution *institution, uint32_t i)
{
    if (i >= BENCHMARK_INSTITUTIONS)
        return;
    institution->assess_from_day =
        (int32_t)(i * 7 % BENCHMARK_INSTITUTIONS * 15 * 365 / BENCHMARK_INSTITUTIONS);
    if (i % 12 != 5)
        return;
    institution->moratorium_day = institution->assess_from_day;
    institution->wind_down_day = institution->assess_from_day + 365;
    institution->close_by_day = institution->assess_from_day + 4 * 365;
}

static void make_places(struct benchmark_builder *builder)
{
    struct di_institution *list = benchmark_room(builder, BENCHMARK_PLACES, sizeof *list);
    for (uint32_t i = 0; i < BENCHMARK_PLACES && list != NULL; i++) {
        const uint16_t setting = setting_of_place(i);
        const uint32_t region = i % BENCHMARK_REGIONS;
        const uint32_t row = setting - DI_SETTING_BUILTIN_COUNT;
        const double residents = benchmark_settings[row].residents * builder->scale *
                                 builder->weight[region] / places_per_region(setting);
        builder->in_place[i] = whole(residents);
        builder->residents[setting][region] += builder->in_place[i];
        list[i] = (struct di_institution){
            .name = benchmark_numbered(
                builder, i < BENCHMARK_INSTITUTIONS ? "institution" : "small_homes", i + 1),
            .region = (uint16_t)region,
            .setting = setting,
            .count = i < BENCHMARK_INSTITUTIONS ? 1 : 6,
            .capacity = benchmark_constant(builder,
                                           ceil(residents * benchmark_settings[row].slack) + 1),
            .moratorium_day = DI_NO_DAY,
            .assess_from_day = DI_NO_DAY,
            .wind_down_day = DI_NO_DAY,
            .close_by_day = DI_NO_DAY};
        set_plan(&list[i], i);
    }
    builder->model->institutions = list;
    builder->model->institution_count = BENCHMARK_PLACES;
}

static void count_pools(struct benchmark_builder *builder)
{
    for (uint32_t s = DI_SETTING_BUILTIN_COUNT; s < BENCHMARK_SETTINGS; s++)
        for (uint32_t r = 0; r < BENCHMARK_REGIONS &&
                             benchmark_settings[s - INFANT_HOME].places != DI_PLACES_UNITS;
             r++)
            builder->residents[s][r] = whole(benchmark_settings[s - INFANT_HOME].residents *
                                             builder->scale * builder->weight[r]);
}

static struct di_carers families_of(struct benchmark_builder *builder, uint32_t r,
                                    const struct profile *profile)
{
    char id[48];
    const double slack = benchmark_settings[profile->setting - DI_SETTING_BUILTIN_COUNT].slack;
    const double first = ceil(builder->residents[profile->setting][r] * slack * profile->share /
                              profile->places) +
                         1;
    (void)snprintf(id, sizeof id, "%s_%03u", profile->id, r + 1);
    return (struct di_carers){.name = benchmark_name(builder, id),
                              .region = (uint16_t)r,
                              .setting = profile->setting,
                              .families = benchmark_constant(builder, first),
                              .recruitment = benchmark_recruitment(builder, first),
                              .places_per_family = profile->places,
                              .age_band_mask = profile->bands,
                              .disability_mask = profile->disabilities};
}

static void make_families(struct benchmark_builder *builder)
{
    struct di_carers *list =
        benchmark_room(builder, (size_t)BENCHMARK_REGIONS * PROFILES, sizeof *list);
    for (uint32_t r = 0; r < BENCHMARK_REGIONS && list != NULL; r++)
        for (uint32_t p = 0; p < PROFILES; p++)
            list[r * PROFILES + p] = families_of(builder, r, &profiles[p]);
    builder->model->carers = list;
    builder->model->carers_count = BENCHMARK_REGIONS * PROFILES;
}

void benchmark_add_places(struct benchmark_builder *builder)
{
    make_places(builder);
    count_pools(builder);
    make_families(builder);
}
