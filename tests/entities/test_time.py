"""Twice the text takes about twice the time, on friendly and on hostile input."""

from __future__ import annotations

import time

import pytest

from cchc_extract.entities import EntityReader
from cchc_extract.text.tokens import tokenize

HOSTILE = {
    "prose": "Sở Nội vụ tỉnh Sơn La, ông Lò Văn Muôn - Phó Giám đốc, nêu Quyết định số 4/QĐ-UBND. ",
    "capitals": "Nguyễn Hà Sơn Lê Đắk Trung ",
    "roles": "Chủ tịch, Giám đốc, Trưởng phòng, ",
    "areas": "xã Tân Lập, các xã Tân Mỹ, Phú Lợi, huyện Châu Thành, ",
    "heads": "Ban Thường vụ Ban Chấp hành Đảng bộ Văn phòng ",
    "numbers": "Quyết định số 1, 2, 3, 4, 5/QĐ, ",
    "brackets": "các huyện Mai Sơn (((((( ",
    "names": "Lê Văn An, Vũ Thị Bình, ",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_time_is_linear(reader: EntityReader, kind: str) -> None:
    def seconds(copies: int) -> float:
        tokens = tokenize(HOSTILE[kind] * copies)
        best = 1e9
        for _ in range(3):
            start = time.perf_counter()
            reader.read(tokens)
            best = min(best, time.perf_counter() - start)
        return best

    seconds(200)
    # four times the text, with room for a busy machine: quadratic would be sixteen times
    assert seconds(2400) < 8 * seconds(600) + 0.05
