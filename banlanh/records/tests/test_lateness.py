"""What comes more than a day after it happened is asked why, keeps the answer, and says so (SEC-45)."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.urls import reverse

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.outreach.models import Airing
from banlanh.places.models import Body
from banlanh.records.enums import Late, WhyLate
from banlanh.records.forms import LATE
from banlanh.records.models import is_late
from banlanh.records.offline import field_of
from banlanh.records.registry import KINDS
from tests.support.rooms import typed_into

from .test_actions import OF_EVERY_KIND, make

AIRING = reverse("records:create", args=["airing"])
ASKS = "Vì sao hôm nay mới ghi?"
FRIDAY, SUNDAY = "20/11/2026", "22/11/2026"  # today is Monday the 23rd


@pytest.fixture
def sent(today) -> dict:
    said = {"id": str(uuid7()), "slot": "morning", "languages": ["vie", "hmn"], "minutes": "15"}
    return said | {"happened_on": FRIDAY}


@pytest.mark.parametrize(
    ("day", "on", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), False),
        (date(2026, 11, 22), date(2026, 11, 23), False),  # its last hour may be a few hours ago
        (date(2026, 11, 21), date(2026, 11, 23), True),
        (date(2026, 2, 28), date(2026, 3, 1), False),
        (date(2028, 2, 28), date(2028, 3, 1), True),  # a leap day lies between
        (date(2026, 12, 31), date(2027, 1, 1), False),
        (date(2026, 2, 16), date(2026, 2, 23), True),  # over Tết
        (date(2099, 1, 1), date(2026, 11, 23), False),
    ],
)
def test_a_day_is_late_once_it_is_over_for_more_than_a_day(day, on, expected):
    assert is_late(day, on) is expected


def test_an_ordinary_evening_is_asked_nothing(lan, sent, browser_of):
    browser = browser_of(lan)
    assert ASKS not in browser.get(AIRING).content.decode()
    page = browser.post(AIRING, sent | {"happened_on": SUNDAY}, follow=True)
    assert "Vì sao ghi muộn" not in page.content.decode()
    assert set(Airing.objects.values_list("why_late", "late_word")) == {("", "")}
    assert not any("why_late" in event.detail for event in Event.objects.all())


def test_of_a_late_day_the_first_posting_asks_and_loses_nothing(lan, sent, browser_of):
    page = browser_of(lan).post(AIRING, sent)
    html = page.content.decode()
    assert page.status_code == 422 and html.count(f"<legend>{ASKS}</legend>") == 1
    assert "Ngày ấy đã qua hơn một ngày. Xin cho biết vì sao hôm nay mới ghi." in html
    assert {name: typed_into(page)[name] for name in sent} == sent
    assert not Airing.objects.exists()


def test_the_answer_is_kept_in_the_record_and_its_event_and_stands_beside_the_mark(lan, sent, browser_of):
    page = browser_of(lan).post(AIRING, sent | {"why_late": "paper"}, follow=True).content.decode()
    assert "(3 ngày sau)" in page and "<dt>Vì sao ghi muộn</dt><dd>Ghi lại từ sổ giấy</dd>" in page
    assert set(Airing.objects.values_list("why_late", flat=True)) == {"paper"}  # of each language
    assert {event.detail["why_late"] for event in Event.objects.filter(verb="airing.recorded")} == {"paper"}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"why_late": "other"}, "Xin ghi lý do, trong vài chữ."),
        ({"why_late": "phone"}, "Xin chọn một mục có trong danh sách."),  # a claim that a person cannot make
        ({"why_late": "because"}, "Xin chọn một mục có trong danh sách."),
        ({"why_late": "other", "late_word": "x" * 161}, "Dài quá: tối đa 160 ký tự"),
    ],
)
def test_an_answer_that_says_nothing_is_asked_again(lan, sent, browser_of, said, answer):
    page = browser_of(lan).post(AIRING, sent | said)
    assert page.status_code == 422 and answer in page.content.decode()
    assert not Airing.objects.exists()


def test_another_reason_is_kept_in_the_person_s_words(lan, sent, browser_of):
    said = {"why_late": "other", "late_word": "sạt đường, không về được thôn"}
    page = browser_of(lan).post(AIRING, sent | said, follow=True).content.decode()
    assert "<dd>Lý do khác: sạt đường, không về được thôn</dd>" in page
    assert "sạt đường" not in str(Event.objects.values_list("detail", flat=True))


def test_an_answer_to_what_was_not_asked_is_not_kept(lan, sent, browser_of):
    browser_of(lan).post(AIRING, sent | {"happened_on": SUNDAY, "why_late": "forgot", "late_word": "quên"})
    assert set(Airing.objects.values_list("why_late", "late_word")) == {("", "")}


def test_a_form_that_opens_for_a_week_that_is_over_asks_at_once(lan, village, browser_of):
    page = browser_of(lan).get(f"{AIRING}?don_vi={village.pk}&ky=2026-11-09").content.decode()
    assert page.count(ASKS) == 1


@OF_EVERY_KIND
def test_what_comes_without_a_reason_is_kept_and_says_so(commune, lan, key):
    record = make(key, commune, by=lan)
    assert record.is_late and record.late_words == "chưa nêu lý do"
    assert Event.objects.latest("sequence").detail["why_late"] == ""


@OF_EVERY_KIND
def test_a_reason_is_kept_of_a_late_day_alone(commune, lan, today, key):
    late = Late(WhyLate.FORGOT)
    assert make(key, commune, by=lan, late=late).why_late == WhyLate.FORGOT
    others = {"airing": {"slot": "evening"}, "resolution": {"month": date(2026, 10, 1)}, "report": {"number": "13"}}
    assert make(key, commune, by=lan, late=late, happened_on=today, **others[key]).why_late == ""


def bodies_of_every_kind(commune) -> list[tuple[str, Body]]:
    found = list(Body.objects.for_place(commune).select_related("commune", "place"))
    return [(key, next(body for body in found if body.kind in kind.bodies)) for key, kind in KINDS.items()]


def test_the_form_of_every_kind_asks_beside_its_day(commune, today):
    bodies = [(key, body) for key, body in bodies_of_every_kind(commune)]
    assert len(bodies) == len(KINDS)
    for key, body in bodies:
        form = KINDS[key].form(QueryDict("happened_on=20/11/2026"), body=body)
        names = list(form.fields)
        at = names.index("happened_on") + 1
        assert tuple(names[at : at + 2]) == LATE and "why_late" in form.errors, key
        assert not KINDS[key].form(QueryDict("happened_on=22/11/2026"), body=body).errors.keys() & set(LATE), key


def test_a_phone_is_told_what_only_a_late_day_asks_and_which_day_may_lie_ahead(commune, today):
    for key, body in bodies_of_every_kind(commune):
        asked = [field_of(name, field) for name, field in KINDS[key].form(body=body).fields.items()]
        assert {each["name"] for each in asked if each.get("late")} == set(LATE)
        assert {each["name"] for each in asked if each.get("ahead")} == ({"mend_by"} if key == "inspection" else set())


@pytest.mark.parametrize(
    ("claimed", "must", "why"),
    [
        (datetime(2026, 11, 20, 14, tzinfo=UTC), True, "phone"),  # that evening
        (datetime(2026, 11, 21, 16, 59, tzinfo=UTC), True, "phone"),  # the last minute of the next day
        (datetime(2026, 11, 21, 17, 0, tzinfo=UTC), True, None),  # midnight in Vietnam: a day too late
        (datetime(2026, 11, 19, 16, 59, tzinfo=UTC), True, None),  # before it happened
        (datetime(1970, 1, 1, tzinfo=UTC), True, None),
        (datetime(2099, 1, 1, tzinfo=UTC), True, None),
        (None, True, None),
        (None, False, ""),
        (datetime(2099, 1, 1, tzinfo=UTC), False, ""),
    ],
)
def test_what_a_phone_claims_to_have_written_in_time_needs_no_answer(village, sent, claimed, must, why):
    typed = QueryDict(mutable=True)
    for name, value in sent.items():
        typed.setlist(name, value if isinstance(value, list) else [value])
    form = KINDS["airing"].form(typed, body=village, claimed_at=claimed, must_say=must)
    assert form.is_valid() is (why is not None)
    assert why is None or form.late == (why, "")


def test_what_a_person_answered_stands_above_what_the_phone_claims(village, sent):
    typed = QueryDict(f"id={sent['id']}&slot=morning&languages=vie&minutes=9&happened_on=20/11/2026&why_late=forgot")
    form = KINDS["airing"].form(typed, body=village, claimed_at=datetime(2026, 11, 20, 14, tzinfo=UTC))
    assert form.is_valid() and form.late == ("forgot", "")
