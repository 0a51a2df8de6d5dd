#!/usr/bin/env python3
"""Measures how the time of a trial-step grows with width, lanes and sequence length, and draws it.

    mvn -q -B -Pbenchmarks -pl mup-model -DskipTests package
    python3 benchmarks/growth.py [--write docs/benchmarks.md] [--image docs/images/growth.svg]
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import tempfile

from compare import CLASSPATH, LAUNCHER, ROOT, java_version, processor, revision, write

BEGIN, END = "<!-- growth: begin -->", "<!-- growth: end -->"
SERIES = {
    "width, one lane, 64 tokens": ("width", [16, 32, 64, 128, 256], {"lanes": 1, "length": 64}),
    "lanes, width 32, 64 tokens": ("lanes", [1, 2, 4, 8, 16, 32], {"width": 32, "length": 64}),
    "length, width 32, 4 lanes": ("length", [16, 32, 64, 128, 256], {"width": 32, "lanes": 4}),
}


def measure(varied, values, fixed):
    classes = [ROOT / "mup-model" / "target" / "test-classes", ROOT / "mup-model" / "target" / "classes"]
    classpath = os.pathsep.join([*map(str, classes), CLASSPATH.read_text().strip()])
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "jmh.json"
        command = ["java", "-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1"]
        command += ["-Dai.djl.pytorch.num_interop_threads=1", "-cp", classpath, "org.openjdk.jmh.Main", "StepBenchmark"]
        for name, value in {**fixed, varied: ",".join(map(str, values))}.items():
            command += ["-p", f"{name}={value}"]
        command += ["-p", "family=gpt", "-wi", "1", "-w", "1s", "-i", "3", "-r", "700ms", "-rf", "json", "-rff", str(report)]
        subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ, **LAUNCHER))
        results = json.loads(report.read_text())
    times = {}
    for result in results:
        iterations = [value for fork in result["primaryMetric"]["rawData"] for value in fork]
        times[int(result["params"][varied])] = statistics.median(iterations) / int(result["params"]["lanes"])
    return times


def svg(measured):
    """One panel a series, both axes logarithmic."""
    width, height, margin = 300, 220, 46
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * len(measured)} {height}" font-family="sans-serif" '
        f'font-size="11"><rect width="100%" height="100%" fill="white"/>'
    ]
    low = min(math.log10(t) for times in measured.values() for t in times.values()) - 0.1
    high = max(math.log10(t) for times in measured.values() for t in times.values()) + 0.1
    for index, (name, times) in enumerate(measured.items()):
        left = index * width + margin
        keys = sorted(times)
        first, last = math.log2(keys[0]), math.log2(keys[-1])
        points = []
        for key in keys:
            x = left + (math.log2(key) - first) / (last - first) * (width - margin - 20)
            y = height - 36 - (math.log10(times[key]) - low) / (high - low) * (height - 70)
            points.append((x, y))
            parts.append(f'<text x="{x:.1f}" y="{height - 18}" text-anchor="middle">{key}</text>')
            parts.append(f'<text x="{x:.1f}" y="{y - 7:.1f}" text-anchor="middle">{times[key] / 1000:.1f}</text>')
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1f6feb"/>')
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="#1f6feb"/>')
        parts.append(f'<text x="{left - 20}" y="18" font-weight="bold">{name}</text>')
    parts.append("</svg>\n")
    return "".join(parts)


def main():
    parser = argparse.ArgumentParser(description="growth of a trial-step")
    parser.add_argument("--write", metavar="DOCUMENT")
    parser.add_argument("--image", metavar="SVG")
    args = parser.parse_args()
    measured = {name: measure(*series) for name, series in SERIES.items()}
    lines = [f"{processor()}, one thread; {java_version()}; revision {revision()}. Milliseconds a trial-step.", ""]
    for name, times in measured.items():
        lines.append(f"- {name}: " + ", ".join(f"{key}: {time / 1000:.2f}" for key, time in sorted(times.items())))
    text = "\n".join(lines)
    print(text)
    if args.image:
        pathlib.Path(args.image).write_text(svg(measured))
    if args.write:
        write(args.write, text, BEGIN, END)


if __name__ == "__main__":
    main()
