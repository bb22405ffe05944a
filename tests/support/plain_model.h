/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model of one region, one reason and one institution kind, made in memory: for tests of the
 * engine that need no scenario file. Change its members freely before use. */
#ifndef PLAIN_MODEL_H
#define PLAIN_MODEL_H

#include "di/model.h"

#define PLAIN_PATHWAYS_MAX 6
#define PLAIN_SETTINGS_MAX (DI_SETTING_BUILTIN_COUNT + 4)
#define PLAIN_HOME DI_SETTING_BUILTIN_COUNT /* the first setting of its own */

struct plain_model {
    struct di_model model;
    struct di_region regions[3];
    struct di_reason reasons[2];
    struct di_setting settings[PLAIN_SETTINGS_MAX];
    struct di_pathway pathways[PLAIN_SETTINGS_MAX][PLAIN_PATHWAYS_MAX];
    struct di_institution institutions[4];
    struct di_margin margins[4];
    struct di_margin_leaf leaves[4][64];
    double numbers[256]; /* room of constant series */
    uint32_t number_count;
};

/** Ten years from 2026-01-01; 120 children a year; no pathways, no initial stock. */
void plain_model_init(struct plain_model *plain);

struct di_series plain_series(struct plain_model *plain, double value);

/** Appends a pathway by rate with a constant hazard. */
struct di_pathway *plain_constant(struct plain_model *plain, uint16_t setting,
                                  enum di_path path, uint16_t target, double per_year);

/** Appends a pathway by rate with a Weibull hazard in the state's clock. */
struct di_pathway *plain_weibull(struct plain_model *plain, uint16_t setting, enum di_path path,
                                 uint16_t target, double shape, double scale_years);

/** Appends a margin over `dimensions` (at most two) with no leaves. */
struct di_margin *plain_margin(struct plain_model *plain, uint32_t dimension_count,
                               enum di_margin_dimension first, enum di_margin_dimension second);

void plain_leaf(struct plain_model *plain, struct di_margin *margin, uint32_t first,
                uint32_t second, double count);

#endif
