/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deliberately wrong, for lint.citations_finds_bad: one section that is there (MODEL 8.3), and
 * one that is not (MODEL 8.1, 8.93).
 */
