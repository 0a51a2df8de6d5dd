#!/usr/bin/env python3
"""The peer: PyTorch eager, one model at a time, torch.optim.AdamW, as most people train the models of a sweep.

    python3 -m venv peer && peer/bin/pip install torch==2.13.0 numpy
    peer/bin/python benchmarks/peer.py step gpt 64 --threads 1 --seconds 5
    peer/bin/python benchmarks/peer.py sweep --trials 48 --steps 400 --processes 2

`step` prints the median time of one training step of one model. `sweep` trains many models, each in turn, over a
number of processes of one thread each, and prints how long it took. Both print one JSON object.

Models: `mlp` is 784-n-n-10 with ReLU and batches of 64; `gpt` is a decoder of two blocks with heads of 16, layer
normalization before each sublayer, GELU, a feed-forward layer of four widths, learned positions, a readout without
bias, a vocabulary of 80, 64 tokens of context and batches of 8.
"""

import argparse
import json
import multiprocessing
import statistics
import time

VOCABULARY = 80
CONTEXT = 64
BLOCKS = 2
HEAD = 16
GPT_BATCH = 8
MLP_BATCH = 64


def build(family, width):
    import torch
    from torch import nn
    from torch.nn import functional

    class Attention(nn.Module):
        def __init__(self):
            super().__init__()
            self.heads = max(1, width // HEAD)
            self.project = nn.Linear(width, 3 * width)
            self.out = nn.Linear(width, width)

        def forward(self, x):
            batch, length, _ = x.shape
            parts = self.project(x).view(batch, length, 3, self.heads, width // self.heads)
            q, k, v = parts.permute(2, 0, 3, 1, 4)
            mixed = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
            return self.out(mixed.transpose(1, 2).reshape(batch, length, width))

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
            self.attention = Attention()
            self.feed_forward = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

        def forward(self, x):
            x = x + self.attention(self.first(x))
            return x + self.feed_forward(self.second(x))

    class Gpt(nn.Module):
        def __init__(self):
            super().__init__()
            self.tokens = nn.Embedding(VOCABULARY, width)
            self.positions = nn.Embedding(CONTEXT, width)
            self.blocks = nn.Sequential(*(Block() for _ in range(BLOCKS)))
            self.norm = nn.LayerNorm(width)
            self.readout = nn.Linear(width, VOCABULARY, bias=False)

        def forward(self, x):
            x = self.blocks(self.tokens(x) + self.positions.weight)
            return self.readout(self.norm(x)).flatten(0, 1)

    if family == "mlp":
        model = nn.Sequential(
            nn.Linear(784, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 10)
        )
        inputs, targets = torch.randn(MLP_BATCH, 784), torch.randint(0, 10, (MLP_BATCH,))
    else:
        model = Gpt()
        window = torch.randint(0, VOCABULARY, (GPT_BATCH, CONTEXT + 1))
        inputs, targets = window[:, :-1], window[:, 1:].flatten()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)

    def step():
        loss = functional.cross_entropy(model(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss

    return step


def product_rate():
    """GFLOP/s of a 2048 x 2048 float32 matrix product."""
    import torch

    a = torch.randn(2048, 2048)
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        a @ a
        best = min(best, time.perf_counter() - start)
    return 2 * 2048**3 / best / 1e9


def measure_step(args):
    import torch

    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    rate = product_rate()
    step = build(args.family, args.width)
    for _ in range(5):
        step()
    windows, end = [], time.perf_counter() + args.seconds
    while time.perf_counter() < end or len(windows) < 5:
        start = time.perf_counter()
        for _ in range(5):
            loss = step()
        loss.item()
        windows.append((time.perf_counter() - start) / 5)
    return {
        "torch": torch.__version__,
        "family": args.family,
        "width": args.width,
        "microseconds": statistics.median(windows) * 1e6,
        "product_gflops": rate,
    }


def train(task):
    import torch

    family, width, steps, seed = task
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    step = build(family, width)
    for _ in range(steps):
        loss = step()
    return loss.item()


def measure_sweep(args):
    tasks = [(args.family, args.width, args.steps, seed) for seed in range(args.trials)]
    start = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(args.processes) as pool:
        pool.map(train, tasks, chunksize=1)
    return {
        "family": args.family,
        "width": args.width,
        "trials": args.trials,
        "steps": args.steps,
        "processes": args.processes,
        "seconds": time.perf_counter() - start,
    }


def main():
    parser = argparse.ArgumentParser(description="what the same training costs in PyTorch")
    commands = parser.add_subparsers(dest="command", required=True)
    step = commands.add_parser("step")
    step.add_argument("family", choices=["mlp", "gpt"])
    step.add_argument("width", type=int)
    step.add_argument("--threads", type=int, default=1)
    step.add_argument("--seconds", type=float, default=5)
    sweep = commands.add_parser("sweep")
    sweep.add_argument("--family", choices=["mlp", "gpt"], default="gpt")
    sweep.add_argument("--width", type=int, default=64)
    sweep.add_argument("--trials", type=int, default=48)
    sweep.add_argument("--steps", type=int, default=400)
    sweep.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    print(json.dumps(measure_step(args) if args.command == "step" else measure_sweep(args)))


if __name__ == "__main__":
    main()
