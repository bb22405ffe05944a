/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked of one child at nearly every event: its setting's rules, clocks, keys, age and
 * the properties that quantities depend on. Part of system.h, which includes it.
 */
#ifndef DI_CARE_CHILD_QUERY_H
#define DI_CARE_CHILD_QUERY_H

static inline const struct di_setting *setting_of(const struct di_care *care,
                                                  const struct child *child)
{
    return &care->model->settings[child->setting];
}

static inline const struct setting_rule *rule_of_child(const struct di_care *care,
                                                       const struct child *child)
{
    return &care->rules[child->setting];
}

/* Clock `state`; of a child at home: clock `home`. */
static inline di_time child_state_start(const struct child *child)
{
    return di_time_of_day(child->state_day) | (di_time)child->state_fraction;
}

/* Clock `place`: it began with the clock `state`, unless the child has moved within the kind.
 */
static inline di_time child_place_start(const struct di_care *care, const struct child *child)
{
    const struct carry *carry = child->carry != NO_SLOT ? &care->carries[child->carry] : NULL;
    return carry != NULL && carry->has_place
               ? di_time_of_day(carry->place_day) | (di_time)carry->place_fraction
               : child_state_start(child);
}

/* Entity of all draws of the child. */
static inline uint64_t child_key(const struct di_care *care, const struct child *child)
{
    return di_key_mix(care->groups[child->group].key, child->member);
}

/* Canonical id. */
static inline uint64_t child_order(const struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    return care->groups[child->group].order << 3 | child->member;
}

static inline double child_age_years(const struct di_care *care, const struct child *child)
{
    const double years_per_day =
        1 / DI_DAYS_PER_YEAR; /* a product is cheaper than a quotient */
    return (di_time_days(care->now) - (double)child->birth_day) * years_per_day;
}

static inline uint32_t child_visit(const struct child *child, enum di_kind kind)
{
    const uint32_t shift = VISIT_BITS * ((uint32_t)kind % VISIT_KINDS);
    return (uint32_t)(child->visits >> shift) & ((1u << VISIT_BITS) - 1u);
}

static inline struct di_person child_person(const struct di_care *care,
                                            const struct child *child)
{
    const struct group *group = &care->groups[child->group];
    return (struct di_person){.region = (uint16_t)child->region,
                              .reason = group->reason,
                              .age_band = (uint8_t)child->age_band,
                              .sex = (uint8_t)child->sex,
                              .disability = (uint8_t)child->disability,
                              .in_sibling_group = group->size > 1,
                              .years_in_care =
                                  (di_time_days(care->now) - (double)child->care_day) /
                                  DI_DAYS_PER_YEAR};
}

/* A quantity asked for a child today; most depend on nobody, and then no row is read. */
static inline double child_quantity(const struct di_care *care, const struct child *child,
                                    const struct di_quantity *quantity)
{
    const double value = quantity->series.count == 1
                             ? quantity->series.value[0]
                             : di_series_at(&quantity->series, di_time_day(care->now));
    if (di_quantity_is_for_all(quantity))
        return value;
    const struct di_person person = child_person(care, child);
    return value * di_quantity_factor(quantity, &person);
}

#endif
