/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usual headings of offices, English and Russian, and words of care, where no preset is named.
 */
#include "episode_preset.h"

#include <string.h>

#include "office/care_words.h"
#include "office/office_fold.h"
#include "ssda903.h"

enum { FOLDED_BYTES = 256 };

static const struct di_office_role roles[DI_ROLE_COUNT] = {
    [DI_ROLE_PERSON] = {"person",
                        "child|child id|child key|id|код ребенка|ребенок|личный номер", true,
                        false, false, NULL, 0},
    [DI_ROLE_BIRTH] = {"birth",
                       "birth|birth date|date of birth|dob|born|дата рождения|рождение", true,
                       false, false, NULL, 0},
    [DI_ROLE_SEX] = {"sex", "sex|gender|пол", false, true, false, di_sex_terms, DI_SEX_TERMS},
    [DI_ROLE_DISABILITY] = {"disability", "disability|инвалидность", false, true, false,
                            di_disability_terms, DI_DISABILITY_TERMS},
    [DI_ROLE_CHILD] = {"child", "child|child id|child key|id|код ребенка|ребенок|личный номер",
                       true, false, false, NULL, 0},
    [DI_ROLE_BEGIN] = {"begin",
                       "begin|start|start date|from|placed on|admission date|дата начала|дата "
                       "поступления|с|дата помещения",
                       true, false, false, NULL, 0},
    [DI_ROLE_END] = {"end",
                     "end|end date|to|left on|discharge date|дата окончания|дата выбытия|по",
                     true, false, false, NULL, 0},
    [DI_ROLE_SETTING] = {"setting",
                         "setting|placement|placement type|type of care|форма устройства|вид "
                         "устройства|тип учреждения",
                         true, true, false, NULL, 0},
    [DI_ROLE_EXIT] = {"exit",
                      "exit|exit to|destination|left to|reason for leaving|причина "
                      "выбытия|куда выбыл|выбытие",
                      false, true, false, NULL, 0},
    [DI_ROLE_REASON] = {"reason", "reason|reason for entry|need|причина|причина помещения",
                        false, true, false, NULL, 0},
    [DI_ROLE_REGION] = {"region", DI_HEADINGS_REGION, false, true, false, NULL, 0},
    [DI_ROLE_LEGAL] = {"legal_status", "legal status|правовой статус", false, true, false, NULL,
                       0}};

#define KIND(kind, words, parts) {words, kind, NULL},
static const struct di_episode_code settings[] = {
    DI_CARE_KINDS(KIND){"unchanged", "unchanged", NULL}, {0}};
#undef KIND

static const struct di_episode_code exits[] = {
    {DI_WORDS_HOME, "home", NULL},
    {DI_WORDS_ADOPTED, "adopted", NULL},
    {DI_WORDS_DIED, "died", NULL},
    {DI_WORDS_LEFT_COUNTRY, "left_country", NULL},
    {DI_WORDS_INDEPENDENT, "independent", NULL},
    {"aftercare|послеинтернатное сопровождение", "aftercare", NULL},
    {DI_WORDS_ADULT_INSTITUTION, "adult_institution", NULL},
    {"other|other reason|другое|иное|другая причина", "other/other_exit",
     DI_N_("Left for another reason")},
    {"goes on|moved|move|placement change|change of placement|transfer|transferred|перевод|"
     "переведен|переведена|переведен(а)",
     "goes_on", NULL},
    {0}};

static const struct di_episode_preset plain = {
    .name = "",
    .roles = roles,
    .codes = {[DI_ROLE_SETTING] = settings, [DI_ROLE_EXIT] = exits}};

const struct di_episode_preset *di_episode_preset_find(const char *name)
{
    if (name == NULL)
        return &plain;
    return strcmp(name, di_episode_ssda903.name) == 0 ? &di_episode_ssda903 : NULL;
}

const struct di_episode_code *di_episode_preset_code(const struct di_episode_preset *preset,
                                                     enum di_episode_role role,
                                                     const char *text)
{
    char folded[FOLDED_BYTES];
    di_office_fold(text, folded, sizeof folded);
    for (const struct di_episode_code *code = preset->codes[role];
         code != NULL && code->codes != NULL; code++)
        if (di_office_is_among(code->codes, folded))
            return code;
    return NULL;
}
