/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Names of people's languages as ids of a scenario (a-z, 0-9, _), always the same for the same
 * name: "Child home No. 1" is child_home_no_1. Names are also compared by it, so that case,
 * spacing, dashes and accents do not matter.
 *
 * Cyrillic follows the transliteration of passports (ICAO Doc 9303, part 3, section 6), with
 * the letters of Central Asia added; Latin letters lose their accents; Georgian and Armenian
 * have the letters of their national systems. A run of anything else is one underscore.
 */
#ifndef DI_OFFICE_SLUG_H
#define DI_OFFICE_SLUG_H

#include <stdbool.h>

#define DI_OFFICE_SLUG_MAX 64 /* letters of an id */

/** The id of a name; "" if no letter of it is known. Cut at DI_OFFICE_SLUG_MAX letters. */
void di_office_slug(const char *name, char slug_out[DI_OFFICE_SLUG_MAX + 1]);

/** Does every letter of the name have its place in the id? */
bool di_office_slug_is_whole(const char *name);

/**
 * The id of a name that nothing has yet: with _2, _3 and so on where it is taken.
 *
 * @param fallback  what a name of unknown letters is called: "institution" gives institution_2
 * @param is_taken  asked about each candidate
 */
void di_office_slug_new(const char *name, const char *fallback,
                        bool (*is_taken)(const void *context, const char *id),
                        const void *context, char id_out[DI_OFFICE_SLUG_MAX + 1]);

#endif
