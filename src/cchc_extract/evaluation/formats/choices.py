"""The slots whose values come from a short list, for tools that offer lists."""

from __future__ import annotations

from typing import get_args

from cchc_extract.records import (
    Bound,
    Channel,
    FactKind,
    IndexName,
    Level,
    Metric,
    Status,
    UnitOfMeasure,
)

METRICS: tuple[str, ...] = get_args(Metric)
FACT_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(FactKind),
    "unit": get_args(UnitOfMeasure),
    "bound": get_args(Bound),
    "index": get_args(IndexName),
    "channel": get_args(Channel),
    "status": get_args(Status),
}
UNIT_CHOICES: dict[str, tuple[str, ...]] = {
    "level": get_args(Level),
    "kind": ("territory", "body"),
}
