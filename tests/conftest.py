"""The demo story, read and weighed once for every test that looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tellings.model import Record


@pytest.fixture(scope="session")
def demo_record() -> Record:
    from gold import DEMO
    from score import record_of

    return record_of([DEMO])
