/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A message as text that can be kept and read back, so that it can be told in another language
 * later: JSON, {"id": "...", "arguments": [[kind, integer, real, text, last day, high], ...]}.
 */
#ifndef DI_MESSAGE_CODE_H
#define DI_MESSAGE_CODE_H

#include <jansson.h>

#include "di/message.h"

/* Free with free(). NULL if memory ran out or a text is not UTF-8. */
char *message_code_write(const struct di_message *message);

/*
 * @return what holds the message's texts: json_decref it after the message's last use. NULL if
 *         `text` is no message.
 */
json_t *message_code_read(const char *text, struct di_message *message_out);

#endif
