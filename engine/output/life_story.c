/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sentence per event; what an event means is said here and nowhere else. */
#include "di/life_story.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "di/model.h"

/* ---- words ---- */

static const char *translated(const struct di_life_story *story, const char *id)
{
    const struct di_catalogue *catalogue = story->catalogue;
    return catalogue == NULL || catalogue->translate == NULL
               ? id
               : catalogue->translate(catalogue->context, id);
}

static const char *language_of(const struct di_life_story *story)
{
    return story->catalogue != NULL && story->catalogue->language != NULL
               ? story->catalogue->language
               : "en";
}

static const char *region_name(const struct di_life_story *story, const char *id)
{
    return di_names_text(story->names, "regions", id, language_of(story));
}

/* Settings that every scenario has are named by the model. */
static const char *setting_name(const struct di_life_story *story, const char *id)
{
    const char *name = di_names_text(story->names, "settings", id, language_of(story));
    for (uint32_t i = 0; strcmp(name, id) == 0 && i < DI_SETTING_BUILTIN_COUNT; i++)
        if (strcmp(di_setting_builtin(i)->id, id) == 0)
            return translated(story, di_setting_builtin(i)->name);
    return name;
}

/* ---- sentences ---- */

/* Arguments of every sentence: %1 date, %2 age, %3 from, %4 to, %5 region, %6 number. */
static const char *move_sentence(const struct di_trace_row *row)
{
    if (strcmp(row->move, "planned") == 0)
        return DI_N_("%1, age %2: moves as planned from %3 to %4 (%5).");
    if (strcmp(row->move, "by_rate") == 0)
        return DI_N_("%1, age %2: moves from %3 to %4 (%5), at the rate the scenario gives.");
    return DI_N_("%1, age %2: is moved, without a plan, from %3 to %4 (%5).");
}

static const char *home_sentence(const struct di_trace_row *row)
{
    if (strcmp(row->move, "planned") == 0)
        return DI_N_("%1, age %2: goes home from %3 as planned; visits to the family begin.");
    if (strcmp(row->move, "by_rate") == 0)
        return DI_N_("%1, age %2: goes home from %3, at the rate the scenario gives.");
    return DI_N_("%1, age %2: goes home from %3 without a plan.");
}

static const char *entry_sentence(const struct di_trace_row *row)
{
    const bool is_by_share = strcmp(row->move, "by_rate") == 0;
    if (row->event == DI_TRACE_REENTRY)
        return is_by_share
                   ? DI_N_("%1, age %2: comes back into care; placed in %4 (%5), by the "
                           "shares the scenario gives.")
                   : DI_N_("%1, age %2: comes back into care; placed in %4 (%5).");
    return is_by_share
               ? DI_N_("%1, age %2: enters care for the first time; placed in %4 (%5), by "
                       "the shares the scenario gives.")
               : DI_N_("%1, age %2: enters care for the first time; placed in %4 (%5).");
}

static bool is_home(const char *setting)
{
    return strncmp(setting, "home", 4) == 0 || strcmp(setting, "reunified_monitored") == 0;
}

/* Events whose sentence depends on nothing else. An event without one is not told: the line
 * before or after says it. */
static const char *const sentences[DI_TRACE_EVENTS] = {
    [DI_TRACE_FIRST_PLACE_REFUSED] =
        DI_N_("%1, age %2: was to come to %4 first; there was no place."),
    [DI_TRACE_EXIT] = DI_N_("%1, age %2: leaves %3 for good; destination: %4."),
    [DI_TRACE_MONITORING_END] = DI_N_("%1, age %2: the visits to the family end."),
    [DI_TRACE_STAYS_ON] = DI_N_("%1, age %2: turns 18 and stays in %4."),
    [DI_TRACE_BREAKDOWN] = DI_N_("%1, age %2: the placement in %3 breaks down."),
    [DI_TRACE_AGE_EDGE] = DI_N_("%1, age %2: is now too old for %3."),
    [DI_TRACE_REFUSED] = DI_N_("%1, age %2: could have left %3, but there was no free place."),
    [DI_TRACE_REQUEST] =
        DI_N_("%1, age %2: a request is made to find a family or home instead of %3."),
    [DI_TRACE_DECISION] = DI_N_("%1, age %2: assessment and care plan are complete."),
    [DI_TRACE_ASKS] = DI_N_("%1, age %2: joins the waiting list; wanted: %4."),
    [DI_TRACE_RESERVED] = DI_N_("%1, age %2: matched; where to: %4."),
    [DI_TRACE_PREPARES] = DI_N_("%1, age %2: the preparation of the move begins."),
    [DI_TRACE_UNRESERVED] =
        DI_N_("%1, age %2: the match comes to nothing; the child waits again."),
    [DI_TRACE_WORK_BEGIN] = DI_N_("%1, age %2: social workers begin: %4 (%6 {%6|hour|hours})."),
    [DI_TRACE_ACTIVITY_END] =
        DI_N_("%1, age %2: social workers finish: %4 (%6 {%6|hour|hours})."),
    [DI_TRACE_WORK_DROPPED] = DI_N_("%1, age %2: not needed any more: %4."),
    [DI_TRACE_FAMILY_RESTS] = DI_N_("%1: the foster family rests for %6 {%6|day|days}."),
    [DI_TRACE_VISIT_MISSED] =
        DI_N_("%1, age %2: a visit falls due and nobody has time for it."),
    [DI_TRACE_SPLIT] =
        DI_N_("%1, age %2: a place is found apart from brothers and sisters; where to: %4."),
    [DI_TRACE_OVERFILL] =
        DI_N_("%1, age %2: is taken into %4 (%5), although all its places are taken."),
    [DI_TRACE_OVERRUNS] =
        DI_N_("%1, age %2: stays in %3 longer than it should; nothing else is free."),
    [DI_TRACE_DISCHARGED] =
        DI_N_("%1, age %2: is sent home by a shock, without an assessment."),
    [DI_TRACE_EVACUATED] = DI_N_("%1, age %2: is evacuated from %3 (the host region: %5)."),
    [DI_TRACE_UNEXPLAINED_ENTRY] = DI_N_(
        "%1, age %2: is counted in %4 (%5) from now on; published entries do not say where "
        "the child came from."),
    [DI_TRACE_LEAVES_AT_18] = DI_N_("%1, age %2: is of age and leaves %3; where to: %4."),
};

static bool is_visit(const struct di_trace_row *row)
{
    return strcmp(row->what, "visit") == 0;
}

/* A visit is one sentence: when it has been made. */
static const char *sentence_of(const struct di_trace_row *row, double age_years)
{
    if (is_visit(row))
        return row->event == DI_TRACE_ACTIVITY_END
                   ? DI_N_("%1, age %2: a social worker visits (%6 {%6|hour|hours}).")
                   : NULL;
    if (row->event == DI_TRACE_START)
        return is_home(row->to)
                   ? DI_N_("%1, age %2: the simulation begins; the child went home "
                           "%6 {%6|year|years} ago.")
               : row->value >
                       age_years + 0.05 /* ageing is off: the stay is no part of the age */
                   ? DI_N_("%1, age %2: the simulation begins; the child lives in %4 (%5).")
                   : DI_N_("%1, age %2: the simulation begins; the child has lived in %4 (%5) "
                           "for %6 {%6|year|years}.");
    if (row->event == DI_TRACE_VISIT_MISSED && strcmp(row->what, "shock") == 0)
        return DI_N_("%1, age %2: a visit falls due and cannot be made, because of a shock.");
    if (row->event == DI_TRACE_MOVE)
        return move_sentence(row);
    if (row->event == DI_TRACE_HOME)
        return home_sentence(row);
    if (row->event == DI_TRACE_ENTRY || row->event == DI_TRACE_REENTRY)
        return entry_sentence(row);
    return sentences[row->event];
}

static bool is_work(enum di_trace_event event)
{
    return event == DI_TRACE_WORK_BEGIN || event == DI_TRACE_ACTIVITY_END ||
           event == DI_TRACE_WORK_DROPPED;
}

/* Is %4 of the sentence what the line is about, and not where the child is? */
static bool is_about_what(enum di_trace_event event)
{
    return event == DI_TRACE_ASKS || event == DI_TRACE_RESERVED ||
           event == DI_TRACE_LEAVES_AT_18 || event == DI_TRACE_SPLIT || is_work(event);
}

/* What was asked for, matched or worked on, as a message id; an id of the scenario stands for
 * itself. */
static const char *wanted_name(const struct di_life_story *story, const char *what)
{
    static const struct {
        const char *id, *label;
    } options_asked[] = {{"foster", DI_N_("a foster family")},
                         {"specialised_foster", DI_N_("a specialised foster family")},
                         {"sgh", DI_N_("a small group home")},
                         {"supported_independent", DI_N_("supported living")},
                         {"kinship", DI_N_("relatives")},
                         {"reunification", DI_N_("the return home")},
                         {"assessment", DI_N_("the assessment")},
                         {"care_plan", DI_N_("the care plan")},
                         {"tracing", DI_N_("the search for relatives")},
                         {"preparation", DI_N_("the preparation of the move")},
                         {"visit", DI_N_("a visit")},
                         {"adoption_file", DI_N_("the adoption file")},
                         {"renewal", DI_N_("the renewal of the assessment")},
                         {"crisis", DI_N_("crisis support")},
                         {"review", DI_N_("the review of the care plan")},
                         {"aftercare", DI_N_("aftercare")},
                         {"independent", DI_N_("a life on one's own")},
                         {"home", DI_N_("the family")},
                         {"adult_institution", DI_N_("an institution for adults")}};
    for (size_t i = 0; i < sizeof options_asked / sizeof options_asked[0]; i++)
        if (strcmp(options_asked[i].id, what) == 0)
            return translated(story, options_asked[i].label);
    return what;
}

static const char *person_sentence(const struct di_trace_row *row)
{
    const bool is_girl = strcmp(row->sex, "female") == 0;
    if (strcmp(row->disability, "severe") == 0)
        return is_girl ? DI_N_("A girl with a severe disability, born %1; family's region: %2.")
                       : DI_N_("A boy with a severe disability, born %1; family's region: %2.");
    if (strcmp(row->disability, "moderate") == 0)
        return is_girl
                   ? DI_N_("A girl with a moderate disability, born %1; family's region: %2.")
                   : DI_N_("A boy with a moderate disability, born %1; family's region: %2.");
    return is_girl ? DI_N_("A girl without a disability, born %1; family's region: %2.")
                   : DI_N_("A boy without a disability, born %1; family's region: %2.");
}

/* Rounded to a digit, for people. */
static struct di_argument rounded(double value)
{
    return di_real_arg(isnan(value) ? 0 : round(value * 10) / 10);
}

/* ---- the life ---- */

static double age_on(const struct di_life_story *story, int32_t civil_day)
{
    return (double)(civil_day - story->birth_civil_day) / DI_DAYS_PER_YEAR;
}

static void tell(const struct di_life_story *story, const struct di_message *message)
{
    story->tell(story->context, message);
}

static void tell_waits(struct di_life_story *story)
{
    struct di_message message;
    for (uint32_t i = 0; i < story->wait_count; i++) {
        const struct di_life_wait *wait = &story->waits[i];
        DI_MESSAGE(&message, DI_N_("%1, age %2: waits until a worker has time; what for: %3."),
                   di_date_arg(wait->civil_day), rounded(age_on(story, wait->civil_day)),
                   di_text_arg(wanted_name(story, wait->what)));
        tell(story, &message);
    }
    story->wait_count = 0;
}

static void note_wait(struct di_life_story *story, const struct di_trace_row *row)
{
    if (is_visit(row) || story->wait_count == DI_LIFE_WAITS_MAX)
        return;
    struct di_life_wait *wait = &story->waits[story->wait_count++];
    *wait = (struct di_life_wait){.day = row->day, .civil_day = row->civil_day};
    (void)snprintf(wait->what, sizeof wait->what, "%s", row->what);
}

static void forget_wait(struct di_life_story *story, const char *what)
{
    for (uint32_t i = 0; i < story->wait_count; i++)
        if (strcmp(story->waits[i].what, what) == 0) {
            story->waits[i] = story->waits[--story->wait_count];
            return;
        }
}

void di_life_person(struct di_life_story *story, const struct di_trace_row *row,
                    struct di_message *out)
{
    story->birth_civil_day = row->birth_civil_day;
    DI_MESSAGE(out, person_sentence(row), di_date_arg(row->birth_civil_day),
               di_text_arg(region_name(story, row->origin)));
}

static void tell_event(struct di_life_story *story, const struct di_trace_row *row)
{
    struct di_message message;
    const char *sentence = sentence_of(row, age_on(story, row->civil_day));
    if (sentence == NULL)
        return;
    const char *to = is_about_what(row->event) ? wanted_name(story, row->what)
                                               : setting_name(story, row->to);
    DI_MESSAGE(&message, sentence, di_date_arg(row->civil_day),
               rounded(age_on(story, row->civil_day)),
               di_text_arg(setting_name(story, row->from)), di_text_arg(to),
               di_text_arg(region_name(story, row->to_region)), rounded(row->value));
    tell(story, &message);
}

void di_life_event(struct di_life_story *story, const struct di_trace_row *row)
{
    if (story->wait_count > 0 && row->day > story->waits[0].day)
        tell_waits(story);
    if (row->event == DI_TRACE_WORK_BEGIN)
        forget_wait(story, row->what);
    if (row->event == DI_TRACE_WORK_WAITS)
        note_wait(story, row);
    tell_event(story, row);
    (void)snprintf(story->last, sizeof story->last, "%s", row->to);
    story->is_over = row->event == DI_TRACE_EXIT;
}

void di_life_end(struct di_life_story *story, int32_t last_civil_day)
{
    struct di_message message;
    if (story->is_over)
        return;
    tell_waits(story);
    DI_MESSAGE(&message, DI_N_("%1: the simulation ends; the child is in: %2."),
               di_date_arg(last_civil_day), di_text_arg(setting_name(story, story->last)));
    tell(story, &message);
}
