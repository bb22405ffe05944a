/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of a study file: a table of its own, beside that of scenarios. */
#include "di/experiment.h"
#include "di/message.h"
#include "di/study.h"

#include "field.h"

static const struct di_field scenario_path = {
    "", DI_FIELD_TEXT, .text = DI_N_("path of a scenario file, from the folder of the study")};

static const struct di_field members[] = {
    {"format", DI_FIELD_PLAIN, DI_FIELD_REQUIRED | DI_FIELD_WHOLE, 1, 1, "",
     .text = DI_N_("version of this format")},
    {"$schema", DI_FIELD_TEXT, .text = DI_N_("address of the JSON Schema, for editors")},
    {"id", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("short name in results")},
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"notes", DI_FIELD_NAME, .text = DI_N_("what readers should know")},
    {"scenarios", DI_FIELD_LIST, DI_FIELD_REQUIRED,
     .text = DI_N_("files of the scenarios; the first is the base of comparisons"),
     .element = &scenario_path, .count_min = 1, .count_max = DI_STUDY_SCENARIOS_MAX},
    {"replications", DI_FIELD_PLAIN, DI_FIELD_REQUIRED | DI_FIELD_WHOLE, 1, DI_REPLICATIONS_MAX,
     "", .text = DI_N_("how often the future of each scenario, or of each draw, is simulated")},
    {"seed", DI_FIELD_PLAIN, DI_FIELD_WHOLE, 0, DI_STUDY_SEED_MAX, "",
     .text = DI_N_("the luck: the same seed gives the same results; 1 if left out")},
    {"draws", DI_FIELD_PLAIN, DI_FIELD_WHOLE, 2, DI_STUDY_DRAWS_MAX, "",
     .text = DI_N_("draws of all uncertain inputs together, each with its replications")},
    {"inputs", DI_FIELD_CHOICE, .choices = "drawn|fixed",
     .text =
         DI_N_("without draws: draw the uncertain inputs anew in every replication, or keep "
               "their values")},
    {"splits", DI_FIELD_CHOICE, .choices = "default|full",
     .text = DI_N_("tables by one property of children at a time, or all crossed")},
    {0}};

const struct di_field di_field_study = {"", DI_FIELD_OBJECT, .text = DI_N_("a study"),
                                        .members = members};
