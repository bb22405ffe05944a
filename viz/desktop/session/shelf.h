/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What Home shows: the files opened lately, with a line of their last results, and the shipped
 * scenarios to start from. The recent ones are kept in a file of the data folder.
 */
#ifndef SHELF_H
#define SHELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHELF_RECENT_MAX 8
#define SHELF_TEMPLATES_MAX 40
#define SHELF_SPARK_MAX 64

struct shelf_item {
    char *path; /* of a scenario file or a results folder */
    char *name_en, *name_ru;
    char *topic;    /* folder of a shipped scenario: "countries"; NULL of a recent one */
    int64_t opened; /* seconds since 1970 */
    uint32_t spark_count;
    double spark[SHELF_SPARK_MAX]; /* children in institutions, median by quarter */
};

struct shelf {
    size_t recent_count, template_count;
    struct shelf_item recent[SHELF_RECENT_MAX]; /* the last opened first */
    struct shelf_item templates[SHELF_TEMPLATES_MAX];
};

/* `scenarios` is the folder of shipped ones, or NULL. */
void shelf_open(struct shelf *shelf, const char *scenarios);
void shelf_finish(struct shelf *shelf);

/* Move to the front, with a line of results if there are some; writes the file. */
void shelf_note(struct shelf *shelf, const char *path, const char *name_en, const char *name_ru,
                const double *spark, uint32_t spark_count);

#endif
