from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tellings.model import Article, Marks, Record
from tellings.show.pages import story_page
from tellings.show.reader import Sheet, cut, pieces, quote, read
from tellings.textmap import TextMap


def sheet(text: str) -> Sheet:
    article = Article("a", "a.txt", text, text, TextMap.identity(len(text)))
    return Sheet(article, "A", "Post", cut(article, ()))


def test_overlapping_marks_split_words_into_pieces() -> None:
    made = pieces("abcdef", 0, 6, [(0, 4, "x"), (2, 6, "y")])
    assert [(piece.text, piece.kinds) for piece in made] == [("ab", "x"), ("cd", "x y"), ("ef", "y")]


@given(st.text(alphabet="ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_pieces_lose_no_letter(text: str, ranges: list[tuple[int, int]]) -> None:
    made = pieces(text, 0, len(text), [(start, end, "x") for start, end in ranges])
    assert "".join(piece.text for piece in made) == text.replace("\n", " ")


@given(st.text(alphabet="ab. \n", max_size=60))
def test_cuts_hold_every_word_once(text: str) -> None:
    cuts = sheet(text).cuts
    assert " ".join(text[start:end] for start, end in cuts).split() == text.split()
    assert all(one[1] <= other[0] for one, other in pairwise(cuts))


def test_a_long_sentence_is_cut_around_its_words() -> None:
    page = sheet("word " * 200 + "here " + "word " * 200)
    at = page.article.text.index("here")
    shown = quote(page, page.article.span(at, at + 4), 80)
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert "here" in shown.text
    assert len(shown.text) < 100


def test_a_sentence_of_the_reader_names_the_findings_that_rest_on_it(record: Record) -> None:
    first = story_page(record).readings[0].paragraphs[0].sentences[0]
    assert first.findings == (1, 3)


def test_every_anchor_leads_to_a_sentence_of_the_reader(record: Record) -> None:
    page = story_page(record)
    paragraphs = [p for r in page.readings for p in (*([r.headline] if r.headline else []), *r.paragraphs)]
    ids = {s.id for p in paragraphs for s in p.sentences}
    anchors = {v.quote.href.removeprefix("#") for card in page.cards for side in card.sides for v in side.voices}
    assert anchors <= ids


def test_the_input_is_kept_where_cleaning_changed_it() -> None:
    article = Article("a", "a.txt", "One\ntwo.", "One two.", TextMap.identity(8))
    page = Sheet(article, "A", "Post", cut(article, ()))
    assert read(page, Marks("a", ()), {}).source == "One\ntwo."


def test_an_empty_article_has_nothing_to_read() -> None:
    assert read(sheet(""), Marks("a", ()), {}).paragraphs[0].sentences[0].pieces == ()
