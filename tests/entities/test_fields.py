"""What mentions say beside their span: names, levels, codes, roles, numbers, issuers, home."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_extract.entities import Entities, EntityReader
from cchc_extract.entities.mentions import UnitMention
from cchc_extract.text.tokens import tokenize


def _read(reader: EntityReader, text: str, day: date | None = None) -> Entities:
    return reader.read(tokenize(text), published=day)


def _units(found: Entities, text: str) -> dict[str, UnitMention]:
    tokens = tokenize(text)
    return {tokens.surface(u.first, u.stop): u for u in found.units}


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Uỷ ban nhân dân TP. Huế", "Ủy ban nhân dân thành phố Huế"),
        ("Sở VH-TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Văn hóa - Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở TN&MT", "Sở Tài nguyên và Môi trường"),
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở GTVT", "Sở Giao thông vận tải"),
        ("BTV Thành ủy", "Ban Thường vụ Thành ủy"),
        ("Văn phòng HĐND-UBND huyện", "Văn phòng Hội đồng nhân dân - Ủy ban nhân dân huyện"),
        ("Ban Chỉ đạo CCHC tỉnh", "Ban Chỉ đạo cải cách hành chính tỉnh"),
        ("Vụ cải cách hành chính", "Vụ Cải cách hành chính"),
        ("bộ phận một cửa xã Huy Thượng", "Bộ phận Một cửa xã Huy Thượng"),
        ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh"),
        ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
        ("Đoàn giám sát 1495", "Đoàn giám sát 1495"),
        ("Sở An toàn thực phẩm", "Sở An toàn thực phẩm"),
        ("Phòng Quản lý xuất nhập cảnh", "Phòng Quản lý xuất nhập cảnh"),
        ("Sở Kế hoạch - Đầu tư", "Sở Kế hoạch và Đầu tư"),
        ("huyện đảo Phú Quý", "huyện Phú Quý"),
        (
            "Chi nhánh số 3 Trung tâm PVHCC thành phố Hà Nội",
            "Chi nhánh số 3 Trung tâm Phục vụ hành chính công thành phố Hà Nội",
        ),
        ("TTPVHCC xã Bát Xát", "Trung tâm Phục vụ hành chính công xã Bát Xát"),
        ("TX Kỳ Anh", "thị xã Kỳ Anh"),
        ("TPHCM", "thành phố Hồ Chí Minh"),
        ("Q.1", "quận 1"),
        ("HÒA BÌNH", "tỉnh Hòa Bình"),
    ],
)
def test_canonical_name(reader: EntityReader, surface: str, name: str) -> None:
    text = f"{surface}\n" if surface.isupper() and " " in surface else f"Theo {surface}, đã xong."
    units = _units(_read(reader, text), text)
    assert units[surface].name == name


@pytest.mark.parametrize(
    ("text", "surface", "full", "level", "code"),
    [
        (
            "Tỉnh Cao Bằng sơ kết. UBND tỉnh yêu cầu khắc phục.",
            "UBND tỉnh", "Ủy ban nhân dân tỉnh Cao Bằng", "province", "04",
        ),
        (
            "Huyện Nam Đàn sơ kết. Bộ phận Một cửa huyện nhận 20 hồ sơ.",
            "Bộ phận Một cửa huyện", "Bộ phận Một cửa huyện Nam Đàn", "district", "430",
        ),
        (
            "Huyện Nam Đàn sơ kết, toàn huyện tăng. UBND tỉnh ghi nhận.",
            "UBND tỉnh", "Ủy ban nhân dân tỉnh Nghệ An", "province", "40",
        ),
        (
            "TP Vĩnh Yên sơ kết. UBND thành phố khen thưởng.",
            "UBND thành phố", "Ủy ban nhân dân thành phố Vĩnh Yên", "district", "243",
        ),
        (
            "TP Hà Nội sơ kết. UBND Thành phố khen thưởng.",
            "UBND Thành phố", "Ủy ban nhân dân thành phố Hà Nội", "province", "01",
        ),
        (
            "TP Vĩnh Yên sơ kết. Thành ủy chỉ đạo.",
            "Thành ủy", "Thành ủy", "district", "243",
        ),
        (
            "Tỉnh Sơn La: Sở Nội vụ dẫn đầu.",
            "Sở Nội vụ", "Sở Nội vụ", "province", "14",
        ),
        (
            "Tỉnh Sơn La sơ kết, Trung tâm Phục vụ hành chính công tăng.",
            "Trung tâm Phục vụ hành chính công",
            "Trung tâm Phục vụ hành chính công tỉnh Sơn La", "province", "14",
        ),
        (
            "Tỉnh Sơn La làm việc với Bộ Nội vụ.",
            "Bộ Nội vụ", "Bộ Nội vụ", "central", None,
        ),
        (  # a place without its area word stays as it is written
            "Tỉnh Hà Tĩnh sơ kết. Theo Sở Nội vụ Hà Tĩnh, đã xong.",
            "Sở Nội vụ Hà Tĩnh", "Sở Nội vụ Hà Tĩnh", "province", "42",
        ),
        (  # and so does the scope of an inspection team
            "Tỉnh Cao Bằng sơ kết. Đoàn kiểm tra CCHC tỉnh đi 4 huyện.",
            "Đoàn kiểm tra CCHC tỉnh", "Đoàn kiểm tra cải cách hành chính tỉnh", "province", "04",
        ),
        (
            "Huyện Nam Đàn sơ kết. Văn phòng HĐND và UBND huyện tham mưu.",
            "Văn phòng HĐND và UBND huyện", "Văn phòng HĐND và Ủy ban nhân dân huyện Nam Đàn",
            "district", "430",
        ),
        (  # the article's own spelling, not the table's (Đăk Glong)
            "Đắk Glong sơ kết năm 2020. Đắk Glong thuộc tỉnh Đắk Nông.",
            "Đắk Glong", "huyện Đắk Glong", "district", "661",
        ),
        (  # a name that the gazetteer lacks lies in the article's province
            "TP Hải Phòng sơ kết. Chi cục Hải quan cửa khẩu cảng Đình Vũ tăng.",
            "Chi cục Hải quan cửa khẩu cảng Đình Vũ", "Chi cục Hải quan cửa khẩu cảng Đình Vũ",
            "province", None,
        ),
        (
            "Đoàn kiểm tra của Ban Chỉ đạo cải cách hành chính của Chính phủ đến huyện Nam Đàn.",
            "Ban Chỉ đạo cải cách hành chính", "Ban Chỉ đạo cải cách hành chính", "central", None,
        ),
    ],
)  # fmt: skip
def test_resolved_against_home(
    reader: EntityReader, text: str, surface: str, full: str, level: str, code: str | None
) -> None:
    unit = _units(_read(reader, text, date(2024, 3, 1)), text)[surface]
    assert (unit.full_name, unit.level, unit.code) == (full, level, code)


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Phù Yên đặt mục tiêu\n\nNăm nay huyện Phù Yên tăng 2 bậc.", "huyện Phù Yên"),
        (
            "TP Cao Lãnh có mô hình mới. Huyện Tháp Mười, huyện Lai Vung cũng vậy. UBND tỉnh và "
            "các sở của tỉnh khen thưởng; toàn tỉnh đạt 95%.",
            "tỉnh Đồng Tháp",
        ),
        ("Hà Tĩnh: Hội thi\n\nTại TP Hà Tĩnh, tỉnh tổ chức thi.", "tỉnh Hà Tĩnh"),
        ("Huyện Đắk Glong\n\nHuyện Đắk Glong nhận 59 hồ sơ.", "huyện Đắk Glong"),
        ("Bộ Tư pháp họp. Bộ Tư pháp báo cáo. Bộ Tư pháp hứa.", "Bộ Tư pháp"),
        (
            "Các bộ cắt giảm 1.700 thủ tục\n\nSáng 19/10, Chính phủ họp. Bộ Nội vụ báo cáo, Bộ Tài "
            "chính và Bộ Công an góp ý. Chính phủ ghi nhận Sơn La giảm 30% đầu mối.",
            "Chính phủ",
        ),
        (
            "Bộ Nội vụ công bố PAR Index\n\nHÀ NỘI - Sáng 5/4, Bộ Nội vụ họp. Bộ Nội vụ chấm điểm "
            "Bộ Tư pháp và Bộ Y tế.",
            "Bộ Nội vụ",
        ),
    ],
)
def test_home(reader: EntityReader, text: str, home: str) -> None:
    found = _read(reader, text, date(2023, 5, 1)).home
    assert found is not None
    assert found.name == home


def test_a_commune_that_opens_the_title_is_home(reader: EntityReader) -> None:
    title = "Xã Bát Xát trả 5.000 hồ sơ"
    text = f"{title}\n\nUBND xã báo cáo UBND tỉnh Lào Cai và Sở Nội vụ tỉnh Lào Cai."
    found = reader.read(tokenize(text), title=title, published=date(2025, 12, 1)).home
    assert found is not None
    assert (found.name, found.code) == ("xã Bát Xát", "02683")


def test_page_furniture_says_little_of_home(reader: EntityReader) -> None:
    tokens = tokenize(
        "BÁO VÀ PHÁT THANH, TRUYỀN HÌNH LẠNG SƠN\nTỉnh Lạng Sơn | Lạng Sơn | Lạng Sơn\n"
        "Phường Kỳ Lừa: 93% hồ sơ qua mạng\nUBND phường Kỳ Lừa tiếp nhận 300 hồ sơ."
    )
    stop = len(tokens.norms) - tokens.norms[::-1].index("\n") - 1
    stop = tokens.norms[:stop].index("\n", tokens.norms.index("\n") + 1)
    found = reader.read(
        tokens,
        title="Phường Kỳ Lừa: 93% hồ sơ qua mạng",
        published=date(2025, 10, 6),
        excluded=[(0, stop)],
    )
    assert found.home is not None
    assert found.home.name == "phường Kỳ Lừa"


def test_home_from_a_title_apart(reader: EntityReader) -> None:
    tokens = tokenize("Toàn huyện tiếp nhận 300 hồ sơ.")
    assert reader.read(tokens).home is None
    found = reader.read(tokens, title="Huyện Mộc Châu tăng 2 bậc", published=date(2023, 1, 1)).home
    assert found is not None
    assert found.name == "huyện Mộc Châu"


@pytest.mark.parametrize(
    ("text", "honorific", "roles"),
    [
        (
            "Ông Trần Minh Lý – Phó Trưởng Đoàn kiểm tra CCHC tỉnh, Phó Giám đốc Sở Nội vụ nói.",
            "ông",
            [("Phó Trưởng Đoàn", "Đoàn kiểm tra CCHC tỉnh"), ("Phó Giám đốc", "Sở Nội vụ")],
        ),
        (
            "đồng chí Lương Quốc Tuấn-Phó Bí thư TT Thành ủy dự.",
            "đồng chí",
            [("Phó Bí thư Thường trực", "Thành ủy")],
        ),
        (
            "Vụ trưởng Vụ cải cách hành chính, Bộ Nội vụ Phạm Minh Hùng phân tích.",
            None,
            [("Vụ trưởng", "Vụ cải cách hành chính, Bộ Nội vụ")],
        ),
        (
            "Trưởng phòng Nội vụ huyện Vi Ngọc Nghĩa nhìn nhận.",
            None,
            [("Trưởng phòng", "phòng Nội vụ huyện")],
        ),
        (
            "Huỳnh Tiến Lâm - Phó Chánh Văn phòng UBND tỉnh.",
            None,
            [("Phó Chánh Văn phòng", "Văn phòng UBND tỉnh")],
        ),
        (
            "Chủ tịch UBND tỉnh Quảng Nam Đinh Quang Toàn chỉ đạo.",
            None,
            [("Chủ tịch", "UBND tỉnh Quảng Nam")],
        ),
        ("chị Mai Thị Ngọc Hằng, công chức Trung tâm, nói.", "chị", [("công chức", "Trung tâm")]),
        ("Vụ trưởng Đặng Xuân Vinh lưu ý.", None, [("Vụ trưởng", None)]),
        ("Theo ông Hồ Thanh Đạt, kết quả khá.", "ông", []),
    ],
)
def test_roles(
    reader: EntityReader, text: str, honorific: str | None, roles: list[tuple[str, str | None]]
) -> None:
    (person,) = _read(reader, text).people
    assert (person.honorific, person.roles) == (honorific, roles)


def test_an_honorific_is_shared_in_a_list(reader: EntityReader) -> None:
    text = "Có các đồng chí: Lê Văn An - Giám đốc Sở Nội vụ; Vũ Thị Bình - Phó Giám đốc Sở Y tế."
    assert [p.honorific for p in _read(reader, text).people] == ["đồng chí", "đồng chí"]


@pytest.mark.parametrize(
    ("text", "number", "day", "issuer"),
    [
        ("Quyết định 2685/QĐUBND ngày 18/10/2021 của UBND tỉnh", "2685/QĐ-UBND", "2021-10-18",
         "UBND tỉnh"),
        ("Công văn 1873/UBNDNC ngày 05/6/2023", "1873/UBND-NC", "2023-06-05", None),
        ("Nghị quyết số 26/2011/NQHĐND của HĐND tỉnh", "26/2011/NQ-HĐND", None, "HĐND tỉnh"),
        ("Quyết định 766/QĐTTg", "766/QĐ-TTg", None, "Thủ tướng Chính phủ"),
        ("Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025", "02-KH/BCĐTW", "2025-06-19", None),
        ("Thông tư số 01/2018/TT-VPCP", "01/2018/TT-VPCP", None, "Văn phòng Chính phủ"),
        ("Kế hoạch số 62 ngày 08/3/2021", "62", "2021-03-08", None),
        ("Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021", "76/NQ-CP", "2021-07-15", "Chính phủ"),
        ("Nghị quyết 30c/NQ-CP", "30c/NQ-CP", None, "Chính phủ"),
        ("Quyết định số 432/QĐ – UBND ngày 31/02/2023", "432/QĐ-UBND", None, None),
        ("UBND tỉnh đã ban hành Quyết định số 432/QĐ-UBND", "432/QĐ-UBND", None, "UBND tỉnh"),
        ("Chỉ thị 05 ngày 20/3/2023 của Chủ tịch UBND thành phố", "05", "2023-03-20",
         "Chủ tịch UBND thành phố"),
        ("Tại văn bản 2544/UBND-NC, Chủ tịch UBND tỉnh yêu cầu", "2544/UBND-NC", None,
         "Chủ tịch UBND tỉnh"),
    ],
)  # fmt: skip
def test_document(
    reader: EntityReader, text: str, number: str, day: str | None, issuer: str | None
) -> None:
    (document,) = _read(reader, text + ".").documents
    assert (document.number, document.date, document.issuer) == (number, day, issuer)


def test_numbers_of_one_citation_share_letters_and_issuer(reader: EntityReader) -> None:
    text = "Nghị quyết số 18, 19-NQ/TW của Ban Chấp hành Trung ương Đảng."
    found = _read(reader, text).documents
    assert [d.number for d in found] == ["18-NQ/TW", "19-NQ/TW"]
    assert {d.issuer for d in found} == {"Ban Chấp hành Trung ương Đảng"}


def test_nothing_is_reported_in_excluded_tokens(reader: EntityReader) -> None:
    tokens = tokenize("Sở Nội vụ Sơn La | Sở Y tế họp.")
    bar = tokens.norms.index("|")
    found = reader.read(tokens, excluded=[(0, bar)])
    assert [u.name for u in found.units] == ["Sở Y tế"]
    assert found.home is not None  # what is not reported still tells where the article is at home
    assert found.home.name == "tỉnh Sơn La"


def test_an_empty_text_has_nothing(reader: EntityReader) -> None:
    assert _read(reader, "") == Entities()


LONG = "Các đơn vị thực hiện nghiêm túc, kịp thời nhiệm vụ được giao trong kỳ báo cáo này. " * 16


@pytest.mark.parametrize(
    ("text", "home"),
    [
        (f"Kết quả của tỉnh\n\n{LONG}Giải bóng chuyền khép lại tại Kiên Giang.", None),
        (
            f"Kết quả của huyện\n\nHuyện Mai Sơn sơ kết. {LONG}Kiên Giang có tin vui.",
            "huyện Mai Sơn",
        ),
        (f"Kết quả của tỉnh\n\n{LONG}Cuối bảng là huyện Cẩm Mỹ.", "tỉnh Đồng Nai"),
        (f"CỔNG THÔNG TIN ĐIỆN TỬ TỈNH HƯNG YÊN\n\nKết quả của tỉnh. {LONG}", "tỉnh Hưng Yên"),
    ],
)
def test_home_of_a_long_text(reader: EntityReader, text: str, home: str | None) -> None:
    found = _read(reader, text, date(2023, 5, 1)).home
    assert (None if found is None else found.name) == home
