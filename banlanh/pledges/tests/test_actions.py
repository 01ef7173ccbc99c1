from datetime import date

import pytest
from django.db import IntegrityError, transaction

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.pledges import actions, queries
from banlanh.pledges.models import Campaign, ClassPledge, Sheet, Signature
from banlanh.registers import actions as registers
from tests.support.commune import appoint

EVENING, LATER, TODAY = date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23)


def tally(campaign, body, day=TODAY) -> tuple[int, int]:
    return queries.tallies(campaign, [body], day)[body.pk]


def test_households_sign_in_one_evening_with_one_event(households, sign, campaign, village, lan):
    sheet = sign(households(14)[:9])
    assert tally(campaign, village) == (9, 14)
    event = Event.objects.latest("sequence")
    assert (event.verb, event.detail["rows"], event.by) == ("pledges.signed", 9, lan.pk)
    assert "Lò" not in str(event.detail)
    assert sheet.signed_on == EVENING


def test_the_same_form_sent_twice_writes_once(households, sign, photo):
    id, entries = uuid7(), households(3)
    sign(entries, id=id, files=[photo()])
    events = Event.objects.count()
    sign(entries, id=id, files=[photo()])
    assert (Sheet.objects.count(), Signature.objects.count(), Event.objects.count()) == (1, 3, events)
    assert Sheet.objects.get().scans.count() == 1


def test_a_signature_counts_once(households, sign, campaign, village):
    entries = households(3)
    first = sign(entries[:2])
    second = sign(entries)
    assert (first.signatures.count(), second.signatures.count()) == (2, 1)
    with pytest.raises(Refused, match="chưa ký"):
        sign(entries)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(campaign=campaign, entry=entries[0], sheet=second)
    assert tally(campaign, village) == (3, 3)


def test_a_form_of_one_village_is_not_that_of_another(households, sign, next_village, hoa):
    id = uuid7()
    sign(households(1), id=id)
    with pytest.raises(Refused, match="nơi khác"):
        sign(households(1, next_village), id=id, body=next_village, by=hoa)


@pytest.mark.parametrize(
    ("role", "where", "expected"),
    [
        (Role.R7, "village", True),
        (Role.R6, "village", True),
        (Role.R7, "next_village", False),
        (Role.R8, "union", False),
        (Role.R1, "village", False),
        (Role.R2, "village", False),
        (Role.R3, "village", False),
        (Role.R5, "village", False),
    ],
)
def test_who_collects_in_a_village(households, sign, request, role, where, expected):
    user = appoint("ai-do", "Ai Đó", role, request.getfixturevalue(where))
    if expected:
        sign(households(1), by=user)
    else:
        with pytest.raises(Refused):
            sign(households(1), by=user)
    assert Signature.objects.count() == expected


@pytest.mark.parametrize(
    ("on", "word"),
    [(date(2026, 11, 24), "chưa tới"), (date(2026, 8, 31), "Đợt này ký từ"), (date(2025, 11, 20), "Đợt này ký từ")],
)
def test_a_day_outside_the_campaign_is_refused(households, sign, on, word):
    with pytest.raises(Refused, match=word):
        sign(households(1), on=on)


def test_only_who_counts_there_on_that_day_signs(households, sign, next_village, lan):
    stranger, gone = households(1, next_village)[0], households(1)[0]
    registers.end_entry(gone, by=lan, on=EVENING)
    for entry in (stranger, gone):
        with pytest.raises(Refused, match="không ở trong sổ"):
            sign([entry])
    sign([gone], on=date(2026, 11, 19))


def test_a_pledge_follows_the_household_that_moves(households, sign, campaign, village, next_village, lan):
    entries = households(2)
    sign(entries[:1])
    registers.move_entry(entries[0], to=next_village, by=lan, on=LATER)
    assert (tally(campaign, village), tally(campaign, next_village)) == ((0, 1), (1, 1))
    assert (tally(campaign, village, EVENING), tally(campaign, next_village, EVENING)) == ((1, 2), (0, 0))


def test_a_split_household_signs_anew(households, sign, campaign, village, lan):
    entry = households(1)[0]
    sign([entry])
    child = registers.split_entry(entry, id=uuid7(), by=lan, on=LATER, name="Lò Văn Pó")
    assert tally(campaign, village) == (1, 2)
    sign([child], on=LATER)
    assert tally(campaign, village) == (2, 2)


def test_who_left_counts_neither_above_nor_below(households, sign, campaign, village, lan):
    entries = households(2)
    sign(entries)
    registers.end_entry(entries[0], by=lan, on=LATER)
    assert tally(campaign, village) == (1, 1)


def test_the_day_before_signing_nobody_had_signed(households, sign, campaign, village):
    sign(households(2))
    assert tally(campaign, village, date(2026, 11, 19)) == (0, 2)


def test_a_voided_signature_counts_no_more_and_may_be_given_again(households, sign, campaign, village, lan, hoa):
    entries = households(1)
    row = sign(entries).signatures.get()
    with pytest.raises(Refused):
        actions.void_signature(row, by=hoa, reason="ghi nhầm hộ")
    actions.void_signature(row, by=lan, reason="ghi nhầm hộ")
    assert tally(campaign, village) == (0, 1)
    with pytest.raises(Refused, match="đã hủy"):
        actions.void_signature(row, by=lan, reason="ghi nhầm hộ")
    sign(entries)
    assert tally(campaign, village) == (1, 1)
    assert Signature.objects.count() == 2


def test_a_photograph_taken_later_stands_behind_all_rows(households, sign, photo, lan, hoa):
    sheet = sign(households(3))
    with pytest.raises(Refused), transaction.atomic():
        actions.add_scans(sheet, by=hoa, files=[photo()])
    actions.add_scans(sheet, by=lan, files=[photo(), photo("to-2.jpg")])
    actions.add_scans(sheet, by=lan, files=[photo()])
    assert sheet.scans.count() == 2
    assert {row.sheet for row in Signature.objects.all()} == {sheet}


def test_a_bad_photograph_undoes_the_whole_list(households, sign, photo):
    with pytest.raises(Refused, match="không nhận được"):
        sign(households(2), files=[photo("to.exe")])
    assert (Sheet.objects.count(), Signature.objects.count()) == (0, 0)


def test_a_new_campaign_names_the_one_before_and_starts_at_nothing(
    households, sign, campaign, opened, village, commune
):
    sign(households(2))
    with pytest.raises(Refused, match="Đã có đợt"):
        opened(ends_on=date(2027, 3, 1))
    renewed = opened(starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    assert renewed.renews == campaign
    assert tally(renewed, village, date(2027, 1, 1)) == (0, 2)
    assert queries.campaigns_on(commune, date(2026, 12, 31))["household"] == campaign
    assert queries.campaigns_on(commune, date(2027, 1, 1))["household"] == renewed


def test_campaigns_are_opened_by_who_orders_work_in_the_commune(opened, lan):
    with pytest.raises(Refused):
        opened(by=lan)
    assert not Campaign.objects.exists()


def test_the_same_campaign_is_opened_once(opened):
    id = uuid7()
    assert opened(id=id) == opened(id=id)


# --- schools --------------------------------------------------------------------------------------------------


@pytest.fixture
def head(school):
    return appoint("hieu-truong", "Đào Thị Thu", Role.R9, school)


@pytest.fixture
def classes(school, head):
    def count(name, pupils):
        numbers = {"year": 2026, "name": name, "pupils": pupils, "parents": pupils}
        return registers.set_class(body=school, by=head, on=date(2026, 9, 1), **numbers)

    return [count("1A", 30), count("2A", 20)]


def say(campaign, school, head, numbers, on=EVENING):
    return actions.sign_classes(id=uuid7(), campaign=campaign, body=school, by=head, numbers=numbers, on=on)


def test_a_class_signs_in_numbers_and_its_last_word_stands(opened, school, head, classes):
    campaign = opened("classes")
    say(campaign, school, head, {classes[0]: (25, 20)})
    say(campaign, school, head, {classes[0]: (30, 28), classes[1]: (20, 20)}, LATER)
    found = queries.schools(campaign, [school], TODAY)[school.pk]
    assert (found.pupils, found.parents, found.has_signed) == ((50, 50), (48, 50), False)
    before = queries.schools(campaign, [school], EVENING)[school.pk]
    assert (before.pupils, before.parents) == ((25, 50), (20, 50))


def test_a_voided_word_on_a_class_gives_way_to_the_one_before(opened, school, head, classes):
    campaign = opened("classes")
    say(campaign, school, head, {classes[0]: (25, 20)})
    say(campaign, school, head, {classes[0]: (30, 30)}, LATER)
    actions.void_signature(ClassPledge.objects.get(pupils=30), by=head, reason="đếm nhầm")
    assert queries.schools(campaign, [school], TODAY)[school.pk].pupils == (25, 50)


def test_a_class_that_shrank_never_has_more_signed_than_pupils(opened, school, head, classes):
    campaign = opened("classes")
    say(campaign, school, head, {each: (each.pupils, each.parents) for each in classes})
    registers.set_class(body=school, by=head, on=LATER, year=2026, name="1A", pupils=28, parents=28)
    found = queries.schools(campaign, [school], TODAY)[school.pk]
    assert (found.pupils, found.has_signed) == ((48, 48), True)


@pytest.mark.parametrize("numbers", [(31, 0), (0, 31)])
def test_more_than_a_class_has_cannot_have_signed(opened, school, head, classes, numbers):
    with pytest.raises(Refused, match="không thể nhiều hơn"):
        say(opened("classes"), school, head, {classes[0]: numbers})


def test_a_head_of_a_village_does_not_sign_for_the_school(opened, school, lan, head, classes):
    with pytest.raises(Refused):
        say(opened("classes"), school, lan, {classes[0]: (1, 1)})
