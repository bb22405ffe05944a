/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers keep all their digits: they are what the file says. */
#include "input_text.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/distribution.h"
#include "di/language.h"
#include "di/number.h"

#include "input_word.h"
#include "steps.h"

/* Names as the scenario has them; what it names by an id alone reads as words. */
const char *input_owner(struct ui *ui, const struct di_scenario_input *input)
{
    static const char between[] = " \xE2\x80\xBA ";
    const char *names =
        di_language_pick(ui->catalogue->language, input->owner_en, input->owner_ru);
    const char *owner = "";
    while (names[0] != '\0') {
        const char *end = strstr(names, between);
        const size_t length = end != NULL ? (size_t)(end - names) : strlen(names);
        const bool is_id = strspn(names, "abcdefghijklmnopqrstuvwxyz0123456789_") >= length;
        const char *name = frame_format(ui->frame, "%.*s", (int)length, names);
        owner = frame_format(ui->frame, "%s%s%s", owner, owner[0] != '\0' ? between : "",
                             is_id ? input_word(ui, "", name) : name);
        names += length + (end != NULL ? sizeof between - 1 : 0);
    }
    return owner;
}

/* The first letter made large: Latin and Cyrillic; other scripts here have no capitals. */
static void capitalize(char *text)
{
    unsigned char *c = (unsigned char *)text;
    if (c[0] >= 'a' && c[0] <= 'z')
        c[0] = (unsigned char)(c[0] - 'a' + 'A');
    else if (c[0] == 0xD0 && c[1] >= 0xB0 && c[1] <= 0xBF)
        c[1] = (unsigned char)(c[1] - 0x20);
    else if (c[0] == 0xD1 && c[1] >= 0x80 && c[1] <= 0x8F) {
        c[0] = 0xD0;
        c[1] = (unsigned char)(c[1] + 0x20);
    }
}

/* The field table says of a flag what "true" means: here its value stands beside it. */
static const char *after_true(const char *text)
{
    static const char mark[] = "true: ";
    return strncmp(text, mark, sizeof mark - 1) == 0 ? text + sizeof mark - 1 : text;
}

const char *input_name(struct ui *ui, const struct di_scenario_input *input)
{
    return input_field_name(ui, input->text);
}

const char *input_field_name(struct ui *ui, const char *id)
{
    const char *text = after_true(tr(ui, id));
    char *copy = DI_ARENA_NEW(&ui->frame->arena, strlen(text) + 1, char);
    if (copy == NULL)
        return text;
    memcpy(copy, text, strlen(text) + 1);
    copy[strcspn(copy, ";")] = '\0';
    capitalize(copy);
    return copy;
}

const char *input_remark(struct ui *ui, const struct di_scenario_input *input)
{
    const char *remark = strchr(tr(ui, input->text), ';');
    if (remark == NULL)
        return "";
    while (*remark == ';' || *remark == ' ')
        remark++;
    char *copy = DI_ARENA_NEW(&ui->frame->arena, strlen(remark) + 1, char);
    if (copy == NULL)
        return remark;
    memcpy(copy, remark, strlen(remark) + 1);
    capitalize(copy);
    return copy;
}

/* A JSON value of the field `key` as it stands. */
static const char *json_text(struct ui *ui, const char *key, const char *json)
{
    double number;
    if (di_number_parse(json, &number)) {
        const char *point = strchr(json, '.');
        const int decimals = point != NULL && strpbrk(json, "eE") == NULL
                                 ? (int)strspn(point + 1, "0123456789")
                                 : 0;
        return strpbrk(json, "eE") != NULL ? frame_copy(ui->frame, json)
                                           : ui_number(ui, number, decimals);
    }
    const size_t length = strlen(json);
    if (length >= 2 && json[0] == '"')
        return input_word(ui, key,
                          frame_format(ui->frame, "%.*s", (int)(length - 2), json + 1));
    return input_word(ui, key, json);
}

const char *input_key(const struct di_scenario_input *input)
{
    return strrchr(input->pointer, '/') + 1;
}

const char *input_value(struct ui *ui, const struct di_scenario_input *input)
{
    if (strcmp(input->unit, "year") == 0) /* 2025 is no count: never 2,025 */
        return frame_copy(ui->frame, input->value);
    if (input->kind == DI_INPUT_DATE && input->value[0] == '"')
        return frame_format(ui->frame, "%.*s", (int)strlen(input->value) - 2, input->value + 1);
    return json_text(ui, input_key(input), input->value);
}

const char *input_dated_value(struct ui *ui, const struct di_scenario_input *input)
{
    const char *first = input_value(ui, input);
    struct steps steps;
    char number[DI_NUMBER_TEXT_MAX];
    if (input->steps == NULL || !steps_read(&steps, input) || steps.count == 0)
        return first;
    (void)di_number_format(round(steps_level(&steps, steps.count - 1) * 1e6) / 1e6, number);
    return frame_format(ui->frame, "%s \xE2\x86\x92 %s", first, json_text(ui, "", number));
}

/* {"beta": [12, 88]}, a normal cut at the field's range; false for any other text. */
static bool read_distribution(const struct di_scenario_input *input,
                              struct di_distribution *out)
{
    json_t *root = input->uncertain != NULL ? json_loads(input->uncertain, 0, NULL) : NULL;
    void *first = json_object_iter(root);
    const json_t *list = first != NULL ? json_object_iter_value(first) : NULL;
    *out = (struct di_distribution){
        .kind = first != NULL ? di_distribution_find(json_object_iter_key(first))
                              : DI_DISTRIBUTIONS,
        .low = input->has_range ? input->minimum : -HUGE_VAL,
        .high = input->has_range ? input->maximum : HUGE_VAL};
    for (size_t i = 0; i < 3; i++)
        out->p[i] = json_number_value(json_array_get(list, i));
    const bool is_read = out->kind != DI_DISTRIBUTIONS && json_array_size(list) >= 2;
    json_decref(root);
    return is_read;
}

const char *input_range(struct ui *ui, const struct di_scenario_input *input)
{
    struct di_distribution distribution;
    if (!read_distribution(input, &distribution))
        return "";
    const double low = di_distribution_quantile(&distribution, 0.05);
    const double high = di_distribution_quantile(&distribution, 0.95);
    const double size = fmax(fabs(low), fabs(high));
    const int decimals = size > 0 ? (int)fmin(fmax(2 - floor(log10(size)), 0), 6) : 0;
    return ui_range(ui, low, high, decimals);
}

const char *input_mark(const struct ui *ui, const struct di_scenario_input *input,
                       bool is_changed)
{
    if (is_changed)
        return tr(ui, N_("yours"));
    switch (input->quality) {
    case DI_INPUT_PUBLISHED:
        return tr(ui, N_("published"));
    case DI_INPUT_ESTIMATED:
        return tr(ui, N_("estimated"));
    case DI_INPUT_ILLUSTRATIVE:
        return tr(ui, N_("illustrative"));
    case DI_INPUT_UNSOURCED:
        break;
    }
    return tr(ui, N_("no source"));
}

double input_mark_width(struct ui *ui)
{
    static const char *const marks[] = {N_("yours"),        N_("published"), N_("estimated"),
                                        N_("illustrative"), N_("no source"), N_("Mark")};
    double wide = 0;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        wide = fmax(wide, ui_width(ui, tr(ui, marks[i]), UI_SIZE_SMALL, false));
    return wide;
}

/* Units of the field table, which files and messages show in English. */
static const char *const units[] = {N_("FTE"),           N_("children"),
                                    N_("days"),          N_("hours"),
                                    N_("per year"),      N_("ratio"),
                                    N_("share"),         N_("visits per month"),
                                    N_("buildings"),     N_("children per case manager"),
                                    N_("exponent"),      N_("families"),
                                    N_("hours per day"), N_("households"),
                                    N_("km or minutes"), N_("per 1000 children and year"),
                                    N_("places"),        N_("variance"),
                                    N_("year"),          N_("years")};

/* Money is in the scenario's own currency; one without a name says so. */
static const char *money_unit(struct ui *ui, const char *unit, const char *currency)
{
    const bool is_rate = strcmp(unit, "currency per year") == 0;
    if (currency[0] == '\0')
        return is_rate ? tr(ui, N_("currency per year")) : tr(ui, N_("currency"));
    return is_rate ? UI_SAY(ui, N_("%1 a year"), di_text_arg(currency))
                   : frame_copy(ui->frame, currency);
}

const char *input_unit(struct ui *ui, const struct document *document,
                       const struct di_scenario_input *input)
{
    if (strncmp(input->unit, "currency", strlen("currency")) == 0 ||
        strcmp(input->unit, "money") == 0)
        return money_unit(ui, input->unit, document->scenario->model->currency);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(units[i], input->unit) == 0)
            return tr(ui, units[i]);
    return tr(ui, input->unit);
}

static const struct {
    const char *key, *name;
} topics[] = {{"horizon", N_("Time span")},
              {"regions", N_("Regions")},
              {"reasons", N_("Reasons of entry")},
              {"entries", N_("Children who enter")},
              {"initial_stock", N_("Children in care on the first day")},
              {"settings", N_("Forms of care")},
              {"institutions", N_("Institutions")},
              {"carers", N_("Foster families")},
              {"services", N_("Services")},
              {"policies", N_("Rules")},
              {"roles", N_("Workers by role")},
              {"resources", N_("Worker hours")},
              {"costs", N_("Unit costs")},
              {"budget", N_("Budgets")},
              {"price_year", N_("Year of prices")},
              {"drivers", N_("What moves entries")},
              {"shocks", N_("Shocks")},
              {"justice", N_("Children in justice")},
              {"goals", N_("Goals")},
              {"targets", N_("Targets")},
              {"uncertainty", N_("Uncertainty")},
              {"published", N_("Published series")}};
#define TOPICS (sizeof topics / sizeof topics[0])

size_t input_topic_rank(const char *key)
{
    for (size_t i = 0; i < TOPICS; i++)
        if (strcmp(topics[i].key, key) == 0)
            return i;
    return TOPICS;
}

const char *input_topic(const struct ui *ui, const char *key)
{
    for (size_t i = 0; i < TOPICS; i++)
        if (strcmp(topics[i].key, key) == 0)
            return tr(ui, topics[i].name);
    return key;
}
