#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sources.sh CHECK ROOT: one rule over all tracked sources; prints each breach, fails on any.
set -eu
check=${1:?usage: sources.sh spdx|banned|system|length|paths|languages|format ROOT}
cd "${2:?}"
find . \( -path ./build -o -path ./.git \) -prune -o -type f -print | sed 's|^\./||' |
    LC_ALL=C sort >"${TMPDIR:-/tmp}/lint-$check-$$"
list="${TMPDIR:-/tmp}/lint-$check-$$"
trap 'rm -f "$list"' EXIT
c_files() {
    grep -E '\.[ch]$' "$list"
}
breaches() {
    case $check in
    spdx) # the licence line is among the first three lines of every source
        grep -E '(\.[ch]|\.cmake|\.sh|CMakeLists\.txt|^quickstart|^\.ci/run)$' "$list" |
            while read -r file; do
                head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
                    echo "$file: no SPDX line"
            done
        ;;
    banned)
        c_files | xargs grep -nE \
            '(^|[^A-Za-z0-9_])(sprintf|vsprintf|strcpy|strcat|gets|atoi|atol|atof|rand|srand|strtok)[ ]*\(' /dev/null || true
        ;;
    system) # the list stands in docs/ARCHITECTURE.md, "the operating system"
        c_files | grep -E '^(engine|import|viz|cli)/' |
            grep -vE '^engine/(system/[a-z_]+|base/(thread|table_memory))\.c$' | xargs grep -nE \
            -e '#include <(sys/|mach|unistd|fcntl|dirent|pthread|sched|semaphore|signal|spawn|poll|termios|glob|pwd|time\.h)' \
            -e '#include <(windows|psapi|io|direct|process|malloc|xlocale|langinfo|wchar)' \
            -e '(^|[^A-Za-z0-9_])(newlocale|uselocale|realpath|fmemopen|open_memstream|fileno|fdopen|popen|isatty)[ ]*\(' \
            -e '(^|[^A-Za-z0-9_])(rename|tmpfile|tmpnam|setenv|system|ftell|aligned_alloc|posix_memalign)\(' \
            /dev/null || true
        # which system it is: asked there, where names are read, and nowhere else
        c_files | grep -E '^(engine|import|viz|cli)/' |
            grep -vE '^engine/(system/[a-z_]+|base/(path|table_memory))\.c$' |
            xargs grep -nE '_WIN32|_WIN64|__APPLE__|__linux__|__unix__' /dev/null || true
        c_files | grep -E '^(engine|import|viz|cli)/' |
            grep -vE '^(engine/system/(platform|platform_windows|launcher)|cli/catalogue|viz/desktop/(session/user_file|window_sdl))\.c$' |
            xargs grep -nE '(^|[^A-Za-z0-9_])getenv[ ]*\(' /dev/null || true
        ;;
    length)
        c_files | while read -r file; do
            lines=$(wc -l <"$file")
            [ "$lines" -le 700 ] || echo "$file: $lines lines, at most 700"
        done
        ;;
    paths) # a path of somebody's machine has no place in the repository
        xargs grep -nIE '/(home|Users)/[a-z]+/|/w''ork/|/root/' /dev/null <"$list" | grep -v '^tests/lint/' || true
        ;;
    languages) # only di/language.h lists languages; two files know the names of scenarios.
        # Words of another language stand in its catalogue; apart from the workbooks' front page,
        # which is in both (po/README.md), the columns of offices' tables, read not written, and
        # an example in a comment
        c_files | grep -E '^(cli|viz)/' | grep -vE "/(shelf|optimise_state)\.c$" | xargs grep -nE '"(ru|RU)"|decimal_point == ' /dev/null || true
        c_files | grep -E '^(cli|engine|import|viz)/' |
            grep -vE '/(front_line|import_columns)\.c$|^import/(office|figures|episodes|opening)/|/di/message\.h$' |
            LC_ALL=C xargs grep -an "$(printf '[\320-\323]')" /dev/null || true
        ;;
    format)
        c_files | xargs clang-format --dry-run --Werror 2>&1 | grep -E 'error:' || true
        ;;
    *)
        echo "unknown check $check"
        ;;
    esac
}
found=$(breaches)
if [ -n "$found" ]; then
    printf '%s\n' "$found"
    exit 1
fi
