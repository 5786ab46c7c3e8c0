from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from cchc_extract.archive.fields import Fields
from cchc_extract.archive.items import ReadArticle, Refused
from cchc_extract.archive.readers import find_inputs, read_articles
from cchc_extract.archive.records import read_records
from cchc_extract.archive.run import Options, run
from cchc_extract.archive.work import Task

from .conftest import NEWS
from .writing import as_cp1258

Articles = list[dict[str, Any]]
COLUMNS = ("id", "text", "published")


def records(folder: Path) -> Articles:
    return list(read_records([str(folder)]))


def page(article: dict[str, Any], charset: str = "utf-8") -> str:
    """A page as a newspaper's system makes it."""
    title, *paragraphs = [p for p in article["text"].split("\n") if p.strip()]
    day = "/".join(reversed(article["published"][:10].split("-")))
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="{charset}">
<title>{escape(title)} | Báo Tỉnh</title></head><body>
<header><ul><li><a href="/">Trang chủ</a></li><li><a href="/b">Thể thao</a></li></ul>
<span>Thứ hai, 01/12/2031</span></header>
<main><article><h1>{escape(title)}</h1><div class="date">Cập nhật ngày: {day} 10:26:58</div>
<div class="content">{body}</div></article></main>
<footer><p>Giấy phép số 12/GP. Bản quyền thuộc về báo.</p></footer></body></html>"""


def test_a_saved_page_gives_title_day_and_text(tmp_path: Path, articles: Articles) -> None:
    for article in articles:
        (tmp_path / f"{article['id']}.html").write_text(page(article), "utf-8")
    found = {
        str(item.article["id"]): item.article
        for item in read_articles(find_inputs([str(tmp_path)]))
        if isinstance(item, ReadArticle)
    }
    assert len(found) == len(articles)
    kept = total = 0
    for article in articles:
        title, *paragraphs = [p.strip() for p in article["text"].split("\n") if p.strip()]
        read = found[article["id"]]
        assert read["title"] == " ".join(title.split())
        assert str(read["published"]) == f"{article['published'][:10]}T10:26:58"
        flat = " ".join(str(read["text"]).split())
        assert "Bản quyền thuộc về báo" not in flat
        # trafilatura composes letters.
        written = (unicodedata.normalize("NFC", " ".join(p.split())) for p in paragraphs)
        kept += sum(p in flat for p in written)
        total += len(paragraphs)
    assert kept / total > 0.97


def test_pages_in_old_encodings_and_with_entities(tmp_path: Path, articles: Articles) -> None:
    article = articles[0]
    html = page(article)
    (tmp_path / "utf8.html").write_bytes(html.encode())
    (tmp_path / "entities.html").write_bytes(html.encode("ascii", "xmlcharrefreplace"))
    (tmp_path / "old.html").write_bytes(as_cp1258(page(article, "windows-1258")))
    items = list(read_articles(find_inputs([str(tmp_path)])))
    texts = {str(i.article["id"]): i.article["text"] for i in items if isinstance(i, ReadArticle)}
    assert texts["entities"] == texts["utf8"]
    assert unicodedata.normalize("NFC", str(texts["old"])) == texts["utf8"]
    counts = run([str(tmp_path)], tmp_path / "out", Options())
    assert (counts.articles, counts.chosen) == (3, 3)


def test_tables_give_the_records_of_json_lines(
    tmp_path: Path, mixed: Articles, articles: Articles, write_lines: Any
) -> None:
    rows = [{name: row.get(name) for name in COLUMNS} for row in mixed]
    write_lines(tmp_path / "a.jsonl", [{k: v for k, v in r.items() if v} for r in rows])
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    table = pa.Table.from_pylist(rows, schema)
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=20)
    wide = table.cast(pa.schema([(name, pa.large_string()) for name in COLUMNS]))
    parquet.write_table(wide, tmp_path / "wide.parquet")
    with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    found = {}
    for name in ("a.jsonl", "a.parquet", "wide.parquet", "a.csv"):
        counts = run([str(tmp_path / name)], tmp_path / f"o-{name}", Options(block_bytes=20_000))
        told = counts.articles, counts.chosen, counts.errors
        assert told == (len(mixed), len(articles), 0), name
        found[name] = records(tmp_path / f"o-{name}")
    assert found["a.parquet"] == found["a.jsonl"]
    assert found["wide.parquet"] == found["a.jsonl"]
    assert found["a.csv"] == found["a.jsonl"]


def test_dates_and_other_names_in_parquet(tmp_path: Path, articles: Articles) -> None:
    from datetime import datetime

    table = pa.table(
        {
            "nr": [1, 2],
            "body": [a["text"] for a in articles[:2]],
            "day": [datetime.fromisoformat(a["published"]) for a in articles[:2]],
            "tags": [["a", "b"], None],
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    fields = Fields(id="nr", text="body", published="day")
    items = list(read_articles(find_inputs([str(tmp_path / "a.parquet")]), fields))
    first, second = (i.article for i in items if isinstance(i, ReadArticle))
    assert (first["id"], first["published"]) == ("1", articles[0]["published"])
    assert first["tags"] == ["a", "b"]
    assert "tags" not in second
    parquet.write_table(table.drop(["nr"]), tmp_path / "b.parquet")
    (refused, _) = read_articles(find_inputs([str(tmp_path / "b.parquet")]), fields)
    assert str(refused) == f"{tmp_path}/b.parquet, row 1: no `nr`"


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of warcio
def test_a_web_archive(tmp_path: Path, articles: Articles) -> None:
    warcio = pytest.importorskip("warcio.warcwriter")
    from warcio.statusandheaders import StatusAndHeaders

    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as stream:
        writer = warcio.WARCWriter(stream, gzip=True)
        for number, article in enumerate(articles[:8]):
            url = f"https://bao.example/{article['id']}"
            other = {**article, "text": f"Bóng đá\n\n{NEWS}{number}"}
            for what, kind in (
                (article, "text/html"),
                (other, "text/html"),
                (article, "image/png"),
            ):
                headers = StatusAndHeaders(
                    "200 OK", [("Content-Type", f"{kind}; charset=utf-8")], protocol="HTTP/1.1"
                )
                record = writer.create_warc_record(
                    url, "response", payload=io.BytesIO(page(what).encode()), http_headers=headers
                )
                writer.write_record(record)
    out = tmp_path / "out"
    counts = run([str(path)], out, Options())
    assert (counts.articles, counts.chosen, counts.errors) == (16, 8, 0)
    first = records(out)[0]
    assert first["meta"]["url"] == f"https://bao.example/{articles[0]['id']}"
    assert first["published"] == f"{articles[0]['published'][:10]}T10:26:58"
    assert first["meta"]["crawled"]
    html = tmp_path / "a.html"
    html.write_text(page(articles[0]), "utf-8")
    run([str(html)], tmp_path / "html", Options())
    (same,) = records(tmp_path / "html")
    assert {**same, "id": "", "meta": {}} == {**first, "id": "", "meta": {}}
    (tmp_path / "bad.warc.gz").write_bytes(path.read_bytes()[:3000])
    (tmp_path / "no.warc").write_bytes(b"no archive")
    counts = run(
        [str(tmp_path / n) for n in ("bad.warc.gz", "no.warc")], tmp_path / "bad", Options()
    )
    assert counts.errors >= 1


def test_damaged_files_are_one_line_each(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    (tmp_path / "b.csv").write_text('id,text\n1,"hồ sơ"\n2,3,4\n', "utf-8")
    (tmp_path / "c.jsonl.zst").write_bytes(b"no zstd")
    (tmp_path / "d.html").write_bytes(b"")
    items = list(read_articles(find_inputs([str(tmp_path)])))
    refused = [str(i) for i in items if isinstance(i, Refused)]
    assert len(refused) == 4
    assert all("\n" not in line for line in refused)
    counts = run([str(tmp_path)], tmp_path / "out", Options(task=Task(scan=False)))
    assert counts.errors == 4


def test_patterns_name_files(tmp_path: Path, articles: Articles, write_lines: Any) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    write_lines(tmp_path / "x" / "a.jsonl", articles[:2])
    write_lines(tmp_path / "x" / "y" / "b.jsonl", articles[2:3])
    (tmp_path / "x" / "c.txt").write_text(articles[3]["text"], "utf-8")
    counts = run([str(tmp_path / "x" / "**" / "*.jsonl")], tmp_path / "out", Options())
    assert counts.records == 3
    (refused,) = find_inputs([str(tmp_path / "*.csv")])
    assert str(refused).endswith("no file matches this pattern")


def test_files_of_one_name_keep_apart(tmp_path: Path, articles: Articles) -> None:
    for folder, article in zip("ab", articles, strict=False):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bai.txt").write_text(article["text"], "utf-8")
    paths = [str(tmp_path / folder / "bai.txt") for folder in "ab"]
    run(paths, tmp_path / "out", replace(Options(), workers=1))
    assert [r["id"] for r in records(tmp_path / "out")] == ["bai", str(tmp_path / "b" / "bai")]
