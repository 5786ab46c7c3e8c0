from __future__ import annotations

import random
from typing import Any

from cchc_extract.archive.sketch import near_copies, sketch_of


def test_near_copies_are_found_and_new_figures_are_not(articles: list[Any]) -> None:
    source = random.Random(3)
    texts = [a["text"] for a in articles]
    copies = [f"{t.upper()}\n\nTheo báo bạn, phóng viên {n}." for n, t in enumerate(texts)]

    def other_month(text: str) -> str:
        return "".join(source.choice("123456789") if c.isdigit() else c for c in text)

    rows = [
        *((f"a{n}", sketch_of(t)) for n, t in enumerate(texts)),
        *((f"c{n}", sketch_of(t)) for n, t in enumerate(copies)),
        *((f"m{n}", sketch_of(other_month(t))) for n, t in enumerate(texts)),
    ]
    found = {copy.id: copy.like for copy in near_copies(rows)}
    assert {id_: like for id_, like in found.items() if id_[0] == "c"} == {
        f"c{n}": f"a{n}" for n in range(len(texts))
    }
    assert sum(id_[0] == "m" for id_ in found) <= 0.05 * len(texts)
    assert not any(id_[0] == "a" for id_ in found)


def test_blanks_and_forms_do_not_matter() -> None:
    import unicodedata

    text = "Tỉnh tiếp nhận 34.530 hồ sơ; đúng hạn 98,4%. " * 3
    assert sketch_of(text) == sketch_of(unicodedata.normalize("NFD", text.replace(" ", " \n")))
    assert len(sketch_of("")) == len(sketch_of("a")) == 4
