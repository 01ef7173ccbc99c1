from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from banlanh.accounts.enums import Role
from banlanh.accounts.workbook import read, template
from banlanh.accounts.workbook.roles import may_share_an_account, reads_about_people
from banlanh.places.enums import BodyKind

from . import books

ASK_DAY = "Xin ghi ngày/tháng/năm, ví dụ 05/03/2026."
ASK_NUMBER = "Xin ghi một số nguyên từ 0 trở lên."
ASK_LIST = "Xin chọn trong trang Danh mục của tệp mẫu."
GUARD = "người quản trị, người rà soát không giữ vai trò được xem hồ sơ. Xin giao cho hai người."


@pytest.fixture(autouse=True)
def _on_the_fifth_of_march(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-03-05")


def faults(file) -> list[str]:
    return [str(fault) for fault in read(file).faults]


def test_a_good_workbook_has_no_fault():
    assert faults(books.packed(books.good())) == []


@pytest.mark.parametrize(
    ("sheet", "cell", "planted", "expected"),
    [
        ("Xã", "B2", None, "Trang Xã, dòng 2, cột B (xã): ô này để trống. Xin điền."),
        ("Xã", "B3", "Khác", "Trang Xã, dòng 3, cột B (xã): một tệp chỉ dành cho một xã. Xin bỏ dòng này."),
        ("Thôn", "A3", "  ", "Trang Thôn, dòng 3, cột A (tên thôn): ô này để trống. Xin điền."),
        ("Thôn", "A3", "thôn Nà Lin", "Trang Thôn, dòng 3, cột A (tên thôn): thôn «Nà Lin» đã có ở dòng 2. "
         "Xin bỏ một dòng hoặc sửa tên."),
        ("Thôn", "A4", "Tổng cộng", "Trang Thôn, dòng 4, cột A (tên thôn): dòng cộng không phải là một thôn. "
         "Xin bỏ dòng này."),
        ("Thôn", "B2", -3, f"Trang Thôn, dòng 2, cột B (số hộ): «-3» không phải là số đếm. {ASK_NUMBER}"),
        ("Thôn", "B2", 52.5, f"Trang Thôn, dòng 2, cột B (số hộ): «52,5» không phải là số đếm. {ASK_NUMBER}"),
        ("Thôn", "B2", "năm hai", f"Trang Thôn, dòng 2, cột B (số hộ): «năm hai» không phải là số đếm. {ASK_NUMBER}"),
        ("Thôn", "C2", 2_000_000_000, "Trang Thôn, dòng 2, cột C (số khẩu): «2000000000» lớn quá. Xin xem lại."),
        ("Thôn", "C2", "#REF!", "Trang Thôn, dòng 2, cột C (số khẩu): công thức bị lỗi #REF!. "
         "Xin gõ thẳng giá trị vào ô."),
        ("Thôn", "D2", "#N/A", "Trang Thôn, dòng 2, cột D (thứ tiếng): công thức bị lỗi #N/A. "
         "Xin gõ thẳng giá trị vào ô."),
        ("Thôn", "C2", 50, "Trang Thôn, dòng 2, cột C (số khẩu): số khẩu (50) ít hơn số hộ (52). Xin xem lại."),
        ("Thôn", "D3", "tiếng Pháp", "Trang Thôn, dòng 3, cột D (thứ tiếng): không có thứ tiếng «tiếng Pháp». "
         f"{ASK_LIST}"),
        ("Đơn vị", "A3", "Chi bộ Nà Lìn", "Trang Đơn vị, dòng 3, cột A (tên): đơn vị «Chi bộ Nà Lìn» đã có ở dòng 2. "
         "Xin bỏ một dòng hoặc sửa tên."),
        ("Đơn vị", "A2", "Chi bộ " * 20, "Trang Đơn vị, dòng 2, cột A (tên): dài 139 ký tự, tối đa 120. Xin rút gọn."),
        ("Đơn vị", "A2", date(2026, 3, 5), "Trang Đơn vị, dòng 2, cột A (tên): Excel đã đổi ô này thành ngày giờ. "
         "Xin định dạng ô là Văn bản (Text) rồi gõ lại."),
        ("Đơn vị", "B2", "chi bộ thônn", "Trang Đơn vị, dòng 2, cột B (loại): không có loại «chi bộ thônn». "
         f"Có phải «Chi bộ thôn»? {ASK_LIST}"),
        ("Đơn vị", "C2", "Bản Xa", "Trang Đơn vị, dòng 2, cột C (thôn): chưa có thôn «Bản Xa» ở trang Thôn. "
         "Xin thêm hoặc sửa tên."),
        ("Đơn vị", "A3", "Thôn Sín Chải", "Trang Đơn vị, dòng 3, cột A (tên): «Thôn Sín Chải» đã là đơn vị của thôn, "
         "máy tự lập. Xin bỏ dòng này."),
        ("Đơn vị", "B3", "thôn", "Trang Đơn vị, dòng 3, cột B (loại): thôn chỉ ghi ở trang Thôn, máy tự lập đơn vị. "
         "Xin bỏ dòng này."),
        ("Cán bộ", "A2", None, "Trang Cán bộ, dòng 2, cột A (họ và tên): ô này để trống. Xin điền."),
        ("Cán bộ", "B4", "lan", "Trang Cán bộ, dòng 4, cột B (tên đăng nhập): tên đăng nhập «lan» đã có ở dòng 2. "
         "Xin bỏ một dòng hoặc sửa tên."),
        ("Cán bộ", "C2", "0912 345", "Trang Cán bộ, dòng 2, cột C (điện thoại): «0912 345» không giống số điện thoại. "
         "Xin ghi đủ 10 số, ví dụ 0912 345 678."),
        ("Chức danh", "A2", "lann", "Trang Chức danh, dòng 2, cột A (tên đăng nhập): chưa có tên đăng nhập «lann» "
         "ở trang Cán bộ. Xin thêm hoặc sửa tên."),
        ("Chức danh", "B3", "Chi bộ Bản Mới", "Trang Chức danh, dòng 3, cột B (đơn vị): chưa có đơn vị "
         "«Chi bộ Bản Mới» ở trang Đơn vị. Xin thêm hoặc sửa tên."),
        ("Chức danh", "C2", "R99", f"Trang Chức danh, dòng 2, cột C (vai trò): không có vai trò «R99». {ASK_LIST}"),
        ("Chức danh", "D2", None, "Trang Chức danh, dòng 2, cột D (chức danh): ô này để trống. Xin điền."),
        ("Chức danh", "E3", "Nà Lìn; Bản Xa", "Trang Chức danh, dòng 3, cột E (thôn phụ trách): chưa có thôn «Bản Xa» "
         "ở trang Thôn. Xin thêm hoặc sửa tên."),
        ("Chức danh", "G2", "31/02/2026", "Trang Chức danh, dòng 2, cột G (từ ngày): «31/02/2026» không phải là ngày. "
         f"{ASK_DAY}"),
        ("Chức danh", "H3", 2026, f"Trang Chức danh, dòng 3, cột H (đến ngày): «2026» không phải là ngày. {ASK_DAY}"),
        ("Chức danh", "H2", "1/1/2099", "Trang Chức danh, dòng 2, cột H (đến ngày): năm của ngày 01/01/2099 "
         "chưa hợp lý. Xin xem lại."),
        ("Chức danh", "H2", datetime(2025, 12, 31), "Trang Chức danh, dòng 2, cột H (đến ngày): đến ngày 31/12/2025 "
         "lại trước từ ngày 01/01/2026."),
    ],
)  # fmt: skip
def test_a_planted_fault_is_named_by_sheet_row_and_column(sheet, cell, planted, expected):
    assert expected in faults(books.with_cells((sheet, cell, planted)))


@pytest.mark.parametrize(
    ("title", "row", "expected"),
    [
        ("Cán bộ", ("Lò Thị Lan", "lan.lo", "+84 912 345 678"), "Trang Cán bộ, dòng 5, cột A (họ và tên): «Lò Thị Lan» "
         "đã có ở dòng 2, cùng số điện thoại, với tên đăng nhập «lan». Mỗi người một tài khoản; xin bỏ một dòng."),
        ("Cán bộ", ("Giàng Thị Hoa", "Hoa Giàng", None), "Trang Cán bộ, dòng 5, cột B (tên đăng nhập): «hoa giàng» "
         "chưa dùng được: chỉ gồm từ 2 đến 40 chữ không dấu, số, dấu chấm, không dấu cách. Có thể dùng «hoa.giang»."),
        ("Chức danh", ("son", "Công an xã", "R14", "Quản trị", None, "4-QĐ", "01/02/2026", None), "Trang Chức danh, "
         "dòng 5, cột C (vai trò): «son» không thể vừa là R3 (Trưởng Công an xã) (dòng 4) vừa là R14 (Quản trị hệ "
         f"thống): {GUARD}"),
        ("Chức danh", ("lan", "Thôn Nà Lìn", "R7", "Trưởng thôn", None, "", "01/06/2026", None), "Trang Chức danh, "
         "dòng 5, cột C (vai trò): «lan» đã giữ vai trò này ở dòng 2, cùng thời gian. Xin bỏ một dòng."),
    ],
)  # fmt: skip
def test_a_row_too_many_is_named(title, row, expected):
    assert faults(books.with_rows(title, row)) == [expected]


def test_every_fault_is_told_at_once():
    file = books.with_cells(("Thôn", "B2", -3), ("Cán bộ", "C2", "12"), ("Chức danh", "G2", "hôm qua"))
    assert [fault.row for fault in read(file).faults] == [2, 2, 2]


def test_roles_one_after_the_other_do_not_conflict():
    row = ("son", "Công an xã", "R14", "Quản trị", None, "4-QĐ", "01/02/2027", None)
    assert faults(books.with_rows("Chức danh", row)) == []


def test_roles_that_read_about_people_are_those_of_the_matrix():
    blind = {role for role in Role.values if not reads_about_people(role)}
    assert blind == {"R6", "R9", "R12", "R14", "R15", "R16"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("R14", "R12", True),
        ("R14", "R3", False),
        ("R8", "R15", False),
        ("R1", "R15", False),  # break-glass is reading too
        ("R14", "R15", False),  # who reviews is not who administers
        ("R3", "R8", True),
        ("R14", "R14", True),
    ],
)
def test_which_roles_one_account_may_hold(one, other, expected):
    assert may_share_an_account(one, other) is expected


def test_a_missing_sheet_is_named_and_nothing_else():
    book = books.good()
    del book["Đơn vị"]
    expected = "Trang Đơn vị: chưa có trang này trong tệp. Xin thêm trang «Đơn vị» như tệp mẫu."
    assert faults(books.packed(book)) == [expected]


def test_a_missing_column_is_named_and_nothing_else():
    book = books.good()
    book["Thôn"].delete_cols(2)
    expected = "Trang Thôn, dòng 1: thiếu cột «số hộ». Xin thêm cột này như tệp mẫu."
    assert faults(books.packed(book)) == [expected]


def test_a_sheet_without_headings_is_named():
    book = books.good()
    book["Xã"].delete_rows(1)
    assert faults(books.packed(book)) == [
        "Trang Xã: chưa có dòng tiêu đề. Xin thêm một dòng với các tiêu đề: tỉnh, xã."
    ]


def test_a_commune_left_empty_is_named():
    book = books.good()
    book["Xã"].delete_rows(2)
    assert faults(books.packed(book)) == ["Trang Xã, dòng 2: chưa ghi xã nào. Xin điền tên tỉnh và tên xã."]


def test_headings_are_known_in_any_order_case_and_under_a_title():
    book = books.good()
    page = book.create_sheet("CAN BO")
    del book["Cán bộ"]
    for row in (["Danh sách cán bộ"], [], ["DIEN THOAI", "ten dang nhap", None, "Họ và tên (đủ dấu)"]):
        page.append(row)
    for name, username, phone in books.ROWS["Cán bộ"]:
        page.append([phone, username, None, name])
    workbook = read(books.packed(book))
    assert workbook.faults == []
    assert [line["full_name"] for line in workbook["people"]] == ["Lò Thị Lan", "Nguyễn Văn Minh", "Vàng Văn Sơn"]
    assert workbook["people"][0].spot("full_name") == "D (họ và tên)"


def test_forbidden_columns_are_dropped_and_said():
    book = books.good()
    book["Cán bộ"]["D1"], book["Cán bộ"]["D2"] = "Dân tộc", "bí mật"
    book["Cán bộ"]["E1"], book["Cán bộ"]["E2"] = "Số CCCD", "bí mật"
    book["Cán bộ"]["F1"] = "Ghi chú"
    workbook = read(books.packed(book))
    kept = "đã bỏ, không đọc và không lưu. Hệ thống không giữ loại thông tin này về người."
    assert workbook.faults == []
    assert f"Trang Cán bộ, cột D (Dân tộc): {kept}" in workbook.remarks
    assert f"Trang Cán bộ, cột E (Số CCCD): {kept}" in workbook.remarks
    assert "Trang Cán bộ, cột F (Ghi chú): không thuộc tệp mẫu nên đã bỏ qua." in workbook.remarks
    assert "bí mật" not in repr(workbook)


def test_what_a_person_should_know_is_remarked():
    book = books.good()
    book["Cán bộ"].append(("Giàng Thị Hoa", "hoa", None))
    book["Chức danh"]["F2"] = None
    book["Chức danh"]["H2"] = "01/02/2026"
    assert read(books.packed(book)).remarks == [
        "Trang Cán bộ, dòng 5: chưa có chức danh nào nên chưa xem được gì.",
        "Trang Chức danh, dòng 2: chưa ghi văn bản phân công.",
        "Trang Chức danh, dòng 3, 4: để trống «đến ngày» nên chức danh mới có 12 tháng kể từ «từ ngày».",
        "Trang Chức danh, dòng 2: chức danh đã hết hạn trước hôm nay.",
    ]


@pytest.mark.parametrize(
    ("planted", "expected"),
    [
        (912345678, "0912345678"),
        (84912345678, "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("0912-345-678", "0912345678"),
        (2143888999, "02143888999"),
    ],
)
def test_a_phone_gets_back_the_zero_that_excel_dropped(planted, expected):
    assert read(books.with_cells(("Cán bộ", "C2", planted)))["people"][0]["phone"] == expected


@pytest.mark.parametrize("planted", [date(2026, 3, 5), datetime(2026, 3, 5, 8), "5/3/2026", "05-03-2026", "2026-03-05"])
def test_a_day_is_read_however_excel_keeps_it(planted):
    line = read(books.with_cells(("Chức danh", "G2", planted)))["posts"][0]
    assert line["starts_on"] == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("planted", "expected"),
    [("chi bo thon", "village_cell"), ("ĐOÀN THỂ", "organisation"), ("Uỷ ban nhân dân", "peoples_committee")],
)
def test_a_kind_is_read_without_regard_to_marks_and_case(planted, expected):
    assert read(books.with_cells(("Đơn vị", "B2", planted)))["bodies"][0]["kind"] == expected


def test_a_number_in_vietnamese_groups_is_a_number():
    assert read(books.with_cells(("Thôn", "C2", "1.236")))["villages"][0]["residents"] == 1236


NOT_EXCEL = "Tệp này không phải sổ Excel (.xlsx) hoặc đã hỏng. Xin mở bằng Excel, lưu lại thành .xlsx rồi thử lại."
OLD = "Tệp này là Excel đời cũ (.xls) hoặc có mật khẩu. Xin bỏ mật khẩu và lưu lại thành .xlsx."


def some_zip() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", NOT_EXCEL),
        (b"%PDF-1.7", NOT_EXCEL),
        (some_zip(), NOT_EXCEL),
        (books.packed(books.good()).getvalue()[:-300], NOT_EXCEL),
        (b"\xd0\xcf\x11\xe0" + bytes(600), OLD),
    ],
)
def test_what_is_no_workbook_is_one_clear_sentence(content, expected):
    assert faults(BytesIO(content)) == [expected]


def test_a_file_that_is_not_there_is_one_clear_sentence(tmp_path):
    assert faults(tmp_path / "khong-co.xlsx") == [
        "Không mở được tệp. Xin xem lại đường dẫn; nếu tệp đang mở trong Excel, xin đóng lại."
    ]


def test_a_broken_sheet_is_named():
    file = BytesIO()
    with ZipFile(books.packed(books.good())) as whole, ZipFile(file, "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            broken.writestr(name, content[:90] if name.endswith("sheet2.xml") else content)
    file.seek(0)
    assert "Trang Thôn: trang này đã hỏng, không đọc được. Xin chép sang tệp mẫu mới." in faults(file)


def test_a_stray_cell_far_away_does_not_end_the_program():
    file = books.with_cells(("Thôn", "XFD1048576", "x"))
    assert faults(file) == [
        "Trang Thôn: có ô ở quá xa (dòng 1048576, cột XFD). Xin xóa các dòng, các cột thừa rồi lưu lại."
    ]


def test_the_empty_workbook_lacks_only_its_commune():
    file = BytesIO()
    template(file)
    file.seek(0)
    assert faults(file) == ["Trang Xã, dòng 2: chưa ghi xã nào. Xin điền tên tỉnh và tên xã."]


def test_the_empty_workbook_filled_is_read(tmp_path):
    from openpyxl import load_workbook

    template(tmp_path / "so.xlsx")
    book = load_workbook(tmp_path / "so.xlsx")
    for title, rows in books.ROWS.items():
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                book[title].cell(number, column, value)
    book.save(tmp_path / "so.xlsx")
    assert read(tmp_path / "so.xlsx").lines == read(books.packed(books.good())).lines


def test_the_empty_workbook_keeps_phones_and_days_as_text():
    from openpyxl import load_workbook

    file = BytesIO()
    template(file)
    book = load_workbook(file)
    for title, first in (("Cán bộ", "B"), ("Chức danh", "G")):  # equal columns are kept as one span
        span = book[title].column_dimensions[first]
        assert (span.number_format, span.max - span.min) == ("@", 1)
    assert all(cell.comment and cell.font.bold for cell in book["Chức danh"][1])


def test_the_lists_offer_what_is_accepted():
    from openpyxl import load_workbook

    file = BytesIO()
    template(file)
    page = load_workbook(file)["Danh mục"]
    kinds = [row[0] for row in page.iter_rows(min_row=2, max_col=1, values_only=True) if row[0]]
    roles = [row[0] for row in page.iter_rows(min_row=2, min_col=2, max_col=2, values_only=True) if row[0]]
    assert (len(kinds), len(roles)) == (len(BodyKind) - 1, len(Role))
    for kind in kinds:
        assert "loại" not in " ".join(faults(books.with_cells(("Đơn vị", "B2", kind))))
