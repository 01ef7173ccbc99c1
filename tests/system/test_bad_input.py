"""Wrong input gets a Vietnamese sentence that says what to do, leaves nothing behind, and loses nothing typed."""

import re
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from docx import Document as Word

from banlanh.accounts.actions import issue_slip
from banlanh.accounts.models import User
from banlanh.accounts.tests import books
from banlanh.audit.models import Event
from banlanh.places.models import Place
from banlanh.plans.models import Duty, Plan
from banlanh.plans.tests import plan as written
from banlanh.records.registry import KINDS
from tests.support.commune import appoint, body_of, lan, make_commune, minh

from .pages import fields, text_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("monday")]

DJANGO_SAYS = ("This field", "Enter a", "Select a", "Ensure this", "Vui lòng", "Trường này", "Nhập một")


@pytest.fixture
def commune():
    return make_commune()


@pytest.fixture
def secretary(commune, client):
    found = minh(commune)
    client.force_login(found)
    return found


@pytest.fixture
def head(commune):
    return lan(commune)


def sentence_in(answer, words: str, status: int = 422) -> None:
    """The page says `words`, which tell what to do, and nothing in Django's own voice."""
    said = text_of(answer.content.decode())
    assert answer.status_code == status
    assert words in said
    assert [phrase for phrase in DJANGO_SAYS if phrase in said] == []


def word_of(*paragraphs: str) -> bytes:
    document, stream = Word(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(stream)
    return stream.getvalue()


def upload(client, name: str, content: bytes):
    return client.post("/ke-hoach/moi/", {"file": SimpleUploadedFile(name, content)})


# --- a plan

NO_WORD = "Tệp này không phải tệp .docx đúng cách; hãy mở bằng Word rồi lưu lại thành .docx."


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("anh.png", b"\x89PNG\r\n\x1a\n", "tệp loại “.png”; hãy lưu văn bản thành tệp .docx, .pdf hoặc .txt."),
        ("ke-hoach.doc", b"\xd0\xcf\x11\xe0", "không phải tệp .doc đúng cách; hãy mở bằng Word rồi lưu lại"),
        ("ke-hoach.docx", b"\x89PNG\r\n\x1a\n", NO_WORD),
        ("ke-hoach.docx", b"PK\x03\x04 broken on its way", NO_WORD),
        ("ke-hoach.docx", b"", "Tệp này rỗng. Xin chọn lại tệp."),
        ("ke-hoach.txt", b" \n \n", "Tệp này trống; hãy chọn tệp có nội dung văn bản."),
        ("ke-hoach.docx", word_of(), "Tệp này không có chữ nào; nếu là bản quét, hãy chọn bản Word"),
    ],
)
def test_a_wrong_or_empty_file_is_named_and_nothing_is_kept(name, content, words, secretary, client):
    answer = upload(client, name, content)
    sentence_in(answer, words)
    assert "Chưa ghi được." in answer.content.decode() and 'type="file"' in answer.content.decode()
    assert not Plan.objects.exists() and not Event.objects.filter(verb="plan.received").exists()


def test_no_file_at_all_is_told_too(secretary, client):
    sentence_in(client.post("/ke-hoach/moi/", {"csrfmiddlewaretoken": ""}), "Đồng chí chưa điền ô này.")


def test_a_file_of_more_than_ten_megabytes_is_told_what_to_leave_out(secretary, client):
    sentence_in(upload(client, "ke-hoach.txt", b"a" * (10 * 1024 * 1024 + 1)), "Tệp quá 10 MB. Xin bỏ bớt ảnh")


def test_a_plan_without_tasks_is_kept_and_its_page_says_how_to_go_on(secretary, client):
    answer = client.get(upload(client, "hop-dan.docx", word_of("KẾ HOẠCH", "Họp dân", "Bà con đến đông đủ.")).url)
    sentence_in(answer, "Máy không tìm thấy nhiệm vụ nào trong tệp này.", status=200)
    assert "Thêm việc ở khoản này" in answer.content.decode()

    plan = Plan.objects.get()
    answer = client.post(f"/ke-hoach/{plan.pk}/cong-bo/", follow=True)
    sentence_in(answer, "Kế hoạch chưa có nhiệm vụ nào. Xin thêm ít nhất một nhiệm vụ rồi công bố.", status=200)
    assert not Duty.objects.exists()


# --- a date of 2099


def test_an_airing_of_2099_is_refused_and_what_was_typed_stays(commune, head, client):
    client.force_login(head)
    typed = {"happened_on": "05/03/2099", "slot": "morning", "languages": ["hmn"], "minutes": "37"}
    form = fields(client.get("/ban-ghi/airing/moi/").content.decode(), "id")
    answer = client.post("/ban-ghi/airing/moi/", form | typed)
    sentence_in(answer, "Ngày 05/03/2099 chưa tới. Xin xem lại năm và tháng.")
    stays(answer, form | typed)
    assert not KINDS["airing"].model.objects.exists()


def stays(answer, typed: dict) -> None:
    """Every field holds what the person typed, in their own writing."""
    expected = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    assert fields(answer.content.decode(), *expected) == expected


@pytest.mark.parametrize(
    ("key", "body", "typed"),
    [
        ("resolution", "Chi bộ Nà Lìn", {"month": "2026-10-01", "number": "10-NQ/CB", "has_drug_content": "1"}),
        ("report", "Công an xã", {"number": "12-BC/CA", "title": "Tình hình tháng 11"}),
    ],
)
def test_a_paper_of_2099_is_refused_and_what_was_typed_stays(key, body, typed, commune, secretary, client):
    address = f"/ban-ghi/{key}/moi/?don_vi={body_of(commune, body).pk}"
    form = fields(client.get(address).content.decode(), "id", "covers_on") | typed | {"happened_on": "1/1/2099"}
    answer = client.post(address, form)
    sentence_in(answer, "Ngày 01/01/2099 chưa tới. Xin xem lại năm và tháng.")
    stays(answer, form)
    assert not KINDS[key].model.objects.exists()


@pytest.mark.parametrize("day", ["31/02/2026", "hôm qua", "2026", "5.3.26"])
def test_what_is_no_day_is_shown_how_to_write_one(day, commune, head, client):
    client.force_login(head)
    form = fields(client.get("/ban-ghi/airing/moi/").content.decode()) | {"happened_on": [day]}
    answer = client.post("/ban-ghi/airing/moi/", form)
    sentence_in(answer, "Ngày chưa đúng. Xin ghi ngày/tháng/năm, ví dụ 05/03/2026.")
    stays(answer, {"happened_on": day})


def test_a_plan_until_2099_is_refused_and_what_was_typed_stays(commune, secretary, client):
    plan = written.receive(commune, secretary)
    typed = {"number": "7", "starts_on": "10/03/2026", "ends_on": "31/12/2099"}
    answer = client.post(f"/ke-hoach/{plan.pk}/thoi-gian/", typed)
    sentence_in(answer, "Ngày kết thúc phải sau ngày bắt đầu và trong vòng sáu năm.")
    stays(answer, typed)
    plan.refresh_from_db()
    assert plan.ends_on.year == 2026


def test_a_task_due_in_2099_is_refused_and_what_was_typed_stays(commune, secretary, client):
    task = written.receive(commune, secretary).tasks.get(kind="airing")
    steering = str(body_of(commune, "Ban Chỉ đạo xã").pk)
    typed = {"title": "Việc của tôi", "extent": "named", "bodies": [steering], "due_on": "31/12/2099", "times": "3"}
    answer = client.post(f"/ke-hoach/nhiem-vu/{task.pk}/", typed | {"every": "", "day": "", "kind": "", "partners": []})
    sentence_in(answer, "Hạn phải trong thời gian của kế hoạch, 10/03/2026 đến 31/12/2026.")
    stays(answer, typed)
    task.refresh_from_db()
    assert task.title != "Việc của tôi" and not task.is_confirmed


# --- work handed in


def test_a_file_that_may_not_come_in_does_not_cost_the_words(commune, secretary, client):
    plan = written.published(commune, secretary)
    duty = Duty.objects.filter(task__plan=plan, task__kind="", body__name="Hội Phụ nữ").first()
    woman = appoint("nguyet", "Bàn Thị Nguyệt", "R8b", duty.body, title="Chủ tịch Hội")
    client.force_login(woman)
    typed = {"id": "0192f0c0-0000-7000-8000-000000000001", "note": "Đã nhận giúp một gia đình ở Nà Lìn."}
    answer = client.post(f"/viec/{duty.pk}/trinh/", typed | {"file": SimpleUploadedFile("a.exe", b"MZ")})
    sentence_in(answer, "Tệp «a.exe» không nhận được. Xin gửi PDF, Word (.docx), Excel (.xlsx) hoặc ảnh.")
    stays(answer, typed)
    assert not duty.steps.exists()


# --- signing up


def test_signing_up_twice_is_told_and_the_first_password_stays(commune, head, client):
    new = {
        "username": "lan",
        "code": issue_slip(head, by=None),
        "password": "bon tu roi nhau",
        "again": "bon tu roi nhau",
    }
    assert client.post("/kich-hoat/", new).status_code == 302
    client.logout()

    answer = client.post("/kich-hoat/", new | {"password": "mot mat khau khac", "again": "mot mat khau khac"})

    sentence_in(answer, "Tài khoản này đã kích hoạt rồi. Đồng chí hãy đăng nhập bằng mật khẩu đã đặt.")
    stays(answer, {"username": "lan", "code": new["code"]})
    assert User.objects.get(username="lan").check_password("bon tu roi nhau")


def test_a_wrong_password_is_told_and_the_name_stays(commune, head, client):
    answer = client.post("/dang-nhap/", {"username": "lan", "password": "nham roi"})
    sentence_in(answer, "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin thử lại")
    stays(answer, {"username": "lan"})
    assert "nham roi" not in answer.content.decode()


# --- a workbook

NO_BOOK = "Tệp này không phải sổ Excel (.xlsx) hoặc đã hỏng. Xin mở bằng Excel, lưu lại thành .xlsx rồi thử lại."


def without_a_sheet() -> bytes:
    book = books.good()
    del book["Đơn vị"]
    return books.packed(book).getvalue()


def cells(*spoilt) -> bytes:
    return books.with_cells(*spoilt).getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no workbook at all", [NO_BOOK]),
        (b"", [NO_BOOK]),
        (word_of("KẾ HOẠCH"), [NO_BOOK]),
        (without_a_sheet(), ["Trang Đơn vị: chưa có trang này trong tệp. Xin thêm trang «Đơn vị» như tệp mẫu."]),
        (cells(("Thôn", "B2", "năm mươi")), ["Trang Thôn, dòng 2, cột B", "Có 1 chỗ cần sửa. Chưa ghi gì vào máy."]),
        (
            cells(("Cán bộ", "A2", None), ("Chức danh", "D4", None)),
            ["Trang Cán bộ, dòng 2, cột A", "Trang Chức danh, dòng 4, cột D", "Có 2 chỗ cần sửa."],
        ),
        (
            cells(("Cán bộ", "B3", "lan")),  # two people under one name
            ["Trang Cán bộ, dòng 3, cột B", "«lan» đã có ở dòng 2. Xin bỏ một dòng hoặc sửa tên."],
        ),
        (
            cells(("Chức danh", "G2", "01/01/2099")),
            ["dòng 2, cột G", "năm của ngày 01/01/2099 chưa hợp lý. Xin xem lại."],
        ),
    ],
)
def test_a_broken_workbook_is_told_where_and_nothing_of_it_is_written(content, words, tmp_path):
    path, told = tmp_path / "xa.xlsx", StringIO()
    path.write_bytes(content)
    with pytest.raises(SystemExit) as ending:
        call_command("setup_commune", str(path), stdout=StringIO(), stderr=told)
    said = re.sub(r"\x1b\[\d*m", "", told.getvalue())
    assert ending.value.code == 2
    assert [each for each in words if each not in said] == []
    assert "Traceback" not in said
    assert not Place.objects.exists() and not User.objects.exists() and not Event.objects.exists()
    assert path.read_bytes() == content and not list(tmp_path.glob("*.txt"))
