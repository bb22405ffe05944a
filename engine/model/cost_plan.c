/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about the lines and sources of a cost plan; no money is added up here. */
#include "di/cost_plan.h"

#include <math.h>
#include <string.h>

const struct di_cost_place di_cost_nowhere = {.setting = DI_NONE,
                                              .region = DI_NONE,
                                              .institution = UINT32_MAX,
                                              .carers = UINT32_MAX,
                                              .role = UINT32_MAX};

const char *di_cost_basis_id(enum di_cost_basis basis)
{
#define BASIS_ID(suffix, id) [DI_COST_##suffix] = (id),
    static const char *const ids[DI_COST_BASES] = {DI_COST_BASIS_TABLE(BASIS_ID)};
#undef BASIS_ID
    return ids[basis];
}

bool di_cost_basis_is_fixed(enum di_cost_basis basis)
{
    return basis == DI_COST_INSTITUTION_QUARTER || basis == DI_COST_INSTITUTION_PLACE_YEAR ||
           basis == DI_COST_INSTITUTION_STAFF_YEAR || basis == DI_COST_OWN_FIXED;
}

const char *di_cost_filter_key(enum di_cost_filter filter)
{
#define FILTER_KEY(suffix, key) [DI_COST_BY_##suffix] = (key),
    static const char *const keys[DI_COST_FILTERS] = {DI_COST_FILTER_TABLE(FILTER_KEY)};
#undef FILTER_KEY
    return keys[filter];
}

bool di_cost_basis_knows(enum di_cost_basis basis, enum di_cost_filter filter)
{
    enum {
        PLACE = 1u << DI_COST_BY_SETTINGS | 1u << DI_COST_BY_REGIONS,
        BUILDING = PLACE | 1u << DI_COST_BY_INSTITUTIONS,
        FAMILY = PLACE | 1u << DI_COST_BY_CARERS,
        WORKER = 1u << DI_COST_BY_REGIONS | 1u << DI_COST_BY_ROLES
    };
    static const unsigned known[DI_COST_BASES] = {
        [DI_COST_CHILD_YEAR] = BUILDING,
        [DI_COST_PLACE_YEAR] = BUILDING | FAMILY,
        [DI_COST_PLACE_OPENED] = BUILDING,
        [DI_COST_INSTITUTION_QUARTER] = BUILDING,
        [DI_COST_INSTITUTION_PLACE_YEAR] = BUILDING,
        [DI_COST_INSTITUTION_STAFF_YEAR] = BUILDING | 1u << DI_COST_BY_STAFF,
        [DI_COST_FTE_YEAR] = WORKER,
        [DI_COST_FAMILY_YEAR] = FAMILY,
        [DI_COST_APPROVAL] = FAMILY,
        [DI_COST_VISIT] = 1u << DI_COST_BY_REGIONS,
        [DI_COST_HOUR] = WORKER,
        [DI_COST_MOVE] = PLACE,
        [DI_COST_PREVENTION_PLACE] = 1u << DI_COST_BY_REGIONS,
        [DI_COST_ONCE] = PLACE};
    return (known[basis] >> filter & 1u) != 0;
}

const char *di_cost_class_id(enum di_cost_class cost_class)
{
    static const char *const ids[DI_COST_CLASSES] = {"capital", "pre_opening", "running",
                                                     "double_running"};
    return ids[cost_class];
}

static bool lets_pass(const uint8_t *filter, uint32_t index, uint32_t none)
{
    return filter == NULL || (index != none && filter[index] != 0);
}

bool di_cost_line_applies(const struct di_cost_line *line, const struct di_cost_place *place)
{
    return lets_pass(line->settings, place->setting, DI_NONE) &&
           lets_pass(line->regions, place->region, DI_NONE) &&
           lets_pass(line->institutions, place->institution, UINT32_MAX) &&
           lets_pass(line->carers, place->carers, UINT32_MAX) &&
           lets_pass(line->roles, place->role, UINT32_MAX);
}

/* Price of one unit of the line there on a day, in prices of the start; inflation apart. */
static double line_price(const struct di_cost_line *line, const struct di_cost_place *place,
                         int32_t day)
{
    const double price = di_series_at(&line->price.series, day);
    return line->price.by_region == NULL || place->region == DI_NONE
               ? price
               : price * line->price.by_region[place->region];
}

static double own_price(const struct di_model *model, enum di_cost_basis basis,
                        const struct di_cost_place *place, int32_t day)
{
    const struct di_cost_plan *plan = model->cost_plan;
    const struct di_institution_cost *own =
        plan->own == NULL || place->institution == UINT32_MAX ? NULL
                                                              : &plan->own[place->institution];
    if (basis == DI_COST_INSTITUTION_QUARTER && own != NULL)
        return di_series_at(&own->fixed_per_quarter, day);
    if (basis == DI_COST_CHILD_YEAR && own != NULL)
        return di_series_at(&own->variable_per_child_day, day) * DI_DAYS_PER_YEAR;
    if (basis == DI_COST_FTE_YEAR && place->role != UINT32_MAX)
        return di_quantity_at(&model->staffing.roles[place->role].cost_per_fte_year, day,
                              &(struct di_person){.region = place->region});
    return 0;
}

double di_cost_price(const struct di_model *model, enum di_cost_basis basis,
                     const struct di_cost_place *place, int32_t day)
{
    const struct di_cost_plan *plan = model->cost_plan;
    if (plan == NULL)
        return 0;
    double price = own_price(model, basis, place, day);
    for (uint32_t i = 0; i < plan->line_count; i++)
        if (plan->lines[i].basis == basis && di_cost_line_applies(&plan->lines[i], place))
            price += line_price(&plan->lines[i], place, day);
    return price;
}

bool di_cost_line_pays(const struct di_cost_line *line, const char *category)
{
    bool is_listed = line->staff == NULL;
    for (uint32_t i = 0; i < line->staff_count && !is_listed; i++)
        is_listed = strcmp(line->staff[i], category) == 0;
    return is_listed;
}

double di_cost_staff_of(const struct di_cost_line *line, const struct di_closure_plan *plan)
{
    double fte = 0;
    for (uint32_t s = 0; s < plan->staff_count; s++)
        fte += di_cost_line_pays(line, plan->staff[s].category) ? plan->staff[s].fte : 0;
    return fte;
}

static double staff_per_year(const struct di_model *model, const struct di_cost_place *place,
                             int32_t day)
{
    const struct di_cost_plan *plan = model->cost_plan;
    double money = 0;
    if (plan == NULL || model->closure_plans == NULL)
        return 0;
    for (uint32_t i = 0; i < plan->line_count; i++) {
        const struct di_cost_line *line = &plan->lines[i];
        if (line->basis == DI_COST_INSTITUTION_STAFF_YEAR && di_cost_line_applies(line, place))
            money += line_price(line, place, day) *
                     di_cost_staff_of(line, &model->closure_plans[place->institution]);
    }
    return money;
}

double di_cost_fixed_per_quarter(const struct di_model *model, uint32_t institution,
                                 int32_t day)
{
    const struct di_institution *item = &model->institutions[institution];
    struct di_cost_place place = di_cost_nowhere;
    place.setting = item->setting;
    place.region = item->region;
    place.institution = institution;
    return di_cost_price(model, DI_COST_INSTITUTION_QUARTER, &place, day) +
           di_cost_price(model, DI_COST_INSTITUTION_PLACE_YEAR, &place, day) *
               di_series_at(&item->capacity, 0) / 4 +
           staff_per_year(model, &place, day) / 4;
}

double di_cost_inflation(const struct di_cost_plan *plan, double day)
{
    return pow(1 + plan->inflation_per_year, day / DI_DAYS_PER_YEAR);
}

double di_cost_discount(const struct di_cost_plan *plan, double day)
{
    return pow(1 + plan->discount_per_year, -day / DI_DAYS_PER_YEAR);
}

double di_budget_of_year(const struct di_cost_plan *plan, int32_t year)
{
    double money = 0;
    if (plan == NULL || year < plan->first_year ||
        year >= plan->first_year + (int32_t)plan->years)
        return 0;
    for (uint32_t i = 0; i < plan->source_count; i++)
        money += plan->sources[i].by_year[year - plan->first_year];
    return money;
}
