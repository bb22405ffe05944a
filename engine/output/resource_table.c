/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * resources.csv (MODEL 14): what there is, what is used of it and who waits for it, by
 * resource, region and period. `kind` places: a setting with counted places, as it stands at
 * the end of the period (waiting: children of the region who ask for it). `kind` hours: a role,
 * its hours in the period and those worked (waiting: activities and visits in the queue at the
 * end). Means over replications.
 *
 * Rows: places, then hours; by resource in byte order of ids; the nation, then regions; years
 * before quarters.
 */
#include <math.h>

#include "panel.h"
#include "tables.h"

struct resource_pass {
    const struct di_run_record *record;
    const struct di_result_dims *dims;
    struct output_file *file;
    struct panel_order order;
    const struct suppression *suppression;
    uint32_t year; /* ordinal from 1 of the row in the making */
};

static bool has_places(const struct resource_pass *pass, uint16_t setting)
{
    for (uint32_t r = 0; r < pass->record->set->count; r++)
        for (uint32_t q = 0; q < pass->dims->quarters; q++)
            for (uint32_t region = 0; region < pass->dims->regions; region++)
                if (pass->record->set->results[r]
                        ->places[di_result_place_index(pass->dims, q, region, setting)] > 0)
                    return true;
    return false;
}

/* Mean of a measure; region 0 is the nation, else position + 1. */
static double mean_of(const struct resource_pass *pass, uint32_t quarter, uint32_t region,
                      uint16_t setting, enum di_place_measure measure)
{
    int64_t sum = 0;
    for (uint32_t r = 0; r < pass->record->set->count; r++)
        for (uint32_t i = 0; i < pass->dims->regions; i++)
            if (region == 0 || pass->order.region_at[region - 1] == i)
                sum += pass->record->set->results[r]
                           ->places[di_result_place_index(pass->dims, quarter, i, setting) +
                                    measure];
    return (double)sum / pass->record->set->count;
}

static void write_head(const struct resource_pass *pass, const char *kind, const char *resource,
                       uint32_t region, uint32_t first, uint32_t last)
{
    const struct di_model *model = pass->record->model;
    output_field(pass->file, model->id, ',');
    output_field(pass->file, kind, ',');
    output_field(pass->file, resource, ',');
    output_field(
        pass->file,
        region == 0 ? "all" : model->regions[pass->order.region_at[region - 1]].name.id, ',');
    output_period(pass->file, model, first, last);
    output_field(pass->file, kind, ',');
    output_number(pass->file, pass->record->set->count, ',');
}

static void write_row(const struct resource_pass *pass, uint16_t setting, uint32_t region,
                      uint32_t first, uint32_t last)
{
    const double supply = mean_of(pass, last, region, setting, DI_PLACE_LICENSED);
    const double occupied = mean_of(pass, last, region, setting, DI_PLACE_OCCUPIED);
    const double reserved = mean_of(pass, last, region, setting, DI_PLACE_RESERVED);
    write_head(pass, "places", pass->record->model->settings[setting].name.id, region, first,
               last);
    const double waiting = mean_of(pass, last, region, setting, DI_PLACE_WAITING);
    const uint32_t position = pass->order.setting_rank[setting] + 1;
    output_number(pass->file, supply, ',');
    output_number(pass->file,
                  suppression_hides_vacancies(pass->suppression, pass->year, region, position)
                      ? (double)NAN
                      : occupied + reserved,
                  ',');
    output_number(pass->file,
                  suppression_hides_waiting(pass->suppression, pass->year, region, position)
                      ? (double)NAN
                      : waiting,
                  '\n');
}

/* ---- hours ---- */

struct hours {
    double supply, used, waiting, begun;
};

static struct hours hours_of(const struct resource_pass *pass, uint16_t role, uint32_t region,
                             uint32_t first, uint32_t last)
{
    const uint32_t regions = pass->dims->regions;
    struct hours sum = {0};
    for (uint32_t r = 0; r < pass->record->set->count; r++)
        for (uint32_t i = 0; i < regions; i++) { /* by id: hours are sums of fractions */
            const struct di_work_result *work = &pass->record->set->results[r]->work;
            if (region != 0 && region - 1 != i)
                continue;
            const uint16_t at = pass->order.region_at[i];
            for (uint32_t q = first; q <= last; q++) {
                const struct di_work_team *team =
                    &work->teams[((size_t)q * regions + at) * work->roles + role];
                sum.supply += team->hours_available;
                sum.used += team->hours_worked;
                sum.begun += team->started;
                sum.waiting += q == last ? team->queue : 0;
            }
        }
    const double n = pass->record->set->count;
    return (struct hours){sum.supply / n, sum.used / n, sum.waiting / n, sum.begun / n};
}

/* Of a region those of all roles go together. Work for families alone is no child's. */
static bool region_hides_jobs(const struct resource_pass *pass, enum suppressed_jobs jobs,
                              uint32_t region, uint32_t first, uint32_t last)
{
    const struct di_staffing *staffing = &pass->record->model->staffing;
    bool found = suppression_hides_jobs(pass->suppression, jobs, pass->year, region);
    for (uint16_t role = 0; role < staffing->role_count; role++) {
        const struct hours hours = hours_of(pass, role, region, first, last);
        const double count = jobs == JOBS_WAITING ? hours.waiting : hours.begun;
        found = found || (staffing->roles[role].kind != DI_ROLE_CARER_RECRUITER &&
                          count > 0.0 && count < pass->record->suppress_below);
    }
    return found;
}

/* The nation's go with those of any region: else the rest of a sum would be told. */
static bool hides_jobs(const struct resource_pass *pass, enum suppressed_jobs jobs,
                       uint32_t region, uint32_t first, uint32_t last)
{
    bool found = false;
    for (uint32_t r = 1; pass->suppression != NULL && r <= pass->dims->regions; r++)
        if (region == 0 || region == r)
            found = found || region_hides_jobs(pass, jobs, r, first, last);
    return found;
}

static void write_hours(const struct resource_pass *pass, uint16_t role, uint32_t region,
                        uint32_t first, uint32_t last)
{
    const struct hours hours = hours_of(pass, role, region, first, last);
    write_head(pass, "hours", pass->record->model->staffing.roles[role].name.id, region, first,
               last);
    output_number(pass->file, hours.supply, ',');
    output_number(pass->file,
                  hides_jobs(pass, JOBS_BEGUN, region, first, last) ? (double)NAN : hours.used,
                  ',');
    output_number(pass->file,
                  hides_jobs(pass, JOBS_WAITING, region, first, last) ? (double)NAN
                                                                      : hours.waiting,
                  '\n');
}

typedef void (*write_period)(const struct resource_pass *pass, uint16_t resource,
                             uint32_t region, uint32_t first, uint32_t last);

static void write_periods(struct resource_pass *pass, write_period write, uint16_t resource,
                          uint32_t region)
{
    const struct di_model *model = pass->record->model;
    pass->year = 0;
    for (uint32_t first = 0, next; first < pass->dims->quarters; first = next) {
        next = di_result_next_year(model, first);
        pass->year++;
        write(pass, resource, region, first, next - 1);
    }
    for (uint32_t q = 0; pass->suppression == NULL && q < pass->dims->quarters; q++)
        write(pass, resource, region, q, q);
}

enum di_status resource_table(const struct di_run_record *record,
                              const struct suppression *suppression, struct output_file *file,
                              struct di_error *error)
{
    struct resource_pass pass = {.record = record,
                                 .dims = &record->set->results[0]->dims,
                                 .file = file,
                                 .suppression = suppression};
    output_text(file,
                "scenario,kind,resource,region,period_start,period_end,unit,n,supply,used,"
                "waiting\n");
    if (record->expected != NULL)
        return DI_OK; /* expected numbers know no places and no workers */
    if (panel_order_create(&pass.order, record->model, pass.dims) != DI_OK) {
        panel_order_destroy(&pass.order);
        return di_fail_memory(error);
    }
    for (uint32_t position = 0; position < pass.dims->settings; position++) {
        const uint16_t setting = pass.order.setting_at[position];
        if (!has_places(&pass, setting))
            continue;
        for (uint32_t region = 0; region <= pass.dims->regions; region++)
            write_periods(&pass, write_row, setting, region);
    }
    const struct di_staffing *staffing = &record->model->staffing;
    for (uint32_t rank = 0; rank < staffing->role_count; rank++)
        for (uint16_t role = 0; role < staffing->role_count; role++)
            for (uint32_t region = 0;
                 staffing->roles[role].name.rank == rank && region <= pass.dims->regions;
                 region++)
                write_periods(&pass, write_hours, role, region);
    panel_order_destroy(&pass.order);
    return DI_OK;
}
