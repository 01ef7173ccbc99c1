from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.care import actions, queries, rules
from banlanh.care.enums import Part, Result
from banlanh.care.models import (
    Assignment,
    HelpVisit,
    LabTest,
    Look,
    SupportedPerson,
)
from banlanh.care.purposes import Purpose
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.sealing.rows import opened
from tests.support.commune import body_of

from .conftest import TODAY, TOLD, another, appoint, events, fresh, unwritable, village_of

pytestmark = pytest.mark.django_db(databases="__all__")


# --- a file begins ----------------------------------------------------------------------------------------


def test_a_file_is_known_by_a_code_and_its_end_is_reckoned(person, son):
    assert person.code.startswith("HT-")
    assert person.ends_on == date(2027, 8, 1)
    assert opened([person], "identity") == [{"identity": TOLD.identity}]
    assert [event.subject for event in events("opened")] == [f"care.supportedperson:{person.pk}"]


def test_the_same_form_twice_opens_one_file(commune, son):
    number = uuid4()
    first = actions.open_file(number, TOLD, village=village_of(commune), by=son)
    assert actions.open_file(number, TOLD, village=village_of(commune), by=son) == first
    assert SupportedPerson.objects.count() == 1
    assert len(events("opened")) == 1


@pytest.mark.parametrize("again", ["010191000123", "010 191 000 123"])
def test_a_second_file_of_one_person_is_refused_with_the_code_of_the_first(person, commune, son, again):
    told = another()
    told.identity["card_number"] = again
    with pytest.raises(Refused, match=person.code):
        actions.open_file(uuid4(), told, village=village_of(commune), by=son)


def test_people_without_papers_are_not_taken_for_one_another(commune, son):
    for said in ("chưa có", "chưa làm"):
        told = another()
        told.identity["card_number"] = told.identity["phone"] = said
        person = actions.open_file(uuid4(), told, village=village_of(commune), by=son)
        assert person.card_number is None and person.phone is None
    assert queries.found_by_number(SupportedPerson.objects.all(), "chưa có") == []


def test_who_may_not_see_the_first_file_learns_nothing_of_it(person, commune):
    elsewhere = appoint(commune, "cường", Role.R4, "Công an xã", [village_of(commune, "Sín Chải")])
    with pytest.raises(Refused) as refusal:
        actions.open_file(uuid4(), TOLD, village=village_of(commune, "Sín Chải"), by=elsewhere)
    assert str(refusal.value) == rules.PASSED_ON
    assert person.code not in str(refusal.value)


@pytest.mark.parametrize(
    ("role", "body", "where", "may"),
    [
        (Role.R3, "Công an xã", "Sín Chải", True),
        (Role.R4, "Công an xã", "Nà Lìn", True),
        (Role.R4, "Công an xã", "Sín Chải", False),
        (Role.R1, "Đảng ủy xã", "Nà Lìn", False),
        (Role.R2, "Ủy ban nhân dân xã", "Nà Lìn", False),
        (Role.R7, "Thôn Nà Lìn", "Nà Lìn", False),
        (Role.R8B, "Hội Phụ nữ", "Nà Lìn", False),
        (Role.R11, "Trạm Y tế xã", "Nà Lìn", False),
        (Role.R14, "Văn phòng Đảng ủy", "Nà Lìn", False),
    ],
)
def test_who_may_open_a_file_where(commune, role, body, where, may):
    who = appoint(commune, "ai đó", role, body, [village_of(commune)] if role in (Role.R4, Role.R7) else [])
    try:
        actions.open_file(uuid4(), TOLD, village=village_of(commune, where), by=who)
    except Refused:
        assert not may
    else:
        assert may
    assert SupportedPerson.objects.count() == may


def test_a_file_that_cannot_be_told_is_not_opened(commune, son, monkeypatch):
    monkeypatch.setattr(Event, "save", unwritable)
    with pytest.raises(DatabaseError):
        actions.open_file(uuid4(), TOLD, village=village_of(commune), by=son)
    assert not SupportedPerson.objects.exists()


# --- looking ----------------------------------------------------------------------------------------------


def test_a_look_is_told_with_its_purpose_and_never_with_what_was_seen(person, son):
    seen = actions.look(person, Part.LEGAL, by=son, purpose=Purpose.FILE)
    assert seen["identity"] == TOLD.identity
    assert seen["reckoning"].ends_on == person.ends_on
    [told] = events("looked")
    assert told.by == son.pk
    assert told.detail == {"part": "legal", "purpose": "file", "look": str(Look.objects.get().pk)}


def test_the_words_of_another_purpose_are_kept_sealed_beside_the_event(person, son):
    words = "Bệnh viện huyện gọi hỏi lịch hẹn của chị"
    actions.look(person, Part.LEGAL, by=son, purpose=Purpose.OTHER, words=words)
    assert opened(Look.objects.select_related("person"), "words") == [{"words": words}]
    assert words not in str(events()[-1].detail)


@pytest.mark.parametrize(
    ("part", "purpose", "words"),
    [
        (Part.LEGAL, "", ""),
        (Part.LEGAL, "tò mò", ""),
        (Part.LEGAL, Purpose.OTHER, ""),
        (Part.LEGAL, Purpose.OTHER, "aaaaaaaaaaaaaaaaaaa"),
        (Part.LEGAL, Purpose.OTHER, "42"),
        (Part.CARD, Purpose.SIGNATURE, ""),
    ],
)
def test_without_a_purpose_nothing_is_shown_and_nothing_told(person, son, part, purpose, words):
    with pytest.raises(Refused):
        actions.look(person, part, by=son, purpose=purpose, words=words)
    assert not Look.objects.exists()
    assert not events("looked")


def test_a_look_that_cannot_be_told_shows_nothing(person, son, monkeypatch):
    monkeypatch.setattr(Event, "save", unwritable)
    monkeypatch.setattr(queries, "contents", lambda *_: pytest.fail("opened before it was told"))
    with pytest.raises(DatabaseError):
        actions.look(person, Part.LEGAL, by=son, purpose=Purpose.FILE)
    assert not Look.objects.exists()


def test_a_sweep_of_all_files_is_stopped(commune, son):
    people = [actions.open_file(uuid4(), another(), village=village_of(commune), by=son) for _ in range(25)]
    seen = 0
    with pytest.raises(Refused, match="đã mở hồ sơ của 20 người"):
        for each in people:
            actions.look(each, Part.LEGAL, by=son, purpose=Purpose.FILE)
            seen += 1
    assert seen == rules.MOST_A_DAY
    assert actions.look(people[0], Part.CARD, by=son, purpose=Purpose.VISIT)  # one of those already opened


@pytest.mark.parametrize(
    ("who", "part", "fields"),
    [
        ("helper", Part.CARD, {"preferred_name", "contact", "goals", "needs"}),
        ("chair", Part.CARD, {"preferred_name", "contact"}),
        ("son", Part.CARD, {"preferred_name", "contact", "goals", "needs"}),
    ],
)
def test_the_card_shows_each_role_its_fields(request, person, assigned, who, part, fields):
    seen = actions.look(person, part, by=request.getfixturevalue(who), purpose=Purpose.VISIT)
    assert set(seen["card"]) == fields


@pytest.mark.parametrize("part", [Part.LEGAL, Part.TESTS])
@pytest.mark.parametrize("who", ["helper", "chair"])
def test_who_helps_sees_nothing_of_the_law_and_of_tests(request, person, assigned, who, part):
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        actions.look(person, part, by=request.getfixturevalue(who), purpose=Purpose.OWN_REQUEST)


# --- tests ------------------------------------------------------------------------------------------------


def test_a_result_is_sealed_and_the_next_test_is_due(due, hang):
    actions.record_result(due, done_on=TODAY, result=Result.NEGATIVE, by=hang)
    assert [test.due_on for test in LabTest.objects.all()] == [date(2026, 11, 20), date(2027, 2, 20)]
    assert opened([fresh(due)], "result") == [{"result": "negative"}]
    assert fresh(due).done_by == hang.pk


def test_all_results_look_alike_at_rest(commune, son, hang):
    sealed = set()
    for result in [*Result, *Result]:
        each = actions.open_file(uuid4(), another(), village=village_of(commune), by=hang)
        test = actions.set_interval(each, months=1, first_on=TODAY, decided_by="Trưởng Công an xã", by=son)
        sealed.add(len(actions.record_result(test, done_on=TODAY, result=result, by=hang).result))
    assert len(sealed) == 1


def test_the_same_result_twice_is_one_and_another_is_refused(due, hang):
    actions.record_result(due, done_on=TODAY, result=Result.NEGATIVE, by=hang)
    actions.record_result(due, done_on=TODAY, result=Result.NEGATIVE, by=hang)
    assert len(events("tested")) == 1
    with pytest.raises(Refused, match="đã có kết quả"):
        actions.record_result(due, done_on=TODAY, result=Result.POSITIVE, by=hang)


def test_a_test_of_tomorrow_has_no_result_yet(due, hang):
    with pytest.raises(Refused, match="24/11/2026 chưa tới"):
        actions.record_result(due, done_on=TODAY + timedelta(days=1), result=Result.NEGATIVE, by=hang)


def test_no_test_is_due_behind_the_term(person, son, hang):
    test = actions.set_interval(person, months=12, first_on=TODAY, decided_by="Trưởng Công an xã", by=son)
    actions.record_result(test, done_on=TODAY, result=Result.NEGATIVE, by=hang)
    assert not LabTest.objects.filter(done_on=None).exists()


def test_another_interval_leaves_one_test_due(due, person, son):
    actions.set_interval(person, months=1, first_on=date(2026, 12, 1), decided_by="Trưởng Công an xã", by=son)
    assert [test.due_on for test in LabTest.objects.all()] == [date(2026, 12, 1)]


# --- help -------------------------------------------------------------------------------------------------


def test_the_union_s_chair_names_who_helps(assigned, helper):
    assert fresh(assigned).helper == helper.pk
    assert [event.detail["helper"] for event in events("helper_named")] == [helper.pk]


@pytest.mark.parametrize("who", ["son", "helper", "hang"])
def test_nobody_else_names_who_helps(request, assigned, helper, who):
    with pytest.raises(Refused):
        actions.name_helper(assigned, helper, by=request.getfixturevalue(who))


def test_a_helper_is_a_member_of_that_union(commune, person, son, chair):
    given = actions.assign_body(person, body_of(commune, "Hội Phụ nữ"), by=son)
    stranger = appoint(commune, "đoàn viên", Role.R8, "Đoàn Thanh niên")
    with pytest.raises(Refused, match="không làm việc ở đơn vị"):
        actions.name_helper(given, stranger, by=chair)


def test_a_union_is_asked_once(commune, person, son, chair):
    union = body_of(commune, "Hội Phụ nữ")
    assert actions.assign_body(person, union, by=son) == actions.assign_body(person, union, by=son)
    assert Assignment.objects.count() == 1


def test_a_union_whose_months_are_over_is_asked_anew(assigned, commune, person, son, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", (assigned.ends_on + clock.DAY).isoformat())
    again = actions.assign_body(person, body_of(commune, "Hội Phụ nữ"), by=son)
    assert again.starts_on == clock.today() and again.helper is None
    assert fresh(assigned).ended_at


@pytest.mark.parametrize(
    ("body", "role", "sentence"),
    [
        ("Trạm Y tế xã", Role.R11, ""),
        ("Ủy ban nhân dân xã", Role.R10, ""),
        ("Mặt trận Tổ quốc xã", Role.R8, ""),
        ("Ủy ban nhân dân xã", Role.R2, "không làm việc ở đơn vị"),
        ("Hội Phụ nữ", Role.R8, "Xin giao cho đơn vị"),
        ("Trường Tiểu học Suối Lành", Role.R9, "không làm việc ở đơn vị"),
    ],
)
def test_who_has_no_chair_is_asked_by_name(commune, person, son, chair, body, role, sentence):
    body, asked = body_of(commune, body), appoint(commune, "người được giao", role, body)
    if not sentence:
        assert actions.assign_body(person, body, asked, by=son).helper == asked.pk
        return
    with pytest.raises(Refused, match=sentence):
        actions.assign_body(person, body, asked, by=son)


def test_a_body_without_a_chair_is_not_asked_as_a_whole(commune, person, son):
    with pytest.raises(Refused, match="chưa có người đứng đầu"):
        actions.assign_body(person, body_of(commune, "Trạm Y tế xã"), by=son)


def test_a_visit_is_logged_once_and_its_note_is_sealed(assigned, person, helper):
    number, note = uuid4(), "Chị đã đi học may"
    for _ in range(2):
        actions.record_visit(number, person, visited_on=TODAY, note=note, next_on=None, by=helper)
    assert opened(HelpVisit.objects.select_related("person"), "note") == [{"note": note}]
