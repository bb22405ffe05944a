/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which accounts there are: every line, class, region and setting where a unit of the line may
 * arise, in the order of lines, classes, and ranks of regions and settings.
 */
#include <stdlib.h>

#include "cost_parts.h"

static bool add_account(struct di_cost_book *book, uint32_t line, enum di_cost_class cost_class,
                        uint16_t region, uint16_t setting)
{
    if (book->count == book->capacity) {
        const uint32_t capacity = book->capacity == 0 ? 256 : book->capacity * 2;
        struct di_cost_account *grown =
            realloc(book->accounts, capacity * sizeof *book->accounts);
        if (grown == NULL)
            return false;
        book->accounts = grown;
        book->capacity = capacity;
    }
    book->accounts[book->count++] = (struct di_cost_account){line, cost_class, region, setting};
    return true;
}

static bool has_such(const struct di_cost_book *book, enum di_cost_basis basis, uint16_t region,
                     uint16_t setting)
{
    const struct di_model *model = book->model;
    const enum di_places places = model->settings[setting].places;
    if (basis == DI_COST_MOVE)
        return true;
    if (basis == DI_COST_FAMILY_YEAR || basis == DI_COST_APPROVAL)
        return places == DI_PLACES_FAMILIES;
    if (basis == DI_COST_PLACE_YEAR || basis == DI_COST_PLACE_OPENED)
        return places != DI_PLACES_UNLIMITED;
    if (!di_cost_basis_is_fixed(basis) && basis != DI_COST_OWN_VARIABLE)
        return !di_kind_is_absorbing(model->settings[setting].kind);
    for (uint32_t i = 0; i < model->institution_count; i++)
        if (model->institutions[i].setting == setting &&
            model->institutions[i].region == region)
            return true;
    return false;
}

/* Where may a unit of the basis arise? Workers and prevention belong to no setting. */
static bool may_arise(const struct di_cost_book *book, const struct di_cost_line *line,
                      uint16_t region, uint16_t setting)
{
    struct di_cost_place place = di_cost_nowhere;
    place.region = region;
    place.setting = setting;
    const bool needs_setting =
        line->basis != DI_COST_FTE_YEAR && line->basis != DI_COST_OWN_PAY &&
        line->basis != DI_COST_PREVENTION_PLACE && line->basis != DI_COST_HOUR &&
        line->basis != DI_COST_VISIT && line->basis != DI_COST_ONCE;
    if (needs_setting != (setting != DI_NONE) ||
        (setting != DI_NONE && !has_such(book, line->basis, region, setting)))
        return false;
    struct di_cost_line open = *line; /* asked for each institution, family or worker later */
    open.institutions = open.carers = open.roles = NULL;
    return di_cost_line_applies(&open, &place);
}

static uint16_t *by_rank(uint32_t count, const struct di_name *first, size_t stride)
{
    uint16_t *order = calloc((size_t)count + 1, sizeof *order);
    for (uint32_t i = 0; order != NULL && i < count; i++) {
        const struct di_name *name = (const void *)((const char *)first + i * stride);
        order[name->rank] = (uint16_t)i;
    }
    return order;
}

static bool add_of_class(struct di_cost_book *book, uint32_t line,
                         enum di_cost_class cost_class, const uint16_t *regions,
                         const uint16_t *settings)
{
    const struct di_model *model = book->model;
    for (uint32_t r = 0; r < model->region_count; r++)
        for (uint32_t s = 0; s <= model->setting_count; s++) {
            const uint16_t setting = s < model->setting_count ? settings[s] : DI_NONE;
            if (may_arise(book, &book->plan->lines[line], regions[r], setting) &&
                !add_account(book, line, cost_class, regions[r], setting))
                return false;
        }
    return true;
}

/* A one-off payment belongs to the one region or setting its filter names, else to none. */
static uint16_t only_one(const uint8_t *filter, uint32_t count)
{
    uint16_t found = DI_NONE;
    for (uint32_t i = 0; filter != NULL && i < count; i++) {
        if (filter[i] != 0 && found != DI_NONE)
            return DI_NONE;
        if (filter[i] != 0)
            found = (uint16_t)i;
    }
    return found;
}

static bool add_accounts(struct di_cost_book *book, const uint16_t *regions,
                         const uint16_t *settings)
{
    const struct di_model *model = book->model;
    for (uint32_t l = 0; l < book->plan->line_count; l++) {
        const struct di_cost_line *line = &book->plan->lines[l];
        bool is_added = true;
        if (line->basis == DI_COST_ONCE)
            is_added = add_account(book, l, line->cost_class,
                                   only_one(line->regions, model->region_count),
                                   only_one(line->settings, model->setting_count));
        else
            is_added = add_of_class(book, l, line->cost_class, regions, settings);
        if (is_added && di_cost_basis_is_fixed(line->basis) &&
            line->cost_class == DI_COST_RUNNING)
            is_added = add_of_class(book, l, DI_COST_DOUBLE_RUNNING, regions, settings);
        if (!is_added)
            return false;
    }
    return true;
}

bool cost_accounts_make(struct di_cost_book *book)
{
    const struct di_model *model = book->model;
    uint16_t *regions =
        by_rank(model->region_count, &model->regions[0].name, sizeof *model->regions);
    uint16_t *settings =
        by_rank(model->setting_count, &model->settings[0].name, sizeof *model->settings);
    const bool is_made =
        regions != NULL && settings != NULL && add_accounts(book, regions, settings);
    free(regions);
    free(settings);
    return is_made;
}
