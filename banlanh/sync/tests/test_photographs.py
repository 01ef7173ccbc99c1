"""A picture of a sheet comes after its operation, by itself, and the same once only."""

import base64
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banlanh.accounts.models import Post
from banlanh.audit.actions import holding
from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.plans.actions import accept_duty
from banlanh.plans.models import Duty
from banlanh.plans.tests.plan import published
from banlanh.pledges.models import Scan
from banlanh.records.models import Attachment
from banlanh.sealing import actions as sealing
from banlanh.sealing.master import NOT_THERE
from banlanh.sync import actions, handover, pictures, rules
from banlanh.sync.models import Device, Quarantined, Receipt, Upload
from banlanh.sync.registry import OPERATIONS
from tests.support.handing import sealed_picture

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"sheet" * 100


@pytest.fixture
def picture(browser_of, lan):
    """What the server answers to this picture of an operation."""

    def sent(operation: dict, content: bytes = JPEG, *, by=lan, status: int = 200) -> str:
        file = SimpleUploadedFile("Nhà ông Pản 20.91234, 103.75.jpg", content)
        answer = browser_of(by).post("/dong-bo/anh/", {"operation": operation["id"], "file": file})
        assert answer.status_code == status, answer.content.decode()
        return answer.json().get("sentence", "")

    return sent


def test_the_picture_of_a_sheet_stands_behind_it_once(send, signing, picture):
    signed = signing()
    send(signed)
    for _ in range(2):
        picture(signed)
    scan = Scan.objects.get()
    assert (str(scan.sheet_id), scan.name) == (signed["id"], "anh.jpg")  # not the phone's name for it
    assert Event.objects.filter(verb="sheet.photographed").count() == 1


def test_a_picture_asks_little(send, signing, lan, browser_of, django_assert_max_num_queries):
    """Who asks, receipt, log (3), what came before, the sheet, rights (2), three to keep it, two transactions (4)."""
    signed, browser = signing(), browser_of(lan)
    send(signed)
    file = SimpleUploadedFile("anh.jpg", JPEG)
    with django_assert_max_num_queries(16):
        assert browser.post("/dong-bo/anh/", {"operation": signed["id"], "file": file}).status_code == 200


def test_the_picture_of_a_record_stands_behind_it_once(send, operation, village, picture):
    raised = operation("record.difficulty", body=village.pk, happened_on="20/11/2026", text="Loa hỏng, chưa sửa được.")
    send(raised)
    for _ in range(2):
        picture(raised)
    assert str(Attachment.objects.get().owner) == raised["id"]
    assert Event.objects.filter(verb="difficulty.photographed").count() == 1


def test_the_picture_of_what_was_handed_in_stands_behind_it_once(send, operation, picture, minh, village):
    owed = {"starts_on": date(2026, 11, 1), "ends_on": date(2026, 11, 30), "due_on": date(2026, 11, 30)}
    task = published(village.commune, minh).tasks.first()
    duty = Duty.objects.create(commune=village.commune, task=task, body=village, **owed)
    handed_in = operation("duty.submit", duty=duty.pk, note="Đã phát tờ rơi cho các hộ.")
    send(handed_in)
    accept_duty(duty, id=uuid7(), by=minh)
    for _ in range(2):
        picture(handed_in)
    assert str(Attachment.objects.get().owner) == handed_in["id"]
    assert Event.objects.filter(verb="duty.photographed").count() == 1


def test_the_work_comes_first(picture, signing):
    assert picture(signing(), status=422) == rules.FIRST_THE_WORK


@pytest.fixture
def sealed(browser_of, lan, phone):
    """What the server answers to a picture that Lan's phone sealed to it; `change` spoils the box or the picture."""
    sealing.make_master()
    public = base64.b64decode(handover.given(phone)["public"])

    def sent(operation: dict, content: bytes = JPEG, change=lambda *parts: parts):
        picture, box = sealed_picture(content, public)
        parts = dict(zip(("key", "file"), change(box, picture), strict=True))
        files = {name: SimpleUploadedFile("blob", part) for name, part in parts.items()}
        return browser_of(lan).post("/dong-bo/anh/", {"operation": operation["id"], **files})

    return sent


@pytest.mark.django_db(databases="__all__")
def test_a_sealed_picture_is_the_picture_that_was_sealed(send, signing, sealed):
    signed = signing()
    send(signed)
    whole = JPEG[:3] + bytes(pictures.MOST_BYTES - 3)
    for _ in range(2):
        assert sealed(signed, whole).status_code == 200
    with Scan.objects.get().file.open() as kept:
        assert kept.read() == whole


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(
    ("content", "change", "sentence"),
    [
        (JPEG, lambda box, picture: (box, picture[:-1] + bytes([picture[-1] ^ 1])), handover.DOES_NOT_OPEN),
        (JPEG, lambda box, picture: (box[:-1], picture), handover.DOES_NOT_OPEN),
        (JPEG, lambda box, picture: (box, b""), pictures.NO_PICTURE),
        (b"%PDF-1.7", lambda *parts: parts, pictures.NO_PICTURE),
        (JPEG[:3] + bytes(pictures.MOST_BYTES), lambda *parts: parts, pictures.TOO_LARGE),
    ],
)
def test_a_sealed_picture_that_is_none_is_refused(send, signing, sealed, content, change, sentence):
    signed = signing()
    send(signed)
    answer = sealed(signed, content, change)
    assert (answer.status_code, answer.json()["sentence"]) == (422, sentence)
    assert not Scan.objects.exists()


@pytest.mark.django_db(databases="__all__")
def test_while_the_sealed_rooms_are_shut_a_sealed_picture_waits(send, signing, sealed, settings, tmp_path):
    signed = signing()
    send(signed)
    settings.SEALED_KEY_FILE = tmp_path / "none"
    assert sealed(signed).status_code == 503


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (JPEG[:4] + bytes(pictures.MOST_BYTES), pictures.TOO_LARGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", pictures.NO_PICTURE),
        (b"%PDF-1.7", pictures.NO_PICTURE),
    ],
)
def test_only_a_small_picture_is_taken(send, signing, picture, content, sentence):
    signed = signing()
    send(signed)
    assert picture(signed, content, status=422) == sentence
    assert not Scan.objects.exists()


def test_the_picture_of_another_s_work_is_refused(send, signing, picture, hoa):
    signed = signing()
    send(signed)
    assert picture(signed, by=hoa, status=422) == rules.FIRST_THE_WORK


def test_a_duty_has_no_picture(send, operation, picture, monkeypatch, village):
    raised = operation("record.difficulty", body=village.pk, happened_on="20/11/2026", text="Loa hỏng, chưa sửa được.")
    send(raised)
    kind = OPERATIONS["record.difficulty"]
    monkeypatch.setitem(OPERATIONS, "record.difficulty", type(kind)(**vars(kind) | {"photograph": None}))
    assert picture(raised, status=422) == rules.NO_PICTURE


@pytest.fixture
def waiting(send, airing, lan) -> dict:
    """An airing of Lan's, whose post ended while her phone was away."""
    Post.objects.filter(user=lan).update(ends_on=date(2026, 11, 22))
    Device.objects.update(made_at=datetime(2026, 11, 1, tzinfo=UTC))
    aired = airing()
    send(aired)
    return aired


@pytest.mark.django_db(databases="__all__")
def test_the_picture_of_what_waits_waits_sealed_and_stands_behind_what_is_done(waiting, sealed, minh, browser_of):
    assert sealed(waiting).status_code == 200
    upload = Upload.objects.get()
    assert JPEG not in bytes(upload.content) and not Attachment.objects.exists()
    assert "Ảnh gửi kèm" in browser_of(minh).get(f"/dong-bo/cho-xem/{waiting['id']}/").content.decode()
    actions.take_over(Quarantined.objects.get(), by=minh)
    kept, upload = Attachment.objects.get(), Upload.objects.get()
    assert Receipt.objects.get().subject == f"outreach.airing:{kept.owner}" and kept.attached_by == minh
    assert Path(kept.file.path).read_bytes() == JPEG
    assert bytes(upload.content) == bytes(upload.box) == b""


@pytest.mark.django_db(databases="__all__")
def test_while_the_sealed_rooms_are_shut_nobody_takes_over_what_a_sealed_picture_waits_with(
    waiting, sealed, minh, settings, tmp_path
):
    sealed(waiting)
    settings.SEALED_KEY_FILE = tmp_path / "none"
    with pytest.raises(Refused):
        actions.take_over(Quarantined.objects.get(), by=minh)
    assert Quarantined.objects.waiting().exists() and Upload.objects.get().content


@pytest.mark.django_db(databases="__all__")
def test_who_is_to_decide_sees_the_picture_and_each_look_is_told(waiting, sealed, minh, browser_of):
    sealed(waiting)
    browser, address = browser_of(minh), f"/dong-bo/cho-xem/{waiting['id']}/"
    shown = f'src="data:image/jpeg;base64,{base64.b64encode(JPEG).decode()}"'
    assert shown not in browser.get(address).content.decode() and browser.get(f"{address}anh/").status_code == 405
    for number in (1, 2):
        answer = browser.post(f"{address}anh/")
        assert shown in answer.content.decode() and "no-store" in answer["Cache-Control"]
        assert Event.objects.filter(verb="quarantined.seen", by=minh.pk).count() == number
    assert JPEG not in bytes(Upload.objects.get().content) and Quarantined.objects.waiting().exists()


@pytest.mark.django_db(databases="__all__")
def test_who_does_not_answer_for_it_sees_no_picture(waiting, sealed, hoa, browser_of):
    sealed(waiting)
    assert browser_of(hoa).post(f"/dong-bo/cho-xem/{waiting['id']}/anh/").status_code == 404
    assert not Event.objects.filter(verb="quarantined.seen").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda settings, kept, minh: setattr(settings, "SEALED_KEY_FILE", settings.BASE_DIR / "none"), NOT_THERE),
        (lambda settings, kept, minh: actions.drop(kept, by=minh, reason="Đã ghi."), "đã có người xem rồi"),
        (lambda settings, kept, minh: Upload.objects.all().delete(), rules.NO_PICTURE),
    ],
)
@pytest.mark.django_db(databases="__all__")
def test_a_picture_that_cannot_be_opened_is_told_why(waiting, sealed, minh, browser_of, settings, change, sentence):
    sealed(waiting)
    change(settings, Quarantined.objects.get(), minh)
    answer = browser_of(minh).post(f"/dong-bo/cho-xem/{waiting['id']}/anh/", follow=True)
    assert sentence in answer.content.decode() and "data:image" not in answer.content.decode()
    assert not Event.objects.filter(verb="quarantined.seen").exists()


def test_whether_its_work_waits_or_was_done_is_one_question(waiting, lan, django_assert_num_queries):
    """Between two it may be taken over, and a good picture would be refused."""
    with django_assert_num_queries(1):
        assert rules.may_photograph(lan, UUID(waiting["id"])).waits


def test_one_picture_waits_with_an_operation(waiting, picture):
    for _ in range(2):
        picture(waiting)
    assert picture(waiting, JPEG + b"another", status=422) == rules.ONE_WAITS


def test_what_was_dropped_takes_no_picture(waiting, picture, minh):
    actions.drop(Quarantined.objects.get(), by=minh, reason="Đã ghi từ hôm trước.")
    assert picture(waiting, status=422) == rules.NOT_YET


@pytest.mark.parametrize(
    ("settle", "sentence"),
    [
        (lambda kept, minh: actions.drop(kept, by=minh, reason="Đã ghi từ hôm trước."), rules.NOT_YET),
        (lambda kept, minh: actions.take_over(kept, by=minh), "Việc này không thuộc phần của đồng chí."),  # but Minh's
    ],
)
def test_what_was_settled_while_its_picture_waited_for_others_counts(
    waiting, picture, minh, monkeypatch, settle, sentence
):
    @contextmanager
    def after_a_while(commune: int):
        settle(Quarantined.objects.get(), minh)
        with holding(commune):
            yield

    monkeypatch.setattr(pictures, "holding", after_a_while)
    assert picture(waiting, status=422) == sentence
    assert not Upload.objects.exists() and not Attachment.objects.exists()
