/* SPDX-License-Identifier: GPL-3.0-or-later */
/* findings.json: the findings of a run as data, with their sentences in English. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/finding.h"
#include "di/names.h"

#include "tables.h"

static json_t *number_or_null(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

static json_t *date_text(int32_t civil_day)
{
    char text[16];
    di_date_format(civil_day, text);
    return json_string(text);
}

/* Every region a finding is about, the worst first. */
static json_t *regions_of(const struct di_findings *findings, size_t first)
{
    json_t *list = json_array();
    for (size_t i = first; i < di_findings_alike(findings, first); i++) {
        const struct di_finding *finding = &findings->list[i];
        (void)json_array_append_new(
            list, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "region", finding->region,
                            "period_start", date_text(finding->first_civil_day), "period_end",
                            date_text(finding->last_civil_day), "size",
                            number_or_null(finding->size), "p05", number_or_null(finding->low),
                            "p95", number_or_null(finding->high)));
    }
    return list;
}

static json_t *finding_object(const struct di_findings *findings, size_t first,
                              const struct di_names *names)
{
    const struct di_finding *finding = &findings->list[first];
    struct di_message message;
    char sentence[1024];
    const char *place = strcmp(finding->region, "all") == 0
                            ? "The whole country"
                            : di_names_text(names, "regions", finding->region, "en");
    di_finding_message(finding, place, &message);
    (void)di_message_render(&message, NULL, sentence, sizeof sentence);
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:o, s:s, s:s, s:o}", "id",
                     finding->id, "severity", di_finding_severity_id(finding->severity),
                     "region", finding->region, "period_start",
                     date_text(finding->first_civil_day), "period_end",
                     date_text(finding->last_civil_day), "indicator", finding->indicator,
                     "size", number_or_null(finding->size), "p05", number_or_null(finding->low),
                     "p95", number_or_null(finding->high), "sentence", sentence, "advice",
                     finding->advice, "regions", regions_of(findings, first));
}

enum di_status finding_table(const struct di_results *results, struct output_file *file,
                             struct di_error *error)
{
    struct di_findings *findings = calloc(1, sizeof *findings);
    struct di_names names;
    enum di_status status = findings == NULL ? di_fail_memory(error)
                                             : di_names_init(results->resolved, &names, error);
    if (status != DI_OK) {
        free(findings);
        return status;
    }
    di_findings_make(results, findings);
    json_t *list = json_array();
    for (size_t i = 0; i < findings->count; i = di_findings_alike(findings, i))
        (void)json_array_append_new(list, finding_object(findings, i, &names));
    json_t *root = json_pack("{s:s, s:o}", "scenario", results->scenario, "findings", list);
    char *text = root == NULL ? NULL : json_dumps(root, JSON_INDENT(2));
    if (text == NULL) {
        status = di_fail_memory(error);
    } else {
        output_text(file, text);
        output_text(file, "\n");
    }
    free(text);
    json_decref(root);
    di_names_finish(&names);
    free(findings);
    return status;
}
