/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Texts from outside as JSON: names of files need not be UTF-8, JSON must be. */
#ifndef DI_JSON_TEXT_H
#define DI_JSON_TEXT_H

#include <jansson.h>

/** The text as a JSON string; bytes that are no UTF-8 become U+FFFD. NULL gives null. */
json_t *di_json_text(const char *text);

#endif
