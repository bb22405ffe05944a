/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Section `justice` (MODEL 8.7). Offences are put in byte order of their ids. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/justice.h"
#include "di/key.h"

#include "bind.h"

/* The setting a key names, or the only one of the kind. */
static uint16_t setting_of_kind(struct di_binding *binding, struct di_node *node,
                                const char *key, enum di_kind kind)
{
    const struct di_model *model = binding->model;
    const struct di_node *named = di_bind_member(binding, node, key);
    uint16_t found = named != NULL ? di_bind_setting(binding, named) : DI_NONE;
    uint32_t count = 0;
    for (uint32_t s = 0; named == NULL && s < model->setting_count; s++)
        if (model->settings[s].kind == kind) {
            found = (uint16_t)s;
            count++;
        }
    if (count > 1 || (found != DI_NONE && model->settings[found].kind != kind) ||
        (found == DI_NONE && named == NULL)) {
        DI_BIND_REPORT(binding, named != NULL ? named : node, DI_ERR_REFERENCE,
                       DI_N_("One setting of kind '%1' is needed here: name it in '%2'."), NULL,
                       di_text_arg(di_kind_id(kind)), di_text_arg(key));
        return DI_NONE;
    }
    return found;
}

static void bind_ages(struct di_binding *binding, struct di_node *node,
                      struct di_offence *offence)
{
    const double *weights =
        di_bind_weights(binding, di_bind_member(binding, node, "age_weights"), DI_JUSTICE_AGES);
    double total = 0;
    for (uint32_t i = 0; i < DI_JUSTICE_AGES; i++) {
        total += weights != NULL ? weights[i] : 1;
        offence->age_cumulative[i] = total;
    }
    for (uint32_t i = 0; i < DI_JUSTICE_AGES; i++)
        offence->age_cumulative[i] =
            total > 0 ? offence->age_cumulative[i] / total : (i + 1.0) / DI_JUSTICE_AGES;
}

static void bind_offence(struct di_binding *binding, struct di_node *node,
                         struct di_offence *offence)
{
    struct di_node *per_100k = di_bind_member(binding, node, "per_100k_per_year");
    struct di_node *per_year = di_bind_member(binding, node, "children_per_year");
    offence->name = di_bind_name(binding, node);
    offence->rate_is_per_100k = per_100k != NULL;
    offence->rate = di_bind_quantity(binding, per_100k != NULL ? per_100k : per_year, 0);
    offence->eligible_share =
        di_bind_quantity(binding, di_bind_member(binding, node, "eligible_share"), 1);
    offence->detention = setting_of_kind(binding, node, "detention", DI_KIND_DETENTION);
    bind_ages(binding, node, offence);
    if ((per_100k == NULL) == (per_year == NULL))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The offence '%1' needs one of 'children_per_year' and "
                             "'per_100k_per_year'."),
                       NULL, di_text_arg(offence->name.id));
    if (offence->detention != DI_NONE &&
        binding->model->settings[offence->detention].places != DI_PLACES_UNLIMITED)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("'%1' is of kind detention and cannot refuse anybody."),
                       DI_N_("Remove its 'capacity'."),
                       di_text_arg(binding->model->settings[offence->detention].name.id));
}

static int compare_offences(const void *a, const void *b)
{
    const struct di_offence *x = a, *y = b;
    return strcmp(x->name.id, y->name.id); /* ids differ */
}

static void bind_offences(struct di_binding *binding, struct di_node *section,
                          struct di_justice *justice)
{
    const uint32_t count = di_bind_things(section, NULL);
    struct di_offence *offences = DI_BIND_NEW(binding, count, struct di_offence);
    for (uint32_t i = 0; offences != NULL && count > 0 && i < section->count; i++)
        if (di_bind_is_thing(section->children[i]))
            bind_offence(binding, section->children[i], &offences[justice->offence_count++]);
    if (justice->offence_count > 0)
        qsort(offences, justice->offence_count, sizeof *offences, compare_offences);
    for (uint32_t i = 0; i < justice->offence_count; i++) {
        offences[i].name.rank = i;
        offences[i].name.key = di_key_of_name("offence", offences[i].name.id);
    }
    justice->offences = offences;
}

static void bind_release(struct di_binding *binding, struct di_node *node,
                         struct di_justice *justice)
{
    static const char *const keys[DI_RELEASES] = {"home", "foster", "supported_living"};
    double sum = 0;
    justice->release_share[DI_RELEASE_HOME] = 1;
    for (uint32_t i = 0; node != NULL && i < DI_RELEASES; i++) {
        justice->release_share[i] = di_bind_plain(di_bind_member(binding, node, keys[i]), 0);
        sum += justice->release_share[i];
    }
    if (node != NULL && fabs(sum - 1) > 1e-6)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The shares add up to %1, not to 1."), NULL, di_real_arg(sum));
}

void di_bind_justice(struct di_binding *binding)
{
    struct di_node *section = di_bind_member(binding, binding->root, "justice");
    struct di_node *diversion = di_bind_member(binding, section, "diversion");
    if (section == NULL || section->type != DI_NODE_OBJECT)
        return;
    struct di_justice *justice = DI_BIND_NEW(binding, 1, struct di_justice);
    if (justice == NULL)
        return;
    bind_offences(binding, di_bind_member(binding, section, "offences"), justice);
    bind_release(binding, di_bind_member(binding, section, "release"), justice);
    justice->diversion_share =
        di_bind_quantity(binding, di_bind_member(binding, diversion, "share"), 0);
    justice->diversion =
        diversion == NULL ? DI_NONE
                          : setting_of_kind(binding, diversion, "setting", DI_KIND_DIVERSION);
    binding->model->justice = justice;
}
