/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for one input of a fuzzer; what cannot be written ends the program. */
#ifndef FUZZ_FOLDER_H
#define FUZZ_FOLDER_H

#include <stddef.h>
#include <stdint.h>

#define FUZZ_FOLDER "/tmp/homeward-fuzz-XXXXXX"

/** A new folder; `folder` begins as FUZZ_FOLDER. */
void fuzz_folder_make(char *folder);
void fuzz_folder_write(const char *folder, const char *name, const uint8_t *bytes, size_t size);
/** With these files in it, as far as they were written. */
void fuzz_folder_remove(const char *folder, const char *const *names, size_t count);

#endif
