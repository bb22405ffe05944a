/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quarterly rates from the settings' hazards. Residents of institutions: the mean hazard of the
 * children of that setting and group, half a year on. Placements: the mean over the first two
 * years of a stay. Birthdays: the share of a group that crosses the edge within a year.
 *
 * Rates depend on setting and group only, so institutions of one setting are alike.
 */
#include <math.h>

#include "build_state.h"

#define STAY_YEARS 2.0    /* over which placements' hazards are averaged */
#define ADULT_LEAVING 0.3 /* a year: who stayed past 18 stays some three years more */
#define MOST_A_YEAR                                                                            \
    0.98 /* a share that crosses within a year, so that a quarter's is below 1 */
enum { ENOUGH_RESIDENTS = 10 }; /* of a setting and group, for a mean of them to stand for it */

/* Yearly rates of one setting and group. */
struct rates {
    double home, leave, breakdown, ageing[DI_GROUPS], edge[DI_GROUPS];
};

/* In years, at the start. */
static double age_of(const struct di_resident *child)
{
    return -child->birth_day / DI_DAYS_PER_YEAR;
}

static double factor_of(const struct build *build, const struct di_setting *setting,
                        const struct di_pathway *path, const struct di_person *person)
{
    double factor = di_quantity_at(&path->hazard.factor, 0, person);
    if (path->path == DI_PATH_ADOPTED)
        factor *= build->model->policies.legally_free_share;
    if (path->is_frailty)
        factor *= di_warm_start_frailty_factor(build->start,
                                               (uint16_t)(setting - build->model->settings));
    return factor;
}

static bool is_by_rate(const struct di_pathway *path)
{
    return di_series_at(&path->mode, 0) == DI_MODE_BY_RATE;
}

/* Where a cause leads in the fluid model; transfers and placements by rate have no place. */
static void add_cause(struct rates *rates, const struct di_pathway *path, double rate)
{
    switch (path->path) {
    case DI_PATH_HOME:
    case DI_PATH_SPONTANEOUS_HOME:
        rates->home += rate;
        break;
    case DI_PATH_ADOPTED:
    case DI_PATH_DIED:
    case DI_PATH_LEFT_COUNTRY:
    case DI_PATH_INDEPENDENT:
    case DI_PATH_SINK:
        rates->leave += rate;
        break;
    case DI_PATH_BREAKDOWN:
    case DI_PATH_REENTRY:
        rates->breakdown += rate;
        break;
    case DI_PATH_TRANSFER:
    case DI_PATH_PLACEMENT:
        break;
    }
}

/* All causes of a setting for one child; `is_mean`: over the first years, else at `elapsed`. */
static void add_causes(const struct build *build, struct rates *rates,
                       const struct di_setting *setting, const struct di_person *person,
                       double elapsed, bool is_placement)
{
    for (uint32_t n = 0; n < setting->pathway_count; n++) {
        const struct di_pathway *path = &setting->pathways[n];
        if (!is_placement && path->path == DI_PATH_HOME && !is_by_rate(path))
            continue; /* a decision of the plan */
        const double base = is_placement
                                ? di_hazard_cumulative(&path->hazard, STAY_YEARS) / STAY_YEARS
                                : di_hazard_cumulative(&path->hazard, elapsed + 1) -
                                      di_hazard_cumulative(&path->hazard, elapsed);
        add_cause(rates, path, base * factor_of(build, setting, path, person));
    }
}

/* ---- institutions ---- */

static double years_to(double age, double edge)
{
    return edge > age ? edge - age : HUGE_VAL;
}

/* The next birthday that changes something within a year. */
static void add_birthday(const struct build *build, struct rates *rates,
                         const struct di_setting *setting, const struct di_resident *child,
                         enum di_group group)
{
    const double age = age_of(child);
    const double three = years_to(age, 3), adult = years_to(age, 18);
    const double edge = years_to(age, setting->age_to_years);
    const double next = fmin(fmin(three, adult), edge);
    struct di_person person = build_person(build, group, child->region);
    person.disability = child->disability;
    if (next > 1)
        return;
    if (next == adult) {
        const double stays = di_quantity_at(&setting->stay18_share, 0, &person);
        rates->ageing[DI_GROUP_ADULT] += stays;
        rates->leave += 1 - stays;
        return;
    }
    const enum di_group then = build_group(build, age + next + 0.01, child->disability);
    if (next == edge)
        rates->edge[then] += 1;
    else
        rates->ageing[then] += 1;
}

static void average(struct rates *rates, double count)
{
    rates->home /= count;
    rates->leave /= count;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        rates->ageing[g] /= count;
        rates->edge[g] /= count;
    }
}

/* A group nobody is in yet: one child that stands for it, with years left like any. */
static void stand_in(const struct build *build, struct rates *rates,
                     const struct di_setting *setting, enum di_group group)
{
    const struct di_person person = build_person(build, group, 0);
    add_causes(build, rates, setting, &person, 0.5, false);
    if (group == DI_GROUP_UNDER_3)
        rates->ageing[DI_GROUP_STANDARD] = 1.0 / 3;
    else if (group == DI_GROUP_ADULT)
        rates->leave += setting->leave_age_years > 18
                            ? 1 / fmin(5, setting->leave_age_years - 18 + 0.5)
                            : 1;
    else
        rates->leave += 1.0 / 15;
}

static struct rates rates_of(const struct build *build, uint16_t setting_at,
                             enum di_group group)
{
    const struct di_setting *setting = &build->model->settings[setting_at];
    struct rates rates = {0};
    double count = 0;
    for (uint64_t n = 0; n < build->resident_count; n++) {
        const struct di_resident *child = &build->residents[n];
        if (child->setting != setting_at ||
            build_group(build, age_of(child), child->disability) != group)
            continue;
        struct di_person person = build_person(build, group, child->region);
        person.disability = child->disability;
        person.age_band = (uint8_t)di_model_age_band(build->model, age_of(child));
        person.sex = child->sex;
        add_causes(build, &rates, setting, &person, child->elapsed_years, false);
        if (group != DI_GROUP_ADULT)
            add_birthday(build, &rates, setting, child, group);
        count++;
    }
    if (count >= ENOUGH_RESIDENTS)
        average(&rates, count);
    else {
        rates = (struct rates){0};
        stand_in(build, &rates, setting, group);
    }
    if (group == DI_GROUP_ADULT && count >= ENOUGH_RESIDENTS)
        rates.leave += ADULT_LEAVING;
    return rates;
}

/* A share that crosses within a year, per quarter. */
static double share_per_quarter(double share)
{
    return 1 - pow(1 - fmin(share, MOST_A_YEAR), 0.25);
}

static void set_residents(struct build *build, uint32_t at, enum di_group group,
                          const struct rates *rates)
{
    struct di_fluid_parameters *p = build->p;
    for (uint32_t t = 1; t <= p->periods; t++) {
        p->home_residents[di_fluid_tig(p, t, at, group)] = build_quarterly(rates->home);
        p->leave_residents[di_fluid_tig(p, t, at, group)] = build_quarterly(rates->leave);
        for (uint32_t h = 0; h < DI_GROUPS; h++) {
            const size_t pair = di_fluid_tigg(p, t, at, group, h);
            p->ageing_residents[pair] = h == group ? 0 : share_per_quarter(rates->ageing[h]);
            p->edge_residents[pair] = share_per_quarter(rates->edge[h]);
        }
    }
}

static uint16_t setting_of_institution(const struct build *build, uint32_t at)
{
    const struct di_model *model = build->model;
    const uint32_t unit = build->country->unit[at];
    if (unit != UINT32_MAX)
        return model->institutions[unit].setting;
    for (uint32_t n = 0; n < model->setting_count * model->region_count; n++)
        if (build->pool_of[n] == at)
            return (uint16_t)(n / model->region_count);
    return DI_NONE;
}

static void institutions(struct build *build)
{
    for (uint16_t s = 0; s < build->model->setting_count; s++) {
        if (build->model->settings[s].kind != DI_KIND_INSTITUTION)
            continue;
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            const struct rates rates = rates_of(build, s, g);
            for (uint32_t i = 0; i < build->p->institutions; i++)
                if (setting_of_institution(build, i) == s)
                    set_residents(build, i, g, &rates);
        }
    }
}

/* ---- the other stocks ---- */

/* Share of under-threes who will count as disabled at three. */
static double disabled_share(const struct build *build)
{
    double all = 0, disabled = 0;
    for (uint64_t n = 0; n < build->resident_count; n++) {
        const struct di_resident *child = &build->residents[n];
        if (age_of(child) >= 6)
            continue;
        all++;
        disabled += child->disability != DI_DISABILITY_NONE;
    }
    return all > 0 ? disabled / all : 0.1;
}

static void ageing(struct build *build)
{
    struct di_fluid_parameters *p = build->p;
    const double three = share_per_quarter(1.0 / 3), disabled = disabled_share(build);
    p->ageing[DI_GROUP_UNDER_3][DI_GROUP_DISABLED] = three * disabled;
    p->ageing[DI_GROUP_UNDER_3][DI_GROUP_STANDARD] = three * (1 - disabled);
}

/* Those who come of age leave; a year in fifteen. */
static double coming_of_age(enum di_group group)
{
    return group == DI_GROUP_STANDARD || group == DI_GROUP_DISABLED ? 1.0 / 15
           : group == DI_GROUP_ADULT                                ? ADULT_LEAVING
                                                                    : 0;
}

static void placement(struct build *build, enum di_placement placement_at, enum di_group group)
{
    struct di_fluid_parameters *p = build->p;
    const uint16_t setting = build_setting(build, placement_at);
    struct rates rates = {0};
    if (setting == DI_NONE)
        return;
    const struct di_person person = build_person(build, group, 0);
    add_causes(build, &rates, &build->model->settings[setting], &person, 0, true);
    p->leave[group][placement_at] = build_quarterly(rates.leave + coming_of_age(group));
    p->breakdown[group][placement_at] = build_quarterly(rates.breakdown);
    if (placement_at == DI_PLACEMENT_REUNIFIED)
        p->monitoring_end[group][placement_at] =
            fmin(0.9, BUILD_QUARTER_DAYS / fmax(1, build->model->policies.monitoring_days));
    else
        p->to_home[group][placement_at] = build_quarterly(rates.home);
}

/* At home after monitoring: the later years of the re-entry hazard. */
static void home_pool(struct build *build, enum di_group group)
{
    const struct di_policies *policies = &build->model->policies;
    const struct di_setting *home = &build->model->settings[DI_SETTING_HOME_MONITORED];
    const double window = fmax(policies->reentry_window_years, 1.5);
    const struct di_person person = build_person(build, group, 0);
    double rate = 0;
    for (uint32_t n = 0; n < home->pathway_count; n++) {
        const struct di_pathway *path = &home->pathways[n];
        if (path->path == DI_PATH_REENTRY)
            rate += (di_hazard_cumulative(&path->hazard, window) -
                     di_hazard_cumulative(&path->hazard, 1)) /
                    (window - 1) * factor_of(build, home, path, &person) *
                    policies->closed_reentry_rr;
    }
    build->p->reentry[group] = build_quarterly(rate);
    build->p->leave_home[group] = build_quarterly(1 / (window - 1) + coming_of_age(group));
}

/* Children of a group who may be assessed, and how many of them suit an option. */
struct assessable {
    double children, suits[2];
};

static void add_assessable(const struct build *build, struct assessable *sum,
                           const struct di_person *person, double children, double kin_share)
{
    static const enum di_option options[] = {DI_OPTION_REUNIFICATION, DI_OPTION_KINSHIP};
    const struct di_policies *policies = &build->model->policies;
    sum->children += children;
    for (uint32_t n = 0; n < 2; n++) {
        const double share =
            policies->option_enabled[options[n]]
                ? fmin(1, di_quantity_at(&policies->suitable_share[options[n]], 0, person))
                : 0;
        /* those with relatives were placed with them when they entered */
        sum->suits[n] +=
            children *
            (n == 1 && kin_share < 1 ? fmax(0, share - kin_share) / (1 - kin_share) : share);
    }
}

/*
 * One share for all: today's residents, who have been there long, and those who will enter
 * until the horizon, as they are when they come.
 */
static void suitability(struct build *build, enum di_group group)
{
    struct di_fluid_parameters *p = build->p;
    struct assessable sum = {0};
    for (uint64_t n = 0; n < build->resident_count; n++) {
        const struct di_resident *child = &build->residents[n];
        if (build->model->settings[child->setting].kind != DI_KIND_INSTITUTION ||
            build_group(build, age_of(child), child->disability) != group)
            continue;
        struct di_person person = build_person(build, group, child->region);
        person.disability = child->disability;
        person.years_in_care = child->elapsed_years;
        person.age_band = (uint8_t)di_model_age_band(build->model, age_of(child));
        add_assessable(build, &sum, &person, 1, 0);
    }
    for (uint32_t t = 1; t <= p->horizon; t++)
        for (uint16_t r = 0; r < p->regions; r++) {
            const size_t trg = di_fluid_trg(p, t, r, group);
            struct di_person person = build_person(build, group, r);
            person.years_in_care = 0;
            add_assessable(build, &sum, &person,
                           p->entries[trg] * p->quarters[t] * (1 - p->kin_share[trg]),
                           p->kin_share[trg]);
        }
    for (uint32_t n = 0; n < 2; n++)
        p->suitable[group][n] = sum.children > 0 ? sum.suits[n] / sum.children : 0;
    p->suitable_either[group] = 1 - (1 - p->suitable[group][0]) * (1 - p->suitable[group][1]);
}

/* Assessed children leave the waiting stock as residents do, on average. */
static void waiting(struct build *build, enum di_group group)
{
    struct di_fluid_parameters *p = build->p;
    double sum = 0, children = 0;
    for (uint32_t i = 0; i < p->institutions; i++) {
        const double there = p->residents0[di_fluid_rg(i, group)];
        const size_t tig = di_fluid_tig(p, 1, i, group);
        sum += there * (p->home_residents[tig] + p->leave_residents[tig]);
        children += there;
    }
    p->leave_assessed[group] = children > 0 ? sum / children : 0.01;
    p->leave_backlog[group] = build_quarterly(coming_of_age(group));
    p->goals.residual_years[group] =
        fmin(5, 1 / (4 * fmax(p->leave_assessed[group] + di_fluid_ageing_out(p, group), 0.01)));
}

void build_rates(struct build *build)
{
    institutions(build);
    ageing(build);
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            if (q != DI_PLACEMENT_ADULT_CARE)
                placement(build, q, g);
        home_pool(build, g);
        suitability(build, g);
        waiting(build, g);
    }
}
