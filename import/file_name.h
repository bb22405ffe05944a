/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The name of a file without its folders: what reports say, since folders are of one machine
 * and may be somebody's. */
#ifndef DI_FILE_NAME_H
#define DI_FILE_NAME_H

/** Points into `path`. */
const char *di_file_name(const char *path);

#endif
