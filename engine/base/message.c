/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rendering replaces %1..%9 by arguments. Numbers follow the catalogue's style; text
 * arguments are shown as given. Output is counted like snprintf, so callers may size twice.
 */
#include "di/message.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/time.h"

struct di_argument di_text_arg(const char *text)
{
    return (struct di_argument){.kind = DI_ARGUMENT_TEXT, .text = text != NULL ? text : ""};
}

struct di_argument di_phrase_arg(const char *id)
{
    return (struct di_argument){.kind = DI_ARGUMENT_PHRASE, .text = id};
}

struct di_argument di_list_arg(const char *text)
{
    return (struct di_argument){.kind = DI_ARGUMENT_LIST, .text = text};
}

struct di_argument di_range_arg(double low, double high, bool is_percent)
{
    return (struct di_argument){
        .kind = DI_ARGUMENT_RANGE, .real = low, .high = high, .integer = is_percent};
}

struct di_argument di_year_arg(int32_t year, char text[12])
{
    (void)snprintf(text, 12, "%d", (int)year);
    return di_text_arg(text);
}

struct di_argument di_integer_arg(int64_t value)
{
    return (struct di_argument){.kind = DI_ARGUMENT_INTEGER, .integer = value};
}

struct di_argument di_counted_arg(const char *text, int64_t count)
{
    return (struct di_argument){.kind = DI_ARGUMENT_TEXT, .text = text, .integer = count};
}

struct di_argument di_real_arg(double value)
{
    return (struct di_argument){.kind = DI_ARGUMENT_REAL, .real = value};
}

struct di_argument di_date_arg(int32_t civil_day)
{
    return (struct di_argument){.kind = DI_ARGUMENT_DATE, .integer = civil_day};
}

struct di_argument di_period_arg(int32_t first_civil_day, int32_t last_civil_day)
{
    return (struct di_argument){.kind = DI_ARGUMENT_PERIOD,
                                .integer = first_civil_day,
                                .last_civil_day = last_civil_day};
}

static size_t utf8_cut(const char *text, size_t length)
{
    while (length > 0 && ((unsigned char)text[length] & 0xC0u) == 0x80u)
        length--;
    return length;
}

static const char *store_text(struct di_message *message, const char *text)
{
    static const char ellipsis[] = "...";
    const size_t room = sizeof message->text - message->text_used;
    const size_t length = strlen(text);
    char *copy = message->text + message->text_used;
    if (length + 1 <= room) {
        memcpy(copy, text, length + 1);
        message->text_used += length + 1;
        return copy;
    }
    if (room < sizeof ellipsis)
        return ellipsis;
    const size_t kept = utf8_cut(text, room - sizeof ellipsis);
    memcpy(copy, text, kept);
    memcpy(copy + kept, ellipsis, sizeof ellipsis);
    message->text_used += kept + sizeof ellipsis;
    return copy;
}

void di_message_set(struct di_message *message, const char *id,
                    const struct di_argument *arguments, size_t count)
{
    memset(message, 0, sizeof *message);
    message->id = id;
    if (count > DI_MESSAGE_ARGS_MAX)
        count = DI_MESSAGE_ARGS_MAX;
    for (size_t i = 0; i < count; i++) {
        message->arguments[i] = arguments[i];
        if (arguments[i].kind == DI_ARGUMENT_TEXT)
            message->arguments[i].text = store_text(message, arguments[i].text);
    }
}

void di_message_copy(struct di_message *to, const struct di_message *from)
{
    struct di_argument arguments[DI_MESSAGE_ARGS_MAX];
    struct di_message source = *from;
    for (size_t i = 0; i < DI_MESSAGE_ARGS_MAX; i++)
        arguments[i] = from->arguments[i];
    di_message_set(to, source.id, arguments, DI_MESSAGE_ARGS_MAX);
}

struct sink {
    char *buffer;
    size_t size;
    size_t length;
};

static void put_bytes(struct sink *sink, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++, sink->length++)
        if (sink->length + 1 < sink->size)
            sink->buffer[sink->length] = text[i];
}

static void put_text(struct sink *sink, const char *text)
{
    put_bytes(sink, text, strlen(text));
}

/* `digits` is a C-locale number; only its integer part is grouped. */
static void put_number(struct sink *sink, const char *digits,
                       const struct di_catalogue *catalogue)
{
    const char *separator = catalogue != NULL && catalogue->group_separator != NULL
                                ? catalogue->group_separator
                                : "";
    const char point =
        catalogue != NULL && catalogue->decimal_point != '\0' ? catalogue->decimal_point : '.';
    const size_t sign = digits[0] == '-' ? 1 : 0;
    const size_t whole = strspn(digits + sign, "0123456789");
    put_bytes(sink, digits, sign);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            put_text(sink, separator);
        put_bytes(sink, digits + sign + i, 1);
    }
    for (const char *p = digits + sign + whole; *p != '\0'; p++)
        put_bytes(sink, *p == '.' ? &point : p, 1);
}

static const char *translated(const char *id, const struct di_catalogue *catalogue)
{
    if (catalogue == NULL || catalogue->translate == NULL || id[0] == '\0')
        return id;
    return catalogue->translate(catalogue->context, id);
}

static bool is_whole_year(const struct di_argument *period)
{
    const int32_t year = di_date_year(period->last_civil_day);
    return period->integer == di_date_from_civil(year, 1, 1) &&
           period->last_civil_day == di_date_from_civil(year, 12, 31);
}

static void put_message(struct sink *sink, const struct di_message *message,
                        const struct di_catalogue *catalogue);

static void put_period(struct sink *sink, const struct di_argument *period,
                       const struct di_catalogue *catalogue)
{
    char digits[DI_NUMBER_TEXT_MAX];
    struct di_message days;
    if (is_whole_year(period)) {
        (void)snprintf(digits, sizeof digits, "%d", (int)di_date_year(period->last_civil_day));
        put_text(sink, digits);
        return;
    }
    DI_MESSAGE(&days, DI_N_("the period from %1 to %2"), di_date_arg((int32_t)period->integer),
               di_date_arg(period->last_civil_day));
    put_message(sink, &days, catalogue);
}

/* As people read it: whole from ten on. */
static struct di_argument rounded(double value)
{
    return fabs(value) >= 10 ? di_integer_arg((int64_t)llround(value))
                             : di_real_arg(round(value * 10) / 10);
}

static void put_range(struct sink *sink, const struct di_argument *range,
                      const struct di_catalogue *catalogue)
{
    struct di_message message;
    if (isnan(range->real) || isnan(range->high))
        message = (struct di_message){.id = DI_N_("no range")};
    else
        DI_MESSAGE(&message, range->integer != 0 ? DI_N_("%1 to %2%%") : DI_N_("%1 to %2"),
                   rounded(range->real), rounded(range->high));
    put_message(sink, &message, catalogue);
}

static void put_argument(struct sink *sink, const struct di_argument *argument,
                         const struct di_catalogue *catalogue)
{
    char digits[DI_NUMBER_TEXT_MAX];
    switch (argument->kind) {
    case DI_ARGUMENT_TEXT:
        put_text(sink, argument->text);
        break;
    case DI_ARGUMENT_INTEGER:
        (void)snprintf(digits, sizeof digits, "%lld", (long long)argument->integer);
        put_number(sink, digits, catalogue);
        break;
    case DI_ARGUMENT_REAL:
        di_number_format(argument->real, digits);
        put_number(sink, digits, catalogue);
        break;
    case DI_ARGUMENT_DATE:
        di_date_format((int32_t)argument->integer, digits);
        put_text(sink, digits);
        break;
    case DI_ARGUMENT_PERIOD:
        put_period(sink, argument, catalogue);
        break;
    case DI_ARGUMENT_PHRASE:
        put_text(sink, translated(argument->text, catalogue));
        break;
    case DI_ARGUMENT_LIST:
        put_text(sink, argument->text);
        break;
    case DI_ARGUMENT_RANGE:
        put_range(sink, argument, catalogue);
        break;
    case DI_ARGUMENT_NONE:
        break;
    }
}

/* Which of `forms` suits a count; a broken number takes the second, as 2 does, and so does a
 * period that is no whole year, which is one: of one form
 * that; of two "1" and the rest; of three those of East Slavic languages: 1, 21 ...; 2 to 4, 22
 * to 24 ...; the rest. */
static int plural_form(const struct di_argument *argument, int forms)
{
    int64_t n = argument->integer;
    if (argument->kind == DI_ARGUMENT_PERIOD)
        n = is_whole_year(argument) ? 1 : 2;
    if (argument->kind == DI_ARGUMENT_REAL) {
        const bool is_whole =
            fabs(argument->real) < 1e15 && !(fabs(argument->real - round(argument->real)) > 0);
        if (!is_whole)
            return forms == 1 ? 0 : 1;
        n = (int64_t)argument->real;
    }
    n = n < 0 ? -n : n;
    const int64_t ones = n % 10, tens = n % 100 / 10;
    if (forms < 3)
        return forms == 1 || n == 1 ? 0 : 1;
    if (ones == 1 && tens != 1)
        return 0;
    return ones >= 2 && ones <= 4 && tens != 1 ? 1 : 2;
}

/* "{%1|place|places}" from its brace: writes the form and returns the closing brace; NULL if it
 * is no such block. A form holds no placeholder and no brace. */
static const char *put_plural(struct sink *sink, const struct di_message *message,
                              const char *block)
{
    if (block[1] != '%' || block[2] < '1' || block[2] > '0' + DI_MESSAGE_ARGS_MAX ||
        block[3] != '|')
        return NULL;
    const char *first = block + 4;
    const char *end = strchr(first, '}');
    if (end == NULL)
        return NULL;
    int forms = 1;
    for (const char *p = first; p < end; p++)
        forms += *p == '|';
    int wanted = plural_form(&message->arguments[block[2] - '1'], forms);
    const char *from = first;
    for (; wanted > 0; from++)
        wanted -= *from == '|';
    const size_t length = strcspn(from, "|}");
    put_bytes(sink, from, length);
    return end;
}

static void put_message(struct sink *sink, const struct di_message *message,
                        const struct di_catalogue *catalogue)
{
    const char *format = translated(message->id != NULL ? message->id : "", catalogue);
    for (const char *p = format; *p != '\0'; p++) {
        const char *end = *p == '{' ? put_plural(sink, message, p) : NULL;
        if (end != NULL) {
            p = end;
        } else if (*p != '%' || p[1] == '\0') {
            put_bytes(sink, p, 1);
        } else if (p[1] >= '1' && p[1] <= '0' + DI_MESSAGE_ARGS_MAX) {
            put_argument(sink, &message->arguments[p[1] - '1'], catalogue);
            p++;
        } else {
            put_bytes(sink, ++p, 1);
        }
    }
}

size_t di_message_render(const struct di_message *message, const struct di_catalogue *catalogue,
                         char *buffer, size_t size)
{
    struct sink sink = {.buffer = buffer, .size = size};
    put_message(&sink, message, catalogue);
    if (size > 0)
        buffer[sink.length < size ? sink.length : size - 1] = '\0';
    return sink.length;
}

char *di_message_text(const struct di_message *message, const struct di_catalogue *catalogue)
{
    const size_t room = di_message_render(message, catalogue, NULL, 0) + 1;
    char *text = malloc(room);
    if (text != NULL)
        (void)di_message_render(message, catalogue, text, room);
    return text;
}
