/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The resolved tree of a loaded scenario, shared by scenario.c and what lists its values. */
#ifndef SCENARIO_TREE_H
#define SCENARIO_TREE_H

#include "node.h"
#include "source.h"

struct di_scenario_tree {
    struct di_arena arena;
    struct di_sources sources;
    struct di_node *root;
};

#endif
