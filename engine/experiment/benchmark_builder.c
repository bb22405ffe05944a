/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of the model's arena, and the values every table of the country is made of. */
#include "benchmark_builder.h"

#include <stdio.h>

static const int32_t always[1] = {INT32_MIN};
static const double unknown[1] = {0};

void *benchmark_room(struct benchmark_builder *builder, size_t count, size_t size)
{
    void *memory = di_arena_alloc(&builder->model->arena, count, size);
    builder->failed = builder->failed || memory == NULL;
    return memory;
}

struct di_series benchmark_constant(struct benchmark_builder *builder, double value)
{
    double *at = benchmark_room(builder, 1, sizeof *at);
    if (at == NULL)
        return (struct di_series){1, always, unknown};
    *at = value;
    return (struct di_series){1, always, at};
}

struct di_quantity benchmark_quantity(struct benchmark_builder *builder, double value)
{
    return (struct di_quantity){.series = benchmark_constant(builder, value)};
}

struct di_series benchmark_yearly(struct benchmark_builder *builder, double first,
                                  const double values[BENCHMARK_YEARS])
{
    int32_t *day = benchmark_room(builder, BENCHMARK_YEARS + 1, sizeof *day);
    double *value = benchmark_room(builder, BENCHMARK_YEARS + 1, sizeof *value);
    if (day == NULL || value == NULL)
        return benchmark_constant(builder, first);
    day[0] = INT32_MIN;
    value[0] = first;
    for (int32_t y = 0; y < BENCHMARK_YEARS; y++) {
        day[y + 1] = di_date_from_civil(BENCHMARK_START_YEAR + y, 1, 1) -
                     builder->model->start_civil_day;
        value[y + 1] = values[y];
    }
    return (struct di_series){BENCHMARK_YEARS + 1, day, value};
}

struct di_name benchmark_name(struct benchmark_builder *builder, const char *id)
{
    const char *copy = di_arena_copy_text(&builder->model->arena, id);
    builder->failed = builder->failed || copy == NULL;
    return (struct di_name){.id = copy, .name_en = copy, .name_ru = copy};
}

struct di_name benchmark_numbered(struct benchmark_builder *builder, const char *what,
                                  uint32_t number)
{
    char id[48];
    (void)snprintf(id, sizeof id, "%s_%03u", what, number);
    return benchmark_name(builder, id);
}
