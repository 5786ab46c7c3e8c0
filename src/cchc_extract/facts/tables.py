"""Tables that a page lost: one cell a line.

    Nhóm / Đã trả / Trước hạn / Toàn Trung tâm / 17.230 / 14.811 / Công an tỉnh / 4.377 / ...

The lines before the first number are the heads of the columns and the label of the first row; from
then on every label is followed by as many numbers as there are columns. Such rows are put back
together with ``|`` between their cells and read like tables that kept theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cchc_extract.facts.stream import Item

__all__ = ["Row", "rejoin"]

Row = tuple[tuple[int, int], list[Item], bool]  # token range, items, opens a paragraph
_CELL: Final = 8  # items of a cell at most
_COLUMNS: Final = 40  # at most
_BAR: Final = Item("|", -1, -1, None)


def rejoin(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows of an article, those of one-cell-a-line tables joined."""
    i = 0
    while i < len(rows):
        j = i
        while j < len(rows) and _is_label(rows[j]):
            j += 1
        width = _width(rows, i, j)
        if not width:
            j = max(j, i + 1)  # no table begins further down among these labels either
            yield from rows[i:j]
            i = j
            continue
        head = rows[j - width - 2 : j - 1]
        yield from rows[i : j - width - 2]
        yield _joined(head)
        i = j - 1
        while _is_row(rows, i, width):
            yield _joined(rows[i : i + width + 1])
            i += width + 1


def _is_label(row: Row) -> bool:
    items = row[1]
    return row[2] and len(items) <= _CELL and not any(x.kind in "N|.:;" for x in items)


def _is_number(row: Row) -> bool:
    items = row[1]
    return row[2] and items[0].kind == "N" and len(items) <= 2


def _is_row(rows: Sequence[Row], i: int, width: int) -> bool:
    """A label and ``width`` numbers."""
    cells = rows[i : i + width + 1]
    return len(cells) == width + 1 and _is_label(cells[0]) and all(map(_is_number, cells[1:]))


def _width(rows: Sequence[Row], start: int, first: int) -> int:
    """How many columns of numbers follow the labels ``start`` to ``first``; 0 for no table."""
    width = 0
    while width <= _COLUMNS and first + width < len(rows) and _is_number(rows[first + width]):
        width += 1
    if not 2 <= width <= _COLUMNS or first - start < width + 2:
        return 0
    return width if _is_row(rows, first + width, width) else 0


def _joined(rows: Sequence[Row]) -> Row:
    items: list[Item] = []
    for row in rows:
        items += ([_BAR] if items else []) + row[1]
    return (rows[0][0][0], rows[-1][0][1]), items, True
