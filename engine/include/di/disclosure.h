/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Withholding cells of tables whose sums are published (secondary suppression): which further
 * cells must go so that no withheld one follows from what is left.
 *
 * Cells are numbers that somebody may read; a relation is a sum of cells that is known to be
 * zero (a total less its parts). A withheld cell is disclosed if it is the only one of a
 * combination of relations. Source of the problem: Willenborg and de Waal (2001), Elements of
 * Statistical Disclosure Control, chapter 6.
 */
#ifndef DI_DISCLOSURE_H
#define DI_DISCLOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/status.h"

enum { DI_DISCLOSURE_LEVELS = 12 };

struct di_disclosure_term {
    uint32_t cell;
    int32_t coefficient; /* 1: part, -1: whole */
};

struct di_disclosure {
    uint32_t cell_count, cell_capacity;
    double *value; /* [cells] sizes: a partner is large enough, and no larger than needed */
    uint8_t *importance; /* [cells] partners are sought among the least important first */
    bool *is_withheld;
    size_t relation_count, relation_capacity;
    size_t *first; /* [relations + 1] into terms */
    size_t term_count, term_capacity;
    struct di_disclosure_term *terms;
    size_t link_count, link_capacity;
    uint32_t (*links)[2]; /* the second cell tells the first one */
    double
        unit; /* the least value above zero there can be: a withheld cell is known to be more */
    bool is_failed; /* no memory: sticks, so that builders need not check every cell */
};

/** Without cells and relations; the caller's memory, whose contents destroy frees. */
void di_disclosure_init(struct di_disclosure *disclosure);
void di_disclosure_destroy(struct di_disclosure *disclosure);

/** A new cell; 0 when out of memory. `importance` below DI_DISCLOSURE_LEVELS. */
uint32_t di_disclosure_add_cell(struct di_disclosure *disclosure, double value,
                                uint8_t importance, bool is_withheld);

/** Terms of one relation, ended by di_disclosure_end_relation; one of fewer than two terms is
 * dropped. */
void di_disclosure_add_term(struct di_disclosure *disclosure, uint32_t cell,
                            int32_t coefficient);
void di_disclosure_end_relation(struct di_disclosure *disclosure);

/** Forget the terms of the relation that is not yet ended. */
void di_disclosure_drop_relation(struct di_disclosure *disclosure);

/** What the terms of the relation that is not yet ended come to: 0 if it holds. */
double di_disclosure_rest(const struct di_disclosure *disclosure);

/** `detail` holds the parts of `total`: it is withheld whenever `total` is. */
void di_disclosure_add_link(struct di_disclosure *disclosure, uint32_t total, uint32_t detail);

/** One withheld cell gives itself away; so do several that are all parts of a shown whole, or
 * all wholes of shown parts, if they leave each other less room than two that come to `below`
 * together: since zeros are shown, each is known to be one unit at least. */
bool di_disclosure_needs_partner(const struct di_disclosure *disclosure, size_t relation,
                                 double below);

/**
 * Withholds partners until no cell above zero is disclosed exactly, and no relation needs a
 * partner.
 *
 * @param levels  partners are sought among cells of lesser importance only: what none of those
 *                can hide stays disclosed; DI_DISCLOSURE_LEVELS: among all
 *
 * Exactness is that of linear algebra modulo a prime: a cell is disclosed if it is zero in a
 * random solution of the relations of withheld cells alone. A wrong answer (chance 1e-6 for a
 * thousand cells) withholds one cell more.
 *
 * Cost: about linear in the terms where withheld cells are few or loosely tied; at worst the
 * cube of the withheld cells tied to each other.
 */
enum di_status di_disclosure_close(struct di_disclosure *disclosure, double below,
                                   uint32_t levels);

/**
 * Withholds partners, and theirs (di_disclosure_close), until no cell above zero and below the
 * limit follows from bounds either: cells are whole units and never negative, and one that is
 * withheld in a table is not zero.
 *
 * @param read_from  importance of the cells that stand in a table
 *
 * Bounds are passed from relation to relation; then sums are looked for that only all relations
 * together tell (cornered_cells.h). Cost: some passes over the terms, and a few eliminations,
 * for every few partners.
 */
enum di_status di_disclosure_close_bounds(struct di_disclosure *disclosure, double below,
                                          uint8_t read_from);

#endif
