/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the technical report. Private to viz/report. */
#ifndef REPORT_TABLES_H
#define REPORT_TABLES_H

#include "report_block.h"

void report_add_years(struct report *report); /* main indicators, year by year */
enum di_status report_add_differences(struct report *report, struct di_error *error);
enum di_status report_add_inputs(struct report *report, struct di_error *error);
enum di_status report_add_assumptions(struct report *report, struct di_error *error);
void report_add_manifest(struct report *report);

#endif
