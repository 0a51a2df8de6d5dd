"""Exports the modules of this folder: python export.py FOLDER (torch 2.x)."""

import sys
from pathlib import Path

import torch
from torch import nn


class Net(nn.Module):
    """An MLP of 9 features and 4 classes, the layers named as the built-in one names them."""

    def __init__(self, width: int):
        super().__init__()
        self.fc_1 = nn.Linear(9, width)
        self.fc_2 = nn.Linear(width, width)
        self.readout = nn.Linear(width, 4)

    def forward(self, x):
        return self.readout(torch.relu(self.fc_2(torch.relu(self.fc_1(x)))))


class Text(nn.Module):
    """A causal model of 11 tokens: a running sum, and blocks that are normalized before."""

    def __init__(self, width: int):
        super().__init__()
        self.emb = nn.Embedding(11, width)
        self.blocks = nn.ModuleList(
            nn.Sequential(
                nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)
            )
            for _ in range(2)
        )
        self.out = nn.Linear(width, 11, bias=False)

    def forward(self, tokens):
        x = self.emb(tokens)
        x = x + 0.25 * torch.cumsum(x, 1)
        for block in self.blocks:
            x = x + block(x)
        return self.out(x)


class Tied(nn.Module):
    """A readout that is the table of embeddings."""

    def __init__(self, width: int):
        super().__init__()
        self.emb = nn.Embedding(11, width)
        self.out = nn.Linear(width, 11, bias=False)
        self.out.weight = self.emb.weight

    def forward(self, tokens):
        return self.out(self.emb(tokens))


class Positions(nn.Module):
    """A table that no layer says is one."""

    def __init__(self, width: int):
        super().__init__()
        self.positions = nn.Parameter(torch.randn(6, width))
        self.emb = nn.Embedding(11, width)
        self.out = nn.Linear(width, 11)

    def forward(self, tokens):
        return self.out(self.emb(tokens) + self.positions)


def main(folder: Path) -> None:
    for width in (8, 16, 32):
        torch.manual_seed(width)
        torch.jit.save(torch.jit.script(Net(width)), folder / f"net{width}.pt")
        traced = torch.jit.trace(Text(width), torch.zeros(2, 5, dtype=torch.long))
        torch.jit.save(traced, folder / f"text{width}.pt")
    torch.jit.save(torch.jit.script(nn.Sequential(nn.Linear(9, 8), nn.Tanh(), nn.Linear(8, 4))), folder / "sequence.pt")
    torch.jit.save(torch.jit.script(Tied(8)), folder / "tied.pt")
    for width in (8, 16):
        torch.jit.save(torch.jit.script(Positions(width)), folder / f"positions{width}.pt")
    dropout = nn.Sequential(nn.Linear(9, 8), nn.Dropout(0.5), nn.Linear(8, 4))
    torch.jit.save(torch.jit.script(dropout), folder / "dropout.pt")
    torch.jit.save(torch.jit.script(dropout.eval()), folder / "dropout-eval.pt")
    torch.save(Net(8).state_dict(), folder / "state.pt")


main(Path(sys.argv[1]))
