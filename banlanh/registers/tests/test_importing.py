from datetime import date

import pytest

from banlanh.accounts.workbook.faults import Fault
from banlanh.audit.models import Event
from banlanh.core.refusal import Refused
from banlanh.places.enums import BodyKind, PlaceKind
from banlanh.places.models import Body, Place
from banlanh.registers import actions, importing, queries
from banlanh.registers.enums import EntryKind
from banlanh.registers.models import Entry, Import, Stay
from banlanh.registers.workbook.reading import read

from .workbooks import FIRST_ROW, VILLAGES, households, plain, template

SINCE = date(2026, 1, 1)
KIND = EntryKind.HOUSEHOLD
COUNT = 2_600
# What goes wrong in a row of the template: which column, what stands there, what the sentence speaks of.
PLANTED = [
    ("B", "", "để trống"),
    ("B", "12", "không giống một cái tên"),
    ("B", "Lò Văn 3", "chữ số"),
    ("B", "x" * 121, "dài 121 ký tự"),
    ("B", date(2026, 3, 5), "đổi ô này thành ngày giờ"),
    ("D", "09123", "không giống số điện thoại"),
    ("D", "không có", "không giống số điện thoại"),
    ("D", 12.0, "không giống số điện thoại"),
    ("E", "31/02/2026", "không phải là ngày"),
    ("E", "tháng 3", "không phải là ngày"),
    ("E", "05/03/2027", "chưa tới"),
    ("E", "05/03/1901", "chưa hợp lý"),
    ("E", date(2026, 12, 1), "chưa tới"),
    ("C", "x" * 130, "dài 130 ký tự"),
    ("B", "=1/0", "công thức bị lỗi #DIV/0!"),
]  # fmt: skip


@pytest.fixture
def large(commune) -> list[Body]:
    """The commune with 24 villages."""
    for name in VILLAGES[3:]:
        place = Place.objects.create(kind=PlaceKind.VILLAGE, name=name, parent=commune)
        Body.objects.create(commune=commune, kind=BodyKind.VILLAGE, name=f"Thôn {name}", place=place)
    return importing.bodies_for(KIND, commune)


def sheets_of(count: int) -> dict[str, list[list]]:
    each, more = divmod(count, len(VILLAGES))
    sizes = [each + (number < more) for number in range(len(VILLAGES))]
    return {name: households(size, 7 * number) for number, (name, size) in enumerate(zip(VILLAGES, sizes, strict=True))}


def plant(sheets: dict[str, list[list]]) -> list[tuple[str, int, str, str]]:
    """Spoil 40 cells; where each stands, and what should be said of it."""
    planted = []
    for number in range(40):
        title, row = VILLAGES[number % 24], 5 + 11 * (number // 24)
        if number in (38, 39):  # the same household twice
            sheets[title][row][1:3] = sheets[title][row - 2][1:3]
            planted.append((title, FIRST_ROW + row, "B", f"trùng với dòng {FIRST_ROW + row - 2}"))
            continue
        letter, written, says = PLANTED[number % len(PLANTED)]
        sheets[title][row]["ABCDEFG".index(letter)] = written
        planted.append((title, FIRST_ROW + row, letter, says))
    return planted


def sent(commune, by=None, kind=KIND) -> Import:
    return Import.objects.create(commune=commune, kind=kind, since=SINCE, file_name="so.xlsx", sent_by=by)


def imported_from(content: bytes, commune, by=None, kind=KIND):
    reading = read(content, kind, importing.bodies_for(kind, commune))
    one = sent(commune, by, kind)
    return one, importing.import_reading(one, reading, by=by)


def rows_of_register() -> list:
    return [list(Entry.objects.order_by("pk").values()), list(Stay.objects.order_by("pk").values())]


def test_all_forty_faults_are_named_by_cell_and_the_rest_is_imported(large, commune):
    sheets = sheets_of(COUNT)
    planted = plant(sheets)
    _, told = imported_from(with_error(template(sheets)), commune)
    found = {(fault.sheet, fault.row, fault.column[0]): fault.sentence for fault in told.faults}
    assert set(found) == {(sheet, row, column) for sheet, row, column, _ in planted}
    assert [where for *where, says in planted if says not in found[tuple(where)]] == []
    assert len(told.faults) == 40
    assert Entry.objects.count() == COUNT - 40
    assert sum(queries.counts_of(KIND, large, SINCE.replace(month=11)).values()) == COUNT - 40


def with_error(content: bytes) -> bytes:
    """What Excel keeps of "=1/0" once it has counted: an error, which openpyxl does not write."""
    from io import BytesIO
    from zipfile import ZipFile

    source, target = ZipFile(BytesIO(content)), BytesIO()
    with ZipFile(target, "w") as archive:
        for part in source.namelist():
            xml = source.read(part)
            if part.startswith("xl/worksheets/"):
                xml = xml.replace(b"><f>1/0</f><v></v>", b' t="e"><f>1/0</f><v>#DIV/0!</v>')
                xml = xml.replace(b"><f>1/0</f><v />", b' t="e"><f>1/0</f><v>#DIV/0!</v>')
            archive.writestr(part, xml)
    return target.getvalue()


def test_importing_again_changes_nothing(large, commune):
    content = template(sheets_of(240))
    imported_from(content, commune)
    before = rows_of_register()
    _, told = imported_from(content, commune)
    assert (len(told.new), told.changes, told.unchanged) == (0, [], 240)
    assert rows_of_register() == before


def test_undo_restores_every_row(large, commune, lan):
    imported_from(template(sheets_of(48)), commune)
    before = rows_of_register()
    sheets = sheets_of(240)
    sheets["Nà Lìn"][0][3] = "0911 222 333"
    one, told = imported_from(template(sheets), commune)
    assert (len(told.new), len(told.changes), told.unchanged) == (192, 1, 47)
    importing.undo_import(one, by=None)
    assert rows_of_register() == before
    assert [one.made, one.changed] == [[], {}]
    with pytest.raises(Refused):
        importing.undo_import(one, by=None)


def test_undo_is_refused_where_a_row_was_used_since(large, commune, village, lan):
    one, _ = imported_from(template(sheets_of(48)), commune)
    entry = Entry.objects.filter(stays__body=village).first()
    actions.correct_entry(entry, by=lan, name="Lò Văn Khác")
    before = rows_of_register()
    with pytest.raises(Refused, match="1 mục"):
        importing.undo_import(one, by=None)
    assert rows_of_register() == before


def test_undo_is_refused_to_others_and_after_a_day(large, commune, lan, hoa):
    one, _ = imported_from(template(sheets_of(24)), commune, by=lan)
    with pytest.raises(Refused, match="Chỉ người"):
        importing.undo_import(one, by=hoa)
    one.done_at -= importing.clock.DAY
    one.save()
    with pytest.raises(Refused, match="24 giờ"):
        importing.undo_import(one, by=lan)


def test_what_can_be_undone_no_more_is_forgotten(large, commune):
    one, _ = imported_from(template(sheets_of(24)), commune)
    waiting = sent(commune)
    assert importing.forget_old_imports() == 0
    two_days_ago = one.done_at - 2 * importing.UNDO_WITHIN
    Import.objects.update(sent_at=two_days_ago, done_at=two_days_ago)
    Import.objects.filter(pk=waiting.pk).update(done_at=None)
    assert importing.forget_old_imports() == 2
    assert [(each.made, each.outcome) for each in Import.objects.all()] == [([], {})]


def test_names_phones_and_days_are_kept_as_people_write_them(large, commune, village):
    imported_from(template({"Nà Lìn": households(2)}), commune)
    first, second = Entry.objects.order_by("pk")
    assert (first.name, second.name) == ("Lò Văn Pản", "Lò Văn Ín")
    assert (first.phone, second.phone) == ("0912000000", "")
    came, listed = Stay.objects.order_by("pk")
    assert (came.starts_on, came.began) == (date(2026, 3, 5), "arrived")
    assert (listed.starts_on, listed.began) == (SINCE, "listed")


def test_ethnicity_is_neither_read_nor_kept(large, commune):
    _, told = imported_from(template({"Nà Lìn": households(2)}), commune)
    assert any("cột F (Dân tộc): đã bỏ" in remark for remark in told.remarks)
    assert "Tày" not in str(rows_of_register())


def test_who_left_is_not_added_again(large, commune, village, lan):
    content = template({"Nà Lìn": households(3)})
    imported_from(content, commune)
    actions.end_entry(Entry.objects.first(), by=lan, on=date(2026, 11, 1))
    _, told = imported_from(content, commune)
    assert (len(told.new), Entry.objects.count()) == (0, 3)
    assert any("thôi tính từ 1/11/2026" in remark for remark in told.remarks)


def test_what_the_workbook_does_not_name_stays_and_is_told(large, commune, village):
    imported_from(template({"Nà Lìn": households(3)}), commune)
    _, told = imported_from(template({"Nà Lìn": households(2)}), commune)
    assert Stay.objects.filter(ends_on=None).count() == 3
    assert any("1 mục đang có trong sổ mà tệp không có" in remark for remark in told.remarks)


def test_one_event_tells_of_an_import_in_numbers(large, commune):
    imported_from(template({"Nà Lìn": households(3)}), commune)
    event = Event.objects.get(verb="register.imported")
    assert event.detail == {"kind": "household", "added": 3, "changed": 0}


def test_a_village_head_imports_his_own_village_only(large, commune, village, lan):
    within = importing.within_reach(lan, large)
    assert within == {village.pk}
    content = template({"Nà Lìn": households(2), "Sín Chải": households(2)})
    reading = read(content, KIND, large, within=within)
    assert len(reading.lines) == 2
    assert [fault.sheet for fault in reading.faults] == ["Sín Chải"]  # told once, and nothing of what its rows say
    assert "không thuộc phần đồng chí giữ sổ" in str(reading.faults[0])


# --- layouts that are not the template's ------------------------------------------------------------------------

THREE = [("Nà Lìn", "Lò Văn Pản", "0912345678"), ("Nà Lìn", "Lò Văn Ín", ""), ("Sín Chải", "Giàng A Páo", "")]
ONE_LIST = plain(
    [
        ["", "PHÒNG DÂN CƯ", "", "", ""],
        ["Biểu tổng hợp chủ hộ toàn xã năm 2026"],
        ["TT", "Thôn, bản", "Chủ hộ", "", "Ngày, tháng, năm sinh"],
        ["", "", "Họ và tên", "SĐT", ""],
        [1, "Nà Lìn", "Lò Văn Pản", "912 345 678", "1/1/1970"],
        [2, "", "Lò Văn Ín", "", ""],
        [3, "Thôn Sín Chải", "GIÀNG A PÁO", "", ""],
        ["", "", "Cộng", 3, ""],
    ],
    merged=["A3:A4", "B3:B4", "C3:D3", "E3:E4", "B5:B6"],
)
GROUPS = plain(
    [
        ["Stt", "Tên chủ hộ", "Chỗ ở", "ĐT"],
        ["I", "Thôn Nà Lìn", "", ""],
        [1, "Lò Văn Pản", "xóm Trên", "+84 912345678"],
        [2, "Lò Văn Ín", "", ""],
        ["THÔN SÍN CHẢI", "", "", ""],
        [1, "Giàng A Páo", "", ""],
    ],
    merged=["A5:D5"],
)
TITLED = plain(
    [
        ["Danh sách đại diện hộ thôn Nà Lìn - xã Suối Lành, năm 2026"],
        [],
        ["Số thứ tự", "Đại diện hộ", "Điện thoại liên hệ"],
        ["A", "B", "C"],
        [1, "Lò Văn Pản", "0912345678"],
        [2, "Lò Văn Ín", ""],
        [3, "", ""],
        ["", "Trưởng thôn", ""],
        ["", "Giàng A Trưởng", ""],
    ],
    title="Trang tính1",
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (ONE_LIST, THREE),
        (GROUPS, THREE),
        (TITLED, THREE[:2]),
    ],
    ids=["one list with a column of villages", "villages as groups", "the village in the title"],
)  # fmt: skip
def test_other_layouts_are_read_too(commune, content, expected):
    _, told = imported_from(content, commune)
    assert told.faults == []
    found = Stay.objects.select_related("entry", "body__place")
    assert {(stay.body.place.name, stay.entry.name, stay.entry.phone) for stay in found} == set(expected)


def test_a_person_s_choice_of_columns_goes_before_ours(commune):
    content = plain([["Họ và tên", "Người khác"], ["Lò Văn Pản", "Giàng A Páo"]], title="Nà Lìn")
    bodies = importing.bodies_for(KIND, commune)
    chosen = read(content, KIND, bodies, chosen={"name": "nguoi khac"})
    assert [line.values["name"] for line in chosen.lines] == ["Giàng A Páo"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (plain([["a", "b"], [1, 2]]), "chưa thấy dòng tiêu đề"),
        (plain([["Họ và tên chủ hộ"], ["Lò Văn Pản"]]), "chưa rõ của thôn nào"),
        (plain([["Họ và tên chủ hộ", "Thôn"], ["Lò Văn Pản", "Nà Khác"]]), "xã không có «Nà Khác»"),
        (plain([["Họ và tên chủ hộ", "SĐT"], ["", "0912345678"]], title="Nà Lìn"), "để trống"),
    ],
)
def test_what_cannot_be_read_is_said(commune, content, says):
    _, told = imported_from(content, commune)
    assert says in str(told.faults[0])
    assert Entry.objects.count() == 0


def test_what_is_no_workbook_is_refused(commune):
    with pytest.raises(Refused):
        read(b"PK\x03\x04 no", KIND, [])


def test_members_come_by_their_cells(commune, cell):
    content = plain([["STT", "Họ và tên đảng viên", "Chi bộ"], [1, "LÒ VĂN THU", "Chi bộ Nà Lìn"]])
    imported_from(content, commune, kind=EntryKind.MEMBER)
    assert queries.counts_of(EntryKind.MEMBER, [cell], date(2026, 11, 1)) == {cell.pk: 1}


def test_a_fault_names_its_cell():
    assert str(Fault("Nà Lìn", 7, "B (Họ và tên)", "để trống.")) == "Trang Nà Lìn, dòng 7, cột B (Họ và tên): để trống."
