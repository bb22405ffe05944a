/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DI_SCENARIO_FOLDER_H
#define DI_SCENARIO_FOLDER_H

/** The shipped scenarios: of the working folder, of the build's source, or installed; free with
 * free(); NULL if memory ran out. */
char *di_scenario_folder(void);

#endif
