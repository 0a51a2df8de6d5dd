#!/usr/bin/env python3
"""Measures what a process takes besides arithmetic: its memory over time, and its start.

    mvn -q -B -DskipTests package && mvn -q -B -Pbenchmarks -pl mup-model -DskipTests package
    python3 benchmarks/process.py [--write docs/benchmarks.md]

Memory is what is resident of a process that trains, after so many steps of one trainer and after so many trainers, one
after the other. The start is the time of `musweep sweep` for one trial of one step, from the shell and back, with the
libraries of PyTorch unpacked and the data prepared.
"""

import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time

from compare import CLASSPATH, LAUNCHER, ROOT, java_version, processor, revision, write

EXECUTOR = "-XX:TieredStopAtLevel=1"  # as executors are started: what the second compiler takes is not given back

BEGIN, END = "<!-- process: begin -->", "<!-- process: end -->"


def resident(what, looks):
    """Megabytes after so many of them."""
    classes = [ROOT / "mup-model" / "target" / "test-classes", ROOT / "mup-model" / "target" / "classes"]
    classpath = os.pathsep.join([*map(str, classes), CLASSPATH.read_text().strip()])
    command = ["java", "-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", EXECUTOR, "-Dai.djl.offline=true"]
    command += ["-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1", "-cp", classpath]
    command += ["org.musweep.mup.training.ResidentSizeProbe", what, *map(str, looks)]
    lines = subprocess.run(
        command, check=True, capture_output=True, text=True, env=dict(os.environ, **LAUNCHER)
    ).stdout.splitlines()
    return [int(line.split()[-1]) / 1024 for line in lines if line.startswith("VmRSS")]


def first_step(log):
    """When the only trial ended, which is after its one step and its validation, in seconds of the clock."""
    for batch in sorted(log.glob("*.jsonl")):
        for line in batch.read_text().splitlines():
            ended = re.search(r'"type":"pack-committed","at-millis":(\d+)', line)
            if ended:
                return int(ended.group(1)) / 1000
    raise SystemExit(f"No pack was committed in {log}.")


def start_seconds():
    """Seconds of the whole command, and until its one trial has ended."""
    folder = tempfile.mkdtemp()
    try:
        text = (ROOT / "benchmarks" / "sweep.yaml").read_text()
        text = text.replace("output: out", f"output: {folder}/out").replace("path: conf/", f"path: {ROOT}/conf/")
        text = text.replace("trials: 48", "trials: 1").replace("steps: 400", "steps: 1").replace("warmup: 0.1", "warmup: 0")
        file = pathlib.Path(folder) / "sweep.yaml"
        file.write_text(text)
        start, clock = time.perf_counter(), time.time()
        done = subprocess.run([str(ROOT / "bin" / "musweep"), "sweep", str(file)], capture_output=True, text=True, cwd=ROOT)
        seconds = time.perf_counter() - start
        # A model of one step counts as collapsed, so nothing can be selected.
        if done.returncode not in (0, 4):
            raise SystemExit(done.stderr + done.stdout)
        return seconds, first_step(pathlib.Path(folder) / "out" / "whole-sweep" / "main" / "log") - clock
    finally:
        shutil.rmtree(folder)


def memory(what, looks):
    sizes = resident(what, looks)
    cells = [f"{look:,}: {size:.0f}" for look, size in zip(looks, sizes)]
    return f"| {what} | {' | '.join(cells)} | {sizes[-1] / sizes[0] - 1:+.1%} | +5 % |"


def main():
    parser = argparse.ArgumentParser(description="memory and start")
    parser.add_argument("--write", metavar="DOCUMENT")
    args = parser.parse_args()
    # The launcher may build, and a build without the profile takes the probe away: so the probe comes first.
    rows = [memory("steps", [100, 500, 2_000, 10_000]), memory("trainers", [5, 20, 80, 200])]
    starts = [start_seconds() for _ in range(4)][1:]
    lines = [
        f"{processor()}, {os.cpu_count()} cores; {java_version()}; revision {revision()}.",
        "",
        "| MB resident after | | | | | growth from first to last | aimed at |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
        f"One trial of one step has ended {statistics.median(end for _, end in starts):.1f} s after the command was typed (aimed at: 8 s to the "
        f"first step); the command has ended after {statistics.median(whole for whole, _ in starts):.1f} s.",
    ]
    text = "\n".join(lines)
    print(text)
    if args.write:
        write(args.write, text, BEGIN, END)


if __name__ == "__main__":
    main()
