/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The synthetic country of the `national` benchmark. At scale 1: 100,000 children in care and
 * 30,000 new ones a year; the scale changes how many children, places and families there are,
 * never how many regions and institutions.
 */
#ifndef BENCHMARK_MODEL_H
#define BENCHMARK_MODEL_H

#include "di/error.h"
#include "di/model.h"

/* Destroy with di_model_destroy. */
DI_MUST_CHECK enum di_status benchmark_model_create(double scale, struct di_model **model_out,
                                                    struct di_error *error);

#endif
