/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected entrants by age, disability and reason.
 *
 * Sums run over reasons and regions by rank of name, so file order changes no digit. It
 * describes the eldest of a group; younger siblings enter a little younger than the law says.
 */
#include "entry_law.h"

#include <math.h>
#include <string.h>

#define UNSEEN 1e-6 /* share of a disability among entrants who have none of it */

double entry_law_children_per_year(const struct di_model *model, uint16_t region,
                                   uint16_t reason, int32_t day)
{
    const struct di_reason *why = &model->reasons[reason];
    const struct di_person person = {.region = region, .reason = reason};
    double rate = di_quantity_at(&why->base, day, &person) *
                  di_model_driver_factor(model, region, reason, day);
    rate *= why->base_is_per_1000
                ? di_series_at(&model->regions[region].population, day) / 1000.0
                : di_model_population_share(model, region);
    return why->base_counts_children ? rate : rate * model->entries.mean_group_size;
}

static struct di_person person_of(const struct di_model *model, uint16_t region,
                                  uint16_t reason, uint32_t age)
{
    struct di_person person = {.region = region, .reason = reason};
    while (person.age_band + 1u < model->age_band_count &&
           age >= model->age_band_from[person.age_band + 1]) {
        person.age_band++;
    }
    return person;
}

static double disability_share(const struct di_model *model, uint16_t region, uint16_t reason,
                               uint32_t age, uint32_t disability)
{
    const struct di_reason *why = &model->reasons[reason];
    const struct di_person person = person_of(model, region, reason, age);
    const double moderate = di_quantity_at(&why->disability_share[0], 0, &person);
    const double severe = di_quantity_at(&why->disability_share[1], 0, &person);
    if (disability == DI_DISABILITY_NONE) {
        return fmax(0.0, 1.0 - moderate - severe);
    }
    return disability == DI_DISABILITY_MODERATE ? moderate : severe;
}

static double age_weight(const struct di_model *model, uint16_t region, uint16_t reason,
                         uint32_t age)
{
    const double *population = model->regions[region].age_weights;
    return model->reasons[reason].entry_age_weights[age] *
           (population != NULL ? population[age] : 1.0);
}

static void eldest_ages(const struct di_model *model, uint16_t region, uint16_t reason,
                        double ages[ENTRY_AGES])
{
    double total = 0.0;
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        ages[a] = age_weight(model, region, reason, a);
        total += ages[a];
    }
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        ages[a] = total > 0.0 ? ages[a] / total : 1.0 / (double)ENTRY_AGES;
    }
}

static void next_sibling_ages(double ages[ENTRY_AGES])
{
    static const double gap_share[4] = {8.0 / 15, 4.0 / 15, 2.0 / 15, 1.0 / 15};
    double younger[ENTRY_AGES] = {0};
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        for (uint32_t gap = 1; gap <= 4; gap++) {
            younger[a > gap ? a - gap : 0] += ages[a] * gap_share[gap - 1];
        }
    }
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        ages[a] = younger[a];
    }
}

void entry_law_ages(const struct di_model *model, uint16_t region, uint16_t reason,
                    double ages_out[ENTRY_AGES])
{
    double ages[ENTRY_AGES];
    eldest_ages(model, region, reason, ages);
    double at_least = 0.0; /* share of groups with this many members and more */
    for (uint32_t i = 0; i < DI_GROUP_SIZE_MAX; i++) {
        at_least += model->entries.group_size_share[i];
    }
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        ages_out[a] = 0.0;
    }
    for (uint32_t i = 0; i < DI_GROUP_SIZE_MAX; i++) {
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            ages_out[a] += ages[a] * at_least / model->entries.mean_group_size;
        }
        at_least -= model->entries.group_size_share[i];
        next_sibling_ages(ages);
    }
}

double entry_law_covered(const struct di_model *model, uint16_t region, uint16_t reason,
                         int32_t day)
{
    const struct di_person person = {.region = region, .reason = reason};
    return fmin(1.0, di_quantity_at(&model->services.prevention_coverage, day, &person));
}

double entry_law_diverted(const struct di_model *model, uint16_t region, uint16_t reason,
                          uint32_t age, uint32_t disability, int32_t day)
{
    const struct di_services *services = &model->services;
    struct di_person person = person_of(model, region, reason, age);
    person.disability = (uint8_t)disability;
    const double share = di_quantity_at(&services->gate_share, day, &person);
    if (services->gate_effect.by_sex == NULL) {
        return fmin(1.0, share * di_quantity_at(&services->gate_effect, day, &person));
    }
    const double female = model->entries.female_share;
    double diverted = 0.0;
    for (uint8_t sex = 0; sex < DI_SEXES; sex++) {
        person.sex = sex;
        diverted += (sex == DI_FEMALE ? female : 1.0 - female) *
                    fmin(1.0, share * di_quantity_at(&services->gate_effect, day, &person));
    }
    return diverted;
}

double entry_law_disability(const struct di_model *model, uint16_t region, uint16_t reason,
                            uint32_t age, uint32_t disability)
{
    return disability_share(model, region, reason, age, disability);
}

/* Adds `children` a year of one region and reason to the national law and to the region's mix
 * of reasons. */
static void add_stream(struct entry_law *law, double *mix, uint16_t region, uint16_t reason,
                       double children)
{
    const struct di_model *model = law->model;
    double ages[ENTRY_AGES];
    entry_law_ages(model, region, reason, ages);
    for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
        double share = 0.0;
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            const double part = ages[a] * disability_share(model, region, reason, a, d);
            law->age_weight[d][a] += children * part;
            share += part;
        }
        mix[((size_t)region * DI_DISABILITIES + d) * model->reason_count + reason] =
            children * share;
    }
}

static bool enters_anybody(const struct di_model *model)
{
    for (uint32_t r = 0; r < model->region_count; r++) {
        for (uint32_t q = 0; q < model->reason_count; q++) {
            if (!model->reasons[q].is_unexplained &&
                entry_law_children_per_year(model, (uint16_t)r, (uint16_t)q, 0) > 0.0) {
                return true;
            }
        }
    }
    return false;
}

/* Where nobody enters at the start, residents came by all reasons alike; never by those of
 * bookkeeping (di/unexplained.h). */
static void add_streams(struct entry_law *law, double *mix)
{
    const struct di_model *model = law->model;
    const bool is_flow = enters_anybody(model);
    for (uint32_t r = 0; r < model->region_count; r++) {
        for (uint32_t q = 0; q < model->reason_count; q++) {
            const uint16_t region = di_model_region_of_rank(model, r);
            const uint16_t reason = di_model_reason_of_rank(model, q);
            if (model->reasons[reason].is_unexplained) {
                continue;
            }
            add_stream(law, mix, region, reason,
                       is_flow ? entry_law_children_per_year(model, region, reason, 0) : 1.0);
        }
    }
}

static double sum_of_ages(const double *weights)
{
    double sum = 0.0;
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        sum += weights[a];
    }
    return sum;
}

/* A disability that no entrant has, though a resident may, came at the ages of all. */
static void normalise(struct entry_law *law)
{
    double total = 0.0;
    double all[ENTRY_AGES] = {0.0};
    for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
        total += sum_of_ages(law->age_weight[d]);
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            all[a] += law->age_weight[d][a];
        }
    }
    for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
        const bool is_seen = sum_of_ages(law->age_weight[d]) > 0.0;
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            const double weight = is_seen ? law->age_weight[d][a] : UNSEEN * all[a];
            law->age_weight[d][a] =
                total > 0.0 ? weight / total : 1.0 / (DI_DISABILITIES * ENTRY_AGES);
        }
    }
}

static bool is_empty(const double *rates, uint32_t count)
{
    for (uint32_t q = 0; q < count; q++) {
        if (rates[q] > 0.0) {
            return false;
        }
    }
    return true;
}

/* Adds to `sums` the mixes of the region's disabilities. */
static void add_region(const struct di_model *model, const double *mix, uint32_t region,
                       double *sums)
{
    for (uint32_t i = 0; i < DI_DISABILITIES * model->reason_count; i++) {
        sums[i % model->reason_count] +=
            mix[(size_t)region * DI_DISABILITIES * model->reason_count + i];
    }
}

/* The mix of a disability that nobody enters with is the region's, else the nation's. */
static void fill_empty(const struct di_model *model, double *mix, double *nation,
                       double *region_sums)
{
    const uint32_t reasons = model->reason_count;
    for (uint32_t rank = 0; rank < model->region_count; rank++) {
        add_region(model, mix, di_model_region_of_rank(model, rank), nation);
    }
    for (uint32_t r = 0; r < model->region_count; r++) {
        memset(region_sums, 0, reasons * sizeof *region_sums);
        add_region(model, mix, r, region_sums);
        const double *wider = is_empty(region_sums, reasons) ? nation : region_sums;
        for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
            double *row = &mix[((size_t)r * DI_DISABILITIES + d) * reasons];
            if (is_empty(row, reasons)) {
                memcpy(row, wider, reasons * sizeof *row);
            }
        }
    }
}

/* Cumulated in rank order of reasons, so luck means the same reason in any file order. */
static void cumulate(const struct di_model *model, double *mix)
{
    for (size_t row = 0; row < (size_t)model->region_count * DI_DISABILITIES; row++) {
        double *rates = &mix[row * model->reason_count];
        double total = 0.0;
        for (uint32_t rank = 0; rank < model->reason_count; rank++) {
            const uint16_t q = di_model_reason_of_rank(model, rank);
            total += rates[q];
            rates[q] = total;
        }
        for (uint32_t q = 0; q < model->reason_count; q++) {
            rates[q] = total > 0.0 ? rates[q] / total : 1.0;
        }
    }
}

enum di_status entry_law_init(struct entry_law *law, const struct di_model *model,
                              struct di_arena *arena)
{
    const size_t size = (size_t)model->region_count * DI_DISABILITIES * model->reason_count;
    double *mix = DI_ARENA_NEW(arena, size, double);
    double *sums = DI_ARENA_NEW(arena, 2 * (size_t)model->reason_count + 1, double);
    *law = (struct entry_law){.model = model, .reason_cumulative = mix};
    if (mix == NULL || sums == NULL) {
        return DI_ERR_MEMORY;
    }
    add_streams(law, mix);
    normalise(law);
    fill_empty(model, mix, sums, sums + model->reason_count);
    cumulate(model, mix);
    return DI_OK;
}

uint16_t entry_law_reason(const struct entry_law *law, uint16_t region, uint32_t disability,
                          double u)
{
    const struct di_model *model = law->model;
    const double *row = law->reason_cumulative +
                        ((size_t)region * DI_DISABILITIES + disability) * model->reason_count;
    uint16_t chosen = 0;
    double nearest = HUGE_VAL;
    for (uint32_t q = 0; q < model->reason_count; q++) {
        if (model->reasons[q].is_unexplained) {
            continue;
        }
        const bool is_nearer = row[q] < nearest ||
                               (row[q] == nearest &&
                                model->reasons[q].name.rank < model->reasons[chosen].name.rank);
        if (row[q] >= u && is_nearer) {
            nearest = row[q];
            chosen = (uint16_t)q;
        }
    }
    return chosen;
}
