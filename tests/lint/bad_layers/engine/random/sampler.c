/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives di/sampler.h its layer in the test of the layer check. */
