/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calibration with invented round numbers: a stock that changes its definition, years kept
 * back, a figure out of reach, an exit that nothing identifies. */
#ifndef CALIBRATION_SAMPLE_H
#define CALIBRATION_SAMPLE_H

#include "di/calibration_folder.h"

/* Written into a folder, read back, and taken away; a failure fails the test. */
struct di_calibration_folder *calibration_sample_read(const char *folder);

#endif
