"""``baseline``: what simple means reach on the same articles."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cchc_extract.cli_evaluation.shared import refusals
from cchc_extract.cli_shared import complain


class BaselineName(StrEnum):
    """The baselines, as `cchc_extract.evaluation.baselines` names them."""

    UNDERTHESEA = "underthesea"
    SPACY = "spacy"


def baseline(
    name: Annotated[BaselineName, typer.Argument(metavar="NAME", help="underthesea or spacy.")],
    source: Annotated[
        Path,
        typer.Argument(metavar="INPUT", help="Articles: a .jsonl file, or a folder of texts."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="Record file.")],
) -> None:
    """Run a baseline over articles and write its records, to be scored beside ours."""
    from cchc_extract.evaluation.baselines import run_baseline
    from cchc_extract.evaluation.gold import Texts

    with refusals():
        texts = Texts.load(source)
        with output.open("w", encoding="utf-8", newline="\n") as file:
            for row in run_baseline(name.value, texts.by_id.items()):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    complain(f"{len(texts)} articles: {output}")
