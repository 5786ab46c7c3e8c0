"""``python -m tests.metamorphic``: all violations, by transformation."""

from __future__ import annotations

from pathlib import Path

from cchc_extract import Extractor
from tests.metamorphic.relation import gold_texts, violations
from tests.metamorphic.transforms import TRANSFORMS


def main() -> None:
    extractor = Extractor()
    articles = gold_texts(Path(__file__).parents[2])
    for name, transform in TRANSFORMS.items():
        tried, lines = 0, []
        broken = 0
        for row in articles.values():
            new = transform(row["text"])
            if new.text == row["text"]:
                continue
            tried += 1
            found = violations(extractor, row, new)
            broken += bool(found)
            lines += [f"  {row['id']}  {line}" for line in found]
        print(f"{name}: {broken} of {tried} articles, {len(lines)} violations", *lines, sep="\n")


if __name__ == "__main__":
    main()
