/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is kept of a file of placement episodes: rows whose codes are already ids, and children
 * who are a number, a month of birth and no more.
 */
#ifndef DI_EPISODE_ROW_H
#define DI_EPISODE_ROW_H

#include <stdbool.h>
#include <stdint.h>

enum {
    DI_EPISODE_PLACES_MAX = 64, /* settings and destinations together */
    DI_EPISODE_REASONS_MAX = 50,
    DI_EPISODE_REGIONS_MAX = 500,
    DI_EPISODE_ID = 64
};

/* Days are civil days, counted from 1970-01-01; a child is in a place from the day it comes to
 * the day before the one it leaves on. */
#define DI_EPISODE_OPEN INT32_MAX   /* the end of an episode that goes on */
#define DI_EPISODE_NO_DAY INT32_MIN /* no beginning is given */
#define DI_EPISODE_NO_MONTH INT32_MIN

/* Beside the index of a place. */
enum {
    DI_EPISODE_UNCHANGED = 0xfd, /* a setting: wherever the child was before (a holiday) */
    DI_EPISODE_GOES_ON = 0xfe,   /* an end: the next episode follows at once */
    DI_EPISODE_UNSTATED = 0xff   /* a setting or an end that nobody names */
};

/* Another unit than a setting's index: a way out whose code is not a place of its own. */
enum di_episode_path {
    DI_EPISODE_CARE, /* a setting */
    DI_EPISODE_HOME, /* the ways out that the model knows by name */
    DI_EPISODE_ADOPTED,
    DI_EPISODE_DIED,
    DI_EPISODE_ABROAD,
    DI_EPISODE_INDEPENDENT,
    DI_EPISODE_AFTERCARE, /* as independent, but for those who turn 18 */
    DI_EPISODE_ADULT_CARE,
    DI_EPISODE_OTHER /* a destination of the file's own, of the kind unexplained_out */
};

struct di_episode_place {
    char id[DI_EPISODE_ID + 1];
    const char *name; /* a sentence of the catalogue, or the office's own; NULL: the id */
    const char *kind; /* of MODEL 4; of destinations NULL or "unexplained_out" */
    enum di_episode_path path;
};

struct di_episode_child {
    int32_t birth_month; /* 12 * year + month - 1: the day is never kept */
    uint8_t sex;         /* 0 female, 1 male, 2 unknown */
    uint8_t disability;  /* 0 none, 1 moderate, 2 severe, 3 unknown */
    bool births_differ;  /* rows give several: birth_month is the earliest */
    bool sexes_differ;   /* rows give both: unknown */
};

struct di_episode_row {
    uint32_t child;
    uint32_t line; /* of the file, for reports */
    int32_t from, to;
    uint8_t setting, exit;
    uint8_t reason;
    uint16_t region;
};

#endif
