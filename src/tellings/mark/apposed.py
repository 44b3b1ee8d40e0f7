"""The one whom a source names with a description: "the clinic's director, Dr. Hale", "Ann Hale, chair"."""

from __future__ import annotations

from bisect import bisect_left

from tellings.mark.mentions import Mentions
from tellings.mark.segments import Range

# A source of more tokens than this holds a clause, and more than a name and a description.
LONGEST = 40
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def named_beside(mentions: Mentions, words: Range) -> int | None:
    """The last token of the person's name that opens a source before a comma, or ends it behind a description.

    None where the source names others besides as its speakers ("Ann Hale, Bo Lind and the union"); whose lawyer or
    friend somebody is may be named.
    """
    first, last = mentions.token_at(words[0]), bisect_left(mentions.starts, words[1])
    named = [at for at in range(first, last) if at in mentions.named]
    people = [at for at in named if mentions.named[at].kind == "person"]
    if not people and named and mentions.named[named[-1]].kind == "body":
        return _body(mentions, first, named, last)
    if not people or last - first > LONGEST:
        return None
    ends = [at for at in people if mentions.named.get(at + 1) is not mentions.named[at]]
    ends = [at for at in ends if not (at + 1 < last and mentions.doc[at + 1].text in POSSESSIVE)]
    if len(ends) != 1:
        return None
    end = ends[0]
    start = next(at for at in people if mentions.named[at] is mentions.named[end])
    if start == first:
        return end if _describes_after(mentions, end + 1, last) else None
    return end if _ends(mentions, end + 1, last) and _describes_before(mentions, first, start) else None


def _body(mentions: Mentions, first: int, named: list[int], last: int) -> int | None:
    """The last token of a body's name that ends a source behind a description and a comma: "its owner, Hale Lines"."""
    end = named[-1]
    start = next(at for at in named if mentions.named[at] is mentions.named[end])
    comma = start > first and mentions.doc[start - 1].text == ","
    return end if comma and end == last - 1 and _describes_before(mentions, first, start) else None


def _ends(mentions: Mentions, at: int, last: int) -> bool:
    """Whether nothing but an age follows a name: ", 54"."""
    return all(token.is_punct or token.like_num for token in mentions.doc[at:last])


def _describes_before(mentions: Mentions, first: int, start: int) -> bool:
    """Whether the tokens before a name describe one person: "the director of the clinic," or "Hale's lawyer"."""
    doc = mentions.doc
    comma = doc[start - 1].text == ","
    end = start - 1 if comma else start
    if end <= first or any(token.text in {",", ";"} or token.tag_ == "WP" for token in doc[first:end]):
        return False
    owned = any(token.text in POSSESSIVE for token in doc[first:end])
    if not comma:
        return owned and doc[end - 1].tag_ == "NN"
    opens = owned or doc[first].lower_ in {"the", "its", "his", "her", "their", "our", "a", "an", "one"}
    head = next((t for t in doc[first:end] if t.lower_ in {"of", "for", "at", "in"}), doc[end])
    return opens and doc[head.i - 1].tag_ in {"NN", "NNP"} and "and" not in {t.lower_ for t in doc[first:end]}


def _describes_after(mentions: Mentions, at: int, last: int) -> bool:
    """Whether a description in capitals goes on after a name and a comma: ", Chair and Chief Executive Officer of"."""
    doc = mentions.doc
    if at + 1 >= last or doc[at].text != ",":
        return False
    listed = any(token.lower_ == "and" for token in doc[at + 1 : last])
    return not (listed and doc[at + 1].lower_ in {"the", "its", "and"}) and at + 1 not in mentions.named
