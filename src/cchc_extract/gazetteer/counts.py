"""Carrying counts of merged units over to what they are part of today."""

from __future__ import annotations

from cchc_extract.gazetteer.gazetteer import Gazetteer, default_gazetteer
from cchc_extract.gazetteer.model import FROM, Unit


def successor_for_counts(unit: Unit, gazetteer: Gazetteer | None = None) -> Unit | None:
    """The unit of since July 2025 that a count over the whole of `unit` may be added to.

    None where `unit` was divided or has no known successor; `unit` itself when it is of the later
    period. For counts only: ranks, scores and rates are never mapped.
    """
    if unit.period == FROM:
        return unit
    edges = (gazetteer or default_gazetteer()).successors(unit, whole=True)
    return edges[0].new if edges else None
