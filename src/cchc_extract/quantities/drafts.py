"""Drafts of period mentions: what belongs together, before its days are known."""

from __future__ import annotations

from dataclasses import dataclass

from cchc_extract.quantities.forms import Expression

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """A time expression before its days are known.

    Attributes:
        first, stop: its tokens.
        mode: ``point``, ``span`` (``a`` to ``b``), ``open`` (from ``a``), ``until`` (to ``a``).
        a, b: the expressions it is made of; a ``b`` of form ``now`` ends on publication.
        role: as in PeriodMention.
        listed: it follows the time before it with ``và`` or a comma between.
        told: said of what has been (``tính đến``), so that a day without its year is past.
        arrives: ``đến tháng 11``, not ``đến hết tháng 11``.
        index: its year is that of an index named before it.
        report: the text calls it the time reported on.
        paragraph: number of its line, from 0.
        inside: the span in brackets after it, whose days are its own.
    """

    first: int
    stop: int
    mode: str
    a: Expression
    b: Expression | None = None
    role: str = "period"
    paragraph: int = 0
    inside: Draft | None = None
    listed: bool = False
    told: bool = True
    arrives: bool = False
    index: bool = False
    report: bool = False

    @property
    def form(self) -> str:
        """How the numbers of ``a`` are read."""
        return self.a.form

    @property
    def is_day(self) -> bool:
        """Is it one day: ``ngày 12/4``, ``hôm qua``?"""
        told = self.form == "shifted" and self.a.entry.gives["unit"] == "day"
        return told or self.form == "day"
