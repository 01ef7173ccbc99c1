"""Why a phone's record comes late: asked where the phone knows the question, told by its clock, or unsaid (SEC-45)."""

import pytest

from banlanh.accounts.models import Post
from banlanh.outreach.models import Airing
from banlanh.pledges.models import Sheet
from banlanh.pledges.offline import campaigns
from banlanh.records.enums import ASKED
from banlanh.records.forms import LATE
from banlanh.sync import actions
from banlanh.sync.models import Quarantined

from .conftest import NOW

FRIDAY_EVENING = "2026-11-20T20:00:00+07:00"
AHEAD = "2026-11-25T08:00:00+07:00"
LONG_UNSET = "1970-01-01T00:00:00+00:00"


@pytest.fixture
def friday(airing):
    """An airing of Friday that the phone says it wrote at that moment; it is Monday here."""

    def friday(at: str, **said) -> dict:
        told = airing(on="20/11/2026") | {"happened_at": at}
        return told | {"payload": told["payload"] | said}

    return friday


def kept() -> tuple[str, str] | None:
    return Airing.objects.values_list("why_late", "late_word").first()


@pytest.mark.parametrize(
    ("at", "said", "expected"),
    [
        (NOW, {}, ("", "")),  # last release's phone, which did not ask
        (LONG_UNSET, {}, ("", "")),
        (FRIDAY_EVENING, {}, ("phone", "")),
        (FRIDAY_EVENING, {"why_late": "", "late_word": ""}, ("phone", "")),
        (NOW, {"why_late": "forgot", "late_word": ""}, ("forgot", "")),
        (NOW, {"why_late": "other", "late_word": "sạt đường"}, ("other", "sạt đường")),
        (NOW, {"why_late": "", "late_word": ""}, None),
        (NOW, {"why_late": "phone"}, None),
        (LONG_UNSET, {"why_late": ""}, None),
        (AHEAD, {"why_late": ""}, None),
        ("", {"why_late": ""}, None),
    ],
)
def test_why_it_comes_late(send, friday, at, said, expected):
    [answer] = send(friday(at, **said))
    assert (answer["state"] == "applied", kept()) == (expected is not None, expected), answer


def test_what_is_refused_for_want_of_it_says_what_to_do_and_is_taken_once_it_is_said(send, friday, operation):
    [answer] = send(friday(NOW, why_late=""))
    assert "Xin cho biết vì sao hôm nay mới ghi" in answer["sentence"]
    [mended] = send(friday(NOW, why_late="signal"))
    assert mended["state"] == "applied" and kept() == ("signal", "")


def test_whoever_takes_another_s_work_over_is_not_asked_for_the_other_s_reason(send, friday, lan, minh, phone):
    Post.objects.filter(user=lan).update(ends_on="2026-11-21")
    actions.Device.objects.update(made_at="2026-11-01T00:00:00+07:00")
    [answer] = send(friday(NOW, why_late=""))
    assert answer["state"] == "quarantined", answer
    actions.take_over(Quarantined.objects.get(), by=minh)
    assert kept() == ("", "")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ("", "")),  # last release's phone, which did not ask
        ({"why_late": "forgot", "late_word": ""}, ("forgot", "")),
        ({"why_late": "other", "late_word": "sạt đường"}, ("other", "sạt đường")),
        ({"why_late": "", "late_word": ""}, None),
        ({"why_late": "other", "late_word": ""}, None),
    ],
)
def test_why_a_list_of_signatures_comes_late(send, signing, said, expected):
    told = signing()  # of Friday
    [answer] = send(told | {"payload": told["payload"] | said})
    assert answer["state"] == ("applied" if expected else "refused")
    assert Sheet.objects.values_list("why_late", "late_word").first() == expected


def test_a_campaign_brings_the_question_to_the_phone(campaign, lan):
    [told] = campaigns(lan, campaign.starts_on)
    why, word = told["late"]
    assert (why["name"], word["name"]) == LATE and why["late"] and word["late"]
    assert [code for code, _ in why["choices"]] == [code for code, _ in ASKED]


@pytest.mark.parametrize(("at", "said"), [(FRIDAY_EVENING, "theo giờ của điện thoại"), (NOW, "chưa nêu lý do")])
def test_a_sheet_of_signatures_says_so_too(send, signing, browser_of, lan, at, said):
    [answer] = send(signing() | {"happened_at": at})  # of Friday
    page = browser_of(lan).get(answer["url"]).content.decode()
    assert "(3 ngày sau)" in page and said in page


def test_the_page_says_that_it_is_the_phone_s_claim(send, friday, browser_of, lan):
    [answer] = send(friday(FRIDAY_EVENING))
    page = browser_of(lan).get(answer["url"]).content.decode()
    assert "(3 ngày sau)" in page and "<dd>Không có sóng, theo giờ của điện thoại</dd>" in page
