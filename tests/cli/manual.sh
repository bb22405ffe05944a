#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every option and command that help shows occurs in the manual page.
set -u
homeward=$1
manual=$2/docs/man/homeward.1.scd
commands=$("$homeward" --lang en --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
missing=0
for command in "" $commands; do
    # shellcheck disable=SC2086 # no command means no word
    for option in $("$homeward" $command --lang en --help | sed -n 's/^  \(--[a-z0-9-]*\).*/\1/p'); do
        grep -q -- "\*$option\*" "$manual" || {
            echo "homeward.1.scd does not mention $option of 'homeward $command'"
            missing=1
        }
    done
    [ -z "$command" ] || grep -q "\*$command\*" "$manual" || {
        echo "homeward.1.scd does not mention the command $command"
        missing=1
    }
done

# Every code of an error in JSON is there, and no option has two entries.
for code in $(sed -n 's/^ *X([A-Z_]*, [0-9]*, "\([a-z_]*\)",.*/\1/p' "$2/engine/include/di/status.h") usage; do
    [ "$code" = ok ] || grep -q "\*$code\*" "$manual" || {
        echo "homeward.1.scd does not mention the code $code"
        missing=1
    }
done
twice=$(sed -n 's/^\(\*--[a-z-]*\*\).*/\1/p' "$manual" | sort | uniq -d)
[ -z "$twice" ] || {
    echo "homeward.1.scd has two entries of $twice"
    missing=1
}
exit "$missing"
