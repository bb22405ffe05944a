/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input_word.h"

#include <string.h>

struct input_word {
    const char *key, *word, *text; /* key NULL: of any field */
};

static const struct input_word words[] = {
    /* what only one field means so */
    {"clock", "none", NC_("elapsed time", "none: the chance never changes")},
    {"clock", "place", NC_("elapsed time", "time in this place")},
    {"clock", "state", NC_("elapsed time", "time in this form of care")},
    {"clock", "care", NC_("elapsed time", "time in care")},
    {"clock", "home", NC_("elapsed time", "time at home")},
    {"law", "fixed", NC_("law of time", "always the same")},
    {"inputs", "fixed", NC_("uncertain inputs", "kept at their values")},
    {"inputs", "drawn", NC_("uncertain inputs", "drawn anew in each run")},
    {"splits", "default", NC_("tables", "by one property at a time")},
    {"splits", "full", NC_("tables", "all properties crossed")},
    {"class", "running", NC_("spending", "running cost")},
    {"class", "capital", NC_("spending", "capital cost")},
    {"class", "pre_opening", NC_("spending", "cost before the opening")},
    /* marks, rules, money */
    {NULL, "published", N_("published")},
    {NULL, "estimated", N_("estimated")},
    {NULL, "illustrative", N_("illustrative")},
    {NULL, "refuse", N_("refuse")},
    {NULL, "overfill", N_("overfill")},
    {NULL, "ring_fenced", N_("kept for the reform")},
    {NULL, "lost", N_("lost to the reform")},
    {NULL, "state", N_("the state budget")},
    {NULL, "region", N_("the region")},
    {NULL, "true", N_("yes")},
    {NULL, "false", N_("no")},
    {NULL, "unlimited", N_("unlimited")},
    /* ways out */
    {NULL, "by_rate", N_("by rate")},
    {NULL, "by_request", N_("by request")},
    {NULL, "home", N_("return home")},
    {NULL, "spontaneous_home", N_("unplanned return home")},
    {NULL, "adopted", N_("adoption")},
    {NULL, "died", N_("death")},
    {NULL, "left_country", N_("leaving the country")},
    {NULL, "independent", N_("leaving to independent life")},
    {NULL, "breakdown", N_("breakdown of a placement")},
    {NULL, "transfer", N_("transfer to another institution")},
    {NULL, "reentry", N_("return to care")},
    {NULL, "reunification", N_("return home")},
    /* kinds of settings */
    {NULL, "institution", NC_("kind of care", "institution")},
    {NULL, "sgh", NC_("kind of care", "small group home")},
    {NULL, "emergency_foster", NC_("kind of care", "emergency foster care")},
    {NULL, "foster", NC_("kind of care", "foster care")},
    {NULL, "specialised_foster", NC_("kind of care", "specialised foster care")},
    {NULL, "kinship", NC_("kind of care", "care by relatives")},
    {NULL, "supported_independent", NC_("kind of care", "supported living")},
    {NULL, "detention", NC_("kind of care", "detention")},
    {NULL, "diversion", NC_("kind of care", "diversion from detention")},
    {NULL, "home_closed", NC_("kind of care", "at home, no longer visited")},
    {NULL, "aged_out", NC_("kind of care", "left at 18")},
    {NULL, "adult_institution", NC_("kind of care", "adult institution")},
    {NULL, "unexplained_in", NC_("kind of care", "unexplained entries")},
    {NULL, "unexplained_out", NC_("kind of care", "unexplained exits")},
    /* children */
    {NULL, "female", NC_("sex", "girls")},
    {NULL, "male", NC_("sex", "boys")},
    {NULL, "none", NC_("disability", "none")},
    {NULL, "moderate", NC_("disability", "moderate")},
    {NULL, "severe", NC_("disability", "severe")},
    /* who comes first */
    {NULL, "urgent", NC_("priority", "urgent")},
    {NULL, "under_3", NC_("priority", "under 3 years")},
    {NULL, "closing", NC_("priority", "from an institution that closes")},
    {NULL, "guarantee", NC_("priority", "waited for longer than guaranteed")},
    {NULL, "disability", NC_("priority", "disability")},
    /* what a price is paid for */
    {NULL, "child_year", NC_("price of", "a child for a year")},
    {NULL, "place_year", NC_("price of", "a place for a year")},
    {NULL, "place_opened", NC_("price of", "a place when it opens")},
    {NULL, "institution_quarter", NC_("price of", "an institution for a quarter")},
    {NULL, "institution_place_year", NC_("price of", "a place of an institution for a year")},
    {NULL, "institution_staff_year", NC_("price of", "a post of an institution for a year")},
    {NULL, "fte_year", NC_("price of", "a full-time worker for a year")},
    {NULL, "family_year", NC_("price of", "a family for a year")},
    {NULL, "approval", NC_("price of", "a family's approval")},
    {NULL, "visit", NC_("price of", "a visit")},
    {NULL, "hour", NC_("price of", "an hour of work")},
    {NULL, "move", NC_("price of", "a move")},
    {NULL, "prevention_place", NC_("price of", "a family kept together")},
    {NULL, "once", NC_("price of", "once, on its date")},
    /* work */
    {NULL, "exponential", NC_("law of time", "exponential")},
    {NULL, "gamma", NC_("law of time", "gamma")},
    {NULL, "lognormal", NC_("law of time", "lognormal")},
    {NULL, "weibull", NC_("law of time", "Weibull")},
    {NULL, "empirical", NC_("law of time", "as observed")},
    {NULL, "assessor", NC_("role", "assessor")},
    {NULL, "case_manager", NC_("role", "case manager")},
    {NULL, "carer_recruiter", NC_("role", "recruiter of carers")},
    {NULL, "generic", NC_("role", "any work")},
    /* what figures are of */
    {NULL, "stock", NC_("published figure", "children at the end of the year")},
    {NULL, "entries", NC_("published figure", "entries in the year")},
    {NULL, "exits", NC_("published figure", "exits in the year")},
    {NULL, "setting", NC_("counts by", "form of care")},
    {NULL, "age_band", NC_("counts by", "age")},
    {NULL, "sex", NC_("counts by", "sex")},
    {NULL, "stay", NC_("counts by", "stay")}};

static const struct input_word *find(const char *key, const char *word)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].word, word) == 0 &&
            (words[i].key == NULL || strcmp(words[i].key, key) == 0))
            return &words[i];
    return NULL;
}

bool input_word_is_known(const char *key, const char *word)
{
    return find(key, word) != NULL;
}

const char *input_word(struct ui *ui, const char *key, const char *word)
{
    const struct input_word *known = find(key, word);
    if (known != NULL)
        return tr(ui, known->text);
    char *plain = DI_ARENA_NEW(&ui->frame->arena, strlen(word) + 1, char);
    if (plain == NULL)
        return word;
    for (size_t i = 0; word[i] != '\0'; i++)
        plain[i] = word[i] == '_' ? ' ' : word[i];
    return plain;
}
