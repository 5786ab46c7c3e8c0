"""The benchmarks fit the code they measure."""

from __future__ import annotations

import gc
import time

import pytest

from benchmarks.__main__ import PAGE, TABLES, rewrite
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
