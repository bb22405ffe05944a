/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of care and other places of flows: their order, colour and name. Private. */
#ifndef CARE_GROUP_H
#define CARE_GROUP_H

#include "sheet.h"

/* In the order charts list them, from families to institutions, then the ways out. */
enum care_group {
    GROUP_KINSHIP,
    GROUP_FOSTER,
    GROUP_SUPPORTED,
    GROUP_SMALL_HOME,
    GROUP_INSTITUTION,
    GROUP_UNPLACED,
    GROUP_DETENTION,
    GROUP_DIVERSION,
    GROUP_CARES, /* groups of care end here */
    GROUP_NEW = GROUP_CARES,
    GROUP_RETURN,
    GROUP_HOME,
    GROUP_ADOPTED,
    GROUP_AGED_OUT,
    GROUP_ADULT_INSTITUTION,
    GROUP_LEFT_COUNTRY,
    GROUP_DIED,
    GROUP_UNEXPLAINED,
    GROUPS
};

/* Group of a setting's id or of a word of flows.csv; GROUPS if it is neither. */
enum care_group care_group_of(const struct di_names *names, const char *id);

const char *care_group_name(enum care_group group); /* a message id */
const char *care_group_key(enum care_group group);  /* for ids of hit areas */
enum di_care_slot care_group_slot(enum care_group group);

/* A child who goes there lives in a family: home, kin, foster care, adoption. */
bool care_group_is_family(enum care_group group);

#endif
