/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Overrides only: what the plan does not touch stays in the base. Steps of an override replace
 * the base's, so a dated count is written out whole: the base's own steps and the plan's.
 */
#include "plan_scenario.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "di/plan_check.h"
#include "di/recruitment.h"
#include "di/staffing.h"
#include "di/time.h"

#include "plan_scope.h"

static json_t *date_text(int32_t civil_day)
{
    char text[16];
    di_date_format(civil_day, text);
    return json_string(text);
}

/* Member that is an object, made where it is missing. */
static json_t *open_object(json_t *parent, const char *key)
{
    json_t *object = json_object_get(parent, key);
    if (object != NULL)
        return object;
    (void)json_object_set_new(parent, key, json_object());
    return json_object_get(parent, key);
}

/* ---- institutions ---- */

/* Doors shut as planned; the date that is promised may be later, or none. */
static void close_institution(const struct di_plan_book *book, json_t *entry, uint32_t quarter,
                              uint32_t promised)
{
    const struct di_model *model = book->model;
    const uint32_t lag = book->country->parameters->moratorium_lag;
    const uint32_t shut = quarter > lag ? quarter - lag : 0;
    (void)json_object_set_new(entry, "moratorium_from",
                              date_text(di_plan_book_quarter_day(model, shut)));
    (void)json_object_set_new(entry, "wind_down_from",
                              date_text(di_plan_book_quarter_day(model, shut)));
    if (promised != UINT32_MAX)
        (void)json_object_set_new(entry, "close_by",
                                  date_text(di_plan_book_quarter_day(model, promised + 1) - 1));
}

static void ask_from(const struct di_plan_book *book, const struct di_institution *unit,
                     json_t *entry, uint32_t quarter)
{
    const int32_t day = di_plan_book_quarter_day(book->model, quarter);
    if (unit->assess_from_day == DI_NO_DAY ||
        unit->assess_from_day > day - book->model->start_civil_day)
        (void)json_object_set_new(entry, "assess_from", date_text(day));
}

/* false: memory ran out */
static bool institutions(const struct di_plan_book *book, json_t *scenario)
{
    const struct di_fluid_country *country = book->country;
    uint32_t *scope = di_plan_scope_make(book);
    for (uint32_t i = 0; scope != NULL && i < country->parameters->institutions; i++) {
        const uint32_t closure = di_plan_book_closure(book, i);
        if (country->unit[i] == UINT32_MAX ||
            (scope[i] == DI_PLAN_SCOPE_NEVER && closure == UINT32_MAX))
            continue;
        const struct di_institution *unit = &book->model->institutions[country->unit[i]];
        json_t *entry = open_object(open_object(scenario, "institutions"), unit->name.id);
        if (scope[i] != DI_PLAN_SCOPE_NEVER)
            ask_from(book, unit, entry, scope[i]);
        if (closure != UINT32_MAX)
            close_institution(book, entry, closure, di_plan_book_promised(book, i));
    }
    const bool fits = scope != NULL;
    free(scope);
    return fits;
}

/* ---- dated counts ---- */

/* value at the start and one "set" step wherever the base or the plan changes it. */
static json_t *dated_count(const struct di_plan_book *book, const struct di_series *base,
                           const double *added)
{
    const struct di_model *model = book->model;
    json_t *steps = json_array();
    double last = di_series_at(base, 0), sum = 0;
    const double first = last;
    for (uint32_t q = 0; q < book->quarters; q++) {
        const int32_t day = di_plan_book_quarter_day(model, q);
        sum += added[q];
        const double now = di_series_at(base, day - model->start_civil_day) + sum;
        if (now == last)
            continue;
        (void)json_array_append_new(
            steps, json_pack("{s:o, s:f}", "from", date_text(day), "set", now));
        last = now;
    }
    return json_pack("{s:f, s:o}", "value", first, "steps", steps);
}

static bool is_any(const double *values, uint32_t count)
{
    for (uint32_t n = 0; n < count; n++)
        if (values[n] != 0)
            return true;
    return false;
}

/* Those the scenario plans already, and the plan's. */
static json_t *planned_approvals(const struct di_plan_book *book,
                                 const struct di_recruitment *recruitment, const double *added)
{
    json_t *planned = json_object();
    for (uint32_t q = 0; q < book->quarters; q++) {
        const int32_t day =
            di_plan_book_calendar_day(book->model, q) - book->model->start_civil_day;
        double families = added[q];
        char id[16];
        for (uint32_t n = 0; n < recruitment->planned_count; n++)
            if (recruitment->planned[n].day == day)
                families += recruitment->planned[n].families;
        di_plan_book_quarter_id(book->model, q, id);
        if (families > 0)
            (void)json_object_set_new(planned, id, json_integer((json_int_t)families));
    }
    return planned;
}

static void recruit(const struct di_plan_book *book, json_t *scenario,
                    const struct di_carers *carers, const double *added)
{
    json_t *entry = open_object(open_object(scenario, "carers"), carers->name.id);
    if (carers->recruitment != NULL)
        (void)json_object_set_new(open_object(entry, "recruitment"), "planned_approvals",
                                  planned_approvals(book, carers->recruitment, added));
    else
        (void)json_object_set_new(entry, "families",
                                  dated_count(book, &carers->families, added));
}

/* Families of an entry of carers today, at least one; 0: of another region or kind. */
static double weight_of(const struct di_model *model, uint32_t carers, uint16_t region,
                        enum di_kind kind)
{
    const struct di_carers *entry = &model->carers[carers];
    if (entry->region != region || model->settings[entry->setting].kind != kind)
        return 0;
    return fmax(1, di_series_at(&entry->families, 0));
}

/* Families of one region and kind, into the entries that recruit them, in the proportions of
 * today: the plan counts on the mean number of their places. */
static void share_out(const struct di_plan_book *book, json_t *scenario, uint16_t region,
                      enum di_kind kind, const double *added, double *part)
{
    const struct di_model *model = book->model;
    double all = 0, done = 0;
    for (uint32_t n = 0; n < model->carers_count; n++)
        all += weight_of(model, n, region, kind);
    for (uint32_t n = 0; n < model->carers_count && all > 0; n++) {
        const double weight = weight_of(model, n, region, kind);
        double wanted = 0, before = 0;
        if (!(weight > 0))
            continue;
        for (uint32_t q = 0; q < book->quarters; q++) { /* up to here, less up to the last */
            wanted += added[q];
            const double until =
                floor(wanted * (done + weight) / all + 0.5) - floor(wanted * done / all + 0.5);
            part[q] = fmax(0, until - before);
            before += part[q];
        }
        done += weight;
        if (is_any(part, book->quarters))
            recruit(book, scenario, &model->carers[n], part);
    }
}

static void families(const struct di_plan_book *book, json_t *scenario, double *added)
{
    static const enum di_kind kinds[DI_SPECIALITIES] = {DI_KIND_FOSTER,
                                                        DI_KIND_SPECIALISED_FOSTER};
    const struct di_fluid_parameters *p = book->country->parameters;
    for (uint32_t r = 0; r < p->regions; r++)
        for (uint32_t k = 0; k < DI_SPECIALITIES; k++) {
            di_plan_book_by_quarter(book, DI_PART_APPROVALS, r, k, p->carer_lag, added);
            if (is_any(added, book->quarters))
                share_out(book, scenario, (uint16_t)r, kinds[k], added, added + book->quarters);
        }
    for (uint32_t r = 0; r < p->regions; r++) {
        di_plan_book_emergency(book, r, added);
        if (is_any(added, book->quarters))
            share_out(book, scenario, (uint16_t)r, DI_KIND_EMERGENCY_FOSTER, added,
                      added + book->quarters);
    }
}

static void homes(const struct di_plan_book *book, json_t *scenario, double *added)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    for (uint32_t r = 0; r < p->regions; r++) {
        const uint32_t at = book->country->homes[r];
        di_plan_book_by_quarter(book, DI_PART_HOMES, r, 0, p->home_lag, added);
        if (at == UINT32_MAX || !is_any(added, book->quarters))
            continue;
        for (uint32_t q = 0; q < book->quarters; q++)
            added[q] *= p->beds_per_home;
        const struct di_institution *unit = &book->model->institutions[at];
        json_t *entry = open_object(open_object(scenario, "institutions"), unit->name.id);
        (void)json_object_set_new(entry, "capacity", dated_count(book, &unit->capacity, added));
    }
}

/* ---- workers and prevention ---- */

static json_t *planned_hires(const struct di_plan_book *book, const struct di_workers *workers,
                             const double *added)
{
    json_t *hires = json_object();
    for (uint32_t q = 0; q < book->quarters; q++) {
        const int32_t day =
            di_plan_book_calendar_day(book->model, q) - book->model->start_civil_day;
        double fte = added[q];
        char id[16];
        for (uint32_t n = 0; n < workers->hire_count; n++)
            if (workers->hires[n].day == day)
                fte += workers->hires[n].fte;
        di_plan_book_quarter_id(book->model, q, id);
        if (fte > 0)
            (void)json_object_set_new(hires, id, json_real(fte));
    }
    return hires;
}

static void workers(const struct di_plan_book *book, json_t *scenario, double *added)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    for (uint32_t r = 0; r < p->regions && p->has_workers; r++) {
        const uint32_t at = book->country->workers[r];
        di_plan_book_by_quarter(book, DI_PART_HIRES, r, 0, 0, added);
        if (at == UINT32_MAX || !is_any(added, book->quarters))
            continue;
        const struct di_workers *entry = &book->model->staffing.workers[at];
        json_t *resources = open_object(scenario, "resources");
        json_t *object = open_object(open_object(resources, "workers"), entry->name.id);
        (void)json_object_set_new(object, "planned_hires", planned_hires(book, entry, added));
    }
}

/* One coverage for the nation: the mean over regions, weighted by entries. */
static double coverage(const struct di_plan_book *book, uint32_t t)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    double sum = 0, entries = 0;
    for (uint32_t r = 0; r < p->regions; r++)
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            const double weight = p->entries[di_fluid_trg(p, t, r, g)];
            sum += weight * di_plan_at(book->plan, DI_PART_COVERAGE, t, r, 0, 0);
            entries += weight;
        }
    return entries > 0 ? sum / entries : 0;
}

static void prevention(const struct di_plan_book *book, json_t *scenario)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    const struct di_series *base = &book->model->services.prevention_coverage.series;
    json_t *steps = json_array();
    double last = di_series_at(base, 0);
    const double first = last;
    for (uint32_t t = 1; t <= p->horizon; t++) {
        const int32_t day = di_plan_book_quarter_day(book->model, p->first_quarter[t]);
        const double now = fmin(
            1,
            round((di_series_at(base, day - book->model->start_civil_day) + coverage(book, t)) *
                  1000) /
                1000);
        if (fabs(now - last) < 0.001)
            continue;
        (void)json_array_append_new(
            steps, json_pack("{s:o, s:f}", "from", date_text(day), "set", now));
        last = now;
    }
    if (json_array_size(steps) > 0)
        (void)json_object_set_new(open_object(open_object(scenario, "services"), "prevention"),
                                  "coverage_share",
                                  json_pack("{s:f, s:O}", "value", first, "steps", steps));
    json_decref(steps);
}

void di_plan_scenario_id(const struct di_model *model, char id[DI_PLAN_SCENARIO_ID_MAX])
{
    (void)snprintf(id, DI_PLAN_SCENARIO_ID_MAX, "%.58s_plan", model->id);
}

json_t *di_plan_scenario_make(const struct di_plan_book *book, const char *base)
{
    char id[DI_PLAN_SCENARIO_ID_MAX];
    double *added = calloc(2 * (size_t)book->quarters + 1, sizeof *added);
    di_plan_scenario_id(book->model, id);
    json_t *scenario = json_pack("{s:i, s:s, s:s*}", "format", 1, "id", id, "extends", base);
    if (added != NULL && scenario != NULL && institutions(book, scenario)) {
        families(book, scenario, added);
        homes(book, scenario, added);
        workers(book, scenario, added);
        prevention(book, scenario);
    } else {
        json_decref(scenario);
        scenario = NULL;
    }
    free(added);
    return scenario;
}
