/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Short names of gettext for the program's own text; engine text is marked DI_N_. */
#ifndef DI_TRANSLATE_H
#define DI_TRANSLATE_H

#include <libintl.h>

#include "di/message.h"

/** Translate now. */
#define _(text) gettext(text)
/** Mark for translation; translated where it is shown. */
#define N_(text) DI_N_(text)

#endif
