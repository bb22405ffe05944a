/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_families.h"

#include <stdio.h>
#include <string.h>

#include "di/trace_file.h"

#include "di_test.h"
#include "named_rows.h"
#include "scenario_kind.h"
#include "trace_walk.h"

enum { NAME_SIZE = 96 };

struct family {
    const char *setting, *region; /* of the scenario */
    int licensed, children, kept, held;
    bool is_resting;
    double rests_until; /* day */
    double told_until;  /* day up to which its time is added up */
};

/* A child who may wait for a place, live in one, and have one kept. */
struct seeker {
    char region[NAME_SIZE], home[NAME_SIZE], kept[NAME_SIZE]; /* places; "": none */
    unsigned asks;                                            /* one bit an option */
};

static const char *const options[] = {"foster", "specialised_foster", "sgh",
                                      "supported_independent"};
enum { OPTIONS = sizeof options / sizeof options[0] };

static struct {
    struct trace_families *of;
    struct named_rows families;
    struct named_rows seekers; /* children */
    struct trace_walk walk;
} pass;

static bool is(const char *text, const char *value)
{
    return strcmp(text, value) == 0;
}

/* ---- rows ---- */

static const json_t *carers_of(const char *place)
{
    char carers[NAME_SIZE];
    const char *dash = strrchr(place, '-');
    if (dash == NULL)
        return NULL;
    (void)snprintf(carers, sizeof carers, "%.*s", (int)(dash - place), place);
    return json_object_get(json_object_get(pass.of->scenario, "carers"), carers);
}

/* NULL: no family. */
static struct family *family_of(const char *place)
{
    const json_t *carers = carers_of(place);
    if (carers == NULL)
        return NULL;
    bool is_new;
    struct family *family = named_rows_of(&pass.families, place, &is_new);
    if (is_new)
        *family =
            (struct family){.setting = json_string_value(json_object_get(carers, "setting")),
                            .region = json_string_value(json_object_get(carers, "region"))};
    return family;
}

static struct seeker *seeker_of(const char *child)
{
    bool is_new;
    return named_rows_of(&pass.seekers, child, &is_new);
}

/* ---- licences ---- */

/* The first `count` of the carers have a licence, the others none. */
/* Its days since they were told last; of the quarter the walk is in. */
static void tell_time(struct family *family, double day)
{
    const double days = family->licensed > 0 ? day - family->told_until : 0;
    trace_sum_add(&pass.of->sum, "family days", pass.walk.replication, family->region,
                  family->setting, pass.walk.quarter, days);
    trace_sum_add(&pass.of->sum, "family days awake", pass.walk.replication, family->region,
                  family->setting, pass.walk.quarter, family->is_resting ? 0 : days);
    family->told_until = day;
}

static void license_first(const char *id, const json_t *carers, int count, double day)
{
    const json_t *places = scenario_value(carers, "places");
    char name[NAME_SIZE];
    bool is_known = true;
    for (int f = 0; f < count || is_known; f++) {
        const size_t known = pass.families.names.count;
        (void)snprintf(name, sizeof name, "%s-%d", id, f + 1);
        struct family *family = family_of(name);
        is_known = pass.families.names.count == known;
        tell_time(family, day);
        family->licensed = f >= count ? 0 : places == NULL ? 1 : (int)json_number_value(places);
    }
}

static void begin_replication(void)
{
    const json_t *carers;
    const char *id;
    json_object_foreach(json_object_get(pass.of->scenario, "carers"), id, carers) license_first(
        id, carers, (int)json_number_value(scenario_value(carers, "families")), 0);
}

static void approve(struct family *family, const struct di_trace_row *row)
{
    tell_time(family, row->day);
    family->licensed = (int)row->value;
}

static void rest(struct family *family, const struct di_trace_row *row)
{
    tell_time(family, row->day);
    family->is_resting = row->event == DI_TRACE_FAMILY_RESTS;
    if (family->is_resting)
        family->rests_until = row->day + row->value;
    else
        assert_near(row->day, family->rests_until, 1e-6);
}

static void change_licences(const struct di_trace_row *row)
{
    const json_t *carers =
        json_object_get(json_object_get(pass.of->scenario, "carers"), row->place);
    if (row->event == DI_TRACE_CAPACITY && carers != NULL)
        license_first(row->place, carers, (int)row->value, row->day);
    else if (row->event == DI_TRACE_FAMILY_APPROVED || row->event == DI_TRACE_FAMILY_LEFT)
        approve(family_of(row->place), row);
    else if (row->event == DI_TRACE_FAMILY_RESTS || row->event == DI_TRACE_FAMILY_RESTED)
        rest(family_of(row->place), row);
    else if (row->event == DI_TRACE_HELD)
        family_of(row->place)->held = (int)row->value;
}

/* ---- children ---- */

static void keep(struct seeker *seeker, const char *place)
{
    struct family *before = family_of(seeker->kept), *after = family_of(place);
    if (before != NULL)
        family_of(seeker->kept)->kept--;
    if (after != NULL) {
        assert_false(after->is_resting);
        family_of(place)->kept++;
    }
    (void)snprintf(seeker->kept, NAME_SIZE, "%s", place);
}

static void live_in(struct seeker *seeker, const struct di_trace_row *row)
{
    const bool is_out = row->event == DI_TRACE_HOME || row->event == DI_TRACE_EXIT ||
                        row->event == DI_TRACE_MONITORING_END;
    const char *place = is_out ? "" : row->place;
    if (family_of(seeker->home) != NULL)
        family_of(seeker->home)->children--;
    if (family_of(place) != NULL) {
        assert_false(family_of(place)->is_resting);
        family_of(place)->children++;
    }
    (void)snprintf(seeker->home, NAME_SIZE, "%s", place);
    (void)snprintf(seeker->region, NAME_SIZE, "%s", row->to_region);
    if (is_out)
        seeker->asks = 0;
}

static unsigned bit_of(const char *option)
{
    for (unsigned o = 0; o < OPTIONS; o++)
        if (is(options[o], option))
            return 1u << o;
    return 0;
}

static void count_child(const struct di_trace_row *row)
{
    struct seeker *seeker = seeker_of(row->child);
    if (trace_is_move(row))
        live_in(seeker, row);
    if (row->event == DI_TRACE_ASKS)
        seeker->asks |= bit_of(row->what);
    if (row->event == DI_TRACE_ASKS_END)
        seeker->asks &= ~bit_of(row->what);
    if (row->event == DI_TRACE_RESERVED)
        keep(seeker, row->place);
    if (row->event == DI_TRACE_UNRESERVED || row->event == DI_TRACE_REQUEST_END)
        keep(seeker, "");
    if (row->event == DI_TRACE_REQUEST_END)
        seeker->asks = 0;
}

/* ---- quarters ---- */

static void add(const char *name, const char *region, const char *setting, double amount)
{
    trace_sum_add(&pass.of->sum, name, pass.walk.replication, region, setting,
                  pass.walk.quarter, amount);
}

/* Endless places have no queue. */
static bool has_places(const char *id, const json_t *setting)
{
    const json_t *carers;
    const char *key;
    json_object_foreach(json_object_get(pass.of->scenario, "carers"), key, carers)
    {
        if (is(json_string_value(json_object_get(carers, "setting")), id))
            return true;
    }
    return json_is_number(scenario_value(setting, "capacity"));
}

static void count_waiting(const struct seeker *seeker)
{
    const json_t *setting;
    const char *id;
    json_object_foreach(json_object_get(pass.of->scenario, "settings"), id, setting)
    {
        const bool is_asked =
            (seeker->asks & bit_of(scenario_kind(pass.of->scenario, id))) != 0;
        if (is_asked && strstr(scenario_kind(pass.of->scenario, id), "foster") != NULL &&
            has_places(id, setting))
            add("waiting", seeker->region, id, 1);
    }
}

static void take_stock(void)
{
    const uint32_t r = pass.walk.replication;
    for (size_t i = 0; i < pass.seekers.names.count; i++) {
        const struct seeker *seeker = named_rows_at(&pass.seekers, i);
        if (seeker->asks != 0)
            count_waiting(seeker);
    }
    for (size_t i = 0; i < pass.families.names.count; i++) {
        struct family *family = named_rows_at(&pass.families, i);
        const int left = family->licensed - family->children - family->kept - family->held;
        const bool is_resting = family->licensed > 0 && family->is_resting;
        const bool is_empty = family->licensed > 0 && family->children == 0 && !is_resting;
        const bool is_asked = trace_sum_get(&pass.of->sum, "waiting", r, family->region,
                                            family->setting, pass.walk.quarter) > 0;
        tell_time(family, trace_sum_quarter_first(&pass.of->sum, pass.walk.quarter + 1) -
                              pass.of->sum.start_civil_day);
        add("families", family->region, family->setting, family->licensed > 0);
        add("places", family->region, family->setting, family->licensed);
        add("vacancies", family->region, family->setting, left > 0 && !is_resting ? left : 0);
        add("resting", family->region, family->setting, is_resting);
        add("empty", family->region, family->setting, is_empty);
        add("empty, waiting", family->region, family->setting, is_empty && is_asked);
    }
}

static void finish_replication(void)
{
    named_rows_clear(&pass.seekers);
    named_rows_clear(&pass.families);
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    trace_walk_to(&pass.walk, row);
    change_licences(row);
    if (row->birth_civil_day != INT32_MIN)
        count_child(row);
    return true;
}

void trace_families_read(struct trace_families *families, const char *folder)
{
    memset(&pass, 0, sizeof pass);
    *families = (struct trace_families){0};
    pass.of = families;
    pass.walk = (struct trace_walk){.sum = &families->sum,
                                    .begin = begin_replication,
                                    .take_stock = take_stock,
                                    .finish = finish_replication};
    pass.families.row_size = sizeof(struct family);
    pass.seekers.row_size = sizeof(struct seeker);
    assert_status(di_results_read(folder, &families->results, NULL), DI_OK);
    families->scenario = json_loads(families->results->resolved, 0, NULL);
    assert_non_null(families->scenario);
    trace_sum_begin(&families->sum, families->results);
    trace_walk_begin(&pass.walk);
    assert_status(di_trace_read(folder, count_row, NULL, NULL), DI_OK);
    trace_walk_end(&pass.walk);
}

void trace_families_free(struct trace_families *families)
{
    trace_sum_end(&families->sum);
    json_decref(families->scenario);
    di_results_destroy(families->results);
}
