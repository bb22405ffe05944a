/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals against their parts: numbers are filed under a key, then every key's parts must add up
 * to its total. Keys with a total and no parts, or parts and no total, are counted apart. */
#ifndef SUM_CHECK_H
#define SUM_CHECK_H

#include <stdbool.h>
#include <stddef.h>

struct sum_check_entry {
    char *key;
    double value;
    bool is_total;
};

struct sum_check {
    struct sum_check_entry *entries;
    size_t count, capacity;
};

/** File a number; NaN counts as nothing. The key is copied. */
void sum_check_add(struct sum_check *check, const char *key, double value, bool is_total);

/**
 * Fail the test unless parts make totals (1e-6, absolute or relative). Frees everything.
 *
 * @param needs_parts  a total other than 0 without any part is a failure too
 * @return keys that had both a total and parts
 */
size_t sum_check_finish(struct sum_check *check, const char *what, bool needs_parts);

#endif
