/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The kinds of care (MODEL 4): rules are attached to kinds, numbers to settings. One table is
 * the source of ids, groupings and what may be entered from where.
 */
#ifndef DI_KIND_H
#define DI_KIND_H

#include <stdbool.h>

/* X(suffix, id, family_based, residential, formal_care, absorbing) */
#define DI_KIND_TABLE(X)                                                                       \
    X(INSTITUTION, "institution", 0, 1, 1, 0)                                                  \
    X(SGH, "sgh", 0, 1, 1, 0)                                                                  \
    X(EMERGENCY_FOSTER, "emergency_foster", 1, 0, 1, 0)                                        \
    X(FOSTER, "foster", 1, 0, 1, 0)                                                            \
    X(SPECIALISED_FOSTER, "specialised_foster", 1, 0, 1, 0)                                    \
    X(KINSHIP, "kinship", 1, 0, 1, 0)                                                          \
    X(SUPPORTED_INDEPENDENT, "supported_independent", 0, 0, 1, 0)                              \
    X(UNPLACED, "unplaced", 0, 0, 1, 0)                                                        \
    X(DETENTION, "detention", 0, 0, 0, 0)                                                      \
    X(DIVERSION, "diversion", 0, 0, 0, 0)                                                      \
    X(REUNIFIED_MONITORED, "reunified_monitored", 0, 0, 0, 0)                                  \
    X(HOME_CLOSED, "home_closed", 0, 0, 0, 1)                                                  \
    X(ADOPTED, "adopted", 0, 0, 0, 1)                                                          \
    X(AGED_OUT, "aged_out", 0, 0, 0, 1)                                                        \
    X(ADULT_INSTITUTION, "adult_institution", 0, 0, 0, 1)                                      \
    X(LEFT_COUNTRY, "left_country", 0, 0, 0, 1)                                                \
    X(DIED, "died", 0, 0, 0, 1)                                                                \
    X(UNEXPLAINED_IN, "unexplained_in", 0, 0, 0, 1)                                            \
    X(UNEXPLAINED_OUT, "unexplained_out", 0, 0, 0, 1)

#define DI_KIND_ENUM(suffix, id, family, residential, care, absorbing) DI_KIND_##suffix,
enum di_kind { DI_KIND_TABLE(DI_KIND_ENUM) DI_KIND_COUNT };
#undef DI_KIND_ENUM

/** As scenario files and tables write it: "sgh". */
const char *di_kind_id(enum di_kind kind);

/** Foster kinds and kinship: the numerator of K4. */
bool di_kind_is_family_based(enum di_kind kind);

/** Institution and small group home; settings may add themselves (MODEL 4). */
bool di_kind_is_residential(enum di_kind kind);

/** Counted in K3. */
bool di_kind_is_formal_care(enum di_kind kind);

/** Foster, specialised and emergency foster care: places are licensed families. */
bool di_kind_is_foster(enum di_kind kind);

/** A child that arrives here leaves the system (home_closed keeps its re-entry clock). */
bool di_kind_is_absorbing(enum di_kind kind);

#endif
