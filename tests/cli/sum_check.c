/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sum_check.h"

#include <stdlib.h>
#include <string.h>

#include "di_test.h"

void sum_check_add(struct sum_check *check, const char *key, double value, bool is_total)
{
    if (isnan(value))
        return;
    if (check->count == check->capacity) {
        check->capacity = check->capacity == 0 ? 4096 : 2 * check->capacity;
        struct sum_check_entry *longer =
            realloc(check->entries, check->capacity * sizeof *longer);
        assert_non_null(longer);
        check->entries = longer;
    }
    char *copy = strdup(key);
    assert_non_null(copy);
    check->entries[check->count++] = (struct sum_check_entry){copy, value, is_total};
}

static int by_key(const void *a, const void *b)
{
    const struct sum_check_entry *first = a;
    const struct sum_check_entry *second = b;
    return strcmp(first->key, second->key);
}

/* Entries [from, to) share a key. Returns 1 if they were compared. */
static size_t compare(const struct sum_check *check, size_t from, size_t to, const char *what,
                      bool needs_parts)
{
    double total = 0.0;
    double parts = 0.0;
    size_t totals = 0;
    for (size_t i = from; i < to; i++) {
        totals += check->entries[i].is_total;
        *(check->entries[i].is_total ? &total : &parts) += check->entries[i].value;
    }
    if (totals > 1)
        fail_msg("%s: %s is there twice", what, check->entries[from].key);
    if (totals == 0 || (totals == to - from && !needs_parts))
        return 0;
    if (fabs(total - parts) > 1e-6 * fmax(1.0, fabs(total)))
        fail_msg("%s: %s is %.9g, its %zu parts make %.9g", what, check->entries[from].key,
                 total, to - from - 1, parts);
    return totals < to - from;
}

size_t sum_check_finish(struct sum_check *check, const char *what, bool needs_parts)
{
    size_t compared = 0;
    if (check->count > 0)
        qsort(check->entries, check->count, sizeof *check->entries, by_key);
    for (size_t from = 0, to = 0; from < check->count; from = to) {
        while (to < check->count &&
               strcmp(check->entries[to].key, check->entries[from].key) == 0)
            to++;
        compared += compare(check, from, to, what, needs_parts);
    }
    for (size_t i = 0; i < check->count; i++)
        free(check->entries[i].key);
    free(check->entries);
    *check = (struct sum_check){0};
    return compared;
}
