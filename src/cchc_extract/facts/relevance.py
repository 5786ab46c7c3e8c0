"""Whether an article's numbers can be the reform's at all.

Most articles say so in a word (``lexicon/data/reform.yaml``). An interview in a ward may not: there
a people's committee and its dossiers, named again and again, say it.
"""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.stream import Item

__all__ = ["is_local_office"]

_COMMITTEE: Final = "Ủy ban nhân dân"
_LOCAL: Final = ("district", "commune")
_DOSSIERS: Final = 3


def is_local_office(items: list[Item]) -> bool:
    """A local people's committee, and dossiers three times or more."""
    dossiers = 0
    committee = False
    for item in items:
        if item.kind == "U":
            committee = committee or (item.x.level in _LOCAL and _COMMITTEE in item.x.name)
        elif item.kind == "C" and "dossier" in item.x.tags:
            dossiers += 1
    return committee and dossiers >= _DOSSIERS
