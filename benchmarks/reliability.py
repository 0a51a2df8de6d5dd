#!/usr/bin/env python3
"""Prints the figures that the fault tests left behind as a table.

    mvn verify -Pfaults
    python3 benchmarks/reliability.py [--write docs/reliability.md]

`--write` replaces the table between the markers of a document. Rows of tests that did not run are gone from it.
"""

import argparse
import json
import pathlib
import re

from compare import ROOT, java_version, processor, revision, write

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def words(name):
    """`resultsLost` as `results lost`."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()


def shown(value):
    return f"{value:g}" if isinstance(value, float) else str(value)


def order(record):
    fault = re.fullmatch(r"F(\d+)", record["promise"])
    number = int(fault.group(1)) if fault else 100
    return number, record["promise"], record["test"], record["where"]


def main():
    parser = argparse.ArgumentParser(description="the figures of the fault tests as a table")
    parser.add_argument("--write", metavar="DOCUMENT")
    args = parser.parse_args()
    records = [json.loads(file.read_text()) for file in ROOT.glob("*/target/reliability/*.json")]
    if not records:
        raise SystemExit("No figures: run mvn verify -Pfaults first.")
    lines = [
        f"{processor()}; {java_version()}; revision {revision()}.",
        "",
        "| promise | test | where | figures |",
        "|---|---|---|---|",
    ]
    for record in sorted(records, key=order):
        figures = "; ".join(f"{words(key)}: {shown(value)}" for key, value in record["figures"].items())
        lines.append(f"| {record['promise']} | `{record['test']}` | {record['where']} | {figures} |")
    text = "\n".join(lines)
    print(text)
    if args.write:
        write(pathlib.Path(args.write), text, BEGIN, END)


if __name__ == "__main__":
    main()
