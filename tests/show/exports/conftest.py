"""What every export is tried on: the ferry's story (`record`, from the folder above), and a record that attacks."""

from __future__ import annotations

import pytest
from tests.hostile import make_hostile_record

from tellings.model import Record


@pytest.fixture(scope="session")
def hostile_record() -> Record:
    """Formulas, markup, templates, bidi, controls, half characters, bad paths, 10,000 words: see `tests.hostile`."""
    return make_hostile_record()
