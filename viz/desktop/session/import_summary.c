/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/warm_start.h"

enum { CHILDREN_MAX = 5000000 }; /* of a population that is drawn to be looked at */

static void finish_lines(struct import_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        free(lines->items[i].name_en);
        free(lines->items[i].name_ru);
    }
    free(lines->items);
}

void import_summary_finish(struct import_summary *summary)
{
    finish_lines(&summary->settings);
    finish_lines(&summary->homes);
    finish_lines(&summary->staff);
    *summary = (struct import_summary){0};
}

static bool begin_lines(struct import_lines *lines, size_t most)
{
    lines->items = calloc(most + 1, sizeof *lines->items);
    return lines->items != NULL;
}

static bool add_line(struct import_lines *lines, const struct di_name *name, double amount)
{
    struct import_line *line = &lines->items[lines->count++];
    line->name_en = strdup(name->name_en);
    line->name_ru = strdup(name->name_ru);
    line->amount = amount;
    (void)snprintf(line->id, sizeof line->id, "%s", name->id);
    return line->name_en != NULL && line->name_ru != NULL;
}

static bool is_of_care(const struct di_model *model, uint32_t setting)
{
    const enum di_kind kind = model->settings[setting].kind;
    return di_kind_is_formal_care(kind) || kind == DI_KIND_DETENTION;
}

static bool take_settings(struct import_summary *summary, const struct di_model *model)
{
    bool is_well = begin_lines(&summary->settings, model->setting_count);
    for (uint32_t s = 0; is_well && s < model->setting_count; s++)
        if (is_of_care(model, s))
            is_well = add_line(&summary->settings, &model->settings[s].name, NAN);
    return is_well;
}

static bool take_homes(struct import_summary *summary, const struct di_model *model)
{
    bool is_well = begin_lines(&summary->homes, model->institution_count);
    summary->regions = model->region_count;
    summary->institutions = model->institution_count;
    for (uint32_t i = 0; is_well && i < model->institution_count; i++) {
        const double places = di_series_at(&model->institutions[i].capacity, 0);
        summary->places += places;
        is_well = add_line(&summary->homes, &model->institutions[i].name, places);
    }
    return is_well;
}

static bool take_staff(struct import_summary *summary, const struct di_staffing *staffing)
{
    bool is_well = begin_lines(&summary->staff, staffing->workers_count);
    summary->teams = staffing->workers_count;
    for (uint32_t i = 0; is_well && i < staffing->workers_count; i++) {
        const struct di_workers *team = &staffing->workers[i];
        summary->workers += team->fte + team->in_training_fte;
        is_well = add_line(&summary->staff, &team->name, team->fte + team->in_training_fte);
    }
    return is_well;
}

/* ---- children ---- */

static void count(struct import_summary *summary, const struct di_model *model,
                  const struct di_resident *residents, uint64_t resident_count)
{
    double by_setting[DI_SETTINGS_MAX + DI_SETTING_BUILTIN_COUNT] = {0};
    size_t at = 0;
    for (uint64_t r = 0; r < resident_count; r++)
        by_setting[residents[r].setting]++;
    summary->children = 0;
    for (uint32_t s = 0; s < model->setting_count; s++) {
        if (!is_of_care(model, s))
            continue;
        summary->settings.items[at++].amount = by_setting[s];
        summary->children += by_setting[s];
    }
}

/* Counts that contradict each other leave the numbers unknown: the import says so itself. */
static bool take_children(struct import_summary *summary, const struct di_scenario *scenario)
{
    struct di_warm_start *start = NULL;
    struct di_diagnostics list;
    struct di_error error;
    uint64_t found = 0;
    di_diagnostics_init(&list);
    summary->children = NAN;
    const enum di_status status = di_scenario_start(scenario, &list, &start, &error);
    const uint64_t most = status == DI_OK ? di_warm_start_children_max(start) : 0;
    struct di_resident *residents = status == DI_OK && most <= CHILDREN_MAX
                                        ? calloc((size_t)most + 1, sizeof *residents)
                                        : NULL;
    if (residents != NULL) {
        di_warm_start_draw(start, 1, 0, residents, &found);
        count(summary, scenario->model, residents, found);
    }
    free(residents);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&list);
    return status != DI_ERR_MEMORY;
}

bool import_summary_take(struct import_summary *summary, const struct di_scenario *scenario)
{
    const struct di_model *model = scenario->model;
    *summary = (struct import_summary){.is_known = true};
    return take_homes(summary, model) && take_staff(summary, &model->staffing) &&
           take_settings(summary, model) && take_children(summary, scenario);
}

/* ---- two of them ---- */

static int by_id(const void *a, const void *b)
{
    const struct import_line *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id); /* ids of one list differ */
}

/* Pointers to the lines by id; NULL if memory ran out. */
static const struct import_line **sorted(const struct import_lines *lines)
{
    const struct import_line **list = calloc(lines->count + 1, sizeof *list);
    for (size_t i = 0; list != NULL && i < lines->count; i++)
        list[i] = &lines->items[i];
    if (list != NULL && lines->count > 0)
        qsort(list, lines->count, sizeof *list, by_id);
    return list;
}

static const struct import_line *find(const struct import_line *const *list, size_t count,
                                      const struct import_line *wanted)
{
    const struct import_line *const *found =
        count > 0 ? bsearch(&wanted, list, count, sizeof *list, by_id) : NULL;
    return found != NULL ? *found : NULL;
}

static void note(struct import_changes *changes, const struct import_line *line, double before,
                 double after)
{
    if (fabs(after - before) > 1e-9)
        changes->items[changes->count++] = (struct import_change){line, before, after};
}

bool import_changes_take(struct import_changes *changes, const struct import_lines *before,
                         const struct import_lines *after)
{
    const struct import_line **old = sorted(before), **new = sorted(after);
    *changes = (struct import_changes){
        .items = calloc(before->count + after->count + 1, sizeof *changes->items)};
    const bool is_well = old != NULL && new != NULL && changes->items != NULL;
    for (size_t i = 0; is_well && i < after->count; i++) {
        const struct import_line *was = find(old, before->count, &after->items[i]);
        note(changes, &after->items[i], was != NULL ? was->amount : 0, after->items[i].amount);
    }
    for (size_t i = 0; is_well && i < before->count; i++)
        if (find(new, after->count, &before->items[i]) == NULL)
            note(changes, &before->items[i], before->items[i].amount, 0);
    free(old);
    free(new);
    return is_well;
}
