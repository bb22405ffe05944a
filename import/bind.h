/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Binding: from the resolved tree to struct di_model. Structure (keys, types, ranges) is
 * checked by check.c from the field table; binding reports what only meaning can show, such as
 * a region that does not exist. It is tolerant, so that both report in one go: where a value
 * has the wrong form it silently takes the default.
 */
#ifndef DI_BIND_H
#define DI_BIND_H

#include "di/defaults.h"
#include "di/model.h"

#include "source.h"

struct di_binding {
    struct di_sources *sources;
    struct di_arena *arena; /* the model's */
    struct di_node *root;
    struct di_model *model;
    struct di_input *inputs; /* malloc'ed while it grows */
    size_t input_count, input_capacity;
    bool has_no_memory;
    const char *section; /* pointer of the section being bound, for defaults of absent ones */
};

/** Fill binding->model. Problems are reported; lack of memory sets has_no_memory. */
void di_bind_model(struct di_binding *binding);

/* ---- bind_value.c ---- */

/** Array of `count` in the model's arena; never NULL: sets has_no_memory and ends in NULL. */
void *di_bind_room(struct di_binding *binding, size_t count, size_t size);
#define DI_BIND_NEW(binding, count, type)                                                      \
    ((type *)di_bind_room((binding), (count), sizeof(type)))

struct di_node *di_bind_member(struct di_binding *binding, struct di_node *object,
                               const char *key);

/** Members of an object that are things: not private, not provenance. */
uint32_t di_bind_things(const struct di_node *object, struct di_node **things);
bool di_bind_is_thing(const struct di_node *member);

void di_bind_report(struct di_binding *binding, const struct di_node *node,
                    enum di_status status, const char *id, const struct di_argument *arguments,
                    size_t count, const char *hint_id);
#define DI_BIND_REPORT(binding, node, status, id, hint, ...)                                   \
    di_bind_report(                                                                            \
        (binding), (node), (status), (id), (const struct di_argument[]){__VA_ARGS__},          \
        sizeof((const struct di_argument[]){__VA_ARGS__}) / sizeof(struct di_argument),        \
        (hint))

/** Report that `name` is none of the known ids, with the nearest one. */
void di_bind_report_unknown(struct di_binding *binding, const struct di_node *node,
                            const char *what, const char *name, const char *const *known,
                            size_t count);

/** A copy of a text that lives as long as the model; "" and has_no_memory if there is none. */
const char *di_bind_copy_text(struct di_binding *binding, const char *text);

/** List a default that stands in for `key` of `object`. */
void di_bind_use_default(struct di_binding *binding, const struct di_node *object,
                         const char *key, double value, enum di_quality quality);

/** Warn that what the date `node` stands for, of these days, lies outside the horizon. */
void di_bind_warn_outside(struct di_binding *binding, const struct di_node *node, int32_t day,
                          double last_day);

double di_bind_plain(const struct di_node *node, double fallback);
double di_bind_number(struct di_binding *binding, struct di_node *object, const char *key,
                      enum di_default fallback);
double di_bind_number_or(struct di_binding *binding, struct di_node *object, const char *key,
                         double fallback);
bool di_bind_flag(struct di_binding *binding, struct di_node *object, const char *key,
                  bool fallback);
const char *di_bind_text(struct di_binding *binding, struct di_node *object, const char *key,
                         const char *fallback);
/** Days of a number of days or a text such as "8 months". */
bool di_bind_parse_duration(const char *text, double *days_out);
double di_bind_days(const struct di_node *node, double fallback);
/** Days since the start of a date; DI_NO_DAY if absent or wrong. */
int32_t di_bind_day(struct di_binding *binding, struct di_node *object, const char *key);

/* ---- bind_quantity.c ---- */

struct di_series di_bind_constant(struct di_binding *binding, double value);
struct di_series di_bind_series(struct di_binding *binding, struct di_node *node,
                                double fallback);
struct di_quantity di_bind_quantity(struct di_binding *binding, struct di_node *node,
                                    double fallback);
/** The member `key` of `object`, with the default listed if it is absent. */
struct di_quantity di_bind_listed_quantity(struct di_binding *binding, struct di_node *object,
                                           const char *key, enum di_default fallback);
/** Values of enum di_mode in time. */
struct di_series di_bind_mode(struct di_binding *binding, struct di_node *node,
                              enum di_mode fallback);

struct di_name di_bind_name(struct di_binding *binding, struct di_node *thing);
/** A list of exactly `count` numbers, or NULL. */
const double *di_bind_list(struct di_binding *binding, struct di_node *node, uint32_t count);
/** The same of relative weights: one at least has to be above 0. */
const double *di_bind_weights(struct di_binding *binding, struct di_node *node, uint32_t count);

uint16_t di_bind_region(struct di_binding *binding, const struct di_node *node);
uint16_t di_bind_setting(struct di_binding *binding, const struct di_node *node);
uint16_t di_bind_reason(struct di_binding *binding, const struct di_node *node);
uint32_t di_bind_band(struct di_binding *binding, const struct di_node *node, const char *id);
uint32_t di_bind_choice(struct di_binding *binding, const struct di_node *node, const char *id,
                        const char *what, const char *const *known, size_t count);
uint8_t di_bind_disability_mask(struct di_binding *binding, struct di_node *list,
                                uint8_t fallback);
extern const char *const di_bind_disability_ids[DI_DISABILITIES];
extern const char *const di_bind_sex_ids[DI_SEXES];

/* ---- bind_place.c, for lists of places ---- */

/** The things of a section, at most `most`; borrowed from the sources' arena. */
struct di_node **di_bind_things_of(struct di_binding *binding, const char *section,
                                   uint32_t most, uint32_t *count_out);
void di_bind_check_unit_setting(struct di_binding *binding, struct di_node *node,
                                uint16_t setting, bool is_family);
uint32_t di_bind_whole(const struct di_node *node, double fallback, double most);

/* ---- one file each ---- */
void di_bind_horizon(struct di_binding *binding);
void di_bind_regions(struct di_binding *binding);
void di_bind_settings(struct di_binding *binding);
/** Report keys of a setting that its kind gives no meaning to. */
void di_bind_check_kind(struct di_binding *binding, struct di_node *node, enum di_kind kind);
void di_bind_pathways(struct di_binding *binding, struct di_node *setting_node,
                      struct di_setting *setting, uint16_t index);
void di_bind_institutions(struct di_binding *binding);
void di_bind_carers(struct di_binding *binding);
/** A law of times around `mean`, which a sample replaces; without a node: always the mean. */
void di_bind_work_law(struct di_binding *binding, struct di_node *node, struct di_work_law *law,
                      double *mean);
void di_bind_closures(struct di_binding *binding); /* after roles */
void di_bind_reasons(struct di_binding *binding);
/** Reasons of unexplained entries find their setting: after the settings. */
void di_bind_unexplained(struct di_binding *binding);
void di_bind_entries(struct di_binding *binding);
void di_bind_first_placements(struct di_binding *binding); /* after settings, and policies */
void di_bind_initial_stock(struct di_binding *binding);
void di_bind_policies(struct di_binding *binding);
void di_bind_services(struct di_binding *binding);
void di_bind_goals(struct di_binding *binding);
void di_bind_costs(struct di_binding *binding);
void di_bind_shocks(struct di_binding *binding);
void di_bind_justice(struct di_binding *binding);
void di_bind_published(struct di_binding *binding);
void di_bind_staffing(struct di_binding *binding);
void di_bind_uncertainty(struct di_binding *binding);

#endif
