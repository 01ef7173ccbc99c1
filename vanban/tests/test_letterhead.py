import pytest

from vanban import Signer, read
from vanban.tests.samples import PLAN

STATE = """\
UBND TỈNH NÚI XANH
SỞ Y TẾ
Số: {number}/KH-SYT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Núi Xanh, {day}

KẾ HOẠCH
Khám bệnh lưu động
(Kèm theo Quyết định số 9/QĐ-UBND)

Căn cứ tình hình thực tế, Sở Y tế ban hành kế hoạch như sau:
I. NHIỆM VỤ
1. Khám bệnh tại các thôn.
Nơi nhận:
- UBND tỉnh (để báo cáo);
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lò Thị Mẫu
"""


def head(text):
    return read(text.encode(), name="a.txt").letterhead


def state(number="05", day="ngày 02 tháng 3 năm 2026"):
    return head(STATE.format(number=number, day=day))


def test_a_party_letterhead():
    found = head(PLAN)
    assert (found.system, found.parent, found.issuer) == (
        "party",
        "ĐẢNG BỘ TỈNH NÚI XANH",
        "ĐẢNG ỦY XÃ SUỐI LÀNH",
    )
    assert (found.number, found.symbol, found.place, found.date) == ("07", "KH/ĐU", "Suối Lành", "2026-01-05")
    assert (found.kind, found.title) == ("KẾ HOẠCH", "Giữ gìn thôn xóm sạch đẹp năm 2026")
    assert found.signer == Signer("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Nông Thị Mẫu")
    assert found.recipients == ("Tỉnh ủy (để báo cáo)", "Các chi bộ, đoàn thể, cơ quan xã", "Lưu: VP")


def test_a_state_letterhead():
    found = state()
    assert (found.system, found.parent, found.issuer) == ("state", "UBND TỈNH NÚI XANH", "SỞ Y TẾ")
    assert (found.number, found.symbol, found.title) == ("05", "KH-SYT", "Khám bệnh lưu động")
    assert found.signer == Signer("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lò Thị Mẫu")


@pytest.mark.parametrize(
    ("day", "date"),
    [
        ("ngày 02 tháng 3 năm 2026", "2026-03-02"),
        ("ngày    tháng 3 năm 2026", "2026-03"),
        ("ngày … tháng … năm 2026", "2026"),
        ("ngày .... tháng .... năm ....", None),
        ("ngày 31 tháng 02 năm 2026", "2026-02"),
    ],
)
def test_a_date_is_as_exact_as_it_is_printed(day, date):
    assert state(day=day).date == date


@pytest.mark.parametrize(("printed", "number"), [("05", "05"), ("", None), ("……", None), ("   ", None)])
def test_a_blank_number_is_null(printed, number):
    found = state(number=printed)
    assert (found.number, found.symbol) == (number, "KH-SYT")


def test_an_issuer_over_two_lines_is_one():
    text = STATE.replace("UBND TỈNH NÚI XANH\nSỞ Y TẾ", "ỦY BAN NHÂN DÂN\nXÃ SUỐI LÀNH")
    assert head(text.format(number="1", day="ngày 1 tháng 3 năm 2026")).issuer == "ỦY BAN NHÂN DÂN XÃ SUỐI LÀNH"


def test_a_lone_line_above_the_name_is_the_position():
    text = STATE.replace("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "GIÁM ĐỐC")
    assert head(text.format(number="1", day="")).signer == Signer(None, "GIÁM ĐỐC", "Lò Thị Mẫu")
