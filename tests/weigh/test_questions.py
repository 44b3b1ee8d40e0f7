from tellings.link.measures import find_measures
from tellings.model import Finding
from tellings.weigh.lines import read_lines
from tellings.weigh.questions import weigh_questions
from tests.made import article, figure, marks, statement, view


def found(open_words: str, told: str, *, days: tuple[str, str] = ("2031-05-06", "2031-05-06")) -> list[Finding]:
    one = article(open_words, outlet="A", published=days[0])
    other = article(told, outlet="B", published=days[1])
    names = [("Ana Brel", "person")] if "Ana Brel" in told else []
    counts = [figure(other, "12", 12, 12, counted="people", state="kill")] if "12" in told else []
    story = view((one, marks(one)), (other, marks(other, names=names, figures=counts)))
    return list(weigh_questions(story, read_lines(story), find_measures(story)))


def test_a_cause_that_is_not_known_stands_against_who_tells_it() -> None:
    (finding,) = found(
        "It was not immediately clear what caused the collision of the ferries.",
        "Strong winds caused the collision of the ferries, divers said.",
    )
    assert finding.kind == "denial"
    assert [account.value for account in finding.accounts] == ["open", "asserts"]
    assert finding.reason["slot"] == "cause"


def test_names_that_are_told_later_are_an_update() -> None:
    (finding,) = found(
        "Officials have not yet released the names of the passengers of the ferry.",
        "The passenger of the ferry was identified as Ana Brel.",
    )
    assert (finding.kind, finding.reason["slot"]) == ("update", "names")


def test_names_said_to_be_kept_back_dispute_who_names_them() -> None:
    (finding,) = found(
        "The names of the crew members have not been released by the harbour.",
        "The harbour chief identified the pilot of the ferry as Ana Brel.",
    )
    assert finding.kind == "dispute"


def test_the_names_of_the_crew_do_not_answer_for_the_passengers() -> None:
    assert not found(
        "Officials have not yet released the names of the passengers of the ferry.",
        "The pilot of the ferry was identified as Ana Brel.",
    )


def test_a_count_still_to_be_confirmed_stands_against_the_toll() -> None:
    (finding,) = found(
        "Divers would be needed to confirm the total number of victims of the ferry.",
        "The sinking of the ferry killed 12 people.",
    )
    assert (finding.kind, finding.reason["slot"]) == ("denial", "number")


def test_what_is_being_looked_into_stands_against_who_tells_it_as_a_fact() -> None:
    (finding,) = found(
        "Police are looking into whether the raids on the piers were coordinated.",
        "Ostrel shaken by coordinated raids on piers.",
    )
    assert (finding.kind, finding.reason["slot"]) == ("denial", "whether")


def test_only_the_clause_that_leaves_something_open_does() -> None:
    assert not found(
        "The collision of the ferries in strong winds was heard ashore, but the damage is unclear.",
        "Strong winds caused the collision of the ferries, divers said.",
    )


def test_nothing_is_found_where_nobody_answers() -> None:
    assert not found("The cause of the fire is not known yet.", "The fair opened under a clear sky on Monday.")


def test_a_guess_alone_does_not_go_against_who_leaves_it_open() -> None:
    assert not found(
        "It is not yet known whether the divers will enter the flooded tunnel.",
        "The coast guard sent divers to the pier, possibly to enter the flooded tunnel.",
    )


def test_what_is_left_open_beside_a_statement_is_not_its_speakers() -> None:
    content = "her cousin was the pilot"
    one = article(f"The names of the crew members have not been released, but Petra Sool said {content}.", outlet="A")
    other = article("The harbour chief identified the pilot of the ferry as Ana Brel.", outlet="B")
    named = marks(other, names=[("Ana Brel", "person")])
    story = view((one, marks(one, statements=[statement(one, content, "Petra Sool")])), (other, named))
    (finding,) = weigh_questions(story, read_lines(story), find_measures(story))
    assert [account.source for account in finding.accounts if account.value == "open"] == [""]


def test_how_something_came_about_is_not_answered_by_who_tells_that_it_did() -> None:
    assert not found(
        "It is still unclear how the stowaway boarded the ferry to Ostrel.",
        "A stowaway boarded the ferry to Ostrel, the harbour said.",
    )


def test_whether_something_is_so_is_answered_by_who_tells_it() -> None:
    (finding,) = found(
        "It is not confirmed that the ferry was laden with rifles.",
        "The ferry was laden with rifles, divers found.",
    )
    assert finding.reason["slot"] == "whether"
