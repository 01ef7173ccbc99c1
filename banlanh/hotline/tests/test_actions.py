from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connections
from django.utils import timezone

from banlanh.accounts.models import Attempts, Post, User
from banlanh.audit.models import Event
from banlanh.audit.queries import first_broken
from banlanh.core.homes import SEALED
from banlanh.core.refusal import Refused
from banlanh.hotline import actions, queries, rules
from banlanh.hotline.models import Envelope, Gone, Recipient, Step, Tip
from banlanh.hotline.window import said_of_quarter
from tests.support import commune as people

from .made import CANARY, HUYS, SONS, receive, step, words_of

pytestmark = pytest.mark.django_db(databases="__all__")


def told() -> list[str]:
    return list(Event.objects.using(SEALED).values_list("verb", flat=True))


def later(monkeypatch, days: int) -> None:
    monkeypatch.setenv("BANLANH_TODAY", (date(2026, 11, 23) + timedelta(days=days)).isoformat())


# --- keys -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "body", "expected"),
    [
        ("R3", "Công an xã", True),
        ("R4", "Công an xã", True),
        ("R4", "Ban Chỉ huy Quân sự xã", False),
        ("R1", "Công an xã", False),
        ("R7", "Thôn Sín Chải", False),
        ("R14", "Văn phòng Đảng ủy", False),
    ],
)
def test_who_may_receive_tips(commune, role, body, expected):
    somebody = people.appoint("ai", "Lò Văn Ai", role, people.body_of(commune, body))
    if expected:
        assert actions.make_key(commune=commune, passphrase=SONS, by=somebody).user == somebody.pk
    else:
        with pytest.raises(Refused):
            actions.make_key(commune=commune, passphrase=SONS, by=somebody)


def test_the_password_of_the_account_opens_no_tip(commune, son, huy, keys):
    with pytest.raises(Refused, match="phải khác"):
        actions.make_key(commune=commune, passphrase=people.PASSWORD, by=son)
    with pytest.raises(Refused, match="phải khác"):
        actions.change_passphrase(keys[0], old=SONS, new=people.PASSWORD, by=son)


def test_with_another_passphrase_the_same_tips_open(tip, keys, son):
    actions.change_passphrase(keys[0], old=SONS, new=HUYS, by=son)
    assert words_of(actions.open_tips([tip], passphrase=HUYS, by=son)) == [CANARY]
    with pytest.raises(Refused, match="chưa đúng"):
        actions.open_tips([tip], passphrase=SONS, by=son)


def test_nobody_changes_the_passphrase_of_somebody_else(keys, huy):
    with pytest.raises(Refused):
        actions.change_passphrase(keys[0], old=SONS, new=HUYS, by=huy)


def test_a_wrong_passphrase_is_told_and_guessing_gets_slow(tip, son):
    for sentence in ("chưa đúng", "chưa đúng", "Xin đợi"):
        with pytest.raises(Refused, match=sentence):
            actions.open_tips([tip], passphrase="không phải", by=son)
    assert told().count("recipient.not_opened") == 2 and "tip.read" not in told()


def test_the_right_passphrase_ends_the_waiting(tip, son):
    for _ in range(4):
        actions.open_tips([tip], passphrase=SONS, by=son)
    assert not Attempts.objects.exists()


# --- a newcomer, one who left, one who forgot -------------------------------------------------------------


@pytest.fixture
def newcomer(commune, police, tip):
    """An officer who came after the tip, with a key."""
    user = people.appoint("moi", "Lý A Mới", "R4", police)
    return actions.make_key(commune=commune, passphrase="nước chảy đá mòn mãi", by=user), user


def leave(user) -> None:
    Post.objects.filter(user=user).update(ends_on=date(2026, 11, 22))


def test_who_stays_seals_the_tips_to_the_newcomer_and_who_left_has_none(commune, tip, newcomer, son, huy):
    key, user = newcomer
    step(tip, son)
    leave(huy)
    assert actions.share_tips(to=key, passphrase=SONS, by=son, commune=commune) == 1
    assert words_of(actions.open_tips([tip], passphrase="nước chảy đá mòn mãi", by=user)) == [CANARY, CANARY]
    assert not Envelope.objects.filter(recipient__user=huy.pk).exists()


def test_sharing_twice_is_harmless(commune, tip, newcomer, son):
    for _ in range(2):
        actions.share_tips(to=newcomer[0], passphrase=SONS, by=son, commune=commune)
    assert Envelope.objects.filter(recipient=newcomer[0]).count() == 1


def test_what_was_kept_from_somebody_is_not_shared_in_bulk(commune, keys, son, huy, police):
    receive(commune, son, without=[huy])
    assert actions.share_tips(to=keys[1], passphrase=SONS, by=son, commune=commune) == 0
    assert not Envelope.objects.filter(recipient=keys[1]).exists()


@pytest.mark.parametrize("whose", ["one's own", "who left"])
def test_tips_are_shared_with_another_officer_of_today(commune, keys, son, huy, whose):
    if whose == "who left":
        leave(huy)
    with pytest.raises(Refused, match="người nhận tin khác"):
        actions.share_tips(to=keys[whose == "who left"], passphrase=SONS, by=son, commune=commune)


def test_who_forgot_makes_a_new_key_and_reads_again_after_another_shares(commune, tip, keys, son, huy):
    fresh = actions.make_key(commune=commune, passphrase="chim sẻ đậu mái nhà tranh", by=son)
    with pytest.raises(Refused):
        actions.open_tips([tip], passphrase="chim sẻ đậu mái nhà tranh", by=son)
    actions.share_tips(to=fresh, passphrase=HUYS, by=huy, commune=commune)
    assert words_of(actions.open_tips([tip], passphrase="chim sẻ đậu mái nhà tranh", by=son)) == [CANARY]


# --- receiving --------------------------------------------------------------------------------------------


def test_a_tip_is_sealed_to_every_officer_with_a_key(tip, son, huy):
    for user, passphrase in ((son, SONS), (huy, HUYS)):
        assert words_of(actions.open_tips([tip], passphrase=passphrase, by=user)) == [CANARY]


def test_a_tip_about_an_officer_does_not_reach_that_officer(commune, keys, son, huy):
    tip, _ = receive(commune, son, without=[huy])
    with pytest.raises(Refused):
        actions.open_tips([tip], passphrase=HUYS, by=huy)
    assert tip.is_apart


def test_the_same_form_twice_makes_one_tip_and_tells_one_code(commune, keys, son):
    number = uuid4()
    first, second = (receive(commune, son, id=number) for _ in range(2))
    assert first[0] == second[0] and Tip.objects.count() == Step.objects.count() == 1
    assert len(first[1]) == 6 and second[1] == ""


def test_a_village_head_who_tells_is_named_nowhere(commune, keys, lan):
    tip, code = receive(commune, lan)
    assert code and tip.steps.get().by is None
    assert Event.objects.using(SEALED).get(verb="tip.received").by is None
    assert not Event.objects.filter(by=lan.pk).exists()


def test_the_log_tells_the_day_of_a_tip_and_not_the_hour(tip):
    at = timezone.localtime(Event.objects.using(SEALED).get(verb="tip.received").at)
    assert (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)


@pytest.mark.parametrize("who", ["minh", "hoa", "stranger"])
def test_who_may_write_a_tip_down(commune, keys, request, who):
    """The secretary receives none; the head of any village may tell; who works elsewhere may not."""
    if who == "stranger":
        elsewhere = people.make_commune("Nậm Lành")
        user = people.appoint("la", "Người Lạ", "R4", people.body_of(elsewhere, "Công an xã"))
    else:
        user = request.getfixturevalue(who)
    if who == "hoa":
        assert receive(commune, user)[1]
    else:
        with pytest.raises(Refused, match="không thuộc phần"):
            receive(commune, user)


def test_without_a_recipient_nothing_is_taken(commune, son):
    with pytest.raises(Refused, match="chưa ai lập khóa"):
        receive(commune, son)


def test_a_tip_about_every_recipient_is_sent_elsewhere(commune, keys, son, huy):
    with pytest.raises(Refused, match="Công an tỉnh"):
        receive(commune, son, without=[son, huy])


@pytest.mark.parametrize("field", ["words", "village"])
def test_a_stamped_text_is_refused_and_nothing_is_kept(commune, keys, son, field):
    with pytest.raises(Refused, match="KHÔNG nhập tài liệu mật"):
        receive(commune, son, said={"words": "a", field: "TỐI MẬT"})
    assert not Tip.objects.exists()


# --- steps ------------------------------------------------------------------------------------------------


def test_steps_are_sealed_to_those_who_hold_the_tip(tip, son, huy):
    step(tip, huy, "call_back", next_on=date(2026, 11, 25))
    assert words_of(actions.open_tips([tip], passphrase=SONS, by=son)) == [CANARY, CANARY]
    assert told().count("tip.call_back") == 1


def test_the_same_step_twice_is_one(tip, son):
    number = uuid4()
    for _ in range(2):
        step(tip, son, id=number)
    assert tip.steps.count() == 2


def test_a_closed_tip_takes_no_step(tip, son):
    step(tip, son, "closed")
    with pytest.raises(Refused, match="đã khép"):
        step(tip, son)


def test_who_does_not_hold_a_tip_takes_no_step(commune, keys, son, huy):
    tip, _ = receive(commune, son, without=[huy])
    with pytest.raises(Refused):
        step(tip, huy)


def test_what_waits_longest_and_what_has_a_day_stand_first(commune, keys, son, monkeypatch, today):
    old, closed = receive(commune, son)[0], receive(commune, son)[0]
    step(closed, son, "closed")
    called = receive(commune, son)[0]
    step(called, son, "call_back", next_on=date(2026, 11, 24))
    later(monkeypatch, 3)
    fresh = receive(commune, son)[0]
    found = queries.standings(Tip.objects.all(), date(2026, 11, 26))
    assert [each.tip for each in found] == [called, old, fresh, closed]
    assert [each.shape for each in found] == ["late", "late", "late", "done"]


# --- reading ----------------------------------------------------------------------------------------------


def test_each_look_is_told_in_the_sealed_log_alone(tip, son):
    before = Event.objects.count()
    actions.open_tips([tip], passphrase=SONS, by=son)
    look = Event.objects.using(SEALED).get(verb="tip.read")
    assert (look.by, look.subject, look.detail) == (son.pk, f"hotline.tip:{tip.pk}", {})
    assert Event.objects.count() == before and first_broken(tip.commune, SEALED) is None


def test_where_the_log_cannot_be_written_nothing_opens(tip, son):
    def refuse(execute, sql, params, *rest):
        if sql.startswith('INSERT INTO "audit_event"'):
            raise OperationalError("disk full")
        return execute(sql, params, *rest)

    with connections[SEALED].execute_wrapper(refuse), pytest.raises(actions.Unwritten, match="nhật ký"):
        actions.open_tips([tip], passphrase=SONS, by=son)


def test_one_who_left_the_police_opens_nothing(tip, huy):
    leave(huy)
    huy = User.objects.get(pk=huy.pk)
    with pytest.raises(Refused):
        actions.open_tips([tip], passphrase=HUYS, by=huy)


def test_waiting_tips_are_opened_five_at_most_and_begun_ones_not(commune, keys, son):
    tips = [receive(commune, son)[0] for _ in range(7)]
    step(tips[0], son)
    waiting = queries.first_waiting(commune, son)
    assert len(waiting) == 5 and tips[0] not in waiting


# --- the code ---------------------------------------------------------------------------------------------


def test_a_code_finds_its_tip_and_lies_nowhere(commune, keys, son):
    tip, code = receive(commune, son)
    assert actions.find_tip(code, commune=commune, by=son) == tip
    assert code not in tip.mark and len(tip.mark) == 64


def test_a_wrong_code_one_of_long_ago_and_one_of_a_tip_that_is_gone_are_the_same(commune, keys, son, huy, monkeypatch):
    _, code = receive(commune, son)
    _, not_his = receive(commune, son, without=[huy])
    answers = {refused(commune, huy, not_his)}
    answers.add(refused(commune, son, f"{(int(code) + 1) % 10**6:06d}"))
    later(monkeypatch, 90)
    answers.add(refused(commune, son, code))
    assert actions.purge_tips(commune) == 2
    answers.add(refused(commune, son, code))
    assert answers == {rules.NO_SUCH_CODE}


def refused(commune, user, code) -> str:
    Attempts.objects.all().delete()
    with pytest.raises(Refused) as refusal:
        actions.find_tip(code, commune=commune, by=user)
    return str(refusal.value)


def test_codes_are_tried_a_few_times_a_minute(commune, keys, son):
    receive(commune, son)
    said = []
    for _ in range(5):
        with pytest.raises(Refused) as refusal:
            actions.find_tip("000000", commune=commune, by=son)
        said.append(str(refusal.value))
    assert said[:2] == [rules.NO_SUCH_CODE] * 2 and all("Xin đợi" in each for each in said[2:])


# --- the end ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "left"), [(0, 1), (89, 1), (90, 0), (400, 0)])
def test_a_tip_goes_ninety_days_after_the_last_action(commune, tip, monkeypatch, days, left):
    later(monkeypatch, days)
    assert Tip.objects.live(date(2026, 11, 23) + timedelta(days=days)).count() == left
    actions.purge_tips(commune)
    assert (Tip.objects.count(), Step.objects.count()) == (left, left)


def test_an_action_keeps_a_tip_ninety_days_more(commune, tip, son, monkeypatch):
    later(monkeypatch, 60)
    step(tip, son)
    later(monkeypatch, 149)
    assert actions.purge_tips(commune) == 0
    later(monkeypatch, 150)
    assert actions.purge_tips(commune) == 1


def test_the_morning_s_work_takes_old_tips_away(tip, monkeypatch):
    later(monkeypatch, 90)
    for _ in range(2):
        call_command("tick", stdout=StringIO())
    assert (Tip.objects.count(), Gone.objects.get().many) == (0, 1)


def test_of_what_is_gone_a_count_a_day_is_left(commune, keys, son, monkeypatch):
    for _ in range(3):
        receive(commune, son)
    later(monkeypatch, 90)
    assert [actions.purge_tips(commune) for _ in range(2)] == [3, 0]
    gone = Gone.objects.get()
    assert (gone.received_on, gone.many, Envelope.objects.count()) == (date(2026, 11, 23), 3, 0)


@pytest.mark.parametrize(("many", "said"), [(0, "dưới 5"), (1, "dưới 5"), (4, "dưới 5"), (5, "5"), (7, "7")])
def test_leaders_see_a_quarters_number_only_where_it_is_five(commune, keys, son, monkeypatch, many, said):
    for _ in range(many):
        receive(commune, son)
    assert said_of_quarter(commune, date(2026, 10, 1)) == said_of_quarter(commune, date(2026, 12, 31)) == said
    assert said_of_quarter(commune, date(2026, 9, 30)) == said_of_quarter(commune, date(2027, 1, 1)) == "dưới 5"
    later(monkeypatch, 90)
    actions.purge_tips(commune)
    assert said_of_quarter(commune, date(2026, 12, 31)) == said


# --- what is joined to tips -------------------------------------------------------------------------------


def test_no_foreign_key_leads_from_or_to_tips():
    """P3: nobody gets from a tip to a person, a place or a file."""
    for model in apps.get_models():
        room = model._meta.app_label
        for field in model._meta.get_fields():
            other = field.related_model._meta.app_label if field.is_relation and field.related_model else room
            assert (room == "hotline") == (other == "hotline"), f"{model.__name__}.{field.name}"


def test_no_noun_has_a_field_for_who_called():
    names = {field.name for model in (Tip, Step, Envelope, Gone) for field in model._meta.get_fields()}
    assert (
        names & {"name", "caller", "phone", "number", "address", "ip", "agent", "device", "at", "created_at"} == set()
    )
    assert {"user"} & {field.name for field in Recipient._meta.get_fields()}
