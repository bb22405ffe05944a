#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Make ru_RU.UTF-8 in a folder for LOCPATH; the system's locales stay as they are.
set -eu
folder=${1:?usage: make_locale.sh FOLDER}
mkdir -p "$folder"
if [ ! -d "$folder/ru_RU.UTF-8" ]; then
    localedef -i ru_RU -f UTF-8 "$folder/ru_RU.UTF-8"
fi
LOCPATH=$folder LC_ALL=ru_RU.UTF-8 locale decimal_point | grep -q ','
