/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json_text.h"

#include <stdlib.h>

#include "di/utf8.h"

json_t *di_json_text(const char *text)
{
    char *mended = text != NULL ? di_utf8_mend(text) : NULL;
    json_t *string = mended != NULL ? json_string(mended) : NULL;
    free(mended);
    return string != NULL ? string : json_null();
}
