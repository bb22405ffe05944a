#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Windows without Windows: the program built by MinGW-w64 and run by Wine, against the native one.
#   tests/package/mingw.sh [root|build|run|all]    (default all)
# root: libraries from Debian's sources; build: the program; run: the comparison with
# build/release/cli/homeward. Needs Debian, its packages gcc-mingw-w64-x86-64-posix,
# libz-mingw-w64-dev, wine64, dpkg-dev, tcl, ninja-build, and a quarter of an hour.
# All stays under build/mingw. HOMEWARD_JOBS: how much at once (default 2).
set -eu
cd "$(dirname "$0")/../.."
what=${1:-all}
jobs=${HOMEWARD_JOBS:-2}
place=$PWD/build/mingw
root=$place/root
triplet=x86_64-w64-mingw32
cc=$triplet-gcc-posix
wine=$(command -v wine64 || ls /usr/lib/wine/wine64 2>/dev/null || true)

case $what in
root | build | run | all) ;;
*)
    echo "usage: mingw.sh [root|build|run|all]" >&2
    exit 2
    ;;
esac
if [ -z "$wine" ] || ! command -v $cc >/dev/null || ! command -v dpkg-source >/dev/null; then
    echo "skipped: needs $cc, wine64 and dpkg-source"
    exit 77
fi
export PKG_CONFIG_LIBDIR="$root/lib/pkgconfig"
export WINEPREFIX="$place/wine" WINEDEBUG=-all

# ---- libraries ----

# This machine's own package sources, asked for source code, in lists of their own.
fetch() {
    mkdir -p "$place/apt/parts" "$place/apt/lists/partial" "$place/apt/cache/archives/partial" "$place/sources"
    for file in /etc/apt/sources.list.d/debian.sources; do
        [ -f "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" >"$place/apt/parts/debian.sources"
    done
    if [ -f /etc/apt/sources.list ]; then
        sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$place/apt/parts/debian.list"
    fi
    set -- -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$place/apt/parts" \
        -o Dir::State::lists="$place/apt/lists" -o Dir::Cache="$place/apt/cache"
    apt-get "$@" -qq update
    cd "$place/sources"
    for name in cmocka expat gettext glpk gsl jansson libxlsxwriter libzip nettle sqlite3; do
        ls -d "$name"-*/ >/dev/null 2>&1 && continue
        apt-get "$@" -qq --download-only source "$name" 2>/dev/null
        dpkg-source --no-check -x "$name"_*.dsc >/dev/null 2>&1
    done
}

# step NAME COMMAND: once, its words in NAME.log.
step() {
    name=$1
    shift
    [ -f "$place/$name.done" ] && return 0
    echo "$name"
    rm -rf "${place:?}/$name"
    mkdir -p "$place/$name"
    (cd "$place/$name" && "$@") >"$place/$name.log" 2>&1 || {
        tail -n 20 "$place/$name.log"
        echo "mingw.sh: $name failed; see $place/$name.log" >&2
        exit 1
    }
    touch "$place/$name.done"
}

# The C++ compiler that some ask for is never used.
by_cmake() {
    folder=$1
    shift
    cmake -G Ninja -S "$folder" -B . -DCMAKE_TOOLCHAIN_FILE="$toolchain" \
        -DHOMEWARD_MINGW_ROOT="$root" -DCMAKE_INSTALL_PREFIX="$root" -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_CXX_COMPILER=$cc -DCMAKE_CXX_COMPILER_WORKS=1 -DBUILD_SHARED_LIBS=OFF "$@"
    ninja -j"$jobs" install
}

configured() {
    folder=$1
    shift
    "$folder/configure" --host=$triplet --prefix="$root" --disable-shared CC=$cc \
        CPPFLAGS="-I$root/include" LDFLAGS="-L$root/lib" "$@"
}

make_zlib() {
    mkdir -p "$root/lib/pkgconfig" "$root/include"
    cp /usr/$triplet/lib/libz.a "$root/lib/"
    cp /usr/$triplet/include/zlib.h /usr/$triplet/include/zconf.h "$root/include/"
}
make_expat() {
    by_cmake "$place"/sources/expat-*/expat -DEXPAT_SHARED_LIBS=OFF -DEXPAT_BUILD_TOOLS=OFF \
        -DEXPAT_BUILD_TESTS=OFF -DEXPAT_BUILD_EXAMPLES=OFF -DEXPAT_BUILD_DOCS=OFF -DEXPAT_DTD=OFF \
        -DCMAKE_C_FLAGS="-DXML_DTD=1 -DXML_GE=1"
}
make_jansson() {
    by_cmake "$place"/sources/jansson-* -DJANSSON_BUILD_DOCS=OFF -DJANSSON_EXAMPLES=OFF \
        -DJANSSON_WITHOUT_TESTS=ON
}
make_libzip() {
    by_cmake "$place"/sources/libzip-* -DBUILD_TOOLS=OFF -DBUILD_REGRESS=OFF -DBUILD_EXAMPLES=OFF \
        -DBUILD_DOC=OFF -DENABLE_BZIP2=OFF -DENABLE_LZMA=OFF -DENABLE_ZSTD=OFF \
        -DENABLE_WINDOWS_CRYPTO=OFF -DENABLE_OPENSSL=OFF -DENABLE_GNUTLS=OFF -DENABLE_MBEDTLS=OFF
}
make_xlsxwriter() {
    by_cmake "$place"/sources/libxlsxwriter-*
    cp "$root/lib/xlsxwriter.lib" "$root/lib/libxlsxwriter.a"
}
make_nettle() {
    configured "$place"/sources/nettle-* --disable-public-key --disable-documentation --disable-openssl
    make -j"$jobs" libnettle.a nettle.pc
    make install-headers install-static install-pkgconfig
}
make_gettext() {
    configured "$place"/sources/gettext-*/gettext-runtime --enable-threads=posix --disable-java \
        --disable-csharp --disable-libasprintf
    make -j"$jobs" -C intl
    make -C intl install
}
make_glpk() {
    configured "$place"/sources/glpk-* CFLAGS="-O2 -D__WOE__" # GLPK's own word for Windows
    make -j"$jobs" -C src
    make -C src install
}
make_gsl() { # Debian's source has no documentation, which "install" misses
    configured "$place"/sources/gsl-*
    make -j"$jobs"
    make -k install || [ -f "$root/lib/libgsl.a" ]
}
make_sqlite3() { # one file of source, made by programs of this machine
    "$place"/sources/sqlite3-*/configure --disable-tcl --disable-readline
    make sqlite3.c
    $cc -O2 -c sqlite3.c
    $triplet-ar rcs "$root/lib/libsqlite3.a" sqlite3.o
    cp sqlite3.h "$root/include/"
}

make_root() {
    toolchain=$PWD/cmake/MinGW.cmake
    (fetch)
    step zlib make_zlib
    step expat make_expat
    step jansson make_jansson
    step libzip make_libzip
    step xlsxwriter make_xlsxwriter
    step nettle make_nettle
    step gettext make_gettext
    step sqlite3 make_sqlite3
    step glpk make_glpk
    step gsl make_gsl
}

# ---- the program ----

build() {
    cmake --preset mingw >"$place/configure.log"
    cmake --build --preset mingw -j "$jobs" >"$place/build.log" || {
        tail -n 20 "$place/build.log"
        exit 1
    }
}

failed=0
complain() {
    echo "mingw.sh: $*" >&2
    failed=1
}

windows() {
    "$wine" "$place/program/cli/homeward.exe" "$@"
}
native() {
    build/release/cli/homeward "$@"
}

# Text for text and number for number, but for the last digits of numbers, which follow the
# system's mathematical functions; those of plans follow the solver's tolerances.
within=1e-12
agree() {
    cmp -s "$1" "$2" && return 0
    awk -v second="$2" -v name="$3" -v within="$within" '
        function is_number(word) { return word ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/ }
        function fail() { bad = 1; exit 1 }
        function size(x) { return x < 0 ? -x : x }
        {
            if ((getline other <second) <= 0) fail()
            if ($0 == other) next
            n = split($0, a, /[],:"{}[ ]+/)
            if (split(other, b, /[],:"{}[ ]+/) != n) fail()
            for (i = 1; i <= n; i++)
                if (a[i] != b[i] && (!is_number(a[i]) || !is_number(b[i]) || size(a[i] - b[i]) > within * size(a[i]))) fail()
            lines++
        }
        END {
            if (bad || (getline other <second) > 0) exit 1
            if (lines > 0) print name ": the last digits differ in " lines " lines"
        }' "$1"
}

# All but how long it took, and workbooks, which are packed tables that were compared before.
same_folder() {
    for file in $(cd "$1" && find . -type f); do
        case $file in
        *.gz)
            zcat "$1/$file" >"$place/a"
            zcat "$2/$file" >"$place/b"
            ;;
        */manifest.json)
            sed 's/"wall_seconds": *[0-9.e-]*//' "$1/$file" >"$place/a"
            sed 's/"wall_seconds": *[0-9.e-]*//' "$2/$file" >"$place/b"
            ;;
        *.xlsx)
            [ -s "$2/$file" ] || complain "$2/$file is empty"
            continue
            ;;
        *)
            cp "$1/$file" "$place/a"
            cp "$2/$file" "$place/b"
            ;;
        esac
        agree "$place/a" "$place/b" "$2/$file" || complain "$2/$file is not as it is on this system"
    done
}

# both NAME COMMAND...: the same command twice, each with a folder of its own.
both() {
    name=$1
    shift
    native "$@" --out "$place/native/$name" --quiet --lang en >"$place/a.txt" || complain "native $*"
    windows "$@" --out "$place/windows/$name" --quiet --lang en >"$place/b.txt" || complain "$*"
    agree "$place/a.txt" "$place/b.txt" "$name" || complain "'$*' says something else"
    same_folder "$place/native/$name" "$place/windows/$name"
}

run() {
    rm -rf "$place/native" "$place/windows" "$place/names"
    windows selftest --quiet --lang en >"$place/selftest.txt" || complain "selftest"
    for file in scenarios/tutorial/*.json scenarios/demo/*.json scenarios/countries/*.json; do
        windows validate "$file" --quiet --lang en >/dev/null || complain "validate $file"
    done
    for file in scenarios/tutorial/*.json; do
        both "$(basename "$file" .json)" run "$file" --replications 20
    done
    for name in demo/baseline demo/family_first countries/bulgaria; do
        both "$(basename "$name")" run "scenarios/$name.json" --replications 3 --no-workbook
    done
    both comparison compare "$place/native/baseline" "$place/native/family_first"
    within=1e-9
    both tutorial_plan optimize scenarios/tutorial/09-what-if.json --no-prices
    within=1e-12
    study
    names
    [ "$failed" -eq 0 ] && echo "Windows and this system agree."
    return "$failed"
}

# A database that one system filled is read by the other.
study() {
    rm -f "$place/study.db"
    both study batch scenarios/studies/first_steps.json --results "$place/study.db"
}

# Alphabets, spaces, backslashes and a drive; the drive Z is this system's root.
names() {
    mkdir -p "$place/names/данные страны"
    cp scenarios/tutorial/01-stock-and-exits.json "$place/names/данные страны/сценарий.json"
    (
        cd "$place/names"
        windows run 'данные страны\сценарий.json' --replications 3 --out 'итоги\один' --quiet --lang ru
        windows run "Z:$place/names/данные страны/сценарий.json" --replications 3 \
            --out "Z:$place/names/a b/c" --quiet --lang ru
    ) >"$place/names.txt" || complain "names"
    grep -q 'Численность и выбытие' "$place/names.txt" || complain "no Russian"
    [ -f "$place/names/итоги/один/flows.csv" ] || complain "no folder behind a backslash"
    [ -f "$place/names/a b/c/flows.csv" ] || complain "no folder on a drive"
}

mkdir -p "$place"
case $what in root | all) make_root ;; esac
case $what in build | all) build ;; esac
case $what in run | all) run ;; esac
