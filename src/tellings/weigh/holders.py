"""Two holders of one office: accounts that give one post to different people."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tellings.lexicon import table
from tellings.model import Account, Finding, Person, Role, make_id
from tellings.view import StoryView
from tellings.world import body_of, country_inside, country_of, country_of_government

_WORD = re.compile(r"[\w.]+(?:-\w+)*")
_GENERAL_SECRETARY = re.compile(r"\bsecretary[ -]general\b", re.I)
_PRIME_MINISTER = re.compile(r"\bprime minister\b", re.I)


class Office(NamedTuple):
    """A post: of which country or body, over which domain, in which class of holders."""

    of: str
    domain: frozenset[str]
    holder: str


def weigh_holders(view: StoryView) -> Iterator[Finding]:
    """A dispute for each office that different articles give to different people."""
    held: dict[Office, dict[str, list[Account]]] = defaultdict(lambda: defaultdict(list))
    titles: dict[Office, Counter[tuple[str, str]]] = defaultdict(Counter)
    for article, marks in view.marks.items():
        for role in marks.roles:
            office, person = office_of(role), view.bearer(article, role.person)
            if office and person and person.kind == "person":
                held[office][person.id].append(_account(view, article, role, person))
                titles[office][role.title, country_inside(role.of) or role.of] += 1
    for office, holders in held.items():
        if len(holders) > 1 and _told_apart(holders):
            title, of = min(titles[office], key=lambda words: (-titles[office][words], words))
            yield _finding(view, title, of, holders)


def office_of(role: Role) -> Office | None:
    """The office a role tells of; None for titles that many may hold at once, or that tell of no present holder."""
    if role.when != "current":
        return None
    title = _PRIME_MINISTER.sub("premier", _GENERAL_SECRETARY.sub("secretary-general", role.title.casefold()))
    words = _WORD.findall(title)
    classes = _classes()
    skip, spellings = table("offices")["not_now"]["words"], table("offices")["spellings"]
    heads = [word for word in words if word in classes]
    of = _of(role.of)
    if not heads or not of or any(word in skip for word in words):
        return None
    country_words = of.casefold().split()
    domain = (spellings.get(word, word) for word in [*words, *_WORD.findall(_institution(role.of).casefold())])
    kept = frozenset(
        word for word in domain if word not in classes and word not in _institutions() and word not in country_words
    )
    holder = classes[heads[-1]]
    # A bare "head" or "secretary" says nothing of what; a country's president or premier needs no domain.
    if not kept and holder in ("chief", "minister", "chair", "envoy") and country_of(role.of):
        return None
    return Office(of, kept, holder)


@cache
def _classes() -> dict[str, str]:
    return {word: name for name, words in table("offices")["holders"].items() for word in words}


@cache
def _institutions() -> frozenset[str]:
    return frozenset(table("offices")["institutions"]["words"])


def _of(words: str) -> str:
    """The country behind a country, government or body's name; else the name itself."""
    return country_of_government(words) or country_of(words) or country_inside(words) or words.casefold()


def _institution(words: str) -> str:
    """What a body's name adds to the domain: "South Korea National Security Office" is of national security."""
    return "" if country_of(words) or body_of(words) else words


def _told_apart(holders: dict[str, list[Account]]) -> bool:
    """Whether two holders stand in different articles and no article names both: one that does knows of a change."""
    articles = [{account.passage.article for account in accounts} for accounts in holders.values()]
    return all(not (one & other) for i, one in enumerate(articles) for other in articles[i + 1 :])


def _account(view: StoryView, article: str, role: Role, person: Person) -> Account:
    return Account(person.name, view.sentence(article, role.span), "", view.day(article))


def _finding(view: StoryView, title: str, of: str, holders: dict[str, list[Account]]) -> Finding:
    accounts = list({a.passage: a for group in holders.values() for a in group}.values())
    told = {account.passage.article for account in accounts}
    for person in holders:  # articles that name a holder without the title tell the same
        for mention in view.people[person].mentions:
            if mention.article in view.articles and mention.article not in told:
                told.add(mention.article)
                passage = view.sentence(mention.article, mention.span)
                accounts.append(Account(view.people[person].name, passage, "", view.day(mention.article)))
    accounts.sort(key=lambda a: (a.value, a.day, a.passage))
    return Finding(
        make_id("holder", view.story.id, *sorted(holders)),
        "dispute",
        view.story.id,
        f"{title} of {of}",
        tuple(accounts),
        reason={"difference": 1.0, "office": title, "of": of, "holders": len(holders)},
    )
