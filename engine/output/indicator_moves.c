/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part of the table of indicators (indicator_table.c): K6 and K7: who comes and who leaves. */
#include "indicator_table.h"

/* Children who come to residential care or leave it, by where they come from or go to. */
#define PART(slug, direction, label_text, definition_text, others, but_not)                    \
    {                                                                                          \
        .text = {.id = (slug),                                                                 \
                 .label = (label_text),                                                        \
                 .unit = "children",                                                           \
                 .definition = (definition_text),                                              \
                 .measure = DI_FLOW_COUNT,                                                     \
                 .by_origin = false},                                                          \
        .numerator = {.source = (direction),                                                   \
                      .at = {PLACE_RESIDENTIAL, 0},                                            \
                      .other = {(others), (but_not)}},                                         \
        .scale = 1.0, .has_settings = true, .has_people = true, .has_adults = true             \
    }

/* Unexplained entries and exits are rows of their own: published accounts have none. */
#define NOT_OUTSIDE_RESIDENTIAL (PLACE_RESIDENTIAL | PLACE_UNEXPLAINED)

static const struct indicator indicators[] = {
    {.text = {.id = "K6_first_entries",
              .label = DI_N_("First entries into formal care"),
              .unit = "children",
              .definition =
                  "Children who enter formal care for the first time, by the setting entered",
              .measure = DI_FLOW_COUNT,
              .by_origin = true},
     .numerator = {.source = COUNT_ARRIVALS,
                   .at = {PLACE_CARE, 0},
                   .other = {PLACE_OUTSIDE_NEW, 0}},
     .scale = 1.0,
     .has_settings = true,
     .has_people = true,
     .has_adults = true},
    {.text = {.id = "K6_reentries",
              .label = DI_N_("Re-entries into formal care"),
              .unit = "children",
              .definition =
                  "Children who return to formal care from home, by the setting entered",
              .measure = DI_FLOW_COUNT,
              .by_origin = true},
     .numerator = {.source = COUNT_ARRIVALS,
                   .at = {PLACE_CARE, 0},
                   .other = {PLACE_OUTSIDE_RETURN | PLACE_HOME, 0}},
     .scale = 1.0,
     .has_settings = true,
     .has_people = true,
     .has_adults = true},
    {.text = {.id = "K6_first_entry_rate_per_100k",
              .label = DI_N_("First entries into formal care per 100,000 children"),
              .unit = "per_100k_0_17",
              .definition = "K6_first_entries / mid-period population 0-17 x 100 000; per "
                            "period, never annualised",
              .measure = DI_RATE,
              .by_origin = true},
     .numerator = {.source = COUNT_ARRIVALS,
                   .at = {PLACE_CARE, 0},
                   .other = {PLACE_OUTSIDE_NEW, 0}},
     .denominators = {{.source = COUNT_POPULATION_MIDDLE}},
     .scale = 100000.0,
     .has_people = true,
     .groups = GROUPS_OF_AGE},
    {.text = {.id = "K6_reentry_rate_per_100k",
              .label = DI_N_("Re-entries into formal care per 100,000 children"),
              .unit = "per_100k_0_17",
              .definition = "K6_reentries / mid-period population 0-17 x 100 000; per period, "
                            "never annualised",
              .measure = DI_RATE,
              .by_origin = true},
     .numerator = {.source = COUNT_ARRIVALS,
                   .at = {PLACE_CARE, 0},
                   .other = {PLACE_OUTSIDE_RETURN | PLACE_HOME, 0}},
     .denominators = {{.source = COUNT_POPULATION_MIDDLE}},
     .scale = 100000.0,
     .has_people = true,
     .groups = GROUPS_OF_AGE},
    PART("K6r_residential_admissions", COUNT_ARRIVALS, DI_N_("Admissions to residential care"),
         "Arrivals in residential care from anywhere else; transfers "
         "between residential settings apart",
         PLACE_ANY, NOT_OUTSIDE_RESIDENTIAL),
    PART("K6r_admissions_from_home", COUNT_ARRIVALS,
         DI_N_("Admissions to residential care from home"),
         "Of K6r_residential_admissions, first entries and returns to care",
         PLACE_HOME | PLACE_OUTSIDE_NEW | PLACE_OUTSIDE_RETURN, PLACE_RESIDENTIAL),
    PART("K6r_admissions_from_family_placement", COUNT_ARRIVALS,
         DI_N_("Admissions to residential care from family placements"),
         "Of K6r_residential_admissions, from foster kinds and kinship", PLACE_FAMILY,
         PLACE_RESIDENTIAL),
    PART("K6r_admissions_from_unplaced", COUNT_ARRIVALS,
         DI_N_("Admissions to residential care of children without a placement"),
         "Of K6r_residential_admissions, from unplaced", PLACE_UNPLACED, PLACE_RESIDENTIAL),
    PART("K6r_admissions_from_other", COUNT_ARRIVALS,
         DI_N_("Admissions to residential care from elsewhere"),
         "Of K6r_residential_admissions, those of none of the origins above", PLACE_ANY,
         PLACE_RESIDENTIAL | PLACE_FAMILY | PLACE_UNPLACED | PLACE_HOME | PLACE_OUTSIDE_NEW |
             PLACE_OUTSIDE_RETURN | PLACE_UNEXPLAINED),
    PART("K6r_transfers", COUNT_ARRIVALS, DI_N_("Transfers between residential settings"),
         "Moves from one residential setting to another, by the setting entered",
         PLACE_RESIDENTIAL, 0),
    PART("K7_exits_to_family", COUNT_DEPARTURES,
         DI_N_("Exits from residential care to a family"),
         "Departures home (also unplanned), to kin, foster care or "
         "adoption: the numerator of K7",
         PLACE_HOME | PLACE_FAMILY | PLACE_ADOPTED, PLACE_RESIDENTIAL),
    {.text = {.id = "K7_exits_to_family_share",
              .label = DI_N_("Exits to a family as a share of children in residential care"),
              .unit = "share",
              .definition =
                  "K7_exits_to_family / (residents at the start of the period + "
                  "K6r_residential_admissions); transfers in neither. Can exceed 1 in a "
                  "row of a region, age band or 18_plus: who came into it by a transfer "
                  "or a birthday is no admission",
              .measure = DI_SHARE,
              .by_origin = false},
     .numerator = {.source = COUNT_DEPARTURES,
                   .at = {PLACE_RESIDENTIAL, 0},
                   .other = {PLACE_HOME | PLACE_FAMILY | PLACE_ADOPTED, PLACE_RESIDENTIAL}},
     .denominators = {{.source = COUNT_STOCK_START, .at = {PLACE_RESIDENTIAL, 0}},
                      {.source = COUNT_ARRIVALS,
                       .at = {PLACE_RESIDENTIAL, 0},
                       .other = {PLACE_ANY, NOT_OUTSIDE_RESIDENTIAL}}},
     .scale = 1.0,
     .has_people = true,
     .has_adults = true},
    PART("K7r_residential_exits", COUNT_DEPARTURES, DI_N_("Exits from residential care"),
         "Departures from residential care to anywhere else; transfers "
         "between residential settings apart",
         PLACE_ANY, NOT_OUTSIDE_RESIDENTIAL),
    PART("K7r_exits_home", COUNT_DEPARTURES, DI_N_("Exits from residential care home"),
         "Of K7r_residential_exits, to the child's family, planned or not; adults who leave to "
         "theirs age out",
         PLACE_HOME, PLACE_RESIDENTIAL),
    PART("K7r_exits_kinship", COUNT_DEPARTURES,
         DI_N_("Exits from residential care to relatives"),
         "Of K7r_residential_exits, to kinship care", PLACE_KINSHIP, PLACE_RESIDENTIAL),
    PART("K7r_exits_foster", COUNT_DEPARTURES,
         DI_N_("Exits from residential care to foster care"),
         "Of K7r_residential_exits, to foster kinds", PLACE_FOSTER, PLACE_RESIDENTIAL),
    PART("K7r_exits_adopted", COUNT_DEPARTURES,
         DI_N_("Exits from residential care to adoption"),
         "Of K7r_residential_exits, to adoption", PLACE_ADOPTED, PLACE_RESIDENTIAL),
    PART("K7r_exits_supported_living", COUNT_DEPARTURES,
         DI_N_("Exits from residential care to supported living"),
         "Of K7r_residential_exits, to supported independent living", PLACE_SUPPORTED,
         PLACE_RESIDENTIAL),
    PART("K7r_exits_unplaced", COUNT_DEPARTURES,
         DI_N_("Exits from residential care without a new placement"),
         "Of K7r_residential_exits, to unplaced", PLACE_UNPLACED, PLACE_RESIDENTIAL),
    PART("K7r_exits_aged_out", COUNT_DEPARTURES,
         DI_N_("Exits from residential care to independent life"),
         "Of K7r_residential_exits, ageing out (to aftercare, alone or to the family), or to "
         "independent life before",
         PLACE_AGED_OUT, PLACE_RESIDENTIAL),
    PART("K7r_exits_adult_institution", COUNT_DEPARTURES,
         DI_N_("Exits from residential care to adult institutions"),
         "Of K7r_residential_exits, to adult institutions", PLACE_ADULT_INSTITUTION,
         PLACE_RESIDENTIAL),
    PART("K7r_exits_left_country", COUNT_DEPARTURES,
         DI_N_("Exits from residential care abroad"),
         "Of K7r_residential_exits, by leaving the country", PLACE_LEFT_COUNTRY,
         PLACE_RESIDENTIAL),
    PART("K7r_exits_died", COUNT_DEPARTURES, DI_N_("Exits from residential care by death"),
         "Of K7r_residential_exits, by death", PLACE_DIED, PLACE_RESIDENTIAL),
    PART("K7r_exits_other", COUNT_DEPARTURES,
         DI_N_("Exits from residential care to other destinations"),
         "Of K7r_residential_exits, destinations the country names that are "
         "none of the above",
         PLACE_ANY,
         PLACE_RESIDENTIAL | PLACE_HOME | PLACE_KINSHIP | PLACE_FOSTER | PLACE_ADOPTED |
             PLACE_SUPPORTED | PLACE_UNPLACED | PLACE_AGED_OUT | PLACE_ADULT_INSTITUTION |
             PLACE_LEFT_COUNTRY | PLACE_DIED | PLACE_UNEXPLAINED),
    {.text = {.id = "K7r_unplanned_share",
              .label = DI_N_("Unplanned share of exits from residential care"),
              .unit = "share",
              .definition = "Unplanned moves among K7r_residential_exits / all of them",
              .measure = DI_SHARE,
              .by_origin = false},
     .numerator = {.source = COUNT_DEPARTURES,
                   .at = {PLACE_RESIDENTIAL, 0},
                   .other = {PLACE_ANY, NOT_OUTSIDE_RESIDENTIAL},
                   .only_unplanned = true},
     .denominators = {{.source = COUNT_DEPARTURES,
                       .at = {PLACE_RESIDENTIAL, 0},
                       .other = {PLACE_ANY, NOT_OUTSIDE_RESIDENTIAL}}},
     .scale = 1.0,
     .has_settings = true,
     .has_people = true,
     .has_adults = true},
    {.text = {.id = "C_unexplained_entries",
              .label = DI_N_("Unexplained entries into care"),
              .unit = "children",
              .definition =
                  "Bookkeeping of calibration: children who come into a setting "
                  "because published stocks count them (reasons.ID.unexplained_into); "
                  "no first entries, re-entries or admissions",
              .measure = DI_FLOW_COUNT,
              .by_origin = false},
     .numerator = {.source = COUNT_ARRIVALS,
                   .at = {PLACE_CARE | PLACE_RESIDENTIAL, 0},
                   .other = {PLACE_UNEXPLAINED, 0}},
     .scale = 1.0,
     .has_settings = true,
     .has_people = true,
     .has_adults = true},
    {.text = {.id = "C_unexplained_exits",
              .label = DI_N_("Unexplained exits from care"),
              .unit = "children",
              .definition = "Bookkeeping of calibration: people who leave a setting by the "
                            "pathway unexplained_out; not in K7r_residential_exits",
              .measure = DI_FLOW_COUNT,
              .by_origin = false},
     .numerator = {.source = COUNT_DEPARTURES,
                   .at = {PLACE_CARE | PLACE_RESIDENTIAL, 0},
                   .other = {PLACE_UNEXPLAINED, 0}},
     .scale = 1.0,
     .has_settings = true,
     .has_people = true,
     .has_adults = true},
};

const struct indicator_part indicator_moves = {sizeof indicators / sizeof indicators[0],
                                               indicators};
