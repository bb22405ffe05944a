/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a warm start, in the order in which they need each other. They hold nothing
 * drawn, so replications and threads share them. */
#include "warm_tables.h"

static enum di_status tabulate_stays(struct warm_tables *tables, struct di_arena *arena)
{
    const struct di_model *model = tables->model;
    tables->densities = DI_ARENA_NEW(arena, model->setting_count, struct stay_density *);
    if (tables->densities == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t s = 0; s < model->setting_count; s++) {
        if (!joint_table_names_setting(model, (uint16_t)s)) {
            continue;
        }
        tables->densities[s] = DI_ARENA_NEW(arena, 1, struct stay_density);
        if (tables->densities[s] == NULL ||
            stay_density_init(tables->densities[s], &tables->entries, (uint16_t)s, arena) !=
                DI_OK) {
            return DI_ERR_MEMORY;
        }
    }
    return DI_OK;
}

static enum di_status neutral_factors(struct warm_tables *tables, struct di_arena *arena)
{
    static const int32_t always[1] = {INT32_MIN};
    static const double one[1] = {1.0};
    const struct di_model *model = tables->model;
    tables->entry_factor = DI_ARENA_NEW(arena, model->region_count, struct di_series);
    tables->frailty_factor = DI_ARENA_NEW(arena, model->setting_count, double);
    if (tables->entry_factor == NULL || tables->frailty_factor == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t r = 0; r < model->region_count; r++) {
        tables->entry_factor[r] = (struct di_series){1, always, one};
    }
    for (uint32_t s = 0; s < model->setting_count; s++) {
        tables->frailty_factor[s] = 1.0;
    }
    return DI_OK;
}

enum di_status warm_tables_init(struct warm_tables *tables, const struct di_model *model,
                                struct di_arena *arena, struct di_diagnostics *diagnostics)
{
    *tables = (struct warm_tables){.model = model};
    enum di_status status = entry_law_init(&tables->entries, model, arena);
    status = status == DI_OK ? neutral_factors(tables, arena) : status;
    status = status == DI_OK ? tabulate_stays(tables, arena) : status;
    status = status == DI_OK ? joint_table_init(&tables->table, &tables->entries,
                                                tables->densities, arena, diagnostics)
                             : status;
    if (status == DI_OK && model->policies.placement_frailty > 0.0) {
        status = sibling_hazard_make(model, &tables->table, tables->densities, arena,
                                     &tables->siblings);
    }
    return status == DI_OK
               ? home_pool_init(&tables->pool, &tables->entries, &tables->table, arena)
               : status;
}
