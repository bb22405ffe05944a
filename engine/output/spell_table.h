/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waits and re-entries of every replication, by region and calendar year: cumulative incidences
 * of the spells that begin in the year (MODEL 11, K10, K14), and what is open or late by
 * quarter (K10, K15). Spells are of all ages, and by one group of people at a time: disability,
 * sex, age band when they begin (0-17), in the order of people_list.
 */
#ifndef DI_SPELL_TABLE_H
#define DI_SPELL_TABLE_H

#include "panel.h"

struct spell_table {
    const struct di_model *model;
    uint32_t regions, years, quarters, replications;
    uint32_t groups;             /* 0: everybody */
    int32_t *year_first;         /* [years + 1] days from the start */
    int32_t *quarter_first;      /* [quarters + 1] the same */
    double *cohort;              /* [measure][group][region, 0 = all][year][replication] */
    double *quarterly;           /* [measure][group][region, 0 = all][quarter][replication] */
    bool has_waits, has_returns; /* in any replication */
};

enum di_status spell_table_create(struct spell_table *table, const struct panel_order *order,
                                  const struct di_replication_set *set);
void spell_table_destroy(struct spell_table *table);

/* Does any replication have what the measure is of? */
bool spell_table_has(const struct spell_table *table, enum spell_measure measure);

/* [replications] of a year; or of the quarters first..last. `region` 0: all, else rank + 1. */
void spell_table_year(const struct spell_table *table, enum spell_measure measure,
                      uint32_t group, uint32_t region, uint32_t year, double *values_out);
void spell_table_quarters(const struct spell_table *table, enum spell_measure measure,
                          uint32_t group, uint32_t region, uint32_t first, uint32_t last,
                          double *values_out);

#endif
