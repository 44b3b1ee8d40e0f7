"""Which pairs of names are compared: no pair of a block that may be one is ruled out unseen."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.link.blocks import BLOCK, find_pairs
from tellings.link.compare import may_be_one
from tellings.link.forms import Form, Forms
from tellings.model import NameKind

GIVEN = [
    "Ana",
    "Anna",
    "Hanna",
    "A",
    "Bob",
    "Robert",
    "Jean Claude",
    "Jeanclaude",
    "JC",
    "Xu",
    "Hsü",
    "Mohammed",
    "Muhamad",
]
SURNAMES = [
    "Brel",
    "Brell",
    "Prel",
    "Brel-Dorn",
    "Brehl",
    "Brela",
    "Brolo",
    "Брель",
    "al-Brel",
    "O'Brel",
    "Bral",
    "Brul",
]
BODIES = [
    "Ostrel Rowers",
    "Rowers",
    "Ostrel Rowing Club",
    "ORC",
    "Ostrel Rowing",
    "Rowing Club of Ostrel",
    "Ostrel Row",
]


def forms_of(kind: NameKind, names: list[str]) -> Forms:
    forms = Forms({})
    forms.update({(kind, name.casefold(), ""): Form(kind, name) for name in names})
    return forms.in_order()


def pairs_of(forms: Forms) -> set[tuple[str, str]]:
    return {(forms[one].words, forms[other].words) for one, other in find_pairs(forms)}


def allowed(forms: Forms) -> set[tuple[str, str]]:
    """What comparing every pair one by one would leave."""
    words = [(form.words, form.kind) for form in forms.values()]
    return {(a, b) for (a, kind), (b, _) in combinations(words, 2) if may_be_one(a, b, kind)}


@settings(max_examples=60)
@given(st.sets(st.tuples(st.sampled_from(GIVEN), st.sampled_from(SURNAMES)), min_size=8, max_size=30))
def test_a_block_rules_out_no_persons_that_may_be_one(names: set[tuple[str, str]]) -> None:
    # "Zzz" makes all of them one block
    forms = forms_of("person", [f"{given} Zzz {surname}" for given, surname in sorted(names)])
    assert pairs_of(forms) == allowed(forms)


def test_a_block_rules_out_no_bodies_that_may_be_one() -> None:
    forms = forms_of("body", [f"{name} Zzz" for name in BODIES] + ["Harbour Zzz", "Zzz Mills", "Zzz Quarry"])
    assert pairs_of(forms) == allowed(forms)


def test_where_many_share_a_part_two_shared_parts_are_asked_for() -> None:
    many = [
        f"{first}{second}ra Brel" for first in "BDGKLMNPRST" for second in ("a", "al", "or", "et", "un", "is", "om")
    ]
    assert len(many) > BLOCK
    found = pairs_of(forms_of("person", [*many, "Viktor Adam Brel", "Viktor A. Brel"]))
    assert ("Viktor A. Brel", "Viktor Adam Brel") in found


def test_names_alone_and_other_kinds_are_no_pairs() -> None:
    forms = forms_of("person", ["Brel", "Brell"])
    forms.update(forms_of("body", ["Brel Mills"]))
    forms.update(forms_of("person", ["Ana Brel"]))
    assert pairs_of(forms.in_order()) == set()
