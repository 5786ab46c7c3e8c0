"""Writes the pages of ``docs/`` that are made from code and rule data.

``docs/reference.md`` comes from docstrings, ``docs/metrics.md`` from the metric table, the cues
and the labels. ``--check`` writes nothing and fails where a page is not current.
"""

from __future__ import annotations

import inspect
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import get_args

from cchc_extract import Extractor
from cchc_extract.facts.metrics import Choice, metric_table
from cchc_extract.lexicon import Entry, load_entries
from cchc_extract.records import Metric
from cchc_extract.report.i18n import label

DOCS = Path(__file__).parents[1] / "docs"
HEAD = "<!-- Made by scripts/build_docs.py; do not edit. -->\n"

REFERENCE = {
    "cchc_extract.extractor": ["Extractor", "extract", "Stages"],
    "cchc_extract.records": [
        "Article", "Record", "Unit", "Person", "Role", "Document", "Fact", "Subject", "Period",
        "Peers", "Check", "ProducedBy", "Warning_",
    ],
    "cchc_extract.lexicon": ["Entry", "load_entries", "LexiconError", "Scanner", "Lexeme"],
    "cchc_extract.gazetteer": ["default_gazetteer", "Gazetteer"],
    "cchc_extract.report.article_page": ["article_page"],
    "cchc_extract.report.archive_report": ["write_report"],
    "cchc_extract.report.notebook": ["record_html"],
    "cchc_extract.report.explain": ["Explainer", "Explanation", "NumberOutcome"],
    "cchc_extract.integrations.datasets": ["add_records", "facts_table"],
    "cchc_extract.evaluation.gold": ["load_gold"],
    "cchc_extract.evaluation.scoring": ["score"],
    "cchc_extract.archive.batch": ["extract_batch"],
    "cchc_extract.archive.panel": ["build_panel", "annual_series"],
}  # fmt: skip


def reference() -> str:
    parts = [HEAD, "# Reference\n", "The public names, from their docstrings.\n"]
    for module, names in REFERENCE.items():
        parts.append(f"## `{module}`\n")
        parts += [_entry(getattr(import_module(module), name), name) for name in names]
    return "\n".join(parts)


def _entry(thing: object, name: str) -> str:
    title = f"### `{name}`\n"
    if inspect.isclass(thing):
        fields = getattr(thing, "model_fields", None)
        if fields is None:
            parts = [title, _signature(thing, name), _doc(thing)]
            parts += [
                f"#### `{name}.{key}`\n\n{_signature(method, key)}\n{_doc(method)}"
                for key, method in _methods(thing)
            ]
            return "\n".join(parts)
        rows = [f"| `{key}` | `{_type(field.annotation)}` |" for key, field in fields.items()]
        table = "\n".join(["| field | type |", "| --- | --- |", *rows])
        return f"{title}\n{_doc(thing)}\n{table}\n"
    return f"{title}\n{_signature(thing, name)}\n{_doc(thing)}"


def _methods(thing: type) -> Iterator[tuple[str, object]]:
    for key, value in vars(thing).items():
        if not key.startswith("_") and inspect.isfunction(value):
            yield key, value


def _signature(thing: object, name: str) -> str:
    if not callable(thing):
        return ""
    try:
        signature = str(inspect.signature(thing)).replace("(self, ", "(").replace("(self)", "()")
    except ValueError:
        return ""
    return f"```text\n{name}{signature.replace(chr(39), '')}\n```\n"


def _type(annotation: object) -> str:
    said = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    for noise in ("cchc_extract.records.", "typing."):
        said = said.replace(noise, "")
    return said.replace("|", "\\|")


def _doc(thing: object) -> str:
    """A docstring with its sections as lists."""
    lines = dedent(inspect.getdoc(thing) or "").splitlines()
    said: list[str] = []
    inside = False
    for line in lines:
        if line in ("Args:", "Returns:", "Raises:", "Attributes:", "Yields:"):
            said += ["", f"**{line[:-1]}**", ""]
            inside = True
        elif inside and line.startswith("    ") and not line.startswith("     "):
            name, colon, rest = line.strip().partition(": ")
            said.append(f"- `{name}`: {rest}" if colon and " " not in name.replace(", ", "") else
                        f"- {line.strip()}")  # fmt: skip
        elif inside and line.strip():
            said.append(f"  {line.strip()}")
        else:
            said.append(line)
    return "\n".join(said).replace("``", "`").strip() + "\n"


def metrics() -> str:
    entries = [e for e in load_entries() if e.layer == "cues"]
    by_tag: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for tag in entry.gives.get("tags", "").split():
            by_tag[tag].append(entry)
    rows: dict[str, list[Choice]] = defaultdict(list)
    for row in metric_table().rows:
        rows[row.metric].append(row)
    read = _examples_by_metric(entries)
    parts = [
        HEAD,
        "# Metrics\n",
        "What a fact can be about. A metric is chosen by *tags* that the words around a number"
        " give; the first row of `facts/data/metrics.yaml` whose tags are all there is taken."
        " Words give tags by the rules of `lexicon/data/cues.yaml`. Examples are those of the"
        " rules: first such as the extractor reads as this metric, then wording that gives each"
        " tag.\n",
        "| metric | what | Vietnamese |\n| --- | --- | --- |",
    ]
    names = get_args(Metric)
    for metric in names:
        said = label(f"metric.{metric}")
        parts.append(f"| [`{metric}`](#{metric}) | {said.en} | {said.vi} |")
    for metric in names:
        parts.append(f"\n## {metric}\n")
        parts.append(f"{label(f'metric.{metric}').en}; {label(f'metric.{metric}').vi}.\n")
        if read[metric]:
            parts += [f"- {example}" for example in read[metric][:6]] + [""]
        if not rows[metric]:
            parts.append("Read from places and scores of an index, not from tags.\n")
        parts += [f"- {_row(row)}" for row in rows[metric]]
        tags = dict.fromkeys(tag for row in rows[metric] for tag in sorted(row.all))
        if tags:
            parts.append("\n| tag | rules | wording |\n| --- | --- | --- |")
            for tag in tags:
                parts.append(f"| `{tag}` | {_rules(by_tag[tag])} | {_wording(by_tag[tag])} |")
    return "\n".join(parts) + "\n"


def _examples_by_metric(entries: list[Entry]) -> dict[str, list[str]]:
    extractor = Extractor()
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for text in entry.yes:
            for fact in extractor.read({"text": text}, any_subject=True).facts:
                r = fact.reading
                said = f"`{text}`: {r.value:g} {r.unit}"
                said += ", change" if r.kind == "change" else ""
                if said not in found[r.metric]:
                    found[r.metric].append(said)
    return found


def _row(row: Choice) -> str:
    said = "tags " + " + ".join(f"`{tag}`" for tag in sorted(row.all))
    if row.none:
        said += ", without " + ", ".join(f"`{tag}`" for tag in sorted(row.none))
    if row.measure:
        said += f", as {row.measure}"
    if row.weak:
        said += "; gives way to what stands further off"
    return said


def _rules(entries: list[Entry]) -> str:
    return ", ".join(f"`{entry.id}`" for entry in entries[:4])


def _wording(entries: list[Entry]) -> str:
    texts = [text.replace("|", "\\|") for entry in entries for text in entry.yes]
    return "; ".join(dict.fromkeys(texts[:4]))


def main() -> int:
    check = "--check" in sys.argv[1:]
    stale = []
    for name, page in (("reference.md", reference()), ("metrics.md", metrics())):
        path = DOCS / name
        if not path.exists() or path.read_text("utf-8") != page:
            stale.append(name)
            if not check:
                path.write_text(page, "utf-8")
    if check and stale:
        print(f"not current: {', '.join(stale)}; run: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
