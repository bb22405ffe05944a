/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residents at the start as whole numbers by place, age band, sex, disability and stay band
 * (MODEL 7.1-7.2). Cells lie in canonical order: places by name, then the person's cell. */
#ifndef DI_JOINT_TABLE_H
#define DI_JOINT_TABLE_H

#include "di/diagnostic.h"

#include "stay_density.h"

struct stock_place {
    uint16_t setting;
    uint16_t region;
    uint32_t institution; /* UINT32_MAX: a pool or the families of (setting, region) */
    uint64_t key;
    double weight; /* of the seed: places, or children of the region */
    uint32_t cell_first;
    uint32_t cell_count;
};

struct stock_cell {
    uint32_t place;
    uint32_t count;
    uint64_t key;
    uint8_t age_band;
    uint8_t sex;
    uint8_t disability;
    uint8_t stay_band;
};

struct joint_table {
    uint32_t place_count;
    struct stock_place *places;
    uint32_t cell_count; /* cells that hold somebody */
    struct stock_cell *cells;
    uint64_t residents;
};

/**
 * Fit and round the initial stock.
 *
 * @param densities  [setting_count]; NULL where a setting has no residents
 * @return DI_OK, with warnings possible; DI_ERR_INCONSISTENT (see diagnostics); DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status joint_table_init(struct joint_table *table,
                                              const struct entry_law *entries,
                                              struct stay_density *const *densities,
                                              struct di_arena *arena,
                                              struct di_diagnostics *diagnostics);

/** Does any margin let the setting have residents at the start? */
bool joint_table_names_setting(const struct di_model *model, uint16_t setting);

#endif
