#!/usr/bin/env python3
"""Prints what the studies of conf/studies and conf/batch-size.yaml came to, as tables.

    for study in conf/batch-size.yaml conf/studies/*.yaml; do bin/musweep run "$study"; done
    python3 benchmarks/studies.py [--output out] [--write docs/studies.md]

Reads `selection.json`, `transfer.json` and `wide/result.json` of each study's run; studies that were not run are left out. A run
whose transfer check failed stops before the wide run: `bin/musweep train` trains it all the same. `--write` replaces the
tables between the markers of a document.
"""

import argparse
import json
import math
import pathlib

from compare import java_version, processor, revision, write

BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
CHECKS = {"check": "width", "depthCheck": "depth", "batchSizeCheck": "batch size"}
STUDIES = [
    "study-width",
    "study-width-standard",
    "study-depth",
    "batch-size",
    "study-duration",
    "study-adamw",
    "study-muon",
    "study-epsilon-constant",
    "study-epsilon-per-class",
    "study-weight-decay-independent",
    "study-weight-decay-constant",
    "study-weight-decay-square-root",
]


def loss(rate):
    mean = f"{rate['mean']:.3f}" if isinstance(rate["mean"], float) else "–"
    return mean + (f" ({rate['diverged']} diverged)" if rate["diverged"] else "")


def optimum(size):
    drift = size["drift"]
    return f"{drift['octaves']:+.2f}" if "octaves" in drift else drift["unknown"]


def regret(size):
    value = size["regret"]
    known = isinstance(value["low"], float) and isinstance(value["high"], float)
    return f"{value['mean']:.3f}" + (f" ({value['low']:.3f} to {value['high']:.3f})" if known else "")


def laws(check, noise, beta=0.9):
    """What laws of the batch size say of the best learning rate, against what was measured. `beta`: AdamW's beta1."""
    sizes = [size["width"] for size in check["widths"]]
    best = {size["width"]: size["drift"].get("octaves") for size in check["widths"]}
    base = sizes[0]

    def sign(batch, times=1):
        return math.sqrt((1 + noise / (times * base)) / (1 + noise / (times * batch)))

    average = (1 + beta) / (1 - beta)
    rows = {
        "measured": lambda b: sign(b, average) * 2 ** (best[b] - best[base]),
        "`noise-scale`: 1/√(1 + B_noise/B), B counted (1 + β₁)/(1 − β₁) times": lambda b: sign(b, average),
        "the same, B as it is": sign,
        "`diffusion`: √B": lambda b: math.sqrt(b / base),
    }
    lines = ["| best learning rate, times that at %d | " % base + " | ".join(f"B = {b}" for b in sizes[1:]) + " |", "|---|" + "---|" * len(sizes[1:])]
    for name, law in rows.items():
        lines.append(f"| {name} | " + " | ".join(f"{law(b):.2f}" for b in sizes[1:]) + " |")
    return lines


def table(axis, check):
    factors = sorted({rate["factor"] for size in check["widths"] for rate in size["rates"]})
    lines = [
        f"| {axis} | " + " | ".join(f"rate × {factor:g}" for factor in factors) + " | regret (95 %) | best rate, octaves away |",
        "|---|" + "---|" * (len(factors) + 2),
    ]
    for size in check["widths"]:
        rates = {rate["factor"]: loss(rate) for rate in size["rates"]}
        cells = [str(size["width"])] + [rates.get(factor, "–") for factor in factors]
        lines.append("| " + " | ".join(cells + [regret(size), optimum(size)]) + " |")
    return lines


def study(folder):
    selection = json.loads((folder / "selection.json").read_text())
    transfer = json.loads((folder / "transfer.json").read_text())
    plan = transfer["plan"]
    lines = [f"### {folder.parent.name}", ""]
    chosen = ", ".join(
        f"{setting['name']} {setting['value']:.4g}" if isinstance(setting["value"], float) else f"{setting['name']} {setting['value']}"
        for setting in plan["settings"]
    )
    lines.append(f"Settings of the wide run: {chosen}; chosen among {len(selection['finalists'])} finalists.")
    if "noiseScale" in selection:
        lines.append(f"Noise scale that the finalists measured: {selection['noiseScale']:.1f} windows.")
    for key, axis in CHECKS.items():
        if key in transfer and len(transfer[key]["widths"]) > 1:
            check = transfer[key]
            lines += ["", *table(axis, check), "", f"Over {axis}: **{check['verdict']}**. " + "; ".join(check["reasons"]) + "."]
    batches = transfer.get("batchSizeCheck")
    if batches and "noiseScale" in selection and all("octaves" in size["drift"] for size in batches["widths"]):
        lines += ["", *laws(batches, selection["noiseScale"])]
    result = folder / "wide/result.json"
    if result.exists():
        wide = json.loads(result.read_text())
        lines += ["", f"Wide run (width {plan['targetWidth']}, depth {plan['depth']}, batches of {plan['batchSize']}): {wide['validation-loss']:.3f}."]
    return lines


def main():
    parser = argparse.ArgumentParser(description="the results of the studies as tables")
    parser.add_argument("--output", default="out", help="the folder with the studies' runs")
    parser.add_argument("--write", metavar="DOCUMENT")
    args = parser.parse_args()
    folders = [pathlib.Path(args.output) / name / "main" for name in STUDIES]
    found = [folder for folder in folders if (folder / "transfer.json").exists()]
    if not found:
        raise SystemExit(f"No study has been run in '{args.output}'.")
    lines = [f"{processor()}; {java_version()}; revision {revision()}. Losses in nats, means over three seeds."]
    for folder in found:
        lines += ["", *study(folder)]
    text = "\n".join(lines)
    print(text)
    if args.write:
        write(pathlib.Path(args.write), text, BEGIN, END)


if __name__ == "__main__":
    main()
