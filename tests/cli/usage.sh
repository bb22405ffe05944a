#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Exit codes, language, help and the form of errors. Holds in any locale.
set -u
homeward=$1
failures=0

# expect CODE STREAM PATTERN ARGUMENT...: STREAM is out or err.
expect() {
    code=$1 stream=$2 pattern=$3
    shift 3
    if [ "$stream" = out ]; then
        text=$("$homeward" "$@" 2>/dev/null </dev/null)
    else
        text=$("$homeward" "$@" 2>&1 >/dev/null </dev/null)
    fi
    got=$?
    if [ "$got" -ne "$code" ]; then
        echo "homeward $*: exit $got, expected $code"
        failures=$((failures + 1))
    fi
    printf '%s\n' "$text" | grep -q -- "$pattern" || {
        echo "homeward $*: no '$pattern' in: $text"
        failures=$((failures + 1))
    }
}

expect 0 out '^homeward 0\.1\.0$' --version
expect 0 out '^Example:' --lang en --help
expect 0 out '^Пример:' --lang ru --help
expect 0 out '^Пример:' --lang=ru --help
expect 2 err '^Example:' --lang en
expect 2 err "no option '--jsno'. Did you mean '--json'" --lang en --jsno
expect 2 err "Параметра «--jsno» нет" --lang ru --jsno
expect 2 err "no command 'conjure'" --lang en conjure
expect 2 err "Команды «conjure» нет" --lang ru conjure
expect 2 err 'needs a value' --lang en --progress
expect 2 err 'takes no value' --lang en --quiet=1
expect 2 err 'choose one of' --lang en --progress=loud
expect 2 out '"code":"usage"' --json nonsense
expect 2 out '"hint":' --json --lang=fr
[ -z "$("$homeward" --json nonsense 2>&1 >/dev/null)" ] || {
    echo "--json wrote to stderr"
    failures=$((failures + 1))
}

expect 2 out '"code":"usage"' --json

# Help and version wherever they are asked for, whatever else is wrong.
expect 0 out '^Commands:' --lang en help
expect 0 out '^  homeward compare ' --lang en help compare
expect 2 err "no command 'conjure'" --lang en help conjure
expect 0 out '^Commands:' --lang en help --help
expect 0 out '^Пример:' help --lang ru batch
expect 2 err "no option '--jsno'" --lang en help --jsno
expect 0 out '^Usage: homeward run' run --lang en x.json --no-such-thing --help
expect 0 out '^Usage: homeward run' run --lang en -h --replications 0
expect 0 out '^homeward 0\.1\.0$' run --version
expect 2 err "not expect '--help'" run --lang en x.json -- --help

# The language of an environment whose locale is not installed, and the plain one.
LC_ALL=xx_XX.UTF-8 LANGUAGE=ru expect 0 out '^Пример:' --help
LC_ALL=ru_RU.UTF-8 LANGUAGE='' expect 0 out '^Пример:' --help
LC_ALL=C LANGUAGE=ru expect 0 out '^Example:' --help

# Every command's help opens with an example and works in both languages.
for command in $("$homeward" --lang en --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    expect 0 out '^Example:' "$command" --lang en --help
    expect 0 out '^Пример:' "$command" --lang ru --help
    expect 2 err "no option '--no-such-thing'" "$command" --lang en --no-such-thing
done
[ "$failures" -eq 0 ]
