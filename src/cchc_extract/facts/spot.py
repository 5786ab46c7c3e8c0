"""A number where it stands: what every rule about it may look at."""

from __future__ import annotations

from typing import final

from cchc_extract.facts.neighbours import Near
from cchc_extract.facts.readings import Reading, State, Tags
from cchc_extract.facts.regions import Region
from cchc_extract.facts.stream import Item
from cchc_extract.quantities.types import NumberMention

__all__ = ["Spot"]


@final
class Spot:
    """A number of a sentence and what is known around it.

    Attributes:
        number: the number.
        items: its sentence.
        region: which of them are its own.
        near: what stands right before it.
        state: what the paragraph remembers.
        previous: the reading before it in its sentence.
        parent: the whole it is a part of.
    """

    __slots__ = ("items", "near", "number", "parent", "previous", "region", "state")

    def __init__(
        self,
        number: NumberMention,
        items: list[Item],
        region: Region,
        near: Near,
        state: State,
        previous: Reading | None = None,
        parent: Reading | None = None,
    ) -> None:
        self.number = number
        self.items = items
        self.region = region
        self.near = near
        self.state = state
        self.previous = previous
        self.parent = parent

    def says(
        self,
        metric: str,
        kind: str,
        unit: str,
        value: int | float,
        rule: str,
        tags: Tags,
        index: str | None = None,
    ) -> Reading:
        """A reading of the number, with the bound that stands before it."""
        return Reading(
            self.number, self.region, metric, kind, unit, value, self.near.bound, rule, tags,
            index, self.near.norm,
        )  # fmt: skip
