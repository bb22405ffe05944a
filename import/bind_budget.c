/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section `budget` (MODEL 8.6): sources of money, in byte order of their ids.
 *
 * A source that ends stops what it covers from that day: this is a change of dated values
 * (coverage, families, posts), made here once, and not an event of the simulation.
 */
#include "bind_budget.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bind_cost.h"

/* ---- sources ---- */

/* Money of a yearly rate in one calendar year: day by day within the horizon, until it ends. */
static double money_at_rate(const struct di_model *model, const struct di_series *per_year,
                            int32_t year, int32_t ends_day)
{
    const int32_t first = di_date_from_civil(year, 1, 1) - model->start_civil_day;
    const int32_t next = di_date_from_civil(year + 1, 1, 1) - model->start_civil_day;
    double sum = 0;
    for (int32_t day = first; day < next; day++)
        if (day >= 0 && day < model->horizon_days && day < ends_day)
            sum += di_series_at(per_year, day);
    return sum / (next - first);
}

static void bind_money(struct di_binding *binding, struct di_node *node,
                       const struct di_cost_plan *plan, struct di_budget_source *source)
{
    const struct di_model *model = binding->model;
    struct di_node *by_year = di_bind_member(binding, node, "by_year");
    const struct di_series per_year =
        di_bind_series(binding, di_bind_member(binding, node, "per_year"), 0);
    double *money = DI_BIND_NEW(binding, plan->years, double);
    for (uint32_t i = 0; money != NULL && per_year.count > 0 && i < plan->years; i++) {
        const int32_t year = plan->first_year + (int32_t)i;
        char key[16];
        (void)snprintf(key, sizeof key, "%d", (int)year);
        const bool is_over =
            di_date_from_civil(year, 1, 1) - model->start_civil_day >= source->ends_day;
        struct di_node *named = di_bind_member(binding, by_year, key);
        if (!is_over)
            money[i] = named != NULL ? di_bind_plain(named, 0)
                                     : money_at_rate(model, &per_year, year, source->ends_day);
    }
    source->by_year = money;
}

static int compare_sources(const void *a, const void *b)
{
    const struct di_budget_source *x = a, *y = b;
    return strcmp(x->name.id, y->name.id); /* ids differ */
}

void di_bind_sources(struct di_binding *binding, struct di_node *section,
                     struct di_cost_plan *plan)
{
    struct di_node *object = di_bind_member(binding, section, "sources");
    const uint32_t count = di_bind_things(object, NULL);
    struct di_budget_source *list = DI_BIND_NEW(binding, count, struct di_budget_source);
    uint32_t used = 0;
    for (uint32_t i = 0; list != NULL && used < count && i < object->count; i++) {
        struct di_node *node = object->children[i];
        if (!di_bind_is_thing(node))
            continue;
        struct di_budget_source *source = &list[used++];
        source->name = di_bind_name(binding, node);
        source->ends_day = di_bind_day(binding, node, "ends");
        source->savings_are_lost =
            strcmp(di_bind_text(binding, node, "savings", "ring_fenced"), "lost") == 0;
        source->carries_over = di_bind_flag(binding, node, "carry_over", false);
        bind_money(binding, node, plan, source);
    }
    if (list != NULL && used > 0)
        qsort(list, used, sizeof *list, compare_sources);
    plan->sources = list;
    plan->source_count = used;
}

/* ---- what stops when a source ends ---- */

/* A member's key as the text of a node, for what takes nodes. */
static struct di_node key_of(const struct di_node *member)
{
    struct di_node named = *member;
    named.type = DI_NODE_TEXT;
    named.text = member->key;
    return named;
}

/* The same until `day`, then what is left after `share` of it stopped. */
static void stop_series(struct di_binding *binding, struct di_series *series, int32_t day,
                        double share, bool whole)
{
    const uint32_t at = di_series_step(series, day);
    int32_t *days = DI_BIND_NEW(binding, (size_t)series->count + 1, int32_t);
    double *values = DI_BIND_NEW(binding, (size_t)series->count + 1, double);
    uint32_t used = 0;
    for (uint32_t i = 0; days != NULL && values != NULL && i < series->count; i++) {
        const double left = series->value[i] * (1 - share);
        const bool is_after = series->day[i] >= day;
        days[used] = series->day[i];
        values[used++] = !is_after ? series->value[i] : whole ? floor(left + 1e-9) : left;
        if (i != at || is_after)
            continue;
        days[used] = day;
        values[used++] = whole ? floor(left + 1e-9) : left;
    }
    if (used > 0)
        *series = (struct di_series){used, days, values};
}

static void stop_services(struct di_binding *binding, struct di_node *covers, int32_t day)
{
    struct di_node *node = di_bind_member(binding, covers, "services");
    struct di_services *services = &binding->model->services;
    const double prevention = di_bind_plain(di_bind_member(binding, node, "prevention"), 0);
    const double gate = di_bind_plain(di_bind_member(binding, node, "gatekeeping"), 0);
    if (prevention > 0)
        stop_series(binding, &services->prevention_coverage.series, day, prevention, false);
    if (gate > 0)
        stop_series(binding, &services->gate_share.series, day, gate, false);
}

/* Families who are recruited stay until they leave; fewer are won. */
static void stop_recruitment(struct di_binding *binding, struct di_carers *carers, int32_t day,
                             double share)
{
    struct di_recruitment *left = DI_BIND_NEW(binding, 1, struct di_recruitment);
    struct di_planned_approvals *planned = DI_BIND_NEW(
        binding, (size_t)carers->recruitment->planned_count + 1, struct di_planned_approvals);
    if (left == NULL || planned == NULL)
        return;
    *left = *carers->recruitment;
    stop_series(binding, &left->enquiries_per_year, day, share, false);
    stop_series(binding, &left->campaign_budget_per_year, day, share, false);
    for (uint32_t i = 0; i < left->planned_count; i++) {
        planned[i] = left->planned[i];
        if (planned[i].day >= day)
            planned[i].families = (uint32_t)floor(planned[i].families * (1 - share) + 1e-9);
    }
    left->planned = planned;
    carers->recruitment = left;
}

static void stop_carers(struct di_binding *binding, struct di_node *covers, int32_t day,
                        struct di_carers *carers)
{
    struct di_node *node = di_bind_member(binding, covers, "carers");
    for (uint32_t i = 0; node != NULL && node->type == DI_NODE_OBJECT && i < node->count; i++) {
        const struct di_node *member = node->children[i];
        if (!di_bind_is_thing(member))
            continue;
        const struct di_node named = key_of(member);
        const uint32_t at = di_bind_carers_at(binding, &named);
        if (at != UINT32_MAX && carers[at].recruitment != NULL)
            stop_recruitment(binding, &carers[at], day, di_bind_plain(member, 0));
        else if (at != UINT32_MAX)
            stop_series(binding, &carers[at].families, day, di_bind_plain(member, 0), true);
    }
}

static void add_cut(struct di_binding *binding, struct di_workers *workers, int32_t day)
{
    int32_t *days = DI_BIND_NEW(binding, (size_t)workers->cut_count + 1, int32_t);
    if (days == NULL)
        return;
    if (workers->cut_count > 0)
        memcpy(days, workers->cut_days, workers->cut_count * sizeof *days);
    days[workers->cut_count++] = day;
    workers->cut_days = days;
}

static void stop_posts(struct di_binding *binding, struct di_node *covers, int32_t day,
                       struct di_workers *workers)
{
    struct di_node *node = di_bind_member(binding, covers, "roles");
    for (uint32_t i = 0; node != NULL && node->type == DI_NODE_OBJECT && i < node->count; i++) {
        const struct di_node *member = node->children[i];
        if (!di_bind_is_thing(member))
            continue;
        const struct di_node named = key_of(member);
        const uint32_t role = di_bind_role_at(binding, &named);
        for (uint32_t w = 0; role != UINT32_MAX && w < binding->model->staffing.workers_count;
             w++)
            if (workers[w].role == role) {
                stop_series(binding, &workers[w].posts, day, di_bind_plain(member, 0), false);
                add_cut(binding, &workers[w], day);
            }
    }
}

void di_bind_stops(struct di_binding *binding, struct di_node *section)
{
    struct di_model *model = binding->model;
    struct di_node *object = di_bind_member(binding, section, "sources");
    if (object == NULL || object->type != DI_NODE_OBJECT)
        return;
    struct di_carers *carers = DI_BIND_NEW(binding, model->carers_count, struct di_carers);
    struct di_workers *workers =
        DI_BIND_NEW(binding, model->staffing.workers_count, struct di_workers);
    if (carers == NULL || workers == NULL)
        return;
    if (model->carers_count > 0)
        memcpy(carers, model->carers, model->carers_count * sizeof *carers);
    if (model->staffing.workers_count > 0)
        memcpy(workers, model->staffing.workers,
               model->staffing.workers_count * sizeof *workers);
    for (uint32_t i = 0; i < object->count; i++) {
        struct di_node *covers = di_bind_member(binding, object->children[i], "covers");
        const int32_t day = di_bind_day(binding, object->children[i], "ends");
        if (covers == NULL || day == DI_NO_DAY || day <= 0 || day >= model->horizon_days)
            continue;
        stop_services(binding, covers, day);
        stop_carers(binding, covers, day, carers);
        stop_posts(binding, covers, day, workers);
    }
    model->carers = carers;
    model->staffing.workers = workers;
}
