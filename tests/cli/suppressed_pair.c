/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "suppressed_pair.h"

#include <stdio.h>

#include "di_test.h"
#include "program.h"

void suppressed_pair_run(const char *scenario, const char *options)
{
    char line[600];
    (void)snprintf(line, sizeof line, "run %s %s --quiet --no-workbook --out @truth --force",
                   scenario, options);
    assert_int_equal(program_run(line), 0);
    (void)snprintf(line, sizeof line,
                   "run %s %s --suppress %d --quiet --no-workbook --out @hidden --force",
                   scenario, options, SUPPRESSED_BELOW);
    assert_int_equal(program_run(line), 0);
}
