/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/topic.h"

#include <string.h>

#include "di/message.h"

static const struct {
    const char *key, *name;
} topics[] = {{"horizon", DI_N_("Time span")},
              {"regions", DI_N_("Regions")},
              {"reasons", DI_N_("Reasons of entry")},
              {"entries", DI_N_("Children who enter")},
              {"initial_stock", DI_N_("Children in care on the first day")},
              {"settings", DI_N_("Forms of care")},
              {"institutions", DI_N_("Institutions")},
              {"carers", DI_N_("Foster families")},
              {"services", DI_N_("Services")},
              {"policies", DI_N_("Rules")},
              {"roles", DI_N_("Workers by role")},
              {"resources", DI_N_("Worker hours")},
              {"costs", DI_N_("Unit costs")},
              {"budget", DI_N_("Budgets")},
              {"price_year", DI_N_("Year of prices")},
              {"drivers", DI_N_("What moves entries")},
              {"shocks", DI_N_("Shocks")},
              {"justice", DI_N_("Children in justice")},
              {"goals", DI_N_("Goals")},
              {"targets", DI_N_("Targets")},
              {"uncertainty", DI_N_("Uncertainty")},
              {"published", DI_N_("Published series")}};
#define TOPICS (sizeof topics / sizeof topics[0])

size_t di_topic_rank(const char *key)
{
    for (size_t i = 0; i < TOPICS; i++)
        if (strcmp(topics[i].key, key) == 0)
            return i;
    return TOPICS;
}

const char *di_topic_name(const char *key)
{
    const size_t rank = di_topic_rank(key);
    return rank < TOPICS ? topics[rank].name : NULL;
}
