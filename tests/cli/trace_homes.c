/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_homes.h"

#include <string.h>

#include "di/time.h"
#include "di/trace_file.h"

#include "di_test.h"
#include "scenario_kind.h"

enum { HOMES_MAX = 2000 };

struct home {
    double places, opened_with;
    double since; /* day up to which time is counted */
};

static struct {
    struct trace_sum *sum;
    const json_t *institutions;
    struct name_index names;
    struct home homes[HOMES_MAX];
    uint32_t replication;
} pass;

static const char *text_of(const char *home, const char *key)
{
    return json_string_value(json_object_get(json_object_get(pass.institutions, home), key));
}

static void begin_replication(uint32_t replication)
{
    const json_t *item;
    const char *id;
    pass.replication = replication;
    json_object_foreach((json_t *)(uintptr_t)pass.institutions, id, item)
    {
        const size_t at = name_index_of(&pass.names, id);
        assert_true(at < HOMES_MAX);
        const double places = json_number_value(scenario_value(item, "capacity"));
        pass.homes[at] = (struct home){.places = places, .opened_with = places};
    }
}

static void count_time(size_t at, double day)
{
    struct home *home = &pass.homes[at];
    const char *id = pass.names.names[at];
    while (home->since < day) {
        const uint32_t quarter = trace_sum_quarter_of(
            pass.sum, pass.sum->start_civil_day + (int32_t)floor(home->since));
        const double next = fmin(day, trace_sum_quarter_first(pass.sum, quarter + 1) -
                                          pass.sum->start_civil_day);
        const double years = (next - home->since) / DI_DAYS_PER_YEAR;
        trace_sum_add(pass.sum, "place years", pass.replication, text_of(id, "region"),
                      text_of(id, "setting"), quarter, years * home->places);
        trace_sum_add(pass.sum, "fixed years", pass.replication, text_of(id, "region"),
                      text_of(id, "setting"), quarter, years * home->opened_with);
        home->since = next;
    }
}

static void finish_replication(void)
{
    for (size_t at = 0; at < pass.names.count; at++)
        count_time(at, pass.sum->last_civil_day + 1 - pass.sum->start_civil_day);
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    if (row->replication != pass.replication) {
        finish_replication();
        begin_replication(row->replication);
    }
    const bool is_change = row->event == DI_TRACE_CAPACITY || row->event == DI_TRACE_CLOSED;
    if (!is_change || json_object_get(pass.institutions, row->place) == NULL)
        return true;
    const size_t at = name_index_of(&pass.names, row->place);
    struct home *home = &pass.homes[at];
    count_time(at, floor(row->day));
    home->places = row->event == DI_TRACE_CLOSED ? 0 : row->value;
    if (row->event == DI_TRACE_CLOSED)
        home->opened_with = 0;
    else if (home->opened_with <= 0)
        home->opened_with = row->value;
    return true;
}

void trace_homes_read(struct trace_sum *sum, const json_t *scenario, const char *folder)
{
    memset(&pass, 0, sizeof pass);
    pass.sum = sum;
    pass.institutions = json_object_get(scenario, "institutions");
    begin_replication(0);
    assert_status(di_trace_read(folder, count_row, NULL, NULL), DI_OK);
    finish_replication();
    name_index_clear(&pass.names);
}
