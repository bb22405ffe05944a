/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells and relations, and the choice of partners; what is disclosed: disclosed_cells.c and
 * cell_bounds.c. */
#include "di/disclosure.h"

#include <stdlib.h>
#include <string.h>

#include "cell_bounds.h"
#include "cornered_cells.h"
#include "disclosed_cells.h"

enum { NOTHING_CHANGED = 0, SOMETHING_CHANGED = 1 };

void di_disclosure_init(struct di_disclosure *disclosure)
{
    *disclosure = (struct di_disclosure){0};
    disclosure->first = calloc(1, sizeof *disclosure->first);
    disclosure->is_failed = disclosure->first == NULL;
}

void di_disclosure_destroy(struct di_disclosure *disclosure)
{
    free(disclosure->value);
    free(disclosure->importance);
    free(disclosure->is_withheld);
    free(disclosure->first);
    free(disclosure->terms);
    free(disclosure->links);
    *disclosure = (struct di_disclosure){0};
}

/* Room for one more of `size` bytes; false sticks. */
static bool grow(struct di_disclosure *disclosure, void **array, size_t size, size_t capacity)
{
    void *grown = realloc(*array, size * capacity);
    if (grown == NULL)
        disclosure->is_failed = true;
    else
        *array = grown;
    return grown != NULL;
}

uint32_t di_disclosure_add_cell(struct di_disclosure *disclosure, double value,
                                uint8_t importance, bool is_withheld)
{
    if (disclosure->cell_count == disclosure->cell_capacity) {
        const uint32_t capacity = disclosure->cell_capacity * 2 + 1024;
        void *values = disclosure->value, *flags = disclosure->is_withheld,
             *levels = disclosure->importance;
        const bool grown =
            grow(disclosure, &values, sizeof *disclosure->value, capacity) &&
            grow(disclosure, &levels, sizeof *disclosure->importance, capacity) &&
            grow(disclosure, &flags, sizeof *disclosure->is_withheld, capacity);
        disclosure->value = values;
        disclosure->importance = levels;
        disclosure->is_withheld = flags;
        if (!grown)
            return 0;
        disclosure->cell_capacity = capacity;
    }
    disclosure->value[disclosure->cell_count] = value;
    disclosure->importance[disclosure->cell_count] = importance;
    disclosure->is_withheld[disclosure->cell_count] = is_withheld;
    return disclosure->cell_count++;
}

void di_disclosure_add_term(struct di_disclosure *disclosure, uint32_t cell,
                            int32_t coefficient)
{
    if (disclosure->term_count == disclosure->term_capacity) {
        const size_t capacity = disclosure->term_capacity * 2 + 4096;
        void *terms = disclosure->terms;
        if (!grow(disclosure, &terms, sizeof *disclosure->terms, capacity))
            return;
        disclosure->terms = terms;
        disclosure->term_capacity = capacity;
    }
    disclosure->terms[disclosure->term_count++] =
        (struct di_disclosure_term){cell, coefficient};
}

double di_disclosure_rest(const struct di_disclosure *disclosure)
{
    double rest = 0;
    if (disclosure->is_failed)
        return rest;
    for (size_t t = disclosure->first[disclosure->relation_count]; t < disclosure->term_count;
         t++)
        rest += disclosure->terms[t].coefficient * disclosure->value[disclosure->terms[t].cell];
    return rest;
}

void di_disclosure_drop_relation(struct di_disclosure *disclosure)
{
    if (!disclosure->is_failed)
        disclosure->term_count = disclosure->first[disclosure->relation_count];
}

void di_disclosure_end_relation(struct di_disclosure *disclosure)
{
    if (disclosure->is_failed)
        return;
    const size_t begun = disclosure->first[disclosure->relation_count];
    if (disclosure->term_count < begun + 2) {
        di_disclosure_drop_relation(disclosure);
        return;
    }
    if (disclosure->relation_count + 1 >= disclosure->relation_capacity) {
        const size_t capacity = disclosure->relation_capacity * 2 + 1024;
        void *first = disclosure->first;
        if (!grow(disclosure, &first, sizeof *disclosure->first, capacity + 1))
            return;
        disclosure->first = first;
        disclosure->relation_capacity = capacity;
    }
    disclosure->first[++disclosure->relation_count] = disclosure->term_count;
}

void di_disclosure_add_link(struct di_disclosure *disclosure, uint32_t total, uint32_t detail)
{
    if (disclosure->link_count == disclosure->link_capacity) {
        const size_t capacity = disclosure->link_capacity * 2 + 1024;
        void *links = disclosure->links;
        if (!grow(disclosure, &links, sizeof *disclosure->links, capacity))
            return;
        disclosure->links = links;
        disclosure->link_capacity = capacity;
    }
    disclosure->links[disclosure->link_count][0] = total;
    disclosure->links[disclosure->link_count++][1] = detail;
}

/* ---- partners ---- */

/* Would `a` be a better partner? Less important; then the smallest that is large enough, else
 * the largest. */
static bool is_better(const struct di_disclosure *d, uint32_t a, uint32_t b, double below)
{
    if (d->importance[a] != d->importance[b])
        return d->importance[a] < d->importance[b];
    const bool a_is_enough = d->value[a] >= below, b_is_enough = d->value[b] >= below;
    if (a_is_enough != b_is_enough)
        return a_is_enough;
    return a_is_enough ? d->value[a] < d->value[b] : d->value[a] > d->value[b];
}

/* The best cell shown and above zero, below an importance; UINT32_MAX: none. */
static uint32_t partner_in(const struct di_disclosure *d, size_t relation, double below,
                           uint32_t levels)
{
    uint32_t best = UINT32_MAX;
    for (size_t t = d->first[relation]; t < d->first[relation + 1]; t++) {
        const uint32_t cell = d->terms[t].cell;
        if (!d->is_withheld[cell] && d->value[cell] > 0.0 && d->importance[cell] < levels &&
            (best == UINT32_MAX || is_better(d, cell, best, below)))
            best = cell;
    }
    return best;
}

bool di_disclosure_needs_partner(const struct di_disclosure *d, size_t relation, double below)
{
    uint32_t withheld = 0, wholes = 0, positive = 0;
    double sum = 0.0;
    for (size_t t = d->first[relation]; t < d->first[relation + 1]; t++) {
        const uint32_t cell = d->terms[t].cell;
        if (!d->is_withheld[cell])
            continue;
        withheld++;
        sum += d->value[cell];
        positive += d->value[cell] > 0.0;
        wholes += d->terms[t].coefficient < 0;
    }
    if (sum <= 0.0)
        return false; /* nothing is there to be told */
    const double taken = positive > 2 ? (positive - 2) * d->unit : 0.0;
    return withheld == 1 ||
           (withheld > 1 && (wholes == 0 || wholes == withheld) && sum < below + taken);
}

static int add_partners(struct di_disclosure *d, double below, uint32_t levels)
{
    int changed = NOTHING_CHANGED;
    for (size_t k = 0; k < d->link_count; k++)
        if (d->is_withheld[d->links[k][0]] && !d->is_withheld[d->links[k][1]]) {
            d->is_withheld[d->links[k][1]] = true;
            changed = SOMETHING_CHANGED;
        }
    for (size_t r = 0; r < d->relation_count; r++) {
        const uint32_t partner = di_disclosure_needs_partner(d, r, below)
                                     ? partner_in(d, r, below, levels)
                                     : UINT32_MAX;
        if (partner == UINT32_MAX)
            continue;
        d->is_withheld[partner] = true;
        changed = SOMETHING_CHANGED;
    }
    return changed;
}

static bool has_disclosed(const struct di_disclosure *d, size_t relation,
                          const bool *is_disclosed)
{
    for (size_t t = d->first[relation]; t < d->first[relation + 1]; t++)
        if (is_disclosed[d->terms[t].cell])
            return true;
    return false;
}

/* A partner in one relation of each cell disclosed, the least important first; cells of a
 * relation that got one wait for the next look. False: no relation of any has a cell left. */
static bool add_distant_partners(struct di_disclosure *d, double below, uint32_t levels,
                                 bool *is_disclosed)
{
    bool is_added = false;
    for (uint32_t level = 1; level <= levels; level++)
        for (size_t r = 0; r < d->relation_count; r++) {
            const uint32_t partner =
                has_disclosed(d, r, is_disclosed) ? partner_in(d, r, below, level) : UINT32_MAX;
            if (partner == UINT32_MAX)
                continue;
            d->is_withheld[partner] = is_added = true;
            for (size_t t = d->first[r]; t < d->first[r + 1]; t++)
                is_disclosed[d->terms[t].cell] = false;
        }
    return is_added;
}

/* Where all relations of a disclosed cell are used up: those of its neighbours are next. False:
 * there are no more. */
static bool spread(const struct di_disclosure *d, bool *is_disclosed)
{
    bool *wider = calloc((size_t)d->cell_count + 1, sizeof *wider);
    for (size_t r = 0; wider != NULL && r < d->relation_count; r++)
        if (has_disclosed(d, r, is_disclosed))
            for (size_t t = d->first[r]; t < d->first[r + 1]; t++)
                wider[d->terms[t].cell] = true;
    const bool is_wider =
        wider != NULL && memcmp(is_disclosed, wider, d->cell_count * sizeof *wider) != 0;
    if (is_wider)
        memcpy(is_disclosed, wider, d->cell_count * sizeof *wider);
    free(wider);
    return is_wider;
}

/* A partner near every cell disclosed; false if nothing is left to withhold. */
static bool add_partners_near(struct di_disclosure *d, double below, uint32_t levels,
                              bool *is_disclosed)
{
    while (!add_distant_partners(d, below, levels, is_disclosed))
        if (!spread(d, is_disclosed))
            return false;
    return true;
}

enum di_status di_disclosure_close(struct di_disclosure *disclosure, double below,
                                   uint32_t levels)
{
    if (disclosure->is_failed)
        return DI_ERR_MEMORY;
    bool *is_disclosed = calloc((size_t)disclosure->cell_count + 1, sizeof *is_disclosed);
    enum di_status status = is_disclosed == NULL ? DI_ERR_MEMORY : DI_OK;
    for (bool is_done = false; status == DI_OK && !is_done;) {
        uint32_t count = 0;
        while (add_partners(disclosure, below, levels) == SOMETHING_CHANGED)
            continue;
        status = disclosed_cells(disclosure, is_disclosed, &count);
        is_done = status != DI_OK || count == 0 ||
                  !add_partners_near(disclosure, below, levels, is_disclosed);
    }
    free(is_disclosed);
    return status;
}

enum di_status di_disclosure_close_bounds(struct di_disclosure *disclosure, double below,
                                          uint8_t read_from)
{
    if (disclosure->is_failed)
        return DI_ERR_MEMORY;
    bool *is_told = calloc((size_t)disclosure->cell_count + 1, sizeof *is_told);
    enum di_status status = is_told == NULL ? DI_ERR_MEMORY : DI_OK;
    for (bool is_done = false; status == DI_OK && !is_done;) {
        uint32_t count = 0;
        status = bounded_cells(disclosure, below, read_from, is_told, &count);
        if (status == DI_OK && count == 0)
            status = cornered_cells(disclosure, read_from, is_told, &count);
        is_done = status != DI_OK || count == 0 ||
                  !add_partners_near(disclosure, below, DI_DISCLOSURE_LEVELS, is_told);
        if (!is_done)
            status = di_disclosure_close(disclosure, below, DI_DISCLOSURE_LEVELS);
    }
    free(is_told);
    return status;
}
