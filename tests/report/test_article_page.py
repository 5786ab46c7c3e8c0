from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc_extract.records import Check, Record, Subject
from cchc_extract.report.article_page import article_page
from cchc_extract.report.marking import pieces

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.report.conftest import Visit

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect

RICH = "d1-02"
PAYLOADS = [
    "<script>hit()</script>",
    '"><img src=x onerror=hit()>',
    "</script><script>hit()</script>",
    "'-hit()-'",
    "<!--",
    "</style><svg onload=hit()>",
    "{{ 7*7 }}",
    "&lt;b&gt;",
]


@pytest.fixture(scope="module")
def page_file(
    articles: dict[str, dict[str, str]],
    records: dict[str, Record],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(article_page(articles[RICH]["text"], with_mismatch(records[RICH])), "utf-8")
    return path


def with_mismatch(record: Record) -> Record:
    whole, first, second = record.facts[1:4]
    check = Check(
        rule="received_origin", whole=whole.id, parts=(first.id, second.id),
        expected=whole.value - 3, found=whole.value, difference=3, status="mismatch",
    )  # fmt: skip
    return record.model_copy(update={"checks": (*record.checks, check)})


class Text(HTMLParser):
    """The text inside the element with id ``text``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth or ("id", "text") in attrs:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.said.append(data)


def text_in(page: str) -> str:
    parser = Text()
    parser.feed(page)
    return "".join(parser.said)


def test_the_page_holds_the_text_unchanged(
    articles: dict[str, dict[str, str]], records: dict[str, Record]
) -> None:
    for key, article in articles.items():
        page = article_page(article["text"], records[key])
        assert text_in(page) == article["text"].replace("\x00", "\ufffd")


def test_pages_weigh_less_than_a_megabyte_and_a_half(
    articles: dict[str, dict[str, str]], records: dict[str, Record]
) -> None:
    pages = [article_page(article["text"], records[key]) for key, article in articles.items()]
    assert max(len(page.encode()) for page in pages) < 1_500_000
    assert not [p for p in pages if re.search(r'(?:src|href)="(?!#|data:)', p)]


def test_spans_may_nest_overlap_and_leave_the_text() -> None:
    class Span:
        def __init__(self, id: str, start: int, end: int) -> None:
            self.id, self.start, self.end = id, start, end

    cut = list(pieces("abcdefgh", [Span("a", 0, 6), Span("b", 2, 4), Span("c", 3, 20),
                                   Span("d", 5, 5), Span("e", 9, 12)]))  # fmt: skip
    assert [(p.text, [s.id for s in p.spans], p.opening) for p in cut] == [
        ("ab", ["a"], ("a",)),
        ("c", ["a", "b"], ("b",)),
        ("d", ["c", "a", "b"], ("c",)),
        ("ef", ["c", "a"], ()),
        ("gh", ["c"], ()),
    ]


def hostile(record: Record, payload: str) -> tuple[str, Record]:
    """A record in which everything that an article can bring is ``payload``."""
    text = f"{payload} 12 {payload}"
    start = len(payload) + 1
    fact = record.facts[0].model_copy(
        update={
            "start": start, "end": start + 2, "text": "12", "rule": payload, "component": payload,
            "subject": Subject(name=payload), "object": payload, "field": payload,
            "period": record.facts[0].period
            and record.facts[0].period.model_copy(update={"text": payload}),
        }
    )  # fmt: skip
    unit = record.entities[0].model_copy(
        update={"start": 0, "end": len(payload), "text": payload, "name": payload}
    )
    return text, record.model_copy(
        update={
            "id": payload, "title": payload, "published": payload, "facts": (fact,), "checks": (),
            "entities": (unit,), "home_unit": Subject(name=payload),
            "meta": {"url": f"javascript:{payload}"},
            "warnings": (),
        }
    )  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("bypass", [False, True], ids=["policy", "no-policy"])
def test_nothing_from_an_article_becomes_markup(
    browser: Browser, records: dict[str, Record], tmp_path: Path, payload: str, bypass: bool
) -> None:
    text, record = hostile(records[RICH], payload)
    page = article_page(text, record)
    plain = article_page("x 12 x", hostile(records[RICH], "x")[1])
    assert text_in(page) == text
    assert page.count("<script") == plain.count("<script") == 1
    (tmp_path / "page.html").write_text(page, "utf-8")
    context = browser.new_context(bypass_csp=bypass)
    context.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
    opened = context.new_page()
    opened.goto((tmp_path / "page.html").as_uri())
    opened.locator("a.FACT").hover()
    opened.locator("a.UNIT").focus()
    assert opened.evaluate("window.hits") == 0
    assert opened.locator("img, svg, iframe, a[href^=javascript]").count() == 0
    assert opened.locator("h1").inner_text() == payload
    context.close()


def test_only_web_addresses_become_links(records: dict[str, Record]) -> None:
    def page(url: str) -> str:
        record = records[RICH].model_copy(update={"meta": {"url": url}})
        nothing = {"entities": (), "facts": (), "checks": ()}
        return article_page("", record.model_copy(update=nothing))

    assert 'href="https://a.vn/?a=1&amp;b=%22"' in page("https://a.vn/?a=1&b=%22")
    for url in ("javascript:hit()", " javascript:hit()", "data:text/html,x", "//a.vn/"):
        assert f'href="{url}"' not in page(url)
        assert url.strip() in page(url)


@pytest.mark.parametrize("width", [360, 768, 1400])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_accessible_and_no_wider_than_the_window(
    visit: Visit, page_file: Path, width: int, language: str
) -> None:
    page = visit.open(page_file, width)
    page.get_by_role("button", name="English" if language == "en" else "Tiếng Việt").click()
    assert visit.overflow() <= 0
    assert visit.violations() == []
    assert page.locator("html").get_attribute("lang") == language


def test_marks_lead_to_their_rows_and_back(
    visit: Visit, page_file: Path, records: dict[str, Record]
) -> None:
    page = visit.open(page_file)
    fact = records[RICH].facts[-1]
    page.locator(f"#at-{fact.id}").click()
    row = page.locator(f"tr#{fact.id}")
    expect(row).to_be_in_viewport()
    expect(row.locator("a")).to_be_focused()
    page.locator("h1").scroll_into_view_if_needed()
    row.locator("a").press("Enter")
    expect(page.locator(f"#at-{fact.id}")).to_be_in_viewport()
    expect(page.locator(f"#at-{fact.id}")).to_be_focused()
    unit = records[RICH].entities[0]
    page.locator(f"tr#{unit.id} a").click()
    expect(page.locator(f"#at-{unit.id}")).to_be_focused()


def test_focus_and_hover_tell_the_slots_and_the_rule(
    visit: Visit, page_file: Path, records: dict[str, Record]
) -> None:
    page = visit.open(page_file)
    fact = next(f for f in records[RICH].facts if f.subject and f.period)
    tip = page.locator("#tip")
    mark = page.locator(f"#at-{fact.id}")
    for come, leave in (
        (mark.focus, mark.blur),
        (mark.hover, page.locator("h1").hover),
    ):
        come()
        expect(tip).to_be_visible()
        assert mark.get_attribute("aria-describedby") == "tip"
        said = tip.inner_text()
        assert fact.subject is not None
        assert fact.subject.name in said
        assert fact.rule in said
        leave()
        expect(tip).to_be_hidden()
    mark.focus()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_filters(visit: Visit, page_file: Path, records: dict[str, Record]) -> None:
    page = visit.open(page_file)
    rows = page.locator("#facts tbody tr:visible")
    everything = len(records[RICH].facts)
    assert rows.count() == everything
    metric = records[RICH].facts[0].metric
    wanted = sum(f.metric == metric for f in records[RICH].facts)
    page.locator(f"button[data-metric={metric}]").click()
    assert rows.count() == wanted < everything
    assert page.locator("#shown").inner_text() == str(wanted)
    assert page.locator(".text a.FACT:not(.dim)").count() == wanted
    page.locator("#reset").click()
    page.locator("#query").fill("cap xa")
    said = [f for f in records[RICH].facts if f.subject and f.subject.name.lower() == "cấp xã"]
    assert 0 < len(said) <= rows.count() < everything
    page.locator("#reset").click()
    assert rows.count() == everything
    period = page.locator("button[data-period]").first
    count = int(period.inner_text().split()[0])
    period.click()
    assert rows.count() == count
    # A mark whose row is filtered away brings it back.
    page.locator("#query").fill("no such words")
    assert rows.count() == 0
    page.locator(f"#at-{records[RICH].facts[0].id}").click()
    expect(page.locator(f"tr#{records[RICH].facts[0].id}")).to_be_visible()
    units = page.locator("button[data-kind=UNIT]")
    units.click()
    assert units.get_attribute("aria-pressed") == "false"
    colour = page.locator(".text a.UNIT").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert colour == "rgba(0, 0, 0, 0)"


def test_by_keyboard_alone(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator(".text a:not([tabindex])").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr') !== null")


def test_a_failed_check_shows_the_equation_and_the_difference(
    visit: Visit, page_file: Path
) -> None:
    page = visit.open(page_file)
    said = page.locator("li.mismatch .equation").first.inner_text()
    assert re.fullmatch(r"[\d.]+ ≠ [\d.]+ \+ [\d.]+, lệch 3", said)
    page.get_by_role("button", name="English").click()
    said = page.locator("li.mismatch .equation").first.inner_text()
    assert re.fullmatch(r"[\d,]+ ≠ [\d,]+ \+ [\d,]+, off by 3", said)


def test_print(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.emulate_media(media="print")
    assert page.locator("#facts").is_visible()
    assert not page.locator("#query").is_visible()
    assert page.locator(".panel").evaluate("e => getComputedStyle(e).overflowY") == "visible"
    assert page.pdf()[:5] == b"%PDF-"


def test_the_page_works_without_scripts(browser: Browser, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.locator(".text a.FACT").first.click()
    assert "#f" in page.url
    assert page.locator("tr:target").count() == 1
    context.close()


def test_control_characters_and_direction_overrides_do_nothing(
    records: dict[str, Record],
) -> None:
    text, record = hostile(records[RICH], "a\u202eb\x07\x00c\u2066\ud800")
    page = article_page(text, record)
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert text_in(page) == re.sub("[\u202e\x07\x00\u2066\ud800]", "\ufffd", text)
    page.encode()
