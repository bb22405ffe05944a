/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of option tables that several commands share; `at`: offset in the command's own settings
 * struct, `given`: of the bool that says it was on the command line, or 0. */
#ifndef DI_COMMON_OPTIONS_H
#define DI_COMMON_OPTIONS_H

#include "options.h"
#include "translate.h"

#define DI_OPTION_ROW_SEED(at, given)                                                          \
    {                                                                                          \
        .name = "seed", .kind = DI_OPTION_INTEGER, .argument = "S",                            \
        .help = N_("the luck: the same seed gives the same results"), .default_value = "1",    \
        .maximum = INT64_MAX, .offset = (at), .given_offset = (given)                          \
    }

#define DI_OPTION_ROW_THREADS(at)                                                              \
    {                                                                                          \
        .name = "threads", .kind = DI_OPTION_AUTO, .argument = "T",                            \
        .help = N_("processors to use; results do not depend on it"), .default_value = "auto", \
        .minimum = 1, .maximum = 1024, .offset = (at)                                          \
    }

#define DI_OPTION_ROW_SET(at)                                                                  \
    {                                                                                          \
        .name = "set", .kind = DI_OPTION_LIST, .argument = "PATH=VALUE",                       \
        .help = N_("change one value of the scenario; repeatable"), .offset = (at)             \
    }

#define DI_OPTION_ROW_METHOD(at)                                                               \
    {                                                                                          \
        .name = "method", .kind = DI_OPTION_CHOICE, .argument = "simulation|cohort",           \
        .choices = "simulation|cohort",                                                        \
        .help = N_("simulate children, or compute the expected numbers of pathways by rate"),  \
        .default_value = "simulation", .offset = (at)                                          \
    }

#define DI_OPTION_ROW_SUPPRESS(at)                                                             \
    {                                                                                          \
        .name = "suppress", .kind = DI_OPTION_INTEGER, .argument = "N",                        \
        .help =                                                                                \
            N_("withhold counts of 1 to N-1 children, and what would tell them (usual: 5)"),   \
        .minimum = 2, .maximum = 1000, .offset = (at)                                          \
    }

#define DI_OPTION_ROW_OUT_FOLDER(at)                                                           \
    {                                                                                          \
        .name = "out", .kind = DI_OPTION_TEXT, .argument = "FOLDER",                           \
        .help = N_("write the tables there; otherwise nothing is written"), .offset = (at)     \
    }

#define DI_OPTION_ROW_NO_WORKBOOK(at)                                                          \
    {                                                                                          \
        .name = "no-workbook", .kind = DI_OPTION_FLAG,                                         \
        .help = N_("with --out: leave out results.xlsx; of a large result it takes the most "  \
                   "time"),                                                                    \
        .offset = (at)                                                                         \
    }

#define DI_OPTION_ROW_FORCE(at)                                                                \
    {                                                                                          \
        .name = "force", .kind = DI_OPTION_FLAG,                                               \
        .help = N_("overwrite files that are not an earlier run's"), .offset = (at)            \
    }

#define DI_OPTION_ROW_BASELINE(at)                                                             \
    {                                                                                          \
        .name = "baseline", .kind = DI_OPTION_TEXT, .argument = "RESULTS",                     \
        .help = N_("results to compare with, of the same seed"), .offset = (at)                \
    }

#define DI_OPTION_ROW_PLAN_FOLDER(at)                                                          \
    {                                                                                          \
        .name = "plan", .kind = DI_OPTION_TEXT, .argument = "FOLDER",                          \
        .help = N_("where 'optimize' wrote the plan, if not into the results"), .offset = (at) \
    }

#define DI_OPTION_ROW_SENSITIVITY_FOLDER(at)                                                   \
    {                                                                                          \
        .name = "sensitivity", .kind = DI_OPTION_TEXT, .argument = "FOLDER",                   \
        .help = N_("where 'sensitivity' wrote its table, if not into the results"),            \
        .offset = (at)                                                                         \
    }

#define DI_OPTION_ROW_THEME(at)                                                                \
    {                                                                                          \
        .name = "theme", .kind = DI_OPTION_CHOICE, .argument = "NAME",                         \
        .choices = "light|dark|high-contrast|high_contrast|print-grey|print",                  \
        .help = N_("colours: light, dark, high-contrast, print-grey"),                         \
        .default_value = "light", .offset = (at)                                               \
    }

#endif
