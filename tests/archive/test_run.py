from __future__ import annotations

import gzip
import json
import os
import pickle
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from cchc_extract.archive import done
from cchc_extract.archive.fields import Fields
from cchc_extract.archive.folder import Packing
from cchc_extract.archive.inputs import InputChangedError
from cchc_extract.archive.records import near_copies_of, read_records
from cchc_extract.archive.run import Options, RunError, run
from cchc_extract.archive.work import Task
from cchc_extract.extractor import Extractor

Contents = Callable[[Path], dict[str, str]]
SMALL = Options(block_bytes=10_000, shard_bytes=40_000, commit_blocks=4)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def ids(folder: Path) -> list[str]:
    return [record["id"] for record in read_records([str(folder)])]


def test_the_relevant_articles_give_the_records_of_the_library(
    tmp_path: Path, mixed: list[Any], articles: list[Any], write_lines: Any
) -> None:
    source = write_lines(tmp_path / "a.jsonl", mixed)
    counts = run([str(source)], tmp_path / "out", SMALL)
    extractor = Extractor()
    expected = [orjson.loads(extractor.extract_json(article)) for article in articles]
    assert list(read_records([str(tmp_path / "out")])) == expected
    n = len(articles)
    assert (counts.articles, counts.chosen, counts.records) == (len(mixed), n, n)
    assert counts.bytes == source.stat().st_size


def test_all_takes_every_article(tmp_path: Path, mixed: list[Any], write_lines: Any) -> None:
    source = write_lines(tmp_path / "a.jsonl", mixed[:20])
    run([str(source)], tmp_path / "out", replace(SMALL, task=Task(scan=False)))
    assert ids(tmp_path / "out") == [row["id"] for row in mixed[:20]]


def test_workers_and_cuts_change_nothing(
    tmp_path: Path, mixed: list[Any], write_lines: Any, contents: Contents
) -> None:
    source = write_lines(tmp_path / "a.jsonl", mixed)
    for workers in (1, 2):
        run([str(source)], tmp_path / str(workers), replace(SMALL, workers=workers))
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert len(list((tmp_path / "1" / "records").iterdir())) > 3
    for size in (997, 1 << 20):  # below and above the size of an article
        run([str(source)], tmp_path / f"b{size}", replace(SMALL, block_bytes=size))
        assert ids(tmp_path / f"b{size}") == ids(tmp_path / "1"), size


class Stopped(BaseException):
    """As a kill: nothing may catch it."""


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_a_stop_at_every_write_and_a_resume_give_the_same_files(
    tmp_path: Path,
    mixed: list[Any],
    write_lines: Any,
    contents: Contents,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    rows = [*mixed[:30], mixed[5], {"id": "bad", "text": 5, "x": "hồ sơ"}]
    source = tmp_path / f"a.{kind}"
    if kind == "jsonl":
        write_lines(source, rows)
    else:  # one row group, which gives several shards and does not fit into memory
        monkeypatch.setattr(done, "_HELD", 30_000)
        table = pa.Table.from_pylist([{**row, "title": ""} for row in mixed[:72]])
        parquet.write_table(table, source)
    run([str(source)], tmp_path / "whole", SMALL)
    expected = contents(tmp_path / "whole")
    steps = 0
    stop_at = 0

    def stopping(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == stop_at:
                raise Stopped
            return call(*args)

        return step

    monkeypatch.setattr(os, "fsync", stopping(os.fsync))
    monkeypatch.setattr(os, "replace", stopping(os.replace))
    finished = False
    while not finished:
        stop_at += 1
        steps = 0
        out = tmp_path / f"out{stop_at}"
        try:
            run([str(source)], out, SMALL)
            finished = True
        except Stopped:
            steps = -10_000
            run([str(source)], out, replace(SMALL, resume=True))
        assert contents(out) == expected, stop_at
    assert stop_at > 15


def test_what_is_too_much_to_hold_waits_in_a_file_and_is_the_same(
    tmp_path: Path, mixed: list[Any], contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.parquet"
    parquet.write_table(pa.Table.from_pylist([{**row, "title": ""} for row in mixed]), source)
    run([str(source)], tmp_path / "held", SMALL)
    waited: list[int] = []

    def dump(found: list[Any], stream: BinaryIO) -> None:
        waited.append(len(found))
        pickle.Pickler(stream).dump(found)

    monkeypatch.setattr(done, "_HELD", 30_000)
    monkeypatch.setattr(pickle, "dump", dump)
    run([str(source)], tmp_path / "waited", SMALL)
    assert len(waited) > 10
    assert contents(tmp_path / "waited") == contents(tmp_path / "held")
    sizes = [f.stat().st_size for f in (tmp_path / "held" / "records").iterdir()]
    assert len(sizes) > 5
    assert max(sizes) < 3 * SMALL.shard_bytes


def test_a_killed_process_is_resumed(
    tmp_path: Path, mixed: list[Any], write_lines: Any, contents: Contents
) -> None:
    source = write_lines(tmp_path / "a.jsonl", mixed)
    run([str(source)], tmp_path / "whole", SMALL)
    program = (
        "import sys; from pathlib import Path; from cchc_extract.archive.run import *\n"
        "if __name__ == '__main__':\n"
        "    run([sys.argv[1]], Path(sys.argv[2]), Options(block_bytes=10_000, shard_bytes=40_000,"
        " commit_blocks=4, workers=2, resume=True))\n"
    )
    (tmp_path / "program.py").write_text(program)
    command = [sys.executable, str(tmp_path / "program.py"), str(source), str(tmp_path / "out")]
    process = subprocess.Popen(command)
    shards = random.Random(2).randint(1, 6)
    until = time.monotonic() + 60
    while len(list((tmp_path / "out").glob("records/part-*"))) < shards:
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert contents(tmp_path / "out") != contents(tmp_path / "whole")
    subprocess.run(command, check=True)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_duplicates_near_copies_and_ids_used_twice(
    tmp_path: Path, articles: list[Any], write_lines: Any
) -> None:
    first, second, third = articles[:3]
    copy = {"id": "copy", "text": f"{second['text']}\n\nNguồn: báo bạn."}
    rows = [
        first,
        second,
        {**first, "id": "again"},
        {**third, "id": first["id"]},
        copy,
        first,
        third,
    ]
    source = write_lines(tmp_path / "a.jsonl", rows)
    out = tmp_path / "out"
    counts = run([str(source)], out, Options())
    assert ids(out) == [first["id"], second["id"], "copy", third["id"]]
    duplicates = [(d["id"], d["same_as"], d["row"]) for d in lines(out / "duplicates.jsonl")]
    assert duplicates == [("again", first["id"], 3), (first["id"], first["id"], 6)]
    (error,) = lines(out / "errors.jsonl")
    assert (error["row"], error["reason"]) == (
        4,
        f"id {first['id']!r} is already that of another text",
    )
    assert near_copies_of([str(out)]) == {"copy": second["id"]}
    assert (counts.duplicates, counts.errors) == (2, 1)
    run([str(source)], tmp_path / "kept", Options(keep_duplicates=True))
    assert ids(tmp_path / "kept") == [first["id"], second["id"], "again", "copy", third["id"]]


def test_bad_rows_are_named_with_file_and_row(
    tmp_path: Path, mixed: list[Any], write_lines: Any
) -> None:
    source = write_lines(tmp_path / "a.jsonl", mixed)
    text = source.read_text("utf-8").splitlines()
    text[10] = '{"id": "x", "text": "một hồ sơ"'
    text[100] = '{"text": "một hồ sơ"}'
    source.write_text("\n".join(text), "utf-8")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) + "hồ sơ".encode())
    paths = [str(source), str(tmp_path / "b.txt"), str(tmp_path / "none.jsonl")]
    counts = run(paths, tmp_path / "out", SMALL)
    errors = [(e["file"], e["row"]) for e in lines(tmp_path / "out" / "errors.jsonl")]
    assert errors == [(paths[0], 11), (paths[0], 101), (paths[1], None), (paths[2], None)]
    assert counts.errors == 4


def test_a_later_run_does_what_is_new(tmp_path: Path, mixed: list[Any], write_lines: Any) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    out = archive / "out"  # a folder in the archive is not read as part of it
    source = write_lines(archive / "a.jsonl", mixed[:60])
    run([str(archive)], out, SMALL)
    before = (out / "records" / "part-00000.jsonl").stat().st_mtime_ns
    counts = run([str(archive)], out, SMALL)
    assert (counts.articles, counts.records) == (60, 10)
    with source.open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in mixed[60:90])
        stream.write("no JSON: hồ sơ\n")
    write_lines(archive / "b.jsonl", mixed[84:])
    counts = run([str(archive)], out, SMALL)
    assert ids(out) == [row["id"] for row in mixed if row["id"][0] != "n"]
    assert counts.duplicates == 1
    assert lines(out / "errors.jsonl")[0]["row"] == 91
    assert (out / "records" / "part-00000.jsonl").stat().st_mtime_ns == before
    source.write_text("{}\n" * 100_000)
    run([str(archive)], out, SMALL)
    assert "has changed since it was read" in lines(out / "errors.jsonl")[-1]["reason"]


def test_what_stands_in_the_way_of_a_run_is_said(
    tmp_path: Path, mixed: list[Any], write_lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_lines(tmp_path / "a.jsonl", mixed[:30])
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(RunError, match="is not empty and holds no run"):
        run([str(source)], tmp_path / "full", SMALL)
    run([str(source)], tmp_path / "out", SMALL)
    with pytest.raises(RunError, match="was begun with another scan"):
        run([str(source)], tmp_path / "out", replace(SMALL, task=Task(scan=False)))

    def stop(*_: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        run([str(source)], tmp_path / "cut", replace(SMALL, commit_blocks=1), report=stop)
    with pytest.raises(RunError, match="--resume goes on"):
        run([str(source)], tmp_path / "cut", replace(SMALL, commit_blocks=1))
    write_lines(source, mixed[10:40])
    with pytest.raises(InputChangedError, match="has changed since the run began"):
        run([str(source)], tmp_path / "cut", replace(SMALL, commit_blocks=1, resume=True))


@pytest.mark.parametrize("packing", Packing)
def test_records_in_every_packing(
    tmp_path: Path, mixed: list[Any], write_lines: Any, packing: Packing
) -> None:
    source = write_lines(tmp_path / "a.jsonl", mixed[:40])
    run([str(source)], tmp_path / "plain", SMALL)
    run([str(source)], tmp_path / "out", replace(SMALL, packing=packing))
    plain = list(read_records([str(tmp_path / "plain")]))
    packed = list(read_records([str(tmp_path / "out")]))
    if packing is Packing.PARQUET:  # the struct of entities has the fields of all types
        plain = [_without_nulls(r) for r in plain]
        packed = [_without_nulls(r) for r in packed]
    assert packed == plain


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v not in (None, [])}
    return [_without_nulls(v) for v in value] if isinstance(value, list) else value


def test_packed_and_foreign_rows_are_read(tmp_path: Path, articles: list[Any]) -> None:
    foreign = [
        {"url": a["id"], "body": a["text"], "pub": a["published"], "section": "CCHC"}
        for a in articles[:6]
    ]
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in foreign).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data))
    (tmp_path / "a.jsonl.zst").write_bytes(
        zstandard.compress(data[:5000]) + zstandard.compress(data[5000:])
    )
    (tmp_path / "a.jsonl").write_text(data.decode(), "utf-16")
    task = Task(fields=Fields(id="url", text="body", published="pub"), keep_text=True)
    found = {}
    for name in ("a.jsonl.gz", "a.jsonl.zst", "a.jsonl"):
        run([str(tmp_path / name)], tmp_path / f"o-{name}", replace(SMALL, task=task))
        found[name] = list(read_records([str(tmp_path / f"o-{name}")]))
    assert found["a.jsonl.gz"] == found["a.jsonl.zst"] == found["a.jsonl"]
    record = found["a.jsonl"][0]
    assert record["id"] == articles[0]["id"]
    assert record["meta"] == {"section": "CCHC", "text": articles[0]["text"]}
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(data)[:-2000])
    run([str(cut)], tmp_path / "cut", replace(SMALL, task=task))
    assert "damaged gz data" in lines(tmp_path / "cut" / "errors.jsonl")[-1]["reason"]
