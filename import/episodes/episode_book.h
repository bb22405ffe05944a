/* SPDX-License-Identifier: GPL-3.0-or-later */
/** One import of placement episodes: what was read, what came of it, what was found out. */
#ifndef DI_EPISODE_BOOK_H
#define DI_EPISODE_BOOK_H

#include "di/arena.h"
#include "di/data_quality.h"
#include "di/episodes.h"

#include "episode_preset.h"
#include "episode_rate.h"

/* A reason or a region of the file. */
struct di_episode_name {
    char id[DI_EPISODE_ID + 1];
    const char
        *name; /* as the office writes it, or a sentence of the catalogue; NULL: the id */
};

/* A way out of a setting that was taken in the window. */
struct di_episode_pathway {
    uint8_t setting;
    size_t to; /* a place; place_count: unstated */
    struct di_episode_rate rate;
    bool is_withheld; /* too few children took it to be named */
};

struct di_episodes {
    struct di_episodes_request request;
    struct di_arena arena;
    const char *id;           /* of the scenario */
    const char *source;       /* names of the files, without folders */
    const char *episode_file; /* the one with the episodes */
    const struct di_episode_preset *preset;
    struct di_episode_place places[DI_EPISODE_PLACES_MAX];
    size_t place_count;
    struct di_episode_name reasons[DI_EPISODE_REASONS_MAX], *regions;
    size_t reason_count, region_count;
    struct di_episode_child *children;
    size_t child_count, child_room;
    struct di_episode_row *rows; /* freed when the histories are made */
    size_t row_count, row_room;
    size_t rows_read, rows_left_out;          /* of the file; left out by a code that says so */
    struct di_episode_rule_use births_differ; /* rows with another birth than before */
    size_t children_not_listed;       /* of episodes, where children have a file of their own */
    bool has_disability, has_regions; /* a column tells them */
    uint32_t band_count;              /* ages of the preset; 0: the usual ones */
    double band_from[DI_EPISODE_BANDS_MAX];
    size_t spell_count;
    struct di_episode_histories histories; /* its spells are freed when they are counted */
    struct di_episode_counts counts;
    struct di_episode_pathway *pathways; /* by setting and destination */
    size_t pathway_count;
    struct di_data_quality *quality;
    bool ran_out;
};

/** The account, the rates and the findings, from rows. Problems are reported. */
bool di_episode_book_draw_up(struct di_episodes *book, struct di_diagnostics *diagnostics);

/** Note what a planner must know of what was read and counted. */
void di_episode_book_look(struct di_episodes *book);

/** The tables of the report: the account, the rates, who comes and who is there. */
void di_episode_book_tables(struct di_episodes *book);

/** "north", "unstated": id of a place; of place_count that of the destination nobody names. */
const char *di_episode_place_id(const struct di_episodes *book, size_t place);

/** The pathway to a place: "home", "independent", the id of a setting or destination. */
const char *di_episode_pathway_id(const struct di_episodes *book, size_t to);

/** Was anybody ever in this setting, or on the way to this destination? */
bool di_episode_place_is_used(const struct di_episodes *book, size_t place);

/** Is the count one that --suppress withholds? */
bool di_episode_is_small(const struct di_episodes *book, double count);

extern const char di_episode_unstated[]; /* "destination_unstated" */

#endif
