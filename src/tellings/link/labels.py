"""Labels of measures: the shortest phrase that tells a reader what is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tellings.grammar.units import is_money
from tellings.lexicon import table
from tellings.link.traits import Traits
from tellings.model import Measure


def label_of(counted: str, traits: Traits, unit: str, place: str) -> str:
    """ "North Korean troops in Russia", "people killed", "distance from Paris", "bid (USD)", "truck (weight)"."""
    label = _of_measure(counted, traits, unit) if traits.kind != "count" else _of_count(counted, traits, place)
    return f"{label} planned" if traits.planned else label


def told_apart(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures, with the place in labels that several of them have."""
    labels = Counter(measure.label for measure in measures)
    return tuple(
        replace(measure, label=_placed(measure.label, measure.place)) if labels[measure.label] > 1 else measure
        for measure in measures
    )


def _of_count(counted: str, traits: Traits, place: str) -> str:
    """What is counted with its state; where nothing names it, what is said of it."""
    words: Mapping[str, str] = table("measures")["labels"]
    state = traits.state
    label = counted
    if state in words and _is_state(label) and label.lower() not in ("toll", "death toll", "casualties"):
        label = "people"
    label = label or ("people" if traits.head == "person" else "")
    last = label.lower().rpartition(" ")[2]
    nouns = (*table("counted")["state_words"], *table("counted")["event_nouns"], "bodies", "fatalities", "survivors")
    tells_state = last in nouns
    carried = state in ("aboard", "licensed") and traits.head not in ("person", "crew", "child")
    if state in words and not carried and not tells_state and words[state] not in label.lower().split():
        return f"{label} {words[state]}".strip() if label else f"number {words[state]}"
    if label and place and place not in label and state == "present":
        return f"{label} in {place}"
    verb = traits.verb or state
    return label or (f"number ({verb})" if verb else "number")


def _of_measure(counted: str, traits: Traits, unit: str) -> str:
    """What is measured and by which dimension, or the currency of money."""
    kinds: Mapping[str, str] = table("measures")["dimensions"]
    kind = unit if is_money(unit) else kinds.get(traits.kind, unit)
    first = counted.lower().split()[0] if counted else ""
    if traits.head == "distance" or (traits.kind == "length" and first in ("from", "behind", "off", "away")):
        return f"distance {counted}"
    if first in ("after", "before", "ahead"):
        return f"{kind} {counted}" if " " in counted else kind
    if first in ("later", "earlier"):
        verb = traits.verb or traits.state
        return f"{kind} ({verb})" if verb else kind
    if not counted:
        verb = traits.verb or traits.state
        name = f"amount ({unit})" if is_money(unit) else kind
        return f"{name} ({verb})" if verb else name
    return counted if kind in counted.lower().split() else f"{counted} ({kind})"


def _is_state(words: str) -> bool:
    """Whether a phrase names only a state: "dead", "the injured"."""
    return words.lower().removeprefix("the ") in table("counted")["state_words"]


def _placed(label: str, place: str) -> str:
    """A label with its place, before what marks it as planned."""
    if not place or place in label:
        return label
    planned = " planned" if label.endswith(" planned") else ""
    return f"{label.removesuffix(planned)} in {place}{planned}"
