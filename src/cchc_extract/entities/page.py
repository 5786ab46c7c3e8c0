"""One article as the entity rules see it: tokens, phrases by position, capitals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Final

from cchc_extract.entities.rules import Match, Rule
from cchc_extract.gazetteer.names import canonical
from cchc_extract.text.tokens import Tokens

__all__ = ["Page"]

_NOTHING: Final[Mapping[str, str]] = {}
_BEFORE_SENTENCE: Final = frozenset('. \n : " ? ! - ( ; ... | + * •'.split(" "))
# Small words that lead in at the head of a sentence: their capital belongs to no name.
_LEADS: Final = frozenset(
    "tại ở với riêng còn từ đến tới trong ngoài sau trước theo như khi vì do nếu nhưng và hay bởi"
    " cả chỉ cho về giữa qua song để dù tuy mà rồi nên cùng gồm có không nhờ so trên dưới nay hiện"
    " lúc mới vừa ngay kể thêm chính gần hơn bằng tiếp thế vậy của là cũng lần ngày trừ xét".split()
)
_LONG_NAME: Final = 6
_LISTED_KINDS: Final = frozenset(("area", "block", "document", "honorific", "role"))
_MARGIN: Final = 16
_NO_NORMS: Final = [""] * _MARGIN
_NO_CAPITALS: Final = bytes(_MARGIN)


_REMEMBERED: Final = 100_000


class _Spellings(dict[str, str]):
    """Remembers canonical spellings of surfaces; cleared when a crawl has filled it."""

    def __missing__(self, surface: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[surface] = canonical(surface)
        return found


_spellings = _Spellings()


class Page:
    """Tokens with what the scan found in them.

    Attributes:
        tokens, pieces: the article.
        n: number of tokens.
        norms: norms of the tokens, and empty ones before and after (``norms[-1]``, ``norms[n]``).
        rules: what the phrase says that begins at a token.
        stops: where that phrase stops.
        kinds: what sort of phrase it is.
        of_kind: where phrases of some sorts begin, in order.
        after_role: the tokens right after a title.
        cap: not zero for tokens that begin with a capital, in lines where that says something;
            with the same margins as ``norms``.
        caps: the tokens for which ``cap`` is true.
        shout: tokens of lines that are all capitals.
        taken: nonzero for tokens that a mention or a blocked name has claimed.
        furniture: nonzero for tokens of page furniture, None where there is none.
    """

    __slots__ = (
        "after_role",
        "cap", "caps", "furniture", "kinds", "n", "norms", "of_kind", "pieces", "rules", "shout",
        "stops", "taken", "tokens",
    )  # fmt: skip

    def __init__(
        self,
        tokens: Tokens,
        rules: Sequence[Rule],
        found: list[Match],
        capitals: bytes,
        excluded: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.tokens = tokens
        self.pieces = tokens.pieces
        self.n = n = len(tokens.pieces)
        self.norms = tokens.norms + _NO_NORMS
        self.cap = bytearray(capitals)
        self.shout: set[int] = set()
        self._mark_shouted_lines()
        self.caps = list(compress(range(n), self.cap))
        self.cap += _NO_CAPITALS
        self.rules = {first: rules[k] for k, first, _ in found}
        self.stops = {first: stop for _, first, stop in found}
        self.kinds = {i: rule.kind for i, rule in self.rules.items()}
        self.of_kind: dict[str, list[int]] = {k: [] for k in _LISTED_KINDS}
        for i, kind in self.kinds.items():
            if kind in _LISTED_KINDS:
                self.of_kind[kind].append(i)
        self._drop_society()
        self.after_role = {self.stops[i] for i in self.of_kind["role"]}
        self.taken = bytearray(n)
        self.furniture: bytearray | None = None
        if excluded:
            self.furniture = bytearray(n)
            for first, stop in excluded:
                self.furniture[first:stop] = b"\1" * (stop - first)

    def _drop_society(self) -> None:
        """``xã hội`` is no commune, ``xã Hội An`` is."""
        areas, norms = self.of_kind["area"], self.norms
        for i in areas:
            if norms[i + 1] == "hội" and norms[i] == "xã" and not self.cap[i + 1]:
                self.kinds[i] = "word"
        self.of_kind["area"] = [i for i in areas if self.kinds[i] == "area"]

    def _mark_shouted_lines(self) -> None:
        """Take the capitals of headlines like ``HÀ TĨNH TINH GIẢN BIÊN CHẾ`` for what they say."""
        text, starts, norms, n = self.tokens.text, self.tokens.starts, self.norms, self.n
        first, index = 0, norms.index
        while first < n:
            try:
                stop = index("\n", first, n)
            except ValueError:
                stop = n
            if stop - first >= 2 and text[starts[first] : starts[stop]].isupper():
                self.shout.update(range(first, stop))
                self.cap[first:stop] = bytes(stop - first)
            first = stop + 1

    def kind(self, i: int) -> str | None:
        """What sort of phrase begins at token ``i``, or None."""
        return self.kinds.get(i)

    def gives(self, i: int) -> Mapping[str, str]:
        """What the phrase at token ``i`` contributes; empty where none begins."""
        rule = self.rules.get(i)
        return _NOTHING if rule is None else rule.gives

    def norm(self, i: int) -> str:
        """Norm of token ``i``, empty beyond the text (but not far beyond)."""
        return self.norms[i]

    def capital(self, i: int) -> bool:
        """Whether token ``i`` is there and begins with a capital that says something."""
        return self.cap[i] != 0

    def has_capital(self, i: int) -> bool:
        """Whether token ``i`` is no word in small letters."""
        return self.cap[i] != 0 or not self.pieces[i][0].isalpha()

    def run(self, i: int, most: int = _LONG_NAME) -> int:
        """Where the row of capitalised tokens that begins at ``i`` stops, ``most`` at the most."""
        cap, stop = self.cap, min(self.n, i + most)
        while i < stop and cap[i]:
            i += 1
        return i

    def name(self, first: int, stop: int) -> str:
        """The surface of some tokens in canonical spelling."""
        return _spellings[self.tokens.surface(first, stop)]

    def spelled(self, i: int) -> str:
        """The canonical name of the phrase at token ``i``."""
        name = self.rules[i].name
        if name is None:
            name = self.name(i, self.stops[i])
            if name.isupper():
                name = name.lower()
            if not name.startswith("các "):
                name = name[0].upper() + name[1:]
        return name

    def claim(self, first: int, stop: int) -> None:
        """Mark tokens as belonging to a mention."""
        self.taken[first:stop] = b"\1" * (stop - first)

    def stands_free(self, i: int) -> bool:
        """Whether no capital right before token ``i`` belongs with it (``Riêng Sơn La``)."""
        k = i - 1
        if k < 0 or not self.cap[k] or self.taken[k]:
            return True
        return self.norms[k] in _LEADS and self.opens_sentence(k)

    def opens_sentence(self, i: int) -> bool:
        """Whether a capital at token ``i`` may be there only because a sentence begins."""
        return i == 0 or self.norms[i - 1] in _BEFORE_SENTENCE
