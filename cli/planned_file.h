/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The file that --apply names: a scenario that follows a plan. Beside the planned scenario it
 * extends it; in another folder, and for a scenario changed by --set, it holds everything.
 */
#ifndef DI_PLANNED_FILE_H
#define DI_PLANNED_FILE_H

#include "di/scenario.h"

#include "command.h"
#include "plan_book.h"

struct di_planned_file {
    const struct di_scenario *scenario; /* planned, with --set */
    const char *base;                   /* its file */
    const char *path;
    bool is_whole; /* extends nothing */
};

/**
 * Before the work: may `path` be written, and is there nothing in it but an earlier plan of
 * this scenario? Reports if not.
 *
 * @param file  scenario, base and path are set; is_whole is set here
 */
enum di_exit di_planned_file_open(const struct di_cli *cli, struct di_planned_file *file,
                                  bool is_changed, bool is_forced);

/** Write the scenario that follows the plan of `book`. */
DI_MUST_CHECK enum di_status di_planned_file_write(const struct di_planned_file *file,
                                                   const struct di_plan_book *book,
                                                   struct di_error *error);

#endif
