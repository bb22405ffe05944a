/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every cell is looked at, so that one reading of a file shows all of its problems. */
#include "target_row.h"

#include <math.h>
#include <string.h>

#include "di/nearest.h"
#include "di/number.h"
#include "di/scenario.h"
#include "di/time.h"

static const char *const columns[DI_TARGET_COLUMNS] = {
    "target", "measure",   "setting",       "to",    "region", "year",
    "value",  "tolerance", "counts_18plus", "break", "source"};

const char *di_target_column_name(enum di_target_column column)
{
    return columns[column];
}

void di_target_report(const struct di_target_reading *reading, uint32_t line,
                      enum di_status status, const char *id, const char *first,
                      const char *second, const char *hint)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_text_arg(first != NULL ? first : ""),
               di_text_arg(second != NULL ? second : ""));
    struct di_diagnostic *item =
        di_diagnostics_add(reading->diagnostics, DI_SEVERITY_ERROR, status, reading->file, line,
                           0, reading->pointer, &message);
    if (item != NULL && hint != NULL)
        di_message_set(&item->hint, hint, NULL, 0);
}

const char *di_target_copy_text(struct di_target_reading *reading, const char *text)
{
    const char *copy = di_arena_copy_text(reading->arena, text);
    reading->has_no_memory = reading->has_no_memory || copy == NULL;
    return copy != NULL ? copy : "";
}

static bool refuse(const struct di_target_reading *reading, const struct di_target_row *row,
                   enum di_target_column column, enum di_status status, const char *id,
                   const char *hint)
{
    di_target_report(reading, row->line, status, id, row->cells[column], columns[column], hint);
    return false;
}

/* ---- ids ---- */

static void report_unknown(struct di_target_reading *reading, const struct di_target_row *row,
                           const char *id, const char *name, const char *const *known,
                           size_t count)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_text_arg(name));
    struct di_diagnostic *item =
        di_diagnostics_add(reading->diagnostics, DI_SEVERITY_ERROR, DI_ERR_REFERENCE,
                           reading->file, row->line, 0, reading->pointer, &message);
    const char *nearest = di_nearest_name(name, known, count);
    if (item != NULL && nearest != NULL)
        DI_MESSAGE(&item->hint, DI_N_("Did you mean '%1'?"), di_text_arg(nearest));
}

bool di_target_may_cover(const struct di_model *model, uint16_t s)
{
    return s == DI_SETTING_UNPLACED ||
           (s >= DI_SETTING_BUILTIN_COUNT && !di_kind_is_absorbing(model->settings[s].kind));
}

bool di_target_may_lead_to(uint16_t s)
{
    return s != DI_SETTING_HOME_CLOSED && s != DI_SETTING_UNEXPLAINED_IN;
}

static uint16_t find_setting(struct di_target_reading *reading, const struct di_target_row *row,
                             const char *name, bool is_destination)
{
    const struct di_model *model = reading->model;
    const char *known[DI_SETTINGS_MAX + DI_SETTING_BUILTIN_COUNT];
    size_t count = 0;
    for (uint16_t s = 0; s < model->setting_count; s++) {
        if (is_destination ? !di_target_may_lead_to(s) : !di_target_may_cover(model, s))
            continue;
        if (strcmp(model->settings[s].name.id, name) == 0)
            return s;
        known[count++] = model->settings[s].name.id;
    }
    report_unknown(reading, row,
                   is_destination ? DI_N_("The scenario has no destination '%1'.")
                                  : DI_N_("The scenario has no setting '%1'."),
                   name, known, count);
    return DI_NONE;
}

static bool add_setting(struct di_target_reading *reading, const struct di_target_row *row,
                        struct di_target_settings *list, uint16_t setting)
{
    const struct di_setting *all = reading->model->settings;
    uint32_t at = list->count;
    for (uint32_t i = 0; i < list->count; i++)
        if (list->settings[i] == setting) {
            di_target_report(reading, row->line, DI_ERR_INCONSISTENT,
                             DI_N_("'%1' is named twice in one row."), all[setting].name.id,
                             NULL, NULL);
            return false;
        }
    for (; at > 0 && all[list->settings[at - 1]].name.rank > all[setting].name.rank; at--)
        list->settings[at] = list->settings[at - 1];
    list->settings[at] = setting;
    list->count++;
    return true;
}

/* Ids between spaces. */
static bool read_settings(struct di_target_reading *reading, const struct di_target_row *row,
                          enum di_target_column column, struct di_target_settings *list)
{
    const char *at = row->cells[column];
    bool is_well = true;
    list->settings =
        DI_ARENA_NEW(reading->arena, (size_t)reading->model->setting_count + 2, uint16_t);
    reading->has_no_memory = reading->has_no_memory || list->settings == NULL;
    while (list->settings != NULL && *(at += strspn(at, " ")) != '\0') {
        char name[66];
        const size_t length = strcspn(at, " ");
        const size_t kept = length < sizeof name ? length : sizeof name - 1;
        memcpy(name, at, kept);
        name[kept] = '\0';
        at += length;
        const uint16_t found = find_setting(reading, row, name, column == DI_COLUMN_TO);
        is_well = found != DI_NONE && add_setting(reading, row, list, found) && is_well;
        if (found == DI_SETTING_HOME_MONITORED)
            is_well = add_setting(reading, row, list, DI_SETTING_HOME_CLOSED) && is_well;
    }
    return is_well && list->settings != NULL;
}

static bool read_region(struct di_target_reading *reading, struct di_target_row *row)
{
    const struct di_model *model = reading->model;
    const char *known[DI_REGIONS_MAX];
    const char *name = row->cells[DI_COLUMN_REGION];
    row->region = DI_NONE;
    if (name[0] == '\0')
        return true;
    for (uint16_t r = 0; r < model->region_count; r++) {
        if (strcmp(model->regions[r].name.id, name) == 0)
            row->region = r;
        known[r] = model->regions[r].name.id;
    }
    if (row->region == DI_NONE)
        report_unknown(reading, row, DI_N_("The scenario has no region '%1'."), name, known,
                       model->region_count);
    return row->region != DI_NONE;
}

/* ---- words and numbers ---- */

static bool read_measure(struct di_target_reading *reading, struct di_target_row *row)
{
    static const char *const measures[] = {"stock", "entries", "exits"};
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
        if (strcmp(row->cells[DI_COLUMN_MEASURE], measures[i]) == 0) {
            row->measure = (enum di_target_measure)i;
            return true;
        }
    return refuse(reading, row, DI_COLUMN_MEASURE, DI_ERR_TYPE, DI_N_("'%1' is no measure."),
                  DI_N_("Use stock, entries or exits."));
}

static bool read_flags(struct di_target_reading *reading, struct di_target_row *row)
{
    const char *adults = row->cells[DI_COLUMN_18PLUS], *jump = row->cells[DI_COLUMN_BREAK];
    row->counts_18plus = strcmp(adults, "yes") == 0;
    row->point.is_break = strcmp(jump, "yes") == 0;
    bool is_well = true;
    if (!row->counts_18plus && strcmp(adults, "no") != 0)
        is_well = refuse(reading, row, DI_COLUMN_18PLUS, DI_ERR_TYPE,
                         DI_N_("'%1' in the column '%2' is neither yes nor no."),
                         DI_N_("Say whether the figure counts young people of 18 and over."));
    if (!row->point.is_break && jump[0] != '\0')
        is_well = refuse(reading, row, DI_COLUMN_BREAK, DI_ERR_TYPE,
                         DI_N_("'%1' in the column '%2' is not yes."),
                         DI_N_("Write yes where the series changes its definition at the "
                               "start of this year, else leave the cell empty."));
    return is_well;
}

/* Without a full stop as the decimal sign a comma would have made another cell of it. */
static bool read_count(struct di_target_reading *reading, const struct di_target_row *row,
                       enum di_target_column column, double least, double *out)
{
    double value;
    if (di_number_parse(row->cells[column], &value) && isfinite(value) && value >= least &&
        value <= 1e9) {
        *out = value;
        return true;
    }
    return refuse(
        reading, row, column, DI_ERR_RANGE,
        DI_N_("'%1' in the column '%2' is no number of children."),
        DI_N_("Give a number with a full stop, such as 1234.5, from 0 up (a tolerance "
              "above 0); leave the cell empty where nothing is known."));
}

static bool read_numbers(struct di_target_reading *reading, struct di_target_row *row)
{
    struct di_target_point *point = &row->point;
    bool is_well = true;
    point->value = (double)NAN;
    if (row->cells[DI_COLUMN_VALUE][0] != '\0')
        is_well = read_count(reading, row, DI_COLUMN_VALUE, 0, &point->value);
    point->tolerance = isnan(point->value) ? DI_TARGET_TOLERANCE_CHILDREN
                                           : fmax(DI_TARGET_TOLERANCE_SHARE * point->value,
                                                  DI_TARGET_TOLERANCE_CHILDREN);
    if (row->cells[DI_COLUMN_TOLERANCE][0] != '\0')
        is_well =
            read_count(reading, row, DI_COLUMN_TOLERANCE, 1e-6, &point->tolerance) && is_well;
    return is_well;
}

bool di_target_year_is_within(const struct di_model *model, enum di_target_measure measure,
                              int32_t year)
{
    const int32_t first = di_date_from_civil(year, 1, 1) - model->start_civil_day;
    const int32_t end = di_date_from_civil(year + 1, 1, 1) - model->start_civil_day;
    if (measure == DI_TARGET_STOCK)
        return end >= 0 && end <= model->horizon_days;
    return first >= 0 && end <= model->horizon_days;
}

static bool read_year(struct di_target_reading *reading, struct di_target_row *row)
{
    const char *text = row->cells[DI_COLUMN_YEAR];
    double year;
    if (strlen(text) != 4 || strspn(text, "0123456789") != 4 || !di_number_parse(text, &year))
        return refuse(reading, row, DI_COLUMN_YEAR, DI_ERR_TYPE, DI_N_("'%1' is no year."),
                      DI_N_("Give a calendar year, such as 2012."));
    row->point.year = (int32_t)year;
    if (reading->takes_any_year ||
        di_target_year_is_within(reading->model, row->measure, row->point.year))
        return true;
    return refuse(reading, row, DI_COLUMN_YEAR, DI_ERR_RANGE,
                  DI_N_("The year %1 is not within the scenario's horizon."),
                  DI_N_("Leave the row out, or change 'horizon'. Flows need the whole year, "
                        "stocks its end; a stock of the end of the year before the start is "
                        "the opening."));
}

bool di_target_row_read(struct di_target_reading *reading, struct di_target_row *row)
{
    bool is_well = true;
    if (!di_scenario_is_id(row->cells[DI_COLUMN_TARGET]))
        is_well = refuse(reading, row, DI_COLUMN_TARGET, DI_ERR_TYPE,
                         DI_N_("'%1' is no id of a target."),
                         DI_N_("Use 1 to 64 of a-z, 0-9 and _."));
    const bool has_measure = read_measure(reading, row);
    is_well = has_measure && is_well;
    is_well = read_settings(reading, row, DI_COLUMN_SETTING, &row->covered) && is_well;
    is_well = read_settings(reading, row, DI_COLUMN_TO, &row->to) && is_well;
    if (row->cells[DI_COLUMN_SETTING][strspn(row->cells[DI_COLUMN_SETTING], " ")] == '\0')
        is_well = refuse(
            reading, row, DI_COLUMN_SETTING, DI_ERR_MISSING, DI_N_("The row names no setting."),
            DI_N_("Name the settings that the figure covers, with spaces between."));
    if (has_measure && row->measure != DI_TARGET_EXITS && row->to.count > 0)
        is_well = refuse(reading, row, DI_COLUMN_TO, DI_ERR_INCONSISTENT,
                         DI_N_("Only exits have destinations; '%1' stands in '%2'."),
                         DI_N_("Leave it empty."));
    is_well = read_region(reading, row) && is_well;
    is_well = read_flags(reading, row) && is_well;
    is_well = read_numbers(reading, row) && is_well;
    return has_measure && read_year(reading, row) && is_well;
}
