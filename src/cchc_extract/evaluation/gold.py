"""Gold files: loaded, joined with their texts, and checked row by row."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from cchc_extract.evaluation.jsonl import RowError, parse, read_lines
from cchc_extract.evaluation.rows import Fact, GoldRow, Mention, Period

# A fact's span holds a figure or one of the words numbers are written with.
_NUMBER = re.compile(
    r"\d|một|mốt|nhất|hai|nhì|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|chục|trăm|nửa",
    re.IGNORECASE,
)


_TEXT_FILES = (".txt", ".jsonl", ".ndjson")


class GoldError(RowError):
    """A gold row that cannot be trusted: file, line, reason."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The annotation of one article; `text` is None where only stand-off is at hand."""

    id: str
    entities: list[Mention]
    facts: list[Fact]
    ignore: list[tuple[int, int]] = field(default_factory=list)
    text: str | None = None
    text_sha256: str | None = None
    published: str | None = None
    line: int = 0

    def row(self, *, with_text: bool = False) -> GoldRow:
        """The JSON row of this article, stand-off unless the text is asked for."""
        row: GoldRow = {
            "id": self.id,
            "published": self.published,
            "text_sha256": self.text_sha256,
            "entities": self.entities,
            "facts": self.facts,
            "ignore": [list(span) for span in self.ignore],
        }
        if with_text:
            row["text"] = self.text
        return row


class Texts:
    """Article texts to join gold with, by id or by SHA-256 of their UTF-8 bytes."""

    def __init__(self, articles: Iterable[tuple[str, str]] = ()) -> None:
        self.by_id: dict[str, str] = dict(articles)
        self.by_hash = {sha256(text): text for text in self.by_id.values()}

    def __len__(self) -> int:
        return len(self.by_id)

    @classmethod
    def load(cls, source: Path | str) -> Texts:
        """Texts of a JSON Lines file, a `.txt` file (its stem is the id), or a folder of both."""
        path = Path(source)
        if not path.is_dir():
            return cls(_texts_in(path))
        files = (file for file in sorted(path.iterdir()) if file.suffix in _TEXT_FILES)
        return cls(article for file in files for article in _texts_in(file))

    def find(self, article_id: str, digest: str | None) -> str | None:
        """The text of an article: by its hash if known, else by its id."""
        if digest in self.by_hash:
            return self.by_hash[digest]
        return self.by_id.get(article_id)


def _texts_in(file: Path) -> Iterator[tuple[str, str]]:
    if file.suffix == ".txt":
        try:
            yield file.stem, file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise GoldError(file, 0, str(problem)) from None
    else:
        adapter = TypeAdapter(dict[str, object])
        for line, _, raw in read_lines(file, GoldError):
            row = parse(adapter, raw, file, line, GoldError)
            article_id, text = row.get("id"), row.get("text")
            if not isinstance(article_id, str) or not isinstance(text, str):
                raise GoldError(file, line, "an article row needs a text id and a text")
            yield article_id, text


def sha256(text: str) -> str:
    """SHA-256 of the UTF-8 text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def iter_gold(path: Path | str, texts: Texts | Path | str | None = None) -> Iterator[GoldArticle]:
    """The articles of a gold file one by one, in file order, each checked.

    With `texts` every article must have its text there or in its row. Raises `GoldError` at the
    first bad row.
    """
    for article in _examined(Path(path), texts):
        if isinstance(article, GoldError):
            raise article
        yield article


def load_gold(path: Path | str, texts: Texts | Path | str | None = None) -> list[GoldArticle]:
    """All articles of a gold file; see `iter_gold`."""
    return list(iter_gold(path, texts))


def check_gold(path: Path | str, texts: Texts | Path | str | None = None) -> list[GoldError]:
    """Every bad row of a gold file, one error a row; none when the file can be trusted."""
    return [article for article in _examined(Path(path), texts) if isinstance(article, GoldError)]


def write_gold(
    path: Path | str, articles: Iterable[GoldArticle], *, with_text: bool = False
) -> None:
    """Write articles as JSON Lines, stand-off unless the texts are asked for."""
    rows = (article.row(with_text=with_text) for article in articles)
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _examined(path: Path, texts: Texts | Path | str | None) -> Iterator[GoldArticle | GoldError]:
    known = texts if isinstance(texts, Texts) or texts is None else Texts.load(texts)
    adapter = TypeAdapter(GoldRow)
    seen: dict[str, int] = {}
    for line, _, raw in read_lines(path, GoldError):
        try:
            row = parse(adapter, raw, path, line, GoldError)
        except GoldError as error:
            yield error
            continue
        text = row.get("text")
        if text is None and known is not None:
            text = known.find(row["id"], row.get("text_sha256"))
        reason = next(_faults(row, text), None)
        if row["id"] in seen:
            reason = f"id {row['id']!r} twice, first on line {seen[row['id']]}"
        elif text is None and known is not None:
            reason = f"no text for {row['id']!r}"
        seen.setdefault(row["id"], line)
        yield GoldError(path, line, reason) if reason else _article(row, text, line)


def _article(row: GoldRow, text: str | None, line: int) -> GoldArticle:
    return GoldArticle(
        id=row["id"],
        entities=row["entities"],
        facts=row["facts"],
        ignore=[(start, end) for start, end in row.get("ignore") or []],
        text=text,
        text_sha256=sha256(text) if text is not None else row.get("text_sha256"),
        published=row.get("published"),
        line=line,
    )


def _faults(row: GoldRow, text: str | None) -> Iterator[str]:
    """What is wrong with a row whose shape is right."""
    digest = row.get("text_sha256")
    if text is None and digest is None:
        yield "neither text nor text_sha256"
    if text is not None and digest is not None and sha256(text) != digest:
        yield "text_sha256 is not that of the text"
    for start, end in row.get("ignore") or []:
        yield from _span_faults(f"ignore span [{start}, {end}]", start, end, text)
    for name, items in (("entities", row["entities"]), ("facts", row["facts"])):
        ids: set[str] = set()
        for place, item in enumerate(items):
            where = f"{name}[{place}]"
            start, end = item["start"], item["end"]
            yield from _span_faults(where, start, end, text)
            if end - start != len(item["text"]):
                yield f"{where}: {item['text']!r} does not fill [{start}, {end}]"
            if text is not None and text[start:end] != item["text"]:
                found = text[start:end]
                yield f"{where}: text at [{start}, {end}] is {found!r}, not {item['text']!r}"
            if "conflict" in item:
                yield f"{where}: conflict of a merge not yet settled"
            item_id = item.get("id")
            if item_id is not None and item_id in ids:
                yield f"{where}: id {item_id!r} twice"
            if item_id is not None:
                ids.add(item_id)
    for place, fact in enumerate(row["facts"]):
        for fault in _fact_faults(fact):
            yield f"facts[{place}]: {fault}"


def _span_faults(where: str, start: int, end: int, text: str | None) -> Iterator[str]:
    if start >= end:
        yield f"{where}: span [{start}, {end}] is empty"
    elif text is not None and end > len(text):
        yield f"{where}: end {end} is past the text's {len(text)} characters"


def _fact_faults(fact: Fact) -> Iterator[str]:
    metric, unit, kind = fact["metric"], fact["unit"], fact["kind"]
    if metric in ("rank", "index_score") and fact["index"] is None:
        yield f"{metric} without an index"
    if (metric == "rank") != (unit in ("rank", "places")):
        yield f"unit {unit} with metric {metric}"
    if unit in ("rank", "places") and (unit == "places") != (kind == "change"):
        yield f"unit {unit} with kind {kind}"
    if not _NUMBER.search(fact["text"]):
        yield f"span {fact['text']!r} holds no number"
    yield from _period_faults("period", fact["period"])
    yield from _period_faults("baseline", fact.get("baseline"))


def _period_faults(name: str, period: Period | None) -> Iterator[str]:
    if period is None:
        return
    start, end = period["start"], period["end"]
    if start is None and end is None:
        yield f"{name} has neither start nor end, it should be null"
    elif start is not None and end is not None and start > end:
        yield f"{name} ends before it starts"
