/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transmonee_series.h"

#include <string.h>

#include "di/message.h"

static const struct {
    const char *id, *label;
    double usual_change;
} series_table[DI_SERIES_COUNT] = {
    [DI_SERIES_POPULATION] = {"population_0_17", DI_N_("Population 0-17 on 1 January"), 0.05},
    [DI_SERIES_STOCK] = {"residential_stock",
                         DI_N_("Residents of residential care, end of year"), 0.25},
    [DI_SERIES_CHILDREN] = {"residents_0_17", DI_N_("Residents aged 0-17, end of year"), 0.25},
    [DI_SERIES_AGE_0_2] = {"residents_0_2", DI_N_("Residents aged 0-2"), 0.5},
    [DI_SERIES_AGE_3_6] = {"residents_3_6", DI_N_("Residents aged 3-6"), 0.5},
    [DI_SERIES_AGE_7_17] = {"residents_7_17", DI_N_("Residents aged 7-17"), 0.5},
    [DI_SERIES_ADULTS] = {"residents_18_plus", DI_N_("Residents of 18 and over"), 0.5},
    [DI_SERIES_BOYS] = {"residents_boys", DI_N_("Residents, boys"), 0.5},
    [DI_SERIES_GIRLS] = {"residents_girls", DI_N_("Residents, girls"), 0.5},
    [DI_SERIES_DISABILITY] = {"residents_disability", DI_N_("Residents with disability"), 0.5},
    [DI_SERIES_ENTRIES] = {"residential_entries",
                           DI_N_("Children placed in residential care in the year"), 0.5},
    [DI_SERIES_EXITS] = {"residential_exits",
                         DI_N_("Children who left residential care in the year"), 0.5},
    [DI_SERIES_HOME] = {"exits_home", DI_N_("Left for home"), 0.5},
    [DI_SERIES_FAMILY] = {"exits_family_care", DI_N_("Left for family-based care"), 0.5},
    [DI_SERIES_ADOPTED] = {"exits_adopted", DI_N_("Left by adoption"), 0.5},
    [DI_SERIES_INDEPENDENT] = {"exits_independent", DI_N_("Left for independent life"), 0.5},
    [DI_SERIES_TRANSFERRED] = {"exits_transferred", DI_N_("Transferred to another institution"),
                               0.5},
    [DI_SERIES_DIED] = {"exits_died", DI_N_("Died"), 0.5},
    [DI_SERIES_OTHER] = {"exits_other", DI_N_("Left for another reason"), 0.5},
};

/* Sources: the codebook published with UNICEF's own ETL, and its dictionary of indicators. */
#define LEFT_2018 "PT_CHLD_LEFTRESCARE"
#define LEFT_NOW "PT_CHLD_LEFT_RESIDENTIAL"
static const struct {
    enum di_series series;
    enum di_edition edition;
    const char *indicator, *sex, *age, *other_age;
} codes[] = {
    {DI_SERIES_POPULATION, DI_EDITION_BOTH, "DM_POP_TOT", "_T", "Y0T17", NULL},
    {DI_SERIES_STOCK, DI_EDITION_BOTH, "PT_CHLD_INRESIDENTIAL", "_T", "_T", NULL},
    {DI_SERIES_CHILDREN, DI_EDITION_BOTH, "PT_CHLD_INRESIDENTIAL", "_T", "Y0T17", NULL},
    {DI_SERIES_AGE_0_2, DI_EDITION_BOTH, "PT_CHLD_INRESIDENTIAL", "_T", "Y0T2", "M023"},
    {DI_SERIES_AGE_3_6, DI_EDITION_BOTH, "PT_CHLD_INRESIDENTIAL", "_T", "Y3T6", NULL},
    {DI_SERIES_AGE_7_17, DI_EDITION_BOTH, "PT_CHLD_INRESIDENTIAL", "_T", "Y7T17", "Y7T18"},
    {DI_SERIES_ADULTS, DI_EDITION_BOTH, "PT_CHLD_INRESIDENTIAL", "_T", "Y_GE18", NULL},
    {DI_SERIES_BOYS, DI_EDITION_BOTH, "PT_CHLD_INRESIDENTIAL", "M", "_T", NULL},
    {DI_SERIES_GIRLS, DI_EDITION_BOTH, "PT_CHLD_INRESIDENTIAL", "F", "_T", NULL},
    {DI_SERIES_DISABILITY, DI_EDITION_2018, "PT_CHLD_DISAB_PUBLIC", "_T", "_T", NULL},
    {DI_SERIES_DISABILITY, DI_EDITION_CURRENT, "PT_CHLD_DISAB_INRESIDENTIAL", "_T", "_T", NULL},
    {DI_SERIES_ENTRIES, DI_EDITION_BOTH, "PT_CHLD_NO_PARENTAL_CARE_INRESIDENTIAL", "_T", "_T",
     NULL},
    {DI_SERIES_EXITS, DI_EDITION_2018, LEFT_2018, "_T", "_T", NULL},
    {DI_SERIES_HOME, DI_EDITION_2018, LEFT_2018 "_RETURNED", "_T", "_T", NULL},
    {DI_SERIES_FAMILY, DI_EDITION_2018, LEFT_2018 "_INFAMILY", "_T", "_T", NULL},
    {DI_SERIES_ADOPTED, DI_EDITION_2018, LEFT_2018 "_ADOPTED", "_T", "_T", NULL},
    {DI_SERIES_INDEPENDENT, DI_EDITION_2018, LEFT_2018 "_INDEPENDENT", "_T", "_T", NULL},
    {DI_SERIES_TRANSFERRED, DI_EDITION_2018, LEFT_2018 "_TRANSFERED", "_T", "_T", NULL},
    {DI_SERIES_DIED, DI_EDITION_2018, LEFT_2018 "_DIED", "_T", "_T", NULL},
    {DI_SERIES_OTHER, DI_EDITION_2018, LEFT_2018 "_OTHER", "_T", "_T", NULL},
    {DI_SERIES_EXITS, DI_EDITION_CURRENT, LEFT_NOW, "_T", "_T", NULL},
    {DI_SERIES_HOME, DI_EDITION_CURRENT, LEFT_NOW "_REUNION", "_T", "_T", NULL},
    {DI_SERIES_FAMILY, DI_EDITION_CURRENT, LEFT_NOW "_FAMILY", "_T", "_T", NULL},
    {DI_SERIES_ADOPTED, DI_EDITION_CURRENT, LEFT_NOW "_ADOPT", "_T", "_T", NULL},
    {DI_SERIES_INDEPENDENT, DI_EDITION_CURRENT, LEFT_NOW "_INDEP", "_T", "_T", NULL},
    {DI_SERIES_DIED, DI_EDITION_CURRENT, LEFT_NOW "_DEATH", "_T", "_T", NULL},
    {DI_SERIES_OTHER, DI_EDITION_CURRENT, LEFT_NOW "_OTHER", "_T", "_T", NULL},
};

const char *di_series_id(enum di_series series)
{
    return series_table[series].id;
}

const char *di_series_label(enum di_series series)
{
    return series_table[series].label;
}

double di_series_usual_change(enum di_series series)
{
    return series_table[series].usual_change;
}

/* A message may leave a dimension without a value where there is nothing to tell apart. */
static const char *code_or_total(const char *code)
{
    return code[0] != '\0' ? code : "_T";
}

enum di_series di_series_of(const char *indicator, const char *sex, const char *age,
                            enum di_edition *edition_out)
{
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        const char *of_age = code_or_total(age);
        if (strcmp(codes[i].indicator, indicator) != 0 ||
            strcmp(codes[i].sex, code_or_total(sex)) != 0 ||
            (strcmp(codes[i].age, of_age) != 0 &&
             (codes[i].other_age == NULL || strcmp(codes[i].other_age, of_age) != 0)))
            continue;
        *edition_out = codes[i].edition;
        return codes[i].series;
    }
    return DI_SERIES_COUNT;
}
