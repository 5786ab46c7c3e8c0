from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc_extract.records import Fact, Period, Record, Subject
from cchc_extract.report.archive_report import write_report
from cchc_extract.report.conflicts import find_conflicts
from cchc_extract.report.places import province_of, slug
from cchc_extract.report.record_files import Read
from cchc_extract.report.tables import gather

from .archive import made_archive, province_names

if TYPE_CHECKING:
    from .conftest import Visit

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect

Made = list[tuple[str, Record]]


@pytest.fixture(scope="module")
def made(articles: dict[str, dict[str, str]]) -> Made:
    return list(made_archive([*articles.values()], 2000))


def write(made: Sequence[tuple[str, Record]], folder: Path, *, pages: bool) -> Path:
    texts = {record.id: text for text, record in made} if pages else {}
    reads = [Read(f"row {n}", record) for n, (_, record) in enumerate(made, 1)]
    assert write_report(reads, folder, texts=texts) == []
    return folder


@pytest.fixture(scope="module")
def small(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(made[:150], tmp_path_factory.mktemp("report"), pages=True)


@pytest.fixture(scope="module")
def large(made: Made, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    begun = time.perf_counter()
    folder = write(made, tmp_path_factory.mktemp("large"), pages=False)
    return folder, time.perf_counter() - begun


def test_two_thousand_records_take_less_than_a_minute(large: tuple[Path, float]) -> None:
    folder, seconds = large
    assert seconds < 60
    assert len(list((folder / "provinces").iterdir())) == len(province_names())


def test_a_large_report_stays_usable(large: tuple[Path, float], visit: Visit) -> None:
    begun = time.perf_counter()
    page = visit.open(large[0] / "index.html")
    expect(page.locator("#listing tbody tr")).to_have_count(20)
    assert time.perf_counter() - begun < 10
    typed = time.perf_counter()
    page.locator("#search").fill("thanh hoa 2021")
    hits = int(page.locator("#hits").inner_text())
    assert time.perf_counter() - typed < 2
    assert 0 < hits < 2000
    for row in page.locator("#listing tbody tr").all():
        assert "2021" in row.inner_text()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["index.html", "provinces/son-la.html"])
def test_accessible_and_no_wider_than_the_window(
    small: Path, visit: Visit, name: str, width: int
) -> None:
    page = visit.open(small / name, width)
    draw_all(visit)
    assert visit.overflow() <= 0
    assert visit.violations() == []
    page.get_by_role("button", name="English").click()
    expect(page.locator("#h-find .en")).to_be_visible()
    assert visit.overflow() <= 0


def draw_all(visit: Visit) -> None:
    for chart in visit.page.locator(".chart").all():
        chart.scroll_into_view_if_needed()
        expect(chart).to_have_attribute("data-drawn", "yes")
        assert chart.locator("svg").count() == 1


def test_click_through(small: Path, visit: Visit) -> None:
    page = visit.open(small / "index.html")
    page.get_by_role("link", name="Sơn La", exact=True).click()
    expect(page.locator("h1")).to_have_text("Sơn La")
    page.locator("#listing a").first.click()
    expect(page.locator("#text")).to_be_visible()
    page.go_back()
    page.locator(".up a").click()
    expect(page.locator("h1 .vi")).to_be_visible()
    page.locator("#more").click()
    expect(page.locator("#listing tbody tr")).to_have_count(40)


def test_ranks_are_drawn_with_the_first_place_on_top(small: Path, visit: Visit) -> None:
    page = visit.open(small / "index.html")
    page.locator("#chart-ranks").scroll_into_view_if_needed()
    expect(page.locator("#chart-ranks")).to_have_attribute("data-drawn", "yes")
    first, last = page.evaluate(
        "(() => { const y = views.get(document.getElementById('chart-ranks')).view.scale('y');"
        " return [y(1), y(60)]; })()"
    )
    assert first < last
    before = page.locator("#chart-ranks svg").inner_html()
    page.locator("#chart-ranks select[name=pick_province]").select_option(index=5)
    expect(page.locator("#chart-ranks svg")).not_to_have_js_property("innerHTML", before)


def test_charts_speak_the_language_of_the_page(small: Path, visit: Visit) -> None:
    page = visit.open(small / "index.html")
    draw_all(visit)
    legend = page.locator("#chart-shares svg")
    expect(legend).to_contain_text("nộp trực tuyến")
    page.get_by_role("button", name="English").click()
    expect(legend).to_contain_text("submitted online")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_data_can_be_downloaded(small: Path, made: Made) -> None:
    listed = rows(small / "data" / "articles.csv")
    assert [row["id"] for row in listed] == [record.id for _, record in made[:150]]
    failing = {r.id for _, r in made[:150] if any(c.status == "mismatch" for c in r.checks)}
    assert failing
    assert {row["article"] for row in rows(small / "data" / "mismatches.csv")} == failing
    ranks = rows(small / "data" / "ranks.csv")
    assert ranks
    assert all(1 <= float(row["rank"]) <= 63 and row["province"] for row in ranks)
    page = (small / "index.html").read_text("utf-8")
    for name in ("articles", "ranks", "scores", "shares", "late", "mismatches", "conflicts"):
        assert f'href="data/{name}.csv"' in page


def test_hostile_records_stay_text(small: Path, made: Made, tmp_path: Path, visit: Visit) -> None:
    payload = '</script><img src=x onerror="document.title=1"><script>hit()</script>'
    hostile = [
        (text, record.model_copy(update={"title": f"={payload}", "meta": {"url": "javascript:1"}}))
        for text, record in made[:30]
    ]
    reads = [Read("", record) for _, record in hostile]
    write_report(reads, tmp_path)
    page = visit.open(tmp_path / "index.html")
    draw_all(visit)
    assert page.locator("img, a[href^=javascript]").count() == 0
    expect(page.locator("#listing tbody tr td").first).to_have_text(f"={payload}")
    assert rows(tmp_path / "data" / "articles.csv")[0]["title"] == f"'={payload}"


def fact(value: float, text: str, **slots: object) -> Fact:
    row = {
        "id": "f1", "metric": "dossiers_received", "kind": "level", "value": value,
        "unit": "count", "start": 0, "end": 1, "text": text, "sentence": (0, 1), "rule": "r",
        "subject": Subject(name="tỉnh Sơn La", level="province", code="14"),
        "period": Period(text="năm 2023", start="2023-01-01", end="2023-12-31"),
    } | slots  # fmt: skip
    return Fact.model_validate(row)


def record(key: str, *facts: Fact) -> Record:
    row = {"id": key, "text_sha256": "", "produced_by": {"version": "", "rules": ""}}
    return Record.model_validate({**row, "facts": facts})


@pytest.mark.parametrize(
    ("a", "b", "conflict"),
    [
        (fact(61300, "61,3 ngàn"), fact(61287, "61.287"), False),
        (fact(61300, "61,3 ngàn"), fact(61387, "61.387"), True),
        (fact(100, "100"), fact(101, "101"), True),
        (fact(98.7, "98,7%", unit="percent"), fact(98.74, "98,74%", unit="percent"), False),
        (fact(98.7, "98,7%", unit="percent"), fact(98.8, "98,8%", unit="percent"), True),
        (fact(100, "100", bound="above"), fact(101, "101"), False),
        (fact(100, "100"), fact(101, "101", channel="online"), False),
        (fact(100, "100", period=None), fact(101, "101", period=None), False),
        (fact(100, "100"), fact(101, "101", subject=Subject(name="x")), False),
        (fact(7, "7", metric="rank", unit="rank", among={"text": "vùng"}),
         fact(8, "8", metric="rank", unit="rank"), False),
    ],
)  # fmt: skip
def test_conflicts(a: Fact, b: Fact, conflict: bool) -> None:
    found = find_conflicts([record("1", a), record("2", b)])
    assert bool(found) == conflict
    assert find_conflicts([record("1", a, b)]) == []
    for one in found:
        assert [said.record.id for said in one.sayings] == ["1", "2"]
        assert one.province == "Sơn La"


def test_shares_come_as_stated_or_from_counts() -> None:
    counts = [
        fact(200, "200", id="f1", metric="dossiers_resolved"),
        fact(150, "150", id="f2", metric="dossiers_early"),
        fact(30, "30", id="f3", metric="dossiers_on_time"),
        fact(400, "400", id="f4"),
        fact(100, "100", id="f5", channel="online"),
    ]
    assert [(r["kind"], r["share"], r["from"]) for r in gather([record("1", *counts)]).shares] == [
        ("on_time", 90, "counts"), ("online", 25, "counts"),
    ]  # fmt: skip
    stated = fact(91.5, "91,5%", unit="percent", metric="dossiers_early_or_on_time")
    (row,) = gather([record("1", stated, counts[0], counts[1])]).shares
    assert (row["kind"], row["share"], row["from"], row["year"]) == (
        "on_time",
        91.5,
        "stated",
        2023,
    )


def test_provinces() -> None:
    place = record("1")
    assert (
        province_of(Subject(name="huyện Phù Yên", level="district", code="125"), place) == "Sơn La"
    )
    assert province_of(Subject(name="tỉnh Sơn La", level="province"), place) == "Sơn La"
    assert province_of(Subject(name="Bộ Nội vụ", level="central"), place) is None
    assert province_of(None, place) is None
    slugs = {slug(name) for name, _ in province_names()}
    assert len(slugs) == len(province_names())
    assert {"dak-lak", "thua-thien-hue", "ba-ria-vung-tau"} & slugs >= {
        "dak-lak",
        "ba-ria-vung-tau",
    }
