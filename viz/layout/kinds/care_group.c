/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table: a kind of care or a word of flows.csv, its group, the group's name and colour. */
#include "care_group.h"

#include <string.h>

static const struct {
    const char *key;
    const char *name;
    enum di_care_slot slot;
} groups[GROUPS] = {
    [GROUP_KINSHIP] = {"kinship", DI_N_("Kinship care"), DI_CARE_KINSHIP},
    [GROUP_FOSTER] = {"foster", DI_N_("Foster families"), DI_CARE_FOSTER},
    [GROUP_SUPPORTED] = {"supported", DI_N_("Supported living"), DI_CARE_SUPPORTED},
    [GROUP_SMALL_HOME] = {"small_home", DI_N_("Small group homes"), DI_CARE_SMALL_HOME},
    [GROUP_INSTITUTION] = {"institution", DI_N_("Institutions"), DI_CARE_INSTITUTION},
    [GROUP_UNPLACED] = {"unplaced", DI_N_("No place yet"), DI_CARE_UNPLACED},
    [GROUP_DETENTION] = {"detention", DI_N_("Detention"), DI_CARE_OUTSIDE},
    [GROUP_DIVERSION] = {"diversion", DI_N_("Diversion"), DI_CARE_OUTSIDE},
    [GROUP_NEW] = {"outside_new", DI_N_("First entry into care"), DI_CARE_OUTSIDE},
    [GROUP_RETURN] = {"outside_return", DI_N_("Return to care"), DI_CARE_OUTSIDE},
    [GROUP_HOME] = {"home", DI_N_("Own family"), DI_CARE_HOME},
    [GROUP_ADOPTED] = {"adopted", DI_N_("Adoption"), DI_CARE_HOME},
    [GROUP_AGED_OUT] = {"aged_out", DI_N_("Independent life"), DI_CARE_OUTSIDE},
    [GROUP_ADULT_INSTITUTION] = {"adult_institution", DI_N_("Adult institution"),
                                 DI_CARE_INSTITUTION},
    [GROUP_LEFT_COUNTRY] = {"left_country", DI_N_("Left the country"), DI_CARE_OUTSIDE},
    [GROUP_DIED] = {"died", DI_N_("Died"), DI_CARE_OUTSIDE},
    [GROUP_UNEXPLAINED] = {"unexplained", DI_N_("Unexplained"), DI_CARE_OUTSIDE},
};

static const struct {
    const char *id;
    enum care_group group;
} places[] = {
    {"kinship", GROUP_KINSHIP},
    {"emergency_foster", GROUP_FOSTER},
    {"foster", GROUP_FOSTER},
    {"specialised_foster", GROUP_FOSTER},
    {"supported_independent", GROUP_SUPPORTED},
    {"sgh", GROUP_SMALL_HOME},
    {"institution", GROUP_INSTITUTION},
    {"unplaced", GROUP_UNPLACED},
    {"detention", GROUP_DETENTION},
    {"diversion", GROUP_DIVERSION},
    {"outside_new", GROUP_NEW},
    {"outside_return", GROUP_RETURN},
    {"home", GROUP_HOME},
    {"home_closed", GROUP_HOME},
    {"reunified_monitored", GROUP_HOME},
    {"adopted", GROUP_ADOPTED},
    {"aged_out", GROUP_AGED_OUT},
    {"adult_institution", GROUP_ADULT_INSTITUTION},
    {"left_country", GROUP_LEFT_COUNTRY},
    {"died", GROUP_DIED},
    {"unexplained_in", GROUP_UNEXPLAINED},
    {"unexplained_out", GROUP_UNEXPLAINED},
};

static enum care_group group_of_word(const char *word)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (strcmp(places[i].id, word) == 0)
            return places[i].group;
    return GROUPS;
}

enum care_group care_group_of(const struct di_names *names, const char *id)
{
    const struct di_named *setting = di_names_find(names, "settings", id);
    /* settings the model makes itself ("unplaced") have their kind as id */
    return group_of_word(setting != NULL && setting->kind[0] != '\0' ? setting->kind : id);
}

const char *care_group_name(enum care_group group)
{
    return groups[group].name;
}

const char *care_group_key(enum care_group group)
{
    return groups[group].key;
}

enum di_care_slot care_group_slot(enum care_group group)
{
    return groups[group].slot;
}

bool care_group_is_family(enum care_group group)
{
    return group == GROUP_KINSHIP || group == GROUP_FOSTER || group == GROUP_HOME ||
           group == GROUP_ADOPTED;
}
