"""Small archives to run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Article = dict[str, Any]

NEWS = (
    "Sáng nay, đội bóng đá nam giành chiến thắng trước đối thủ trong trận đấu tại sân vận động; "
    "hàng nghìn cổ động viên vui mừng. Giá vàng trong nước giảm nhẹ, thời tiết chuyển lạnh. "
)


@pytest.fixture(scope="session")
def articles(root: Path) -> list[Article]:
    """The development articles."""
    lines = (root / "corpora" / "dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def mixed(articles: list[Article]) -> list[Article]:
    """Development articles among other news."""
    rows: list[Article] = []
    for number, article in enumerate(articles):
        rows += [{"id": f"n{number}-{i}", "text": f"{NEWS}{number}{i}"} for i in range(5)]
        rows.append(article)
    return rows


WriteLines = Callable[[Path, Sequence[Article]], Path]


@pytest.fixture
def write_lines() -> WriteLines:
    """Writes articles as JSON Lines."""

    def write(path: Path, rows: Sequence[Article]) -> Path:
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        path.write_text("".join(line + "\n" for line in lines), "utf-8")
        return path

    return write


@pytest.fixture
def contents() -> Callable[[Path], dict[str, str]]:
    """Hashes of the files of a run by name, but for the manifest, which knows the time."""

    def read(folder: Path) -> dict[str, str]:
        return {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "manifest.json"
        }

    return read
