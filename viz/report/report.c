/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Story first, file then: both formats say the same. */
#include "di/report.h"

#include "report_block.h"

enum di_status report_tell(struct report *report, const struct di_report_request *request,
                           struct di_error *error)
{
    enum di_status status = report_init(report, request) ? DI_OK : di_fail_memory(error);
    if (status == DI_OK)
        status = request->audience == DI_REPORT_MINISTER ? report_tell_minister(report, error)
                                                         : report_tell_technical(report, error);
    if (status == DI_OK && !di_scene_is_complete(&report->words.scene))
        status = di_fail_memory(error);
    return status;
}

enum di_status di_report_write(const char *path, const struct di_report_request *request,
                               unsigned *pages_out, struct di_error *error)
{
    struct report report;
    unsigned pages = 0;
    enum di_status status = report_tell(&report, request, error);
    if (status == DI_OK)
        status = request->format == DI_REPORT_PDF
                     ? report_write_pdf(&report, path, &pages, error)
                     : report_write_html(&report, path, error);
    report_finish(&report);
    if (status == DI_OK && pages_out != NULL)
        *pages_out = pages;
    return status;
}
