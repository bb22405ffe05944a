/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which target a figure belongs to: what it counts, and where. */
#include <stdio.h>
#include <string.h>

#include "table_book.h"

enum { ID_MAX = 64, ID_BYTES = 512 };

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool is_same(const struct di_table_counted *a, const struct di_table_counted *b)
{
    return is_same_text(a->series, b->series) && strcmp(a->measure, b->measure) == 0 &&
           strcmp(a->setting, b->setting) == 0 && strcmp(a->to, b->to) == 0 &&
           strcmp(a->counts_18plus, b->counts_18plus) == 0;
}

static void append(char id[ID_BYTES], const char *before, const char *part)
{
    const size_t used = strlen(id);
    if (part[0] != '\0')
        (void)snprintf(id + used, ID_BYTES - used, "%s%s", used > 0 ? before : "", part);
}

/* Is it for the id to say, because rows of one series differ in it? */
static bool is_of_row(const struct di_table_import *import,
                      const struct di_table_counted *counted, const char *said_by_series,
                      enum di_table_role role)
{
    return counted->series == NULL ||
           (said_by_series == NULL && import->columns[role] != SIZE_MAX);
}

/* "residents_north", "exits_institution_to_home": the series, and what it leaves to the row. */
static const char *make_id(struct di_table_import *import,
                           const struct di_table_counted *counted, uint16_t region)
{
    char id[ID_BYTES] = "";
    struct di_table_counted said = {0};
    for (size_t s = 0; counted->series != NULL && s < import->series_count; s++)
        if (strcmp(import->series[s].series, counted->series) == 0)
            said = import->series[s];
    append(id, "", counted->series != NULL ? counted->series : "");
    if (is_of_row(import, counted, said.measure, DI_TABLE_MEASURE))
        append(id, "_", counted->measure);
    if (is_of_row(import, counted, said.setting, DI_TABLE_SETTING))
        append(id, "_", counted->setting);
    if (is_of_row(import, counted, said.to, DI_TABLE_TO))
        append(id, "_to_", counted->to);
    if (is_of_row(import, counted, said.counts_18plus, DI_TABLE_18PLUS) &&
        strcmp(counted->counts_18plus, "yes") == 0)
        append(id, "_", "18plus");
    if (region != DI_NONE && is_of_row(import, counted, said.region, DI_TABLE_REGION))
        append(id, "_", import->model->regions[region].name.id);
    for (char *c = id; *c != '\0'; c++)
        *c = *c == ' ' ? '_' : *c;
    const char *kept = di_arena_copy_text(&import->arena, id);
    import->ran_out = import->ran_out || kept == NULL;
    return kept != NULL ? kept : "";
}

bool di_table_counts_same(const struct di_table_target *a, const struct di_table_target *b)
{
    return a->measure == b->measure && strcmp(a->counted.setting, b->counted.setting) == 0 &&
           strcmp(a->counted.to, b->counted.to) == 0 &&
           strcmp(a->counted.counts_18plus, b->counted.counts_18plus) == 0;
}

enum di_target_measure di_table_measure(const char *id)
{
    return strcmp(id, "stock") == 0     ? DI_TARGET_STOCK
           : strcmp(id, "entries") == 0 ? DI_TARGET_ENTRIES
                                        : DI_TARGET_EXITS;
}

static void report(const struct di_table_import *import, uint32_t line, const char *sentence,
                   const char *id)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(id));
    (void)di_office_table_report(import->table, line, SIZE_MAX, DI_ERR_LIMIT, &message);
}

uint32_t di_table_target_of(struct di_table_import *import,
                            const struct di_table_counted *counted, uint16_t region,
                            uint32_t line)
{
    for (size_t t = 0; t < import->target_count; t++) {
        const struct di_table_target *target = &import->targets[t];
        if (target->region == region && is_same(&target->counted, counted))
            return (uint32_t)t;
    }
    if (import->target_count == DI_TABLE_COUNTED_MAX) {
        if (!import->is_full)
            report(import, line,
                   DI_N_("The table has more series than a file of targets may have."), "");
        import->is_full = true;
        return UINT32_MAX;
    }
    struct di_table_target *target = &import->targets[import->target_count];
    *target = (struct di_table_target){.counted = *counted,
                                       .measure = di_table_measure(counted->measure),
                                       .region = region,
                                       .is_left_out = counted->setting[0] == '\0'};
    target->id = make_id(import, counted, region);
    if (strlen(target->id) > ID_MAX)
        report(import, line,
               DI_N_("The id '%1' of this series would be longer than 64 letters. Give it a "
                     "short one in \"series\" of the mapping file."),
               target->id);
    return (uint32_t)import->target_count++;
}
