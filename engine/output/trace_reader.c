/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads trace.csv.gz back. The folder may come from anywhere: header, field count, event,
 * numbers and dates are checked line by line. No field holds a comma or quote: ids and numbers
 * only.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "di/number.h"
#include "di/path.h"
#include "di/trace_file.h"

#include "trace_rows.h"

enum { TRACE_LINE_MAX = 2048 };

static bool split(char *text, char *fields[TRACE_FIELDS])
{
    uint32_t count = 0;
    for (char *at = text;; at++) {
        if (count == TRACE_FIELDS)
            return false;
        fields[count++] = at;
        at = strchr(at, ',');
        if (at == NULL)
            return count == TRACE_FIELDS;
        *at = '\0';
    }
}

static bool read_event(const char *text, enum di_trace_event *event_out)
{
    for (uint32_t i = 0; i < DI_TRACE_EVENTS; i++)
        if (strcmp(di_trace_event_id((enum di_trace_event)i), text) == 0) {
            *event_out = (enum di_trace_event)i;
            return true;
        }
    return false;
}

static bool read_number(const char *text, double *value_out)
{
    *value_out = (double)NAN;
    return text[0] == '\0' || di_number_parse(text, value_out);
}

static bool read_row(char *text, struct di_trace_row *row)
{
    char *f[TRACE_FIELDS];
    double replication;
    if (!split(text, f) || !di_number_parse(f[0], &replication) || replication < 0 ||
        replication > 1e9 || !di_number_parse(f[1], &row->day) ||
        !di_date_parse(f[2], &row->civil_day) || !read_event(f[3], &row->event) ||
        !read_number(f[17], &row->value))
        return false;
    row->birth_civil_day = INT32_MIN;
    if (f[5][0] != '\0' && !di_date_parse(f[5], &row->birth_civil_day))
        return false;
    row->replication = (uint32_t)replication;
    row->child = f[4];
    row->sex = f[6];
    row->disability = f[7];
    row->age_band = f[8];
    row->origin = f[9];
    row->from = f[10];
    row->from_region = f[11];
    row->to = f[12];
    row->to_region = f[13];
    row->move = f[14];
    row->place = f[15];
    row->what = f[16];
    return true;
}

static bool next_line(gzFile stream, char text[TRACE_LINE_MAX])
{
    if (gzgets(stream, text, TRACE_LINE_MAX) == NULL)
        return false;
    const size_t length = strlen(text);
    if (length > 0 && text[length - 1] == '\n')
        text[length - 1] = '\0';
    else
        text[0] = '\0'; /* cut or endless: no valid row */
    return true;
}

static enum di_status read_all(gzFile stream, const char *path, di_trace_visit visit,
                               void *context, struct di_error *error)
{
    char text[TRACE_LINE_MAX];
    bool valid = next_line(stream, text) && strcmp(text, TRACE_HEADER) == 0;
    int64_t line = 1;
    while (valid && next_line(stream, text)) {
        struct di_trace_row row;
        line++;
        valid = read_row(text, &row);
        if (valid && !visit(context, &row))
            return DI_OK;
    }
    if (valid)
        return DI_OK;
    return DI_FAIL(error, DI_ERR_SYNTAX, path,
                   DI_N_("The file '%1' is not a results file of this program (line %2)."),
                   di_text_arg(path), di_integer_arg(line));
}

enum di_status di_trace_read(const char *folder, di_trace_visit visit, void *context,
                             struct di_error *error)
{
    char *path = di_path_join(folder, "trace.csv.gz");
    if (path == NULL)
        return di_fail_memory(error);
    errno = 0;
    gzFile stream = gzopen(path, "rb");
    enum di_status status;
    if (stream == NULL) {
        status = DI_FAIL(error, DI_ERR_FILE, path,
                         DI_N_("The folder '%1' has no trace.csv.gz: run the scenario with "
                               "--trace and --out."),
                         di_text_arg(folder));
    } else {
        status = read_all(stream, path, visit, context, error);
        (void)gzclose(stream);
    }
    free(path);
    return status;
}
