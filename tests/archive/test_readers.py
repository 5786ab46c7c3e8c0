from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from cchc_extract.archive.formats import Format
from cchc_extract.archive.items import Item, Place, ReadArticle, Refused
from cchc_extract.archive.readers import find_inputs, read_articles
from cchc_extract.archive.readers.jsonl import read_json_lines


def rows(data: bytes) -> list[Item]:
    return list(read_json_lines(io.BufferedReader(io.BytesIO(data)), "a.jsonl"))


def read(*paths: Path | str, format: Format | None = None) -> list[Item]:
    return list(read_articles(find_inputs(map(str, paths), format)))


def ids(items: Iterable[Item]) -> list[str]:
    return [str(item.article["id"]) for item in items if isinstance(item, ReadArticle)]


def lines(items: Iterable[Item]) -> list[str]:
    return [str(item) for item in items if isinstance(item, Refused)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"id": "a"}', "no `text`"),
        ('{"text": "x"}', "no `id`"),
        ('{"id": null, "text": "x"}', "no `id`"),
        ('{"id": "a", "text": 5}', "`text` is not a string but a number"),
        ('{"id": "a", "text": ["x"]}', "`text` is not a string but a list"),
        ('{"id": true, "text": "x"}', "`id` is not a string but true or false"),
        ('{"id": "a", "text": " \\n"}', "`text` is empty"),
        ('{"id": "", "text": "x"}', "`id` is empty"),
        ('{"id": "a", "text": "x", "title": {}}', "`title` is not a string but an object"),
        ('{"id": "a", "text": "x", "published": 3}', "`published` is not a string but a number"),
        ('["a"]', "not a JSON object but a list"),
        ("null", "not a JSON object but null"),
        ('{"id": "a", "text": "x"', "not JSON: "),
        ("xyz", "not JSON: "),
        ('{"id": "a", "text": "\\ud800"}', "not JSON: "),
    ],
)
def test_a_bad_row_is_named_with_its_reason_and_costs_no_other(row: str, reason: str) -> None:
    first, bad, last = rows(
        f'{{"id": "1", "text": "x"}}\n{row}\n{{"id": "3", "text": "y"}}'.encode()
    )
    assert ids([first, last]) == ["1", "3"]
    assert isinstance(bad, Refused)
    assert bad.place == Place("a.jsonl", 2)
    assert bad.reason.startswith(reason)
    assert str(bad).startswith(f"a.jsonl, row 2: {reason}")


def test_rows_count_blank_lines_and_line_separators_within_strings() -> None:
    items = rows('{"id": "1", "text": "a\u2028b"}\r\n\r\n{"id": "2"}\n'.encode())
    assert isinstance(items[0], ReadArticle)
    assert items[0].article["text"] == "a\u2028b"
    assert [item.place.row for item in items] == [1, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_are_no_part_of_the_first_row(encoding: str) -> None:
    data = '{"id": "1", "text": "Hồ sơ"}\n{"id": 2, "text": "Đúng hạn"}\n'.encode(encoding)
    assert ids(rows(data)) == ["1", "2"]


def test_a_utf16_file_that_breaks_off_is_named() -> None:
    data = '{"id": "1", "text": "Hồ sơ"}\n{"id"'.encode("utf-16")[:-1]
    assert lines(rows(data)) == ["a.jsonl, row 2: not UTF-16: truncated data"]


def test_strings_are_not_repaired(tmp_path: Path) -> None:
    broken = "Hồ sơ".encode().decode("latin-1")
    (item,) = rows(f'{{"id": "1", "text": "{broken}"}}'.encode())
    assert isinstance(item, ReadArticle)
    assert item.article["text"] == broken


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty file"), (b"\x89PNG\r\n\x1a\n" + bytes(500), "binary data")],
)
def test_a_file_that_holds_no_text_is_one_line(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (line,) = lines(read(path))
    assert line.startswith(f"{path}: {reason}")


def test_blank_files_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for data in (b" \r\n\t", b"\xef\xbb\xbf\n", "\u00a0\n".encode()):
        path.write_bytes(data)
        assert lines(read(path)) == [f"{path}: empty file"]


def test_folders_give_their_texts_sorted_with_ids_from_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.TXT", "a/1.txt", "c.jsonl", "note.md", ".hidden.txt", ".x/y.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"id": "c", "text": "x"}', "utf-8")
    assert ids(read(tmp_path)) == ["b", "c", "a/1", "a/2"]
    assert ids(read(tmp_path / "c.jsonl", tmp_path / "b.txt")) == ["c", "b"]


def test_the_output_is_not_read_as_an_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "out.jsonl").write_text("{}")
    found = find_inputs([str(tmp_path)], leave_out=tmp_path / "out.jsonl")
    assert ids(read_articles(found)) == ["a"]


def test_what_cannot_be_found_or_is_of_no_known_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")
    (tmp_path / "empty").mkdir()
    kinds = [f".{format}" for format in Format]
    assert lines(read(tmp_path / "no", tmp_path / "a.docx", tmp_path / "empty")) == [
        f"{tmp_path}/no: no such file or folder",
        f"{tmp_path}/a.docx: unknown kind of file, not {', '.join(kinds)}; --format says how",
        f"{tmp_path}/empty: no {' or '.join(kinds)} file in this folder",
    ]
    assert ids(read(tmp_path / "a.docx", format=Format.TXT)) == ["a"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_read_as_a_file(tmp_path: Path) -> None:
    import threading

    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("Hồ sơ", "utf-8"))
    writer.start()
    assert ids(read(pipe)) == ["a"]
    writer.join()


def test_an_id_taken_twice_is_refused_and_says_by_what(tmp_path: Path) -> None:
    rows_file = tmp_path / "r.jsonl"
    rows_file.write_text('{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n' * 2)
    items = read(rows_file)
    assert ids(items) == ["a", "b"]
    assert lines(items) == [
        f"{rows_file}, row 3: id 'a' is already that of {rows_file}, row 1",
        f"{rows_file}, row 4: id 'b' is already that of {rows_file}, row 2",
    ]


def test_files_of_one_name_get_their_paths_as_ids(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("x")
    items = read(tmp_path / "x", tmp_path / "y", tmp_path / "y" / "a.txt")
    assert ids(items) == ["a", f"{tmp_path}/y/a"]
    assert lines(items) == [
        f"{tmp_path}/y/a.txt: id '{tmp_path}/y/a' is already that of {tmp_path}/y/a.txt"
    ]
