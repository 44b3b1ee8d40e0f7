"""What an article changed silently is found, with the words of both versions; what it rewrote or added is not."""

import pytest

from tellings.model import Finding, Record, Story
from tellings.weigh.versions import Version, weigh_versions, with_versions
from tests.made import article, figure, marks

SAID = "The ferry ran aground off Ostrel and 12 people were hurt. “We did not see the rock,” Ana Brel said on Friday."


def version(text: str, number: str = "12", name: str = "Ana Brel") -> Version:
    one = article(text, outlet="Tarsk Today", published="2025-03-14", path="https://tarsk.example/a")
    figures = [figure(one, number, float(number), float(number), counted="people")] if number in text else []
    return one, marks(one, figures=figures, names=[(name, "person")] if name in text else [])


def found(new: Version, old: str = SAID) -> list[Finding]:
    return list(weigh_versions("s", version(old), new))


@pytest.mark.parametrize(
    ("new", "what", "values"),
    [
        (version(SAID.replace("12", "19"), "19"), "figure", ["12", "19"]),
        (version(SAID.replace("Ana", "Eva"), name="Eva Brel"), "name", ["Ana Brel", "Eva Brel"]),
        (version(SAID.replace("did not see", "saw")), "quotation", ["We did not see the rock,", "We saw the rock,"]),
    ],
)
def test_what_changed_is_told_with_both_wordings(new: Version, what: str, values: list[str]) -> None:
    (finding,) = found(new)
    assert (finding.kind, finding.reason["relation"], finding.reason["what"]) == ("update", "version", what)
    assert [account.value for account in finding.accounts] == values
    assert len({account.passage.article for account in finding.accounts}) == 2


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        SAID.replace("ran aground", "struck a rock"),
        SAID + " Its owner promised to pay.",
        "Its owner promised to pay. " + SAID,
        SAID.partition(". ")[0] + ".",
        "Nothing of the sort happened at all near Tarsk that day. Nobody there had seen 19 ships.",
    ],
)
def test_what_was_added_cut_or_reworded_is_no_change_of_facts(text: str) -> None:
    assert found(version(text)) == []


def test_a_figure_inside_a_quotation_is_told_once() -> None:
    old = "The captain was clear about it: “We counted 12 people hurt on board,” she said."
    assert [one.reason["what"] for one in found(version(old.replace("12", "19"), "19"), old)] == ["figure"]


def test_findings_of_versions_are_ranked_with_the_others_and_made_once() -> None:
    old, new = version(SAID), version(SAID.replace("12", "19"), "19")
    story = Story("s", "Ferry", (new[0].id,))
    others = tuple(
        Finding(key, "gap", "s", "", (), rank=rank, score=score) for rank, key, score in ((1, "a", 0.9), (2, "b", 0.1))
    )
    record = Record({new[0].id: new[0]}, {new[0].id: new[1]}, (story,), findings=others)
    versions = {new[0].id: [old, new]}
    once = with_versions(record, versions)
    assert [(one.rank, one.kind) for one in once.findings] == [(1, "gap"), (2, "update"), (3, "gap")]
    assert once.former == {old[0].id: old[0]}
    assert with_versions(once, versions) == once
