/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "episode_vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/scenario.h"

#include "episode_order.h"
#include "office/wipe.h"

enum { UNKNOWN = UINT32_MAX };
enum { CODES_OF_FEW = 10 }; /* that a file of however few children may have */
enum { OWN_BYTES = 2 * DI_EPISODE_ID };

/* Kinds a setting of episodes may be of. */
static const char *const kinds[] = {
    "institution",        "sgh",     "emergency_foster",     "foster",
    "specialised_foster", "kinship", "supported_independent"};

static const struct {
    const char *word;
    enum di_episode_path path;
} ways_out[] = {{"home", DI_EPISODE_HOME},
                {"adopted", DI_EPISODE_ADOPTED},
                {"died", DI_EPISODE_DIED},
                {"left_country", DI_EPISODE_ABROAD},
                {"independent", DI_EPISODE_INDEPENDENT},
                {"aftercare", DI_EPISODE_AFTERCARE},
                {"adult_institution", DI_EPISODE_ADULT_CARE}};

/* ---- problems ---- */

static void report(struct di_episode_vocabulary *v, enum di_episode_role role, uint32_t line,
                   const char *sentence, const char *meaning)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence,
               di_text_arg(di_office_table_heading(v->table, v->columns[role])),
               di_text_arg(meaning));
    (void)di_office_table_report(v->table, line, v->columns[role], DI_ERR_INPUT, &message);
}

/* Names of the format's own, of its pathways, and of what this import adds. */
static bool is_reserved(const char *id)
{
    static const char *const own[] = {"independent",      "breakdown", "transfer",
                                      "spontaneous_home", "reentry",   "entry_ladder",
                                      di_episode_unstated};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (strcmp(own[i], id) == 0)
            return true;
    return di_scenario_is_reserved(id);
}

/* ---- texts that were met ---- */

static uint32_t *find_word(struct di_episode_words *words, const char *text)
{
    if (words->count > 0 && strcmp(words->text[words->last], text) == 0)
        return &words->meaning[words->last];
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->text[i], text) == 0) {
            words->last = i;
            return &words->meaning[i];
        }
    return NULL;
}

static uint32_t keep_word(struct di_episode_words *words, const char *text, uint32_t meaning)
{
    if (words->count < DI_WORDS_KEPT && strlen(text) < DI_WORD_BYTES) {
        (void)snprintf(words->text[words->count], DI_WORD_BYTES, "%s", text);
        words->meaning[words->count++] = meaning;
    }
    return meaning;
}

void di_episode_vocabulary_finish(struct di_episode_vocabulary *vocabulary)
{
    di_wipe(vocabulary->words, sizeof vocabulary->words);
}

/* ---- places ---- */

static uint32_t find_place(const struct di_episodes *book, const char *id, bool is_setting)
{
    for (uint32_t i = 0; i < book->place_count; i++)
        if (strcmp(book->places[i].id, id) == 0 &&
            (book->places[i].path == DI_EPISODE_CARE) == is_setting)
            return i;
    return UNKNOWN;
}

static uint32_t add_place(struct di_episode_vocabulary *v, enum di_episode_role role,
                          uint32_t line, const struct di_episode_place *place)
{
    struct di_episodes *book = v->book;
    if (book->place_count == DI_EPISODE_PLACES_MAX) {
        report(v, role, line,
               DI_N_("Column '%1' has more different texts than there can be of '%2': it may "
                     "be the wrong column."),
               book->preset->roles[role].id);
        return UNKNOWN;
    }
    book->places[book->place_count] = *place;
    return (uint32_t)book->place_count++;
}

static struct di_episode_place new_place(const char *id, const char *name, const char *kind,
                                         enum di_episode_path path)
{
    struct di_episode_place place = {.name = name, .kind = kind, .path = path};
    (void)snprintf(place.id, sizeof place.id, "%.*s", DI_EPISODE_ID, id);
    return place;
}

static const char *kind_of(const char *meaning, size_t length)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strlen(kinds[i]) == length && memcmp(kinds[i], meaning, length) == 0)
            return kinds[i];
    return NULL;
}

static const char *kept(struct di_episodes *book, const char *name)
{
    char *copy = name != NULL ? di_arena_copy_text(&book->arena, name) : NULL;
    book->ran_out = book->ran_out || (name != NULL && copy == NULL);
    return copy;
}

/* Spellings of one thing: which one names it does not depend on which came first. */
static void settle_name(struct di_episodes *book, const char **name, const char *other)
{
    if (di_episode_name_of_two(*name, other) != *name)
        *name = kept(book, other);
}

/* "foster", "institution/infant_home": the kind, and the id where it is not the kind's. */
static uint32_t take_setting(struct di_episode_vocabulary *v, const char *meaning,
                             const char *name, uint32_t line)
{
    struct di_episodes *book = v->book;
    const size_t length = strcspn(meaning, "/");
    const char *kind = kind_of(meaning, length);
    const char *id = meaning[length] == '/' ? meaning + length + 1 : meaning;
    if (kind == NULL || !di_scenario_is_id(id) || is_reserved(id) ||
        find_place(book, id, false) != UNKNOWN) {
        report(v, DI_ROLE_SETTING, line,
               DI_N_("Column '%1': '%2' is no setting. Write a kind of MODEL 4 (foster, "
                     "kinship, institution, sgh, emergency_foster, specialised_foster, "
                     "supported_independent), or a kind and an id: institution/infant_home."),
               meaning);
        return UNKNOWN;
    }
    const uint32_t found = find_place(book, id, true);
    if (found == UNKNOWN) {
        const struct di_episode_place place =
            new_place(id, kept(book, name), kind, DI_EPISODE_CARE);
        return add_place(v, DI_ROLE_SETTING, line, &place);
    }
    if (strcmp(book->places[found].kind, kind) != 0)
        report(v, DI_ROLE_SETTING, line,
               DI_N_("Column '%1': '%2' is of another kind than the same setting before."),
               meaning);
    settle_name(book, &book->places[found].name, name);
    return found;
}

/* "home", "other/guardianship": a way out that the model knows, or one of the file's own. */
static uint32_t take_exit(struct di_episode_vocabulary *v, const char *meaning,
                          const char *name, uint32_t line)
{
    struct di_episodes *book = v->book;
    enum di_episode_path path = DI_EPISODE_OTHER;
    const char *id = strncmp(meaning, "other/", 6) == 0 ? meaning + 6 : "";
    for (size_t i = 0; i < sizeof ways_out / sizeof ways_out[0]; i++)
        if (strcmp(ways_out[i].word, meaning) == 0) {
            path = ways_out[i].path;
            id = meaning;
        }
    if (!di_scenario_is_id(id) || (path == DI_EPISODE_OTHER && is_reserved(id)) ||
        find_place(book, id, true) != UNKNOWN) {
        report(v, DI_ROLE_EXIT, line,
               DI_N_("Column '%1': '%2' is no way out of care. Write home, adopted, died, "
                     "left_country, independent, aftercare, adult_institution, goes_on, or "
                     "other/ and an id: other/guardianship."),
               meaning);
        return UNKNOWN;
    }
    const uint32_t found = find_place(book, id, false);
    if (found != UNKNOWN) {
        settle_name(book, &book->places[found].name, name);
        return found;
    }
    const struct di_episode_place place = new_place(
        id, kept(book, name), path == DI_EPISODE_OTHER ? "unexplained_out" : NULL, path);
    return add_place(v, DI_ROLE_EXIT, line, &place);
}

/* ---- meaning ---- */

/* Is the text itself what a mapping file would write: "institution/infant_home"? */
static bool is_meaning(enum di_episode_role role, const char *text)
{
    if (role != DI_ROLE_SETTING && role != DI_ROLE_EXIT)
        return false;
    if (strcmp(text, "left_out") == 0)
        return true;
    if (role == DI_ROLE_EXIT)
        return strncmp(text, "other/", 6) == 0 && di_scenario_is_id(text + 6);
    const size_t length = strcspn(text, "/");
    return text[length] == '/' && kind_of(text, length) != NULL &&
           di_scenario_is_id(text + length + 1);
}

/* What mapping or preset say; NULL: nothing, which is noted for the report. */
static const char *meaning_of(struct di_episode_vocabulary *v, enum di_episode_role role,
                              const char *text, uint32_t line,
                              const struct di_episode_code **code_out)
{
    const char *mapped = di_office_mapping_id(v->mapping, role, text);
    *code_out = NULL;
    if (mapped != NULL)
        return mapped;
    *code_out = di_episode_preset_code(v->book->preset, role, text);
    if (*code_out != NULL)
        return (*code_out)->meaning;
    if (is_meaning(role, text))
        return text;
    if (role != DI_ROLE_LEGAL || !v->book->preset->keeps_unknown_legal)
        (void)di_office_mapping_code(v->mapping, role, text, line);
    return NULL;
}

/* A usual word for a kind is a setting of its own: rates of infant homes and children's homes
 * differ, and the office tells them apart. A kind's own id is the setting of that name. */
static const char *own_setting(const struct di_episode_code *code, const char *text,
                               char meaning[OWN_BYTES])
{
    char id[DI_EPISODE_ID + 1];
    di_office_id_of(text, id);
    if (strcmp(id, code->meaning) == 0 || strchr(code->meaning, '/') != NULL ||
        kind_of(code->meaning, strlen(code->meaning)) == NULL)
        return code->meaning;
    (void)snprintf(meaning, OWN_BYTES, "%s/%s", code->meaning, id);
    return meaning;
}

/* What an unknown text has been reported as is not kept: each of its rows counts. */
static uint32_t place_of(struct di_episode_vocabulary *v, enum di_episode_role role,
                         const char *text, uint32_t line)
{
    const uint32_t *known = find_word(&v->words[role], text);
    const struct di_episode_code *code;
    if (known != NULL)
        return *known;
    const char *meaning = meaning_of(v, role, text, line, &code);
    if (meaning == NULL)
        return UNKNOWN;
    uint32_t place = UNKNOWN;
    char own[OWN_BYTES];
    if (role == DI_ROLE_SETTING && code != NULL)
        meaning = own_setting(code, text, own);
    const char *name = code != NULL && code->name != NULL                           ? code->name
                       : strchr(meaning, '/') != NULL && strcmp(meaning, text) != 0 ? text
                                                                                    : NULL;
    if (strcmp(meaning, "left_out") == 0)
        place = DI_EPISODE_LEFT_OUT;
    else if (role == DI_ROLE_SETTING && strcmp(meaning, "unchanged") == 0)
        place = DI_EPISODE_UNCHANGED;
    else if (role == DI_ROLE_EXIT && strcmp(meaning, "goes_on") == 0)
        place = DI_EPISODE_GOES_ON;
    else
        place = role == DI_ROLE_SETTING ? take_setting(v, meaning, name, line)
                                        : take_exit(v, meaning, name, line);
    return keep_word(&v->words[role], text, place);
}

uint8_t di_episode_setting_of(struct di_episode_vocabulary *vocabulary, const char *text,
                              uint32_t line)
{
    const uint32_t place = place_of(vocabulary, DI_ROLE_SETTING, text, line);
    return place == UNKNOWN ? DI_EPISODE_UNSTATED : (uint8_t)place;
}

uint8_t di_episode_exit_of(struct di_episode_vocabulary *vocabulary, const char *text,
                           uint32_t line)
{
    const uint32_t place = place_of(vocabulary, DI_ROLE_EXIT, text, line);
    return place == UNKNOWN ? DI_EPISODE_UNSTATED : (uint8_t)place;
}

bool di_episode_is_left_out(struct di_episode_vocabulary *vocabulary, const char *text,
                            uint32_t line)
{
    struct di_episode_words *words = &vocabulary->words[DI_ROLE_LEGAL];
    const uint32_t *known = find_word(words, text);
    const struct di_episode_code *code;
    if (known != NULL)
        return *known == DI_EPISODE_LEFT_OUT;
    const char *meaning = meaning_of(vocabulary, DI_ROLE_LEGAL, text, line, &code);
    if (meaning == NULL && !vocabulary->book->preset->keeps_unknown_legal)
        return false;
    const bool is_out = meaning != NULL && strcmp(meaning, "left_out") == 0;
    return keep_word(words, text, is_out ? DI_EPISODE_LEFT_OUT : 0) == DI_EPISODE_LEFT_OUT;
}

/* ---- reasons and regions ---- */

static void name_thing(struct di_episodes *book, struct di_episode_name *thing, const char *id,
                       const char *name)
{
    (void)snprintf(thing->id, sizeof thing->id, "%s", id);
    thing->name = kept(book, name);
}

static uint32_t take_reason(struct di_episodes *book, const char *id, const char *name)
{
    for (uint32_t i = 0; i < book->reason_count; i++)
        if (strcmp(book->reasons[i].id, id) == 0) {
            settle_name(book, &book->reasons[i].name, name);
            return i;
        }
    if (book->reason_count == DI_EPISODE_REASONS_MAX)
        return UNKNOWN;
    name_thing(book, &book->reasons[book->reason_count], id, name);
    return (uint32_t)book->reason_count++;
}

static uint32_t take_region(struct di_episodes *book, const char *id, const char *name)
{
    for (uint32_t i = 0; i < book->region_count; i++)
        if (strcmp(book->regions[i].id, id) == 0) {
            settle_name(book, &book->regions[i].name, name);
            return i;
        }
    if (book->region_count == DI_EPISODE_REGIONS_MAX)
        return UNKNOWN;
    name_thing(book, &book->regions[book->region_count], id, name);
    return (uint32_t)book->region_count++;
}

/* Words without a code are things of their own: the id is made of the text. */
static uint32_t thing_of(struct di_episode_vocabulary *v, enum di_episode_role role,
                         const char *text, uint32_t line)
{
    char made[DI_EPISODE_ID + 1];
    const uint32_t *known = find_word(&v->words[role], text);
    if (known != NULL)
        return *known;
    const struct di_episode_code *code = di_episode_preset_code(v->book->preset, role, text);
    const char *mapped = di_office_mapping_id(v->mapping, role, text);
    const char *name = mapped == NULL && code != NULL ? code->name : text;
    di_office_id_of(text, made);
    const char *id = mapped != NULL ? mapped : code != NULL ? code->meaning : made;
    if (!di_scenario_is_id(id) || is_reserved(id))
        id = made;
    const uint32_t thing = role == DI_ROLE_REASON ? take_reason(v->book, id, name)
                                                  : take_region(v->book, id, name);
    if (thing == UNKNOWN)
        report(v, role, line,
               DI_N_("Column '%1' has more different texts than there can be of '%2': it may "
                     "be the wrong column."),
               v->book->preset->roles[role].id);
    return keep_word(&v->words[role], text, thing == UNKNOWN ? 0 : thing);
}

uint8_t di_episode_reason_of(struct di_episode_vocabulary *vocabulary, const char *text,
                             uint32_t line)
{
    return (uint8_t)thing_of(vocabulary, DI_ROLE_REASON, text, line);
}

uint16_t di_episode_region_of(struct di_episode_vocabulary *vocabulary, const char *text,
                              uint32_t line)
{
    return (uint16_t)thing_of(vocabulary, DI_ROLE_REGION, text, line);
}

/* Codes are few for each child; names of people, or of streets, are not. */
static bool has_too_many(const struct di_episodes *book, size_t count)
{
    return count > CODES_OF_FEW && 2 * count > book->child_count;
}

void di_episode_vocabulary_check(struct di_episode_vocabulary *v)
{
    static const enum di_episode_role roles[] = {DI_ROLE_REASON, DI_ROLE_REGION};
    const size_t counts[] = {v->book->reason_count, v->book->region_count};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (has_too_many(v->book, counts[i]))
            report(v, roles[i], 0,
                   DI_N_("Column '%1' has more different texts than half of the children: it "
                         "may hold names, and is the wrong column for '%2'."),
                   v->book->preset->roles[roles[i]].id);
}

uint16_t di_episode_no_region(struct di_episodes *book)
{
    const uint32_t region =
        book->has_regions ? take_region(book, "region_unstated", DI_N_("Region not stated"))
                          : take_region(book, "all_regions", DI_N_("All regions together"));
    return region == UNKNOWN ? 0 : (uint16_t)region;
}

uint8_t di_episode_no_reason(struct di_episodes *book)
{
    const uint32_t reason =
        take_reason(book, "reason_unstated", DI_N_("Came into care (reason not stated)"));
    return reason == UNKNOWN ? 0 : (uint8_t)reason;
}
