"""Every format gives back all that it can hold, and says what it cannot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from cchc_extract.evaluation.formats import FORMATS, export_gold, import_gold
from cchc_extract.evaluation.formats.datasets import features
from cchc_extract.evaluation.gold import (
    GoldArticle,
    GoldError,
    Texts,
    check_gold,
    load_gold,
    write_gold,
)
from cchc_extract.evaluation.rows import Mention

SUFFIX = {
    "conll": "x.conll",
    "datasets": "x.parquet",
    "docbin": "x.spacy",
    "doccano": "x.jsonl",
    "label-studio": "x.json",
    "brat": "x",
}
WHOLE = ["brat", "datasets", "docbin", "doccano", "label-studio"]


@pytest.fixture(scope="module")
def everything(dev: list[GoldArticle], root: Path) -> list[GoldArticle]:
    """All gold there is: of the project, and of the shared folder where it is at hand."""
    articles = list(dev)
    for path in sorted((root / "gold").glob("*.jsonl")):
        texts = root / "corpora" / path.name
        if texts.exists() and path.name != "dev.jsonl":
            articles += load_gold(path, texts=texts)
    shared = root.parent / "shared" / "gold" / "seeds.jsonl"
    if shared.exists():
        articles += load_gold(shared)
    return sorted(articles, key=lambda article: article.id)


def bare(article: GoldArticle) -> dict[str, object]:
    """An article without line number and publication date, null the same as absent."""
    row = article.row(with_text=True)
    return {
        "id": row["id"],
        "text": row["text"],
        "text_sha256": row["text_sha256"],
        "entities": [without_nulls(item) for item in row["entities"]],
        "facts": [without_nulls(item) for item in row["facts"]],
        "ignore": row["ignore"],
    }


def without_nulls(item: Mapping[str, object]) -> dict[str, object]:
    return {
        key: without_nulls(value) if isinstance(value, dict) else value
        for key, value in item.items()
        if value is not None
    }


@pytest.mark.parametrize("name", WHOLE)
def test_all_gold_comes_back_whole(
    name: str, everything: list[GoldArticle], tmp_path: Path
) -> None:
    target = tmp_path / SUFFIX[name]
    export_gold(name, everything, target)
    back = import_gold(name, target)
    assert back.lacking == []
    assert [bare(article) for article in back.articles] == [bare(article) for article in everything]
    dates = [article.published for article in back.articles]
    assert dates == [None if name == "brat" else article.published for article in everything]


@pytest.mark.parametrize("name", WHOLE)
def test_what_comes_back_is_gold_that_loads(
    name: str, dev: list[GoldArticle], tmp_path: Path
) -> None:
    export_gold(name, dev, tmp_path / SUFFIX[name])
    write_gold(tmp_path / "back.jsonl", import_gold(name, tmp_path / SUFFIX[name]).articles)
    assert check_gold(tmp_path / "back.jsonl", texts=Texts((a.id, a.text or "") for a in dev)) == []


def test_brat_says_it_holds_no_dates(dev: list[GoldArticle], tmp_path: Path) -> None:
    assert export_gold("brat", dev, tmp_path) == [
        f"brat holds no publication date: {len(dev)} are left out"
    ]


def test_brat_file_names_carry_any_id(dev: list[GoldArticle], tmp_path: Path) -> None:
    odd = GoldArticle(id="a/b: ć?.", text="Sở Nội vụ", entities=[], facts=[], ignore=[])
    export_gold("brat", [odd], tmp_path)
    assert [article.id for article in import_gold("brat", tmp_path).articles] == [odd.id]


def test_conll_gives_back_flat_mentions(everything: list[GoldArticle], tmp_path: Path) -> None:
    lost = export_gold("conll", everything, tmp_path / "x.conll")
    texts = Texts((article.id, article.text or "") for article in everything)
    back = import_gold("conll", tmp_path / "x.conll", texts).articles
    assert [article.id for article in back] == [article.id for article in everything]
    kept = 0
    for ours, theirs in zip(everything, back, strict=True):
        places = {(m["type"], m["start"], m["end"], m["text"]) for m in ours.entities}
        found = [(m["type"], m["start"], m["end"], m["text"]) for m in theirs.entities]
        assert len(set(found)) == len(found)
        assert set(found) <= places
        assert theirs.text == ours.text
        kept += len(found)
    assert kept == sum(len(article.entities) for article in everything)
    facts = sum(len(article.facts) for article in everything)
    assert f"CoNLL holds no facts: {facts} left out" in lost


def test_conll_keeps_the_outer_of_nested_mentions_and_says_so(tmp_path: Path) -> None:
    text = "Bí thư Tỉnh ủy Sơn La"
    outer: Mention = {"type": "UNIT", "start": 7, "end": 21, "text": "Tỉnh ủy Sơn La"}
    inner: Mention = {"type": "UNIT", "start": 15, "end": 21, "text": "Sơn La"}
    article = GoldArticle(id="a", text=text, entities=[outer, inner], facts=[])
    lost = export_gold("conll", [article], tmp_path / "x.conll")
    assert "CoNLL holds no mentions inside others: 1 left out" in lost
    (back,) = import_gold("conll", tmp_path / "x.conll", Texts([("a", text)])).articles
    assert [(m["start"], m["end"]) for m in back.entities] == [(7, 21)]


def test_conll_without_texts_still_has_the_surfaces(dev: list[GoldArticle], tmp_path: Path) -> None:
    export_gold("conll", dev, tmp_path / "x.conll")
    back = import_gold("conll", tmp_path / "x.conll")
    assert len(back.lacking) == sum(article.text is None for article in back.articles) > 0
    surfaces = [m["text"] for article in back.articles for m in article.entities]
    assert "UBND tỉnh Cao Bằng" in surfaces
    write_gold(tmp_path / "back.jsonl", back.articles)
    assert check_gold(tmp_path / "back.jsonl", texts=Texts((a.id, a.text or "") for a in dev)) == []


def test_docbin_trains_on_ents_and_keeps_the_text(dev: list[GoldArticle], tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    export_gold("docbin", dev, tmp_path / "x.spacy")
    docs = list(
        spacy.tokens.DocBin().from_disk(tmp_path / "x.spacy").get_docs(spacy.blank("xx").vocab)
    )
    assert [doc.text for doc in docs] == [article.text for article in dev]
    assert {ent.label_ for doc in docs for ent in doc.ents} == {"UNIT", "PERSON", "DOCUMENT"}


def test_data_set_keeps_dates_as_strings(dev: list[GoldArticle], tmp_path: Path) -> None:
    export_gold("datasets", dev, tmp_path / "folder")
    datasets = pytest.importorskip("datasets")
    rows = datasets.load_from_disk(tmp_path / "folder")
    assert rows.features == features()
    assert rows[0]["facts"][0]["period"] == dev[0].facts[0]["period"]


def test_suggestions_are_predictions_in_label_studio(
    dev: list[GoldArticle], tmp_path: Path
) -> None:
    target = tmp_path / "x.json"
    assert export_gold("label-studio", dev, target, suggestions=True) == []
    tasks = json.loads(target.read_text(encoding="utf-8"))
    assert all("annotations" not in task and task["predictions"] for task in tasks)
    assert len(import_gold("label-studio", target).articles[0].facts) == len(dev[0].facts)
    assert '<Label value="dossiers_received"/>' in target.with_suffix(".xml").read_text("utf-8")


def test_label_studio_names_texts_its_offsets_may_not_fit(tmp_path: Path) -> None:
    article = GoldArticle(id="a", text="Sở Nội vụ 😀", entities=[], facts=[])
    (lost,) = export_gold("label-studio", [article], tmp_path / "x.json")
    assert "UTF-16" in lost


@pytest.mark.parametrize(
    ("labels", "key"),
    [
        ([[0, 9, "UNIT"], [25, 30, "dossiers_received"]], "label"),
        (
            [
                {"label": "UNIT", "start_offset": 0, "end_offset": 9},
                {"label": "dossiers_received", "start_offset": 25, "end_offset": 30},
            ],
            "entities",
        ),
    ],
)
def test_spans_drawn_in_doccano_come_in_and_ask_for_slots(
    labels: list[object], key: str, tmp_path: Path
) -> None:
    example = {
        "id": 12,
        "text": "Sở Nội vụ đã tiếp nhận   1.234 hồ sơ",
        key: labels,
        "Comments": [],
    }
    (tmp_path / "x.jsonl").write_text(json.dumps(example), encoding="utf-8")
    back = import_gold("doccano", tmp_path / "x.jsonl")
    (article,) = back.articles
    assert article.id == "12"
    assert [(m["id"], m["text"]) for m in article.entities] == [("e1", "Sở Nội vụ")]
    assert [fact["text"] for fact in article.facts] == ["1.234"]
    assert back.lacking == ["12: dossiers_received at [25, 30] has no value yet"]
    write_gold(tmp_path / "back.jsonl", back.articles)
    (fault,) = check_gold(tmp_path / "back.jsonl")
    assert fault.reason.startswith("no facts[0].")


@pytest.mark.parametrize(
    ("name", "file", "content", "reason"),
    [
        ("brat", "x/a.ann", "T1\tUNIT 0 99\tSở\n", ":1: span [0, 99] is not in the text"),
        ("brat", "x/a.ann", "T1\tUNIT zero 2\tSở\n", ":1: not annotation this can read"),
        ("brat", "x/a.ann", "A1\tlevel T9 province\n", ":1: not annotation this can read"),
        (
            "doccano",
            "x.jsonl",
            '{"text": "a", "label": [[0, 5, "UNIT"]]}',
            ":1: span [0, 5] is not in",
        ),
        ("doccano", "x.jsonl", '{"text": "a", "la', ":1: truncated or not JSON"),
        ("label-studio", "x.json", '[{"data": {}}]', "no [0].data.text"),
        ("conll", "x.conll", "# id = a\nSở\t0\t2\n", ":2: not token, start, end and tag"),
        ("conll", "x.conll", "# id = a\nSở\t0\t2\tB-CAT\n", ":2: unknown tag 'B-CAT'"),
        ("docbin", "x.spacy", "not a DocBin", "not a DocBin"),
        ("datasets", "x", "", "not a data set"),
    ],
)
def test_broken_sources_are_named(
    name: str, file: str, content: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    (tmp_path / "x").mkdir(exist_ok=True) if name == "brat" else None
    (path.parent / "a.txt").write_text("Sở", encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        import_gold(name, tmp_path / SUFFIX[name] if name == "brat" else path)
    assert reason in str(caught.value)


def test_export_needs_texts(tmp_path: Path) -> None:
    article = GoldArticle(id="a", text_sha256="0" * 64, entities=[], facts=[])
    for name in FORMATS:
        with pytest.raises(GoldError, match="no text for 'a'"):
            export_gold(name, [article], tmp_path / SUFFIX[name])


def test_unknown_format() -> None:
    with pytest.raises(KeyError):
        import_gold("excel", Path("x"))
