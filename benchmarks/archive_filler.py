"""Archives made for measuring: articles of ``corpora/`` among generated news of other kinds."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from pathlib import Path
from typing import BinaryIO

import zstandard

from benchmarks.workload import articles

__all__ = ["Row", "as_line", "rows", "write_jsonl"]

Row = dict[str, str]

# Clauses of ordinary news, written for this file: sport, weather, markets, traffic, culture.
_CLAUSES = """đội tuyển nữ thắng ba bàn không gỡ ngay trên sân khách
huấn luyện viên trưởng tin vào hàng thủ trẻ của mình
giá cà phê trong nước tăng nhẹ so với tuần trước
không khí lạnh tràn về khiến vùng núi rét đậm
cơn mưa chiều qua làm nhiều tuyến đường ngập sâu
xe tải chở gỗ lật giữa đèo, giao thông tắc suốt hai giờ
lễ hội hoa năm nay đón hơn 40.000 lượt khách
ca sĩ trẻ ra mắt bài hát mới về quê hương
ngư dân trúng đậm cá cơm sau chuyến biển dài ngày
học sinh lớp 9 làm bài thi môn toán trong 120 phút
giá vàng miếng giảm 300.000 đồng mỗi lượng
bệnh viện mổ thành công cho cụ bà 92 tuổi
cầu thủ số 10 dính chấn thương ở phút 67
nông dân xuống giống vụ đông xuân sớm hơn mọi năm
triển lãm tranh lụa mở cửa đến hết tháng 11
tàu du lịch cập cảng mang theo gần 2.000 du khách
trận động đất nhẹ không gây thiệt hại về người
quán phở gia truyền đông khách từ tờ mờ sáng
công an bắt giữ nhóm trộm xe máy liên huyện
nhà khoa học tìm thấy loài lan mới trong rừng già
chợ hoa tết năm nay vắng hơn vì mưa phùn
vận động viên phá kỷ lục chạy 5.000 m
doanh nghiệp xuất lô thanh long đầu tiên sang châu Âu
phim tài liệu về làng nghề gốm giành giải bạc""".splitlines()


def _news(source: random.Random) -> str:
    """About 3 KB of news that has none of the words of the reform."""
    sentences = []
    for _ in range(17):
        clauses = source.sample(_CLAUSES, 3)
        sentences.append(f"{clauses[0].capitalize()}, {clauses[1]}; {clauses[2]}.")
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, 17, 3))


def rows(share: float, seed: int = 1) -> Iterator[Row]:
    """Articles without end, of which ``share`` are about the reform, no two with the same text."""
    source = random.Random(seed)
    relevant = articles()
    every = round(1 / share)
    news = [_news(source) for _ in range(400)]
    for number in count():
        if number % every == 0:
            row = relevant[number // every % len(relevant)]
            yield {**row, "id": f"r{number}", "text": f"{row['text']}\n\nBản tin {number}."}
        else:
            text = f"{news[number % len(news)]}\n\nTin số {number}."
            yield {"id": f"n{number}", "title": "Tin trong ngày", "text": text}


def as_line(row: Row) -> bytes:
    """The article as a line of JSON Lines."""
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def write_jsonl(path: Path, megabytes: float, articles: Iterable[Row]) -> int:
    """Write JSON Lines of about that size, packed if ``path`` ends so; returns the bytes unpacked.

    An iterator of articles may be written to one file after another: it goes on where it stopped.
    """
    size = 0
    with path.open("wb") as file, _packer(path, file) as stream:
        for row in articles:
            size += stream.write(as_line(row))
            if size >= megabytes * 1e6:
                break
    return size


def _packer(path: Path, file: BinaryIO) -> AbstractContextManager[BinaryIO]:
    if path.suffix == ".zst":
        return zstandard.ZstdCompressor(1).stream_writer(file)
    return nullcontext(file)
