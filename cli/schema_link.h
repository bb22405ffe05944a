/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Where a new scenario file finds the schema, so that editors complete and check it. */
#ifndef DI_SCHEMA_LINK_H
#define DI_SCHEMA_LINK_H

/**
 * The shipped schema's address as the file at `path` has to name it in `$schema`: a relative
 * URI from the folder of the file, which must exist.
 *
 * @param copied  the scenario it is made from: the schema beside its folder is taken first
 * @return free with free(); NULL if there is no schema or memory ran out
 */
char *di_schema_link(const char *path, const char *copied);

#endif
