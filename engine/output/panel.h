/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One count of one replication, laid out for reading: [quarter][region][setting][cell] with
 * totals over regions and settings at index 0. Regions and settings are in byte order of ids,
 * so that nothing after this point sees the scenario file's order.
 */
#ifndef DI_PANEL_H
#define DI_PANEL_H

#include "di/cohort.h"

#include "cost_sheet.h"
#include "indicator_table.h"

/* Places in the order of the files, shared by all panels of a run. */
struct panel_order {
    const struct di_model *model;
    const struct di_result_dims *dims;
    uint16_t *region_at;      /* [regions] model index by position */
    uint16_t *setting_at;     /* [settings] */
    uint32_t *institution_at; /* [institutions] model index by rank */
    uint32_t *region_rank;    /* position by model index */
    uint32_t *setting_rank;
    uint32_t *classes;       /* [settings] of place_class_of, by model index */
    struct cost_sheet costs; /* of the set, by replication */
};

enum di_status panel_order_create(struct panel_order *order, const struct di_model *model,
                                  const struct di_result_dims *dims);
void panel_order_destroy(struct panel_order *order);

/* The settings a count is shown by: position in the file's order -> slot from 1; 0: none. */
struct panel_slots {
    uint32_t count;
    uint32_t *slot_of;  /* [settings] by model index */
    uint16_t *settings; /* [count] model index by slot - 1 */
};

enum di_status panel_slots_create(struct panel_slots *slots, const struct panel_order *order,
                                  struct place_group group);
void panel_slots_destroy(struct panel_slots *slots);

struct panel {
    uint32_t regions, slots, cells; /* with totals: regions + 1, slots + 1 */
    double *value;
};

enum di_status panel_create(struct panel *panel, const struct panel_order *order,
                            const struct panel_slots *slots);
void panel_destroy(struct panel *panel);

/* Fill from one replication; stocks, times and flows only. */
void panel_fill(struct panel *panel, const struct panel_order *order,
                const struct panel_slots *slots, const struct count *count, bool by_origin,
                const struct di_result *result);

/* The same from expected numbers: stocks, times and moves; adults in the second cell. */
void panel_fill_expected(struct panel *panel, const struct panel_order *order,
                         const struct panel_slots *slots, const struct count *count,
                         const struct di_cohort *cohort);

static inline double *panel_at(const struct panel *panel, uint32_t quarter, uint32_t region,
                               uint32_t slot)
{
    return panel->value +
           (((size_t)quarter * (panel->regions + 1) + region) * (panel->slots + 1) + slot) *
               panel->cells;
}

#endif
