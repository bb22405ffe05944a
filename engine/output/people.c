/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups of people as sets of cells. A wanted group (band, sex, disability, each possibly
 * "all") holds exactly the persons it names: under full splits by uniting cells, under margins
 * where a cell of its own exists.
 */
#include "people.h"

enum { ALL = -1 };

static const char *const sex_ids[DI_SEXES] = {"female", "male"};
static const char *const disability_ids[DI_DISABILITIES] = {"none", "moderate", "severe"};

static bool covers(int wanted, uint32_t actual)
{
    return wanted == ALL || (uint32_t)wanted == actual;
}

/* Full splits: unite the cells of all persons in the group. `band` ALL means 0-17. */
static uint64_t united(const struct di_result_dims *dims, int band, int sex, int disability)
{
    uint64_t cells = 0;
    for (uint32_t b = 0; b < dims->age_bands; b++)
        for (uint32_t s = 0; s < DI_SEXES; s++)
            for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
                uint32_t cell[4];
                const bool fits = band == ALL ? b + 1 < dims->age_bands : covers(band, b);
                if (!fits || !covers(sex, s) || !covers(disability, d))
                    continue;
                (void)di_result_cells(dims, b, s, d, cell);
                cells |= UINT64_C(1) << cell[0];
            }
    return cells;
}

static uint64_t of_margins(const struct di_result_dims *dims, int band, int sex, int disability)
{
    const uint32_t bands = dims->age_bands - 1;
    if (band == (int)bands)
        return sex == ALL && disability == ALL ? UINT64_C(1) << 1 : 0;
    const int named = (band != ALL) + (sex != ALL) + (disability != ALL);
    if (named == 0)
        return 1;
    if (named > 1)
        return 0;
    if (band != ALL)
        return UINT64_C(1) << (2 + (uint32_t)band);
    if (sex != ALL)
        return UINT64_C(1) << (2 + bands + (uint32_t)sex);
    return UINT64_C(1) << (2 + bands + DI_SEXES + (uint32_t)disability);
}

static uint64_t cells_of(const struct di_result_dims *dims, int band, int sex, int disability)
{
    return dims->full_splits ? united(dims, band, sex, disability)
                             : of_margins(dims, band, sex, disability);
}

uint32_t people_list(const struct di_model *model, const struct di_result_dims *dims,
                     struct people people_out[PEOPLE_MAX])
{
    const int bands = (int)dims->age_bands;
    uint32_t count = 0;
    for (int split = PEOPLE_CHILDREN; split <= PEOPLE_CROSS; split++)
        for (int band = ALL; band < bands; band++)
            for (int sex = ALL; sex < DI_SEXES; sex++)
                for (int disability = ALL; disability < DI_DISABILITIES; disability++) {
                    const bool adults = band == bands - 1;
                    const int named =
                        (band != ALL && !adults) + (sex != ALL) + (disability != ALL);
                    int own = adults ? PEOPLE_ADULTS : PEOPLE_CHILDREN;
                    if (named > 0)
                        own = named == 1 && !adults ? PEOPLE_SINGLE : PEOPLE_CROSS;
                    const uint64_t cells = cells_of(dims, band, sex, disability);
                    if (own != split || cells == 0)
                        continue;
                    people_out[count++] = (struct people){
                        .split = (enum people_split)split,
                        .is_adults = adults,
                        .age_band = band == ALL || adults ? "all" : model->age_band_id[band],
                        .sex = sex == ALL ? "all" : sex_ids[sex],
                        .disability = disability == ALL ? "all" : disability_ids[disability],
                        .cells = cells,
                        .band = band};
                }
    return count;
}

/* Groups of requests are of children, totals of everybody (spell_table.c). */
const char *people_population(const struct indicator *indicator, const struct people *people)
{
    const bool is_of_children =
        !indicator_is_of_all_ages(indicator) ||
        (indicator->numerator.source == COUNT_SPELLS && people->split != PEOPLE_CHILDREN);
    return people->is_adults ? "18_plus" : is_of_children ? "0_17" : "all";
}

static uint64_t under_3(const struct di_model *model, const struct di_result_dims *dims)
{
    uint64_t cells = 0;
    for (uint32_t band = 0; band + 1 < dims->age_bands; band++) {
        const double upper = model->age_band_from[band + 1];
        if (upper <= 3.0)
            cells |= cells_of(dims, (int)band, ALL, ALL);
        if (upper >= 3.0)
            return upper > 3.0 ? 0 : cells;
    }
    return 0;
}

uint64_t people_restriction(const struct di_model *model, const struct di_result_dims *dims,
                            enum count_people people)
{
    switch (people) {
    case COUNT_UNDER_3:
        return under_3(model, dims);
    case COUNT_WITH_DISABILITY:
        return cells_of(dims, ALL, ALL, DI_DISABILITY_MODERATE) |
               cells_of(dims, ALL, ALL, DI_DISABILITY_SEVERE);
    case COUNT_ALL_AGES:
        return cells_of(dims, ALL, ALL, ALL) |
               cells_of(dims, (int)dims->age_bands - 1, ALL, ALL);
    case COUNT_EVERYONE:
        break;
    }
    return cells_of(dims, ALL, ALL, ALL);
}
