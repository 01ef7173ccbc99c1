"""The committee's pages, and each of its kinds on the page where all kinds are recorded."""

from datetime import date

import pytest
from django.urls import reverse

from banlanh.accounts.enums import Role
from banlanh.committee import actions
from banlanh.committee.enums import MeetingType, Stage
from banlanh.committee.models import Conclusion, Difficulty, DifficultyStep
from banlanh.core.ids import uuid7
from banlanh.plans.models import Duty
from banlanh.records.forms import LATE
from banlanh.records.registry import KINDS
from banlanh.records.tests.uploads import upload
from tests.support.commune import appoint, body_of
from tests.support.rooms import typed_into

from .making import meet, raise_one, steps_until

MEETING = {"agenda": "Việc tháng 11", "present": "12", "called": "15"}
# What each kind's form is filled in with; and in each field something that is wrong, with what is said of it.
FILLED = {
    "committee_meeting": ("Ban Chỉ đạo xã", MEETING),
    "hearing": ("Đảng ủy xã", MEETING),
    "cell_meeting": ("Chi bộ Nà Lìn", {"present": "12", "called": "15"}),
    "regulation_step": ("Thôn Nà Lìn", {"proposer": "head"}),
    "difficulty": ("Thôn Nà Lìn", {"text": "Loa hỏng, thôn không có tiền sửa."}),
    "recommendation": ("Ban Chỉ đạo xã", {"asks": "reward", "number": "12-TTr/BCĐ", "grounds": "Phát đủ bản tin."}),
    "ruling": ("Đảng ủy xã", {"number": "45-QĐ/ĐU", "is_granted": "1"}),
}
LATER, LONG_AGO = "Ngày 01/01/2099 chưa tới", "Ngày 01/01/2001 đã quá lâu"
NOTHING, NO_CHOICE, SMALL = "chưa điền ô này", "chọn một mục có trong danh sách", "Số nhỏ nhất là 1"
WRONG = [
    *((key, "happened_on", "01/01/2099", LATER) for key in FILLED),
    *((key, "happened_on", "01/01/2001", LONG_AGO) for key in FILLED),
    *((key, "happened_on", "hôm qua", "Xin ghi ngày/tháng/năm") for key in FILLED),
    *((key, "present", value, said) for key in ("committee_meeting", "hearing", "cell_meeting") for value, said in (
        ("", NOTHING), ("0", SMALL), ("nhiều", "Nội dung này chưa đúng"), ("16", "nhiều hơn số triệu tập (15)"))),
    *((key, "called", value, said) for key in ("committee_meeting", "hearing", "cell_meeting") for value, said in (
        ("", NOTHING), ("-3", SMALL), ("9999", "Số lớn nhất là 2000"))),
    ("committee_meeting", "agenda", "", NOTHING),
    ("hearing", "agenda", "x" * 501, "tối đa 500 ký tự"),
    ("regulation_step", "proposer", "", NOTHING),
    ("regulation_step", "proposer", "ai đó", NO_CHOICE),
    ("difficulty", "text", "", NOTHING),
    ("difficulty", "text", "khó", "cần ít nhất 10 ký tự"),
    ("recommendation", "asks", "phạt", NO_CHOICE),
    ("recommendation", "about", "0", NO_CHOICE),
    ("recommendation", "number", "", NOTHING),
    ("recommendation", "grounds", "tốt", "cần ít nhất 10 ký tự"),
    ("recommendation", "file", "", NOTHING),
    ("ruling", "recommendation", "không có", NO_CHOICE),
    ("ruling", "number", "", NOTHING),
    ("ruling", "is_granted", "có lẽ", NO_CHOICE),
]  # fmt: skip
OF_EVERY_KIND = pytest.mark.parametrize("key", FILLED)


@pytest.fixture
def recommendation(steering, village, minh):
    return actions.record_recommendation(
        id=uuid7(), body=steering, by=minh, happened_on=date(2026, 11, 2), asks="reward", about=village,
        number="11-TTr/BCĐ", grounds="Thôn phát đủ bản tin.",
    )  # fmt: skip


@pytest.fixture
def form_of(commune, minh, browser_of, recommendation):
    """The browser of the secretary, the address of a kind's form, and what is typed into it."""

    def form_of(key: str):
        body, typed = FILLED[key]
        address = f"{reverse('records:create', args=[key])}?don_vi={body_of(commune, body).pk}"
        client = browser_of(minh)
        typed = typed_into(client.get(address)) | {"happened_on": "22/11/2026"} | typed
        if key == "recommendation":
            typed |= {"about": body_of(commune, "Hội Phụ nữ").pk, "file": upload()}
        if key == "ruling":
            typed |= {"recommendation": recommendation.pk}
        return client, address, {name: value for name, value in typed.items() if value != ""}

    return form_of


@pytest.mark.parametrize(("key", "field", "value", "said"), WRONG)
def test_what_is_wrong_in_a_field_is_said_beside_it(form_of, key, field, value, said):
    client, address, typed = form_of(key)
    before = KINDS[key].model.objects.count()
    answer = client.post(address, typed | {field: value})
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert KINDS[key].model.objects.count() == before


@OF_EVERY_KIND
def test_sent_twice_it_is_one_and_leads_to_its_page(form_of, key):
    client, address, typed = form_of(key)
    kind = KINDS[key]
    before = kind.model.objects.count()
    answers = [client.post(address, typed | ({"file": upload()} if "file" in typed else {})) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert kind.model.objects.count() == before + 1
    assert client.get(answers[0]["Location"]).status_code == 200


@OF_EVERY_KIND
def test_a_voided_one_stays_readable_with_its_reason(form_of, key):
    client, address, typed = form_of(key)
    shown = client.post(address, typed)["Location"]
    client.post(f"{shown}huy/", {"reason": "ghi nhầm đơn vị"})
    page = client.get(shown).content.decode()
    assert "Bản ghi này đã hủy" in page and "ghi nhầm đơn vị" in page


@pytest.mark.parametrize(
    ("stage", "asks"),
    [(Stage.PROPOSED, {"proposer"}), (Stage.ADOPTED, {"households", "agreed"}), (Stage.RECOGNISED, {"number"})],
)
def test_the_form_asks_what_the_next_step_has_to_say(village, minh, stage, asks):
    if stage is not Stage.PROPOSED:
        steps_until(village, minh, list(Stage)[list(Stage).index(stage) - 1])
    form = KINDS["regulation_step"].form(body=village)
    assert set(form.fields) - {"id", "covers_on", "for_task", "happened_on", "stage", "file", *LATE} == asks


def test_the_decree_s_sentence_stands_above_the_form(village, lan, browser_of, today):
    steps_until(village, lan, Stage.POSTED)
    address = f"{reverse('records:create', args=['regulation_step'])}?don_vi={village.pk}"
    typed = typed_into(browser_of(lan).get(address)) | {
        "happened_on": "03/11/2026",
        "agreed": "80",
        "why_late": "paper",
    }
    answer = browser_of(lan).post(address, typed)
    assert answer.status_code == 422 and "dự thảo phải niêm yết ít nhất 30 ngày" in answer.content.decode()


# --- the committee's own pages ---------------------------------------------------------------------


def test_the_committee_s_page_shows_who_answers_for_which_village(commune, party, village, minh, browser_of):
    appoint("mai", "Triệu Thị Mai", Role.R5, party, villages=[village.place])
    page = browser_of(minh).get(reverse("committee:index")).content.decode()
    assert "2 thôn chưa có người" in page and "chưa có ai phụ trách" in page
    assert page.index("Thôn Sín Chải") < page.index("Triệu Thị Mai")


def test_a_village_head_sees_the_roster_and_no_meeting(steering, minh, lan, browser_of):
    meeting = meet(steering, minh)
    page = browser_of(lan).get(reverse("committee:index")).content.decode()
    assert "Phụ trách thôn" in page and "Họp chỉ đạo" not in page
    assert browser_of(lan).get(reverse("committee:meeting", args=[meeting.pk])).status_code == 404


def test_a_conclusion_is_written_down_and_ordered_with_one_click(steering, village, plan, minh, browser_of):
    client, meeting = browser_of(minh), meet(steering, minh)
    address = reverse("committee:meeting", args=[meeting.pk])
    typed = typed_into(client.get(address)) | {"text": "Sửa xong loa", "body": village.pk, "due_on": "30/11/2026"}
    typed["clause"] = typed["clause"].pk if hasattr(typed["clause"], "pk") else typed["clause"]
    for _ in range(2):
        assert client.post(reverse("committee:conclude", args=[meeting.pk]), typed).status_code == 302
    conclusion = Conclusion.objects.get()
    for _ in range(2):
        client.post(reverse("committee:order", args=[meeting.pk, conclusion.pk]))
    assert Duty.objects.filter(task__title="Sửa xong loa").count() == 1
    assert "còn 7 ngày" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"text": ""}, "text", "chưa điền ô này"),
        ({"due_on": "19/11/2026"}, "due_on", "từ ngày họp 20/11/2026"),
        ({"due_on": ""}, "due_on", "xin ghi hạn"),
        ({"body": ""}, "body", "xin chọn đơn vị"),
        ({"clause": ""}, "clause", "Xin chọn mục của kế hoạch"),
    ],
)
def test_what_is_wrong_in_a_conclusion_is_said_beside_it(steering, village, plan, minh, browser_of, typed, field, said):
    client, meeting = browser_of(minh), meet(steering, minh)
    clause = client.get(reverse("committee:meeting", args=[meeting.pk])).context["form"]["clause"].value()
    sent = {"id": uuid7(), "text": "Sửa xong loa", "body": village.pk, "due_on": "30/11/2026"}
    sent |= {"clause": getattr(clause, "pk", clause)} | typed
    answer = client.post(reverse("committee:conclude", args=[meeting.pk]), sent)
    assert answer.status_code == 422 and said in str(answer.context["form"].errors[field])
    assert "Sửa xong loa" in answer.content.decode() or field == "text"


def test_a_hearing_opens_with_what_waits(party, village, minh, lan, browser_of):
    raise_one(village, lan)
    hearing = meet(party, minh, MeetingType.HEARING)
    page = browser_of(minh).get(reverse("committee:meeting", args=[hearing.pk])).content.decode()
    assert "1 khó khăn, vướng mắc từ cơ sở chưa khép lại" in page and reverse("committee:opening") in page


def test_the_opening_list_has_the_oldest_first_and_is_the_office_s(village, minh, lan, browser_of):
    raise_one(village, lan, text="Mới vướng hôm nay thôi.", happened_on=date(2026, 11, 23))
    raise_one(village, lan, text="Vướng từ lâu lắm rồi.", happened_on=date(2026, 9, 1))
    page = browser_of(minh).get(reverse("committee:opening")).content.decode()
    assert page.index("từ lâu lắm") < page.index("hôm nay thôi")
    assert browser_of(lan).get(reverse("committee:opening")).status_code == 404


def answer(client, difficulty, verb: str, prefix: str, **typed):
    sent = {f"{prefix}-{name}": value for name, value in ({"id": uuid7(), "note": "đã bố trí tiền"} | typed).items()}
    return client.post(reverse("committee:step", args=[difficulty.pk, verb]), sent)


def test_a_difficulty_goes_from_below_to_above_and_back(village, lan, secretary_of_police, browser_of):
    difficulty = raise_one(village, lan)
    desk, own = browser_of(secretary_of_police), browser_of(lan)
    assert "Đang chờ đồng chí trả lời" in desk.get(reverse("committee:difficulties")).content.decode()
    assert answer(desk, difficulty, "tra-loi", "noi-nhan").status_code == 302
    assert "Đã gỡ được chưa?" in own.get(reverse("committee:difficulty", args=[difficulty.pk])).content.decode()
    assert answer(own, difficulty, "da-go", "noi-neu", note="").status_code == 302
    page = own.get(reverse("committee:difficulties")).content.decode()
    assert "Không có khó khăn nào đang chờ" in page and "Mới khép lại: 1" in page


def test_an_answer_without_a_word_is_asked_for_one(village, lan, minh, browser_of):
    said = answer(browser_of(minh), raise_one(village, lan), "tra-loi", "noi-nhan", note="")
    assert said.status_code == 422 and "chưa điền ô này" in said.content.decode()
    assert not DifficultyStep.objects.exists()


def test_the_next_village_sees_nothing_of_it(village, lan, hoa, browser_of):
    difficulty = raise_one(village, lan)
    assert browser_of(hoa).get(reverse("committee:difficulty", args=[difficulty.pk])).status_code == 404
    assert answer(browser_of(hoa), difficulty, "tra-loi", "noi-nhan").status_code == 404
    assert "Loa của thôn" not in browser_of(hoa).get(reverse("committee:difficulties")).content.decode()
    assert Difficulty.objects.count() == 1


def test_the_list_costs_the_same_however_long_it_is(village, lan, minh, browser_of, django_assert_max_num_queries):
    for _ in range(12):
        raise_one(village, lan)
    client = browser_of(minh)
    with django_assert_max_num_queries(6):
        client.get(reverse("committee:difficulties"))


def test_villages_that_need_help_come_first(village, minh, browser_of):
    steps_until(village, minh, Stage.ADOPTED)  # it waits to be sent for too long
    page = browser_of(minh).get(reverse("committee:regulations")).content.decode()
    assert page.index("Nà Lìn") < page.index("Bản Mới") and "muộn 8 ngày làm việc" in page


def test_a_village_s_page_has_the_door_to_the_next_step_for_whom_it_is(village, minh, lan, browser_of):
    steps_until(village, minh, Stage.SENT)
    address = reverse("committee:regulation", args=[village.place_id])
    assert "Ghi bước: công nhận" in browser_of(minh).get(address).content.decode()
    assert "Ghi bước" not in browser_of(lan).get(address).content.decode()
