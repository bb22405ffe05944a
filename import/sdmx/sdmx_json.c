/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A message holds numbers of positions: "0:4:1" is a value of each dimension, and an
 * observation is [value, attribute, ...]. Each position is looked up in the structure; what
 * leads nowhere is a problem of the message. Dimensions and attributes may stand at the data
 * set, at the series or at the observation: all that apply fill one record.
 */
#include "sdmx_json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"

#include "sdmx_heading.h"

enum { PARTS_MAX = 64, POINTER_BYTES = 300, PROBLEMS_MAX = 20 };

/* Dimensions or attributes of one level, in their order. */
struct level {
    const json_t *parts;
    size_t count;
};

struct json_reader {
    struct di_observations *list;
    struct di_diagnostics *diagnostics;
    struct level dimensions[3], attributes[3]; /* of data set, series, observation */
    struct di_sdmx_record record;
    const char *pointer; /* of what is being read */
    size_t problems;
    char number[DI_NUMBER_TEXT_MAX];
};

enum { OF_DATASET, OF_SERIES, OF_OBSERVATION };

static void report(struct json_reader *reader, const char *pointer, const char *sentence,
                   const char *what)
{
    struct di_message message;
    if (reader->problems++ >= PROBLEMS_MAX)
        return;
    DI_MESSAGE(&message, sentence, di_text_arg(what));
    (void)di_observation_report(reader->list, 0, pointer, reader->diagnostics, DI_ERR_INPUT,
                                &message);
}

/* ---- structure ---- */

static const json_t *either(const json_t *object, const char *a, const char *b)
{
    const json_t *found = json_object_get(object, a);
    return found != NULL ? found : json_object_get(object, b);
}

static void read_levels(struct level levels[3], const json_t *object)
{
    const json_t *const found[3] = {either(object, "dataSet", "dataset"),
                                    json_object_get(object, "series"),
                                    json_object_get(object, "observation")};
    for (size_t i = 0; i < 3; i++)
        levels[i] = (struct level){found[i], json_array_size(found[i])};
}

static const json_t *structure_of(const json_t *root)
{
    const json_t *data = json_object_get(root, "data");
    const json_t *within = data != NULL ? data : root;
    const json_t *structure = json_object_get(within, "structure");
    return structure != NULL ? structure
                             : json_array_get(json_object_get(within, "structures"), 0);
}

static const json_t *data_sets_of(const json_t *root)
{
    const json_t *data = json_object_get(root, "data");
    return json_object_get(data != NULL ? data : root, "dataSets");
}

static enum di_sdmx_field field_of(const json_t *part)
{
    const char *id = json_string_value(json_object_get(part, "id"));
    return id == NULL ? DI_SDMX_FIELDS : di_sdmx_field_of(id, strlen(id));
}

/* ---- values ---- */

/* A code has an id; a text may have a name or a value alone. */
static const char *text_of_value(const json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    static const char *const keys[] = {"id", "value", "name"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const char *text = json_string_value(json_object_get(value, keys[i]));
        if (text != NULL)
            return text;
    }
    return NULL;
}

/* A footnote's id would say nothing. */
static const char *text_of_footnote(const json_t *value)
{
    const char *name = json_string_value(json_object_get(value, "name"));
    return name != NULL ? name : text_of_value(value);
}

static const char *text_at(enum di_sdmx_field field, const json_t *part, json_int_t index)
{
    const json_t *value =
        index < 0 ? NULL : json_array_get(json_object_get(part, "values"), (size_t)index);
    if (value == NULL)
        return NULL;
    return field == DI_SDMX_FOOTNOTE || field == DI_SDMX_SOURCE ? text_of_footnote(value)
                                                                : text_of_value(value);
}

/* The country's name, from its value of the dimension. */
static void note_name(struct json_reader *reader, const json_t *part, json_int_t index)
{
    const json_t *value = json_array_get(json_object_get(part, "values"), (size_t)index);
    const char *id = json_string_value(json_object_get(value, "id"));
    const char *name = json_string_value(json_object_get(value, "name"));
    struct di_observations *list = reader->list;
    if (list->country_name == NULL && id != NULL && name != NULL &&
        strcmp(id, list->country) == 0) {
        list->country_name = di_arena_copy_text(&list->arena, name);
        list->ran_out = list->ran_out || list->country_name == NULL;
    }
}

static bool take_position(struct json_reader *reader, const struct level *level, size_t at,
                          json_int_t index)
{
    const json_t *part = json_array_get(level->parts, at);
    const enum di_sdmx_field field = field_of(part);
    if (field == DI_SDMX_FIELDS)
        return true;
    const char *text = text_at(field, part, index);
    if (text == NULL) {
        report(reader, reader->pointer,
               DI_N_("A position of '%1' leads to no value of the structure."),
               di_sdmx_field_name(field));
        return false;
    }
    reader->record.text[field] = text;
    if (field == DI_SDMX_AREA)
        note_name(reader, part, index);
    return true;
}

/* "0:4:1": one position for each dimension of the levels from `first` to `last`. */
static bool take_key(struct json_reader *reader, const char *key, int first, int last)
{
    const char *at = key;
    for (int l = first; l <= last; l++)
        for (size_t d = 0; d < reader->dimensions[l].count; d++) {
            char *end;
            const long index = strtol(at, &end, 10);
            if (end == at || index < 0) {
                report(reader, reader->pointer,
                       DI_N_("The key '%1' has not one position for each dimension."), key);
                return false;
            }
            if (!take_position(reader, &reader->dimensions[l], d, index))
                return false;
            at = *end == ':' ? end + 1 : end;
        }
    if (*at == '\0')
        return true;
    report(reader, reader->pointer,
           DI_N_("The key '%1' has not one position for each dimension."), key);
    return false;
}

/* Positions of attributes, or texts and numbers in their place; null: nothing is said. */
static bool take_attributes(struct json_reader *reader, const json_t *array, size_t first,
                            const struct level *level)
{
    for (size_t a = 0; a < level->count; a++) {
        const json_t *part = json_array_get(level->parts, a);
        const json_t *given = json_array_get(array, first + a);
        const enum di_sdmx_field field = field_of(part);
        if (field < DI_SDMX_FIELDS)
            reader->record.text[field] = "";
        if (json_is_integer(given)) {
            if (!take_position(reader, level, a, json_integer_value(given)))
                return false;
        } else if (json_is_string(given) && field < DI_SDMX_FIELDS) {
            reader->record.text[field] = json_string_value(given);
        }
    }
    return true;
}

/* ---- observations ---- */

static bool take_observation(struct json_reader *reader, const json_t *observation)
{
    const json_t *value =
        json_is_array(observation) ? json_array_get(observation, 0) : observation;
    if (json_is_array(observation) &&
        !take_attributes(reader, observation, 1, &reader->attributes[OF_OBSERVATION]))
        return true;
    if (json_is_number(value)) {
        (void)di_number_format(json_number_value(value), reader->number);
        reader->record.text[DI_SDMX_VALUE] = reader->number;
    } else {
        reader->record.text[DI_SDMX_VALUE] =
            json_is_string(value) ? json_string_value(value) : "";
    }
    reader->record.pointer = reader->pointer;
    return di_observations_take(reader->list, &reader->record, reader->diagnostics);
}

static bool take_observations(struct json_reader *reader, const json_t *observations,
                              const char *place, int first_level)
{
    char pointer[POINTER_BYTES];
    const char *key;
    const json_t *observation;
    const struct di_sdmx_record outer = reader->record;
    json_object_foreach((json_t *)(uintptr_t)observations, key, observation)
    {
        if (reader->list->rows == DI_SDMX_ROWS_MAX) {
            report(reader, place,
                   DI_N_("The message has too many observations: '%1' and more."), key);
            return true;
        }
        (void)snprintf(pointer, sizeof pointer, "%.180s/observations/%.80s", place, key);
        reader->pointer = pointer;
        reader->record = outer;
        if (take_key(reader, key, first_level, OF_OBSERVATION) &&
            !take_observation(reader, observation))
            return false;
    }
    reader->record = outer;
    return true;
}

static bool take_series(struct json_reader *reader, const json_t *all, const char *place)
{
    char pointer[POINTER_BYTES];
    const char *key;
    const json_t *series;
    const struct di_sdmx_record outer = reader->record;
    json_object_foreach((json_t *)(uintptr_t)all, key, series)
    {
        (void)snprintf(pointer, sizeof pointer, "%.60s/series/%.80s", place, key);
        reader->pointer = pointer;
        reader->record = outer;
        if (!take_key(reader, key, OF_SERIES, OF_SERIES) ||
            !take_attributes(reader, json_object_get(series, "attributes"), 0,
                             &reader->attributes[OF_SERIES]))
            continue;
        if (!take_observations(reader, json_object_get(series, "observations"), pointer,
                               OF_OBSERVATION))
            return false;
    }
    reader->record = outer;
    return true;
}

/* ---- data sets ---- */

/* "urn:...Dataflow=ECARO:TRANSMONEE(1.0)" of a link; "" if none says. */
static const char *dataflow_of(const json_t *object)
{
    size_t index;
    const json_t *link;
    json_array_foreach(json_object_get(object, "links"), index, link)
    {
        const char *rel = json_string_value(json_object_get(link, "rel"));
        const char *urn = json_string_value(json_object_get(link, "urn"));
        const char *equals = urn != NULL ? strrchr(urn, '=') : NULL;
        if (rel != NULL && equals != NULL && strcmp(rel, "dataflow") == 0)
            return equals + 1;
    }
    return "";
}

static bool take_data_set(struct json_reader *reader, const json_t *set, size_t index)
{
    char place[POINTER_BYTES];
    (void)snprintf(place, sizeof place, "/dataSets/%zu", index);
    for (size_t f = 0; f < DI_SDMX_FIELDS; f++)
        reader->record.text[f] = "";
    reader->pointer = place;
    const char *action = json_string_value(json_object_get(set, "action"));
    reader->record.text[DI_SDMX_ACTION] =
        action != NULL && strcmp(action, "Delete") == 0 ? "D" : "";
    reader->record.text[DI_SDMX_DATAFLOW] = dataflow_of(set);
    for (size_t d = 0; d < reader->dimensions[OF_DATASET].count; d++)
        if (!take_position(reader, &reader->dimensions[OF_DATASET], d, 0))
            return true;
    if (!take_attributes(reader, json_object_get(set, "attributes"), 0,
                         &reader->attributes[OF_DATASET]))
        return true;
    const json_t *series = json_object_get(set, "series");
    return series != NULL ? take_series(reader, series, place)
                          : take_observations(reader, json_object_get(set, "observations"),
                                              place, OF_SERIES);
}

/* Every dimension that must be there and is not, at once. */
static bool has_dimensions(struct json_reader *reader)
{
    static const enum di_sdmx_field wanted[] = {DI_SDMX_AREA, DI_SDMX_INDICATOR, DI_SDMX_SEX,
                                                DI_SDMX_AGE, DI_SDMX_TIME};
    bool is_right = true;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        bool is_there = false;
        for (size_t l = 0; l < 3; l++)
            for (size_t d = 0; d < reader->dimensions[l].count; d++)
                is_there = is_there || field_of(json_array_get(reader->dimensions[l].parts,
                                                               d)) == wanted[i];
        if (!is_there)
            report(reader, "/structure/dimensions",
                   DI_N_("The structure of the message has no dimension '%1'."),
                   di_sdmx_field_name(wanted[i]));
        is_right = is_right && is_there;
    }
    return is_right;
}

static bool take_message(struct json_reader *reader, const json_t *root)
{
    const json_t *structure = structure_of(root), *sets = data_sets_of(root), *set;
    size_t index;
    if (!json_is_object(structure) || !json_is_array(sets)) {
        report(reader, "", DI_N_("This JSON is no SDMX data message: it lacks '%1'."),
               json_is_object(structure) ? "dataSets" : "structure");
        return true;
    }
    read_levels(reader->dimensions, json_object_get(structure, "dimensions"));
    read_levels(reader->attributes, json_object_get(structure, "attributes"));
    if (!has_dimensions(reader))
        return true;
    json_array_foreach(sets, index, set) if (!take_data_set(reader, set, index)) return false;
    return true;
}

bool di_sdmx_json_read(const char *text, struct di_observations *list,
                       struct di_diagnostics *diagnostics)
{
    struct json_reader reader = {.list = list, .diagnostics = diagnostics};
    json_error_t problem;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &problem);
    list->is_json = true;
    if (root == NULL) {
        struct di_message message;
        if (json_error_code(&problem) == json_error_out_of_memory)
            return false;
        DI_MESSAGE(&message, DI_N_("The JSON reader says: %1."), di_text_arg(problem.text));
        (void)di_observation_report(list, problem.line > 0 ? (uint32_t)problem.line : 0, "",
                                    diagnostics, DI_ERR_SYNTAX, &message);
        return true;
    }
    const bool is_read = take_message(&reader, root);
    json_decref(root);
    return is_read;
}
