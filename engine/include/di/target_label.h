/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What people call a series of published figures: its id is for files, and says little to who
 * did not write them.
 */
#ifndef DI_TARGET_LABEL_H
#define DI_TARGET_LABEL_H

#include <stdbool.h>
#include <stddef.h>

#include "di/message.h"
#include "di/names.h"

/** A series as fit.csv has it (docs/TARGETS_FORMAT.md). */
struct di_target_words {
    const char *id;
    const char *measure;      /* "stock", "entries", "exits" */
    const char *setting, *to; /* ids with spaces between */
    const char *region;       /* "": the whole country */
};

/** Room for a label. */
#define DI_TARGET_LABEL_MAX 600

/**
 * Labels of `count` series in the catalogue's language, with names of the scenario: "Exits:
 * Adopted". The settings are named only where not all series cover the same ones; of two that
 * would read alike, each has its id behind it.
 *
 * @param[out] out  [count][DI_TARGET_LABEL_MAX]
 */
void di_target_labels(const struct di_names *names, const struct di_catalogue *catalogue,
                      const struct di_target_words *series, size_t count,
                      char (*out)[DI_TARGET_LABEL_MAX]);

#endif
