"""What belongs to the page and what to the article. ``⟦ ⟧`` mark furniture in the examples."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.lexicon import load_entries
from cchc_extract.text.header import Header, HeaderReader
from cchc_extract.text.tokens import tokenize

PROSE = (
    "Năm 2023, huyện Mai Sơn tiếp nhận 12.345 hồ sơ thủ tục hành chính, trong đó giải quyết đúng "
    "hạn 12.300 hồ sơ, trễ hạn 45 hồ sơ, chủ yếu ở lĩnh vực đất đai."
)
TITLE = "Huyện Mai Sơn giảm mạnh hồ sơ trễ hạn"


@cache
def reader() -> HeaderReader:
    return HeaderReader(load_entries())


def _header(text: str) -> tuple[Header, list[str]]:
    tokens = tokenize(text)
    header = reader().read(tokens)
    return header, [tokens.surface(a, b) for a, b in header.excluded]


def _marked(marked: str) -> tuple[str, list[str]]:
    return re.sub("[⟦⟧]", "", marked), re.findall("⟦(.*?)⟧", marked, re.DOTALL)


PAGES = {
    "newspaper": f"⟦Trang chủ / Chính trị / Cải cách hành chính⟧\n{TITLE}\n"
    f"⟦Cập nhật ngày: 28/10/2021 10:26:58⟧\n⟦SLO -⟧ {PROSE}\nCông chức hướng dẫn người dân. "
    f"⟦Ảnh: Minh Anh⟧\n{PROSE}\n⟦Minh Anh⟧\n⟦Tin liên quan⟧\n⟦Mai Sơn tăng 2 bậc⟧",
    "portal": f"⟦CỔNG THÔNG TIN ĐIỆN TỬ⟧\n⟦HUYỆN MAI SƠN⟧\n⟦Đăng nhập | Sơ đồ site⟧\n{TITLE}\n"
    f"⟦Thứ năm, 28/10/2021⟧\n⟦Lượt xem: 1.204⟧\n⟦Cỡ chữ: A- A A+⟧\n{PROSE}\n{PROSE}\n"
    "⟦Nguồn: maison.example.vn⟧\n⟦Người đăng: V.H⟧\n⟦Các tin khác⟧\n⟦Xã Hát Lót: 98% đúng hạn⟧",
    "agency": f"{TITLE}\n\n⟦28/10/2021 - 09:15⟧\n\n⟦(TTXVN) -⟧ {PROSE}\n\n⟦Thu Hà (tổng hợp)⟧\n"
    "⟦Chia sẻ bài viết⟧\n⟦LƯU Ý: Ý kiến của bạn đọc sẽ được biên tập. Vui lòng gõ tiếng Việt.⟧",
    "bare": f"{TITLE}\n{PROSE}",
    "section": f"⟦Cải cách hành chính⟧\n{TITLE}\n{PROSE}",
    "block amid the text": f"{TITLE}\n{PROSE}\n⟦Bài liên quan⟧\n⟦Yên Châu: 99% đúng hạn⟧\n{PROSE}",
    "tags": f"{TITLE}\n{PROSE}\n⟦Tác giả: Lê An⟧\n⟦Từ khóa: cải cách hành chính, Mai Sơn⟧",
    "signed off": f"{TITLE}\n{PROSE} Huyện sẽ tiếp tục phát huy./.\n⟦Phòng CCHC - Sở Nội vụ⟧",
    "marks": f"⟦Tin tức » Cải cách hành chính⟧\n{TITLE}\n⟦[28/10/2021 08:00]⟧\n{PROSE}\n"
    "⟦Tổng số điểm của bài viết là: 0 trong 0 đánh giá⟧\n⟦Click để đánh giá bài viết⟧\n"
    "⟦Ý kiến bạn đọc⟧\n⟦Những tin cũ hơn⟧\n⟦Mai Sơn: 98% hồ sơ đúng hạn⟧",
    "named paper": f"{TITLE}\n⟦(Dân trí) -⟧ {PROSE}\n⟦(Theo TTXVN)⟧",
    "path": f"⟦Thời sự > Xây dựng chính quyền⟧\n{TITLE}\n⟦08:47 - 06/10/2025⟧\n{PROSE}",
    "domain": f"⟦BAOMAISON.VN trên Google News⟧\n{TITLE}\n{PROSE}\n⟦BMS - 14/4/2023⟧\n⟦>>> Kỳ 2⟧",
    "menu": f"⟦Chính quyền  Công dân  Doanh nghiệp  Du khách⟧\n{TITLE}\n{PROSE}",
    "online": f"⟦MAI SƠN ONLINE | Tin hoạt động⟧\n⟦25/11/2021⟧\n{TITLE}\n⟦(MS Online) -⟧ {PROSE}",
    "column": f"⟦Chuyện quản trị⟧\n\n{TITLE}\n⟦16:20 28/05/2024 | Kinh tế⟧\n⟦BĐK -⟧ {PROSE}",
    "author": f"{TITLE}\n\n⟦* NGUYÊN CHI⟧\n\n⟦(BĐ) |⟧ {PROSE}\n⟦NGỌC TRẦM thực hiện⟧",
    "dated byline": f"⟦Kinh tế - Tài chính⟧\n{TITLE}\n⟦Gia Bách, 24/12/2025 16:40⟧\n{PROSE}",
    "owner": f"UBND tỉnh Sơn La\n⟦Bản tin TTHC số 17/2023⟧\n{TITLE}\n{PROSE}",
    "label": f"⟦(Tin Tức 24h)⟧ {TITLE}\n⟦Ngày đăng: 22-12-2025 Tác giả: VP HĐND&UBND⟧\n{PROSE}",
    "numbers alone": f"{TITLE}\n{PROSE}\n⟦Hoài An⟧\n⟦Bình luận⟧\n⟦4,287⟧",
}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_furniture(page: str) -> None:
    text, furniture = _marked(PAGES[page])
    header, excluded = _header(text)
    assert excluded == furniture
    assert header.title == TITLE


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_prose_begins_after_the_tag(page: str) -> None:
    text, _ = _marked(PAGES[page])
    header, _ = _header(text)
    assert text[tokenize(text).starts[header.body_first] :].startswith(PROSE[:20])


@pytest.mark.parametrize(
    "line",
    [
        "BẮC GIANG - Năm 2023, tỉnh nhận 120 hồ sơ, đúng hạn 119 hồ sơ, trễ hạn 1 hồ sơ.",
        "HUẾ - Năm 2023, thành phố nhận 120 hồ sơ, đúng hạn 119 hồ sơ, trễ hạn 1 hồ sơ.",
        "(Bình Dương) - Năm 2023, tỉnh nhận 120 hồ sơ, đúng hạn 119 hồ sơ, trễ hạn 1 hồ sơ.",
        "UBND - HĐND huyện giao ban hằng tháng về kết quả giải quyết hồ sơ của các xã, thị trấn.",
        "Ảnh hưởng của dịch bệnh khiến 120 hồ sơ trễ hạn, tập trung ở các xã vùng cao của huyện.",
        "Các tin liên quan đến hồ sơ của người dân đều được bảo mật theo quy định của pháp luật.",
        "Nguồn nhân lực cấp xã còn thiếu nên 12 hồ sơ trễ hạn, chủ yếu ở lĩnh vực đất đai.",
        "- Xã Hát Lót: nhận 120 hồ sơ, trễ hạn 2 hồ sơ",
        "Tổng số hồ sơ: 120",
        "Xã Hát Lót 120 hồ sơ",
        "Chia sẻ tại hội nghị, ông Nam cho biết huyện đã tiếp nhận 120 hồ sơ của người dân.",
    ],
)
def test_what_belongs_to_the_article_stays(line: str) -> None:
    header, excluded = _header(f"{TITLE}\n{PROSE}\n{line}\n{PROSE}")
    assert excluded == []
    assert header.title == TITLE
    _, excluded = _header(f"{TITLE}\n{line}\n{PROSE}")
    assert excluded == []


@pytest.mark.parametrize(
    "title",
    [
        "Báo cáo kết quả cải cách hành chính của huyện",
        "Danh mục thủ tục hành chính công bố mới",
        "“Chỗ nào còn bắt người dân photo sổ, chỗ đó chưa xong việc”",
        "SỞ NỘI VỤ KIỂM TRA CẢI CÁCH HÀNH CHÍNH",
        TITLE.replace(" ", "  "),
    ],
)
def test_titles_that_look_like_furniture(title: str) -> None:
    header, excluded = _header(f"{title}\n28/10/2021 09:15\n{PROSE}")
    assert (header.title, excluded) == (title, ["28/10/2021 09:15"])


@pytest.mark.parametrize(
    "rows",
    [
        ["Cơ quan | Nhận mới | Trễ hạn", "Sở Tư pháp | 1.208 | 6", "Sở Xây dựng | 655 | 2"],
        ["Tiếp nhận", "1.208", "Trễ hạn", "6"],
        ["+ Tổng HS trong kỳ: 9.384", "+ HS nhận mới: 6.282"],
        ["P.V: Quý III có gì đổi mới?", "Ông Hùng: Chúng tôi nhận 1.208 hồ sơ."],
        ["PV: Quý III có gì đổi mới?", "Ông Hùng: Chúng tôi nhận 1.208 hồ sơ."],
    ],
)
def test_tables_lists_and_interviews_stay(rows: list[str]) -> None:
    table = "\n".join(rows)
    for text in (f"{TITLE}\n{table}\n{PROSE}", f"{TITLE}\n{PROSE}\n{table}\n{PROSE}"):
        header, excluded = _header(text)
        assert (header.title, excluded) == (TITLE, [])


def test_a_table_that_lost_its_borders_stays() -> None:
    cells = "Đơn vị\nTiếp nhận\nTrễ hạn\nHát Lót\n1.200\n12\nChiềng Ban\n950\n0\nMường Bon\n310\n4"
    for text in (f"{TITLE}\n{PROSE}\n{cells}\n{PROSE}", f"{TITLE}\n{PROSE}\n{cells}"):
        assert _header(text)[1] == []
    _, excluded = _header(f"{TITLE}\n{PROSE}\n{cells}\nMinh Anh\nTin liên quan\nX: 98%")
    assert excluded == ["Minh Anh", "Tin liên quan", "X: 98%"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"{TITLE} (21/09/2022)\n{PROSE}", "2022-09-21"),
        (f"{TITLE}\nNgày 09 tháng 03 năm 2022\n{PROSE}", "2022-03-09"),
        (f"{TITLE}\n{PROSE}\nNgày đăng: 12/3/2023", "2023-03-12"),
        (f"{TITLE}\n{PROSE}\nTác giả: Lê An - 12/3/2023 08:30", "2023-03-12T08:30:00"),
        (f"{TITLE}\n{PROSE}\nTin liên quan\nMai Sơn tăng 2 bậc (12/3/2023)", None),
        (f"{TITLE}\nSáng 12-01-2024, huyện họp về cải cách hành chính.\n{PROSE}", None),
        (f"{TITLE}\n{PROSE}", None),
    ],
)
def test_published(text: str, published: str | None) -> None:
    header, _ = _header(text)
    assert header.published == published
    assert header.title == TITLE


def test_what_is_given_is_kept() -> None:
    tokens = tokenize(f"{TITLE}\n28/10/2021 09:15\n{PROSE}")
    header = reader().read(tokens, title="Khác", published="2020-01-01")
    assert (header.title, header.published) == ("Khác", "2020-01-01")
    assert header.title_range == (0, 9)


@pytest.mark.parametrize("text", ["", "\n\n", "Ảnh", "...", "(", "Tin liên quan", "28/10/2021"])
def test_pages_with_no_prose(text: str) -> None:
    header, _ = _header(text)
    assert header.body_first >= 0


def test_a_page_whose_only_heading_is_a_section_has_it_as_title() -> None:
    header, excluded = _header(f"Cải cách hành chính\n{PROSE}")
    assert (header.title, excluded) == ("Cải cách hành chính", [])


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from(list(" \n.ẢnhTin:/|12")), max_size=80)
)
def test_any_text_has_a_header(text: str) -> None:
    tokens = tokenize(text)
    header = reader().read(tokens)
    assert all(0 <= a < b <= len(tokens) for a, b in header.excluded)
    assert 0 <= header.body_first <= len(tokens)
