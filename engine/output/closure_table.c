/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closures.csv (MODEL 14, K17): one row for each institution that comes under moratorium or
 * into wind-down in some replication, in byte order of ids.
 *
 * Dates are means and quantiles over the replications in which the thing happened; for
 * quantiles there must be 20 (MODEL 11), else the field is empty. `n` counts the replications
 * that closed it; shares are of all replications. Counts are means over all.
 */
#include <math.h>
#include <stdlib.h>

#include "di/closure.h"
#include "di/statistics.h"

#include "panel.h"
#include "tables.h"

struct closure_pass {
    const struct di_run_record *record;
    struct output_file *file;
    double *values, *scratch; /* [replications] */
    bool has_children;        /* counts of few are not withheld */
};

static const struct di_closure *closure_at(const struct closure_pass *pass,
                                           uint32_t replication, uint32_t i)
{
    return &pass->record->set->results[replication]->closures[i];
}

static bool has_begun(const struct di_closure *closure)
{
    return closure->shut_at != DI_TIME_NEVER || closure->closed_at != DI_TIME_NEVER;
}

static bool is_listed(const struct closure_pass *pass, uint32_t i)
{
    for (uint32_t r = 0; r < pass->record->set->count; r++)
        if (has_begun(closure_at(pass, r, i)))
            return true;
    return false;
}

static void write_day(const struct closure_pass *pass, double day, char end)
{
    if (isnan(day))
        output_field(pass->file, "", end);
    else
        output_date(pass->file, pass->record->model->start_civil_day + (int32_t)floor(day),
                    end);
}

/* A date that is the same in all replications, or nothing. */
static void write_common_day(const struct closure_pass *pass, uint32_t i,
                             int32_t (*day_of)(const struct di_closure *), char end)
{
    const int32_t day = day_of(closure_at(pass, 0, i));
    bool is_common = day != DI_NO_DAY;
    for (uint32_t r = 1; r < pass->record->set->count; r++)
        is_common = is_common && day_of(closure_at(pass, r, i)) == day;
    write_day(pass, is_common ? (double)day : (double)NAN, end);
}

static int32_t shut_day(const struct di_closure *closure)
{
    return closure->shut_at == DI_TIME_NEVER ? DI_NO_DAY : di_time_day(closure->shut_at);
}

static int32_t wind_down_day(const struct di_closure *closure)
{
    return closure->wind_down_day;
}

static int32_t deadline_day(const struct di_closure *closure)
{
    return closure->close_by_day;
}

static struct di_summary summarise(const struct closure_pass *pass, uint32_t i,
                                   double (*value_of)(const struct di_closure *))
{
    struct di_summary summary;
    const uint32_t n = pass->record->set->count;
    for (uint32_t r = 0; r < n; r++)
        pass->values[r] = value_of(closure_at(pass, r, i));
    di_summary_compute(pass->values, n, pass->scratch, &summary);
    return summary;
}

static double closed_at(const struct di_closure *closure)
{
    return closure->closed_at == DI_TIME_NEVER ? (double)NAN : di_time_days(closure->closed_at);
}

static double last_child_at(const struct di_closure *closure)
{
    return closure->closed_at == DI_TIME_NEVER || closure->last_child_at == DI_TIME_NEVER
               ? (double)NAN
               : di_time_days(closure->last_child_at);
}

static double is_on_time(const struct di_closure *closure)
{
    if (closure->close_by_day == DI_NO_DAY)
        return (double)NAN;
    return di_closure_is_on_time(closure) ? 1 : 0;
}

static double late_departures(const struct di_closure *closure)
{
    return closure->late_departures;
}

static double refused_transfers(const struct di_closure *closure)
{
    return closure->refused_transfers;
}

static double admitted(const struct di_closure *closure)
{
    return closure->admitted_siblings + closure->admitted_evacuees +
           closure->admitted_unexplained;
}

static double idle_years(const struct di_closure *closure)
{
    return closure->idle_days / DI_DAYS_PER_YEAR;
}

/* An institution is a place of few: where few are withheld none of its counts is shown, nor how
 * empty it stood, which is a count over its places. */
static void write_children(const struct closure_pass *pass, double value)
{
    output_number(pass->file, pass->has_children ? value : (double)NAN, ',');
}

static void write_departures(const struct closure_pass *pass, uint32_t i)
{
    for (uint32_t d = 0; d < DI_DEPARTURES; d++) {
        double sum = 0;
        for (uint32_t r = 0; r < pass->record->set->count; r++)
            sum += closure_at(pass, r, i)->departures[d];
        write_children(pass, sum / pass->record->set->count);
    }
}

/* Of dates: no quantile of a few replications (MODEL 11). */
static struct di_summary summarise_event(const struct closure_pass *pass, uint32_t i,
                                         double (*time_of)(const struct di_closure *))
{
    struct di_summary summary = summarise(pass, i, time_of);
    if (summary.n < DI_EVENT_REPLICATIONS)
        summary.p05 = summary.p25 = summary.p50 = summary.p75 = summary.p95 = (double)NAN;
    return summary;
}

static void write_dates(const struct closure_pass *pass, uint32_t i)
{
    const struct di_summary closed = summarise_event(pass, i, closed_at);
    const struct di_summary last = summarise_event(pass, i, last_child_at);
    write_common_day(pass, i, shut_day, ',');
    write_common_day(pass, i, wind_down_day, ',');
    write_common_day(pass, i, deadline_day, ',');
    output_number(pass->file, (double)closed.n, ',');
    output_number(pass->file, (double)closed.n / pass->record->set->count, ',');
    output_number(pass->file, summarise(pass, i, is_on_time).mean, ',');
    write_day(pass, closed.mean, ',');
    write_day(pass, closed.p05, ',');
    write_day(pass, closed.p25, ',');
    write_day(pass, closed.p50, ',');
    write_day(pass, closed.p75, ',');
    write_day(pass, closed.p95, ',');
    write_day(pass, last.mean, ',');
    write_day(pass, last.p05, ',');
    write_day(pass, last.p50, ',');
    write_day(pass, last.p95, ',');
}

static void write_row(const struct closure_pass *pass, uint32_t i)
{
    const struct di_model *model = pass->record->model;
    const struct di_institution *item = &model->institutions[i];
    const struct di_summary placed = summarise(pass, i, di_closure_placement_share);
    const struct di_summary idle = summarise(pass, i, idle_years);
    output_field(pass->file, model->id, ',');
    output_field(pass->file, item->name.id, ',');
    output_field(pass->file, model->regions[item->region].name.id, ',');
    output_field(pass->file, model->settings[item->setting].name.id, ',');
    write_dates(pass, i);
    write_departures(pass, i);
    write_children(pass, placed.mean);
    write_children(pass, placed.p05);
    write_children(pass, placed.p95);
    write_children(pass, summarise(pass, i, late_departures).mean);
    write_children(pass, summarise(pass, i, refused_transfers).mean);
    write_children(pass, summarise(pass, i, admitted).mean);
    output_number(pass->file, pass->has_children ? idle.mean : (double)NAN, ',');
    output_number(pass->file, pass->has_children ? idle.p05 : (double)NAN, ',');
    output_number(pass->file, pass->has_children ? idle.p95 : (double)NAN, '\n');
}

static void write_header(struct output_file *file)
{
    output_text(file, "scenario,institution,region,setting,moratorium,wind_down,close_by,n,"
                      "closed_share,closed_by_plan_share,closed_mean,closed_p05,closed_p25,"
                      "closed_p50,closed_p75,closed_p95,last_child_mean,last_child_p05,"
                      "last_child_p50,last_child_p95,");
    for (uint32_t d = 0; d < DI_DEPARTURES; d++) {
        output_text(file, "departed_");
        output_field(file, di_departure_id((enum di_departure)d), ',');
    }
    output_text(file, "placement_share_mean,placement_share_p05,placement_share_p95,"
                      "late_departures,refused_transfers,moratorium_admissions,"
                      "double_running_years_mean,double_running_years_p05,"
                      "double_running_years_p95\n");
}

enum di_status closure_table(const struct di_run_record *record,
                             const struct suppression *suppression, struct output_file *file,
                             struct di_error *error)
{
    struct closure_pass pass = {
        .record = record, .file = file, .has_children = suppression == NULL};
    struct panel_order order;
    pass.values = calloc((size_t)record->set->count * 2 + 1, sizeof *pass.values);
    enum di_status status = pass.values == NULL ? DI_ERR_MEMORY : DI_OK;
    if (panel_order_create(&order, record->model, &record->set->results[0]->dims) != DI_OK)
        status = DI_ERR_MEMORY;
    if (status == DI_OK) {
        pass.scratch = pass.values + record->set->count;
        write_header(file);
        const uint32_t count = record->expected == NULL ? record->model->institution_count : 0;
        for (uint32_t rank = 0; rank < count; rank++)
            if (is_listed(&pass, order.institution_at[rank]))
                write_row(&pass, order.institution_at[rank]);
    }
    panel_order_destroy(&order);
    free(pass.values);
    return status == DI_OK ? DI_OK : di_fail_memory(error);
}
