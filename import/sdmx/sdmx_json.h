/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * SDMX-JSON data messages: 1.0 and 2.0, and the older form whose data sets lie at the top;
 * series with observations in them, or flat observations.
 */
#ifndef DI_SDMX_JSON_H
#define DI_SDMX_JSON_H

#include "di/observation.h"

/** Read the observations into the list. @return false if memory ran out */
bool di_sdmx_json_read(const char *text, struct di_observations *list,
                       struct di_diagnostics *diagnostics);

#endif
