#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The loader and the published JSON Schema agree: both accept every shipped scenario and
valid.json; shipped studies are valid; whatever the schema refuses the loader refuses; and of the malformed corpus, the
edits that break structure (keys, types, ranges) are refused by the schema too.
usage: schema_agrees.py SOURCE_DIR HOMEWARD"""
import glob
import json
import re
import subprocess
import sys
import tempfile
import os

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

source, homeward = sys.argv[1:3]
schema = json.load(open(os.path.join(source, "scenarios/schema/scenario.schema.json")))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
study_schema = json.load(open(os.path.join(source, "scenarios/schema/study.schema.json")))
Draft202012Validator.check_schema(study_schema)
study_validator = Draft202012Validator(study_schema)
bad = []
STRUCTURE = ("UNKNOWN_KEY", "TYPE", "MISSING", "UNSUPPORTED", "RANGE", "LIMIT")
# Replacements that only the loader can refuse: dates that do not exist, orders, results of
# steps, things that need each other.
NEEDS_MEANING = {
    '"start": "2026-02-30"', "[7, 3]", "[3, 3]", '"multiply": -1,', '"neglect": {}',
    '"other": {"kind": "foster"}', '"other": {"kind": "sgh"}', '"add": -30',
    '"on": "2025-05-01"', '["setting", "age_band", "sex"]',
    '"age_0_2": 15000000, "age_7_11": 15000000'}


def loads(path):
    return subprocess.run([homeward, "validate", "--quiet", path], capture_output=True).returncode


for path in sorted(glob.glob(os.path.join(source, "scenarios/*/*.json"))):
    if path.endswith(".schema.json"):
        continue
    if os.path.basename(os.path.dirname(path)) == "studies":
        if not study_validator.is_valid(json.load(open(path, encoding="utf-8"))):
            bad.append(f"{path}: refused by the schema of studies")
        continue
    by_schema = validator.is_valid(json.load(open(path, encoding="utf-8")))
    if not by_schema or loads(path) != 0:
        bad.append(f"{path}: schema says {by_schema}, loader {loads(path)}")

# What an override of tutorial 9 may say: refused by both, or by neither.
RATE = '"settings": {"child_home": {"pathways": {"home": {"rate_per_year": %s}}}}'
OVERRIDES = {
    '"services": null': True, '"shocks": {}': True, '"nosuch": null': False,
    '"settings": {"child_home": {"capacty": null}}': False,
    '"settings": {"child_home": {"name": {"ru": null}}}': True,
    RATE % '{"multiply": 1.2}': True, RATE % '{"value": {"multiply": 1.2}}': True,
    RATE % '{"multiply": 1.2, "source": "x"}': False, RATE % '{"value": 0.2, "steps": null}': True,
    RATE % '{"value": 0.2, "uncertain": null, "by": null, "quality": null}': True,
    RATE % '{"uncertain": {"pert": null, "beta": [25, 75]}}': True}
tutorials = os.path.join(source, "scenarios/tutorial")
for override, is_right in OVERRIDES.items():
    whole = '{"format": 1, "id": "o", "extends": "09-what-if.json", %s}' % override
    run = subprocess.run([homeward, "validate", "--quiet", "-"], input=whole.encode(), cwd=tutorials, capture_output=True)
    if (run.returncode == 0) != is_right or validator.is_valid(json.loads(whole)) != is_right:
        bad.append(f"override {override}: loader {run.returncode}, schema {validator.is_valid(json.loads(whole))}")

valid = open(os.path.join(source, "tests/import/valid.json"), encoding="utf-8").read()
if not validator.is_valid(json.loads(valid)):
    bad.append("valid.json: refused by the schema")

text = open(os.path.join(source, "tests/import/malformed.inc"), encoding="utf-8").read()
literal = r'("(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*)'
checked = 0
for find, replace, status in re.findall(r"\{" + literal + r",\s*" + literal + r",\s*DI_ERR_(\w+)\}", text):
    if r"\x" in replace:
        continue
    unquote = lambda s: "".join(json.loads(p) for p in re.findall(r'"(?:[^"\\]|\\.)*"', s))
    find, replace = unquote(find), unquote(replace)
    try:
        document = json.loads(valid.replace(find, replace, 1))
    except ValueError:
        continue
    refused = not validator.is_valid(document)
    if not refused and status in STRUCTURE and replace not in NEEDS_MEANING:
        bad.append(f"{replace}: {status}, but the schema accepts it")
    checked += 1

print(f"{checked} edits compared")
for line in bad:
    print(line)
sys.exit(1 if bad else 0)
