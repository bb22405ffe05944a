/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pools of like institutions, and back. Links: every member belongs to one region of origin, so
 * link number and institution number are the same in pooled problems.
 */
#include "di/fluid_pool.h"

#include <math.h>
#include <string.h>

/* Are two institutions alike? O(periods). */
static bool is_alike(const struct di_fluid_parameters *parameters, uint32_t i, uint32_t j)
{
    const struct di_fluid_parameters *p = parameters;
    const size_t group = DI_GROUPS * sizeof(double), pair = DI_GROUPS * group;
    if (p->institution_region[i] != p->institution_region[j] ||
        p->variable_cost[i] != p->variable_cost[j] ||
        p->admits_until[i] != p->admits_until[j] || p->is_closed0[i] != p->is_closed0[j] ||
        memcmp(&p->admits[di_fluid_rg(i, 0)], &p->admits[di_fluid_rg(j, 0)],
               DI_GROUPS * sizeof(bool)) != 0)
        return false;
    for (uint32_t t = 1; t <= p->periods; t++) {
        const size_t a = di_fluid_tig(p, t, i, 0), b = di_fluid_tig(p, t, j, 0);
        if (memcmp(&p->home_residents[a], &p->home_residents[b], group) != 0 ||
            memcmp(&p->leave_residents[a], &p->leave_residents[b], group) != 0 ||
            memcmp(&p->ageing_residents[a * DI_GROUPS], &p->ageing_residents[b * DI_GROUPS],
                   pair) != 0 ||
            memcmp(&p->edge_residents[a * DI_GROUPS], &p->edge_residents[b * DI_GROUPS],
                   pair) != 0)
            return false;
    }
    return true;
}

static double children_of(const struct di_fluid_parameters *p, uint32_t i)
{
    double sum = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        sum += p->residents0[di_fluid_rg(i, g)];
    return sum;
}

/* M of the closure row: what a pool's share of places is counted in. */
static double room_of(const struct di_fluid_parameters *p, uint32_t i)
{
    return fmax(fmax(p->capacity[i], children_of(p, i)), 1e-9);
}

struct di_fluid_parameters *di_fluid_pool_stocks(const struct di_fluid_parameters *parameters)
{
    struct di_fluid_parameters *to = di_fluid_parameters_copy(parameters);
    if (to == NULL)
        return NULL;
    for (uint32_t i = 0; i < to->institutions; i++) {
        uint32_t host = 0;
        while (host < i && (to->host[host] != host || !is_alike(to, host, i)))
            host++;
        to->host[i] = host;
    }
    return to;
}

static void add_to_pool(struct di_fluid_parameters *to, uint32_t at,
                        const struct di_fluid_parameters *p, uint32_t i)
{
    to->institution_region[at] = p->institution_region[i];
    to->link[at] = (struct di_fluid_link){at, p->institution_region[i], {1, 1, 1, 1}};
    to->capacity[at] += p->capacity[i];
    to->minimum_occupancy[at] += p->minimum_occupancy[i];
    to->fixed_cost[at] += p->fixed_cost[i];
    to->closing_cost[at] += p->closing_cost[i];
    to->redeployable[at] += p->redeployable[i];
    to->buildings[at] += p->buildings[i];
    to->variable_cost[at] = p->variable_cost[i];
    to->is_closed0[at] = p->is_closed0[i];
    to->may_close[at] = p->may_close[i];
    to->admits_until[at] = p->admits_until[i];
    to->earliest_close[at] = p->earliest_close[i];
    to->close_by[at] = p->close_by[i];
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        to->residents0[di_fluid_rg(at, g)] += p->residents0[di_fluid_rg(i, g)];
        to->admits[di_fluid_rg(at, g)] = p->admits[di_fluid_rg(i, g)];
    }
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            const size_t a = di_fluid_tig(to, t, at, g), b = di_fluid_tig(p, t, i, g);
            to->home_residents[a] = p->home_residents[b];
            to->leave_residents[a] = p->leave_residents[b];
            memcpy(&to->ageing_residents[a * DI_GROUPS], &p->ageing_residents[b * DI_GROUPS],
                   DI_GROUPS * sizeof(double));
            memcpy(&to->edge_residents[a * DI_GROUPS], &p->edge_residents[b * DI_GROUPS],
                   DI_GROUPS * sizeof(double));
        }
}

struct di_fluid_parameters *di_fluid_pool(const struct di_fluid_parameters *parameters,
                                          const uint32_t *pool, uint32_t pools)
{
    struct di_fluid_parameters *to = di_fluid_parameters_like(parameters, pools);
    if (to == NULL)
        return NULL;
    for (uint32_t n = 0; n < pools; n++)
        to->buildings[n] = 0;
    for (uint32_t i = 0; i < parameters->institutions; i++)
        add_to_pool(to, pool[i], parameters, i);
    return to;
}

/* ---- back to members ---- */

struct unpool {
    const struct di_fluid_parameters *p;
    const uint32_t *pool;
    const uint32_t *host; /* [pool] whose stocks hold its children */
    const struct di_plan *pooled;
    struct di_plan *plan;
};

static bool is_in(const struct unpool *unpool, uint32_t i, uint32_t stock)
{
    return unpool->host[unpool->pool[i]] == stock;
}

static double *place(struct unpool *unpool, enum di_plan_part part, uint32_t t, uint32_t i,
                     uint32_t g)
{
    return &unpool->plan->values[di_plan_index(&unpool->plan->shape, part, t, i, g, 0)];
}

/* Who is in member i and group g before anybody moves or is admitted in t. */
static double there(struct unpool *unpool, uint32_t t, uint32_t i, uint32_t g)
{
    const struct di_fluid_parameters *p = unpool->p;
    double sum = 0;
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_residents_total(p, t, i, h);
        const double scale = di_fluid_scale(total, p->quarters[t]);
        const double before = *place(unpool, DI_PART_RESIDENTS, t - 1, i, h);
        sum += before * scale * p->ageing_residents[di_fluid_tigg(p, t, i, h, g)] +
               (h == g ? before * (1 - total * scale) : 0);
    }
    return sum;
}

/* Take the pool's moves from its members in proportion; returns nothing left over. */
static void move_out(struct unpool *unpool, uint32_t t, uint32_t pool, uint32_t g)
{
    const struct di_fluid_parameters *p = unpool->p;
    const double moved = di_plan_at(unpool->pooled, DI_PART_MOVED_OUT, t, pool, g, 0);
    double all = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        all += is_in(unpool, i, pool) ? there(unpool, t, i, g) : 0;
    const double share = all > 0 ? fmin(1, moved / all) : 0;
    for (uint32_t i = 0; i < p->institutions; i++) {
        if (!is_in(unpool, i, pool))
            continue;
        const double now = there(unpool, t, i, g);
        *place(unpool, DI_PART_MOVED_OUT, t, i, g) = share * now;
        *place(unpool, DI_PART_RESIDENTS, t, i, g) = (1 - share) * now;
    }
}

static double free_places(struct unpool *unpool, uint32_t t, uint32_t i)
{
    double inside = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        inside += *place(unpool, DI_PART_RESIDENTS, t, i, g) -
                  *place(unpool, DI_PART_ADMITTED, t, i, g);
    return fmax(0, room_of(unpool->p, i) - inside);
}

static void admit(struct unpool *unpool, uint32_t t, uint32_t pool)
{
    const struct di_fluid_parameters *p = unpool->p;
    double all = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        all += is_in(unpool, i, pool) ? free_places(unpool, t, i) : 0;
    for (uint32_t i = 0; i < p->institutions; i++) {
        if (!is_in(unpool, i, pool) || !(all > 0))
            continue;
        const double share = free_places(unpool, t, i) / all;
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            const double in =
                share * di_plan_at(unpool->pooled, DI_PART_ADMITTED, t, pool, g, 0);
            *place(unpool, DI_PART_ADMITTED, t, i, g) = in;
            *place(unpool, DI_PART_RESIDENTS, t, i, g) += in;
        }
    }
}

/* Parts without institutions have the same shape in both plans. */
static void copy_shared(struct di_plan *plan, const struct di_plan *pooled)
{
    for (uint32_t part = 0; part < DI_PLAN_PARTS; part++) {
        const enum di_plan_axis axis = di_plan_part_axis(part, 0);
        if (axis == DI_AXIS_INSTITUTION || axis == DI_AXIS_LINK)
            continue;
        const size_t end =
            part + 1 < DI_PLAN_PARTS ? plan->shape.offset[part + 1] : plan->shape.count;
        memcpy(plan->values + plan->shape.offset[part],
               pooled->values + pooled->shape.offset[part],
               (end - plan->shape.offset[part]) * sizeof *plan->values);
    }
}

struct di_plan *di_fluid_unpool(const struct di_fluid_parameters *parameters,
                                const uint32_t *pool, const uint32_t *host,
                                const struct di_plan *pooled)
{
    struct unpool unpool = {parameters, pool, host, pooled, di_plan_create(parameters)};
    if (unpool.plan == NULL)
        return NULL;
    copy_shared(unpool.plan, pooled);
    for (uint32_t t = 1; t <= parameters->periods; t++) {
        for (uint32_t n = 0; n < pooled->shape.axis[DI_AXIS_INSTITUTION]; n++) {
            for (uint32_t g = 0; g < DI_GROUPS; g++)
                move_out(&unpool, t, n, g);
            admit(&unpool, t, n);
        }
        for (uint32_t i = 0; i < parameters->institutions; i++)
            *place(&unpool, DI_PART_CLOSED, t, i, 0) =
                di_plan_at(pooled, DI_PART_CLOSED, t, pool[i], 0, 0);
    }
    return unpool.plan;
}
