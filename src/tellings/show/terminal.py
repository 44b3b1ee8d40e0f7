"""The record in the terminal: dense, calm, readable from 80 columns on, plain in a pipe.

Words of an article reach the console as `Text`, never as markup, and through `visible`, so they cannot act on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tellings.model import Record
from tellings.show.cards import Card, Side, Voiced
from tellings.show.charts import Interval
from tellings.show.measures import Beside, MeasureView
from tellings.show.pages import Page, story_page
from tellings.show.reader import Quote
from tellings.show.spread import StoryLink, story_links
from tellings.show.tables import CastRow, ClaimRow, Form, OriginRow
from tellings.show.timeline import Day, Event
from tellings.show.words import clip, counted, visible

FINDINGS: Final = 15  # the first fifteen are what a reader should see; the report holds all
ROWS: Final = 12  # of any other table
VOICES: Final = 3  # of one side
LINE: Final = 18  # columns of a number line
NARROW: Final = 110  # a console of fewer columns has words below their number line, else beside it
_STYLES: Final = {"here": "bold", "differs": "underline"}


def print_record(
    record: Record,
    story_id: str | None,
    console: Console,
    others: Sequence[StoryLink] | None = None,
    *,
    whole: str = "",
) -> None:
    """Print a story (None: the one with the most articles) and a list of the others: without one, the record's.

    `whole` is the command that gives all that is cut here; it is named at the end.
    """
    page = story_page(record, story_id)
    links = story_links(record) if others is None else others
    parts: list[RenderableType] = [
        *_head(page),
        *_findings(page, below=console.width < NARROW),
        *_figures(page, below=console.width < NARROW),
        *_claims(page),
        *_cast(page.cast),
        *_origins(page.origins),
        *_timeline(page.timeline),
        *_stories(links, page.id),
        *([Text(), Text(visible(f"the whole record: {whole}"), "dim")] if whole else []),
    ]
    for part in parts:
        console.print(part, highlight=False)


def number_line(interval: Interval, width: int = LINE) -> str:
    """A figure on its line: `·●━━●···`; ○ a bound not included, ≈ about, ┄▷ an open end."""
    cells = ["·"] * width
    left, right = (round(place * (width - 1)) for place in (interval.left, interval.right))
    broken = interval.open_left or interval.open_right
    for i in range(left, right + 1):
        cells[i] = "┄" if broken else "━"
    dot = "○" if interval.strict else "≈" if interval.rough else "●"
    cells[left] = "◁" if interval.open_left else dot
    cells[right] = "▷" if interval.open_right else dot
    return "".join(cells)


def _title(words: str, tail: str = "") -> list[RenderableType]:
    return [Text(), Text.assemble((words, "bold"), ("  " + tail if tail else "", "dim"))]


def _grid(*widths: int | None, gap: int = 2) -> Table:
    """Columns of fixed widths; None takes what is left."""
    table = Table.grid(padding=(0, gap, 0, 0), expand=True)
    for width in widths:
        table.add_column(width=width, ratio=1 if width is None else None, overflow="fold")
    return table


def _width(words: Iterable[str], most: int) -> int:
    return max(1, min(most, max((Text(word).cell_len for word in words), default=1)))


def _words(quote: Quote) -> Text:
    words = Text.assemble(*((piece.text, _STYLES.get(piece.kinds, "")) for piece in quote.pieces))
    return words + Text(f"  [proposed by {quote.proposed}]", "dim") if quote.proposed else words


def _more(number: int, noun: str, plural: str = "") -> list[RenderableType]:
    words = f"and {number:,} more {noun if number == 1 else plural or noun + 's'}"
    return [Text(words, "dim")] if number > 0 else []


def _head(page: Page) -> list[RenderableType]:
    facts = [page.days, *(f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in page.counts)]
    parts: list[RenderableType] = [Text(page.title, "bold"), Text(" · ".join(filter(None, facts)))]
    if page.people:
        parts.append(Text(" · ".join(page.people), "dim"))
    papers = _grid(_width((p.tag for p in page.papers), 6), _width((p.outlet for p in page.papers), 26), 11, None)
    for p in page.papers:
        basis = Text(f" ({p.basis})", "dim") if p.basis else Text()
        papers.add_row(Text(p.tag, "bold"), Text(p.outlet), Text(p.day, "dim"), Text(p.title) + basis)
    return [*parts, Text(), papers]


def _findings(page: Page, *, below: bool) -> list[RenderableType]:
    kinds = " · ".join(f"{kind} {n}" for kind, n in page.kinds)
    parts = [*_title("WHAT THE ACCOUNTS DO TO EACH OTHER"), Text(kinds, "dim")]
    if not page.cards:
        return [*parts, Text("nothing found: no figures, claims or names that differ", "dim")]
    for card in page.cards[:FINDINGS]:
        table = _grid(2, 7, None)
        table.add_row(Text(str(card.rank), "dim"), Text(card.kind, "bold"), _card(card, below=below))
        parts.append(Padding(table, (1, 0, 0, 0)))
    return parts + _more(sum(len(card.sentences) for card in page.cards[FINDINGS:]), "finding")


def _card(card: Card, *, below: bool) -> Group:
    lined = any(side.interval for side in card.sides)
    named = any(side.value for side in card.sides)
    widths: list[int | None] = [_width((side.value for side in card.sides), 24)] if named else []
    widths += [LINE] if lined else []
    rows = []
    for side in card.sides[:ROWS]:
        row: list[RenderableType] = [Text(side.value)] if named else []
        row += [Text(number_line(side.interval) if side.interval else "")] if lined else []
        rows.append((row, _side(side)))
    table = _laid(widths, rows, below=below and lined)
    parts = _parts(card) if card.parts else ()
    return Group(Text(card.sentence, "bold"), *parts, table, *_more(len(card.sides) - ROWS, "account"))


def _parts(card: Card) -> tuple[RenderableType, ...]:
    """The findings of a course, by rank."""
    table = _grid(2, 7, None, gap=1)
    for part in card.parts:
        table.add_row(Text(str(part.rank), "dim"), Text(part.kind), Text(part.sentence))
    return (table, Text())


def _laid(
    widths: Sequence[int | None], rows: Sequence[tuple[Sequence[RenderableType], RenderableType]], *, below: bool
) -> RenderableType:
    """Rows of some cells and the words of an article, beside the cells or below them."""
    table = _grid(*widths, None)
    if not below:
        for cells, words in rows:
            table.add_row(*cells, words)
        return table
    parts: list[RenderableType] = []
    for cells, words in rows:
        head = _grid(*widths, None)
        head.add_row(*cells)
        parts += [head, Padding(words, (0, 0, 0, 2))]
    return Group(*parts)


def _side(side: Side) -> Group:
    return Group(*map(_voice, side.voices[:VOICES]), *_more(len(side.voices) - VOICES, "passage"))


def _voice(voice: Voiced) -> Text:
    tail = [voice.quote.tag, *filter(None, (clip(voice.source, 60), voice.day))]
    return _words(voice.quote) + Text("  — " + " · ".join(tail), "dim")


def _figures(page: Page, *, below: bool) -> list[RenderableType]:
    if not page.measures:
        return []
    parts = _title("FIGURES", "● bound included · ○ not · ≈ about · ┄ open")
    for measure in page.measures[:ROWS]:
        parts += [Text(), Text(measure.label, "bold"), _measure(measure, below=below), *_beside(measure.beside)]
    return parts + _more(len(page.measures) - ROWS, "measure")


def _measure(measure: MeasureView, *, below: bool) -> RenderableType:
    rows = measure.rows
    days, values = _width((row.day for row in rows), 17), _width((row.value for row in rows), 24)
    laid: list[tuple[list[RenderableType], RenderableType]] = []
    for row in rows[: VOICES * ROWS]:
        line = Text(number_line(row.interval))
        words = _words(row.quote) + Text("  — " + " · ".join(filter(None, (row.quote.tag, row.source))), "dim")
        laid.append(([Text(row.day, "dim"), Text(row.value), line], words))
    return _laid((days, values, LINE), laid, below=below)


def _beside(rows: Sequence[Beside]) -> list[RenderableType]:
    if not rows:
        return []
    table = _grid(None)
    for beside in rows[:ROWS]:
        label = Text(f"{beside.row.value} ") + Text(beside.label, "bold")
        tail = [beside.why, beside.row.quote.tag, beside.row.source, beside.row.day]
        table.add_row(label + Text("  · " + " · ".join(filter(None, tail)), "dim"))
    return [Padding(Group(table, *_more(len(rows) - ROWS, "figure")), (0, 0, 0, 4))]


def _claims(page: Page) -> list[RenderableType]:
    if not page.claims:
        return []
    table = _grid(None, *(max(2, len(tag)) for tag, _ in page.outlets))
    table.add_row(Text(), *(Text(tag, "dim") for tag, _ in page.outlets))
    for row in page.claims[:ROWS]:
        table.add_row(*_claim(row))
    parts = _title("CLAIMS BY OUTLET", "● asserts · ≠ with another figure or name · ✕ denies · ◐ other · ○ leaves out")
    return [*parts, table, *_more(len(page.claims) - ROWS, "claim")]


def _claim(row: ClaimRow) -> list[RenderableType]:
    return [Text(clip(row.label, 160)), *(Text(cell.symbol) for cell in row.cells)]


def _cast(rows: Sequence[CastRow]) -> list[RenderableType]:
    if not rows:
        return []
    table = _grid(34, None, 9, 8)
    for row in rows[:ROWS]:
        said = Text(f"speaks {row.said}" if row.said else "", "dim")
        table.add_row(_forms(row.spellings), _forms(row.titles), said, Text(f"named {row.named}", "dim"))
    return [*_title("CAST"), table, *_more(len(rows) - ROWS, "person", "people")]


def _forms(forms: Sequence[Form]) -> Text:
    shown = [Text.assemble(form.words, (f" {' '.join(form.tags)}", "dim")) for form in forms[:4]]
    return Text(" · ").join(shown) + Text(f" · {len(forms) - 4} more" if len(forms) > 4 else "", "dim")


def _origins(rows: Sequence[OriginRow]) -> list[RenderableType]:
    if not rows:
        return []
    table = _grid(9, None, 11, _width((" ".join(row.tags) for row in rows), 24))
    for row in rows[:ROWS]:
        why = Text(f"  {row.why}", "dim")
        table.add_row(
            Text(row.kind, "dim"), Text(row.who or "not named") + why, Text(row.day, "dim"), Text(" ".join(row.tags))
        )
    return [*_title("ORIGINS", "→ the articles that carry them"), table, *_more(len(rows) - ROWS, "origin")]


def _timeline(days: Sequence[Day]) -> list[RenderableType]:
    if not days:
        return []
    table = _grid(14, None, None)
    table.add_row(Text(), Text("what happened or was planned", "dim"), Text("what was said", "dim"))
    shown = fullest(days)
    for day in shown:
        happened, said = Group(*map(_event, day.happened[:VOICES])), Group(*map(_event, day.said[:VOICES]))
        table.add_row(Text(day.label, "bold"), happened, said)
    return [*_title("TIMELINE"), table, *_more(len(days) - len(shown), "day")]


def fullest(days: Sequence[Day]) -> list[Day]:
    """The days on which most happened and was said, in order; all where only one would be left out."""
    if len(days) <= ROWS + 1:
        return [*days]
    fullest = sorted(range(len(days)), key=lambda i: (-len(days[i].happened) - len(days[i].said), i))
    return [days[i] for i in sorted(fullest[:ROWS])]


def _event(event: Event) -> Text:
    first = event.quotes[0]
    words = Text(clip(first.text, 110) + (f"  [proposed by {first.proposed}]" if first.proposed else ""))
    lead = event.who or ("planned or possible" if event.planned else "")
    who = Text(f"{lead}: ", "bold" if event.who else "dim") if lead else Text()
    return who + words + Text(f"  — {' '.join(event.tags)}", "dim")


def _stories(links: Sequence[StoryLink], shown: str) -> list[RenderableType]:
    others = [link for link in links if link.id != shown]
    if not others:
        return []
    table = _grid(16, None, 24, 12)
    for link in others[: 2 * ROWS]:
        size = counted(link.articles, "article")
        table.add_row(Text(link.id, "dim"), Text(link.title), Text(link.days, "dim"), Text(size, "dim"))
    head = _title("OTHER STORIES", "tellings show … ID")
    return [*head, table, *_more(len(others) - 2 * ROWS, "story", "stories")]
