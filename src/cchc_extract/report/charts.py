"""The charts of a report as Vega-Lite specifications, made with Altair.

A text that depends on the language of the interface stands as ``§`` and the key of a label; the
page puts the label in when it draws the chart.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

import altair as alt

from cchc_extract.report.places import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_extract.report.tables import ArticleRow, Row

__all__ = ["Spec", "coverage", "late", "ranks", "scores", "shares"]

Spec = dict[str, object]

_COLOURS = ["#0b5a7a", "#b8541a", "#4a7a3a", "#7d4f9e", "#9a6a00", "#a3211b", "#3a6ea8", "#5d666c"]
_GREY = "#9aa8b0"
_ROW = 18
_HEIGHT = 320


def coverage(articles: Iterable[ArticleRow]) -> Spec | None:
    """Articles by province and year, as a table of shades."""
    counts: dict[tuple[str, int], int] = {}
    for article in articles:
        if article.province and article.year:
            key = article.province, article.year
            counts[key] = counts.get(key, 0) + 1
    rows: list[Row] = [{"province": p, "year": y, "articles": n} for (p, y), n in counts.items()]
    if not rows:
        return None
    provinces = sorted({province for province, _ in counts}, key=slug)
    chart = (
        alt.Chart()
        .mark_rect(stroke="#fff")
        .encode(
            x=alt.X("year:O", title=None,
                    axis=alt.Axis(orient="top", labelAngle=0, labelOverlap=True)),
            y=alt.Y("province:N", title=None, sort=provinces),
            color=alt.Color("articles:Q", title="§report.articles",
                            scale=alt.Scale(scheme="tealblues", type="sqrt"),
                            legend=alt.Legend(orient="bottom", tickCount=4)),
            tooltip=_tips(province="N", year="O", articles="Q"),
        )
    )  # fmt: skip
    spec = _spec(chart, "coverage", height=_ROW * len(provinces))
    return _with_data(spec, rows, "province", "year", "articles")


def ranks(rows: Sequence[Row], *, choose: bool) -> Spec | None:
    """Ranks by year with place 1 on top; one line an index, or of many provinces one a province.

    Args:
        rows: the ranks.
        choose: there are many provinces; selections pick the index and mark a province.
    """
    return _series(rows, "rank", choose=choose)


def scores(rows: Sequence[Row], *, choose: bool) -> Spec | None:
    """Scores by year, as :func:`ranks`."""
    return _series(rows, "score", choose=choose)


def _series(rows: Sequence[Row], field: str, *, choose: bool) -> Spec | None:
    if not rows:
        return None
    spec = _many_series(rows, field) if choose else _own_series(field)
    return _with_data(spec, rows, "province", "index", "year", field)


@cache
def _own_series(field: str) -> Spec:
    chart = _by_year(field).mark_line(point=True)
    colour = alt.Color("index:N", title=None, legend=_legend())
    return _spec(chart.encode(color=colour), f"{field}s")


def _many_series(rows: Sequence[Row], field: str) -> Spec:
    indices = sorted({str(row["index"]) for row in rows})
    frequent = max(indices, key=lambda i: sum(row["index"] == i for row in rows))
    provinces = sorted({str(row["province"]) for row in rows if row["province"]}, key=slug)
    known = {row["province"] for row in rows if row["index"] == frequent}
    first = next((p for p in provinces if p in known), None)
    pick_index = alt.param(
        name="pick_index", value=frequent,
        bind=alt.binding_select(options=indices, name="§report.index"),
    )  # fmt: skip
    pick_province = alt.param(
        name="pick_province", value=first,
        bind=alt.binding_select(options=provinces, name="§report.province"),
    )  # fmt: skip
    picked = _by_year(field).transform_filter(alt.datum.index == pick_index)
    others = picked.mark_line(point=alt.OverlayMarkDef(size=24, color=_GREY), color=_GREY).encode(
        detail="province:N", opacity=alt.value(0.35)
    )
    # Seen or not rather than filtered: Vega warns of a layer without data, and a province may
    # have no figure of the index picked.
    own = picked.mark_line(
        point=alt.OverlayMarkDef(size=60, color=_COLOURS[1]), color=_COLOURS[1], strokeWidth=3
    ).encode(
        detail="province:N",
        opacity=alt.condition(alt.datum.province == pick_province, alt.value(1), alt.value(0)),
    )
    chart = (others + own).add_params(pick_index, pick_province)
    return _spec(chart, f"{field}s", height=_HEIGHT + 60)


def _by_year(field: str) -> alt.Chart:
    place = field == "rank"
    return alt.Chart().encode(
        x=alt.X(
            "year:Q",
            title=None,
            axis=alt.Axis(format="d", tickMinStep=1, labelOverlap=True),
            scale=alt.Scale(zero=False, nice=False),
        ),
        y=alt.Y(
            f"median({field}):Q",
            title=None,
            scale=alt.Scale(zero=False, reverse=place, nice=not place),
        ),
        tooltip=[
            *_tips(province="N", index="N", year="Q"),
            alt.Tooltip(
                f"median({field}):Q", title="§metric.rank" if place else "§metric.index_score"
            ),
            alt.Tooltip("count():Q", title="§report.articles"),
        ],
    )


def shares(rows: Sequence[Row]) -> Spec | None:
    """On-time and online shares over time: each share, and the median of each year."""
    dated: list[Row] = [
        {**row, "kind": f"§share.{row['kind']}"} for row in rows if row["date"] and row["year"]
    ]
    if not dated:
        return None
    return _with_data(_shares(), dated, "kind", "date", "year", "share", "subject", "article")


@cache
def _shares() -> Spec:
    colour = alt.Color("kind:N", title=None, legend=_legend(), scale=alt.Scale(range=_COLOURS[:2]))
    base = alt.Chart().encode(color=colour)
    scale = alt.Scale(domain=[0, 100])
    dots = base.mark_circle(size=30, opacity=0.45).encode(
        x=alt.X("date:T", title=None),
        y=alt.Y("share:Q", title="%", scale=scale),
        tooltip=_tips(subject="N", date="T", share="Q", article="N"),
    )
    line = (
        base.transform_calculate(middle="datetime(datum.year, 6, 1)")
        .mark_line(strokeWidth=2.5, point=True)
        .encode(x=alt.X("middle:T", title=None), y=alt.Y("median(share):Q", scale=scale))
    )
    return _spec(dots + line, "shares")


def late(rows: Sequence[Row]) -> Spec | None:
    """How many late or overdue dossiers articles state, in classes of a third of a power of ten."""
    counted: list[Row] = [{**row, "kind": f"§metric.{row['kind']}"} for row in rows]
    return _with_data(_late(), counted, "kind", "dossiers") if counted else None


@cache
def _late() -> Spec:
    step = "floor(log(datum.dossiers) / LN10 * 3)"
    chart = (
        alt.Chart()
        .transform_calculate(low=f"pow(10, {step} / 3)", high=f"pow(10, ({step} + 1) / 3)")
        .mark_bar(stroke="#fff")
        .encode(
            x=alt.X("low:Q", title=None, scale=alt.Scale(type="log"),
                    axis=alt.Axis(format="~s", tickCount=5)),
            x2="high:Q",
            y=alt.Y("count():Q", title=None, axis=alt.Axis(format="d", tickMinStep=1)),
            color=alt.Color("kind:N", title=None, legend=_legend()),
            tooltip=[alt.Tooltip("count():Q", title="§report.facts"),
                     alt.Tooltip("min(dossiers):Q", title="min"),
                     alt.Tooltip("max(dossiers):Q", title="max")],
        )
    )  # fmt: skip
    return _spec(chart, "late")


def _with_data(spec: Spec, rows: Sequence[Row], *fields: str) -> Spec:
    """The chart with these fields of the rows; Altair would check each value of each row."""
    return {**spec, "data": {"values": [{name: row[name] for name in fields} for row in rows]}}


def _legend() -> alt.Legend:
    return alt.Legend(orient="bottom", columns=2, labelLimit=240)


def _tips(**fields: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{name}:{kind}", title=_TITLES.get(name, name))
        for name, kind in fields.items()
    ]


_TITLES = {
    "province": "§report.province", "year": "§report.year", "articles": "§report.articles",
    "index": "§report.index", "subject": "§ui.whose", "date": "§ui.when", "share": "%",
    "article": "§report.article",
}  # fmt: skip


def _spec(chart: alt.Chart | alt.LayerChart, name: str, height: int = _HEIGHT) -> Spec:
    font = "Be Vietnam Pro, Segoe UI, Roboto, Noto Sans, Arial, sans-serif"
    whole = chart.properties(
        description=f"§report.{name}", width="container", height=height,
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
    ).configure(
        font=font,
        range=alt.RangeConfig(category=_COLOURS),
        # A name for each of a thousand marks helps no reader: the chart has one, the data a file.
        mark=alt.MarkConfig(aria=False),
        axis=alt.AxisConfig(aria=False, labelFontSize=12, labelColor="#3d474d",
                            titleColor="#566068", gridColor="#e8ebed", domainColor="#b8c0c5",
                            tickColor="#b8c0c5"),
        legend=alt.LegendConfig(aria=False, labelFontSize=12, titleFontSize=12,
                                labelColor="#3d474d"),
        view=alt.ViewConfig(stroke=None),
    )  # fmt: skip
    spec = whole.to_dict()
    for layer in spec.get("layer", ()):
        del layer["data"]  # the layers share the data of the whole
    return cast("Spec", spec)
