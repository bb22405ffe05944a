/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of a setting that its kind gives no meaning to: they would be read and change nothing.
 */
#include <string.h>

#include "bind.h"

typedef bool (*kind_test)(enum di_kind kind);

static bool is_institution(enum di_kind kind)
{
    return kind == DI_KIND_INSTITUTION;
}

static bool is_emergency(enum di_kind kind)
{
    return kind == DI_KIND_EMERGENCY_FOSTER;
}

/* The rungs of the entry ladder (MODEL 4). */
static bool is_on_ladder(enum di_kind kind)
{
    return di_kind_is_residential(kind) || di_kind_is_foster(kind) || kind == DI_KIND_KINSHIP;
}

static bool is_a_place(enum di_kind kind)
{
    return !di_kind_is_absorbing(kind);
}

/* What holds anyway may be said: no rung of the ladder, no child above the places. */
static bool holds_anyway(const struct di_node *value)
{
    return (value->type == DI_NODE_BOOL && !value->boolean) ||
           (value->type == DI_NODE_TEXT && strcmp(value->text, "refuse") == 0);
}

void di_bind_check_kind(struct di_binding *binding, struct di_node *node, enum di_kind kind)
{
    static const struct {
        const char *key;
        kind_test has_meaning;
    } keys[] = {
        {"on_full", is_institution},
        {"max_stay_days", is_emergency},
        {"entry_ladder", is_on_ladder},
        {"capacity", is_a_place},
        {"age_from_years", di_kind_is_formal_care},
        {"age_to_years", di_kind_is_formal_care},
        {"disability", di_kind_is_formal_care},
        {"stay18_share", di_kind_is_formal_care},
        {"leave_age_years", di_kind_is_formal_care},
        {"leaving_shares", di_kind_is_formal_care},
        {"assess_from", di_kind_is_formal_care},
        {"in_residential_statistics", is_a_place},
        {"pathways", is_a_place},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct di_node *member = di_bind_member(binding, node, keys[i].key);
        if (member != NULL && !keys[i].has_meaning(kind) && !holds_anyway(member))
            DI_BIND_REPORT(binding, member, DI_ERR_INCONSISTENT,
                           DI_N_("'%1' has no meaning in a setting of kind '%2'."),
                           DI_N_("Leave it out."), di_text_arg(keys[i].key),
                           di_text_arg(di_kind_id(kind)));
    }
}
