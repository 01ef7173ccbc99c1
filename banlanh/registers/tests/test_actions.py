from datetime import date

import pytest
from django.db import IntegrityError, transaction

from banlanh.accounts.enums import Role
from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.registers import actions, queries
from banlanh.registers.enums import Began, Ended, EntryKind
from banlanh.registers.models import Entry, SchoolClass, SignOff, Stay
from tests.support.commune import appoint, body_of

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def names_on(day: date, body) -> list[str]:
    return [stay.entry.name for stay in Stay.objects.filter(body=body).counted_on(day).select_related("entry")]


def test_a_household_counts_from_the_day_it_came(household, village):
    household(on=MARCH)
    assert names_on(date(2026, 2, 28), village) == []
    assert names_on(MARCH, village) == ["Lò Văn Pản"]


def test_a_household_that_left_counts_no_more_from_that_day(household, village, lan):
    entry = household(on=MARCH)
    actions.end_entry(entry, by=lan, on=APRIL)
    assert names_on(date(2026, 3, 31), village) == ["Lò Văn Pản"]
    assert names_on(APRIL, village) == []


def test_a_household_that_moved_counts_once_under_the_id_that_it_had(household, village, next_village, lan):
    entry = household(on=MARCH)
    actions.move_entry(entry, to=next_village, by=lan, on=APRIL, address="xóm Trên")
    assert (names_on(date(2026, 3, 31), village), names_on(date(2026, 3, 31), next_village)) == (["Lò Văn Pản"], [])
    assert (names_on(APRIL, village), names_on(APRIL, next_village)) == ([], ["Lò Văn Pản"])
    assert Entry.objects.get().address == "xóm Trên"


def test_a_split_household_remembers_where_it_came_from(household, village, lan):
    entry = household(on=MARCH)
    child = actions.split_entry(entry, id=uuid7(), by=lan, on=APRIL, name="Lò Văn Pó")
    assert child.parent == entry
    assert child.stays.get().began == Began.SPLIT
    assert names_on(APRIL, village) == ["Lò Văn Pản", "Lò Văn Pó"]
    assert names_on(MARCH, village) == ["Lò Văn Pản"]


def test_a_merged_household_counts_with_the_other(household, village, lan):
    entry, into = household(on=MARCH), household("Lò Văn Ín", on=MARCH)
    actions.merge_entries(entry, into=into, by=lan, on=APRIL)
    assert names_on(MARCH, village) == ["Lò Văn Pản", "Lò Văn Ín"]
    assert names_on(APRIL, village) == ["Lò Văn Ín"]
    assert Entry.objects.get(pk=entry.pk).merged_into == into


def pairs(body) -> list:
    return queries.likely_duplicates([body], EntryKind.HOUSEHOLD, MAY).get(body.pk, [])


def test_what_was_written_twice_never_counted(household, village, lan):
    entry, twin = household(on=MARCH), household(on=APRIL)
    assert pairs(village) == [(entry, twin)]
    actions.mark_duplicate(twin, of=entry, by=lan)
    assert names_on(MAY, village) == ["Lò Văn Pản"]
    assert pairs(village) == []


def test_two_households_told_apart_are_not_asked_about_again(household, village, lan):
    entry, other = household(phone="0912345678"), household("Lò Thị Ín", phone="0912345678")
    assert pairs(village) == [(entry, other)]
    actions.tell_apart(entry, other=other, by=lan)
    assert pairs(village) == []


def test_what_was_written_by_mistake_never_counted(household, village, lan):
    actions.strike_entry(household(on=MARCH), by=lan)
    assert names_on(MARCH, village) == names_on(MAY, village) == []
    assert Stay.objects.get().ended == Ended.MISTAKE


def test_who_is_back_counts_again_under_the_old_id(household, village, lan):
    entry = actions.end_entry(household(on=MARCH), by=lan, on=APRIL)
    actions.return_entry(entry, by=lan, on=MAY)
    assert [names_on(day, village) for day in (MARCH, APRIL, MAY)] == [["Lò Văn Pản"], [], ["Lò Văn Pản"]]


def test_who_is_back_on_the_day_of_leaving_was_never_away(household, village, lan):
    entry = actions.end_entry(household(on=MARCH), by=lan, on=APRIL)
    actions.return_entry(entry, by=lan, on=APRIL)
    assert names_on(APRIL, village) == ["Lò Văn Pản"]


def test_the_same_form_sent_twice_makes_one_household(village, lan):
    sent = {"id": uuid7(), "kind": "household", "body": village, "by": lan, "on": MARCH, "name": "Lò Văn Pản"}
    assert actions.add_entry(**sent) == actions.add_entry(**sent)
    assert Entry.objects.count() == Stay.objects.count() == 1


def test_a_correction_changes_the_words_and_says_which_fields(household, lan):
    entry = household(phone="0912345678")
    actions.correct_entry(entry, by=lan, name="Lò Văn Phản", phone="0912345678")
    assert Entry.objects.get().search == " lo van phan"
    event = Event.objects.filter(verb="entry.corrected").get()
    assert event.detail == {"fields": ["name"]}


def test_no_event_holds_a_name(household, next_village, lan):
    entry = household(phone="0912345678", address="xóm Trên")
    actions.correct_entry(entry, by=lan, name="Lò Văn Phản")
    actions.move_entry(entry, to=next_village, by=lan, on=MAY)
    told = str(list(Event.objects.values_list("subject", "detail")))
    assert not any(word in told for word in ("Pản", "Phản", "0912", "Trên"))


REFUSALS = {
    "a day to come": lambda a: actions.end_entry(a["entry"], by=a["lan"], on=date(2026, 11, 24)),
    "before it came": lambda a: actions.end_entry(a["entry"], by=a["lan"], on=date(2026, 2, 28)),
    "moved before it came": lambda a: actions.move_entry(
        a["entry"], to=a["next"], by=a["lan"], on=date(2026, 2, 28)
    ),
    "split before it came": lambda a: actions.split_entry(
        a["entry"], id=uuid7(), by=a["lan"], on=date(2026, 2, 28), name="Lò Văn Pó"
    ),
    "moved where it is": lambda a: actions.move_entry(a["entry"], to=a["village"], by=a["lan"], on=MAY),
    "moved to a cell": lambda a: actions.move_entry(a["entry"], to=a["cell"], by=a["lan"], on=MAY),
    "moved to another commune": lambda a: actions.move_entry(a["entry"], to=a["far"], by=a["lan"], on=MAY),
    "merged with itself": lambda a: actions.merge_entries(a["entry"], into=a["entry"], by=a["lan"], on=MAY),
    "merged into who had not come": lambda a: actions.merge_entries(
        a["entry"], into=a["later"], by=a["lan"], on=APRIL
    ),
    "back while here": lambda a: actions.return_entry(a["entry"], by=a["lan"], on=MAY),
    "the next village's head": lambda a: actions.end_entry(a["entry"], by=a["hoa"], on=MAY),
    "the secretary": lambda a: actions.correct_entry(a["entry"], by=a["minh"], name="Lò Văn Phản"),
    "the police": lambda a: actions.correct_entry(a["entry"], by=a["son"], name="Lò Văn Phản"),
    "a household in a cell": lambda a: actions.add_entry(
        id=uuid7(), kind="household", body=a["cell"], by=a["lan"], on=MAY, name="Lò Văn Pó"
    ),
    "a household that opens": lambda a: actions.add_entry(
        id=uuid7(), kind="household", body=a["village"], by=a["lan"], on=MAY, name="Lò Văn Pó", began=Began.OPENED
    ),
    "an establishment that splits": lambda a: actions.split_entry(
        a["shop"], id=uuid7(), by=a["lan"], on=MAY, name="Quán khác"
    ),
}  # fmt: skip


@pytest.fixture
def all_of_them(household, village, next_village, cell, lan, hoa, minh, son) -> dict:
    from tests.support.commune import make_commune

    shop = actions.add_entry(
        id=uuid7(), kind="establishment", body=village, by=lan, on=MARCH, name="Quán", began=Began.OPENED
    )
    far = body_of(make_commune("Nậm Lành"), "Thôn Nà Lìn")
    people = {"lan": lan, "hoa": hoa, "minh": minh, "son": son}
    bodies = {"village": village, "next": next_village, "cell": cell, "far": far}
    return bodies | people | {"entry": household(on=MARCH), "later": household("Lò Văn Ín", on=MAY), "shop": shop}


@pytest.mark.parametrize("why", REFUSALS)
def test_what_cannot_be_is_refused_with_a_sentence(all_of_them, why):
    before, events = list(Stay.objects.values()), Event.objects.count()
    with pytest.raises(Refused, match=r"\w{2,} .*\."):
        REFUSALS[why](all_of_them)
    assert (list(Stay.objects.values()), Event.objects.count()) == (before, events)


def test_what_has_moved_is_not_struck_out(household, next_village, lan, hoa):
    entry = actions.move_entry(household(on=MARCH), to=next_village, by=lan, on=APRIL)
    with pytest.raises(Refused):
        actions.strike_entry(entry, by=hoa)


def test_after_a_move_the_next_head_keeps_it(household, next_village, lan, hoa):
    entry = actions.move_entry(household(on=MARCH), to=next_village, by=lan, on=APRIL)
    with pytest.raises(Refused):
        actions.end_entry(entry, by=lan, on=MAY)
    actions.end_entry(entry, by=hoa, on=MAY)


def test_the_database_refuses_two_stays_that_last(household, next_village):
    entry = household()
    with pytest.raises(IntegrityError), transaction.atomic():
        Stay.objects.create(entry=entry, body=next_village, starts_on=MAY, began=Began.MOVED)


def test_a_stay_cannot_end_without_a_word(household):
    with pytest.raises(IntegrityError), transaction.atomic():
        household().stays.update(ends_on=MAY)


def test_a_failed_log_undoes_the_entry(household, monkeypatch):
    def fail(*_, **__):
        raise OSError

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(OSError):
        household()
    assert Entry.objects.count() == 0


def test_members_are_kept_by_their_cell(cell, village, commune):
    thu = appoint("thu", "Lò Văn Thu", Role.R6, cell)
    member = {"kind": EntryKind.MEMBER, "by": thu, "on": MARCH, "name": "Lò Văn Thu"}
    actions.add_entry(id=uuid7(), body=cell, **member)
    with pytest.raises(Refused):
        actions.add_entry(id=uuid7(), body=village, **member)
    assert queries.counts_of(EntryKind.MEMBER, [cell, village], MAY) == {cell.pk: 1, village.pk: 0}


def test_a_class_has_the_numbers_of_its_day(school, commune, lan):
    head = appoint("thay", "Hà Văn Thầy", Role.R9, school)
    september, october = date(2026, 9, 5), date(2026, 10, 1)
    for day, pupils in ((september, 30), (october, 32)):
        actions.set_class(body=school, by=head, on=day, year=2026, name="5A", pupils=pupils, parents=28)
    counted = {day: [each.pupils for each in SchoolClass.objects.counted_on(day)] for day in (september, october)}
    assert counted == {september: [30], october: [32]}
    assert list(SchoolClass.objects.counted_on(date(2027, 9, 1))) == []
    with pytest.raises(Refused):
        actions.set_class(body=school, by=lan, on=october, year=2026, name="5A", pupils=1, parents=1)


def test_the_month_shows_what_came_and_went_and_both_sides_sign(household, village, lan, son, minh):
    household(on=MARCH)
    gone = household("Lò Văn Ín", on=date(2026, 2, 3))
    actions.end_entry(gone, by=lan, on=date(2026, 3, 31))
    actions.strike_entry(household("Ghi nhầm", on=MARCH), by=lan)
    came, went = queries.changes_in(village, MARCH, APRIL)
    assert ([stay.entry.name for stay in came], [stay.entry.name for stay in went]) == (["Lò Văn Pản"], ["Lò Văn Ín"])
    first = actions.sign_month(body=village, month=MARCH, by=lan, returned_count=3)
    assert actions.sign_month(body=village, month=MARCH, by=lan, returned_count=3) == first
    actions.sign_month(body=village, month=MARCH, by=son)
    assert set(queries.signed_by_side(village, MARCH)) == {"keeper", "police"}
    with pytest.raises(Refused):
        actions.sign_month(body=village, month=MARCH, by=minh)
    assert SignOff.objects.count() == 2


def test_a_change_after_the_signature_asks_for_another(household, village, lan):
    first = actions.sign_month(body=village, month=MARCH, by=lan)
    household(on=MARCH)
    came, _ = queries.changes_in(village, MARCH, APRIL)
    assert queries.last_change(came) > first.signed_at
    assert actions.sign_month(body=village, month=MARCH, by=lan) != first
