"""What a body is named after: fields of work from the data, or a row of capitals."""

from __future__ import annotations

from typing import Final

from cchc_extract.entities.page import Page
from cchc_extract.entities.places import Places

__all__ = ["FieldParser"]

_JOINERS: Final = frozenset(("và", "-", "&", ","))
_NOT_A_NAME: Final = frozenset(("role", "honorific", "body", "area", "document", "head", "block"))
_STOPS_NAME: Final = frozenset(("area", "role", "head", "body", "honorific"))
# Words, and pairs of words, that go on with the sentence: they never stand in a body's name.
_BREAKS: Final = frozenset(
    "của đã được là có tại các những cho với trong do để khi theo từ đến sẽ đang cũng không này đó"
    " về gồm như giao cùng bị phải cần nên mới vừa cấp trên lần đạt xếp đứng làm nhận trả ký nêu"
    " chưa còn vẫn trao tặng gửi nộp đưa họp sang vào ra lên xuống lại rồi thì mà nhưng luôn đều"
    " chậm".split()
)
_BREAKING_PAIRS: Final = frozenset(
    tuple(pair.split())
    for pair in (
        "tham mưu", "phối hợp", "yêu cầu", "đề nghị", "báo cáo", "thực hiện", "triển khai",
        "ban hành", "tổ chức", "chủ trì", "chỉ đạo", "tiếp nhận", "tiếp tục", "hướng dẫn",
        "rà soát", "thông báo", "công bố", "đánh giá", "kiểm tra", "kết luận", "hỗ trợ", "dẫn đầu",
        "mở rộng", "giải quyết", "xử lý", "tăng cường", "giảm dần", "bố trí", "ghi nhận",
        "xác nhận", "cảnh báo", "khẳng định", "nhận định", "lý giải", "cung cấp", "hoàn thành",
        "cắt giảm", "sáp nhập", "hợp nhất", "tinh giản", "cập nhật", "niêm yết", "công khai",
        "tham gia", "đề xuất", "kiến nghị", "trả lời", "phân tích", "thống kê", "tổng hợp",
    )
)  # fmt: skip
_FUNCTION_WORDS: Final = frozenset(
    "của đã được là có tại các những cho với trong do để khi theo từ đến sẽ đang cũng không này đó"
    " về gồm như và ở trên".split()
)
_ENDS_OBJECT: Final = _BREAKS | frozenset(
    "và bỏ bớt gom góp cắt rút hứa nói tụt trễ vượt giữ thay".split()
)
_STOPS_OBJECT: Final = frozenset(("area", "body", "role", "honorific", "document"))
_NATION: Final = (("quốc", "gia"), ("trung", "ương"))
_LONGEST_LEAD: Final = 9
_LONGEST_FIELD: Final = 10


class FieldParser:
    """Reads what follows a head. Holds tables only."""

    def __init__(self, places: Places, surnames: frozenset[str]) -> None:
        self.places = places
        self.surnames = surnames

    def field(
        self, page: Page, j: int, *, join: bool = True, lower: bool = False
    ) -> tuple[int, str]:
        """Where the field that begins at ``j`` stops, and its canonical spelling.

        Args:
            page: the article.
            j: the token after the head.
            join: fields joined by ``và``, ``-``, ``&`` make one name.
            lower: fields are written small inside this name (``Ban Chỉ đạo cải cách hành chính``).

        Returns:
            ``j`` and an empty text where there is no field.
        """
        start, names = j, list[str]()
        while True:
            gives = page.gives(j)
            if gives.get("is") != "office" and "office" not in gives:
                break
            if "goes_on" in gives and not (lower or page.cap[j] or j in page.shout):
                break
            stop = page.stops[j]
            if "goes_on" in gives:
                stop = self._object(page, stop)
                name = page.name(j, stop)
            else:
                name = page.spelled(j)
            names.append(name[0].lower() + name[1:] if lower else name)
            j = stop
            stop = self._joined(page, j) if join else j
            if stop == j:
                break
            names.append("-" if page.norm(j) == "-" else "và")
            if page.norm(j) == ",":
                names[-2:] = [names[-2] + ","]
            j = stop
        if j == start:
            return self._unlisted(page, start)
        stop, more = self._and_unlisted(page, j)
        return stop, " ".join(names) + more

    def joined(self, page: Page, j: int) -> tuple[int, str]:
        """``và Kiểm soát TTHC`` before a territory: more fields of a body that has its name."""
        norm = page.norm(j)
        if norm in ("và", "-", "&") and page.kind(j + 1) == "office" and page.capital(j + 1):
            stop, field = self.field(page, j + 1)
            if page.kind(stop) == "area":
                return stop, f"{'-' if norm == '-' else 'và'} {field}"
        return j, ""

    def _and_unlisted(self, page: Page, j: int) -> tuple[int, str]:
        """``Văn hóa - Thể thao`` goes on with ``và Gia đình`` where a territory follows that."""
        k = j + 1
        if page.norm(j) != "và" or not page.capital(k) or page.kind(k) is not None:
            return j, ""
        if page.norms[k] in self.surnames:
            return j, ""
        stop, name = self._unlisted(page, k)
        return (stop, f" và {name}") if page.kind(stop) == "area" else (j, "")

    def _object(self, page: Page, j: int) -> int:
        """Past the object of a verb: ``Quản lý`` *công sản*, ``Phát triển`` *đô thị*."""
        if page.capital(j):
            if page.kind(j) in _NOT_A_NAME or self._ends_before(page, j):
                return j
            return self._capitals(page, j)
        k, stop = j, min(page.n, j + _LONGEST_LEAD)
        while k < stop and not page.cap[k]:
            norm = page.norms[k]
            if norm == "-" and k > j and page.norm(k + 1).isalpha():
                k += 1
                continue
            if not norm.isalpha() or norm in _ENDS_OBJECT or page.kind(k) in _STOPS_OBJECT:
                break
            nxt = page.norm(k + 1)
            if (norm, nxt) in _BREAKING_PAIRS or nxt[:1].isdigit():
                break
            k += 1
        return k

    def is_person(self, page: Page, j: int) -> bool:
        """Whether a personal name stands at token ``j``, by its surname and its capitals."""
        if j >= page.n or page.norms[j] not in self.surnames or page.kind(j) is not None:
            return False
        return page.run(j, 3) - j >= 2 and self.places.longest(page.norms, j, "province") == j

    @staticmethod
    def _joined(page: Page, j: int) -> int:
        """Past a joiner between two fields of one name; ``j`` where the name ends."""
        norm = page.norm(j)
        if norm not in _JOINERS or page.kind(j + 1) != "office" or not page.capital(j + 1):
            return j
        if norm == ",":  # Kinh tế, Hạ tầng và Đô thị, but not Sở Nội vụ, Tài chính
            after = page.stops[j + 1]
            if page.norm(after) not in ("và", "-") or page.kind(after + 1) != "office":
                return j
            if page.kind(page.stops[after + 1]) != "area":
                return j
        return j + 1

    @staticmethod
    def _continues(page: Page, k: int) -> bool:
        """Whether token ``k`` is a small word that may be the second half of a compound."""
        norm = page.norm(k)
        return norm.isalpha() and not page.cap[k] and norm not in _FUNCTION_WORDS

    def _unlisted(self, page: Page, start: int) -> tuple[int, str]:
        """A row of capitals, with the small words that lead on from it to a territory."""
        if not page.capital(start) or page.kind(start) in _NOT_A_NAME:
            return start, ""
        if self.places.longest(page.norms, start, "province") > start:
            return start, ""
        if page.norms[start] == "trung" and page.norm(start + 1) == "ương":
            return start, ""
        stop = self._to_place(page, self._capitals(page, start))
        return stop, page.name(start, stop)

    def _capitals(self, page: Page, start: int) -> int:
        """Past words that begin with a capital: Khuyến công, Cảnh sát Hình sự."""
        k = start
        while k < page.n and k - start < _LONGEST_FIELD:
            row = page.run(k)
            for i in range(k, row):
                if i > start and self._ends_before(page, i):
                    return i
            k = row
            word = page.pieces[k - 1].rstrip()
            if (row - start) % 2 == 0 or word.isupper() or not self._continues(page, k):
                return k
            k += 1  # the second half of a word
            if not page.capital(k) or self._ends_before(page, k):
                return k
        return k

    def _ends_before(self, page: Page, i: int) -> bool:
        """Whether a territory, another body, a title or a person begins at ``i``."""
        return (
            page.kind(i) in _STOPS_NAME
            or self.places.longest(page.norms, i, "province") > i
            or (page.norms[i] in self.surnames and page.run(i, 3) - i >= 2)
        )

    def _to_place(self, page: Page, stop: int) -> int:
        """Past small words that lead on to a territory: Kiểm định *kỹ thuật* tỉnh."""
        k = stop
        while k < page.n and k - stop < _LONGEST_LEAD and not page.cap[k]:
            kind, norm = page.kind(k), page.norms[k]
            if kind == "area":
                return k
            if (norm, page.norm(k + 1)) in _NATION:
                return k + 2
            if kind in ("head", "body", "role") or norm in _BREAKS:
                break
            if (norm, page.norm(k + 1)) in _BREAKING_PAIRS:
                break
            if not norm.isalpha() and norm not in _JOINERS:
                break
            k += 1
        if stop < k < page.n and self.places.longest(page.norms, k, "province") > k:
            return k if page.cap[k] else stop  # Viện Nghiên cứu phát triển | Hải Phòng
        return stop
