/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deliberately wrong: base may not include random; lint.layers_finds_bad must see both. */
#include "di/sampler.h"

#include "random/hidden.h"
