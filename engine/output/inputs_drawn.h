/* SPDX-License-Identifier: GPL-3.0-or-later */
/** How uncertain inputs came by their values, as manifest.json says it. */
#ifndef INPUTS_DRAWN_H
#define INPUTS_DRAWN_H

#include <jansson.h>

#include "di/results.h"

/** Adds inputs_from, draws and draws_sha256. @return false if memory ran out */
bool inputs_drawn_add(json_t *manifest, const struct di_inputs_drawn *drawn);

/** Texts go into `arena`. @return false if the manifest says something else */
bool inputs_drawn_read(const json_t *manifest, struct di_arena *arena,
                       struct di_inputs_drawn *out);

#endif
