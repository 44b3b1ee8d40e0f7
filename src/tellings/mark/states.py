"""What is said of what a figure counts, as one lemma: "kill", "deploy"; planned things as "plan to send"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tellings.lexicon import table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Steps up the parse from a counted noun to the verb that says its state.
_STEPS = 8


def state_of(doc: Doc, thing: Token, after: int) -> str:
    """The state of a counted thing; "" where nothing is said that a lemma could name. `after` ends the quantity."""
    words = table("counted")["state_words"]
    nouns = table("counted")["event_nouns"]
    for token in doc[after : min(len(doc), thing.i + 3)]:
        if token.lower_ in words and not token.is_sent_start:
            return str(words[token.lower_])
    for child in thing.children:
        if child.i > thing.i and child.dep_ in ("acl", "relcl") and child.pos_ == "VERB" and not _is_hollow(child):
            return _verb_state(child, words)
    if thing.lower_ in nouns:
        modal = next((t for t in thing.head.children if t.dep_ == "aux" and t.lower_ in _verbs("modals")), None)
        guessed = f"{modal.lower_} " if modal is not None and thing.head.pos_ in ("VERB", "AUX") else ""
        return f"{guessed}{nouns[thing.lower_]}"
    beside = doc[max(0, thing.i - 1) : thing.i + 2] if thing.i < after else ()
    for token in beside:  # "the number of injured has risen to 12", "the number of people killed"
        if token.lower_ in words:
            return str(words[token.lower_])
    token = thing
    for _ in range(_STEPS):
        head = token.head
        if head is token:
            break
        if token.lower_ in _verbs("bodies") and _is_found(token, head):
            return "die"
        if token.dep_ in ("pobj", "pcomp") and head.dep_ in ("prep", "agent") and head.head.lower_ in nouns:
            return str(nouns[head.head.lower_])
        if token.dep_ in ("poss", "compound") and head.lower_ in nouns:
            return str(nouns[head.lower_])
        if head.pos_ in ("VERB", "AUX") and not (head.lower_ == "including" and head.head is not head):
            return _verb_state(head, words) or _told_after(thing, words)
        token = head
    return _verb_state(token, words) if token.pos_ == "VERB" and token is not thing else ""


def _is_found(body: Token, above: Token) -> bool:
    """Whether "bodies" are of the dead and no councils: they are found, or somebody's ("the bodies of 12 men")."""
    if body.lower_ in ("corpse", "corpses") or any(child.lower_ == "of" for child in body.rights):
        return True
    while above.lower_ in ("of", "total") and above.head is not above:
        body, above = above, above.head
    finds = body.dep_ == "nsubj" and any(child.dep_ in ("dobj", "ccomp") for child in above.rights)
    return above.lemma_.lower() in _verbs("found") and not finds


def _verb_state(verb: Token, words: dict[str, str]) -> str:
    """The state a governing verb gives: its own lemma, or that of what it passes on to, or of what is predicated."""
    said = [t for t in verb.children if t.dep_ in ("xcomp", "ccomp") and t.i > verb.i]
    below = next((t for t in said if t.pos_ == "VERB"), None)
    lemma = verb.lemma_.lower()
    if below is None and lemma in _verbs("pass_on"):  # "are known to be dead"
        told = next((t for be in said if be.pos_ == "AUX" for t in be.children if t.lower_ in words), None)
        if told is not None:
            return str(words[told.lower_])
    if below is not None and lemma in _verbs("pass_on") and not any(t.dep_ == "dobj" for t in verb.children):
        return f"{lemma} to {below.lemma_.lower()}" if lemma in _verbs("planned") else _lemma(below)
    feared = next((t for t in verb.rights if t.dep_ in ("oprd", "acomp") and t.lower_ in words), None)
    if feared is not None:  # "are feared missing", "lay dead"
        return str(words[feared.lower_])
    if _is_hollow(verb):
        told = next((t for t in verb.children if t.lower_ in words), None)
        if told is None:  # "20 would be there" is a plan; what "may be there" is a guess at what is
            will = next((t for t in verb.children if t.dep_ == "aux" and t.lower_ in _verbs("future")), None)
            return f"{will.lemma_.lower()} be" if will is not None and lemma == "be" else ""
        return str(words[told.lower_])
    if lemma in _verbs("permitted") and below is not None:
        return "license"
    return _lemma(verb)


def _told_after(thing: Token, words: dict[str, str]) -> str:
    """The state that the last of several coordinated things carries for all: "ten guests and two guides aboard"."""
    end = min(thing.right_edge.i + 1, thing.i + 12)
    return next((str(words[t.lower_]) for t in thing.doc[thing.i + 1 : end] if t.lower_ in words), "")


def _lemma(verb: Token) -> str:
    """The lemma of a verb, with what makes it a plan: "will send", "plan to send"."""
    lemma: str = table("counted")["lemmas"].get(verb.lemma_.lower(), verb.lemma_.lower())
    if not lemma.isalpha():
        return ""  # a mark of punctuation or a clitic that the parse took for a verb
    if lemma == "take" and any(t.dep_ == "dobj" and t.lower_ == "part" for t in verb.children):
        return "participate"
    if verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_.lower() in _verbs("permitted"):
        return "license"
    modal = next((t for t in verb.children if t.dep_ == "aux" and t.lower_ in _verbs("modals")), None)
    if modal is not None and not any(t.lower_ == "have" for t in verb.children):
        return f"{modal.lemma_.lower()} {lemma}"
    up = verb.head
    if verb.dep_ == "xcomp" and up.lemma_.lower() in _verbs("planned"):
        return f"{up.lemma_.lower()} to {lemma}"
    return lemma


def is_planned(state: str) -> bool:
    """Whether a state is meant and not done: "plan to send", "will send"."""
    lead = state.split(" ", maxsplit=1)[0]
    return " " in state and (lead in _verbs("planned") or lead in _verbs("modals"))


def is_general(token: Token) -> bool:
    """Whether a number is told of anyone or under a condition: "You don't build hundreds of boats if all is well"."""
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            for child in token.children:
                of_anyone = child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("you", "one", "nobody", "anyone")
                clause = token if child.dep_ == "mark" else child if child.dep_ == "advcl" else None
                if of_anyone or (clause is not None and _is_condition(clause)):
                    return True
        if token.head is token or token.dep_ == "ccomp":
            break
        token = token.head
    return False


def _is_condition(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in clause.lefts)


def _is_hollow(verb: Token) -> bool:
    return verb.lemma_.lower() in _verbs("hollow")


@cache
def _verbs(name: str) -> frozenset[str]:
    """A list of verbs of `data/counted.toml`."""
    return frozenset(table("counted")["verbs"][name])
