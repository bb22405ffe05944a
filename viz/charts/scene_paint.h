/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints any scene with a theme: every chart's last step. */
#ifndef SCENE_PAINT_H
#define SCENE_PAINT_H

#include "di/scene.h"
#include "di/theme.h"

#include "text_run.h"

void scene_paint(const struct di_scene *scene, enum di_theme_id theme, cairo_t *cr,
                 struct text_run *run);

#endif
