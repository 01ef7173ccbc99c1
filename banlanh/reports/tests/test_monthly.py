"""The month's report says what the pages say."""

import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from docx import Document as Word
from pypdf import PdfReader

from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.documents.actions import record_issue, record_resolution
from banlanh.indicators.sheet import sheet_of
from banlanh.outreach.actions import record_airing
from banlanh.reports.drafting import monthly_report
from banlanh.reports.periods import period_of
from banlanh.reports.sentences import against, percent, share
from tests.support.commune import appoint, body_of, lan
from vanban.document import Table
from vanban.profiles import HD05, HD36
from vanban.writing import write_docx

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", TODAY.isoformat())


@pytest.fixture
def work_done(commune, plan, secretary):
    head = lan(commune)
    for day in (2, 5, 9, 12, 16):
        record_airing(
            id=uuid7(), body=body_of(commune, "Thôn Nà Lìn"), by=head, happened_on=date(2026, 11, day),
            slot="morning", languages=["vie", "hmn"], minutes=15,
        )  # fmt: skip
    for month, cell in ((10, "Chi bộ Nà Lìn"), (11, "Chi bộ Nà Lìn"), (11, "Chi bộ Công an xã")):
        record_resolution(
            id=uuid7(), body=body_of(commune, cell), by=secretary, happened_on=date(2026, month, 5),
            month=date(2026, month, 1), number=f"{month}-NQ/CB", has_drug_content=True,
        )  # fmt: skip
    record_issue(
        id=uuid7(), body=body_of(commune, "Chi bộ Công an xã"), by=secretary, happened_on=date(2026, 11, 20),
        type="BC", number="11-BC/CB", title="Báo cáo tháng 11",
    )  # fmt: skip


def text_of(document) -> str:
    lines = [document.title]
    for block in document.blocks:
        lines += ["\t".join(row) for row in block.rows] if isinstance(block, Table) else [getattr(block, "text", "")]
    return "\n".join(lines)


def test_figures_of_the_report_are_those_of_the_sheet(commune, work_done, monkeypatch):
    monkeypatch.setenv("BANLANH_TODAY", "2026-11-26")  # the 25th has come
    november = period_of("2026-11")
    text = text_of(monthly_report(commune, date(2026, 11, 1)))
    sheet = sheet_of(commune, on=november.last, span=november.days)
    n, m = (sum(row[place] for row in sheet["figures"]["resolutions"]) for place in (1, 2))
    assert f"tháng 11 là {n}/{m} (" in text
    n, m = (sum(row[place] for row in sheet["figures"]["duties"]) for place in (1, 2))
    assert f"đúng hạn là {n}/{m} (" in text
    assert f"còn {len(sheet['late'])} việc quá hạn" in text
    assert "Số văn bản ban hành đúng hạn trên số văn bản đến hạn là 0/1 (0%)" in text, "October's, due on the 25th"


def test_airings_count_the_whole_weeks_that_ended_in_the_month(commune, work_done):
    text = text_of(monthly_report(commune, date(2026, 11, 1)))
    assert "Trong 5 tuần, từ ngày 19/10/2026 đến ngày 22/11/2026" in text
    assert "Bằng tiếng Mông: 5/30 (16,7%)" in text, "two, two and one in one village of three, of five weeks"
    assert "Số thôn có tuần phát thiếu buổi là 3" in text


def test_the_month_is_compared_with_the_one_before(commune, work_done):
    text = text_of(monthly_report(commune, date(2026, 11, 1)))
    assert "là 2/6 (33,3%), cao hơn tháng trước (16,7%)" in text


def test_what_nothing_counts_is_said_to_be_unknown_and_never_nought(commune, work_done):
    text = text_of(monthly_report(commune, date(2026, 11, 1)))
    assert re.search(r"Có \d chỉ tiêu của kế hoạch chưa có số liệu để đánh giá:\nChỉ tiêu «100% hộ gia đình", text)
    assert "0/0" not in text


def test_a_past_month_is_told_as_it_was_known_on_its_last_day(commune, work_done):
    text = text_of(monthly_report(commune, date(2026, 10, 1)))
    assert "đến hết ngày 31/10/2026" in text
    assert "nghị quyết sinh hoạt tháng 10 là 1/6" in text


def test_a_month_with_nothing_recorded_is_told_in_sensible_sentences(commune, plan):
    text = text_of(monthly_report(commune, date(2026, 11, 1)))
    assert "Bằng tiếng phổ thông: 0/30 (0%)" in text
    assert "Số văn bản ban hành đúng hạn trên số văn bản đến hạn là 0/1 (0%)" in text


@pytest.mark.parametrize(("month", "profile"), [(date(2026, 4, 1), HD36), (date(2026, 6, 1), HD05)])
def test_the_format_is_the_one_in_force_at_the_report_s_date(commune, plan, month, profile):
    assert monthly_report(commune, month).profile is profile


def test_the_word_file_has_the_letterhead_of_the_standing_body(commune, work_done):
    appoint("hai", "Lý Văn Hải", "R6", body_of(commune, "Chi bộ Công an xã"), title="Bí thư Chi bộ")
    word = Word(BytesIO(write_docx(monthly_report(commune, date(2026, 11, 1)))))
    head = "\n".join(cell.text for row in word.tables[0].rows for cell in row.cells)
    assert "ĐẢNG BỘ XÃ SUỐI LÀNH" in head and "CHI BỘ CÔNG AN XÃ" in head and "ĐẢNG CỘNG SẢN VIỆT NAM" in head
    foot = "\n".join(cell.text for row in word.tables[-1].rows for cell in row.cells)
    assert "T/M CHI BỘ" in foot and "BÍ THƯ" in foot and "Lý Văn Hải" in foot


def test_the_command_writes_the_file_that_the_button_gives(commune, work_done, secretary, client, tmp_path):
    out = tmp_path / "bao-cao.docx"
    call_command("monthly_report", month="2026-11", out=str(out), stdout=StringIO())
    client.force_login(secretary)
    answer = client.get("/bao-cao/ky/2026-11/tep/docx/")
    assert answer.content == out.read_bytes()
    assert 'filename="bao-cao-2026-11.docx"' in answer["Content-Disposition"]


def test_the_pdf_says_what_the_word_file_says(commune, work_done, secretary, client):
    client.force_login(secretary)
    answer = client.get("/bao-cao/ky/2026-11/tep/pdf/")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert 'filename="bao-cao-2026-11.pdf"' in answer["Content-Disposition"]
    pages = [re.sub(r"^\d+\n", "", page.extract_text()) for page in PdfReader(BytesIO(answer.content)).pages]
    printed = squeezed("".join(pages))
    for paragraph in Word(BytesIO(client.get("/bao-cao/ky/2026-11/tep/docx/").content)).paragraphs:
        assert squeezed(paragraph.text) in printed


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/bao-cao/", "/bao-cao/ky/2026-11/"),
        ("/bao-cao/2026-9/", "/bao-cao/ky/2026-09/"),
        ("/bao-cao/2026-11/van-ban/", "/bao-cao/ky/2026-11/tep/docx/"),
        ("/bao-cao/2026-11/van-ban/pdf/", "/bao-cao/ky/2026-11/tep/pdf/"),
    ],
)
def test_old_addresses_lead_to_the_one_report_of_the_month(commune, plan, secretary, client, old, new):
    client.force_login(secretary)
    assert client.get(old)["Location"] == new


@pytest.mark.parametrize("old", ["/bao-cao/2026-13/", "/bao-cao/1999-1/", "/bao-cao/2100-1/"])
def test_an_old_address_of_no_month_is_not_found(commune, plan, secretary, client, old):
    client.force_login(secretary)
    assert client.get(old).status_code == 404


def test_the_page_shows_every_figure_of_the_file(commune, work_done, secretary, client):
    client.force_login(secretary)
    page = client.get("/bao-cao/ky/2026-11/").content.decode()
    for figure in re.findall(r"\d+/\d+ \([\d,]+%\)", text_of(monthly_report(commune, date(2026, 11, 1)))):
        assert figure in page


@pytest.mark.parametrize(
    ("month", "sentence"),
    [("2026-13", "Xin ghi NĂM-THÁNG"), ("2027-01", "có từ ngày 20/01/2027"), ("2025-12", "không có kế hoạch")],
)
def test_a_month_that_has_no_report_gets_a_sentence(commune, plan, tmp_path, month, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("monthly_report", month=month, out=str(tmp_path / "x.docx"))
    assert not (tmp_path / "x.docx").exists()


def test_a_commune_without_a_police_cell_is_told_what_to_add(commune, plan):
    cell = body_of(commune, "Chi bộ Công an xã")
    cell.closed_on = TODAY
    cell.save()
    with pytest.raises(Refused, match="Xin thêm đơn vị"):
        monthly_report(commune, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("n", "m", "words"), [(29, 31, "93,5%"), (31, 31, "100%"), (0, 24, "0%"), (1, 3, "33,3%"), (1, 2, "50%")]
)
def test_a_percentage_reads_the_vietnamese_way(n, m, words):
    assert percent(n, m) == words


def test_nothing_is_divided_by_nothing():
    assert share(0, 0) == "chưa có số liệu"
    assert "chưa có số liệu" in against((1, 2), (0, 0))
    assert against((1, 2), (2, 4)) == "bằng tháng trước (50%)"
