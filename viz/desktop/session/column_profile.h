/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What headings of imported tables meant last time: a file of the config folder. */
#ifndef COLUMN_PROFILE_H
#define COLUMN_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

/* False if the heading is not known; "" means it was left out. */
bool column_profile_find(const char *heading, char *key, size_t size);
void column_profile_note(const char *heading, const char *key);

#endif
