# SPDX-License-Identifier: GPL-3.0-or-later
# Read by the tests of batches, after they have set `homeward` and `root`: a folder for studies
# beside the tutorials, and a way to write one.
# shellcheck shell=sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$root/tests/cli/expect.sh"
cp -r "$root/scenarios/tutorial" "$work/tutorial"
mkdir "$work/studies"
cd "$work/studies" || exit 1

# study NAME MEMBERS: what they leave out, every study has
study() {
    printf '{"format": 1, "id": "%s", "seed": 5, %s}\n' "$1" "$2" >"$1.json"
}
