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
exit "$missing"
