/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cohort_cells.h"

#include "di/first_placement.h"

static bool agrees(const struct di_quantity *quantity, uint16_t a, uint16_t b)
{
    return quantity->by_region == NULL || !(quantity->by_region[a] < quantity->by_region[b] ||
                                            quantity->by_region[a] > quantity->by_region[b]);
}

/* Where reasons make a difference to first placements, the mix of a region's reasons counts. */
static bool has_one_stream(const struct di_model *model)
{
    for (uint16_t q = 1; q < model->reason_count; q++) {
        if (!di_first_shares_agree(model, 0, q)) {
            return false;
        }
    }
    return true;
}

bool cohort_regions_agree(const struct di_model *model, uint16_t a, uint16_t b)
{
    if (!agrees(&model->policies.kin_at_entry_share, a, b) || !has_one_stream(model)) {
        return false;
    }
    for (uint32_t s = 0; s < model->setting_count; s++) {
        const struct di_setting *setting = &model->settings[s];
        if (!agrees(&setting->capacity, a, b) || !agrees(&setting->stay18_share, a, b)) {
            return false;
        }
        for (uint32_t p = 0; p < setting->pathway_count; p++) {
            if (!agrees(&setting->pathways[p].hazard.factor, a, b)) {
                return false;
            }
        }
    }
    return true;
}

static bool is_member(const struct cohort_region *region, uint16_t here)
{
    for (uint32_t m = 0; m < region->member_count; m++) {
        if (region->members[m] == here) {
            return true;
        }
    }
    return false;
}

static bool is_same_kind(const struct cohort_cell *a, const struct cohort_cell *b, bool by_sex)
{
    return a->setting == b->setting && a->variant == b->variant && a->age_band == b->age_band &&
           a->stay_band == b->stay_band && a->disability == b->disability &&
           (!by_sex || a->sex == b->sex);
}

/* A region alone keeps the rows of its homes apart, in their order. */
static void add_cell(struct cohort_region *region, const struct cohort_cell *cell, bool by_sex)
{
    for (uint32_t c = 0; region->member_count > 1 && c < region->cell_count; c++) {
        if (is_same_kind(&region->cells[c], cell, by_sex)) {
            region->cells[c].children += cell->children;
            return;
        }
    }
    region->cells[region->cell_count++] = *cell;
}

bool cohort_cells_make(struct cohort_region *region, bool by_sex, struct di_arena *arena)
{
    const struct joint_table *table = &region->tables->table;
    region->cell_count = 0;
    region->cells = DI_ARENA_NEW(arena, table->cell_count + 1u, struct cohort_cell);
    for (uint32_t c = 0; region->cells != NULL && c < table->cell_count; c++) {
        const struct stock_cell *from = &table->cells[c];
        const struct stock_place *place = &table->places[from->place];
        if (!is_member(region, place->region)) {
            continue;
        }
        const struct cohort_cell cell = {
            .setting = place->setting,
            .variant = stay_density_variant(region->tables->densities[place->setting],
                                            place->region, from->disability, from->sex),
            .age_band = (uint8_t)from->age_band,
            .stay_band = (uint8_t)from->stay_band,
            .disability = (uint8_t)from->disability,
            .sex = (uint8_t)from->sex,
            .children = from->count};
        add_cell(region, &cell, by_sex);
    }
    return region->cells != NULL;
}
