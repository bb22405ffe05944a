/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The English return on children looked after (SSDA903): its header and episodes files. */
#ifndef DI_SSDA903_H
#define DI_SSDA903_H

#include "episode_preset.h"

extern const struct di_episode_preset di_episode_ssda903;

#endif
