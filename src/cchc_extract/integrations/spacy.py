"""The extractor as a spaCy component, and a blank Vietnamese pipeline with our tokenizer.

    import spacy
    nlp = spacy.blank("vi", config=BLANK)
    nlp.add_pipe("cchc")
    doc = nlp("Năm 2023, tỉnh Hòa Bình tiếp nhận 368.746 hồ sơ.")
    doc.ents; doc.spans["cchc"]; doc._.cchc

``doc.ents`` are the mentions, ``doc.spans["cchc"]`` mentions and facts (labelled by metric, ``id_``
as in the record), ``doc._.cchc`` is the record. The component works behind any tokenizer: spans
are widened to whole tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from cchc_extract.integrations.spacy_tokenizer import Tokenizer
from cchc_extract.records import Record

if TYPE_CHECKING:
    from cchc_extract.extractor import Extractor, NerMode

__all__ = ["BLANK", "Component", "create_component", "create_tokenizer"]

SPANS = "cchc"
"""Key of the span group, and name of the extension attribute."""
BLANK = {"nlp": {"tokenizer": {"@tokenizers": "cchc.Tokenizer.v1"}}}
"""Config for ``spacy.blank("vi", config=BLANK)``."""
_JSON = "cchc_record"
_ARTICLE = "cchc_article"


def _record(doc: Doc) -> Record | None:
    """Getter of ``doc._.cchc``. A ``Doc`` carries JSON, which survives every way it travels."""
    json = doc.user_data.get(_JSON)
    return None if json is None else Record.model_validate_json(json)


def _register_extension() -> None:
    if not Doc.has_extension(SPANS):
        Doc.set_extension(SPANS, getter=_record)


class Component:
    """Extracts the record of a ``Doc``.

    ``doc.user_data["cchc_article"]`` may hold what an article row holds beside its text: ``id``,
    ``title``, ``published`` and so on. The engine is built on first use, in each process.

    Args:
        ner: ``off``, ``gated`` or ``full``.
        rules: paths of rule data of one's own.
    """

    def __init__(self, ner: NerMode = "off", rules: tuple[str, ...] = ()) -> None:
        self.ner = ner
        self.rules = rules
        _register_extension()

    def __reduce__(self) -> tuple[type[Component], tuple[NerMode, tuple[str, ...]]]:
        return Component, (self.ner, self.rules)

    @cached_property
    def _extractor(self) -> Extractor:
        from cchc_extract.extractor import Extractor

        return Extractor(ner=self.ner, rules=self.rules)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` and return it."""
        article = {"id": "doc", **doc.user_data.get(_ARTICLE, {}), "text": doc.text}
        record = self._extractor.extract(article)
        doc.user_data[_JSON] = record.model_dump_json()
        mentions = [
            _span(doc, e.start, e.end, e.type, e.id, getattr(e, "code", None))
            for e in record.entities
        ]
        facts = [_span(doc, f.start, f.end, f.metric, f.id) for f in record.facts]
        doc.spans[SPANS] = [*mentions, *facts]
        # doc.ents must not overlap; behind a coarser tokenizer widened mentions may.
        doc.set_ents(filter_spans(mentions))
        return doc


def _span(
    doc: Doc, start: int, end: int, label: str, span_id: str, code: str | None = None
) -> Span:
    span = doc.char_span(
        start, end, label=label, span_id=span_id, kb_id=code or "", alignment_mode="expand"
    )
    assert span is not None, "offsets of a record lie in its text"
    return span


@Language.factory(
    "cchc",
    assigns=["doc.ents", "doc.spans", "doc._.cchc"],
    default_config={"ner": "off", "rules": []},
)
def create_component(nlp: Language, name: str, ner: NerMode, rules: list[str]) -> Component:
    """Factory ``cchc``; config: ``ner`` (off, gated, full), ``rules`` (paths of rule data)."""
    return Component(ner, tuple(rules))


def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Registered as ``cchc.Tokenizer.v1``; what spaCy calls with a pipeline for its tokenizer."""

    def create(nlp: Language) -> Tokenizer:
        vocab: Vocab = nlp.vocab
        return Tokenizer(vocab)

    return create
