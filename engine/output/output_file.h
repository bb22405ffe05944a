/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result file in the making: written under a temporary name, renamed when all of a run's
 * files are complete. Errors stick, so that writers need not check every field.
 */
#ifndef DI_OUTPUT_FILE_H
#define DI_OUTPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#ifndef ZLIB_CONST
#define ZLIB_CONST /* zlib reads what it compresses, and says so only if asked */
#endif
#include <zlib.h>

#include "di/error.h"
#include "di/whole_file.h"

struct output_file {
    struct di_whole_file whole;
    char *path;
    bool is_compressed, is_failed;
    int failure; /* errno of the first failure */
    z_stream deflate;
    char *waiting; /* [BLOCK]: a call of zlib or stdio for each field would cost more
                      than its bytes */
    size_t waiting_size;
};

enum di_status output_file_open(struct output_file *file, const char *folder, const char *name,
                                bool is_compressed, struct di_error *error);
void output_text(struct output_file *file, const char *text);
/* One CSV field after another: quoted where needed; `end` is ',' or '\n'. */
void output_field(struct output_file *file, const char *text, char end);
void output_number(struct output_file *file, double value, char end);
void output_date(struct output_file *file, int32_t civil_day, char end);
/* Flush to the disk and close; the file still has its temporary name. */
enum di_status output_file_finish(struct output_file *file, struct di_error *error);
enum di_status output_file_rename(struct output_file *file, struct di_error *error);
/* Remove what is not renamed yet, free; fine on a zeroed or half-opened file. */
void output_file_destroy(struct output_file *file);

/* Is nothing lost if the file is written anew: is it missing, or does it begin as ours do?
 * `first_line`: at most 31 bytes of it. */
bool output_file_may_replace(const char *folder, const char *name, const char *first_line);

/* Remove a file that begins with `first_line`; any other stays. */
void output_file_remove_earlier(const char *folder, const char *name, const char *first_line);

#endif
