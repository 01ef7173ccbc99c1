"""A session of the loudspeakers: a record for each language, and a form that suits the village."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.outreach import forms
from banlanh.outreach.actions import record_airing, record_airings, record_failed_airing
from banlanh.outreach.forms import AiringForm, slot_now
from banlanh.outreach.models import Airing, languages_of
from banlanh.outreach.queries import Played
from banlanh.records.models import Attachment
from banlanh.records.registry import KINDS
from banlanh.records.tests.uploads import upload


def play(body, by, **changes) -> Airing:
    fields = {"happened_on": date(2026, 11, 20), "slot": "morning", "languages": ["vie", "hmn"], "minutes": 15}
    return record_airing(body=body, by=by, **{"id": uuid7(), **fields, **changes})


def played() -> list[str]:
    return sorted(Airing.objects.live().values_list("language", flat=True))


def test_each_language_is_a_record_of_its_own(village, lan):
    play(village, lan)
    assert played() == ["hmn", "vie"]
    assert Event.objects.filter(verb="airing.recorded").count() == 2


def test_a_session_in_one_language_does_not_speak_for_the_other(village, lan):
    play(village, lan, languages=["hmn"])
    assert played() == ["hmn"]


def test_the_same_session_twice_is_one(village, lan):
    id = uuid7()
    assert play(village, lan, id=id).pk == play(village, lan, id=id).pk
    assert played() == ["hmn", "vie"] and Event.objects.count() == 2


@pytest.mark.parametrize(("first", "then"), [(["hmn"], ["vie", "hmn"]), (["vie"], ["vie", "hmn"]), (["vie"], ["hmn"])])
def test_a_form_sent_again_with_another_language_adds_just_that_one(village, lan, first, then):
    id = uuid7()
    play(village, lan, id=id, languages=first)
    play(village, lan, id=id, languages=then)
    assert played() == ["hmn", "vie"]


def test_several_at_once_are_as_one_behind_the_other(village, lan):
    """A language that is said twice, a day that was to have failed; with one that is all known, nothing is written."""
    on = {day: date(2026, 11, day) for day in (18, 19, 20)}
    failures = [
        record_failed_airing(id=uuid7(), body=village, by=lan, happened_on=on[day], slot="morning", reason="power")
        for day in (18, 19)
    ]
    said = [(20, ["vie"]), (20, ["vie", "hmn"]), (19, ["vie"])]
    sessions = [Played(uuid7(), on[day], "morning", languages, 15) for day, languages in said]
    with pytest.raises(Refused, match="đã được ghi rồi"):
        record_airings([*sessions, sessions[0]._replace(id=uuid7())], village, by=lan)
    assert not Airing.objects.exists()
    firsts = record_airings(sessions, village, by=lan)
    assert [(each.happened_on.day, each.language) for each in firsts] == [(20, "vie"), (20, "hmn"), (19, "vie")]
    assert played() == ["hmn", "vie", "vie"] and record_airings(sessions, village, by=lan) == firsts
    for failure in failures:
        failure.refresh_from_db()
    assert [failure.is_voided for failure in failures] == [False, True]


def test_two_sessions_of_a_day_are_two(village, lan):
    play(village, lan, languages=["vie"])
    play(village, lan, languages=["vie"], slot="evening")
    assert played() == ["vie", "vie"]


def test_an_airing_counts_when_it_was_played_whatever_week_the_form_was_for(village, lan):
    airing = play(village, lan, covers_on=date(2026, 11, 9))
    assert airing.covers_on == airing.happened_on == date(2026, 11, 20)


def test_a_file_is_kept_once_for_the_session(village, lan):
    play(village, lan, files=[upload()])
    assert Attachment.objects.count() == 1


def test_a_refusal_keeps_none_of_the_languages(village, hoa):
    with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
        play(village, hoa)  # the stranger from the next village
    assert not Airing.objects.exists()


def test_the_page_says_what_was_played(village, lan):
    airing = play(village, lan, languages=["hmn"])
    assert str(airing) == "phát tiếng Mông, buổi sáng 20/11"
    assert airing.facts == [("Thứ tiếng", "tiếng Mông"), ("Buổi", "buổi sáng"), ("Thời lượng", "15 phút")]


# --- the form --------------------------------------------------------------------------------------


def test_the_form_offers_the_languages_of_the_village_and_ticks_them(village):
    field = AiringForm(body=village).fields["languages"]
    assert field.choices == [("vie", "tiếng phổ thông"), ("hmn", "tiếng Mông")]
    assert field.initial == ["vie", "hmn"]


@pytest.mark.parametrize("spoken", [[], ["vie"]])
def test_a_village_of_which_nothing_was_said_hears_vietnamese(village, spoken):
    village.place.languages = spoken
    assert languages_of(village) == ["vie"]


def test_a_body_without_a_village_hears_vietnamese(union):
    assert languages_of(union) == KINDS["airing"].facets(union) == ["vie"]


@pytest.mark.parametrize(("hour", "slot"), [(5, "morning"), (11, "morning"), (12, "evening"), (19, "evening")])
def test_the_form_guesses_the_session_by_the_commune_s_clock(monkeypatch, hour, slot):
    monkeypatch.setattr(forms.timezone, "localtime", lambda: timezone.make_aware(datetime(2026, 11, 20, hour)))
    assert slot_now() == slot


@pytest.mark.parametrize(
    ("minutes", "is_good"), [("1", True), ("120", True), ("0", False), ("121", False), ("", False)]
)
def test_how_long_an_airing_can_be(village, today, minutes, is_good):
    form = AiringForm(
        {
            "id": uuid7(),
            "happened_on": "22/11/2026",
            "slot": "morning",
            "languages": ["vie"],
            "minutes": minutes,
        },
        body=village,
    )
    assert form.is_valid() is is_good
