/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_cell.h"

#include <string.h>

void di_csv_cell(FILE *stream, const char *text)
{
    if (strpbrk(text, ",\"\n") == NULL) {
        (void)fputs(text, stream);
        return;
    }
    (void)fputc('"', stream);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            (void)fputc('"', stream);
        (void)fputc(*text, stream);
    }
    (void)fputc('"', stream);
}
