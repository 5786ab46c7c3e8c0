"""One article as the entity rules see it: tokens, phrases by position, capitals."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

from cchc_extract.entities.syllables import says_more
from cchc_extract.gazetteer.names import canonical
from cchc_extract.lexicon.scan import Lexeme
from cchc_extract.text.tokens import Tokens

__all__ = ["Page"]

_NOTHING: Mapping[str, str] = {}
_BEFORE_SENTENCE = frozenset('. \n : " ? ! - ( ; ... | + * •'.split(" "))
# Small words that lead in at the head of a sentence: their capital belongs to no name.
_LEADS = frozenset(
    "tại ở với riêng còn từ đến tới trong ngoài sau trước theo như khi vì do nếu nhưng và hay bởi"
    " cả chỉ cho về giữa qua song để dù tuy mà rồi nên cùng gồm có không nhờ so trên dưới nay hiện"
    " lúc mới vừa ngay kể thêm chính gần hơn bằng tiếp thế vậy của là cũng lần ngày trừ xét".split()
)
_LONG_NAME = 6


class _Capitals(dict[str, bool]):
    """Remembers which pieces begin with a capital; cleared when a crawl has filled it."""

    _LIMIT = 200_000

    def __missing__(self, piece: str) -> bool:
        if len(self) >= self._LIMIT:
            self.clear()
        found = self[piece] = piece[0].isupper()
        return found


class _Spellings(dict[str, str]):
    """Remembers canonical spellings of surfaces; cleared when a crawl has filled it."""

    _LIMIT = 100_000

    def __missing__(self, surface: str) -> str:
        if len(self) >= self._LIMIT:
            self.clear()
        found = self[surface] = canonical(surface)
        return found


_capitals = _Capitals()
_spellings = _Spellings()


class Page:
    """Tokens with what the scan found in them.

    Attributes:
        tokens, norms, pieces: the article.
        n: number of tokens.
        at: phrase that begins at a token.
        kinds: what sort of phrase that is (``is`` of its entry).
        of_kind: phrases by sort, in order.
        after_role: the tokens right after a title.
        cap: whether a token begins with a capital, in lines where that says something.
        caps: the tokens for which ``cap`` is true.
        shout: tokens of lines that are all capitals.
        taken: nonzero for tokens that a mention or a blocked name has claimed.
    """

    __slots__ = (
        "after_role",
        "at", "cap", "caps", "kinds", "n", "norms", "of_kind", "pieces", "shout", "taken", "tokens",
    )  # fmt: skip

    def __init__(self, tokens: Tokens, lexemes: list[Lexeme]) -> None:
        self.tokens = tokens
        self.norms = tokens.norms
        self.pieces = tokens.pieces
        self.n = len(tokens.pieces)
        self.at: dict[int, Lexeme] = {}
        self.kinds: dict[int, str] = {}
        self.of_kind: dict[str, list[Lexeme]] = {}
        at, kinds, of_kind = self.at, self.kinds, self.of_kind
        for x in lexemes:
            first, _, entry = x
            kind = entry.gives["is"]
            at[first] = x
            kinds[first] = kind
            if kind in of_kind:
                of_kind[kind].append(x)
            else:
                of_kind[kind] = [x]
        self.after_role = {x.stop for x in of_kind.get("role", ())}
        self.cap = list(map(_capitals.__getitem__, self.pieces))
        self.shout: set[int] = set()
        self._mark_shouted_lines()
        self._drop_society()
        self.caps = list(compress(range(self.n), self.cap))
        self.taken = bytearray(self.n)

    def _drop_society(self) -> None:
        """``xã hội`` is no commune, ``xã Hội An`` is."""
        norms, n = self.norms, self.n
        for x in self.of_kind.get("area", ()):
            j = x.stop
            if j < n and norms[j] == "hội" and norms[x.first] == "xã" and not self.cap[j]:
                del self.at[x.first], self.kinds[x.first]

    def _mark_shouted_lines(self) -> None:
        """Take the capitals of headlines like ``HÀ TĨNH TINH GIẢN BIÊN CHẾ`` for what they say."""
        text, starts, norms, n = self.tokens.text, self.tokens.starts, self.norms, self.n
        first = 0
        while first < n:
            try:
                stop = norms.index("\n", first)
            except ValueError:
                stop = n
            if stop - first >= 2 and text[starts[first] : starts[stop]].isupper():
                self.shout.update(range(first, stop))
                self.cap[first:stop] = [False] * (stop - first)
            first = stop + 1

    def kind(self, i: int) -> str | None:
        """What sort of phrase begins at token ``i``, or None."""
        return self.kinds.get(i)

    def gives(self, i: int) -> Mapping[str, str]:
        """What the phrase at token ``i`` contributes; empty where none begins."""
        lexeme = self.at.get(i)
        return _NOTHING if lexeme is None else lexeme.entry.gives

    def norm(self, i: int) -> str:
        """Norm of token ``i``, empty beyond the text."""
        return self.norms[i] if 0 <= i < self.n else ""

    def capital(self, i: int) -> bool:
        """Whether token ``i`` is there and begins with a capital that says something."""
        return 0 <= i < self.n and self.cap[i]

    def has_capital(self, i: int) -> bool:
        """Whether token ``i`` is no word in small letters."""
        return self.cap[i] or not self.pieces[i][0].isalpha()

    def run(self, i: int, most: int = _LONG_NAME) -> int:
        """Where the row of capitalised tokens that begins at ``i`` stops, ``most`` at the most."""
        cap, stop = self.cap, min(self.n, i + most)
        while i < stop and cap[i]:
            i += 1
        return i

    def name(self, first: int, stop: int) -> str:
        """The surface of some tokens in canonical spelling."""
        return _spellings[self.tokens.surface(first, stop)]

    def spelled(self, i: int, stop: int) -> str:
        """The canonical name of the phrase at token ``i``.

        As written where its entry has none, and where full words say something else than the name
        does: ``Đoàn giám sát`` is no ``Đoàn kiểm tra``.
        """
        name = self.at[i].entry.gives.get("name")
        if name is None or says_more(" ".join(self.norms[i:stop]), name):
            name = self.name(i, stop)
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
