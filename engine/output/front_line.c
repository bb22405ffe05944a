/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one source with sentences in Russian (po/README.md); terms are those of docs/GLOSSARY.md.
 */
#include "di/front_line.h"

struct di_front_words di_front_line_words(enum di_front_line line)
{
    static const struct di_front_words words[DI_FRONT_LINES] = {
        [DI_FRONT_SCENARIO] = {"Scenario", "Сценарий"},
        [DI_FRONT_NAME] = {"Name", "Название"},
        [DI_FRONT_FIRST_DAY] = {"First day", "Первый день"},
        [DI_FRONT_LAST_DAY] = {"Last day", "Последний день"},
        [DI_FRONT_SYNTHETIC] = {"All children are synthetic.", "Все дети вымышлены."},
        [DI_FRONT_METHOD] = {"Method", "Метод"},
        [DI_FRONT_SEED] = {"Seed", "Начальное число"},
        [DI_FRONT_REPLICATIONS] = {"Replications", "Прогонов"},
        [DI_FRONT_RANGES] = {"Ranges hold", "Что охватывают диапазоны"},
        [DI_FRONT_CHANCE] = {"chance only", "только случайность"},
        [DI_FRONT_CHANCE_AND_INPUTS] = {"chance and uncertain inputs",
                                        "случайность и неопределённость исходных данных"},
        [DI_FRONT_WITHHELD] = {"Withheld: counts of fewer children than",
                               "Скрыты числа, где детей меньше"},
        [DI_FRONT_NUMBERS] = {"Numbers of the scenario", "Чисел в сценарии"},
        [DI_FRONT_DEFAULTS] = {"of these: defaults", "из них: по умолчанию"},
        [DI_FRONT_ILLUSTRATIVE] = {"illustrative (assumption, not evidence)",
                                   "иллюстративных (допущения, а не данные)"},
        [DI_FRONT_UNSOURCED] = {"without a source", "без источника"},
        [DI_FRONT_SHEETS] = {"Sheets", "Листы"},
        [DI_FRONT_PERIODS] = {"calendar years, then quarters; months are in the CSV files; "
                              "'names' says what each id is called",
                              "календарные годы, затем кварталы; месяцы — в файлах CSV; лист "
                              "names говорит, как что называется"},
        [DI_FRONT_STATUS] = {"Status", "Состояние"},
        [DI_FRONT_WEIGHTED_YEARS] = {"Weighted years in care", "Взвешенные годы на попечении"},
        [DI_FRONT_BOUND] = {"No plan reaches fewer than", "Ни один план не даёт меньше, чем"},
        [DI_FRONT_PROMISED_YEARS] = {"Promised years in institutions, not simulated",
                                     "Обещанные годы в учреждениях, без моделирования"},
        [DI_FRONT_WEIGHT_UNDER_3] = {"Weight of a year under three", "Вес года до трёх лет"},
        [DI_FRONT_WEIGHT_DISABILITY] = {"with disability", "с инвалидностью"},
        [DI_FRONT_WEIGHT_OTHERS] = {"of others", "остальных"},
        [DI_FRONT_WEIGHT_GROUP_HOME] = {"in a group home", "в малом групповом доме"},
        [DI_FRONT_WEIGHT_UNPLACED] = {"without a place", "без места"}};
    return words[line];
}
