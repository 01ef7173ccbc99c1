import stat
from datetime import date
from io import BytesIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError

from banlanh.accounts import setup
from banlanh.accounts.actions import activate_account
from banlanh.accounts.enums import Role
from banlanh.accounts.models import Activation, Post, User
from banlanh.accounts.setup import Tally, set_up_commune
from banlanh.accounts.workbook import WorkbookRefused, read
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place

from . import books

pytestmark = pytest.mark.django_db
ROOMS = ("places", "accounts", "audit")


@pytest.fixture(autouse=True)
def _on_the_fifth_of_march(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-03-05")


def everything() -> dict[str, list]:
    """All rows of all tables that a workbook may touch."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in ROOMS]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def imported(file=None):
    return set_up_commune(read(file or books.packed(books.good())))


def spoilt(*cells):
    return imported(books.with_cells(*cells))


def refusals(file) -> list[str]:
    with pytest.raises(WorkbookRefused) as refused:
        imported(file)
    return list(map(str, refused.value.faults))


def test_a_workbook_makes_a_commune():
    outcome = imported()
    commune = Place.objects.get(kind="commune")
    assert outcome.commune == commune
    assert (commune.title, commune.parent.title) == ("Xã Suối Lành", "Tỉnh Mây Ngàn")
    villages = Place.objects.filter(parent=commune).values_list("name", "households", "residents", "languages")
    assert set(map(str, villages)) == {
        "('Nà Lìn', 52, 236, ['vie', 'tyz'])",
        "('Sín Chải', 41, 198, ['hmn'])",
    }
    bodies = Body.objects.filter(commune=commune).values_list("name", "kind", "place__name")
    assert set(bodies) == {
        ("Thôn Nà Lìn", "village", "Nà Lìn"),
        ("Thôn Sín Chải", "village", "Sín Chải"),
        ("Chi bộ Nà Lìn", "village_cell", "Nà Lìn"),
        ("Công an xã", "police", None),
    }


def test_people_come_with_their_posts_and_without_a_password():
    imported()
    minh = User.objects.get(username="minh")
    post = minh.posts.get()
    assert (minh.full_name, minh.phone, minh.has_usable_password()) == ("Nguyễn Văn Minh", "0987654321", False)
    assert (post.role, post.title, post.document, post.starts_on) == (
        "R6",
        "Bí thư chi bộ",
        "2-QĐ/ĐU",
        date(2026, 1, 1),
    )
    assert {str(village) for village in post.villages.all()} == {"Nà Lìn", "Sín Chải"}


def test_a_post_without_an_end_has_twelve_months():
    imported()
    assert Post.objects.get(user__username="minh").ends_on == date(2026, 12, 31)


def test_what_was_added_is_counted_and_logged_without_names():
    outcome = imported()
    added = {title: tally.added for title, tally in outcome.tallies.items()}
    assert added == {"Xã": 1, "Thôn": 2, "Đơn vị": 2, "Cán bộ": 3, "Chức danh": 3}
    assert {user.username for user in outcome.newcomers} == {"lan", "minh", "son"}
    event = Event.objects.get()
    assert (event.verb, event.subject, event.by) == ("commune.set_up", f"places.place:{outcome.commune.pk}", None)
    assert event.detail["added_changed"]["Thôn"] == [2, 0]
    assert sorted(event.detail["posts"]) == sorted(Post.objects.values_list("pk", flat=True))
    assert "Minh" not in str(event.detail)
    assert first_broken(outcome.commune.pk) is None


def test_the_same_workbook_twice_changes_nothing():
    imported()
    before = everything()
    outcome = imported()
    assert everything() == before
    assert outcome.tallies["Chức danh"] == Tally(unchanged=3)
    assert not outcome.changed_something and outcome.changes == []


@pytest.mark.parametrize(
    ("title", "row", "grown"),
    [
        ("Thôn", ("Bản Mới", 30, 140, None), {"places.Place": 1, "places.Body": 1}),
        ("Đơn vị", ("Hội Phụ nữ", "đoàn thể", None), {"places.Body": 1}),
        ("Cán bộ", ("Giàng Thị Hoa", "hoa", None), {"accounts.User": 1}),
        ("Chức danh", ("lan", "Chi bộ Nà Lìn", "R8", "Chi ủy viên", "Nà Lìn", "5-QĐ", "05/03/2026", None),
         {"accounts.Post": 1, "accounts.Post_villages": 1}),
    ],
)  # fmt: skip
def test_a_new_row_adds_just_that_row(title, row, grown):
    imported()
    before = everything()
    outcome = imported(books.with_rows(title, row))
    after = everything()
    assert outcome.tallies[title].added == 1
    assert {
        table: len(after[table]) - len(rows) for table, rows in before.items() if len(after[table]) != len(rows)
    } == (grown | {"audit.Event": 1})
    assert all(kept in after[table] for table, rows in before.items() if table != "audit.Chain" for kept in rows)


@pytest.mark.parametrize(
    ("cell", "change"),
    [
        (("Thôn", "B2", 54), "Trang Thôn, dòng 2: số hộ 52 → 54"),
        (("Thôn", "D2", "Mông"), "Trang Thôn, dòng 2: thứ tiếng tiếng Tày, tiếng phổ thông → tiếng Mông"),
        (("Thôn", "A2", "Nà Lín"), "Trang Thôn, dòng 2: tên thôn Nà Lìn → Nà Lín"),
        (("Đơn vị", "B3", "Mặt trận Tổ quốc"), "Trang Đơn vị, dòng 3: loại Công an → Mặt trận Tổ quốc"),
        (("Đơn vị", "C3", "Sín Chải"), "Trang Đơn vị, dòng 3: thôn (trống) → Sín Chải"),
        (("Cán bộ", "C2", "0911111111"), "Trang Cán bộ, dòng 2: điện thoại 0912345678 → 0911111111"),
        (("Cán bộ", "C2", None), "Trang Cán bộ, dòng 2: điện thoại 0912345678 → (trống)"),
        (("Cán bộ", "A2", "Lò Thị Làn"), "Trang Cán bộ, dòng 2: họ và tên Lò Thị Lan → Lò Thị Làn"),
        (("Chức danh", "E3", "Nà Lìn"), "Trang Chức danh, dòng 3: thôn phụ trách Nà Lìn, Sín Chải → Nà Lìn"),
        (("Chức danh", "E3", None), "Trang Chức danh, dòng 3: thôn phụ trách Nà Lìn, Sín Chải → (trống)"),
        (("Chức danh", "H2", "30/06/2026"), "Trang Chức danh, dòng 2: đến ngày 31/12/2026 → 30/06/2026"),
        (("Chức danh", "G2", "15/01/2026"), "Trang Chức danh, dòng 2: từ ngày 01/01/2026 → 15/01/2026"),
    ],
)
def test_a_changed_value_is_written_and_told(cell, change):
    imported()
    outcome = spoilt(cell)
    assert outcome.changes == [change]
    assert outcome.tallies[cell[0]].changed == 1
    assert sum(tally.added for tally in outcome.tallies.values()) == 0
    before = everything()
    assert not spoilt(cell).changed_something
    assert everything() == before


def test_a_village_that_is_respelt_takes_its_body_along():
    imported()
    spoilt(("Thôn", "A2", "Nà Lín"))
    assert Body.objects.filter(kind="village", name="Thôn Nà Lín").count() == 1
    assert not Body.objects.filter(name="Thôn Nà Lìn").exists()


def test_an_empty_end_leaves_the_end_that_is_kept():
    imported()
    Post.objects.filter(user__username="minh").update(ends_on=date(2026, 2, 1))
    assert not imported().changed_something
    assert Post.objects.get(user__username="minh").ends_on == date(2026, 2, 1)


def test_a_column_that_is_not_there_says_nothing():
    imported()
    book = books.good()
    book["Cán bộ"].delete_cols(3)
    assert not imported(books.packed(book)).changed_something
    assert User.objects.get(username="lan").phone == "0912345678"


def test_a_row_taken_out_takes_nothing_away():
    imported()
    book = books.good()
    book["Chức danh"].delete_rows(4)
    imported(books.packed(book))
    assert Post.objects.filter(user__username="son").exists()


def test_the_next_term_is_a_post_of_its_own():
    imported()
    row = ("lan", "Thôn Nà Lìn", "R7", "Trưởng thôn", None, "1-QĐ", "01/01/2027", None)
    imported(books.with_rows("Chức danh", row))
    assert Post.objects.filter(user__username="lan", role=Role.R7).count() == 2


def test_of_a_workbook_with_one_fault_nothing_is_written():
    before = everything()
    assert len(refusals(books.with_cells(("Chức danh", "G4", "31/02/2026")))) == 1
    assert everything() == before


def test_what_only_the_database_sees_undoes_everything_too():
    imported()
    before = everything()
    file = books.with_cells(("Thôn", "B2", 99), ("Cán bộ", "A4", "Người Khác"))
    assert refusals(file) == [
        "Trang Cán bộ, dòng 4, cột B (tên đăng nhập): tên đăng nhập «son» đã có người khác dùng. "
        "Xin đặt tên đăng nhập khác."
    ]
    assert everything() == before


def test_a_failed_log_undoes_everything(monkeypatch):
    def fail(*args, **detail):
        raise IntegrityError

    before = everything()
    monkeypatch.setattr(setup, "record", fail)
    with pytest.raises(IntegrityError):
        imported()
    assert everything() == before


def test_somebody_of_another_commune_is_not_taken_over():
    imported()
    assert refusals(books.with_cells(("Xã", "B2", "Suối Hoa")))[0] == (
        "Trang Cán bộ, dòng 2, cột B (tên đăng nhập): tên đăng nhập «lan» đã có người ở xã khác dùng. "
        "Xin đặt tên đăng nhập khác."
    )
    assert Place.objects.filter(kind="commune").count() == 1


def test_a_second_commune_is_remarked():
    imported()
    book = books.good()
    book["Xã"]["B2"] = "Suối Hoa"
    for number in (2, 3, 4):
        book["Cán bộ"].cell(number, 2).value += "2"
        book["Chức danh"].cell(number, 1).value += "2"
    outcome = imported(books.packed(book))
    assert "Máy này còn có Xã Suối Lành." in outcome.remarks
    assert Body.objects.filter(name="Công an xã").count() == 2


def test_a_role_that_does_not_go_with_one_held_already_is_refused():
    imported()
    book = books.good()
    book["Chức danh"]["C4"], book["Chức danh"]["B4"] = "R15", "Chi bộ Nà Lìn"
    assert refusals(books.packed(book)) == [
        "Trang Chức danh, dòng 4, cột C (vai trò): «son» không thể vừa là R3 (Trưởng Công an xã) (đã ghi trong máy) "
        "vừa là R15 (Người rà soát truy cập): người quản trị, người rà soát không giữ vai trò được xem hồ sơ. "
        "Xin giao cho hai người."
    ]


def test_a_demonstration_is_not_turned_into_a_commune():
    imported()
    Place.objects.update(is_demo=True)
    assert refusals(None)[0].startswith("Trang Xã, dòng 2, cột B (xã): xã này trên máy đang là dữ liệu mô phỏng.")


def test_nobody_may_do_it_from_an_account():
    imported()
    with pytest.raises(Refused):
        set_up_commune(read(books.packed(books.good())), by=User.objects.get(username="son"))


# The command


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "suoi-lanh.xlsx"
    path.write_bytes(books.packed(books.good()).getvalue())
    return path


@pytest.fixture
def slips(tmp_path):
    return tmp_path / "suoi-lanh-phieu-kich-hoat.txt"


def run(*arguments, capsys) -> str:
    call_command("setup_commune", *map(str, arguments))
    return capsys.readouterr().out


def refused(*arguments, capsys) -> str:
    with pytest.raises(SystemExit) as end:
        call_command("setup_commune", *map(str, arguments))
    assert end.value.code == 2
    return capsys.readouterr().err


def test_the_command_says_what_was_added(book, slips, capsys):
    said = run(book, capsys=capsys)
    assert "Xã Suối Lành, tỉnh Mây Ngàn" in said
    assert "  Cán bộ: thêm 3, sửa 0, giữ nguyên 0" in said
    assert f"Đã ghi 3 phiếu kích hoạt vào «{slips}»" in said


def test_the_slips_are_for_their_owner_only(book, slips, capsys):
    run(book, capsys=capsys)
    assert stat.S_IMODE(slips.stat().st_mode) == 0o600
    assert slips.read_text().count("PHIẾU KÍCH HOẠT") == 3


def test_the_code_on_a_slip_opens_the_account(book, slips, capsys):
    run(book, capsys=capsys)
    block = next(block for block in slips.read_text().split("-" * 70) if "Lò Thị Lan" in block)
    code = next(line.split()[-1] for line in block.splitlines() if line.startswith("Mã kích hoạt"))
    assert "Trưởng thôn, Thôn Nà Lìn" in block
    assert activate_account("lan", code, password="ba con trâu đen").username == "lan"


def test_the_command_twice_changes_nothing_and_gives_no_second_slip(book, slips, capsys):
    run(book, capsys=capsys)
    before, papers = everything(), slips.read_text()
    assert "Không có gì mới" in run(book, capsys=capsys)
    assert (everything(), slips.read_text()) == (before, papers)


def test_slips_that_could_not_be_written_come_with_the_next_run(book, slips, capsys, tmp_path):
    assert "không ghi được tệp phiếu" in refused(book, "--slips", tmp_path / "chua-co" / "phieu.txt", capsys=capsys)
    assert not Activation.objects.exists()
    assert "Đã ghi 3 phiếu" in run(book, capsys=capsys)


def test_slips_not_yet_handed_out_stay_in_the_file(book, slips, capsys):
    run(book, capsys=capsys)
    book.write_bytes(books.with_rows("Cán bộ", ("Giàng Thị Hoa", "hoa", None)).getvalue())
    run(book, capsys=capsys)
    assert slips.read_text().count("PHIẾU KÍCH HOẠT") == 4


def test_the_command_prints_one_fault_a_line(book, slips, capsys):
    book.write_bytes(books.with_cells(("Thôn", "B2", -1), ("Cán bộ", "A2", None)).getvalue())
    assert refused(book, capsys=capsys).splitlines() == [
        "Trang Thôn, dòng 2, cột B (số hộ): «-1» không phải là số đếm. Xin ghi một số nguyên từ 0 trở lên.",
        "Trang Cán bộ, dòng 2, cột A (họ và tên): ô này để trống. Xin điền.",
        "Có 2 chỗ cần sửa. Chưa ghi gì vào máy.",
    ]
    assert not slips.exists()


def test_the_command_without_a_workbook_asks_for_one(capsys):
    assert refused(capsys=capsys).startswith("Xin ghi tên sổ Excel")


def test_the_empty_workbook_is_written_once(tmp_path, capsys):
    path = tmp_path / "mau.xlsx"
    assert "Đã ghi sổ mẫu" in run("--template", path, capsys=capsys)
    assert read(path).faults
    assert "Xin chọn tên khác" in refused("--template", path, capsys=capsys)


def test_the_empty_workbook_filled_makes_a_commune(tmp_path, capsys):
    from openpyxl import load_workbook

    path = tmp_path / "mau.xlsx"
    run("--template", path, capsys=capsys)
    filled = load_workbook(path)
    for title, rows in books.ROWS.items():
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                filled[title].cell(number, column, value)
    filled.save(path)
    assert "  Chức danh: thêm 3, sửa 0, giữ nguyên 0" in run(path, capsys=capsys)


def test_two_hundred_people_are_read_and_written(django_assert_max_num_queries):
    book = books.good()
    for number in range(200):
        book["Cán bộ"].append((f"Người Thứ {number}", f"nguoi{number}", None))
        book["Chức danh"].append(
            (f"nguoi{number}", "Công an xã", "R4", "Công an viên", None, "9-QĐ", "01/01/2026", None)
        )
    file = books.packed(book).getvalue()
    assert imported(BytesIO(file)).tallies["Cán bộ"].added == 203
    with django_assert_max_num_queries(25):
        assert not imported(BytesIO(file)).changed_something
