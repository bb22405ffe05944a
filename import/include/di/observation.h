/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Observations of one country from an SDMX message, as they stand in it: yearly, of the total
 * of places of residence and of wealth. Numbers are texts still, for a file may write its
 * decimals in two ways.
 */
#ifndef DI_OBSERVATION_H
#define DI_OBSERVATION_H

#include "di/arena.h"
#include "di/diagnostic.h"

/** What a message says of an observation. Dimensions first. */
enum di_sdmx_field {
    DI_SDMX_AREA,
    DI_SDMX_INDICATOR,
    DI_SDMX_SEX,
    DI_SDMX_AGE,
    DI_SDMX_RESIDENCE,
    DI_SDMX_WEALTH,
    DI_SDMX_TIME,
    DI_SDMX_VALUE,
    DI_SDMX_UNIT,
    DI_SDMX_FOOTNOTE,
    DI_SDMX_FREQUENCY,
    DI_SDMX_SOURCE,
    DI_SDMX_MULTIPLIER,
    DI_SDMX_STATUS,
    DI_SDMX_COVERAGE,
    DI_SDMX_DATAFLOW,
    DI_SDMX_ACTION,
    DI_SDMX_FIELDS
};

/** "REF_AREA" and so on. */
const char *di_sdmx_field_name(enum di_sdmx_field field);

/** One observation while it is read. */
struct di_sdmx_record {
    const char *text[DI_SDMX_FIELDS]; /* "" where nothing is said */
    uint32_t line;                    /* of the file; 0: it has no lines */
    const char *pointer;              /* into a JSON message; "" otherwise */
};

struct di_observation {
    const char *text[DI_SDMX_FIELDS];
    const char *pointer;
    uint32_t line;
    int32_t year;
    int32_t power_of_ten; /* of the unit multiplier */
};

/** Limits of a message, and the years that are taken. */
#define DI_SDMX_BYTES_MAX (64u << 20)
#define DI_SDMX_ROWS_MAX 1000000u
#define DI_SDMX_FIRST_YEAR 1950
#define DI_SDMX_LAST_YEAR 2100

struct di_observations {
    struct di_arena arena;
    const char *file; /* as named; borrowed */
    const char *country;
    struct di_observation *items;
    size_t count, capacity;
    const char *country_name; /* the label of the country; NULL: none */
    const char *columns_not_used;
    size_t rows;               /* observations of the message, of any country */
    size_t of_other_countries; /* and what was left out of this country's: */
    size_t not_total;          /* a residence or a wealth group alone */
    size_t not_yearly;
    size_t of_other_dataflows;
    size_t deletions;
    const char *other_dataflow;
    bool ran_out; /* of memory, where nobody could be told */
    bool says_dataflow;
    bool is_json;
    char countries[400]; /* that the message has, for a country that is not there */
};

/** Empty. Both texts are borrowed until finish. @param country  three letters of ISO 3166 */
void di_observations_init(struct di_observations *list, const char *file, const char *country);
void di_observations_finish(struct di_observations *list);

/**
 * Keep what the list is about; what is wrong with a record goes to `diagnostics`.
 *
 * @return false if memory ran out
 */
bool di_observations_take(struct di_observations *list, const struct di_sdmx_record *record,
                          struct di_diagnostics *diagnostics);

/** Report a problem of an observation's place. @return as di_diagnostics_add */
struct di_diagnostic *di_observation_report(const struct di_observations *list, uint32_t line,
                                            const char *pointer,
                                            struct di_diagnostics *diagnostics,
                                            enum di_status status,
                                            const struct di_message *message);

#endif
