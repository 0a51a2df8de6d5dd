#!/usr/bin/env python3
"""Compares the cost of a trial-step with PyTorch's, in turn on one machine, and prints a table.

    mvn -Pbenchmarks -pl mup-model -DskipTests package
    python3 benchmarks/compare.py --peer peer/bin/python [--rounds 3] [--only gpt-64] [--write docs/benchmarks.md]

Each round measures the peer and then the stack for one model after the other, with one thread each; the table has the
medians over the rounds. "Products alone" is what the matrix products of a step would take at the rate of one product of
2048 x 2048: no step can be shorter than that. Run it on an idle machine. `--write` replaces the table between the markers of a document.
"""

import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEER = ROOT / "benchmarks" / "peer.py"
CLASSPATH = ROOT / "mup-model" / "target" / "benchmark.classpath"
TARGETS = {
    ("mlp", 64): 3.0,
    ("mlp", 128): 2.2,
    ("mlp", 256): 1.6,
    ("mlp", 1024): 1.3,
    ("gpt", 32): 2.0,
    ("gpt", 64): 1.5,
    ("gpt", 128): 1.25,
    ("gpt", 256): 1.15,
    ("gpt", 512): 1.1,
}
LANES = {
    ("mlp", 64): [4, 16, 32],
    ("mlp", 128): [2, 4, 8],
    ("mlp", 256): [1, 2, 4],
    ("mlp", 1024): [1, 2],
    ("gpt", 32): [2, 4, 8],
    ("gpt", 64): [1, 2, 4],
    ("gpt", 128): [1, 2],
    ("gpt", 256): [1, 2],
    ("gpt", 512): [1],
}
# What bin/musweep sets.
LAUNCHER = {
    "OMP_WAIT_POLICY": "PASSIVE",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
}
BEGIN, END = "<!-- steps: begin -->", "<!-- steps: end -->"


def products(family, width):
    """Floating-point operations of the matrix products of one step, forward and backward."""
    if family == "mlp":
        # The images need no gradient.
        return 2 * 64 * (2 * 784 * width + 3 * width * width + 3 * 10 * width)
    tokens, context, blocks, vocabulary = 512, 64, 2, 80
    weights = 12 * width * width * blocks + vocabulary * width
    return 6 * tokens * weights + 12 * tokens * context * width * blocks


def peer_step(python, family, width, seconds):
    command = [python, str(PEER), "step", family, str(width), "--seconds", str(seconds)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def stack_steps(family, width, lanes, seconds):
    """Microseconds per trial-step by lane count."""
    classes = [ROOT / "mup-model" / "target" / "test-classes", ROOT / "mup-model" / "target" / "classes"]
    classpath = os.pathsep.join([*map(str, classes), CLASSPATH.read_text().strip()])
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "jmh.json"
        command = ["java", "-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1"]
        command += ["-Dai.djl.pytorch.num_interop_threads=1", "-cp", classpath, "org.openjdk.jmh.Main", "StepBenchmark"]
        command += ["-p", f"family={family}", "-p", f"width={width}", "-p", "lanes=" + ",".join(map(str, lanes))]
        command += ["-wi", "2", "-w", "1s", "-i", "5", "-r", f"{round(seconds * 200)}ms", "-rf", "json", "-rff", str(report)]
        environment = dict(os.environ, **LAUNCHER)
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        results = json.loads(report.read_text())
    steps = {}
    for result in results:
        count = int(result["params"]["lanes"])
        iterations = [value for fork in result["primaryMetric"]["rawData"] for value in fork]
        steps[count] = statistics.median(iterations) / count
    return steps


def compare(model, args):
    family, width = model
    peers, stacks, rates, version = [], {count: [] for count in LANES[model]}, [], ""
    for _ in range(args.rounds):
        found = peer_step(args.peer, family, width, args.seconds)
        peers.append(found["microseconds"])
        rates.append(found["product_gflops"])
        version = found["torch"]
        for count, microseconds in stack_steps(family, width, LANES[model], args.seconds).items():
            stacks[count].append(microseconds)
    medians = {count: statistics.median(values) for count, values in stacks.items()}
    lanes = min(medians, key=medians.get)
    peer = statistics.median(peers)
    return {
        "family": family,
        "width": width,
        "peer": peer,
        "lanes": lanes,
        "stack": medians[lanes],
        "ratio": peer / medians[lanes],
        "target": TARGETS[model],
        "by_lanes": medians,
        "product_gflops": statistics.median(rates),
        "torch": version,
    }


def processor():
    if pathlib.Path("/proc/cpuinfo").exists():
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor()


def java_version():
    return subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[1].strip()


def revision():
    return subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()


def table(rows):
    lines = [
        f"{processor()}, {os.cpu_count()} cores, one thread; {java_version()}; "
        f"PyTorch {rows[0]['torch']} against libtorch 2.7.1; revision {revision()}.",
        "",
        "| model | PyTorch, µs a step | stack, µs a trial-step | lanes | ratio | aimed at | products alone, µs | product of 2048², GFLOP/s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        lines.append(
            f"| {row['family']} {row['width']} | {row['peer']:,.0f} | {row['stack']:,.0f} | {row['lanes']} "
            f"| {row['ratio']:.2f} | {row['target']:.2f} "
            f"| {products(row['family'], row['width']) / row['product_gflops'] / 1e3:,.0f} | {row['product_gflops']:.0f} |"
        )
    return "\n".join(lines)


def write(document, text, begin=BEGIN, end=END):
    path = pathlib.Path(document)
    old = path.read_text()
    head, rest = old.split(begin, 1)
    tail = rest.split(end, 1)[1]
    path.write_text(f"{head}{begin}\n{text}\n{end}{tail}")


def main():
    parser = argparse.ArgumentParser(description="trial-steps per second against PyTorch")
    parser.add_argument("--peer", required=True, help="a Python that has torch")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--only", action="append", metavar="FAMILY-WIDTH")
    parser.add_argument("--write", metavar="DOCUMENT")
    args = parser.parse_args()
    models = [m for m in TARGETS if not args.only or f"{m[0]}-{m[1]}" in args.only]
    rows = []
    for model in models:
        rows.append(compare(model, args))
        print(json.dumps(rows[-1]), flush=True)
    text = table(rows)
    print(text)
    if args.write:
        write(args.write, text)


if __name__ == "__main__":
    main()
