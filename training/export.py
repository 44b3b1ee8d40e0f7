"""The trained tagger as int8 ONNX.

Windows come without padding, so the model takes no mask. What `tellings.mark.tagger.Scores` holds is worked out
inside, so that little leaves it. Weights are quantised per channel; without that words F1 falls by half a point.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from model import Tagger
from onnxruntime.quantization import QuantType, quant_pre_process, quantize_dynamic
from torch import Tensor, nn
from windows import WINDOW

from tellings.mark.tagger import CUES

NAMES = ("tags", "cues", "cue_odds", "first", "last")


class Shipped(nn.Module):
    """(ids (b, n), features (b, n, 6)) to the arrays of `NAMES`; places count in the window, 0 for none."""

    def __init__(self, tagger: Tagger) -> None:
        """Wrap a trained tagger."""
        super().__init__()
        self.tagger = tagger
        # worked out once for the longest window: looking it up piece by piece took a fourteenth of a window's time
        self.register_buffer("near", tagger.nearness(WINDOW).detach())

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        """See the class."""
        n = ids.shape[1]
        tags, pointers = self.tagger(ids, features, None, self.near[:, :n, :n])
        odds, cues = pointers[:, 0].softmax(-1).topk(CUES, dim=-1)
        return tags.softmax(-1), cues, odds, pointers[:, 1].argmax(-1), pointers[:, 2].argmax(-1)


def export(weights: Path, encoder: str, out: Path) -> None:
    """Write the shipped model."""
    tagger = Tagger(encoder)
    tagger.load_state_dict(torch.load(weights))
    example = (torch.randint(1000, 20000, (2, 60)), torch.zeros(2, 60, 6, dtype=torch.long))
    axes = {0: "windows", 1: "pieces"}
    with tempfile.TemporaryDirectory() as work:
        plain, folded = Path(work) / "plain.onnx", Path(work) / "folded.onnx"
        torch.onnx.export(
            Shipped(tagger).eval(),
            example,
            str(plain),
            input_names=["ids", "features"],
            output_names=list(NAMES),
            dynamic_axes=dict.fromkeys(("ids", "features", *NAMES), axes),
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(folded), skip_symbolic_shape=True)
        quantize_dynamic(str(folded), str(out), per_channel=True, weight_type=QuantType.QInt8)
    onnx.checker.check_model(str(out))
