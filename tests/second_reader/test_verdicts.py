"""What users decide about proposals, and what becomes of the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tellings.errors import DecisionError
from tellings.ledger import Ledger
from tellings.ledger.rows import now
from tellings.model import Record
from tellings.pipeline import build
from tellings.second_reader import store, verdicts
from tellings.second_reader.lines import articles_of, list_lines, proposal_row, show_lines
from tellings.second_reader.prompts import Entry
from tellings.second_reader.proposals import Proposal, check_joining, check_statement, make_sheet, signed
from tellings.second_reader.replies import Said, Same
from tellings.show.rows import statement_row
from tellings.verify import verify
from tests.made import article, marks

POST = article(
    "Ferry aground off Ostrel\nThe ferry Aldana ran aground off Ostrel on Tuesday. Nobody was hurt, according to the "
    "coast guard.\nHarbour master Odo Quist spoke of a rock.",
    outlet="Harbour Post",
    published="2031-05-06",
    path="post.txt",
)
HERALD = article(
    "Aldana on the rocks\nThe ferry Aldana ran aground off Ostrel on Tuesday. Odo Kwist, the harbour master, spoke "
    "of a rock.",
    outlet="Isle Herald",
    published="2031-05-06",
    path="herald.txt",
)
UNHURT = Said(
    "Nobody was hurt, according to the coast guard.",
    "Nobody was hurt",
    "the coast guard",
    "according to",
    "the coast guard",
    "asserts",
)
SIGNED = {"model": "stand-in", "host": "127.0.0.1:1", "prompt": "1", "at": "2031-05-08T10:00:00+00:00"}


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    """Two articles about one ferry, in either database."""
    pairs = [(POST, "Odo Quist"), (HERALD, "Odo Kwist")]
    ledger.add([(one, marks(one, names=[(name, "person"), ("Aldana", "body")])) for one, name in pairs])
    build((), ledger)
    return ledger


def missed(said: Said = UNHURT) -> Proposal:
    made = check_statement(make_sheet(POST, ()), (0, len(POST.text)), said)
    assert made is not None
    return signed(made, **SIGNED)


def masters(record: Record) -> Proposal:
    by_name = {person.name: person for person in record.people}
    entries = {
        i: (Entry(i, "person", (name,), (), ""), by_name[name]) for i, name in enumerate(["Odo Quist", "Odo Kwist"], 1)
    }
    made = check_joining(entries, record.articles, Same((1, "Odo Quist"), (2, "Odo Kwist"), "one master"))
    assert made is not None
    return signed(made, **SIGNED)


def propose(ledger: Ledger, *found: Proposal) -> list[str]:
    return [one.id for one in store.keep(ledger, found)]


def spoken(ledger: Ledger) -> list[str]:
    return [s.proposed_by for mine in ledger.record().marks.values() for s in mine.statements]


def test_an_accepted_statement_is_in_the_record_and_says_where_it_is_from(ledger: Ledger) -> None:
    (key,) = propose(ledger, missed())
    (kept,) = verdicts.accept(ledger, [key[:6]], who="Ana")
    (statement,) = ledger.record().marks[POST.id].statements
    day = now()[:10]
    assert kept.state == "accepted"
    assert statement.proposed_by == f"stand-in at 127.0.0.1:1, accepted by Ana on {day}"
    assert statement_row(statement)["proposed_by"] == statement.proposed_by
    assert not ledger.pending
    assert not verify(ledger).faults


def test_an_accepted_statement_is_found_and_weighed(ledger: Ledger) -> None:
    from tellings.search import Query, search

    (key,) = propose(ledger, missed())
    verdicts.accept(ledger, [key])
    with ledger.reading() as connection:
        hits, total = search(connection, Query("hurt", kind="statement"))
    assert (total, hits[0].speaker) == (1, "the coast guard")
    before = ledger.record()
    build((), ledger)
    assert ledger.record() == before


def test_undoing_gives_the_record_back_as_it_was(ledger: Ledger) -> None:
    before = ledger.record()
    (key,) = propose(ledger, missed())
    verdicts.accept(ledger, [key])
    assert ledger.record() != before
    (kept,) = verdicts.undo(ledger, [key])
    assert (kept.state, ledger.record()) == ("open", before)


def test_an_accepted_statement_outlasts_a_reading_anew(ledger: Ledger) -> None:
    (key,) = propose(ledger, missed())
    verdicts.accept(ledger, [key])
    ledger.replace([(POST, marks(POST))])
    build((), ledger)
    assert len(spoken(ledger)) == 1


def test_a_statement_found_later_is_not_there_twice(ledger: Ledger) -> None:
    one = missed()
    (key,) = propose(ledger, one)
    assert one.statement is not None
    ledger.replace([(POST, marks(POST, statements=[replace(one.statement, proposed_by="")]))])
    verdicts.accept(ledger, [key])
    assert spoken(ledger) == [""]


@pytest.mark.parametrize("content", ["Nobody was hurt", "Nobody was"])
def test_a_rejected_statement_is_not_proposed_again_in_these_or_fewer_words(ledger: Ledger, content: str) -> None:
    (key,) = propose(ledger, missed())
    before = ledger.record()
    (kept,) = verdicts.reject(ledger, [key], why="the guard said no such thing")
    assert kept.state == "rejected"
    assert ledger.record() == before
    assert propose(ledger, missed(replace(UNHURT, content=content))) == []


def test_another_speaker_of_rejected_words_is_another_proposal(ledger: Ledger) -> None:
    (key,) = propose(ledger, missed())
    verdicts.reject(ledger, [key])
    assert len(propose(ledger, missed(replace(UNHURT, speaker="Odo Quist")))) == 1


def test_the_same_proposal_of_another_model_is_kept_once(ledger: Ledger) -> None:
    propose(ledger, missed())
    assert propose(ledger, replace(missed(), model="another")) == []


def test_an_accepted_joining_is_a_decision_and_undone_as_one(ledger: Ledger) -> None:
    before = len(ledger.record().people)
    (key,) = propose(ledger, masters(ledger.record()))
    verdicts.accept(ledger, [key], who="Ana")
    record = ledger.record()
    (decision,) = record.decisions
    assert (decision.kind, decision.who, len(record.people)) == ("join", "Ana", before - 1)
    assert decision.why == "proposed by stand-in at 127.0.0.1:1: one master"
    verdicts.undo(ledger, [key])
    assert len(ledger.record().people) == before


def test_a_joining_of_names_that_are_one_by_now_is_refused_and_nothing_is_kept(ledger: Ledger) -> None:
    from tellings import decisions
    from tellings.pipeline import decide

    keys = propose(ledger, missed(), masters(ledger.record()))
    decide(ledger, decisions.join(ledger.record(), ["Odo Quist", "Odo Kwist"]))
    with pytest.raises(DecisionError, match="one entry already"):
        verdicts.accept(ledger, keys)
    assert {kept.state for kept in store.list_proposals(ledger)} == {"open"}


def test_what_was_decided_is_decided_once(ledger: Ledger) -> None:
    (key,) = propose(ledger, missed())
    with pytest.raises(DecisionError, match="nothing was decided"):
        verdicts.undo(ledger, [key])
    verdicts.reject(ledger, [key])
    with pytest.raises(DecisionError, match="rejected already"):
        verdicts.accept(ledger, [key])


@pytest.mark.parametrize("key", ["", "none", "%", "'"])
def test_an_unknown_proposal_is_an_error(ledger: Ledger, key: str) -> None:
    propose(ledger, missed())
    with pytest.raises(DecisionError, match="no such proposal"):
        verdicts.accept(ledger, [key])


def test_a_ledger_that_nobody_read_again_has_no_proposals(ledger: Ledger) -> None:
    assert store.list_proposals(ledger) == []


def test_lines_name_words_place_model_and_verdicts(ledger: Ledger) -> None:
    (key,) = propose(ledger, missed())
    verdicts.reject(ledger, [key], who="Ana", why="no")
    kept = store.find_proposal(ledger, key)
    articles = articles_of(ledger, [kept])
    (line,) = list_lines([kept], articles)
    assert "“Nobody was hurt”" in line and "post.txt" in line and "stand-in at 127.0.0.1:1" in line
    shown = "\n".join(show_lines(kept, articles))
    assert "【Nobody was hurt】, according to" in shown and "rejected by Ana" in shown and shown.endswith("no")
    row = proposal_row(kept, articles)
    assert (row["state"], row["spans"][0]["path"]) == ("rejected", "post.txt")


def test_words_that_act_on_a_terminal_do_not(ledger: Ledger) -> None:
    one = masters(ledger.record())
    (key,) = propose(ledger, replace(one, why="\x1b[2J\u202e", model="\x1b[31m"))
    kept = store.find_proposal(ledger, key)
    text = "\n".join(show_lines(kept, articles_of(ledger, [kept])))
    assert "\x1b" not in text and "\u202e" not in text
