"""Numbers and periods found in a text (plain values)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["NumberMention", "PeriodMention"]


@dataclass(slots=True)
class NumberMention:
    """A number as written.

    Attributes:
        first, stop: its tokens, multiplier and percent sign included, ``stop`` excluded.
        value: its value, multiplier applied: ``61,3 ngàn`` is 61300. int where whole.
        percent: written with ``%`` or ``phần trăm``.
        out_of: the whole of an ``a/b`` form, or None.
        word: written in words (``hai``, ``mười ba``).
        decimals: digits after the decimal sign as written, for rounding in checks.
        step: the value of one unit of the last written digit: 0.1 for ``95,2``, 100 for
            ``61,3 ngàn``; what is written may be off by half of it.
        points: a change in percentage points (``0,83 điểm %``); the words are not in the span.
        in_range: one end of a range (``80-90%``, ``từ 3 đến 5``).
        ordinal: after ``thứ``.
    """

    first: int
    stop: int
    value: int | float
    percent: bool = False
    out_of: int | float | None = None
    word: bool = False
    decimals: int = 0
    step: float = 1
    points: bool = False
    in_range: bool = False
    ordinal: bool = False


@dataclass(slots=True)
class PeriodMention:
    """A time expression.

    Attributes:
        first, stop: its tokens, ``stop`` excluded.
        start, end: both inclusive; None for an open end.
        kind: ``year``, ``quarter``, ``month``, ``day``, ``span`` (from-to, first N months),
            ``until`` (``đến hết``, ``tính đến``, ``lũy kế``), ``stage`` (``giai đoạn``),
            ``relative`` (``trong quý``, ``cùng kỳ``, ``năm qua``; without days where nothing says
            which), ``open`` (``từ ngày X``), ``now`` (``hiện nay``), ``undated`` (``thời gian
            tới``) and ``past`` (``trước đây``), both without days: the period of such a number is
            null.
        role: ``period``; ``baseline`` after ``so với``; ``document`` where it dates a document;
            ``deadline`` for ``trước ngày ...``; ``event`` for a bare day of a meeting or
            publication (``Sáng 12-01-2024, ...``, ``công bố ngày ...``): no number's time.
        rule: id of the lexicon entry that found it.
        anchor: how a relative time follows from the time of the number it stands with:
            ``same_last_year`` (``cùng kỳ``), ``same_in_year`` (``cùng kỳ năm 2023``),
            ``previous`` (``kỳ trước``), ``previous_year`` (``năm trước``), ``report`` (``nay``: the
            time reported on, of what is counted over a time); else ``""``.
        since: of ``đến tháng 11``, which may be all until then or that month, the first day of
            that month; else None.
    """

    first: int
    stop: int
    start: date | None
    end: date | None
    kind: str
    role: str = "period"
    rule: str = ""
    anchor: str = ""
    since: date | None = None
