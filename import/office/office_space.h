/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Spaces as spreadsheets have them: plain, no-break, thin, tabs and line ends. */
#ifndef DI_OFFICE_SPACE_H
#define DI_OFFICE_SPACE_H

#include <stddef.h>

/** Bytes of the space that `text` begins with; 0: none. */
size_t di_office_space(const char *text, size_t length);

/** Drop spaces at both ends. */
void di_office_trim(const char **text, size_t *length);

#endif
