#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Collect every string shown to people and merge it into every catalogue po/CODE.po.
#   po/update.sh WORK_FOLDER           write the catalogues
#   po/update.sh --check WORK_FOLDER   change nothing; fail if a string lacks a translation
set -eu
cd "$(dirname "$0")/.."
check=no
if [ "${1:-}" = --check ]; then
    check=yes
    shift
fi
work=${1:?usage: po/update.sh [--check] WORK_FOLDER}
mkdir -p "$work"
# Sentences with %1, %2 are rendered by di_message_render; only those of printf are c-format.
find engine import viz cli -name '*.[ch]' | LC_ALL=C sort >"$work/sources.txt"
xgettext --from-code=UTF-8 --language=C --no-wrap --add-location=file \
    -k_ -kN_ -kNC_:1c,2 -kDI_N_ -kngettext:1,2 -kX:4 --package-name=homeward \
    --files-from="$work/sources.txt" --output="$work/homeward.all.pot"
# No dates, so that nothing changes without reason; and "%1 of %2" is not a printf format.
sed -e '/^"POT-Creation-Date:/d' "$work/homeward.all.pot" |
    awk '/^#, .*c-format/ { flags = $0; next }
         flags != "" && /^msgid/ && /%[1-9]|[0-9]% / { flags = ""; print; next }
         flags != "" && /^msgid/ { print flags; flags = "" }
         { print }' >"$work/homeward.pot"
# A list that is not empty begins with the header's own msgid.
list_missing() {
    msgattrib --no-wrap "$2" "$work/$1.po" --output="$work/missing.po" --force-po
    sed -n '/^msgid /,/^msgstr/{/^msgstr/d;s/^msgid /  /p;}' "$work/missing.po" | sed 1d
}
failed=no
for catalogue in po/*.po; do
    code=$(basename "$catalogue" .po)
    msgmerge --quiet --no-wrap --no-fuzzy-matching --add-location=file "$catalogue" \
        "$work/homeward.pot" --output="$work/$code.merged.po"
    msgattrib --no-wrap --no-obsolete "$work/$code.merged.po" --output="$work/$code.po"
    if [ "$check" = no ]; then
        cp "$work/$code.po" "$catalogue"
    fi
    list_missing "$code" --untranslated >"$work/missing.txt"
    list_missing "$code" --only-fuzzy >>"$work/missing.txt"
    missing=$(wc -l <"$work/missing.txt")
    if [ "$missing" -gt 0 ]; then
        cat "$work/missing.txt"
        echo "$missing strings have no translation in $catalogue (run: po/update.sh WORK_FOLDER)"
        failed=yes
    fi
done
[ "$check" = no ] || [ "$failed" = no ]
