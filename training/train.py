"""Training: windows that start elsewhere in each epoch, one loss for tags and pointers, an average of the weights."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from examples import Example
from model import Tagger
from torch import Tensor, nn
from windows import IGNORED, WINDOW, cut, pad

SEED, BATCH, WARM_UP, DECAY = 7, 16, 0.06, 0.998
BODY, HEADS = 2.5e-4, 1e-3
SHORTEST = 40


def batches(examples: list[Example]) -> Iterator[dict[str, Tensor]]:
    """One epoch: windows that start elsewhere each time, like lengths together so that little is padding."""
    parts = []
    for example in examples:
        at, n = -random.randrange(WINDOW - 2 - SHORTEST), len(example.pieces.ids)
        while at < n:
            parts.append((example, max(0, at), min(n, at + WINDOW - 2)))
            at += WINDOW - 2
    random.shuffle(parts)
    chunks = []
    for i in range(0, len(parts), BATCH * 20):
        some = sorted(parts[i : i + BATCH * 20], key=lambda part: part[2] - part[1])
        chunks += [some[j : j + BATCH] for j in range(0, len(some), BATCH)]
    random.shuffle(chunks)
    for chunk in chunks:
        yield {name: torch.from_numpy(array) for name, array in pad([cut(*part) for part in chunk]).items()}


def losses(model: Tagger, batch: dict[str, Tensor]) -> list[Tensor]:
    """Of tags, of a content's cue, of the first and the last piece of a cue's source."""
    entropy = nn.CrossEntropyLoss(ignore_index=IGNORED)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, pointers = model(batch["ids"], batch["features"], batch["mask"])
    tags, pointers = tags.float(), pointers.float()
    out = [entropy(tags.flatten(0, 1), batch["tags"].flatten())]
    if (batch["owner"] >= 0).any():
        out.append(entropy(pointers[:, 0].flatten(0, 1), batch["owner"].flatten()))
    cues = batch["cues"]
    if (cues >= 0).any():
        at = cues[:, :, 0].clamp(min=0)[:, :, None].expand(-1, -1, tags.shape[1])
        for end in (1, 2):
            out.append(entropy(pointers[:, end].gather(1, at).flatten(0, 1), cues[:, :, end].flatten()))
    return out


def train(examples: list[Example], encoder: str, out: Path, epochs: int) -> None:
    """Train and write the running average of the weights to `out` after each epoch."""
    random.seed(SEED)
    np.random.seed(SEED)
    torch.manual_seed(SEED)
    model = Tagger(encoder)
    average = copy.deepcopy(model).eval()
    named = list(model.named_parameters())
    groups = [
        {"params": [p for n, p in named if n.startswith("bert")], "lr": BODY},
        {"params": [p for n, p in named if not n.startswith("bert")], "lr": HEADS},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    windows = sum(len(one.pieces.ids) / (WINDOW - 2) + 0.5 for one in examples)
    steps = round(epochs * windows / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / (WARM_UP * steps)) * max(0.01, 1 - step / steps)
    )
    step, started, seen = 0, time.time(), np.zeros(4)
    for epoch in range(epochs):
        model.train()
        for batch in batches(examples):
            parts = losses(model, batch)
            loss = parts[0] + 0.2 * sum(parts[1:])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            keep = min(DECAY, step / (step + 20))
            with torch.no_grad():
                for kept, new in zip(average.parameters(), model.parameters(), strict=True):
                    kept.lerp_(new, 1 - keep)
            values = np.array([part.item() for part in parts] + [0.0] * (4 - len(parts)))
            seen = 0.98 * seen + 0.02 * values
            if step % 20 == 0:
                shown = np.round(seen / (1 - 0.98**step), 4)
                print(f"epoch {epoch} step {step}/{steps} {time.time() - started:.0f} s loss {shown}", flush=True)
        torch.save(average.state_dict(), out)
