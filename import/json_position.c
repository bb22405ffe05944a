/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recursive-descent scanner of strict JSON (RFC 8259, top level an object or array). It
 * stores no values: the n-th position belongs to the n-th value in the order of the text,
 * which is also the order in which jansson keeps members.
 *
 * Keys are compared decoded, so "a" and "\u0061" are duplicates. The keys of all open objects
 * lie on one stack; an object's slice is sorted by (text, position) when it closes.
 *
 * Does not repair anything: the first error of syntax ends the scan.
 */
#include "json_position.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"

struct key {
    size_t at, length; /* in `decoded` */
    struct di_json_position position;
};

struct scan {
    const unsigned char *text;
    size_t size, at;
    struct di_json_position here;
    const char *file;
    struct di_json_positions *positions;
    struct di_diagnostics *diagnostics;
    struct key *keys;
    size_t key_count, key_capacity;
    unsigned char *decoded;
    size_t decoded_count, decoded_capacity;
    bool has_duplicates;
    enum di_status status;
};

static enum di_status fail_at(struct scan *scan, struct di_json_position position,
                              enum di_status status, const char *id, const char *hint_id)
{
    struct di_message message;
    di_message_set(&message, id, NULL, 0);
    struct di_diagnostic *item =
        di_diagnostics_add(scan->diagnostics, DI_SEVERITY_ERROR, status, scan->file,
                           position.line, position.column, "", &message);
    if (item != NULL && hint_id != NULL)
        di_message_set(&item->hint, hint_id, NULL, 0);
    return status;
}

static enum di_status fail(struct scan *scan, const char *id, const char *hint_id)
{
    return fail_at(scan, scan->here, DI_ERR_SYNTAX, id, hint_id);
}

static enum di_status fail_memory(struct scan *scan)
{
    return fail_at(scan, scan->here, DI_ERR_MEMORY,
                   DI_N_("There is not enough memory to read this file."), NULL);
}

/* ---- growing arrays ---- */

static bool make_room(void **items, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity)
        return true;
    const size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
    void *larger = realloc(*items, wanted * size);
    if (larger == NULL)
        return false;
    *items = larger;
    *capacity = wanted;
    return true;
}

static bool push_position(struct scan *scan, struct di_json_position position)
{
    struct di_json_positions *list = scan->positions;
    void *items = list->items;
    const bool is_ok = make_room(&items, &list->capacity, list->count, sizeof *list->items);
    list->items = items;
    if (is_ok)
        list->items[list->count++] = position;
    return is_ok;
}

static bool push_byte(struct scan *scan, unsigned char byte)
{
    void *items = scan->decoded;
    const bool is_ok = make_room(&items, &scan->decoded_capacity, scan->decoded_count, 1);
    scan->decoded = items;
    if (is_ok)
        scan->decoded[scan->decoded_count++] = byte;
    return is_ok;
}

static bool push_key(struct scan *scan, struct key key)
{
    void *items = scan->keys;
    const bool is_ok =
        make_room(&items, &scan->key_capacity, scan->key_count, sizeof *scan->keys);
    scan->keys = items;
    if (is_ok)
        scan->keys[scan->key_count++] = key;
    return is_ok;
}

/* ---- characters ---- */

static int peek(const struct scan *scan)
{
    return scan->at < scan->size ? scan->text[scan->at] : -1;
}

static void step(struct scan *scan)
{
    const unsigned char byte = scan->text[scan->at++];
    if (byte == '\n') {
        scan->here.line++;
        scan->here.column = 1;
    } else if ((byte & 0xC0u) != 0x80u) {
        scan->here.column++;
    }
}

static void skip_space(struct scan *scan)
{
    int c = peek(scan);
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        step(scan);
        c = peek(scan);
    }
}

/* ---- text ---- */

/* Length of the well-formed UTF-8 sequence at `at`, 0 if there is none (RFC 3629). */
static size_t sequence_length(const unsigned char *at, size_t left)
{
    const unsigned char c = at[0];
    const size_t length = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (length == 0 || c > 0xF4 || length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((at[i] & 0xC0u) != 0x80u)
            return 0;
    const bool is_overlong = (c == 0xE0 && at[1] < 0xA0) || (c == 0xF0 && at[1] < 0x90);
    const bool is_outside = (c == 0xED && at[1] > 0x9F) || (c == 0xF4 && at[1] > 0x8F);
    return is_overlong || is_outside ? 0 : length;
}

static int hex_value(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static enum di_status read_hex(struct scan *scan, uint32_t *value_out)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        const int digit = hex_value(peek(scan));
        if (digit < 0)
            return fail(scan, DI_N_("\\u is not followed by four hexadecimal digits."), NULL);
        value = value << 4 | (uint32_t)digit;
        step(scan);
    }
    *value_out = value;
    return DI_OK;
}

static bool push_character(struct scan *scan, uint32_t code)
{
    if (code < 0x80)
        return push_byte(scan, (unsigned char)code);
    bool is_ok = true;
    if (code < 0x800) {
        is_ok = push_byte(scan, (unsigned char)(0xC0u | code >> 6));
    } else if (code < 0x10000) {
        is_ok = push_byte(scan, (unsigned char)(0xE0u | code >> 12)) &&
                push_byte(scan, (unsigned char)(0x80u | (code >> 6 & 0x3Fu)));
    } else {
        is_ok = push_byte(scan, (unsigned char)(0xF0u | code >> 18)) &&
                push_byte(scan, (unsigned char)(0x80u | (code >> 12 & 0x3Fu))) &&
                push_byte(scan, (unsigned char)(0x80u | (code >> 6 & 0x3Fu)));
    }
    return is_ok && push_byte(scan, (unsigned char)(0x80u | (code & 0x3Fu)));
}

static enum di_status scan_unicode(struct scan *scan)
{
    static const char *const message = DI_N_("A \\u escape is half of a surrogate pair.");
    uint32_t code = 0, low = 0;
    enum di_status status = read_hex(scan, &code);
    if (status != DI_OK)
        return status;
    if (code == 0)
        return fail(scan, DI_N_("The character \\u0000 is not allowed."), NULL);
    if (code >= 0xDC00 && code <= 0xDFFF)
        return fail(scan, message, NULL);
    if (code >= 0xD800 && code <= 0xDBFF) {
        if (scan->at + 1 >= scan->size || scan->text[scan->at] != '\\' ||
            scan->text[scan->at + 1] != 'u')
            return fail(scan, message, NULL);
        step(scan);
        step(scan);
        status = read_hex(scan, &low);
        if (status != DI_OK)
            return status;
        if (low < 0xDC00 || low > 0xDFFF)
            return fail(scan, message, NULL);
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    return push_character(scan, code) ? DI_OK : fail_memory(scan);
}

static enum di_status scan_escape(struct scan *scan)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const int c = peek(scan);
    if (c == 'u') {
        step(scan);
        return scan_unicode(scan);
    }
    const char *found = c > 0 ? strchr(from, c) : NULL;
    if (found == NULL)
        return fail(scan, DI_N_("A backslash is not followed by a known escape."),
                    DI_N_("Write \\\\ for a backslash."));
    step(scan);
    return push_byte(scan, (unsigned char)to[found - from]) ? DI_OK : fail_memory(scan);
}

static enum di_status scan_plain(struct scan *scan)
{
    const unsigned char *at = scan->text + scan->at;
    if (*at < 0x20)
        return *at == '\n' || *at == '\r'
                   ? fail(scan, DI_N_("The line ends inside a text."),
                          DI_N_("Close the text with a quotation mark."))
                   : fail(scan, DI_N_("A text holds a control character."),
                          DI_N_("Write it as an escape such as \\t."));
    const size_t length = sequence_length(at, scan->size - scan->at);
    if (length == 0)
        return fail(scan, DI_N_("A text is not valid UTF-8."),
                    DI_N_("Save the file in UTF-8 encoding."));
    for (size_t i = 0; i < length; i++) {
        if (!push_byte(scan, at[i]))
            return fail_memory(scan);
        step(scan);
    }
    return DI_OK;
}

/* Leaves the decoded text at the end of `decoded`; the caller takes or drops it. */
static enum di_status scan_text(struct scan *scan)
{
    const struct di_json_position start = scan->here;
    step(scan);
    for (;;) {
        const int c = peek(scan);
        if (c < 0)
            return fail_at(scan, start, DI_ERR_SYNTAX, DI_N_("This text never ends."),
                           DI_N_("Close the text with a quotation mark."));
        if (c == '"') {
            step(scan);
            return DI_OK;
        }
        if (c == '\\')
            step(scan);
        const enum di_status status = c == '\\' ? scan_escape(scan) : scan_plain(scan);
        if (status != DI_OK)
            return status;
    }
}

/* ---- numbers and words ---- */

static bool skip_digits(struct scan *scan)
{
    const size_t start = scan->at;
    while (peek(scan) >= '0' && peek(scan) <= '9')
        step(scan);
    return scan->at > start;
}

static bool skip_number(struct scan *scan)
{
    if (peek(scan) == '-')
        step(scan);
    if (peek(scan) == '0')
        step(scan);
    else if (!skip_digits(scan))
        return false;
    if (peek(scan) >= '0' && peek(scan) <= '9')
        return false;
    if (peek(scan) == '.') {
        step(scan);
        if (!skip_digits(scan))
            return false;
    }
    if (peek(scan) == 'e' || peek(scan) == 'E') {
        step(scan);
        if (peek(scan) == '+' || peek(scan) == '-')
            step(scan);
        return skip_digits(scan);
    }
    return true;
}

static enum di_status scan_number(struct scan *scan)
{
    const size_t start = scan->at;
    const struct di_json_position position = scan->here;
    if (!skip_number(scan))
        return fail_at(scan, position, DI_ERR_SYNTAX, DI_N_("This is not a valid number."),
                       DI_N_("Write numbers like 12, 0.5 or 1e6, with a full stop."));
    char copy[DI_JSON_NUMBER_MAX + 1];
    const size_t length = scan->at - start;
    if (length > DI_JSON_NUMBER_MAX)
        return fail_at(scan, position, DI_ERR_LIMIT,
                       DI_N_("A number has more than 400 characters."), NULL);
    memcpy(copy, scan->text + start, length);
    copy[length] = '\0';
    double value = 0;
    if (!di_number_parse(copy, &value) || isinf(value))
        return fail_at(scan, position, DI_ERR_SYNTAX,
                       DI_N_("This number is too large for a computer to hold."), NULL);
    return DI_OK;
}

static bool skip_word(struct scan *scan, const char *word)
{
    const size_t length = strlen(word);
    if (scan->size - scan->at < length || memcmp(scan->text + scan->at, word, length) != 0)
        return false;
    const unsigned char *next = scan->text + scan->at + length;
    const bool goes_on = scan->size - scan->at > length &&
                         ((*next >= 'a' && *next <= 'z') || (*next >= 'A' && *next <= 'Z'));
    if (goes_on)
        return false;
    for (size_t i = 0; i < length; i++)
        step(scan);
    return true;
}

static enum di_status scan_word(struct scan *scan)
{
    if (skip_word(scan, "true") || skip_word(scan, "false") || skip_word(scan, "null"))
        return DI_OK;
    if (scan->at < scan->size && (scan->text[scan->at] == 'N' || scan->text[scan->at] == 'I'))
        return fail(scan, DI_N_("NaN and Infinity are not numbers in JSON."),
                    DI_N_("Leave the key out if the value is not known."));
    if (peek(scan) == '\'')
        return fail(scan, DI_N_("Texts are written in double quotation marks."), NULL);
    if (peek(scan) == '/')
        return fail(scan, DI_N_("JSON has no comments."),
                    DI_N_("Put remarks under a key that starts with x-."));
    if (peek(scan) < 0)
        return fail(scan, DI_N_("The file ends where a value is expected."), NULL);
    return fail(scan, DI_N_("A value is expected here."),
                DI_N_("Check for a comma too many or a missing quotation mark."));
}

/* ---- structure ---- */

static int compare_keys(const unsigned char *decoded, const struct key *a, const struct key *b)
{
    const size_t shorter = a->length < b->length ? a->length : b->length;
    const int order = memcmp(decoded + a->at, decoded + b->at, shorter);
    if (order != 0)
        return order;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at; /* keys lie in the order of the text */
}

/* Bottom-up merge sort: qsort takes no context, and adversarial keys must not be slow. */
static void merge_runs(const struct scan *scan, const struct key *from, struct key *to,
                       size_t count, size_t width)
{
    for (size_t low = 0; low < count; low += 2 * width) {
        const size_t middle = low + width < count ? low + width : count;
        const size_t high = low + 2 * width < count ? low + 2 * width : count;
        size_t a = low, b = middle;
        for (size_t k = low; k < high; k++) {
            const bool takes_a =
                b >= high ||
                (a < middle && compare_keys(scan->decoded, &from[a], &from[b]) <= 0);
            to[k] = takes_a ? from[a++] : from[b++];
        }
    }
}

static bool sort_keys(struct scan *scan, struct key *keys, size_t count)
{
    struct key *spare = malloc((count + 1) * sizeof *spare);
    if (spare == NULL)
        return false;
    struct key *from = keys, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        merge_runs(scan, from, to, count, width);
        struct key *swap = from;
        from = to;
        to = swap;
    }
    if (from != keys)
        memcpy(keys, from, count * sizeof *keys);
    free(spare);
    return true;
}

static void report_duplicate(struct scan *scan, const struct key *first,
                             const struct key *second)
{
    struct di_message message;
    char name[80];
    size_t length = first->length;
    if (length >= sizeof name) { /* cut at the start of a character */
        length = sizeof name - 1;
        while (length > 0 && (scan->decoded[first->at + length] & 0xC0u) == 0x80u)
            length--;
    }
    memcpy(name, scan->decoded + first->at, length);
    name[length] = '\0';
    DI_MESSAGE(&message, DI_N_("The key '%1' is written twice, on lines %2 and %3."),
               di_text_arg(name), di_integer_arg(first->position.line),
               di_integer_arg(second->position.line));
    struct di_diagnostic *item =
        di_diagnostics_add(scan->diagnostics, DI_SEVERITY_ERROR, DI_ERR_SYNTAX, scan->file,
                           second->position.line, second->position.column, "", &message);
    if (item != NULL)
        di_message_set(&item->hint, DI_N_("Keep one of them."), NULL, 0);
    scan->has_duplicates = true;
}

static enum di_status close_object(struct scan *scan, size_t first_key, size_t first_byte)
{
    const size_t count = scan->key_count - first_key;
    if (count > 1) {
        struct key *keys = scan->keys + first_key;
        if (!sort_keys(scan, keys, count))
            return fail_memory(scan);
        for (size_t i = 1; i < count; i++)
            if (keys[i - 1].length == keys[i].length &&
                memcmp(scan->decoded + keys[i - 1].at, scan->decoded + keys[i].at,
                       keys[i].length) == 0)
                report_duplicate(scan, &keys[i - 1], &keys[i]);
    }
    scan->key_count = first_key;
    scan->decoded_count = first_byte;
    return DI_OK;
}

static enum di_status scan_value(struct scan *scan, unsigned depth,
                                 struct di_json_position position);

static enum di_status scan_member(struct scan *scan, unsigned depth)
{
    const struct di_json_position position = scan->here;
    if (peek(scan) != '"')
        return fail(scan, DI_N_("A key in double quotation marks is expected here."),
                    DI_N_("Check for a comma after the last member."));
    const size_t start = scan->decoded_count;
    enum di_status status = scan_text(scan);
    if (status != DI_OK)
        return status;
    if (!push_key(scan, (struct key){start, scan->decoded_count - start, position}))
        return fail_memory(scan);
    skip_space(scan);
    if (peek(scan) != ':')
        return fail(scan, DI_N_("A colon is expected after the key."), NULL);
    step(scan);
    skip_space(scan);
    return scan_value(scan, depth, position);
}

static enum di_status scan_container(struct scan *scan, unsigned depth)
{
    const bool is_object = peek(scan) == '{';
    const int end = is_object ? '}' : ']';
    const size_t first_key = scan->key_count, first_byte = scan->decoded_count;
    if (depth > DI_JSON_DEPTH_MAX)
        return fail_at(scan, scan->here, DI_ERR_LIMIT,
                       DI_N_("Objects and lists are nested deeper than 64 levels."), NULL);
    step(scan);
    skip_space(scan);
    bool is_first = true;
    while (peek(scan) != end || !is_first) {
        const enum di_status status =
            is_object ? scan_member(scan, depth) : scan_value(scan, depth, scan->here);
        if (status != DI_OK)
            return status;
        is_first = false;
        skip_space(scan);
        if (peek(scan) == end)
            break;
        if (peek(scan) != ',')
            return fail(scan,
                        is_object ? DI_N_("A comma or } is expected here.")
                                  : DI_N_("A comma or ] is expected here."),
                        DI_N_("Check for a missing comma or bracket before this place."));
        step(scan);
        skip_space(scan);
    }
    step(scan);
    return close_object(scan, first_key, first_byte);
}

static enum di_status scan_value(struct scan *scan, unsigned depth,
                                 struct di_json_position position)
{
    if (scan->positions->count >= DI_JSON_VALUES_MAX)
        return fail_at(scan, position, DI_ERR_LIMIT,
                       DI_N_("The file holds more than 1,000,000 values."), NULL);
    if (!push_position(scan, position))
        return fail_memory(scan);
    const int c = peek(scan);
    if (c == '{' || c == '[')
        return scan_container(scan, depth + 1);
    if (c == '"') {
        const size_t start = scan->decoded_count;
        const enum di_status status = scan_text(scan);
        scan->decoded_count = start;
        return status;
    }
    if (c == '-' || (c >= '0' && c <= '9'))
        return scan_number(scan);
    return scan_word(scan);
}

static enum di_status scan_document(struct scan *scan)
{
    if (scan->size >= 3 && memcmp(scan->text, "\xEF\xBB\xBF", 3) == 0)
        return fail(scan, DI_N_("The file starts with a byte order mark."),
                    DI_N_("Save the file in UTF-8 without a byte order mark."));
    if (scan->size >= 2 &&
        (memcmp(scan->text, "\xFF\xFE", 2) == 0 || memcmp(scan->text, "\xFE\xFF", 2) == 0))
        return fail(scan, DI_N_("The file is in UTF-16."),
                    DI_N_("Save the file in UTF-8 without a byte order mark."));
    skip_space(scan);
    if (scan->at == scan->size)
        return fail(scan, DI_N_("The file is empty."),
                    DI_N_("Start from a template: homeward new NAME --from TEMPLATE."));
    if (peek(scan) != '{' && peek(scan) != '[')
        return fail(scan, DI_N_("The file does not start with {."), NULL);
    const enum di_status status = scan_value(scan, 0, scan->here);
    if (status != DI_OK)
        return status;
    skip_space(scan);
    if (scan->at < scan->size)
        return fail(scan, DI_N_("There is more text after the end of the scenario."),
                    DI_N_("Check for a bracket too many, or remove the rest."));
    return scan->has_duplicates ? DI_ERR_SYNTAX : DI_OK;
}

enum di_status di_json_position_scan(const char *text, size_t size, const char *file,
                                     struct di_json_positions *positions,
                                     struct di_diagnostics *diagnostics)
{
    struct scan scan = {.text = (const unsigned char *)text,
                        .size = size,
                        .here = {1, 1},
                        .file = file,
                        .positions = positions,
                        .diagnostics = diagnostics};
    void *decoded = NULL; /* there from the start: keys may all be empty */
    const bool has_room = make_room(&decoded, &scan.decoded_capacity, 0, 1);
    scan.decoded = decoded;
    const enum di_status status = has_room ? scan_document(&scan) : fail_memory(&scan);
    free(scan.keys);
    free(scan.decoded);
    return status;
}

void di_json_positions_finish(struct di_json_positions *positions)
{
    free(positions->items);
    *positions = (struct di_json_positions){0};
}
