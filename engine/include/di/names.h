/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What people call the objects of a scenario (regions, settings, institutions, cost lines ...):
 * read from a resolved scenario, so that charts and reports name things as the country does.
 */
#ifndef DI_NAMES_H
#define DI_NAMES_H

#include <stddef.h>

#include "di/arena.h"
#include "di/error.h"

struct di_named {
    const char *section; /* "regions", "settings" ...; a key of the scenario file, or
                            "sources" of its budget */
    const char *id;
    const char *en, *ru; /* the id if the scenario gives no name */
    const char *kind;    /* of settings and roles; "" without */
    const char *place;   /* region of institutions and carers, setting of neither; "" without */
};

struct di_names {
    struct di_arena arena;
    size_t count;
    struct di_named *list; /* in the order of the file, section by section */
};

/**
 * @param resolved  canonical JSON of a scenario (di_results.resolved)
 * @param[out] names_out  free with di_names_finish; untouched on failure
 * @return DI_OK; DI_ERR_SYNTAX if the text is no JSON object; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_names_init(const char *resolved, struct di_names *names_out,
                                           struct di_error *error);
void di_names_finish(struct di_names *names);

/** NULL if there is no such object. */
const struct di_named *di_names_find(const struct di_names *names, const char *section,
                                     const char *id);

/** Name in "ru" or else English; the id itself if unknown. */
const char *di_names_text(const struct di_names *names, const char *section, const char *id,
                          const char *language);

#endif
