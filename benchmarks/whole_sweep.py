#!/usr/bin/env python3
"""Compares a whole sweep with the same trainings in a loop of PyTorch, in turn on one machine, and prints a table.

    mvn -q -B -DskipTests package
    python3 benchmarks/whole_sweep.py --peer peer/bin/python [--rounds 3] [--write docs/benchmarks.md]

48 trials of 400 steps, a decoder of two blocks and width 64, on two cores: the peer in two processes of one thread, the
sweep in two slots of one core, without early stopping, with ASHA and with successive halving (a quarter goes on after 25
and after 100 steps). Times are of whole processes, from start to end. The regret of a rule is its best loss less that
of the sweep that stops nothing.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

from compare import processor, java_version, revision, write

ROOT = pathlib.Path(__file__).resolve().parent.parent
SWEEP = ROOT / "benchmarks" / "sweep.yaml"
EARLY_STOPPING = {
    "none": "{rule: none}",
    "asha": "{rule: asha, reduction-factor: 4, first-rung: 0.0625}",
    "halving": "{rule: successive-halving, reduction-factor: 4, first-rung: 0.0625}",
}
ROWS = {
    "none": ("sweep, no early stopping", 1.5),
    "asha": ("sweep, ASHA", 4.0),
    "halving": ("sweep, successive halving", 4.0),
}
BEGIN, END = "<!-- sweep: begin -->", "<!-- sweep: end -->"


def peer_seconds(python):
    command = [python, str(ROOT / "benchmarks" / "peer.py"), "sweep", "--processes", "2"]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def sweep_seconds(rule):
    """Seconds, and the best validation loss."""
    folder = tempfile.mkdtemp()
    try:
        text = SWEEP.read_text()
        text = text.replace("output: out", f"output: {folder}/out")
        text = text.replace("{rule: none}", EARLY_STOPPING[rule])
        text = text.replace("path: conf/", f"path: {ROOT}/conf/")
        file = pathlib.Path(folder) / "sweep.yaml"
        file.write_text(text)
        start = time.perf_counter()
        done = subprocess.run(
            [str(ROOT / "bin" / "musweep"), "sweep", str(file), "--json"], capture_output=True, text=True, cwd=ROOT
        )
        seconds = time.perf_counter() - start
        if done.returncode != 0:
            raise SystemExit(done.stderr + done.stdout)
        status = subprocess.run(
            [str(ROOT / "bin" / "musweep"), "status", str(file), "--json"],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        return seconds, best_loss(json.loads(status.stdout))
    finally:
        shutil.rmtree(folder)


def best_loss(status):
    return status["best"]["loss"]


def main():
    parser = argparse.ArgumentParser(description="a whole sweep against a loop of PyTorch")
    parser.add_argument("--peer", required=True, help="a Python that has torch")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", metavar="DOCUMENT")
    args = parser.parse_args()
    peers, seconds, losses = [], {rule: [] for rule in EARLY_STOPPING}, {}
    for _ in range(args.rounds):
        peers.append(peer_seconds(args.peer))
        for rule in EARLY_STOPPING:
            taken, loss = sweep_seconds(rule)
            seconds[rule].append(taken)
            losses.setdefault(rule, []).append(loss)
    peer = statistics.median(peers)
    lines = [
        f"{processor()}, {os.cpu_count()} cores; {java_version()}; medians of {args.rounds} rounds; revision {revision()}.",
        "",
        "| what | seconds | sooner than PyTorch | aimed at | best loss (worst round) |",
        "|---|---|---|---|---|",
        f"| PyTorch, 48 runs in 2 processes | {peer:.1f} | | | |",
    ]
    for rule, (what, target) in ROWS.items():
        taken = statistics.median(seconds[rule])
        lines.append(f"| {what} | {taken:.1f} | {peer / taken:.2f} | {target:.1f} | {max(losses[rule]):.4f} |")
    text = "\n".join(lines)
    print(text)
    if args.write:
        write(args.write, text, BEGIN, END)


if __name__ == "__main__":
    main()
