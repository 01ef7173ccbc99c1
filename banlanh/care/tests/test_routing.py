"""One file put before who signs its decision: open to them alone, for that alone, until they answer or its last day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.care import actions, queries, routing, rules
from banlanh.care.enums import Part, Signed
from banlanh.care.models import LegalStep, Look, Routing
from banlanh.care.purposes import Purpose
from banlanh.core.refusal import Refused
from tests.support.commune import make_commune

from .conftest import TODAY, TOLD, another, appoint, events, fresh, unwritable, village_of
from .test_views import said, secrets_in, signed_in

pytestmark = pytest.mark.django_db(databases="__all__")
UNTIL = TODAY + timedelta(days=5)
WORDS = "quyết định chấm dứt quản lý"


@pytest.fixture
def minh(commune):
    """The chairman of the commune."""
    return appoint(commune, "minh", Role.R2, "Ủy ban nhân dân xã")


@pytest.fixture
def thao(commune):
    """Chief of the police of another commune."""
    return appoint(make_commune("Xã Khác"), "thảo", Role.R3, "Công an xã")


@pytest.fixture
def routed(person, son, minh) -> Routing:
    return put_before(person, minh, son)


def put_before(person, signer, by, ends_on=UNTIL) -> Routing:
    return routing.route(person, signer, words=WORDS, ends_on=ends_on, by=by)


def answered(routed, by, said=Signed.SIGNED, words="15/QĐ-UBND") -> Routing:
    return routing.answer_routing(routed, said, words=words, by=by)


def read(person, by, purpose=Purpose.SIGNATURE, part=Part.LEGAL):
    return actions.look(person, part, by=by, purpose=purpose)


def test_what_was_put_before_the_chairman_opens_to_them_and_nothing_else_does(commune, person, routed, minh, hang):
    other = actions.open_file(uuid4(), another(), village=village_of(commune), by=hang)
    assert list(queries.within(minh, Part.LEGAL)) == [person]
    assert read(person, minh)["identity"] == TOLD.identity
    assert Look.objects.get().purpose == Purpose.SIGNATURE
    for part in Part:
        with pytest.raises(Refused, match="Không có hồ sơ này"):
            read(other, minh, part=part)
    for part in (Part.CARD, Part.TESTS):
        with pytest.raises(Refused, match="Không có hồ sơ này"):
            read(person, minh, Purpose.OWN_REQUEST, part)


@pytest.mark.parametrize("purpose", [Purpose.FILE, Purpose.OWN_REQUEST, Purpose.INSPECTION])
def test_it_opens_for_signing_alone(person, routed, minh, purpose):
    with pytest.raises(Refused, match="chỉ mở được để ký"):
        read(person, minh, purpose)
    assert not Look.objects.exists()


@pytest.mark.parametrize("answer", list(Signed))
def test_it_closes_with_the_answer_and_twice_is_one(person, routed, minh, hang, answer):
    read(person, minh)
    for _ in range(2):
        answered(routed, minh, answer)
    with pytest.raises(Refused, match="trả lời khác"):
        answered(routed, minh, next(each for each in Signed if each != answer))
    assert not queries.within(minh, Part.LEGAL).exists()
    [step] = [step for step in read(person, hang)["steps"] if step["kind"] == "signed"]
    assert (step["said"], step["who"], step["words"]) == (answer, "Minh", "15/QĐ-UBND")
    assert len(events("signed")) == 1


def test_it_closes_by_itself_after_its_last_day(person, routed, minh, son, monkeypatch):
    read(person, minh)
    monkeypatch.setenv("BANLANH_TODAY", UNTIL.isoformat())
    assert routing.waits_for(minh, person) == routed
    monkeypatch.setenv("BANLANH_TODAY", (UNTIL + timedelta(days=1)).isoformat())
    assert routing.waits_for(minh, person) is None and routing.routing_in_reach(minh, routed.pk) is None
    with pytest.raises(Refused, match="Không có hồ sơ này"):
        answered(routed, minh)
    assert put_before(person, minh, son, UNTIL + timedelta(days=2)) != routed


def test_nobody_answers_what_they_have_not_read_or_sends_back_without_a_reason(person, routed, minh):
    with pytest.raises(Refused, match="mở hồ sơ, đọc"):
        answered(routed, minh)
    read(person, minh)
    with pytest.raises(Refused, match="lý do"):
        answered(routed, minh, Signed.SENT_BACK, words="")
    assert answered(routed, minh, Signed.SIGNED, words="").answer == Signed.SIGNED


def test_one_waits_at_a_time_and_the_same_twice_is_one(commune, person, routed, minh, son):
    assert put_before(person, minh, son) == routed
    deputy = appoint(commune, "phó chủ tịch", Role.R2, "Ủy ban nhân dân xã")
    with pytest.raises(Refused, match="đang chờ người khác"):
        put_before(person, deputy, son)
    assert LegalStep.objects.count() == 2 and len(events("routed")) == 1


@pytest.mark.parametrize("who", ["hang", "minh", "chair", "helper", "thao"])
def test_only_the_chief_puts_a_file_before_somebody(request, person, assigned, minh, who):
    user = (
        appoint(make_commune("Xã Khác"), "thảo", Role.R3, "Công an xã")
        if who == "thao"
        else request.getfixturevalue(who)
    )
    with pytest.raises(Refused):
        put_before(person, minh, user)
    assert not Routing.objects.exists()


@pytest.mark.parametrize("who", ["hang", "chair", "blocked"])
def test_before_whom_it_is_not_put(request, person, minh, son, hang, who):
    signer = minh if who == "blocked" else request.getfixturevalue(who)
    if who == "blocked":
        actions.block(person, minh, words="người nhà", by=hang)
    with pytest.raises(Refused):
        put_before(person, signer, son)


@pytest.mark.parametrize("days", [-1, rules.ROUTED_FOR + 1])
def test_it_is_open_for_two_weeks_at_most(person, minh, son, days):
    with pytest.raises(Refused, match="nhiều nhất 14 ngày"):
        put_before(person, minh, son, TODAY + timedelta(days=days))


def test_a_block_and_an_end_close_it_at_once(person, routed, minh, hang):
    read(person, minh)
    actions.block(person, minh, words="người nhà", by=hang)
    with pytest.raises(Refused):
        answered(routed, minh)
    assert routing.routing_in_reach(minh, routed.pk) is None


def test_another_chairman_and_a_helper_are_not_let_in(commune, person, routed, assigned):
    deputy = appoint(commune, "phó chủ tịch", Role.R2, "Ủy ban nhân dân xã")
    assigned.helper = deputy.pk
    assigned.save()
    assert not queries.within(deputy, Part.LEGAL).exists()
    with pytest.raises(Refused):
        answered(routed, deputy)


def test_without_its_event_nothing_is_put_or_answered(person, routed, minh, monkeypatch):
    read(person, minh)
    monkeypatch.setattr(routing, "record", unwritable)
    with pytest.raises(DatabaseError):
        answered(routed, minh)
    assert fresh(routed).answer == "" and LegalStep.objects.count() == 2


def test_the_chairman_goes_from_the_desk_to_the_answer(person, son, minh, hang):
    chief, chairman = signed_in(son), signed_in(minh)
    typed = {"signer": minh.pk, "words": WORDS, "ends_on": f"{UNTIL:%d/%m/%Y}"}
    assert chief.post(reverse("care:route", args=[person.code]), typed).status_code == 302
    desk = said(chairman.get(reverse("home:duties")))
    assert "1 quyết định chờ đồng chí ký" in desk and person.code not in desk
    listed = chairman.get(reverse("care:routings"))
    assert person.code in said(listed) and secrets_in(listed) == []
    address = reverse("care:routing", args=[Routing.objects.get().pk])
    assert secrets_in(chairman.get(address)) == []
    assert "đọc rồi mới trả lời" in said(chairman.post(address, {"said": "signed"}))
    page = said(chairman.post(reverse("care:legal", args=[person.code]), {"purpose": "signature"}))
    assert WORDS in page and TOLD.identity["full_name"] in page and address in page
    assert reverse("care:show", args=[person.code]) not in page
    for _ in range(2):
        assert chairman.post(address, {"said": "signed", "words": "15/QĐ"})["Location"] == reverse("care:routings")
    assert chairman.post(reverse("care:legal", args=[person.code]), {"purpose": "signature"}).status_code == 404
    assert "chờ đồng chí ký" not in said(chairman.get(reverse("home:duties")))
    assert "đã ký" in said(chief.get(reverse("care:routings")))
    assert "15/QĐ" in said(signed_in(hang).post(reverse("care:legal", args=[person.code]), {"purpose": "file"}))
