"""What a notebook shows of a record, a finding, a measure, an article: HTML without script, every word escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tellings.errors import NotFoundError
from tellings.model import Article, Finding, Marks, Measure, Passage, Record, Shown, Story
from tellings.show.cards import Card, lay_cards, lay_courses
from tellings.show.charts import Interval
from tellings.show.html import environment
from tellings.show.measures import FigureRow, MeasureView, measures_of
from tellings.show.reader import Paragraph, Sheet, cut, read
from tellings.show.spread import Spread, open_story, story_links
from tellings.show.text import listing
from tellings.show.words import clip, counted, day, days, visible

FIRST: Final = 5  # findings of a record; all of a story are shown with `record.show(story)`
SIDES, VOICES = 4, 2  # accounts of each of these; of a finding that is asked for, all
LONGEST: Final = 300  # characters of an account's words where no article is at hand
LAYERS: Final = ("finding", "statement", "figure", "date", "name")
WIDTH, LEFT, RIGHT = 880, 260, 290  # a measure's picture: all of it, and the room for words on both sides
ROW, TOP = 24, 40  # the height of a line, and of what is above the first


@dataclass(frozen=True, slots=True)
class _Line:
    """A figure on a measure's picture, in its units of length."""

    y: int
    left: str
    right: str
    words: str
    x1: float
    x2: float
    open: bool
    dots: tuple[float, ...]
    hollow: bool


def record_html(record: Record) -> str:
    """The counts of a record, and the first findings of its largest story with their words."""
    counts = [(len(record.articles), "article"), (len(record.stories), "story", "stories")]
    counts += [(len(record.findings), "finding"), (len(record.measures), "measure"), (len(record.claims), "claim")]
    counts += [(len(record.origins), "origin")]
    facts = [f"{row[0]:,} {row[1] if row[0] == 1 else row[2] if len(row) > 2 else f'{row[1]}s'}" for row in counts]
    if not record.stories:
        return _html("record", title="Record", facts=facts, cards=(), more=0)
    spread = open_story(record)
    first = lay_cards(spread, spread.findings[:FIRST], sides=SIDES, voices=VOICES)
    title = story_links(record)[0].title
    return _html("record", title=title, facts=facts, cards=first, more=len(record.findings) - len(first))


def finding_html(finding: Finding) -> str:
    """A finding by itself: its accounts in the words of their spans, without the articles around them."""
    accounts = [
        (
            visible(account.value),
            clip(visible(account.passage.span.text), LONGEST),
            " · ".join(filter(None, (visible(account.source), day(account.day, short=True)))),
        )
        for account in finding.accounts
    ]
    return _html("finding", kind=finding.kind, about=visible(finding.about), accounts=accounts)


def article_html(article: Article) -> str:
    """An article as it was read, without marks."""
    return marked(article, Marks(article.id, ())).html


def marked(article: Article, marks: Marks, findings: Mapping[int, Sequence[Passage]] | None = None) -> Shown:
    """An article with its marks as layers; `findings` are the passages each of them, by rank, rests on.

    Raises SpanError where the marks are another article's.
    """
    spans = [*marks.sentences, *(span for one in marks.statements for span in one.content)]
    for span in (*spans, *(one.span for one in marks.figures), *(one.span for one in marks.dates)):
        article.check(span)
    reading = read(Sheet(article, "A", article.outlet, cut(article, marks.sentences)), marks, findings or {})
    title = visible(article.title) or "Untitled"
    facts = [visible(fact) for fact in (article.outlet or article.path, article.byline) if fact]
    if article.published:
        basis = f" ({article.published_basis})" if article.published_basis else ""
        facts.append(day(article.published) + basis)
    headline = reading.headline if reading.headline and article.title != _words(reading.headline) else None
    paragraphs = [*([headline] if headline else []), *reading.paragraphs]
    kinds = {kind for p in paragraphs for s in p.sentences for piece in s.pieces for kind in piece.kinds.split()}
    key = [kind for kind in LAYERS if kind in kinds]
    html = _html("article", title=title, facts=facts, paragraphs=paragraphs, key=key)
    return Shown(html, "\n".join([title, *map(_words, paragraphs)]))


def _words(paragraph: Paragraph) -> str:
    return "".join(piece.text for sentence in paragraph.sentences for piece in sentence.pieces).strip()


def show(record: Record, what: Finding | Measure | Article | Story | None = None) -> Shown:
    """A finding, measure, article or story of a record; raises NotFoundError for what is not in it."""
    if isinstance(what, Article):
        return _article(record, what)
    if isinstance(what, Measure):
        return _measure(record, what)
    story = record.story("" if what is None else what.story if isinstance(what, Finding) else what.id)
    spread = open_story(record, story.id)
    if isinstance(what, Finding):
        cards = lay_cards(spread, [what])
        if not cards:
            raise NotFoundError(f"{what.id}: no finding of this record has this id")
    else:
        cards = lay_courses(spread, sides=SIDES, voices=VOICES)
    return _story(spread, cards)


def _story(spread: Spread, cards: Sequence[Card]) -> Shown:
    facts = [days(spread.story.first, spread.story.last), counted(len(spread.sheets), "article")]
    title = visible(spread.story.title) or "Untitled"
    html = _html("record", title=title, facts=[*filter(None, facts)], cards=cards, more=0)
    return Shown(html, "\n\n".join(card.text for card in cards) or title)


def _article(record: Record, article: Article) -> Shown:
    if article.id not in record.articles:
        raise NotFoundError(f"{article.id}: no article of this record has this id")
    found: dict[int, list[Passage]] = {}
    for finding in record.findings:
        mine = [account.passage for account in finding.accounts if account.passage.article == article.id]
        if mine:
            found.setdefault(finding.rank, []).extend(mine)
    return marked(article, record.marks[article.id], found)


def _measure(record: Record, measure: Measure) -> Shown:
    if all(one.id != measure.id for one in record.measures):
        raise NotFoundError(f"{measure.id}: no measure of this record has this id")
    spread = open_story(record, measure.story)
    view = next(one for group in measures_of([measure], spread.view, spread.sheets, ()) for one in group)
    start, stop = LEFT, WIDTH - RIGHT
    rows = [_line(row, TOP + ROW * i, start, stop - start) for i, row in enumerate(view.rows)]
    height = TOP + ROW * len(rows)
    values: dict[str, Any] = {"width": WIDTH, "height": height, "start": start, "stop": stop}
    return Shown(_html("measure", label=clip(view.label, 100), rows=rows, **values), _told(view))


def _told(view: MeasureView) -> str:
    rows = (
        f"{row.value}{f', {row.day}' if row.day else ''}: {row.quote.text} — {row.quote.outlet}" for row in view.rows
    )
    return listing(view.label, rows)


def _line(row: FigureRow, y: int, start: int, length: int) -> _Line:
    """A figure as a line: dots at its bounds, none at an open end."""
    place: Interval = row.interval
    x1, x2 = (round(start + length * at, 1) for at in (place.left, place.right))
    dots = tuple(dict.fromkeys(x for x, open_end in ((x1, place.open_left), (x2, place.open_right)) if not open_end))
    source = f"{row.quote.outlet}{f' · {row.source}' if row.source else ''}"
    left = clip(", ".join(filter(None, (row.value, row.day))), 42)
    words = clip(row.quote.text, 160)
    return _Line(y, left, clip(source, 38), words, x1, x2, place.open_left or place.open_right, dots, place.strict)


def _html(name: str, **values: Any) -> str:
    return environment().get_template(f"notebook/{name}.html").render(**values)
