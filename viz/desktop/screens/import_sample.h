/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables to begin with: the open scenario's own values in the form that Import reads. */
#ifndef IMPORT_SAMPLE_H
#define IMPORT_SAMPLE_H

#include "inputs.h"

enum import_sample_kind { IMPORT_SAMPLE_ROWS, IMPORT_SAMPLE_VALUES };

/* Under which name of the data folder: "samples/rows.csv". */
const char *import_sample_name(enum import_sample_kind kind);

/* Its text; free with free(); NULL if the scenario has nothing to show or memory ran out. */
char *import_sample_text(const struct inputs *inputs, enum import_sample_kind kind);

#endif
