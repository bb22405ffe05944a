/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Institutions of a register as they were read, and what becomes of the scenario by them. */
#ifndef REGISTER_HOMES_H
#define REGISTER_HOMES_H

#include "opening_book.h"

#define REGISTER_NO_DAY INT32_MIN

enum register_role {
    REGISTER_ID,
    REGISTER_NAME,
    REGISTER_REGION,
    REGISTER_SETTING,
    REGISTER_CAPACITY,
    REGISTER_CHILDREN,
    REGISTER_OPENED,
    REGISTER_CLOSED,
    REGISTER_BUILDINGS,
    REGISTER_KIND, /* of the setting */
    REGISTER_ROLES
};

struct register_home {
    uint32_t row; /* the first */
    uint32_t region, setting;
    double capacity, children, buildings;
    bool has_capacity, has_children;
    int32_t opened, closed; /* civil days, or REGISTER_NO_DAY */
};

/* A row of totals: of a region, or of all. */
struct register_total {
    uint32_t row, region;
    double capacity, children;
    bool has_capacity, has_children;
};

struct register_homes { /* all zero but the book: empty */
    struct di_opening_book *book;
    struct register_home *items; /* by the number of the institution; row 0: not in the table */
    uint32_t room;
    struct register_total *totals;
    uint32_t total_count, total_room;
    const char *region_above, *setting_above; /* texts of the row before */
    size_t notes, closed, added;
    struct opening_text_list closed_rows;
};

const struct register_home *register_home_of(const struct register_homes *homes,
                                             uint32_t thing);

/** A row of an institution; of one that has a row already, its parts are added. */
void register_homes_add(struct register_homes *homes, uint32_t thing,
                        const struct register_home *home);

/** A row of one that was closed before the scenario starts. */
void register_homes_closed(struct register_homes *homes, const struct register_home *home);

void register_homes_total(struct register_homes *homes, const struct register_total *total);

/** Did the scenario have institutions of this setting, and has the register none? */
bool register_setting_is_gone(const struct register_homes *homes, uint32_t setting);

/** Look at them, and make the patch. */
void register_homes_write(struct register_homes *homes);

/** Put their children into the opening stock; counts of the scenario that contradict them give
 * way. */
void register_stock_write(struct register_homes *homes);

#endif
