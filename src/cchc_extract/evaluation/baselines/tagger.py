"""underthesea's name tagger, sentence by sentence, and plain regular expressions for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from cchc_extract.evaluation.baselines.guesses import CUES, NUMBER, guess_fact, mention, record
from cchc_extract.evaluation.rows import PredictedFact, PredictedMention, PredictedRow

_TYPES = {"PER": "PERSON", "LOC": "UNIT", "ORG": "UNIT"}
_DOCUMENT = re.compile(
    r"(?:Quyết định|Kế hoạch|Nghị quyết|Nghị định|Chỉ thị|Công văn|Thông tư|Văn bản) (?:số )?"
    r"\d+[\w/-]*(?: ngày \d{1,2}[/-]\d{1,2}[/-]\d{4})?",
    re.IGNORECASE,
)
_CUE = re.compile("|".join(sorted(map(re.escape, CUES), key=len, reverse=True)), re.IGNORECASE)
_CLAUSE = re.compile(r"[^,;.\n]+(?:[.,](?=\d)[^,;.\n]+)*")
Word = Sequence[str]


def load() -> Callable[[str, str], PredictedRow]:
    """The baseline, its model loaded."""
    from underthesea import ner, sent_tokenize

    def extract(article_id: str, text: str) -> PredictedRow:
        mentions = [mention(text, "DOCUMENT", *found.span()) for found in _DOCUMENT.finditer(text)]
        place = 0
        for sentence in sent_tokenize(text):
            found, place = _names(text, ner(sentence), place)
            mentions += found
        return record(article_id, text, mentions, list(_facts(text)))

    return extract


def _names(text: str, words: Sequence[Word], place: int) -> tuple[list[PredictedMention], int]:
    """The tagged names of one sentence, and where in the text it ends.

    underthesea returns words without places; each is looked for after the one before, and one that
    it changed so that it cannot be found is passed over.
    """
    names: list[PredictedMention] = []
    inside = False
    for word in words:
        surface, tag = word[0], word[-1]
        start = text.find(surface, place)
        if start < 0:
            inside = False
            continue
        place = start + len(surface)
        kind = _TYPES.get(tag[2:])
        if kind is None:
            inside = False
        elif tag.startswith("I-") and inside and names[-1]["type"] == kind:
            names[-1] = mention(text, kind, names[-1]["start"], place)
        else:
            names.append(mention(text, kind, start, place))
            inside = True
    return names, place


def _facts(text: str) -> Iterator[PredictedFact]:
    """In each clause the number nearest to each cue."""
    for clause in _CLAUSE.finditer(text):
        numbers = list(NUMBER.finditer(text, *clause.span()))
        for cue in _CUE.finditer(text, *clause.span()):
            if not numbers:
                break
            nearest = min(numbers, key=lambda n: max(n.start() - cue.end(), cue.start() - n.end()))
            numbers.remove(nearest)
            yield guess_fact(text, CUES[cue[0].lower()], *nearest.span())
