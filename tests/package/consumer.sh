#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A program of somebody else builds on what was installed, by CMake's package and by pkg-config,
# and simulates a scenario that was installed too.
set -eu
cmake=$1 build=$2 source=$3 compiler=$4
prefix=$build/package-consumer/root
rm -rf "$build/package-consumer"
mkdir -p "$build/package-consumer"
scenario=$prefix/share/homeward/scenarios/tutorial/01-stock-and-exits.json
"$cmake" --install "$build" --prefix "$prefix" >"$build/package-consumer/install.log" 2>&1

"$cmake" -S "$source" -B "$build/package-consumer/build" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_C_COMPILER="$compiler" >"$build/package-consumer/cmake.log" 2>&1
"$cmake" --build "$build/package-consumer/build" >>"$build/package-consumer/cmake.log" 2>&1
"$build/package-consumer/build/consumer" "$scenario" | grep -E '^[1-9][0-9]* events$'

library=$(dirname "$(find "$prefix" -name homeward.pc)")
# shellcheck disable=SC2046 # words of a command line
PKG_CONFIG_PATH=$library "$compiler" -o "$build/package-consumer/by_pkg_config" "$source/consumer.c" \
    $(PKG_CONFIG_PATH=$library pkg-config --define-variable=prefix="$prefix" --cflags --libs homeward)
"$build/package-consumer/by_pkg_config" "$scenario" | grep -E '^[1-9][0-9]* events$'
if grep -rl cairo "$prefix"/lib*/cmake "$library"/homeward.pc; then
    echo "a user of the engine does not need cairo"
    exit 1
fi

# What a desktop reads is well formed, where there is somebody to ask.
if command -v desktop-file-validate >/dev/null && [ -f "$prefix/share/applications/homeward.desktop" ]; then
    desktop-file-validate "$prefix/share/applications/homeward.desktop"
fi
