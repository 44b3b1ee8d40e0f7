from dataclasses import replace

from tellings.model import Article, Event, Finding, Marks
from tellings.weigh.actors import weigh_actors
from tests.made import article, marks, span, view


def told(number: int, text: str, *actors: str) -> tuple[Article, Marks]:
    one = article(text, outlet=f"Outlet {number}")
    event = Event(span(one, "condemned"), "condemn", actors=tuple(span(one, words) for words in actors))
    return one, replace(marks(one), events=(event,))


def found(*pairs: tuple[Article, Marks]) -> list[Finding]:
    return list(weigh_actors(view(*pairs)))


def test_lists_that_differ_name_who_stands_in_only_some() -> None:
    (finding,) = found(
        told(1, "Chile, Peru and Norway condemned the raid.", "Chile", "Peru", "Norway"),
        told(2, "Chile and Peru condemned the raid on the harbour.", "Chile", "Peru"),
    )
    assert finding.kind == "scope"
    assert finding.reason["only_some"] == ["Norway"]


def test_the_same_list_in_another_order_is_none() -> None:
    assert not found(
        told(1, "Chile and Peru condemned the raid.", "Chile", "Peru"),
        told(2, "Peru and Chile condemned the raid on the harbour.", "Peru", "Chile"),
    )


def test_lists_with_next_to_nobody_in_common_are_of_two_deeds() -> None:
    assert not found(
        told(1, "Chile and Peru condemned the raid.", "Chile", "Peru"),
        told(2, "Norway and Chile condemned the tax on herring.", "Norway", "Chile"),
    )


def test_lists_told_in_other_words_differ_in_nobody() -> None:
    assert not found(
        told(1, "Chile and Peru condemned the raid.", "Chile", "Peru"),
        told(2, "Norway told how Chile and the Peru condemned the raid.", "Chile", "the Peru"),
    )
