"""A vault for Obsidian: a note a story, an article, a person, body or place, linked with each other.

The text of an article stands in its note, each paragraph with an address (`^p3`), and every quotation leads to its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tellings.decisions import grades
from tellings.model import Account, Article, Finding, Person, Record, Span, Statement, Story
from tellings.show.exports.bearers import Bearer, bearers
from tellings.show.exports.inert import file_name, front_matter, label, markdown
from tellings.show.exports.iris import web_address
from tellings.show.prose import KIND_WORDS
from tellings.show.text import heading
from tellings.show.words import STANCE_WORDS, capital, clip

_FOLDERS: Final = {"person": "People", "body": "Bodies", "place": "Places"}
_QUOTED: Final = 600  # characters of a quotation in another note; the whole stands where its link leads
_ABOUT: Final = 160  # characters of a label


@dataclass(frozen=True, slots=True)
class _Vault:
    """The record, the path of each note by the id of what it is about, and where the paragraphs of articles begin."""

    record: Record
    notes: Mapping[str, str]
    paragraphs: Mapping[str, tuple[int, ...]]
    bearer: Bearer

    def article(self, key: str) -> Article:
        """An article, or the older version of one."""
        return self.record.articles.get(key) or self.record.former[key]

    def link(self, key: str, words: str, block: str = "") -> str:
        """A link to a note, shown as `words`; the words alone where there is no such note."""
        words = label(clip(words, _ABOUT)) or key
        return f"[[{self.notes[key]}{block}|{words}]]" if key in self.notes else markdown(words)

    def place(self, key: str, span: Span) -> str:
        """A link to the paragraph that words stand in, shown as the article's outlet."""
        article = self.article(key)
        number = bisect_right(self.paragraphs[key], article.at(span)[0]) if key in self.paragraphs else 0
        return self.link(key, article.outlet or article.path, f"#^p{number}" if number else "")


def write(record: Record, folder: Path) -> list[Path]:
    """Write the notes, each into the folder of its kind (`Stories`, `Articles`, `People` …), and `Tellings.md`."""
    vault = _Vault(
        record,
        _names(record),
        {key: _paragraphs(article.text) for key, article in record.articles.items()},
        bearers(record),
    )
    said = _said(vault)
    graded = grades(record.decisions, record.people)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in record.findings:
        findings[finding.story].append(finding)
    named = _named(record)
    stories = {key: story.id for story in record.stories for key in story.articles}
    notes: dict[str, Iterable[str]] = {}
    for story in record.stories:
        notes[vault.notes[story.id]] = _story(vault, story, findings[story.id], named[story.id])
    for key, article in record.articles.items():
        grade = graded.get(article.outlet.casefold(), "")
        notes[vault.notes[key]] = _article(vault, article, stories.get(key, ""), grade)
    for person in record.people:
        notes[vault.notes[person.id]] = _person(vault, person, said[person.id], graded.get(person.name.casefold(), ""))
    notes["Tellings"] = _home(vault)
    for name in ("Stories", "Articles", *_FOLDERS.values()):
        (folder / name).mkdir(exist_ok=True)
    written = []
    for name, lines in notes.items():
        written.append(folder / f"{name}.md")
        with written[-1].open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    return written


def _names(record: Record) -> dict[str, str]:
    """The path of every note within the vault, without its ending; no two names are alike in any folder."""
    taken = {"tellings"}
    found = {story.id: f"Stories/{file_name(story.title, story.id, taken)}" for story in record.stories}
    for key, article in record.articles.items():
        title = heading(article)
        told = " ".join(filter(None, (article.published[:10], article.outlet, title)))
        found[key] = f"Articles/{file_name(told, key, taken)}"
    for person in record.people:
        found[person.id] = f"{_FOLDERS[person.kind]}/{file_name(person.name, person.id, taken)}"
    return found


def _paragraphs(text: str) -> tuple[int, ...]:
    """Where the paragraphs begin that have words."""
    starts, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(at)
        at += len(line) + 1
    return tuple(starts)


def _said(vault: _Vault) -> dict[str, list[tuple[str, Statement]]]:
    """What each person said, with the article, by the person's id."""
    found: dict[str, list[tuple[str, Statement]]] = defaultdict(list)
    for key, marks in vault.record.marks.items():
        for statement in marks.statements:
            if statement.content and (person := vault.bearer(key, statement.speaker)):
                found[person.id].append((key, statement))
    return found


def _named(record: Record) -> dict[str, list[Person]]:
    """Who is named in each story, most often named first."""
    stories = {key: story.id for story in record.stories for key in story.articles}
    found: dict[str, list[Person]] = defaultdict(list)
    for person in sorted(record.people, key=lambda one: -len(one.mentions)):
        for story in dict.fromkeys(stories[m.article] for m in person.mentions if m.article in stories):
            found[story].append(person)
    return found


def _home(vault: _Vault) -> Iterator[str]:
    yield "# Tellings\n\nWhat the articles say, who said it, where the accounts differ. It never says what is true.\n\n"
    for story in vault.record.stories:
        yield f"- {vault.link(story.id, story.title)}: {len(story.articles)} articles\n"


def _story(vault: _Vault, story: Story, findings: Iterable[Finding], people: Iterable[Person]) -> Iterator[str]:
    yield front_matter(
        {"type": "story", "id": story.id, "title": label(story.title), "first": story.first, "last": story.last}
    )
    yield f"# {markdown(story.title) or 'Untitled'}\n\n## Articles\n"
    for key in story.articles:
        article = vault.article(key)
        yield f"- {vault.link(key, heading(article))}: {markdown(article.outlet)}\n"
    yield "\n## Findings\n"
    for finding in sorted(findings, key=lambda one: (one.rank or 1 << 30, one.id)):
        yield f"\n### {capital(KIND_WORDS[finding.kind])}: {markdown(clip(finding.about, _ABOUT))}\n"
        yield from (_account(vault, account) for account in finding.accounts)
    yield "\n## People, bodies and places\n"
    yield from (f"- {vault.link(person.id, person.name)} ({person.kind})\n" for person in people)


def _account(vault: _Vault, account: Account) -> str:
    """One side of a finding: value, source and day, and the words with where they stand."""
    key = account.passage.article
    words = vault.article(key).words(account.passage.span)
    person = vault.bearer(key, account.source)
    source = vault.link(person.id, account.source) if person else markdown(clip(account.source, _ABOUT))
    value = STANCE_WORDS.get(account.value, account.value if account.value.strip() != words.strip() else "")
    told = ", ".join(filter(None, (markdown(clip(value, _ABOUT)), source, markdown(account.day[:10]))))
    return (
        f"- {f'{told}: ' if told else ''}“{markdown(clip(words, _QUOTED))}” {vault.place(key, account.passage.span)}\n"
    )


def _article(vault: _Vault, article: Article, story: str, grade: str) -> Iterator[str]:
    title = heading(article)
    url = web_address(article.url)
    yield front_matter(
        {
            "type": "article",
            "id": article.id,
            "title": label(title),
            "outlet": label(article.outlet),
            "grade": grade,
            "byline": label(article.byline),
            "published": label(article.published),
            "known": article.published_basis,
            "url": url,
            "story": vault.link(story, _title(vault, story)) if story else "",
        }
    )
    yield f"# {markdown(title)}\n\n"
    if url:
        yield f"<{url}>\n\n"
    yield "## Text\n"
    lines = (line for line in article.text.split("\n") if line.strip())
    yield from (f"\n{markdown(line)} ^p{number}\n" for number, line in enumerate(lines, 1))
    statements = [one for one in vault.record.marks[article.id].statements if one.content]
    if statements:
        yield "\n## Who said what\n"
    for statement in statements:
        person = vault.bearer(article.id, statement.speaker)
        speaker = vault.link(person.id, statement.speaker) if person else markdown(clip(statement.speaker, _ABOUT))
        yield f"- {speaker or 'somebody'}, {_words(vault, article.id, statement)}"


def _person(vault: _Vault, person: Person, said: Iterable[tuple[str, Statement]], grade: str) -> Iterator[str]:
    titles = dict.fromkeys(label(", ".join(filter(None, (title.title, title.of)))) for title in person.titles)
    yield front_matter(
        {
            "type": person.kind,
            "id": person.id,
            "aliases": [label(one) for one in person.spellings],
            "titles": titles,
            "grade": grade,
            "mentions": len(person.mentions),
        }
    )
    yield f"# {markdown(person.name)}\n\n## Named in\n"
    yield from (
        f"- {vault.link(key, vault.article(key).title or vault.article(key).outlet)}\n"
        for key in dict.fromkeys(mention.article for mention in person.mentions)
    )
    told = [f"- {_words(vault, key, statement)}" for key, statement in said]
    if told:
        yield "\n## Said\n"
    yield from told


def _words(vault: _Vault, key: str, statement: Statement) -> str:
    """A statement in its stance, its words, and a link to where they stand."""
    words = " … ".join(vault.article(key).words(span) for span in statement.content)
    day = f", {markdown(statement.said_on)}" if statement.said_on else ""
    stance = f"{STANCE_WORDS[statement.stance]}{day}"
    return f"{stance}: {_quoted(words)} {vault.place(key, statement.content[0])}\n"


def _quoted(words: str) -> str:
    """Words in quotation marks, which they may have already."""
    quoted = markdown(clip(words, _QUOTED))
    return quoted if words[:1] in '“"„«' else f"“{quoted}”"


def _title(vault: _Vault, story: str) -> str:
    return Path(vault.notes[story]).name
