/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Reading the tables of an import of episodes, while their children still have keys. */
#ifndef DI_EPISODE_READER_H
#define DI_EPISODE_READER_H

#include "child_key.h"
#include "episode_vocabulary.h"

/* Roles of a file of children come before those of a file of episodes. */
enum { DI_FIRST_CHILD_ROLE = DI_ROLE_PERSON, DI_FIRST_ROW_ROLE = DI_ROLE_CHILD };

struct di_episode_reader {
    struct di_episodes *book;
    struct di_diagnostics *diagnostics;
    const char *bytes; /* of the one table, if it is in memory; else NULL */
    size_t size;
    struct di_office_mapping *mapping;
    struct di_office_table *children; /* NULL: the episodes' table has their columns */
    struct di_office_table *episodes;
    size_t columns[DI_ROLE_COUNT];
    struct di_child_keys keys;
    struct di_episode_vocabulary vocabulary;
};

/** The file of children, if there is one of its own. A problem is reported. */
enum di_status di_episode_read_children(struct di_episode_reader *reader,
                                        struct di_error *error);

/** The episodes: rows of the book, and their children where no other file has them. */
enum di_status di_episode_read_rows(struct di_episode_reader *reader, struct di_error *error);

#endif
