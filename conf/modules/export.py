"""Exports the modules of conf/torchscript.yaml: python conf/modules/export.py conf/modules (torch 2.x)."""

import sys
from pathlib import Path

import torch
from torch import nn


class Pooled(nn.Module):
    """Two hidden layers on digits of which every 4 by 4 pixels are one."""

    def __init__(self, width: int):
        super().__init__()
        self.pool = nn.AvgPool2d(4)
        self.fc_1 = nn.Linear(49, width)
        self.fc_2 = nn.Linear(width, width)
        self.readout = nn.Linear(width, 10)

    def forward(self, images):  # [batch, 1, 28, 28]
        x = self.pool(images).flatten(1)
        x = torch.relu(self.fc_1(x))
        x = torch.relu(self.fc_2(x))
        return self.readout(x)  # [batch, 10]


for width in (8, 16, 32):
    torch.manual_seed(width)
    torch.jit.save(torch.jit.script(Pooled(width).eval()), Path(sys.argv[1]) / f"pooled{width}.pt")
