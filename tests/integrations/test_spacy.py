from __future__ import annotations

import json
import multiprocessing
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from cchc_extract.extractor import Extractor
from cchc_extract.integrations.spacy import BLANK
from cchc_extract.integrations.spacy_tokenizer import split

TEXT = (
    "Năm 2023, tỉnh Hòa Bình tiếp nhận 368.746 hồ sơ, "
    "đã giải quyết 354.949 hồ sơ thủ tục hành chính."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("vi", config=BLANK)
    nlp.add_pipe("cchc", config={"ner": "off"})
    return nlp


@pytest.fixture(scope="module")
def texts(root: Path) -> list[str]:
    rows = (root / "corpora" / "dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(row)["text"] for row in rows]


@given(st.text() | st.text(alphabet="aĐ1., %/-&\n\r\t\u00a0\u200b"))
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(word + " " * space for word, space in split(text)) == text
    assert all(word for word, _ in split(text))


@pytest.mark.parametrize(
    "word",
    ["12.345", "98,7%", "15/3/2024", "1234/QĐ-UBND", "VH-TT&DL", "38/63", "39-NQ/TW", "UBND-NC"],
)
def test_words_that_stay_whole(word: str) -> None:
    assert (word, True) in split(f"theo {word} của Sở")
    assert (word, False) in split(f"({word}).")


def test_words_that_are_parted() -> None:
    words = [word for word, _ in split("Sở VH-TT - UBND tỉnh,TTHC 5%.\n\nHết")]
    assert words == ["Sở", "VH-TT", "-", "UBND", "tỉnh", ",", "TTHC", "5%", ".", "\n\n", "Hết"]


def test_documents_keep_their_text(nlp: Language, texts: list[str]) -> None:
    for text in ["", " ", "\n", *texts]:
        assert nlp.make_doc(text).text == text


def test_offsets_of_mentions_and_facts_are_those_of_the_record(
    nlp: Language, texts: list[str]
) -> None:
    engine = Extractor(ner="off")
    for text in texts:
        doc = nlp(text)
        record = engine.extract({"id": "doc", "text": text})
        assert doc._.cchc == record
        spans = {(s.start_char, s.end_char, s.label_) for s in doc.spans["cchc"]}
        assert spans == {(e.start, e.end, e.type) for e in record.entities} | {
            (f.start, f.end, f.metric) for f in record.facts
        }
        assert {e.text for e in doc.ents} <= {e.text for e in record.entities}


def test_what_a_span_carries(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(e.text, e.label_, e.kb_id_) for e in doc.ents] == [("tỉnh Hòa Bình", "UNIT", "17")]
    facts = {s.text: (s.label_, s.id_) for s in doc.spans["cchc"] if s.label_ != "UNIT"}
    assert facts["368.746"] == ("dossiers_received", "f1")


def test_the_rest_of_an_article_comes_with_the_document(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc.user_data["cchc_article"] = {"id": "a1", "published": "2023-12-21"}
    record = nlp(doc)._.cchc
    assert (record.id, record.published) == ("a1", "2023-12-21")


def test_behind_another_tokenizer_spans_widen_to_its_words() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("cchc", config={"ner": "off"})
    doc = nlp(TEXT)
    assert "368.746" in {s.text for s in doc.spans["cchc"]}


@pytest.fixture
def spawn() -> Iterator[None]:
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method("spawn", force=True)
    yield
    multiprocessing.set_start_method(before, force=True)


@pytest.mark.usefixtures("spawn")
def test_two_processes_give_what_one_gives(nlp: Language, texts: list[str]) -> None:
    one = [doc._.cchc for doc in nlp.pipe(texts[:6])]
    two = [doc._.cchc for doc in nlp.pipe(texts[:6], n_process=2, batch_size=2)]
    assert one == two
    assert None not in two


def test_a_pipeline_is_pickled_and_saved(nlp: Language, tmp_path: Path) -> None:
    record = nlp(TEXT)._.cchc
    assert pickle.loads(pickle.dumps(nlp))(TEXT)._.cchc == record
    assert pickle.loads(pickle.dumps(nlp.tokenizer))(TEXT).text == TEXT
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again(TEXT)._.cchc == record
    assert again.get_pipe_config("cchc")["ner"] == "off"
    assert spacy.blank("vi", config=BLANK).from_bytes(nlp.to_bytes(exclude=["cchc"]))


def test_records_travel_in_a_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert again._.cchc == doc._.cchc
    assert [e.text for e in again.ents] == [e.text for e in doc.ents]


def test_a_document_not_extracted_has_no_record(nlp: Language) -> None:
    assert Doc(nlp.vocab, words=["a"])._.cchc is None
