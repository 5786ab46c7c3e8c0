"""Errors carry their cause, and the page shows them safely."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest

from cchc_extract.evaluation.alignment import align
from cchc_extract.evaluation.browser import error_page, pieces, rows
from cchc_extract.evaluation.comparison import balance, changes
from cchc_extract.evaluation.context import sentence_around, sentence_of
from cchc_extract.evaluation.errors import ErrorItem, by_cause, find_errors
from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.records import AnnotatorRecords
from cchc_extract.evaluation.rows import Fact, Mention, PredictedRow

TEXT = (
    "Tin trong ngày <script>alert(1)</script>\n"
    "Năm 2023, huyện Phù Yên tiếp nhận 1.234 hồ sơ. Đã giải quyết 1.200 hồ sơ, 30 hồ sơ trễ hạn."
)


def fact(surface: str, metric: str, **changes: object) -> Fact:
    start = TEXT.index(surface)
    row = {
        "metric": metric, "kind": "level", "value": float(surface.replace(".", "")),
        "unit": "count", "bound": "exact", "out_of": None, "index": None, "channel": None,
        "subject": ["huyện Phù Yên", "Phù Yên"], "status": "actual",
        "period": {"start": "2023-01-01", "end": "2023-12-31"},
        "start": start, "end": start + len(surface), "text": surface,
    }  # fmt: skip
    return cast("Fact", {**row, **changes})


def unit(surface: str, kind: str = "UNIT") -> Mention:
    start = TEXT.index(surface)
    row = {"type": kind, "start": start, "end": start + len(surface), "text": surface}
    return cast("Mention", row)


GOLD = GoldArticle(
    "<b>a</b>",
    [unit("huyện Phù Yên")],
    [
        fact("1.234", "dossiers_received"),
        fact("1.200", "dossiers_resolved"),
        fact("30", "dossiers_late"),
    ],
    text=TEXT,
)


def record(facts: list[Fact], mentions: list[Mention]) -> PredictedRow:
    row = {"id": GOLD.id, "facts": facts, "entities": mentions}
    return cast("PredictedRow", row)


def errors_of(facts: list[Fact], mentions: list[Mention]) -> list[ErrorItem]:
    return find_errors(GOLD, align(GOLD, record(facts, mentions)))


RIGHT = [unit("huyện Phù Yên")]


def test_gold_has_no_errors() -> None:
    assert errors_of(GOLD.facts, GOLD.entities) == []


@pytest.mark.parametrize(
    ("facts", "mentions", "expected"),
    [
        (GOLD.facts[1:], RIGHT, ("missed", "nothing found: dossiers_received", ())),
        (
            [fact("1.234", "dossiers_received", bound="above", subject=["x"]), *GOLD.facts[1:]],
            RIGHT,
            ("wrong", "slot: bound, subject", ("bound", "subject")),
        ),
        (
            [fact("1.234", "dossiers_resolved"), *GOLD.facts[1:]],
            RIGHT,
            ("wrong", "core: metric", ("metric",)),
        ),
        (
            [fact("1.234", "dossiers_received", value=1.234), *GOLD.facts[1:]],
            RIGHT,
            ("wrong", "core: value", ("value",)),
        ),
        (
            [*GOLD.facts, fact("1.234", "dossiers_received")],
            RIGHT,
            ("spurious", "second reading of a gold number", ()),
        ),
        ([*GOLD.facts, fact("2023", "rank")], RIGHT, ("spurious", "not a fact in gold", ())),
        (GOLD.facts, [], ("missed", "nothing found: UNIT", ())),
        (GOLD.facts, [unit("Phù Yên")], ("wrong", "span too short", ("span",))),
        (GOLD.facts, [unit("huyện Phù Yên tiếp")], ("wrong", "span too long", ("span",))),
        (GOLD.facts, [unit("Phù Yên tiếp")], ("wrong", "span shifted", ("span",))),
        (GOLD.facts, [unit("huyện Phù Yên", "PERSON")], ("wrong", "type", ("type",))),
        (GOLD.facts, [*RIGHT, unit("Tin", "PERSON")], ("spurious", "not a PERSON in gold", ())),
    ],
)
def test_cause(
    facts: list[Fact], mentions: list[Mention], expected: tuple[str, str, tuple[str, ...]]
) -> None:
    (error,) = errors_of(facts, mentions)
    assert (error.outcome, error.cause, error.fields) == expected


def test_causes_are_counted_most_frequent_first() -> None:
    errors = errors_of([], [unit("Phù Yên")])
    assert by_cause(errors)[0][2] == 1
    assert sum(number for _, _, number in by_cause(errors)) == len(errors) == 4


def test_filters_keep_only_what_is_asked_for() -> None:
    wrong = [fact("1.234", "dossiers_received", bound="above")]
    alignment = align(GOLD, record(wrong, []))
    labels = [e.label for e in find_errors(GOLD, alignment, metrics=frozenset({"dossiers_late"}))]
    assert labels == ["dossiers_late"]
    fields = [e.fields for e in find_errors(GOLD, alignment, slots=frozenset({"bound"}))]
    assert fields == [("bound",)]


def test_sentence_stops_at_stops_and_not_inside_numbers() -> None:
    start = TEXT.index("1.234")
    first, last = sentence_around(TEXT, start, start + 5)
    assert TEXT[first:last] == "Năm 2023, huyện Phù Yên tiếp nhận 1.234 hồ sơ."
    assert sentence_of(TEXT, start, start + 5, [0, len(TEXT)]) == (0, len(TEXT))
    assert sentence_of(TEXT, start, start + 5, [0, 3]) == (first, last)


def test_pieces_rebuild_the_sentence_and_mark_both_spans() -> None:
    (error,) = errors_of(GOLD.facts, [unit("Phù Yên tiếp")])
    parts = pieces(error)
    assert error.sentence is not None
    assert "".join(part.text for part in parts) == TEXT[slice(*error.sentence)]
    assert [(p.text, p.marks) for p in parts if p.marks] == [
        ("huyện ", "gold"),
        ("Phù Yên", "gold prediction"),
        (" tiếp", "prediction"),
    ]


def test_rows_show_both_sides_and_what_differs() -> None:
    (error,) = errors_of(
        [fact("1.234", "dossiers_received", bound="above"), *GOLD.facts[1:]], RIGHT
    )
    cells = {row.name: (row.gold, row.prediction, row.wrong) for row in rows(error)}
    assert cells["bound"] == ("exact", "above", True)
    assert cells["value"] == ("1234", "1234", False)
    assert cells["subject"][0] == "huyện Phù Yên | Phù Yên"
    assert cells["period"][0] == "2023-01-01 .. 2023-12-31"


def test_page_escapes_whatever_comes_from_outside() -> None:
    spurious = cast("Mention", {**unit("<script>alert(1)</script>"), "rule": '"><img src=x>'})
    errors = errors_of(GOLD.facts, [*RIGHT, spurious])
    page = error_page(errors, "<i>title</i>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for raw in ("<script>alert", "<img", "<i>title", "<b>a</b>"):
        assert raw not in page
    assert re.search(r"<[^>]+(src|href)=", page) is None


def test_errors_show_without_a_text() -> None:
    bare = GoldArticle(GOLD.id, GOLD.entities, GOLD.facts)
    errors = find_errors(bare, align(bare, None))
    assert [piece.text for piece in pieces(errors[0])] == ["huyện Phù Yên"]
    assert "huyện Phù Yên" in error_page(errors, "no text")


def versions(
    old: tuple[list[Fact], list[Mention]], new: tuple[list[Fact], list[Mention]]
) -> list[tuple[str, str, str]]:
    def records(version: tuple[list[Fact], list[Mention]]) -> AnnotatorRecords:
        return AnnotatorRecords([GoldArticle(GOLD.id, version[1], version[0])])

    found = list(changes([GOLD], records(old), records(new)))
    assert all(change.article == GOLD.id for change in found)
    return [(change.verdict, change.label, change.detail) for change in found]


def test_changes_between_versions() -> None:
    first, *rest = GOLD.facts
    bad = fact("1.234", "dossiers_received", bound="above", status="target")
    worse = fact("1.234", "dossiers_received", bound="above", status="target", period=None)
    other = fact("1.234", "dossiers_received", channel="online", status="target")
    wild = fact("2023", "rank")
    assert versions((GOLD.facts, RIGHT), (GOLD.facts, RIGHT)) == []
    assert versions((rest, RIGHT), (GOLD.facts, RIGHT)) == [
        ("gained", "dossiers_received", "not found -> right")
    ]
    assert versions((GOLD.facts, RIGHT), (rest, [])) == [
        ("lost", "UNIT", ""),
        ("lost", "dossiers_received", "right -> not found"),
    ]
    assert versions(([bad], []), ([first], [])) == [
        ("better", "dossiers_received", "wrong bound, status -> right")
    ]
    assert versions(([bad], []), ([worse], []))[0][0] == "worse"
    assert versions(([bad], []), ([other], []))[0][0] == "changed"
    assert versions(([wild, wild], []), ([wild], [])) == [("spurious gone", "rank", "")]
    assert versions(([], []), ([wild], [unit("Tin")])) == [
        ("spurious new", "UNIT", ""),
        ("spurious new", "rank", ""),
    ]


def test_balance_counts_gains_and_losses(dev: list[GoldArticle]) -> None:
    found = list(changes(dev, AnnotatorRecords(dev[:1]), AnnotatorRecords(dev[1:2])))
    gains, losses = balance(found)
    assert gains == len(dev[1].facts) + len(dev[1].entities)
    assert losses == len(dev[0].facts) + len(dev[0].entities)


def test_browser_filters_and_keys_in_chromium(dev: list[GoldArticle], tmp_path: Path) -> None:
    """The page in a real browser: filters by slot, metric and article, j, k and Escape."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = next(
        (p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None
    )
    if chromium is None:
        pytest.skip("no Chromium in /usr/bin")
    errors = errors_of(
        [
            fact("1.234", "dossiers_received", bound="above"),
            fact("1.200", "dossiers_resolved", channel="postal"),
        ],
        [*RIGHT, unit("<script>alert(1)</script>")],
    )
    errors += find_errors(dev[0], align(dev[0], None))
    path = tmp_path / "errors.html"
    path.write_text(error_page(errors, "Errors"), encoding="utf-8")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        problems: list[object] = []

        def note(problem: object) -> None:
            if getattr(problem, "url", None) != path.as_uri():
                problems.append(problem)

        for event in ("pageerror", "dialog", "request"):  # requests only of the page itself
            page.on(event, note)
        page.goto(path.as_uri())

        def shown() -> int:
            count = page.locator(".error:visible").count()
            assert page.text_content("#shown") == str(count)
            return int(count)

        def focused() -> str | None:
            label: str | None = page.evaluate("document.activeElement.dataset.label")
            return label

        assert shown() == len(errors)
        page.select_option("[name=field]", "bound")
        assert shown() == 1
        page.locator("h1").click()
        page.keyboard.press("j")
        assert focused() == "dossiers_received"
        page.keyboard.press("Escape")
        assert shown() == len(errors)
        page.select_option("[name=label]", "dossiers_late")
        assert shown() == sum(error.label == "dossiers_late" for error in errors) > 1
        page.select_option("[name=article]", GOLD.id)
        assert shown() == 1
        page.get_by_role("button", name="Show all").click()
        assert shown() == len(errors)
        page.locator("h1").click()
        for key in "jjk":
            page.keyboard.press(key)
        assert focused() == errors[0].label
        page.select_option("[name=outcome]", "spurious")
        assert "<script>alert(1)</script>" in (page.text_content(".error:visible .sentence") or "")
        assert problems == []
        browser.close()
