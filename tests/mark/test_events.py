from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import article

from tellings.mark.dates import find_dates
from tellings.mark.events import find_events
from tellings.mark.parse import parse
from tellings.model import Event


def events(text: str) -> dict[str, Event]:
    """The events of a text by lemma."""
    (parsed,) = parse([article(text, published="2031-05-06")])
    return {event.lemma: event for event in find_events(parsed, find_dates(parsed))}


def texts(spans: tuple[object, ...]) -> list[str]:
    return [getattr(span, "text", "") for span in spans]


def test_who_did_what_to_what() -> None:
    event = events("The divers attacked the harbour on Monday.")["attack"]
    assert (texts(event.actors), texts(event.patients)) == (["The divers"], ["the harbour"])


def test_in_the_passive_it_befalls_the_subject() -> None:
    event = events("The ferry was struck by a patrol ship.")["strike"]
    assert (texts(event.actors), texts(event.patients)) == (["a patrol ship"], ["The ferry"])


def test_a_list_of_actors() -> None:
    event = events("Chile, Peru and Norway condemned the raid.")["condemn"]
    assert set(texts(event.actors)) == {"Chile", "Peru", "Norway"}


def test_a_clock_time_hangs_on_what_happened_then() -> None:
    event = events("The ferry capsized at 9:40 p.m. off the coast.")["capsize"]
    assert texts(event.times) == ["9:40 p.m."]


def test_a_verb_of_two_words_is_known_by_one() -> None:
    assert "takeoff" in events("The plane took off at 9:40 p.m. on Monday.")


def test_what_may_come_is_planned() -> None:
    assert events("Chile will launch a rocket.")["launch"].planned


def test_what_did_not_happen_is_negated() -> None:
    assert events("Chile did not launch a rocket.")["launch"].negated


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet='the ferry,."“”()0129: struck\n', max_size=80))
def test_any_text_is_read(text: str) -> None:
    for parsed in parse([article(text)]):
        for event in find_events(parsed, find_dates(parsed)):
            assert parsed.article.check(event.span)
