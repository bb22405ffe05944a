/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usual headings and words of offices, English and Russian, where no preset is named. */
#include "episode_preset.h"

#include <string.h>

#include "office/office_fold.h"
#include "ssda903.h"

enum { FOLDED_BYTES = 256 };

static const struct di_office_term sexes[] = {
    {"female", "female|f|girl|woman|ж|жен|женский|девочка|девушка"},
    {"male", "male|m|boy|man|м|муж|мужской|мальчик|юноша"}};

static const struct di_office_term degrees[] = {
    {"none", "none|no|нет|без инвалидности"},
    {"moderate", "moderate|mild|умеренная|легкая|средняя"},
    {"severe", "severe|profound|тяжелая|глубокая"}};

static const struct di_office_role roles[DI_ROLE_COUNT] = {
    [DI_ROLE_PERSON] = {"person",
                        "child|child id|child key|id|код ребенка|ребенок|личный номер", true,
                        false, false, NULL, 0},
    [DI_ROLE_BIRTH] = {"birth",
                       "birth|birth date|date of birth|dob|born|дата рождения|рождение", true,
                       false, false, NULL, 0},
    [DI_ROLE_SEX] = {"sex", "sex|gender|пол", false, true, false, sexes, 2},
    [DI_ROLE_DISABILITY] = {"disability", "disability|инвалидность", false, true, false,
                            degrees, 3},
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
    [DI_ROLE_REGION] = {"region", "region|area|district|регион|область|район", false, true,
                        false, NULL, 0},
    [DI_ROLE_LEGAL] = {"legal_status", "legal status|правовой статус", false, true, false, NULL,
                       0}};

static const struct di_episode_code settings[] = {
    {"foster|foster care|foster family|приемная семья|фостерная семья|патронатная семья",
     "foster", NULL},
    {"kinship|kinship care|relatives|guardianship|опека|попечительство|опека и "
     "попечительство|родственная опека",
     "kinship", NULL},
    {"institution|residential care|children's home|orphanage|infant home|baby home|boarding "
     "school|детский дом|дом ребенка|интернат|школа-интернат|детский дом-интернат",
     "institution", NULL},
    {"sgh|small group home|group home|малый групповой дом|дом семейного типа", "sgh", NULL},
    {"emergency foster|emergency foster care|экстренная приемная семья", "emergency_foster",
     NULL},
    {"specialised foster|specialised foster care|specialized foster care|специализированная "
     "приемная семья",
     "specialised_foster", NULL},
    {"supported independent|supported living|supported independent living|сопровождаемое "
     "проживание",
     "supported_independent", NULL},
    {"unchanged", "unchanged", NULL},
    {0}};

static const struct di_episode_code exits[] = {
    {"home|returned home|return home|reunification|reunified|to parents|returned to "
     "parents|домой|в семью|возвращен в семью|воссоединение с семьей|к родителям",
     "home", NULL},
    {"adopted|adoption|усыновление|усыновлен|усыновлена|усыновлен(а)|удочерение", "adopted",
     NULL},
    {"died|death|умер|умерла|умер(ла)|смерть", "died", NULL},
    {"left country|left the country|moved abroad|выезд за границу|выехал из страны",
     "left_country", NULL},
    {"independent|independent living|aged out|ageing out|aging out|turned "
     "18|совершеннолетие|достижение 18 лет|самостоятельное проживание|выпуск",
     "independent", NULL},
    {"aftercare|послеинтернатное сопровождение", "aftercare", NULL},
    {"adult institution|adult care|adult institution|учреждение для взрослых",
     "adult_institution", NULL},
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
