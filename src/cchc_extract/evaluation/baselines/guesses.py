"""What both baselines guess alike: cues of metrics, values of numbers, subject and period."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc_extract.evaluation.gold import sha256
from cchc_extract.evaluation.rows import (
    PredictedFact,
    PredictedMention,
    PredictedPeriod,
    PredictedRow,
)
from cchc_extract.records import Metric, UnitOfMeasure

# The wording closest to the names of the metrics; a longer cue is tried before a shorter one.
CUES: dict[str, Metric] = {
    "tiếp nhận mới": "dossiers_received_new",
    "tiếp nhận": "dossiers_received",
    "kỳ trước chuyển": "dossiers_carried_over",
    "đã giải quyết": "dossiers_resolved",
    "trước và đúng hạn": "dossiers_early_or_on_time",
    "đúng và trước hạn": "dossiers_early_or_on_time",
    "trước hạn": "dossiers_early",
    "đúng hạn": "dossiers_on_time",
    "quá hạn": "dossiers_late",
    "trễ hạn": "dossiers_late",
    "đang giải quyết": "dossiers_pending",
    "thanh toán trực tuyến": "dossiers_paid_online",
    "số hóa": "dossiers_digitized",
    "xếp thứ": "rank",
    "vị trí thứ": "rank",
    "hài lòng": "satisfaction_rate",
    "công bố": "procedures_published",
    "rà soát": "procedures_reviewed",
    "bãi bỏ": "procedures_amended",
    "một phần": "online_services_partial",
    "toàn trình": "online_services_full",
    "dịch vụ công trực tuyến": "online_services",
    "tinh giản": "staff_reduced",
    "kiểm tra tại": "units_inspected",
    "hoàn thành": "tasks_completed",
    "phản ánh, kiến nghị": "feedback_received",
}
NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?")
_HEAD = re.compile(r"tỉnh|thành phố|huyện|thị xã|xã|phường|Sở|UBND", re.IGNORECASE)
_YEAR = re.compile(r"năm (20\d\d)")
_UNIT_AFTER: tuple[tuple[str, UnitOfMeasure], ...] = (("%", "percent"), (" điểm", "point"))


def guess_fact(text: str, metric: Metric, start: int, end: int) -> PredictedFact:
    """The fact of a number at a place, its unit read from what follows."""
    unit: UnitOfMeasure = "rank" if metric == "rank" else "count"
    value = float(text[start:end].replace(".", "").replace(",", "."))
    for sign, measured in _UNIT_AFTER:
        if text.startswith(sign, end) and metric != "rank":
            unit = measured
            end += len(sign) if sign == "%" else 0
    index = "PAR" if metric == "rank" else None
    return {
        "metric": metric,
        "kind": "level",
        "value": value,
        "unit": unit,
        "index": index,
        "start": start,
        "end": end,
        "text": text[start:end],
    }


def record(
    article_id: str, text: str, mentions: Sequence[PredictedMention], facts: Sequence[PredictedFact]
) -> PredictedRow:
    """The record: every fact is about the first unit that looks like one, and the first year."""
    in_order = sorted(mentions, key=lambda mention: mention["start"])
    units = (text[m["start"] : m["end"]] for m in in_order if m["type"] == "UNIT")
    subject = next(filter(_HEAD.match, units), None)
    year = _YEAR.search(text)
    period: PredictedPeriod | None = (
        {"start": f"{year[1]}-01-01", "end": f"{year[1]}-12-31"} if year else None
    )
    for fact in facts:
        fact["subject"] = {"name": subject} if subject else None
        fact["period"] = period
    return {
        "id": article_id,
        "text_sha256": sha256(text),
        "entities": in_order,
        "facts": sorted(facts, key=lambda fact: fact["start"]),
    }


def mention(text: str, kind: str, start: int, end: int) -> PredictedMention:
    """A mention at a place."""
    return {"type": kind, "start": start, "end": end, "text": text[start:end]}
