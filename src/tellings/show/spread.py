"""One story opened for showing: its view, its articles with the letters that pages point at them by, its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from tellings.errors import TellingsError
from tellings.model import Finding, Record, Story
from tellings.show.reader import Sheet, cut, letter
from tellings.show.words import days, visible
from tellings.view import StoryView, view_story

if TYPE_CHECKING:
    from tellings.queries import StoryRow


@dataclass(frozen=True, slots=True)
class Spread:
    """One story of a record; `findings` are its own, by rank, `former` the older versions that these rest on."""

    record: Record
    story: Story
    view: StoryView
    sheets: dict[str, Sheet]
    findings: tuple[Finding, ...]
    former: dict[str, Sheet] = field(default_factory=dict)

    @property
    def outlets(self) -> tuple[tuple[str, str], ...]:
        """The outlets with their letters, in order."""
        return tuple({letter(sheet.tag): sheet.outlet for sheet in self.sheets.values()}.items())


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A story in a list of stories."""

    id: str
    title: str
    days: str
    articles: int
    findings: int


def open_story(record: Record, story_id: str | None = None, *, at: str = "") -> Spread:
    """A story of the record; `at` is where its articles are ("/article/"), "" where one page holds all."""
    story = pick_story(record, story_id)
    view = view_story(story, record.articles, record.marks, record.people)
    findings = sorted((f for f in record.findings if f.story == story.id), key=lambda f: (f.rank or 1 << 30, f.id))
    sheets = make_sheets(view, at)
    return Spread(record, story, view, sheets, tuple(findings), _former_sheets(record, findings, sheets, at))


def story_links(record: Record) -> tuple[StoryLink, ...]:
    """All stories, largest first."""
    findings = Counter(finding.story for finding in record.findings)
    ordered = sorted(record.stories, key=lambda s: (-len(s.articles), s.first, s.id))
    return tuple(
        StoryLink(s.id, visible(s.title) or "Untitled", days(s.first, s.last), len(s.articles), findings[s.id])
        for s in ordered
    )


def story_link(row: StoryRow) -> StoryLink:
    """A story of a ledger's list as a link."""
    title, told = visible(row.title) or "Untitled", days(row.first, row.last)
    return StoryLink(row.id, title, told, row.articles, sum(row.kinds.values()))


def pick_story(record: Record, story_id: str | None) -> Story:
    """The story with this id (or the only one whose id starts so); without an id the one with the most articles."""
    if not record.stories:
        raise TellingsError("no story in the ledger: build one with `tellings build PATH… --ledger FILE`")
    by_id = {story.id: story for story in record.stories}
    if story_id is None:
        return by_id[story_links(record)[0].id]
    found = [by_id[story_id]] if story_id in by_id else [s for s in record.stories if s.id.startswith(story_id)]
    if len(found) != 1 or not story_id:
        known = ", ".join(link.id for link in story_links(record)[:5])
        raise TellingsError(
            f"{visible(story_id)}: {'no' if not found else 'more than one'} such story; there are {known}"
        )
    return found[0]


def make_sheets(view: StoryView, at: str = "") -> dict[str, Sheet]:
    """Each article by id with its tag: a letter an outlet, A, B … Z, AA …, and a number where it has several."""
    names = {key: view.outlet(key) for key in view.articles}
    letters = {name: _letters(i) for i, name in enumerate(dict.fromkeys(names.values()))}
    several, seen = Counter(names.values()), Counter[str]()
    sheets: dict[str, Sheet] = {}
    for key, article in view.articles.items():
        name = names[key]
        seen[name] += 1
        tag = letters[name] + (str(seen[name]) if several[name] > 1 else "")
        shown = visible(article.outlet or PurePath(article.path).name or "unnamed")
        marks = view.marks[key]
        proposed = tuple((span, s.proposed_by) for s in marks.statements if s.proposed_by for span in s.content)
        sheets[key] = Sheet(article, tag, shown, cut(article, marks.sentences), at and at + key, proposed)
    return sheets


def _former_sheets(
    record: Record, findings: Iterable[Finding], sheets: Mapping[str, Sheet], at: str
) -> dict[str, Sheet]:
    """The older versions of articles, each with the tag of the current one and a prime: A′."""
    found: dict[str, Sheet] = {}
    changes = [finding for finding in findings if finding.reason.get("relation") == "version"]
    passages = [account.passage for finding in changes for account in finding.accounts]
    for finding in changes:
        current = sheets.get(finding.subject)
        for key in (account.passage.article for account in finding.accounts):
            if current and key not in found and (article := record.former.get(key)):
                edges = cut(article, [one.span for one in passages if one.article == key])
                found[key] = Sheet(article, current.tag + "′", current.outlet, edges, at and at + key)
    return found


def _letters(index: int) -> str:
    first, last = divmod(index, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)
