"""The report about many records: a folder of pages that works offline."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cchc_extract.records import Check
from cchc_extract.report import charts, saying
from cchc_extract.report.article_page import article_page, is_web
from cchc_extract.report.conflicts import Conflict, find_conflicts
from cchc_extract.report.i18n import Language, Phrase, label
from cchc_extract.report.pages import asset, chart_data, render
from cchc_extract.report.places import slug
from cchc_extract.report.record_files import Read, RecordError, kept_text, text_of
from cchc_extract.report.rows import check_rows
from cchc_extract.report.tables import Archive, ArticleRow, Row, gather

__all__ = ["write_report"]

_MOST_ROWS = 100
"""Rows of a table on the first page; the CSV file beside it has all."""


class _Chart(NamedTuple):
    name: str
    title: Phrase
    note: Phrase | None
    spec: charts.Spec | None
    rows: int
    file: str


class _Failure(NamedTuple):
    """A check that fails: the article, and the arithmetic written out."""

    article: ArticleRow
    check: Check
    equation: saying.Equation


class _Disagreement(NamedTuple):
    """A conflict as a table row: what it is about, and who says what."""

    conflict: Conflict
    what: Phrase
    whose: str
    when: Phrase
    sayings: list[tuple[Phrase, ArticleRow]]


def write_report(
    reads: Sequence[Read],
    folder: Path,
    *,
    texts: Mapping[str, str] | None = None,
    language: Language = "vi",
) -> list[RecordError]:
    """Write the report on ``reads`` into ``folder``; its first page is ``index.html``.

    Args:
        reads: the records; their order is that of the tables.
        folder: made where it is not there; files of an earlier report are written over.
        texts: texts of articles by id: each article with a text gets its page.
        language: of the interface when a page opens.

    Returns:
        Why some articles got no page although a text was at hand.

    Raises:
        OSError: the folder cannot be written.
    """
    archive = gather(read.record for read in reads)
    for name in ("assets", "articles", "data", "provinces"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    errors = list(_write_articles(reads, archive.articles, folder, texts or {}, language))
    conflicts = find_conflicts(read.record for read in reads)
    _write_assets(folder)
    _write_data(archive, conflicts, folder / "data")
    by_id = {article.record.id: article for article in archive.articles}
    disagreements = [_disagreement(c, by_id) for c in conflicts]
    provinces = Counter(a.province for a in archive.articles if a.province)
    _write_page(folder / "index.html", archive, disagreements, language, provinces)
    for province in provinces:
        own = [d for d in disagreements if d.conflict.province == province]
        path = folder / "provinces" / f"{slug(province)}.html"
        _write_page(path, archive.of(province), own, language, provinces, province)
    return errors


def _write_articles(
    reads: Iterable[Read],
    rows: Iterable[ArticleRow],
    folder: Path,
    texts: Mapping[str, str],
    language: Language,
) -> Iterator[RecordError]:
    for number, (read, row) in enumerate(zip(reads, rows, strict=True), 1):
        if not texts and kept_text(read.record) is None:
            continue
        try:
            text = text_of(read, texts)
        except RecordError as x:
            yield x
            continue
        row.page = f"articles/{number:05}.html"
        (folder / row.page).write_text(article_page(text, read.record, language), "utf-8")


def _write_assets(folder: Path) -> None:
    from vl_convert import javascript_bundle

    for name in ("base.css", "report.css", "base.js", "report.js"):
        (folder / "assets" / name).write_text(asset(name), "utf-8")
    (folder / "assets" / "vega.js").write_text(
        javascript_bundle("window.vegaEmbed = vegaEmbed;"), "utf-8"
    )


def _write_data(archive: Archive, conflicts: Iterable[Conflict], folder: Path) -> None:
    _write_csv(folder / "articles.csv", map(_article_row, archive.articles))
    for name in ("ranks", "scores", "shares", "late"):
        _write_csv(folder / f"{name}.csv", getattr(archive, name))
    _write_csv(folder / "mismatches.csv", map(_failure_row, _failures(archive)))
    _write_csv(
        folder / "conflicts.csv",
        (row for number, c in enumerate(conflicts, 1) for row in _conflict_rows(number, c)),
    )


def _write_csv(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    listed = list(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        if listed:
            writer = csv.DictWriter(stream, listed[0].keys())
            writer.writeheader()
            writer.writerows({k: _cell(v) for k, v in row.items()} for row in listed)


def _cell(value: object) -> object:
    """A value that a spreadsheet does not take for a formula."""
    is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if is_formula else value


def _article_row(article: ArticleRow) -> Row:
    record = article.record
    url = record.meta.get("url")
    return {
        "id": record.id,
        "title": record.title,
        "published": record.published,
        "province": article.province,
        "year": article.year,
        "facts": len(record.facts),
        "mismatches": len(article.mismatches),
        "page": article.page,
        "url": url if isinstance(url, str) else None,
    }


def _failures(archive: Archive) -> list[_Failure]:
    found = []
    for article in archive.articles:
        rows = check_rows(article.record)
        found += [_Failure(article, *row) for row in rows if row.check.status == "mismatch"]
    return found


def _failure_row(failure: _Failure) -> Row:
    check = failure.check
    return {
        "article": failure.article.record.id,
        "province": failure.article.province,
        "rule": check.rule,
        "whole": check.whole,
        "parts": " ".join(check.parts),
        "expected": check.expected,
        "found": check.found,
        "difference": check.difference,
    }


def _conflict_rows(number: int, conflict: Conflict) -> Iterator[Row]:
    for record, fact in conflict.sayings:
        yield {
            "conflict": number,
            "province": conflict.province,
            "metric": fact.metric,
            "index": fact.index,
            "subject": fact.subject.name if fact.subject else None,
            "start": fact.period.start if fact.period else None,
            "end": fact.period.end if fact.period else None,
            "value": fact.value,
            "unit": fact.unit,
            "article": record.id,
        }


def _disagreement(conflict: Conflict, articles: Mapping[str, ArticleRow]) -> _Disagreement:
    fact = conflict.sayings[0].fact
    what = label(f"metric.{fact.metric}")
    for slot in saying.slots(fact):
        what = what + ", " + slot
    return _Disagreement(
        conflict,
        what,
        fact.subject.name if fact.subject else "",
        saying.period(fact.period),
        [(saying.value(said.fact), articles[said.record.id]) for said in conflict.sayings],
    )


def _write_page(
    path: Path,
    archive: Archive,
    disagreements: Sequence[_Disagreement],
    language: Language,
    provinces: Mapping[str, int],
    province: str | None = None,
) -> None:
    """The first page, or that of one province."""
    root = "" if province is None else "../"
    failures = _failures(archive)
    drawn = _charts(archive, whole=province is None)
    page = render(
        "report.html",
        language=language,
        root=root,
        province=province,
        provinces=sorted(provinces.items(), key=lambda row: slug(row[0])),
        slug=slug,
        articles=len(archive.articles),
        facts=sum(len(a.record.facts) for a in archive.articles),
        failing=sum(bool(a.mismatches) for a in archive.articles),
        failures=failures[:_MOST_ROWS],
        disagreements=disagreements[:_MOST_ROWS],
        more_failures=len(failures) > _MOST_ROWS,
        more_disagreements=len(disagreements) > _MOST_ROWS,
        conflicts=len(disagreements),
        charts=drawn,
        specs=chart_data({chart.name: chart.spec for chart in drawn if chart.spec}),
        words=chart_data(_words([chart.spec for chart in drawn])),
        listing=chart_data([_listed(a, root) for a in archive.articles]),
        link=lambda article: _link(article, root),
    )
    path.write_text(page, "utf-8")


def _charts(archive: Archive, *, whole: bool) -> list[_Chart]:
    rows = [
        ("ranks", charts.ranks(archive.ranks, choose=whole), archive.ranks),
        ("scores", charts.scores(archive.scores, choose=whole), archive.scores),
        ("shares", charts.shares(archive.shares), archive.shares),
        ("late", charts.late(archive.late), archive.late),
    ]
    drawn = [
        _Chart(name, label(f"report.{name}"),
               label(f"report.{name}_note") if name in ("shares", "late") else None,
               spec, len(data), f"{name}.csv")
        for name, spec, data in rows
    ]  # fmt: skip
    if whole:
        spec = charts.coverage(archive.articles)
        size = len(archive.articles)
        drawn.insert(
            0, _Chart("coverage", label("report.coverage"), None, spec, size, "articles.csv")
        )
    return drawn


def _words(specs: Sequence[charts.Spec | None]) -> dict[str, Phrase]:
    """The labels that the charts name, in both languages."""
    keys = {part.split('"')[0] for part in json.dumps(specs, ensure_ascii=False).split('"§')[1:]}
    return {key: label(key) for key in sorted(keys)}


def _listed(article: ArticleRow, root: str) -> list[object]:
    """What the search looks through, in the order that the script expects."""
    record = article.record
    return [
        record.title or record.id, _link(article, root), record.id, article.province or "",
        (record.published or "")[:10] or article.year or "", len(record.facts),
        len(article.mismatches),
    ]  # fmt: skip


def _link(article: ArticleRow, root: str) -> str | None:
    """Where an article can be read: its page, or else the web page it came from."""
    if article.page:
        return root + article.page
    url = article.record.meta.get("url")
    return url if is_web(url) else None
