"""From the signed document to everybody's duties, through the pages, by clicks and keys."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pytest
from docx import Document as Word
from playwright.sync_api import expect

from banlanh.places.enums import CELLS, BodyKind
from banlanh.places.models import Body
from banlanh.plans.models import Duty, Plan
from banlanh.plans.tests.plan import TEXT
from tests.support.commune import PASSWORD, make_commune, minh
from vanban.tests.shared import SEED
from vanban.tests.word_files import word_plan

from .pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__")]

STEERING = "Ban Chỉ đạo xã"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Case:
    """A document, and the days of 2026 on which its plan begins its weekly and its half-yearly work."""

    word: bytes
    weeks: int
    months: int


def our_plan() -> Case:
    document = Word()
    for line in filter(str.strip, TEXT.splitlines()):
        document.add_paragraph(line)
    return Case(saved(document), weeks=42, months=10)


def saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def seed_plan() -> Case:
    if not SEED.exists():
        pytest.skip("the folder 'shared' beside the project is missing: the signed plan is only read from there")
    text = SEED.read_text("utf-8")
    head = (("ĐẢNG BỘ TỈNH\nĐẢNG ỦY XÃ\n*\nSố: -KH/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM\nngày tháng 03 năm 2026"),)
    return Case(word_plan(text[text.index("KẾ HOẠCH") :], lists="bullets", letterhead=head), weeks=44, months=10)


@pytest.fixture
def commune(db, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-03-16")
    commune = make_commune()
    minh(commune)
    return commune


@pytest.mark.parametrize("made", [our_plan, seed_plan])
def test_the_secretary_turns_the_signed_plan_into_duties(made, commune, page, server):
    case = made()
    sign_in(page, server, "minh", PASSWORD)

    upload(page, case.word)
    confirm_everything(page)
    expect(page.get_by_role("button", name="Công bố kế hoạch")).to_be_visible()
    assert not Duty.objects.exists(), "nothing is published before the secretary says so"
    page.get_by_role("button", name="Công bố kế hoạch").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Kế hoạch đã công bố. Mỗi đơn vị thấy việc của mình.")).to_be_visible()
    everything_is_owed(commune, case)
    the_plan_page_says_so(page)


def upload(page, word: bytes) -> None:
    """From the first page to the review: by the keyboard where a person would use it."""
    page.get_by_role("link", name="Kế hoạch", exact=True).click()
    page.get_by_role("link", name="Đưa kế hoạch vào").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Tệp kế hoạch").focus()
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "Kế hoạch đã ký.docx", "mimeType": WORD, "buffer": word})
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Đọc kế hoạch")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/")


def confirm_everything(page) -> None:
    """Confirm what is plain at once; look at each of the rest: it is right, or it is said who does it."""
    page.get_by_role("button", name="mục đã rõ").click()
    expect(page.get_by_text("mục xin đồng chí xem từng mục")).to_be_visible()
    waiting, asked = page.locator("article[data-bl-waiting]"), 0
    for left in range(waiting.count() - 1, -1, -1):
        if waiting.first.get_by_role("button", name="Đúng").count():
            waiting.first.get_by_role("button", name="Đúng").click()
        else:
            asked += 1
            waiting.first.get_by_role("link", name="Chọn đơn vị").click()
            waiting.first.get_by_role("combobox").first.fill("ban chi dao")
            page.keyboard.press("Enter")
            page.get_by_role("button", name="Lưu").click()
        expect(waiting).to_have_count(left)
    assert asked, "a name of no body here must be asked, or this test shows nothing"


def everything_is_owed(commune, case: Case) -> None:
    duties = Duty.objects.filter(task__plan=Plan.objects.get())
    villages = Body.objects.filter(commune=commune, kind=BodyKind.VILLAGE)
    cells = Body.objects.filter(commune=commune, kind__in=CELLS)

    airings = duties.filter(task__kind="airing", task__every="FREQ=WEEKLY", needed=2)
    assert per_body(airings) == {body.name: case.weeks for body in villages}, "two airings in every week"
    resolutions = duties.filter(task__kind="resolution", task__every="FREQ=MONTHLY")
    assert per_body(resolutions) == {body.name: case.months for body in cells}

    reports = duties.filter(body__name="Chi bộ Công an xã", task__every="FREQ=MONTHLY;BYMONTHDAY=25")
    assert [duty.due_on for duty in reports] == [date(2026, month, 25) for month in range(3, 13)]
    reviews = duties.filter(body__name=STEERING, task__clause__text__contains="tổng kết năm")
    assert [duty.due_on for duty in reviews] == [date(2026, 6, 30), date(2026, 12, 31)]
    [decision] = duties.filter(due_on=date(2026, 3, 31), task__every="")
    assert "hành Quyết định" in decision.task.clause.text


def per_body(duties) -> Counter:
    return Counter(duties.values_list("body__name", flat=True))


def the_plan_page_says_so(page) -> None:
    """Beside each clause stand its doers, its rhythm and how far it is."""
    margin = {
        "02 lần/tuần": ["Mỗi thôn · 2 lần mỗi tuần", "0/3 thôn đủ tuần từ 16/3"],
        "chi bộ trực thuộc": ["Mỗi chi bộ · hằng tháng", "0/6 chi bộ xong tháng 3"],
        "trước ngày 25 hằng tháng": ["Chi bộ Công an xã · hằng tháng, trước ngày 25", "hạn 25/3"],
        "tổng kết năm": [STEERING, "một lần mỗi 6 tháng"],
        "ban hành Quyết định": ["hạn 31/3"],
    }
    for words, said in margin.items():
        clause = page.locator(".clause").filter(has_text=words).filter(has=page.locator("a.margin")).first
        for each in said:
            expect(clause).to_contain_text(each, ignore_case=True)
