"""Recording and voiding, the same for every kind: the fact, the event, the refusal."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.places.models import Body
from banlanh.records import actions
from banlanh.records.models import Attachment
from banlanh.records.registry import KINDS, kind_of, proofs
from tests.support.commune import appoint, body_of, make_commune, son

from .uploads import EXE, JPG, upload

NOVEMBER = date(2026, 11, 1)
# What each kind's action takes besides id, body, who and day; and whose record it is.
KINDS_AND_BODIES = {
    "airing": ("Thôn Nà Lìn", {"slot": "morning", "languages": ["vie"], "minutes": 15}),
    "resolution": ("Chi bộ Nà Lìn", {"month": NOVEMBER, "number": "11-NQ/CB", "has_drug_content": True}),
    "report": ("Thôn Nà Lìn", {"type": "BC", "number": "12-BC/CB", "title": "kết quả tháng 11"}),
}
OF_EVERY_KIND = pytest.mark.parametrize("key", KINDS_AND_BODIES)


def make(key: str, commune, *, by, **changes):
    body, values = KINDS_AND_BODIES[key]
    fields = {"id": uuid7(), "body": body_of(commune, body), "happened_on": date(2026, 11, 20), **values, **changes}
    return KINDS[key].record(by=by, **fields)


def reviewer(commune):
    return appoint("tam", "Đỗ Thị Tâm", Role.R15, body_of(commune, "Đảng ủy xã"))


def lan_(commune):
    return appoint("lan", "Lò Thị Lan", Role.R7, body_of(commune, "Thôn Nà Lìn"))


def hoa_(commune):
    return appoint("hoa", "Giàng Thị Hoa", Role.R7, body_of(commune, "Thôn Sín Chải"))


def fail(*args, **detail):
    raise OSError("the disk is full")


# --- recording -------------------------------------------------------------------------------------


@OF_EVERY_KIND
def test_recording_keeps_the_fact_and_its_event(commune, lan, key):
    record = make(key, commune, by=lan)
    kept = type(record).objects.get()
    assert (kept.recorded_by, kept.happened_on, kept.commune) == (lan, date(2026, 11, 20), commune)
    assert kind_of(kept).key == key and not kept.is_voided
    event = Event.objects.get()
    assert (event.commune, event.by, event.verb) == (commune.pk, lan.pk, f"{record._meta.model_name}.recorded")
    assert event.subject.endswith(f":{kept.pk}") and event.detail == {"body": kept.body_id, "why_late": ""}


@OF_EVERY_KIND
@pytest.mark.parametrize(
    ("who", "expected"), [(lan_, True), (son, True), (hoa_, False), (reviewer, False)], ids=["Lan", "Sơn", "Hoa", "R15"]
)
def test_who_may_record_for_nà_lìn(commune, key, who, expected):
    by = who(commune)
    if expected:
        assert make(key, commune, by=by)
        return
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        make(key, commune, by=by)
    assert not KINDS[key].model.objects.exists() and not Event.objects.exists()


@OF_EVERY_KIND
def test_nobody_records_in_another_commune(commune, minh, key):
    make_commune("Nậm Lành")
    elsewhere = Body.objects.exclude(commune=commune).get(name=KINDS_AND_BODIES[key][0])
    with pytest.raises(Refused):
        make(key, commune, by=minh, body=elsewhere)


@OF_EVERY_KIND
def test_the_same_id_twice_is_one_record_and_the_first_stands(commune, lan, key):
    first = make(key, commune, by=lan, id=(id := uuid7()))
    again = make(key, commune, by=lan, id=id, happened_on=date(2026, 11, 19))
    assert again.pk == first.pk and again.happened_on == date(2026, 11, 20)
    assert KINDS[key].model.objects.count() == Event.objects.count() == 1


@OF_EVERY_KIND
@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2099, 1, 1)])
def test_what_has_not_happened_yet_is_refused_with_its_day(commune, lan, key, day):
    with pytest.raises(Refused, match=f"Ngày {day:%d/%m/%Y} chưa tới"):
        make(key, commune, by=lan, happened_on=day)
    assert not KINDS[key].model.objects.exists()


@OF_EVERY_KIND
def test_what_happened_today_is_taken(commune, lan, today, key):
    assert make(key, commune, by=lan, happened_on=today).happened_on == today


@OF_EVERY_KIND
def test_without_its_event_nothing_is_recorded(commune, lan, monkeypatch, key):
    monkeypatch.setattr(actions, "write_event", fail)
    with pytest.raises(OSError):
        make(key, commune, by=lan, files=[upload()])
    assert not KINDS[key].model.objects.exists() and not Attachment.objects.exists()


@OF_EVERY_KIND
def test_a_refused_file_undoes_the_record(commune, lan, key):
    with pytest.raises(Refused, match=r"không đúng là \.pdf"):
        make(key, commune, by=lan, files=[upload(), upload("ảnh.pdf", EXE)])
    assert not KINDS[key].model.objects.exists()
    assert not Attachment.objects.exists() and not Event.objects.exists()


def test_the_same_file_twice_is_kept_once(commune, lan):
    record = make("report", commune, by=lan, files=[upload(), upload("bản sao.pdf"), upload("ảnh.jpg", JPG)])
    assert sorted(Attachment.objects.filter(owner=record.pk).values_list("kind", flat=True)) == ["jpg", "pdf"]


# --- voiding ---------------------------------------------------------------------------------------


@OF_EVERY_KIND
def test_voiding_keeps_the_record_with_who_when_and_why(commune, lan, key):
    record = actions.void_record(make(key, commune, by=lan), by=lan, reason="ghi nhầm ngày")
    kept = type(record).objects.visible_to(lan.reach).get()
    assert kept.is_voided and (kept.voided_by, kept.void_reason) == (lan, "ghi nhầm ngày")
    assert Event.objects.filter(verb=f"{record._meta.model_name}.voided", by=lan.pk).count() == 1


@OF_EVERY_KIND
def test_a_voided_record_proves_nothing_any_more(commune, lan, key):
    def proved() -> int:
        return len(list(proofs([key], commune, bodies=None, since=NOVEMBER, until=date(2026, 11, 30))))

    record = make(key, commune, by=lan)
    assert proved() == 1
    actions.void_record(record, by=lan, reason="ghi nhầm ngày")
    assert proved() == 0 and type(record).objects.live().count() == 0


@OF_EVERY_KIND
def test_after_voiding_the_right_record_can_be_made(commune, lan, key):
    actions.void_record(make(key, commune, by=lan), by=lan, reason="ghi nhầm")
    assert make(key, commune, by=lan)
    assert KINDS[key].model.objects.live().count() == 1 and KINDS[key].model.objects.count() == 2


@OF_EVERY_KIND
def test_voiding_twice_is_refused(commune, lan, key):
    record = make(key, commune, by=lan)
    actions.void_record(record, by=lan, reason="ghi nhầm ngày")
    with pytest.raises(Refused, match="đã hủy rồi"):
        actions.void_record(record, by=lan, reason="lý do khác")
    record.refresh_from_db()
    assert record.void_reason == "ghi nhầm ngày"


@pytest.mark.parametrize(
    ("who", "expected"), [(lan_, True), (son, True), (hoa_, False), (reviewer, False)], ids=["Lan", "Sơn", "Hoa", "R15"]
)
def test_who_may_void_a_record_of_nà_lìn(commune, minh, who, expected):
    record, by = make("airing", commune, by=minh), who(commune)
    if not expected:
        with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
            actions.void_record(record, by=by, reason="ghi nhầm ngày")
    else:
        actions.void_record(record, by=by, reason="ghi nhầm ngày")
    record.refresh_from_db()
    assert record.is_voided is expected


@OF_EVERY_KIND
def test_without_its_event_nothing_is_voided(commune, lan, monkeypatch, key):
    record = make(key, commune, by=lan)
    monkeypatch.setattr(actions, "write_event", fail)
    with pytest.raises(OSError):
        actions.void_record(record, by=lan, reason="ghi nhầm ngày")
    record.refresh_from_db()
    assert not record.is_voided


@OF_EVERY_KIND
@pytest.mark.parametrize("half", ["no reason", "nobody", "no moment"])
def test_the_database_refuses_a_record_voided_by_halves(commune, lan, key, half):
    record = make(key, commune, by=lan)
    values = {"voided_at": timezone.now(), "voided_by": lan, "void_reason": "ghi nhầm ngày"}
    values |= {"no reason": {"void_reason": ""}, "nobody": {"voided_by": None}, "no moment": {"voided_at": None}}[half]
    with pytest.raises(IntegrityError, match="voided_with_reason"), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**values)


def test_the_moment_of_recording_is_ours_and_not_the_day_of_the_fact(commune, lan):
    record = make("airing", commune, by=lan, happened_on=date(2026, 10, 1))
    assert abs(clock.now() - record.recorded_at) < timedelta(minutes=1)
