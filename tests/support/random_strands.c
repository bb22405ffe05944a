/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random_strands.h"

#include "model_index.h"

static double pick(uint64_t seed, const char *what, uint32_t i, double low, double high)
{
    return low + (high - low) * random_model_uniform(seed, what, i);
}

static struct di_quantity constant(const int32_t *always, const double *value)
{
    return (struct di_quantity){.series = {1, always, value}};
}

void random_shocks_make(struct random_shocks *shocks, const struct di_model *model,
                        uint64_t seed)
{
    shocks->always = INT32_MIN;
    for (uint32_t i = 0; i < RANDOM_SHOCKS; i++) {
        struct di_shock *shock = &shocks->items[i];
        shocks->entries[i] = pick(seed, "entries", i, 0, 3);
        *shock = (struct di_shock){.name = {i == 0 ? "a" : "b", "", "", 1000 + i, i},
                                   .start_day = (int32_t)pick(seed, "start", i, 180, 700),
                                   .duration_days = pick(seed, "lasts", i, 1, 400),
                                   .entries = constant(&shocks->always, &shocks->entries[i]),
                                   .hours = pick(seed, "shock_hours", i, 0, 1.2),
                                   .absence_share = pick(seed, "absence", i, 0, 0.5),
                                   .carer_enquiries = pick(seed, "shock_enquiries", i, 0, 2),
                                   .justice_cases = pick(seed, "shock_cases", i, 0, 2),
                                   .visits = pick(seed, "shock_visits", i, 0, 1),
                                   .discharge_share = pick(seed, "share", i, -0.5, 1),
                                   .discharge_reentry_rr = pick(seed, "rr", i, 0, 4)};
        for (uint32_t path = 0; path < DI_SHOCK_PATHS; path++)
            shock->hazard[path] = pick(seed, "hazard", 20 * i + path, 0, 3);
    }
    if (model->institution_count > 0) {
        shocks->items[0].evacuated_count = 1;
        shocks->items[0].evacuated = shocks->evacuated;
        shocks->items[0].hosts = shocks->hosts;
        for (uint16_t r = 0; r < model->region_count; r++)
            if (r != model->institutions[0].region)
                shocks->hosts[shocks->items[0].host_count++] = r;
    }
    shocks->list = (struct di_shocks){RANDOM_SHOCKS, shocks->items};
}

void random_justice_make(struct random_justice *justice, const struct di_model *model,
                         uint64_t seed)
{
    justice->always = INT32_MIN;
    justice->rate = pick(seed, "offences", 0, 1, 30);
    justice->eligible = pick(seed, "eligible", 0, 0, 1);
    justice->diverted = pick(seed, "diverted", 0, 0, 1);
    justice->offence =
        (struct di_offence){.name = {"theft", "", "", 77, 0},
                            .rate = constant(&justice->always, &justice->rate),
                            .eligible_share = constant(&justice->always, &justice->eligible),
                            .age_cumulative = {0.1, 0.3, 0.6, 1},
                            .detention = model_find_setting(model, "colony")};
    justice->justice =
        (struct di_justice){.offence_count = 1,
                            .offences = &justice->offence,
                            .diversion_share = constant(&justice->always, &justice->diverted),
                            .diversion = model_find_setting(model, "probation"),
                            .release_share = {0.6, 0.2, 0.2}};
}

void random_costs_make(struct random_costs *costs, const struct di_model *model, uint64_t seed)
{
    static const enum di_cost_basis bases[RANDOM_COST_LINES] = {
        DI_COST_CHILD_YEAR, DI_COST_INSTITUTION_QUARTER, DI_COST_HOUR,
        DI_COST_VISIT,      DI_COST_FAMILY_YEAR,         DI_COST_MOVE};
    static const char *const ids[RANDOM_COST_LINES] = {"a", "b", "c", "d", "e", "f"};
    costs->always = INT32_MIN;
    for (uint32_t i = 0; i < RANDOM_COST_LINES; i++) {
        costs->price[i] = pick(seed, "price", i, 1, 9000);
        costs->lines[i] =
            (struct di_cost_line){.name = {ids[i], ids[i], ids[i], i + 1, i},
                                  .sub_type = "",
                                  .basis = bases[i],
                                  .cost_class = DI_COST_RUNNING,
                                  .source = DI_NONE,
                                  .price = constant(&costs->always, &costs->price[i]),
                                  .on_day = DI_NO_DAY};
    }
    costs->plan = (struct di_cost_plan){.line_count = RANDOM_COST_LINES,
                                        .lines = costs->lines,
                                        .first_year = 2026,
                                        .years = RANDOM_YEARS};
    (void)model;
}
