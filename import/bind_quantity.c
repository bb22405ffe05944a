/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values in time and by group (SCENARIO_FORMAT, "dated" and "by group").
 *
 * Each step acts on `value`, not on the step before, and holds until the next. A ramp becomes
 * monthly steps: from its first day, then from each first of a month, to its last day; each
 * piece holds the value of the line at its middle. It starts from the value in force the day
 * before, and the next step ends it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bind.h"

struct di_series di_bind_constant(struct di_binding *binding, double value)
{
    int32_t *day = DI_BIND_NEW(binding, 1, int32_t);
    double *at = DI_BIND_NEW(binding, 1, double);
    if (day == NULL || at == NULL)
        return (struct di_series){0};
    day[0] = INT32_MIN;
    at[0] = value;
    return (struct di_series){1, day, at};
}

/* ---- steps ---- */

struct step {
    int32_t civil;
    double target;
    double over_days; /* 0: a jump */
};

struct line { /* from one level to another; flat if it takes no time */
    double from_civil, days, from, to;
};

static double line_at(const struct line *line, double civil)
{
    if (line->days <= 0 || civil >= line->from_civil + line->days)
        return line->to;
    return line->from + (line->to - line->from) *
                            (fmax(civil, line->from_civil) - line->from_civil) / line->days;
}

struct pieces {
    int32_t *civil;
    double *value;
    uint32_t count, capacity;
    bool has_failed;
};

static void push_piece(struct pieces *pieces, int32_t civil, double value)
{
    if (pieces->has_failed)
        return;
    if (pieces->count == pieces->capacity) {
        const uint32_t wanted = pieces->capacity == 0 ? 16 : pieces->capacity * 2;
        int32_t *days = realloc(pieces->civil, wanted * sizeof *days);
        if (days != NULL)
            pieces->civil = days;
        double *values = realloc(pieces->value, wanted * sizeof *values);
        if (values != NULL)
            pieces->value = values;
        if (days == NULL || values == NULL) {
            pieces->has_failed = true;
            return;
        }
        pieces->capacity = wanted;
    }
    if (pieces->count > 0 && pieces->civil[pieces->count - 1] == civil)
        pieces->count--;
    pieces->civil[pieces->count] = civil;
    pieces->value[pieces->count++] = value;
}

static int32_t next_first_of_month(int32_t civil)
{
    int32_t year, month, day;
    di_date_to_civil(civil, &year, &month, &day);
    return month == 12 ? di_date_from_civil(year + 1, 1, 1)
                       : di_date_from_civil(year, month + 1, 1);
}

/* The pieces of one step, up to `end` (the next step). */
static void push_line(struct pieces *pieces, const struct line *line, int32_t civil,
                      int32_t end)
{
    const double last = line->from_civil + line->days;
    while ((double)civil < last && civil < end) {
        const int32_t next = next_first_of_month(civil);
        const double stop = fmin((double)next, last);
        push_piece(pieces, civil, line_at(line, ((double)civil + stop) / 2));
        civil = (double)next < last ? next : (int32_t)ceil(last);
    }
    if (civil < end)
        push_piece(pieces, civil, line->to);
}

#define RAMP_DAYS_MAX (100 * DI_DAYS_PER_YEAR)

static bool read_step(struct di_binding *binding, struct di_node *node, double value,
                      struct step *step)
{
    const struct di_node *from = di_bind_member(binding, node, "from");
    const struct di_node *set = di_bind_member(binding, node, "set");
    const struct di_node *add = di_bind_member(binding, node, "add");
    const struct di_node *multiply = di_bind_member(binding, node, "multiply");
    if (from == NULL || from->type != DI_NODE_TEXT || !di_date_parse(from->text, &step->civil))
        return false;
    step->target = di_bind_plain(set, value);
    if (add != NULL)
        step->target = value + di_bind_plain(add, 0);
    if (multiply != NULL)
        step->target = value * di_bind_plain(multiply, 1);
    step->over_days =
        fmin(di_bind_days(di_bind_member(binding, node, "over"), 0), RAMP_DAYS_MAX);
    return isfinite(step->target);
}

static uint32_t read_steps(struct di_binding *binding, struct di_node *list, double value,
                           struct step *steps)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        if (!read_step(binding, list->children[i], value, &steps[count]))
            continue;
        if (count > 0 && steps[count].civil <= steps[count - 1].civil) {
            char earlier[11];
            di_date_format(steps[count - 1].civil, earlier);
            DI_BIND_REPORT(binding, list->children[i], DI_ERR_INCONSISTENT,
                           DI_N_("This step does not come after the one before it, of %1."),
                           DI_N_("Put the steps in the order of their dates."),
                           di_text_arg(earlier));
            continue;
        }
        count++;
    }
    return count;
}

static struct di_series series_of(struct di_binding *binding, const struct pieces *pieces)
{
    int32_t *day = DI_BIND_NEW(binding, pieces->count + 1, int32_t);
    double *value = DI_BIND_NEW(binding, pieces->count + 1, double);
    if (day == NULL || value == NULL || pieces->has_failed) {
        binding->has_no_memory = true;
        return (struct di_series){0};
    }
    for (uint32_t i = 0; i < pieces->count; i++) {
        day[i] = i == 0 ? INT32_MIN : pieces->civil[i] - binding->model->start_civil_day;
        value[i] = pieces->value[i];
    }
    return (struct di_series){pieces->count, day, value};
}

static struct di_series stepped(struct di_binding *binding, struct di_node *list, double value)
{
    struct step *steps = DI_ARENA_NEW(binding->sources->arena, list->count, struct step);
    if (steps == NULL) {
        binding->has_no_memory = true;
        return (struct di_series){0};
    }
    const uint32_t count = read_steps(binding, list, value, steps);
    struct pieces pieces = {0};
    struct line line = {0, 0, value, value};
    push_piece(&pieces, INT32_MIN, value);
    for (uint32_t i = 0; i < count; i++) {
        const int32_t end = i + 1 < count ? steps[i + 1].civil : INT32_MAX;
        const double now = line_at(&line, steps[i].civil);
        line = (struct line){steps[i].civil, steps[i].over_days, now, steps[i].target};
        push_line(&pieces, &line, steps[i].civil, end);
    }
    const struct di_series series = series_of(binding, &pieces);
    free(pieces.civil);
    free(pieces.value);
    return series;
}

struct di_series di_bind_series(struct di_binding *binding, struct di_node *node,
                                double fallback)
{
    struct di_node *steps = di_bind_member(binding, node, "steps");
    const double value = di_bind_plain(node, fallback);
    if (steps == NULL || steps->type != DI_NODE_ARRAY)
        return di_bind_constant(binding, value);
    return stepped(binding, steps, value);
}

struct di_series di_bind_mode(struct di_binding *binding, struct di_node *node,
                              enum di_mode fallback)
{
    struct di_node *value = node;
    struct di_node *steps = di_bind_member(binding, node, "steps");
    if (node != NULL && node->type == DI_NODE_OBJECT)
        value = di_bind_member(binding, node, "value");
    enum di_mode mode = fallback;
    if (value != NULL && value->type == DI_NODE_TEXT)
        mode = strcmp(value->text, "by_request") == 0 ? DI_MODE_BY_REQUEST : DI_MODE_BY_RATE;
    struct pieces pieces = {0};
    push_piece(&pieces, INT32_MIN, mode);
    for (uint32_t i = 0; steps != NULL && steps->type == DI_NODE_ARRAY && i < steps->count;
         i++) {
        struct step step;
        const struct di_node *set = di_bind_member(binding, steps->children[i], "set");
        if (!read_step(binding, steps->children[i], 0, &step) || set == NULL ||
            set->type != DI_NODE_TEXT)
            continue;
        if (pieces.count > 1 && step.civil <= pieces.civil[pieces.count - 1]) {
            DI_BIND_REPORT(binding, steps->children[i], DI_ERR_INCONSISTENT,
                           DI_N_("This step does not come after the one before it."),
                           DI_N_("Put the steps in the order of their dates."),
                           di_text_arg(""));
            continue;
        }
        push_piece(&pieces, step.civil,
                   strcmp(set->text, "by_request") == 0 ? DI_MODE_BY_REQUEST : DI_MODE_BY_RATE);
    }
    const struct di_series series = series_of(binding, &pieces);
    free(pieces.civil);
    free(pieces.value);
    return series;
}

/* ---- groups ---- */

static double *ones(struct di_binding *binding, uint32_t count)
{
    double *list = DI_BIND_NEW(binding, count, double);
    for (uint32_t i = 0; list != NULL && i < count; i++)
        list[i] = 1;
    return list;
}

static const double *by_ids(struct di_binding *binding, struct di_node *by, const char *key,
                            const char *what, const char *const *ids, uint32_t count)
{
    struct di_node *group = di_bind_member(binding, by, key);
    if (group == NULL || group->type != DI_NODE_OBJECT)
        return NULL;
    double *list = ones(binding, count);
    for (uint32_t i = 0; list != NULL && i < group->count; i++) {
        const struct di_node *member = group->children[i];
        if (!di_bind_is_thing(member))
            continue;
        const uint32_t at = di_bind_choice(binding, member, member->key, what, ids, count);
        if (at != UINT32_MAX)
            list[at] = di_bind_plain(member, 1);
    }
    return list;
}

static const char *const *region_ids(struct di_binding *binding)
{
    const char **ids =
        DI_ARENA_NEW(binding->sources->arena, binding->model->region_count, const char *);
    for (uint32_t i = 0; ids != NULL && i < binding->model->region_count; i++)
        ids[i] = binding->model->regions[i].name.id;
    return ids;
}

static const char *const *reason_ids(struct di_binding *binding)
{
    const char **ids =
        DI_ARENA_NEW(binding->sources->arena, binding->model->reason_count, const char *);
    for (uint32_t i = 0; ids != NULL && i < binding->model->reason_count; i++)
        ids[i] = binding->model->reasons[i].name.id;
    return ids;
}

static void bind_years(struct di_binding *binding, struct di_node *by,
                       struct di_quantity *quantity)
{
    struct di_node *years = di_bind_member(binding, by, "years_in_care");
    struct di_node *from = di_bind_member(binding, years, "from");
    struct di_node *multiply = di_bind_member(binding, years, "multiply");
    if (from == NULL || multiply == NULL || from->type != DI_NODE_ARRAY ||
        multiply->type != DI_NODE_ARRAY)
        return;
    if (multiply->count != from->count + 1) {
        DI_BIND_REPORT(binding, multiply, DI_ERR_INCONSISTENT,
                       DI_N_("%1 multipliers for %2 cuts: one more multiplier than cuts is "
                             "needed."),
                       NULL, di_integer_arg(multiply->count), di_integer_arg(from->count));
        return;
    }
    const double *cuts = di_bind_list(binding, from, from->count);
    for (uint32_t i = 1; cuts != NULL && i < from->count; i++)
        if (cuts[i] <= cuts[i - 1])
            DI_BIND_REPORT(binding, from->children[i], DI_ERR_INCONSISTENT,
                           DI_N_("The cut at %1 years does not come after the one before it."),
                           NULL, di_real_arg(cuts[i]));
    quantity->years_in_care = cuts;
    quantity->by_years_in_care = di_bind_list(binding, multiply, multiply->count);
    if (quantity->years_in_care != NULL && quantity->by_years_in_care != NULL)
        quantity->years_in_care_cuts = from->count;
}

static void bind_groups(struct di_binding *binding, struct di_node *by,
                        struct di_quantity *quantity)
{
    static const char *const sibling_ids[] = {"alone", "with_siblings"};
    const struct di_model *model = binding->model;
    const char *const *regions = region_ids(binding);
    const char *const *reasons = reason_ids(binding);
    if (regions == NULL || reasons == NULL) {
        binding->has_no_memory = true;
        return;
    }
    quantity->by_age_band = by_ids(binding, by, "age_band", DI_N_("age band"),
                                   model->age_band_id, model->age_band_count);
    quantity->by_disability = by_ids(binding, by, "disability", DI_N_("disability"),
                                     di_bind_disability_ids, DI_DISABILITIES);
    quantity->by_sex = by_ids(binding, by, "sex", DI_N_("sex"), di_bind_sex_ids, DI_SEXES);
    quantity->by_sibling =
        by_ids(binding, by, "sibling", DI_N_("sibling group"), sibling_ids, 2);
    quantity->by_region =
        by_ids(binding, by, "region", DI_N_("region"), regions, model->region_count);
    quantity->by_reason =
        by_ids(binding, by, "reason", DI_N_("reason"), reasons, model->reason_count);
    bind_years(binding, by, quantity);
}

struct di_quantity di_bind_quantity(struct di_binding *binding, struct di_node *node,
                                    double fallback)
{
    struct di_quantity quantity = {.series = di_bind_series(binding, node, fallback)};
    struct di_node *by = di_bind_member(binding, node, "by");
    if (by != NULL && by->type == DI_NODE_OBJECT)
        bind_groups(binding, by, &quantity);
    return quantity;
}

struct di_quantity di_bind_listed_quantity(struct di_binding *binding, struct di_node *object,
                                           const char *key, enum di_default fallback)
{
    struct di_node *node = di_bind_member(binding, object, key);
    const double value = di_default_value(fallback);
    if (node == NULL)
        di_bind_use_default(binding, object, key, value, di_default_quality(fallback));
    return di_bind_quantity(binding, node, value);
}
