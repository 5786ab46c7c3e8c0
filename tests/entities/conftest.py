from __future__ import annotations

import pytest

from cchc_extract.entities import EntityReader
from cchc_extract.lexicon import load_entries


@pytest.fixture(scope="session")
def reader() -> EntityReader:
    """The reader with the shipped rules, without the learned layer."""
    return EntityReader(load_entries())
