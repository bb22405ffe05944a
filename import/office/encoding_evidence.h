/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which encoding a text without a mark is in, by what its bytes can mean. Not UTF-8 leaves
 * Windows-1251 and Windows-1252: Cyrillic words are of letters beyond ASCII alone, Latin ones
 * have such letters among those of ASCII. Where neither, or both, is seen, nobody can tell.
 */
#ifndef DI_ENCODING_EVIDENCE_H
#define DI_ENCODING_EVIDENCE_H

#include "di/text_encoding.h"

#include "office_bytes.h"

struct di_encoding_answer {
    enum di_text_encoding encoding; /* DI_TEXT_GUESS: cannot be told */
    size_t line;                    /* first one with a byte that has two meanings; 0: none */
};

/** Reads all of the source, and rewinds it. false: it cannot be read. */
bool di_encoding_evidence(struct di_office_bytes *source, struct di_encoding_answer *answer);

#endif
