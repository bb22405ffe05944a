/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tests that are folders: files of a case go in, a text comes out, and the file `expected` of
 * the folder says what it should be.
 */
#ifndef CASE_FOLDER_H
#define CASE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "di/message.h"

enum { CASE_PATH_BYTES = 1024, CASE_TEXT_BYTES = 1 << 18 };

/* What comes out, for people to compare. */
struct outcome {
    char text[CASE_TEXT_BYTES];
    size_t used;
};

void outcome_clear(struct outcome *outcome);
void outcome_add(struct outcome *outcome, const char *text);
void outcome_add_message(struct outcome *outcome, const struct di_message *message);

/* The findings of a data_quality.json, a line each. */
void outcome_add_findings(struct outcome *outcome, const char *report);

/* A file of the case, with a zero behind it; free with free(); NULL if it is not there. */
char *case_read_file(const char *folder, const char *name, size_t *size_out);

/* Takes each line "key value" of a request, in the text's own memory. */
typedef void (*case_ask)(void *context, const char *key, char *value);
void case_read_request(char *text, case_ask ask, void *context);

/* What came out instead lies in the build folder, to be looked at and compared. */
bool case_is_as_expected(const char *folder, const char *kind, const char *name,
                         const struct outcome *outcome);

#endif
