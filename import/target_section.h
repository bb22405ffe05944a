/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DI_TARGET_SECTION_H
#define DI_TARGET_SECTION_H

#include "di/scenario.h"

/** Hold the section to its rules while the scenario is loaded. Years may lie outside the
 * horizon: only a calibration needs them within it. @return false: no memory */
bool di_target_section_check(const struct di_scenario *scenario);

#endif
