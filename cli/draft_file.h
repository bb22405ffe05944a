/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Files that are written under a temporary name first: no half of one carries a final name. */
#ifndef DI_DRAFT_FILE_H
#define DI_DRAFT_FILE_H

#include <stdbool.h>
#include <stdio.h>

/**
 * Let `write` fill the file, then give it its name. On failure nothing is left of it, what
 * stood there before stays, and errno says why (ENOMEM: memory).
 */
bool di_draft_file_write(const char *path, void (*write)(const void *content, FILE *stream),
                         const void *content);

#endif
