/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Files of a known form: headings, codes and what they mean. */
#ifndef DI_EPISODE_PRESET_H
#define DI_EPISODE_PRESET_H

#include "di/office_mapping.h"

#include "episode_count.h"

/* Columns: those of the children first, so that a file of its own may have them. */
enum di_episode_role {
    DI_ROLE_PERSON, /* the child's key in a file of children */
    DI_ROLE_BIRTH,
    DI_ROLE_SEX,
    DI_ROLE_DISABILITY,
    DI_ROLE_CHILD, /* the child's key in a file of episodes */
    DI_ROLE_BEGIN,
    DI_ROLE_END,
    DI_ROLE_SETTING,
    DI_ROLE_EXIT,
    DI_ROLE_REASON,
    DI_ROLE_REGION,
    DI_ROLE_LEGAL,
    DI_ROLE_COUNT
};

/* What a code means, as a mapping file would write it: "foster/foster_care", "home",
 * "other/custody", "goes_on", "unchanged", "left_out"; of reasons the id. */
struct di_episode_code {
    const char *codes; /* "U4|U5|U6" */
    const char *meaning;
    const char *name; /* of what is new with it; NULL */
};

struct di_episode_preset {
    const char *name;                                   /* "ssda903" */
    const struct di_office_role *roles;                 /* [DI_ROLE_COUNT] */
    const struct di_episode_code *codes[DI_ROLE_COUNT]; /* ends with an empty one; NULL: none */
    bool keeps_unknown_legal; /* legal statuses that are not listed are kept */
    uint32_t band_count;
    double band_from[DI_EPISODE_BANDS_MAX]; /* 0: the usual ones */
};

/** NULL: there is none of that name. NULL as name: the form of no country. */
const struct di_episode_preset *di_episode_preset_find(const char *name);

/** The code's entry; NULL: the preset does not know it. */
const struct di_episode_code *di_episode_preset_code(const struct di_episode_preset *preset,
                                                     enum di_episode_role role,
                                                     const char *text);

#endif
