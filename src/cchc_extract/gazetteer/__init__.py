"""The gazetteer: administrative units of Vietnam before and after 1 July 2025.

>>> from cchc_extract.gazetteer import default_gazetteer
>>> [unit.code for unit in default_gazetteer().lookup("huyện Phù Yên")]
['122']
"""

from __future__ import annotations

from cchc_extract.gazetteer.counts import successor_for_counts
from cchc_extract.gazetteer.describe import describe
from cchc_extract.gazetteer.gazetteer import Gazetteer, default_gazetteer
from cchc_extract.gazetteer.linking import (
    Link,
    LinkContext,
    Mention,
    link,
    link_all,
)
from cchc_extract.gazetteer.model import (
    BEFORE,
    FROM,
    Kind,
    Level,
    Period,
    Successor,
    Unit,
    period_of,
)

__all__ = [
    "BEFORE",
    "FROM",
    "Gazetteer",
    "Kind",
    "Level",
    "Link",
    "LinkContext",
    "Mention",
    "Period",
    "Successor",
    "Unit",
    "default_gazetteer",
    "describe",
    "link",
    "link_all",
    "period_of",
    "successor_for_counts",
]
