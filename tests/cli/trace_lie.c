/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_lie.h"

#include "di_test.h"

enum { TRIES = 12 };

struct reading {
    const struct trace_lie *lie;
    uint32_t seen; /* lines of those meant */
    di_trace_visit visit;
    void *context;
};

static bool is_meant(const struct trace_lie *lie, const struct di_trace_row *row)
{
    return lie != NULL && row->event == lie->event &&
           (lie->is_meant == NULL || lie->is_meant(row));
}

static bool pass_on(void *context, const struct di_trace_row *row)
{
    struct reading *reading = context;
    const bool is_lie = is_meant(reading->lie, row) && reading->seen++ == reading->lie->skip;
    if (!is_lie)
        return reading->visit(reading->context, row);
    if (reading->lie->change == NULL)
        return true;
    struct di_trace_row changed = *row;
    reading->lie->change(&changed);
    return reading->visit(reading->context, &changed);
}

void trace_lie_read(const char *folder, const struct trace_lie *lie, di_trace_visit visit,
                    void *context)
{
    struct reading reading = {.lie = lie, .visit = visit, .context = context};
    assert_status(di_trace_read(folder, pass_on, &reading, NULL), DI_OK);
    assert_true(lie == NULL || reading.seen > lie->skip);
}

void trace_lie_must_show(size_t (*differ)(const struct trace_lie *lie),
                         const struct trace_lie *lie)
{
    struct trace_lie told = *lie;
    size_t seen = 0;
    for (uint32_t more = 0; more < TRIES && seen == 0; more++) {
        told.skip = lie->skip + 3 * more;
        seen = differ(&told);
    }
    assert_true(seen > 0);
}
