/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What offices call kinds of care, ways out of care, sexes and degrees of disability, in
 * English and Russian, folded as di_office_fold does. Every kind of import reads these lists: a
 * word means the same in a register, a table of figures and a file of placements.
 *
 * A word that stands alone is taken for what it means. A name that has other words beside it
 * ("Child home No. 3") tells a kind only to imports that say so in their report.
 */
#ifndef DI_CARE_WORDS_H
#define DI_CARE_WORDS_H

#include "di/office_mapping.h"

/**
 * Kinds of MODEL 4: X(kind, words that mean it, parts of names). Parts are compared with the
 * name's slug (di/office_slug.h): "a+b|c" is a and b, or c. The first row that fits a name
 * counts: "specialised foster care" before "foster care", "detskii dom semeinogo tipa" before
 * "detskii dom". Detention is no placement of an office of care, so no word alone means it.
 */
#define DI_CARE_KINDS(X)                                                                       \
    X("emergency_foster", "emergency foster|emergency foster care|экстренная приемная семья",  \
      "emergency+foster|ekstren+sem")                                                          \
    X("specialised_foster",                                                                    \
      "specialised foster|specialised foster care|specialized foster care|"                    \
      "специализированная приемная семья",                                                     \
      "speciali+foster|spetsializ+sem")                                                        \
    X("kinship",                                                                               \
      "kinship|kinship care|relatives|guardianship|опека|попечительство|"   \
      "опека и попечительство|родственная опека",                                              \
      "guardian|kinship|opek|popechitel|relatives|rodstvenn")                                  \
    X("sgh", "sgh|small group home|group home|малый групповой дом|дом семейного типа",         \
      "small_group|family_type|group_home|semeinogo_tipa|malyi_grupp|malye_grupp|"             \
      "malykh_grupp")                                                                          \
    X("foster",                                                                                \
      "foster|foster care|foster family|приемная семья|фостерная семья|патронатная семья",     \
      "foster|priemn+sem|patronat")                                                            \
    X("supported_independent",                                                                 \
      "supported independent|supported living|supported independent living|"                   \
      "сопровождаемое проживание",                                                             \
      "supported_liv|supported_independent|soprovozhdaem")                                     \
    X("detention", "", "detention|koloni")                                                     \
    X("institution",                                                                           \
      "institution|residential care|children's home|orphanage|infant home|baby home|"          \
      "boarding school|детский дом|дом ребенка|интернат|школа-интернат|детский дом-интернат",  \
      "infant_home|baby_home|orphanage|child_home|children_s_home|childrens_home|"             \
      "boarding_school|residential|institution|shelter|internat|detskii_dom|detskie_doma|"     \
      "detskogo_doma|dom_rebenka|doma_rebenka|dom_malutki|priiut|home_for_children|"           \
      "disability_home|uchrezhden")

/** The kind that the words of a name tell; NULL: they do not. */
const char *di_care_kind_of_name(const char *name);

/* Usual headings of a column of regions. */
#define DI_HEADINGS_REGION                                                                                        \
    "region|oblast|province|district|county|area|регион|область|район|субъект|край|" \
    "территория|муниципалитет|административная территория"

/* Ways out of care. */
#define DI_WORDS_HOME                                                                                                                                      \
    "home|returned home|return home|reunification|reunified|to parents|parents|"                                                                           \
    "returned to parents|family of origin|домой|в семью|возвращен в семью|"                                                      \
    "воссоединение с семьей|к родителям|родители|возвращены родителям|кровная семья|" \
    "в кровную семью"
#define DI_WORDS_ADOPTED                                                                                                           \
    "adopted|adoption|усыновление|усыновлен|усыновлена|усыновлен(а)|усыновлены|" \
    "на усыновление|удочерение"
#define DI_WORDS_DIED "died|death|deaths|умер|умерла|умер(ла)|умерли|умерло|смерть"
#define DI_WORDS_LEFT_COUNTRY                                                                  \
    "left country|left the country|moved abroad|выезд за границу|выехал из страны|выехали"
#define DI_WORDS_INDEPENDENT                                                                   \
    "independent|independent living|independent life|aged out|ageing out|aging out|"           \
    "turned 18|left care at 18|совершеннолетие|достижение 18 лет|" \
    "самостоятельное проживание|самостоятельная жизнь|выпуск"
#define DI_WORDS_ADULT_INSTITUTION "adult institution|adult care|учреждение для взрослых"

/* Of a child. */
enum { DI_SEX_TERMS = 2, DI_DISABILITY_TERMS = 3 };
extern const struct di_office_term di_sex_terms[DI_SEX_TERMS];
extern const struct di_office_term di_disability_terms[DI_DISABILITY_TERMS];

/**
 * Id of the term that a text means, also with dashes and full stops that its words do not
 * have: "жен." is female. NULL: none.
 */
const char *di_care_term(const struct di_office_term *terms, size_t count, const char *text);

/** Does "a+b|c" hold for a slug: any alternative all of whose parts stand in it? */
bool di_care_has_parts(const char *slug, const char *parts);

#endif
