/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The sections of a scenario file, as people call them and in the order they are shown. */
#ifndef DI_TOPIC_H
#define DI_TOPIC_H

#include <stddef.h>

/** Place of a section by its key; unknown ones last. */
size_t di_topic_rank(const char *key);

/** "Foster families" of "carers", marked for translation; NULL of an unknown one. */
const char *di_topic_name(const char *key);

#endif
