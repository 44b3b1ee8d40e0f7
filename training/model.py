"""The tagger: a small encoder, a tag for each piece, and pointers from content to cue and from cue to source."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

from tellings.mark.pieces import FEATURES, TAGS

POINTER = 128
# Distances are told apart exactly near by, and by powers of about 1.5 further away.
FAR = 16
POINTERS = ("cue", "first", "last")


class Tagger(nn.Module):
    """(ids, features, mask or None) of shape (b, n), (b, n, 6), (b, n) to (tags (b, n, 7), pointers (b, 3, n, n)).

    `pointers[:, 0]` scores each piece's cue, `[:, 1]` and `[:, 2]` the first and last piece of a cue's source; piece 0
    of a window means none.
    """

    def __init__(self, encoder: str) -> None:
        """Build the layers."""
        super().__init__()
        # without dropout in attention, whose random numbers took a third of the time
        self.bert = BertModel.from_pretrained(
            encoder, add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        size = self.bert.config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(values, size) for values in FEATURES.values())
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(size, len(TAGS))
        self.asks = nn.Linear(size, POINTER * len(POINTERS))
        self.answers = nn.Linear(size, POINTER * len(POINTERS))
        self.distance = nn.Parameter(torch.zeros(len(POINTERS), 2 * FAR + 1))

    def forward(
        self, ids: Tensor, features: Tensor, mask: Tensor | None, near: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Scores; see the class. `near`: what `nearness` gives, where it is known."""
        known = sum(table(features[:, :, i]) for i, table in enumerate(self.features))
        embedded = self.bert.embeddings.word_embeddings(ids) + known
        hidden = self.drop(self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state)
        b, n = ids.shape
        asks = self.asks(hidden).view(b, n, len(POINTERS), POINTER).transpose(1, 2)
        answers = self.answers(hidden).view(b, n, len(POINTERS), POINTER).transpose(1, 2)
        scores = torch.matmul(asks, answers.transpose(2, 3)) * POINTER**-0.5
        scores = scores + (self.nearness(n) if near is None else near)
        if mask is not None:
            scores = scores + (1 - mask[:, None, None, :].float()) * -1e4
        return self.tags(hidden), scores

    def nearness(self, n: int) -> Tensor:
        """What the distance from asking to answering piece adds to a pointer's score, (3, n, n)."""
        at = torch.arange(n, device=self.distance.device)
        apart = at[None, :] - at[:, None]
        bucket = torch.sign(apart) * (torch.log2(apart.abs().float() + 1) * 1.8).long().clamp(max=FAR) + FAR
        return self.distance[:, bucket]
