"""Changes of an article that change nothing it says, and where each place of it goes.

A transformation yields a `Changed`: the new text and the new place of every old one, so that what
was found before the change can be laid over what is found after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

Edit = tuple[int, int, str]
"""Old start, old end, new text; an insertion where start and end are one."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A text after a change.

    Attributes:
        text: the new text.
        starts: new offset of each old character.
        ends: new offset behind the old character before each old offset.
        open: new spans in which mentions may be others than before.
    """

    text: str
    starts: list[int]
    ends: list[int]
    open: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where an old span, which is not empty, stands now; what was inserted beside it is out."""
        return self.starts[start], self.ends[end]


def edited(text: str, edits: Iterable[Edit]) -> Changed:
    """``text`` after edits that are in order and do not overlap."""
    parts: list[str] = []
    starts: list[int] = []
    ends = [0]
    old = new = 0

    def keep(stop: int) -> None:
        nonlocal old, new
        parts.append(text[old:stop])
        starts.extend(range(new, new + stop - old))
        ends.extend(range(new + 1, new + 1 + stop - old))
        new += stop - old
        old = stop

    for start, end, piece in edits:
        keep(start)
        size = end - start
        starts.extend(new + min(k, len(piece)) for k in range(size))
        ends.extend(new + min(k, len(piece)) for k in range(1, size))
        new += len(piece)
        if size:
            ends.append(new)
        parts.append(piece)
        old = end
    keep(len(text))
    return Changed("".join(parts), starts, ends)


def _substituted(text: str, pattern: re.Pattern[str], new: Callable[[str], str]) -> Changed:
    return edited(text, ((*m.span(), new(m[0])) for m in pattern.finditer(text)))


_LETTER_WITH_MARKS = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_TONED_FIRST = re.compile(r"(?:[òóỏõọ][ae]|[ùúủũụ]y)(?!\w)", re.IGNORECASE)
_TONED_LAST = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)
_BLANK = re.compile(" ")
_LINE_END = re.compile(r"\r?\n")
_HYPHEN = re.compile("-")
_DASH = re.compile("[–—]")
_SPACED_DASH = re.compile("(?<= )[-–](?= )")
# Dates and numbers of documents have a stroke, a dash or another dot beside them.
_GROUPED = re.compile(r"(?<![\w.,/–-])(?:\d{2,3}(?:\.\d{3})+|\d(?:\.\d{3}){2,})(?![\w./–-]*\w)")


def _moved_tone(two: str) -> str:
    """Two vowels with the tone mark on the other one."""
    plain = unicodedata.normalize("NFD", two)
    tone = next(c for c in plain if unicodedata.combining(c))
    first, last = list(plain.replace(tone, ""))
    moved = first + last + tone if two[0] != first else first + tone + last
    return unicodedata.normalize("NFC", moved)


def _old_tones(text: str) -> Changed:
    return _substituted(text, _TONED_FIRST, _moved_tone)


def _new_tones(text: str) -> Changed:
    return _substituted(text, _TONED_LAST, _moved_tone)


def _decomposed(text: str) -> Changed:
    return _substituted(text, _LETTER_WITH_MARKS, lambda c: unicodedata.normalize("NFD", c))


def _composed(text: str) -> Changed:
    return _substituted(text, _LETTER_WITH_MARKS, lambda c: unicodedata.normalize("NFC", c))


def _doubled_blanks(text: str) -> Changed:
    return _substituted(text, _BLANK, lambda _: "  ")


def _unbroken_blanks(text: str) -> Changed:
    return _substituted(text, _BLANK, lambda _: "\xa0")


def _plain_thousands(text: str) -> Changed:
    """``12.345`` without its dot; four digits stay, for ``1234`` could be a year."""
    return _substituted(text, _GROUPED, lambda number: number.replace(".", ""))


def _en_dashes(text: str) -> Changed:
    return _substituted(text, _HYPHEN, lambda _: "–")


def _em_dashes(text: str) -> Changed:
    return _substituted(text, _SPACED_DASH, lambda _: "—")


def _hyphens(text: str) -> Changed:
    return _substituted(text, _DASH, lambda _: "-")


_FEWEST_WORDS, _MOST_WORDS = 4, 30
_PROSE = 150  # letters from which a line is no title


def _lines(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\r\n]+", text)]


def headings(text: str) -> Iterator[tuple[int, int]]:
    """Lines like titles: some words without a stop, above all prose or with prose below."""
    lines = _lines(text)
    above = True
    for (start, end), (first, stop) in pairwise(lines):
        above &= end - start < _PROSE
        line = text[start:end].strip()
        if (
            _FEWEST_WORDS <= len(line.split()) <= _MOST_WORDS
            and end - start < _PROSE
            and line[-1] not in ".,;:!?…"
            and line[0] not in "-+•"
            and (above or stop - first >= _PROSE)
        ):
            yield start, end


def _capitals(text: str) -> Changed:
    """In a line that is all capitals names have no bounds, so mentions there are open."""
    lines = list(headings(text))
    new = edited(
        text,
        (
            (start + i, start + i + 1, letter.upper())
            for start, end in lines
            for i, letter in enumerate(text[start:end])
        ),
    )
    return replace(new, open=tuple(new.span(*line) for line in lines))


def _line_ends(text: str) -> Changed:
    return _substituted(text, _LINE_END, lambda _: "\r\n")


_WEATHER = (
    "Trong khi đó, thời tiết mấy ngày nay khá dễ chịu, trời nhiều mây, trưa chiều hửng nắng, nhiệt"
    " độ cao nhất 29 độ, gió nhẹ; bà con tranh thủ phơi lúa và sửa lại mái bếp trước mùa mưa."
)
_MATCH = (
    "Ở một diễn biến khác, giải bóng chuyền hữu nghị năm 2014 vừa khép lại tại Kiên Giang với 12"
    " đội tham dự; đội chủ nhà thắng chung kết 3-1 và nhận giải thưởng 15 triệu đồng."
)
_BREADCRUMBS = (
    "Đăng nhập | Liên hệ | Sơ đồ site\nTrang chủ > Tin tức > Chính trị\n"
    "Cỡ chữ: A- A A+\nLượt xem: 1.245\n\n"
)
_PORTAL = (
    "CỔNG THÔNG TIN ĐIỆN TỬ\n\nTrang chủ / Tin tức - Sự kiện / Cải cách hành chính\n"
    "In bài viết   Gửi email   Chia sẻ\n\n"
)
_RELATED = (
    "\n\nTin liên quan\nQuảng Ninh dẫn đầu cả nước về Chỉ số PAR Index với 91,87 điểm\n"
    "Sở Tư pháp tỉnh Lào Cai giải quyết đúng hạn 99,2% hồ sơ\n"
    "Huyện Châu Thành tinh giản 35 biên chế\n"
)
_OTHER_NEWS = (
    "\n\nCÁC TIN KHÁC\n"
    "- 6 tháng, tỉnh Lào Cai tiếp nhận hơn 120.500 hồ sơ trực tuyến (12/07/2021)\n"
    "- Thị xã Sa Pa: 98,5% hồ sơ trước và đúng hạn (05/07/2021)\n"
    "- Công bố 27 thủ tục hành chính lĩnh vực đất đai (01/07/2021)\n"
)


def _before(text: str, paragraph: str) -> Changed:
    """The paragraph above all prose, below the title."""
    place = next((start for start, end in _lines(text) if end - start >= _PROSE), 0)
    return edited(text, [(place, place, f"{paragraph}\n\n")])


def _after(text: str, paragraph: str) -> Changed:
    """The paragraph below all prose, above what the page has there."""
    place = next((end for start, end in reversed(_lines(text)) if end - start >= _PROSE), len(text))
    new = edited(text, [(place, place, f"\n\n{paragraph}")])
    return replace(new, open=((place, place + len(paragraph) + 2),))


def _added(text: str, *, head: str = "", tail: str = "") -> Changed:
    return edited(text, [(0, 0, head), (len(text), len(text), tail)])


SPELLING: dict[str, Callable[[str], Changed]] = {
    "old tone marks": _old_tones,
    "new tone marks": _new_tones,
    "NFD": _decomposed,
    "NFC": _composed,
    "doubled blanks": _doubled_blanks,
    "unbroken blanks": _unbroken_blanks,
    "plain thousands": _plain_thousands,
    "en dashes": _en_dashes,
    "em dashes": _em_dashes,
    "hyphens": _hyphens,
    "line ends": _line_ends,
    "headings in capitals": _capitals,
}
SURROUNDINGS: dict[str, Callable[[str], Changed]] = {
    "weather before": partial(_before, paragraph=_WEATHER),
    "weather after": partial(_after, paragraph=_WEATHER),
    "sport after": partial(_after, paragraph=_MATCH),
    "breadcrumbs": partial(_added, head=_BREADCRUMBS),
    "head of a portal": partial(_added, head=_PORTAL),
    "related news": partial(_added, tail=_RELATED),
    "other news": partial(_added, tail=_OTHER_NEWS),
}


_TOGETHER = (
    "plain thousands", "old tone marks", "en dashes", "unbroken blanks", "NFD", "line ends",
    "breadcrumbs", "weather after", "related news",
)  # fmt: skip


def _several(text: str) -> Changed:
    """Transformations that do not undo each other, each of what the one before it gave."""
    new = edited(text, ())
    for name in _TOGETHER:
        old, new = new, (SPELLING | SURROUNDINGS)[name](new.text)
        new = Changed(
            new.text,
            [new.starts[i] if i < len(new.starts) else len(new.text) for i in old.starts],
            [new.ends[i] for i in old.ends],
            (*new.open, *(new.span(*span) for span in old.open)),
        )
    return new


TRANSFORMS = SPELLING | SURROUNDINGS | {"several at once": _several}
"""The transformations by name."""
