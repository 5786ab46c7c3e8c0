"""What the numbers of a paragraph were understood to say, and what it remembers of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from cchc_extract.facts.regions import Region
from cchc_extract.quantities.types import NumberMention

__all__ = [
    "Column",
    "Reading",
    "State",
    "Tags",
]

Tags = dict[str, str]  # dimension -> tag


@dataclass(slots=True)
class Reading:
    """A number that was understood."""

    number: NumberMention
    region: Region
    metric: str
    kind: str
    unit: str
    value: int | float
    bound: str
    rule: str
    tags: Tags
    index: str | None = None
    norm: bool = False
    parent: Reading | None = None
    came_from: bool = False
    own_stage: bool = False


@dataclass(slots=True)
class State:
    """What a paragraph remembers from sentence to sentence."""

    index: str | None = None
    component: bool = False
    lead: Tags = field(default_factory=dict)
    last: Reading | None = None
    contest: bool = False
    scope: Tags = field(default_factory=dict)
    group: Reading | None = None
    object: str | None = None
    reform: bool = False
    index_here: bool = False
    dropped: bool = False
    bracketed: bool = False
    head: Reading | None = None
    row: Reading | None = None
    columns: list[Column] = field(default_factory=list)
    first: list[Reading] = field(default_factory=list)  # of the clause that others go on from
    announced: bool = False  # the sentence before named an index, and no more
    told: list[Reading] = field(default_factory=list)  # of the last sentence with numbers

    def new_paragraph(self, *, listed: bool = False, leads: bool = False) -> None:
        """The index named in another paragraph is still known, but not what is spoken of.

        An item of a list (``listed``) continues the lead-in, not the item before it; ``leads``
        says that the paragraph before was one.
        """
        if leads:
            self.head = self.last
        elif listed and self.head is not None:
            self.last = self.head
        self.group = self.row = None
        self.index_here = self.announced = False
        if self.index != "OTHER":
            self.component = False


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column: the tags and roles of its words."""

    tags: Tags
    roles: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.tags or self.roles)
