from datetime import timedelta
from uuid import uuid4

import pytest

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.care import actions, queries
from banlanh.care.enums import Part, Result, Verdict
from banlanh.care.models import (
    BreakGlass,
    LegalStep,
    SupportCard,
    SupportedPerson,
)
from banlanh.care.purposes import Purpose
from banlanh.core.homes import KEYS, SEALED
from banlanh.core.refusal import Refused
from banlanh.sealing.crypto import Broken
from banlanh.sealing.rows import opened
from tests.support.commune import make_commune

from .conftest import TODAY, TOLD, another, appoint, fresh, village_of

pytestmark = pytest.mark.django_db(databases="__all__")


# --- a block, an emergency --------------------------------------------------------------------------------


def test_a_block_beats_every_grant(person, son, hang):
    actions.block(person, son, words="Anh em họ", by=hang)
    assert not any(queries.parts_for(son, person))
    with pytest.raises(Refused):
        actions.look(person, Part.LEGAL, by=son, purpose=Purpose.FILE)
    assert actions.look(person, Part.LEGAL, by=hang, purpose=Purpose.FILE)


URGENT = "Người này đang cấp cứu ở trạm, cần báo ngay cho gia đình"


@pytest.fixture
def minh(commune):
    return appoint(commune, "minh", Role.R1, "Đảng ủy xã")


@pytest.fixture
def reviewer(commune):
    return appoint(commune, "rà soát", Role.R15, "Đảng ủy xã")


def test_the_glass_is_broken_for_one_file_and_one_hour(person, commune, son, minh, monkeypatch):
    other = actions.open_file(uuid4(), another(), village=village_of(commune), by=son)
    broken = actions.break_glass(person, by=minh, words=URGENT)
    assert actions.look_in_emergency(person, by=minh)["identity"] == TOLD.identity
    with pytest.raises(Refused):
        actions.look_in_emergency(other, by=minh)
    BreakGlass.objects.filter(pk=broken.pk).update(until=broken.at)
    with pytest.raises(Refused):
        actions.look_in_emergency(person, by=minh)


@pytest.mark.parametrize("words", ["", "gấp", "x" * 40, "cần xem gấp " * 5])
def test_the_glass_needs_a_reason(person, minh, words):
    with pytest.raises(Refused):
        actions.break_glass(person, by=minh, words=words)


@pytest.mark.parametrize("who", ["hang", "chair", "helper", "reviewer"])
def test_who_may_not_break_the_glass(request, person, who):
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        actions.break_glass(person, by=request.getfixturevalue(who), words=URGENT)


def ended(person, on=TODAY):
    SupportedPerson.objects.filter(pk=person.pk).update(closed_on=on)
    return fresh(person)


def test_what_has_ended_opens_to_its_chief_for_a_reason_that_is_reviewed(person, son, reviewer):
    """PROTECTION 3.3: nobody, but R3 by breaking the glass, until the key is destroyed."""
    person = ended(person)
    with pytest.raises(Refused):
        actions.look(person, Part.LEGAL, by=son, purpose=Purpose.INSPECTION)
    broken = actions.break_glass(person, by=son, words=URGENT)
    assert actions.look_in_emergency(person, by=son)["identity"] == TOLD.identity
    actions.review(broken, by=reviewer, verdict=Verdict.REFUSED)
    with pytest.raises(Refused, match="không chính đáng"):
        actions.break_glass(person, by=son, words=URGENT)


@pytest.mark.parametrize("who", ["minh", "hang", "chair", "helper", "reviewer"])
def test_what_has_ended_opens_to_nobody_else(request, person, who):
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        actions.break_glass(ended(person), by=request.getfixturevalue(who), words=URGENT)


def test_the_chief_breaks_no_glass_over_what_is_open_elsewhere_or_destroyed(person, son):
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        actions.break_glass(person, by=son, words=URGENT)
    elsewhere = appoint(make_commune("Xã Khác"), "thảo", Role.R3, "Công an xã")
    person = ended(person)
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        actions.break_glass(person, by=elsewhere, words=URGENT)
    actions.shred_ended(TODAY + timedelta(days=400))
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        actions.break_glass(fresh(person), by=son, words=URGENT)


def test_somebody_else_reviews_it_once(person, minh, reviewer, son):
    broken = actions.break_glass(person, by=minh, words=URGENT)
    for stranger in (son, minh):
        with pytest.raises(Refused):
            actions.review(broken, by=stranger, verdict=Verdict.UPHELD)
    actions.review(broken, by=reviewer, verdict=Verdict.UPHELD)
    with pytest.raises(Refused, match="đã được rà soát"):
        actions.review(fresh(broken), by=reviewer, verdict=Verdict.REFUSED)
    assert actions.break_glass(person, by=minh, words=URGENT)


def test_a_refused_or_forgotten_one_ends_the_right(person, minh, reviewer):
    broken = actions.break_glass(person, by=minh, words=URGENT)
    BreakGlass.objects.filter(pk=broken.pk).update(at=broken.at - timedelta(days=7))
    with pytest.raises(Refused, match="chưa được rà soát"):
        actions.break_glass(person, by=minh, words=URGENT)
    actions.review(fresh(broken), by=reviewer, verdict=Verdict.REFUSED)
    with pytest.raises(Refused, match="không chính đáng"):
        actions.break_glass(person, by=minh, words=URGENT)


# --- the trail --------------------------------------------------------------------------------------------


def test_who_looked_is_the_scripted_history(person, son, hang, minh):
    actions.look(person, Part.LEGAL, by=son, purpose=Purpose.FILE)
    actions.look(person, Part.TESTS, by=hang, purpose=Purpose.TEST)
    actions.break_glass(person, by=minh, words=URGENT)
    actions.look_in_emergency(person, by=minh)
    told = actions.tell_who_looked(person, by=son)
    assert [(each["by"], each["part"], each["purpose"]) for each in told] == [
        (son.full_name, "hồ sơ quản lý", "lập, kiểm tra hồ sơ"),
        (hang.full_name, "xét nghiệm", "hẹn, kết quả xét nghiệm"),
        (minh.full_name, "hồ sơ quản lý", "mở khẩn, có người khác rà soát"),
    ]


def test_the_sealed_log_is_a_chain_of_its_own(person, commune, son):
    actions.look(person, Part.LEGAL, by=son, purpose=Purpose.FILE)
    assert first_broken(commune.pk, SEALED) is None
    assert not Event.objects.filter(verb__startswith="care.").exists()


def test_nothing_of_a_person_stands_in_the_clear(person, assigned, due, hang, helper):
    """Every value of every table of the three databases, after a file was lived with.

    A year of four digits is sought as a whole value: a random code of bytes may well hold its digits.
    """
    actions.record_result(due, done_on=TODAY, result=Result.POSITIVE, by=hang)
    actions.record_visit(uuid4(), person, visited_on=TODAY, note="Chị đã đi học may", next_on=None, by=helper)
    identity = dict(TOLD.identity)
    born = str(identity.pop("born")).encode()
    told = [*identity.values(), *TOLD.card.values(), TOLD.number, "positive", "đi học may", "voluntary"]
    for database in ("default", SEALED, KEYS):
        held = everything_in(database)
        assert born not in held
        assert [secret for secret in told if any(secret.encode() in value for value in held)] == []


def everything_in(database: str) -> list[bytes]:
    from django.db import connections

    connection = connections[database]
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    return [bytes(each) if isinstance(each, memoryview | bytes) else str(each).encode() for row in rows for each in row]


@pytest.mark.parametrize("field", ["content"])
def test_a_field_opens_in_no_other_row(commune, person, son, field):
    other = actions.open_file(uuid4(), another(), village=village_of(commune), by=son)
    mine, theirs = SupportCard.objects.get(person=person), SupportCard.objects.get(person=other)
    mine.content = theirs.content
    with pytest.raises(Broken):
        opened([mine], field)


def test_a_field_opens_in_no_other_field_of_its_row(person, son):
    step = LegalStep.objects.select_related("person").get(person=person)
    card = SupportCard.objects.select_related("person").get(person=person)
    card.content = step.content
    with pytest.raises(Broken):
        opened([card], "content")
