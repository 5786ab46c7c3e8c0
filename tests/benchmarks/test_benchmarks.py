"""The benchmarks fit the code they measure."""

from __future__ import annotations

import gc
import json
import time
from itertools import islice
from pathlib import Path

import pytest
import zstandard

from benchmarks import archive_pages
from benchmarks.__main__ import PAGE, TABLES, rewrite
from benchmarks.archive_files import KINDS
from benchmarks.archive_filler import rows, write_jsonl
from benchmarks.archive_runs import kills, kinds
from benchmarks.rivals import spacy_rules
from benchmarks.stages import milliseconds_per_article
from benchmarks.workload import articles, megabytes, seconds
from cchc_extract import Extractor


def test_every_stage_is_met_and_little_time_is_outside() -> None:
    taken = milliseconds_per_article(articles()[:3], rounds=2)
    assert min(taken.values()) > 0
    assert taken["the rest"] < 0.25 * sum(taken.values())


def test_watching_leaves_no_trace() -> None:
    before = Extractor().extract_json(articles()[0])
    milliseconds_per_article(articles()[:1], rounds=1)
    assert Extractor().extract_json(articles()[0]) == before


def test_jobs_take_turns_and_the_time_is_that_of_one_call() -> None:
    calls: list[str] = []

    def job(name: str, busy: float) -> None:
        calls.append(name)
        until = time.process_time() + busy
        while time.process_time() < until:
            pass

    taken = seconds(
        {"a": lambda: job("a", 0.002), "b": lambda: job("b", 0.02)}, rounds=2, at_least=0.01
    )
    assert calls[:2] == ["a", "b"]
    assert 0.002 <= taken["a"] < taken["b"]


def test_the_rival_finds_spans() -> None:
    found = spacy_rules(["Năm 2023, huyện Phù Yên tiếp nhận 306 hồ sơ"])()
    assert isinstance(found, list)
    ((names, patterns),) = found
    assert [span.text for span in names] == ["huyện Phù Yên"]
    assert [span.text for span in patterns] == ["tiếp nhận 306"]


def test_size_is_that_of_utf8() -> None:
    assert megabytes([{"text": "đ" * 500_000}]) == 1.0


def test_the_page_has_a_place_for_every_table() -> None:
    page = PAGE.read_text("utf-8")
    for name in TABLES:
        assert f"<!-- {name} -->\nnew\n<!-- /{name} -->" in rewrite(page, name, "new")
    with pytest.raises(SystemExit, match="no place for the table 'other'"):
        rewrite(page, "other", "new")


def test_the_page_of_archives_has_a_place_for_every_table() -> None:
    page = archive_pages.PAGE.read_text("utf-8")
    for name in archive_pages.TABLES:
        assert f"<!-- {name} -->\nnew\n<!-- /{name} -->" in rewrite(page, name, "new")


def test_an_archive_goes_on_in_its_next_file(tmp_path: Path) -> None:
    source = rows(0.5)
    sizes = [write_jsonl(tmp_path / f"{n}.jsonl.zst", 0.01, source) for n in (1, 2)]
    packed = [(tmp_path / f"{n}.jsonl.zst").read_bytes() for n in (1, 2)]
    lines = [zstandard.ZstdDecompressor().decompressobj().decompress(data) for data in packed]
    assert [len(data) for data in lines] == sizes
    found = b"".join(lines).splitlines()
    assert [json.loads(line) for line in found] == list(islice(rows(0.5), len(found)))


def test_every_kind_of_file_gives_the_same_records(tmp_path: Path) -> None:
    found = kinds(tmp_path, 20, 1)
    assert set(found) == set(KINDS)
    assert {of.records for of in found.values()} == {1}


def test_a_killed_run_is_resumed(tmp_path: Path) -> None:
    told: list[int] = []
    assert kills(tmp_path, 1, told.append) == (1, 1)
    assert told == [1]


def test_the_garbage_collector_is_left_as_it_was() -> None:
    engine = Extractor()
    try:
        for switch in (gc.enable, gc.disable):
            switch()
            before = gc.isenabled()
            engine.extract_plain(articles()[0])
            assert gc.isenabled() is before
            with pytest.raises(TypeError):
                engine.extract_plain(5)  # type: ignore[arg-type]
            assert gc.isenabled() is before
    finally:
        gc.enable()
