"""A spaCy pipeline as its users would build one: EntityRuler for mentions, Matcher for facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from cchc_extract.evaluation.baselines.guesses import CUES, NUMBER, guess_fact, mention, record
from cchc_extract.evaluation.rows import PredictedFact, PredictedMention, PredictedRow

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.pipeline import EntityRuler
    from spacy.tokens import Doc

_NAME = {"IS_TITLE": True, "OP": "{1,4}"}
_PLACES = ("tỉnh", "huyện", "xã", "phường", "quận")
_BODIES = ("Sở", "Bộ", "UBND", "HĐND")
_HONORIFICS = ("ông", "bà", "chị", "anh")
_NUMBER_TAIL = r"^[/-]$|^[A-ZĐ&]{2,}$"
_DOCUMENTS = ("Quyết định", "Kế hoạch", "Nghị quyết", "Nghị định", "Chỉ thị", "Công văn")


def load() -> Callable[[str, str], PredictedRow]:
    """The baseline, its patterns compiled."""
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("xx")
    ruler = cast("EntityRuler", nlp.add_pipe("entity_ruler"))
    ruler.add_patterns(list(_mention_patterns()))
    matcher = Matcher(nlp.vocab)
    for cue, metric in CUES.items():
        words = [{"LOWER": word} for word in cue.replace(",", " ,").split()]
        between = {"IS_ALPHA": True, "OP": "{0,3}"}
        figure = {"TEXT": {"REGEX": r"^\d"}}
        matcher.add(metric, [[*words, between, figure], [figure, between, *words]])

    def extract(article_id: str, text: str) -> PredictedRow:
        doc = nlp(text)
        return record(article_id, text, list(_mentions(doc)), list(_facts(doc, matcher)))

    return extract


def _mention_patterns() -> Iterator[dict[str, Any]]:
    yield {"label": "UNIT", "pattern": [{"LOWER": {"IN": list(_PLACES)}}, _NAME]}
    yield {"label": "UNIT", "pattern": [{"TEXT": {"IN": list(_BODIES)}}, {"IS_ALPHA": True}, _NAME]}
    yield {"label": "UNIT", "pattern": [{"TEXT": "Sở"}, {"IS_TITLE": True}, {"IS_LOWER": True}]}
    yield {
        "label": "PERSON",
        "pattern": [{"LOWER": {"IN": list(_HONORIFICS)}}, {"IS_TITLE": True}, _NAME],
    }
    for kind in _DOCUMENTS:
        words = [{"TEXT": word} for word in kind.split()]
        number = [{"TEXT": {"REGEX": r"^\d"}}, {"TEXT": {"REGEX": _NUMBER_TAIL}, "OP": "{0,5}"}]
        date = [{"LOWER": "ngày"}, {"TEXT": {"REGEX": r"^\d\d?/\d\d?/\d{4}$"}}]
        cited = [*words, {"LOWER": "số"}, *number]
        yield {"label": "DOCUMENT", "pattern": cited}
        yield {"label": "DOCUMENT", "pattern": [*cited, *date]}


def _mentions(doc: Doc) -> Iterator[PredictedMention]:
    for span in doc.ents:
        first = span[1] if span.label_ == "PERSON" else span[0]  # the name without the honorific
        yield mention(doc.text, span.label_, first.idx, span.end_char)


def _facts(doc: Doc, matcher: Matcher) -> Iterator[PredictedFact]:
    """A fact for each number, by the first cue that reached it."""
    taken: set[int] = set()
    cues = {doc.vocab.strings[metric]: metric for metric in CUES.values()}
    for key, start, end in matcher(doc):
        for token in (doc[start], doc[end - 1]):
            number = NUMBER.match(doc.text, token.idx)
            if number and token.idx not in taken:
                taken.add(token.idx)
                yield guess_fact(doc.text, cues[key], *number.span())
