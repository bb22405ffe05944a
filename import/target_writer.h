/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What is the same in every targets.csv that an import writes: the header and the source. */
#ifndef DI_TARGET_WRITER_H
#define DI_TARGET_WRITER_H

#include "growing_text.h"

/** The header with its line end: all columns of target_row.h. */
void di_target_writer_header(struct di_growing_text *text);

/** A cell in quotation marks, for names of sources hold commas; line ends become spaces. */
void di_target_writer_quoted(struct di_growing_text *text, const char *cell);

#endif
