/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ECMA-376 18.8.30: formats 14 to 22, and some of East Asia, are dates or times without being
 * listed; others say it by a y or d outside quotation marks. */
#include "cell_styles.h"

#include <stdlib.h>
#include <string.h>

enum { FORMATS_MAX = 4096, NUMBER_MAX = 100000 };

struct styles_reading {
    struct di_cell_styles *styles;
    bool is_in_formats, is_in_cells;
    long dates[FORMATS_MAX]; /* ids of listed formats that are dates */
    size_t date_count;
    long others[FORMATS_MAX]; /* and that are none, whatever their number says */
    size_t other_count;
};

/* Days or years outside "text", \\x, and [Red]; hours and minutes alone are no date. */
static bool is_date_format(const char *code)
{
    for (const char *c = code; *c != '\0'; c++) {
        if (*c == '"' || *c == '[') {
            const char *end = strchr(c + 1, *c == '"' ? '"' : ']');
            if (end == NULL)
                return false;
            c = end;
        } else if (*c == '\\' || *c == '_' || *c == '*') {
            c += c[1] != '\0';
        } else if (strchr("yYdD", *c) != NULL) {
            return true;
        }
    }
    return false;
}

static bool is_among(const long *ids, size_t count, long id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static bool is_date_number(const struct styles_reading *reading, long id)
{
    if (is_among(reading->dates, reading->date_count, id))
        return true;
    if (is_among(reading->others, reading->other_count, id))
        return false;
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
           (id >= 50 && id <= 54) || id == 57 || id == 58;
}

static long number_of(const char *text)
{
    const size_t digits = text != NULL ? strspn(text, "0123456789") : 0;
    return digits > 0 && digits < 7 ? strtol(text, NULL, 10) : NUMBER_MAX;
}

static void take_format(struct styles_reading *reading, const char **attributes)
{
    const long id = number_of(di_xml_attribute(attributes, "numFmtId"));
    const char *code = di_xml_attribute(attributes, "formatCode");
    const bool is_date = code != NULL && is_date_format(code);
    if (is_date && reading->date_count < FORMATS_MAX)
        reading->dates[reading->date_count++] = id;
    else if (!is_date && reading->other_count < FORMATS_MAX)
        reading->others[reading->other_count++] = id;
}

static void take_style(struct styles_reading *reading, const char **attributes)
{
    struct di_cell_styles *styles = reading->styles;
    const long id = number_of(di_xml_attribute(attributes, "numFmtId"));
    if (styles->count == DI_CELL_STYLES_MAX)
        return;
    if (is_date_number(reading, id))
        styles->is_date[styles->count / 8] |= (uint8_t)(1u << styles->count % 8);
    styles->count++;
}

static void on_begin(void *context, const char *name, const char **attributes)
{
    struct styles_reading *reading = context;
    if (strcmp(name, "numFmts") == 0)
        reading->is_in_formats = true;
    else if (strcmp(name, "cellXfs") == 0)
        reading->is_in_cells = true;
    else if (reading->is_in_formats && strcmp(name, "numFmt") == 0)
        take_format(reading, attributes);
    else if (reading->is_in_cells && strcmp(name, "xf") == 0)
        take_style(reading, attributes);
}

static void on_end(void *context, const char *name)
{
    struct styles_reading *reading = context;
    if (strcmp(name, "numFmts") == 0)
        reading->is_in_formats = false;
    else if (strcmp(name, "cellXfs") == 0)
        reading->is_in_cells = false;
}

enum di_xml_step di_cell_styles_read(struct di_cell_styles *styles, struct zip *archive,
                                     const char *path)
{
    static const struct di_xml_handlers handlers = {on_begin, on_end, NULL};
    memset(styles, 0, sizeof *styles);
    if (path == NULL)
        return DI_XML_DONE;
    struct styles_reading *reading = calloc(1, sizeof *reading);
    if (reading == NULL)
        return DI_XML_NO_MEMORY;
    reading->styles = styles;
    const enum di_xml_step step = di_xml_part_read(archive, path, &handlers, reading);
    free(reading);
    return step == DI_XML_MISSING ? DI_XML_DONE : step;
}

bool di_cell_styles_is_date(const struct di_cell_styles *styles, size_t style)
{
    return style < styles->count && (styles->is_date[style / 8] >> style % 8 & 1) != 0;
}
