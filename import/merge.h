/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * From the files of a scenario to one resolved tree: JSON Merge Patch (RFC 7396) from the base
 * upwards, with {"multiply"} and {"add"} resolved level by level.
 */
#ifndef DI_MERGE_H
#define DI_MERGE_H

#include "source.h"

/** @return the resolved tree (without `extends`), NULL if memory ran out; problems reported */
struct di_node *di_merge_sources(struct di_sources *sources);

#endif
