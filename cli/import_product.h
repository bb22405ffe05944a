/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an import makes, and the steps that all kinds share: the folder, the check of the
 * scenario, the report with its digests, and the words at the end.
 */
#ifndef DI_IMPORT_PRODUCT_H
#define DI_IMPORT_PRODUCT_H

#include "di/digest.h"

#include "command.h"

struct di_import_product {
    const char *kind;          /* "transmonee" */
    const char *subject;       /* whose data: "BGR", the scenario's id */
    const char *scenario_name; /* within the folder; NULL: none is made */
    bool has_targets;          /* targets.csv */
    int32_t from, to;          /* years the data are of; `to` 0: none to speak of */
    size_t finding_count, warning_count;
    void *context; /* of the functions */
    /** The texts of the files, for free(); NULL if memory ran out. */
    char *(*scenario)(void *context, const struct di_catalogue *catalogue, const char *schema);
    char *(*targets)(void *context);
    char *(*quality_text)(void *context, const struct di_catalogue *catalogue);
    char *(*quality_json)(void *context, const struct di_catalogue *catalogue,
                          const struct di_digest_of_file *files, size_t count);
    /** The whole command that comes next, DI_N_(): %1 is the folder, %2 the scenario in it, %3
     * `base`. */
    const char *next;
    const char *base; /* path of a scenario that was given; NULL: none */
};

/**
 * Write what was read to `folder` and tell about it.
 *
 * A scenario that 'validate' would refuse is never written; no file gets its name before all
 * are on the disk; nothing is left of a failure. Reports its own errors.
 */
enum di_exit di_import_product_write(const struct di_cli *cli,
                                     const struct di_import_product *product,
                                     const char *folder, bool is_forced);

#endif
