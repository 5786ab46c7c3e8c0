"""All facts of one article, from the stream of its items."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from cchc_extract.entities.mentions import UnitRef
from cchc_extract.facts.binding import Binder
from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.focus import find_focus
from cchc_extract.facts.readings import Reading, State
from cchc_extract.facts.report_time import article_times, date_headlines, is_ahead
from cchc_extract.facts.status import StatusReader
from cchc_extract.facts.stream import Item
from cchc_extract.facts.subjects import SubjectReader
from cchc_extract.facts.tables import rejoin
from cchc_extract.facts.times import TimeReader
from cchc_extract.text.tokens import Tokens

__all__ = ["read_facts"]

_HEADING: Final = 8  # items of a line that heads a list
# Metrics whose number says nothing of how a dossier came or went.
_NO_CHANNEL: Final = frozenset(
    "dossiers_paid_online dossiers_digitized online_services online_services_partial"
    " online_services_full rank index_score satisfaction_rate procedures_total"
    " procedures_published procedures_reviewed procedures_amended staff_reduced units_reduced"
    " units_inspected tasks_completed feedback_received".split()
)


class _Bound(NamedTuple):
    """A sentence with its readings; ``listed`` for an item of a list with a lead-in."""

    span: tuple[int, int]
    row: list[Item]
    readings: list[Reading]
    opens: bool
    listed: bool


def read_facts(
    tokens: Tokens,
    items: list[Item],
    sentences: Iterable[tuple[int, int]],
    home: UnitRef | None,
    published: date | None = None,
) -> tuple[list[FactDraft], UnitRef | None]:
    """Facts in text order, and the home unit as the whole article shows it.

    Args:
        tokens: the article.
        items: its stream.
        sentences: token ranges of its sentences.
        home: what it is mostly about.
        published: its day; a number of a time well after it is a goal.
    """
    binder = Binder()
    state = State()
    leads = listed = False
    bound: list[_Bound] = []
    for span, row, opens in rejoin(list(_rows(tokens, items, sentences))):
        if opens:
            listed = leads or (listed and row[0].kind in "-\n")
            state.new_paragraph(listed=listed, leads=leads)
        leads = row[-1].kind == ":"
        bound.append(_Bound(span, row, binder.bind(row, state), opens, listed))
    found, focus = find_focus(tokens, [row for _, row, _, _, _ in bound], home)
    subjects = SubjectReader(tokens, found, focus)
    times = TimeReader(*article_times(tokens, [(b.row, b.readings) for b in bound], published))
    statuses = StatusReader(tokens, published)
    drafts: list[FactDraft] = []
    by_reading: dict[int, FactDraft] = {}
    paragraph = 0
    headed = False
    for span, row, readings, opens, listed in bound:
        if opens:
            headed = headed and row[0].kind == "-"
            paragraph += not listed
            subjects.new_paragraph(listed=listed)
            times.new_paragraph(listed=headed or listed)
            statuses.new_paragraph(listed=headed or listed)
            headed = headed or _is_heading(row, readings)
        whose = subjects.read(row, readings)
        how = statuses.read(row, readings)
        when = times.read(row, readings, [status for status, _ in how])
        for reading, subject, (period, baseline), (status, said) in zip(
            readings, whose, when, how, strict=True
        ):
            channel = _channel(reading)
            if not said and is_ahead(period, published):
                status = "target"
            lead = by_reading.get(id(reading.parent)) if reading.parent is not None else None
            draft = FactDraft(
                reading, subject, period, baseline, channel, status, span, row, paragraph, lead
            )
            by_reading[id(reading)] = draft
            drafts.append(draft)
    date_headlines(drafts)
    for n, draft in enumerate(drafts, 1):
        draft.id = f"f{n}"
    return drafts, found if found is not None and found.level is not None else home


def _is_heading(row: list[Item], readings: list[Reading]) -> bool:
    """``V. PHƯƠNG HƯỚNG NĂM 2024``: what its list is about."""
    return not readings and len(row) <= _HEADING and row[-1].kind not in ".,;"


def _channel(reading: Reading) -> str | None:
    """How the dossiers came or went; a part of one metric shares the channel of its whole."""
    if reading.metric in _NO_CHANNEL:
        return None
    own = reading.tags.get("channel")
    whole = reading.parent
    if own is None and whole is not None and whole.metric == reading.metric:
        return whole.tags.get("channel")
    return own


def _rows(
    tokens: Tokens, items: list[Item], sentences: Iterable[tuple[int, int]]
) -> Iterable[tuple[tuple[int, int], list[Item], bool]]:
    """The items of each sentence, and whether it opens a paragraph."""
    position = 0
    last_stop = -1
    for first, stop in sentences:
        row: list[Item] = []
        while position < len(items) and items[position].first < first:
            position += 1
        while position < len(items) and items[position].first < stop:
            row.append(items[position])
            position += 1
        opens = last_stop < 0 or "\n" in tokens.norms[last_stop:first]
        last_stop = stop
        if row:
            yield (first, stop), row, opens
