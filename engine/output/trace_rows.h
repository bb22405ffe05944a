/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of trace.csv.gz, shared by its writer and its reader. */
#ifndef DI_TRACE_ROWS_H
#define DI_TRACE_ROWS_H

#define TRACE_HEADER                                                                           \
    "replication,day,date,event,child,birth_date,sex,disability,age_band,origin,from,"         \
    "from_region,to,to_region,move,place,what,value"

enum { TRACE_FIELDS = 18 };

#endif
