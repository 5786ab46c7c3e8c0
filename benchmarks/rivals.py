"""What else a Vietnamese text could be read with; both yield spans or tags and no facts."""

from __future__ import annotations

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from benchmarks.workload import Job
from cchc_extract.gazetteer import default_gazetteer

NAMES = 11_000
_NUMBER = {"TEXT": {"REGEX": r"^\d+(?:[.,]\d+)*%?$"}}
_CUES = (
    "tiếp nhận", "mới tiếp nhận", "tồn kỳ trước", "đã giải quyết", "giải quyết xong", "trước hạn",
    "đúng hạn", "trễ hạn", "quá hạn", "đang giải quyết", "trả lại", "thanh toán trực tuyến",
    "số hóa", "xếp thứ", "tăng", "giảm", "hài lòng", "công bố", "rà soát", "kiểm tra",
)  # fmt: skip


def underthesea_by_sentence(texts: list[str]) -> Job:
    """underthesea's tagger, given one sentence at a time: whole articles cost it quadratic time."""
    from underthesea import ner, sent_tokenize

    return lambda: [ner(sentence) for text in texts for sentence in sent_tokenize(text)]


def spacy_rules(texts: list[str]) -> Job:
    """EntityRuler with the gazetteer's names and Matcher with two patterns for each cue.

    The tokenizer is the fastest that spaCy has for Vietnamese, the one that splits on blanks.
    """
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    gazetteer = default_gazetteer()
    names = dict.fromkeys(unit.name for unit in gazetteer)  # with their head words, then without
    names |= dict.fromkeys(name for name, _ in gazetteer.names())
    patterns = [{"label": "UNIT", "pattern": name} for name in list(names)[:NAMES]]
    if len(patterns) < NAMES:
        raise RuntimeError(f"the gazetteer has only {len(patterns)} names, {NAMES} are needed")
    nlp.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    matcher = Matcher(nlp.vocab)
    for cue in _CUES:
        words = [{"LOWER": word} for word in cue.split()]
        gap = {"IS_PUNCT": False, "OP": "?"}
        matcher.add(f"{cue} N", [[*words, gap, gap, _NUMBER]])
        matcher.add(f"N {cue}", [[_NUMBER, gap, gap, *words]])
    assert len(matcher) == 40

    def read(doc: Doc) -> tuple[object, object]:
        return doc.ents, matcher(doc, as_spans=True)

    return lambda: [read(doc) for doc in nlp.pipe(texts)]
