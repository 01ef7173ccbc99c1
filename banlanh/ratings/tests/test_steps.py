"""The way of a rating: self, review, decision, appeal, answer; who takes which step, and what holds a grade down."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from banlanh.accounts.models import User
from banlanh.audit.models import Event
from banlanh.checks.models import Check, Finding, Visit
from banlanh.committee.models import Meeting
from banlanh.core.refusal import Refused
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body
from banlanh.ratings import actions, queries
from banlanh.ratings.enums import Grade, Rated, Source, Verb
from banlanh.ratings.evidence import Evidence, evidence_of
from banlanh.ratings.models import Incident, Rating, Scheme
from banlanh.ratings.periods import period_of
from banlanh.ratings.weighing import Bands, Caps, Line, Share
from tests.support.commune import appoint, body_of

pytestmark = pytest.mark.django_db(databases="__all__")
Q3 = period_of("2026-q3", Rated.VILLAGE)
FULL = {"unity": 10, "meeting": 10, "working": 10, "duties": 40, "targets": 20, "checks": 10}
REASON = "Hội nghị Ban Thường vụ thống nhất"


def take(verb: Verb, by: User, body: Body, number: int = 0, **said):
    values = {"points": FULL} if verb in (Verb.SELF, Verb.REVIEW) else {"reason": REASON}
    if verb in (Verb.DECIDE, Verb.ANSWER):
        values["grade"] = "good"
    id = UUID(int=1000 * body.pk + 10 * list(Verb).index(verb) + number)
    return actions.take_step(id=id, body=body, rated=Rated.VILLAGE, kept=Q3, verb=verb, by=by, **values | said)


def decided(lan, office, minh, village, **said):
    take(Verb.SELF, lan, village)
    take(Verb.REVIEW, office, village)
    return take(Verb.DECIDE, minh, village, **said)


def test_the_whole_way_with_an_appeal(lan, office, minh, chairman, village):
    decided(lan, office, minh, village)
    take(Verb.APPEAL, lan, village)
    take(Verb.ANSWER, chairman, village, grade="done")
    rating = queries.ratings_of(village.commune, Rated.VILLAGE, Q3)[village.pk]
    assert [step.verb for step in rating.steps.all()] == list(Verb)
    assert (rating.grade, rating.words) == (Grade.DONE, "đã trả lời kiến nghị")
    told = Event.objects.filter(verb__startswith="rating.").values_list("verb", flat=True)
    assert [*told] == ["rating.self", "rating.review", "rating.decide", "rating.appeal", "rating.answer"]


def test_the_same_step_twice_is_one(lan, village):
    assert take(Verb.SELF, lan, village) == take(Verb.SELF, lan, village)


def test_who_takes_which_step(lan, hoa, office, minh, chairman, son, village):
    for who in (hoa, minh):
        with pytest.raises(Refused):
            take(Verb.SELF, who, village)
    with pytest.raises(Refused, match="chưa tự chấm"):
        take(Verb.REVIEW, office, village)
    take(Verb.SELF, lan, village)
    with pytest.raises(Refused):
        take(Verb.REVIEW, lan, village)
    take(Verb.REVIEW, office, village)
    with pytest.raises(Refused, match="chờ quyết định"):
        take(Verb.SELF, lan, village, number=1)
    for who in (office, son):
        with pytest.raises(Refused, match="Bí thư hoặc Chủ tịch"):
            take(Verb.DECIDE, who, village)
    take(Verb.DECIDE, minh, village)
    with pytest.raises(Refused):
        take(Verb.APPEAL, hoa, village)
    take(Verb.APPEAL, lan, village)
    with pytest.raises(Refused, match="đồng chí khác"):
        take(Verb.ANSWER, minh, village)
    take(Verb.ANSWER, chairman, village)


def test_who_reviewed_does_not_decide(lan, minh, village):
    take(Verb.SELF, lan, village)
    take(Verb.REVIEW, minh, village)
    with pytest.raises(Refused, match="đồng chí khác"):
        take(Verb.DECIDE, minh, village)


def test_an_appeal_has_its_days(lan, office, minh, village, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-10-20")
    decided(lan, office, minh, village)
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-05")
    with pytest.raises(Refused, match="Đã quá 15 ngày"):
        take(Verb.APPEAL, lan, village)


def test_a_quarter_that_is_not_over_is_not_rated(lan, village):
    with pytest.raises(Refused, match="từ ngày 16/12/2026"):
        actions.take_step(id=UUID(int=1), body=village, rated=Rated.VILLAGE, kept=period_of("2026-q4", Rated.VILLAGE),
                          verb=Verb.SELF, by=lan, points=FULL)  # fmt: skip


@pytest.mark.parametrize("points", [{}, FULL | {"duties": 41}, FULL | {"unity": -1}])
def test_points_stay_within_their_lines(lan, village, points):
    with pytest.raises(Refused, match="quá điểm tối đa"):
        take(Verb.SELF, lan, village, points=points)
    assert not Rating.objects.for_place(village.commune).exists()


def test_a_cell_is_no_village(lan, cell):
    with pytest.raises(Refused, match="không thuộc loại"):
        take(Verb.SELF, lan, cell)


def test_another_grade_than_proposed_takes_a_reason(lan, office, minh, village):
    with pytest.raises(Refused, match="nêu lý do"):
        decided(lan, office, minh, village, reason="thế", grade="done")


# --- the hard criterion -----------------------------------------------------------------------------


def incident(by: User, body: Body, monkeypatch, number: int = 1, on="2026-09-20", **days) -> Incident:
    monkeypatch.setenv("BANLANH_TODAY", on)
    kept = actions.record_incident(id=UUID(int=number), body=body, kind="new", by=by, **days)
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-23")
    return kept


def proposed(body: Body):
    scheme = queries.scheme_of(body.commune, Rated.VILLAGE, Q3)
    return queries.proposal_of(FULL, scheme, queries.incidents_of(body, body.commune, Q3), Q3).capped


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"known_on": date(2026, 9, 15), "told_on": date(2026, 9, 17)}, Grade.EXCELLENT),
        ({"known_on": date(2026, 9, 10), "told_on": date(2026, 9, 17)}, Grade.GOOD),
        ({"known_on": date(2026, 9, 10)}, Grade.DONE),
        ({"happened_on": date(2026, 9, 1)}, Grade.EXCELLENT),  # nobody can say since when they knew
    ],
)
def test_what_the_hard_criterion_leaves(son, village, monkeypatch, days, expected):
    kept = incident(son, village, monkeypatch, **days)
    assert proposed(village) == expected
    actions.void_incident(kept, by=son, reason="ghi nhầm thôn")
    assert proposed(village) == Grade.EXCELLENT


def test_a_cap_binds_no_person(lan, office, minh, son, village, monkeypatch):
    incident(son, village, monkeypatch, known_on=date(2026, 9, 1))
    assert decided(lan, office, minh, village, grade="good").grade == Grade.GOOD


@pytest.mark.parametrize(
    "days",
    [
        {"known_on": date(2026, 9, 15), "told_on": date(2026, 9, 14)},
        {"happened_on": date(2026, 9, 16), "known_on": date(2026, 9, 15)},
    ],
)
def test_days_stand_in_their_order(son, village, monkeypatch, days):
    with pytest.raises(Refused, match="không thể trước"):
        incident(son, village, monkeypatch, **days)


def test_what_is_written_down_later_belongs_to_the_later_period(son, village, monkeypatch):
    incident(son, village, monkeypatch, on="2026-10-02", known_on=date(2026, 9, 1))
    assert proposed(village) == Grade.EXCELLENT


@pytest.mark.parametrize("role", ["R4", "R5", "R7", "R12", "R15"])
def test_only_three_write_it_down(commune, village, role):
    who = appoint("ai", "Hà Văn Ai", role, body_of(commune, "Công an xã"))
    with pytest.raises(Refused):
        actions.record_incident(id=UUID(int=1), body=village, kind="new", by=who)


# --- the share of the best --------------------------------------------------------------------------


def five_villages(commune) -> list[Body]:
    for number in (1, 2):
        Body.objects.create(commune=commune, kind=BodyKind.VILLAGE, name=f"Thôn Thêm {number}")
    return [*Body.objects.for_place(commune).filter(kind=BodyKind.VILLAGE)]


def test_a_fifth_of_five_is_one_and_equals_are_left_to_people(commune, office, minh):
    villages = five_villages(commune)
    for village in villages:
        head = appoint(f"truong-{village.pk}", "Trưởng Thôn", "R7", village)
        take(Verb.SELF, head, village)
        take(Verb.REVIEW, office, village)
    among = queries.places_among(commune, Rated.VILLAGE, Q3)
    assert (among.many, among.sure, among.level) == (1, set(), {village.pk for village in villages})
    take(Verb.DECIDE, minh, villages[0], grade="excellent")
    with pytest.raises(Refused, match="nhiều nhất là 1"):
        take(Verb.DECIDE, minh, villages[1], grade="excellent")
    take(Verb.DECIDE, minh, villages[1], grade="good")


# --- evidence ---------------------------------------------------------------------------------------


def test_a_village_of_which_nothing_is_known_has_no_share_of_anything(village):
    told = evidence_of(village, village.commune, Rated.VILLAGE, Q3)
    assert told.shares[Source.DUTIES] == told.shares[Source.CHECKS] == Share(0, 0)
    rows = queries.rows_of(queries.scheme_of(village.commune, Rated.VILLAGE, Q3), told.shares, [])
    assert [row.filled for row in rows][:4] == [None] * 4
    assert not any("0/0" in row.said for row in rows)


def test_what_was_known_at_the_decision_stays_beside_it(lan, office, minh, village):
    before = Evidence({Source.CHECKS: Share(9, 9)}, [], [])
    assert queries.shares_of(Rating(body=village), before) == before.shares
    decided(lan, office, minh, village)
    rating = queries.ratings_of(village.commune, Rated.VILLAGE, Q3)[village.pk]
    assert queries.shares_of(rating, before)[Source.CHECKS] == Share(0, 0)


def test_checks_count_what_was_found_and_not_who_was_out(village, hoa, minh, union):
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 30), "closed_at": timezone.now(), "closed_by": minh}
    check = Check.objects.create(commune=village.commune, claim="airings", title="lượt phát", unit="lượt", listed="a",
                                 listed_count=3, list_sha256="0", seed="0", drawn_count=3, confidence=95, share=90,
                                 failures=0, drawn_by=minh, **days)  # fmt: skip
    for position, result in enumerate(("confirmed", "denied", "missed"), start=1):
        visit = Visit.objects.create(for_check=check, position=position, subject=str(position), body=village,
                                     checker=union)  # fmt: skip
        Finding.objects.create(visit=visit, result=result, by=hoa, at=timezone.make_aware(datetime(2026, 10, 1)))
    assert evidence_of(village, village.commune, Rated.VILLAGE, Q3).shares[Source.CHECKS] == Share(1, 2)


def test_a_meeting_fills_in_what_was_recorded_of_it(commune, cell, minh):
    month = period_of("2026-11", Rated.MEETING)
    assert evidence_of(cell, commune, Rated.MEETING, month).shares[Source.PRESENT] == Share(0, 0)
    days = {"happened_on": date(2026, 11, 3), "covers_on": date(2026, 11, 3)}
    Meeting.objects.create(commune=commune, body=cell, type="cell", present=9, called=12, recorded_by=minh, **days)
    shares = evidence_of(cell, commune, Rated.MEETING, month).shares
    assert (shares[Source.HELD], shares[Source.PRESENT]) == (Share(1, 1), Share(9, 12))


def test_an_adopted_set_holds_from_its_day(commune, minh):
    lines = [Line("all", "tất cả", 100)]
    values = {"rated": Rated.VILLAGE, "basis": "quy định của tỉnh", "lines": lines, "bands": Bands(95, 80, 60),
              "share": 20, "caps": Caps(1, Grade.GOOD, Grade.NOT_DONE), "commune": commune}  # fmt: skip
    with pytest.raises(Refused, match="áp dụng ngược"):
        actions.adopt_scheme(id=UUID(int=1), starts_on=date(2025, 1, 1), by=minh, **values)
    actions.adopt_scheme(id=UUID(int=1), starts_on=date(2026, 10, 1), by=minh, **values)
    q4 = period_of("2026-q4", Rated.VILLAGE)
    assert queries.scheme_of(commune, Rated.VILLAGE, q4).lines == lines
    assert len(queries.scheme_of(commune, Rated.VILLAGE, Q3).lines) == 6
    assert Scheme.objects.for_place(commune).count() == 1


# --- pages ------------------------------------------------------------------------------------------


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_village_rates_itself_and_the_committee_decides(commune, village, lan, office, minh, browser_of,
                                                          django_assert_max_num_queries):  # fmt: skip
    page, client = reverse("ratings:show", args=["thon", "2026-q3", village.pk]), browser_of(lan)
    client.get(page)
    with django_assert_max_num_queries(15):
        assert "không có việc nào đến hạn" in words(client.get(page))
    at = [reverse("ratings:step", args=["thon", "2026-q3", village.pk, verb]) for verb in Verb]
    wrong = client.post(at[0], {"id": UUID(int=1), **FULL, "duties": 77, "reason": "làm đủ"})
    assert wrong.status_code == 422 and "làm đủ" in words(wrong)  # nothing that was typed is lost
    assert client.post(at[0], {"id": UUID(int=1), **FULL}).status_code == 302
    assert browser_of(office).post(at[1], {"id": UUID(int=2), **FULL}).status_code == 302
    chief = browser_of(minh)
    refused = chief.post(at[2], {"id": UUID(int=3), "grade": "excellent", "reason": REASON})
    assert refused.status_code == 422 and "nhiều nhất là 0" in words(refused)
    assert chief.post(at[2], {"id": UUID(int=4), "grade": "good", "reason": REASON}).status_code == 302
    assert "Hoàn thành tốt nhiệm vụ" in words(client.get(page))
    client.get(index := reverse("ratings:index", args=["thon", "2026-q3"]))
    with django_assert_max_num_queries(15):
        assert "Thôn Nà Lìn" in words(client.get(index)) and "Sín Chải" not in words(client.get(index))
    with django_assert_max_num_queries(15):
        assert "Sín Chải" in words(chief.get(index))


def test_what_was_told_in_time_is_nowhere_on_the_village_s_page(village, lan, son, browser_of, monkeypatch):
    in_time = {"known_on": date(2026, 9, 15), "told_on": date(2026, 9, 16)}
    incident(son, village, monkeypatch, **in_time)
    page = reverse("ratings:show", args=["thon", "2026-q3", village.pk])
    assert "15/9/2026" not in words(browser_of(lan).get(page)) and "15/9/2026" in words(browser_of(son).get(page))
    incident(son, village, monkeypatch, number=2, happened_on=date(2026, 8, 29), known_on=date(2026, 9, 1))
    said = words(browser_of(lan).get(page))
    assert "1/9/2026" in said and "biết mà không báo" in said
    assert "29/8/2026" not in said and "Phát sinh mới" not in said


def test_incidents_are_written_and_struck_out_on_a_page(village, son, browser_of):
    client, page = browser_of(son), reverse("ratings:incidents")
    typed = {"id": UUID(int=5), "body": village.pk, "kind": "spot", "known_on": "20/11/2026"}
    assert client.post(page, typed | {"told_on": "19/11/2026"}).status_code == 422
    assert client.post(page, typed | {"told_on": "21/11/2026"}).status_code == 302
    kept = Incident.objects.for_place(village.commune).get()
    client.post(reverse("ratings:void", args=[kept.pk]), {"reason": "x"})
    client.post(reverse("ratings:void", args=[kept.pk]), {"reason": "ghi nhầm thôn"})
    assert "ghi nhầm thôn" in words(client.get(page))


def test_a_cell_judges_its_meeting(commune, cell, browser_of):
    secretary = browser_of(appoint("pao", "Lò Văn Páo", "R6", cell))
    at = reverse("ratings:step", args=["sinh-hoat", "2026-11", cell.pk, Verb.SELF])
    points = {"timing": 5, "attendance": 5, "preparation": 8, "conduct": 36, "principles": 5, "last_month": 28}
    assert secretary.post(at, {"id": UUID(int=6), **points, "closing": 4}).status_code == 302
    said = words(secretary.get(reverse("ratings:show", args=["sinh-hoat", "2026-11", cell.pk])))
    assert "91 điểm: <b>Tốt</b>" in said and "Thẩm định" not in said


def test_a_new_set_is_typed_and_has_to_make_a_hundred(commune, minh, browser_of):
    client, page = browser_of(minh), reverse("ratings:adopt", args=["thon"])
    form = client.get(page).context["form"]
    typed = {bound.html_name: bound.value() for bound in form} | {"starts_on": "01/10/2026", "basis": "quy định"}
    assert "phải là 100" in words(client.post(page, typed | {"points_duties": 41}))
    assert "cao hơn báo muộn" in words(client.post(page, typed | {"never": "excellent"}))
    assert client.post(page, typed).status_code == 302
