"""A lossless Vietnamese tokenizer for spaCy.

The ``vi`` language of spaCy needs pyvi, which joins words and drops what stood between them, or
splits on blanks only. Here the tokens are those of the extraction engine, so ``12.345``, ``98,7%``,
``15/3/2024`` and ``1234/QĐ-UBND`` are one token each, ``doc.text`` is the text that went in and
the offsets of a record are those of the ``Doc``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from cchc_extract.text.tokens import tokenize

__all__ = ["Tokenizer", "split"]

_ABBREVIATION = re.compile(r"[A-ZĐ]+")
_JOINT = ("-", "&")


class Tokenizer:
    """Makes a ``Doc`` from a text; registered as ``cchc.Tokenizer.v1``."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of ``text``; ``Doc.text`` equals it."""
        words: list[str] = []
        spaces: list[bool] = []
        for word, space in split(text):
            words.append(word)
            spaces.append(space)
        return Doc(self.vocab, words=words, spaces=spaces)

    # Nothing to keep: spaCy asks every tokenizer for these when it saves a pipeline.

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The state of the tokenizer: none."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Tokenizer:
        """Restore the state of the tokenizer: none."""
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Save the state of the tokenizer: none."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Tokenizer:
        """Load the state of the tokenizer: none."""
        return self


def split(text: str) -> Iterator[tuple[str, bool]]:
    """The tokens of ``text``, each with whether one blank follows it.

    Blanks beyond the one, line ends, and blanks of other kinds are tokens of their own, as spaCy
    has it, so that the tokens and blanks joined are ``text``.
    """
    for piece in _with_abbreviations(tokenize(text).pieces):
        word = piece.rstrip()
        if not word:
            yield piece, False
            continue
        blanks = piece[len(word) :]
        space = blanks.startswith(" ")
        yield word, space
        if blanks[space:]:
            yield blanks[space:], False


def _with_abbreviations(pieces: list[str]) -> Iterator[str]:
    """The pieces, those of an abbreviation with hyphens or ``&`` (``VH-TT&DL``) made one."""
    i = 0
    while i < len(pieces):
        piece = pieces[i]
        i += 1
        if _ABBREVIATION.fullmatch(piece):
            while (
                i + 1 < len(pieces)
                and pieces[i] in _JOINT
                and _ABBREVIATION.fullmatch(pieces[i + 1].rstrip())
            ):
                piece += pieces[i] + pieces[i + 1]
                i += 2
                if piece[-1].isspace():
                    break
        yield piece
