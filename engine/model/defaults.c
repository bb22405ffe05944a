/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of default numbers. A number lives here once; the loader, the schema and the list
 * of assumptions of every result read it from here.
 */
#include "di/defaults.h"

#include <assert.h>

double di_default_value(enum di_default which)
{
#define VALUE(name, value, sourced) value,
    static const double values[DI_DEFAULT_COUNT] = {DI_DEFAULT_TABLE(VALUE)};
#undef VALUE
    assert((unsigned)which < DI_DEFAULT_COUNT);
    return values[which];
}

enum di_quality di_default_quality(enum di_default which)
{
#define SOURCED(name, value, sourced) sourced,
    static const unsigned char is_sourced[DI_DEFAULT_COUNT] = {DI_DEFAULT_TABLE(SOURCED)};
#undef SOURCED
    assert((unsigned)which < DI_DEFAULT_COUNT);
    return is_sourced[which] ? DI_QUALITY_PUBLISHED : DI_QUALITY_ILLUSTRATIVE;
}

const struct di_default_suitability *di_default_suitability(enum di_option option)
{
    static const struct di_default_suitability table[DI_OPTIONS] = {
        [DI_OPTION_REUNIFICATION] = {0.45, {1, 1, 1}, 0},
        [DI_OPTION_KINSHIP] = {0.2, {1, 1, 1}, 0},
        [DI_OPTION_FOSTER] = {1, {1, 1, 0.6}, 0},
        [DI_OPTION_SPECIALISED_FOSTER] = {1, {0, 1, 1}, 0},
        [DI_OPTION_SGH] = {1, {1, 1, 1}, 3},
        [DI_OPTION_SUPPORTED_INDEPENDENT] = {0.5, {1, 1, 1}, 15},
    };
    assert((unsigned)option < DI_OPTIONS);
    return &table[option];
}

/* ---- causes ---- */

#define ANYONE                                                                                 \
    {                                                                                          \
        1, 1, 1                                                                                \
    }
#define ILL DI_QUALITY_ILLUSTRATIVE

/* Falling with the stay, or constant where frailty already makes it fall (MODEL 5.4). */
static struct di_default_cause return_home(enum di_kind kind, bool has_frailty)
{
    if (kind == DI_KIND_INSTITUTION && has_frailty)
        return (struct di_default_cause){
            DI_PATH_SPONTANEOUS_HOME, DI_CLOCK_STATE, 0, 0.04, 0, ANYONE, ANYONE, ILL};
    if (kind == DI_KIND_INSTITUTION)
        return (struct di_default_cause){
            DI_PATH_SPONTANEOUS_HOME, DI_CLOCK_STATE, 2, 0.06, 0.02, ANYONE, ANYONE, ILL};
    const double rate = kind == DI_KIND_KINSHIP ? 0.08 : 0.1;
    return (struct di_default_cause){DI_PATH_HOME, DI_CLOCK_STATE, 0,  rate, 0,
                                     ANYONE,       ANYONE,         ILL};
}

static bool returns_home(enum di_kind kind)
{
    return kind == DI_KIND_INSTITUTION || kind == DI_KIND_FOSTER || kind == DI_KIND_KINSHIP;
}

static struct di_default_cause death(bool is_infant_home)
{
    struct di_default_cause cause = {DI_PATH_DIED, DI_CLOCK_NONE, 0,  0.001, 0,
                                     {1, 1, 20},   ANYONE,        ILL};
    if (is_infant_home)
        cause = (struct di_default_cause){DI_PATH_DIED, DI_CLOCK_NONE, 0,  0.02, 0,
                                          ANYONE,       ANYONE,        ILL};
    return cause;
}

static struct di_default_cause adoption(enum di_kind kind)
{
    if (kind == DI_KIND_FOSTER || kind == DI_KIND_SPECIALISED_FOSTER)
        return (struct di_default_cause){DI_PATH_ADOPTED, DI_CLOCK_PLACE, 0,  0.03, 0,
                                         ANYONE,          ANYONE,         ILL};
    return (struct di_default_cause){DI_PATH_ADOPTED, DI_CLOCK_STATE,         0,  0.15, 0,
                                     ANYONE,          {1, 1.0 / 3, 1.0 / 15}, ILL};
}

static bool breakdown(enum di_kind kind, struct di_default_cause *cause)
{
    static const struct {
        enum di_kind kind;
        double from_years, first, later;
    } rows[] = {
        {DI_KIND_FOSTER, 1, 0.12, 0.06},
        {DI_KIND_SPECIALISED_FOSTER, 1, 0.14, 0.07},
        {DI_KIND_EMERGENCY_FOSTER, 0, 0.1, 0},
        {DI_KIND_KINSHIP, 0, 0.06, 0},
        {DI_KIND_SGH, 0, 0.08, 0},
        {DI_KIND_SUPPORTED_INDEPENDENT, 0, 0.1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].kind == kind) {
            *cause = (struct di_default_cause){DI_PATH_BREAKDOWN,
                                               DI_CLOCK_PLACE,
                                               rows[i].from_years,
                                               rows[i].first,
                                               rows[i].later,
                                               ANYONE,
                                               ANYONE,
                                               ILL};
            return true;
        }
    return false;
}

size_t di_default_causes(enum di_kind kind, bool is_infant_home, bool has_frailty,
                         struct di_default_cause *causes)
{
    size_t count = 0;
    if (kind == DI_KIND_REUNIFIED_MONITORED || kind == DI_KIND_HOME_CLOSED)
        causes[count++] = (struct di_default_cause){
            DI_PATH_REENTRY, DI_CLOCK_HOME,       1, 0.22, 0.04, ANYONE,
            ANYONE,          DI_QUALITY_PUBLISHED};
    if (kind == DI_KIND_DETENTION || kind == DI_KIND_DIVERSION)
        causes[count++] = (struct di_default_cause){
            DI_PATH_HOME, DI_CLOCK_STATE, 0,  kind == DI_KIND_DETENTION ? 1.0 : 2.0, 0,
            ANYONE,       ANYONE,         ILL};
    if (kind == DI_KIND_DETENTION)
        causes[count++] = death(false);
    if (!di_kind_is_formal_care(kind))
        return count;
    if (returns_home(kind))
        causes[count++] = return_home(kind, has_frailty);
    if (kind == DI_KIND_INSTITUTION)
        causes[count++] = (struct di_default_cause){
            DI_PATH_TRANSFER, DI_CLOCK_STATE, 0, 0.02, 0, ANYONE, ANYONE, ILL};
    causes[count++] = death(is_infant_home);
    causes[count++] = adoption(kind);
    if (breakdown(kind, &causes[count]))
        count++;
    assert(count <= DI_DEFAULT_CAUSES_MAX);
    return count;
}
