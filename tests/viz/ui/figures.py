#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""figures.py WORK: what the dumps of Overview, Compare and Optimise show equals the tables."""
import csv
import json
import sys


def shown(value, unit):
    number = float(value)
    digits = 0
    if unit == "share":  # shown in percent
        return f"{100 * number:,.1f}%"
    if unit == "money" and abs(number) >= 1e7:  # shown in millions
        number, digits = number / 1e6, 1
    text = f"{number:,.{digits}f}"
    return text.replace("-", "\u2212")


def check_plan(work):
    """Families sought by year, summed over regions and kinds of families."""
    sought = {}
    with open(f"{work}/plan/plan.csv", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["quantity"].endswith("_families_sought"):
                year = row["period_start"][:4]
                sought[year] = sought.get(year, 0) + float(row["value"])
    checked = 0
    for node in json.load(open(f"{work}/optimise.json", encoding="utf-8"))["nodes"]:
        parts = node["id"].split(":")
        if parts[0] == "year" and parts[2] == "1":
            if node["value"] != f"{sought[parts[1]]:,.0f}":
                sys.exit(f"{node['id']} shows {node['value']}, plan.csv says {sought[parts[1]]}")
            checked += 1
    if checked < 3:
        sys.exit(f"only {checked} years of the plan were found")
    return checked


def check_differences(work):
    """The tiles say the mean of the paired differences, as `homeward compare` writes it."""
    table = {}
    with open(f"{work}/pair/comparison.csv", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            whole_year = row["period_start"].endswith("-01-01") and row["period_end"].endswith("-12-31")
            if row["region"] == row["setting"] == "all" and whole_year:
                table[row["indicator"]] = (row["diff_mean"], row["kind"])  # the last year stands last
    checked = 0
    for node in json.load(open(f"{work}/pair.json", encoding="utf-8"))["nodes"]:
        if node["id"].startswith("difference:"):
            value, kind = table[node["id"].split(":")[1]]
            if shown(value, kind).rstrip("%") != node["value"]:
                sys.exit(f"{node['id']} shows {node['value']}, the comparison says {value}")
            checked += 1
    if checked < 3:
        sys.exit(f"only {checked} differences were found")
    return checked


def main():
    work = sys.argv[1]
    table = {}
    with open(f"{work}/a/indicators.csv", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            total = all(row[k] == "all" for k in ("region", "setting", "age_band", "sex", "disability"))
            whole_year = row["period_start"].endswith("-01-01") and row["period_end"].endswith("-12-31")
            if total and whole_year and row["population"] != "18_plus":
                table[row["indicator"]] = (row["p50"], row["kind"])  # the last year stands last
    checked = 0
    for dump in ("overview", "compare"):
        nodes = json.load(open(f"{work}/{dump}.json", encoding="utf-8"))["nodes"]
        for node in nodes:
            parts = node["id"].split(":")
            if parts[0] == "tile":
                indicator = parts[1]
            elif parts[0] == "compare" and len(parts) == 3 and parts[1] not in ("row", "pin"):
                indicator = parts[2]
            else:
                continue
            if indicator not in table:
                continue
            value, kind = table[indicator]
            if shown(value, kind) != node["value"]:
                sys.exit(f"{node['id']} shows {node['value']}, the table says {shown(value, kind)}")
            checked += 1
    if checked < 5:
        sys.exit(f"only {checked} figures were found")
    print(checked + check_plan(work) + check_differences(work), "figures checked")


main()
