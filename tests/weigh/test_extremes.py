"""What nobody wrote for us: one article, none alike, far too many, without names, days and units."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.link.claims import find_claims
from tellings.link.measures import find_measures
from tellings.link.origins import find_origins
from tellings.model import Article, Claim, Finding, Marks, Origin
from tellings.weigh.findings import find_findings
from tests.made import article, figure, marks, statement, view

Marked = tuple[Article, Marks]
TOLL = "Ivo Drenn said {} divers of the Ostrel harbour guard had drowned in the storm."
CALM = "Ivo Drenn said the Ostrel harbour guard had lost no boat in the storm."


def told(number: int, *, outlet: str = "", published: str = "", more: str = "") -> Marked:
    text = f"{TOLL.format(number)} {more}".strip()
    one = article(text, outlet=outlet, published=published, path=f"{outlet}{number}{published}{len(more)}.txt")
    said = statement(one, text[len("Ivo Drenn said ") : text.index("storm") + 5], "Ivo Drenn", cue="said")
    dead = figure(one, str(number), number, number, counted="divers", state="drown")
    return one, marks(one, statements=[said], figures=[dead], names=[("Ivo Drenn", "person"), ("Ostrel", "place")])


def weighed(pairs: Sequence[Marked]) -> tuple[tuple[Claim, ...], tuple[Origin, ...], tuple[Finding, ...]]:
    story = view(*pairs)
    claims = find_claims(story)
    origins = find_origins(story, claims)
    return claims, origins, find_findings(story, find_measures(story), claims, origins)


def test_one_article_has_nothing_to_be_held_against() -> None:
    claims, _, findings = weighed([told(12, more="Others spoke of 30 divers. “We will find them,” he said.")])
    assert (claims, findings) == ((), ())


def test_two_articles_that_share_nothing_find_nothing() -> None:
    other = article("A bakery in Vell won a prize for bread.")
    assert weighed([told(12), (other, marks(other, names=[("Vell", "place")]))]) == ((), (), ())


def test_the_same_article_fifty_times_disagrees_with_nobody() -> None:
    text = f"{TOLL.format(12)} “We will find all of them,” he said."
    copies = [article(text, outlet=f"Paper {number}", published="2025-03-14") for number in range(50)]
    _, origins, findings = weighed([(one, marks(one, names=[("Ivo Drenn", "person")])) for one in copies])
    assert {finding.kind for finding in findings} <= {"echo"}
    assert len({passage.article for passage in origins[0].passages}) == 50


def test_outlets_without_a_name_are_as_many_as_their_articles() -> None:
    pairs = [told(12, published=f"2025-03-1{day}") for day in (4, 5, 6)]
    echoes = [finding for finding in weighed(pairs)[2] if finding.kind == "echo"]
    assert [finding.reason["outlets"] for finding in echoes] == [3]


def test_without_days_nothing_supersedes_but_two_figures_still_differ() -> None:
    findings = weighed([told(12, outlet="The Vell Post"), told(90, outlet="Ostrel Today")])[2]
    kinds = {finding.kind for finding in findings}
    assert "dispute" in kinds and "update" not in kinds


def test_figures_without_a_unit_or_a_thing_are_not_compared() -> None:
    pairs = []
    for number in (12, 90):
        one = article(f"The harbour of Ostrel spoke of {number} that day.", outlet=f"Paper {number}")
        pairs.append((one, marks(one, figures=[figure(one, str(number), number, number, unit="", counted="")])))
    assert weighed(pairs)[2] == ()


def test_two_thousand_articles_end_and_find_what_four_of_them_find() -> None:
    few = [
        told(number, outlet=outlet, published="2025-03-14", more=f"{CALM} The mayor of Vell thanked {outlet}.")
        for outlet, number in (("Paper A", 12), ("Paper B", 12), ("Paper C", 90), ("Paper D", 90))
    ]
    many = few + [
        told(number, outlet=f"Paper {at}", published="2025-03-14", more=f"{CALM} The mayor of Vell thanked all {at}.")
        for at in range(998)
        for number in (12, 90)
    ]
    claims, origins, findings = weighed(few)
    more_claims, more_origins, more_findings = weighed(many)
    assert {claim.label for claim in claims} <= {claim.label for claim in more_claims}
    assert {origin.who for origin in origins} == {origin.who for origin in more_origins}
    assert {(one.kind, one.about) for one in findings if one.kind == "dispute"} == {
        (one.kind, one.about) for one in more_findings if one.kind == "dispute"
    }
    assert any(len({voice.passage.article for voice in claim.voices}) == len(many) for claim in more_claims)
