/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two halves of the benchmark's country share: its sizes, and the model while it is
 * made. Memory that cannot be had sets `failed`; the caller looks once, at the end.
 */
#ifndef BENCHMARK_BUILDER_H
#define BENCHMARK_BUILDER_H

#include "benchmark_model.h"

enum {
    BENCHMARK_REGIONS = 20,
    BENCHMARK_INSTITUTIONS = 300,
    BENCHMARK_SMALL_HOMES = 100, /* entries of the same table, after the institutions */
    BENCHMARK_PLACES = BENCHMARK_INSTITUTIONS + BENCHMARK_SMALL_HOMES,
    BENCHMARK_START_YEAR = 2026,
    BENCHMARK_YEARS = 20,
    BENCHMARK_BANDS = 6
};

enum {
    INFANT_HOME = DI_SETTING_BUILTIN_COUNT,
    CHILD_HOME,
    BOARDING,
    SPECIAL_HOME,
    GROUP_HOME,
    EMERGENCY,
    FOSTER,
    SPECIALISED,
    KINSHIP,
    SUPPORTED,
    BENCHMARK_SETTINGS
};
enum { BENCHMARK_OWN = BENCHMARK_SETTINGS - DI_SETTING_BUILTIN_COUNT };

struct benchmark_setting {
    const char *id;
    enum di_kind kind;
    enum di_places places;
    double from_years, to_years; /* 0: no upper edge */
    uint8_t disability_mask;
    double residents; /* at scale 1 */
    double slack;     /* places over residents */
    double by_band[BENCHMARK_BANDS];
    double by_disability[DI_DISABILITIES];
    double stay18_share;
};

struct benchmark_builder {
    struct di_model *model;
    double scale;
    double weight[BENCHMARK_REGIONS]; /* of the population; sum 1 */
    uint32_t residents[BENCHMARK_SETTINGS][BENCHMARK_REGIONS];
    uint32_t in_place[BENCHMARK_PLACES];
    bool failed;
};

/* The country's own settings, from INFANT_HOME on. */
extern const struct benchmark_setting benchmark_settings[BENCHMARK_OWN];

void *benchmark_room(struct benchmark_builder *builder, size_t count, size_t size);
struct di_series benchmark_constant(struct benchmark_builder *builder, double value);
struct di_quantity benchmark_quantity(struct benchmark_builder *builder, double value);

/* `first` before the start, then a value for each year of the horizon. */
struct di_series benchmark_yearly(struct benchmark_builder *builder, double first,
                                  const double values[BENCHMARK_YEARS]);
struct di_name benchmark_name(struct benchmark_builder *builder, const char *id);
struct di_name benchmark_numbered(struct benchmark_builder *builder, const char *what,
                                  uint32_t number);

/* Institutions and families, after regions and settings. */
void benchmark_add_places(struct benchmark_builder *builder);

/* Roles, workers and what their work takes, after regions are known. */
void benchmark_add_teams(struct benchmark_builder *builder);

/* What keeps a number of families about as it is. */
const struct di_recruitment *benchmark_recruitment(struct benchmark_builder *builder,
                                                   double families);

/* Entries, rules, services and the initial stock, after regions and places are known. */
void benchmark_add_rules(struct benchmark_builder *builder);

#endif
