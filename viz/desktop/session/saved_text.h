/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The text that a document is saved as. Its own file is kept as it stands, with the changes in
 * it: what extends a base still does. A new file beside the document's extends it and holds the
 * changes alone; elsewhere it is a whole copy.
 */
#ifndef SAVED_TEXT_H
#define SAVED_TEXT_H

#include "document.h"

/* Free with free(); NULL if memory ran out. */
char *saved_text(const struct document *document, const struct document_saving *saving);

#endif
