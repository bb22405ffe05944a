/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A plan's folder: plan.json, plan.csv, plan.xlsx, and what was asked beside them. */
#ifndef DI_PLAN_FILES_H
#define DI_PLAN_FILES_H

#include <jansson.h>

#include "command.h"
#include "plan_book.h"

/** Before the work: make the folder, and see that it holds no file of these names that is not
 * an earlier plan. Reports if not. */
enum di_exit di_plan_files_open(const struct di_cli *cli, const char *folder, bool is_forced);

/** Is `path` one of the files that a plan's folder may have? */
bool di_plan_files_have(const char *folder, const char *path);

enum di_exit di_plan_files_write(const struct di_cli *cli, const struct di_plan_book *book,
                                 const char *folder);

#endif
