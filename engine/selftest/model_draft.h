/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A small model made in code, for exact tests of the simulator: nothing happens in it but what
 * is asked for. It starts with the built-in settings and the rules of MODEL 12 (ageing off,
 * groups of one child, no frailty, every carer accepts, every option suitable, no ladder each
 * month); the functions below add one thing each.
 *
 * Things may be added in any order: ranks, keys and the order of pathways are settled by
 * di_model_finish from names alone. Running out of memory or room is remembered and reported
 * once, by draft_finish.
 */
#ifndef MODEL_DRAFT_H
#define MODEL_DRAFT_H

#include "di/error.h"
#include "di/model.h"

enum {
    DRAFT_SETTINGS_MAX = DI_SETTING_BUILTIN_COUNT + 12,
    DRAFT_PATHWAYS_MAX = 12, /* of one setting */
    DRAFT_REGIONS_MAX = 6,
    DRAFT_REASONS_MAX = 4,
    DRAFT_PLACES_MAX = 24, /* institutions, and carers */
    DRAFT_ROLES_MAX = 4,
    DRAFT_LISTED_MAX = 2000,
    DRAFT_LEAVES_MAX = 32
};

/** A model being written; the members are the model's own tables and may be changed freely. */
struct draft {
    struct di_model *model;
    struct di_region *regions;
    struct di_neighbour (*neighbours)[DRAFT_REGIONS_MAX];
    struct di_reason *reasons;
    struct di_setting *settings;
    struct di_pathway (*pathways)[DRAFT_PATHWAYS_MAX];
    struct di_institution *institutions;
    struct di_closure_plan *plans; /* of institutions */
    struct di_carers *carers;
    struct di_role *roles;
    struct di_workers *workers;
    struct di_listed_group *listed;
    struct di_margin *margin;
    struct di_margin_leaf *leaves;
    struct di_pathway spare; /* takes what has no room */
    struct di_listed_group spare_group;
    struct di_recruitment spare_recruitment;
    bool failed;
};

/** Horizon of whole calendar years from 1 January; `draft` holds the model until finished. */
void draft_begin(struct draft *draft, int32_t start_year, int32_t years);

/** Another length, in whole calendar years. */
void draft_horizon(struct draft *draft, int32_t years);

/** The model, owned by the caller (di_model_destroy); NULL if anything failed. */
struct di_model *draft_finish(struct draft *draft);

struct di_series draft_constant(struct draft *draft, double value);
/** `first` before days[0], then values[i] from days[i] on. */
struct di_series draft_steps(struct draft *draft, double first, uint32_t count,
                             const int32_t *days, const double *values);
/** Equal multipliers for everyone; change the members it has room for. */
double *draft_factors(struct draft *draft, uint32_t count, double value);

uint16_t draft_region(struct draft *draft, const char *id);
/** Regions as neighbours of each other. */
void draft_neighbours(struct draft *draft, uint16_t a, uint16_t b, double distance);
/** Groups a year in each region; children of age 8. */
uint16_t draft_reason(struct draft *draft, const char *id, double groups_per_year);
/** Endless places, in the entry ladder, no way out. */
uint16_t draft_setting(struct draft *draft, const char *id, enum di_kind kind);
/** Counted places in each region. */
void draft_capacity(struct draft *draft, uint16_t setting, double places);
uint32_t draft_institution(struct draft *draft, const char *id, uint16_t region,
                           uint16_t setting, double places);
uint32_t draft_carers(struct draft *draft, const char *id, uint16_t region, uint16_t setting,
                      double families, uint32_t places_per_family);

/** Every enquiry is approved at once and nobody leaves; change the members for anything else.
 * Families of these carers are those of the first day. */
struct di_recruitment *draft_recruitment(struct draft *draft, uint32_t carers,
                                         double enquiries_per_year);

/** Workers of one role in one region: whole hours a day each, no turnover, no limit of cases.
 * Activities take no time until `model->staffing.activities` says otherwise. */
uint32_t draft_team(struct draft *draft, const char *id, uint16_t region,
                    enum di_role_kind kind, double fte, double hours_per_day);

/** Ways out. Hazards run on the `state` clock, by rate. */
struct di_pathway *draft_exit(struct draft *draft, uint16_t setting, enum di_path path,
                              uint16_t target, double rate_per_year);
struct di_pathway *draft_weibull_exit(struct draft *draft, uint16_t setting, enum di_path path,
                                      uint16_t target, double shape, double scale_years);
/** Everybody leaves after exactly `days`, to within a second. */
struct di_pathway *draft_timed_exit(struct draft *draft, uint16_t setting, enum di_path path,
                                    uint16_t target, double days);
/** A place of `target` is asked for by everybody in `setting`. */
struct di_pathway *draft_request(struct draft *draft, uint16_t setting, uint16_t target);

/** One child of age 8 who enters on `day`; change the group returned for anything else. */
struct di_listed_group *draft_listed(struct draft *draft, double day, uint16_t region,
                                     uint16_t reason);

/** Residents at the start, whose elapsed stays are unknown. */
void draft_stock(struct draft *draft, uint16_t setting, double count);

#endif
