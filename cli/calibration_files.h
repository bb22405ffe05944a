/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The folder of a calibration: two scenarios, two tables and all of it as JSON. */
#ifndef DI_CALIBRATION_FILES_H
#define DI_CALIBRATION_FILES_H

#include "calibration_book.h"
#include "calibration_scenario.h"

/** DI_ERR_EXISTS if the folder holds a file of one of the names that is no earlier result. */
DI_MUST_CHECK enum di_status di_calibration_files_check(const char *folder, bool is_forced,
                                                        struct di_error *error);

/** Write all of them, and take away what an earlier run had more of. */
DI_MUST_CHECK enum di_status di_calibration_files_write(const struct di_calibration_book *book,
                                                        const char *folder,
                                                        struct di_error *error);

#endif
