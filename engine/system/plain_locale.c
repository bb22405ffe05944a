/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX; the same for Windows: plain_locale_windows.c. Threads of one process keep apart: none
 * sees what another has entered. */
#if defined(__APPLE__)
#include <xlocale.h>
#endif
#include <locale.h>
#include <stdlib.h>

#include "di/plain_locale.h"

struct di_plain_locale {
    locale_t plain, before;
};

struct di_plain_locale *di_plain_locale_enter(void)
{
    struct di_plain_locale *entered = malloc(sizeof *entered);
    if (entered == NULL)
        return NULL;
    entered->plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (entered->plain == (locale_t)0) {
        free(entered);
        return NULL;
    }
    entered->before = uselocale(entered->plain);
    return entered;
}

void di_plain_locale_leave(struct di_plain_locale *entered)
{
    (void)uselocale(entered->before);
    freelocale(entered->plain);
    free(entered);
}
