"""The tags of words: which of them a number takes, one of each dimension."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cchc_extract.facts.chains import BODIES
from cchc_extract.facts.metrics import MetricTable
from cchc_extract.facts.neighbours import BREAKS, is_have, role_of
from cchc_extract.facts.readings import Tags
from cchc_extract.facts.stream import Cue, Item

__all__ = ["Tagger"]

_AFTER_ONLY: Final = BODIES | {"petition", "bare"}


class Tagger:
    """Collects the tags of cues in the dimensions of a metric table."""

    def __init__(self, table: MetricTable) -> None:
        self._dimension = table.dimension

    def add(
        self,
        tags: Tags,
        items: Iterable[Item],
        *,
        after: bool = False,
        percent: bool = False,
    ) -> None:
        """Add the tags of cues to ``tags``; of each dimension the first stays.

        A body (``cơ quan``, ``công chức``) is what a number counts only right behind it, or before
        it where something is cut or inspected; elsewhere it is a subject or an attribute.

        Args:
            tags: the tags so far.
            items: the words, those that count first in front.
            after: they stand behind the number.
            percent: the number is a percentage, which the sum of a total ends.
        """
        dimension = self._dimension
        bodies: list[str] = []
        for position, item in enumerate(items):
            if item.kind != "C":
                continue
            cue: Cue = item.x
            if cue.role == "total" and percent:
                return
            if after and position == 0 and cue.subject == "class":
                tags.setdefault("object", "org")  # "21 UBND cấp xã"
            for tag in cue.tags:
                dim = dimension.get(tag)
                if dim is None:
                    continue
                if tag in _AFTER_ONLY and not (after and position == 0):
                    if tag in BODIES:
                        bodies.append(tag)
                else:
                    tags.setdefault(dim, tag)
        if bodies and not after and tags.get("act") in ("reduce", "cut", "inspect"):
            tags.setdefault("object", bodies[-1])

    def gather(self, sources: Iterable[Iterable[Item]]) -> Tags:
        """The tags of all ``sources``, the first source first."""
        tags: Tags = {}
        for source in sources:
            self.add(tags, source)
        return tags

    def scope(self, items: list[Item]) -> Tags:
        """``Trong số HS tiếp nhận mới, ...``: tags of a whole named without a number."""
        for i, item in enumerate(items):
            if role_of(item) == "whole":
                stop = next((j for j in range(i + 1, len(items)) if items[j].kind in BREAKS
                             or is_have(items[j])), i)  # fmt: skip
                if any(x.kind == "N" for x in items[i:stop]):
                    return {}
                tags = self.gather([items[i + 1 : stop]])
                return {d: t for d, t in tags.items() if d in ("stage", "time")}
            if item.kind == "N":
                return {}
        return {}
