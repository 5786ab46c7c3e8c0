"""One article as the entity rules see it: tokens, phrases by position, capitals."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.gazetteer.names import canonical
from cchc_extract.lexicon.scan import Lexeme
from cchc_extract.text.tokens import Tokens

__all__ = ["Page"]


class Page:
    """Tokens with what the scan found in them.

    Attributes:
        tokens, norms, pieces: the article.
        n: number of tokens.
        at: phrase that begins at a token.
        lexemes: all phrases in order.
        cap: token begins with a capital and does not stand in a shouted line.
        shout: token stands in a line that is all capitals, where case says nothing.
    """

    __slots__ = ("at", "cap", "lexemes", "n", "norms", "pieces", "shout", "tokens")

    def __init__(self, tokens: Tokens, lexemes: list[Lexeme]) -> None:
        self.tokens = tokens
        self.norms = tokens.norms
        self.pieces = tokens.pieces
        self.n = len(tokens.pieces)
        self.lexemes = lexemes
        self.at = {x.first: x for x in lexemes}
        self.cap = [p[0].isupper() for p in self.pieces]
        self.shout: set[int] = set()
        self._mark_shouted_lines()

    def _mark_shouted_lines(self) -> None:
        text, starts, norms = self.tokens.text, self.tokens.starts, self.norms
        first = 0
        while first < self.n:
            try:
                stop = norms.index("\n", first)
            except ValueError:
                stop = self.n
            if stop - first >= 2 and text[starts[first] : starts[stop]].isupper():
                self.shout.update(range(first, stop))
                self.cap[first:stop] = [False] * (stop - first)
            first = stop + 1

    def kind(self, i: int) -> str | None:
        """What sort of phrase begins at token ``i``, or None."""
        lexeme = self.at.get(i)
        return None if lexeme is None else lexeme.entry.gives.get("is")

    def run(self, i: int, most: int = 6) -> int:
        """Where the row of capitalised tokens that begins at ``i`` stops, ``most`` at the most."""
        cap, n = self.cap, self.n
        stop = min(n, i + most)
        while i < stop and cap[i]:
            i += 1
        return i

    def name(self, first: int, stop: int) -> str:
        """The surface of some tokens in canonical spelling."""
        return canonical(self.tokens.surface(first, stop))

    def sentence_start(self, i: int) -> bool:
        """Whether a capital at token ``i`` may be there only because a sentence begins."""
        return i == 0 or self.norms[i - 1] in _BEFORE_SENTENCE


_BEFORE_SENTENCE: Sequence[str] = (".", "\n", ":", '"', "?", "!", "-", "(", ";", "...")
