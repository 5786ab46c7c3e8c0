"""A gold file is trusted only after every row of it was checked."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cchc_extract.evaluation.gold import (
    GoldArticle,
    GoldError,
    Texts,
    check_gold,
    iter_gold,
    load_gold,
    sha256,
    write_gold,
)
from cchc_extract.evaluation.jsonl import PredictionError, RecordFile

Row = dict[str, Any]
Break = Callable[[Row], object]
TEXT = "Năm 2023, huyện Phù Yên tiếp nhận 1.234 hồ sơ."


def row() -> Row:
    """One good row."""
    return {
        "id": "a",
        "text": TEXT,
        "text_sha256": sha256(TEXT),
        "published": "2024-01-05",
        "entities": [
            {"id": "e1", "type": "UNIT", "start": 10, "end": 23, "text": "huyện Phù Yên"}
        ],
        "facts": [
            {
                "id": "f1", "metric": "dossiers_received", "kind": "level", "value": 1234,
                "unit": "count", "bound": "exact", "out_of": None, "index": None, "channel": None,
                "subject": ["huyện Phù Yên"], "status": "actual",
                "period": {"start": "2023-01-01", "end": "2023-12-31"},
                "start": 34, "end": 39, "text": "1.234",
            }
        ],
        "ignore": [],
    }  # fmt: skip


def fact(**changes: object) -> Break:
    return lambda broken: broken["facts"][0].update(changes)


def mention(**changes: object) -> Break:
    return lambda broken: broken["entities"][0].update(changes)


def written(tmp_path: Path, *rows: object) -> Path:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_good_row_loads(tmp_path: Path) -> None:
    (article,) = load_gold(written(tmp_path, row()))
    assert article.text == TEXT
    assert article.line == 1
    assert article.facts[0]["value"] == 1234
    assert check_gold(written(tmp_path, row())) == []


FAULTS: list[tuple[Break, str]] = [
    (lambda r: r.pop("id"), "no id"),
    (lambda r: r.pop("facts"), "no facts"),
    (lambda r: r.pop("text_sha256") and r.pop("text"), "neither text nor text_sha256"),
    (lambda r: r.update(text_sha256="0" * 64), "text_sha256 is not that of the text"),
    (lambda r: r.update(ignore=[[3, 900]]), "ignore span [3, 900]: end 900 is past the text's 46"),
    (lambda r: r.update(ignore=[[3]]), "ignore[0]: list should have at least 2 items"),
    (fact(metric="dossiers_eaten"), "unknown metric 'dossiers_eaten' at facts[0].metric"),
    (fact(kind="both"), "unknown kind 'both'"),
    (fact(unit="kg"), "unknown unit 'kg'"),
    (fact(bound="around"), "unknown bound 'around'"),
    (fact(index="GDP"), "unknown index 'GDP'"),
    (fact(channel="fax"), "unknown channel 'fax'"),
    (fact(status="hoped"), "unknown status 'hoped'"),
    (fact(value="1234"), "facts[0].value: input should be a valid number, got '1234'"),
    (fact(value=True), "facts[0].value: input should be a valid number, got True"),
    (fact(value=float("nan")), "facts[0].value: input should be a finite number"),
    (fact(value=10**40), "facts[0].value: input should be less than or equal to"),
    (fact(start=34.0), "facts[0].start: input should be a valid integer, got 34.0"),
    (fact(start=-1), "facts[0].start: input should be greater than or equal to 0, got -1"),
    (fact(start=39), "facts[0]: span [39, 39] is empty"),
    (fact(end=700), "facts[0]: end 700 is past the text's 46 characters"),
    (fact(end=38), "facts[0]: '1.234' does not fill [34, 38]"),
    (fact(text="1.235"), "facts[0]: text at [34, 39] is '1.234', not '1.235'"),
    (fact(start=24, end=33, text="tiếp nhận"), "facts[0]: span 'tiếp nhận' holds no number"),
    (fact(subject=[]), "facts[0].subject: list should have at least 1 item"),
    (fact(subject="huyện"), "facts[0].subject: input should be a valid array"),
    (fact(period={"start": None, "end": None}), "facts[0]: period has neither start nor end"),
    (fact(period={"start": "2023-12-31", "end": "2023-01-01"}), "period ends before it starts"),
    (fact(baseline={"start": "2023", "end": None}), "facts[0].baseline.start: string should match"),
    (fact(metric="rank", unit="rank"), "facts[0]: rank without an index"),
    (fact(metric="rank", index="PAR"), "facts[0]: unit count with metric rank"),
    (fact(metric="rank", index="PAR", unit="places"), "facts[0]: unit places with kind level"),
    (fact(conflict={"only": ["x"]}), "facts[0]: conflict of a merge not yet settled"),
    (lambda r: r["facts"].append(r["facts"][0]), "facts[1]: id 'f1' twice"),
    (mention(type="PLACE"), "unknown type 'PLACE' at entities[0].type"),
    (mention(level="ward"), "unknown level 'ward'"),
    (mention(roles=["Chủ tịch"]), "entities[0].roles[0]: input should be an object"),
    (mention(text="huyện Phù yên"), "entities[0]: text at [10, 23] is 'huyện Phù Yên', not"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "reason"), FAULTS)
def test_a_fault_is_named_with_file_line_and_reason(
    spoil: Break, reason: str, tmp_path: Path
) -> None:
    broken = copy.deepcopy(row())
    broken["id"] = "b"
    spoil(broken)
    path = written(tmp_path, row(), "", broken)
    (fault,) = check_gold(path)
    assert (fault.path, fault.line) == (str(path), 3)
    assert reason in fault.reason
    assert "\n" not in str(fault)
    with pytest.raises(GoldError):
        load_gold(path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (json.dumps(row())[:300], "truncated or not JSON"),
        ("[]", "row: input should be an object"),
        (json.dumps(row()), "id 'a' twice, first on line 1"),
    ],
)
def test_a_bad_line_is_named(line: str, reason: str, tmp_path: Path) -> None:
    (fault,) = check_gold(written(tmp_path, row(), line))
    assert fault.line == 2
    assert reason in fault.reason


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"nowhere\.jsonl: No such file"):
        load_gold(tmp_path / "nowhere.jsonl")


def test_texts_join_by_id_and_by_hash(tmp_path: Path) -> None:
    standoff = row()
    standoff.pop("text")
    path = written(tmp_path, standoff)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (tmp_path / "texts" / "notes.md").write_text("not a text of the corpus")
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(json.dumps({"id": "other id", "text": TEXT}), encoding="utf-8")
    for texts in (Texts([("a", TEXT)]), tmp_path / "texts", corpus):
        assert [article.text for article in iter_gold(path, texts)] == [TEXT]
    assert load_gold(path)[0].text is None
    with pytest.raises(GoldError, match=":1: no text for 'a'"):
        load_gold(path, Texts([("b", "another")]))
    with pytest.raises(GoldError, match=":1: text_sha256 is not that of the text"):
        load_gold(path, Texts([("a", "another")]))
    corpus.write_text('{"id": "a"}', encoding="utf-8")
    with pytest.raises(GoldError, match=r"corpus\.jsonl:1: an article row needs"):
        load_gold(path, corpus)


def test_separators_inside_texts_do_not_end_lines(tmp_path: Path) -> None:
    odd = row()
    odd["text"] = TEXT + "\u2028\x85\x0b"
    odd["text_sha256"] = sha256(odd["text"])
    (article,) = load_gold(written(tmp_path, odd))
    assert article.text == odd["text"]


def test_what_is_written_loads_again(dev: list[GoldArticle], tmp_path: Path) -> None:
    write_gold(tmp_path / "x.jsonl", dev, with_text=True)
    assert load_gold(tmp_path / "x.jsonl") == dev


def test_the_projects_gold_is_whole(root: Path, dev: list[GoldArticle]) -> None:
    for path in sorted((root / "gold").glob("*.jsonl")):
        corpus = root / "corpora" / path.name
        assert check_gold(path, corpus if corpus.exists() else None) == []
    assert len(dev) == 140
    assert sum(len(article.facts) for article in dev) == 3521
    assert sum(len(article.entities) for article in dev) == 2169


def test_the_gold_of_the_real_articles_holds_no_more_of_them_than_its_spans(root: Path) -> None:
    for line in (root / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines():
        seed = json.loads(line)
        assert seed.keys() == {"id", "text_sha256", "published", "entities", "facts", "ignore"}
        for item in (*seed["entities"], *seed["facts"]):
            assert len(item["text"]) == item["end"] - item["start"] < 80


def test_the_gold_of_the_real_articles_fits_them(root: Path, seeds: dict[str, bytes]) -> None:
    texts = Texts((Path(name).stem, content.decode()) for name, content in seeds.items())
    assert len(load_gold(root / "gold" / "seeds.jsonl", texts)) == 5


PREDICTION_FAULTS: list[tuple[Break, str]] = [
    (lambda r: r.pop("id"), "no id"),
    (lambda r: r.pop("entities"), "no entities"),
    (fact(metric="dossiers_eaten"), "unknown metric 'dossiers_eaten'"),
    (fact(value=None), "facts[0].value: input should be a valid number, got None"),
    (fact(start=39), "span [39, 39] is empty"),
    (fact(end=700), "facts[0]: end 700 is past the text's 46 characters"),
    (fact(text="1.235"), "facts[0]: text at [34, 39] is '1.234', not '1.235'"),
    (fact(period="2023"), "facts[0].period: input should be an object"),
    (lambda r: r.update(text_sha256="0" * 64), "text_sha256 is not that of article 'a'"),
]


@pytest.mark.parametrize(("spoil", "reason"), PREDICTION_FAULTS)
def test_a_bad_record_is_named(spoil: Break, reason: str, tmp_path: Path) -> None:
    broken = copy.deepcopy(row())
    spoil(broken)
    path = written(tmp_path, {"id": "z", "entities": [], "facts": []}, broken)
    with pytest.raises(PredictionError, match=":2: ") as caught:
        RecordFile(path).record_of(_gold())
    assert reason in caught.value.reason


def _gold() -> GoldArticle:
    return GoldArticle("a", [], [], text=TEXT, text_sha256=sha256(TEXT))


def test_records_are_read_by_id_whatever_their_order(tmp_path: Path) -> None:
    ids = ["c", "a", "b"]
    path = tmp_path / "pred.jsonl"
    lines = [json.dumps({"id": i, "entities": [], "facts": [], "meta": i * 900}) for i in ids]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\n".join(lines).encode())
    records = RecordFile(path)
    assert list(records) == ids
    assert [records[i]["id"] for i in reversed(ids)] == ids[::-1]
    assert records.record_of(_gold()) == records["a"]
    assert records.record_of(GoldArticle("nobody", [], [])) is None
    with pytest.raises(KeyError):
        records["nobody"]
