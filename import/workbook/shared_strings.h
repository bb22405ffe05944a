/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Texts that cells of a workbook share, by their numbers: only those that were marked are
 * kept, and wiped in the end. */
#ifndef DI_SHARED_STRINGS_H
#define DI_SHARED_STRINGS_H

#include "bounded_text.h"
#include "xml_part.h"

#define DI_SHARED_STRINGS_MAX ((size_t)8 << 20)

struct di_shared_strings {
    uint32_t *at; /* [count]: 0: not marked; 1: not there; else the place of the text, plus 2 */
    size_t count;
    char *texts; /* one after the other, each with a zero */
    size_t used, room;
};

/** Mark one. false: memory ran out. Numbers from DI_SHARED_STRINGS_MAX on are not there. */
bool di_shared_strings_mark(struct di_shared_strings *strings, size_t number);

/** Read those that are marked. */
enum di_xml_step di_shared_strings_read(struct di_shared_strings *strings, struct zip *archive,
                                        const char *path);

/** NULL: the workbook has no such one. */
const char *di_shared_strings_text(const struct di_shared_strings *strings, size_t number);

/** Wiped, and none marked. */
void di_shared_strings_finish(struct di_shared_strings *strings);

#endif
