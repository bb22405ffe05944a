# SPDX-License-Identifier: GPL-3.0-or-later
"""A known system is simulated, its trace becomes the rows an office would have, and the import
of those rows must find the system again: its rates within the limits of chance, and by running
what was imported its stocks and flows.

    episodes_round_trip.py HOMEWARD TRUTH.json WORK_FOLDER
"""
import csv
import json
import math
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import trace_episodes  # noqa: E402  (stands beside this file)

FROM, TO = 2014, 2023
SIGMAS = 4.5  # about 40 comparisons: one in 3,000 honest runs would fail, and this is one run
MAPPING = {"format": 1, "kind": "episodes",
           "codes": {"setting": {"homes": "institution/homes"},
                     "exit": {"other/guardianship": "other/guardianship"}}}
CONSTANT = {("foster", "homes"): 0.08, ("homes", "home"): 0.3, ("homes", "foster"): 0.2,
            ("homes", "guardianship"): 0.06}

failures = []


def expect(what, found, true, tolerance):
    if not abs(found - true) <= tolerance:
        failures.append(f"{what}: {found:.5g}, true {true:.5g} within {tolerance:.3g}")


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout


def events_of(pathway):
    return (pathway.get("factor") or pathway["rate_per_year"])["uncertain"]["gamma"][0]


def check_first_placements(table):
    """Each band's share within the binomial's chance, and its distribution as wide as that."""
    for band in ("age_0_2", "age_3_6", "age_7_11", "age_12_14", "age_15_17"):
        true = 0.9 if band == "age_0_2" else 0.6
        row = {key: table[band][key] for key in ("foster", "homes")}
        children = sum(share["uncertain"]["gamma"][0] for share in row.values())
        expect(f"{band} first in foster care", row["foster"]["value"], true,
               SIGMAS * math.sqrt(true * (1 - true) / children))
        expect(f"{band}'s shares", sum(share["value"] for share in row.values()), 1, 1e-6)
        for key, share in row.items():
            expect(f"{band}'s children in {key}", share["uncertain"]["gamma"][0] / children,
                   share["value"], 1e-4)


def check_rates(scenario, quality):
    for row in quality["rates"]:
        true = CONSTANT.get((row["setting"], row["to"]))
        if true is not None:
            expect(f"rate {row['setting']} to {row['to']}", row["per_year"], true,
                   SIGMAS * true / math.sqrt(row["events"]) + 0.005 * true)
    home = scenario["settings"]["foster"]["pathways"]["home"]
    for begin, rate in zip(home["from_years"], home["rates_per_year"]):
        true = 0.8 if begin < 0.5 else 0.2
        expect(f"foster to home from {begin}", rate, true, 0.12 * true)
    adopted = scenario["settings"]["foster"]["pathways"]["adopted"]
    value = adopted.get("factor") or adopted["rate_per_year"]
    level = adopted["rates_per_year"][0] if "factor" in adopted else value["value"]
    for band, true, part in (("age_0_2", 0.2, 0.2), ("age_3_6", 0.05, 0.4),
                             ("age_12_14", 0.025, 0.8)):
        expect(f"adopted at {band}", level * value["by"]["age_band"][band], true, part * true)
    reentry = scenario["settings"]["home"]["pathways"]["reentry"]["rates_per_year"]
    expect("re-entry in year 1", reentry[0], 0.25, 0.03)
    expect("re-entry in year 3", reentry[2], 0.05, 0.015)
    check_first_placements(scenario["entries"]["first_placements"])
    reasons = scenario["reasons"]
    for reason, true in (("neglect", 600), ("poverty", 200)):
        expect(f"entries for {reason}", reasons[reason]["children_per_year"]["value"], true,
               SIGMAS * math.sqrt(true / 10))
    foster = scenario["settings"]["foster"]
    expect("staying at 18", foster["stay18_share"]["value"], 0.25, 0.06)
    shares = foster["leaving_shares"]
    for way, true in (("aftercare", 0.3), ("independent", 0.5), ("home", 0.1),
                      ("adult_institution", 0.1)):
        expect(f"leaving at 18 to {way}", shares[way], true, 0.06)
    expect("shares of leaving", sum(shares[way] for way in (
        "aftercare", "independent", "home", "adult_institution")), 1, 1e-9)
    expect("girls", scenario["entries"]["female_share"]["value"], 0.45, 0.03)


def means(folder, indicator, populations=("0_17", "18_plus", "all")):
    """By year; counts with young people of 18 and over."""
    found = {}
    with open(os.path.join(folder, "indicators.csv"), encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            is_total = (row["setting"] == row["region"] == row["age_band"] == row["sex"]
                        == row["disability"] == "all")
            is_year = (row["period_start"].endswith("-01-01")
                       and row["period_end"].endswith("-12-31"))
            if (row["indicator"] == indicator and is_total and is_year
                    and row["population"] in populations):
                year = int(row["period_end"][:4])
                found[year] = found.get(year, 0) + float(row["mean"])
    return found


def check_moves(folder, truth):
    """Who comes into residential care from home does not come there from a family (K6r), and
    coming into care is no move between places (K13)."""
    for indicator, part in (("K6r_admissions_from_home", 0.05),
                            ("K6r_admissions_from_family_placement", 0.05),
                            ("K13_moves_per_1000_care_days", 0.06)):
        found, true = (means(place, indicator, ("0_17",)) for place in (folder, truth))
        years = range(FROM + 1, TO + 1)
        of_truth = sum(true[year] for year in years)
        expect(indicator, sum(found[year] for year in years), of_truth, part * of_truth)


def check_history(folder, targets, truth):
    """Stocks at the end of each year, and first entries of each: the truth's own chance is in the
    targets, that of ten runs in the means."""
    published = {}
    with open(targets, encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            published.setdefault(row["target"], {})[int(row["year"])] = float(row["value"])
    stocks, entries = means(folder, "K3_formal_care_stock"), means(folder, "K6_first_entries")
    check_moves(folder, truth)
    for year in range(FROM, TO + 1):
        expect(f"stock {year}", stocks[year], published["stock"][year],
               0.06 * published["stock"][year])
    expect("entries", sum(entries[year] for year in range(FROM, TO + 1)),
           sum(published["entries"].values()), 0.02 * sum(published["entries"].values()))


def check_withheld(folder):
    """With --suppress 5 no number of 1 to 4 children stands anywhere."""
    with open(os.path.join(folder, "few.json"), encoding="utf-8") as source:
        scenario = json.load(source)
    with open(os.path.join(folder, "data_quality.json"), encoding="utf-8") as source:
        quality = json.load(source)
    counts = []

    def leaves(value):
        if isinstance(value, dict):
            for part in value.values():
                leaves(part)
        else:
            counts.append(value)

    for margin in scenario["initial_stock"]["margins"]:
        leaves(margin["counts"])
    leaves(scenario["initial_stock"]["home_pool"]["returns"])
    for reason in scenario["reasons"].values():
        counts.append(reason["children_per_year"]["uncertain"]["gamma"][0])
    for setting in scenario["settings"].values():
        for pathway in setting.get("pathways", {}).values():
            value = pathway.get("factor") or pathway.get("rate_per_year", {})
            if "uncertain" in value:
                counts.append(value["uncertain"]["gamma"][0])
    with open(os.path.join(folder, "targets.csv"), encoding="utf-8", newline="") as source:
        counts += [float(row["value"]) for row in csv.DictReader(source)]
    for table, keys in (("account", ("opening", "entries", "returns", "exits", "closing")),
                        ("rates", ("events",)), ("stock", ("children",)),
                        ("reasons", ("entries",))):
        counts += [row[key] for row in quality[table] for key in keys
                   if isinstance(row[key], (int, float))]
    counts += [finding["rows"] for finding in quality["findings"]
               if isinstance(finding["rows"], int)]
    if len(counts) < 50:
        failures.append(f"only {len(counts)} counts were looked at")
    small = [count for count in counts if 0 < count < 5]
    if small:
        failures.append(f"small counts stand there: {small}")


def main():
    homeward, truth, work = sys.argv[1:4]
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    at = lambda name: os.path.join(work, name)  # noqa: E731
    run(homeward, "run", truth, "--replications", "1", "--trace", "--quiet", "--out",
        at("truth"))
    sys.argv[1:] = [at("truth/trace.csv.gz"), at("rows.csv")]
    trace_episodes.main()
    with open(at("mapping.json"), "w", encoding="utf-8") as target:
        json.dump(MAPPING, target)
    run(homeward, "import", "episodes", at("rows.csv"), "--mapping", at("mapping.json"),
        "--from", str(FROM), "--to", str(TO), "--start", str(FROM), "--name", "found", "--out",
        at("found"))
    with open(at("found/found.json"), encoding="utf-8") as source:
        scenario = json.load(source)
    with open(at("found/data_quality.json"), encoding="utf-8") as source:
        quality = json.load(source)
    check_rates(scenario, quality)
    run(homeward, "run", at("found/found.json"), "--replications", "10", "--inputs", "fixed",
        "--quiet", "--out", at("again"))
    check_history(at("again"), at("found/targets.csv"), at("truth"))
    with open(at("rows.csv"), encoding="utf-8") as source, \
            open(at("few.csv"), "w", encoding="utf-8") as target:
        target.writelines(source.readlines()[:900])
    run(homeward, "import", "episodes", at("few.csv"), "--mapping", at("mapping.json"),
        "--from", "2010", "--to", "2011", "--start", "2011", "--suppress", "5", "--name", "few",
        "--out", at("few"))
    check_withheld(at("few"))
    if failures:
        sys.exit("\n".join(failures))


main()
