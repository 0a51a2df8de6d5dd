#!/usr/bin/env python3
"""Says which operations of PyTorch a trial-step spends its time on, and prints a table.

    mvn -q -B -Pbenchmarks -pl mup-model -DskipTests package
    python3 benchmarks/operations.py [--write docs/benchmarks.md]

The time of an operation is without that of the operations it calls. Recording costs some microseconds an operation, so
small models look slower than they are, and their small operations more important.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import tempfile

from compare import CLASSPATH, LAUNCHER, ROOT, java_version, processor, revision, write

BEGIN, END = "<!-- profile: begin -->", "<!-- profile: end -->"
MODELS = [("mlp", 64, 16), ("gpt", 32, 8), ("gpt", 64, 4), ("gpt", 256, 1)]
STEPS = 10
SHOWN = 9


def trace(family, width, lanes):
    classes = [ROOT / "mup-model" / "target" / "test-classes", ROOT / "mup-model" / "target" / "classes"]
    classpath = os.pathsep.join([*map(str, classes), CLASSPATH.read_text().strip()])
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "trace.json"
        command = ["java", "-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1"]
        command += ["-Dai.djl.pytorch.num_interop_threads=1", "-cp", classpath]
        command += ["org.musweep.mup.training.StepProfile", family, str(width), str(lanes), str(file)]
        subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ, **LAUNCHER))
        events = json.loads(file.read_text())
    return events["traceEvents"] if isinstance(events, dict) else events


def self_times(events):
    """Microseconds by operation, each without what it calls."""
    threads = collections.defaultdict(list)
    for event in events:
        if event.get("ph") == "X":
            threads[event.get("pid"), event.get("tid")].append(event)
    times = collections.Counter()
    for found in threads.values():
        callers = []
        for event in sorted(found, key=lambda each: (float(each["ts"]), -float(each["dur"]))):
            start, duration = float(event["ts"]), float(event["dur"])
            while callers and callers[-1][1] <= start + 1e-9:
                callers.pop()
            times[event["name"]] += duration
            if callers:
                times[callers[-1][0]] -= duration
            callers.append((event["name"], start + duration))
    return times


def row(family, width, lanes):
    times = self_times(trace(family, width, lanes))
    total = sum(times.values())
    shares = [f"{name.removeprefix('aten::')} {time / total:.0%}" for name, time in times.most_common(SHOWN)]
    return f"| {family} {width}, {lanes} lanes | {total / STEPS / lanes:,.0f} | {', '.join(shares)} |"


def main():
    parser = argparse.ArgumentParser(description="which operations a trial-step spends its time on")
    parser.add_argument("--write", metavar="DOCUMENT")
    args = parser.parse_args()
    lines = [
        f"{processor()}, one thread; {java_version()}; revision {revision()}.",
        "",
        "| model | µs a trial-step in operations | operations by their share |",
        "|---|---|---|",
    ]
    lines += [row(*model) for model in MODELS]
    text = "\n".join(lines)
    print(text)
    if args.write:
        write(args.write, text, BEGIN, END)


if __name__ == "__main__":
    main()
