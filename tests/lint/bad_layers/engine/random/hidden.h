/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A private header of the folder, for the test of the layer check. */
