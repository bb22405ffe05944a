/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The files of one scenario: the one named by the user and those it extends, each read, scanned
 * and turned into nodes. Keeps the rule which files may be extended.
 */
#ifndef DI_SOURCE_H
#define DI_SOURCE_H

#include "di/diagnostic.h"
#include "di/error.h"
#include "di/scenario.h"

#include "node.h"

struct di_source {
    const char *path; /* shown; in the arena */
    char *real_path;  /* free with free(); NULL from memory */
    char sha256[65];
    struct di_node *root;
};

struct di_sources {
    struct di_arena *arena;
    struct di_source items[DI_SCENARIO_EXTENDS_MAX + 2]; /* a patch, the scenario, its bases */
    size_t count; /* the scenario itself first, its base next, ... */
    char *tree;   /* real path of the folder no `extends` may leave; NULL from memory */
    struct di_diagnostics *diagnostics;
    /* What is said of a file that is not there, and of one that is no object; NULL: of
     * scenarios. */
    const char *missing, *no_object;
};

void di_sources_finish(struct di_sources *sources);

/** Read `path` and everything it extends. */
DI_MUST_CHECK enum di_status di_sources_read(struct di_sources *sources, const char *path,
                                             struct di_error *error);

/** The same with a merge patch from memory on top: it becomes the first item. */
DI_MUST_CHECK enum di_status di_sources_read_patched(struct di_sources *sources,
                                                     const char *path, const char *patch,
                                                     size_t size, const char *shown_name,
                                                     struct di_error *error);

/** Read `path` alone: `extends` has no meaning in it. */
DI_MUST_CHECK enum di_status di_sources_read_alone(struct di_sources *sources, const char *path,
                                                   struct di_error *error);

/** The same from memory. */
DI_MUST_CHECK enum di_status di_sources_take_alone(struct di_sources *sources, const char *text,
                                                   size_t size, const char *shown_name);

/** The bytes of a file of at most 16 MB, free with free(); what keeps it from being read is
 * reported. Only `diagnostics` of `sources` is used. */
DI_MUST_CHECK enum di_status di_sources_read_bytes(struct di_sources *sources, const char *path,
                                                   char **bytes_out, size_t *size_out);

/** A path that stands in the file `from`, as it counts from here; NULL if memory ran out. */
const char *di_sources_path(struct di_sources *sources, const char *from, const char *path);

enum di_source_place { DI_PLACE_INSIDE, DI_PLACE_OUTSIDE, DI_PLACE_NOWHERE };

/** Is there such a file, in the tree of the first one? From memory: it is not looked for. */
enum di_source_place di_sources_place(const struct di_sources *sources, const char *path);

/** Take one scenario from memory. */
DI_MUST_CHECK enum di_status di_sources_take(struct di_sources *sources, const char *text,
                                             size_t size, const char *shown_name);

/** "--set" for DI_NODE_NO_FILE. */
const char *di_sources_name(const struct di_sources *sources, uint16_t file);

/** Report a problem at a node; returns the entry for a hint, or NULL. */
struct di_diagnostic *di_sources_report(struct di_sources *sources, const struct di_node *node,
                                        enum di_severity severity, enum di_status status,
                                        const struct di_message *message);

#endif
