#!/usr/bin/env python3
"""Measures what trials cost besides their training: whole searches that train nothing, suggestions, and the tables.

    mvn -q -B -Pbenchmarks -pl mup-model,pipeline -DskipTests package
    python3 benchmarks/driver.py [--trials 10000] [--write docs/benchmarks.md]

The benchmarks are in pipeline/src/jmh/java. `--write` replaces the tables between the markers of a document.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import tempfile
import xml.etree.ElementTree

from compare import ROOT, java_version, processor, revision, write

BEGIN, END = "<!-- driver: begin -->", "<!-- driver: end -->"
SEARCHES = [
    ("threads", 32, "NONE"),
    ("threads", 32, "ASHA"),
    ("threads", 1, "NONE"),
    ("reports", 32, "NONE"),
    ("spark", 32, "NONE"),
    ("spark", 32, "ASHA"),
    ("spark", 1, "NONE"),
]
HEAP = re.compile(r"heap in MB after each quarter: \[([0-9, ]+)], lanes a second in each: \[([0-9, ]+)]")


def options():
    """What Spark asks of a JVM, from the build."""
    space = {"m": "http://maven.apache.org/POM/4.0.0"}
    project = xml.etree.ElementTree.parse(ROOT / "pom.xml")
    return project.find(".//m:spark.module.options", space).text.split()


def jmh(name, **parameters):
    """The results of a benchmark, and what it printed."""
    target = ROOT / "pipeline" / "target"
    models = ROOT / "mup-model" / "target" / "classes"
    parts = [target / "test-classes", target / "classes", models, (target / "benchmark.classpath").read_text().strip()]
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "jmh.json"
        command = ["java", "-Xmx1g", f"-Djava.io.tmpdir={folder}", *options(), "-cp", os.pathsep.join(map(str, parts))]
        command += ["org.openjdk.jmh.Main", name, "-rf", "json", "-rff", str(report)]
        for key, value in parameters.items():
            command += ["-p", f"{key}={value}"]
        environment = dict(os.environ, SPARK_LOCAL_IP="127.0.0.1")
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        return json.loads(report.read_text()), done.stdout


def search(executor, lanes, rule, trials):
    results, said = jmh("SearchBenchmark", executor=executor, lanes=lanes, rule=rule, trials=trials)
    seconds = statistics.median(value for fork in results[0]["primaryMetric"]["rawData"] for value in fork)
    heap, rates = HEAP.findall(said)[-1]
    return f"| {executor} | {lanes} | {rule.lower()} | {trials / seconds:,.0f} | {heap} | {rates} |"


def main():
    parser = argparse.ArgumentParser(description="what trials cost besides their training")
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--write", metavar="DOCUMENT")
    args = parser.parse_args()
    lines = [
        f"{processor()}, {os.cpu_count()} cores; {java_version()}; {args.trials:,} trials, median of 3 searches; revision {revision()}.",
        "",
        "| executor | lanes of a pack | early stopping | trials a second | heap after each quarter, MB | lanes a second in each |",
        "|---|---|---|---|---|---|",
        *[search(*each, args.trials) for each in SEARCHES],
        "",
        "| a suggestion of Sobol's | µs |",
        "|---|---|",
    ]
    for result in jmh("SobolBenchmark")[0]:
        lines.append(f"| after {int(result['params']['before']):,} | {result['primaryMetric']['score']:.1f} |")
    for result in jmh("SlotsBenchmark")[0]:
        slots, trials, millis = (int(result["params"][key]) for key in ("slots", "trials", "millis"))
        seconds = statistics.median(value for fork in result["primaryMetric"]["rawData"] for value in fork)
        ideal = trials / slots * millis / 1000
        lines += ["", "| slots | trials, one a pack | s each | s in all | s if no slot ever waited | overhead |", "|---|---|---|---|---|---|"]
        lines.append(f"| {slots} | {trials} | {millis / 1000:g} | {seconds:.1f} | {ideal:.1f} | {seconds / ideal - 1:.1%} |")
    lines += ["", "| table of curves | rows of a file | ms a file | rows a second |", "|---|---|---|---|"]
    for result in jmh("TableBenchmark")[0]:
        what = result["benchmark"].rsplit(".", 1)[-1]
        rows, milliseconds = int(result["params"]["rows"]), result["primaryMetric"]["score"]
        lines.append(f"| {what} | {rows:,} | {milliseconds:.1f} | {rows / milliseconds * 1000:,.0f} |")
    text = "\n".join(lines)
    print(text)
    if args.write:
        write(args.write, text, BEGIN, END)


if __name__ == "__main__":
    main()
