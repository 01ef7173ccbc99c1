"""Where a duty stands, told from the records behind it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.documents.actions import record_issue, record_resolution
from banlanh.outreach.actions import record_airing
from banlanh.plans.actions import accept_duty, excuse_duty, send_back_duty, submit_duty
from banlanh.plans.models import Duty
from banlanh.plans.standing import Evidence, fulfilment, standings
from banlanh.records.actions import void_record
from banlanh.records.registry import KINDS, Proof
from tests.support.commune import appoint, body_of, hoa, lan

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())


def duty_of(plan, body: str, day: date, **of) -> Duty:
    found = Duty.objects.filter(task__plan=plan, body__name=body, starts_on__lte=day, ends_on__gte=day, **of)
    return found.select_related("task__clause", "body__place").get()


def stands(duty: Duty, on: date = TODAY):
    return standings([duty], commune=duty.commune, on=on)[0]


def air(village, by, day, languages=("vie", "hmn"), slot="morning"):
    body = body_of(village, "Thôn Nà Lìn")
    return record_airing(
        id=uuid7(), body=body, by=by, happened_on=day, slot=slot, languages=list(languages), minutes=15
    )


def test_two_airings_in_each_language_fill_the_week(commune, plan):
    head = lan(commune)
    duty = duty_of(plan, "Thôn Nà Lìn", TODAY, task__kind="airing")
    assert (stands(duty).state, stands(duty).done) == ("open", 0)
    air(commune, head, TODAY)
    assert (stands(duty).state, stands(duty).done) == ("open", 1)
    air(commune, head, TODAY, languages=["vie"], slot="evening")
    assert (stands(duty).state, stands(duty).done) == ("open", 1)
    air(commune, head, TODAY, languages=["hmn"], slot="evening")
    assert (stands(duty).state, stands(duty).met_on) == ("done", TODAY)


def test_a_voided_airing_fills_nothing(commune, plan):
    head = lan(commune)
    duty = duty_of(plan, "Thôn Nà Lìn", TODAY, task__kind="airing")
    airing = air(commune, head, TODAY)
    void_record(airing, by=head, reason="Ghi nhầm thôn bên.")
    assert stands(duty).done == 0


def test_a_missed_week_can_be_made_up_for_a_week_and_then_was_missed(commune, plan):
    duty = duty_of(plan, "Thôn Nà Lìn", date(2026, 11, 10), task__kind="airing")
    assert stands(duty, date(2026, 11, 15)).state == "open"
    assert stands(duty, date(2026, 11, 16)).state == "late"
    assert stands(duty, date(2026, 11, 22)).state == "late"
    assert stands(duty, date(2026, 11, 23)).state == "missed"


def test_a_resolution_of_october_passed_in_november_is_done_late(commune, plan, secretary):
    cell = body_of(commune, "Chi bộ Nà Lìn")
    duty = duty_of(plan, "Chi bộ Nà Lìn", date(2026, 10, 5), task__kind="resolution")
    assert stands(duty).state == "late"
    assert stands(duty).words == "muộn 23 ngày"
    record_resolution(
        id=uuid7(), body=cell, by=secretary, happened_on=date(2026, 11, 6), month=date(2026, 10, 1),
        number="10-NQ/CB", has_drug_content=True,
    )  # fmt: skip
    assert (stands(duty).state, stands(duty).days_late) == ("done_late", 6)
    assert stands(duty, date(2026, 11, 5)).state == "late", "what came later was not known then"


def test_a_resolution_without_the_content_fills_nothing(commune, plan, secretary):
    cell = body_of(commune, "Chi bộ Nà Lìn")
    record_resolution(
        id=uuid7(), body=cell, by=secretary, happened_on=TODAY, month=TODAY, number="11-NQ/CB", has_drug_content=False
    )
    assert stands(duty_of(plan, "Chi bộ Nà Lìn", TODAY, task__kind="resolution")).state == "open"


def test_the_report_of_the_month_is_on_time_until_the_25th(commune, plan, secretary):
    cell = body_of(commune, "Chi bộ Công an xã")
    duty = duty_of(plan, "Chi bộ Công an xã", TODAY, task__every="FREQ=MONTHLY;BYMONTHDAY=25")
    assert stands(duty).words == "còn 2 ngày"
    assert stands(duty, date(2026, 11, 25)).words == "hạn hôm nay"
    assert stands(duty, date(2026, 11, 26)).words == "muộn 1 ngày"
    record_issue(
        id=uuid7(), body=cell, by=secretary, happened_on=TODAY, type="BC", number="11-BC/CB", title="Báo cáo tháng 11"
    )
    assert stands(duty).state == "done"


def test_another_type_of_paper_does_not_stand_for_the_report(commune, plan, secretary):
    cell = body_of(commune, "Chi bộ Công an xã")
    record_issue(id=uuid7(), body=cell, by=secretary, happened_on=TODAY, type="TB", number="1-TB/CB", title="Họp")
    duty = duty_of(plan, "Chi bộ Công an xã", TODAY, task__every="FREQ=MONTHLY;BYMONTHDAY=25")
    assert stands(duty).state == "open"


@pytest.fixture
def union(commune):
    return appoint("thu", "Lù Thị Thu", "R8b", body_of(commune, "Hội Phụ nữ"), title="Chủ tịch Hội Phụ nữ")


@pytest.fixture
def help_given(plan):
    return duty_of(plan, "Hội Phụ nữ", TODAY, task__kind="")


def test_the_life_of_a_duty_that_no_record_proves(help_given, union, secretary):
    assert stands(help_given).state == "open"
    submit_duty(help_given, id=uuid7(), by=union, note="Đã giúp một gia đình có việc làm.")
    assert stands(help_given).mark == "waiting"
    send_back_duty(help_given, id=uuid7(), by=secretary, note="Xin ghi rõ ngày.")
    assert stands(help_given).mark == "returned"
    submit_duty(help_given, id=uuid7(), by=union, note="Giúp từ ngày 20/11.")
    accept_duty(help_given, id=uuid7(), by=secretary)
    assert (stands(help_given).state, stands(help_given).met_on) == ("done", TODAY)


def test_an_accepted_duty_was_done_when_it_was_handed_in(help_given, union, secretary, monkeypatch):
    submit_duty(help_given, id=uuid7(), by=union, note="Đã giúp một gia đình.")
    monkeypatch.setenv("BANLANH_TODAY", "2027-01-15")
    accept_duty(help_given, id=uuid7(), by=secretary)
    assert stands(help_given, date(2027, 1, 15)).state == "done"


def test_who_submits_does_not_accept(help_given, secretary):
    submit_duty(help_given, id=uuid7(), by=secretary, note="Văn phòng trình thay.")
    with pytest.raises(Refused, match="không tự duyệt"):
        accept_duty(help_given, id=uuid7(), by=secretary)


def test_the_same_step_sent_twice_is_one_step(help_given, union):
    step = uuid7()
    submit_duty(help_given, id=step, by=union, note="Đã giúp một gia đình.")
    submit_duty(help_given, id=step, by=union, note="Đã giúp một gia đình.")
    assert help_given.steps.count() == 1


def test_an_excused_duty_is_neither_late_nor_missed(help_given, secretary):
    excuse_duty(help_given, id=uuid7(), by=secretary, note="Hội mới kiện toàn.")
    assert stands(help_given, date(2027, 2, 1)).state == "excused"


@pytest.mark.parametrize("verb", [submit_duty, accept_duty, send_back_duty, excuse_duty])
def test_the_stranger_from_the_next_village_takes_no_step(help_given, commune, verb):
    with pytest.raises(Refused):
        verb(help_given, id=uuid7(), by=hoa(commune), note="Không phải việc của tôi.")


AIRING = KINDS["airing"]


class Village:
    """A body with two languages, without a database."""

    pk = 1

    class place:
        languages = ("vie", "hmn")


@given(
    st.lists(st.tuples(st.integers(-10, 20), st.integers(0, 9), st.sampled_from(["vie", "hmn"])), max_size=30),
    st.integers(1, 4),
    st.integers(0, 25),
)
def test_fulfilment_agrees_with_plain_counting(airings, needed, known_after):
    monday, on = date(2026, 11, 16), date(2026, 11, 16) + timedelta(days=known_after)
    proofs: dict = {}
    for covers, delay, language in airings:
        day = monday + timedelta(days=covers)
        proof = Proof("airing", 1, day, day + timedelta(days=delay), None, language)
        proofs.setdefault(("airing", 1, language), []).append(proof)
    for found in proofs.values():
        found.sort(key=lambda proof: proof.covers_on)
    duty = Duty(body_id=1, starts_on=monday, ends_on=monday + timedelta(days=6), needed=needed)
    duty._state.fields_cache["body"] = Village
    done, met_on = fulfilment(duty, AIRING, Evidence(proofs, {}), on)
    counts = {
        language: sorted(
            monday + timedelta(days=covers + delay)
            for covers, delay, spoken in airings
            if spoken == language and 0 <= covers <= 6 and monday + timedelta(days=covers + delay) <= on
        )
        for language in ("vie", "hmn")
    }
    assert done == min(min(len(days), needed) for days in counts.values())
    full = all(len(days) >= needed for days in counts.values())
    assert met_on == (max(days[needed - 1] for days in counts.values()) if full else None)
