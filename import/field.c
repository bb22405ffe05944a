/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table, from the leaves up. Any object may also carry `source`, `year`, `quality`, `note`
 * and keys that start with x-; the walkers add those themselves.
 */
#include "field.h"

#include <string.h>

#include "di/calibration_target.h"
#include "di/defaults.h"
#include "di/shock.h"

#define SHARE .minimum = 0, .maximum = 1, .unit = "share"
#define RATE .minimum = 0, .maximum = 1000, .unit = "per year"
#define DAYS .minimum = 0, .maximum = 40000, .unit = "days"
#define MULTIPLIER .minimum = 0, .maximum = 1e6
#define PEOPLE .minimum = 0, .maximum = 2e7, .unit = "children"
#define DEFAULT(name) .fallback = DI_DEFAULT_##name + 1
#define MANY UINT32_MAX

static const struct di_field weight = {
    "", DI_FIELD_PLAIN, 0, 0, 1e9, .text = DI_N_("relative weight")};
static const struct di_field disability_id = {"", DI_FIELD_CHOICE,
                                              .text = DI_N_("degree of disability"),
                                              .choices = "none|moderate|severe"};

/* ---- inside values ---- */

static const struct di_field provenance[] = {
    {"source", DI_FIELD_TEXT, .text = DI_N_("where the numbers come from")},
    {"year", DI_FIELD_PLAIN, DI_FIELD_WHOLE, 1900, 2200, "year",
     .text = DI_N_("the year the numbers are about")},
    {"quality", DI_FIELD_CHOICE, .text = DI_N_("how good the numbers are"),
     .choices = "published|estimated|illustrative"},
    {"note", DI_FIELD_NAME, .text = DI_N_("a remark for readers")},
    {0}};

const struct di_field di_field_listed_id = {"", DI_FIELD_ID,
                                            .text = DI_N_("an id of this scenario")};

static const struct di_field step[] = {
    {"from", DI_FIELD_DATE, DI_FIELD_REQUIRED, .text = DI_N_("first day of the new value")},
    {"set", DI_FIELD_PLAIN, .text = DI_N_("the new value")},
    {"multiply", DI_FIELD_PLAIN, .text = DI_N_("the new value as a multiple of 'value'")},
    {"add", DI_FIELD_PLAIN, .text = DI_N_("what the new value adds to 'value'")},
    {"over", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("how long the change takes, evenly; absent: at once")},
    {0}};

static const struct di_field mode_step[] = {
    {"from", DI_FIELD_DATE, DI_FIELD_REQUIRED, .text = DI_N_("first day of the new mode")},
    {"set", DI_FIELD_CHOICE, DI_FIELD_REQUIRED, .text = DI_N_("the new mode"),
     .choices = "by_rate|by_request"},
    {0}};

/* ---- horizon, regions, reasons ---- */

static const struct di_field band_edge = {"",
                                          DI_FIELD_PLAIN,
                                          DI_FIELD_WHOLE,
                                          1,
                                          17,
                                          "years",
                                          .text = DI_N_("lower edge of an age band")};

static const struct di_field horizon[] = {
    {"start", DI_FIELD_DATE, DI_FIELD_REQUIRED, .text = DI_N_("first day of the simulation")},
    {"years", DI_FIELD_NUMBER, DI_FIELD_REQUIRED | DI_FIELD_ABOVE, 0, DI_HORIZON_YEARS_MAX,
     "years", .text = DI_N_("how long to simulate")},
    {"age_bands", DI_FIELD_LIST,
     .text = DI_N_("lower edges of age bands after 0; 18 is always added"),
     .element = &band_edge, .count_min = 0, .count_max = DI_AGE_BANDS_MAX - 2},
    {0}};

static const struct di_field distance = {"",
                                         DI_FIELD_NUMBER,
                                         0,
                                         0,
                                         1e6,
                                         "km or minutes",
                                         .text = DI_N_("distance to the neighbour")};

static const struct di_field region_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"population_0_17", DI_FIELD_SERIES, 0, 0, 1e9, "children",
     .text = DI_N_("children of 0 to 17 who live there")},
    {"age_weights", DI_FIELD_LIST, .text = DI_N_("children by single year of age, relative"),
     .element = &weight, .count_min = 18, .count_max = 18},
    {"neighbours", DI_FIELD_OBJECT, .text = DI_N_("regions that may place children here"),
     .element = &distance},
    {0}};
static const struct di_field region = {"", DI_FIELD_OBJECT, .text = DI_N_("a region"),
                                       .members = region_members};

#define FIRST_PLACEMENTS(words)                                                                \
    {                                                                                          \
        "first_placements", DI_FIELD_OBJECT, .text = (words), .members = di_field_first_rows,  \
                                             .element = &di_field_first_row                    \
    }

static const struct di_field reason_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"groups_per_1000_per_year", DI_FIELD_QUANTITY, 0, 0, 1000, "per 1000 children and year",
     .groups = di_field_by_gate, .text = DI_N_("sibling groups at the gate")},
    {"children_per_1000_per_year", DI_FIELD_QUANTITY, 0, 0, 1000, "per 1000 children and year",
     .groups = di_field_by_gate, .text = DI_N_("children at the gate")},
    {"groups_per_year", DI_FIELD_QUANTITY, 0, 0, 1e9, "per year", .groups = di_field_by_gate,
     .text = DI_N_("sibling groups at the gate, whole nation")},
    {"children_per_year", DI_FIELD_QUANTITY, 0, 0, 1e9, "per year", .groups = di_field_by_gate,
     .text = DI_N_("children at the gate, whole nation")},
    {"disability_moderate_share", DI_FIELD_QUANTITY, 0, SHARE, .groups = di_field_by_entrant,
     .text = DI_N_("entrants with moderate disability")},
    {"disability_severe_share", DI_FIELD_QUANTITY, 0, SHARE, .groups = di_field_by_entrant,
     .text = DI_N_("entrants with severe disability")},
    {"violence_coefficient", DI_FIELD_NUMBER, 0, -20, 20,
     .text = DI_N_("log effect of one standard deviation of violence")},
    {"poverty_coefficient", DI_FIELD_NUMBER, 0, -20, 20,
     .text = DI_N_("log effect of one standard deviation of poverty")},
    {"prevention_effect_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("entries avoided among families that prevention reaches")},
    {"entry_age_weights", DI_FIELD_LIST, .text = DI_N_("chance of entry by single year of age"),
     .element = &weight, .count_min = 18, .count_max = 18},
    FIRST_PLACEMENTS(DI_N_("where its children go first; absent: as 'entries' says")),
    {"unexplained_into", DI_FIELD_ID,
     .text = DI_N_("bookkeeping of calibration: its children come singly into this setting and "
                   "are no first entries")},
    {0}};
static const struct di_field reason = {"", DI_FIELD_OBJECT, .text = DI_N_("a reason of entry"),
                                       .members = reason_members};

/* ---- settings ---- */

static const struct di_field rate_piece = {"", DI_FIELD_NUMBER, 0, RATE,
                                           .text = DI_N_("rate of the piece")};
static const struct di_field rate_from = {
    "", DI_FIELD_PLAIN, 0, 0, 100, "years", .text = DI_N_("where the piece begins")};

static const struct di_field weibull[] = {
    {"shape", DI_FIELD_NUMBER, DI_FIELD_REQUIRED, 0.05, 20,
     .text = DI_N_("below 1 the hazard falls with the stay")},
    {"scale_years", DI_FIELD_NUMBER, DI_FIELD_REQUIRED, 0.001, 1000, "years",
     .text = DI_N_("stay by which 63% have left by this cause")},
    {0}};

static const struct di_field pathway_members[] = {
    {"mode", DI_FIELD_MODE,
     .text = DI_N_("how children go this way; by_rate: a chance per year, by_request: a child "
                   "asks, waits and is matched"),
     .choices = "by_rate|by_request"},
    {"rate_per_year", DI_FIELD_QUANTITY, 0, RATE, .text = DI_N_("constant hazard")},
    {"rates_per_year", DI_FIELD_LIST, .text = DI_N_("hazard by piece of the elapsed time"),
     .element = &rate_piece, .count_min = 1, .count_max = 50},
    {"from_years", DI_FIELD_LIST, .text = DI_N_("where the pieces begin, 0 first"),
     .element = &rate_from, .count_min = 1, .count_max = 50},
    {"weibull", DI_FIELD_OBJECT, .text = DI_N_("hazard of a Weibull stay"), .members = weibull},
    {"factor", DI_FIELD_QUANTITY, 0, MULTIPLIER,
     .text = DI_N_("multiplies rates_per_year or weibull")},
    {"clock", DI_FIELD_CHOICE, .text = DI_N_("which elapsed time drives the hazard"),
     .choices = "none|place|state|care|home"},
    {"historic_exit_per_year", DI_FIELD_NUMBER, 0, RATE,
     .text = DI_N_("rate before the start, of a pathway by request")},
    {0}};
static const struct di_field pathway = {"", DI_FIELD_OBJECT,
                                        .text = DI_N_("a way out, keyed by destination"),
                                        .members = pathway_members};

static const struct di_field leaving[] = {
    {"aftercare", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("to aftercare")},
    {"independent", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("to independent life")},
    {"home", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("to their families")},
    {"adult_institution", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("to adult institutions")},
    {0}};

#define PATHWAYS                                                                               \
    {                                                                                          \
        "pathways", DI_FIELD_OBJECT,                                                           \
            .text = DI_N_(                                                                     \
                "ways out, keyed by destination: home, spontaneous_home, adopted, died, "      \
                "left_country, independent, breakdown, transfer, reentry, or a setting"),      \
            .element = &pathway                                                                \
    }
#define USE_DEFAULTS                                                                           \
    {                                                                                          \
        "use_defaults", DI_FIELD_FLAG,                                                         \
            .text = DI_N_("true: ways out that are not given take the model's defaults")       \
    }

static const struct di_field supply_response[] = {
    {"entries_per_empty_bed_per_year", DI_FIELD_NUMBER, DI_FIELD_REQUIRED, 0, 50, "per year",
     .text = DI_N_("children whom each empty bed draws")},
    {"reason", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("their reason of entry")},
    {0}};

static const struct di_field setting_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"kind", DI_FIELD_CHOICE, DI_FIELD_REQUIRED,
     .text = DI_N_("the kind of care, which carries the rules"),
     .choices = "institution|sgh|emergency_foster|foster|specialised_foster|kinship|"
                "supported_independent|detention|diversion|home_closed|adopted|aged_out|adult_"
                "institution|"
                "left_country|died|unexplained_in|unexplained_out"},
    {"in_residential_statistics", DI_FIELD_FLAG,
     .text = DI_N_("counted in published residential care")},
    {"entry_ladder", DI_FIELD_FLAG, .text = DI_N_("may take children at entry")},
    {"capacity", DI_FIELD_UNLIMITED, 0, 0, 2e7, "places", .groups = di_field_by_region,
     .text = DI_N_("places in each region, or \"unlimited\"")},
    {"on_full", DI_FIELD_CHOICE, .text = DI_N_("what happens when all places are taken"),
     .choices = "refuse|overfill"},
    {"age_from_years", DI_FIELD_NUMBER, 0, 0, 30, "years",
     .text = DI_N_("youngest age admitted")},
    {"age_to_years", DI_FIELD_NUMBER, 0, 0, 30, "years",
     .text = DI_N_("age at which children must leave, not included")},
    {"disability", DI_FIELD_LIST, .text = DI_N_("degrees of disability admitted"),
     .element = &disability_id, .count_min = 1, .count_max = 3},
    PATHWAYS,
    {"stay18_share", DI_FIELD_QUANTITY, 0, SHARE,
     .text = DI_N_("who stay on after the 18th birthday")},
    {"leave_age_years", DI_FIELD_NUMBER, 0, 18, 30, "years",
     .text = DI_N_("age by which those who stayed on leave"), DEFAULT(leave_age_years)},
    {"leaving_shares", DI_FIELD_OBJECT, .text = DI_N_("where those who leave as adults go"),
     .members = leaving},
    {"max_stay_days", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("longest stay in emergency foster care"), DEFAULT(emergency_max_stay_days)},
    {"assess_from", DI_FIELD_DATE, .text = DI_N_("residents come into scope")},
    {"supply_response", DI_FIELD_OBJECT,
     .text = DI_N_("empty beds draw children; absent: they do not"),
     .members = supply_response},
    {"published_stock", DI_FIELD_ID, .text = DI_N_("the published series it counts in")},
    USE_DEFAULTS,
    {0}};
static const struct di_field setting = {"", DI_FIELD_OBJECT,
                                        .text = DI_N_("a place of care of the country"),
                                        .members = setting_members};

static const struct di_field builtin_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")}, PATHWAYS, USE_DEFAULTS, {0}};
static const struct di_field builtin_settings[] = {
    {"home", DI_FIELD_OBJECT, .text = DI_N_("children who returned home"),
     .members = builtin_members},
    {"unplaced", DI_FIELD_OBJECT, .text = DI_N_("children removed from home without a place"),
     .members = builtin_members},
    {0}};

/* ---- institutions and carers ---- */

static const struct di_field institution_staff = {
    "", DI_FIELD_NUMBER, 0, 0, 1e6, "FTE", .text = DI_N_("staff of the role")};

static const struct di_field institution_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"region", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("region it stands in")},
    {"setting", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("setting it belongs to")},
    {"count", DI_FIELD_NUMBER, DI_FIELD_WHOLE, 1, 1e6, "buildings",
     .text = DI_N_("how many buildings this entry stands for")},
    {"capacity", DI_FIELD_SERIES, DI_FIELD_REQUIRED | DI_FIELD_WHOLE, 0, 2e7, "places",
     .text = DI_N_("places of all of them together")},
    {"moratorium_from", DI_FIELD_DATE, .text = DI_N_("no admissions from this day")},
    {"assess_from", DI_FIELD_DATE, .text = DI_N_("residents come into scope")},
    {"wind_down_from", DI_FIELD_DATE, .text = DI_N_("no admissions, residents in scope")},
    {"close_by", DI_FIELD_DATE, .text = DI_N_("the day by which it should be empty")},
    {"minimum_viable_occupancy", DI_FIELD_NUMBER, 0, PEOPLE,
     .text = DI_N_("fewer children than this raise an alert")},
    {"auto_close", DI_FIELD_FLAG,
     .text = DI_N_("true: below it the wind-down begins, with a deadline two quarters ahead")},
    {"transfers_allowed", DI_FIELD_FLAG,
     .text = DI_N_("true: residents left at the deadline go to other institutions")},
    {"admits_siblings", DI_FIELD_FLAG,
     .text = DI_N_("true: under moratorium, siblings of residents are still admitted")},
    {"staff", DI_FIELD_OBJECT, .text = DI_N_("staff in FTE, by role"),
     .element = &institution_staff},
    {"redeploy_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("staff who train as case managers of the region after the closure")},
    {"redeploy_from", DI_FIELD_DATE, .text = DI_N_("nobody is redeployed before this day")},
    {"costs", DI_FIELD_OBJECT, .text = DI_N_("costs of its own, beside the lines of 'costs'"),
     .members = di_field_institution_costs},
    {0}};
static const struct di_field institution = {"", DI_FIELD_OBJECT,
                                            .text = DI_N_("an institution or small group home"),
                                            .members = institution_members};

static const struct di_field band_id = {"", DI_FIELD_ID,
                                        .text = DI_N_("an age band, age_0_2 and so on")};

static const struct di_field carers_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"region", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("region the families live in")},
    {"setting", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("setting they belong to")},
    {"families", DI_FIELD_SERIES, DI_FIELD_REQUIRED | DI_FIELD_WHOLE, 0, 2e6, "families",
     .text = DI_N_("approved families")},
    {"places", DI_FIELD_NUMBER, DI_FIELD_WHOLE, 1, 20, "children",
     .text = DI_N_("places of each family")},
    {"age_bands", DI_FIELD_LIST, .text = DI_N_("age bands they accept; absent: all"),
     .element = &band_id, .count_min = 1, .count_max = DI_AGE_BANDS_MAX},
    {"disability", DI_FIELD_LIST, .text = DI_N_("degrees of disability they accept"),
     .element = &disability_id, .count_min = 1, .count_max = 3},
    {"recruitment", DI_FIELD_OBJECT,
     .text = DI_N_("how families are won and lost; absent: 'families' counts them by date"),
     .members = di_field_recruitment},
    {"rest", DI_FIELD_OBJECT, .text = DI_N_("families rest after a placement; absent: never"),
     .members = di_field_rest},
    {0}};
static const struct di_field carers = {"", DI_FIELD_OBJECT,
                                       .text = DI_N_("families of one profile in one region"),
                                       .members = carers_members};

/* ---- entries ---- */

static const struct di_field group_share = {"", DI_FIELD_NUMBER, 0, SHARE,
                                            .text = DI_N_("groups of this size")};
static const struct di_field season_month = {
    "", DI_FIELD_PLAIN, 0, 0, 12, .text = DI_N_("multiplier of the month")};

static const struct di_field listed_child_members[] = {
    {"age_years", DI_FIELD_PLAIN, DI_FIELD_REQUIRED, 0, 17.999, "years",
     .text = DI_N_("age at entry")},
    {"sex", DI_FIELD_CHOICE, .text = DI_N_("sex"), .choices = "female|male"},
    {"disability", DI_FIELD_CHOICE, .text = DI_N_("degree of disability"),
     .choices = "none|moderate|severe"},
    {0}};
static const struct di_field listed_child = {"", DI_FIELD_OBJECT,
                                             .text = DI_N_("a child of the group"),
                                             .members = listed_child_members};

static const struct di_field listed_members[] = {
    {"on", DI_FIELD_DATE, .text = DI_N_("day of entry")},
    {"at_days", DI_FIELD_PLAIN, 0, DAYS, .text = DI_N_("days after the start")},
    {"region", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("region of origin")},
    {"reason", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("reason of entry")},
    {"children", DI_FIELD_LIST, DI_FIELD_REQUIRED, .text = DI_N_("the siblings"),
     .element = &listed_child, .count_min = 1, .count_max = DI_GROUP_SIZE_MAX},
    {0}};
static const struct di_field listed = {"", DI_FIELD_OBJECT,
                                       .text = DI_N_("a group that enters on a given day"),
                                       .members = listed_members};

static const struct di_field entries[] = {
    {"group_size_shares", DI_FIELD_LIST, .text = DI_N_("groups of 1, 2, 3 ... children"),
     .element = &group_share, .count_min = 1, .count_max = DI_GROUP_SIZE_MAX,
     DEFAULT(group_size_1)},
    {"female_share", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("girls among entrants"),
     DEFAULT(female_share)},
    {"season", DI_FIELD_LIST, .text = DI_N_("twelve monthly multipliers of mean 1"),
     .element = &season_month, .count_min = 12, .count_max = 12},
    {"entry_cv", DI_FIELD_NUMBER, 0, 0, 5, "",
     .text = DI_N_("spread of entries between years of a region beyond chance"),
     DEFAULT(entry_cv)},
    {"include_reentries", DI_FIELD_FLAG,
     .text = DI_N_("true: the published entries contain re-entries")},
    {"entry_age_weights", DI_FIELD_LIST, .text = DI_N_("chance of entry by single year of age"),
     .element = &weight, .count_min = 18, .count_max = 18},
    {"disability_moderate_share", DI_FIELD_QUANTITY, 0, SHARE, .groups = di_field_by_entrant,
     .text = DI_N_("entrants with moderate disability, unless the reason says")},
    {"disability_severe_share", DI_FIELD_QUANTITY, 0, SHARE, .groups = di_field_by_entrant,
     .text = DI_N_("entrants with severe disability, unless the reason says")},
    FIRST_PLACEMENTS(DI_N_("where children who come into care go first, by age band and "
                           "setting; absent: by the entry ladder")),
    {"list", DI_FIELD_LIST, .text = DI_N_("groups that enter on given days"),
     .element = &listed, .count_min = 0, .count_max = 100000},
    {0}};

/* ---- initial stock ---- */

static const struct di_field dimension = {
    "", DI_FIELD_CHOICE, .text = DI_N_("what the counts are by"),
    .choices = "institution|setting|region|age_band|sex|disability|stay"};
static const struct di_field stay_cut = {"",
                                         DI_FIELD_PLAIN,
                                         DI_FIELD_ABOVE,
                                         0,
                                         30,
                                         "years",
                                         .text = DI_N_("where a band of stay begins")};
static const struct di_field yearly_children = {"", DI_FIELD_NUMBER, 0, PEOPLE,
                                                .text = DI_N_("children of the year")};

static const struct di_field margin_members[] = {
    {"by", DI_FIELD_LIST, DI_FIELD_REQUIRED, .text = DI_N_("what the counts are by, in order"),
     .element = &dimension, .count_min = 1, .count_max = DI_DIMENSIONS},
    {"counts", DI_FIELD_COUNTS, DI_FIELD_REQUIRED, PEOPLE,
     .text = DI_N_("children, nested in the order of 'by'")},
    {"partial", DI_FIELD_FLAG, .text = DI_N_("true: keys that are not named are left open")},
    {0}};
static const struct di_field margin = {
    "", DI_FIELD_OBJECT, .text = DI_N_("counts of residents"), .members = margin_members};

static const struct di_field home_pool[] = {
    {"returns", DI_FIELD_OBJECT, DI_FIELD_YEARS,
     .text = DI_N_("children returned home, by calendar year"), .element = &yearly_children},
    {"monitored_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("still visited on the first day, of those at home for less than "
                   "'policies.monitoring'"),
     DEFAULT(monitored_share)},
    {0}};

static const struct di_field initial_stock[] = {
    {"margins", DI_FIELD_LIST, .text = DI_N_("counts of residents on the first day"),
     .element = &margin, .count_min = 0, .count_max = 50},
    {"stay_bands_years", DI_FIELD_LIST, .text = DI_N_("where bands of elapsed stay are cut"),
     .element = &stay_cut, .count_min = 1, .count_max = 20},
    {"sibling_share", DI_FIELD_QUANTITY, 0, SHARE,
     .text = DI_N_("residents with a sibling in the same place"), DEFAULT(sibling_share)},
    {"assessed_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("residents assessed before the start"), DEFAULT(assessed_share)},
    {"past_entries", DI_FIELD_OBJECT, DI_FIELD_YEARS,
     .text = DI_N_("entries by calendar year before the start, relative"),
     .element = &yearly_children},
    {"home_pool", DI_FIELD_OBJECT, .text = DI_N_("children at home who may come back"),
     .members = home_pool},
    {0}};

/* ---- policies and services ---- */

static const struct di_field option_id = {
    "", DI_FIELD_CHOICE, .text = DI_N_("an option of a request"),
    .choices = "reunification|kinship|foster|specialised_foster|sgh|supported_independent"};
static const struct di_field priority_id = {
    "", DI_FIELD_CHOICE, .text = DI_N_("a level of priority"),
    .choices = "urgent|under_3|closing|guarantee|disability"};

static const struct di_field suitable[] = {
    {"reunification", DI_FIELD_QUANTITY, 0, SHARE, .text = DI_N_("may go home")},
    {"kinship", DI_FIELD_QUANTITY, 0, SHARE, .text = DI_N_("have kin who can care")},
    {"foster", DI_FIELD_QUANTITY, 0, SHARE, .text = DI_N_("suit a foster family")},
    {"specialised_foster", DI_FIELD_QUANTITY, 0, SHARE,
     .text = DI_N_("suit a specialised family")},
    {"sgh", DI_FIELD_QUANTITY, 0, SHARE, .text = DI_N_("suit a small group home")},
    {"supported_independent", DI_FIELD_QUANTITY, 0, SHARE,
     .text = DI_N_("suit supported living")},
    {0}};

static const struct di_field policies[] = {
    {"option_order", DI_FIELD_LIST, .text = DI_N_("in which order options are asked for"),
     .element = &option_id, .count_min = 1, .count_max = DI_OPTIONS},
    {"suitable_share", DI_FIELD_OBJECT, .text = DI_N_("children whom an option suits"),
     .members = suitable},
    {"kin_at_entry_share", DI_FIELD_QUANTITY, 0, SHARE,
     .text = DI_N_("entrants for whom kin are found at once"), DEFAULT(kin_at_entry_share)},
    {"option_wait", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("wait before a lower option is asked for too"), DEFAULT(option_wait)},
    {"neighbour_distance_limit", DI_FIELD_NUMBER, 0, 0, 1e6, "km or minutes",
     .text = DI_N_("farthest neighbour a child may be placed in")},
    {"priority", DI_FIELD_LIST, .text = DI_N_("who comes first on waiting lists"),
     .element = &priority_id, .count_min = 0, .count_max = DI_PRIORITIES},
    {"guarantee_days", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("wait after which a child gains priority"), DEFAULT(guarantee_days)},
    {"closing_days", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("time before a deadline in which residents gain priority"),
     DEFAULT(closing_days)},
    {"disability_after_days", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("wait after which children with disability gain priority"),
     DEFAULT(disability_after_days)},
    {"max_skips", DI_FIELD_NUMBER, DI_FIELD_WHOLE, 0, 1e6, "",
     .text =
         DI_N_("times a group is passed over before a family is held for it; 0: never held"),
     DEFAULT(max_skips)},
    {"hold_days", DI_FIELD_DURATION, 0, DAYS, .text = DI_N_("how long a family is held"),
     DEFAULT(hold_days)},
    {"hold_family_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("families of a region that may be held"), DEFAULT(hold_family_share)},
    {"reservation_days", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("how long a reserved place is kept"), DEFAULT(reservation_days)},
    {"siblings_together_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("groups that must stay together"), DEFAULT(siblings_together_share)},
    {"siblings_preferred_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("groups that should stay together"), DEFAULT(siblings_preferred_share)},
    {"split_after_days", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("wait after which a group that should stay together may split"),
     DEFAULT(split_after_days)},
    {"acceptance_share", DI_FIELD_NUMBER, 0, SHARE, .text = DI_N_("proposals a family accepts"),
     DEFAULT(acceptance_share)},
    {"placement_frailty", DI_FIELD_NUMBER, 0, 0, 10, "variance",
     .text = DI_N_("how much children differ in ways no register records"),
     DEFAULT(placement_frailty)},
    {"breakdown_frailty", DI_FIELD_NUMBER, 0, 0, 10, "exponent",
     .text = DI_N_("how far that also makes placements break down"),
     DEFAULT(breakdown_frailty)},
    {"legally_free_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("children who may be adopted"), DEFAULT(legally_free_share)},
    {"no_under3_admission", DI_FIELD_DATE,
     .text = DI_N_("from here no child under three enters residential care")},
    {"monthly_ladder", DI_FIELD_FLAG,
     .text = DI_N_("children without a place try the entry ladder each month")},
    {"ageing", DI_FIELD_FLAG, .text = DI_N_("true: children grow older; false is for tests")},
    {"reentry_window_years", DI_FIELD_NUMBER, 0, 0, 18, "years",
     .text = DI_N_("how long after a return home a child may come back"),
     DEFAULT(reentry_window_years)},
    {"closed_reentry_rr", DI_FIELD_NUMBER, 0, 0, 100, "ratio",
     .text = DI_N_("re-entry after monitoring ends, relative to before"),
     DEFAULT(closed_reentry_rr)},
    {"monitoring_days", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("how long planned returns are monitored"), DEFAULT(monitoring_days)},
    {0}};

static const struct di_field prevention[] = {
    {"coverage_share", DI_FIELD_QUANTITY, 0, SHARE, .groups = di_field_by_gate,
     .text = DI_N_("families reached")},
    {"places", DI_FIELD_UNLIMITED, 0, 0, 1e6, "families", .groups = di_field_by_region,
     .text = DI_N_("families served at a time in each region, or \"unlimited\"")},
    {"days", DI_FIELD_DURATION, 0, DAYS, .text = DI_N_("how long a place is held"),
     DEFAULT(prevention_days)},
    {"return_per_year", DI_FIELD_NUMBER, 0, RATE,
     .text = DI_N_("families that come back to the gate"), DEFAULT(prevention_return_per_year)},
    {0}};
static const struct di_field gatekeeping[] = {
    {"share", DI_FIELD_QUANTITY, 0, SHARE, .groups = di_field_by_gate,
     .text = DI_N_("entries that are reviewed")},
    {"effect_share", DI_FIELD_QUANTITY, 0, SHARE, .groups = di_field_by_diverted,
     .text = DI_N_("reviewed entries that are diverted")},
    {0}};
static const struct di_field services[] = {
    {"prevention", DI_FIELD_OBJECT, .text = DI_N_("help for families before the gate"),
     .members = prevention},
    {"gatekeeping", DI_FIELD_OBJECT, .text = DI_N_("review of entries at the gate"),
     .members = gatekeeping},
    {0}};

static const struct di_field driver = {"",
                                       DI_FIELD_SERIES,
                                       0,
                                       -20,
                                       20,
                                       "standard deviations",
                                       .text = DI_N_("driver of a region")};
static const struct di_field drivers[] = {
    {"violence", DI_FIELD_OBJECT, .text = DI_N_("violence by region, standardised"),
     .element = &driver},
    {"poverty", DI_FIELD_OBJECT, .text = DI_N_("poverty by region, standardised"),
     .element = &driver},
    {0}};

/* ---- published ---- */

static const struct di_field published_value = {
    "", DI_FIELD_NUMBER, 0, -1e12, 1e12, .text = DI_N_("published figure of the year")};
static const struct di_field published_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"indicator", DI_FIELD_ID, .text = DI_N_("indicator it is drawn over")},
    {"values", DI_FIELD_OBJECT, DI_FIELD_REQUIRED | DI_FIELD_YEARS,
     .text = DI_N_("figures by calendar year"), .element = &published_value},
    {0}};
static const struct di_field published = {
    "", DI_FIELD_OBJECT, .text = DI_N_("a published series"), .members = published_members};

/* ---- the whole ---- */

static const struct di_field sections[] = {
    {"$schema", DI_FIELD_TEXT, .text = DI_N_("address of the JSON Schema, for editors")},
    {"format", DI_FIELD_PLAIN, DI_FIELD_REQUIRED | DI_FIELD_WHOLE, 1, 1, "",
     .text = DI_N_("version of this format")},
    {"id", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("short name in results")},
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"notes", DI_FIELD_NAME, .text = DI_N_("what readers should know")},
    {"extends", DI_FIELD_TEXT, .text = DI_N_("base scenario that this file changes")},
    {"currency", DI_FIELD_TEXT, .text = DI_N_("currency of all money")},
    {"price_year", DI_FIELD_PLAIN, DI_FIELD_WHOLE, 1900, 2200, "year",
     .text = DI_N_("year of all prices")},
    {"horizon", DI_FIELD_OBJECT, DI_FIELD_REQUIRED, .text = DI_N_("what time is simulated"),
     .members = horizon},
    {"regions", DI_FIELD_OBJECT, DI_FIELD_REQUIRED, .text = DI_N_("where children live"),
     .element = &region, .count_min = 1, .count_max = DI_REGIONS_MAX},
    {"reasons", DI_FIELD_OBJECT, .text = DI_N_("why children enter care"), .element = &reason,
     .count_max = DI_REASONS_MAX},
    {"settings", DI_FIELD_OBJECT, DI_FIELD_REQUIRED, .text = DI_N_("places of care"),
     .members = builtin_settings, .element = &setting, .count_min = 1,
     .count_max = DI_SETTINGS_MAX},
    {"institutions", DI_FIELD_OBJECT, .text = DI_N_("institutions and small group homes"),
     .element = &institution, .count_max = DI_INSTITUTIONS_MAX},
    {"carers", DI_FIELD_OBJECT, .text = DI_N_("foster families by profile"), .element = &carers,
     .count_max = DI_CARERS_MAX},
    {"roles", DI_FIELD_OBJECT, .text = DI_N_("kinds of workers"), .element = &di_field_role,
     .count_max = DI_ROLES_MAX},
    {"resources", DI_FIELD_OBJECT, .text = DI_N_("workers, and the work that needs them"),
     .members = di_field_resources},
    {"entries", DI_FIELD_OBJECT, DI_FIELD_REQUIRED, .text = DI_N_("what entrants are like"),
     .members = entries},
    {"initial_stock", DI_FIELD_OBJECT, .text = DI_N_("who is in care on the first day"),
     .members = initial_stock},
    {"policies", DI_FIELD_OBJECT, .text = DI_N_("rules"), .members = policies},
    {"services", DI_FIELD_OBJECT, .text = DI_N_("services before and at the gate"),
     .members = services},
    {"drivers", DI_FIELD_OBJECT, .text = DI_N_("what moves entries"), .members = drivers},
    {"published", DI_FIELD_OBJECT, .text = DI_N_("published series to compare with"),
     .element = &published, .count_max = 1000},
    {"costs", DI_FIELD_OBJECT, .text = DI_N_("what care costs"), .members = di_field_costs},
    {"budget", DI_FIELD_OBJECT, .text = DI_N_("who pays"), .members = di_field_budget},
    {"shocks", DI_FIELD_OBJECT, .text = DI_N_("what may break in"), .element = &di_field_shock,
     .count_max = DI_SHOCKS_MAX},
    {"justice", DI_FIELD_OBJECT, .text = DI_N_("children in conflict with the law"),
     .members = di_field_justice},
    {"goals", DI_FIELD_OBJECT, .text = DI_N_("what a plan should reach and may use"),
     .members = di_field_goals},
    {"uncertainty", DI_FIELD_OBJECT, .text = DI_N_("what uncertain inputs have in common"),
     .members = di_field_uncertainty},
    {"targets", DI_FIELD_OBJECT, .text = DI_N_("published figures to calibrate to"),
     .element = &di_field_target, .count_max = DI_TARGET_SERIES_MAX},
    {0}};

static const struct di_field root = {"", DI_FIELD_OBJECT, .text = DI_N_("a scenario"),
                                     .members = sections};

const struct di_field *di_field_root(void)
{
    return &root;
}

const struct di_field *di_field_step(void)
{
    return step;
}

const struct di_field *di_field_mode_step(void)
{
    return mode_step;
}

const struct di_field *di_field_provenance(void)
{
    return provenance;
}

const struct di_field *di_field_find(const struct di_field *members, const char *key)
{
    for (; members != NULL && members->key != NULL; members++)
        if (strcmp(members->key, key) == 0)
            return members;
    return NULL;
}
