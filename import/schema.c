/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of fields as JSON Schema. A file that extends another is an override: nothing is
 * required of it, null removes, and numbers may be {"multiply"} or {"add"}. So the schema has
 * both variants of the whole, chosen by whether `extends` is there.
 */
#include "di/schema.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/defaults.h"

#include "field.h"
#include "uncertain.h"

#define ID_PATTERN "^[a-z0-9_]{1,64}$"
#define PRIVATE_PATTERN "^x-"
#define DURATION_PATTERN                                                                       \
    "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)? (days?|weeks?|months?|years?)$"
#define DATE_PATTERN                                                                           \
    "^(19[0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

/* What is being written: into `definitions` go the forms of numbers, which hundreds of fields
 * share. */
struct form {
    json_t *definitions;
    bool is_override;
};

static json_t *schema_of(const struct di_field *field, struct form form);

/* The form inside lists and steps, which overrides replace as a whole. */
static struct form whole_form(struct form form)
{
    return (struct form){form.definitions, false};
}

static json_t *number_json(double value)
{
    return floor(value) == value && fabs(value) < 1e15 ? json_integer((json_int_t)value)
                                                       : json_real(value);
}

static json_t *typed(const char *type)
{
    return json_pack("{s:s}", "type", type);
}

static json_t *any_of(json_t *first, json_t *second)
{
    return json_pack("{s:[o,o]}", "anyOf", first, second);
}

static json_t *plain_number(const struct di_field *field)
{
    json_t *schema = typed((field->flags & DI_FIELD_WHOLE) != 0 ? "integer" : "number");
    const bool has_range =
        field->minimum < 0 || field->minimum > 0 || field->maximum < 0 || field->maximum > 0;
    if (!has_range)
        return schema;
    json_object_set_new(schema,
                        (field->flags & DI_FIELD_ABOVE) != 0 ? "exclusiveMinimum" : "minimum",
                        number_json(field->minimum));
    json_object_set_new(schema, "maximum", number_json(field->maximum));
    return schema;
}

/* ---- objects ---- */

static void add_members(json_t *properties, json_t *required, const struct di_field *members,
                        struct form form)
{
    for (; members != NULL && members->key != NULL; members++) {
        json_object_set_new(properties, members->key, schema_of(members, form));
        if ((members->flags & DI_FIELD_REQUIRED) != 0 && !form.is_override)
            json_array_append_new(required, json_string(members->key));
    }
}

/* Every object may carry these, so they are defined once. */
static void add_provenance(json_t *properties, struct form form)
{
    for (const struct di_field *f = di_field_provenance(); f->key != NULL; f++) {
        json_t *schema = json_pack("{s:s+}", "$ref", "#/$defs/", f->key);
        json_object_set_new(properties, f->key,
                            form.is_override ? any_of(schema, typed("null")) : schema);
    }
}

static json_t *object_with(const struct di_field *members, const struct di_field *more,
                           struct form form)
{
    json_t *properties = json_object();
    json_t *required = json_array();
    add_provenance(properties, form);
    add_members(properties, required, members, form);
    add_members(properties, required, more, form);
    json_t *schema =
        json_pack("{s:s,s:o,s:{s:{}},s:b}", "type", "object", "properties", properties,
                  "patternProperties", PRIVATE_PATTERN, "additionalProperties", 0);
    if (json_array_size(required) > 0)
        json_object_set(schema, "required", required);
    json_decref(required);
    return schema;
}

static json_t *object_schema(const struct di_field *field, struct form form)
{
    json_t *schema = object_with(field->members, NULL, form);
    if (field->element == NULL)
        return schema;
    const bool is_years = (field->flags & DI_FIELD_YEARS) != 0;
    json_t *names = json_array();
    json_t *known = json_object_get(schema, "properties");
    const char *key;
    json_t *value;
    json_object_foreach(known, key, value) json_array_append_new(names, json_string(key));
    json_object_set_new(schema, "propertyNames",
                        json_pack("{s:[{s:s},{s:s},{s:o}]}", "anyOf", "pattern",
                                  is_years ? "^[0-9]{4}$" : ID_PATTERN, "pattern",
                                  PRIVATE_PATTERN, "enum", names));
    json_object_set_new(schema, "additionalProperties", schema_of(field->element, form));
    if (field->count_min > 0 && !form.is_override)
        json_object_set_new(schema, "minProperties", json_integer(field->count_min));
    return schema;
}

/* ---- values ---- */

static json_t *list_of(json_t *items, uint32_t minimum, uint32_t maximum)
{
    return json_pack("{s:s,s:o,s:i,s:i}", "type", "array", "items", items, "minItems",
                     (int)minimum, "maxItems", (int)maximum);
}

static json_t *steps_schema(const struct di_field *field, struct form form)
{
    struct di_field set = *field;
    const bool is_mode = field->type == DI_FIELD_MODE;
    json_t *item =
        object_with(is_mode ? di_field_mode_step() : di_field_step(), NULL, whole_form(form));
    if (!is_mode) {
        json_t *properties = json_object_get(item, "properties");
        json_object_set_new(properties, "set", plain_number(&set));
        json_object_set_new(item, "oneOf",
                            json_pack("[{s:[s]},{s:[s]},{s:[s]}]", "required", "set",
                                      "required", "add", "required", "multiply"));
    }
    return list_of(item, 1, 1000);
}

/* Of the object of a value or a name; in an override null takes it out of the base's. */
static void add_value_member(json_t *properties, const char *key, json_t *schema,
                             struct form form)
{
    json_object_set_new(properties, key,
                        form.is_override ? any_of(schema, typed("null")) : schema);
}

static json_t *change_schema(void)
{
    return json_pack("{s:s,s:{s:{s:s},s:{s:s}},s:b,s:i,s:i}", "type", "object", "properties",
                     "multiply", "type", "number", "add", "type", "number",
                     "additionalProperties", 0, "minProperties", 1, "maxProperties", 1);
}

static json_t *groups_schema(const struct di_field *field, struct form form)
{
    const struct di_field own = {"", DI_FIELD_OBJECT, .members = field->groups};
    if (field->groups != NULL)
        return object_schema(&own, form);
    return json_pack("{s:s}", "$ref", form.is_override ? "#/$defs/override_by" : "#/$defs/by");
}

static json_t *value_object(const struct di_field *field, json_t *value, struct form form)
{
    const bool is_mode = field->type == DI_FIELD_MODE;
    const bool has_groups =
        field->type == DI_FIELD_QUANTITY || field->type == DI_FIELD_UNLIMITED;
    json_t *schema = object_with(NULL, NULL, form);
    json_t *properties = json_object_get(schema, "properties");
    if (form.is_override && !is_mode)
        value = any_of(value, change_schema());
    add_value_member(properties, "value", value, form);
    if (!is_mode)
        add_value_member(
            properties, "uncertain",
            json_pack("{s:s}", "$ref",
                      form.is_override ? "#/$defs/override_uncertain" : "#/$defs/uncertain"),
            form);
    if (has_groups || is_mode || field->type == DI_FIELD_SERIES)
        add_value_member(properties, "steps", steps_schema(field, form), form);
    if (has_groups)
        add_value_member(properties, "by", groups_schema(field, form), form);
    if (!form.is_override)
        json_object_set_new(schema, "required", json_pack("[s]", "value"));
    return schema;
}

static json_t *number_schema(const struct di_field *field, struct form form)
{
    json_t *schema = json_pack("{s:[o]}", "anyOf", plain_number(field));
    json_t *forms = json_object_get(schema, "anyOf");
    if (field->type == DI_FIELD_PLAIN && !form.is_override) {
        json_decref(schema);
        return plain_number(field);
    }
    if (field->type != DI_FIELD_PLAIN)
        json_array_append_new(forms, value_object(field, plain_number(field), form));
    if (field->type == DI_FIELD_DURATION)
        json_array_append_new(
            forms, json_pack("{s:s,s:s}", "type", "string", "pattern", DURATION_PATTERN));
    if (field->type == DI_FIELD_UNLIMITED)
        json_array_append_new(forms, json_pack("{s:s}", "const", "unlimited"));
    if (form.is_override)
        json_array_append_new(forms, change_schema());
    return schema;
}

/* What tells apart numbers that may differ by less than a child may. */
static const char *groups_name(const struct di_field *field)
{
    return field->groups == NULL                  ? ""
           : field->groups == di_field_by_region  ? "_by_region"
           : field->groups == di_field_by_gate    ? "_by_gate"
           : field->groups == di_field_by_entrant ? "_by_entrant"
                                                  : "_by_diverted";
}

/* Name of the form of a number: its type and range, as number_0_1 or override_duration_0_40000.
 */
static void number_form_name(const struct di_field *field, struct form form, char name[96])
{
    static const char *const types[] = {
        [DI_FIELD_NUMBER] = "number",     [DI_FIELD_SERIES] = "series",
        [DI_FIELD_QUANTITY] = "quantity", [DI_FIELD_PLAIN] = "plain",
        [DI_FIELD_DURATION] = "duration", [DI_FIELD_UNLIMITED] = "unlimited"};
    (void)snprintf(name, 96, "%s%s%s%s_%.15g_%.15g%s", form.is_override ? "override_" : "",
                   (field->flags & DI_FIELD_WHOLE) != 0 ? "whole_" : "", types[field->type],
                   (field->flags & DI_FIELD_ABOVE) != 0 ? "_above" : "", field->minimum,
                   field->maximum, groups_name(field));
}

/* Fields of one type and range share one definition. */
static json_t *shared_number(const struct di_field *field, struct form form)
{
    char name[96];
    number_form_name(field, form, name);
    if (json_object_get(form.definitions, name) == NULL)
        json_object_set_new(form.definitions, name, number_schema(field, form));
    return json_pack("{s:s+}", "$ref", "#/$defs/", name);
}

static json_t *choice_schema(const struct di_field *field)
{
    json_t *words = json_array();
    const char *word = field->choices;
    while (word != NULL) {
        const char *end = strchr(word, '|');
        json_array_append_new(
            words, json_stringn(word, end != NULL ? (size_t)(end - word) : strlen(word)));
        word = end != NULL ? end + 1 : NULL;
    }
    return json_pack("{s:o}", "enum", words);
}

static json_t *mode_schema(const struct di_field *field, struct form form)
{
    return any_of(choice_schema(field), value_object(field, choice_schema(field), form));
}

static json_t *name_schema(struct form form)
{
    json_t *properties = json_object();
    add_value_member(properties, "en", typed("string"), form);
    add_value_member(properties, "ru", typed("string"), form);
    return any_of(typed("string"), json_pack("{s:s,s:o,s:{s:{}},s:b}", "type", "object",
                                             "properties", properties, "patternProperties",
                                             PRIVATE_PATTERN, "additionalProperties", 0));
}

static json_t *counts_schema(struct form form)
{
    return json_pack("{s:s}", "$ref",
                     form.is_override ? "#/$defs/override_counts" : "#/$defs/counts");
}

/* Counts nest, so they are the schema's one recursive definition. */
static json_t *counts_definition(struct form form)
{
    static const struct di_field leaf = {
        .key = "", .type = DI_FIELD_NUMBER, .maximum = DI_CHILDREN_MAX, .text = ""};
    json_t *nested = object_with(NULL, NULL, form);
    json_t *level = any_of(number_schema(&leaf, form), counts_schema(form));
    if (form.is_override)
        json_array_append_new(json_object_get(level, "anyOf"), typed("null"));
    json_object_set_new(nested, "additionalProperties", level);
    json_object_set_new(nested, "propertyNames",
                        json_pack("{s:{s:s}}", "not", "const", "value"));
    return nested;
}

static json_t *bare_schema(const struct di_field *field, struct form form)
{
    switch (field->type) {
    case DI_FIELD_OBJECT:
        return object_schema(field, form);
    case DI_FIELD_LIST:
        return list_of(schema_of(field->element, whole_form(form)), field->count_min,
                       field->count_max);
    case DI_FIELD_NUMBER:
    case DI_FIELD_SERIES:
    case DI_FIELD_QUANTITY:
    case DI_FIELD_PLAIN:
    case DI_FIELD_DURATION:
    case DI_FIELD_UNLIMITED:
        return shared_number(field, form);
    case DI_FIELD_FLAG:
        return typed("boolean");
    case DI_FIELD_ID:
        if (strcmp(field->key, "id") == 0)
            return json_pack("{s:s,s:s}", "type", "string", "pattern", ID_PATTERN);
        return typed("string");
    case DI_FIELD_TEXT:
        return typed("string");
    case DI_FIELD_NAME:
        return name_schema(form);
    case DI_FIELD_DATE:
        return json_pack("{s:s,s:s,s:s}", "type", "string", "format", "date", "pattern",
                         DATE_PATTERN);
    case DI_FIELD_CHOICE:
        return choice_schema(field);
    case DI_FIELD_MODE:
        return mode_schema(field, form);
    case DI_FIELD_COUNTS:
        return counts_schema(form);
    case DI_FIELD_UNCERTAIN:
        return di_uncertain_schema(form.is_override);
    }
    return NULL;
}

static json_t *schema_of(const struct di_field *field, struct form form)
{
    json_t *schema = bare_schema(field, form);
    if (form.is_override)
        schema = any_of(schema, typed("null"));
    if (field->text != NULL && field->text[0] != '\0')
        json_object_set_new(schema, "description", json_string(field->text));
    if (field->fallback > 0)
        json_object_set_new(
            schema, "default",
            number_json(di_default_value((enum di_default)(field->fallback - 1))));
    return schema;
}

static json_t *definitions_json(void)
{
    const struct di_field groups = {
        .key = "", .type = DI_FIELD_OBJECT, .members = di_field_groups};
    json_t *definitions = json_object();
    const struct form whole = {definitions, false}, override = {definitions, true};
    json_object_set_new(definitions, "scenario", object_schema(di_field_root(), whole));
    json_object_set_new(definitions, "override", object_schema(di_field_root(), override));
    json_object_set_new(definitions, "by", object_schema(&groups, whole));
    json_object_set_new(definitions, "override_by", object_schema(&groups, override));
    json_object_set_new(definitions, "counts", counts_definition(whole));
    json_object_set_new(definitions, "override_counts", counts_definition(override));
    json_object_set_new(definitions, "uncertain", di_uncertain_schema(false));
    json_object_set_new(definitions, "override_uncertain", di_uncertain_schema(true));
    for (const struct di_field *f = di_field_provenance(); f->key != NULL; f++)
        json_object_set_new(definitions, f->key, schema_of(f, whole));
    return definitions;
}

/* Text with a line end; takes the schema. */
static char *text_of(json_t *schema)
{
    char *body =
        schema != NULL ? json_dumps(schema, JSON_INDENT(1) | JSON_REAL_PRECISION(15)) : NULL;
    json_decref(schema);
    if (body == NULL)
        return NULL;
    const size_t length = strlen(body);
    char *text = realloc(body, length + 2);
    if (text == NULL) {
        free(body);
        return NULL;
    }
    text[length] = '\n';
    text[length + 1] = '\0';
    return text;
}

char *di_schema_write(void)
{
    return text_of(json_pack(
        "{s:s,s:s,s:s,s:{s:[s]},s:{s:s},s:{s:s},s:o}", "$schema",
        "https://json-schema.org/draft/2020-12/schema", "title", "Homeward scenario",
        "description",
        "Generated by 'homeward schema' from the table of fields; see docs/SCENARIO_FORMAT.md",
        "if", "required", "extends", "then", "$ref", "#/$defs/override", "else", "$ref",
        "#/$defs/scenario", "$defs", definitions_json()));
}

/* Its members need nothing that is shared but where they came from. */
char *di_schema_write_study(void)
{
    json_t *definitions = json_object();
    const struct form whole = {definitions, false};
    json_object_set_new(definitions, "study", object_schema(&di_field_study, whole));
    for (const struct di_field *f = di_field_provenance(); f->key != NULL; f++)
        json_object_set_new(definitions, f->key, schema_of(f, whole));
    return text_of(json_pack(
        "{s:s,s:s,s:s,s:s,s:o}", "$schema", "https://json-schema.org/draft/2020-12/schema",
        "title", "Homeward study", "description",
        "Generated by 'homeward schema study' from the table of fields; see "
        "docs/STUDY_FORMAT.md",
        "$ref", "#/$defs/study", "$defs", definitions));
}
