/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Memory that held personal data is cleared before it is used for something else. */
#ifndef DI_WIPE_H
#define DI_WIPE_H

#include <stddef.h>

/** Set to zero in a way that no compiler leaves out; NULL with size 0 is fine. */
void di_wipe(void *memory, size_t size);

#endif
