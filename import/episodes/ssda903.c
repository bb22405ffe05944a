/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Codes of the Department for Education's guides to the SSDA903 collection; which years, and
 * what each is taken for, is in docs/EPISODES.md. Codes are in small letters, as they are
 * compared.
 */
#include "ssda903.h"

static const struct di_office_term sexes[] = {{"female", "2"}, {"male", "1"}};

static const struct di_office_role roles[DI_ROLE_COUNT] = {
    [DI_ROLE_PERSON] = {"person", "child", true, false, false, NULL, 0},
    [DI_ROLE_BIRTH] = {"birth", "dob", true, false, false, NULL, 0},
    [DI_ROLE_SEX] = {"sex", "sex", false, true, false, sexes, 2},
    [DI_ROLE_DISABILITY] = {"disability", "", false, true, false, NULL, 0},
    [DI_ROLE_CHILD] = {"child", "child", true, false, false, NULL, 0},
    [DI_ROLE_BEGIN] = {"begin", "decom", true, false, false, NULL, 0},
    [DI_ROLE_END] = {"end", "dec", true, false, false, NULL, 0},
    [DI_ROLE_SETTING] = {"setting", "place", true, true, false, NULL, 0},
    [DI_ROLE_EXIT] = {"exit", "rec", true, true, false, NULL, 0},
    [DI_ROLE_REASON] = {"reason", "cin", false, true, false, NULL, 0},
    [DI_ROLE_REGION] = {"region", "", false, true, false, NULL, 0},
    [DI_ROLE_LEGAL] = {"legal_status", "ls", true, true, false, NULL, 0}};

static const struct di_episode_code settings[] = {
    {"u1|u2|u3", "kinship/kinship_foster", DI_N_("Foster care with relatives or friends")},
    {"u4|u5|u6", "foster/foster_care", DI_N_("Foster care with others")},
    {"a3|a4|a5|a6", "foster/placed_for_adoption", DI_N_("Placed for adoption")},
    {"p1", "kinship/placed_with_parents", DI_N_("Placed with own parents")},
    {"h5|k3", "supported_independent/supported_accommodation",
     DI_N_("Semi-independent and supported accommodation")},
    {"p2|p3", "supported_independent/independent_living",
     DI_N_("Independent living and residential employment")},
    {"k2", "sgh/childrens_home", DI_N_("Children's homes")},
    {"k1", "institution/secure_home", DI_N_("Secure children's homes")},
    {"r1|r2|r3", "institution/other_residential",
     DI_N_("Care homes, health establishments, family centres")},
    {"r5", "institution/youth_custody", DI_N_("Young offender institution")},
    {"s1", "institution/residential_school", DI_N_("Residential schools")},
    {"z1", "institution/other_placement", DI_N_("Other placements")},
    {"t0|t1|t2|t3|t4", "unchanged", NULL},
    {0}};

static const struct di_episode_code exits[] = {
    {"x1", "goes_on", NULL},
    {"e4a|e4b|e4", "home", NULL},
    {"e11|e12", "adopted", NULL},
    {"e2", "died", NULL},
    {"e16", "left_country", NULL},
    {"e5|e6", "independent", NULL},
    {"e17", "aftercare", NULL},
    {"e7", "adult_institution", NULL},
    {"e43|e44|e45|e46|e47|e48", "other/special_guardianship", DI_N_("Special guardianship")},
    {"e41", "other/child_arrangements_order", DI_N_("Child arrangements or residence order")},
    {"e13", "other/left_to_relatives",
     DI_N_("Left to live with people without parental responsibility")},
    {"e3", "other/other_authority", DI_N_("Care taken over by another authority")},
    {"e9", "other/sentenced_to_custody", DI_N_("Sentenced to custody")},
    {"e14", "other/remand_ended", DI_N_("Accommodation on remand ended")},
    {"e15", "other/age_assessed", DI_N_("Found to be 18 or over")},
    {"e8", "other/other_exit", DI_N_("Left for another reason")},
    {0}};

static const struct di_episode_code reasons[] = {
    {"n1", "abuse_or_neglect", DI_N_("Abuse or neglect")},
    {"n2", "childs_disability", DI_N_("Child's disability")},
    {"n3", "parental_illness", DI_N_("Parental illness or disability")},
    {"n4", "acute_stress", DI_N_("Family in acute stress")},
    {"n5", "family_dysfunction", DI_N_("Family dysfunction")},
    {"n6", "unacceptable_behaviour", DI_N_("Socially unacceptable behaviour")},
    {"n7", "low_income", DI_N_("Low income")},
    {"n8", "absent_parenting", DI_N_("Absent parenting")},
    {"n9", "not_in_need", DI_N_("Cases other than children in need")},
    {0}};

static const struct di_episode_code legal[] = {{"v3|v4", "left_out", NULL}, {0}};

const struct di_episode_preset di_episode_ssda903 = {.name = "ssda903",
                                                     .roles = roles,
                                                     .codes = {[DI_ROLE_SETTING] = settings,
                                                               [DI_ROLE_EXIT] = exits,
                                                               [DI_ROLE_REASON] = reasons,
                                                               [DI_ROLE_LEGAL] = legal},
                                                     .keeps_unknown_legal = true,
                                                     .band_count = 6,
                                                     .band_from = {0, 1, 5, 10, 16, 18}};
