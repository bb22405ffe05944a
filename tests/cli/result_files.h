/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a results folder that the same run writes alike to the last byte. */
#ifndef RESULT_FILES_H
#define RESULT_FILES_H

#include <stdio.h>

#include "program.h"

static const char *const result_files[] = {
    "scenario.json", "findings.json",       "indicators.csv", "flows.csv",
    "balance.csv",   "replications.csv.gz", "resources.csv",  "closures.csv"};
enum { RESULT_FILE_COUNT = sizeof result_files / sizeof result_files[0] };

/* Two results folders of the work folder. */
static inline bool result_files_same(const char *folder, const char *other)
{
    bool is_same = true;
    for (size_t i = 0; i < RESULT_FILE_COUNT; i++) {
        char first[100];
        char second[100];
        (void)snprintf(first, sizeof first, "%s/%s", folder, result_files[i]);
        (void)snprintf(second, sizeof second, "%s/%s", other, result_files[i]);
        is_same = program_same_bytes(program_path(first), program_path(second)) && is_same;
    }
    return is_same;
}

#endif
