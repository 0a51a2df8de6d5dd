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
import shutil
import statistics
import subprocess
import tempfile
import time

from compare import CLASSPATH, LAUNCHER, ROOT, java_version, processor, revision, write

BEGIN, END = "<!-- process: begin -->", "<!-- process: end -->"


def resident(what, first, last):
    """Megabytes after the first and after the last."""
    classes = [ROOT / "mup-model" / "target" / "test-classes", ROOT / "mup-model" / "target" / "classes"]
    classpath = os.pathsep.join([*map(str, classes), CLASSPATH.read_text().strip()])
    command = ["java", "-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-Dai.djl.offline=true"]
    command += ["-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1", "-cp", classpath]
    command += ["org.musweep.mup.training.ResidentSizeProbe", what, str(first), str(last)]
    lines = subprocess.run(
        command, check=True, capture_output=True, text=True, env=dict(os.environ, **LAUNCHER)
    ).stdout.splitlines()
    return [int(line.split()[-1]) / 1024 for line in lines if line.startswith("VmRSS")]


def start_seconds():
    folder = tempfile.mkdtemp()
    try:
        text = (ROOT / "benchmarks" / "sweep.yaml").read_text()
        text = text.replace("output: out", f"output: {folder}/out").replace("path: conf/", f"path: {ROOT}/conf/")
        text = text.replace("trials: 48", "trials: 1").replace("steps: 400", "steps: 1").replace("warmup: 0.1", "warmup: 0")
        file = pathlib.Path(folder) / "sweep.yaml"
        file.write_text(text)
        start = time.perf_counter()
        done = subprocess.run([str(ROOT / "bin" / "musweep"), "sweep", str(file)], capture_output=True, text=True, cwd=ROOT)
        seconds = time.perf_counter() - start
        # A model of one step counts as collapsed, so nothing can be selected.
        if done.returncode not in (0, 4):
            raise SystemExit(done.stderr + done.stdout)
        return seconds
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description="memory and start")
    parser.add_argument("--write", metavar="DOCUMENT")
    args = parser.parse_args()
    # The launcher may build, and a build without the profile takes the probe away: so the probe comes first.
    steps = resident("steps", 100, 10_000)
    trainers = resident("trainers", 5, 200)
    starts = [start_seconds() for _ in range(4)][1:]
    lines = [
        f"{processor()}, {os.cpu_count()} cores; {java_version()}; revision {revision()}.",
        "",
        "| what | first | last | growth | aimed at |",
        "|---|---|---|---|---|",
        f"| MB resident after 100 and 10,000 steps | {steps[0]:.0f} | {steps[1]:.0f} | {steps[1] / steps[0] - 1:+.1%} | +5 % |",
        f"| MB resident after 5 and 200 trainers | {trainers[0]:.0f} | {trainers[1]:.0f} "
        f"| {trainers[1] / trainers[0] - 1:+.1%} | +5 % |",
        "",
        f"One trial of one step, from the shell and back: {statistics.median(starts):.1f} s (aimed at: 8 s to the first step).",
    ]
    text = "\n".join(lines)
    print(text)
    if args.write:
        write(args.write, text, BEGIN, END)


if __name__ == "__main__":
    main()
