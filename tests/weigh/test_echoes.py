from tellings.model import Finding, Origin, Passage
from tellings.weigh.echoes import weigh_echoes
from tests.made import article, marks, span, view

SHUT = "The harbour of Ostrel was shut because of a leaking barge"


def found(*texts: str) -> list[Finding]:
    """Findings of articles of as many outlets whose first words are of one statement."""
    articles = [article(text, outlet=f"Outlet {number}") for number, text in enumerate(texts)]
    passages = tuple(Passage(one.id, span(one, one.text.split(".")[0])) for one in articles)
    origin = Origin("o", "story", "statement", "The harbour", "", passages, ("same speaker",))
    return list(weigh_echoes(view(*((one, marks(one)) for one in articles)), (), [origin]))


def test_what_three_outlets_have_of_one_statement_is_an_echo() -> None:
    (finding,) = found(f"{SHUT}.", f"{SHUT}, it said.", f"{SHUT} from Velmar.", "Herring was dear.")
    assert finding.reason["outlets"] == 3
    assert len(finding.accounts) == 3


def test_different_things_of_one_statement_are_none() -> None:
    assert not found(f"{SHUT}.", "Ferries to Velmar sail again on Monday.", "Divers are paid a third more.")
