/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks the tree beside the field table and reports every difference. What a value means is
 * not looked at here (bind_*.c), but for the results of steps, which must stay in the range.
 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "di/nearest.h"
#include "di/number.h"
#include "di/scenario.h"
#include "di/time.h"

#include "bind.h"
#include "field.h"
#include "uncertain.h"

struct checking {
    struct di_sources *sources;
    bool is_explained; /* 'homeward validate --explain' knows the keys */
};

/* ---- reports ---- */

static struct di_diagnostic *report(struct checking *checking, const struct di_node *node,
                                    enum di_status status, const struct di_message *message,
                                    const char *hint_id)
{
    struct di_diagnostic *item =
        di_sources_report(checking->sources, node, DI_SEVERITY_ERROR, status, message);
    if (item != NULL && hint_id != NULL)
        di_message_set(&item->hint, hint_id, NULL, 0);
    return item;
}

static const char *label(const struct di_node *node)
{
    for (; node != NULL; node = node->parent)
        if (node->key != NULL)
            return node->key;
    return "";
}

/* "Needs ...": one sentence per kind of value, never assembled from parts. */
static const char *needs(enum di_field_type type)
{
    switch (type) {
    case DI_FIELD_OBJECT:
    case DI_FIELD_COUNTS:
    case DI_FIELD_UNCERTAIN:
        return DI_N_("'%1' needs an object, { ... }.");
    case DI_FIELD_LIST:
        return DI_N_("'%1' needs a list, [ ... ].");
    case DI_FIELD_NUMBER:
    case DI_FIELD_SERIES:
    case DI_FIELD_QUANTITY:
    case DI_FIELD_PLAIN:
        return DI_N_("'%1' needs a number.");
    case DI_FIELD_FLAG:
        return DI_N_("'%1' needs true or false.");
    case DI_FIELD_TEXT:
    case DI_FIELD_ID:
        return DI_N_("'%1' needs a text.");
    case DI_FIELD_NAME:
        return DI_N_("'%1' needs a text, or texts by language: {\"en\": ..., \"ru\": ...}.");
    case DI_FIELD_DATE:
        return DI_N_("'%1' needs a date such as \"2026-01-01\".");
    case DI_FIELD_DURATION:
        return DI_N_("'%1' needs a number of days, or a duration such as \"8 months\".");
    case DI_FIELD_CHOICE:
    case DI_FIELD_MODE:
        return DI_N_("'%1' needs one of its known words.");
    case DI_FIELD_UNLIMITED:
        return DI_N_("'%1' needs a number or \"unlimited\".");
    }
    return "";
}

static void report_type(struct checking *checking, const struct di_node *node,
                        enum di_field_type type)
{
    struct di_message message;
    DI_MESSAGE(&message, needs(type), di_text_arg(label(node)));
    const bool is_quoted_number =
        node->type == DI_NODE_TEXT && (type == DI_FIELD_NUMBER || type == DI_FIELD_QUANTITY ||
                                       type == DI_FIELD_SERIES || type == DI_FIELD_PLAIN);
    const char *hint = NULL;
    if (is_quoted_number)
        hint = DI_N_("Write numbers without quotation marks.");
    else if (checking->is_explained)
        hint = DI_N_("'homeward validate --explain KEY' shows what a key takes.");
    (void)report(checking, node, DI_ERR_TYPE, &message, hint);
}

/* ---- numbers ---- */

static bool has_range(const struct di_field *field)
{
    return field->minimum < 0 || field->minimum > 0 || field->maximum < 0 || field->maximum > 0;
}

/* A number of a message; a year is no count and has no thousands. */
static struct di_argument number_arg(const struct di_field *field, double value,
                                     char text[DI_NUMBER_TEXT_MAX])
{
    if (field->unit == NULL || strcmp(field->unit, "year") != 0)
        return di_real_arg(value);
    di_number_format(value, text);
    return di_text_arg(text);
}

/* `name` is what has the value; a problem is reported at `node`. */
static void check_range_of(struct checking *checking, const struct di_node *node,
                           const char *name, double value, const struct di_field *field)
{
    struct di_message message;
    char texts[3][DI_NUMBER_TEXT_MAX];
    if ((field->flags & DI_FIELD_WHOLE) != 0 && floor(value) != value) {
        DI_MESSAGE(&message, DI_N_("'%1' needs a whole number, not %2."), di_text_arg(name),
                   di_real_arg(value));
        (void)report(checking, node, DI_ERR_RANGE, &message, NULL);
        return;
    }
    const bool is_low = value < field->minimum ||
                        ((field->flags & DI_FIELD_ABOVE) != 0 && value <= field->minimum);
    if (!has_range(field) || (!is_low && value <= field->maximum))
        return;
    const bool is_one_value = field->minimum >= field->maximum;
    const bool is_percent = !is_one_value && field->maximum <= 1 && field->minimum >= 0 &&
                            value > 1 && value <= 100;
    const char *id = is_one_value ? DI_N_("'%1' is %2; only %3 is possible.")
                     : (field->flags & DI_FIELD_ABOVE) != 0
                         ? DI_N_("'%1' is %2, outside its range: above %3, at most %4.")
                         : DI_N_("'%1' is %2, outside its range from %3 to %4.");
    DI_MESSAGE(&message, id, di_text_arg(name), number_arg(field, value, texts[0]),
               number_arg(field, field->minimum, texts[1]),
               number_arg(field, field->maximum, texts[2]));
    (void)report(checking, node, value > 1e9 ? DI_ERR_LIMIT : DI_ERR_RANGE, &message,
                 is_percent    ? DI_N_("Shares go from 0 to 1: write 0.35 for 35%%.")
                 : value > 1e9 ? DI_N_("Check the number for digits too many.")
                               : NULL);
}

static void check_range(struct checking *checking, const struct di_node *node, double value,
                        const struct di_field *field)
{
    check_range_of(checking, node, label(node), value, field);
}

static void check_member(struct checking *checking, struct di_node *node,
                         const struct di_field *field);
static void check_members(struct checking *checking, struct di_node *node,
                          const struct di_field *field);

/* ---- steps ---- */

static void check_step_result(struct checking *checking, const struct di_node *node,
                              double value, const struct di_field *field)
{
    const struct di_node *change = NULL;
    double result = value;
    uint32_t changes = 0;
    for (uint32_t i = 0; i < node->count; i++) {
        const struct di_node *member = node->children[i];
        const bool is_set = strcmp(member->key, "set") == 0;
        const bool is_add = strcmp(member->key, "add") == 0;
        if (!is_set && !is_add && strcmp(member->key, "multiply") != 0)
            continue;
        changes++;
        change = member;
        if (member->type != DI_NODE_NUMBER)
            return;
        result = is_set   ? member->number
                 : is_add ? value + member->number
                          : value * member->number;
    }
    struct di_message message;
    if (changes == 1) {
        if (!isnan(value) || strcmp(change->key, "set") == 0)
            check_range_of(checking, change, label(node->parent->parent), result, field);
        return;
    }
    DI_MESSAGE(&message, DI_N_("A step has one of set, multiply and add; this one has %1."),
               di_integer_arg(changes));
    (void)report(checking, node, DI_ERR_INCONSISTENT, &message, NULL);
}

#define STEPS_MAX 1000

static bool is_short_list(struct checking *checking, const struct di_node *node,
                          uint32_t minimum, uint32_t maximum)
{
    struct di_message message;
    if (node->type != DI_NODE_ARRAY) {
        report_type(checking, node, DI_FIELD_LIST);
        return false;
    }
    if (node->count >= minimum && node->count <= maximum)
        return true;
    DI_MESSAGE(&message, DI_N_("'%1' has %2 entries; it needs %3 to %4."),
               di_text_arg(label(node)), di_integer_arg(node->count), di_integer_arg(minimum),
               di_integer_arg(maximum));
    (void)report(checking, node, DI_ERR_RANGE, &message, NULL);
    return false;
}

static void check_steps(struct checking *checking, struct di_node *node, double value,
                        const struct di_field *field)
{
    const struct di_field as_step = {
        "", .type = DI_FIELD_OBJECT, .text = "",
        .members = field->type == DI_FIELD_MODE ? di_field_mode_step() : di_field_step()};
    if (!is_short_list(checking, node, 1, STEPS_MAX))
        return;
    for (uint32_t i = 0; i < node->count; i++) {
        check_member(checking, node->children[i], &as_step);
        if (field->type != DI_FIELD_MODE && node->children[i]->type == DI_NODE_OBJECT)
            check_step_result(checking, node->children[i], value, field);
    }
}

/* ---- values in an object: {"value": ...} ---- */

static void report_unknown(struct checking *checking, const struct di_node *node,
                           const char *const *known, size_t count)
{
    struct di_message message;
    const char *nearest = di_nearest_name(node->key, known, count);
    DI_MESSAGE(&message, DI_N_("The key '%1' is not known here."), di_text_arg(node->key));
    struct di_diagnostic *item = report(checking, node, DI_ERR_UNKNOWN_KEY, &message, NULL);
    if (item == NULL)
        return;
    if (nearest != NULL)
        DI_MESSAGE(&item->hint, DI_N_("Did you mean '%1'?"), di_text_arg(nearest));
    else
        di_message_set(&item->hint,
                       DI_N_("Remove it, or start it with x- to keep it as a remark."), NULL,
                       0);
}

static bool check_provenance(struct checking *checking, struct di_node *member)
{
    const struct di_field *field = di_field_find(di_field_provenance(), member->key);
    if (field != NULL)
        check_member(checking, member, field);
    return field != NULL || di_node_is_private_key(member->key);
}

/* A change of the base's number that has something beside it, and so was not merged. */
static void report_change(struct checking *checking, const struct di_node *member)
{
    struct di_message message;
    DI_MESSAGE(&message, DI_N_("'%1' has to stand alone, as in {\"%1\": 1.2}."),
               di_text_arg(member->key));
    (void)report(checking, member, DI_ERR_UNKNOWN_KEY, &message,
                 DI_N_("It changes the number of the base scenario, whose source is kept."));
}

/* "region, reason" */
static void list_keys(const struct di_field *fields, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (const struct di_field *f = fields; f->key != NULL && used < size; f++)
        used += (size_t)snprintf(text + used, size - used, f == fields ? "%s" : ", %s", f->key);
}

/* What a number is asked of has no other groups: they would mean the first of their kind. */
static void check_groups(struct checking *checking, struct di_node *by,
                         const struct di_field *field)
{
    const struct di_field all = {"", .type = DI_FIELD_OBJECT, .text = "",
                                 .members = di_field_groups};
    check_member(checking, by, &all);
    for (uint32_t i = 0; field->groups != NULL && by->type == DI_NODE_OBJECT && i < by->count;
         i++) {
        const struct di_node *group = by->children[i];
        char possible[96];
        struct di_message message;
        if (di_field_find(di_field_groups, group->key) == NULL ||
            di_field_find(field->groups, group->key) != NULL)
            continue;
        list_keys(field->groups, possible, sizeof possible);
        DI_MESSAGE(&message, DI_N_("'%1' cannot differ by '%2', only by: %3."),
                   di_text_arg(field->key), di_text_arg(group->key), di_text_arg(possible));
        (void)report(checking, group, DI_ERR_INCONSISTENT, &message, NULL);
    }
}

static void check_value_member(struct checking *checking, struct di_node *member, double value,
                               const struct di_field *field)
{
    static const char *const known[] = {"value", "source",    "year",  "quality",
                                        "note",  "uncertain", "steps", "by"};
    const bool is_mode = field->type == DI_FIELD_MODE;
    const bool has_groups =
        field->type == DI_FIELD_QUANTITY || field->type == DI_FIELD_UNLIMITED;
    const bool has_steps = has_groups || is_mode || field->type == DI_FIELD_SERIES;
    if (strcmp(member->key, "value") == 0 || check_provenance(checking, member))
        return;
    if (strcmp(member->key, "steps") == 0 && has_steps)
        check_steps(checking, member, value, field);
    else if (strcmp(member->key, "by") == 0 && has_groups)
        check_groups(checking, member, field);
    else if (strcmp(member->key, "uncertain") == 0 && !is_mode)
        di_uncertain_check(checking->sources, member, value);
    else if (strcmp(member->key, "multiply") == 0 || strcmp(member->key, "add") == 0)
        report_change(checking, member);
    else
        report_unknown(checking, member, known, has_groups ? 8 : has_steps ? 7 : 6);
}

static void check_value_object(struct checking *checking, struct di_node *node,
                               const struct di_field *field)
{
    struct di_message message;
    struct di_node *value = di_node_find(checking->sources->arena, node, "value");
    double number = (double)NAN;
    if (value == NULL) {
        DI_MESSAGE(&message, DI_N_("'%1' is an object without 'value'."),
                   di_text_arg(label(node)));
        (void)report(checking, node, DI_ERR_MISSING, &message,
                     DI_N_("Write {\"value\": ...}. \"multiply\" and \"add\" alone work only "
                           "in a file that extends another."));
    } else if (field->type == DI_FIELD_MODE) {
        const struct di_field choice = {"", .type = DI_FIELD_CHOICE, .text = "",
                                        .choices = field->choices};
        check_member(checking, value, &choice);
    } else if (value->type != DI_NODE_NUMBER) {
        report_type(checking, value, DI_FIELD_NUMBER);
    } else {
        number = value->number;
        check_range(checking, value, number, field);
    }
    for (uint32_t i = 0; i < node->count; i++)
        check_value_member(checking, node->children[i], number, field);
}

static void check_number(struct checking *checking, struct di_node *node,
                         const struct di_field *field)
{
    if (node->type == DI_NODE_NUMBER)
        check_range(checking, node, node->number, field);
    else if (node->type == DI_NODE_OBJECT && field->type != DI_FIELD_PLAIN)
        check_value_object(checking, node, field);
    else
        report_type(checking, node, field->type);
}

static void check_counts(struct checking *checking, struct di_node *node,
                         const struct di_field *field, uint32_t depth)
{
    const struct di_field leaf = {"", .type = DI_FIELD_NUMBER, .minimum = field->minimum,
                                  .maximum = field->maximum, .text = ""};
    if (node->type != DI_NODE_OBJECT ||
        di_node_find(checking->sources->arena, node, "value") != NULL) {
        if (depth == 0)
            report_type(checking, node, DI_FIELD_COUNTS);
        else
            check_number(checking, node, &leaf);
        return;
    }
    for (uint32_t i = 0; i < node->count; i++)
        if (!check_provenance(checking, node->children[i]))
            check_counts(checking, node->children[i], field, depth + 1);
}

/* ---- texts ---- */

static bool is_year(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

#define CHOICES_MAX 24

static void check_choice(struct checking *checking, const struct di_node *node,
                         const struct di_field *field)
{
    const char *known[CHOICES_MAX];
    struct di_message message;
    size_t count = 0;
    if (node->type != DI_NODE_TEXT) {
        report_type(checking, node, DI_FIELD_CHOICE);
        return;
    }
    char *words = di_arena_copy_text(checking->sources->arena, field->choices);
    for (char *word = words; word != NULL && count < CHOICES_MAX; count++) {
        char *end = strchr(word, '|');
        known[count] = word;
        if (end != NULL)
            *end++ = '\0';
        if (strcmp(word, node->text) == 0)
            return;
        word = end;
    }
    const char *nearest = di_nearest_name(node->text, known, count);
    DI_MESSAGE(&message, DI_N_("'%1' cannot be '%2'."), di_text_arg(label(node)),
               di_text_arg(node->text));
    struct di_diagnostic *item = report(checking, node, DI_ERR_REFERENCE, &message, NULL);
    if (item == NULL)
        return;
    if (nearest != NULL)
        DI_MESSAGE(&item->hint, DI_N_("Did you mean '%1'?"), di_text_arg(nearest));
    else
        DI_MESSAGE(&item->hint, DI_N_("Possible: %1."), di_text_arg(field->choices));
}

static void check_name(struct checking *checking, struct di_node *node)
{
    static const char *const known[] = {"en", "ru"};
    if (node->type == DI_NODE_TEXT)
        return;
    if (node->type != DI_NODE_OBJECT) {
        report_type(checking, node, DI_FIELD_NAME);
        return;
    }
    for (uint32_t i = 0; i < node->count; i++) {
        const struct di_node *member = node->children[i];
        if (di_node_is_private_key(member->key))
            continue;
        if (strcmp(member->key, "en") != 0 && strcmp(member->key, "ru") != 0)
            report_unknown(checking, member, known, 2);
        else if (member->type != DI_NODE_TEXT)
            report_type(checking, member, DI_FIELD_TEXT);
    }
}

static void check_text(struct checking *checking, struct di_node *node,
                       const struct di_field *field)
{
    struct di_message message;
    int32_t day = 0;
    if (node->type != DI_NODE_TEXT) {
        report_type(checking, node, field->type);
        return;
    }
    if (field->type == DI_FIELD_DATE && !di_date_parse(node->text, &day)) {
        DI_MESSAGE(&message, DI_N_("'%1' is not a date."), di_text_arg(node->text));
        (void)report(checking, node, DI_ERR_TYPE, &message,
                     DI_N_("Write year, month and day, such as 2026-01-01, from 1900 to "
                           "2200."));
    }
    if (field->type == DI_FIELD_ID && strcmp(field->key, "id") == 0 &&
        !di_scenario_is_id(node->text)) {
        DI_MESSAGE(&message, DI_N_("'%1' is not an id."), di_text_arg(node->text));
        (void)report(checking, node, DI_ERR_TYPE, &message,
                     DI_N_("Ids are 1 to 64 of a-z, 0-9 and _."));
    }
}

static void check_duration(struct checking *checking, struct di_node *node,
                           const struct di_field *field)
{
    double days = 0;
    struct di_message message;
    if (node->type != DI_NODE_TEXT) {
        check_number(checking, node, field);
        return;
    }
    if (di_bind_parse_duration(node->text, &days)) {
        check_range(checking, node, days, field);
        return;
    }
    DI_MESSAGE(&message, DI_N_("'%1' is not a duration."), di_text_arg(node->text));
    (void)report(checking, node, DI_ERR_TYPE, &message,
                 DI_N_("Write a number and days, weeks, months or years: \"8 months\"."));
}

/* ---- objects and lists ---- */

static void check_element_key(struct checking *checking, const struct di_node *member,
                              const struct di_field *field)
{
    struct di_message message;
    const bool is_years = (field->flags & DI_FIELD_YEARS) != 0;
    if (is_years ? is_year(member->key) : di_scenario_is_id(member->key))
        return;
    DI_MESSAGE(&message,
               is_years ? DI_N_("'%1' is not a calendar year.") : DI_N_("'%1' is not an id."),
               di_text_arg(member->key));
    (void)report(checking, member, DI_ERR_TYPE, &message,
                 is_years ? DI_N_("Keys are years such as \"2012\".")
                          : DI_N_("Ids are 1 to 64 of a-z, 0-9 and _."));
}

#define MEMBERS_MAX 40

static void check_unknown_member(struct checking *checking, const struct di_node *member,
                                 const struct di_field *field)
{
    const char *known[MEMBERS_MAX];
    size_t count = 0;
    for (const struct di_field *f = field->members; f != NULL && f->key != NULL; f++)
        if (count < MEMBERS_MAX - 4)
            known[count++] = f->key;
    for (const struct di_field *f = di_field_provenance(); f->key != NULL; f++)
        known[count++] = f->key;
    report_unknown(checking, member, known, count);
}

static void check_required(struct checking *checking, struct di_node *node,
                           const struct di_field *field)
{
    struct di_message message;
    for (const struct di_field *f = field->members; f != NULL && f->key != NULL; f++) {
        if ((f->flags & DI_FIELD_REQUIRED) == 0 ||
            di_node_find(checking->sources->arena, node, f->key) != NULL)
            continue;
        DI_MESSAGE(&message, DI_N_("The key '%1' is missing."), di_text_arg(f->key));
        struct di_diagnostic *item = report(checking, node, DI_ERR_MISSING, &message, NULL);
        if (item != NULL)
            DI_MESSAGE(&item->hint, DI_N_("Add \"%1\": %2."), di_text_arg(f->key),
                       di_phrase_arg(f->text));
    }
}

static void check_members(struct checking *checking, struct di_node *node,
                          const struct di_field *field)
{
    struct di_message message;
    uint32_t elements = 0;
    for (uint32_t i = 0; i < node->count; i++) {
        struct di_node *member = node->children[i];
        const struct di_field *own = di_field_find(field->members, member->key);
        if (own != NULL) {
            check_member(checking, member, own);
            elements++;
        } else if (check_provenance(checking, member)) {
            continue;
        } else if (field->element != NULL) {
            check_element_key(checking, member, field);
            check_member(checking, member, field->element);
            elements++;
        } else {
            check_unknown_member(checking, member, field);
        }
    }
    check_required(checking, node, field);
    if (field->element == NULL || elements >= field->count_min)
        return;
    DI_MESSAGE(&message, DI_N_("'%1' is empty; it needs at least one entry."),
               di_text_arg(label(node)));
    (void)report(checking, node, DI_ERR_MISSING, &message, NULL);
}

static void check_object(struct checking *checking, struct di_node *node,
                         const struct di_field *field)
{
    if (node->type == DI_NODE_OBJECT)
        check_members(checking, node, field);
    else
        report_type(checking, node, field->type);
}

static void check_list(struct checking *checking, struct di_node *node,
                       const struct di_field *field)
{
    if (is_short_list(checking, node, field->count_min, field->count_max))
        for (uint32_t i = 0; i < node->count; i++)
            check_member(checking, node->children[i], field->element);
}

static void check_unlimited(struct checking *checking, struct di_node *node,
                            const struct di_field *field)
{
    if (node->type != DI_NODE_TEXT)
        check_number(checking, node, field);
    else if (strcmp(node->text, "unlimited") != 0)
        report_type(checking, node, field->type);
}

static void check_member(struct checking *checking, struct di_node *node,
                         const struct di_field *field)
{
    switch (field->type) {
    case DI_FIELD_OBJECT:
        check_object(checking, node, field);
        break;
    case DI_FIELD_LIST:
        check_list(checking, node, field);
        break;
    case DI_FIELD_NUMBER:
    case DI_FIELD_SERIES:
    case DI_FIELD_QUANTITY:
    case DI_FIELD_PLAIN:
        check_number(checking, node, field);
        break;
    case DI_FIELD_FLAG:
        if (node->type != DI_NODE_BOOL)
            report_type(checking, node, field->type);
        break;
    case DI_FIELD_TEXT:
    case DI_FIELD_ID:
    case DI_FIELD_DATE:
        check_text(checking, node, field);
        break;
    case DI_FIELD_NAME:
        check_name(checking, node);
        break;
    case DI_FIELD_DURATION:
        check_duration(checking, node, field);
        break;
    case DI_FIELD_CHOICE:
        check_choice(checking, node, field);
        break;
    case DI_FIELD_MODE:
        if (node->type == DI_NODE_OBJECT)
            check_value_object(checking, node, field);
        else
            check_choice(checking, node, field);
        break;
    case DI_FIELD_UNLIMITED:
        check_unlimited(checking, node, field);
        break;
    case DI_FIELD_COUNTS:
        check_counts(checking, node, field, 0);
        break;
    case DI_FIELD_UNCERTAIN:
        di_uncertain_check(checking->sources, node, (double)NAN);
        break;
    }
}

void di_check_scenario(struct di_sources *sources, struct di_node *root)
{
    struct checking checking = {.sources = sources, .is_explained = true};
    check_member(&checking, root, di_field_root());
}

void di_check_study(struct di_sources *sources, struct di_node *root)
{
    struct checking checking = {.sources = sources};
    check_member(&checking, root, &di_field_study);
}
