/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * From the files of a scenario to one resolved tree: JSON Merge Patch (RFC 7396) from the base
 * upwards, with {"multiply"} and {"add"} resolved level by level, then `--set`.
 */
#ifndef DI_MERGE_H
#define DI_MERGE_H

#include "source.h"

/** @return the resolved tree (without `extends`), NULL if memory ran out; problems reported */
struct di_node *di_merge_sources(struct di_sources *sources);

/** Apply one `--set`; problems are reported. @return false if memory ran out */
bool di_merge_set(struct di_sources *sources, struct di_node *root,
                  const struct di_set_override *set);

#endif
