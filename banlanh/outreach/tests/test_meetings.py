"""Meetings and school sessions: the record of few fields, what it refuses, the words by which a plan asks for it."""

from datetime import date

import pytest
from django.db import DatabaseError

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.outreach.actions import record_gathering, record_school_session
from banlanh.outreach.forms import GatheringForm, SchoolSessionForm
from banlanh.outreach.models import Gathering, SchoolSession
from banlanh.places.enums import BodyKind
from banlanh.plans.proposals import kind_asked_by
from banlanh.records.models import Attachment
from banlanh.records.registry import KINDS
from banlanh.records.tests.uploads import upload
from tests.support.commune import appoint, body_of

MET = {"happened_on": date(2026, 11, 20), "audience": "elders", "venue": "nhà văn hóa xã", "present": 23, "pledges": 4}
HELD = {"happened_on": date(2026, 11, 20), "classes": "toàn trường", "pupils": 210, "parents": 60, "subject": "both"}


@pytest.fixture
def nguyet(commune):
    return appoint("nguyet", "Bàn Thị Nguyệt", "R8b", body_of(commune, "Hội Phụ nữ"))


@pytest.fixture
def huong(commune, school):
    return appoint("huong", "Phạm Thu Hương", "R9", school)


def meet(body, by, **changes) -> Gathering:
    return record_gathering(body=body, by=by, **{"id": uuid7(), **MET, **changes})


def hold(body, by, **changes) -> SchoolSession:
    return record_school_session(body=body, by=by, **{"id": uuid7(), **HELD, **changes})


def test_a_union_records_whom_it_met(union, nguyet):
    gathering = meet(union, nguyet, files=[upload()])
    assert str(gathering) == "gặp người có uy tín ngày 20/11"
    assert dict(gathering.facts)["Cam kết thu được tại chỗ"] == "4"
    assert Event.objects.get().verb == "gathering.recorded" and Attachment.objects.get().owner == gathering.pk


def test_a_school_records_what_it_held(school, huong):
    session = hold(school, huong)
    assert str(session) == "ngoại khóa toàn trường, ngày 20/11"
    assert dict(session.facts)["Nội dung"] == "ma túy kiểu mới và thuốc lá điện tử"
    assert Event.objects.get().verb == "schoolsession.recorded"


@pytest.mark.parametrize(("record", "model"), [(meet, Gathering), (hold, SchoolSession)])
def test_the_same_form_twice_makes_one(commune, union, nguyet, school, huong, record, model):
    body, by = (union, nguyet) if record is meet else (school, huong)
    id = uuid7()
    assert record(body, by, id=id).pk == record(body, by, id=id).pk
    assert model.objects.count() == Event.objects.count() == 1


def test_held_late_it_counts_in_the_period_that_it_was_owed_for(union, nguyet, school, huong):
    assert meet(union, nguyet, covers_on=date(2026, 7, 1)).covers_on == date(2026, 7, 1)
    assert hold(school, huong).covers_on == date(2026, 11, 20)


@pytest.mark.parametrize("who", ["lan", "hoa", "minh"])
def test_who_may_record_a_meeting_of_a_village(village, lan, hoa, minh, who):
    by = {"lan": lan, "hoa": hoa, "minh": minh}[who]
    if who == "hoa":  # the stranger from the next village
        with pytest.raises(Refused):
            meet(village, by)
    else:
        assert meet(village, by).recorded_by == by


def test_who_makes_no_such_records_is_refused(school, huong, union, nguyet):
    with pytest.raises(Refused, match="không ghi buổi gặp mặt, họp dân"):
        meet(school, huong)
    with pytest.raises(Refused, match="không ghi buổi ngoại khóa"):
        hold(union, nguyet)


@pytest.mark.parametrize(("record", "model"), [(meet, Gathering), (hold, SchoolSession)])
def test_what_the_log_cannot_hold_did_not_happen(union, nguyet, school, huong, monkeypatch, record, model):
    def broken(*args, **kwargs):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("banlanh.records.actions.write_event", broken)
    with pytest.raises(DatabaseError):
        record(*((union, nguyet) if record is meet else (school, huong)))
    assert not model.objects.exists()


# --- the forms


def sent(form: type, body, **typed):
    good = {"id": uuid7(), "happened_on": "22/11/2026", "venue": "nhà văn hóa", "present": "20", "audience": "elders"}
    good |= {"classes": "khối 6", "pupils": "90", "subject": "both"}
    return form({**good, **typed}, body=body)


def test_numbers_that_nobody_wrote_are_nought(union, school):
    meeting, session = sent(GatheringForm, union), sent(SchoolSessionForm, school)
    assert meeting.is_valid() and meeting.values()["pledges"] == 0
    assert session.is_valid() and session.values()["parents"] == 0


@pytest.mark.parametrize(
    ("form", "field", "typed"),
    [
        (GatheringForm, "audience", "ai đó"),
        (GatheringForm, "venue", ""),
        (GatheringForm, "present", "0"),
        (GatheringForm, "present", "rất đông"),
        (GatheringForm, "pledges", "-1"),
        (GatheringForm, "happened_on", "24/11/2026"),
        (SchoolSessionForm, "classes", ""),
        (SchoolSessionForm, "pupils", "-1"),
        (SchoolSessionForm, "pupils", "0"),
        (SchoolSessionForm, "parents", "99999"),
        (SchoolSessionForm, "subject", "bóng đá"),
    ],
)
def test_bad_input_is_answered_at_its_field(union, school, form, field, typed):
    assert list(sent(form, union if form is GatheringForm else school, **{field: typed}).errors) == [field]


def test_small_children_stay_at_home_while_their_parents_come(school):
    assert sent(SchoolSessionForm, school, pupils="0", parents="31").is_valid()


def test_a_village_meets_its_people_unless_it_says_otherwise(village, union):
    assert GatheringForm(body=village)["audience"].value() == "villagers"
    assert GatheringForm(body=union)["audience"].value() is None


# --- the words of plans


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("MTTQ và các đoàn thể tổ chức các buổi gặp mặt người có uy tín để vận động ký cam kết.", "gathering"),
        ("Các thôn tổ chức họp dân để phổ biến, bàn bạc.", "gathering"),
        ("Chi bộ nhà trường tổ chức các buổi ngoại khóa về ma túy mới, thuốc lá điện tử.", "school_session"),
        ("Mỗi trường học hằng quý có một buổi sinh hoạt để học sinh kể chuyện.", "school_session"),
        ("Tổ chức họp đảng viên quán triệt kế hoạch.", "cell_meeting"),
        ("100% trường học tổ chức tuyên truyền và ký cam kết.", ""),
        ("100% chi bộ có nội dung phòng, chống ma túy trong nghị quyết sinh hoạt hằng tháng.", "resolution"),
    ],
)
def test_the_words_by_which_a_plan_asks_for_it(clause, kind):
    assert kind_asked_by(clause) == kind


def test_who_makes_such_records():
    assert KINDS["gathering"].bodies == {BodyKind.FRONT, BodyKind.ORGANISATION, BodyKind.VILLAGE}
    assert KINDS["school_session"].bodies == {BodyKind.SCHOOL, BodyKind.SCHOOL_CELL}
