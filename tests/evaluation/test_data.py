"""The committed data: made by the checked-in script, and loaded by `datasets` as its pages say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_extract.evaluation.rows import Fact, Mention

SCRIPT = ("scripts", "split_gold.py")


def split(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root.joinpath(*SCRIPT)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def joined(root: Path, name: str, folder: Path, first: int = 0) -> Path:
    """Committed rows as a source of the script: annotations with their texts."""
    lines = [
        (root / part / f"{name}.jsonl").read_text("utf-8").splitlines()[first:]
        for part in ("gold", "corpora")
    ]
    rows = [json.loads(a) | json.loads(b) for a, b in zip(*lines, strict=True)]
    path = folder / f"{name}-source.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_the_script_makes_the_committed_files(root: Path, shared: Path, tmp_path: Path) -> None:
    gold, corpus = tmp_path / "gold.jsonl", tmp_path / "corpus.jsonl"
    source, codes = shared / "gold" / "dev.jsonl", root / "gold" / "codes.tsv"
    batches = joined(root, "dev", tmp_path, first=len(source.read_text("utf-8").splitlines()))
    done = split(root, source, batches, "--gold", gold, "--corpus", corpus, "--codes", codes)
    assert done.returncode == 0
    assert gold.read_bytes() == (root / "gold" / "dev.jsonl").read_bytes()
    assert corpus.read_bytes() == (root / "corpora" / "dev.jsonl").read_bytes()
    done = split(root, joined(root, "test", tmp_path), "--gold", gold, "--corpus", corpus)
    assert done.returncode == 0
    assert gold.read_bytes() == (root / "gold" / "test.jsonl").read_bytes()
    assert corpus.read_bytes() == (root / "corpora" / "test.jsonl").read_bytes()
    done = split(root, shared / "gold" / "seeds.jsonl", "--gold", gold)
    assert done.returncode == 0
    assert gold.read_bytes() == (root / "gold" / "seeds.jsonl").read_bytes()


def test_every_third_article_of_each_source_is_held_back(root: Path, tmp_path: Path) -> None:
    sources = []
    for name, size in (("a", 7), ("b", 5)):
        rows = [{"id": f"{name}{i}", "text": "", "entities": [], "facts": []} for i in range(size)]
        sources.append(tmp_path / f"{name}.jsonl")
        sources[-1].write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    files = [tmp_path / name for name in ("gold", "corpus", "third-gold", "third-corpus")]
    where = ("--gold", files[0], "--corpus", files[1], "--third", *files[2:])
    for source in sources:
        assert split(root, source, "--append", *where).returncode == 0
    ids = [
        [json.loads(row)["id"] for row in path.read_text("utf-8").splitlines()] for path in files
    ]
    assert ids[0] == ids[1] == ["a0", "a1", "a3", "a4", "a6", "b0", "b1", "b3", "b4"]
    assert ids[2] == ids[3] == ["a2", "a5", "b2"]
    done = split(root, sources[0], "--append", *where)
    assert (done.returncode, done.stderr) == (2, f"{sources[0]}:1: id 'a0' twice\n")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a\tb\n", ":1: not an article, a mention and a code"),
        ("a\tSở Nội vụ\t14\n", ": no such mention: ('a', 'Sở Nội vụ')"),
    ],
)
def test_the_script_refuses_codes_that_do_not_fit(
    line: str, reason: str, root: Path, tmp_path: Path
) -> None:
    source, codes, gold = tmp_path / "a.jsonl", tmp_path / "codes.tsv", tmp_path / "gold.jsonl"
    source.write_text('{"id": "a", "text": "b", "entities": [], "facts": []}\n', "utf-8")
    codes.write_text(line, "utf-8")
    done = split(root, source, "--gold", gold, "--codes", codes)
    assert done.returncode == 2
    assert done.stderr == f"{codes}{reason}\n"
    assert not gold.exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text_sha256": "00"}, ":1: text_sha256 is not that of the text"),
        ({"entities": [{"id": "e1", "start": 0, "end": 2, "text": "xx"}]}, ":1: e1: the text at"),
        ({"facts": [{"id": "f1", "colour": "red"}]}, ":1: unknown keys ['colour'] in f1"),
        ({"facts": None}, ":1: "),
    ],
)
def test_the_script_refuses_what_does_not_fit(
    changes: dict[str, object], reason: str, root: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source.jsonl"
    row = {"id": "a", "text": "Sở Nội vụ", "entities": [], "facts": [], **changes}
    source.write_text(json.dumps(row), encoding="utf-8")
    done = split(root, source, "--gold", tmp_path / "gold.jsonl")
    assert done.returncode == 2
    assert f"{source}{reason}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_every_row_of_gold_has_every_key_and_float_numbers(root: Path) -> None:
    for path in sorted((root / "gold").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert "text" not in row, f"{path.name}: gold is stand-off"
            for mention in row["entities"]:
                assert list(mention) == list(Mention.__annotations__)
            for fact in row["facts"]:
                assert list(fact) == list(Fact.__annotations__)
                assert isinstance(fact["value"], float)
                assert isinstance(fact["out_of"], float | None)


@pytest.fixture
def cache(tmp_path: Path) -> str:
    return str(tmp_path / "cache")


@pytest.mark.parametrize("folder", ["gold", "corpora"])
def test_datasets_loads_each_file_and_the_folder(folder: str, root: Path, cache: str) -> None:
    datasets = pytest.importorskip("datasets")
    files = sorted((root / folder).glob("*.jsonl"))
    assert files
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = datasets.load_dataset("json", data_files=str(path), split="train", cache_dir=cache)
        assert rows["id"][:] == [json.loads(line)["id"] for line in lines]
        split_rows = datasets.load_dataset(str(root / folder), split=path.stem, cache_dir=cache)
        assert split_rows["id"][:] == rows["id"][:]


def test_datasets_loads_all_gold_files_together_in_any_order(root: Path, cache: str) -> None:
    datasets = pytest.importorskip("datasets")
    files = sorted(map(str, (root / "gold").glob("*.jsonl")))
    for order in (files, files[::-1]):
        rows = datasets.load_dataset("json", data_files=order, split="train", cache_dir=cache)
        facts = [fact for row in rows for fact in row["facts"]]
        assert len(facts) >= 3557
        assert all(isinstance(fact["value"], float) for fact in facts)
